"""What an export, or its preview, tells: every item with its result, the counts, the cost, and what ended it early."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from pleoqb_desktop.domain.entries import Posting
from pleoqb_desktop.domain.problems import Problem
from pleoqb_desktop.domain.spend import QueueEntry
from pleoqb_desktop.ports.runs import ItemRecord, ItemStatus


@dataclass(frozen=True, slots=True)
class ItemOutcome:
    """One item. `posting` is what it becomes and `payloads` the JSON bodies that would be sent, the document's first (both of a
    preview only); `estimate` marks a queue entry, which Pleo does not hand out as an item yet; `queued` is then what Pleo
    tells of it."""

    record: ItemRecord
    external_url: str | None = None
    payloads: tuple[dict[str, Any], ...] = ()
    posting: Posting | None = None
    estimate: bool = False
    queued: QueueEntry | None = None


@dataclass(frozen=True, slots=True)
class RequestCounts:
    """Requests to each service, the metered ones among them, and how long it took."""

    pleo: int = 0
    quickbooks: int = 0
    quickbooks_metered: int = 0
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class RunOutcome:
    """The whole of it. `problem` is what ended it early, None when it went through; `cancelled`: a person stopped it."""

    run_id: int | None
    jobs: tuple[str, ...]
    dry_run: bool
    items: Sequence[ItemOutcome]
    requests: RequestCounts = field(default_factory=RequestCounts)
    problem: Problem | None = None
    exit_code: int = 0
    cancelled: bool = False

    def count(self, status: ItemStatus) -> int:
        """How many items ended in this state."""
        return sum(item.record.status is status for item in self.items)

    @property
    def needs_attention(self) -> bool:
        """Whether any item failed or is held."""
        return any(item.record.status in {ItemStatus.FAILED, ItemStatus.HELD} for item in self.items)


def exit_code(outcome: RunOutcome) -> int:
    """DESIGN 7: what ended it early, else 1 when items failed or are held, else 0."""
    if outcome.cancelled:
        return 130
    if outcome.problem:
        return outcome.exit_code
    return 1 if outcome.needs_attention else 0


def in_order(items: Sequence[ItemOutcome]) -> tuple[ItemOutcome, ...]:
    """Items by day, supplier and id: the same order each time."""
    return tuple(
        sorted(
            items, key=lambda item: (str(item.record.day or ""), item.record.supplier, item.record.accounting_entry_id)
        )
    )
