"""Reads what the Lists tab shows, in a thread: both sides' accounts, VAT rates, tags and suppliers; writes nothing."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from pleoqb_desktop.app import App
from pleoqb_desktop.domain.books import Account, Books, Dimension, DimensionValue, TaxCode, Vendor, fold
from pleoqb_desktop.domain.rules.lines import GROUP_CODES
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.reference import PleoTag
from pleoqb_desktop.ports.settings import Door, Settings
from pleoqb_desktop.sync.accounts import offered_accounts


class InPleo(StrEnum):
    """How a thing of QuickBooks stands in Pleo."""

    THERE = "there"
    ARCHIVED = "archived"
    TO_COME = "to_come"
    NOT_OFFERED = "not_offered"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class AccountRow:
    """An account; `tax_code` is the name of its default VAT code, empty for none."""

    account: Account
    tax_code: str
    in_pleo: InPleo


@dataclass(frozen=True, slots=True)
class TaxRow:
    """A VAT code; `rate` is a fraction."""

    code: TaxCode
    rate: Decimal
    reverse_charge: bool
    in_pleo: InPleo


@dataclass(frozen=True, slots=True)
class TagRow:
    """A class, project or location."""

    dimension: Dimension
    value: DimensionValue
    in_pleo: InPleo


@dataclass(frozen=True, slots=True)
class Lists:
    """All of it, as it was read."""

    books: Books
    settings: Settings
    accounts: Sequence[AccountRow]
    taxes: Sequence[TaxRow]
    tags: Sequence[TagRow]
    vendors: Sequence[Vendor]


def read_lists(program: App, cancel: CancelToken) -> Lists:
    """Both sides. Raises SignInAgainError, UnavailableError, SetupIncompleteError, Cancelled."""
    program.check_ready()
    settings = program.settings.load()
    books = program.books(cancel)
    ledger = program.ledger(cancel)
    if settings.door is Door.FILE:
        return _of_quickbooks(program, books, settings, [one for one in ledger.vendors() if one.active])
    source = program.spend(cancel)
    in_pleo = {account.external_id: account.archived for account in source.accounts()}
    offered = {account.id for account in offered_accounts(books, settings)}
    accounts = [
        AccountRow(account, _default_code(account, books), _state(account.id, in_pleo, offered=account.id in offered))
        for account in books.accounts.values()
        if account.active
    ]
    codes = {code.code: code.archived for code in source.tax_codes() if code.code}
    today = program.today()
    taxes = [
        TaxRow(
            code,
            books.rate(code, today),
            books.is_reverse_charge(code, today),
            _state(code.id, codes, offered=code.offered),
        )
        for code in books.tax_codes.values()
        if code.active and not code.hidden
    ]
    groups = {fold(group.code): group.id for group in source.tag_groups() if not group.archived}
    tags = list(_tags(books, settings.dimensions or (), groups, source.tags(list(groups.values())) if groups else ()))
    vendors = [vendor for vendor in ledger.vendors() if vendor.active]
    return Lists(books, settings, accounts, taxes, tags, vendors)


def _of_quickbooks(program: App, books: Books, settings: Settings, vendors: Sequence[Vendor]) -> Lists:
    """Without a key: what of QuickBooks goes into the files for Pleo; how it stands there nobody can see."""
    offered = {account.id for account in offered_accounts(books, settings)}
    today = program.today()
    accounts = [
        AccountRow(account, _default_code(account, books), _unseen(offered=account.id in offered))
        for account in books.accounts.values()
        if account.active
    ]
    taxes = [
        TaxRow(code, books.rate(code, today), books.is_reverse_charge(code, today), _unseen(offered=code.offered))
        for code in books.tax_codes.values()
        if code.active and not code.hidden
    ]
    tags = [
        TagRow(dimension, value, InPleo.UNKNOWN)
        for dimension in settings.dimensions or ()
        for value in books.dimension(dimension).values()
        if value.active
    ]
    return Lists(books, settings, accounts, taxes, tags, vendors)


def _unseen(*, offered: bool) -> InPleo:
    return InPleo.UNKNOWN if offered else InPleo.NOT_OFFERED


def _default_code(account: Account, books: Books) -> str:
    code = books.tax_codes.get(account.tax_code_id or "")
    return code.name if code else ""


def _state(thing_id: str, standing: dict[str, bool], *, offered: bool) -> InPleo:
    if thing_id in standing:
        return InPleo.ARCHIVED if standing[thing_id] else InPleo.THERE
    return InPleo.TO_COME if offered else InPleo.NOT_OFFERED


def _tags(
    books: Books, dimensions: Iterable[Dimension], groups: dict[str, str], standing: Iterable[PleoTag]
) -> Iterator[TagRow]:
    by_group = {(tag.group_id, fold(tag.code)): tag.archived for tag in standing}
    for dimension in dimensions:
        group_id = groups.get(fold(GROUP_CODES[dimension]), "")
        for value in books.dimension(dimension).values():
            if value.active:
                archived = by_group.get((group_id, fold(value.id)))
                state = InPleo.TO_COME if archived is None else InPleo.ARCHIVED if archived else InPleo.THERE
                yield TagRow(dimension, value, state)
