"""Bill payments, transfers and credit card payments."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.e2e.practice.quickbooks.api import Api

Row = dict[str, Any]


def bill(api: Api, amount: str = "100", entity: str = "Bill", **more: Any) -> str:
    body = {"VendorRef": {"value": "21"}, "Line": [api.line("601100", amount, "8")]} | more
    return str(api.create(entity, body)["Id"])


def payment(api: Api, total: str, *links: tuple[str, str, str], **more: Any) -> Row:
    lines = [{"Amount": Decimal(amount), "LinkedTxn": [{"TxnId": id_, "TxnType": kind}]} for kind, id_, amount in links]
    return {
        "VendorRef": {"value": "21"},
        "PayType": "Check",
        "CheckPayment": {"BankAccountRef": api.ref("512000")},
        "TotalAmt": Decimal(total),
        "Line": lines,
    } | more


def delete(api: Api, entity: str, id_: str) -> Any:
    return api.post(f"{entity.lower()}?operation=delete", {"Id": id_, "SyncToken": "0"})


def test_a_payment_settles_its_bill_and_gives_it_back_when_deleted(fr: Api) -> None:
    owed = bill(fr)
    made = fr.create("BillPayment", payment(fr, "60", ("Bill", owed, "60")))
    shown = fr.get(f"bill/{owed}")["Bill"]
    assert (shown["Balance"], shown["LinkedTxn"][0]["TxnId"]) == (40, made["Id"])
    assert fr.balances() == {"601100": Decimal(100), "401000": Decimal(-40), "512000": Decimal(-60)}
    assert delete(fr, "Bill", owed).codes == ["6400"]
    assert delete(fr, "BillPayment", made["Id"]).status == 200
    assert fr.get(f"bill/{owed}")["Bill"]["Balance"] == 100
    assert delete(fr, "Bill", owed).status == 200
    assert fr.balances() == {}


def test_what_cannot_be_linked(fr: Api) -> None:
    owed = bill(fr)
    other = bill(fr, VendorRef={"value": "22"})
    spent = fr.create(
        "Purchase", {"PaymentType": "Cash", "AccountRef": fr.ref("512000"), "Line": [fr.line("616000", "1", "8")]}
    )
    assert fr.refused("billpayment", payment(fr, "100.01", ("Bill", owed, "100.01"))) == ["620"]
    assert fr.refused("billpayment", payment(fr, "1", ("Bill", other, "1"))) == ["620"]
    assert fr.refused("billpayment", payment(fr, "1", ("Purchase", spent["Id"], "1"))) == ["620"]
    assert fr.refused("billpayment", payment(fr, "2", ("Bill", owed, "1"), ("Bill", owed, "1"))) == ["620"]
    assert fr.refused("billpayment", payment(fr, "1", ("Bill", "9999", "1"))) == ["610"]
    assert fr.refused("billpayment", payment(fr, "2", ("Bill", owed, "1"))) == ["6000"]
    fr.create("BillPayment", payment(fr, "100", ("Bill", owed, "100")))
    assert fr.refused("billpayment", payment(fr, "1", ("Bill", owed, "1"))) == ["620"]


def test_a_line_without_link_and_a_payment_without_account_are_2020(fr: Api) -> None:
    body = payment(fr, "1")
    assert fr.refused("billpayment", body | {"Line": [{"Amount": 1}]}) == ["2020"]
    assert fr.refused("billpayment", body | {"Line": [{"Amount": 1, "LinkedTxn": []}]}) == ["2020"]
    owed = bill(fr)
    del (whole := payment(fr, "1", ("Bill", owed, "1")))["CheckPayment"]
    assert fr.refused("billpayment", whole) == ["2020"]


@pytest.mark.parametrize(("kind", "member", "account", "codes"), [
    ("Check", {"CheckPayment": "BankAccountRef"}, "512800", ["6430"]),
    ("CreditCard", {"CreditCardPayment": "CCAccountRef"}, "512000", ["6430"]),
    ("CreditCard", {"CreditCardPayment": "CCAccountRef"}, "512800", []),
])  # fmt: skip
def test_the_account_must_fit_the_pay_type(
    fr: Api, kind: str, member: dict[str, str], account: str, codes: list[str]
) -> None:
    ((holder, inner),) = member.items()
    body = payment(fr, "1", ("Bill", bill(fr), "1"), PayType=kind) | {holder: {inner: fr.ref(account)}}
    assert fr.post("billpayment", body).codes == codes


def test_a_payment_of_zero_applies_a_credit_to_a_bill(fr: Api) -> None:
    owed, credit = bill(fr), bill(fr, "30", "VendorCredit")
    fr.create("BillPayment", payment(fr, "0", ("Bill", owed, "30"), ("VendorCredit", credit, "30")))
    assert fr.get(f"bill/{owed}")["Bill"]["Balance"] == 70
    assert fr.get(f"vendorcredit/{credit}")["VendorCredit"]["Balance"] == 0
    assert fr.balances() == {"601100": Decimal(70), "401000": Decimal(-70)}


def test_a_payment_of_zero_applies_a_journal_entry_to_a_credit(gb: Api) -> None:
    vendor = {"Type": "Vendor", "EntityRef": {"value": "21"}}
    lines = [
        {"Amount": 30, "DetailType": "JournalEntryLineDetail",
         "JournalEntryLineDetail": {"PostingType": "Debit", "AccountRef": gb.ref("Barclays Current")}},
        {"Amount": 30, "DetailType": "JournalEntryLineDetail",
         "JournalEntryLineDetail": {"PostingType": "Credit", "AccountRef": gb.ref("Creditors"), "Entity": vendor}},
    ]  # fmt: skip
    entry = gb.create("JournalEntry", {"Line": lines})
    credit = gb.create("VendorCredit", {"VendorRef": {"value": "21"}, "Line": [gb.line("Travel", "30", "6")]})
    body = {
        "VendorRef": {"value": "21"}, "PayType": "Check", "TotalAmt": 0,
        "CheckPayment": {"BankAccountRef": gb.ref("Barclays Current")},
        "Line": [{"Amount": 30, "LinkedTxn": [{"TxnId": entry["Id"], "TxnType": "JournalEntry"}]},
                 {"Amount": 30, "LinkedTxn": [{"TxnId": credit["Id"], "TxnType": "VendorCredit"}]}],
    }  # fmt: skip
    gb.create("BillPayment", body)
    assert gb.get("vendor/21")["Vendor"]["Balance"] == 0
    assert gb.refused("billpayment", body) == ["620"]
    assert delete(gb, "JournalEntry", entry["Id"]).codes == ["6400"]


def test_a_paid_bill_cannot_shrink_below_what_is_paid(fr: Api) -> None:
    owed = bill(fr)
    fr.create("BillPayment", payment(fr, "60", ("Bill", owed, "60")))
    body = {"Id": owed, "SyncToken": "0", "VendorRef": {"value": "21"}}
    assert fr.refused("bill", body | {"Line": [fr.line("601100", "59", "8")]}) == ["6000"]
    line = [fr.line("601100", "60", "8")]
    assert fr.refused("bill", body | {"Line": line, "VendorRef": {"value": "22"}}) == ["6000"]
    assert fr.create("Bill", body | {"Line": line})["Balance"] == 0


def test_a_payment_can_be_changed_to_another_amount(fr: Api) -> None:
    owed = bill(fr)
    made = fr.create("BillPayment", payment(fr, "60", ("Bill", owed, "60")))
    fr.create("BillPayment", payment(fr, "100", ("Bill", owed, "100"), Id=made["Id"], SyncToken="0"))
    assert fr.get(f"bill/{owed}")["Bill"]["Balance"] == 0
    assert fr.balances() == {"601100": Decimal(100), "512000": Decimal(-100)}


# -- transfers -----------------------------------------------------------------------------------------------------


def transfer(api: Api, source: str, target: str, amount: str = "50", **more: Any) -> Row:
    return {"FromAccountRef": api.ref(source), "ToAccountRef": api.ref(target), "Amount": Decimal(amount)} | more


def test_a_transfer_moves_money_between_asset_accounts(fr: Api) -> None:
    made = fr.create("Transfer", transfer(fr, "512000", "530000", TxnDate="2026-02-01", PrivateNote="é"))
    assert (made["Amount"], made["FromAccountRef"]["name"]) == (50, "Banque Crédit Agricole")
    assert fr.balances() == {"512000": Decimal(-50), "530000": Decimal(50)}
    assert fr.post("transfer", transfer(fr, "425000", "512000")).status == 200


@pytest.mark.parametrize(
    ("source", "target", "amount", "code"),
    [
        ("512000", "512800", "1", "6430"),
        ("512000", "421000", "1", "6430"),
        ("512000", "411000", "1", "6430"),
        ("512000", "625100", "1", "6430"),
        ("101000", "512000", "1", "6430"),
        ("512000", "512000", "1", "6000"),
        ("512000", "530000", "0", "6000"),
        ("512000", "530000", "-1", "2290"),
    ],
)
def test_what_a_transfer_does_not_take(fr: Api, source: str, target: str, amount: str, code: str) -> None:
    assert fr.refused("transfer", transfer(fr, source, target, amount)) == [code]


@pytest.mark.parametrize(
    "member", [{"DocNumber": "1"}, {"CurrencyRef": {"value": "EUR"}}, {"ExchangeRate": 1}, {"Line": [1]}]
)
def test_a_transfer_has_no_number_and_no_currency(fr: Api, member: Row) -> None:
    assert fr.refused("transfer", transfer(fr, "512000", "530000") | member) == ["2010"]


def test_a_transfer_needs_one_currency(fr: Api) -> None:
    fr.change(preferences={"CurrencyPrefs": {"MultiCurrencyEnabled": True}})
    account = {"Name": "USD", "AcctNum": "512200", "AccountType": "Bank", "CurrencyRef": {"value": "USD"}}
    usd = fr.create("Account", account)["Id"]
    assert fr.refused("transfer", transfer(fr, "512000", "530000") | {"ToAccountRef": {"value": usd}}) == ["6000"]


def test_a_credit_card_payment_pays_a_card_down(fr: Api) -> None:
    body = {"CreditCardAccountRef": fr.ref("512800"), "BankAccountRef": fr.ref("512000"), "Amount": 80}
    made = fr.create("CreditCardPayment", body, name="CreditCardPaymentTxn")
    assert fr.balances() == {"512800": Decimal(80), "512000": Decimal(-80)}
    assert fr.get(f"creditcardpayment/{made['Id']}")["CreditCardPaymentTxn"]["Amount"] == 80
    assert fr.query("select * from CreditCardPayment")["CreditCardPaymentTxn"][0]["Id"] == made["Id"]
    wrong = body | {"BankAccountRef": fr.ref("512800")}
    assert fr.refused("creditcardpayment", wrong) == ["6430"]
    assert fr.refused("creditcardpayment", body | {"DocNumber": "1"}) == ["2010"]
    assert fr.refused("creditcardpayment", {}) == ["2020", "2020", "2020"]
    gone = fr.batch([{"bId": "1", "operation": "delete", "CreditCardPaymentTxn": {"Id": made["Id"], "SyncToken": "0"}}])
    assert gone[0]["CreditCardPaymentTxn"]["status"] == "Deleted"
