"""The token with which a person stops work: checked between requests and in every wait."""

import threading
import time

from pleoqb_desktop.ports.errors import Cancelled

SLICE_SECONDS = 0.1
"""The longest wait between two looks at the token: under Windows no wait for a lock hears Ctrl-C."""


class CancelToken:
    """Set once, from any thread; never cleared."""

    def __init__(self) -> None:
        self._event = threading.Event()

    def cancel(self) -> None:
        """Asks for a stop; waits end at once, requests in flight are awaited."""
        self._event.set()

    @property
    def cancelled(self) -> bool:
        """Whether a stop was asked for."""
        return self._event.is_set()

    def check(self) -> None:
        """Raises Cancelled when a stop was asked for."""
        if self._event.is_set():
            raise Cancelled

    def wait(self, seconds: float) -> None:
        """Sleeps, unless and until a stop is asked for. Raises Cancelled then."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            if self._event.wait(min(left, SLICE_SECONDS)):
                break
        self.check()
