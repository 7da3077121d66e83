"""What an export, or its preview, tells: every item with its result, the counts, the cost, and what ended it early."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pleoqb_desktop.domain.entries import Posting
from pleoqb_desktop.domain.problems import Code, Problem
from pleoqb_desktop.domain.spend import QueueEntry
from pleoqb_desktop.ports.errors import Ending
from pleoqb_desktop.ports.ledger import Ledger
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

    @property
    def is_asked_about(self) -> bool:
        """Whether its entry stands and a person is to say what becomes of it."""
        return self.record.status.stands_in_books and any(
            one.code is Code.CHANGED_SINCE for one in self.record.problems
        )

    @property
    def foreseen(self) -> ItemStatus:
        """How a preview counts it: what waits with a problem would be held, though Pleo's queue still offers it."""
        held = self.record.status is ItemStatus.WAITING and self.record.problems
        return ItemStatus.HELD if held else self.record.status


@dataclass(frozen=True, slots=True)
class RequestCounts:
    """Requests to each service, the metered ones among them, and how long it took."""

    pleo: int = 0
    quickbooks: int = 0
    quickbooks_metered: int = 0
    seconds: float = 0.0

    @classmethod
    def since(cls, before: tuple[int, int, int], now: tuple[int, int, int], seconds: float) -> "RequestCounts":
        """What was asked between two readings of the counters, in so many seconds."""
        pleo, quickbooks, metered = (later - earlier for later, earlier in zip(now, before, strict=True))
        return cls(pleo, quickbooks, metered, round(seconds, 3))


@dataclass(frozen=True, slots=True)
class RunOutcome:
    """The whole of it. `ended` is what ended it early, None when it went through; `items` may be read from the run store only
    when they are looked at; `unanswered` counts entries that stand and about which a person is asked."""

    run_id: int | None
    jobs: tuple[str, ...]
    dry_run: bool
    items: Sequence[ItemOutcome]
    counts: Mapping[ItemStatus, int]
    unanswered: int = 0
    requests: RequestCounts = field(default_factory=RequestCounts)
    ended: Ending | None = None

    def count(self, status: ItemStatus) -> int:
        """How many items ended in this state."""
        return self.counts.get(status, 0)

    @property
    def problem(self) -> Problem | None:
        """What ended it early, None when it went through."""
        return self.ended.problem if self.ended else None

    @property
    def cancelled(self) -> bool:
        """Whether a person stopped it."""
        return self.ended is not None and self.ended.is_stop

    @property
    def needs_attention(self) -> bool:
        """Whether any item failed, is held, or waits for an answer."""
        return bool(self.count(ItemStatus.FAILED) or self.count(ItemStatus.HELD) or self.unanswered)

    @property
    def exit_code(self) -> int:
        """design.md 7: what ended it early, else 1 when items failed, are held or unanswered, else 0."""
        return self.ended.exit_code if self.ended else int(self.needs_attention)


def outcome_of(record: ItemRecord, ledger: Ledger) -> ItemOutcome:
    """An item with its address in QuickBooks, where an entry of it stands."""
    if not (record.kind and record.external_id):
        return ItemOutcome(record)
    return ItemOutcome(record, ledger.web_address(record.kind, record.external_id))


def numbers_in_books(records: Iterable[ItemRecord]) -> list[str]:
    """Pleo's numbers of what stands in the books: by file nobody but a person tells Pleo (design.md 10.5)."""
    return sorted(one.reconciliation_id for one in records if one.status.stands_in_books and one.reconciliation_id)


def in_order(items: Iterable[ItemOutcome]) -> tuple[ItemOutcome, ...]:
    """Items by day, supplier and id: the same order each time, that of Runs.results."""
    return tuple(
        sorted(
            items, key=lambda item: (str(item.record.day or ""), item.record.supplier, item.record.accounting_entry_id)
        )
    )


def counts_of(items: Iterable[ItemOutcome]) -> dict[ItemStatus, int]:
    """How many items ended how, or would."""
    return dict(Counter(item.foreseen for item in items))
