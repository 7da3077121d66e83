"""Amounts of money."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pleoqb_desktop.domain.money import (
    MixedCurrenciesError,
    Money,
    from_cents,
    from_minors,
    has_cents,
    is_whole_cents,
    parse_money,
    round_cents,
    sums_by_currency,
)

whole_cents = st.integers(-(10**12), 10**12)


@pytest.mark.parametrize(
    ("value", "shown"),
    [("6366", "63.66 GBP"), ("-1", "-0.01 GBP"), ("1", "0.01 GBP"), ("0", "0.00 GBP"), ("999999999", "9999999.99 GBP"), ("1250.0", "12.50 GBP"), ("1E+3", "10.00 GBP")],
)  # fmt: skip
def test_cents_become_units_with_two_decimals(value: str, shown: str) -> None:
    assert str(from_cents(Decimal(value), "GBP")) == shown


@pytest.mark.parametrize("value", ["12.5", "0.1", "-33.3333"])
def test_a_fraction_of_a_cent_is_kept(value: str) -> None:
    assert from_cents(Decimal(value), "EUR").amount * 100 == Decimal(value)


@given(whole_cents)
def test_cents_come_back(cents: int) -> None:
    made = from_cents(Decimal(cents), "EUR")
    assert made.amount * 100 == cents
    assert is_whole_cents(made.amount)
    assert parse_money(str(made)) == made
    assert str(parse_money(str(made))) == str(made)


@pytest.mark.parametrize("value", ["1E+30", "1E+999999", "9" * 60])
def test_an_amount_of_any_size_is_read(value: str) -> None:
    assert from_cents(Decimal(value), "EUR").amount > 0
    assert not is_whole_cents(Decimal(value))


@pytest.mark.parametrize(
    ("minors", "currency", "shown"),
    [("6580", "GBP", "65.80 GBP"), ("1500", "ISK", "1500 ISK"), ("-980", "JPY", "-980 JPY"), ("12345", "KWD", "12.345 KWD")],
)  # fmt: skip
def test_minors_are_the_smallest_unit_of_their_currency(minors: str, currency: str, shown: str) -> None:
    assert str(from_minors(Decimal(minors), currency)) == shown


@given(whole_cents, whole_cents)
def test_sums_are_exact(one: int, other: int) -> None:
    total = from_cents(Decimal(one), "EUR") + from_cents(Decimal(other), "EUR")
    assert total == from_cents(Decimal(one + other), "EUR")
    assert -total + total == from_cents(Decimal(0), "EUR")


def test_two_currencies_never_meet_in_a_sum() -> None:
    with pytest.raises(MixedCurrenciesError):
        Money(Decimal(1), "EUR") + Money(Decimal(1), "USD")


@pytest.mark.parametrize("amount", [1, 1.5, "1", Decimal("NaN"), Decimal("Infinity"), Decimal("sNaN"), None])
def test_an_amount_is_a_finite_decimal(amount: object) -> None:
    with pytest.raises(TypeError):
        Money(amount, "EUR")  # type: ignore[arg-type]


@pytest.mark.parametrize("currency", ["", "eur", "EURO", "E"])
def test_a_currency_is_three_capitals(currency: str) -> None:
    with pytest.raises(ValueError, match="ISO 4217"):
        Money(Decimal(1), currency)


@pytest.mark.parametrize("text", ["", "12.00", "EUR", "x EUR", "NaN EUR", "12.00 eur", "12.00  EUR"])
def test_what_is_no_money_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        parse_money(text)


@pytest.mark.parametrize(
    ("amount", "rounded"), [("0.005", "0.01"), ("0.004", "0.00"), ("2.675", "2.68"), ("-0.005", "-0.01"), ("3", "3.00")]
)
def test_cents_are_rounded_half_up(amount: str, rounded: str) -> None:
    assert str(round_cents(Decimal(amount))) == rounded


@pytest.mark.parametrize(("amount", "whole"), [("1", True), ("1.10", True), ("1.100", True), ("1.001", False)])
def test_whole_cents(amount: str, whole: bool) -> None:
    assert is_whole_cents(Decimal(amount)) is whole


@pytest.mark.parametrize(("currency", "clear"), [("EUR", True), ("GBP", True), ("CAD", True), ("HUF", True), ("JPY", False), ("ISK", False), ("KWD", False)])  # fmt: skip
def test_cents_are_clear_where_a_hundredth_is_the_minor_unit(currency: str, clear: bool) -> None:
    assert has_cents(currency) is clear


def test_amounts_are_added_up_by_currency_with_their_signs() -> None:
    amounts = [
        Money(Decimal(amount), currency) for amount, currency in (("3.10", "GBP"), ("1", "EUR"), ("-0.60", "GBP"))
    ]
    assert sums_by_currency(amounts) == (Money(Decimal(1), "EUR"), Money(Decimal("2.50"), "GBP"))
    assert sums_by_currency([]) == ()
