"""Work in a thread of its own, so that who waits for it can stop waiting; knows no work."""

import threading
import time
from collections.abc import Callable
from typing import TypeVar

from pleoqb_desktop.ports.cancel import CancelToken

_T = TypeVar("_T")
_SLICE = 0.1
"""Seconds between two looks at the token: under Windows no wait for a lock hears Ctrl-C (design.md 4.7, 7)."""


def beside(
    work: Callable[[], _T], *, seconds: float | None = None, cancel: CancelToken | None = None, lasting: bool = False
) -> _T:
    """What the work returns, or raises.

    Raises TimeoutError after so many seconds (None: no end), Cancelled on a stop; the work itself goes on then, and what comes of
    it is nobody's. The program's end waits for it where it is `lasting`.
    """
    found: list[_T] = []
    failed: list[BaseException] = []
    done = threading.Event()

    def run() -> None:
        try:
            found.append(work())
        except BaseException as error:  # noqa: BLE001 - raised again where it is waited for
            failed.append(error)
        finally:
            done.set()

    end = None if seconds is None else time.monotonic() + seconds
    threading.Thread(target=run, name="beside", daemon=not lasting).start()
    while not done.wait(_SLICE):
        if cancel:
            cancel.check()
        if end is not None and time.monotonic() >= end:
            raise TimeoutError
    if failed:
        raise failed[0]
    return found[0]
