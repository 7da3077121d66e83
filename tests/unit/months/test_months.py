"""A month as a whole, on paper: complete only when everything stands once, agrees to the cent and has its receipt."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from pleoqb_desktop.domain.entries import EntryKind, Purchase
from pleoqb_desktop.months.compare import month_comparison
from pleoqb_desktop.months.view import OPEN, MonthState, MonthView, month_view
from pleoqb_desktop.ports.months import MonthComparison, VatAtRate
from pleoqb_desktop.ports.spend import UnreadableItem
from tests.builders import books, line
from tests.on_paper.desk import Desk, entry_id, expense, item_of
from tests.on_paper.months import MonthsOnPaper

MARCH, LAST = date(2026, 3, 1), date(2026, 3, 31)


@pytest.fixture
def months() -> MonthsOnPaper:
    """Where comparisons are kept."""
    return MonthsOnPaper()


def noon(month: int, day: int) -> datetime:
    return datetime(2026, month, day, 12, tzinfo=UTC)


def compared(own: Desk) -> MonthComparison:
    return told(own, date(2026, 4, 1))


def told(own: Desk, day: date, last: date = LAST) -> MonthComparison:
    return month_comparison(own.reconcile(MARCH, last), MARCH, books(), own.settings, own.clock.now(), day)


def seen(own: Desk, months: MonthsOnPaper, today: date = date(2026, 4, 20)) -> MonthView:
    return month_view(own.runs, own.questions, months, MARCH, today)


def test_a_month_that_was_never_compared_is_not_known_to_be_complete(bakery: Desk, months: MonthsOnPaper) -> None:
    bakery.wait(expense(1, receipts=1))
    bakery.export()
    view = seen(bakery, months)
    assert view.state is MonthState.UNKNOWN
    assert [one.amount.amount for one in view.in_books] == [Decimal("12.00")]


def test_a_month_is_complete_when_all_of_it_stands_once_and_has_its_receipts(
    bakery: Desk, months: MonthsOnPaper
) -> None:
    bakery.wait(expense(1, receipts=1), expense(2, amount="24.00", receipts=1), expense(3, "refund", "6.00"))
    bakery.export()
    found = compared(bakery)
    months.keep(found)
    assert (found.pleo, found.quickbooks, found.currency) == (Decimal("-30.00"), Decimal("-30.00"), "EUR")
    assert (found.money_in, found.money_out) == (Decimal("6.00"), Decimal("36.00"))
    assert [(one.pleo, one.quickbooks) for one in found.vat] == [(Decimal("5.00"), Decimal("5.00"))]
    assert sum(one.amount for one in found.categories) == Decimal("25.00")
    assert found.untold == 0
    view = seen(bakery, months)
    assert view.state is MonthState.COMPLETE
    assert view.over
    assert not seen(bakery, months, date(2026, 3, 31)).over


def test_a_month_that_pleo_told_of_before_its_end_is_not_complete_after_it(bakery: Desk, months: MonthsOnPaper) -> None:
    bakery.wait(expense(1, receipts=1))
    bakery.export()
    months.keep(told(bakery, LAST))
    assert seen(bakery, months, LAST).state is MonthState.COMPLETE
    assert seen(bakery, months).state is MonthState.EARLY
    months.keep(told(bakery, LAST + timedelta(days=1)))
    assert seen(bakery, months).state is MonthState.COMPLETE


def test_a_comparison_of_before_its_day_was_noted_counts_by_its_moment(bakery: Desk, months: MonthsOnPaper) -> None:
    bakery.wait(expense(1, receipts=1))
    bakery.export()
    for moment, state in ((noon(3, 31), MonthState.EARLY), (noon(4, 1), MonthState.COMPLETE)):
        months.keep(replace(compared(bakery), told_on=None, compared_at=moment))
        bakery.runs.last_met = lambda *_: None  # type: ignore[method-assign]
        assert seen(bakery, months).state is state


def test_days_that_were_compared_are_told_where_they_are_not_all_of_the_month(bakery: Desk) -> None:
    assert compared(bakery).days is None
    assert told(bakery, LAST, date(2026, 3, 28)).days == (MARCH, date(2026, 3, 28))


def test_an_export_after_the_comparison_makes_it_old_in_its_month_alone(bakery: Desk, months: MonthsOnPaper) -> None:
    bakery.wait(expense(1, receipts=1))
    bakery.export()
    months.keep(compared(bakery))
    later = bakery.clock.now() + timedelta(minutes=1)
    bakery.clock.wait((later - bakery.clock.now()).total_seconds(), None)
    bakery.wait(expense(2, date=noon(2, 2), receipts=1))
    bakery.export()
    assert seen(bakery, months).state is MonthState.COMPLETE
    bakery.wait(expense(3, receipts=1))
    bakery.export()
    assert seen(bakery, months).state is MonthState.OUTDATED


def test_what_is_not_in_the_books_keeps_a_month_open(bakery: Desk, months: MonthsOnPaper) -> None:
    bakery.wait(expense(1, receipts=1), expense(13, "mystery"))
    bakery.export()
    months.keep(compared(bakery))
    view = seen(bakery, months)
    assert (view.state, len(view.held), view.changed) == (MonthState.OPEN, 1, ())


def test_missing_receipts_keep_a_month_open_and_are_told_by_person_and_age(bakery: Desk, months: MonthsOnPaper) -> None:
    bakery.wait(
        expense(1, person="Léa", date=noon(3, 20)),
        expense(2, person="Léa", date=noon(3, 5)),
        expense(3, person="Zoé", date=noon(3, 9)),
        expense(4, person="Zoé", receipts=1),
        expense(5, "mileage", person="Zoé"),
    )
    bakery.export()
    months.keep(compared(bakery))
    view = seen(bakery, months)
    assert view.state is MonthState.OPEN
    assert [(one.person, len(one.items), one.days) for one in view.reminders] == [("Léa", 2, 46), ("Zoé", 1, 42)]
    assert [one.day for one in view.reminders[0].items] == [date(2026, 3, 5), date(2026, 3, 20)]
    assert view.without_receipts == 3


def test_vat_that_somebody_changed_in_the_books_differs_at_its_rate(bakery: Desk, months: MonthsOnPaper) -> None:
    bakery.wait(expense(1, receipts=1))
    outcome = bakery.export()
    made = item_of(outcome, entry_id(1)).record.external_id or ""
    standing = bakery.books.entries[EntryKind.PURCHASE, made].entry
    assert isinstance(standing, Purchase)
    (one,) = standing.lines
    assert one.tax is not None
    rates = tuple(replace(part, amount=Decimal("1.50")) for part in one.tax.rates)
    changed = replace(one, net=Decimal("10.50"), tax=replace(one.tax, amount=Decimal("1.50"), rates=rates))
    bakery.books.rewrite(EntryKind.PURCHASE, made, lines=(changed,))
    found = compared(bakery)
    months.keep(found)
    assert [(share.pleo, share.quickbooks) for share in found.vat] == [(Decimal("2.00"), Decimal("1.50"))]
    assert found.moves_agree
    assert not found.vat_agrees
    assert seen(bakery, months).state is MonthState.OPEN


def test_what_stands_without_pleo_counts_in_the_books_alone(bakery: Desk) -> None:
    bakery.wait(expense(1), expense(2))
    bakery.export()
    bakery.source.forget(entry_id(1))
    found = compared(bakery)
    assert [(share.pleo, share.quickbooks) for share in found.vat] == [(Decimal("2.00"), Decimal("4.00"))]
    assert not found.moves_agree


def test_expenses_whose_vat_this_computer_never_sent_are_counted_and_left_out(bakery: Desk) -> None:
    bakery.wait(expense(1), expense(2))
    bakery.export()
    bakery.runs.put_items([replace(one, facts=None) for one in bakery.runs.all_items()[:1]])
    found = compared(bakery)
    assert found.untold == 1
    assert [(share.pleo, share.quickbooks) for share in found.vat] == [(Decimal("2.00"), Decimal("2.00"))]


def test_vat_that_cancels_itself_is_no_difference(bakery: Desk) -> None:
    reverse = line("100.00", net="100.00", tax=("reverse", "20.00"))
    bakery.wait(expense(1, lines=[reverse]))
    bakery.export()
    assert [len(one.shown().taxes) for one in bakery.books.of_kind(EntryKind.PURCHASE)] == [2]
    assert compared(bakery).vat == ()


@pytest.mark.parametrize(
    ("tax", "shares"),
    [
        (None, [("Rate r20", Decimal("2.00"), Decimal("2.00"))]),
        (Decimal("2.00"), [("Rate r20", Decimal("2.00"), Decimal("2.00"))]),
        (Decimal("1.50"), [("Rate r20", Decimal("2.00"), Decimal(0)), ("", Decimal(0), Decimal("1.50"))]),
    ],
)
def test_an_entry_that_tells_no_rates_holds_what_was_sent_where_its_sum_is_the_same(
    bakery: Desk, tax: Decimal | None, shares: list[tuple[str, Decimal, Decimal]]
) -> None:
    bakery.wait(expense(1))
    bakery.export()
    found = bakery.reconcile(MARCH, LAST)
    (row,) = found.entries
    assert row.document
    untold = replace(found, entries=(replace(row, document=replace(row.document, tax=tax, taxes=())),))
    vat = month_comparison(untold, MARCH, books(), bakery.settings, bakery.clock.now(), LAST).vat
    assert [(one.name, one.pleo, one.quickbooks) for one in vat] == shares


@pytest.mark.parametrize(
    "differing",
    [
        {"vat": (VatAtRate("20 %", Decimal("2.00"), Decimal("1.50")),)},
        {"quickbooks": Decimal("-11.00")},
        {"pleo": None, "quickbooks": None},
        {"changed": 1},
        *({"counts": {verdict.value: 1}} for verdict in OPEN),
    ],
    ids=str,
)
def test_whatever_does_not_agree_keeps_a_month_open(
    bakery: Desk, months: MonthsOnPaper, differing: dict[str, Any]
) -> None:
    bakery.wait(expense(1, receipts=1))
    bakery.export()
    months.keep(compared(bakery))
    assert seen(bakery, months).state is MonthState.COMPLETE
    months.keep(replace(compared(bakery), **differing))
    assert seen(bakery, months).state is MonthState.OPEN


def test_an_expense_without_a_day_is_seen_in_the_present_month(bakery: Desk, months: MonthsOnPaper) -> None:
    bakery.wait(UnreadableItem(entry_id(30), "no amount"))
    bakery.export()
    assert len(seen(bakery, months, date(2026, 3, 20)).held) == 1
    assert seen(bakery, months, date(2026, 4, 20)).held == ()
