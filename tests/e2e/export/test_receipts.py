"""Receipts over HTTP on the second day: listed in another order, replaced, added, cut, empty, or with a list that cannot be had."""

from typing import Any

from tests.e2e.practice_set_up import PracticeSetUp, codes, purchase


def change(home: PracticeSetUp, entry_id: str, *receipts: Any) -> None:
    """A person changes an expense's receipts in Pleo, in practice's words (a number keeps the one of that place), and exports it
    again."""
    home.practice.pleo_control("edit", {"id": entry_id, "receipts": list(receipts)}, country=home.country)
    home.practice.pleo_control("queue", {"accounting_entry_ids": [entry_id]}, country=home.country)


def attached(home: PracticeSetUp) -> list[str]:
    """Types of what is attached."""
    return sorted(row["ContentType"] for row in home.rows("Attachable"))


def test_another_order_attaches_nothing_again_and_a_replaced_receipt_comes_beside_the_old_one(
    bakery: PracticeSetUp,
) -> None:
    (entry_id,) = bakery.wait_in_pleo(purchase("12.00", receipts=["pdf", "png"]))
    bakery.export()
    change(bakery, entry_id, 1, 0)
    outcome = bakery.export()
    assert (attached(bakery), codes(outcome.items[0])) == (["application/pdf", "image/png"], [])
    change(bakery, entry_id, {"kind": "jpeg"}, 1)
    outcome = bakery.export()
    assert codes(outcome.items[0]) == ["receipt_replaced"]
    assert attached(bakery) == ["application/pdf", "image/jpeg", "image/png"]
    rows = bakery.rows("Attachable")
    assert all(entry_id in row["Note"] for row in rows)
    assert sorted(row["Note"][-64:][:16] for row in rows) == sorted(row["FileName"].split("-")[2][:16] for row in rows)


def test_one_list_that_answers_500_for_ever_leaves_one_entry_without_its_receipt(bakery: PracticeSetUp) -> None:
    ids = bakery.wait_in_pleo(*(purchase(f"{40 + n}.00", receipts=["pdf"]) for n in range(4)))
    bakery.fault("status", service="files", status=404, times=0)
    bakery.export()
    bakery.practice.control("conditions", {"faults": []})
    bakery.fault("status", path=f"{ids[0]}/receipts", service="pleo", status=500, times=0)
    for _ in range(2):
        assert bakery.export().exit_code == 0
        assert len(attached(bakery)) == 3
    with bakery.program() as program:
        (left,) = program.runs.lacking_receipts()
        assert left.accounting_entry_id == ids[0]
        assert left.receipts_next is not None


def test_empty_receipts_cost_no_metered_read_and_no_download_until_they_are_replaced(bakery: PracticeSetUp) -> None:
    ids = bakery.wait_in_pleo(*(purchase(f"{40 + n}.00", receipts=["empty"]) for n in range(5)))
    bakery.export()
    bakery.forget_requests()
    bakery.export()
    asked = bakery.requests()
    assert [one for one in asked if one["metered"] or one["service"] == "files"] == []
    assert sum("/receipts" in one["path"] for one in asked) == len(ids)
    bakery.forget_requests()
    bakery.export()
    assert not any("/receipts" in one["path"] for one in bakery.requests())
    change(bakery, ids[0], "pdf")
    assert bakery.export().items[0].record.receipts_attached == 1
    assert attached(bakery) == ["application/pdf"]


def test_a_receipt_of_fewer_bytes_than_pleo_tells_is_not_attached(bakery: PracticeSetUp) -> None:
    bakery.wait_in_pleo(purchase("12.00", receipts=[{"kind": "png", "size": 900_000}, {"kind": "pdf"}]))
    assert codes(bakery.export().items[0]) == ["receipt_incomplete"]
    assert attached(bakery) == ["application/pdf"]
