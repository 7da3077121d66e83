"""How many entries one request makes, by how long QuickBooks took over the last ones."""

import threading
from collections.abc import Sequence

BATCH = 30  # entries in one request (quickbooks.md 4)
_SINGLY = 3  # so few purchases are sent one by one: single requests are free of charge
_SLOW, _QUICK = 40.0, 15.0  # seconds of a batch: beyond, batches shrink; below, they grow (120 s is the limit)
_SMALLEST = 5


class BatchSize:
    """How many entries travel together: fewer while QuickBooks is slow, more again when it is quick (design.md 5). Thread-safe."""

    def __init__(self, largest: int = BATCH) -> None:
        self._lock = threading.Lock()
        self._largest = largest
        self._size = largest

    def together(self, waiting: Sequence[object], last: bool) -> int:  # noqa: FBT001 - the shape of Stage.together
        """How many of those that wait go together now; 0 waits for more."""
        with self._lock:
            size = self._size
        if len(waiting) >= size:
            return size
        if not last:
            return 0
        return 1 if len(waiting) <= _SINGLY else len(waiting)

    def took(self, entries: int, seconds: float) -> None:
        """A batch of so many entries took QuickBooks so long, without our own waiting for its limits."""
        with self._lock:
            if seconds > _SLOW:
                self._size = min(self._size, max(_SMALLEST, entries // 2))
            elif seconds < _QUICK and entries >= self._size:
                self._size = min(self._largest, self._size * 2)
