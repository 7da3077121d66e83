"""The picture of the reference data."""

from datetime import date
from decimal import Decimal
from itertools import permutations

import pytest

from pleoqb_desktop.domain.books import (
    AccountType,
    CodeRate,
    Dimension,
    RateApplies,
    RatePeriod,
    TaxCode,
    TaxRate,
    fold,
)
from tests.builders import MEALS, WALLET, WALLET_USD, account, books, vendor, vendors, with_accounts

DAY = date(2026, 3, 14)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Café Müller", "CAFE MULLER"),
        ("  a \t b ", "A B"),
        ("Straße", "STRASSE"),
        ("Cafe\u0301", "Café"),
        ("ﬁne", "FINE"),
        ("İzmir", "izmir"),
        ("\u00a0x", "x"),
    ],
)
def test_names_are_the_same_without_case_accents_and_spaces(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("Dupont", "Dupond"), ("A B", "AB"), ("شركة", "شرك"), ("o", "0")])
def test_other_names_are_others(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_an_account_is_called_by_number_and_name() -> None:
    assert account(MEALS).title == "625700 Réceptions"
    assert account(MEALS, number=None).title == "Réceptions"


@pytest.mark.parametrize(
    ("kind", "asset"),
    [
        (AccountType.BANK, True),
        (AccountType.OTHER_CURRENT_ASSET, True),
        (AccountType.FIXED_ASSET, True),
        (AccountType.OTHER_ASSET, True),
        (AccountType.CREDIT_CARD, False),
        (AccountType.OTHER_CURRENT_LIABILITY, False),
        (AccountType.LONG_TERM_LIABILITY, False),
        (AccountType.ACCOUNTS_PAYABLE, False),
        (AccountType.ACCOUNTS_RECEIVABLE, False),
        (AccountType.EQUITY, False),
        (AccountType.EXPENSE, False),
    ],
)
def test_what_an_account_is(kind: AccountType, asset: bool) -> None:
    assert account(MEALS, type=kind).is_asset is asset


def test_an_account_without_currency_is_in_home_currency() -> None:
    assert books(currency="GBP").currency_of(account(WALLET)) == "GBP"
    assert books().currency_of(account(WALLET_USD)) == "USD"


def test_an_account_is_found_by_number_the_active_one_first() -> None:
    old = account(MEALS, id="3", active=False)
    assert books(accounts=[old, account(MEALS)]).account_by_number("625700") == account(MEALS)
    assert books(accounts=[old]).account_by_number("625700") == old
    assert books(accounts=with_accounts()).account_by_number("1") is None


class TestRates:
    @pytest.mark.parametrize(
        ("code", "rate"),
        [("20", "0.20"), ("5.5", "0.055"), ("0", "0"), ("reverse", "0.20"), ("quebec", "0.14975"), ("compound", "0.155"), ("sales", "0")],
    )  # fmt: skip
    def test_of_a_code_are_summed_and_a_negative_one_counts_nothing(self, code: str, rate: str) -> None:
        in_books = books()
        assert in_books.rate(in_books.tax_codes[code], DAY) == Decimal(rate)

    def test_on_tax_weigh_by_the_tax_before(self) -> None:
        parts = (CodeRate("gst", order=1), CodeRate("over", RateApplies.ON_TAX, order=2))
        assert books().rate(TaxCode("x", "x", purchase_rates=parts), DAY) == Decimal("0.055")

    def test_follow_their_periods(self) -> None:
        rate = TaxRate(
            "r", "r", Decimal(20), periods=(RatePeriod(Decimal(10), date(2026, 1, 1), date(2026, 3, 13)), RatePeriod(Decimal(15), DAY, None))
        )  # fmt: skip
        assert [rate.percent_on(day) for day in (date(2025, 12, 31), date(2026, 1, 1), date(2026, 3, 13), DAY)] == [
            20,
            10,
            10,
            15,
        ]

    def test_of_several_periods_without_an_end_the_latest_begun_counts(self) -> None:
        periods = [
            RatePeriod(Decimal("17.5"), date(2009, 1, 1), None),
            RatePeriod(Decimal(20), date(2011, 1, 4), None),
            RatePeriod(Decimal(21), date(2027, 1, 1), None),
        ]
        for order in permutations(periods):
            rate = TaxRate("r", "r", Decimal(21), periods=order)
            days = (date(2010, 6, 1), date(2011, 1, 3), date(2011, 1, 4), DAY, date(2027, 1, 1))
            assert [rate.percent_on(day) for day in days] == [Decimal("17.5"), Decimal("17.5"), 20, 20, 21]

    def test_that_cancel_do_so_by_the_day(self) -> None:
        since = date(2026, 3, 1)
        rates = [
            TaxRate(name, name, Decimal(0), periods=(RatePeriod(Decimal(value), since, None),))
            for name, value in (("in", "20"), ("out", "-20"))
        ]
        code = TaxCode("rc", "rc", purchase_rates=(CodeRate("in"), CodeRate("out")))
        in_books = books(codes=[code], rates=rates)
        assert in_books.is_reverse_charge(code, since)
        assert not in_books.is_reverse_charge(code, date(2026, 2, 28))

    def test_that_are_unknown_count_nothing(self) -> None:
        assert books().rate(TaxCode("x", "x", purchase_rates=(CodeRate("unknown"),)), DAY) == 0

    def test_that_cancel_are_a_reverse_charge(self) -> None:
        in_books = books()
        found = {code.id for code in in_books.tax_codes.values() if in_books.is_reverse_charge(code, DAY)}
        assert found == {"reverse"}

    def test_a_code_is_offered_when_it_can_be_used_on_purchases(self) -> None:
        assert {code.id for code in books().tax_codes.values() if not code.offered} == {"off", "hidden", "sales"}


@pytest.mark.parametrize(
    ("plan", "bills", "classes"),
    [
        (None, True, True),
        ("QuickBooks Online Simple Start", False, False),
        ("QuickBooks Online Essentials", True, False),
        ("QuickBooks Online Plus", True, True),
        ("ADVANCED", True, True),
    ],
)
def test_what_a_plan_has(plan: str | None, bills: bool, classes: bool) -> None:
    company = books(plan=plan).company
    assert (company.has_bills, company.has_classes) == (bills, classes)


@pytest.mark.parametrize(
    ("country", "uses_tax", "taxed"),
    [("FR", True, True), ("FR", False, False), ("US", True, False), ("US", False, False)],
)
def test_where_vat_stands_on_purchases(country: str, uses_tax: bool, taxed: bool) -> None:
    assert books(country, uses_tax=uses_tax).company.taxes_purchases is taxed


def test_dimensions_are_found_by_name() -> None:
    in_books = books()
    assert in_books.dimension(Dimension.CLASSES) is in_books.classes
    assert in_books.dimension(Dimension.PROJECTS) is in_books.projects
    assert in_books.dimension(Dimension.LOCATIONS) is in_books.locations


class TestVendorIndex:
    def test_finds_by_id_number_and_name(self) -> None:
        known = vendors(vendor("1", "Café", account_number="V-7"))
        assert known.by_id("1") == known.by_number("v-7") == known.by_name("CAFE", "EUR") == known.named("cafe")[0]
        assert (known.by_id("2"), known.by_number("x"), known.by_name("Thé", "EUR"), known.named("Thé")) == (
            None,
            None,
            None,
            (),
        )

    def test_finds_by_name_only_what_is_active_and_of_the_currency(self) -> None:
        known = vendors(vendor("1", "Café", active=False), vendor("2", "Café", currency="USD"))
        assert known.by_name("Café", "EUR") is None
        assert known.by_name("Café", "USD") == vendor("2", "Café", currency="USD")
        assert len(known.named("Café")) == 2

    def test_knows_what_is_taken(self) -> None:
        known = vendors(vendor("1", "Café", active=False), others=["Zoé"])
        assert [known.is_taken(name) for name in ("cafe", "ZOE", "Thé")] == [True, True, False]
        known.add(vendor("3", "Thé"))
        known.reserve(["Pain"])
        assert (known.is_taken("the"), known.is_taken("PAIN")) == (True, True)
