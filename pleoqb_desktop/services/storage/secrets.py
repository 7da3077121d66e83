"""Where secrets are kept: the operating system's keyring, memory, or practice mode's own file; nothing else may hold them."""

import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar
from urllib.parse import urlsplit

import keyring
import msgspec
from keyring.backend import KeyringBackend
from keyring.backends.chainer import ChainerBackend

from pleoqb_desktop.domain.problems import Code, problem
from pleoqb_desktop.ports.beside import beside
from pleoqb_desktop.ports.errors import SetupIncompleteError, UnavailableError
from pleoqb_desktop.ports.system import SecretName
from pleoqb_desktop.services.storage.disk import disk_errors, locked, replace_file

if TYPE_CHECKING:
    from pleoqb_desktop.services.storage.secret_service import SecretServiceItems

# Windows Credential Manager holds 2,560 bytes of UTF-16 (design.md 6).
MAX_SECRET = 1280
_SERVICE = "PleoQB Desktop"
_ABSENT = frozenset({"keyring.backends.fail.Keyring", "keyring.backends.null.Keyring"})
_PLAIN = frozenset({"keyrings.alt.file.PlaintextKeyring", "keyrings.alt.pyfs.PlaintextKeyring"})
_DEFAULT_PORTS = {"https": 443, "http": 80}
_LOOK_SECONDS = 0.25
_TIDY_SECONDS = 5.0
_T = TypeVar("_T")


def bound_name(name: SecretName, address: str) -> str:
    """The name under which a secret of one service address is kept: `NAME@SCHEME://HOST:PORT`, the path left out."""
    parts = urlsplit(address)
    port = parts.port or _DEFAULT_PORTS.get(parts.scheme)
    if not parts.hostname or port is None:
        raise ValueError(f"not a service address: {address!r}")
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return f"{name.value}@{parts.scheme}://{host}:{port}"


class _Keeper(Protocol):
    """What keeps a password by service and user, as the keyring library has it."""

    def get_password(self, service: str, username: str) -> str | None: ...

    def set_password(self, service: str, username: str, password: str) -> None: ...

    def delete_password(self, service: str, username: str) -> None: ...


class _NotKeptError(Exception):
    """The store took a secret and does not hand it out."""


class KeyringSecrets:
    """The keyring that the `keyring` library finds or is told to use (ports.system.Secrets).

    Every secret has a service name of its own: the store of Windows moves secrets of one service about, for others to read the
    one before meanwhile. What stands at the old place, one service for all, is still read. An empty secret is none: KWallet hands
    one out while it opens.

    Every method raises SetupIncompleteError: KEYRING_MISSING (none, or one that keeps nothing), KEYRING_UNSAFE (a plain text
    file), KEYRING_REFUSED (it is there but locked, denied or broken), KEYRING_WAITS (it asks the person something and got no
    answer in time).
    """

    def __init__(
        self, profile: str, *, answer_seconds: float = 60.0, settle_seconds: float = 10.0, asks: bool = True
    ) -> None:
        """`answer_seconds`: how long a person may take; `settle_seconds`: how long until a new secret must be handed out; `asks`: whether
        anybody is there to unlock a store of the Secret Service: else a locked one is refused."""
        self._place = f"{_SERVICE} {profile}"
        self._answer_seconds = answer_seconds
        self._settle_seconds = settle_seconds
        self._asks = asks
        self._quiet: tuple[KeyringBackend, SecretServiceItems] | None = None

    def get(self, name: SecretName, address: str) -> str | None:
        """The secret that was entered for this service address, None when there is none."""
        user = bound_name(name, address)
        return self._asked(lambda keeper: self._read(keeper, user))

    def set(self, name: SecretName, address: str, value: str) -> None:
        """Keeps a secret, and reads it again: only what the store hands out is kept.

        A value of no or 1,280 and more characters is a programming error (ValueError).
        """
        _check_length(name, value)
        user = bound_name(name, address)
        self._asked(lambda keeper: self._keep(keeper, user, value))
        with suppress(SetupIncompleteError):  # the new place is read first, so that the old one does no harm
            self._asked(lambda keeper: self._empty(keeper, self._place, user), _TIDY_SECONDS)

    def forget(self, name: SecretName, address: str) -> None:
        """Removes a secret; nothing happens when there is none."""
        user = bound_name(name, address)
        for place in self._places(user):
            self._forget(place, user)

    def must_be_made(self) -> bool:
        """Whether the store is made when the first secret is kept, which asks the person for a password of its own."""
        backend = _backend()
        quiet = self._quiet_way(backend)
        return quiet is not None and not self._tried(backend, quiet.exists)

    def _places(self, user: str) -> tuple[str, str]:
        return f"{self._place} {user}", self._place

    def _read(self, keeper: _Keeper, user: str) -> str | None:
        return next((found for place in self._places(user) if (found := keeper.get_password(place, user))), None)

    def _keep(self, keeper: _Keeper, user: str, value: str) -> None:
        place, _ = self._places(user)
        keeper.set_password(place, user, value)
        end = time.monotonic() + self._settle_seconds
        while keeper.get_password(place, user) != value:
            if time.monotonic() >= end:
                raise _NotKeptError
            time.sleep(_LOOK_SECONDS)

    def _forget(self, place: str, user: str) -> None:
        try:
            self._asked(lambda keeper: self._empty(keeper, place, user))
        except SetupIncompleteError:
            if self._asked(lambda keeper: keeper.get_password(place, user)):
                raise

    def _empty(self, keeper: _Keeper, place: str, user: str) -> None:
        if keeper.get_password(place, user):
            keeper.delete_password(place, user)

    def _asked(self, work: Callable[[_Keeper], _T], seconds: float | None = None) -> _T:
        """What a store answers, with an end: a store may wait for its owner for ever."""
        backend = _backend()
        keeper: _Keeper = self._quiet_way(backend) or backend
        return self._tried(backend, lambda: work(keeper), seconds)

    def _tried(self, backend: KeyringBackend, work: Callable[[], _T], seconds: float | None = None) -> _T:
        try:
            return beside(work, seconds=seconds or self._answer_seconds)
        except TimeoutError:
            self._quiet = None  # its connection may wait for ever
            raise SetupIncompleteError(problem(Code.KEYRING_WAITS, backend=_title(backend))) from None
        except Exception as error:  # backends are foreign code and raise what they like
            if self._quiet:
                self._quiet[1].close()
            raise _refused(backend, error) from error

    def _quiet_way(self, backend: KeyringBackend) -> "SecretServiceItems | None":
        """Made once for a backend."""
        if self._quiet is None or self._quiet[0] is not backend:
            quiet = _quiet(backend, asks=self._asks)
            self._quiet = (backend, quiet) if quiet else None
        return self._quiet[1] if self._quiet else None


class SessionSecrets:
    """Secrets "for this time only": in memory, gone with the process (ports.system.Secrets)."""

    def __init__(self) -> None:
        self._values: dict[str, str] = {}
        self._lock = threading.Lock()

    def get(self, name: SecretName, address: str) -> str | None:
        """The secret that was entered for this service address, None when there is none."""
        with self._lock:
            return self._values.get(bound_name(name, address))

    def set(self, name: SecretName, address: str, value: str) -> None:
        """Keeps a secret until the process ends."""
        _check_length(name, value)
        with self._lock:
            self._values[bound_name(name, address)] = value

    def forget(self, name: SecretName, address: str) -> None:
        """Removes a secret; nothing happens when there is none."""
        with self._lock:
            self._values.pop(bound_name(name, address), None)


class FileSecrets:
    """Practice mode's worthless secrets, in a JSON file beside its data (ports.system.Secrets; design.md 6).

    A file that cannot be understood counts as empty: the practice services hand out the same secrets again.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock_path = path.with_name(f"{path.name}.lock")

    def get(self, name: SecretName, address: str) -> str | None:
        """The secret that was entered for this service address, None when there is none. Raises UnavailableError."""
        return self._load().get(bound_name(name, address))

    def set(self, name: SecretName, address: str, value: str) -> None:
        """Keeps a secret, on disk when this returns. Raises UnavailableError."""
        _check_length(name, value)
        self._change(bound_name(name, address), value)

    def forget(self, name: SecretName, address: str) -> None:
        """Removes a secret; nothing happens when there is none. Raises UnavailableError."""
        self._change(bound_name(name, address), None)

    def _change(self, key: str, value: str | None) -> None:
        with locked(self._lock_path, 10.0, UnavailableError(problem(Code.FILE_BUSY, path=self._path))):
            values = self._load()
            if value is not None:
                values[key] = value
            elif values.pop(key, None) is None:
                return
            replace_file(self._path, msgspec.json.encode(values))

    def _load(self) -> dict[str, str]:
        with disk_errors(self._path):
            try:
                data = self._path.read_bytes()
            except FileNotFoundError:
                return {}
        try:
            return msgspec.json.decode(data, type=dict[str, str])
        except (msgspec.DecodeError, UnicodeDecodeError):
            return {}


def _backend() -> KeyringBackend:
    """The backend that would keep our secrets. Raises SetupIncompleteError when there is none that is safe."""
    try:
        backend = keyring.get_keyring()
    except Exception as error:  # the backend named in the environment or a file may fail in any way
        raise SetupIncompleteError(problem(Code.KEYRING_MISSING, backend="", reason=type(error).__name__)) from error
    if isinstance(backend, ChainerBackend):
        # A chain would fall through to any backend behind the first, a plain text file too: only the first is used.
        chain = list(backend.backends)
        if not chain:
            raise SetupIncompleteError(problem(Code.KEYRING_MISSING, backend=_title(backend), reason=""))
        backend = chain[0]
    kinds = {f"{kind.__module__}.{kind.__qualname__}" for kind in type(backend).__mro__}
    if kinds & _ABSENT:
        raise SetupIncompleteError(problem(Code.KEYRING_MISSING, backend=_title(backend), reason=""))
    if kinds & _PLAIN:
        raise SetupIncompleteError(problem(Code.KEYRING_UNSAFE, backend=_title(backend)))
    return backend


def _quiet(backend: KeyringBackend, *, asks: bool) -> "SecretServiceItems | None":
    if not sys.platform.startswith("linux"):
        return None  # its library is there on Linux alone
    from pleoqb_desktop.services.storage.secret_service import quiet

    return quiet(backend, asks=asks)


def _refused(backend: KeyringBackend, error: Exception) -> SetupIncompleteError:
    # Only the kind of error is told: the words of a foreign backend may hold anything, the secret too.
    return SetupIncompleteError(problem(Code.KEYRING_REFUSED, backend=_title(backend), reason=type(error).__name__))


def _title(backend: KeyringBackend) -> str:
    return f"{type(backend).__module__}.{type(backend).__qualname__}"


def _check_length(name: SecretName, value: str) -> None:
    length = len(value.encode("utf-16-le")) // 2
    if not 0 < length < MAX_SECRET:
        raise ValueError(f"{name.value} has {length} characters, not 1 to {MAX_SECRET - 1}")
