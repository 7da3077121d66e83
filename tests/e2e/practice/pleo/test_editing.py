"""What people change in an expense that was exported: the next item tells it, and receipts that stay keep their bytes."""

from __future__ import annotations

from typing import Any

import pytest

from tests.e2e.practice.pleo.test_files import download
from tests.e2e.practice.server_fixture import Practice, PracticeRefusedError

EXPENSE = {
    "amount": "24.00",
    "supplier": "Uber",
    "account": "606400",
    "tax": "TVA 20 %",
    "tags": ["class:Boutique"],
    "date": "2026-10-02",
    "receipts": ["pdf", "png"],
}


@pytest.fixture(name="expense")
def _expense(practice: Practice) -> str:
    practice.write_references()
    practice.pleo_control("expenses", method="DELETE")
    entry_id: str = practice.pleo_control("expenses", [EXPENSE])["accounting_entry_ids"][0]
    item(practice, entry_id)
    return entry_id


def item(practice: Practice, entry_id: str) -> dict[str, Any]:
    """The expense as a job tells it; the job is cancelled afterwards."""
    job_id = practice.pleo_control("export", {"accounting_entry_ids": [entry_id]})["id"]
    answer = practice.pleo("GET", f"/v3/export-items?job_id={job_id}")
    assert answer.status == 200
    practice.pleo_control("cancel", {"job_id": job_id})
    told: dict[str, Any] = answer.json()["data"][0]
    return told


def test_amount_category_vat_tags_and_date_of_the_only_line(practice: Practice, expense: str) -> None:
    before = item(practice, expense)
    changes = {"amount": "11.00", "account": "625100", "tax": "TVA 10 %", "tags": [], "date": "2026-10-12", "note": "n"}
    practice.pleo_control("edit", {"id": expense} | changes)
    after = item(practice, expense)
    [line] = after["accountingEntryLines"]
    assert after["amount"]["inWalletCurrency"]["value"] == line["lineAmount"]["inWalletCurrency"]["value"] == 1100
    assert line["tax"]["amount"]["inWalletCurrency"]["value"] == 100
    assert (line["account"]["code"], line["tags"], after["note"]) == ("625100", [], "n")
    assert after["date"].startswith("2026-10-12")
    kept = ("accountingEntryId", "supplier", "user", "type", "additionalInformation")
    assert {name: after[name] for name in kept} == {name: before[name] for name in kept}


def test_one_change_leaves_everything_else(practice: Practice, expense: str) -> None:
    [before] = item(practice, expense)["accountingEntryLines"]
    practice.pleo_control("edit", {"id": expense, "account": "625100"})
    [after] = item(practice, expense)["accountingEntryLines"]
    assert {n: v for n, v in after.items() if n != "account"} == {n: v for n, v in before.items() if n != "account"}


def test_another_vat_code_has_the_vat_of_its_own_rate(practice: Practice, expense: str) -> None:
    practice.pleo_control("edit", {"id": expense, "amount": "22.00"})
    practice.pleo_control("edit", {"id": expense, "tax": "TVA 10 %"})
    [line] = item(practice, expense)["accountingEntryLines"]
    assert line["tax"]["amount"]["inWalletCurrency"]["value"] == 200
    practice.pleo_control("edit", {"id": expense, "net": "30.00"})
    [line] = item(practice, expense)["accountingEntryLines"]
    assert line["lineAmount"]["inWalletCurrency"]["value"] == 3300


def test_lines_can_be_split(practice: Practice, expense: str) -> None:
    lines = [{"amount": "20.00", "account": "606400"}, {"amount": "4.00", "account": "625100"}]
    practice.pleo_control("edit", {"id": expense, "lines": lines})
    assert len(item(practice, expense)["accountingEntryLines"]) == 2
    with pytest.raises(PracticeRefusedError, match="several lines"):
        practice.pleo_control("edit", {"id": expense, "amount": "1.00"})


def receipts(practice: Practice, entry_id: str) -> list[tuple[str, bytes]]:
    rows = practice.pleo("GET", f"/v1/accounting-entries/{entry_id}/receipts").json()["data"]
    return [(row["id"], download(practice, row["url"]).body) for row in rows]


def test_receipts_are_reordered_and_replaced_and_those_that_stay_are_the_same(practice: Practice, expense: str) -> None:
    first, second = receipts(practice, expense)
    practice.pleo_control("edit", {"id": expense, "amount": "99.00", "receipts": [1, 0]})
    assert practice.world is not None
    practice.world._receipts._contents.clear()
    assert receipts(practice, expense) == [second, first]
    practice.pleo_control("edit", {"id": expense, "receipts": [1, "pdf"]})
    kept, new = receipts(practice, expense)
    assert kept == first
    assert new[0] not in {first[0], second[0]}
    practice.pleo_control("edit", {"id": expense, "receipts": [0, "png"]})
    assert receipts(practice, expense)[1][0] not in {first[0], second[0], new[0]}
    assert len(item(practice, expense)["files"]) == 2


def test_an_exported_expense_stays_exported_until_it_is_exported_again(practice: Practice, expense: str) -> None:
    job_id = practice.pleo_control("export", {"accounting_entry_ids": [expense]})["id"]
    with pytest.raises(PracticeRefusedError, match="locked"):
        practice.pleo_control("edit", {"id": expense, "amount": "1.00"})
    practice.pleo("POST", "/v3/export-job-events", {"jobId": job_id, "event": "started"})
    practice.pleo(
        "PUT",
        f"/v3/export-jobs/{job_id}/items",
        [{"accountingEntryId": expense, "status": "successful", "externalId": "1"}],
    )
    practice.pleo("POST", "/v3/export-job-events", {"jobId": job_id, "event": "completed"})
    practice.pleo_control("edit", {"id": expense, "amount": "1.00"})
    assert practice.dump()["expenses"][0]["exportStatus"] == "EXPORTED"
    practice.pleo_control("queue", {"accounting_entry_ids": [expense]})
    assert item(practice, expense)["amount"]["inWalletCurrency"]["value"] == 100


@pytest.mark.parametrize("words", [{"wish": 1}, {"exportStatus": "QUEUED"}, {"amount": "x"}, {"receipts": [7]}])
def test_what_cannot_be_edited(practice: Practice, expense: str, words: dict[str, Any]) -> None:
    with pytest.raises(PracticeRefusedError, match="400"):
        practice.pleo_control("edit", {"id": expense} | words)
    with pytest.raises(PracticeRefusedError, match="409"):
        practice.pleo_control("edit", {"id": "nobody"})
