from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from pleoqb_desktop.ports.runs import RunState
from tests.e2e import oracle
from tests.e2e.practice_set_up import DAY, PracticeSetUp, house, purchase, statuses

COUNTRIES = ("FR", "GB", "CA")


@pytest.mark.parametrize("country", COUNTRIES)
def test_the_books_move_by_exactly_what_pleo_says_for_every_type(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, country: str
) -> None:
    with house(tmp_path, monkeypatch, country, all_types=True) as home:
        home.make_ready()
        home.let_income_in()
        job = home.press_export()
        items = oracle.items_of(home, job)
        outcome = home.export()
        assert outcome.problem is None
        assert statuses(outcome) == {"exported": len(items)}
        with home.program() as program:
            settings = program.settings.load()
        assert settings.wallet_account_id
        expense_accounts = {
            line["account"]["identifier"] for i in items for line in i["accountingEntryLines"] if line["account"]
        }
        ledger = oracle.in_ledger(home)
        assert Counter({k: v for k, v in ledger.items() if k[0] in expense_accounts}) == oracle.spending(items)
        assert oracle.vat_in_books(home) == oracle.vat(items)
        wallet = sum((v for k, v in ledger.items() if k[0] == settings.wallet_account_id), Decimal(0))
        assert wallet == oracle.wallet_movement(items)
        assert oracle.receipts_in_books(home) == oracle.receipts_in_pleo(home, items)
        assert home.books()["totals"]["debit"] == home.books()["totals"]["credit"]


@pytest.mark.parametrize("country", COUNTRIES)
def test_pleo_knows_of_every_item_and_the_job_is_completed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, country: str
) -> None:
    with house(tmp_path, monkeypatch, country) as home:
        home.make_ready()
        outcome = home.export()
        (job,) = home.jobs()
        assert job["status"] == "completed"
        told = {item["accountingEntryId"]: item for item in job["items"]}
        assert told.keys() == {item.record.accounting_entry_id for item in outcome.items}
        for item in outcome.items:
            report = told[item.record.accounting_entry_id]
            assert report["status"] == "successful"
            assert report["externalId"] == item.record.external_id
            assert report["externalUrl"] == item.external_url
            assert report["exportedAt"]


def test_a_second_export_writes_nothing(bakery: PracticeSetUp) -> None:
    bakery.wait_in_pleo(purchase("12.00"), purchase("7.30", receipts=[{"kind": "pdf"}]))
    assert statuses(bakery.export()) == {"exported": 2}
    before = bakery.books()
    bakery.forget_requests()
    second = bakery.export()
    assert (tuple(second.items), second.problem, second.run_id) == ((), None, None)
    assert bakery.writes() == []
    assert bakery.books()["entities"] == before["entities"]


def test_expenses_exported_again_by_pleo_are_found_and_not_doubled(bakery: PracticeSetUp) -> None:
    ids = bakery.wait_in_pleo(
        purchase("12.00", receipts=[{"kind": "png"}]),
        purchase("-3.00", type="refund"),
        {"type": "wallet_topup", "date": DAY, "lines": [{"amount": "100.00"}]},
        purchase("422.00", type="invoice", invoice={"invoiceNumber": "F-1", "status": "paid"}),
    )
    assert statuses(bakery.export()) == {"exported": 4}
    before = bakery.books()
    bakery.practice.pleo_control("queue", {"accounting_entry_ids": ids})
    again = bakery.export()
    assert statuses(again) == {"already_there": 4}
    assert bakery.books()["entities"] == before["entities"]
    assert bakery.books()["attachments"] == before["attachments"]
    assert [job["status"] for job in bakery.jobs()] == ["completed", "completed"]


def test_the_run_is_kept_with_its_items_and_its_end(bakery: PracticeSetUp) -> None:
    ids = bakery.wait_in_pleo(purchase("12.00"))
    outcome = bakery.export()
    with bakery.program() as program:
        (summary,) = program.runs.runs()
        items = program.runs.run_items(summary.run.id)
    assert summary.run.state is RunState.DONE
    assert summary.run.id == outcome.run_id
    assert summary.run.ended_at
    assert [(item.accounting_entry_id, item.reported) for item in items] == [(ids[0], True)]


def test_only_the_chosen_expenses_leave(bakery: PracticeSetUp) -> None:
    first, second = bakery.wait_in_pleo(purchase("12.00"), purchase("13.00"))
    outcome = bakery.export(only=frozenset({second}))
    assert [item.record.accounting_entry_id for item in outcome.items] == [second]
    assert bakery.expense(first)["exportStatus"] == "QUEUED"
    assert len(bakery.rows("Purchase")) == 1


def test_pending_jobs_go_before_the_queue_and_every_job_is_closed(bakery: PracticeSetUp) -> None:
    (first,) = bakery.wait_in_pleo(purchase("12.00"))
    job = bakery.press_export([first])
    bakery.wait_in_pleo(purchase("13.00"))
    outcome = bakery.export()
    assert outcome.jobs[0] == job
    assert len(outcome.jobs) == 2
    assert {one["status"] for one in bakery.jobs()} == {"completed"}


def test_a_job_in_which_everything_is_held_is_reported_failed_after_its_items(bakery: PracticeSetUp) -> None:
    ids = bakery.wait_in_pleo(purchase("12.00", type="mystery"), purchase("1.00", type="balance_amendment"))
    outcome = bakery.export()
    assert statuses(outcome) == {"held": 2}
    (job,) = bakery.jobs()
    assert job["status"] == "failed"
    assert job["failureReasonType"] == "validation_failure"
    assert {item["accountingEntryId"] for item in job["items"]} == set(ids)
    assert {item["status"] for item in job["items"]} == {"failed"}
    assert all("mystery" in i["failureReason"] or "balance_amendment" in i["failureReason"] for i in job["items"])


def test_a_job_with_some_held_is_completed_with_errors_and_each_has_its_reason(bakery: PracticeSetUp) -> None:
    good, bad = bakery.wait_in_pleo(purchase("12.00"), purchase("12.00", account="999999"))
    bakery.export()
    (job,) = bakery.jobs()
    assert job["status"] == "completed_with_errors"
    items = {item["accountingEntryId"]: item for item in job["items"]}
    assert items[good]["status"] == "successful"
    assert items[bad]["status"] == "failed"
    assert items[bad]["failureReasonType"] in {"missing_configuration", "invalid_configuration"}
    assert items[bad]["failureReason"]
    assert bakery.expense(bad)["exportStatus"] != "EXPORTED"


def test_a_job_of_another_computer_is_left_alone_and_said_so(bakery: PracticeSetUp) -> None:
    ids = bakery.wait_in_pleo(purchase("12.00"))
    job = bakery.press_export(ids)
    started = bakery.practice.pleo("POST", "/v3/export-job-events", {"jobId": job, "event": "started"})
    assert started.status == 202
    bakery.forget_requests()
    outcome = bakery.export()
    assert outcome.problem
    assert (outcome.problem.code.value, outcome.exit_code) == ("job_of_another", 5)
    assert bakery.writes() == []
    assert bakery.rows("Purchase") == []


def test_nothing_waits_and_nothing_is_asked_of_quickbooks(bakery: PracticeSetUp) -> None:
    bakery.forget_requests()
    outcome = bakery.export()
    assert (statuses(outcome), outcome.problem) == ({}, None)
    assert [one for one in bakery.requests() if one["service"] == "quickbooks"] == []


def test_without_contra_account_nothing_is_begun_and_the_remedy_is_named(new_house: PracticeSetUp) -> None:
    with new_house.program() as program:
        new_house.connect(program)
        new_house.set_up(program)
    new_house.sync()
    new_house.press_export()
    outcome = new_house.export()
    assert outcome.problem
    assert outcome.problem.code.value == "contra_account_missing"
    assert outcome.exit_code == 3
    assert [job["status"] for job in new_house.jobs()] == ["pending"]
    assert new_house.rows("Purchase") == []


def test_vat_that_may_not_be_told_is_left_to_quickbooks_once(bakery: PracticeSetUp) -> None:
    bakery.wait_in_pleo(purchase("12.00", tax="TVA 20 %"))
    bakery.press_export()
    bakery.fault("status", path="/purchase$", service="quickbooks", method="POST", status=400, code="6000")
    bakery.forget_requests()
    assert statuses(bakery.export()) == {"exported": 1}
    (row,) = bakery.rows("Purchase")
    assert [Decimal(str(one)) for one in (row["TotalAmt"], row["TxnTaxDetail"]["TotalTax"])] == [
        Decimal(12),
        Decimal(2),
    ]
    assert len([one for one in bakery.writes() if one["path"].endswith("/purchase")]) == 2


def test_another_refusal_is_not_asked_twice(bakery: PracticeSetUp) -> None:
    bakery.wait_in_pleo(purchase("12.00", tax="TVA 20 %"))
    bakery.press_export()
    bakery.fault("status", path="/purchase$", service="quickbooks", method="POST", status=400, code="6100")
    bakery.forget_requests()
    assert statuses(bakery.export()) == {"failed": 1}
    assert len([one for one in bakery.writes() if one["path"].endswith("/purchase")]) == 1
