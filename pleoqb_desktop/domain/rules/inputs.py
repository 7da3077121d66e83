"""What the posting rules are given besides the item: the owner's choices, open documents and exchange rates; no rule here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Protocol

from pleoqb_desktop.domain.entries import Party
from pleoqb_desktop.domain.rules import naming, periods


@dataclass(frozen=True, slots=True)
class PostingSettings:
    """The owner's choices that decide what an item becomes; accounts are QuickBooks ids, None where nothing was chosen.

    `start_date`: the first day whose expenses are posted, in the company's time zone; None: whatever the day.
    """

    pleo_company_id: str
    wallet_account_id: str
    time_zone: str
    words: naming.MemoWords
    pocket_account_id: str | None = None
    funding_account_id: str | None = None
    fees_account_id: str | None = None
    cash_account_id: str | None = None
    employees_account_id: str | None = None
    external_reimbursement_account_id: str | None = None
    no_tax_code_id: str | None = None
    journal_code_id: str | None = None
    start_date: date | None = None
    closed_periods: periods.ClosedPeriods = periods.ClosedPeriods.HOLD
    single_vendor: str | None = None

    @property
    def money_accounts(self) -> frozenset[str]:
        """The chosen accounts that hold money, or what is owed to people: no expense account among them."""
        chosen = (
            self.wallet_account_id,
            self.pocket_account_id,
            self.funding_account_id,
            self.cash_account_id,
            self.employees_account_id,
            self.external_reimbursement_account_id,
        )
        return frozenset(one for one in chosen if one)


@dataclass(frozen=True, slots=True)
class OpenDocument:
    """A bill (or the journal entry that stands for one) that a payment can settle. `balance` None: not known yet."""

    id: str
    type: str
    vendor: Party
    balance: Decimal | None
    ap_account_id: str | None = None


class OpenDocuments(Protocol):
    """Finds what a payment settles."""

    def find(
        self, reconciled: Sequence[str], vendor: Party | None, invoice_number: str | None, amount: Decimal
    ) -> OpenDocument | None:
        """By the reconciliation ids Pleo names, else by vendor and invoice number; None when there is none.

        Of several open documents of one number that which is open for exactly the amount paid (positive). Raises HoldError
        (BILLS_ALIKE) where that is none, or several.
        """


class Rates(Protocol):
    """QuickBooks' own exchange rates."""

    def rate(self, currency: str, day: date) -> Decimal | None:
        """Home units for one unit of `currency` on a day; None when QuickBooks has none."""
