"""VAT by QuickBooks' rules: rounding per line, both calculations, overrides, pairs, editions."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.e2e.practice.quickbooks.api import Api

Row = dict[str, Any]


def purchase(api: Api, *lines: Row, money: str = "512000", **more: Any) -> Row:
    return {"PaymentType": "Cash", "AccountRef": api.ref(money), "Line": list(lines)} | more


def override(**amounts: str) -> Row:
    lines = [
        {"Amount": Decimal(amount), "DetailType": "TaxLineDetail", "TaxLineDetail": {"TaxRateRef": {"value": rate[1:]}}}
        for rate, amount in amounts.items()
    ]
    return {"TaxLine": lines}


def taxes(row: Row) -> dict[str, Decimal]:
    return {
        line["TaxLineDetail"]["TaxRateRef"]["value"]: Decimal(line["Amount"]) for line in row["TxnTaxDetail"]["TaxLine"]
    }


def test_tax_is_rounded_half_up_per_line_and_then_summed(fr: Api) -> None:
    lines = [fr.line("625100", "3.33", "2")] * 5
    made = fr.create("Purchase", purchase(fr, *lines))
    assert (taxes(made), made["TotalAmt"]) == ({"1": Decimal("3.35")}, Decimal("20.00"))
    assert taxes(fr.create("Purchase", purchase(fr, fr.line("625100", "16.65", "2")))) == {"1": Decimal("3.33")}
    # 0.025 and 0.005: half a cent goes up
    assert taxes(fr.create("Purchase", purchase(fr, fr.line("625100", "0.05", "3")))) == {"3": Decimal("0.01")}


def test_inclusive_lines_carry_net_and_gross(fr: Api) -> None:
    line = fr.line("625100", "16.67", "2", TaxInclusiveAmt=20)
    made = fr.create("Purchase", purchase(fr, line, GlobalTaxCalculation="TaxInclusive"))
    assert (made["TotalAmt"], taxes(made)) == (20, {"1": Decimal("3.33")})
    five = [fr.line("625100", "3.33", "2", TaxInclusiveAmt=4)] * 5
    made = fr.create("Purchase", purchase(fr, *five, GlobalTaxCalculation="TaxInclusive"))
    assert (made["TotalAmt"], taxes(made)) == (20, {"1": Decimal("3.35")})


@pytest.mark.parametrize("detail", [{"TaxInclusiveAmt": 20, "TaxAmount": 3.33}, {}])
def test_a_gross_sent_as_amount_makes_the_entry_too_high(fr: Api, detail: Row) -> None:
    line = fr.line("625100", "20", "2", **detail)
    made = fr.create("Purchase", purchase(fr, line, GlobalTaxCalculation="TaxInclusive"))
    assert made["TotalAmt"] == 24
    assert made["Line"][0]["AccountBasedExpenseLineDetail"]["TaxInclusiveAmt"] == 24


def test_every_line_needs_a_code(fr: Api) -> None:
    assert fr.refused("purchase", purchase(fr, fr.line("625100", "1"))) == ["6000"]
    assert fr.post("purchase", purchase(fr, fr.line("625100", "1"), GlobalTaxCalculation="NotApplicable")).status == 200


@pytest.mark.parametrize("code", ["9", "10", "77"])
def test_inactive_sales_only_and_unknown_codes_are_6160(fr: Api, code: str) -> None:
    assert fr.refused("purchase", purchase(fr, fr.line("625100", "1", code))) == ["6160"]


def test_an_override_stands_to_the_cent(fr: Api) -> None:
    lines = [fr.line("625100", "10", "2"), fr.line("625100", "5", "8")]
    made = fr.create("Purchase", purchase(fr, *lines, TxnTaxDetail=override(r1="2.01", r13="0")))
    detail = made["TxnTaxDetail"]["TaxLine"][0]["TaxLineDetail"]
    assert (detail["OverrideDeltaAmount"], detail["NetAmountTaxable"]) == (Decimal("0.01"), 10)
    assert made["TotalAmt"] == Decimal("17.01")
    assert fr.balances()["445660"] == Decimal("2.01")
    tax = {row["rate"]: (row["net"], row["tax"]) for row in fr.books()["tax"]}
    assert tax == {"1": ("10.00", "2.01"), "13": ("5.00", "0.00")}


@pytest.mark.parametrize(
    "detail",
    [
        override(r1="2.01"),
        override(r13="0"),
        override(r1="2", r13="0", r3="0"),
        override(r2="2", r13="0"),
        {"TaxLine": override(r1="1", r13="0")["TaxLine"] + override(r1="1")["TaxLine"]},
        {"TotalTax": 9, "TaxLine": override(r1="2", r13="0")["TaxLine"]},
        {"TotalTax": 9},
    ],
)
def test_an_override_must_name_every_rate_in_use_once(fr: Api, detail: Row) -> None:
    lines = [fr.line("625100", "10", "2"), fr.line("625100", "5", "8")]
    assert fr.refused("purchase", purchase(fr, *lines, TxnTaxDetail=detail)) == ["6000"]


def test_a_read_only_rate_cannot_be_overridden(gb: Api) -> None:
    body = purchase(gb, gb.line("Travel", "10", "7"), money="Barclays Current")
    assert gb.refused("purchase", body | {"TxnTaxDetail": override(r11="2.01", r12="-2.01")}) == ["6000"]
    made = gb.create("Purchase", body | {"TxnTaxDetail": override(r11="2", r12="-2")})
    assert made["TotalAmt"] == 10


def test_a_rate_with_a_history_is_that_of_the_entry_s_day(gb: Api) -> None:
    body = purchase(gb, gb.line("Travel", "10", "2"), money="Barclays Current")
    totals = [gb.create("Purchase", body | {"TxnDate": day})["TotalAmt"] for day in ("2011-01-03", "2011-01-04")]
    assert totals == [Decimal("11.75"), Decimal("12.00")]


def test_a_reverse_charge_pair_cancels(fr: Api) -> None:
    made = fr.create("Purchase", purchase(fr, fr.line("611000", "99.99", "7")))
    assert (taxes(made), made["TotalAmt"]) == ({"11": Decimal("20.00"), "12": Decimal("-20.00")}, Decimal("99.99"))
    assert fr.balances() == {
        "611000": Decimal("99.99"),
        "445660": Decimal("20.00"),
        "445200": Decimal("-20.00"),
        "512000": Decimal("-99.99"),
    }


def test_two_rates_of_a_code_are_rounded_each(ca: Api) -> None:
    made = ca.create("Purchase", purchase(ca, ca.line("6100", "10.30", "2"), money="1000"))
    assert taxes(made) == {"1": Decimal("0.52"), "3": Decimal("1.03")}
    assert ca.balances() == {
        "6100": Decimal("10.30"),
        "2100": Decimal("0.52"),
        "2110": Decimal("1.03"),
        "1000": Decimal("-11.85"),
    }


def test_tax_off_ignores_tax_members(fr: Api) -> None:
    fr.change(preferences={"TaxPrefs": {"UsingSalesTax": False}})
    line = fr.line("625100", "10", "77", TaxAmount=2)
    made = fr.create("Purchase", purchase(fr, line, TxnTaxDetail=override(r1="5"), GlobalTaxCalculation="TaxExcluded"))
    assert made["TotalAmt"] == 10
    assert "TxnTaxDetail" not in made
    assert "TaxCodeRef" not in made["Line"][0]["AccountBasedExpenseLineDetail"]


def test_no_tax_detail_beside_not_applicable(fr: Api) -> None:
    body = purchase(fr, fr.line("625100", "10", "2"), GlobalTaxCalculation="NotApplicable")
    assert fr.post("purchase", body).body["Purchase"]["TotalAmt"] == 10
    assert fr.refused("purchase", body | {"TxnTaxDetail": override(r1="2")}) == ["6170"]


def test_the_united_states_know_pseudo_codes_only(gb: Api) -> None:
    gb.change(company_info={"Country": "US"})
    body = purchase(gb, gb.line("Travel", "10", "NON"), money="Barclays Current")
    made = gb.create("Purchase", body)
    assert (made["TotalAmt"], made["Line"][0]["AccountBasedExpenseLineDetail"]["TaxCodeRef"]) == (10, {"value": "NON"})
    assert gb.refused("purchase", purchase(gb, gb.line("Travel", "1", "2"), money="Barclays Current")) == ["6100"]
    assert gb.post("purchase", body | {"GlobalTaxCalculation": "TaxExcluded"}).status == 200
    assert gb.refused("purchase", body | {"TxnTaxDetail": override(r1="2")}) == ["6470"]


def test_a_full_update_with_the_answer_changes_nothing(fr: Api) -> None:
    lines = [fr.line("625100", "10", "2"), fr.line("611000", "3.33", "7")]
    made = fr.create("Purchase", purchase(fr, *lines, TxnTaxDetail=override(r1="2.05", r11="0.67", r12="-0.67")))
    before = fr.balances()
    changed = fr.create("Purchase", made)
    assert (taxes(changed), changed["TotalAmt"]) == (taxes(made), made["TotalAmt"])
    assert fr.balances() == before


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(
    lines=st.lists(
        st.tuples(st.sampled_from(["2", "3", "4", "5", "6", "7", "8"]), st.integers(0, 999_999_99)),
        min_size=1,
        max_size=6,
    )
)
def test_any_purchase_balances_and_its_total_is_net_plus_tax_per_line(fr: Api, lines: list[tuple[str, int]]) -> None:
    percents = {"2": "20", "3": "10", "4": "5.5", "5": "2.1", "6": "0", "7": "0", "8": "0"}
    sent = [fr.line("625100", str(Decimal(cents) / 100), code) for code, cents in lines]
    made = fr.create("Purchase", purchase(fr, *sent))
    expected = Decimal(0)
    for code, amount in lines:
        net = Decimal(amount) / 100
        expected += net + (net * Decimal(percents[code]) / 100).quantize(Decimal("0.01"), ROUND_HALF_UP)
    assert Decimal(made["TotalAmt"]) == expected
    rows = [row for row in fr.books()["ledger"] if row["txn_id"] == made["Id"]]
    assert sum(Decimal(row["debit"]) - Decimal(row["credit"]) for row in rows) == 0
