"""Whole exports on paper: what stands in the books, what Pleo is told, and what a second export finds."""

from collections import Counter
from datetime import UTC, date, datetime
from decimal import Decimal
from hashlib import sha256
from itertools import chain

import pytest

from pleoqb_desktop.domain.entries import EntryKind
from pleoqb_desktop.domain.problems import Code
from pleoqb_desktop.domain.rules.periods import ClosedPeriods
from pleoqb_desktop.domain.spend import JobItemStatus, JobStatus
from pleoqb_desktop.export.progress import Progress
from pleoqb_desktop.ports.errors import RefusalReason
from pleoqb_desktop.ports.runs import ItemStatus, JobState, RunState
from pleoqb_desktop.ports.spend import UnreadableItem
from tests.builders import CARD, POCKET, WALLET
from tests.on_paper.books import refusal
from tests.on_paper.desk import Desk, codes, entry_id, expense, handful, item_of, kinds, statuses

MAKING = ("post", "post_batch", "create_vendor", "create_vendors", "upload", "remove", "deactivate_vendor")
TELLING = ("create_job", "start_job", "report", "finish_job", "touch")


def written(own: Desk) -> dict[str, int]:
    """Requests so far that change something, by name."""
    asked = own.books.asked + own.source.asked
    return {name: asked[name] for name in (*MAKING, *TELLING) if asked[name]}


def test_everything_stands_once_and_pleo_knows_of_each(bakery: Desk) -> None:
    items = handful()
    ids = bakery.wait(*items)
    outcome = bakery.export()
    assert outcome.problem is None
    assert statuses(outcome) == {"exported": 11, "held": 2}
    assert kinds(outcome.items) == {
        EntryKind.PURCHASE: 7,
        EntryKind.DEPOSIT: 1,
        EntryKind.TRANSFER: 1,
        EntryKind.BILL: 1,
        EntryKind.BILL_PAYMENT: 1,
    }
    job = bakery.source.last_job()
    assert job.status is JobStatus.COMPLETED_WITH_ERRORS
    assert job.reports.keys() == set(ids)
    for one in outcome.items:
        report = job.reports[one.record.accounting_entry_id]
        assert report.successful is one.record.status.stands_in_books
        assert (report.external_id, report.external_url) == (one.record.external_id, one.external_url)
        assert report.exported_at == (bakery.clock.now() if report.successful else None)
        if one.record.kind and one.record.external_id:
            assert (one.record.kind, one.record.external_id) in bakery.books.entries


def test_the_entry_is_what_the_expense_says(bakery: Desk) -> None:
    bakery.wait(expense(1, amount="18.00", receipts=2, note="for the fair"))
    (one,) = bakery.export().items
    (standing,) = bakery.books.of_kind(EntryKind.PURCHASE)
    posted = standing.shown()
    assert (posted.day, posted.total, posted.tax) == (date(2026, 3, 14), Decimal(18), Decimal(3))
    assert (posted.vendor_name, one.record.tax) == ("Boulangerie Dupont", Decimal(3))
    assert entry_id(1) in (posted.note or "")
    files = [(file.file_name, content) for file, content in bakery.books.files.values()]
    assert [content for _, content in files] == [b"https://files.invalid/1/0", b"https://files.invalid/1/1"]
    assert {name for name, _ in files} == {
        f"{posted.doc_number}-{sha256(content).hexdigest()[:16]}.png" for _, content in files
    }
    assert (one.record.receipts_expected, one.record.receipts_attached) == (2, 2)


def test_a_second_export_writes_nothing(bakery: Desk) -> None:
    bakery.wait(expense(1), expense(2, receipts=1))
    bakery.export()
    before, picture = written(bakery), bakery.picture()
    second = bakery.export()
    assert (second.items, second.problem, second.run_id, second.jobs) == ((), None, None, ())
    assert written(bakery) == before
    assert bakery.picture() == picture


def test_expenses_exported_again_are_found_and_not_doubled(bakery: Desk) -> None:
    bakery.wait(*handful())
    bakery.export()
    picture = bakery.picture()
    bakery.source.queue_again(*bakery.source.spent)
    again = bakery.export()
    assert statuses(again) == {"already_there": 11, "held": 2}
    assert bakery.picture() == picture
    assert bakery.source.last_job().status is JobStatus.COMPLETED_WITH_ERRORS


def test_another_computer_finds_what_this_one_made(bakery: Desk) -> None:
    bakery.wait(*handful())
    bakery.export()
    picture = bakery.picture()
    bakery.source.queue_again(*bakery.source.spent)
    theirs = bakery.another_computer().export()
    assert statuses(theirs) == {"already_there": 11, "held": 2}
    assert bakery.picture() == picture


def test_what_became_another_kind_under_other_choices_is_found(bakery: Desk) -> None:
    """A refund is a deposit to a bank account, and would be a purchase by a card."""
    bakery.wait(expense(1, "refund"))
    bakery.export()
    bakery.settings = bakery.settings_with(wallet_account_id=CARD)
    bakery.source.queue_again(entry_id(1))
    assert statuses(bakery.export()) == {"already_there": 1}
    assert {kind for kind, _ in bakery.books.entries} == {EntryKind.DEPOSIT}


def test_another_computer_finds_what_became_another_kind(bakery: Desk) -> None:
    bakery.wait(expense(1, "refund"))
    bakery.export()
    theirs = bakery.another_computer()
    theirs.settings = bakery.settings_with(wallet_account_id=CARD)
    bakery.source.queue_again(entry_id(1))
    assert statuses(theirs.export()) == {"already_there": 1}
    assert {kind for kind, _ in bakery.books.entries} == {EntryKind.DEPOSIT}


def test_where_quickbooks_numbers_by_itself_the_memo_tells_what_stands(bakery: Desk) -> None:
    bakery.wait(expense(1))
    (one,) = bakery.export().items
    bakery.books.change(EntryKind.PURCHASE, one.record.external_id or "", doc_number="1007")
    bakery.books.numbers_by_itself()
    bakery.source.queue_again(entry_id(1))
    assert statuses(bakery.export()) == {"already_there": 1}
    assert len(bakery.books.of_kind(EntryKind.PURCHASE)) == 1


def test_the_run_is_kept_with_its_items_and_its_end(bakery: Desk) -> None:
    bakery.wait(expense(1))
    outcome = bakery.export()
    (summary,) = bakery.runs.runs()
    assert (summary.run.id, summary.run.state) == (outcome.run_id, RunState.DONE)
    assert summary.run.ended_at == bakery.clock.now()
    assert summary.counts == {ItemStatus.EXPORTED: 1}
    (record,) = bakery.runs.run_items(summary.run.id)
    assert record.reported
    (job,) = summary.run.jobs
    known = bakery.runs.job(job)
    assert known is not None
    assert known.state is JobState.CLOSED


def test_only_the_chosen_expenses_leave(bakery: Desk) -> None:
    bakery.wait(expense(1), expense(2))
    outcome = bakery.export(only=frozenset({entry_id(2)}))
    assert [one.record.accounting_entry_id for one in outcome.items] == [entry_id(2)]
    assert bakery.told() == {entry_id(1): "QUEUED", entry_id(2): "EXPORTED"}


def test_pending_jobs_go_before_the_queue(bakery: Desk) -> None:
    bakery.wait(expense(1))
    pressed = bakery.source.press_export()
    bakery.wait(expense(2))
    outcome = bakery.export()
    assert outcome.jobs[0] == pressed
    assert len(outcome.jobs) == 2
    assert {job.status for job in bakery.source.all_jobs.values()} == {JobStatus.COMPLETED}
    assert statuses(outcome) == {"exported": 2}


def test_a_page_of_pleo_more_than_one_is_no_other(bakery: Desk) -> None:
    ids = bakery.wait(*(expense(n, supplier=f"Shop {n % 7}") for n in range(1, 231)))
    told: list[Progress] = []
    outcome = bakery.export(on_progress=told.append)
    assert statuses(outcome) == {"exported": 230}
    assert sorted(one.entry.header.note.rpartition(" ")[2] for one in bakery.books.of_kind(EntryKind.PURCHASE)) == ids
    assert bakery.books.asked["post_batch"] + bakery.books.asked["post"] < 20
    assert len([vendor for vendor in bakery.books.vendors() if vendor.name.startswith("Shop")]) == 7
    assert (told[-1].total, told[-1].prepared, told[-1].sent) == (230, 230, 230)
    assert [one.confirmed for one in told] == sorted(one.confirmed for one in told)


def test_nothing_waits_and_nothing_is_asked_of_quickbooks(bakery: Desk) -> None:
    outcome = bakery.export()
    assert (statuses(outcome), outcome.problem) == ({}, None)
    assert bakery.books.asked == {}


# -- what does not go through --------------------------------------------------------------------------------------------


def test_a_held_expense_tells_pleo_why_and_stops_nobody(bakery: Desk) -> None:
    bakery.wait(expense(1), expense(2, "mystery"), UnreadableItem(entry_id(3), "no amount"))
    outcome = bakery.export()
    assert codes(outcome) == {entry_id(2): ["unknown_type"], entry_id(3): ["item_unreadable"]}
    job = bakery.source.last_job()
    assert job.status is JobStatus.COMPLETED_WITH_ERRORS
    assert (job.reason_type, job.reason) == (None, None)
    report = job.reports[entry_id(2)]
    assert (report.successful, report.external_id) == (False, None)
    assert report.reason_text == "unknown_type see unknown_type"
    assert bakery.told() == {entry_id(1): "EXPORTED", entry_id(2): "NOT_EXPORTED", entry_id(3): "NOT_EXPORTED"}


def test_a_job_in_which_everything_is_held_is_failed_after_its_items_are_told(bakery: Desk) -> None:
    bakery.wait(expense(1, "mystery"), expense(2, "mystery"))
    outcome = bakery.export()
    assert statuses(outcome) == {"held": 2}
    job = bakery.source.last_job()
    assert (job.status, job.reason_type, job.reason) == (JobStatus.FAILED, "validation_failure", "job_all_failed")
    assert {one.status for one in job.items.values()} == {JobItemStatus.FAILED}
    assert bakery.books.entries == {}


def test_an_expense_that_quickbooks_refuses_fails_alone(bakery: Desk) -> None:
    bakery.wait(*(expense(n) for n in range(1, 7)), expense(8, "refund"))
    bakery.books.spoil("post", refusal(RefusalReason.OTHER, "no such thing"))
    outcome = bakery.export()
    assert codes(outcome) == {entry_id(8): ["refused_by_quickbooks"]}
    told = item_of(outcome, entry_id(8)).record.problems[0].params
    assert (told["code"], told["detail"]) == ("other", "no such thing")
    bakery.source.queue_again()
    assert statuses(bakery.export()) == {"exported": 1}


def test_a_purchase_that_is_refused_within_a_batch_fails_alone(bakery: Desk) -> None:
    bakery.wait(*(expense(n, supplier=f"Shop {n}") for n in range(1, 7)))
    bakery.books.when("post_batch", lambda: bakery.books.lose_vendor("Shop 4"))
    outcome = bakery.export()
    assert codes(outcome) == {entry_id(4): ["refused_by_quickbooks"]}
    assert statuses(outcome) == {"exported": 5, "failed": 1}
    assert bakery.told()[entry_id(4)] == "NOT_EXPORTED"


def test_a_number_that_somebody_else_holds_fails_and_names_it(bakery: Desk) -> None:
    bakery.wait(expense(1), expense(2))
    first = bakery.export()
    standing = bakery.books.entries[EntryKind.PURCHASE, item_of(first, entry_id(1)).record.external_id or ""]
    foreign = standing.shown().doc_number or ""
    bakery.books.change(EntryKind.PURCHASE, standing.id, note="mine", doc_number=foreign)
    bakery.books.delete(EntryKind.PURCHASE, item_of(first, entry_id(2)).record.external_id or "")
    bakery.source.queue_again(entry_id(1), entry_id(2))
    # The number is ours whatever the memo says: only the deleted one is made again.
    assert statuses(bakery.another_computer().export()) == {"already_there": 1, "exported": 1}


def test_a_bill_whose_number_the_supplier_used_before_is_somebody_elses(bakery: Desk) -> None:
    bakery.wait(expense(1, "invoice", "12.00", invoice_number="F-1"))
    bakery.export()
    bakery.wait(expense(2, "invoice", "24.00", invoice_number="F-1"))
    outcome = bakery.export()
    assert codes(outcome) == {entry_id(2): ["number_taken"]}
    assert len(bakery.books.of_kind(EntryKind.BILL)) == 1


def test_a_name_that_a_customer_holds_stops_no_expense(bakery: Desk) -> None:
    bakery.books.add_other_name("Boulangerie Dupont")
    bakery.wait(expense(1))
    assert statuses(bakery.export()) == {"exported": 1}
    (standing,) = bakery.books.of_kind(EntryKind.PURCHASE)
    assert standing.shown().vendor_name not in {"", "Boulangerie Dupont"}


def test_a_closed_period_holds_or_moves_as_chosen(bakery: Desk) -> None:
    bakery.books.close(date(2026, 3, 31))
    bakery.wait(expense(1), expense(2, "refund"))
    assert set(chain(*codes(bakery.export()).values())) == {"period_closed"}
    bakery.settings = bakery.settings_with(closed_periods=ClosedPeriods.FIRST_OPEN_DAY)
    bakery.source.queue_again()
    assert statuses(bakery.export()) == {"exported": 2}
    assert {one.entry.header.day for one in bakery.books.entries.values()} == {date(2026, 4, 1)}
    bakery.source.queue_again(entry_id(1), entry_id(2))
    assert statuses(bakery.export()) == {"already_there": 2}


def test_a_period_that_closes_meanwhile_is_told_as_that(bakery: Desk) -> None:
    bakery.wait(expense(1))
    bakery.books.when("post", lambda: bakery.books.close(date(2026, 3, 31)))
    assert codes(bakery.export()) == {entry_id(1): ["period_closed_meanwhile"]}


def test_without_contra_account_nothing_is_begun(bakery: Desk) -> None:
    bakery.source.contra_chosen = False
    bakery.wait(expense(1))
    bakery.source.press_export()
    outcome = bakery.export()
    assert outcome.problem is not None
    assert (outcome.problem.code, outcome.exit_code) == (Code.CONTRA_ACCOUNT_MISSING, 3)
    assert bakery.source.last_job().status is JobStatus.PENDING
    assert bakery.books.entries == {}


def test_a_job_of_another_computer_is_left_alone_and_said_so(bakery: Desk) -> None:
    bakery.wait(expense(1))
    job = bakery.source.press_export()
    bakery.source.start_job(job)
    before = written(bakery)
    outcome = bakery.export()
    assert outcome.problem is not None
    assert (outcome.problem.code, outcome.exit_code) == (Code.JOB_OF_ANOTHER, 5)
    assert outcome.problem.params["minutes"] == "60"
    assert written(bakery) == before


def test_a_second_export_of_one_profile_is_told_that_one_is_running(bakery: Desk) -> None:
    bakery.wait(expense(1))
    with bakery.locks.export():
        outcome = bakery.export()
    assert (outcome.exit_code, outcome.run_id) == (6, None)
    assert bakery.source.asked == {}
    assert statuses(bakery.export()) == {"exported": 1}


def test_set_up_that_lacks_something_is_told_before_anything_is_asked(bakery: Desk) -> None:
    bakery.wait(expense(1))
    bakery.settings = bakery.settings_with(time_zone=None)
    outcome = bakery.export()
    assert outcome.exit_code == 3
    assert bakery.source.asked == bakery.books.asked == {}


def test_a_bug_hides_nothing_that_was_done(bakery: Desk) -> None:
    bakery.wait(expense(1), expense(2, "refund"))
    bug = RuntimeError("a bug")
    bakery.source.spoil("finish_job", bug)
    outcome = bakery.export()
    assert outcome.exit_code == 70
    assert bakery.bugs == [bug]
    assert statuses(outcome) == {"exported": 2}
    assert bakery.export().problem is None
    assert bakery.source.last_job().status is JobStatus.COMPLETED


# -- the dry run ---------------------------------------------------------------------------------------------------------


def test_a_dry_run_tells_what_the_export_does_and_changes_nothing(bakery: Desk) -> None:
    bakery.wait(*handful())
    bakery.source.press_export()
    before, picture = written(bakery), bakery.picture()
    foreseen = bakery.preview()
    assert foreseen.dry_run
    assert foreseen.problem is None
    assert written(bakery) == before
    assert bakery.picture() == picture
    assert bakery.runs.runs() == []
    outcome = bakery.export()
    for one in foreseen.items:
        real = item_of(outcome, one.record.accounting_entry_id).record
        assert one.record.kind is real.kind
        assert [p.code for p in one.record.problems] == [p.code for p in real.problems]
        assert (one.record.status is ItemStatus.HELD) == (real.status is ItemStatus.HELD)


def test_what_stands_already_is_foreseen_in_the_queue_too(bakery: Desk) -> None:
    bakery.wait(expense(1), expense(2))
    bakery.export()
    bakery.wait(expense(1), expense(2), expense(3))
    gone = bakery.books.of_kind(EntryKind.PURCHASE)[1].shown()
    bakery.books.delete(gone.kind, gone.id)
    foreseen = {one.record.accounting_entry_id: one for one in bakery.preview().items}
    assert all(one.estimate for one in foreseen.values())
    assert Counter(one.foreseen for one in foreseen.values()) == {ItemStatus.ALREADY_THERE: 1, ItemStatus.WAITING: 2}
    there = next(one for one in foreseen.values() if one.foreseen is ItemStatus.ALREADY_THERE)
    assert there.record.external_id
    assert there.external_url
    result = statuses(bakery.export())
    assert result == {"already_there": 1, "exported": 2}


def test_a_dry_run_of_the_queue_is_an_estimate(bakery: Desk) -> None:
    bakery.wait(expense(1, receipts=2))
    (one,) = bakery.preview().items
    assert one.estimate
    assert (one.record.type, one.record.receipts_expected) == ("card_purchase", 2)
    assert one.queued is not None
    assert one.record.amount == one.queued.amount


@pytest.mark.parametrize("account", [WALLET, POCKET])
def test_without_its_money_accounts_nothing_is_started_and_the_job_waits(bakery: Desk, account: str) -> None:
    bakery.wait(expense(1), expense(2))
    bakery.source.press_export()
    bakery.books.switch_off(account)
    outcome = bakery.export()
    assert outcome.exit_code == 3
    assert outcome.problem is not None
    assert outcome.problem.code is Code.ACCOUNT_INACTIVE
    assert bakery.source.last_job().status is JobStatus.PENDING
    bakery.books.switch_on(account)
    assert statuses(bakery.export()) == {"exported": 2}


def test_expenses_before_the_start_date_enter_no_job_of_ours_and_are_held_in_one_of_pleos(bakery: Desk) -> None:
    """Days are the company's: 23:30 UTC on the last of February is March in Paris."""
    bakery.settings = bakery.settings_with(start_date=date(2026, 3, 1))
    days = (datetime(2026, 2, 28, 12, 0, tzinfo=UTC), datetime(2026, 2, 28, 23, 30, tzinfo=UTC))
    bakery.wait(*(expense(n, date=day) for n, day in enumerate(days, 1)))
    assert [one.record.accounting_entry_id for one in bakery.preview().items] == [entry_id(2)]
    assert statuses(bakery.export()) == {"exported": 1}
    assert bakery.told()[entry_id(1)] == "QUEUED"
    bakery.source.press_export()
    assert codes(bakery.export()) == {entry_id(1): ["before_start"]}
