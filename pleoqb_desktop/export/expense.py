"""One expense on its way through an export: the same object from Pleo's item to the result, gaining facts; decides nothing."""

from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from sys import intern

from pleoqb_desktop.domain.entries import Bill, Deposit, EntryKind, Posting, Purchase, VendorCredit
from pleoqb_desktop.domain.money import ZERO
from pleoqb_desktop.domain.problems import Code, Problem, problem
from pleoqb_desktop.domain.rules import periods, vendors
from pleoqb_desktop.domain.rules.posting import Held
from pleoqb_desktop.domain.spend import ExportItem, ReceiptFile, SpendType
from pleoqb_desktop.ports.ledger import PostedEntry
from pleoqb_desktop.ports.questions import EntryId
from pleoqb_desktop.ports.receipts import FetchedReceipt
from pleoqb_desktop.ports.runs import ItemRecord, ItemStatus
from pleoqb_desktop.ports.spend import UnreadableItem


@dataclass(slots=True)
class Receipt:
    """One receipt of an expense; `index` counts from 1 in Pleo's list and is what people are told.

    `fetched` is the file on disk, None until it is there and once it is gone; `problem` says why it cannot be attached.
    `twin`: another receipt of the expense has the same bytes, and the two are one attachment.
    """

    index: int
    file: ReceiptFile
    fetched: FetchedReceipt | None = None
    problem: Problem | None = None
    attached: bool = False
    twin: bool = False


@dataclass(slots=True)
class Expense:
    """prepare -> post -> attach -> report: each stage adds what it found out, and only the stage it is in touches it.

    `record` is what the run store holds of it. `item` None: it could not be read, or its job is closed and only receipts are missing. `decision`
    None: not prepared yet. `already_posted` is what stands in the books, by kind, before anything is sent. `from_interrupted_run`: an earlier run of
    this job wrote down that it would send it; `sent_singly`: that request was one of its own. `asked` is what only a person can say, so that nothing
    is posted, and `about` the entries that the question is about; `released` are entries that were let go, whatever mark they bear; `adopts` is an
    unmarked entry that is taken for its own; `changed_to` are Pleo's facts that the books do not hold, as they are stored. `unconfirmed`: an
    interrupted run noted that its entry stands, and nobody has looked since. `ask_first`: its entry was not made just now, so that receipts may be
    there. `fetching`: its receipts are on their way already. `held_by_source`: why its source cannot hand it out whole; what stands of it already
    still counts.
    """

    record: ItemRecord
    item: ExportItem | None = None
    decision: Posting | Held | None = None
    spend_day: date = date.min
    already_posted: dict[EntryKind, PostedEntry] = field(default_factory=dict)
    asked: Problem | None = None
    about: tuple[EntryId, ...] = ()
    released: frozenset[EntryId] = frozenset()
    adopts: PostedEntry | None = None
    changed_to: str | None = None
    from_interrupted_run: bool = False
    sent_singly: bool = False
    ask_first: bool = False
    unconfirmed: bool = False
    receipts: list[Receipt] = field(default_factory=list)
    fetching: "Future[None] | None" = None
    held_by_source: Problem | None = None

    @property
    def id(self) -> str:
        """The accounting entry's."""
        return self.record.accounting_entry_id

    @property
    def standing(self) -> PostedEntry | None:
        """The entry that makes this one already there, None when something must still be sent.

        Already there beats held (design.md 3). A posting of several entries that stands in part is completed.
        """
        if not self.already_posted:
            return None
        if isinstance(self.decision, Posting):
            kinds = [entry.kind for entry in self.decision.entries]
            if kinds[0] in self.already_posted:
                return self.already_posted[kinds[0]] if all(kind in self.already_posted for kind in kinds) else None
        return next(iter(self.already_posted.values()))

    @property
    def is_payment(self) -> bool:
        """Whether it settles another one, so that it must wait until the others stand."""
        return self.item is not None and self.item.type == SpendType.INVOICE_PAYMENT

    @property
    def waits(self) -> bool:
        """Whether nothing is decided about it that lasts."""
        return self.record.status is ItemStatus.WAITING

    @property
    def goes_together(self) -> bool:
        """Whether it may travel in one request with others: a purchase of which nothing stands and that never travelled alone."""
        return (
            isinstance(self.decision, Posting)
            and not self.already_posted
            and not self.sent_singly
            and len(self.decision.entries) == 1
            and self.decision.document.kind is EntryKind.PURCHASE
        )

    @property
    def lacks_receipts(self) -> bool:
        """Whether its entry stands and files of it are not known to be there."""
        return self.record.status.stands_in_books and any(not one.attached and not one.problem for one in self.receipts)

    def stands(self, status: ItemStatus, document: PostedEntry) -> None:
        """Its entry is in the books."""
        told = {"what": ", ".join(one.member for one in self.record.differences)}
        if self.record.changed_since:
            told["date"] = self.record.changed_since.isoformat()
        problems = (problem(Code.CHANGED_SINCE, entry_id=self.id, **told),) if self.record.differences else ()
        self.record = replace(
            self.record, status=status, kind=document.kind, external_id=document.id, problems=problems, tax=self._tax()
        )

    def fails(self, status: ItemStatus, *problems: Problem, document: PostedEntry | None = None) -> None:
        """Failed or held; `document` is an entry that was left although it should not stand."""
        self.record = replace(
            self.record,
            status=status,
            problems=problems,
            kind=document.kind if document else None,
            external_id=document.id if document else None,
        )

    def has_problem(self, reason: Problem) -> None:
        """One more thing to tell of it."""
        self.record = replace(self.record, problems=(*self.record.problems, reason))

    def forget_problem(self, code: Code) -> None:
        """What was told of it is looked at anew."""
        kept = tuple(one for one in self.record.problems if one.code is not code)
        self.record = replace(self.record, problems=kept)

    def note_receipts(self) -> None:
        """What came of the receipts, into the record."""
        if not self.receipts:
            return
        others = [one for one in self.record.problems if not one.is_about_receipt]
        self.record = replace(
            self.record,
            receipts_listed=len(self.receipts),
            receipts_expected=sum(not one.twin for one in self.receipts),
            receipts_attached=sum(one.attached and not one.twin for one in self.receipts),
            problems=(*others, *(one.problem for one in self.receipts if one.problem)),
        )

    def _tax(self) -> Decimal | None:
        """The VAT of the document that was sent; None for kinds without VAT and for what was found standing."""
        document = self.decision.document if isinstance(self.decision, Posting) else None
        if isinstance(document, Purchase | Bill | Deposit | VendorCredit):
            return sum((line.tax.amount for line in document.lines if line.tax), ZERO)
        return None


def expense_of(job_id: str, item: ExportItem | UnreadableItem, zone: str) -> Expense:
    """An item of Pleo's as it enters an export; one that does not follow Pleo's contract is held, with what is wrong."""
    if isinstance(item, UnreadableItem):
        reason = item.problem or problem(Code.ITEM_UNREADABLE, entry_id=item.entry_id or None, reason=item.reason)
        if item.partial is None:
            return Expense(ItemRecord(job_id, item.entry_id, "", ItemStatus.HELD, problems=(reason,)))
        known = expense_of(job_id, item.partial, zone)
        known.held_by_source = reason
        return known
    day = spend_day(item, zone)
    receipts = [Receipt(index, file) for index, file in enumerate(item.files, 1)]
    return Expense(_record(job_id, item, day), item, spend_day=day, receipts=receipts)


def spend_day(item: ExportItem, zone: str) -> date:
    """The item's own day; the UTC day where the time zone cannot take it."""
    try:
        return periods.local_day(item.date, zone)
    except (OverflowError, KeyError):
        return item.date.date()


def _record(job_id: str, item: ExportItem, day: date) -> ItemRecord:
    """The record of an item before anything happened to it; words that many items share are kept once."""
    return ItemRecord(
        job_id,
        item.accounting_entry_id,
        intern(item.type),
        receipts_expected=len(item.files),
        supplier=intern(vendors.spend_name(item)),
        person=intern(item.person.name) if item.person else "",
        day=day,
        amount=item.amount,
        reconciliation_id=item.reconciliation_id,
    )
