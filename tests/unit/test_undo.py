"""Undo on paper: what a run made is gone, what somebody touched stays with its reason, and it may be cut off anywhere."""

from collections import Counter
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest

from pleoqb_desktop.domain.entries import EntryKind, Party
from pleoqb_desktop.domain.problems import Code, problem
from pleoqb_desktop.domain.spend import ReceiptFile
from pleoqb_desktop.ports.errors import (
    Cancelled,
    ExportRunningError,
    LedgerRefusal,
    LostAnswerError,
    ReceiptRefusal,
    RefusalReason,
    WrongUsageError,
)
from pleoqb_desktop.ports.runs import RunState
from pleoqb_desktop.undo import UndoOutcome
from tests.builders import WALLET, tagged_vendor, vendor
from tests.on_paper.books import refusal
from tests.on_paper.desk import Desk, Killed, desk, entry_id, expense, handful, invoice, item_of, payment, statuses

LOST = LostAnswerError(problem(Code.QUICKBOOKS_UNREACHABLE))


def reasons(outcome: UndoOutcome) -> dict[str, str]:
    """Why something was left, by entry."""
    return {one.record.accounting_entry_id: one.problem.code.value for one in outcome.items if one.problem}


def exported(own: Desk) -> int:
    outcome = own.export()
    assert outcome.problem is None
    assert outcome.run_id is not None
    return outcome.run_id


def test_after_an_undo_the_company_is_as_it_was_and_can_be_exported_again(bakery: Desk) -> None:
    bakery.wait(*handful())
    before = bakery.picture()
    run = exported(bakery)
    after, vendors = bakery.picture(), len(bakery.books.vendors())
    files = len(bakery.books.files)
    undone = bakery.undo(run)
    assert undone.complete, reasons(undone)
    assert (undone.entries_removed, undone.attachments_removed) == (11, files)
    assert (len(undone.vendors_inactive), undone.vendors_left) == (vendors, ())
    assert bakery.picture() == before
    assert bakery.books.files == {}
    assert bakery.runs.runs()[0].run.state is RunState.UNDONE
    bakery.source.queue_again(*bakery.source.spent)
    assert statuses(bakery.export()) == {"exported": 11, "held": 2}
    assert bakery.picture() == after
    assert len(bakery.books.vendors()) == vendors  # brought back, not made again under another name


def test_vendors_that_came_back_are_inactive_again_after_the_next_undo(bakery: Desk) -> None:
    """QuickBooks repeats no work for a request id that it has met (quickbooks.md 2.2)."""
    for _ in range(3):
        bakery.wait(expense(1, supplier="Moulin"))
        undone = bakery.undo(exported(bakery))
        assert undone.vendors_inactive == ("Moulin",)
        assert [one.active for one in bakery.books.vendors() if one.name == "Moulin"] == [False]


def test_a_vendor_that_somebody_else_uses_stays_active(bakery: Desk) -> None:
    bakery.wait(expense(1))
    run = exported(bakery)
    (standing,) = bakery.books.of_kind(EntryKind.PURCHASE)
    by_hand = bakery.books.write_by_hand(standing.entry)
    undone = bakery.undo(run)
    assert (undone.vendors_inactive, undone.vendors_left) == ((), ("Boulangerie Dupont",))
    assert [one.id for one in bakery.books.of_kind(EntryKind.PURCHASE)] == [by_hand.id]


def test_a_vendor_that_somebody_made_just_before_us_is_not_ours(bakery: Desk) -> None:
    """Our request was refused for its name (6240), and theirs was taken as it is."""
    by_hand = Party("Boulangerie Dupont", currency="EUR")
    bakery.books.when("create_vendor", lambda: bakery.books.create_vendor(by_hand, "by hand"))
    bakery.wait(expense(1))
    undone = bakery.undo(bakery.export().run_id)
    assert (undone.entries_removed, undone.vendors_inactive) == (1, ())
    assert [one.active for one in bakery.books.vendors()] == [True]


def test_a_vendor_that_was_there_before_is_not_touched(bakery: Desk) -> None:
    own = desk(bakery.scratch, vendors=[vendor("56")])
    own.wait(expense(1))
    undone = own.undo(exported(own))
    assert (undone.vendors_inactive, undone.vendors_left) == ((), ())
    assert [one.active for one in own.books.vendors()] == [True]


def test_an_undo_after_a_refusal_asks_anew(bakery: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """A QuickBooks that repeats its first answer under a known request id, refusals too (quickbooks.md 2.2 leaves it open)."""
    refused: dict[str, LedgerRefusal] = {}
    remove = bakery.books.remove

    def remembered(kind: EntryKind, external_id: str, sync_token: str, request_id: str) -> None:
        if request_id in refused:
            raise refused[request_id]
        try:
            remove(kind, external_id, sync_token, request_id)
        except LedgerRefusal as refusal_:
            refused[request_id] = refusal_
            raise

    monkeypatch.setattr(bakery.books, "remove", remembered)
    bakery.wait(expense(1))
    run = exported(bakery)
    bakery.books.close(date(2026, 12, 31))
    assert reasons(bakery.undo(run)) == {entry_id(1): "undo_closed"}
    bakery.books.close(date(2025, 12, 31))
    bakery.clock.passed += 60
    assert bakery.undo(run).complete


def test_what_was_changed_matched_or_lies_in_a_closed_period_is_left_with_its_reason(bakery: Desk) -> None:
    bakery.wait(*(expense(n, receipts=1) for n in (1, 2, 4, 5)), expense(3, date=expense(3).date.replace(month=1)))
    outcome = bakery.export()
    changed, matched, closed, gone = (item_of(outcome, entry_id(n)).record.external_id or "" for n in (1, 2, 3, 4))
    bakery.books.change(EntryKind.PURCHASE, changed, note="mine now")
    bakery.books.match_to_bank(EntryKind.PURCHASE, matched)
    bakery.books.close(date(2026, 1, 31))
    bakery.books.delete(EntryKind.PURCHASE, gone)
    undone = bakery.undo(outcome.run_id)
    assert reasons(undone) == {
        entry_id(1): "undo_changed",
        entry_id(2): "undo_matched",
        entry_id(3): "undo_closed",
    }
    assert undone.entries_removed == 1
    assert {one.id for one in bakery.books.of_kind(EntryKind.PURCHASE)} == {changed, matched, closed}
    assert {file.entry_ids for file, _ in bakery.books.files.values()} == {(changed,), (matched,)}
    assert bakery.runs.runs()[0].run.state is RunState.PARTLY_UNDONE


def test_any_other_refusal_is_told_in_quickbooks_words(bakery: Desk) -> None:
    bakery.wait(expense(1))
    run = exported(bakery)
    bakery.books.spoil("remove", refusal(RefusalReason.OTHER, "not today"))
    undone = bakery.undo(run)
    assert reasons(undone) == {entry_id(1): "undo_refused"}
    assert undone.items[0].problem is not None
    assert undone.items[0].problem.params["detail"] == "not today"


def test_an_invoice_and_its_payment_are_taken_back_together(bakery: Desk) -> None:
    owed = invoice(1)
    bakery.wait(owed, payment(2, owed))
    undone = bakery.undo(exported(bakery))
    assert undone.complete, reasons(undone)
    assert bakery.books.entries == {}


def test_a_bill_that_somebody_paid_is_left(bakery: Desk) -> None:
    owed = invoice(1)
    bakery.wait(owed)
    run = exported(bakery)
    bakery.wait(payment(2, owed))
    exported(bakery)
    undone = bakery.undo(run)
    assert reasons(undone) == {entry_id(1): "undo_linked"}
    assert len(bakery.books.of_kind(EntryKind.BILL)) == 1


def test_a_bill_whose_token_moved_by_a_payment_that_is_gone_is_not_changed(bakery: Desk) -> None:
    bakery.wait(invoice(1))
    run = exported(bakery)
    (bill,) = bakery.books.of_kind(EntryKind.BILL)
    bill.token += 2
    assert bakery.undo(run).complete
    assert bakery.books.entries == {}


def test_a_bill_and_its_payment_of_one_expense_go_payment_first(bakery: Desk) -> None:
    own = desk(bakery.scratch, vendors=[vendor("56")])
    own.wait(expense(1, bookkeeping_method="accounts_payable", vendor=tagged_vendor("Boulangerie Dupont", "56")))
    undone = own.undo(exported(own))
    assert (undone.complete, undone.entries_removed) == (True, 2)
    assert own.books.entries == {}


@pytest.mark.parametrize("done", [False, True])
@pytest.mark.parametrize(
    "name", ["read", "remove", "remove_attachment", "deactivate_vendor", "vendors_in_use", "attachment"]
)
@pytest.mark.parametrize("nth", [1, 2])
def test_an_undo_that_is_cut_off_is_finished_by_the_next(bakery: Desk, name: str, nth: int, done: bool) -> None:
    bakery.wait(expense(1, receipts=2), expense(2, "refund", supplier="Shop"), invoice(3))
    before = bakery.picture()
    run = exported(bakery)
    bakery.books.spoil(name, LOST, nth=nth, done=done)
    try:
        bakery.undo(run)
    except LostAnswerError:
        assert bakery.runs.runs()[0].run.state is RunState.UNDOING
    bakery.books.calm()
    undone = bakery.undo(run)
    assert undone.complete, reasons(undone)
    assert bakery.picture() == before


def test_an_undo_that_dies_at_any_moment_is_finished_by_the_next(tmp_path: Path) -> None:
    number, died = 0, True
    while died:
        number += 1
        own = desk(tmp_path / str(number))
        own.scratch.mkdir()
        own.wait(expense(1, receipts=1), expense(2, "refund"))
        before: Counter[tuple[object, ...]] = own.picture()
        run = exported(own)
        died = dies(own, run, number)
        undone = own.undo(run)
        assert undone.complete, (number, reasons(undone))
        assert own.picture() == before
    assert number > 20


def dies(own: Desk, run: int, number: int) -> bool:
    """An undo that is killed at this moment; whether it came so far."""
    with own.killed_at(number):
        own.undo(run)
        return False
    return True


def test_a_stop_is_heard_between_two_entries(bakery: Desk) -> None:
    bakery.wait(expense(1), expense(2))
    run = exported(bakery)
    bakery.books.when("remove", lambda: bakery.token.cancel(), after=True)
    with pytest.raises(Cancelled):
        bakery.undo(run)
    assert len(bakery.books.entries) == 1
    assert bakery.undo(run).complete
    assert bakery.books.entries == {}


def test_undoing_twice_does_nothing_more(bakery: Desk) -> None:
    bakery.wait(*handful())
    run = exported(bakery)
    bakery.undo(run)
    asked = bakery.books.asked["remove"], bakery.books.asked["deactivate_vendor"]
    second = bakery.undo(run)
    assert (second.entries_removed, second.attachments_removed, second.complete) == (0, 0, True)
    assert (bakery.books.asked["remove"], bakery.books.asked["deactivate_vendor"]) == asked


def test_what_another_run_put_there_is_not_taken_back(bakery: Desk) -> None:
    bakery.wait(expense(1))
    exported(bakery)
    bakery.source.queue_again(entry_id(1))
    undone = bakery.undo(exported(bakery))
    assert reasons(undone) == {entry_id(1): "undo_not_ours"}
    assert len(bakery.books.entries) == 1


def test_an_entry_whose_answer_died_with_the_program_is_found_and_taken_back(bakery: Desk) -> None:
    bakery.wait(expense(1, receipts=1), expense(2, "refund"))
    before = bakery.picture()
    bakery.books.when("post", lambda: kill(bakery), nth=2, after=True)
    with pytest.raises(Killed):
        bakery.export()
    bakery.books.watch = bakery.source.watch = bakery.runs.watch = lambda _moment: None
    (run,) = bakery.runs.runs()
    assert bakery.books.entries
    assert bakery.undo(run.run.id).complete
    assert bakery.picture() == before


def kill(own: Desk) -> None:
    """From now on nothing has an effect."""

    def dead(_moment: str) -> None:
        raise Killed

    own.books.watch = own.source.watch = own.runs.watch = dead


def test_receipts_of_ours_that_were_never_noted_go_too_and_those_of_others_stay(bakery: Desk) -> None:
    bakery.wait(expense(1, receipts=2))
    bakery.receipts.kept["https://files.invalid/1/1"] = ReceiptRefusal(Code.RECEIPT_MISSING)
    outcome = bakery.export()
    entry = item_of(outcome, entry_id(1)).record.external_id or ""
    (standing,) = bakery.books.of_kind(EntryKind.PURCHASE)
    bakery.books.attach_by_hand(EntryKind.PURCHASE, entry, "mine.png")
    bakery.books.attach_by_hand(EntryKind.PURCHASE, entry, f"{standing.shown().doc_number}-2.png")
    undone = bakery.undo(outcome.run_id)
    assert undone.attachments_removed == 2
    assert [file.file_name for file, _ in bakery.books.files.values()] == ["mine.png"]


def test_receipts_that_came_late_or_with_another_job_or_were_renamed_go_with_the_entry(bakery: Desk) -> None:
    first, second = "https://files.invalid/1/0", "https://files.invalid/1/1"
    bakery.wait(expense(1, receipts=2))
    bakery.receipts.kept[second] = ReceiptRefusal(Code.RECEIPT_MISSING)
    run = exported(bakery)
    bakery.receipts.kept[second] = second.encode()
    bakery.export()  # late
    later = "https://files.invalid/1/2"
    bakery.receipts.kept[later] = later.encode()
    bakery.source.renew_files(entry_id(1), [ReceiptFile(one, "image/png", len(one)) for one in (later, second, first)])
    bakery.source.queue_again(entry_id(1))
    bakery.export()  # with a job of its own
    assert len(bakery.books.files) == 3
    for file, _ in list(bakery.books.files.values()):
        bakery.books.rename_file(file.id, file_name="invoice.png", note="")
    assert bakery.undo(run).attachments_removed == 3
    assert bakery.books.files == {}


@pytest.mark.parametrize("nth", range(1, 5))
def test_receipts_of_a_later_job_go_also_when_the_undo_is_cut_off_between_entry_and_files(
    bakery: Desk, nth: int
) -> None:
    bakery.wait(expense(1))
    run = exported(bakery)
    files = [ReceiptFile(one, "image/png", len(one)) for one in ("https://files.invalid/a", "https://files.invalid/b")]
    bakery.receipts.kept |= {one.url: one.url.encode() for one in files}
    bakery.source.renew_files(entry_id(1), files)
    bakery.source.queue_again(entry_id(1))
    bakery.export()
    assert len(bakery.books.files) == 2
    bakery.books.spoil("remove_attachment", LOST, nth=nth)
    with suppress(LostAnswerError):
        bakery.undo(run)
    assert bakery.undo(run).complete
    assert (bakery.books.files, bakery.books.entries) == ({}, {})


def test_an_unknown_run_and_one_of_another_company_are_wrong_usage(bakery: Desk) -> None:
    with pytest.raises(WrongUsageError, match="run_unknown"):
        bakery.undo(12)
    theirs = bakery.runs.start_run("another company", bakery.clock.now())
    with pytest.raises(WrongUsageError, match="run_unknown"):
        bakery.undo(theirs.id)


def test_an_undo_waits_for_no_export(bakery: Desk) -> None:
    bakery.wait(expense(1))
    run = exported(bakery)
    with bakery.locks.export(), pytest.raises(ExportRunningError):
        bakery.undo(run)
    assert len(bakery.books.entries) == 1


def test_an_entry_of_the_company_that_no_run_made_is_never_removed(bakery: Desk) -> None:
    bakery.wait(expense(1))
    run = exported(bakery)
    (standing,) = bakery.books.of_kind(EntryKind.PURCHASE)
    foreign = bakery.books.write_by_hand(standing.entry)
    bakery.books.change(EntryKind.PURCHASE, foreign.id, note="by hand", doc_number="7")
    bakery.undo(run)
    assert [one.id for one in bakery.books.of_kind(EntryKind.PURCHASE)] == [foreign.id]
    assert WALLET in {account for account, _ in foreign.accounts}


def test_an_undo_leaves_what_a_later_run_made_of_an_expense_that_was_refused_first(bakery: Desk) -> None:
    bakery.wait(expense(1))
    bakery.books.spoil("post", refusal(RefusalReason.OTHER))
    assert statuses(bakery.export()) == {"failed": 1}
    bakery.source.queue_again()
    assert statuses(bakery.export()) == {"exported": 1}
    bakery.undo(1)
    assert len(bakery.books.entries) == 1
