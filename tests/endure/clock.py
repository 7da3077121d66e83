"""Time that tests move: a wait ends at once and takes the clock, and the practice companies' clock, along."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from pleoqb_desktop.ports.cancel import CancelToken


class MovedClock:
    """Real time plus all that was waited (ports.system.Clock, services.http.pacing.Waiter)."""

    def __init__(self, moved: Callable[[float], object] = lambda _seconds: None) -> None:
        """`moved` is told of each step, so that other clocks go along."""
        self._moved = moved
        self._lock = threading.Lock()
        self._offset = 0.0
        self._jumped = 0.0
        self.waited = 0.0

    def now(self) -> datetime:
        """Aware time in UTC."""
        return datetime.now(UTC) + timedelta(seconds=self._offset + self._jumped)

    def monotonic(self) -> float:
        """Seconds on a clock that never goes back."""
        return time.monotonic() + self._offset

    def wait(self, seconds: float, cancel: CancelToken | None) -> None:
        """Moves on. Raises Cancelled when a stop was asked for."""
        if cancel is not None:
            cancel.check()
        self.advance(seconds)

    def advance(self, seconds: float) -> None:
        """Moves on."""
        with self._lock:
            self._offset += seconds
            self.waited += seconds
        self._moved(seconds)

    def jump(self, seconds: float) -> None:
        """Somebody sets this computer's clock: its date moves, its monotonic clock and the services' clocks do not."""
        self._jumped += seconds
