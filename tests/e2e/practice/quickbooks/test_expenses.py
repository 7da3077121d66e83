"""Purchases, bills and vendor credits: what is refused and what is posted."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.e2e.practice.quickbooks.api import Api

Row = dict[str, Any]


def purchase(api: Api, *lines: Row, money: str = "512000", **more: Any) -> Row:
    return {
        "PaymentType": "Cash",
        "AccountRef": api.ref(money),
        "Line": list(lines) or [api.line("625100", "10", "8")],
    } | more


def bill(api: Api, *lines: Row, **more: Any) -> Row:
    return {"VendorRef": {"value": "21"}, "Line": list(lines) or [api.line("601100", "100", "4")]} | more


def test_a_purchase_posts_lines_tax_and_money(fr: Api) -> None:
    lines = [fr.line("625100", "24.17", "2"), fr.line("625700", "10.00", "3")]
    made = fr.create("Purchase", purchase(fr, *lines, TxnDate="2026-03-14", EntityRef={"value": "25"}))
    assert made["TotalAmt"] == Decimal("40.00")
    assert made["Line"][1]["AccountBasedExpenseLineDetail"]["AccountRef"]["name"] == "Réceptions et repas"
    assert made["EntityRef"] == {"value": "25", "name": "Metro Vaise", "type": "Vendor"}
    assert made["PurchaseEx"]["any"][0]["value"]["Value"] == "54"
    assert fr.balances() == {
        "625100": Decimal("24.17"),
        "625700": Decimal("10.00"),
        "445660": Decimal("5.83"),
        "512000": Decimal("-40.00"),
    }
    assert fr.get("account/20")["Account"]["CurrentBalance"] == Decimal("-40.00")
    assert fr.get("account/46")["Account"]["CurrentBalance"] == 0


def test_an_account_reference_is_named_with_its_parents(fr: Api) -> None:
    made = fr.create("Purchase", purchase(fr, fr.line("606400", "5", "8")))
    detail = made["Line"][0]["AccountBasedExpenseLineDetail"]
    assert detail["AccountRef"]["name"] == "Achats non stockés:Fournitures administratives"


@pytest.mark.parametrize(
    ("kind", "money", "codes"),
    [
        ("Cash", "512000", []),
        ("Cash", "530000", []),
        ("Cash", "512800", ["6430"]),
        ("Cash", "467000", ["6430"]),
        ("Check", "512000", []),
        ("Check", "512800", ["6430"]),
        ("CreditCard", "512800", []),
        ("CreditCard", "512000", ["6430"]),
        ("Expense", "512000", ["2010"]),
    ],
)
def test_the_money_account_must_fit_the_payment_type(fr: Api, kind: str, money: str, codes: list[str]) -> None:
    answer = fr.post("purchase", purchase(fr, money=money, PaymentType=kind))
    assert answer.codes == codes


@pytest.mark.parametrize("account", ["401000", "411000"])
def test_payables_and_receivables_are_no_expense_accounts(fr: Api, account: str) -> None:
    assert fr.refused("purchase", purchase(fr, fr.line(account, "1", "8"))) == ["6430"]


def test_missing_members_come_together_with_a_duplicate_number(fr: Api) -> None:
    fr.create("Purchase", purchase(fr, DocNumber="N1"))
    answer = fr.post("purchase", {"PaymentType": "Cash", "DocNumber": "N1"})
    assert answer.codes == ["6140", "2020", "2020"]


def test_missing_members_of_lines(fr: Api) -> None:
    assert fr.refused("purchase", purchase(fr) | {"Line": []}) == ["2020"]
    assert fr.refused("purchase", purchase(fr, {"DetailType": "AccountBasedExpenseLineDetail", "Amount": 1})) == [
        "2020"
    ]
    empty = {
        "DetailType": "AccountBasedExpenseLineDetail",
        "AccountBasedExpenseLineDetail": {"TaxCodeRef": {"value": "2"}},
    }
    assert fr.refused("purchase", purchase(fr, empty)) == ["2020", "2020"]


@pytest.mark.parametrize(
    "more",
    [
        {"Nonsense": 1},
        {"PrivateNote": {"a": 1}},
        {"TxnDate": "14/03/2026"},
        {"TxnDate": "2026-02-30"},
        {"AccountRef": "35"},
        {"AccountRef": {"value": "35", "extra": 1}},
        {"Credit": "perhaps"},
        {"ProjectRef": {"value": "4"}},
        {"Memo": "x"},
        {"GlobalTaxCalculation": "Sometimes"},
    ],
)
def test_unknown_members_and_wrong_types_are_2010(fr: Api, more: Row) -> None:
    assert "2010" in fr.refused("purchase", purchase(fr) | more)


@pytest.mark.parametrize("member", ["DepartmentRef", "ProjectRef"])
def test_a_location_does_not_belong_on_an_expense_line(gb: Api, member: str) -> None:
    line = gb.line("Travel", "1", "6", **{member: {"value": "1"}})
    body = {"PaymentType": "Cash", "AccountRef": gb.ref("Barclays Current"), "Line": [line]}
    assert gb.refused("purchase", body) == ["2010"]


@pytest.mark.parametrize(
    ("more", "detail", "noun"),
    [
        ({"AccountRef": {"value": "777"}}, {}, "Accounts"),
        ({"EntityRef": {"value": "777", "type": "Vendor"}}, {}, "Names"),
        ({"EntityRef": {"value": "21", "type": "Customer"}}, {}, "Names"),
        ({"DepartmentRef": {"value": "777"}}, {}, "Depts"),
        ({}, {"ClassRef": {"value": "777"}}, "Klasses"),
        ({}, {"CustomerRef": {"value": "777"}}, "Names"),
        ({}, {"CustomerRef": {"value": "21"}}, "Names"),
        ({}, {"AccountRef": {"value": "777"}}, "Accounts"),
    ],
)
def test_dangling_references_are_2500_with_their_noun(gb: Api, more: Row, detail: Row, noun: str) -> None:
    line = gb.line("Travel", "1", "6")
    line["AccountBasedExpenseLineDetail"] |= detail
    body = {"PaymentType": "Cash", "AccountRef": gb.ref("Barclays Current"), "Line": [line]} | more
    answer = gb.post("purchase", body)
    assert answer.codes == ["2500"]
    assert f"{noun} element id" in answer.details


@pytest.mark.parametrize(
    ("more", "detail"),
    [
        ({"EntityRef": {"value": "26", "type": "Vendor"}}, {}),
        ({"DepartmentRef": {"value": "4"}}, {}),
        ({}, {"AccountRef": {"value": "45"}}),
    ],
)
def test_inactive_references_are_610(gb: Api, more: Row, detail: Row) -> None:
    line = gb.line("Travel", "1", "6")
    line["AccountBasedExpenseLineDetail"] |= detail
    body = {"PaymentType": "Cash", "AccountRef": gb.ref("Barclays Current"), "Line": [line]} | more
    assert gb.refused("purchase", body) == ["610"]


def test_tags_reach_the_ledger(gb: Api) -> None:
    line = gb.line(
        "Travel",
        "7",
        "6",
        ClassRef={"value": "5000000000000000202"},
        CustomerRef={"value": "5"},
        BillableStatus="NotBillable",
    )
    body = {
        "PaymentType": "Cash",
        "AccountRef": gb.ref("Barclays Current"),
        "DepartmentRef": {"value": "2"},
        "Line": [line],
    }
    made = gb.create("Purchase", body)
    posted = gb.books()["ledger"][0]
    assert (posted["class"], posted["customer"], posted["department"]) == ("5000000000000000202", "5", "2")
    assert made["Line"][0]["AccountBasedExpenseLineDetail"]["CustomerRef"]["name"] == "Northern Tea Co:Online shop"


@pytest.mark.parametrize(
    ("detail", "codes"),
    [
        ({"BillableStatus": "Billable"}, ["6310"]),
        ({"BillableStatus": "HasBeenBilled", "CustomerRef": {"value": "1"}}, ["6320"]),
        ({"BillableStatus": "Billable", "CustomerRef": {"value": "1"}}, []),
    ],
)
def test_billable_lines(fr: Api, detail: Row, codes: list[str]) -> None:
    assert fr.post("purchase", purchase(fr, fr.line("625100", "1", "8", **detail))).codes == codes


@pytest.mark.parametrize("status", ["Billable", "NotBillable"])
def test_an_account_that_is_never_billed_takes_no_billable_status(fr: Api, status: str) -> None:
    detail = {"CustomerRef": {"value": "1"}, "BillableStatus": status}
    assert fr.refused("purchase", purchase(fr, fr.line("701000", "1", "8", **detail))) == ["6000"]
    del detail["BillableStatus"]
    made = fr.create("Purchase", purchase(fr, fr.line("701000", "1", "8", **detail)))
    assert "BillableStatus" not in made["Line"][0]["AccountBasedExpenseLineDetail"]


def test_a_customer_without_status_becomes_billable(fr: Api) -> None:
    made = fr.create("Purchase", purchase(fr, fr.line("625100", "1", "8", CustomerRef={"value": "1"})))
    assert made["Line"][0]["AccountBasedExpenseLineDetail"]["BillableStatus"] == "Billable"


def test_negative_amounts_are_refused(fr: Api) -> None:
    lines = [fr.line("625100", "10", "8"), fr.line("625100", "-1", "8")]
    assert fr.refused("purchase", purchase(fr, *lines)) == ["2290"]


def test_a_credit_turns_a_card_purchase_round(fr: Api) -> None:
    body = purchase(fr, fr.line("625100", "10", "2"), money="512800", PaymentType="CreditCard", Credit=True)
    made = fr.create("Purchase", body)
    assert (made["Credit"], made["PurchaseEx"]["any"][0]["value"]["Value"]) == (True, "11")
    assert fr.balances() == {"625100": Decimal(-10), "445660": Decimal(-2), "512800": Decimal(12)}


@pytest.mark.parametrize("kind", ["Cash", "Check"])
def test_credit_is_silently_ignored_on_bank_accounts(fr: Api, kind: str) -> None:
    made = fr.create("Purchase", purchase(fr, PaymentType=kind, Credit=True))
    assert made["Credit"] is False
    assert fr.balances()["625100"] == 10


# -- numbers -------------------------------------------------------------------------------------------------------


def test_a_number_is_used_once_and_the_fault_names_its_holder(fr: Api) -> None:
    first = fr.create("Purchase", purchase(fr, DocNumber="AbC"))
    answer = fr.post("purchase", purchase(fr, DocNumber="aBc"))
    assert answer.codes == ["6140"]
    assert f"DocNumber=aBc is assigned to TxnType=Expense with TxnId={first['Id']}" in answer.details
    assert fr.post("purchase?include=allowduplicatedocnum", purchase(fr, DocNumber="abc")).status == 200
    fr.conditions.change({"accept_duplicate_numbers": True})
    assert fr.post("purchase", purchase(fr, DocNumber="abc")).status == 200


def test_number_spaces_are_per_type(fr: Api) -> None:
    fr.create("Purchase", purchase(fr, DocNumber="N"))
    card = purchase(fr, money="512800", PaymentType="CreditCard", DocNumber="N")
    assert fr.refused("purchase", card) == ["6140"]
    assert fr.post("purchase", card | {"Credit": True}).status == 200
    assert fr.refused("purchase", card | {"Credit": True}) == ["6140"]
    assert fr.post("purchase", purchase(fr, PaymentType="Check", DocNumber="N")).status == 200
    assert fr.refused("purchase", purchase(fr, PaymentType="Check", DocNumber="N")) == ["6140"]
    fr.change(
        preferences={
            "OtherPrefs": {
                "NameValue": [{"Name": "VendorAndPurchasesPrefs.WarnDuplicateCheckNumber", "Value": "false"}]
            }
        }
    )
    assert fr.post("purchase", purchase(fr, PaymentType="Check", DocNumber="N")).status == 200


def test_a_deleted_or_changed_number_is_free_again(fr: Api) -> None:
    made = fr.create("Purchase", purchase(fr, DocNumber="N"))
    again = fr.create("Purchase", purchase(fr, DocNumber="M", Id=made["Id"], SyncToken="0"))
    assert fr.post("purchase", purchase(fr, DocNumber="N")).status == 200
    fr.post("purchase?operation=delete", {"Id": made["Id"], "SyncToken": again["SyncToken"]})
    assert fr.post("purchase", purchase(fr, DocNumber="M")).status == 200


def test_lengths(fr: Api) -> None:
    assert fr.post("purchase", purchase(fr, DocNumber="1" * 21, PrivateNote="n" * 4000)).status == 200
    assert fr.refused("purchase", purchase(fr, DocNumber="1" * 22)) == ["2050"]
    assert fr.refused("purchase", purchase(fr, PrivateNote="n" * 4001)) == ["2050"]
    line = fr.line("625100", "1", "8") | {"Description": "d" * 4001}
    assert fr.refused("purchase", purchase(fr, line)) == ["2050"]


def test_numbers_are_given_when_custom_ones_are_off(fr: Api) -> None:
    assert "DocNumber" not in fr.create("Purchase", purchase(fr))
    pair = {"Name": "VendorAndPurchasesPrefs.UseCustomTxnNumbers", "Value": "false"}
    fr.change(preferences={"OtherPrefs": {"NameValue": [pair]}})
    assert fr.create("Purchase", purchase(fr))["DocNumber"] == "1"
    assert fr.create("Purchase", purchase(fr, DocNumber="mine"))["DocNumber"] == "mine"


# -- change and deletion -------------------------------------------------------------------------------------------


def test_a_full_update_clears_what_it_leaves_out(fr: Api) -> None:
    made = fr.create("Purchase", purchase(fr, DocNumber="N", PrivateNote="note"))
    changed = fr.create("Purchase", purchase(fr, fr.line("616000", "20", "8"), Id=made["Id"], SyncToken="0"))
    assert ("PrivateNote" in changed, "DocNumber" in changed) == (False, False)
    assert changed["SyncToken"] == "1"
    assert fr.balances() == {"616000": Decimal(20), "512000": Decimal(-20)}


def test_a_sparse_update_keeps_the_rest(fr: Api) -> None:
    made = fr.create("Purchase", purchase(fr, DocNumber="N"))
    body = {"Id": made["Id"], "SyncToken": "0", "sparse": True, "PaymentType": "Cash", "PrivateNote": "new"}
    changed = fr.create("Purchase", body)
    assert (changed["DocNumber"], changed["PrivateNote"], changed["TotalAmt"]) == ("N", "new", 10)
    del body["PaymentType"]
    assert fr.refused("purchase", body | {"SyncToken": "1"}) == ["2020"]


def test_an_update_needs_the_current_sync_token(fr: Api) -> None:
    made = fr.create("Purchase", purchase(fr))
    assert fr.refused("purchase", purchase(fr, Id=made["Id"], SyncToken="1")) == ["5010"]
    assert fr.refused("purchase", purchase(fr, Id=made["Id"])) == ["2020"]
    assert fr.refused("purchase", purchase(fr, Id="99", SyncToken="0")) == ["610"]


def test_a_deletion_takes_the_postings_back(fr: Api) -> None:
    made = fr.create("Purchase", purchase(fr))
    assert fr.refused("purchase?operation=delete", {"Id": made["Id"], "SyncToken": "4"}) == ["5010"]
    assert fr.refused("purchase?operation=delete", {"Id": made["Id"]}) == ["2020"]
    answer = fr.post("purchase?operation=delete", {"Id": made["Id"], "SyncToken": "0"})
    assert answer.body["Purchase"] == {"status": "Deleted", "domain": "QBO", "Id": made["Id"]}
    assert fr.balances() == {}
    assert fr.books()["ledger"] == []
    assert fr.call("GET", f"purchase/{made['Id']}").codes == ["610"]
    assert fr.refused("purchase?operation=delete", {"Id": made["Id"], "SyncToken": "0"}) == ["610"]


def test_a_refused_update_changes_nothing(fr: Api) -> None:
    made = fr.create("Purchase", purchase(fr, DocNumber="N"))
    before = fr.books()
    assert fr.refused("purchase", purchase(fr, fr.line("401000", "1", "8"), Id=made["Id"], SyncToken="0")) == ["6430"]
    assert fr.books() == before


def test_a_matched_transaction_cannot_be_deleted(fr: Api) -> None:
    made = fr.create("Purchase", purchase(fr))
    fr.change(mark_matched={"Purchase": made["Id"]})
    assert fr.refused("purchase?operation=delete", {"Id": made["Id"], "SyncToken": "0"}) == ["6480"]


def test_closed_books_refuse_create_update_and_delete(fr: Api) -> None:
    made = fr.create("Purchase", purchase(fr, TxnDate="2026-03-31"))
    open_ = fr.create("Purchase", purchase(fr, TxnDate="2026-04-01"))
    fr.change(preferences={"AccountingInfoPrefs": {"BookCloseDate": "2026-03-31"}})
    assert fr.get("preferences")["Preferences"]["AccountingInfoPrefs"]["BookCloseDate"] == "2026-03-31"
    assert fr.refused("purchase", purchase(fr, TxnDate="2026-03-31")) == ["6210"]
    assert fr.post("purchase", purchase(fr, TxnDate="2026-04-01")).status == 200
    assert fr.refused("purchase", purchase(fr, TxnDate="2026-05-01", Id=made["Id"], SyncToken="0")) == ["6210"]
    assert fr.refused("purchase", purchase(fr, TxnDate="2026-01-01", Id=open_["Id"], SyncToken="0")) == ["6210"]
    assert fr.refused("purchase?operation=delete", {"Id": made["Id"], "SyncToken": "0"}) == ["6210"]
    fr.change(preferences={"AccountingInfoPrefs": {"BookCloseDate": None}})
    assert fr.post("purchase", purchase(fr, TxnDate="2026-03-31")).status == 200


def test_a_silent_change_by_quickbooks_shows_in_the_answer_once(fr: Api) -> None:
    fr.change(alter_next={"Line": [{"AccountBasedExpenseLineDetail": {"AccountRef": fr.ref("616000")}}]})
    made = fr.create("Purchase", purchase(fr))
    assert made["Line"][0]["AccountBasedExpenseLineDetail"]["AccountRef"]["value"] == fr.account("616000")
    assert fr.balances() == {"616000": Decimal(10), "512000": Decimal(-10)}
    fr.change(alter_next={"TotalAmt": 11.5})
    assert fr.create("Purchase", purchase(fr))["TotalAmt"] == Decimal("11.5")
    assert fr.create("Purchase", purchase(fr))["TotalAmt"] == 10


# -- bills ---------------------------------------------------------------------------------------------------------


def test_a_bill_is_owed_to_its_vendor(fr: Api) -> None:
    made = fr.create("Bill", bill(fr, TxnDate="2026-05-05"))
    assert (made["TotalAmt"], made["Balance"], made["DueDate"]) == (Decimal("105.5"), Decimal("105.5"), "2026-05-05")
    assert made["APAccountRef"]["value"] == fr.account("401000")
    assert fr.balances()["401000"] == Decimal("-105.50")
    assert fr.get("vendor/21")["Vendor"]["Balance"] == Decimal("105.5")


def test_a_vendor_credit_is_the_reverse(fr: Api) -> None:
    made = fr.create("VendorCredit", bill(fr))
    assert made["Balance"] == Decimal("105.5")
    assert fr.balances() == {"601100": Decimal(-100), "445660": Decimal("-5.50"), "401000": Decimal("105.50")}
    assert fr.refused("vendorcredit", bill(fr, TxnTaxDetail={"TotalTax": 1})) == ["2010"]


def test_bill_numbers_are_checked_per_vendor_when_the_company_warns(fr: Api) -> None:
    fr.create("Bill", bill(fr, DocNumber="F1"))
    assert fr.refused("bill", bill(fr, DocNumber="F1")) == ["6140"]
    assert fr.post("bill", bill(fr, DocNumber="F1", VendorRef={"value": "22"})).status == 200
    pair = {"Name": "VendorAndPurchasesPrefs.WarnDuplicateBillNumber", "Value": "false"}
    fr.change(preferences={"OtherPrefs": {"NameValue": [pair]}})
    assert fr.post("bill", bill(fr, DocNumber="F1")).status == 200


def test_a_bill_goes_to_a_vendor_only(fr: Api) -> None:
    assert fr.refused("bill", bill(fr, VendorRef={"value": "41"})) == ["2500"]
    assert fr.refused("bill", bill(fr, APAccountRef=fr.ref("512000"))) == ["6430"]


@pytest.mark.parametrize(("plan", "entity", "codes"), [
    ("Simple Start", "bill", ["5030"]),
    ("Simple Start", "vendorcredit", ["5030"]),
    ("Essentials", "bill", []),
    ("Simple Start", "purchase", []),
])  # fmt: skip
def test_plans(fr: Api, plan: str, entity: str, codes: list[str]) -> None:
    fr.change(company_info={"NameValue": [{"Name": "OfferingSku", "Value": f"QuickBooks Online {plan}"}]})
    body = purchase(fr) if entity == "purchase" else bill(fr)
    assert fr.post(entity, body).codes == codes


def test_classes_need_the_plan_and_the_setting(fr: Api) -> None:
    body = purchase(fr, fr.line("625100", "1", "8", ClassRef={"value": "5000000000000000101"}))
    assert fr.post("purchase", body).status == 200
    fr.change(preferences={"AccountingInfoPrefs": {"ClassTrackingPerTxnLine": False}})
    assert fr.refused("purchase", body) == ["6000"]
    fr.change(company_info={"NameValue": [{"Name": "OfferingSku", "Value": "QuickBooks Online Essentials"}]})
    assert fr.refused("purchase", body) == ["5030"]


# -- currency ------------------------------------------------------------------------------------------------------


def foreign(api: Api) -> dict[str, str]:
    api.change(preferences={"CurrencyPrefs": {"MultiCurrencyEnabled": True}})
    account = {"Name": "Compte USD", "AcctNum": "512200", "AccountType": "Bank", "CurrencyRef": {"value": "USD"}}
    vendor = {"DisplayName": "Acme (USD)", "CurrencyRef": {"value": "USD"}}
    return {"account": api.create("Account", account)["Id"], "vendor": api.create("Vendor", vendor)["Id"]}


def test_multi_currency_wants_a_currency_that_suits_account_and_vendor(fr: Api) -> None:
    usd = foreign(fr)
    body = purchase(fr, AccountRef={"value": usd["account"]}, EntityRef={"value": usd["vendor"], "type": "Vendor"})
    assert fr.refused("purchase", body) == ["2020"]
    assert fr.refused("purchase", body | {"CurrencyRef": {"value": "EUR"}}) == ["6000"]
    assert fr.refused("purchase", body | {"CurrencyRef": {"value": "JPY"}}) == ["6000"]
    made = fr.create("Purchase", body | {"CurrencyRef": {"value": "USD"}, "ExchangeRate": 0.9})
    assert (made["ExchangeRate"], made["TotalAmt"]) == (Decimal("0.9"), 10)
    assert fr.balances() == {"625100": Decimal(9), "512200": Decimal(-9)}
    assert fr.get(f"account/{usd['account']}")["Account"]["CurrentBalance"] == -10
    home = body | {"CurrencyRef": {"value": "USD"}, "EntityRef": {"value": "21", "type": "Vendor"}}
    assert fr.refused("purchase", home) == ["6000"]


def test_a_forgotten_exchange_rate_is_one(fr: Api) -> None:
    usd = foreign(fr)
    made = fr.create("Purchase", purchase(fr, AccountRef={"value": usd["account"]}, CurrencyRef={"value": "USD"}))
    assert made["ExchangeRate"] == 1


def test_converted_postings_balance_to_the_cent(fr: Api) -> None:
    usd = foreign(fr)
    lines = [fr.line("625100", "0.03", "2"), fr.line("616000", "0.07", "2"), fr.line("628000", "33.33", "3")]
    body = purchase(fr, *lines, AccountRef={"value": usd["account"]}, CurrencyRef={"value": "USD"}, ExchangeRate=0.7777)
    fr.create("Purchase", body)
    totals = fr.books()["totals"]
    assert totals["debit"] == totals["credit"] != "0"


def test_without_multi_currency_only_the_home_currency_passes(fr: Api) -> None:
    assert fr.post("purchase", purchase(fr, CurrencyRef={"value": "EUR"})).status == 200
    assert fr.refused("purchase", purchase(fr, CurrencyRef={"value": "USD"})) == ["6000"]


def test_exchange_rates_of_a_date(fr: Api) -> None:
    path = "exchangerate?sourcecurrencycode=USD&asofdate=2026-10-01"
    assert fr.call("GET", path).codes == ["5030"]
    foreign(fr)
    first = fr.get(path)["ExchangeRate"]
    assert (first["SourceCurrencyCode"], first["TargetCurrencyCode"], first["AsOfDate"]) == ("USD", "EUR", "2026-10-01")
    assert Decimal("0.9") < first["Rate"] < Decimal("0.94")
    assert fr.get(path)["ExchangeRate"]["Rate"] == first["Rate"]
    assert fr.call("GET", "exchangerate?sourcecurrencycode=JPY").codes == ["610"]
    assert fr.call("GET", "exchangerate?sourcecurrencycode=USD&asofdate=2019-01-01").codes == ["610"]
    assert fr.call("GET", "exchangerate").codes == ["2020"]


def test_item_lines_need_the_plan_and_the_item(fr: Api) -> None:
    item = {
        "DetailType": "ItemBasedExpenseLineDetail",
        "Amount": 5,
        "ItemBasedExpenseLineDetail": {"ItemRef": {"value": "1"}},
    }
    assert fr.refused("purchase", purchase(fr, item)) == ["2500"]
    note = {"DetailType": "ItemBasedExpenseLineDetail", "Amount": 5, "ItemBasedExpenseLineDetail": {"Qty": 1}}
    assert fr.create("Purchase", purchase(fr, fr.line("625100", "10", "8"), note))["TotalAmt"] == 10
    both = fr.line("625100", "10", "8") | {"ItemBasedExpenseLineDetail": {"Qty": 1}}
    assert fr.refused("purchase", purchase(fr, both)) == ["2600"]
    linked = fr.line("625100", "10", "8") | {"LinkedTxn": [{"TxnId": "1", "TxnType": "ReimburseCharge"}]}
    assert fr.refused("purchase", purchase(fr, linked)) == ["620"]
    fr.change(company_info={"NameValue": [{"Name": "OfferingSku", "Value": "QuickBooks Online Essentials"}]})
    assert fr.refused("purchase", purchase(fr, item)) == ["5030"]


def test_ten_thousand_lines_are_the_most(fr: Api) -> None:
    line = fr.line("625100", "0.01", "8")
    assert fr.create("Purchase", purchase(fr, *[line] * 10_000))["TotalAmt"] == 100
    assert fr.refused("purchase", purchase(fr, *[line] * 10_001)) == ["6000"]


def test_the_transaction_location_is_french(fr: Api, gb: Api) -> None:
    made = fr.create("Purchase", purchase(fr, TransactionLocationType="OutsideEU"))
    assert made["TransactionLocationType"] == "OutsideEU"
    assert fr.refused("purchase", purchase(fr, TransactionLocationType="Moon")) == ["2010"]
    body = {"PaymentType": "Cash", "AccountRef": gb.ref("Petty cash"), "Line": [gb.line("Travel", "1", "6")]}
    assert gb.refused("purchase", body | {"TransactionLocationType": "OutsideEU"}) == ["2010"]


def test_an_expense_on_a_foreign_account_of_another_currency_is_refused(fr: Api) -> None:
    usd = foreign(fr)
    gbp = {"Name": "Compte GBP", "AcctNum": "512300", "AccountType": "Bank", "CurrencyRef": {"value": "GBP"}}
    other = fr.create("Account", gbp)["Id"]
    line = fr.line("625100", "1", "8")
    line["AccountBasedExpenseLineDetail"]["AccountRef"] = {"value": other}
    body = purchase(fr, line, AccountRef={"value": usd["account"]}, CurrencyRef={"value": "USD"}, ExchangeRate=1)
    assert fr.refused("purchase", body) == ["6000"]
    assert fr.refused("purchase", purchase(fr, CurrencyRef={"value": "USD"}, ExchangeRate=-1)) == ["6000"]
