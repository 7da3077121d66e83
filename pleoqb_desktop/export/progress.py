"""How far an export is: one immutable value, replaced as it goes, so that a screen can read it at any time."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum


class Phase(StrEnum):
    """What the export is doing; the phases overlap."""

    PREPARE = "prepare"
    SEND = "send"
    RECEIPTS = "receipts"
    CONFIRM = "confirm"


@dataclass(frozen=True, slots=True)
class Progress:
    """Counts of items by phase. `total` 0: not known yet. `seconds` since the start."""

    total: int = 0
    prepared: int = 0
    sent: int = 0
    receipts_expected: int = 0
    receipts_done: int = 0
    confirmed: int = 0
    seconds: float = 0.0

    @property
    def phase(self) -> Phase:
        """The earliest phase that is not finished."""
        if self.total == 0 or self.prepared < self.total:
            return Phase.PREPARE
        if self.sent < self.total:
            return Phase.SEND
        return Phase.RECEIPTS if self.receipts_done < self.receipts_expected else Phase.CONFIRM

    @property
    def share(self) -> float:
        """From 0 to 1, for a bar."""
        steps = self.total * 3 + self.receipts_expected
        return (self.prepared + self.sent + self.confirmed + self.receipts_done) / steps if steps else 0.0

    @property
    def rate(self) -> float | None:
        """Confirmed items a second; None while nothing is confirmed."""
        return self.confirmed / self.seconds if self.confirmed and self.seconds else None

    @property
    def seconds_left(self) -> float | None:
        """Estimated from the share done so far; None at the very start."""
        return self.seconds * (1 - self.share) / self.share if self.share > 0.02 and self.seconds > 1 else None


class Meter:
    """Counts as an export goes and tells each change; used by its deciding thread alone."""

    def __init__(self, seconds: Callable[[], float], on_progress: Callable[[Progress], None]) -> None:
        """`seconds` since the start."""
        self._seconds = seconds
        self._on_progress = on_progress
        self._progress = Progress()

    def add(
        self,
        *,
        total: int = 0,
        prepared: int = 0,
        sent: int = 0,
        receipts_expected: int = 0,
        receipts_done: int = 0,
        confirmed: int = 0,
    ) -> None:
        """So many more of each."""
        before = self._progress
        self._progress = Progress(
            before.total + total,
            before.prepared + prepared,
            before.sent + sent,
            before.receipts_expected + receipts_expected,
            before.receipts_done + receipts_done,
            before.confirmed + confirmed,
            before.seconds,
        )

    def tell(self) -> None:
        """What is so now."""
        self._on_progress(replace(self._progress, seconds=round(self._seconds(), 1)))
