"""Entries are asked for under the names that recordings use, what a deposit pays out in cash is seen, and a memo changes alone."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from pleoqb_desktop.domain.entries import EntryKind, Party
from pleoqb_desktop.ports.errors import LedgerRefusal
from pleoqb_desktop.ports.ledger import PostedEntry
from pleoqb_desktop.services.http.exchange import Answer, Call
from pleoqb_desktop.services.quickbooks import wire
from pleoqb_desktop.services.quickbooks.entries import Entries
from pleoqb_desktop.services.quickbooks.requests import Requests
from tests.builders import item, posted

DAY = date(2026, 11, 2)
CARD_PAYMENT = {
    "Id": "7", "SyncToken": "0", "TxnDate": "2026-11-02", "Amount": 80, "BankAccountRef": {"value": "35"},
    "CreditCardAccountRef": {"value": "42"},
}  # fmt: skip
FAULT = {"Error": [{"code": "4001", "Message": "Invalid query", "Detail": "QueryValidationError"}]}


class Asked:
    """A transport that knows card payments by one name only, and answers under the other one."""

    def __init__(self, known: str) -> None:
        self.statements: list[str] = []
        self._known = known

    def send(self, call: Call, _cancel: object = None) -> Answer:
        statement = dict(call.params)["query"]
        self.statements.append(statement)
        entity = statement.split(" FROM ")[1].split()[0]
        good = {"QueryResponse": {"CreditCardPaymentTxn": [CARD_PAYMENT]}}
        body = good if entity == self._known else {"Fault": FAULT}
        return Answer(200 if entity == self._known else 400, {}, json.dumps(body).encode())


def found(known: str, *, by_id: bool = False) -> tuple[list[PostedEntry], list[str]]:
    asked = Asked(known)
    entries = Entries(Requests(asked, "9130", None), None, {})  # type: ignore[arg-type]
    kind = EntryKind.CREDIT_CARD_PAYMENT
    rows = entries.find_by_id(kind, ["7"]) if by_id else entries.find_by_day([kind], DAY, DAY)
    return rows, [one.split(" FROM ")[1].split()[0] for one in asked.statements]


@pytest.mark.parametrize("by_id", [False, True])
def test_card_payments_are_asked_for_as_recordings_ask(by_id: bool) -> None:
    (row,), asked = found("CreditCardPayment", by_id=by_id)
    assert asked == ["CreditCardPayment"]
    assert (row.id, row.movements) == ("7", {"35": Decimal(-80), "42": Decimal(80)})


@pytest.mark.parametrize("by_id", [False, True])
def test_and_by_their_other_name_where_that_one_is_not_known(by_id: bool) -> None:
    (row,), asked = found("CreditCardPaymentTxn", by_id=by_id)
    assert asked == ["CreditCardPayment", "CreditCardPaymentTxn"]
    assert row.id == "7"


def test_cash_that_a_deposit_pays_out_moves_its_account() -> None:
    deposit = wire.posted(
        EntryKind.DEPOSIT,
        {
            "Id": "1", "TxnDate": "2026-11-02", "TotalAmt": 6, "DepositToAccountRef": {"value": "35"},
            "Line": [
                {"Amount": 10, "DetailType": "DepositLineDetail", "DepositLineDetail": {"AccountRef": {"value": "60"}}}
            ],
            "CashBack": {"AccountRef": {"value": "53"}, "Amount": 4, "Memo": "petty cash"},
        },
    )  # fmt: skip
    assert deposit.movements == {"35": Decimal(6), "60": Decimal(-10), "53": Decimal(4)}


def test_an_entry_that_names_somebody_who_is_only_foreseen_never_leaves() -> None:
    reference: Any = SimpleNamespace(known_or_read=lambda: SimpleNamespace(taxes_purchases=True))
    entries = Entries(Requests(Asked(""), "9130", None), reference, {})  # type: ignore[arg-type]
    foreseen = posted(item(supplier="new:Moulin", note="new:flour")).document
    assert b'"value"' in entries.encoded(with_vendor(foreseen, "7")).body
    with pytest.raises(ValueError, match="not there yet"):
        entries.encoded(with_vendor(foreseen, None))


def with_vendor(entry: Any, vendor_id: str | None) -> Any:
    return replace(entry, vendor=Party("new:Moulin", vendor_id))


FEED_MADE = {
    "Id": "9", "SyncToken": "0", "TxnDate": "2026-11-02", "TotalAmt": 12, "PaymentType": "Cash", "AccountRef": {"value": "35"},
    "PrivateNote": "UBER TRIP", "DocNumber": None, "PurchaseEx": {"any": []}, "MetaData": {"CreateTime": "2026-11-02T08:00:00-08:00"},
    "Line": [{
        "Id": "1", "Amount": 12, "DetailType": "AccountBasedExpenseLineDetail",
        "AccountBasedExpenseLineDetail": {"AccountRef": {"value": "60"}},
    }],
}  # fmt: skip


class Amended:
    """A transport that holds one purchase without VAT, and computes a VAT when it is written."""

    def __init__(self, tax: int) -> None:
        self.written: list[dict[str, Any]] = []
        self._tax = tax

    def send(self, call: Call, _cancel: object = None) -> Answer:
        row: dict[str, Any] = FEED_MADE
        if call.method == "POST":
            body = json.loads(call.body or b"")
            self.written.append(body)
            row = FEED_MADE | body | {"SyncToken": str(len(self.written)), "TxnTaxDetail": {"TotalTax": self._tax}}
        return Answer(200, {}, json.dumps({"Purchase": row}).encode())


def amended(held: Amended) -> PostedEntry:
    entries = Entries(Requests(held, "9130", None), None, {})  # type: ignore[arg-type]
    return entries.amend_note(EntryKind.PURCHASE, "9", lambda note: f"{note} | Pleo", "request")


def test_a_vat_of_0_that_quickbooks_computes_is_no_change_of_an_entry_without_one() -> None:
    held = Amended(tax=0)
    assert amended(held).note == "UBER TRIP | Pleo"
    (body,) = held.written
    assert body.keys() & {"PurchaseEx", "MetaData", "DocNumber"} == set()  # read only, or nothing: never sent back
    assert (body["PaymentType"], body["sparse"]) == ("Cash", True)


def test_a_vat_that_quickbooks_adds_is_put_back_with_the_memo() -> None:
    held = Amended(tax=2)
    with pytest.raises(LedgerRefusal):
        amended(held)
    assert [body["PrivateNote"] for body in held.written] == ["UBER TRIP | Pleo", "UBER TRIP"]


@pytest.mark.parametrize(
    ("payee", "named"),
    [
        ({"value": "56"}, "Moulin"),
        ({"value": "56", "type": "VENDOR"}, "Moulin"),
        ({"value": "56", "name": "Moulin & Fils"}, "Moulin & Fils"),
        ({"value": "56", "type": "Customer"}, ""),
        ({"value": "57"}, ""),
        (None, ""),
    ],
)
def test_a_reference_without_its_name_names_the_vendor_that_was_read(payee: Any, named: str) -> None:
    answer = json.dumps({"Purchase": FEED_MADE | {"EntityRef": payee}}).encode()
    transport: Any = SimpleNamespace(send=lambda _call, _cancel: Answer(200, {}, answer))
    reference: Any = None
    entry = Entries(Requests(transport, "9130", None), reference, {"56": "Moulin"}).read(EntryKind.PURCHASE, "9")
    assert entry is not None
    assert entry.vendor_name == named
