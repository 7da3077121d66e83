"""QuickBooks' throttle per realm: requests a second, a minute, at once, batches a minute (quickbooks.md 4)."""

from __future__ import annotations

import threading
from collections import deque
from itertools import takewhile

PER_MINUTE = 500
PER_SECOND = 10
AT_ONCE = 10
BATCHES_PER_MINUTE = 40


class Throttle:
    """Admits or refuses the requests of one realm; refused ones do not count against it. Thread-safe."""

    def __init__(self) -> None:
        """Start with nothing spent."""
        self._lock = threading.Lock()
        self._requests: deque[float] = deque()
        self._batches: deque[float] = deque()
        self._running = 0

    def enter(self, now: float, *, batch: bool) -> bool:
        """Admit a request at ``now`` seconds of the practice clock, or say no."""
        with self._lock:
            _forget(self._requests, now - 60)
            _forget(self._batches, now - 60)
            last_second = sum(1 for _ in takewhile(lambda moment: moment > now - 1, reversed(self._requests)))
            refused = (
                len(self._requests) >= PER_MINUTE
                or last_second >= PER_SECOND
                or self._running >= AT_ONCE
                or (batch and len(self._batches) >= BATCHES_PER_MINUTE)
            )
            if refused:
                return False
            self._requests.append(now)
            if batch:
                self._batches.append(now)
            self._running += 1
            return True

    def leave(self) -> None:
        """Say that an admitted request is answered."""
        with self._lock:
            self._running -= 1


def _forget(moments: deque[float], before: float) -> None:
    while moments and moments[0] <= before:
        moments.popleft()
