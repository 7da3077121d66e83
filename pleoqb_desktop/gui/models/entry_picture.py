"""An entry as a bookkeeper reads it: debit, credit, VAT, tags; drawn from a posting, or from what stands in QuickBooks. No Qt."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from pleoqb_desktop.domain.books import Books, Dimension
from pleoqb_desktop.domain.entries import (
    Bill,
    BillPayment,
    CreditCardPayment,
    Deposit,
    Entry,
    EntryKind,
    JournalEntry,
    Line,
    Purchase,
    Side,
    Transfer,
    VendorCredit,
    parties,
    tax_by_rate,
)
from pleoqb_desktop.export.outcome import ItemOutcome
from pleoqb_desktop.ports.ledger import PostedEntry

_VENDOR = "Vendor"
_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class PictureLine:
    """One line. Exactly one of `debit` and `credit` is set; `vat_code` is the name of the VAT code, empty where there is none;
    `is_vat`: the line is the VAT itself, on an account of QuickBooks' own choosing."""

    account: str
    debit: Decimal | None = None
    credit: Decimal | None = None
    description: str = ""
    vat_code: str = ""
    tags: tuple[str, ...] = ()
    is_vat: bool = False


@dataclass(frozen=True, slots=True)
class EntryPicture:
    """One entry. `new_vendor`: QuickBooks gets this vendor with the entry; `exact` False: VAT is left to QuickBooks."""

    kind: EntryKind
    day: date | None
    lines: tuple[PictureLine, ...]
    vendor: str = ""
    new_vendor: bool = False
    number: str = ""
    memo: str = ""
    currency: str = ""
    exact: bool = True

    @property
    def debits(self) -> Decimal:
        """Sum of the debit side."""
        return sum((line.debit for line in self.lines if line.debit is not None), _ZERO)

    @property
    def credits(self) -> Decimal:
        """Sum of the credit side."""
        return sum((line.credit for line in self.lines if line.credit is not None), _ZERO)

    @property
    def vat(self) -> Decimal:
        """VAT to be deducted: the debit of the VAT lines less their credit."""
        return sum(((line.debit or _ZERO) - (line.credit or _ZERO) for line in self.lines if line.is_vat), _ZERO)

    @property
    def accounts(self) -> tuple[str, ...]:
        """Accounts of the lines that are neither VAT nor the money side, each once."""
        return tuple(dict.fromkeys(line.account for line in self.lines[1:] if not line.is_vat))

    @property
    def tags(self) -> tuple[str, ...]:
        """All tags, each once."""
        return tuple(dict.fromkeys(tag for line in self.lines for tag in line.tags))


@dataclass(frozen=True, slots=True)
class PictureWords:
    """The few words a picture needs in the language of the screen."""

    vat: str = "VAT"
    payables: str = "Accounts payable"
    unknown: str = "?"


class Names:
    """Names of what an entry refers to by id. Ids are shown where the books do not tell, or are not known yet."""

    def __init__(self, books: Books | None, words: PictureWords) -> None:
        self._books = books
        self.words = words

    @property
    def home_currency(self) -> str:
        """The company's currency, empty while it is not known."""
        return self._books.company.home_currency if self._books else ""

    def account(self, account_id: str | None) -> str:
        """Number and name."""
        if not account_id:
            return self.words.unknown
        account = self._books.accounts.get(account_id) if self._books else None
        return account.title if account else f"id {account_id}"

    def vat_code(self, code_id: str | None) -> str:
        """Name of a VAT code."""
        code = self._books.tax_codes.get(code_id or "") if self._books else None
        return code.name if code else f"id {code_id}" if code_id else ""

    def vat_rate(self, rate_id: str | None) -> str:
        """Name of one rate of a code, behind the word for VAT."""
        rate = self._books.tax_rates.get(rate_id or "") if self._books else None
        return f"{self.words.vat} · {rate.name}" if rate else self.words.vat

    def dimension(self, which: Dimension, value_id: str | None) -> str | None:
        """Name of a class, project or location; None without an id."""
        if not value_id:
            return None
        value = self._books.dimension(which).get(value_id) if self._books else None
        return value.full_name if value else f"id {value_id}"


def pictures(item: ItemOutcome, names: Names) -> tuple[EntryPicture, ...]:
    """The entries of a previewed item, the document first; none where Pleo has not handed out the item yet."""
    entries = item.posting.entries if item.posting else ()
    return tuple(picture_of(entry, names, item.record.supplier) for entry in entries)


def picture_of(entry: Entry, names: Names, supplier: str = "") -> EntryPicture:
    """An entry before it is sent. `supplier` names a vendor that QuickBooks knows already."""
    vendor = next((party for party in parties(entry) if party.type == _VENDOR), None)
    new = vendor is not None and vendor.id is None
    header = entry.header
    return EntryPicture(
        kind=entry.kind,
        day=header.day,
        lines=tuple(_lines(entry, names)),
        vendor="" if vendor is None else vendor.name if new else supplier or vendor.name,
        new_vendor=new,
        number=header.doc_number or "",
        memo=header.note,
        currency=header.currency or names.home_currency,
        exact=_is_exact(entry),
    )


def posted_picture(entry: PostedEntry, names: Names, currency: str, *, money_back: bool = False) -> EntryPicture:
    """The entry as QuickBooks holds it now; what its lines and its total differ by is VAT.

    `money_back`: a purchase that is turned round (on a Credit Card account), which the entry as read does not tell.
    """
    money = 2 if entry.kind in _MOVES else 0 if entry.kind in _WITHOUT_MONEY else 1
    signs = _SIGNS.get(entry.kind, (1, 1))
    if money_back and entry.kind is EntryKind.PURCHASE:
        signs = (-signs[0], -signs[1])
    lines = [
        _signed(names.account(account_id), signs[number >= money] * amount if entry.kind not in _MOVES else amount)
        for number, (account_id, amount) in enumerate(entry.accounts)
    ]
    if entry.kind in _MOVES and len(lines) == 2:
        lines[0] = replace(lines[0], debit=None, credit=entry.accounts[0][1])
    if entry.kind in _OWED and entry.total is not None:
        lines.insert(0, _signed(names.words.payables, signs[0] * entry.total))
    if entry.kind is EntryKind.BILL_PAYMENT and entry.total is not None:
        lines.append(_signed(names.words.payables, entry.total))
    if rest := -sum(((one.debit or _ZERO) - (one.credit or _ZERO) for one in lines), _ZERO):
        lines.append(_signed(names.words.vat, rest, is_vat=True))
    return EntryPicture(
        kind=entry.kind,
        day=entry.day,
        lines=tuple(lines),
        vendor=entry.vendor_name,
        number=entry.doc_number or "",
        memo=entry.note or "",
        currency=currency or names.home_currency,
    )


_MOVES = frozenset({EntryKind.TRANSFER, EntryKind.CREDIT_CARD_PAYMENT})
_OWED = frozenset({EntryKind.BILL, EntryKind.VENDOR_CREDIT})
_WITHOUT_MONEY = _OWED | {EntryKind.JOURNAL_ENTRY}
# Sign of the money side and of the lines, debit positive. A journal entry's amounts carry their signs already.
_SIGNS: Mapping[EntryKind, tuple[int, int]] = {
    EntryKind.PURCHASE: (-1, 1),
    EntryKind.DEPOSIT: (1, -1),
    EntryKind.BILL: (-1, 1),
    EntryKind.VENDOR_CREDIT: (1, -1),
    EntryKind.BILL_PAYMENT: (-1, 1),
}


def _signed(account: str, amount: Decimal, *, is_vat: bool = False, **more: Any) -> PictureLine:
    debit, credit = (amount, None) if amount >= 0 else (None, -amount)
    return PictureLine(account, debit, credit, is_vat=is_vat, **more)


# -- the lines of each kind ------------------------------------------------------------------------------------------------


def _lines(entry: Entry, names: Names) -> Iterator[PictureLine]:
    match entry:
        case Purchase():
            yield from _with_money(entry, names, names.account(entry.account_id), -1 if entry.credit else 1)
        case Deposit():
            yield from _with_money(entry, names, names.account(entry.account_id), -1)
        case Bill():
            yield from _with_money(entry, names, names.words.payables, 1)
        case VendorCredit():
            yield from _with_money(entry, names, names.words.payables, -1)
        case Transfer():
            yield from _moved(names.account(entry.from_account_id), names.account(entry.to_account_id), entry.total)
        case CreditCardPayment():
            yield from _moved(names.account(entry.bank_account_id), names.account(entry.card_account_id), entry.total)
        case BillPayment():
            yield from _moved(names.account(entry.account_id), names.words.payables, entry.total)
        case JournalEntry():
            yield from _journal(entry, names)


def _with_money(
    entry: Purchase | Deposit | Bill | VendorCredit, names: Names, account: str, sign: int
) -> Iterator[PictureLine]:
    """The money side, then the lines (`sign` 1: debit), then the VAT per rate where it is known to the cent."""
    lines = [_line(line, names, sign, entry.header.location_id) for line in entry.lines]
    rates = tax_by_rate(entry.lines) if _is_exact(entry) else ()
    taxes = [_signed(names.vat_rate(one.rate_id), sign * one.amount, is_vat=True) for one in rates if one.amount]
    total = sum(((one.debit or _ZERO) - (one.credit or _ZERO) for one in (*lines, *taxes)), _ZERO)
    yield _signed(account, -total)
    yield from lines
    yield from taxes


def _is_exact(entry: Entry) -> bool:
    """Whether the VAT is told to QuickBooks: it takes none for a vendor credit, and computes read-only rates itself."""
    match entry:
        case Purchase(lines=lines) | Deposit(lines=lines) | Bill(lines=lines):
            return all(line.tax.overridable for line in lines if line.tax)
        case VendorCredit(lines=lines):
            return not any(line.tax for line in lines)
    return True


def _journal(entry: JournalEntry, names: Names) -> Iterator[PictureLine]:
    """Credits first; the VAT of a line follows it."""
    for line in sorted(entry.lines, key=lambda one: one.side is Side.DEBIT):
        sign = 1 if line.side is Side.DEBIT else -1
        drawn = _line(line, names, sign, line.location_id)
        yield drawn
        if line.tax and line.tax.amount:
            name = f"{names.words.vat} · {drawn.vat_code}" if drawn.vat_code else names.words.vat
            yield _signed(name, sign * line.tax.amount, is_vat=True)


def _moved(source: str, target: str, amount: Decimal) -> Iterator[PictureLine]:
    yield PictureLine(source, credit=amount)
    yield PictureLine(target, debit=amount)


def _line(line: Line, names: Names, sign: int, location_id: str | None) -> PictureLine:
    project_id = line.party.id if line.party and line.party.type != _VENDOR else line.project_id
    tags = (
        names.dimension(Dimension.CLASSES, line.class_id),
        names.dimension(Dimension.PROJECTS, project_id),
        names.dimension(Dimension.LOCATIONS, location_id),
    )
    return _signed(
        names.account(line.account_id),
        sign * line.net,
        description=line.description,
        vat_code=names.vat_code(line.tax.code_id) if line.tax else "",
        tags=tuple(tag for tag in tags if tag),
    )
