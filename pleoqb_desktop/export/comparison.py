"""Whether QuickBooks holds what was sent: total, VAT, accounts and date (design.md 3, VAT: the answer is compared)."""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from pleoqb_desktop.domain.entries import Bill, Deposit, Entry, JournalEntry, Line, Purchase, VendorCredit
from pleoqb_desktop.domain.money import ZERO
from pleoqb_desktop.domain.movements import accounts_of
from pleoqb_desktop.ports.ledger import PostedEntry


def differences(entry: Entry, posted: PostedEntry) -> tuple[str, ...]:
    """What QuickBooks changed: any of date, total, tax, accounts. Empty when the entry stands as sent.

    A journal entry's TotalAmt is always 0 (quickbooks.md 14): there, the accounts tell its amounts.
    """
    found: list[str] = []
    if posted.day != entry.header.day:
        found.append("date")
    if not isinstance(entry, JournalEntry) and posted.total != entry.total:
        found.append("total")
    if isinstance(entry, Purchase | Bill | Deposit | VendorCredit) and (posted.tax or ZERO) != _tax(entry.lines):
        found.append("tax")
    if _sums(posted.accounts) != _sums(accounts_of(entry)):
        found.append("accounts")
    return tuple(found)


def _tax(lines: Iterable[Line]) -> Decimal:
    return sum((line.tax.amount for line in lines if line.tax), ZERO)


def _sums(amounts: Iterable[tuple[str, Decimal]]) -> dict[str, Decimal]:
    sums: defaultdict[str, Decimal] = defaultdict(Decimal)
    for account_id, amount in amounts:
        sums[account_id] += amount
    return {account_id: amount for account_id, amount in sums.items() if amount}
