"""What QuickBooks will hold: entries as values, before they become JSON; amounts positive, direction in the kind."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from pleoqb_desktop.domain.money import ZERO


class EntryKind(StrEnum):
    """The kinds of entry that `export --json` names (design.md 7)."""

    PURCHASE = "purchase"
    DEPOSIT = "deposit"
    TRANSFER = "transfer"
    BILL = "bill"
    VENDOR_CREDIT = "vendor_credit"
    BILL_PAYMENT = "bill_payment"
    JOURNAL_ENTRY = "journal_entry"
    CREDIT_CARD_PAYMENT = "credit_card_payment"


class PaymentType(StrEnum):
    """How a purchase or bill was paid; Cash and Check need a Bank account, CreditCard a Credit Card account."""

    CASH = "Cash"
    CHECK = "Check"
    CREDIT_CARD = "CreditCard"


class Side(StrEnum):
    """Side of a journal line."""

    DEBIT = "Debit"
    CREDIT = "Credit"

    @property
    def other(self) -> "Side":
        """The opposite side."""
        return Side.CREDIT if self is Side.DEBIT else Side.DEBIT


@dataclass(frozen=True, slots=True)
class Party:
    """Whom an entry names. `id` None: a vendor to be made under `name` in `currency` before the entry is sent."""

    name: str
    id: str | None = None
    type: str = "Vendor"
    currency: str | None = None

    @property
    def reference(self) -> str:
        """What stands in a payload: the QuickBooks id, or `new:NAME` in a preview (design.md 7)."""
        return self.id if self.id is not None else f"new:{self.name}"


@dataclass(frozen=True, slots=True)
class RateAmount:
    """VAT of one rate: `amount` is negative for the cancelling half of a reverse charge; `net` is what it is due on."""

    rate_id: str
    percent: Decimal
    amount: Decimal
    net: Decimal


@dataclass(frozen=True, slots=True)
class TaxOnLine:
    """The VAT of one line by its code. `amount` is what is added to the net (0 for reverse charge).

    `computed` tells that QuickBooks computes the same by itself. `overridable` False: it refused to be told (a read-only
    rate, quickbooks.md 9.3), so that nothing is said and it computes.
    """

    code_id: str
    amount: Decimal
    rates: tuple[RateAmount, ...]
    computed: bool = False
    overridable: bool = True


@dataclass(frozen=True, slots=True)
class Line:
    """One line: `net` without VAT, positive; `side` only matters in a journal entry.

    `says_not_billable`: the line is for a customer, and its account may have a billable status, whose default may be billable.
    """

    account_id: str
    net: Decimal
    description: str = ""
    tax: TaxOnLine | None = None
    class_id: str | None = None
    project_id: str | None = None
    location_id: str | None = None
    party: Party | None = None
    side: Side = Side.DEBIT
    says_not_billable: bool = False

    @property
    def gross(self) -> Decimal:
        """Net plus VAT."""
        return self.net + (self.tax.amount if self.tax else ZERO)


@dataclass(frozen=True, slots=True)
class Header:
    """What every entry has.

    `currency` and `exchange_rate` (home units for one foreign unit) are None in companies with one currency;
    `doc_number` None where the kind has none; `note` always holds the accounting entry id.
    """

    day: date
    note: str
    doc_number: str | None = None
    currency: str | None = None
    exchange_rate: Decimal | None = None
    location_id: str | None = None
    location_type: str | None = None


@dataclass(frozen=True, slots=True)
class Purchase:
    """An expense paid from `account_id`; `credit` turns it round (Credit Card accounts only, quickbooks.md 12.3)."""

    header: Header
    account_id: str
    payment_type: PaymentType
    lines: tuple[Line, ...]
    vendor: Party | None = None
    credit: bool = False
    kind: EntryKind = EntryKind.PURCHASE

    @property
    def total(self) -> Decimal:
        """Gross total."""
        return sum_gross(self.lines)


@dataclass(frozen=True, slots=True)
class Deposit:
    """Money that came back into `account_id`."""

    header: Header
    account_id: str
    lines: tuple[Line, ...]
    kind: EntryKind = EntryKind.DEPOSIT

    @property
    def total(self) -> Decimal:
        """Gross total."""
        return sum_gross(self.lines)


@dataclass(frozen=True, slots=True)
class Transfer:
    """Money moved between two asset accounts of one currency."""

    header: Header
    from_account_id: str
    to_account_id: str
    total: Decimal
    kind: EntryKind = EntryKind.TRANSFER


@dataclass(frozen=True, slots=True)
class CreditCardPayment:
    """A bank account tops up a Credit Card account; home currency only (quickbooks.md 14)."""

    header: Header
    bank_account_id: str
    card_account_id: str
    total: Decimal
    kind: EntryKind = EntryKind.CREDIT_CARD_PAYMENT


@dataclass(frozen=True, slots=True)
class Bill:
    """A supplier's invoice, owed."""

    header: Header
    vendor: Party
    lines: tuple[Line, ...]
    due: date | None = None
    kind: EntryKind = EntryKind.BILL

    @property
    def total(self) -> Decimal:
        """Gross total."""
        return sum_gross(self.lines)


@dataclass(frozen=True, slots=True)
class VendorCredit:
    """A supplier's credit note."""

    header: Header
    vendor: Party
    lines: tuple[Line, ...]
    kind: EntryKind = EntryKind.VENDOR_CREDIT

    @property
    def total(self) -> Decimal:
        """Gross total."""
        return sum_gross(self.lines)


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """Debits and credits; the gross of both sides is equal. `journal_code_id` stands on every line in France."""

    header: Header
    lines: tuple[Line, ...]
    journal_code_id: str | None = None
    kind: EntryKind = EntryKind.JOURNAL_ENTRY

    @property
    def total(self) -> Decimal:
        """Gross total of one side."""
        return sum_gross(line for line in self.lines if line.side is Side.DEBIT)


@dataclass(frozen=True, slots=True)
class Link:
    """A document that a payment settles.

    `id` None: the document at `position` of the same posting, whose id is known only once it is made.
    """

    type: str
    amount: Decimal
    id: str | None = None
    position: int | None = None


@dataclass(frozen=True, slots=True)
class BillPayment:
    """A payment of bills, or with a total of 0 the joining of a credit with what it settles."""

    header: Header
    vendor: Party
    account_id: str
    payment_type: PaymentType
    total: Decimal
    links: tuple[Link, ...]
    kind: EntryKind = EntryKind.BILL_PAYMENT


Entry = Purchase | Deposit | Transfer | CreditCardPayment | Bill | VendorCredit | JournalEntry | BillPayment


@dataclass(frozen=True, slots=True)
class Posting:
    """What one item becomes: the document first, then what settles it.

    `total` is the item's amount, positive, in wallet currency.
    """

    accounting_entry_id: str
    entries: tuple[Entry, ...]
    total: Decimal

    @property
    def document(self) -> Entry:
        """The entry that carries receipts and that Pleo is told of."""
        return self.entries[0]

    @property
    def new_vendors(self) -> tuple[Party, ...]:
        """Vendors that must be made before this can be sent, each once."""
        return tuple(dict.fromkeys(party for entry in self.entries for party in parties(entry) if party.id is None))


def sum_gross(lines: Iterator[Line] | tuple[Line, ...]) -> Decimal:
    """Sum of the lines' gross amounts."""
    return sum((line.gross for line in lines), ZERO)


def parties(entry: Entry) -> Iterator[Party]:
    """Everyone an entry names."""
    match entry:
        case (
            Purchase(vendor=Party() as vendor)
            | Bill(vendor=vendor)
            | VendorCredit(vendor=vendor)
            | BillPayment(vendor=vendor)
        ):
            yield vendor
    match entry:
        case Deposit(lines=lines) | JournalEntry(lines=lines):
            yield from (line.party for line in lines if line.party)


def with_documents(entry: Entry, ids: Mapping[int, str]) -> Entry:
    """The same entry, its links to earlier entries of the posting replaced by their QuickBooks ids."""
    if not isinstance(entry, BillPayment):
        return entry
    links = tuple(replace(link, id=ids[link.position]) if link.position is not None else link for link in entry.links)
    return replace(entry, links=links)


def with_computed_tax(entry: Entry) -> Entry | None:
    """The same entry with its VAT left to QuickBooks; None where none is told, or QuickBooks computes another.

    `ReadOnly` stands on ordinary rates too (quickbooks.md 19), so only a refusal shows that a rate cannot be overridden.
    """
    if not isinstance(entry, Purchase | Bill | Deposit | JournalEntry):
        return None  # a vendor credit is never told its VAT (quickbooks.md 13)
    taxed = [line for line in entry.lines if line.tax]
    if len({line.side for line in taxed}) != 1:
        return None  # no sum per rate is told with VAT on both sides
    if not all(line.tax.computed and line.tax.overridable for line in taxed if line.tax):
        return None
    lines = tuple(replace(line, tax=replace(line.tax, overridable=False)) if line.tax else line for line in entry.lines)
    return replace(entry, lines=lines)


def without_billable_status(entry: Entry) -> Entry | None:
    """The same entry with no line's billable status told; None where none is."""
    if not isinstance(entry, Purchase | Bill | VendorCredit | JournalEntry):
        return None
    if not any(line.says_not_billable for line in entry.lines):
        return None
    return replace(entry, lines=tuple(replace(line, says_not_billable=False) for line in entry.lines))


def tax_by_rate(lines: tuple[Line, ...]) -> tuple[RateAmount, ...]:
    """VAT per rate over all lines, each rate once, in order of first use (quickbooks.md 9.3, Override)."""
    sums: dict[str, RateAmount] = {}
    for line in lines:
        for part in line.tax.rates if line.tax else ():
            before = sums.get(part.rate_id)
            sums[part.rate_id] = (
                RateAmount(part.rate_id, part.percent, before.amount + part.amount, before.net + part.net)
                if before
                else part
            )
    return tuple(sums.values())
