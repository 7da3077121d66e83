"""Entries as a ledger on paper holds them: what was written, which accounts it moves, what is still owed of it."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

import msgspec

from pleoqb_desktop.domain.entries import (
    Bill,
    BillPayment,
    CreditCardPayment,
    Deposit,
    Entry,
    EntryKind,
    JournalEntry,
    Line,
    Party,
    Purchase,
    Transfer,
    VendorCredit,
    parties,
    tax_by_rate,
)
from pleoqb_desktop.domain.movements import accounts_of
from pleoqb_desktop.ports.ledger import PostedEntry

_SHAPES: dict[EntryKind, Any] = {
    EntryKind.PURCHASE: Purchase,
    EntryKind.DEPOSIT: Deposit,
    EntryKind.TRANSFER: Transfer,
    EntryKind.BILL: Bill,
    EntryKind.VENDOR_CREDIT: VendorCredit,
    EntryKind.BILL_PAYMENT: BillPayment,
    EntryKind.JOURNAL_ENTRY: JournalEntry,
    EntryKind.CREDIT_CARD_PAYMENT: CreditCardPayment,
}


def letter_of(entry: Entry) -> bytes:
    """An entry as the letter that leaves."""
    return msgspec.json.encode(entry)


def entry_of(kind: EntryKind, letter: bytes) -> Entry:
    """The entry of a letter."""
    entry: Entry = msgspec.json.decode(letter, type=_SHAPES[kind])
    return entry


@dataclass
class Standing:
    """An entry that stands in the books. `token` counts its changes; `paid` is what payments settled of it."""

    id: str
    entry: Entry
    changed_at: datetime
    token: int = 0
    paid: Decimal = Decimal(0)
    matched: bool = False

    @property
    def kind(self) -> EntryKind:
        """What it is."""
        return self.entry.kind

    def names(self, vendor_id: str) -> bool:
        """Whether it names this vendor."""
        return any(party.id == vendor_id for party in parties(self.entry))

    def shown(self) -> PostedEntry:
        """As QuickBooks tells it."""
        header, party = self.entry.header, _payee(self.entry)
        owed = isinstance(self.entry, Bill)
        return PostedEntry(
            kind=self.kind,
            id=self.id,
            sync_token=str(self.token),
            day=header.day,
            # A journal entry's total is always 0 (quickbooks-api.md 14).
            total=Decimal(0) if isinstance(self.entry, JournalEntry) else self.entry.total,
            tax=_tax(self.entry),
            doc_number=header.doc_number,
            note=header.note or None,
            accounts=tuple(accounts_of(self.entry)),
            vendor_id=party.id if party else None,
            vendor_name=party.name if party else "",
            balance=self.entry.total - self.paid if owed else None,
            credit=isinstance(self.entry, Purchase) and self.entry.credit,
            taxes=_taxes(self.entry),
        )


def account_ids(entry: Entry) -> set[str]:
    """Every account that it moves."""
    return {account_id for account_id, _ in accounts_of(entry)}


def lines(entry: Entry) -> tuple[Line, ...]:
    """Its lines, none for what moves money from one account to another."""
    return entry.lines if isinstance(entry, Purchase | Deposit | Bill | VendorCredit | JournalEntry) else ()


def _payee(entry: Entry) -> Party | None:
    """Whom the header names; of a journal entry, the first vendor of its lines."""
    if isinstance(entry, Deposit):
        return None
    return next((party for party in parties(entry) if party.type == "Vendor"), None)


def _taxes(entry: Entry) -> tuple[tuple[str, Decimal], ...]:
    """By rate; of a vendor credit it is not told (quickbooks-api.md 13)."""
    if not isinstance(entry, Purchase | Deposit | Bill):
        return ()
    return tuple((part.rate_id, part.amount) for part in tax_by_rate(entry.lines))


def _tax(entry: Entry) -> Decimal | None:
    if not isinstance(entry, Purchase | Deposit | Bill | VendorCredit):
        return None
    return sum((line.tax.amount for line in entry.lines if line.tax), Decimal(0))
