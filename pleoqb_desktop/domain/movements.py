"""Which accounts an entry moves, and by how much: debits positive, credits negative, so that money into a bank account is positive."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal
from itertools import islice

from pleoqb_desktop.domain.entries import (
    Bill,
    BillPayment,
    CreditCardPayment,
    Deposit,
    Entry,
    EntryKind,
    JournalEntry,
    Purchase,
    Side,
    Transfer,
    VendorCredit,
)
from pleoqb_desktop.domain.money import ZERO

PAYABLES = "payables"
"""The account of what is owed to suppliers, which bills, credits and their payments move without naming it."""

Movements = Mapping[str, Decimal]
"""By account id, in the entry's currency; accounts that are not moved in the end are not in it."""

_FIRST_SIGNS: Mapping[EntryKind, tuple[int, ...]] = {
    EntryKind.PURCHASE: (-1,),
    EntryKind.DEPOSIT: (1,),
    EntryKind.TRANSFER: (-1, 1),
    EntryKind.CREDIT_CARD_PAYMENT: (-1, 1),
    EntryKind.BILL_PAYMENT: (-1,),
}
_LINE_SIGN: Mapping[EntryKind, int] = {EntryKind.DEPOSIT: -1, EntryKind.VENDOR_CREDIT: -1}
_PAYABLES_SIGN: Mapping[EntryKind, int] = {EntryKind.BILL: -1, EntryKind.VENDOR_CREDIT: 1, EntryKind.BILL_PAYMENT: 1}


def movements(
    kind: EntryKind, accounts: Iterable[tuple[str, Decimal]], total: Decimal | None, *, turned: bool = False
) -> Movements:
    """What an entry moves, of its accounts in the order of ports.ledger.PostedEntry: money accounts first, then lines.

    `total` is the gross total, None where the kind has none; `turned` is a purchase that brings money back (quickbooks.md 12.3).
    """
    sums: defaultdict[str, Decimal] = defaultdict(Decimal)
    signs, turn = iter(_FIRST_SIGNS.get(kind, ())), -1 if turned else 1
    for account_id, amount in accounts:
        sums[account_id] += turn * next(signs, _LINE_SIGN.get(kind, 1)) * amount
    if kind in _PAYABLES_SIGN and total:
        sums[PAYABLES] += _PAYABLES_SIGN[kind] * total
    return {account_id: amount for account_id, amount in sums.items() if amount}


def accounts_of(entry: Entry) -> Iterable[tuple[str, Decimal]]:
    """The accounts of an entry that is to be made: its money accounts with the total first, then each line with its net amount.

    Credits of a journal entry are negative.
    """
    match entry:
        case Purchase() | Deposit():
            yield entry.account_id, entry.total
            yield from ((line.account_id, line.net) for line in entry.lines)
        case Bill() | VendorCredit():
            yield from ((line.account_id, line.net) for line in entry.lines)
        case JournalEntry():
            yield from ((line.account_id, line.net if line.side is Side.DEBIT else -line.net) for line in entry.lines)
        case Transfer():
            yield entry.from_account_id, entry.total
            yield entry.to_account_id, entry.total
        case CreditCardPayment():
            yield entry.bank_account_id, entry.total
            yield entry.card_account_id, entry.total
        case BillPayment():
            yield entry.account_id, entry.total


def movements_of(entry: Entry) -> Movements:
    """What an entry will move once it is made."""
    total = ZERO if isinstance(entry, JournalEntry) else entry.total
    return movements(entry.kind, accounts_of(entry), total, turned=isinstance(entry, Purchase) and entry.credit)


def money_movements(entry: Entry, money_accounts: Collection[str]) -> Movements:
    """What of an entry that is to be made would stand twice if somebody made it already.

    That is what its money accounts move, and what is owed to suppliers; of a journal entry the lines on one of `money_accounts`.
    """
    moved = movements_of(entry)
    if isinstance(entry, JournalEntry):
        wanted = set(money_accounts)
    else:
        own = len(_FIRST_SIGNS.get(entry.kind, ()))
        wanted = {PAYABLES, *(account_id for account_id, _ in islice(accounts_of(entry), own))}
    return {account_id: amount for account_id, amount in moved.items() if account_id in wanted}
