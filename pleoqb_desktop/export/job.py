"""One job of Pleo's from its first event to its last: every expense walks prepare -> post -> attach -> report."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from itertools import chain

from pleoqb_desktop.domain.entries import Posting
from pleoqb_desktop.domain.problems import Code, problem
from pleoqb_desktop.domain.rules.posting import PostingSettings
from pleoqb_desktop.domain.spend import ExportJob, JobItemStatus
from pleoqb_desktop.export.arrival import Arrival, Before, Page, left_before
from pleoqb_desktop.export.attach import ReceiptUploader, upload_group
from pleoqb_desktop.export.batch_size import BatchSize
from pleoqb_desktop.export.bills import DocumentFinder, payment_rounds
from pleoqb_desktop.export.books_window import BooksWindow
from pleoqb_desktop.export.context import BooksSnapshot, ExportContext, SnapshotReader
from pleoqb_desktop.export.expense import Expense
from pleoqb_desktop.export.look_alikes import LookAlikes
from pleoqb_desktop.export.pipeline import Pipeline, Stage
from pleoqb_desktop.export.post import EntryPoster
from pleoqb_desktop.export.prepare import PrepareGroups, Preparer
from pleoqb_desktop.export.progress import Meter
from pleoqb_desktop.export.receipt_files import FETCHING_AT_ONCE
from pleoqb_desktop.export.report import Reporter, report_group
from pleoqb_desktop.export.vendors import VendorResolver
from pleoqb_desktop.ports.beside import awaited
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.errors import SpendRefusal, UnavailableError
from pleoqb_desktop.ports.runs import RunRecord
from pleoqb_desktop.setup.readiness import check_books

_ROOM = 700
"""Expenses under way at once, so that ten thousand never stand in memory; more than all stages together may let wait."""
_POSTING = 4
_UPLOADING = 2
_OPEN = frozenset({JobItemStatus.PENDING, JobItemStatus.IN_PROGRESS})


class JobExport:
    """Works off jobs, one after the other, for one run."""

    def __init__(
        self,
        context: ExportContext,
        rules: PostingSettings,
        cancel: CancelToken,
        meter: Meter,
        uploader: ReceiptUploader,
        batch_size: BatchSize,
        books: SnapshotReader,
        window: BooksWindow,
        look_alikes: LookAlikes,
    ) -> None:
        self._context = context
        self._window = window
        self._look_alikes = look_alikes
        self._rules = rules
        self._cancel = cancel
        self._meter = meter
        self._uploader = uploader
        self._batch_size = batch_size
        self._books = books
        self.told: dict[str, bool] = {}
        """Accounting entries whose result Pleo was told just now, and whether with fewer receipts than they have."""

    def export(self, run: RunRecord, job: ExportJob, *, resumed: bool) -> None:
        """From `started` to the closing event. Raises ForeseenError; whatever was done until then is recorded."""
        context = self._context
        reporter = Reporter(context.source, context.ledger, context.runs, context.clock, context.wording, job, run.id)
        try:
            self._books.begin()
            with ThreadPoolExecutor(1, "control") as opening:
                # The control layer: entries whose result Pleo does not have yet (EXP-14, EXP-22).
                asking = opening.submit(self._unreported, job)
                pages = context.source.item_pages(job)
                # Before `started`: tells missing contra accounts while nothing is begun (EXP-09).
                first = next(pages, [])
                snapshot = self._books.get()
                check_books(self._rules, snapshot.books)
                reporter.start(resumed=resumed)
                unreported = awaited(asking)
            before = left_before(context.runs, job.id) if resumed else Before()
            open_count = len(unreported)
            self._meter.add(total=open_count)
            walk = self._walk(run, job, snapshot, before, unreported, reporter)
            walk.through(chain([first], pages))
            reporter.finish(open_count)
        except SpendRefusal as refusal:
            if refusal.status in {404, 422}:
                reporter.lost()
                raise UnavailableError(problem(Code.JOB_ENDED, job=job.id)) from refusal
            raise

    def _unreported(self, job: ExportJob) -> set[str]:
        return {item.accounting_entry_id for item in self._context.source.job_items(job) if item.status in _OPEN}

    def _walk(
        self,
        run: RunRecord,
        job: ExportJob,
        snapshot: BooksSnapshot,
        before: Before,
        unreported: set[str],
        reporter: Reporter,
    ) -> "_Walk":
        context = self._context
        ledger, runs = context.ledger, context.runs
        documents = DocumentFinder(ledger, runs)
        resolver = VendorResolver(
            ledger, runs, context.clock, snapshot.vendors, run.realm_id, run.id, snapshot.deactivated
        )
        preparer = Preparer(context, snapshot, resolver, self._rules, documents, self._window, self._look_alikes)
        poster = EntryPoster(context, self._cancel, run.realm_id, job.id, before.intents, self._batch_size)
        arrival = Arrival(job.id, self._rules.time_zone, before, unreported, runs, self._uploader)
        return _Walk(
            preparer, poster, self._uploader, reporter, documents, arrival, self._meter, self._cancel, self.told
        )


class _Walk:
    """The way of one job's expenses: which stages there are, what they count, and that payments come last."""

    def __init__(
        self,
        preparer: Preparer,
        poster: EntryPoster,
        uploader: ReceiptUploader,
        reporter: Reporter,
        documents: DocumentFinder,
        arrival: Arrival,
        meter: Meter,
        cancel: CancelToken,
        told: dict[str, bool],
    ) -> None:
        self._preparer = preparer
        self._uploader = uploader
        self._reporter = reporter
        self._documents = documents
        self._arrival = arrival
        self._meter = meter
        self._told = told
        self._open: dict[str, None] = {}
        prepare = Stage("prepare", self._prepare, _is_new, together=PrepareGroups().together)
        alone = Stage("post alone", poster.post, _goes_alone, _POSTING)
        post = Stage("post", poster.post, _may_be_sent, _POSTING, poster.batch_size.together)
        fetch = Stage("fetch", self._fetch, _has_receipts, FETCHING_AT_ONCE)
        attach = Stage("attach", uploader.attach, _lies_on_disk, _UPLOADING, upload_group)
        report = Stage("report", reporter.report, _always, together=report_group)
        self._line = Pipeline(
            (prepare, alone, post, fetch, attach, report),
            cancel,
            room=_ROOM,
            on_done=self._on_done,
            on_turn=self._on_turn,
        )

    def through(self, pages: Iterator[Page]) -> None:
        """Until everything is final and told. Raises what stops the export; what was done until then is recorded."""
        with closing(self._line) as line:
            line.feed(self._arrival.pages(pages))
            line.put(self._arrival.never_came())
            for payments in payment_rounds(self._arrival.payments):
                # After everything else: each changes what is still owed.
                line.drain(through="post")
                self._documents.look_ahead(payments)
                line.put(payments)
                line.drain(through="post")
                self._documents.settled(payments)
            line.drain()
        self._meter.tell()

    def _prepare(self, expenses: Sequence[Expense]) -> None:
        self._preparer.prepare(expenses, make_vendors=True)
        self._preparer.settle(expenses)

    def _fetch(self, expenses: Sequence[Expense]) -> None:
        for one in expenses:
            if one.record.status.stands_in_books:
                self._uploader.fetch(one)
            else:
                self._uploader.discard(one)

    def _on_done(self, stage: str, expenses: Sequence[Expense]) -> None:
        count = len(expenses)
        match stage:
            case "prepare":
                self._open.update(dict.fromkeys(one.id for one in expenses))
                self._meter.add(prepared=count, sent=sum(not _may_be_sent(one) for one in expenses))
                self._expect_receipts(expenses)
            case "post" | "post alone":
                self._meter.add(sent=count)
                self._expect_receipts(expenses)
            case "attach":
                self._meter.add(receipts_done=sum(len(one.receipts) for one in expenses))
            case "report":
                self._meter.add(confirmed=count)
                for one in expenses:
                    self._open.pop(one.id, None)
                self._told.update((one.id, one.record.lacks_receipts) for one in expenses)

    def _expect_receipts(self, expenses: Sequence[Expense]) -> None:
        self._meter.add(
            receipts_expected=sum(len(one.receipts) for one in expenses if one.record.status.stands_in_books)
        )

    def _on_turn(self) -> None:
        self._reporter.keep_alive(next(iter(self._open), None))
        self._meter.tell()


def _is_new(one: Expense) -> bool:
    return one.item is not None and (one.unconfirmed or (one.waits and one.decision is None))


def _may_be_sent(one: Expense) -> bool:
    return one.waits and isinstance(one.decision, Posting)


def _goes_alone(one: Expense) -> bool:
    return _may_be_sent(one) and not one.goes_together


def _has_receipts(one: Expense) -> bool:
    return bool(one.receipts) and (one.record.status.stands_in_books or one.fetching is not None)


def _lies_on_disk(one: Expense) -> bool:
    """Also what could not be fetched: attaching notes it."""
    return bool(one.receipts) and one.record.status.stands_in_books


def _always(_one: Expense) -> bool:
    return True
