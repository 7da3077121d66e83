"""Change data capture and the accountant's view."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from tests.e2e.practice.quickbooks.api import Answer, Api


def cdc(api: Api, entities: str, since: str) -> Answer:
    return api.call("GET", "cdc", query_string={"entities": entities, "changedSince": since})


def inner(api: Api, entities: str, since: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = cdc(api, entities, since).body["CDCResponse"][0]["QueryResponse"]
    return found


def test_changes_since_a_time_with_deleted_and_inactive_rows(fr: Api) -> None:
    fr.clock.advance(60)
    since = fr.service.companies[fr.realm].now().isoformat()
    assert inner(fr, "Account,Vendor", since) == [{}, {}]
    fr.clock.advance(60)
    fr.create("Vendor", {"Id": "21", "SyncToken": "0", "DisplayName": "Minoterie Forez", "Active": False})
    body = {"PaymentType": "Cash", "AccountRef": fr.ref("512000"), "Line": [fr.line("625100", "10", "8")]}
    kept, gone = fr.create("Purchase", body), fr.create("Purchase", body)
    fr.post("purchase?operation=delete", {"Id": gone["Id"], "SyncToken": "0"})
    accounts, vendors, purchases = inner(fr, "Account,Vendor,Purchase", since)
    assert accounts == {}
    assert [(row["Id"], row["Active"]) for row in vendors["Vendor"]] == [("21", False)]
    assert [(row["Id"], row.get("status")) for row in purchases["Purchase"]] == [
        (kept["Id"], None),
        (gone["Id"], "Deleted"),
    ]
    assert purchases["Purchase"][1]["MetaData"]["LastUpdatedTime"]
    fr.clock.advance(60)
    later = fr.service.companies[fr.realm].now().isoformat()
    assert inner(fr, "Purchase", later) == [{}]


def test_what_change_data_capture_refuses(fr: Api) -> None:
    now = fr.service.companies[fr.realm].now()
    assert cdc(fr, "TaxCode", now.isoformat()).codes == ["2010"]
    assert cdc(fr, "JournalCode", now.isoformat()).codes == ["2010"]
    assert cdc(fr, "Account", "yesterday").codes == ["2070"]
    assert cdc(fr, "Account", "2020-01-01").codes == ["2070"]
    assert cdc(fr, "", "").codes == ["2020", "2020"]


def test_the_books_balance_whatever_was_done(fr: Api) -> None:
    lines = [fr.line("625100", "24.17", "2"), fr.line("611000", "99.99", "7")]
    made = fr.create("Purchase", {"PaymentType": "Cash", "AccountRef": fr.ref("512000"), "Line": lines})
    bill = fr.create("Bill", {"VendorRef": {"value": "21"}, "Line": [fr.line("601100", "12.34", "4")]})
    fr.create("VendorCredit", {"VendorRef": {"value": "21"}, "Line": [fr.line("601100", "2.34", "4")]})
    transfer = {"FromAccountRef": fr.ref("512000"), "ToAccountRef": fr.ref("530000"), "Amount": 50}
    fr.create("Transfer", transfer)
    fr.post("bill?operation=delete", {"Id": bill["Id"], "SyncToken": "0"})
    books = fr.books()
    assert books["totals"]["debit"] == books["totals"]["credit"]
    assert sum(Decimal(row["debit"]) - Decimal(row["credit"]) for row in books["trial_balance"]) == 0
    assert {row["txn_type"] for row in books["ledger"]} == {"Purchase", "VendorCredit", "Transfer"}
    assert books["entities"]["Purchase"][0]["Id"] == made["Id"]
    assert books["country"] == "FR"
