"""What bookkeepers do to entries between two exports of an expense: edited is known again, voided is asked, deleted is told."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.practice_set_up import PracticeSetUp, codes, house, purchase, statuses

KINDS = (
    "Purchase",
    "Bill",
    "VendorCredit",
    "BillPayment",
    "Transfer",
    "Deposit",
    "JournalEntry",
    "CreditCardPaymentTxn",
)


@pytest.fixture(name="everything")
def _everything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[PracticeSetUp]:
    """The bakery with an expense of every type, all exported once."""
    with house(tmp_path, monkeypatch, all_types=True) as home:
        home.make_ready()
        home.let_income_in()
        assert set(statuses(home.export())) == {"exported"}
        yield home


def of_ours(home: PracticeSetUp) -> list[tuple[str, dict[str, Any]]]:
    """Transactions in the books, by kind."""
    entities = home.books()["entities"]
    found = ((kind, entities.get(kind) or {}) for kind in KINDS)
    return [(kind, row) for kind, rows in found for row in (rows.values() if isinstance(rows, dict) else rows)]


def edit(home: PracticeSetUp, **members: Any) -> None:
    """The bookkeeper changes these members of every transaction that has them."""
    for kind, row in of_ours(home):
        changed = {name: value for name, value in members.items() if name != "DocNumber" or "DocNumber" in row}
        home.change_books(update={kind: {"Id": row["Id"], **changed}})


def again(home: PracticeSetUp) -> list[str]:
    """The owner exports everything again in Pleo; the accounting entries."""
    ids = [item["accountingEntryId"] for job in home.jobs() for item in job["items"]]
    home.practice.pleo_control("queue", {"accounting_entry_ids": ids}, country=home.country)
    return ids


@pytest.mark.parametrize(
    "members",
    [
        {"DocNumber": "INV-0815"},
        {"TxnDate": "2026-12-24"},
        {"PrivateNote": "agreed with the bank"},
        {"DocNumber": "INV-0815", "TxnDate": "2026-12-24", "PrivateNote": "agreed with the bank"},
    ],
    ids=["number", "date", "memo", "all of them"],
)
def test_an_entry_that_was_edited_is_known_again_whatever_its_kind(
    everything: PracticeSetUp, members: dict[str, str]
) -> None:
    before = sorted((kind, row["Id"]) for kind, row in of_ours(everything))
    edit(everything, **members)
    ids = again(everything)
    outcome = everything.export()
    assert outcome.problem is None
    assert statuses(outcome) == {"already_there": len(ids)}
    assert sorted((kind, row["Id"]) for kind, row in of_ours(everything)) == before


def test_a_voided_entry_is_asked_about_and_neither_called_there_nor_posted_anew(bakery: PracticeSetUp) -> None:
    bakery.wait_in_pleo(purchase("12.00"))
    assert statuses(bakery.export()) == {"exported": 1}
    (row,) = bakery.rows("Purchase")
    lines = [line | {"Amount": 0} for line in row["Line"]]
    voided = {"Id": row["Id"], "TotalAmt": 0, "Line": lines, "TxnTaxDetail": {"TotalTax": 0}}
    bakery.change_books(update={"Purchase": voided})
    again(bakery)
    bakery.press_export()
    (foreseen,) = bakery.preview().items
    assert codes(foreseen) == ["voided_by_hand"]
    outcome = bakery.export()
    assert statuses(outcome) == {"held": 1}
    assert codes(outcome.items[0]) == ["voided_by_hand"]
    assert len(bakery.rows("Purchase")) == 1


def test_an_entry_deleted_before_pleo_was_told_is_never_told_as_exported(bakery: PracticeSetUp) -> None:
    gone, kept = bakery.wait_in_pleo(purchase("12.00"), purchase("7.30"))
    bakery.fault("status", service="pleo", method="PUT", path="export-jobs/.*/items", status=503, times=0)
    assert bakery.export().exit_code == 5
    bakery.practice.control("conditions", {"faults": []})
    row = next(row for row in bakery.rows("Purchase") if gone in row["PrivateNote"])
    bakery.change_books(delete={"Purchase": [row["Id"]]})
    outcome = bakery.export()
    by_id = {one.record.accounting_entry_id: one for one in outcome.items}
    assert (by_id[gone].record.status.value, codes(by_id[gone])) == ("failed", ["deleted_by_hand"])
    assert by_id[kept].record.status.value == "exported"
    (job,) = bakery.jobs()
    told = {item["accountingEntryId"]: item["status"] for item in job["items"]}
    assert told == {gone: "failed", kept: "successful"}
    assert [kept in row["PrivateNote"] for row in bakery.rows("Purchase")] == [True]
