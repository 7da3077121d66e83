"""What an export would do, without writing anything anywhere: exact for pending jobs, an estimate for Pleo's queue (DESIGN 7)."""

from collections.abc import Iterator
from dataclasses import replace

from pleoqb_desktop.domain.books import VendorIndex
from pleoqb_desktop.domain.entries import Posting
from pleoqb_desktop.domain.problems import Code, Problem, problem
from pleoqb_desktop.domain.spend import ExportItem, JobStatus, QueueEntry
from pleoqb_desktop.export.bills import DocumentFinder
from pleoqb_desktop.export.outcome import ItemOutcome, RequestCounts, RunOutcome, in_order
from pleoqb_desktop.export.pipeline import ExportParts
from pleoqb_desktop.export.prepare import Preparation, Prepared, is_payment, unreadable_record
from pleoqb_desktop.export.vendors import VendorDesk, without_retired
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.errors import Cancelled, KnownError, LedgerRefusal, SpendRefusal, UnavailableError, refused
from pleoqb_desktop.ports.runs import ItemRecord, ItemStatus
from pleoqb_desktop.ports.settings import Settings
from pleoqb_desktop.ports.spend import UnreadableItem
from pleoqb_desktop.setup.readiness import posting_settings

_FAMILIES = {
    "CARD_PURCHASE": "card_purchase",
    "OUT_OF_POCKET": "out_of_pocket",
    "MILEAGE": "mileage",
    "PER_DIEM": "per_diem",
    "BILL_INVOICE": "invoice",
    "BILL_INVOICE_PAYMENT": "invoice_payment",
    "CASHBACK": "cashback",
    "PLEO_INVOICE": "fee",
    "OVERDRAFT": "fee",
    "REIMBURSEMENT": "direct_reimbursement",
    "CREDIT_NOTE": "refund",
}
"""Export types that the families of the entries API most likely become; an estimate (no table is published)."""


class Preview:
    """A dry run."""

    def __init__(self, parts: ExportParts, settings: Settings, cancel: CancelToken) -> None:
        self._parts = parts
        self._settings = settings
        self._cancel = cancel

    def run(self) -> RunOutcome:
        """Every waiting item as it would be exported. Raises no KnownError: the outcome holds what ended it early."""
        started, before = self._parts.clock.monotonic(), self._parts.request_counts()
        items: list[ItemOutcome] = []
        jobs: list[str] = []
        trouble: Problem | None = None
        exit_code, cancelled = 0, False
        try:
            items.extend(self._items(jobs))
        except Cancelled:
            cancelled, trouble = True, problem(Code.STOPPED)
        except KnownError as error:
            trouble, exit_code = error.problem, error.exit_code
        except (LedgerRefusal, SpendRefusal) as refusal:
            trouble, exit_code = refused(refusal), UnavailableError.exit_code
        pleo, quickbooks, metered = (now - then for now, then in zip(self._parts.request_counts(), before, strict=True))
        seconds = round(self._parts.clock.monotonic() - started, 3)
        requests = RequestCounts(pleo, quickbooks, metered, seconds)
        return RunOutcome(None, tuple(jobs), True, in_order(items), requests, trouble, exit_code, cancelled)  # noqa: FBT003

    def _items(self, jobs: list[str]) -> Iterator[ItemOutcome]:
        rules = posting_settings(self._settings, self._parts.words)
        source, ledger, runs = self._parts.source, self._parts.ledger, self._parts.runs
        books = ledger.books(self._settings.dimensions or ())
        vendors, _ = without_retired(ledger.vendors(), runs)
        index = VendorIndex(vendors, books.company.home_currency)
        desk = VendorDesk(ledger, runs, self._parts.clock, index, books.company.realm_id, 0)
        documents = DocumentFinder(ledger, runs)
        preparation = Preparation(ledger, runs, books, desk, rules, documents)
        ours = [record.job_id for record in runs.open_jobs()]
        for job in source.jobs([JobStatus.PENDING, JobStatus.IN_PROGRESS]):
            if job.status is JobStatus.IN_PROGRESS and job.id not in ours:
                continue
            jobs.append(job.id)
            try:
                yield from self._job_items(job.id, preparation, documents)
            except SpendRefusal as refusal:
                if refusal.status not in {404, 422}:
                    raise
        yield from (estimate(entry) for entry in source.queue())

    def _job_items(self, job_id: str, preparation: Preparation, documents: DocumentFinder) -> Iterator[ItemOutcome]:
        payments: list[ExportItem] = []
        for page in self._parts.source.item_pages(job_id):
            self._cancel.check()
            yield from (ItemOutcome(unreadable_record(job_id, one)) for one in page if isinstance(one, UnreadableItem))
            readable = [one for one in page if not isinstance(one, UnreadableItem)]
            payments.extend(one for one in readable if is_payment(one))
            for one in preparation.prepare(job_id, [i for i in readable if not is_payment(i)], make_vendors=False):
                if isinstance(one.decision, Posting):
                    documents.plan(one.item, one.decision)
                yield self._outcome(one)
        for payment in payments:
            for one in preparation.prepare(job_id, [payment], make_vendors=False):
                if isinstance(one.decision, Posting) and one.standing is None:
                    documents.settled(one.decision)
                yield self._outcome(one)

    def _outcome(self, one: Prepared) -> ItemOutcome:
        ledger = self._parts.ledger
        if standing := one.standing:
            record = replace(one.record, status=ItemStatus.ALREADY_THERE, kind=standing.kind, external_id=standing.id)
            return ItemOutcome(record, ledger.web_address(standing.kind, standing.id))
        if isinstance(one.decision, Posting):
            record = replace(one.record, status=ItemStatus.WAITING, kind=one.decision.document.kind)
            payloads = tuple(ledger.payload(entry) for entry in one.decision.entries)
            return ItemOutcome(record, payloads=payloads, posting=one.decision)
        return ItemOutcome(replace(one.record, status=ItemStatus.HELD, problems=(one.decision.problem,)))


def estimate(entry: QueueEntry) -> ItemOutcome:
    """A queue entry: what Pleo tells before a job exists, without lines, VAT and supplier."""
    problems = () if entry.has_account else (problem(Code.ACCOUNT_MISSING, entry_id=entry.id),)
    record = ItemRecord(
        "",
        entry.id,
        _FAMILIES.get(entry.family, entry.family.lower()),
        ItemStatus.WAITING,
        receipts_expected=entry.receipts,
        problems=problems,
        supplier=entry.note or "",
        day=entry.day,
        amount=entry.amount,
    )
    return ItemOutcome(record, estimate=True, queued=entry)
