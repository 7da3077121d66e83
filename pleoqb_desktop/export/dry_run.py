"""What an export would do, without writing anything anywhere: exact for pending jobs, an estimate for Pleo's queue (design.md 7)."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace

from pleoqb_desktop.domain.entries import EntryKind, Posting
from pleoqb_desktop.domain.rules.posting import PostingRules, PostingSettings
from pleoqb_desktop.domain.spend import ExportJob, JobStatus, QueueEntry
from pleoqb_desktop.export.bills import DocumentFinder, payment_rounds
from pleoqb_desktop.export.books_window import BooksWindow
from pleoqb_desktop.export.context import ExportContext, SnapshotReader
from pleoqb_desktop.export.expense import Expense, expense_of
from pleoqb_desktop.export.look_alikes import LookAlikes
from pleoqb_desktop.export.outcome import ItemOutcome, RequestCounts, RunOutcome, counts_of, in_order
from pleoqb_desktop.export.prepare import LedgerRates, Preparer
from pleoqb_desktop.export.queue_estimate import PleoLists, QueueEstimate, read_lists
from pleoqb_desktop.export.vendors import VendorResolver
from pleoqb_desktop.export.waiting_queue import waiting_in_queue
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.errors import Ending, ForeseenError, SpendRefusal, ending
from pleoqb_desktop.ports.ledger import PostedEntry
from pleoqb_desktop.ports.runs import ItemStatus
from pleoqb_desktop.ports.settings import Settings
from pleoqb_desktop.setup.readiness import check_books, posting_settings


class DryRun:
    """Every waiting item as it would be exported."""

    def __init__(
        self, context: ExportContext, settings: Settings, cancel: CancelToken, look_alikes: LookAlikes = LookAlikes.HOLD
    ) -> None:
        self._look_alikes = look_alikes
        self._context = context
        self._settings = settings
        self._cancel = cancel

    def run(self) -> RunOutcome:
        """Looks; the outcome holds what ended it early. Raises only what is our bug."""
        started, before = self._context.clock.monotonic(), self._context.request_counts()
        items: list[ItemOutcome] = []
        jobs: list[str] = []
        ended: Ending | None = None
        try:
            items.extend(self._items(jobs))
        except ForeseenError as error:
            ended = ending(error)
        seconds = self._context.clock.monotonic() - started
        return RunOutcome(
            None,
            tuple(jobs),
            dry_run=True,
            items=in_order(items),
            counts=counts_of(items),
            unanswered=sum(one.is_asked_about for one in items),
            requests=RequestCounts.since(before, self._context.request_counts(), seconds),
            ended=ended,
        )

    def _items(self, jobs: list[str]) -> Iterator[ItemOutcome]:
        rules = posting_settings(self._settings, self._context.words)
        source, ledger, runs = self._context.source, self._context.ledger, self._context.runs
        with closing(SnapshotReader(self._context, self._settings)) as reader:
            snapshot = reader.get()
        check_books(rules, snapshot.books)
        resolver = VendorResolver(
            ledger, runs, self._context.clock, snapshot.vendors, snapshot.books.company.realm_id, run_id=0
        )
        documents = DocumentFinder(ledger, runs)
        window = BooksWindow(ledger)
        preparer = Preparer(self._context, snapshot, resolver, rules, documents, window, self._look_alikes)
        ours = [record.job_id for record in runs.open_jobs()]
        for job in source.jobs([JobStatus.PENDING, JobStatus.IN_PROGRESS]):
            if job.status is JobStatus.IN_PROGRESS and job.id not in ours:
                continue
            jobs.append(job.id)
            try:
                yield from self._job_items(job, preparer, documents, rules.time_zone)
            except SpendRefusal as refusal:
                if refusal.status not in {404, 422}:
                    raise
        rates = LedgerRates(ledger)
        posting = PostingRules(snapshot.books, resolver.index, rules, documents, rates, preparer.today)
        yield from self._queue_items(posting, rules, snapshot.books.company.home_currency)

    def _queue_items(self, posting: PostingRules, rules: PostingSettings, home_currency: str) -> Iterator[ItemOutcome]:
        entries = list(waiting_in_queue(self._context.source, self._settings))
        if not entries:
            return  # the lists are read only where something waits
        lists = read_lists(self._context.reference) if self._context.reference else PleoLists()
        found = QueueEstimate(posting, rules, home_currency, lists)
        standing = self._standing(entries)
        for entry in entries:
            one = found.of(entry)
            if known := standing.get(entry.id):
                kind, external_id = known.kind, known.id
                record = replace(
                    one.record, status=ItemStatus.ALREADY_THERE, kind=kind, external_id=external_id, problems=()
                )
                one = replace(one, record=record, external_url=self._context.ledger.web_address(kind, external_id))
            yield one

    def _standing(self, entries: Sequence[QueueEntry]) -> dict[str, PostedEntry]:
        """Of those that were exported before, the entries that stand still, by accounting entry id; voided ones are asked about."""
        wanted: defaultdict[EntryKind, dict[str, str]] = defaultdict(dict)
        for entry in entries:
            record = self._context.runs.last_item(entry.id)
            if record and record.kind and record.external_id:
                wanted[record.kind][record.external_id] = entry.id
        return {
            by_id[one.id]: one
            for kind, by_id in wanted.items()
            for one in self._context.ledger.find_by_id(kind, list(by_id))
            if not one.is_void
        }

    def _job_items(
        self, job: ExportJob, preparer: Preparer, documents: DocumentFinder, zone: str
    ) -> Iterator[ItemOutcome]:
        payments: list[Expense] = []
        for page in self._context.source.item_pages(job):
            self._cancel.check()
            come = [expense_of(job.id, item, zone) for item in page]
            yield from (ItemOutcome(one.record) for one in come if one.item is None)
            payments += [one for one in come if one.is_payment]
            first = [one for one in come if one.item is not None and not one.is_payment]
            preparer.prepare(first, make_vendors=False)
            for one in first:
                if one.item and isinstance(one.decision, Posting):
                    documents.plan(one.item, one.decision)
                yield self._outcome(one)
        for together in payment_rounds(payments):
            documents.look_ahead(together)
            preparer.prepare(together, make_vendors=False)
            documents.settled(together)
            yield from map(self._outcome, together)

    def _outcome(self, one: Expense) -> ItemOutcome:
        ledger = self._context.ledger
        if one.asked:
            return ItemOutcome(replace(one.record, status=ItemStatus.HELD, problems=(one.asked,)))
        standing = one.standing
        if standing:
            one.stands(ItemStatus.ALREADY_THERE, standing)
            return ItemOutcome(one.record, ledger.web_address(standing.kind, standing.id))
        if isinstance(one.decision, Posting):
            record = replace(one.record, status=ItemStatus.WAITING, kind=one.decision.document.kind)
            payloads = tuple(ledger.payload(entry) for entry in one.decision.entries)
            return ItemOutcome(record, payloads=payloads, posting=one.decision)
        problems = (one.decision.problem,) if one.decision else ()
        return ItemOutcome(replace(one.record, status=ItemStatus.HELD, problems=problems))
