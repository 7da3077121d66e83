"""Accounting entries at practice Pleo: filters, money, splits."""

from __future__ import annotations

from typing import Any

import pytest

from tests.e2e.practice.pleo.calls import company_id
from tests.e2e.practice.server_fixture import Practice

NIL = "00000000-0000-0000-0000-000000000000"


def search(practice: Practice, **filters: Any) -> list[dict[str, Any]]:
    answer = practice.pleo(
        "POST",
        f"/v1/accounting-entries:search?company_id={company_id(practice)}&limit=100",
        {"includeDeleted": False} | filters,
    )
    assert answer.status == 200, answer.body
    rows: list[dict[str, Any]] = answer.json()["data"]
    return rows


def only(practice: Practice, expenses: list[dict[str, Any]]) -> list[str]:
    """Keep only these expenses and return their ids."""
    practice.pleo_control("expenses", method="DELETE")
    ids: list[str] = practice.pleo_control("expenses", expenses)["accounting_entry_ids"]
    return ids


def test_the_sample_queue_is_41_entries_of_3482_10(practice: Practice) -> None:
    rows = search(practice, exportStatus=["QUEUED"])
    assert len(rows) == 41
    assert sum(row["totalBillValue"]["minors"] for row in rows) == 348210
    assert search(practice, exportStatus=["EXPORTED"]) == []


@pytest.mark.parametrize(
    "words",
    [
        {},
        {"includeDeleted": None},
        {"includeDeleted": False, "exportStatus": ["DONE"]},
        {"includeDeleted": False, "settledAtStart": "2026-01-01"},
    ],
)
def test_wrong_searches_are_refused(practice: Practice, words: dict[str, Any]) -> None:
    assert (
        practice.pleo("POST", f"/v1/accounting-entries:search?company_id={company_id(practice)}", words).status == 400
    )


def test_a_search_needs_a_company_or_an_organization(practice: Practice) -> None:
    assert practice.pleo("POST", "/v1/accounting-entries:search", {"includeDeleted": False}).status == 400


def test_date_filters_exclude_each_other(practice: Practice) -> None:
    moment = "2026-01-01T00:00:00Z"
    words = {"includeDeleted": False, "settledAtStart": moment, "performedAtEnd": moment}
    assert (
        practice.pleo("POST", f"/v1/accounting-entries:search?company_id={company_id(practice)}", words).status == 400
    )


def test_entries_are_found_by_period(practice: Practice) -> None:
    ids = only(practice, [{"amount": "1.00", "date": f"2026-0{month}-15"} for month in (1, 2, 3)])
    found = search(practice, bookkeepingDateStart="2026-02-01T00:00:00Z", bookkeepingDateEnd="2026-02-28T23:59:59.999Z")
    assert [row["id"] for row in found] == [ids[1]]
    assert [row["id"] for row in search(practice, settledAtStart="2026-02-16T00:00:00+01:00")] == [ids[2]]
    assert len(search(practice, performedAtEnd="2026-12-31T00:00:00Z")) == 3


def test_entries_are_found_by_what_they_are(practice: Practice) -> None:
    expenses = [
        {"amount": "1.00", "note": "x", "user": "Karim Haddad"},
        {"type": "out_of_pocket", "amount": "2.00", "settled": False},
        {"type": "wallet_topup", "amount": "3.00", "queued": False},
    ]
    one, two, three = only(practice, expenses)

    def found(**filters: Any) -> set[str]:
        return {row["id"] for row in search(practice, **filters)}

    assert found(families=["OUT_OF_POCKET"]) == {two}
    assert found(subFamilies=["LOAD"]) == {three}
    assert found(hasNote=True) == {one}
    assert found(settled=False) == {two}
    assert found(exportStatus=["NOT_EXPORTED"]) == {three}
    person = next(row["id"] for row in practice.dump()["employees"] if row["firstName"] == "Karim")
    assert found(employeeIds=[person.upper()]) == {one}
    practice.pleo_control("delete", {"accounting_entry_ids": [one]})
    assert found() == {two, three}
    assert found(includeDeleted=True) == {one, two, three}
    assert practice.pleo("GET", f"/v1/accounting-entries/{one}").status == 404
    assert practice.pleo("GET", f"/v1/accounting-entries/{one}?include_deleted=true").status == 200


def test_entries_are_found_by_their_mapping(practice: Practice) -> None:
    practice.write_references()
    one, two = only(
        practice,
        [{"amount": "1.00", "account": "606400", "tax": "TVA 20 %", "tags": ["class:Fournil"]}, {"amount": "2.00"}],
    )
    dumped = practice.dump()
    account = next(row["id"] for row in dumped["accounts"] if row["code"] == "606400")
    code = next(row["id"] for row in dumped["tax_codes"] if row["name"] == "TVA 20 %")
    tag = next(row for row in dumped["tags"] if row["name"] == "Fournil")
    assert [row["id"] for row in search(practice, accountIds=[account])] == [one]
    assert [row["id"] for row in search(practice, hasAccount=False)] == [two]
    assert [row["id"] for row in search(practice, taxCodeIds=[code])] == [one]
    assert [row["id"] for row in search(practice, tagRowIds=[tag["id"]])] == [one]
    assert [row["id"] for row in search(practice, tagGroupIdsUnset=[tag["groupId"]])] == [two]
    assert (search(practice)[0]["accountId"], search(practice)[1]["accountId"]) == (account, NIL)


def test_account_codes_come_only_with_a_single_entry(practice: Practice) -> None:
    practice.write_references()
    [one] = only(practice, [{"amount": "1.00", "account": "606400"}])
    assert "accountCode" not in search(practice)[0]
    assert practice.pleo("GET", f"/v1/accounting-entries/{one}").json()["data"]["accountCode"] == "606400"


def test_split_entries_show_their_parts(practice: Practice) -> None:
    practice.write_references()
    only(practice, [{"lines": [{"amount": "1.00", "account": "606400"}, {"amount": "2.50", "account": "606300"}]}])
    [row] = search(practice)
    assert [item["totalBillValue"]["minors"] for item in row["splitItems"]] == [100, 250]
    assert "accountId" not in row


def test_money_is_positive_for_spend_and_negative_for_what_comes_back(practice: Practice) -> None:
    only(
        practice,
        [{"type": kind, "amount": "5.00"} for kind in ("card_purchase", "refund", "wallet_topup", "wallet_unload")],
    )
    assert [row["totalBillValue"]["minors"] for row in search(practice)] == [500, -500, -500, 500]


@pytest.mark.parametrize(("currency", "minors"), [("USD", 150000), ("JPY", 1500), ("KWD", 1500000)])
def test_minors_follow_the_currency(practice: Practice, currency: str, minors: int) -> None:
    [one] = only(practice, [{"amount": "10.00", "supplierAmount": {"currency": currency, "amount": "1500"}}])
    row = practice.pleo("GET", f"/v1/accounting-entries/{one}").json()["data"]
    assert row["transactionValue"] == {"currency": currency, "minors": minors}
    assert row["totalBillValue"] == {"currency": "EUR", "minors": 1000}


def test_the_core_model_splits_net_and_tax(practice: Practice) -> None:
    practice.write_references()
    [one] = only(practice, [{"amount": "12.00", "account": "606400", "tax": "TVA 20 %"}])
    core = practice.pleo("GET", f"/v1/accounting-entries/{one}/core").json()["data"]
    assert [core[name]["minors"] for name in ("grossBillValue", "netBillValue", "taxBillValue")] == [1200, 1000, 200]
    listed = practice.pleo(
        "POST", f"/v1/accounting-entries/core:search?company_id={company_id(practice)}", {"includeDeleted": False}
    )
    assert listed.json()["data"][0] == core
