"""Refusals, dead programs and payments at the seams between use cases: nothing hidden, nothing judged on stale figures."""

from datetime import date
from typing import Any

import pytest

from pleoqb_desktop.domain.entries import EntryKind
from pleoqb_desktop.domain.rules.periods import ClosedPeriods
from pleoqb_desktop.export import run as run_module
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.errors import LedgerRefusal, RefusalReason, WrongUsageError
from pleoqb_desktop.ports.runs import Intent
from pleoqb_desktop.reconcile import Verdict
from pleoqb_desktop.setup.references import find_no_tax_code
from tests.builders import books
from tests.e2e.practice_set_up import PracticeSetUp, codes, item_of, purchase, statuses

DAY = "2026-11-05T09:00:00Z"


def invoice(amount: str, number: str, **more: Any) -> dict[str, Any]:
    return purchase(amount, type="invoice", invoice={"invoiceNumber": number, "status": "paid"}, **more)


def payment(amount: str, number: str, reconciled: str) -> dict[str, Any]:
    return {
        "type": "invoice_payment", "subType": "invoice_payment_sent", "date": DAY, "lines": [{"amount": amount}],
        "supplier": {"name": "Minoterie Forez"}, "invoice": {"invoiceNumber": number, "status": "paid"},
        "reconciledEntries": [reconciled],
    }  # fmt: skip


def simple_start(house: PracticeSetUp) -> None:
    plan = [{"Name": "OfferingSku", "Value": "QuickBooks Online Simple Start"}]
    house.change_books(company_info={"NameValue": plan})


def test_a_payment_on_a_plan_without_bills_stops_nobody(bakery: PracticeSetUp) -> None:
    simple_start(bakery)
    paid, good = bakery.wait_in_pleo(payment("5.00", "F-1", "inv-1"), purchase("12.00"))
    outcome = bakery.export()
    assert outcome.problem is None
    assert codes(item_of(outcome, paid)) == ["plan_without_bills"]
    assert codes(item_of(outcome, good)) == []


def test_a_second_payment_of_a_settled_bill_is_held(bakery: PracticeSetUp) -> None:
    expenses = [invoice("122.00", "F-9", reconciliationId="inv-9"), payment("122.00", "F-9", "inv-9")]
    _, first, second = bakery.wait_in_pleo(*expenses, payment("122.00", "F-9", "inv-9"))
    foreseen = bakery.preview() if bakery.press_export() else None
    outcome = bakery.export()
    assert sorted([codes(item_of(outcome, first)), codes(item_of(outcome, second))]) == [[], ["bill_paid"]]
    assert foreseen
    assert sorted([codes(item_of(foreseen, first)), codes(item_of(foreseen, second))]) == [[], ["bill_paid"]]


@pytest.mark.parametrize(
    "trouble", [LedgerRefusal(frozenset({RefusalReason.OTHER}), "5020", "no"), RuntimeError("a bug")]
)
def test_what_was_done_before_an_unforeseen_end_is_told(
    bakery: PracticeSetUp, monkeypatch: pytest.MonkeyPatch, trouble: Exception
) -> None:
    def refuse(*_args: object) -> None:
        raise trouble

    monkeypatch.setattr(run_module, "attach_late_receipts", refuse)
    bakery.wait_in_pleo(purchase("12.00"))
    outcome = bakery.export()
    assert statuses(outcome) == {"exported": 1}
    assert outcome.exit_code == (5 if isinstance(trouble, LedgerRefusal) else 70)


def test_an_undo_finds_an_entry_whose_answer_was_lost(bakery: PracticeSetUp) -> None:
    (entry,) = bakery.wait_in_pleo(purchase("-12.00", type="refund"))
    run = bakery.export().run_id or 0
    with bakery.program() as program:
        job = bakery.jobs()[0]["id"]
        forgotten = Intent(job, entry, 0, EntryKind.DEPOSIT, "", "")
        program.runs.put_intents([forgotten])
    undone = bakery.undo(run)
    assert undone.entries_removed == 1
    assert bakery.rows("Deposit") == []


def test_an_expense_that_a_closed_period_moved_is_neither_missing_nor_extra(bakery: PracticeSetUp) -> None:
    bakery.change_books(preferences={"AccountingInfoPrefs": {"BookCloseDate": "2026-10-31"}})
    with bakery.program() as program:
        program.settings.update(closed_periods=ClosedPeriods.FIRST_OPEN_DAY)
    bakery.wait_in_pleo(
        purchase("-12.00", type="refund", date="2026-10-10T09:00:00Z"), purchase("13.00", date="2026-10-11T09:00:00Z")
    )
    assert statuses(bakery.export()) == {"exported": 2}
    for first, last, matched in (("2026-10-01", "2026-10-31", 2), ("2026-11-01", "2026-11-30", 0)):
        with bakery.program() as program:
            found = program.reconcile(CancelToken()).run(date.fromisoformat(first), date.fromisoformat(last))
        assert (found.agrees, found.counts[Verdict.MATCHED]) == (True, matched), found.entries


def test_a_code_with_a_rate_is_none_for_lines_without_vat() -> None:
    company = books()
    assert find_no_tax_code(company, "id:none", date(2026, 3, 14)).id == "none"
    with pytest.raises(WrongUsageError):
        find_no_tax_code(company, "id:20", date(2026, 3, 14))


def test_where_quickbooks_numbers_by_itself_the_memo_tells_what_stands(bakery: PracticeSetUp) -> None:
    custom = {"Name": "VendorAndPurchasesPrefs.UseCustomTxnNumbers", "Value": "false"}
    bakery.change_books(preferences={"OtherPrefs": {"NameValue": [custom]}})
    (entry,) = bakery.wait_in_pleo(purchase("12.00"))
    bakery.export()
    (row,) = bakery.rows("Purchase")
    bakery.change_books(update={"Purchase": {"Id": row["Id"], "DocNumber": "1007"}})
    bakery.practice.pleo_control("queue", {"accounting_entry_ids": [entry]})
    assert statuses(bakery.export()) == {"already_there": 1}
    assert len(bakery.rows("Purchase")) == 1
