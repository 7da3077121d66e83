"""What rows of a company were a while ago, so that a query can lag behind what was written (a condition)."""

from collections import deque
from typing import Any

Row = dict[str, Any]

LONGEST_LAG = 600.0
"""Seconds for which it is known."""


class Past:
    """Changes of the last LONGEST_LAG seconds."""

    def __init__(self) -> None:
        self._changes: deque[tuple[float, str, str, Row | None]] = deque()

    def remember(self, now: float, entity: str, id_: str, old: Row | None) -> None:
        """Note the row that stood there before a change, None for one that was not there."""
        self._changes.append((now, entity, id_, old))
        while self._changes[0][0] < now - LONGEST_LAG:
            self._changes.popleft()

    def before(self, entity: str, moment: float) -> dict[str, Row | None]:
        """Return the rows that changed after a moment as they were then, by Id; None for what was not there yet."""
        found: dict[str, Row | None] = {}
        for when, of_entity, id_, old in reversed(self._changes):
            if when <= moment:
                break
            if of_entity == entity:
                found[id_] = old
        return found
