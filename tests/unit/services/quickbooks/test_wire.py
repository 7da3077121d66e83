from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pleoqb_desktop.domain.books import ClassTracking, CodeRate, TaxCode
from pleoqb_desktop.domain.entries import EntryKind, VendorCredit
from pleoqb_desktop.domain.rules.chart import proposed_no_tax_code
from pleoqb_desktop.export.comparison import differences
from pleoqb_desktop.services.quickbooks import payloads, wire
from tests.builders import books as made_books
from tests.builders import item, line, posted

DAY = date(2026, 3, 14)


def purchase(**changes: Any) -> dict[str, Any]:
    """A purchase as QuickBooks answers it."""
    line = {
        "Amount": Decimal("10.00"),
        "DetailType": "AccountBasedExpenseLineDetail",
        "AccountBasedExpenseLineDetail": {"AccountRef": {"value": "7", "name": "Fournitures"}},
    }
    return {
        "Id": 12, "SyncToken": 3, "TxnDate": "2026-03-14", "TotalAmt": Decimal("12.00"), "DocNumber": "PLEO-1",
        "PrivateNote": "note", "AccountRef": {"value": "35"}, "EntityRef": {"value": "56"}, "Line": [line],
        "TxnTaxDetail": {"TotalTax": Decimal("2.00")}, **changes,
    }  # fmt: skip


def test_an_entry_is_read_as_it_stands() -> None:
    found = wire.posted(EntryKind.PURCHASE, purchase())
    assert (found.id, found.sync_token, found.doc_number, found.note) == ("12", "3", "PLEO-1", "note")
    assert (found.total, found.tax, found.vendor_id) == (Decimal("12.00"), Decimal("2.00"), "56")
    assert found.accounts == (("35", Decimal("12.00")), ("7", Decimal("10.00")))


@pytest.mark.parametrize(
    "changes",
    [
        {"DocNumber": ""},
        {"PrivateNote": None},
        {"TxnTaxDetail": None},
        {"EntityRef": None},
        {"Line": None},
        {"Line": []},
    ],
    ids=str,
)
def test_what_is_empty_is_none(changes: dict[str, Any]) -> None:
    found = wire.posted(EntryKind.PURCHASE, purchase(**changes))
    assert found.id == "12"
    assert "" not in (found.doc_number, found.note)


@pytest.mark.parametrize(
    ("kind", "told", "tax"),
    [
        (EntryKind.PURCHASE, {"TotalTax": 2, "TaxLine": []}, 2),
        (EntryKind.PURCHASE, {"TaxLine": [{"Amount": Decimal("1.50")}, {"Amount": Decimal("0.50")}]}, 2),
        (EntryKind.PURCHASE, None, 2),
        (EntryKind.BILL, {}, 2),
        (EntryKind.VENDOR_CREDIT, {"TotalTax": 2}, 2),
        (EntryKind.VENDOR_CREDIT, None, 2),
        (EntryKind.DEPOSIT, None, None),
    ],
)
def test_vat_is_told_by_the_header_or_by_the_total_beyond_the_lines(kind: EntryKind, told: Any, tax: Any) -> None:
    assert wire.posted(kind, purchase(TxnTaxDetail=told)).tax == tax


def test_what_a_person_took_out_of_vat_holds_none() -> None:
    found = wire.posted(
        EntryKind.PURCHASE, purchase(TotalAmt=10, GlobalTaxCalculation="NotApplicable", TxnTaxDetail=None)
    )
    assert found.tax == 0  # told as a difference to what was sent; None would be told as none


def test_a_vendor_credit_that_tells_no_vat_stands_as_sent() -> None:
    spent = item("refund", lines=[line("12.00", tax=("20", "2.00"))], bookkeeping_method="accounts_payable")
    credit = posted(spent).document
    assert isinstance(credit, VendorCredit)
    answer = payloads.entry_json(credit, taxes=True) | {"Id": "7", "SyncToken": "0", "TotalAmt": Decimal("12.00")}
    assert "TxnTaxDetail" not in answer  # not listed for it (quickbooks.md 13)
    assert differences(credit, wire.posted(credit.kind, answer)) == ()
    without_vat = wire.posted(credit.kind, answer | {"TotalAmt": Decimal("10.00")})
    assert differences(credit, without_vat) == ("total", "tax")


@pytest.mark.parametrize("changes", [{"TxnDate": None}, {"TxnDate": "soon"}])
def test_an_entry_without_a_date_is_none(changes: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="date"):
        wire.posted(EntryKind.PURCHASE, purchase(**changes))


@pytest.mark.parametrize(
    ("value", "read"), [(1, Decimal(1)), ("1.50", Decimal("1.50")), (None, None), (True, None), ("x", None)]
)
def test_numbers(value: object, read: Decimal | None) -> None:
    assert wire.decimal(value) == read


@pytest.mark.parametrize(
    ("value", "read"),
    [
        ("2026-03-14", "2026-03-14"),
        ("2026-03-14T23:00:00-08:00", "2026-03-14"),
        ("", "None"),
        (None, "None"),
        ("x", "None"),
    ],
)
def test_days(value: object, read: str) -> None:
    assert str(wire.day(value)) == read


def test_the_mark_of_inactive_names_is_taken_off() -> None:
    body = {
        "Id": "1",
        "Name": "Vieux (deleted)",
        "FullyQualifiedName": "Vieux (deleted)",
        "DisplayName": "Vieux (deleted)",
        "Active": "false",
    }
    assert (wire.account(body).name, wire.account(body).full_name, wire.account(body).active) == (
        "Vieux",
        "Vieux",
        False,
    )
    assert wire.vendor(body).name == "Vieux"
    assert wire.dimension_value(body).full_name == "Vieux"
    assert wire.tax_code(body).name == "Vieux"


@pytest.mark.parametrize(
    ("shown", "plain"),
    [
        ("Minoterie Neuve (deleted-1)", "Minoterie Neuve"),
        ("Vieux (deleted-12)", "Vieux"),
        ("Frais (deleted):Repas", "Frais:Repas"),
        ("Frais (deleted-2):Repas (deleted)", "Frais:Repas"),
        ("Frais (deleted items)", "Frais (deleted items)"),
        ("Frais (deleted) 2026", "Frais (deleted) 2026"),
    ],
)
def test_every_mark_of_inactive_names_is_taken_off_a_parents_too(shown: str, plain: str) -> None:
    body = {"Id": "1", "Name": shown, "FullyQualifiedName": shown, "DisplayName": shown}
    assert wire.account(body).full_name == plain
    assert wire.dimension_value(body).full_name == plain
    assert wire.vendor(body).name == plain


def test_a_company_that_tells_nothing_has_nothing() -> None:
    company = wire.company({}, {}, "1")
    assert (company.country, company.uses_tax, company.multi_currency, company.close_date) == ("", False, False, None)
    assert company.class_tracking is ClassTracking.OFF


@pytest.mark.parametrize(
    ("prefs", "tracking"),
    [
        ({"ClassTrackingPerTxnLine": True, "ClassTrackingPerTxn": True}, ClassTracking.PER_LINE),
        ({"ClassTrackingPerTxn": "true"}, ClassTracking.PER_TRANSACTION),
        ({"ClassTrackingPerTxn": "false"}, ClassTracking.OFF),
    ],
)
def test_class_tracking(prefs: dict[str, Any], tracking: ClassTracking) -> None:
    assert wire.company({}, {"AccountingInfoPrefs": prefs}, "1").class_tracking is tracking


@given(
    st.dictionaries(st.sampled_from(["Country", "CompanyName", "SupportedLanguages"]), st.none() | st.text(max_size=5))
)
def test_odd_company_facts_do_not_make_it_fall_over(info: dict[str, Any]) -> None:
    assert wire.company(info, {}, "1").realm_id == "1"


def history(*values: tuple[str, str, str | None]) -> list[dict[str, Any]]:
    """Periods of a rate as QuickBooks tells them: value, first day and last day."""
    return [
        {"RateValue": Decimal(value), "EffectiveDate": f"{since}T00:00:00-08:00"}
        | ({"EndDate": f"{until}T00:00:00-07:00"} if until else {})
        for value, since, until in values
    ]


class TestRateWithAHistory:
    """It tells no RateValue and no DisplayType, only the periods (quickbooks.md 19)."""

    def test_is_what_was_in_force_on_a_day(self) -> None:
        periods = history(("17.5", "1970-01-01", "2014-06-30"), ("20", "2014-07-01", None))
        rate = wire.tax_rate({"Id": "3", "Name": "VAT", "EffectiveTaxRate": periods})
        days = (date(2014, 6, 30), date(2014, 7, 1), DAY)
        assert [rate.percent_on(day) for day in days] == [Decimal("17.5"), 20, 20]
        assert (rate.percent, rate.read_only) == (20, False)

    def test_keeps_a_reverse_charge_pair_what_it_is(self) -> None:
        rates = [
            wire.tax_rate({"Id": name, "Name": name, "EffectiveTaxRate": history((value, "2014-01-01", None))})
            for name, value in (("in", "20"), ("out", "-20"))
        ]
        code = TaxCode("rc", "RC", purchase_rates=(CodeRate("in"), CodeRate("out")))
        books = made_books(codes=[code], rates=rates)
        assert books.is_reverse_charge(code, DAY)
        assert books.rate(code, DAY) == Decimal("0.20")

    @pytest.mark.parametrize("plain", [{}, {"RateValue": 0}])
    def test_is_not_proposed_for_lines_without_vat(self, plain: dict[str, Any]) -> None:
        periods = history(("0", "1970-01-01", "2014-06-30"), ("20", "2014-07-01", None))
        rate = wire.tax_rate({"Id": "h", "Name": "No VAT", "EffectiveTaxRate": periods, **plain})
        code = TaxCode("h", "No VAT", purchase_rates=(CodeRate("h"),))
        books = made_books(codes=[code], rates=[rate])
        assert proposed_no_tax_code(books, date(2014, 6, 30)) == code
        assert proposed_no_tax_code(books, DAY) != code

    def test_of_no_value_at_all_is_nothing(self) -> None:
        assert wire.tax_rate({"Id": "3", "Name": "VAT"}).percent == 0
        assert wire.tax_rate({"Id": "3", "Name": "VAT", "RateValue": 0, "EffectiveTaxRate": []}).percent == 0


@pytest.mark.parametrize(("written", "country"), [("IRL", "IE"), ("GB", "GB"), ("USA", "US")])
def test_a_country_may_have_three_letters(written: str, country: str) -> None:
    assert wire.company({"Country": written}, {}, "9130").country == country
