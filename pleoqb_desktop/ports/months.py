"""What a comparison of a month with QuickBooks told, and the port that keeps it: the newest of each month."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Protocol

LINES_KEPT = 500
"""So many lines of a comparison are kept: a month with more of them is looked at line by line."""


@dataclass(frozen=True, slots=True)
class VatAtRate:
    """VAT of a month at one rate, in the currency of the books, refunds taken off: as it was sent for Pleo's expenses, and as the
    entries hold it."""

    name: str
    pleo: Decimal
    quickbooks: Decimal


@dataclass(frozen=True, slots=True)
class CategorySum:
    """What a month's entries hold on one expense account, without VAT, in the currency of the books; `name` None: on all accounts that
    are none of expenses."""

    name: str | None
    amount: Decimal


@dataclass(frozen=True, slots=True)
class DifferentLine:
    """One entry that does not agree, by its verdict (reconcile.Verdict). Amounts are positive, None on the side that has nothing, and
    in `currency` on Pleo's."""

    verdict: str
    day: date | None
    supplier: str
    pleo: Decimal | None
    currency: str | None
    quickbooks: Decimal | None


@dataclass(frozen=True, slots=True)
class MonthComparison:
    """One month, `month` being its first day, as both sides stood at `compared_at` (aware UTC).

    `pleo` and `quickbooks` are the movements of the Pleo account, money in positive, None where they cannot be summed; `currency` is
    theirs, "" where the books tell none. `counts` are entries by verdict (reconcile.Verdict). `untold` counts expenses whose VAT one
    side does not tell. `money_in`, `money_out` are what went into the account and out of it in the books, both positive.
    `lines` are those that do not agree, at most LINES_KEPT. `days` are those that were compared, both included, None for the whole month:
    files tell of some. `told_on` is the day, in the company's time zone, on which Pleo told its side; None in comparisons that were kept
    before it was noted.
    """

    month: date
    compared_at: datetime
    currency: str
    pleo: Decimal | None
    quickbooks: Decimal | None
    counts: dict[str, int]
    changed: int = 0
    vat: tuple[VatAtRate, ...] = ()
    untold: int = 0
    money_in: Decimal = Decimal(0)
    money_out: Decimal = Decimal(0)
    categories: tuple[CategorySum, ...] = ()
    lines: tuple[DifferentLine, ...] = ()
    days: tuple[date, date] | None = None
    told_on: date | None = None

    @property
    def moves_agree(self) -> bool:
        """Whether both sides moved by the same, to the cent."""
        return self.pleo is not None and self.pleo == self.quickbooks

    @property
    def vat_agrees(self) -> bool:
        """Whether VAT is the same at every rate."""
        return all(one.pleo == one.quickbooks for one in self.vat)


class Comparisons(Protocol):
    """Comparisons of one company. Raises as ports.runs.Runs does."""

    def keep(self, comparison: MonthComparison) -> None:
        """In place of the one before of the same month; on disk when the method returns."""

    def of(self, month: date) -> MonthComparison | None:
        """That of a month (its first day); None when it was never compared."""

    def newest(self) -> MonthComparison | None:
        """The one that was made last, of whatever month; None when there is none."""
