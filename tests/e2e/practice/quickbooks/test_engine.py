"""Rules that hold for every entity: answers can be sent back, failures can be asked for."""

from __future__ import annotations

from typing import Any

import pytest

from tests.e2e.practice.quickbooks.api import Api

Row = dict[str, Any]
JSON_NAMES = {"CreditCardPayment": "CreditCardPaymentTxn"}


def body(api: Api, entity: str) -> Row:
    expense = [
        api.line("625100", "10", "2", ClassRef={"value": "5000000000000000101"}),
        api.line("611000", "3.33", "7"),
    ]
    tax = {"TaxCodeRef": {"value": "2"}, "TaxApplicableOn": "Purchase", "TaxAmount": 2}
    code = {"JournalCodeRef": {"value": "6"}}
    match entity:
        case "Purchase":
            entity_ref = {"value": "21", "type": "Vendor"}
            return {"PaymentType": "Cash", "AccountRef": api.ref("512000"), "EntityRef": entity_ref, "Line": expense}
        case "Bill" | "VendorCredit":
            return {"VendorRef": {"value": "21"}, "Line": expense, "DocNumber": "D"}
        case "BillPayment":
            owed = api.create("Bill", {"VendorRef": {"value": "21"}, "Line": [api.line("625100", "10", "8")]})["Id"]
            links = [{"TxnId": owed, "TxnType": "Bill"}]
            return {
                "VendorRef": {"value": "21"}, "PayType": "Check", "TotalAmt": 10,
                "CheckPayment": {"BankAccountRef": api.ref("512000")}, "Line": [{"Amount": 10, "LinkedTxn": links}],
            }  # fmt: skip
        case "Transfer":
            return {"FromAccountRef": api.ref("512000"), "ToAccountRef": api.ref("530000"), "Amount": 5}
        case "CreditCardPayment":
            return {"CreditCardAccountRef": api.ref("512800"), "BankAccountRef": api.ref("512000"), "Amount": 5}
        case "Deposit":
            detail = {"AccountRef": api.ref("625100"), "TaxCodeRef": {"value": "2"}, "TaxApplicableOn": "Purchase",
                      "Entity": {"value": "21", "type": "VENDOR"}}  # fmt: skip
            line = {"DetailType": "DepositLineDetail", "Amount": 10, "DepositLineDetail": detail}
            return {"DepositToAccountRef": api.ref("512000"), "Line": [line]}
        case _:
            lines = [
                {"DetailType": "JournalEntryLineDetail", "Amount": amount,
                 "JournalEntryLineDetail": {"PostingType": side, "AccountRef": api.ref(number)} | code | extra}
                for side, number, amount, extra in (("Debit", "625100", 10, tax), ("Credit", "421000", 12, {}))
            ]  # fmt: skip
            return {"Line": lines, "DocNumber": "J"}


ENTITIES = [
    "Purchase",
    "Bill",
    "VendorCredit",
    "BillPayment",
    "Transfer",
    "CreditCardPayment",
    "Deposit",
    "JournalEntry",
]


@pytest.mark.parametrize("entity", ENTITIES)
def test_an_answer_can_be_sent_back_as_a_full_update(fr: Api, entity: str) -> None:
    member = JSON_NAMES.get(entity, entity)
    made = fr.create(entity, body(fr, entity), name=member)
    before = fr.balances()
    if entity == "VendorCredit":
        del made["TxnTaxDetail"]
    again = fr.create(entity, made, name=member)
    assert again["SyncToken"] == "1"
    assert fr.balances() == before
    ignored = {"SyncToken", "MetaData", "TxnTaxDetail"}
    assert {n: v for n, v in again.items() if n not in ignored} == {n: v for n, v in made.items() if n not in ignored}


@pytest.mark.parametrize("entity", ENTITIES)
def test_a_sparse_update_of_the_note_keeps_the_books(fr: Api, entity: str) -> None:
    member = JSON_NAMES.get(entity, entity)
    made = fr.create(entity, body(fr, entity), name=member)
    before = fr.balances()
    change = {"Id": made["Id"], "SyncToken": "0", "sparse": True, "PrivateNote": "vu"}
    if entity == "Purchase":
        change["PaymentType"] = "Cash"
    assert fr.create(entity, change, name=member)["PrivateNote"] == "vu"
    assert fr.balances() == before


@pytest.mark.parametrize("entity", ENTITIES)
def test_every_transaction_can_be_read_queried_and_deleted(fr: Api, entity: str) -> None:
    member = JSON_NAMES.get(entity, entity)
    made = fr.create(entity, body(fr, entity) | {"TxnDate": "2026-02-03", "PrivateNote": "pleo:x"}, name=member)
    assert fr.get(f"{entity.lower()}/{made['Id']}")[member] == made
    found = fr.query(f"select * from {entity} where TxnDate = '2026-02-03'")[member]  # noqa: S608 - an own language
    assert [row["PrivateNote"] for row in found] == ["pleo:x"]
    gone = fr.post(f"{entity.lower()}?operation=delete", {"Id": made["Id"], "SyncToken": "0"})
    assert gone.body[member]["status"] == "Deleted"
    assert fr.query(f"select * from {entity}") == {}  # noqa: S608 - an own language


@pytest.mark.parametrize("entity", ENTITIES)
def test_nothing_can_be_voided(fr: Api, entity: str) -> None:
    assert fr.refused(f"{entity.lower()}?operation=void", {"Id": "1", "SyncToken": "0"}) == ["500"]


def test_failures_can_be_asked_for_inside_batches_and_uploads(fr: Api) -> None:
    fr.change(
        fail_next=[
            {"code": "3001", "entity": "Purchase", "skip": 1, "times": 1},
            {"code": "10000", "entity": "Attachable"},
        ]
    )
    items = [{"bId": str(n), "operation": "create", "Purchase": body(fr, "Purchase")} for n in range(3)]
    answers = fr.batch(items)
    assert [item.get("Fault", {}).get("Error", [{}])[0].get("code") for item in answers] == [None, "3001", None]
    assert answers[1]["Fault"]["type"] == "SystemFault"
    fr.change(fail_next={"code": "10000"})
    failed = fr.post("vendor", {"DisplayName": "Nouveau"})
    assert (failed.status, failed.codes) == (500, ["10000"])
    assert fr.post("vendor", {"DisplayName": "Nouveau"}).status == 200
    assert fr.post("attachable", {"Note": "n"}).status == 500
    assert fr.post("attachable", {"Note": "n"}).status == 200


def test_a_parent_account_counts_its_children_in(fr: Api) -> None:
    fr.change(
        create={
            "Account": {
                "Id": "90",
                "Name": "Sous-compte",
                "AccountType": "Bank",
                "AccountSubType": "Checking",
                "ParentRef": {"value": "20"},
            }
        }
    )
    fr.create("Transfer", {"FromAccountRef": fr.ref("530000"), "ToAccountRef": {"value": "90"}, "Amount": 5})
    shown = fr.get("account/20")["Account"]
    assert (shown["CurrentBalance"], shown["CurrentBalanceWithSubAccounts"]) == (0, 5)


@pytest.mark.parametrize(
    "payload",
    [
        {"Line": [None]},
        {"Line": "x"},
        {"Line": [[]]},
        {"Line": [{"Amount": [], "DetailType": 7}]},
        {"AccountRef": {"value": {}}},
        {"AccountRef": {"value": 1.5}},
        {"TxnTaxDetail": {"TaxLine": [{}]}},
        {"TxnTaxDetail": []},
        {"TotalAmt": "x", "PrivateNote": 5, "DocNumber": True},
        {"ExchangeRate": "NaN"},
        {"Line": [{"Amount": 1e300, "DetailType": "AccountBasedExpenseLineDetail"}]},
    ],
)
@pytest.mark.parametrize("entity", ENTITIES)
def test_hostile_shapes_are_refused_and_never_break_the_service(fr: Api, entity: str, payload: Row) -> None:
    answer = fr.post(entity.lower(), payload)
    assert answer.status == 400
    assert set(answer.codes) <= {"2010", "2020", "2050"}
    assert fr.books()["ledger"] == []
