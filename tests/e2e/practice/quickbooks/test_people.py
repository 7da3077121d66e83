"""What people do to entries in the web product: edit, void, merge vendors, close and reopen a month; and what the bank adds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from tests.e2e.practice.quickbooks.api import Api
from tests.e2e.practice.quickbooks.test_entries import deposit, deposit_line, journal_line
from tests.e2e.practice.quickbooks.test_payments import bill, payment

Row = dict[str, Any]

KINDS = ("Purchase", "Bill", "VendorCredit", "BillPayment", "Transfer", "CreditCardPayment", "Deposit", "JournalEntry")
NUMBERED = ("Purchase", "Bill", "VendorCredit", "BillPayment", "JournalEntry")
CLOSED = {"AccountingInfoPrefs": {"BookCloseDate": "2026-03-31"}}


def entries(api: Api) -> dict[str, Row]:
    """An entry of each kind, of March, with a memo and a number where there is one."""
    day: Row = {"TxnDate": "2026-03-10", "PrivateNote": "ours"}
    number: Row = day | {"DocNumber": "N-1"}
    bank, card = api.ref("512000"), {"value": api.wallet("Credit Card")["value"]}
    owed = bill(api, **number)
    purchase = {"PaymentType": "Cash", "AccountRef": bank, "Line": [api.line("625100", "10", "2")]} | number
    moved = {"FromAccountRef": bank, "ToAccountRef": api.ref("530000"), "Amount": 40} | day
    paid = {"CreditCardAccountRef": card, "BankAccountRef": bank, "Amount": 40} | day
    journal = [journal_line(api, "Debit", "625100", "10"), journal_line(api, "Credit", "512000", "10")]
    return {
        "Purchase": api.create("Purchase", purchase),
        "Bill": {"Id": owed},
        "VendorCredit": {"Id": bill(api, "20", "VendorCredit", **number)},
        "BillPayment": api.create("BillPayment", payment(api, "60", ("Bill", owed, "60"), **number)),
        "Transfer": api.create("Transfer", moved),
        "CreditCardPayment": api.create("CreditCardPayment", paid, "CreditCardPaymentTxn"),
        "Deposit": api.create("Deposit", deposit(api, deposit_line(api, "625100", "10", "2"), **day)),
        "JournalEntry": api.create("JournalEntry", {"Line": journal} | number),
    }


@pytest.fixture(name="made")
def _made(fr: Api) -> Iterator[dict[str, Row]]:
    yield entries(fr)
    books = fr.books()
    assert books["totals"]["debit"] == books["totals"]["credit"]


def row(api: Api, kind: str, made: dict[str, Row]) -> Row:
    found: Row = next(one for one in api.books()["entities"][kind] if one["Id"] == made[kind]["Id"])
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_a_person_edits_date_memo_and_number_and_nothing_else_changes(fr: Api, made: dict[str, Row], kind: str) -> None:
    before, balances = row(fr, kind, made), fr.balances()
    number = {"number": "INV-7"} if kind in NUMBERED else {}
    fr.change(edit={kind: {"Id": made[kind]["Id"], "date": "2026-04-02", "memo": None, **number}})
    after = row(fr, kind, made)
    assert (after["TxnDate"], after.get("DocNumber"), after["SyncToken"]) == ("2026-04-02", number.get("number"), "1")
    assert "PrivateNote" not in after
    assert fr.balances() == balances
    changing = ("TxnDate", "PrivateNote", "DocNumber", "SyncToken", "MetaData", "DueDate")
    assert {n: v for n, v in after.items() if n not in changing} == {
        n: v for n, v in before.items() if n not in changing
    }


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "Bill"])
def test_a_person_edits_the_amount_and_the_vat_follows(fr: Api, made: dict[str, Row], kind: str) -> None:
    fr.change(edit={kind: {"Id": made[kind]["Id"], "amount": "30"}})
    after = row(fr, kind, made)
    assert (after["Line"][0]["Amount"] if "Line" in after else after["Amount"]) == 30
    total = {"Purchase": 36, "VendorCredit": 30, "BillPayment": 30, "Deposit": 36}.get(kind)
    assert total is None or after["TotalAmt"] == total


def test_a_person_edits_vat_vendor_and_accounts(fr: Api, made: dict[str, Row]) -> None:
    fr.change(edit={"Purchase": {"Id": made["Purchase"]["Id"], "tax": "1.99", "vendor": "21"}})
    spent = row(fr, "Purchase", made)
    assert (spent["TotalAmt"], spent["TxnTaxDetail"]["TotalTax"]) == (11.99, 1.99)
    assert spent["EntityRef"]["value"] == "21"
    bank = fr.wallet()["value"]
    movers = ("Purchase", "Transfer", "CreditCardPayment", "Deposit", "JournalEntry", "BillPayment")
    for kind in movers:
        fr.change(edit={kind: {"Id": made[kind]["Id"], "money_account": bank}})
    assert "512000" not in fr.balances()
    for kind in ("Purchase", "Deposit", "JournalEntry"):
        fr.change(edit={kind: {"Id": made[kind]["Id"], "account": fr.account("616000")}})
    assert fr.balances()["616000"] == 10
    assert "625100" not in fr.balances()


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "Bill"])
def test_a_voided_entry_stays_with_all_amounts_nought(fr: Api, made: dict[str, Row], kind: str) -> None:
    fr.change(void={kind: made[kind]["Id"]})
    after = row(fr, kind, made)
    assert (after["PrivateNote"], after["SyncToken"]) == ("Voided - ours", "1")
    assert {after.get("TotalAmt", 0), after.get("Amount", 0), *(line["Amount"] for line in after.get("Line", []))} == {
        0
    }
    assert not [one for one in fr.books()["ledger"] if one["txn_id"] == after["Id"]]


def test_a_voided_payment_leaves_its_bill_open_and_a_paid_bill_is_not_voided(fr: Api, made: dict[str, Row]) -> None:
    with pytest.raises(ValueError, match="linked to a payment"):
        fr.change(void={"Bill": made["Bill"]["Id"]})
    fr.change(void={"BillPayment": made["BillPayment"]["Id"]})
    assert row(fr, "BillPayment", made)["Line"] == []
    assert row(fr, "Bill", made)["Balance"] == 100
    fr.change(void={"Bill": made["Bill"]["Id"]})
    assert row(fr, "Bill", made)["Balance"] == 0


def test_a_merged_vendor_is_gone_and_its_entries_are_the_others(fr: Api, made: dict[str, Row]) -> None:
    fr.change(edit={"Purchase": {"Id": made["Purchase"]["Id"], "vendor": "21"}})
    tokens = [row(fr, kind, made)["SyncToken"] for kind in ("Purchase", "Bill", "BillPayment")]
    fr.change(merge_vendors={"from": "21", "into": "22"})
    assert fr.call("GET", "vendor/21").codes == ["610"]
    assert "Vendor" not in fr.query("select * from Vendor where Id = '21' and Active in (true, false)")
    kept = fr.get("vendor/22")["Vendor"]
    for kind, member in (("Purchase", "EntityRef"), ("Bill", "VendorRef"), ("BillPayment", "VendorRef")):
        assert (row(fr, kind, made)[member]["value"], row(fr, kind, made)[member]["name"]) == (
            "22",
            kept["DisplayName"],
        )
    assert [row(fr, kind, made)["SyncToken"] for kind in ("Purchase", "Bill", "BillPayment")] == tokens
    assert kept["Balance"] == 100 - 60 - 20
    assert {one["name"] for one in fr.books()["ledger"] if one["name"]} == {"22"}
    yesterday = (datetime.now(UTC) - timedelta(days=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
    gone = fr.get(f"cdc?entities=Vendor&changedSince={yesterday}")["CDCResponse"]
    assert {"21"} <= {one["Id"] for one in gone[0]["QueryResponse"][0]["Vendor"] if one.get("status") == "Deleted"}


def test_a_person_writes_into_a_closed_month_which_the_api_does_not_and_reopens_it(
    fr: Api, made: dict[str, Row]
) -> None:
    fr.change(preferences=CLOSED)
    entry = made["Purchase"]
    change = {"Id": entry["Id"], "SyncToken": "0", "sparse": True, "PaymentType": "Cash", "PrivateNote": "x"}
    assert fr.refused("purchase", change) == ["6210"]
    fr.change(edit={"Purchase": {"Id": entry["Id"], "memo": "seen"}})
    assert row(fr, "Purchase", made)["PrivateNote"] == "seen"
    fr.change(preferences={"AccountingInfoPrefs": {"BookCloseDate": None}})
    assert fr.post("purchase", change | {"SyncToken": "1"}).status == 200


@pytest.mark.parametrize(
    "data",
    [
        {"edit": {"Purchase": {"Id": "1001", "wish": 1}}},
        {"edit": {"Purchase": {"Id": "999"}}},
        {"edit": {"Transfer": {"Id": "1004", "tax": "1"}}},
        {"void": {"Vendor": "21"}},
        {"merge_vendors": {"from": "21", "into": "21"}},
        {"bank_feed": {"account": "1", "lines": [{"wish": 1}]}},
    ],
)
def test_what_people_cannot_do_is_an_error(fr: Api, made: dict[str, Row], data: Row) -> None:
    assert made
    with pytest.raises(ValueError, match=r"unknown|refused|cannot"):
        fr.change(**data)


def test_a_failure_asked_for_waits_for_the_api(fr: Api, made: dict[str, Row]) -> None:
    fr.change(fail_next={"code": "10000", "entity": "Purchase"})
    fr.change(edit={"Purchase": {"Id": made["Purchase"]["Id"], "memo": "x"}})
    assert row(fr, "Purchase", made)["PrivateNote"] == "x"


def test_the_bank_adds_entries_of_the_shape_that_was_seen(fr: Api) -> None:
    lines = [
        {
            "date": "2026-03-02",
            "text": "Minoterie Forez 4823 Lyon",
            "amount": "12.40",
            "category": fr.account("601100"),
        },
        {"date": "2026-03-03", "text": "Metro", "amount": "7", "vendor": "25", "category": fr.account("625100")},
        {"date": "2026-03-04", "text": "Metro", "amount": "-2.50", "category": fr.account("625100")},
    ]
    created = fr.change(bank_feed={"account": fr.account("512000"), "lines": lines})["created"]
    first, second = (fr.get(f"purchase/{id_}")["Purchase"] for id_ in created["Purchase"])
    assert "DocNumber" not in first
    assert "EntityRef" not in first
    assert first["PrivateNote"] == first["Line"][0]["Description"] == "MINOTERIE FOREZ 4823 LYON"
    assert (first["TotalAmt"], first["PaymentType"], first["SyncToken"]) == (Decimal("12.4"), "Cash", "0")
    assert first["PurchaseEx"]["any"][0]["value"]["Value"] == "54"
    assert "TaxCodeRef" not in first["Line"][0]["AccountBasedExpenseLineDetail"]
    assert second["EntityRef"]["name"] == "Metro Vaise"
    (deposit_id,) = created["Deposit"]
    assert fr.get(f"deposit/{deposit_id}")["Deposit"]["TotalAmt"] == Decimal("2.5")
    assert fr.balances() == {
        "601100": Decimal("12.4"),
        "625100": Decimal("4.5"),
        "512000": Decimal("-16.9"),
    }


def test_the_bank_of_a_card_account_adds_card_charges_and_credits(gb: Api) -> None:
    card = gb.wallet("Credit Card")["value"]
    travel = gb.account("Travel")
    lines = [{"date": "2026-03-02", "text": "TfL", "amount": amount, "category": travel} for amount in ("5", "-5")]
    ids = gb.change(bank_feed={"account": card, "lines": lines})["created"]["Purchase"]
    rows = [gb.get(f"purchase/{id_}")["Purchase"] for id_ in ids]
    assert [(one["PaymentType"], one["Credit"]) for one in rows] == [("CreditCard", False), ("CreditCard", True)]
    assert "DocNumber" not in rows[0]
    assert gb.balances() == {}
