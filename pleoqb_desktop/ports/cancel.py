"""The token with which a person stops work: checked between requests and in every wait."""

import threading

from pleoqb_desktop.ports.errors import Cancelled


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
        if self._event.wait(seconds):
            raise Cancelled
