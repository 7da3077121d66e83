"""Pages of practice Pleo: cursors, what excludes each other, default sizes, empty pages, orders."""

from __future__ import annotations

import re

import pytest

from tests.e2e.practice.pleo.calls import account, company_id, pending_job, search_accounts
from tests.e2e.practice.server_fixture import Practice

CURSOR = re.compile(r"[A-Z2-7=~]+")


def entries(practice: Practice, query: str = "") -> dict[str, object]:
    answer = practice.pleo(
        "POST", f"/v1/accounting-entries:search?company_id={company_id(practice)}{query}", {"includeDeleted": False}
    )
    assert answer.status == 200, answer.body
    page: dict[str, object] = answer.json()
    return page


def walk(practice: Practice, query: str) -> list[str]:
    found: list[str] = []
    cursor = ""
    while True:
        page = entries(practice, query + cursor)
        found += [entry["id"] for entry in page["data"]]
        if not page["pagination"]["hasNextPage"]:
            return found
        cursor = f"&after={page['pagination']['endCursor']}"


def test_following_cursors_gives_every_row_once(practice: Practice) -> None:
    whole = [expense["id"] for expense in practice.dump()["expenses"]]
    assert len(whole) == 41
    assert walk(practice, "&limit=7") == whole


def test_pages_can_be_walked_backwards(practice: Practice) -> None:
    first = entries(practice, "&limit=5")
    second = entries(practice, f"&limit=5&after={first['pagination']['endCursor']}")
    assert second["pagination"]["hasPreviousPage"] is True
    back = entries(practice, f"&limit=5&before={second['pagination']['startCursor']}")
    assert back["data"] == first["data"]
    assert back["pagination"]["hasPreviousPage"] is False
    assert back["pagination"]["hasNextPage"] is True


def test_cursors_are_opaque_and_never_the_same(practice: Practice) -> None:
    one, two = (entries(practice, "&limit=3")["pagination"]["endCursor"] for _ in range(2))
    assert CURSOR.fullmatch(one)
    assert CURSOR.fullmatch(two)
    assert one != two
    assert entries(practice, f"&limit=3&after={one}")["data"] == entries(practice, f"&limit=3&after={two}")["data"]


def test_rows_added_while_walking_are_neither_doubled_nor_skipped(practice: Practice) -> None:
    before = [expense["id"] for expense in practice.dump()["expenses"]]
    page = entries(practice, "&limit=10")
    found = [entry["id"] for entry in page["data"]]
    practice.pleo_control("delete", {"accounting_entry_ids": [before[0]]})
    added = practice.pleo_control("expenses", [{"amount": "1.00"}])["accounting_entry_ids"]
    rest = entries(practice, f"&limit=100&after={page['pagination']['endCursor']}")
    assert found + [entry["id"] for entry in rest["data"]] == before + added


@pytest.mark.parametrize(
    "query",
    [
        "&before=AAAA&after=AAAA",
        "&after=AAAA&offset=1",
        "&offset=0",
        "&after=not-a-cursor",
        "&after=MFRGG===",
        "&limit=0",
        "&limit=101",
        "&limit=-1",
        "&limit=ten",
        "&sorting_keys=id",
        "&sorting_keys=id&sorting_order=ASC&sorting_order=DESC",
        "&sorting_keys=amount&sorting_order=ASC",
        "&sorting_keys=id&sorting_order=UP",
    ],
)
def test_wrong_paging_is_refused(practice: Practice, query: str) -> None:
    path = f"/v1/accounting-entries:search?company_id={company_id(practice)}{query}"
    assert practice.pleo("POST", path, {"includeDeleted": False}).status == 400


def test_a_cursor_of_another_list_is_refused(practice: Practice) -> None:
    cursor = entries(practice, "&limit=1")["pagination"]["endCursor"]
    assert practice.pleo("GET", f"/v2/employees?after={cursor}").status == 400
    path = f"/v1/accounting-entries:search?company_id={company_id(practice)}&after={cursor}&sorting_keys=id&sorting_order=ASC"
    assert practice.pleo("POST", path, {"includeDeleted": False}).status == 400


def test_default_sizes_are_20_entries_10_receipts_and_100_elsewhere(practice: Practice) -> None:
    assert len(entries(practice)["data"]) == 20
    receipts = practice.pleo(
        "POST", f"/v1/accounting-entries/receipts:search?company_id={company_id(practice)}", {"includeDeleted": False}
    )
    assert len(receipts.json()["data"]) == 10
    practice.pleo_control("seed", {"accounts": [{"externalId": str(n), "name": "x"} for n in range(130)]})
    assert len(search_accounts(practice).json()["data"]) == 100


def test_a_page_is_never_longer_than_100_even_when_more_is_asked_for(practice: Practice) -> None:
    practice.pleo_control("seed", {"accounts": [{"externalId": str(n), "name": "x"} for n in range(130)]})
    page = search_accounts(practice, "?limit=1000").json()
    assert len(page["data"]) == 100
    assert page["pagination"]["hasNextPage"] is True


def test_offset_skips_rows_where_it_is_allowed(practice: Practice) -> None:
    practice.pleo_control("seed", {"accounts": [{"externalId": str(n), "name": "x"} for n in range(9)]})
    rows = search_accounts(practice, "?offset=6").json()["data"]
    assert [row["externalId"] for row in rows] == ["6", "7", "8"]


def test_empty_pages_send_null_cursors_in_one_family_and_none_in_the_other(practice: Practice) -> None:
    pagination = search_accounts(practice).json()["pagination"]
    assert pagination["endCursor"] is None
    jobs = practice.pleo("GET", "/v3/export-jobs").json()
    assert jobs["data"] == []
    assert "endCursor" not in jobs["pagination"]
    assert jobs["pagination"]["hasNextPage"] is False


def test_entries_are_ordered_by_the_keys_asked_for(practice: Practice) -> None:
    ids = walk(practice, "&limit=9&sorting_keys=id&sorting_order=DESC")
    assert ids == sorted(ids, reverse=True)
    assert len(ids) == 41


def test_nulls_stand_where_the_order_says(practice: Practice) -> None:
    def settled(order: str) -> list[bool]:
        page = entries(practice, f"&limit=100&sorting_keys=settledAt&sorting_order={order}")
        return ["settledAt" in entry for entry in page["data"]]

    first, last = settled("ASC_NULLS_FIRST"), settled("ASC_NULLS_LAST")
    assert first == sorted(first)
    assert last == sorted(last, reverse=True)
    assert False in first


def test_items_of_a_job_come_in_pages_too(practice: Practice) -> None:
    job, ids = pending_job(practice, 5)
    one = practice.pleo("GET", f"/v3/export-items?job_id={job}&limit=3").json()
    two = practice.pleo("GET", f"/v3/export-items?job_id={job}&limit=3&after={one['pagination']['endCursor']}").json()
    assert [item["accountingEntryId"] for item in one["data"] + two["data"]] == ids
    assert two["pagination"]["hasNextPage"] is False


def test_a_filtered_list_can_be_walked_while_its_rows_leave_the_filter(practice: Practice) -> None:
    for number in range(6):
        assert practice.pleo("POST", "/v1/chart-of-accounts", account(practice, externalId=str(number))).status == 201
    page = search_accounts(practice, "?limit=2", archived=False).json()
    for row in page["data"]:
        words = {"name": row["name"], "code": row["code"], "archived": True}
        assert practice.pleo("PUT", f"/v1/chart-of-accounts/{row['id']}", words).status == 200
    rest = search_accounts(practice, f"?after={page['pagination']['endCursor']}", archived=False).json()["data"]
    assert [row["externalId"] for row in rest] == ["2", "3", "4", "5"]
