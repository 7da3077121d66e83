"""Works one export job off: preparing, posting, fetching, uploading and reporting overlap; one thread decides, pools wait."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import Enum, auto
from functools import partial
from pathlib import Path
from typing import Any, NoReturn

from pleoqb_desktop.domain.books import Books, Vendor, VendorIndex
from pleoqb_desktop.domain.entries import Bill, Deposit, EntryKind, Posting, Purchase, VendorCredit
from pleoqb_desktop.domain.money import ZERO
from pleoqb_desktop.domain.problems import Code, problem
from pleoqb_desktop.domain.rules.naming import MemoWords
from pleoqb_desktop.domain.rules.posting import Held, PostingSettings
from pleoqb_desktop.domain.spend import ExportItem, ExportJob, JobItemStatus, JobStatus, ReceiptFile
from pleoqb_desktop.export.attach import BYTES_PER_UPLOAD, FILES_PER_UPLOAD, ReceiptDesk, ReceiptState, ReceiptWork
from pleoqb_desktop.export.bills import DocumentFinder
from pleoqb_desktop.export.id_set import IdSet
from pleoqb_desktop.export.post import Poster, Ready, Sent
from pleoqb_desktop.export.prepare import Preparation, Prepared, is_payment, unreadable_record
from pleoqb_desktop.export.progress import Progress
from pleoqb_desktop.export.record_book import RecordBook
from pleoqb_desktop.export.vendors import VendorDesk, without_retired
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.errors import SpendRefusal, UnavailableError
from pleoqb_desktop.ports.ledger import Ledger, PostedEntry
from pleoqb_desktop.ports.receipts import ReceiptFetcher
from pleoqb_desktop.ports.runs import Intent, ItemRecord, ItemStatus, JobRecord, JobState, RunRecord, Runs
from pleoqb_desktop.ports.settings import Settings
from pleoqb_desktop.ports.spend import Report, ReportRefusal, SpendSource, UnreadableItem
from pleoqb_desktop.ports.system import Clock, Locks, Wording

ENDED = frozenset({JobStatus.COMPLETED, JobStatus.COMPLETED_WITH_ERRORS, JobStatus.FAILED})
FIRST_BLOCK, BLOCK = 300, 400  # items looked up together, by one metered read; posting begins after the first block
BATCH = 30  # entries in one request (quickbooks-api.md 4)
_SINGLY = 3  # so few purchases are sent one by one: single requests are free of charge
_REPORTS = 100  # results in one call (UPD-04)
_IN_FLIGHT = 300  # items between preparing and telling Pleo, so that 10,000 never stand in memory
_SLOW, _QUICK = 40.0, 15.0  # seconds of a batch: beyond, batches shrink; below, they grow (120 s is the limit)
_KEEP_ALIVE = 1200.0  # seconds without a result before a job is touched; it expires after 3600 (JOB-07)
_OPEN = frozenset({JobItemStatus.PENDING, JobItemStatus.IN_PROGRESS})

Page = Sequence[ExportItem | UnreadableItem]


@dataclass(frozen=True, slots=True)
class ExportParts:
    """Everything an export needs of the world, already bound to one company and to the cancel token.

    `request_counts` tells requests to Pleo, to QuickBooks, and the metered ones among the latter, since the start;
    `note_bug` keeps where an unexpected error happened.
    """

    source: SpendSource
    ledger: Ledger
    runs: Runs
    locks: Locks
    clock: Clock
    fetcher: ReceiptFetcher
    wording: Wording
    words: MemoWords
    scratch: Path
    request_counts: Callable[[], tuple[int, int, int]]
    note_bug: Callable[[BaseException], None]


class _Stage(Enum):
    POSTING = auto()
    FETCHING = auto()
    UPLOADING = auto()


@dataclass(slots=True)
class _Counts:
    """Mutable progress of one run."""

    total: int = 0
    prepared: int = 0
    sent: int = 0
    receipts_expected: int = 0
    receipts_done: int = 0
    confirmed: int = 0


@dataclass(frozen=True, slots=True)
class _Picture:
    """The books as they were read for a run; `retired` are vendors that an undo of ours set inactive."""

    books: Books
    vendors: VendorIndex
    retired: Sequence[Vendor]


@dataclass(slots=True)
class _JobWork:
    """State of the job in hand; touched by the deciding thread only.

    `unseen` are entries whose result Pleo does not have and that did not come as items yet; there were `open_count` of them.
    `own` are entries for which an interrupted run of this job wrote an intent, `alone` those of them that travel singly under an id of their own, `undone` those that
    were taken back since. `taken` counts results that Pleo took, `taken_failed` those of them that tell of a failure.
    """

    job: ExportJob
    run: RunRecord
    preparation: Preparation
    poster: Poster
    documents: DocumentFinder
    unseen: IdSet
    open_count: int
    own: frozenset[str]
    alone: frozenset[str]
    undone: frozenset[str]
    last_action: float
    waiting: list[Ready] = field(default_factory=list)
    prepared: dict[str, Prepared] = field(default_factory=dict)
    to_attach: list[ReceiptState] = field(default_factory=list)
    to_report: list[ItemRecord] = field(default_factory=list)
    refused: list[ItemRecord] = field(default_factory=list)
    taken: int = 0
    taken_failed: int = 0


class Workshop:
    """Works jobs off, one after the other, for one run."""

    def __init__(
        self,
        parts: ExportParts,
        settings: Settings,
        rules: PostingSettings,
        cancel: CancelToken,
        on_progress: Callable[[Progress], None],
        records: RecordBook,
    ) -> None:
        """`records` is filled with the latest record of every item."""
        self._parts = parts
        self._settings = settings
        self._rules = rules
        self._cancel = cancel
        self._on_progress = on_progress
        self._records = records
        self._pools = {
            _Stage.POSTING: ThreadPoolExecutor(4, "posting"),
            _Stage.FETCHING: ThreadPoolExecutor(16, "receipts"),
            _Stage.UPLOADING: ThreadPoolExecutor(2, "uploading"),
        }
        self._futures: dict[Future[Any], tuple[_Stage, Callable[[Any], None]]] = {}
        self._counts = _Counts()
        self._batch = BATCH
        self._started = parts.clock.monotonic()
        self._closing = False
        self._picture: _Picture | None = None
        self._desk = ReceiptDesk(parts.ledger, parts.fetcher, parts.runs, parts.scratch, cancel, self._fresh_links)

    def export(self, run: RunRecord, job: ExportJob, *, resumed: bool) -> None:
        """Works off one job from its first event to its last.

        Raises KnownError or Cancelled; whatever was done until then is recorded.
        """
        picture = self._read_books()
        try:
            pages = self._parts.source.item_pages(job.id)
            first = next(pages, [])  # before `started`: tells missing contra accounts while nothing is begun (EXP-09)
            self._start(run, job, resumed=resumed)
            work = self._begin(run, job, picture, resumed=resumed)
            self._take_items(work, _blocks(first, pages))
            self._drain(work)
            self._finish(work)
        except SpendRefusal as refusal:
            self._lost(run, job, refusal)

    def close(self) -> None:
        """Waits for requests in flight and keeps their answers; starts nothing new (DESIGN 7, Ctrl-C)."""
        self._closing = True
        for future in list(self._futures):
            if future.cancel():
                del self._futures[future]
        for pool in self._pools.values():
            pool.shutdown(wait=True)
        for future, (_, handler) in self._futures.items():
            if future.exception() is None:
                handler(future.result())
        self._futures.clear()

    # -- beginning a job -------------------------------------------------------------------------

    def _read_books(self) -> _Picture:
        """One picture of the books for the whole run."""
        if self._picture is None:
            books = self._parts.ledger.books(self._settings.dimensions or ())
            vendors, retired = without_retired(self._parts.ledger.vendors(), self._parts.runs)
            self._picture = _Picture(books, VendorIndex(vendors, books.company.home_currency), retired)
        return self._picture

    def _start(self, run: RunRecord, job: ExportJob, *, resumed: bool) -> None:
        """`started` once: noted before it is sent, never sent again on resume (pleo-api.md 3)."""
        source, runs = self._parts.source, self._parts.runs
        if not resumed:
            runs.set_job(JobRecord(job.id, run.id, JobState.STARTING))
            try:
                started = source.start_job(job.id)
            except UnavailableError:
                now = source.job(job.id)  # the answer was lost: did the event arrive?
                if now is None or now.status is not JobStatus.IN_PROGRESS:
                    raise
                started = True
            if not started:
                runs.set_job(JobRecord(job.id, run.id, JobState.LOST))
                raise UnavailableError(problem(Code.JOB_OF_ANOTHER, job=job.id, minutes=-(-job.expires_in // 60)))
        runs.set_job(JobRecord(job.id, run.id, JobState.STARTED))

    def _begin(self, run: RunRecord, job: ExportJob, picture: _Picture, *, resumed: bool) -> _JobWork:
        parts = self._parts
        books = picture.books
        desk = VendorDesk(parts.ledger, parts.runs, parts.clock, picture.vendors, run.realm_id, run.id, picture.retired)
        documents = DocumentFinder(parts.ledger, parts.runs)
        # The control layer first: entries whose result Pleo does not have yet (EXP-14, EXP-22).
        unseen = IdSet(i.accounting_entry_id for i in parts.source.job_items(job.id) if i.status in _OPEN)
        intents = parts.runs.intents(job.id) if resumed else []
        self._counts.total += len(unseen)
        self._tell()
        return _JobWork(
            job,
            run,
            Preparation(parts.ledger, parts.runs, books, desk, self._rules, documents),
            Poster(parts.ledger, parts.runs, parts.clock, self._cancel, run.realm_id, job.id, intents),
            documents,
            unseen,
            len(unseen),
            frozenset(intent.accounting_entry_id for intent in intents),
            frozenset(intent.accounting_entry_id for intent in intents if intent.removed or not intent.batch_id),
            frozenset(intent.accounting_entry_id for intent in intents if intent.removed),
            parts.clock.monotonic(),
        )

    # -- preparing -------------------------------------------------------------------------------

    def _take_items(self, work: _JobWork, blocks: Iterator[list[ExportItem | UnreadableItem]]) -> None:
        payments: list[ExportItem] = []
        before = {record.accounting_entry_id: record for record in self._parts.runs.items(work.job.id)}
        for block in blocks:
            self._take_answers(work, 0.0)
            payments += self._take_block(work, block, before)
            del block  # its items leave memory one by one, while the next block is read
        for entry_id in work.unseen.in_order():
            # In the job, but not among its items in any readable way: told as failed, or the job could never be closed.
            self._settle_unreadable(work, UnreadableItem(entry_id, "-"))
        for payment in payments:
            # After everything else, and one by one: each changes what is still owed.
            self._drain_posting(work)
            for one in self._prepare(work, [payment]):
                if isinstance(one.decision, Posting) and one.standing is None:
                    work.documents.settled(one.decision)
        self._drain_posting(work)

    def _take_block(
        self, work: _JobWork, block: Sequence[ExportItem | UnreadableItem], before: dict[str, ItemRecord]
    ) -> list[ExportItem]:
        """Takes each item where it stands and prepares what is new; returns the payments, whose turn comes last."""
        payments: list[ExportItem] = []
        fresh: list[ExportItem] = []
        for item in block:
            if isinstance(item, UnreadableItem):
                self._settle_unreadable(work, item)
            elif item.accounting_entry_id in work.unseen:
                work.unseen.remove(item.accounting_entry_id)
                if not self._resume(work, item, before):
                    (payments if is_payment(item) else fresh).append(item)
        self._prepare(work, fresh)
        return payments

    def _settle_unreadable(self, work: _JobWork, item: UnreadableItem) -> None:
        if item.entry_id not in work.unseen:
            return
        work.unseen.remove(item.entry_id)
        self._counts.prepared += 1
        self._counts.sent += 1
        self._settle(work, unreadable_record(work.job.id, item))

    def _resume(self, work: _JobWork, item: ExportItem, before: dict[str, ItemRecord]) -> bool:
        """An item of an interrupted run that stands in the books: only its receipts and its report are left."""
        record = before.get(item.accounting_entry_id)
        if record is None or not record.status.stands_in_books or item.accounting_entry_id in work.undone:
            return False
        self._counts.prepared += 1
        self._counts.sent += 1
        record = replace(record, problems=())
        self._records.put(record)
        self._receipts(work, record, item.files, ask_first=True)
        return True

    def _prepare(self, work: _JobWork, items: Sequence[ExportItem]) -> list[Prepared]:
        if not items:
            return []
        prepared = work.preparation.prepare(work.job.id, items, make_vendors=True)
        self._keep([one.record for one in prepared])
        for one in prepared:
            self._counts.prepared += 1
            self._route(work, one)
        self._tell()
        self._send_waiting(work, everything=False)
        while len(work.prepared) - len(work.waiting) + len(self._futures) > _IN_FLIGHT:
            self._pump(work)
        return prepared

    def _route(self, work: _JobWork, one: Prepared) -> None:
        entry_id = one.item.accounting_entry_id
        standing = one.standing
        if standing is None and not isinstance(one.decision, Posting):
            self._counts.sent += 1
            self._settle(work, replace(one.record, status=ItemStatus.HELD, problems=(one.decision.problem,)))
            return
        work.prepared[entry_id] = one
        if one.existing:
            self._note_existing(work, one)
        own = entry_id in work.own
        planned = isinstance(one.decision, Posting) and one.decision.document.kind in one.existing
        if standing and not (own and planned):
            self._adopt(work, one, standing)
        elif isinstance(one.decision, Posting):
            ready = Ready(one.decision, one.spend_day, one.existing, own)
            batched = (
                not one.existing and one.decision.document.kind is EntryKind.PURCHASE and len(one.decision.entries) == 1
            )
            if batched and entry_id not in work.alone:
                work.waiting.append(ready)
            else:
                self._post(work, partial(_send_one, work.poster, ready))

    def _adopt(self, work: _JobWork, one: Prepared, standing: PostedEntry) -> None:
        """It stands already: an answer of ours was lost, or another job or computer put it there (DESIGN 4.2)."""
        entry_id = one.item.accounting_entry_id
        status = ItemStatus.EXPORTED if entry_id in work.own else ItemStatus.ALREADY_THERE
        self._posted(work, [Sent(entry_id, status, standing)])

    def _note_existing(self, work: _JobWork, one: Prepared) -> None:
        """Entries that stand get their place in the posting, so that an undo takes them back in the right order."""
        entry_id = one.item.accounting_entry_id
        planned = [entry.kind for entry in one.decision.entries] if isinstance(one.decision, Posting) else []
        places = [*planned, *(kind for kind in one.existing if kind not in planned)]
        adopted = entry_id not in work.own
        self._parts.runs.put_intents(
            Intent(work.job.id, entry_id, places.index(e.kind), e.kind, "", "", None, e.id, e.sync_token, adopted)
            for e in one.existing.values()
        )

    # -- posting ---------------------------------------------------------------------------------

    def _send_waiting(self, work: _JobWork, *, everything: bool) -> None:
        while len(work.waiting) >= self._batch or (everything and work.waiting):
            members, work.waiting = work.waiting[: self._batch], work.waiting[self._batch :]
            if len(members) <= _SINGLY:
                for ready in members:
                    self._post(work, partial(_send_one, work.poster, ready))
            else:
                self._post(work, partial(self._timed_batch, work.poster, members))

    def _timed_batch(self, poster: Poster, members: list[Ready]) -> list[Sent]:
        """Batches shrink when QuickBooks is slow and grow again when it is quick (DESIGN 5); our own pace is no slowness."""
        sent = poster.send_batch(members)
        took = self._parts.ledger.batch_seconds()
        if took > _SLOW:
            self._batch = max(5, len(members) // 2)
        elif took < _QUICK and len(members) >= self._batch:
            self._batch = min(BATCH, self._batch * 2)
        return sent

    def _post(self, work: _JobWork, task: Callable[[], list[Sent]]) -> None:
        self._submit(_Stage.POSTING, task, partial(self._posted, work))

    def _posted(self, work: _JobWork, results: Sequence[Sent]) -> None:
        found: list[tuple[Prepared, Sent, ItemRecord]] = []
        for sent in results:
            one = work.prepared.pop(sent.entry_id)
            document = sent.document
            record = replace(
                one.record,
                status=sent.status,
                kind=document.kind if document else None,
                external_id=document.id if document else None,
                problems=sent.problems,
                tax=_tax(one.decision),
            )
            found.append((one, sent, record))
        self._counts.sent += len(found)
        self._keep([record for _, _, record in found])
        for one, sent, record in found:
            if record.status.stands_in_books:
                ask_first = sent.status is ItemStatus.ALREADY_THERE or bool(one.existing)
                self._receipts(work, record, one.item.files, ask_first=ask_first)
            else:
                self._settle(work, record)

    # -- receipts --------------------------------------------------------------------------------

    def _receipts(self, work: _JobWork, record: ItemRecord, files: tuple[ReceiptFile, ...], *, ask_first: bool) -> None:
        if not files or record.kind is None or record.external_id is None:
            self._settle(work, record)
            return
        self._counts.receipts_expected += len(files)
        asked = ReceiptWork(
            record.job_id, record.accounting_entry_id, record.kind, record.external_id, files, ask_first, record.person
        )
        self._submit(_Stage.FETCHING, partial(self._desk.fetch, asked), partial(self._fetched, work))

    def _fetched(self, work: _JobWork, state: ReceiptState) -> None:
        if not state.waiting:
            self._receipts_done(work, [state])
            return
        work.to_attach.append(state)
        self._attach_waiting(work, everything=False)

    def _attach_waiting(self, work: _JobWork, *, everything: bool) -> None:
        while work.to_attach:
            group = _upload_group(work.to_attach)
            if len(group) == len(work.to_attach) and not everything and not _is_full(group):
                return
            work.to_attach = work.to_attach[len(group) :]
            self._submit(_Stage.UPLOADING, partial(self._desk.attach, group), partial(self._attached, work, group))

    def _attached(self, work: _JobWork, group: Sequence[ReceiptState], _nothing: None) -> None:
        self._receipts_done(work, group)

    def _receipts_done(self, work: _JobWork, states: Sequence[ReceiptState]) -> None:
        for state in states:
            files = len(state.work.files)
            self._counts.receipts_done += files
            record = self._records.open_record(state.work.job_id, state.work.entry_id)
            problems = (*record.problems, *state.problems)
            self._settle(
                work, replace(record, receipts_expected=files, receipts_attached=state.attached, problems=problems)
            )

    def _fresh_links(self, entry_id: str) -> list[ReceiptFile]:
        """New links to an entry's receipts; none when Pleo does not hand them out any more."""
        try:
            return [ReceiptFile(one.url, one.type, one.size) for one in self._parts.source.receipts(entry_id)]
        except SpendRefusal:
            return []

    def complete_receipts(self) -> None:
        """Receipts that failed in closed jobs are tried again: the entry stands, the files come from the entry itself
        (DESIGN 4.4). Raises KnownError or Cancelled."""
        for record in self._parts.runs.lacking_receipts():
            self._cancel.check()
            if self._records.was_tried(record) or not record.kind or not record.external_id:
                continue
            files = tuple(self._fresh_links(record.accounting_entry_id))
            if not files:
                continue
            asked = ReceiptWork(
                record.job_id,
                record.accounting_entry_id,
                record.kind,
                record.external_id,
                files,
                ask_first=True,
                person=record.person,
            )
            state = self._desk.fetch(asked)
            self._desk.attach([state])
            others = tuple(one for one in record.problems if not one.code.value.startswith("receipt_"))
            self._parts.runs.put_items(
                [replace(record, receipts_attached=state.attached, problems=(*others, *state.problems), reported=True)]
            )

    # -- telling Pleo ----------------------------------------------------------------------------

    def _settle(self, work: _JobWork, record: ItemRecord) -> None:
        """An item is final: it is told to Pleo with the next hundred."""
        self._records.put(record)
        work.to_report.append(record)
        if self._closing:
            self._keep([record])
        elif len(work.to_report) >= _REPORTS:
            self._report(work)

    def _keep(self, records: Sequence[ItemRecord]) -> None:
        for record in records:
            self._records.put(record)
        if records:
            self._parts.runs.put_items(records)

    def _report(self, work: _JobWork) -> None:
        while work.to_report:
            told, work.to_report = work.to_report[:_REPORTS], work.to_report[_REPORTS:]
            self._keep(told)
            refusals = self._parts.source.report(work.job.id, [self._result(record) for record in told])
            work.last_action = self._parts.clock.monotonic()
            refused = {one.accounting_entry_id: one for one in refusals}
            taken = [record.accounting_entry_id for record in told if record.accounting_entry_id not in refused]
            self._parts.runs.mark_reported(work.job.id, taken)
            work.taken += len(taken)
            work.taken_failed += sum(
                not record.status.stands_in_books for record in told if record.accounting_entry_id not in refused
            )
            for record in told:
                if record.accounting_entry_id not in refused:
                    self._records.finish(record)
            self._counts.confirmed += len(told)
            work.refused.extend(
                _with_refusal(record, refused) for record in told if record.accounting_entry_id in refused
            )
            self._tell()

    def _result(self, record: ItemRecord) -> Report:
        if record.status.stands_in_books and record.kind and record.external_id:
            url = self._parts.ledger.web_address(record.kind, record.external_id)
            now = self._parts.clock.now()
            return Report(
                record.accounting_entry_id,
                successful=True,
                external_id=record.external_id,
                external_url=url,
                exported_at=now,
            )
        first = record.problems[0] if record.problems else problem(Code.BUG)
        wording = self._parts.wording
        text = f"{wording.sentence(first)} {wording.remedy(first)}".strip()
        return Report(record.accounting_entry_id, successful=False, reason=first.pleo_reason, reason_text=text[:1000])

    def _finish(self, work: _JobWork) -> None:
        """All items are final and told: one closing event (JOB-01 to JOB-05)."""
        self._report_again(work)
        runs, source, job = self._parts.runs, self._parts.source, work.job
        total, failed = self._results(work)
        status, reason_type, reason = JobStatus.COMPLETED, None, None
        if total and failed == total:
            # All failed: the design page asks for `failed`, after the items are told (JOB-04, X-04, X-06).
            status, reason_type = JobStatus.FAILED, "validation_failure"
            reason = self._parts.wording.sentence(problem(Code.JOB_ALL_FAILED, count=failed))
        elif failed:
            status = JobStatus.COMPLETED_WITH_ERRORS
        runs.set_job(JobRecord(job.id, work.run.id, JobState.CLOSING))
        try:
            closed = source.finish_job(job.id, status, reason_type, reason)
        except UnavailableError:
            now = source.job(job.id)  # the answer was lost: did the event arrive?
            if now is None or now.status not in ENDED:
                raise
            closed = True
        if not closed:
            now = source.job(job.id)
            if now and now.status not in ENDED:
                # Results that Pleo did not take keep the job open: the next export tells them again.
                runs.set_job(JobRecord(job.id, work.run.id, JobState.STARTED))
                raise UnavailableError(problem(Code.PLEO_REFUSES, status=422))
            if now is None or now.status is not status:
                runs.set_job(JobRecord(job.id, work.run.id, JobState.LOST))
                raise UnavailableError(problem(Code.JOB_ENDED, job=job.id))
        runs.set_job(JobRecord(job.id, work.run.id, JobState.CLOSED))

    def _results(self, work: _JobWork) -> tuple[int, int]:
        """How many results Pleo has, and how many of them tell of a failure; Pleo is asked unless it took them all just now."""
        if work.taken == work.open_count == work.job.number_of_items:
            return work.taken, work.taken_failed
        statuses = [item.status for item in self._parts.source.job_items(work.job.id)]
        return len(statuses), statuses.count(JobItemStatus.FAILED)

    def _report_again(self, work: _JobWork) -> None:
        """Results that Pleo refused get a second try; what it refuses again is kept as a problem of the item."""
        again, work.refused = work.refused, []
        if again:
            work.to_report = [self._without_refusal(record) for record in again]
            self._report(work)
        self._keep(work.refused)

    def _without_refusal(self, record: ItemRecord) -> ItemRecord:
        return replace(record, problems=tuple(one for one in record.problems if one.code is not Code.REPORT_REFUSED))

    def _lost(self, run: RunRecord, job: ExportJob, refusal: SpendRefusal) -> NoReturn:
        """Pleo ended the job under our hands, or refuses the call for its content.

        What stands in QuickBooks stands; in the next job the same entries are found there by their marker.
        """
        if refusal.status in {404, 422}:
            self._parts.runs.set_job(JobRecord(job.id, run.id, JobState.LOST))
            raise UnavailableError(problem(Code.JOB_ENDED, job=job.id)) from refusal
        raise UnavailableError(problem(Code.PLEO_REFUSES, status=refusal.status, message=refusal.message)) from refusal

    # -- the loop --------------------------------------------------------------------------------

    def _submit(self, stage: _Stage, task: Callable[[], Any], handler: Callable[[Any], None]) -> None:
        if not self._closing:
            self._futures[self._pools[stage].submit(task)] = (stage, handler)

    def _drain_posting(self, work: _JobWork) -> None:
        """Until every entry that was prepared has its answer."""
        self._send_waiting(work, everything=True)
        while work.prepared:
            self._pump(work)

    def _drain(self, work: _JobWork) -> None:
        """Until everything that was begun is final and told."""
        while self._futures or work.to_attach:
            if all(stage is _Stage.UPLOADING for stage, _ in self._futures.values()):
                self._attach_waiting(work, everything=True)  # nothing is under way that could fill the request
            self._pump(work)
        self._report(work)

    def _pump(self, work: _JobWork) -> None:
        """Waits for an answer and takes it; raises the first thing that stops the export."""
        self._take_answers(work, 0.5)

    def _take_answers(self, work: _JobWork, seconds: float) -> None:
        """Takes the answers that are there, or come within this time."""
        self._cancel.check()
        done, _ = wait(self._futures, timeout=seconds, return_when=FIRST_COMPLETED)
        for future in done:
            _, handler = self._futures.pop(future)
            handler(future.result())
        if self._parts.clock.monotonic() - work.last_action > _KEEP_ALIVE:
            self._keep_alive(work)
        self._tell()

    def _keep_alive(self, work: _JobWork) -> None:
        if work.to_report:
            self._report(work)
        elif work.prepared:
            self._parts.source.touch(work.job.id, next(iter(work.prepared)))
        work.last_action = self._parts.clock.monotonic()

    def _tell(self) -> None:
        c = self._counts
        seconds = round(self._parts.clock.monotonic() - self._started, 1)
        self._on_progress(
            Progress(c.total, c.prepared, c.sent, c.receipts_expected, c.receipts_done, c.confirmed, seconds)
        )


def _blocks(first: Page, pages: Iterator[Page]) -> Iterator[list[ExportItem | UnreadableItem]]:
    block, size = list(first), FIRST_BLOCK
    for page in pages:
        block.extend(page)
        if len(block) >= size:
            yield block
            block, size = [], BLOCK
    if block:
        yield block


def _tax(decision: Posting | Held) -> Decimal | None:
    """The VAT of the document that was sent; None for kinds without VAT and for what was found standing."""
    if isinstance(decision, Posting) and isinstance(decision.document, Purchase | Bill | Deposit | VendorCredit):
        return sum((line.tax.amount for line in decision.document.lines if line.tax), ZERO)
    return None


def _send_one(poster: Poster, ready: Ready) -> list[Sent]:
    return [poster.send(ready)]


def _upload_group(states: Sequence[ReceiptState]) -> list[ReceiptState]:
    """As many from the front as one request takes; at least one."""
    group: list[ReceiptState] = []
    for state in states:
        if group and (
            _files(group) + _files([state]) > FILES_PER_UPLOAD or _size(group) + _size([state]) > BYTES_PER_UPLOAD
        ):
            break
        group.append(state)
    return group


def _is_full(group: Sequence[ReceiptState]) -> bool:
    return _files(group) >= FILES_PER_UPLOAD or _size(group) >= BYTES_PER_UPLOAD


def _files(group: Sequence[ReceiptState]) -> int:
    return sum(len(state.waiting) for state in group)


def _size(group: Sequence[ReceiptState]) -> int:
    return sum(upload.size for state in group for _, upload in state.waiting)


def _with_refusal(record: ItemRecord, refused: dict[str, ReportRefusal]) -> ItemRecord:
    refusal = refused[record.accounting_entry_id]
    reason = problem(
        Code.REPORT_REFUSED, entry_id=record.accounting_entry_id, type=refusal.type, message=refusal.message
    )
    return replace(record, problems=(*record.problems, reason))
