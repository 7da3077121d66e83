"""Waiting that can be stopped: for work in a thread of its own, and for locks. Knows no work."""

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, wait
from contextlib import contextmanager
from typing import TypeVar

from pleoqb_desktop.ports.cancel import SLICE_SECONDS, CancelToken

_T = TypeVar("_T")


def beside(
    work: Callable[[], _T],
    *,
    seconds: float | None = None,
    cancel: CancelToken | None = None,
    may_leave: Callable[[], bool] = lambda: True,
    lasting: bool = False,
) -> _T:
    """What the work returns, or raises.

    Raises TimeoutError after so many seconds (None: no end), Cancelled on a stop as soon as `may_leave`; the work itself goes on
    then, and what comes of it is nobody's. The program's end waits for it where it is `lasting`.
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
    while not done.wait(SLICE_SECONDS):
        if cancel and cancel.cancelled and may_leave():
            cancel.check()
        if end is not None and time.monotonic() >= end:
            raise TimeoutError
    if failed:
        raise failed[0]
    return found[0]


def awaited(future: "Future[_T]") -> _T:
    """What a future brings, or raises; waited for in slices, so that Ctrl-C is heard under Windows too."""
    while not future.done():
        wait([future], timeout=SLICE_SECONDS)
    return future.result()


@contextmanager
def taken(lock: "threading.Lock | threading.Semaphore", cancel: CancelToken | None) -> Iterator[None]:
    """Holds the lock. Raises Cancelled when a stop is asked for before it is free."""
    while not lock.acquire(timeout=SLICE_SECONDS):
        if cancel:
            cancel.check()
    try:
        yield
    finally:
        lock.release()
