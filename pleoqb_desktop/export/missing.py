"""What is not in the books, added up by currency; reads the run store alone (design.md 4.11)."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from pleoqb_desktop.ports.questions import NotInBooks


@dataclass(frozen=True, slots=True)
class Total:
    """How many expenses of a currency are missing, and their amounts added up, each positive."""

    currency: str
    items: int
    amount: Decimal


def totals(missing: Iterable[NotInBooks]) -> tuple[Total, ...]:
    """By currency, in their alphabetical order; expenses whose amount could not be read are not in it."""
    found: dict[str, Total] = {}
    for one in missing:
        if money := one.record.amount:
            before = found.get(money.currency, Total(money.currency, 0, Decimal(0)))
            found[money.currency] = Total(money.currency, before.items + 1, before.amount + abs(money.amount))
    return tuple(found[currency] for currency in sorted(found))
