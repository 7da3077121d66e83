"""Holds requests at the door of a practice service until the test lets them in; no test lives here."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from werkzeug import Request, Response

from tests.e2e.practice.server_fixture import Practice
from tests.patience import PATIENCE


class Gate:
    """The door: shut for the requests that are wanted, from the `nth` on."""

    def __init__(self, wanted: Callable[[Request], bool], nth: int) -> None:
        self._wanted = wanted
        self._nth = nth
        self._seen = 0
        self._lock = threading.Lock()
        self._arrived = threading.Event()
        self._open = threading.Event()

    def waits(self) -> bool:
        """Whether a request stands before it."""
        return self._arrived.is_set()

    def let_in(self) -> None:
        """Opens it for good."""
        self._open.set()

    def pass_by(self, request: Request) -> None:
        """Waits while it is shut and the request is one of those."""
        if not self._wanted(request):
            return
        with self._lock:
            self._seen += 1
            free = self._seen < self._nth
        if not free:
            self._arrived.set()
            self._open.wait(PATIENCE)


@contextmanager
def held(practice: Practice, service: str, wanted: Callable[[Request], bool], nth: int = 1) -> Iterator[Gate]:
    """Requests of a service in this process wait before its door until the end of the block."""
    assert practice.world is not None
    services = practice.world.application._services
    inside, gate = services[service], Gate(wanted, nth)

    def door(request: Request) -> Response:
        gate.pass_by(request)
        return inside(request)

    services[service] = door  # type: ignore[index]
    try:
        yield gate
    finally:
        gate.let_in()
        services[service] = inside  # type: ignore[index]


def purchase_batches(request: Request) -> bool:
    """Batches that make purchases; others make suppliers, or only ask."""
    return request.path.endswith("/batch") and b'"Purchase":' in request.get_data().replace(b" ", b"")
