"""What the comparison of a month tells beside its lines: movements, VAT by rate, money in and out, categories. Reads no service."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal

from pleoqb_desktop.domain.books import EXPENSE_TYPES, Books
from pleoqb_desktop.domain.entries import EntryKind
from pleoqb_desktop.domain.money import ZERO
from pleoqb_desktop.domain.movements import PAYABLES
from pleoqb_desktop.domain.rules import periods
from pleoqb_desktop.domain.rules.tax import split
from pleoqb_desktop.export.changed_since import decoded
from pleoqb_desktop.ports.ledger import PostedEntry
from pleoqb_desktop.ports.months import LINES_KEPT, CategorySum, DifferentLine, MonthComparison, VatAtRate
from pleoqb_desktop.ports.settings import Settings
from pleoqb_desktop.reconcile import WRONG, ReconciledEntry, Reconciliation

_BACK = frozenset({EntryKind.DEPOSIT, EntryKind.VENDOR_CREDIT})
"""Kinds that bring money back: their VAT is taken off."""
Taxes = dict[str, Decimal]
"""VAT by the id of its rate."""


def month_comparison(
    found: Reconciliation, month: date, books: Books, settings: Settings, now: datetime, told_on: date
) -> MonthComparison:
    """Of the lines of one month, or of those of its days that Pleo's side is known of; `now` aware UTC, `told_on` the company's day on which
    Pleo told its side."""
    whole = (month, periods.last_of_month(month))
    balance = next(iter(found.balances), None)
    documents = [row.document for row in found.entries if row.document]
    money = {settings.wallet_account_id, settings.pocket_account_id, PAYABLES} - {None}
    moved = [one.movements.get(settings.wallet_account_id or "", ZERO) for one in documents]
    vat, untold = _vat(found.entries, books)
    return MonthComparison(
        month,
        now,
        balance.currency if balance else settings.home_currency or "",
        balance.pleo if balance else None,
        balance.quickbooks if balance else None,
        {verdict.value: count for verdict, count in found.counts.items() if count},
        sum(bool(row.differences) for row in found.entries),
        vat,
        untold,
        sum((amount for amount in moved if amount > 0), ZERO),
        -sum((amount for amount in moved if amount < 0), ZERO),
        _categories(documents, books, settings.friendly_names, money),
        tuple(_line(row) for row in found.entries if row.verdict in WRONG)[:LINES_KEPT],
        None if (found.first, found.last) == whole else (found.first, found.last),
        told_on,
    )


def _line(row: ReconciledEntry) -> DifferentLine:
    day = row.pleo_day or row.books_day
    return DifferentLine(row.verdict.value, day, row.supplier, row.pleo_amount, row.currency, row.books_amount)


def _categories(
    documents: Iterable[PostedEntry], books: Books, names: Mapping[str, str], money: set[str | None]
) -> tuple[CategorySum, ...]:
    sums: defaultdict[str | None, Decimal] = defaultdict(Decimal)
    for one in documents:
        for account_id, amount in one.movements.items():
            account = books.accounts.get(account_id)
            if account_id in money:
                continue
            is_expense = account is not None and account.type in EXPENSE_TYPES
            sums[(names.get(account_id) or account.name) if account and is_expense else None] += amount
    ordered = sorted(sums.items(), key=lambda one: (one[0] is None, -abs(one[1]), one[0] or ""))
    return tuple(CategorySum(name, amount) for name, amount in ordered if amount)


# -- VAT -------------------------------------------------------------------------------------------------------------------


def _vat(rows: Iterable[ReconciledEntry], books: Books) -> tuple[tuple[VatAtRate, ...], int]:
    """By rate, and how many expenses could not be compared. What stands without Pleo counts on the side of the books alone."""
    cancelling = _cancelling(books)
    pleo: defaultdict[str, Decimal] = defaultdict(Decimal)
    quickbooks: defaultdict[str, Decimal] = defaultdict(Decimal)
    untold = 0
    for row in rows:
        if row.document is None:
            continue
        sign = -1 if row.document.kind in _BACK or row.document.credit else 1
        sent = _sent(row, books)
        held = {rate: amount for rate, amount in _held(row.document, sent).items() if rate not in cancelling}
        if sent is None and row.accounting_entry_id:
            untold += any(held.values())
            continue
        for sums, taxes in ((pleo, sent or {}), (quickbooks, held)):
            for rate, amount in taxes.items():
                sums[rate] += sign * amount
    names = {rate: books.tax_rates[rate].name if rate in books.tax_rates else "" for rate in {*pleo, *quickbooks}}
    shares = [VatAtRate(names[rate], pleo[rate], quickbooks[rate]) for rate in names]
    told = [one for one in shares if one.pleo or one.quickbooks]
    return tuple(sorted(told, key=lambda one: (-abs(one.pleo), one.name))), untold


def _cancelling(books: Books) -> frozenset[str]:
    """Rates that come in pairs of opposite signs, and add nothing to an amount (reverse charge)."""
    return frozenset(
        part.rate_id
        for code in books.tax_codes.values()
        if any((rate := books.tax_rates.get(part.rate_id)) and rate.percent < 0 for part in code.purchase_rates)
        for part in code.purchase_rates
    )


def _sent(row: ReconciledEntry, books: Books) -> Taxes | None:
    """What was sent for an expense; None where the run store does not tell it."""
    facts = decoded(row.record.facts) if row.record else None
    if facts is None:
        return None
    sums: defaultdict[str, Decimal] = defaultdict(Decimal)
    for code_id, told in facts.tax:
        code, amount = books.tax_codes.get(code_id), Decimal(told)
        if code is None or not code.purchase_rates:
            sums[code_id] += amount
        elif amount:
            for part in split(code, ZERO, amount, date.fromisoformat(facts.day), books):
                sums[part.rate_id] += max(part.amount, ZERO)
    return {rate: amount for rate, amount in sums.items() if amount}


def _held(entry: PostedEntry, sent: Taxes | None) -> Taxes:
    """What an entry holds. A kind that tells no rates holds what was sent where its sum is the same, or is not told either."""
    if entry.taxes:
        sums: defaultdict[str, Decimal] = defaultdict(Decimal)
        for rate, amount in entry.taxes:
            sums[rate] += amount
        return sums
    whole = sum((sent or {}).values(), ZERO)
    if sent is not None and entry.tax in {None, whole}:
        return sent
    return {"": entry.tax} if entry.tax else {}
