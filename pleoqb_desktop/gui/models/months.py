"""Twelve months as bars: what stands in the books of each, in the currency of the books, and how long its bar is. No Qt."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pleoqb_desktop.domain.money import Money
from pleoqb_desktop.domain.rules import periods
from pleoqb_desktop.export.needs import MONTHS
from pleoqb_desktop.ports.runs import MonthTotal


@dataclass(frozen=True, slots=True)
class MonthBar:
    """One month. `amounts` are its sums by currency, the one that the bars tell first, none for a month without expenses; `share` is
    the length of its bar as a part of the longest, negative where more came back than went out."""

    month: date
    amounts: tuple[Money, ...]
    items: int
    share: float
    current: bool


def month_bars(this_month: date, totals: Sequence[MonthTotal], currency: str) -> tuple[MonthBar, ...]:
    """Twelve months, oldest first. Bars tell one currency: `currency`, else that of most expenses."""
    counts: Counter[str] = Counter()
    for one in totals:
        counts[one.amount.currency] += one.items
    told = currency if counts[currency] else next((name for name, _ in counts.most_common(1)), currency)
    months = [periods.months_back(this_month, back) for back in reversed(range(MONTHS))]
    found = {month: [one for one in totals if one.month == month] for month in months}
    sums = {
        month: sum((one.amount.amount for one in own if one.amount.currency == told), Decimal(0))
        for month, own in found.items()
    }
    longest = max((abs(amount) for amount in sums.values()), default=None) or Decimal(1)
    return tuple(
        MonthBar(
            month,
            tuple(one.amount for one in sorted(found[month], key=lambda one: one.amount.currency != told)),
            sum(one.items for one in found[month]),
            float(sums[month] / longest),
            month == this_month,
        )
        for month in months
    )
