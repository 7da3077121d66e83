"""Ten thousand expenses, as the window's tests and its benchmark show them; no test lives here."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from pleoqb_desktop.domain.money import Money
from pleoqb_desktop.domain.problems import Code, problem
from pleoqb_desktop.export.outcome import ItemOutcome
from pleoqb_desktop.gui.models.spend_rows import SpendRow, searched
from pleoqb_desktop.ports.runs import ItemRecord, ItemStatus
from pleoqb_desktop.texts import Language, Texts

TEXTS = Texts(Language("en"))
MANY = 10_000
BAD_EVERY = 500
"""One of so many needs a person."""


def many_rows(count: int = MANY) -> list[SpendRow]:
    """So many expenses, in no order by any column."""
    return [_row(number) for number in range(count)]


def _row(number: int) -> SpendRow:
    bad = number % BAD_EVERY == 7
    record = ItemRecord(
        "job",
        f"entry-{number}",
        "card_purchase" if number % 3 else "out_of_pocket",
        ItemStatus.HELD if bad else ItemStatus.WAITING,
        receipts_expected=number % 2,
        problems=(problem(Code.ACCOUNT_MISSING),) if bad else (),
        supplier=f"Supplier {number * 7919 % MANY}",
        person=f"Person {number % 40}",
        day=date(2026, 1, 1) + timedelta(days=number % 300),
        amount=Money(Decimal(number) / 100, "GBP"),
    )
    found = SpendRow(
        ItemOutcome(record),
        record.supplier,
        record.person,
        record.amount,
        Decimal(1),
        "20.0% S",
        f"Account {number % 60}",
        "Tag",
    )
    return replace(found, words=searched(found, TEXTS))


def all_in_trouble(rows: list[SpendRow]) -> list[SpendRow]:
    """The same expenses, each with a problem."""
    trouble = (problem(Code.NO_LINES),)
    return [replace(one, item=replace(one.item, record=replace(one.item.record, problems=trouble))) for one in rows]


class NoRemedies:
    """Knows no button for any problem."""

    def button_action(self, *_: object) -> None:
        """None."""
