"""Opens an address in the person's own browser, without waiting for it; opens nothing but https and this computer."""

import contextlib
import os
import sys
import threading
import webbrowser
from collections.abc import Iterator, MutableMapping

from pleoqb_desktop.domain.problems import Code, problem
from pleoqb_desktop.ports.errors import UnavailableError
from pleoqb_desktop.services.http.addresses import check_address

_PATIENCE_SECONDS = 1.0
_STDOUT, _STDERR = 1, 2


def open_browser(address: str) -> bool:
    """Opens the system's browser, or what BROWSER names; False when none could be started, so that the address must be shown.

    Returns within a second or so even when the browser is one that runs until it is closed. Raises
    UnavailableError(ADDRESS_UNSAFE) unless the address is https, or http to this computer.
    """
    check_address(address)
    if not address.isprintable() or " " in address:
        raise UnavailableError(problem(Code.ADDRESS_UNSAFE, address=ascii(address)))
    opened: list[bool] = []
    starter = threading.Thread(target=lambda: opened.append(_open(address)), name="browser", daemon=True)
    with _libraries_of_the_system(os.environ, is_frozen=getattr(sys, "frozen", False)), _output_kept_clean():
        starter.start()
        starter.join(_PATIENCE_SECONDS)
    return opened[0] if opened else starter.is_alive()


def _open(address: str) -> bool:
    try:
        return webbrowser.open(address)
    except (webbrowser.Error, OSError):
        return False


@contextlib.contextmanager
def _libraries_of_the_system(environment: MutableMapping[str, str], *, is_frozen: bool) -> Iterator[None]:
    """A frozen program's own libraries would break the browser: PyInstaller keeps the earlier path in LD_LIBRARY_PATH_ORIG."""
    if not (is_frozen and sys.platform.startswith("linux")):
        yield
        return
    ours, before = environment.pop("LD_LIBRARY_PATH", None), environment.get("LD_LIBRARY_PATH_ORIG")
    if before:
        environment["LD_LIBRARY_PATH"] = before
    try:
        yield
    finally:
        environment.pop("LD_LIBRARY_PATH", None)
        if ours is not None:
            environment["LD_LIBRARY_PATH"] = ours


@contextlib.contextmanager
def _output_kept_clean() -> Iterator[None]:
    """Browsers chatter on the standard output they inherit, which belongs to our JSON (design.md 7): they get standard error."""
    try:
        kept = os.dup(_STDOUT)
    except OSError:  # a windowed program has none
        yield
        return
    try:
        with contextlib.suppress(OSError):
            os.dup2(_STDERR, _STDOUT)
        yield
    finally:
        os.dup2(kept, _STDOUT)
        os.close(kept)
