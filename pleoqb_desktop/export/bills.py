"""Finds the bill that a payment settles: by what we exported, then by memo or number among the vendor's bills."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from pleoqb_desktop.domain.books import fold
from pleoqb_desktop.domain.entries import Bill, BillPayment, EntryKind, JournalEntry, Link, Party, Posting
from pleoqb_desktop.domain.problems import Code, problem
from pleoqb_desktop.domain.rules.holds import HoldError
from pleoqb_desktop.domain.rules.naming import DOC_NUMBER_LENGTH, cut, document_number
from pleoqb_desktop.domain.rules.posting import OpenDocument
from pleoqb_desktop.domain.rules.vendors import spend_name
from pleoqb_desktop.domain.spend import ExportItem
from pleoqb_desktop.export.expense import Expense
from pleoqb_desktop.ports.errors import LedgerRefusal
from pleoqb_desktop.ports.ledger import Ledger, PostedEntry
from pleoqb_desktop.ports.runs import Runs

_TYPES = {EntryKind.BILL: "Bill", EntryKind.JOURNAL_ENTRY: "JournalEntry"}


class DocumentFinder:
    """Implements OpenDocuments for one job; remembers what it read, and what of it the job's own payments settle."""

    def __init__(self, ledger: Ledger, runs: Runs) -> None:
        self._ledger = ledger
        self._runs = runs
        self._planned: dict[str, OpenDocument] = {}
        self._read: dict[str, OpenDocument] = {}
        self._by_vendor: dict[str, list[tuple[OpenDocument, str | None, str | None]]] = {}

    def plan(self, item: ExportItem, posting: Posting) -> None:
        """A preview meets an invoice that would be posted before its payment: the payment finds it here."""
        document = posting.document
        if isinstance(document, Bill):
            planned = OpenDocument(f"new:{item.accounting_entry_id}", "Bill", document.vendor, posting.total)
        elif isinstance(document, JournalEntry) and (
            vendor := next((line.party for line in document.lines if line.party), None)
        ):
            planned = OpenDocument(f"new:{item.accounting_entry_id}", "JournalEntry", vendor, posting.total)
        else:
            return
        self._planned[item.reconciliation_id] = planned
        if item.invoice:
            self._planned[_number_key(planned.vendor.name, item.invoice.number)] = planned

    def look_ahead(self, payments: Iterable[Expense]) -> None:
        """Reads together, in one metered read a kind, what we exported and these settle."""
        items = [one.item for one in payments if one.item]
        wanted: defaultdict[EntryKind, list[str]] = defaultdict(list)
        for record in self._runs.by_reconciliation_id([id_ for item in items for id_ in item.reconciled_entries]):
            if record.kind in _TYPES and record.external_id and record.external_id not in self._read:
                wanted[record.kind].append(record.external_id)
        for kind, ids in wanted.items():
            for entry in self._ledger.find_by_id(kind, ids):
                self._note(entry)

    def find(
        self, reconciled: Sequence[str], vendor: Party | None, invoice_number: str | None, amount: Decimal
    ) -> OpenDocument | None:
        """Implements OpenDocuments.find."""
        for reconciliation_id in reconciled:
            if planned := self._planned.get(reconciliation_id):
                return planned
        if found := self._exported(reconciled):
            return found
        if vendor is None:
            return None
        if invoice_number and (planned := self._planned.get(_number_key(vendor.name, invoice_number))):
            return planned
        return self._among_bills(vendor, reconciled, invoice_number, amount) if vendor.id else None

    def settled(self, payments: Iterable[Expense]) -> None:
        """These were made, or are planned, but for those that stood before: less of their documents is owed than was read."""
        new = [one.decision for one in payments if isinstance(one.decision, Posting) and one.standing is None]
        entries = (entry for posting in new for entry in posting.entries)
        for link in (link for entry in entries if isinstance(entry, BillPayment) for link in entry.links):
            self._planned = {key: _less(one, link) for key, one in self._planned.items()}
            self._read = {key: _less(one, link) for key, one in self._read.items()}
            self._by_vendor = {
                vendor: [(_less(one, link), number, note) for one, number, note in rows]
                for vendor, rows in self._by_vendor.items()
            }

    def _exported(self, reconciled: Sequence[str]) -> OpenDocument | None:
        for record in self._runs.by_reconciliation_id(reconciled) if reconciled else ():
            if record.kind not in _TYPES or record.external_id is None:
                continue
            if known := self._read.get(record.external_id):
                return known
            entry = self._ledger.read(record.kind, record.external_id)
            if entry and (document := self._note(entry)):
                return document
        return None

    def _note(self, entry: PostedEntry) -> OpenDocument | None:
        if not entry.vendor_id:
            return None
        vendor = Party(entry.vendor_name, entry.vendor_id)
        self._read[entry.id] = OpenDocument(entry.id, _TYPES[entry.kind], vendor, entry.balance)
        return self._read[entry.id]

    def _among_bills(
        self, vendor: Party, reconciled: Sequence[str], invoice_number: str | None, amount: Decimal
    ) -> OpenDocument | None:
        vendor_id = vendor.id or ""
        if vendor_id not in self._by_vendor:
            try:
                self._by_vendor[vendor_id] = self._ledger.open_documents(vendor_id)
            except LedgerRefusal:  # a plan without bills has none
                self._by_vendor[vendor_id] = []
        wanted = {f"Pleo {reconciliation_id}" for reconciliation_id in reconciled}
        rows = self._by_vendor[vendor_id]
        for document, _, note in rows:
            if (note or "").split(" | ")[0] in wanted:
                return document
        matches = _of_number(rows, invoice_number, amount) if invoice_number else []
        still_open = [one for one in matches if one.balance is None or one.balance > 0]
        if len(still_open) < 2:
            return next(iter(still_open or matches), None)
        exact = [one for one in still_open if one.balance == amount]
        if len(exact) != 1:
            raise HoldError(problem(Code.BILLS_ALIKE, vendor=vendor.name, number=invoice_number))
        return exact[0]


def _of_number(
    rows: Sequence[tuple[OpenDocument, str | None, str | None]], invoice_number: str, amount: Decimal
) -> list[OpenDocument]:
    """Documents of an invoice's number. A long one whose end is lost, as a person enters it, may be another's: only by amount too."""
    by_number = [(document, fold(number)) for document, number, _ in rows if number]
    ours = fold(document_number(invoice_number))
    by_hand = fold(cut(invoice_number, DOC_NUMBER_LENGTH))
    return [document for document, number in by_number if number == ours] or [
        document for document, number in by_number if number == by_hand and document.balance == amount
    ]


def payment_rounds(payments: Sequence[Expense]) -> list[list[Expense]]:
    """Payments that may go together, since none of a round can settle what another one does; in their order where they might.

    Each payment changes what is still owed. One that names no supplier might settle anything.
    """
    rounds: list[list[Expense]] = []
    settled: list[set[str]] = []
    for payment in payments:
        own = _settles(payment)
        place = 1 + max((at for at, others in enumerate(settled) if _meet(own, others)), default=-1)
        if place == len(rounds):
            rounds.append([])
            settled.append(set())
        rounds[place].append(payment)
        settled[place] |= own
    return rounds


def _settles(payment: Expense) -> set[str]:
    """What tells two payments apart: the supplier, folded (empty where there is none), its numbers, the invoice's number, and the
    documents by Pleo's ids."""
    if payment.item is None:
        return {""}
    vendor, invoice = payment.item.vendor, payment.item.invoice
    numbers = (vendor.code, vendor.external_id) if vendor else ()
    own = {f"vendor {one}" for one in numbers if one}
    own |= {f"invoice {fold(invoice.number)}"} if invoice and invoice.number else set()
    return {fold(spend_name(payment.item)), *own, *payment.item.reconciled_entries}


def _meet(own: set[str], others: set[str]) -> bool:
    return "" in own or "" in others or bool(own & others)


def _less(document: OpenDocument, link: Link) -> OpenDocument:
    if document.id != link.id or document.balance is None:
        return document
    return replace(document, balance=document.balance - link.amount)


def _number_key(vendor_name: str, number: str) -> str:
    return f"{fold(vendor_name)}\x1f{fold(number)}"
