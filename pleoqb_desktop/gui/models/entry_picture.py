"""An entry as a bookkeeper reads it: debit, credit, VAT, tags; made from what is sent to QuickBooks or read from it. No Qt."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from pleoqb_desktop.domain.books import Books, Dimension
from pleoqb_desktop.domain.entries import EntryKind
from pleoqb_desktop.export.outcome import ItemOutcome
from pleoqb_desktop.ports.ledger import PostedEntry

_NEW = "new:"
_ZERO = Decimal(0)
_DETAILS = ("AccountBasedExpenseLineDetail", "DepositLineDetail", "JournalEntryLineDetail")


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
    kind = item.record.kind
    if kind is None or not item.payloads:
        return ()
    kinds = [kind, *(_follower(payload) for payload in item.payloads[1:])]
    return tuple(
        picture_of(payload, one, names, item.record.supplier) for payload, one in zip(item.payloads, kinds, strict=True)
    )


def _follower(payload: Mapping[str, Any]) -> EntryKind:
    """What settles a document is told by its members (DESIGN 3: payments, and journal entries that turn them round)."""
    return EntryKind.BILL_PAYMENT if "PayType" in payload else EntryKind.JOURNAL_ENTRY


def picture_of(payload: Mapping[str, Any], kind: EntryKind, names: Names, supplier: str = "") -> EntryPicture:
    """The entry that a payload makes. `supplier` names a vendor that is known by its id only."""
    vendor, new = _vendor(payload, supplier)
    lines = tuple(_SHAPES[kind](payload, names))
    return EntryPicture(
        kind=kind,
        day=date.fromisoformat(payload["TxnDate"]) if payload.get("TxnDate") else None,
        lines=lines,
        vendor=vendor,
        new_vendor=new,
        number=str(payload.get("DocNumber") or ""),
        memo=str(payload.get("PrivateNote") or ""),
        currency=_id(payload, "CurrencyRef") or names.home_currency,
        exact="TxnTaxDetail" in payload or not any(line.vat_code for line in lines) or kind is EntryKind.JOURNAL_ENTRY,
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


# -- one shape for each kind -----------------------------------------------------------------------------------------------


def _purchase(payload: Mapping[str, Any], names: Names) -> Iterator[PictureLine]:
    sign = -1 if payload.get("Credit") else 1
    yield from _with_money(payload, names, names.account(_id(payload, "AccountRef")), sign)


def _deposit(payload: Mapping[str, Any], names: Names) -> Iterator[PictureLine]:
    yield from _with_money(payload, names, names.account(_id(payload, "DepositToAccountRef")), -1)


def _bill(payload: Mapping[str, Any], names: Names) -> Iterator[PictureLine]:
    yield from _with_money(payload, names, names.words.payables, 1)


def _vendor_credit(payload: Mapping[str, Any], names: Names) -> Iterator[PictureLine]:
    yield from _with_money(payload, names, names.words.payables, -1)


def _transfer(payload: Mapping[str, Any], names: Names) -> Iterator[PictureLine]:
    yield from _moved(payload, names, "FromAccountRef", "ToAccountRef")


def _credit_card_payment(payload: Mapping[str, Any], names: Names) -> Iterator[PictureLine]:
    yield from _moved(payload, names, "BankAccountRef", "CreditCardAccountRef")


def _bill_payment(payload: Mapping[str, Any], names: Names) -> Iterator[PictureLine]:
    paid = payload.get("CheckPayment") or payload.get("CreditCardPayment") or {}
    account = _id(paid, "BankAccountRef") or _id(paid, "CCAccountRef")
    total = _decimal(payload.get("TotalAmt"))
    yield PictureLine(names.account(account), credit=total)
    yield PictureLine(names.words.payables, debit=total)


def _journal_entry(payload: Mapping[str, Any], names: Names) -> Iterator[PictureLine]:
    lines = payload.get("Line") or []
    for line in sorted(lines, key=lambda one: _detail(one).get("PostingType") != "Credit"):
        detail = _detail(line)
        sign = 1 if detail.get("PostingType") == "Debit" else -1
        yield _line(line, names, sign)
        if tax := _decimal(detail.get("TaxAmount")):
            code = names.vat_code(_id(detail, "TaxCodeRef"))
            yield _signed(f"{names.words.vat} · {code}" if code else names.words.vat, sign * tax, is_vat=True)


_SHAPES: Mapping[EntryKind, Callable[[Mapping[str, Any], Names], Iterator[PictureLine]]] = {
    EntryKind.PURCHASE: _purchase,
    EntryKind.DEPOSIT: _deposit,
    EntryKind.TRANSFER: _transfer,
    EntryKind.BILL: _bill,
    EntryKind.VENDOR_CREDIT: _vendor_credit,
    EntryKind.BILL_PAYMENT: _bill_payment,
    EntryKind.JOURNAL_ENTRY: _journal_entry,
    EntryKind.CREDIT_CARD_PAYMENT: _credit_card_payment,
}


def _with_money(payload: Mapping[str, Any], names: Names, account: str, sign: int) -> Iterator[PictureLine]:
    """The money side, then the lines (`sign` 1: debit), then the VAT per rate."""
    location = names.dimension(Dimension.LOCATIONS, _id(payload, "DepartmentRef"))
    lines = [_line(line, names, sign, location) for line in payload.get("Line") or []]
    taxes = [_tax_line(line, names, sign) for line in (payload.get("TxnTaxDetail") or {}).get("TaxLine") or []]
    taxes = [line for line in taxes if line.debit or line.credit]
    total = sum(((one.debit or _ZERO) - (one.credit or _ZERO) for one in (*lines, *taxes)), _ZERO)
    yield _signed(account, -total)
    yield from lines
    yield from taxes


def _moved(payload: Mapping[str, Any], names: Names, source: str, target: str) -> Iterator[PictureLine]:
    amount = _decimal(payload.get("Amount"))
    yield PictureLine(names.account(_id(payload, source)), credit=amount)
    yield PictureLine(names.account(_id(payload, target)), debit=amount)


def _line(line: Mapping[str, Any], names: Names, sign: int, location: str | None = None) -> PictureLine:
    detail = _detail(line)
    customer = _id(detail, "CustomerRef")
    entity = detail.get("Entity") or {}
    if str(entity.get("Type") or entity.get("type") or "").casefold() == "customer":
        customer = _id(entity, "EntityRef") or entity.get("value")
    tags = (
        names.dimension(Dimension.CLASSES, _id(detail, "ClassRef")),
        names.dimension(Dimension.PROJECTS, customer),
        names.dimension(Dimension.LOCATIONS, _id(detail, "DepartmentRef")) or location,
    )
    return _signed(
        names.account(_id(detail, "AccountRef")),
        sign * _decimal(line.get("Amount")),
        description=str(line.get("Description") or ""),
        vat_code=names.vat_code(_id(detail, "TaxCodeRef")),
        tags=tuple(tag for tag in tags if tag),
    )


def _tax_line(line: Mapping[str, Any], names: Names, sign: int) -> PictureLine:
    detail = line.get("TaxLineDetail") or {}
    return _signed(names.vat_rate(_id(detail, "TaxRateRef")), sign * _decimal(line.get("Amount")), is_vat=True)


def _detail(line: Mapping[str, Any]) -> Mapping[str, Any]:
    return next((line[name] for name in _DETAILS if name in line), {})


def _vendor(payload: Mapping[str, Any], supplier: str) -> tuple[str, bool]:
    """Whom the entry names; what is to be made is written as `new:NAME` (DESIGN 7)."""
    found = [_id(payload, "EntityRef"), _id(payload, "VendorRef"), *_line_parties(payload.get("Line") or [])]
    reference = next((one for one in found if one), None)
    if reference is None:
        return "", False
    return (reference.removeprefix(_NEW), True) if reference.startswith(_NEW) else (supplier or reference, False)


def _line_parties(lines: Sequence[Mapping[str, Any]]) -> Iterator[str | None]:
    for line in lines:
        entity = _detail(line).get("Entity") or {}
        if str(entity.get("Type") or entity.get("type") or "").casefold() == "vendor":
            yield _id(entity, "EntityRef") or entity.get("value")


def _id(body: Mapping[str, Any], name: str) -> str | None:
    value = body.get(name)
    return str(value["value"]) if isinstance(value, Mapping) and value.get("value") is not None else None


def _decimal(value: object) -> Decimal:
    return Decimal(str(value)) if value is not None else _ZERO
