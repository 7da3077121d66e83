from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pleoqb_desktop.domain.spend_file import DateOrder, DecimalMark
from pleoqb_desktop.services.pleo_file import cells

COMMA, POINT = DecimalMark.COMMA, DecimalMark.POINT


@pytest.mark.parametrize(
    ("text", "mark", "value"),
    [
        ("−250,00", COMMA, "-250.00"),
        ("-188,70", COMMA, "-188.70"),
        ("(12.50)", POINT, "-12.50"),
        ("1 234,56", COMMA, "1234.56"),
        ("1\u202f234,56 €", COMMA, "1234.56"),
        ("1\u00a0234,5", COMMA, "1234.5"),
        ("1.234.567,80", COMMA, "1234567.80"),
        ("£1,234.56", POINT, "1234.56"),
        ("1’234.56", POINT, "1234.56"),
        ("EUR 12", COMMA, "12"),
        ("12,00-", COMMA, "-12.00"),
        ("10000,00", COMMA, "10000.00"),
        ("1,234", POINT, "1234"),
        ("1,234", COMMA, "1.234"),
        (",5", COMMA, "0.5"),
    ],
)
def test_amounts_are_read_however_a_country_writes_them(text: str, mark: DecimalMark, value: str) -> None:
    assert cells.number(text, mark) == Decimal(value)


@pytest.mark.parametrize(
    "text", ["", "-", "abc", "=A1+1", "1.2.3", "12,50,00", "1e5", "1,23.45", "--5", "9" * 40, "12 O0"]
)
def test_what_is_no_amount_is_never_made_one(text: str) -> None:
    for mark in DecimalMark:
        with pytest.raises(ValueError):
            cells.number(text, mark)


@pytest.mark.parametrize(
    ("text", "marks"),
    [("1.234,56", {COMMA}), ("12.50", {POINT}), ("0,250", {COMMA}), ("1.234", {COMMA, POINT}), ("12", {COMMA, POINT})],
)
def test_a_number_shows_the_marks_that_it_can_have_been_written_with(text: str, marks: set[DecimalMark]) -> None:
    assert cells.decimal_marks(text) == marks


@given(
    st.decimals(min_value="-9999999.99", max_value="9999999.99", places=2),
    st.booleans(),
    st.sampled_from(["", " ", "\u202f", "."]),
)
def test_an_amount_that_was_written_with_a_comma_is_read_again(amount: Decimal, minus: bool, group: str) -> None:
    whole, cents = f"{abs(amount):.2f}".split(".")
    grouped = f"{int(whole):,}".replace(",", group)
    sign = ("−" if minus else "-") if amount < 0 else ""
    assert cells.number(f"{sign}{grouped},{cents}", COMMA) == amount


@pytest.mark.parametrize(
    ("text", "fraction"),
    [
        ("0,25000", "0.25"),
        ("0,00000", "0"),
        ("20.00%", "0.2"),
        ("20% (VAT on Expenses)", "0.2"),
        ("5,5 %", "0.055"),
        ("20", "0.2"),
        ("0.2", "0.2"),
    ],
)
def test_rates_are_fractions_whichever_way_they_are_written(text: str, fraction: str) -> None:
    assert cells.rate(text)[0] == Decimal(fraction)


@pytest.mark.parametrize(
    ("text", "order", "day"),
    [
        ("10-07-2026", DateOrder.DMY, date(2026, 7, 10)),
        ("6/26/26", DateOrder.MDY, date(2026, 6, 26)),
        ("2026-10-30T09:15:00Z", DateOrder.YMD, date(2026, 10, 30)),
        ("30.10.2026 23:59", DateOrder.DMY, date(2026, 10, 30)),
        ("20261030", DateOrder.YMD, date(2026, 10, 30)),
    ],
)
def test_days_are_read_in_the_order_of_the_file(text: str, order: DateOrder, day: date) -> None:
    assert cells.day(text, order) == day


def test_a_day_that_fits_two_orders_fits_two_orders() -> None:
    assert cells.date_orders("05/06/2026") == {DateOrder.DMY, DateOrder.MDY}
    assert cells.date_orders("31/02/2026") == frozenset()
    assert cells.date_orders("2026-10-30") == {DateOrder.YMD}
