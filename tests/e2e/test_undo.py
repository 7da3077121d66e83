import contextlib
from pathlib import Path
from typing import Any

import pytest

from pleoqb_desktop.ports.errors import UnavailableError, WrongUsageError
from pleoqb_desktop.ports.runs import RunState
from pleoqb_desktop.undo import UndoOutcome
from tests.e2e.practice_set_up import DAY, PracticeSetUp, house, purchase, statuses

JsonMap = dict[str, Any]


def picture(home: PracticeSetUp) -> JsonMap:
    """The books without what every touch changes: stamps, tokens, and the vendors that stand inactive."""
    books = home.books()
    entities = {
        name: {
            row["Id"]: {
                key: value for key, value in row.items() if key not in {"MetaData", "SyncToken", "CurrentBalance"}
            }
            for row in (rows.values() if isinstance(rows, dict) else rows)
            if name != "Vendor" or row["Active"]
        }
        for name, rows in books["entities"].items()
    }
    return {"entities": entities, "ledger": books["ledger"], "attachments": books["attachments"], "tax": books["tax"]}


def reasons(outcome: UndoOutcome) -> dict[str, str]:
    """Why something was left, by entry."""
    return {one.record.accounting_entry_id: one.problem.code.value for one in outcome.items if one.problem}


@pytest.mark.parametrize("country", ["FR", "GB", "CA"])
def test_after_an_undo_the_company_is_as_it_was_and_can_be_exported_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, country: str
) -> None:
    with house(tmp_path, monkeypatch, country, all_types=True) as home:
        home.make_ready()
        home.let_income_in()
        before = picture(home)
        ids = [one["id"] for one in home.practice.dump(country)["expenses"]]
        outcome = home.export()
        assert statuses(outcome).keys() == {"exported"}
        after_first = picture(home)
        undone = home.undo(outcome.run_id or 0)
        assert undone.complete, reasons(undone)
        assert undone.vendors_left == ()
        assert picture(home) == before
        assert undone.attachments_removed == len(after_first["attachments"])
        home.practice.pleo_control("queue", {"accounting_entry_ids": ids}, country=country)
        again = home.export()
        assert statuses(again) == statuses(outcome)
        assert again.run_id != outcome.run_id
        assert sorted(one["sha256"] for one in home.books()["attachments"]) == sorted(
            one["sha256"] for one in after_first["attachments"]
        )
        assert totals(home) == totals_of(after_first)


def totals(home: PracticeSetUp) -> dict[str, float]:
    """What the ledger holds by account."""
    return totals_of(picture(home))


def totals_of(books: JsonMap) -> dict[str, float]:
    """The same of a picture."""
    sums: dict[str, float] = {}
    for row in books["ledger"]:
        cents = round(float(row["debit"]) * 100) - round(float(row["credit"]) * 100)
        sums[row["account"]] = sums.get(row["account"], 0) + cents
    return sums


def test_vendors_made_are_set_inactive_and_do_not_hinder_the_next_export(bakery: PracticeSetUp) -> None:
    ids = bakery.wait_in_pleo(purchase("12.00", supplier={"name": "Tout neuf"}))
    undone = bakery.undo(bakery.export().run_id or 0)
    assert undone.vendors_inactive == ("Tout neuf",)
    (row,) = [row for row in bakery.rows("Vendor") if row["DisplayName"].startswith("Tout neuf")]
    assert row["Active"] is False
    bakery.practice.pleo_control("queue", {"accounting_entry_ids": ids})
    assert statuses(bakery.export()) == {"exported": 1}
    assert (
        len([row for row in bakery.rows("Vendor") if row["DisplayName"].startswith("Tout neuf") and row["Active"]]) == 1
    )


def test_a_vendor_that_somebody_else_uses_stays_active(bakery: PracticeSetUp) -> None:
    bakery.wait_in_pleo(purchase("12.00", supplier={"name": "Tout neuf"}))
    run = bakery.export().run_id or 0
    vendor = next(row["Id"] for row in bakery.rows("Vendor") if row["DisplayName"] == "Tout neuf")
    bakery.change_books(create={"Purchase": by_hand(bakery, vendor)})
    undone = bakery.undo(run)
    assert (undone.vendors_inactive, undone.vendors_left) == ((), ("Tout neuf",))
    assert bakery.row("Vendor", vendor)["Active"] is True
    assert len(bakery.rows("Purchase")) == 1


def by_hand(home: PracticeSetUp, vendor: str) -> JsonMap:
    """A purchase that the owner writes herself."""
    return {
        "PaymentType": "Cash",
        "AccountRef": {"value": home.account("512000")},
        "EntityRef": {"value": vendor, "type": "Vendor"},
        "TxnDate": "2026-11-03",
        "PrivateNote": "by hand",
        "GlobalTaxCalculation": "NotApplicable",
        "Line": [
            {
                "Amount": 5,
                "DetailType": "AccountBasedExpenseLineDetail",
                "AccountBasedExpenseLineDetail": {"AccountRef": {"value": home.account("606400")}, "TaxCodeRef": {"value": "8"}},
            }
        ],
    }  # fmt: skip


def test_what_was_changed_matched_or_lies_in_a_closed_period_is_left_with_its_reason(bakery: PracticeSetUp) -> None:
    changed, matched, closed, gone, free = bakery.wait_in_pleo(
        purchase("11.00", receipts=[{"kind": "png"}]),
        purchase("12.00"),
        purchase("13.00", date="2026-09-10T11:00:00Z"),
        purchase("14.00"),
        purchase("15.00"),
    )
    outcome = bakery.export()
    made = {item.record.accounting_entry_id: item.record.external_id for item in outcome.items}
    bakery.change_books(
        update={"Purchase": {"Id": made[changed], "PrivateNote": "mine now"}},
        mark_matched={"Purchase": made[matched]},
        preferences={"AccountingInfoPrefs": {"BookCloseDate": "2026-09-30"}},
    )
    bakery.change_books(delete={"Purchase": made[gone]})
    undone = bakery.undo(outcome.run_id or 0)
    assert reasons(undone) == {changed: "undo_changed", matched: "undo_matched", closed: "undo_closed"}
    assert undone.entries_removed == 1
    left = {row["Id"] for row in bakery.rows("Purchase")}
    assert left == {made[changed], made[matched], made[closed]}
    assert [one["refs"][0]["value"] for one in bakery.books()["attachments"]] == [made[changed]]
    with bakery.program() as program:
        (summary,) = program.runs.runs()
    assert summary.run.state is RunState.PARTLY_UNDONE
    assert free not in reasons(undone)


def test_a_bill_that_somebody_paid_is_left(bakery: PracticeSetUp) -> None:
    (bill,) = bakery.wait_in_pleo(
        purchase("122.00", type="invoice", invoice={"invoiceNumber": "F-9", "status": "open"})
    )
    outcome = bakery.export()
    (row,) = bakery.rows("Bill")
    payment = {
        "VendorRef": row["VendorRef"],
        "PayType": "Check",
        "TotalAmt": 122,
        "TxnDate": "2026-11-05",
        "CheckPayment": {"BankAccountRef": {"value": bakery.account("512000")}},
        "Line": [{"Amount": 122, "LinkedTxn": [{"TxnId": row["Id"], "TxnType": "Bill"}]}],
    }
    bakery.change_books(create={"BillPayment": payment})
    undone = bakery.undo(outcome.run_id or 0)
    assert reasons(undone)[bill] in {"undo_linked", "undo_changed"}
    assert len(bakery.rows("Bill")) == 1


def test_an_invoice_and_its_payment_of_one_run_are_both_taken_back(bakery: PracticeSetUp) -> None:
    bakery.wait_in_pleo(
        purchase("122.00", type="invoice", invoice={"invoiceNumber": "F-9", "status": "paid"}, reconciliationId="inv-9"),
        {
            "type": "invoice_payment", "subType": "invoice_payment_sent", "date": DAY, "lines": [{"amount": "122.00"}],
            "supplier": {"name": "Minoterie Forez"}, "invoice": {"invoiceNumber": "F-9", "status": "paid"},
            "reconciledEntries": ["inv-9"],
        },
    )  # fmt: skip
    outcome = bakery.export()
    assert statuses(outcome) == {"exported": 2}
    undone = bakery.undo(outcome.run_id or 0)
    assert undone.complete, reasons(undone)
    assert (bakery.rows("Bill"), bakery.rows("BillPayment")) == ([], [])


@pytest.mark.parametrize("nth", range(1, 12, 2))
@pytest.mark.parametrize("kind", ["lost_answer", "reset"])
def test_an_undo_that_is_cut_off_anywhere_is_finished_by_the_next(bakery: PracticeSetUp, nth: int, kind: str) -> None:
    bakery.wait_in_pleo(
        purchase("11.00", receipts=[{"kind": "png"}], supplier={"name": "Tout neuf"}),
        purchase("-12.00", type="refund"),
        purchase("122.00", type="invoice", invoice={"invoiceNumber": "F-9", "status": "open"}),
    )
    before = picture(bakery)
    run = bakery.export().run_id or 0
    bakery.fault(kind, service="quickbooks", nth=nth)
    with contextlib.suppress(UnavailableError):
        bakery.undo(run)
    bakery.practice.control("conditions", {"faults": []})
    undone = bakery.undo(run)
    assert undone.complete, reasons(undone)
    assert picture(bakery) == before


def test_undoing_twice_does_nothing_more(bakery: PracticeSetUp) -> None:
    bakery.wait_in_pleo(purchase("11.00"))
    run = bakery.export().run_id or 0
    bakery.undo(run)
    bakery.forget_requests()
    second = bakery.undo(run)
    assert (second.entries_removed, second.complete) == (0, True)
    assert bakery.writes() == []


def test_what_another_run_put_there_is_not_taken_back(bakery: PracticeSetUp) -> None:
    ids = bakery.wait_in_pleo(purchase("11.00"))
    bakery.export()
    bakery.practice.pleo_control("queue", {"accounting_entry_ids": ids})
    second = bakery.export()
    undone = bakery.undo(second.run_id or 0)
    assert reasons(undone) == {ids[0]: "undo_not_ours"}
    assert len(bakery.rows("Purchase")) == 1


def test_an_unknown_run_is_wrong_usage(bakery: PracticeSetUp) -> None:
    with pytest.raises(WrongUsageError, match="run_unknown"):
        bakery.undo(12)


def test_receipts_that_the_owner_added_herself_stay(bakery: PracticeSetUp) -> None:
    bakery.wait_in_pleo(purchase("11.00", receipts=[{"kind": "png"}]))
    run = bakery.export().run_id or 0
    bakery.change_books(create={"Attachable": {"Note": "mine"}})
    bakery.undo(run)
    assert [row.get("Note") for row in bakery.rows("Attachable")] == ["mine"]
