"""Pleo's files as a source of spend (ports.spend.SpendSource): jobs are ours, results are noted here, nothing is written into Pleo."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import partial
from io import BytesIO
from itertools import chain, islice
from typing import IO

from pleoqb_desktop.domain.books import Books
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
from pleoqb_desktop.domain.spend_file import FINAL_STATES, ExportState, FileAnswers, held_row_id
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.errors import SetupIncompleteError, SpendRefusal, WrongUsageError
from pleoqb_desktop.ports.spend import Report, ReportRefusal, UnreadableItem
from pleoqb_desktop.ports.system import Clock
from pleoqb_desktop.services.pleo_file.archive import Download, StoredFile
from pleoqb_desktop.services.pleo_file.expenses import FileExpense, HeldExpense
from pleoqb_desktop.services.pleo_file.items import ItemBuilder, Owner, moment_of
from pleoqb_desktop.services.pleo_file.kept import KeptFiles
from pleoqb_desktop.services.pleo_file.receipts import ReceiptFinder
from pleoqb_desktop.services.pleo_file.table import Table
from pleoqb_desktop.services.pleo_file.understanding import Understanding, understand
from pleoqb_desktop.services.receipts.files import LIMIT_BYTES
from pleoqb_desktop.services.storage.runs.file_door import FileDoorStore, FileJob, FileResult

_PAGE = 100
_OPEN = (JobStatus.PENDING, JobStatus.IN_PROGRESS)
_IN_JOB_ID = 16


@dataclass(frozen=True, slots=True)
class Reading:
    """One file as it was understood, with what finds its receipts. `file_id` names its copy."""

    file_id: str
    understood: Understanding
    receipts: ReceiptFinder

    def states(self, answers: FileAnswers) -> frozenset[ExportState]:
        """Which rows are wanted, by how far Pleo is with them."""
        return FINAL_STATES if answers.states is None else answers.states

    def chosen(self, answers: FileAnswers) -> Iterator[FileExpense | HeldExpense]:
        """What an export takes: every row of a file that tells no state."""
        states = self.states(answers)
        for expense in self.understood.expenses:
            if expense.state is None or expense.state in states:
                yield expense
        for held in self.understood.held:
            if held.first is None or held.first.state is None or held.first.state in states:
                yield held

    def left_out(self, answers: FileAnswers) -> int:
        """How many expenses are not taken because of their state."""
        whole = len(self.understood.expenses) + len(self.understood.held)
        return whole - sum(1 for _ in self.chosen(answers))


def read_download(
    download: Download, table: Table, file_id: str, answers: FileAnswers, name: str, wallets: frozenset[str]
) -> Reading:
    """Understands a download by its table."""
    understood = understand(name, table, answers, wallets)
    return Reading(file_id, understood, ReceiptFinder(file_id, download.receipts, download.open_receipt))


Parts = tuple[
    FileDoorStore,
    KeptFiles,
    Owner,
    Callable[[], Books],
    Callable[[Books], frozenset[str]],
    Clock,
    CancelToken,
]


class FileSpendSource:
    """The files of one company. `current` is the one that an export is asked for, None where only interrupted ones are resumed."""

    def __init__(
        self,
        store: FileDoorStore,
        files: KeptFiles,
        owner: Owner,
        books: Callable[[], Books],
        wallets: Callable[[Books], frozenset[str]],
        clock: Clock,
        cancel: CancelToken,
        current: str | None = None,
    ) -> None:
        """`wallets` tells the account numbers of the wallet and Pocket in the books."""
        self._store = store
        self._files = files
        self._owner = owner
        self._read_books = books
        self._wallets = wallets
        self._clock = clock
        self._cancel = cancel
        self._current = current
        self._books: Books | None = None
        self._readings: dict[str, Reading] = {}
        self._tables: dict[str, Table] = {}

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
            self._files.drop_receipts(job.file_id)
        return True

    def _size(self, file_id: str) -> int | None:
        """How many expenses a copy holds, None when it is gone."""
        try:
            found = self._reading(file_id).understood
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
            raise SpendRefusal(404, "", "the copy of the file is gone") from error
        return pages_of(made, self._cancel)

    def _items(self, job: FileJob) -> Iterator[ExportItem | UnreadableItem]:
        wanted = frozenset(item.accounting_entry_id for item in self._store.results(job.job_id))
        return self._made(self._reading(job.file_id), wanted)

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
        reading = self._reading(self._current)
        for one in reading.chosen(self._answered(reading)):
            yield self._entry(one, reading, "QUEUED")

    def entries(self, first: date, last: date) -> Iterator[QueueEntry]:
        """The expenses of all kept files by day; of one that stands in several, the newest row."""
        seen: set[str] = set()
        for kept in self._store.files():
            try:
                reading = self._reading(kept.file_id)
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

    def receipts(self, entry_id: str) -> list[StoredReceipt]:
        """Receipts of an expense in the newest copy that has any. Raises SpendRefusal where no file knows it."""
        known = False
        for kept in self._store.files():
            try:
                reading = self._reading(kept.file_id)
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

    def know(self, file_id: str, table: Table) -> None:
        """Takes the table of a copy that was read just now: a large one takes seconds."""
        self._tables[file_id] = table

    def reading(self) -> Reading:
        """The current file. Raises WrongUsageError."""
        if self._current is None:
            raise SetupIncompleteError(problem(Code.FILE_NEEDED))
        return self._reading(self._current)

    def builder(self, reading: Reading) -> ItemBuilder:
        """What makes items of a file, against one reading of the books."""
        answers, expenses = self._answered(reading), reading.understood.expenses
        return ItemBuilder(self.books(), self._owner, answers, expenses, reading.receipts, reading.file_id)

    def _answered(self, reading: Reading) -> FileAnswers:
        return self._store.answers(reading.understood.fingerprint)

    def now(self) -> datetime:
        """The moment, by the clock that was handed in."""
        return self._clock.now()

    def parts(self) -> "Parts":
        """What it is made of, for another one of the same company."""
        return (
            self._store, self._files, self._owner, self._read_books, self._wallets, self._clock, self._cancel,
        )  # fmt: skip

    def books(self) -> Books:
        """The books, read once. Raises SignInAgainError, UnavailableError, Cancelled."""
        if self._books is None:
            self._books = self._read_books()
        return self._books

    def _reading(self, file_id: str) -> Reading:
        found = self._readings.get(file_id)
        if found is None:
            name = next((kept.name for kept in self._store.files() if kept.file_id == file_id), "")
            with self._files.opened(file_id) as download:
                table = self._tables.pop(file_id, None) or download.table()
                answers, wallets = self._store.answers(table.fingerprint), self._wallets(self.books())
                found = read_download(download, table, file_id, answers, name, wallets)
            finder = ReceiptFinder(file_id, download.receipts, partial(_opened, self._files, file_id))
            found = self._readings[file_id] = replace(found, receipts=finder)
        return found

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


def _opened(files: KeptFiles, file_id: str, receipt: StoredFile) -> IO[bytes]:
    with files.opened(file_id) as download, download.open_receipt(receipt) as file:
        return BytesIO(file.read(LIMIT_BYTES + 1))
