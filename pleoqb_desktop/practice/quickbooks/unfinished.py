"""A batch that was answered with 504 and goes on: which of its items are still to be done, and when; does none of them itself."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

Row = dict[str, Any]


@dataclass(slots=True)
class Unfinished:
    """The rest of a batch. ``request_id`` is None where the client gave none; ``answers`` are those of the items done."""

    request_id: str | None
    rest: deque[tuple[float, Callable[[], Row]]]
    answers: list[Row] = field(default_factory=list)

    @classmethod
    def spread(
        cls, request_id: str | None, items: Sequence[Callable[[], Row]], now: float, seconds: float
    ) -> Unfinished:
        """Give the first item the moment ``now`` and the others theirs, evenly until ``seconds`` are over."""
        step = seconds / max(len(items) - 1, 1)
        return cls(request_id, deque((now + number * step, item) for number, item in enumerate(items)))

    def advance(self, now: float) -> bool:
        """Do what is due and tell whether all is done."""
        while self.rest and self.rest[0][0] <= now:
            self.answers.append(self.rest.popleft()[1]())
        return not self.rest
