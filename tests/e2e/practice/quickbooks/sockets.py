"""The practice sign-in and books on a real loopback socket, for the SDKs' tests."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from pleoqb_desktop.practice.server import PracticeApplication, PracticeServer
from tests.e2e.practice.quickbooks.api import Api


@contextmanager
def served(api: Api) -> Iterator[str]:
    """Serve a company's services and give their common address."""
    services = {"quickbooks": api.service, "intuit": api.intuit}
    server = PracticeServer(PracticeApplication(services, api.conditions))
    server.start()
    try:
        yield server.address
    finally:
        server.stop()
        assert not [thread for thread in threading.enumerate() if thread.name == "practice server"]
