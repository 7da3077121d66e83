"""What was sent and what came of it: the records that the run store keeps, and the port to it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Protocol, TypeVar

from pleoqb_desktop.domain.entries import EntryKind
from pleoqb_desktop.domain.money import Money
from pleoqb_desktop.domain.problems import Problem

Result = TypeVar("Result")


class RunState(StrEnum):
    """State of a run."""

    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"
    UNDOING = "undoing"
    UNDONE = "undone"
    PARTLY_UNDONE = "partly_undone"


class JobState(StrEnum):
    """How far we are with a Pleo job: each is written before the event of the same name leaves."""

    STARTING = "starting"
    STARTED = "started"
    CLOSING = "closing"
    CLOSED = "closed"
    LOST = "lost"


class ItemStatus(StrEnum):
    """What became of one item (`export --json`, counts)."""

    WAITING = "waiting"
    EXPORTED = "exported"
    ALREADY_THERE = "already_there"
    FAILED = "failed"
    HELD = "held"

    @property
    def stands_in_books(self) -> bool:
        """Whether QuickBooks holds an entry for it."""
        return self in {ItemStatus.EXPORTED, ItemStatus.ALREADY_THERE}


@dataclass(frozen=True, slots=True)
class RunRecord:
    """One press of Export now. Times are aware UTC."""

    id: int
    state: RunState
    started_at: datetime
    ended_at: datetime | None
    realm_id: str
    jobs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class JobRecord:
    """A Pleo job that a run works on."""

    job_id: str
    run_id: int
    state: JobState


@dataclass(frozen=True, slots=True)
class Difference:
    """What Pleo tells otherwise than the books: a member (amount, date, account, tax or tags) as both show it."""

    member: str
    pleo: str
    quickbooks: str


@dataclass(frozen=True, slots=True)
class ItemRecord:
    """One item of a job and what became of it; `amount` as Pleo gave it, None when it could not be read; `tax` the VAT
    that was sent, None where nothing was.

    `facts` is what Pleo told of it when it was decided (export.changed_since), None where it never was; `changed_since` the day of
    the export since which Pleo tells `differences`, None where it tells none, or the books may be what was changed.
    `receipts_listed` is how many receipts Pleo listed when they were last looked at, equal ones too, 0 where that was not noted;
    `receipts_tried` counts how often missing ones were asked for in vain since the export, `receipts_next` (aware UTC) is when
    they are asked for again, None with some in vain: only on demand.
    """

    job_id: str
    accounting_entry_id: str
    type: str
    status: ItemStatus = ItemStatus.WAITING
    kind: EntryKind | None = None
    external_id: str | None = None
    receipts_expected: int = 0
    receipts_attached: int = 0
    problems: tuple[Problem, ...] = ()
    reported: bool = False
    supplier: str = ""
    person: str = ""
    day: date | None = None
    amount: Money | None = None
    reconciliation_id: str = ""
    tax: Decimal | None = None
    receipts_listed: int = 0
    receipts_tried: int = 0
    receipts_next: datetime | None = None
    facts: str | None = None
    differences: tuple[Difference, ...] = ()
    changed_since: date | None = None

    @property
    def lacks_receipts(self) -> bool:
        """Whether fewer receipts are attached than Pleo holds."""
        return self.receipts_attached < self.receipts_expected

    def lacks_some_of(self, listed: int) -> bool:
        """Whether Pleo has got receipts since, now that it lists so many."""
        return listed > max(self.receipts_listed, self.receipts_expected)

    def receipts_are_due(self, now: datetime) -> bool:
        """Whether missing receipts are asked for again by themselves (design.md 4.6)."""
        return not self.receipts_tried or (self.receipts_next is not None and self.receipts_next <= now)


@dataclass(frozen=True, slots=True)
class Intent:
    """Written before an entry leaves; completed by the answer (design.md 4.1).

    `position` numbers the entries of one item; `batch_id` is None for a single request; `external_id` None until made.
    """

    job_id: str
    accounting_entry_id: str
    position: int
    kind: EntryKind
    payload_hash: str
    request_id: str
    batch_id: str | None = None
    external_id: str | None = None
    sync_token: str | None = None
    adopted: bool = False
    removed: bool = False


@dataclass(frozen=True, slots=True)
class AttachmentRecord:
    """A receipt that stands on an entry because a run put it there.

    `receipt_id` is Pleo's, None while Pleo has not told it; `sha256` is of Pleo's bytes, None for what earlier versions attached.
    """

    job_id: str
    accounting_entry_id: str
    attachment_id: str
    file_name: str
    receipt_id: str | None = None
    sha256: str | None = None
    removed: bool = False


@dataclass(frozen=True, slots=True)
class VendorRecord:
    """A vendor that a run made, or meant to make (`vendor_id` None)."""

    run_id: int
    name: str
    request_id: str
    vendor_id: str | None = None
    removed: bool = False


@dataclass(frozen=True, slots=True)
class RunSummary:
    """Counts of a run for the history."""

    run: RunRecord
    counts: dict[ItemStatus, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MonthTotal:
    """Expenses of a month and a currency that stand in the books: how many, and their amounts there added up, refunds negative as Pleo
    gives them; `month` is its first day. An expense that changed in Pleo counts by what its entry was made of."""

    month: date
    items: int
    amount: Money


class Runs(Protocol):
    """The run store. Every write is flushed to disk before the method returns. Raises KnownError when the disk is full or
    the store is damaged."""

    def start_run(self, realm_id: str, now: datetime) -> RunRecord:
        """A new run."""

    def end_run(self, run_id: int, state: RunState, now: datetime | None) -> None:
        """Sets a run's state; `now` None leaves the end open."""

    def runs(self) -> list[RunSummary]:
        """All runs, newest first."""

    def run(self, run_id: int) -> RunSummary | None:
        """One run."""

    def open_jobs(self) -> list[JobRecord]:
        """Jobs that we work on and have not closed, oldest first."""

    def job(self, job_id: str) -> JobRecord | None:
        """One job."""

    def set_job(self, job: JobRecord) -> None:
        """Writes a job."""

    def put_items(self, items: Iterable[ItemRecord]) -> None:
        """Writes items, replacing earlier states."""

    def items(self, job_id: str) -> list[ItemRecord]:
        """Items of a job."""

    def run_items(self, run_id: int) -> list[ItemRecord]:
        """Items of all jobs of a run, job by job; of a job by day, supplier and id."""

    def results(self, job_ids: Sequence[str], made: Callable[[ItemRecord], Result]) -> Sequence[Result]:
        """The items of these jobs that came to something, by day, supplier and id; each is read, and made into something else,
        when it is looked at, so that ten thousand take no memory. What is written meanwhile shows."""

    def counts(self, job_ids: Sequence[str]) -> dict[ItemStatus, int]:
        """How many items of these jobs ended how; only the counts that are not zero."""

    def last_item(self, accounting_entry_id: str) -> ItemRecord | None:
        """The newest record of an entry that stands in the books, in any job; None when there is none."""

    def seen_by_both_doors(self) -> bool:
        """Whether an expense was met in a job made of a file and in one of Pleo's under one accounting entry id."""

    def oldest_day(self, since: datetime) -> date | None:
        """The oldest day of the items that runs started since then met; None when there are none."""

    def in_books(self, first: date, last: date) -> list[MonthTotal]:
        """What stands in the books of the expenses of these days, both included, each once; oldest month first, then by currency."""

    def without_receipts(self, first: date, last: date) -> list[ItemRecord]:
        """Expenses of these days, both included, that stand with no receipt or with fewer than Pleo holds; by day, supplier and id."""

    def last_met(self, first: date, last: date) -> datetime | None:
        """When a run last met an expense of these days (aware UTC); None when none ever did."""

    def mark_reported(self, job_id: str, entry_ids: Sequence[str]) -> None:
        """Pleo has the results of these."""

    def lacking_receipts(self) -> list[ItemRecord]:
        """Items of closed or lost jobs that stand in the books with fewer receipts than expected."""

    def put_intents(self, intents: Iterable[Intent]) -> None:
        """Writes intents, or what came of them, in one transaction."""

    def intents(self, job_id: str) -> list[Intent]:
        """Intents of a job."""

    def intents_of_entry(self, accounting_entry_id: str) -> list[Intent]:
        """All intents ever written for an entry, in any job, newest last."""

    def by_reconciliation_id(self, reconciliation_ids: Sequence[str]) -> list[ItemRecord]:
        """Items that stand in the books under these reconciliation ids."""

    def last_of_suppliers(self, suppliers: Sequence[str]) -> list[ItemRecord]:
        """The newest item of each of these suppliers, by Pleo's exact name, that stands in the books."""

    def put_attachments(self, attachments: Iterable[AttachmentRecord]) -> None:
        """Writes attachments."""

    def attachments(self, job_id: str) -> list[AttachmentRecord]:
        """Attachments that were made for a job's items."""

    def attachments_on(self, accounting_entry_id: str, kind: EntryKind, external_id: str) -> list[AttachmentRecord]:
        """Attachments that any job made on this entry and nobody of us removed, oldest first."""

    def put_vendor(self, vendor: VendorRecord) -> None:
        """Writes a vendor."""

    def vendors(self, run_id: int) -> list[VendorRecord]:
        """Vendors that a run made."""

    def deactivated_vendors(self) -> list[VendorRecord]:
        """Vendors that an undo set inactive, of any run."""
