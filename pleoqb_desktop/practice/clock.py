"""The practice companies' clock: real time plus an offset that tests move; it never sleeps."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta


class PracticeClock:
    """Tells the time of the practice services, aware and in UTC."""

    def __init__(self, offset: float = 0.0) -> None:
        """Start at real time plus ``offset`` seconds."""
        self._lock = threading.Lock()
        self._offset = offset

    @property
    def offset(self) -> float:
        """Seconds that the practice clock is ahead of real time; negative when behind."""
        with self._lock:
            return self._offset

    def now(self) -> datetime:
        """Return the practice time, aware, in UTC."""
        return datetime.now(UTC) + timedelta(seconds=self.offset)

    def advance(self, seconds: float) -> None:
        """Move the clock by ``seconds``; negative moves it back."""
        with self._lock:
            self._offset += seconds
