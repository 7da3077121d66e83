"""A source of spend on paper: Pleo's export side as its port promises it, and what persons do in Pleo."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import count
from uuid import NAMESPACE_URL, uuid5

from pleoqb_desktop.domain.money import Money
from pleoqb_desktop.domain.problems import Code, problem
from pleoqb_desktop.domain.spend import (
    FILE_JOB,
    ExportItem,
    ExportJob,
    JobItem,
    JobItemStatus,
    JobStatus,
    QueueEntry,
    ReceiptFile,
    StoredReceipt,
)
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.errors import SetupIncompleteError, SpendRefusal
from pleoqb_desktop.ports.spend import Report, ReportRefusal, UnreadableItem
from tests.on_paper.paper import Paper

JOB_LIFE = timedelta(hours=1)
PAGE = 100
_OPEN = frozenset({JobStatus.PENDING, JobStatus.IN_PROGRESS})
_FINAL = frozenset({JobItemStatus.SUCCESSFUL, JobItemStatus.FAILED})
_FAMILIES = {"invoice": "BILL_INVOICE", "invoice_payment": "BILL_INVOICE_PAYMENT", "refund": "CREDIT_NOTE"}
QUEUED, EXPORTING, EXPORTED, NOT_EXPORTED = "QUEUED", "EXPORTING", "EXPORTED", "NOT_EXPORTED"


@dataclass
class Spent:
    """An accounting entry in Pleo: what a job hands out of it, and how far its export is."""

    item: ExportItem | UnreadableItem
    export_status: str = QUEUED

    @property
    def id(self) -> str:
        """Its own."""
        return self.item.entry_id if isinstance(self.item, UnreadableItem) else self.item.accounting_entry_id


@dataclass
class Job:
    """A job with the state of each of its items; `last_action` decides when it expires."""

    id: str
    created_at: datetime
    last_action: datetime
    items: dict[str, JobItem]
    status: JobStatus = JobStatus.PENDING
    reports: dict[str, Report] = field(default_factory=dict)
    reason_type: str | None = None
    reason: str | None = None

    @property
    def open(self) -> bool:
        """Whether it waits or runs."""
        return self.status in _OPEN


class SpendOnPaper(Paper):
    """One company (ports.spend.SpendSource). A job that nothing happens to for an hour ends by itself."""

    def __init__(
        self,
        company_id: str,
        *,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        cancel: CancelToken | None = None,
    ) -> None:
        super().__init__(cancel)
        self.spent: dict[str, Spent] = {}
        self.all_jobs: dict[str, Job] = {}
        self.contra_chosen = True
        self.failed_become = NOT_EXPORTED
        """What an entry is after it failed: not published, so that it may also be QUEUED."""
        self.refused: dict[str, int] = {}
        """How often the report of an entry is refused from now on, though the call succeeds."""
        self.heard: list[str] = []
        """The entries that results were told of, as often as they were."""
        self.job_name = "job-{}"
        self.job_life = JOB_LIFE
        self._company_id = company_id
        self._now = now
        self._numbers = count(1)

    # -- what persons do -------------------------------------------------------------------------

    def wait(self, *items: ExportItem | UnreadableItem) -> list[str]:
        """Expenses come into the queue."""
        made = [Spent(item) for item in items]
        self.spent |= {one.id: one for one in made}
        return [one.id for one in made]

    def press_export(self, entry_ids: Iterable[str] | None = None) -> str:
        """A job, by default of all that waits; nobody asks for contra accounts here."""
        queued = [one.id for one in self.spent.values() if one.export_status == QUEUED]
        return self._open_job(queued if entry_ids is None else list(entry_ids)).id

    def queue_again(self, *entry_ids: str) -> None:
        """Puts entries into the queue again, by default all that are not exported."""
        self._end_what_expired()
        for one in self.spent.values():
            if one.id in entry_ids or (not entry_ids and one.export_status == NOT_EXPORTED):
                one.export_status = QUEUED

    def stop_job(self, job_id: str) -> None:
        """Stops a job."""
        self._end(self.all_jobs[job_id], JobStatus.FAILED)

    def renew_files(self, entry_id: str, files: Iterable[ReceiptFile]) -> None:
        """The receipts of an expense are others from now on."""
        one = self.spent[entry_id]
        if isinstance(one.item, ExportItem):
            one.item = replace(one.item, files=tuple(files))

    def forget(self, entry_id: str) -> None:
        """Deletes an expense."""
        del self.spent[entry_id]

    def last_job(self) -> Job:
        """The newest one."""
        return list(self.all_jobs.values())[-1]

    # -- jobs ------------------------------------------------------------------------------------

    def owns(self, job_id: str) -> bool:
        """All but those of files."""
        return not job_id.startswith(FILE_JOB)

    def jobs(self, statuses: Sequence[JobStatus]) -> list[ExportJob]:
        """In the order they were made."""
        with self._look("jobs"):
            return [self._shown(job) for job in self.all_jobs.values() if job.status in statuses]

    def job(self, job_id: str) -> ExportJob | None:
        """One."""
        with self._look("job"):
            return self._shown(self.all_jobs[job_id]) if job_id in self.all_jobs else None

    def create_job(self, entry_ids: Sequence[str]) -> ExportJob | None:
        """Of entries that wait, one job at a time."""
        with self._look("create_job"):
            if any(job.open for job in self.all_jobs.values()):
                return None
            if not all(one in self.spent and self.spent[one].export_status != EXPORTED for one in entry_ids):
                raise SpendRefusal(400, "", "an entry that cannot be exported now")
            self._check_contra()
            return self._shown(self._open_job(entry_ids))

    def start_job(self, job_id: str) -> bool:
        """Pending to running."""
        with self._look("start_job"):
            job = self.all_jobs.get(job_id)
            if job is None or job.status is not JobStatus.PENDING:
                return False
            job.status, job.last_action = JobStatus.IN_PROGRESS, self._now()
            return True

    def finish_job(
        self, job_id: str, status: JobStatus, reason_type: str | None = None, reason: str | None = None
    ) -> bool:
        """Running to ended, as its items stand."""
        with self._look("finish_job"):
            job = self.all_jobs.get(job_id)
            if job is None or not _may_end(job, status):
                return False
            job.reason_type, job.reason = reason_type, reason
            self._end(job, status)
            return True

    def job_items(self, job: ExportJob) -> Iterator[JobItem]:
        """Also of a job that has ended."""
        with self._look("job_items"):
            items = list(self._known(job.id).items.values())
        yield from items

    def item_pages(self, job: ExportJob) -> Iterator[Sequence[ExportItem | UnreadableItem]]:
        """By the hundred."""
        start = 0
        while True:
            with self._look("item_pages"):
                known = self._known(job.id)
                if not known.open:
                    raise SpendRefusal(422, "EXPORT_JOB_STATUS_UNPROCESSABLE", f"the job is {known.status}")
                self._check_contra()
                page = [self.spent[entry_id].item for entry_id in list(known.items)[start : start + PAGE]]
            if start and not page:
                return
            yield page
            start += PAGE

    def report(self, job_id: str, reports: Sequence[Report]) -> list[ReportRefusal]:
        """Takes what it can."""
        if len(reports) > PAGE:
            raise ValueError(f"at most {PAGE} results a call")
        with self._look("report"):
            job = self._running(job_id)
            self.heard += [report.accounting_entry_id for report in reports]
            refusals = [refusal for report in reports if (refusal := self._taken(job, report))]
            if len(refusals) < len(reports):
                job.last_action = self._now()
            return refusals

    def touch(self, job_id: str, entry_id: str) -> None:
        """An action, without a result."""
        with self._look("touch"):
            job = self._running(job_id)
            job.items[entry_id] = replace(job.items[entry_id], status=JobItemStatus.IN_PROGRESS)
            job.last_action = self._now()

    def _taken(self, job: Job, report: Report) -> ReportRefusal | None:
        entry_id = report.accounting_entry_id
        if entry_id not in job.items:
            return ReportRefusal(entry_id, "ACCOUNTING_ENTRY_DOES_NOT_EXIST", "not part of the job")
        status = JobItemStatus.SUCCESSFUL if report.successful else JobItemStatus.FAILED
        before = job.items[entry_id].status
        spoilt = self.refused.get(entry_id, 0)
        if spoilt or (before in _FINAL and before is not status):
            self.refused[entry_id] = max(spoilt - 1, 0)
            return ReportRefusal(entry_id, "EXPORT_ENTRY_STATUS_UPDATE_FAILED", f"{before} cannot become {status}")
        job.items[entry_id] = JobItem(entry_id, status, report.external_id)
        job.reports[entry_id] = report
        self.spent[entry_id].export_status = EXPORTED if report.successful else self.failed_become
        return None

    # -- entries ---------------------------------------------------------------------------------

    def queue(self) -> Iterator[QueueEntry]:
        """What waits."""
        with self._look("queue"):
            waiting = [_queue_entry(one) for one in self.spent.values() if one.export_status == QUEUED]
        yield from waiting

    def entries(self, first: date, last: date) -> Iterator[QueueEntry]:
        """By day."""
        with self._look("entries"):
            found = [entry for one in self.spent.values() if (entry := _queue_entry(one)).day is not None]
        yield from (entry for entry in found if entry.day is not None and first <= entry.day <= last)

    def exported(self, first: date, last: date) -> Iterator[QueueEntry]:
        """By day and state."""
        return (entry for entry in self.entries(first, last) if entry.export_status == EXPORTED)

    def receipts(self, entry_id: str) -> list[StoredReceipt]:
        """Those of its item."""
        with self._look("receipts"):
            if entry_id not in self.spent:
                raise SpendRefusal(404, "NOT_FOUND", "no such entry")
            item = self.spent[entry_id].item
            files = item.files if isinstance(item, ExportItem) else ()
            return [StoredReceipt(receipt_id(file.url), file.url, file.type, file.size) for file in files]

    # -- how it works ----------------------------------------------------------------------------

    def _look(self, name: str) -> AbstractContextManager[None]:
        """Every request finds the jobs as they are now."""
        self._end_what_expired()
        return self._request(name)

    def _end_what_expired(self) -> None:
        with self._lock:
            for job in self.all_jobs.values():
                if job.open and self._now() - job.last_action >= self.job_life:
                    self._end(job, JobStatus.FAILED)

    def _open_job(self, entry_ids: Sequence[str]) -> Job:
        items = {one: JobItem(one, JobItemStatus.PENDING) for one in entry_ids}
        job = Job(self.job_name.format(next(self._numbers)), self._now(), self._now(), items)
        self.all_jobs[job.id] = job
        for entry_id in items:
            self.spent[entry_id].export_status = EXPORTING
        return job

    def _end(self, job: Job, status: JobStatus) -> None:
        """What has no result is abandoned."""
        job.status, job.last_action = status, self._now()
        for entry_id, item in job.items.items():
            if item.status not in _FINAL:
                job.items[entry_id] = replace(item, status=JobItemStatus.ABANDONED)
                self.spent[entry_id].export_status = NOT_EXPORTED

    def _known(self, job_id: str) -> Job:
        if job_id not in self.all_jobs:
            raise SpendRefusal(404, "EXPORT_NOT_FOUND", "no such job")
        return self.all_jobs[job_id]

    def _running(self, job_id: str) -> Job:
        job = self._known(job_id)
        if job.status is not JobStatus.IN_PROGRESS:
            raise SpendRefusal(422, "EXPORT_JOB_STATUS_UNPROCESSABLE", f"the job is {job.status}")
        return job

    def _check_contra(self) -> None:
        if not self.contra_chosen:
            raise SetupIncompleteError(problem(Code.CONTRA_ACCOUNT_MISSING, message="no contra account"))

    def _shown(self, job: Job) -> ExportJob:
        life = int(self.job_life.total_seconds())
        return ExportJob(
            job.id,
            self._company_id,
            job.status,
            job.created_at,
            len(job.items),
            job.last_action,
            life,
            vendor_based_bookkeeping=True,
            failure_reason=job.reason,
        )


def receipt_id(url: str) -> str:
    """Pleo's id of the receipt at an address."""
    return str(uuid5(NAMESPACE_URL, url))


def _may_end(job: Job, status: JobStatus) -> bool:
    """Running only, every item final, and the word that fits them; `failed` fits always."""
    if job.status is not JobStatus.IN_PROGRESS or status in _OPEN:
        return False
    if status is JobStatus.FAILED:
        return True
    states = {item.status for item in job.items.values()}
    errors = JobItemStatus.FAILED in states
    return not states - _FINAL and errors == (status is JobStatus.COMPLETED_WITH_ERRORS)


def _queue_entry(one: Spent) -> QueueEntry:
    item = one.item
    if isinstance(item, UnreadableItem):
        # What a job hands out of it breaks the contract; the entries API has an entry all the same.
        nothing = Money(Decimal(0), "EUR")
        return QueueEntry(one.id, "CARD_PURCHASE", None, nothing, None, None, has_account=False, receipts=0)
    return QueueEntry(
        item.accounting_entry_id,
        _FAMILIES.get(item.type, item.type.upper()),
        None,
        item.original_amount,
        item.date.astimezone(UTC).date(),
        item.note,
        has_account=all(line.account for line in item.lines),
        receipts=len(item.files),
        export_status=one.export_status,
        moment=item.date,
        wallet_amount=item.amount,
    )
