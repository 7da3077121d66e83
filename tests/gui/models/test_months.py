"""Twelve months as bars: which months, in which currency, and how long each bar is."""

from datetime import date
from decimal import Decimal

from pleoqb_desktop.domain.money import Money
from pleoqb_desktop.gui.models.months import month_bars
from pleoqb_desktop.ports.runs import MonthTotal

NOVEMBER = date(2026, 11, 1)


def total(month: int, amount: str, items: int = 1, currency: str = "EUR") -> MonthTotal:
    return MonthTotal(date(2026, month, 1), items, Money(Decimal(amount), currency))


def test_there_are_twelve_months_up_to_this_one_with_or_without_expenses() -> None:
    bars = month_bars(NOVEMBER, [], "EUR")
    assert [one.month for one in bars[:2]] == [date(2025, 12, 1), date(2026, 1, 1)]
    assert [one.month for one in bars if one.current] == [NOVEMBER]
    assert len(bars) == 12
    assert {(one.share, one.items, one.amounts) for one in bars} == {(0.0, 0, ())}


def test_the_longest_bar_is_the_largest_sum_and_more_refunds_than_expenses_are_negative() -> None:
    bars = month_bars(NOVEMBER, [total(9, "200.00", 4), total(10, "50.00"), total(11, "-100.00")], "EUR")
    assert [one.share for one in bars[-3:]] == [1.0, 0.25, -0.5]
    assert [one.items for one in bars[-3:]] == [4, 1, 1]


def test_bars_tell_the_currency_of_the_books_and_words_tell_the_others_too() -> None:
    bars = month_bars(NOVEMBER, [total(11, "9000.00", 5, "CZK"), total(11, "10.00")], "EUR")
    assert bars[-1].share == 1.0
    assert [one.currency for one in bars[-1].amounts] == ["EUR", "CZK"]
    assert bars[-1].items == 6


def test_where_the_books_have_none_of_their_own_currency_bars_tell_that_of_most_expenses() -> None:
    bars = month_bars(NOVEMBER, [total(10, "9000.00", 2, "CZK"), total(11, "10.00", 5, "GBP")], "EUR")
    assert [one.share for one in bars[-2:]] == [0.0, 1.0]
