"""A run store on paper: the records of ports.runs kept in memory, in the order they were first written."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from operator import itemgetter
from typing import Any, Generic, TypeVar, overload

from pleoqb_desktop.domain.entries import EntryKind
from pleoqb_desktop.domain.money import Money
from pleoqb_desktop.domain.spend import ADOPTION, FILE_JOB
from pleoqb_desktop.export.changed_since import decoded
from pleoqb_desktop.ports.runs import (
    AttachmentRecord,
    Intent,
    ItemRecord,
    ItemStatus,
    JobRecord,
    JobState,
    MonthTotal,
    Result,
    RunRecord,
    RunState,
    RunSummary,
    VendorRecord,
)
from tests.on_paper.paper import Paper

_OPEN = frozenset({JobState.STARTING, JobState.STARTED, JobState.CLOSING})
_OVER = frozenset({JobState.CLOSED, JobState.LOST})
_Made = TypeVar("_Made")


class RunsOnPaper(Paper):
    """The store of one profile (ports.runs.Runs); usable from any thread. Its requests are what is written."""

    def __init__(self) -> None:
        super().__init__()
        self._runs: dict[int, RunRecord] = {}
        self._jobs: dict[str, JobRecord] = {}
        self._items: dict[tuple[str, str], ItemRecord] = {}
        self._intents: dict[tuple[str, str, int], Intent] = {}
        self._attachments: dict[tuple[str, str, str], AttachmentRecord] = {}
        self._vendors: dict[tuple[int, str], VendorRecord] = {}

    def start_run(self, realm_id: str, now: datetime) -> RunRecord:
        """The next number."""
        with self._request("start_run"):
            run = RunRecord(len(self._runs) + 1, RunState.RUNNING, now.astimezone(UTC), None, realm_id)
            self._runs[run.id] = run
            return run

    def end_run(self, run_id: int, state: RunState, now: datetime | None) -> None:
        """Its state and end."""
        with self._request("end_run"):
            self._runs[run_id] = replace(self._runs[run_id], state=state, ended_at=now)

    def runs(self) -> list[RunSummary]:
        """Newest first."""
        with self._lock:
            return [self._summary(run) for run in reversed(self._runs.values())]

    def run(self, run_id: int) -> RunSummary | None:
        """One."""
        with self._lock:
            return self._summary(self._runs[run_id]) if run_id in self._runs else None

    def _summary(self, run: RunRecord) -> RunSummary:
        jobs = tuple(job.job_id for job in self._jobs.values() if job.run_id == run.id)
        return RunSummary(replace(run, jobs=jobs), self.counts(jobs))

    def open_jobs(self) -> list[JobRecord]:
        """Oldest first."""
        with self._lock:
            return [job for job in self._jobs.values() if job.state in _OPEN]

    def all_items(self) -> list[ItemRecord]:
        """Of all jobs, in the order they were first written."""
        return list(self._items.values())

    def all_intents(self) -> list[Intent]:
        """Of all jobs."""
        return list(self._intents.values())

    def run_of(self, job_id: str) -> RunRecord:
        """The run that works on a job."""
        return self._runs[self._jobs[job_id].run_id]

    def job(self, job_id: str) -> JobRecord | None:
        """One."""
        with self._lock:
            return self._jobs.get(job_id)

    def set_job(self, job: JobRecord) -> None:
        """In its place."""
        with self._request("set_job"):
            self._jobs[job.job_id] = job

    def put_items(self, items: Iterable[ItemRecord]) -> None:
        """Each in its place."""
        self._put("put_items", self._items, items, lambda one: (one.job_id, one.accounting_entry_id))

    def items(self, job_id: str) -> list[ItemRecord]:
        """Those of one job."""
        with self._lock:
            return [one for one in self._items.values() if one.job_id == job_id]

    def run_items(self, run_id: int) -> list[ItemRecord]:
        """Job by job."""
        with self._lock:
            jobs = [job.job_id for job in self._jobs.values() if job.run_id == run_id]
            return [one for job_id in jobs for one in sorted(self.items(job_id), key=_by_day)]

    def results(self, job_ids: Sequence[str], made: Callable[[ItemRecord], Result]) -> Sequence[Result]:
        """Their places in the store, so that what is written later shows."""
        with self._lock:
            found = [
                (key, one)
                for key, one in self._items.items()
                if one.job_id in job_ids and one.status is not ItemStatus.WAITING
            ]
        found.sort(key=lambda pair: _by_day(pair[1]))
        return _Results([key for key, _ in found], lambda key: made(self._items[key]))

    def counts(self, job_ids: Sequence[str]) -> dict[ItemStatus, int]:
        """By status."""
        with self._lock:
            return dict(Counter(one.status for one in self._items.values() if one.job_id in job_ids))

    def last_item(self, accounting_entry_id: str) -> ItemRecord | None:
        """The newest that stands."""
        with self._lock:
            own = [one for one in self._items.values() if one.accounting_entry_id == accounting_entry_id]
            return next((one for one in reversed(own) if self.stands(one)), None)

    def seen_by_both_doors(self) -> bool:
        """Of all items."""
        with self._lock:
            met = {one.accounting_entry_id for one in self._items.values() if one.job_id.startswith(FILE_JOB)}
            others = [one for one in self._items.values() if not one.job_id.startswith((FILE_JOB, ADOPTION))]
            return any(one.accounting_entry_id in met for one in others)

    def oldest_day(self, since: datetime) -> date | None:
        """Of runs started since then."""
        with self._lock:
            recent = {run.id for run in self._runs.values() if run.started_at >= since}
            days = [one.day for one in self._items.values() if one.day and self._jobs[one.job_id].run_id in recent]
            return min(days, default=None)

    def in_books(self, first: date, last: date) -> list[MonthTotal]:
        """The newest record of each entry in QuickBooks."""
        entries = {(one.kind, one.external_id or one.accounting_entry_id): one for one in self._standing()}
        sums: dict[tuple[date, str], list[Money]] = {}
        for one in entries.values():
            day, amount = _in_books(one)
            if day and amount and first <= day <= last:
                sums.setdefault((day.replace(day=1), amount.currency), []).append(amount)
        return [
            MonthTotal(month, len(found), Money(sum((one.amount for one in found), Decimal(0)), currency))
            for (month, currency), found in sorted(sums.items())
        ]

    def without_receipts(self, first: date, last: date) -> list[ItemRecord]:
        """By the newest record of each."""
        lacking = [
            one
            for one in self._standing()
            if one.receipts_attached < max(one.receipts_expected, 1)
            and (day := _in_books(one)[0])
            and first <= day <= last
        ]
        return sorted(lacking, key=_by_day)

    def last_met(self, first: date, last: date) -> datetime | None:
        """Of the runs of their jobs."""
        with self._lock:
            met = [self.run_of(one.job_id) for one in self._items.values() if one.day and first <= one.day <= last]
        return max((run.ended_at or run.started_at for run in met), default=None)

    def mark_reported(self, job_id: str, entry_ids: Sequence[str]) -> None:
        """Those that are known."""
        with self._request("mark_reported"):
            for entry_id in entry_ids:
                if one := self._items.get((job_id, entry_id)):
                    self._items[job_id, entry_id] = replace(one, reported=True)

    def lacking_receipts(self) -> list[ItemRecord]:
        """Of jobs that are over."""
        with self._lock:
            over = {job.job_id for job in self._jobs.values() if job.state in _OVER}
            return [
                one for one in self._items.values() if one.job_id in over and one.lacks_receipts and self.stands(one)
            ]

    def by_reconciliation_id(self, reconciliation_ids: Sequence[str]) -> list[ItemRecord]:
        """Those that stand."""
        wanted = set(reconciliation_ids) - {""}
        with self._lock:
            return [one for one in self._items.values() if one.reconciliation_id in wanted and self.stands(one)]

    def last_of_suppliers(self, suppliers: Sequence[str]) -> list[ItemRecord]:
        """The newest of each that stands."""
        with self._lock:
            found = {
                one.supplier: one for one in self._items.values() if one.supplier in suppliers and self.stands(one)
            }
        return list(found.values())

    def _standing(self) -> list[ItemRecord]:
        """The newest record of each expense that stands, oldest first."""
        with self._lock:
            own = [(number, one) for number, one in enumerate(self._items.values()) if self.stands(one)]
        return [
            one
            for _, one in sorted(
                {one.accounting_entry_id: (number, one) for number, one in own}.values(), key=itemgetter(0)
            )
        ]

    def stands(self, one: ItemRecord) -> bool:
        """By its status, and nobody has taken the entry back since."""
        undone = {
            (intent.kind, intent.external_id)
            for intent in self._intents.values()
            if intent.removed and intent.accounting_entry_id == one.accounting_entry_id
        }
        return one.status.stands_in_books and (one.kind, one.external_id) not in undone

    def put_intents(self, intents: Iterable[Intent]) -> None:
        """Each in its place."""
        self._put(
            "put_intents", self._intents, intents, lambda one: (one.job_id, one.accounting_entry_id, one.position)
        )

    def intents(self, job_id: str) -> list[Intent]:
        """Those of one job."""
        with self._lock:
            return [one for one in self._intents.values() if one.job_id == job_id]

    def intents_of_entry(self, accounting_entry_id: str) -> list[Intent]:
        """Of any job."""
        with self._lock:
            return [one for one in self._intents.values() if one.accounting_entry_id == accounting_entry_id]

    def put_attachments(self, attachments: Iterable[AttachmentRecord]) -> None:
        """Each in its place."""
        self._put(
            "put_attachments",
            self._attachments,
            attachments,
            lambda one: (one.job_id, one.accounting_entry_id, one.attachment_id),
        )

    def attachments(self, job_id: str) -> list[AttachmentRecord]:
        """Those of one job."""
        with self._lock:
            return [one for one in self._attachments.values() if one.job_id == job_id]

    def attachments_on(self, accounting_entry_id: str, kind: EntryKind, external_id: str) -> list[AttachmentRecord]:
        """Of any job."""
        with self._lock:
            standing = {
                one.job_id
                for one in self._items.values()
                if (one.accounting_entry_id, one.kind, one.external_id) == (accounting_entry_id, kind, external_id)
            }
            return [
                one
                for one in self._attachments.values()
                if one.accounting_entry_id == accounting_entry_id and one.job_id in standing and not one.removed
            ]

    def forget_attachments(self) -> None:
        """Nobody noted what was attached, as when a program dies before it could."""
        self._attachments.clear()

    def put_vendor(self, vendor: VendorRecord) -> None:
        """In its place."""
        self._put("put_vendor", self._vendors, [vendor], lambda one: (one.run_id, one.name))

    def vendors(self, run_id: int) -> list[VendorRecord]:
        """Those of one run."""
        with self._lock:
            return [one for one in self._vendors.values() if one.run_id == run_id]

    def deactivated_vendors(self) -> list[VendorRecord]:
        """Of any run."""
        with self._lock:
            return [one for one in self._vendors.values() if one.removed and one.vendor_id is not None]

    def _put(
        self, name: str, kept: dict[Any, _Made], records: Iterable[_Made], key: Callable[[_Made], Hashable]
    ) -> None:
        written = list(records)
        with self._request(name):
            kept.update({key(one): one for one in written})


class _Results(Sequence[_Made], Generic[_Made]):
    """Places in the store, each read when it is looked at."""

    def __init__(self, places: Sequence[Any], read: Callable[[Any], _Made]) -> None:
        self._places = places
        self._read = read

    def __len__(self) -> int:
        return len(self._places)

    @overload
    def __getitem__(self, place: int) -> _Made: ...

    @overload
    def __getitem__(self, place: slice) -> "_Results[_Made]": ...

    def __getitem__(self, place: int | slice) -> "_Made | _Results[_Made]":
        if isinstance(place, slice):
            return _Results(self._places[place], self._read)
        return self._read(self._places[place])


def _by_day(record: ItemRecord) -> tuple[str, str, str]:
    return (str(record.day or ""), record.supplier, record.accounting_entry_id)


def _in_books(record: ItemRecord) -> tuple[date | None, Money | None]:
    """Day and amount that its entry was made of; where that is not known what Pleo told."""
    facts, told = decoded(record.facts), record.amount
    day = date.fromisoformat(facts.day) if facts else record.day
    if told is None:
        return day, None
    amount = Decimal(facts.amount) if facts else abs(told.amount)
    return day, Money(-amount if told.amount < 0 else amount, told.currency)
