"""Deposits and journal entries."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.e2e.practice.quickbooks.api import Api

Row = dict[str, Any]


def deposit_line(api: Api, account: str, amount: str, tax: str | None = "8", **detail: Any) -> Row:
    inner: Row = {"AccountRef": api.ref(account), "TaxApplicableOn": "Purchase"} | detail
    if tax:
        inner["TaxCodeRef"] = {"value": tax}
    return {"DetailType": "DepositLineDetail", "Amount": Decimal(amount), "DepositLineDetail": inner}


def deposit(api: Api, *lines: Row, **more: Any) -> Row:
    return {"DepositToAccountRef": api.ref("512000"), "Line": list(lines)} | more


def journal_line(api: Api, side: str, account: str, amount: str, **detail: Any) -> Row:
    inner: Row = {"PostingType": side, "AccountRef": api.ref(account)} | detail
    if api.service.companies[api.realm].country == "FR":
        inner.setdefault("JournalCodeRef", {"value": "6"})
    return {"DetailType": "JournalEntryLineDetail", "Amount": Decimal(amount), "JournalEntryLineDetail": inner}


def test_a_deposit_of_a_refund_takes_purchase_vat_back(fr: Api) -> None:
    line = deposit_line(fr, "625100", "10", "2", Entity={"value": "25", "type": "VENDOR"})
    made = fr.create("Deposit", deposit(fr, line, TxnDate="2026-03-01"))
    assert made["TotalAmt"] == 12
    assert made["Line"][0]["DepositLineDetail"]["Entity"]["name"] == "Metro Vaise"
    assert fr.balances() == {"625100": Decimal(-10), "445660": Decimal(-2), "512000": Decimal(12)}
    assert fr.books()["tax"] == [{"rate": "1", "name": "TVA 20 % (achats)", "net": "-10.00", "tax": "-2.00"}]


def test_a_deposit_line_without_side_is_a_sale(fr: Api) -> None:
    line = deposit_line(fr, "707000", "10", "2")
    del line["DepositLineDetail"]["TaxApplicableOn"]
    fr.create("Deposit", deposit(fr, line))
    assert fr.balances() == {"707000": Decimal(-10), "445710": Decimal(-2), "512000": Decimal(12)}
    assert fr.books()["tax"][0] == {"rate": "2", "name": "TVA 20 % (ventes)", "net": "10.00", "tax": "2.00"}


def test_a_deposit_override_stands_to_the_cent(fr: Api) -> None:
    detail = {
        "TaxLine": [{"Amount": 2.01, "DetailType": "TaxLineDetail", "TaxLineDetail": {"TaxRateRef": {"value": "1"}}}]
    }
    made = fr.create("Deposit", deposit(fr, deposit_line(fr, "625100", "10", "2"), TxnTaxDetail=detail))
    assert made["TotalAmt"] == Decimal("12.01")
    assert fr.balances()["445660"] == Decimal("-2.01")


@pytest.mark.parametrize(
    ("account", "codes"),
    [("512000", []), ("467000", []), ("512800", ["6430"]), ("625100", ["6430"]), ("421000", ["6430"])],
)
def test_a_deposit_goes_to_bank_or_other_current_asset(fr: Api, account: str, codes: list[str]) -> None:
    body = deposit(fr, deposit_line(fr, "625100", "10")) | {"DepositToAccountRef": fr.ref(account)}
    assert fr.post("deposit", body).codes == codes


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ({"amount": "-1"}, "2290"),
        ({"tax": None}, "6000"),
        ({"tax": "10"}, "6160"),
        ({"Entity": {"value": "25", "type": "Vendor"}}, "2010"),
        ({"Entity": {"value": "1", "type": "VENDOR"}}, "2500"),
        ({"Entity": {"value": "26", "type": "VENDOR"}}, "610"),
        ({"CustomerRef": {"value": "1"}}, "2010"),
        ({"ClassRef": {"value": "5000000000000000105"}}, "610"),
    ],
)
def test_what_a_deposit_line_does_not_take(fr: Api, line: Row, code: str) -> None:
    amount, tax = line.pop("amount", "1"), line.pop("tax", "8")
    assert fr.refused("deposit", deposit(fr, deposit_line(fr, "625100", amount, tax, **line))) == [code]


def test_a_deposit_has_no_number_and_payables_want_a_vendor(fr: Api) -> None:
    body = deposit(fr, deposit_line(fr, "625100", "1"))
    assert fr.refused("deposit", body | {"DocNumber": "1"}) == ["2010"]
    assert fr.post("deposit", body | {"DocNumber": ""}).status == 200
    assert fr.refused("deposit", deposit(fr, deposit_line(fr, "401000", "1"))) == ["6000"]
    vendor = {"Entity": {"value": "21", "type": "VENDOR"}}
    assert fr.post("deposit", deposit(fr, deposit_line(fr, "401000", "1", **vendor))).status == 200


def test_a_deposit_in_tax_inclusive_mode_takes_net_amounts(fr: Api) -> None:
    made = fr.create("Deposit", deposit(fr, deposit_line(fr, "625100", "10", "2"), GlobalTaxCalculation="TaxInclusive"))
    assert made["TotalAmt"] == 12
    assert fr.create("Deposit", made)["SyncToken"] == "1"


def test_a_deposit_cannot_be_negative_and_links_nothing(fr: Api) -> None:
    back = {"AccountRef": fr.ref("530000"), "Amount": 40}
    line = deposit_line(fr, "625100", "10")
    assert fr.refused("deposit", deposit(fr, line, CashBack=back)) == ["6000"]
    assert fr.refused("deposit", deposit(fr, line, CashBack={"Amount": 4})) == ["2020"]
    linked = line | {"LinkedTxn": [{"TxnId": "1", "TxnType": "Payment"}]}
    assert fr.refused("deposit", deposit(fr, linked)) == ["620"]


def test_the_project_of_a_deposit_line_is_its_entity(fr: Api) -> None:
    line = deposit_line(
        fr, "625100", "1", Entity={"value": "5", "type": "CUSTOMER"}, ClassRef={"value": "5000000000000000102"}
    )
    fr.create("Deposit", deposit(fr, line))
    posted = fr.books()["ledger"][0]
    assert (posted["customer"], posted["class"]) == ("5", "5000000000000000102")


def test_cash_back_reduces_the_deposit(fr: Api) -> None:
    back = {"AccountRef": fr.ref("530000"), "Amount": 4}
    made = fr.create("Deposit", deposit(fr, deposit_line(fr, "625100", "10"), CashBack=back))
    assert made["TotalAmt"] == 6
    assert fr.balances() == {"625100": Decimal(-10), "530000": Decimal(4), "512000": Decimal(6)}


# -- journal entries -----------------------------------------------------------------------------------------------


def test_a_journal_entry_posts_its_lines(gb: Api) -> None:
    lines = [
        journal_line(
            gb, "Debit", "Travel", "10", ClassRef={"value": "5000000000000000201"}, DepartmentRef={"value": "2"}
        ),
        journal_line(gb, "Credit", "Employee reimbursements", "10"),
    ]
    made = gb.create("JournalEntry", {"Line": lines, "DocNumber": "J1"})
    assert (made["TotalAmt"], made["Line"][0]["Id"]) == (0, "0")
    posted = gb.books()["ledger"][0]
    assert (posted["class"], posted["department"]) == ("5000000000000000201", "2")
    assert gb.balances() == {"Travel": Decimal(10), "Employee reimbursements": Decimal(-10)}


def test_a_journal_entry_has_two_lines_that_balance(gb: Api) -> None:
    debit = journal_line(gb, "Debit", "Travel", "10")
    assert gb.refused("journalentry", {"Line": [debit]}) == ["6000"]
    assert gb.refused("journalentry", {"Line": [debit, journal_line(gb, "Credit", "Petty cash", "9.99")]}) == ["2300"]
    assert gb.refused("journalentry", {"Line": []}) == ["2020"]
    assert gb.refused("journalentry", {"Line": [debit, {"DetailType": "JournalEntryLineDetail"}]}) == ["2020"]


def test_tax_of_a_journal_line_stands_beside_its_net(fr: Api) -> None:
    tax = {"TaxCodeRef": {"value": "2"}, "TaxApplicableOn": "Purchase", "TaxAmount": 2}
    lines = [journal_line(fr, "Debit", "625100", "10", **tax), journal_line(fr, "Credit", "421000", "12")]
    made = fr.create("JournalEntry", {"Line": lines, "GlobalTaxCalculation": "TaxExcluded"})
    assert made["TxnTaxDetail"]["TotalTax"] == 2
    assert fr.balances() == {"625100": Decimal(10), "445660": Decimal(2), "421000": Decimal(-12)}
    lines[1]["Amount"] = 10
    assert fr.refused("journalentry", {"Line": lines}) == ["2300"]


def test_a_credit_line_takes_purchase_vat_back_and_two_rates_split(ca: Api) -> None:
    tax = {"TaxCodeRef": {"value": "2"}, "TaxApplicableOn": "Purchase", "TaxAmount": 1.55}
    lines = [journal_line(ca, "Credit", "6100", "10.30", **tax), journal_line(ca, "Debit", "2200", "11.85")]
    ca.create("JournalEntry", {"Line": lines})
    assert ca.balances() == {
        "6100": Decimal("-10.30"),
        "2100": Decimal("-0.52"),
        "2110": Decimal("-1.03"),
        "2200": Decimal("11.85"),
    }


def test_reverse_charge_on_a_journal_line_carries_no_tax_amount(fr: Api) -> None:
    tax = {"TaxCodeRef": {"value": "7"}, "TaxApplicableOn": "Purchase", "TaxAmount": 0}
    lines = [journal_line(fr, "Debit", "611000", "50", **tax), journal_line(fr, "Credit", "421000", "50")]
    fr.create("JournalEntry", {"Line": lines})
    assert (fr.balances()["445660"], fr.balances()["445200"]) == (10, -10)


def test_tax_lines_must_agree_with_the_tax_amounts(fr: Api) -> None:
    tax = {"TaxCodeRef": {"value": "2"}, "TaxApplicableOn": "Purchase", "TaxAmount": 2.01}
    lines = [journal_line(fr, "Debit", "625100", "10", **tax), journal_line(fr, "Credit", "421000", "12.01")]

    def sent(amount: float) -> Row:
        line = {"Amount": amount, "DetailType": "TaxLineDetail", "TaxLineDetail": {"TaxRateRef": {"value": "1"}}}
        return {"Line": lines, "TxnTaxDetail": {"TaxLine": [line]}}

    assert fr.post("journalentry", sent(2.01)).status == 200
    assert fr.refused("journalentry", sent(2.00)) == ["6000"]


@pytest.mark.parametrize("sign", [1, -1])
def test_an_entry_that_only_credits_may_sign_its_tax_lines_either_way(gb: Api, sign: int) -> None:
    tax = {"TaxCodeRef": {"value": "7"}, "TaxApplicableOn": "Purchase", "TaxAmount": 0}
    lines = [journal_line(gb, "Credit", "Travel", "10", **tax), journal_line(gb, "Debit", "Petty cash", "10")]
    written = [
        {"Amount": sign * amount, "DetailType": "TaxLineDetail", "TaxLineDetail": {"TaxRateRef": {"value": rate}}}
        for rate, amount in (("11", 2), ("12", -2))
    ]
    gb.create("JournalEntry", {"Line": lines, "TxnTaxDetail": {"TaxLine": written}})
    tax_rows = {row["rate"]: row["tax"] for row in gb.books()["tax"]}
    assert tax_rows == {"11": "-2.00", "12": "2.00"}


def test_a_debit_cannot_be_written_with_negative_taxes(fr: Api) -> None:
    tax = {"TaxCodeRef": {"value": "2"}, "TaxApplicableOn": "Purchase", "TaxAmount": 2}
    lines = [journal_line(fr, "Debit", "625100", "10", **tax), journal_line(fr, "Credit", "421000", "12")]
    line = {"Amount": -2, "DetailType": "TaxLineDetail", "TaxLineDetail": {"TaxRateRef": {"value": "1"}}}
    assert fr.refused("journalentry", {"Line": lines, "TxnTaxDetail": {"TaxLine": [line]}}) == ["6000"]


def test_sales_tax_of_an_entry_counts_as_sales(fr: Api) -> None:
    tax = {"TaxCodeRef": {"value": "2"}, "TaxApplicableOn": "Sales", "TaxAmount": 2}
    lines = [journal_line(fr, "Credit", "707000", "10", **tax), journal_line(fr, "Debit", "512000", "12")]
    fr.create("JournalEntry", {"Line": lines})
    assert fr.balances()["445710"] == -2
    assert fr.books()["tax"] == [{"rate": "2", "name": "TVA 20 % (ventes)", "net": "10.00", "tax": "2.00"}]


def test_a_foreign_entry_has_at_most_one_payable_line(gb: Api) -> None:
    gb.change(preferences={"CurrencyPrefs": {"MultiCurrencyEnabled": True}})
    vendor = gb.create("Vendor", {"DisplayName": "Paris SARL", "CurrencyRef": {"value": "EUR"}})["Id"]
    entity = {"Entity": {"Type": "Vendor", "EntityRef": {"value": vendor}}}
    lines = [journal_line(gb, "Debit", "Travel", "10"), journal_line(gb, "Credit", "Creditors", "4", **entity)]
    body = {"CurrencyRef": {"value": "EUR"}, "ExchangeRate": 0.85}
    one = [*lines, journal_line(gb, "Credit", "Petty cash", "6")]
    assert gb.post("journalentry", body | {"Line": one}).status == 200
    two = [*lines, journal_line(gb, "Credit", "Creditors", "6", **entity)]
    assert gb.refused("journalentry", body | {"Line": two}) == ["6000"]
    assert gb.balances() == {"Travel": Decimal("8.50"), "Creditors": Decimal("-3.40"), "Petty cash": Decimal("-5.10")}


def test_description_lines_of_an_entry_post_nothing(gb: Api) -> None:
    lines = [
        journal_line(gb, "Debit", "Travel", "10"),
        {"DetailType": "DescriptionOnly", "Description": "note"},
        journal_line(gb, "Credit", "Petty cash", "10"),
    ]
    made = gb.create("JournalEntry", {"Line": lines})
    assert len(made["Line"]) == 3
    assert len(gb.books()["ledger"]) == 2


@pytest.mark.parametrize(
    ("detail", "code"),
    [
        ({"TaxCodeRef": {"value": "2"}, "TaxAmount": 2}, "2270"),
        ({"TaxCodeRef": {"value": "2"}, "TaxApplicableOn": "Purchase", "TaxAmount": -2}, "2290"),
        ({"JournalCodeRef": {"value": "7"}}, "610"),
        ({"TaxCodeRef": {"value": "2"}, "TaxApplicableOn": "Purchase"}, "2280"),
        ({"TaxCodeRef": {"value": "10"}, "TaxApplicableOn": "Purchase", "TaxAmount": 2}, "6160"),
        ({"BillableStatus": "Billable"}, "6310"),
        ({"CustomerRef": {"value": "1"}}, "2010"),
        ({"Entity": {"Type": "Vendor", "EntityRef": {"value": "1"}}}, "2500"),
        ({"Entity": {"value": "1", "type": "VENDOR"}}, "2010"),
        ({"JournalCodeRef": None}, "2020"),
        ({"JournalCodeRef": {"value": "66"}}, "2500"),
        ({"PostingType": "Sideways"}, "2010"),
    ],
)
def test_what_a_journal_line_does_not_take(fr: Api, detail: Row, code: str) -> None:
    lines = [journal_line(fr, "Debit", "625100", "10"), journal_line(fr, "Credit", "421000", "10")]
    fr.change(create={"JournalCode": {"Id": "7", "Name": "ZZ", "Type": "Bank", "Active": False}})
    lines[0]["JournalEntryLineDetail"] |= detail
    assert code in fr.refused("journalentry", {"Line": lines})


def test_payables_want_a_vendor_and_receivables_a_customer(fr: Api) -> None:
    for account, kind, id_ in (("401000", "Vendor", "21"), ("411000", "Customer", "1")):
        lines = [journal_line(fr, "Debit", "512000", "10"), journal_line(fr, "Credit", account, "10")]
        assert fr.refused("journalentry", {"Line": lines}) == ["6000"]
        lines[1]["JournalEntryLineDetail"]["Entity"] = {"Type": kind, "EntityRef": {"value": id_}}
        assert fr.post("journalentry", {"Line": lines}).status == 200


def test_journal_codes_exist_in_france_only(gb: Api) -> None:
    lines = [
        journal_line(gb, "Debit", "Travel", "10", JournalCodeRef={"value": "1"}),
        journal_line(gb, "Credit", "Petty cash", "10"),
    ]
    assert gb.refused("journalentry", {"Line": lines}) == ["2010"]


def test_journal_numbers_are_checked_when_the_company_warns(gb: Api) -> None:
    lines = [journal_line(gb, "Debit", "Travel", "10"), journal_line(gb, "Credit", "Petty cash", "10")]
    made = gb.create("JournalEntry", {"Line": lines, "DocNumber": "AA_2025-07"})
    answer = gb.post("journalentry", {"Line": lines, "DocNumber": "AA_2025-07"})
    assert answer.codes == ["6140"]
    assert f"is assigned to TxnType=Journal Entry with TxnId={made['Id']}" in answer.details
    assert (
        gb.post("journalentry?include=allowduplicatedocnum", {"Line": lines, "DocNumber": "AA_2025-07"}).status == 200
    )
    gb.change(preferences={"OtherPrefs": {"NameValue": [{"Name": "WarnDuplicateJournalNumber", "Value": "false"}]}})
    assert gb.post("journalentry", {"Line": lines, "DocNumber": "AA_2025-07"}).status == 200
    assert "DocNumber" not in gb.create("JournalEntry", {"Line": lines})
    assert gb.create("JournalEntry?include=allowautodocnum", {"Line": lines}, name="JournalEntry")["DocNumber"] == "1"
