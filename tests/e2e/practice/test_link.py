"""What Pleo's own link leaves in the books, as far as it is known."""

from __future__ import annotations

from typing import Any

import pytest

from tests.e2e.practice.pleo.calls import company_id
from tests.e2e.practice.server_fixture import Practice, PracticeRefusedError

Row = dict[str, Any]


def linked(practice: Practice, expenses: list[Row], **words: Any) -> tuple[list[str], Row]:
    """Lets the link export these expenses; their ids, and the books afterwards."""
    practice.write_references()
    practice.pleo_control("expenses", method="DELETE")
    ids = practice.pleo_control("expenses", expenses)["accounting_entry_ids"]
    bank = next(row["Id"] for row in books(practice)["entities"]["Account"] if row.get("AcctNum") == "512000")
    practice.control(f"link/{company_id(practice)}", {"accounting_entry_ids": ids, "account": bank} | words)
    return ids, books(practice)


def books(practice: Practice) -> Row:
    realm = practice.company()["quickbooks"]["realm_id"]
    found: Row = practice.control(f"quickbooks/{realm}/books", method="GET")
    return found


EXPENSE = {
    "amount": "24.01",
    "supplier": "Uber",
    "account": "606400",
    "tax": "TVA 20 %",
    "date": "2026-10-02",
    "note": "to the fair",
    "reconciliationId": "2601217",
    "receipts": ["pdf", "png"],
}


def test_an_expense_with_its_receipts_on_the_day_of_settlement(practice: Practice) -> None:
    (entry_id,), found = linked(practice, [EXPENSE], days=3)
    [row] = found["entities"]["Purchase"]
    assert (row["TxnDate"], row["PaymentType"], row["TotalAmt"]) == ("2026-10-05", "Cash", 24.01)
    assert (row["PrivateNote"], row["EntityRef"]["name"]) == ("Uber", "Uber")
    assert "DocNumber" not in row
    assert entry_id not in str(row)
    assert [one["content_type"] for one in found["attachments"]] == ["application/pdf", "image/png"]
    assert {one["refs"][0]["value"] for one in found["attachments"]} == {row["Id"]}
    assert practice.dump()["expenses"][0]["exportStatus"] == "EXPORTED"


def test_what_is_not_known_of_it_can_be_chosen(practice: Practice) -> None:
    _, found = linked(practice, [EXPENSE], memo="{note} {receipt}", number="{receipt}", vendor=False)
    [row] = found["entities"]["Purchase"]
    assert (row["PrivateNote"], row["DocNumber"]) == ("to the fair 2601217", "2601217")
    assert "EntityRef" not in row


def test_money_back_is_a_deposit_and_an_expense_without_vat_has_none(practice: Practice) -> None:
    plain = {"amount": "5.00", "supplier": "Uber", "account": "606400", "date": "2026-10-02"}
    _, found = linked(practice, [{"type": "refund"} | EXPENSE, plain])
    assert found["entities"]["Deposit"][0]["TotalAmt"] == 24.01
    assert found["entities"]["Purchase"][0]["TotalAmt"] == 5
    assert found["totals"]["debit"] == found["totals"]["credit"]
    assert [row["DisplayName"] for row in found["entities"]["Vendor"]].count("Uber") == 1


def test_it_can_export_an_expense_twice(practice: Practice) -> None:
    ids, _ = linked(practice, [EXPENSE])
    bank = books(practice)["entities"]["Purchase"][0]["AccountRef"]["value"]
    practice.control(f"link/{company_id(practice)}", {"accounting_entry_ids": ids, "account": bank})
    assert len(books(practice)["entities"]["Purchase"]) == 2


@pytest.mark.parametrize("words", [{"wish": 1}, {"accounting_entry_ids": ["nobody"]}, {"account": "9999"}])
def test_what_the_link_cannot_do(practice: Practice, words: Row) -> None:
    with pytest.raises(PracticeRefusedError, match="400"):
        linked(practice, [EXPENSE], **words)


def test_types_the_link_is_not_known_to_export(practice: Practice) -> None:
    with pytest.raises(PracticeRefusedError, match="wallet_topup"):
        linked(practice, [{"type": "wallet_topup", "amount": "5.00"}])
