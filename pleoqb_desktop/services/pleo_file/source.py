"""Pleo's files as a source of spend (ports.spend.SpendSource): jobs are ours, results are noted here, nothing is written into Pleo."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime
from itertools import chain, islice

from pleoqb_desktop.domain.money import ZERO, Money
from pleoqb_desktop.domain.problems import Code, problem
from pleoqb_desktop.domain.spend import (
    FILE_JOB,
    ExportItem,
    ExportJob,
    JobItem,
    JobItemStatus,
    JobStatus,
    QueueEntry,
    StoredReceipt,
)
from pleoqb_desktop.domain.spend_file import ExportState, FileAnswers, held_row_id
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.errors import SetupIncompleteError, SpendRefusal, WrongUsageError
from pleoqb_desktop.ports.spend import Report, ReportRefusal, UnreadableItem
from pleoqb_desktop.ports.system import Clock
from pleoqb_desktop.services.pleo_file.expenses import FileExpense, HeldExpense
from pleoqb_desktop.services.pleo_file.items import ItemBuilder, Owner, moment_of
from pleoqb_desktop.services.pleo_file.kept_readings import Reading, Readings
from pleoqb_desktop.services.storage.runs.file_door import FileDoorStore, FileJob, FileResult

_PAGE = 100
_OPEN = (JobStatus.PENDING, JobStatus.IN_PROGRESS)
_IN_JOB_ID = 16


class FileSpendSource:
    """The files of one company. `current` is the one that an export is asked for, None where only interrupted ones are resumed."""

    def __init__(
        self,
        store: FileDoorStore,
        readings: Readings,
        owner: Owner,
        clock: Clock,
        cancel: CancelToken,
        current: str | None = None,
    ) -> None:
        self._store = store
        self._readings = readings
        self._owner = owner
        self._clock = clock
        self._cancel = cancel
        self._current = current

    # -- jobs --------------------------------------------------------------------------------

    def owns(self, job_id: str) -> bool:
        """Jobs made of files."""
        return job_id.startswith(FILE_JOB)

    def jobs(self, statuses: Sequence[JobStatus]) -> list[ExportJob]:
        """Jobs made of files, oldest first."""
        return [self._shown(job) for job in self._store.jobs(statuses)]

    def job(self, job_id: str) -> ExportJob | None:
        """One of them."""
        found = self._store.job(job_id)
        return self._shown(found) if found else None

    def create_job(self, entry_ids: Sequence[str]) -> ExportJob | None:
        """A job of the current file: its id comes from the content of the copy, and from how often it was exported before."""
        if self._store.jobs(_OPEN):
            return None
        if self._current is None:
            raise SetupIncompleteError(problem(Code.FILE_NEEDED))
        number = self._store.number_of_jobs(self._current) + 1
        job = FileJob(
            f"{FILE_JOB}{self._current[:_IN_JOB_ID]}-{number}",
            "",
            self._current,
            JobStatus.PENDING,
            self._clock.now(),
        )
        self._store.open_job(job, entry_ids)
        return self.job(job.job_id)

    def start_job(self, job_id: str) -> bool:
        """Pending to running."""
        return self._move(job_id, JobStatus.PENDING, JobStatus.IN_PROGRESS)

    def finish_job(
        self,
        job_id: str,
        status: JobStatus,
        reason_type: str | None = None,  # noqa: ARG002 - for Pleo alone
        reason: str | None = None,  # noqa: ARG002
    ) -> bool:
        """Running to ended. Receipts of a file whose expenses are all final need no place any more."""
        job = self._store.job(job_id)
        if job is None or not self._move(job_id, JobStatus.IN_PROGRESS, status):
            return False
        told = self._store.results(job_id)
        every = all(item.status is JobItemStatus.SUCCESSFUL for item in told)
        if every and not self._store.lacks_receipts(job_id) and len(told) == self._size(job.file_id):
            self._readings.files.drop_receipts(job.file_id)
        return True

    def _size(self, file_id: str) -> int | None:
        """How many expenses a copy holds, None when it is gone."""
        try:
            found = self._readings.of(file_id).understood
        except WrongUsageError:
            return None
        return len(found.expenses) + len(found.held)

    def job_items(self, job: ExportJob) -> Iterator[JobItem]:
        """What was told of each expense."""
        yield from self._store.results(job.id)

    def item_pages(self, job: ExportJob) -> Iterator[Sequence[ExportItem | UnreadableItem]]:
        """The expenses of a job, read from its copy. Raises SpendRefusal when the job has ended or its copy is gone."""
        found = self._store.job(job.id)
        if found is None or found.status not in _OPEN:
            raise SpendRefusal(422, "", "the job has ended")
        try:
            made = self._items(found)
        except WrongUsageError as error:
            self._store.set_job(replace(found, status=JobStatus.FAILED))  # nothing can go on with it any more
            raise SpendRefusal(404, "", "the copy of the file is gone") from error
        return pages_of(made, self._cancel)

    def _items(self, job: FileJob) -> Iterator[ExportItem | UnreadableItem]:
        wanted = frozenset(item.accounting_entry_id for item in self._store.results(job.job_id))
        return self._made(self._readings.of(job.file_id), wanted)

    def _made(self, reading: Reading, wanted: frozenset[str]) -> Iterator[ExportItem | UnreadableItem]:
        builder = self.builder(reading)
        expenses = (builder.item(one) for one in reading.understood.expenses if one.entry_id in wanted)
        held = (builder.held(one) for one in reading.understood.held if id_of(one, reading.file_id) in wanted)
        return chain(expenses, held)

    def report(self, job_id: str, reports: Sequence[Report]) -> list[ReportRefusal]:
        """Notes what became of expenses: Pleo is shown a list of them by a person."""
        self._store.put_results(
            FileResult(
                job_id,
                one.accounting_entry_id,
                JobItemStatus.SUCCESSFUL if one.successful else JobItemStatus.FAILED,
                one.external_id,
            )
            for one in reports
        )
        return []

    def touch(self, job_id: str, entry_id: str) -> None:
        """Nothing: a file does not expire."""

    # -- entries -----------------------------------------------------------------------------

    def queue(self) -> Iterator[QueueEntry]:
        """The expenses of the current file in the states that were chosen."""
        if self._current is None:
            return
        reading = self._readings.of(self._current)
        for one in reading.chosen(self._answered(reading)):
            yield self._entry(one, reading, "QUEUED")

    def entries(self, first: date, last: date) -> Iterator[QueueEntry]:
        """The expenses of all kept files by day; of one that stands in several, the newest row."""
        seen: set[str] = set()
        for kept in self._store.files():
            try:
                reading = self._readings.of(kept.file_id)
            except WrongUsageError:
                continue  # somebody removed the copy
            for one in reading.understood.expenses:
                if one.entry_id not in seen:
                    seen.add(one.entry_id)
                    if first <= one.day <= last:
                        yield self._entry(one, reading, _status(one.state))

    def exported(self, first: date, last: date) -> Iterator[QueueEntry]:
        """Those that Pleo shows as exported."""
        return (entry for entry in self.entries(first, last) if entry.export_status == "EXPORTED")

    def covered(self) -> tuple[date, date] | None:
        """The first and the last day of all kept files, None where there is none."""
        days = [entry.day for entry in self.entries(date.min, date.max) if entry.day]
        return (min(days), max(days)) if days else None

    def told_at(self, first: date, last: date) -> datetime | None:
        """When the newest file was kept that tells of an expense of these days (aware UTC); None where none does."""
        for kept in self._store.files():
            with suppress(WrongUsageError):  # somebody removed the copy
                if any(first <= one.day <= last for one in self._readings.of(kept.file_id).understood.expenses):
                    return kept.kept_at
        return None

    def receipts(self, entry_id: str) -> list[StoredReceipt]:
        """Receipts of an expense in the newest copy that has any. Raises SpendRefusal where no file knows it."""
        known = False
        for kept in self._store.files():
            try:
                reading = self._readings.of(kept.file_id)
            except WrongUsageError:
                continue
            found = next((one for one in reading.understood.expenses if one.entry_id == entry_id), None)
            if found is None:
                continue
            known = True
            files = [file for file in reading.receipts.files(found.number, found.files, len(found.links)) if file.size]
            if files:
                return [StoredReceipt(None, file.url, file.type, file.size) for file in files]
        if not known:
            raise SpendRefusal(404, "NOT_FOUND", "no file has such an expense")
        return []

    # -- how it works ------------------------------------------------------------------------

    def reading(self) -> Reading:
        """The current file. Raises WrongUsageError."""
        if self._current is None:
            raise SetupIncompleteError(problem(Code.FILE_NEEDED))
        return self._readings.of(self._current)

    def builder(self, reading: Reading) -> ItemBuilder:
        """What makes items of a file, against one reading of the books."""
        answers, expenses = self._answered(reading), reading.understood.expenses
        return ItemBuilder(self._readings.books(), self._owner, answers, expenses, reading.receipts, reading.file_id)

    def _answered(self, reading: Reading) -> FileAnswers:
        return self._store.answers(reading.understood.fingerprint)

    def now(self) -> datetime:
        """The moment, by the clock that was handed in."""
        return self._clock.now()

    def with_readings(self) -> tuple[FileDoorStore, Readings, Owner, Clock, CancelToken]:
        """What it is made of, for another one of the same company."""
        return self._store, self._readings, self._owner, self._clock, self._cancel

    def _entry(self, one: FileExpense | HeldExpense, reading: Reading, status: str) -> QueueEntry:
        if isinstance(one, HeldExpense):
            return _held_entry(one, reading.file_id, self._owner, status)
        amount = Money(one.total, one.first.currency or self._owner.currency)
        return QueueEntry(
            id=one.entry_id,
            family=one.kind.type.upper(),
            sub_family=one.kind.sub_type,
            amount=amount,
            day=one.day,
            note=one.first.supplier or one.first.note or None,
            has_account=all(line.account or line.category for line in one.lines),
            receipts=len(reading.receipts.files(one.number, one.files, len(one.links))),
            export_status=status,
            moment=moment_of(one.day, self._owner.time_zone),
            wallet_amount=amount,
        )

    def _move(self, job_id: str, expected: JobStatus, status: JobStatus) -> bool:
        job = self._store.job(job_id)
        if job is None or job.status is not expected:
            return False
        self._store.set_job(replace(job, status=status))
        return True

    def _shown(self, job: FileJob) -> ExportJob:
        number = len(self._store.results(job.job_id))
        return ExportJob(job.job_id, self._owner.company_id, job.status, job.created_at, number)


def pages_of(
    items: Iterator[ExportItem | UnreadableItem], cancel: CancelToken
) -> Iterator[Sequence[ExportItem | UnreadableItem]]:
    """Items by the hundred. Raises Cancelled."""
    while page := list(islice(items, _PAGE)):
        cancel.check()
        yield page


def id_of(one: FileExpense | HeldExpense, file_id: str) -> str:
    """The accounting entry's id, or what tells a row without one apart."""
    return one.entry_id or held_row_id(one.rows[0], file_id)


def _held_entry(one: HeldExpense, file_id: str, owner: Owner, status: str) -> QueueEntry:
    first = one.first
    return QueueEntry(
        id=id_of(one, file_id),
        family="",
        sub_family=None,
        amount=Money(one.total or ZERO, (first.currency if first else "") or owner.currency),
        day=first.day if first else None,
        note=first.supplier or None if first else None,
        has_account=True,
        receipts=0,
        export_status=status,
    )


def _status(state: ExportState | None) -> str:
    """Pleo's word; what came out of a custom format has been exported (pleo-file.md 0.2)."""
    return (state or ExportState.EXPORTED).value.upper()
