"""What a person is asked and what her answers do: look-alikes, changes in Pleo, voided entries; on paper."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from pleoqb_desktop.domain.entries import Deposit, Entry, EntryKind, Header, JournalEntry, Line, Purchase, Transfer
from pleoqb_desktop.domain.problems import Code, problem
from pleoqb_desktop.domain.spend import ExportItem
from pleoqb_desktop.export.asked import asked_about
from pleoqb_desktop.export.look_alikes import LookAlikes
from pleoqb_desktop.ports.errors import LostAnswerError, UnavailableError, WrongUsageError
from pleoqb_desktop.ports.questions import AnswerKind
from pleoqb_desktop.ports.runs import Difference, ItemStatus
from tests.builders import CASH, FUNDING, MEALS, POCKET, WALLET, line
from tests.on_paper.desk import Desk, codes, entry_id, expense, item_of, statuses
from tests.on_paper.entries import Standing

DAY = date(2026, 3, 14)
ONE = entry_id(1)


def unmarked(own: Desk, item: ExportItem, **header: Any) -> str:
    """Somebody made the entry of this expense before us; its QuickBooks id."""
    elsewhere = own.another_computer()
    spent, entries = dict(own.source.spent), dict(own.books.entries)
    own.wait(item)
    elsewhere.export()
    (made,) = (one for key, one in own.books.entries.items() if key not in entries)
    own.source.spent = spent
    given = {"doc_number": None, "note": "BANK TEXT"} | header
    own.books.change(made.kind, made.id, **given)
    made.token = 0
    return made.id


def again(own: Desk, item: ExportItem) -> None:
    """The person exports an expense again in Pleo, perhaps changed."""
    own.wait(item)


# -- look-alikes -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("type_", ["card_purchase", "refund", "wallet_topup", "out_of_pocket", "invoice", "fee"])
def test_an_entry_like_it_holds_an_expense_of_any_kind(bakery: Desk, type_: str) -> None:
    item = expense(1, type_)
    standing = unmarked(bakery, item)
    again(bakery, item)
    for outcome in (bakery.preview(), bakery.export()):
        if outcome.jobs:
            assert statuses(outcome) == {"held": 1}
            (reason,) = item_of(outcome, ONE).record.problems
            assert reason.code is Code.LOOKS_LIKE
            assert reason.params["external_id"] == standing
    assert len(bakery.books.entries) == 1
    assert bakery.missing() == {ONE: "looks_like"}
    assert bakery.told()[ONE] == "NOT_EXPORTED"
    assert not bakery.source.last_job().open


@pytest.mark.parametrize(
    "header",
    [{"day": DAY + timedelta(days=6)}, {"day": DAY - timedelta(days=6)}],
    ids=["later", "earlier"],
)
def test_what_stands_further_off_is_no_look_alike(bakery: Desk, header: dict[str, Any]) -> None:
    unmarked(bakery, expense(1), **header)
    again(bakery, expense(1))
    assert statuses(bakery.export()) == {"exported": 1}


def test_another_amount_or_account_is_no_look_alike(bakery: Desk) -> None:
    unmarked(bakery, expense(1, amount="18.00"))
    bakery.books.write_by_hand(Transfer(Header(DAY, ""), WALLET, FUNDING, Decimal("12.01")))
    again(bakery, expense(1))
    assert statuses(bakery.export()) == {"exported": 1}


def test_money_in_is_no_look_alike_of_money_out(bakery: Desk) -> None:
    unmarked(bakery, expense(1, "refund"))
    again(bakery, expense(1))
    assert statuses(bakery.export()) == {"exported": 1}


def test_a_purchase_entered_as_a_journal_entry_is_a_look_alike(bakery: Desk) -> None:
    lines = (line_of(MEALS, "12.00", debit=True), line_of(WALLET, "12.00", debit=False))
    bakery.books.write_by_hand(JournalEntry(Header(DAY, "month end"), lines))
    bakery.wait(expense(1))
    assert codes(bakery.export()) == {ONE: ["looks_like"]}


def line_of(account: str, amount: str, *, debit: bool) -> Any:
    """A line of a journal entry."""
    from pleoqb_desktop.domain.entries import Line, Side

    return Line(account, Decimal(amount), side=Side.DEBIT if debit else Side.CREDIT)


def test_twins_of_one_day_with_nothing_standing_are_two_expenses(bakery: Desk) -> None:
    bakery.wait(expense(1), expense(2))
    assert statuses(bakery.export()) == {"exported": 2}


def test_of_two_expenses_and_one_entry_nothing_is_posted_before_the_answer(bakery: Desk) -> None:
    unmarked(bakery, expense(1))
    again(bakery, expense(1))
    bakery.wait(expense(2))
    assert codes(bakery.export()) == {ONE: ["looks_like"], entry_id(2): ["looks_like"]}
    assert len(bakery.books.entries) == 1


def test_an_entry_of_another_expense_is_no_look_alike_also_when_only_the_store_knows_it(bakery: Desk) -> None:
    bakery.wait(expense(1))
    bakery.export()
    (made,) = bakery.books.entries.values()
    bakery.books.change(made.kind, made.id, doc_number=None, note="")
    bakery.wait(expense(2))
    assert statuses(bakery.export()) == {"exported": 1}
    bakery.wait(expense(3))
    assert codes(bakery.another_computer().export()) == {entry_id(3): ["looks_like"]}


def test_post_posts_and_adopt_takes_the_sure_ones_alone(bakery: Desk) -> None:
    sure, doubtful = expense(1), expense(2, amount="24.00")
    first = unmarked(bakery, sure, note="paid to Boulangerie Dupont")
    unmarked(bakery, doubtful)
    for one in bakery.books.of_kind(EntryKind.PURCHASE):
        assert isinstance(one.entry, Purchase)
        one.entry = replace(one.entry, vendor=None)
    again(bakery, sure)
    again(bakery, doubtful)
    outcome = bakery.export(look_alikes=LookAlikes.ADOPT)
    assert statuses(outcome) == {"already_there": 1, "held": 1}
    assert item_of(outcome, ONE).record.external_id == first
    assert ONE in bakery.books.entries[EntryKind.PURCHASE, first].entry.header.note
    again(bakery, doubtful)
    assert statuses(bakery.export(look_alikes=LookAlikes.POST)) == {"exported": 1}
    again(bakery, sure)
    assert statuses(bakery.another_computer().export()) == {"already_there": 1}


def test_an_undo_leaves_what_was_adopted_though_the_answer_to_its_marking_was_lost(bakery: Desk) -> None:
    standing = unmarked(bakery, expense(1), note="paid to Boulangerie Dupont")
    again(bakery, expense(1))
    bakery.books.spoil("amend_note", LostAnswerError(problem(Code.QUICKBOOKS_UNREACHABLE)), done=True)
    assert bakery.export(look_alikes=LookAlikes.ADOPT).exit_code == 5
    outcome = bakery.export()
    assert statuses(outcome) == {"already_there": 1}
    assert bakery.undo(outcome.run_id).complete
    assert bakery.books.entries[EntryKind.PURCHASE, standing].entry.header.note == "paid to Boulangerie Dupont"


def test_what_a_stopped_run_adopted_is_not_taken_back_for_what_differs_in_it(bakery: Desk) -> None:
    """Its memo is full, so that only the store tells that it was adopted."""
    full = unmarked(bakery, expense(1), note=f"paid to Boulangerie Dupont {'x' * 3960}")
    other = unmarked(bakery, expense(2, amount="24.00"), note="paid to Boulangerie Dupont")
    adopted = bakery.books.entries[EntryKind.PURCHASE, full]
    assert isinstance(adopted.entry, Purchase)
    adopted.entry = replace(adopted.entry, lines=(Line(CASH, Decimal("12.00")),))
    bakery.wait(expense(1), expense(2, amount="24.00"))
    bakery.books.when("amend_note", lambda: bakery.token.cancel(), after=True)
    assert bakery.export(look_alikes=LookAlikes.ADOPT).exit_code == 130
    outcome = bakery.export(look_alikes=LookAlikes.ADOPT)
    assert statuses(outcome) == {"already_there": 2}
    assert set(bakery.books.entries) == {(EntryKind.PURCHASE, full), (EntryKind.PURCHASE, other)}
    bakery.undo(outcome.run_id)
    assert set(bakery.books.entries) == {(EntryKind.PURCHASE, full), (EntryKind.PURCHASE, other)}


def test_what_is_deleted_while_it_is_adopted_stops_no_export_and_is_posted_the_next_time(bakery: Desk) -> None:
    standing = unmarked(bakery, expense(1), note="paid to Boulangerie Dupont")
    bakery.wait(expense(1), expense(2, amount="24.00"))
    bakery.books.when("amend_note", lambda: bakery.books.delete(EntryKind.PURCHASE, standing))
    outcome = bakery.export(look_alikes=LookAlikes.ADOPT)
    assert (statuses(outcome), codes(outcome)) == ({"failed": 1, "exported": 1}, {ONE: ["deleted_by_hand"]})
    bakery.source.queue_again(ONE)
    assert statuses(bakery.export(look_alikes=LookAlikes.ADOPT)) == {"exported": 1}
    assert len(bakery.books.entries) == 2


@pytest.mark.parametrize("policy", [LookAlikes.HOLD, LookAlikes.ADOPT])
def test_what_came_into_the_books_after_an_interruption_is_asked_about(bakery: Desk, policy: LookAlikes) -> None:
    """The bank feed brought it before the run that was interrupted went on; nothing of ours stands."""
    key = EntryKind.PURCHASE, unmarked(bakery, expense(1), note="paid to Boulangerie Dupont")
    brought = bakery.books.entries.pop(key)
    bakery.wait(expense(1))
    bakery.books.spoil("post", LostAnswerError(problem(Code.QUICKBOOKS_UNREACHABLE)), times=100)
    assert bakery.export().exit_code == 5
    bakery.books.calm()
    bakery.books.entries[key] = brought
    assert codes(bakery.export(look_alikes=policy)) == {ONE: ["looks_like"]}
    assert set(bakery.books.entries) == {key}


def test_the_same_is_noted_marked_and_then_already_there(bakery: Desk) -> None:
    standing = unmarked(bakery, expense(1))
    again(bakery, expense(1))
    bakery.export()
    answered = bakery.answering().take(ONE, AnswerKind.SAME, standing)
    assert (answered.done, answered.external_id, answered.export_again) == (True, standing, True)
    note = bakery.books.entries[EntryKind.PURCHASE, standing].entry.header.note
    assert note == f"BANK TEXT | Pleo REC-1 | {ONE}"
    assert bakery.missing() == {}
    again(bakery, expense(1))
    assert statuses(bakery.export()) == {"already_there": 1}
    assert statuses(bakery.another_computer().export()) == {}
    assert bakery.told()[ONE] == "EXPORTED"
    assert len(bakery.books.entries) == 1


def test_an_adopted_entry_of_a_closed_period_or_with_a_full_memo_is_known_to_the_store_alone(bakery: Desk) -> None:
    for number, prepare in ((1, lambda _: bakery.books.close(DAY)), (2, lambda _: None)):
        item = expense(number, amount=f"{number * 6}.00")
        note = "x" * 4000 if number == 2 else "short"
        bakery.books.close(date(2020, 1, 1))
        standing = unmarked(bakery, item, note=note)
        again(bakery, item)
        bakery.export()
        prepare(None)
        assert bakery.answering().take(item.accounting_entry_id, AnswerKind.SAME, standing).done
        assert bakery.books.entries[EntryKind.PURCHASE, standing].entry.header.note == note
        again(bakery, item)
        assert statuses(bakery.export()) == {"already_there": 1}


def test_another_one_is_posted_when_it_comes_again(bakery: Desk) -> None:
    unmarked(bakery, expense(1))
    again(bakery, expense(1))
    bakery.export()
    answered = bakery.answering().take(ONE, AnswerKind.ANOTHER)
    assert (answered.done, answered.export_again) == (False, True)
    assert bakery.missing() == {ONE: "looks_like"}, "it is in nobody's books yet"
    again(bakery, expense(1))
    assert statuses(bakery.export()) == {"exported": 1}
    assert bakery.missing() == {}
    assert len(bakery.books.entries) == 2


def test_an_answer_for_an_expense_that_stands_in_the_queue_acts_at_once(bakery: Desk) -> None:
    unmarked(bakery, expense(1))
    again(bakery, expense(1))
    bakery.export()
    again(bakery, expense(1))
    answered = bakery.answering().take(ONE, AnswerKind.ANOTHER)
    assert (answered.done, answered.export_again) == (True, False)
    assert answered.run
    assert statuses(answered.run) == {"exported": 1}


def test_another_one_is_asked_again_when_a_further_entry_turns_up(bakery: Desk) -> None:
    unmarked(bakery, expense(1))
    again(bakery, expense(1))
    bakery.export()
    bakery.answering().take(ONE, AnswerKind.ANOTHER)
    (made,) = bakery.books.entries.values()
    bakery.books.write_by_hand(made.entry)
    again(bakery, expense(1))
    assert codes(bakery.export()) == {ONE: ["looks_like"]}


def test_later_leaves_everything_as_it_is(bakery: Desk) -> None:
    unmarked(bakery, expense(1))
    again(bakery, expense(1))
    bakery.export()
    assert not bakery.answering().take(ONE, AnswerKind.LATER).done
    assert bakery.missing() == {ONE: "looks_like"}
    assert bakery.answering().take(ONE, AnswerKind.ANOTHER).answer is AnswerKind.ANOTHER


@pytest.mark.parametrize(
    ("kind", "external_id"), [(AnswerKind.CORRECT, None), (AnswerKind.AGAIN, None), (AnswerKind.SAME, "4711")]
)
def test_an_answer_that_does_not_fit_is_refused(bakery: Desk, kind: AnswerKind, external_id: str | None) -> None:
    unmarked(bakery, expense(1))
    again(bakery, expense(1))
    bakery.export()
    with pytest.raises(WrongUsageError) as refused:
        bakery.answering().take(ONE, kind, external_id)
    assert refused.value.problem.code is Code.ANSWER_UNFIT
    with pytest.raises(WrongUsageError) as refused:
        bakery.answering().take(entry_id(7), AnswerKind.LATER)
    assert refused.value.problem.code is Code.NOTHING_ASKED


def test_what_is_set_aside_leaves_the_list_until_it_comes_again(bakery: Desk) -> None:
    bakery.wait(expense(1, "mystery"))
    bakery.export()
    assert bakery.answering().set_aside(ONE).cause == "unknown_type"
    assert bakery.missing() == {}
    with pytest.raises(WrongUsageError):
        bakery.answering().set_aside(ONE)
    again(bakery, expense(1, "mystery"))
    bakery.export()
    assert bakery.missing() == {ONE: "unknown_type"}


# -- changed since -----------------------------------------------------------------------------------------------------------

CHANGES: dict[str, dict[str, Any]] = {
    "amount": {"amount": "18.00"},
    "account": {"lines": [line("12.00", account=MEALS, tax=("20", "2.00"))]},
    "tax": {"lines": [line("12.00", tax=("10", "1.09"))]},
}


@pytest.mark.parametrize("member", CHANGES)
@pytest.mark.parametrize("elsewhere", [False, True])
@pytest.mark.parametrize("closed", [False, True])
def test_what_changed_in_pleo_is_told_and_nothing_is_written(
    bakery: Desk, member: str, elsewhere: bool, closed: bool
) -> None:
    bakery.wait(expense(1))
    bakery.export()
    if closed:
        bakery.books.close(date(2026, 3, 31))
    before = bakery.picture()
    again(bakery, expense(1, **CHANGES[member]))
    own = bakery.another_computer() if elsewhere else bakery
    outcome = own.export()
    assert statuses(outcome) == {"already_there": 1}
    assert outcome.exit_code == 1
    record = item_of(outcome, ONE).record
    assert [one.code for one in record.problems] == [Code.CHANGED_SINCE]
    assert member in [one.member for one in record.differences]
    assert (record.changed_since is None) is elsewhere  # which side was changed, and when, only this computer knows
    assert ("date" in record.problems[0].params) is not elsewhere
    assert bakery.picture() == before
    assert own.missing() == {ONE: "changed_since"}
    assert bakery.told()[ONE] == "EXPORTED"


def test_another_computer_shows_through_which_account_the_money_went(bakery: Desk) -> None:
    bakery.wait(expense(1))
    bakery.export()
    (made,) = bakery.books.of_kind(EntryKind.PURCHASE)
    made.entry = replace(made.entry, account_id=POCKET)
    bakery.source.queue_again(ONE)
    outcome = bakery.another_computer().export()
    assert codes(outcome) == {ONE: ["changed_since"]}
    (account,) = item_of(outcome, ONE).record.differences
    assert account.member == "account"
    assert account.pleo != account.quickbooks


def test_of_an_expense_that_would_be_held_now_another_amount_is_told(bakery: Desk) -> None:
    bakery.wait(expense(1))
    bakery.export()
    bakery.books.switch_off(MEALS)
    again(bakery, expense(1, amount="18.00", lines=[line("18.00", account=MEALS)]))
    outcome = bakery.export()
    assert (statuses(outcome), codes(outcome)) == ({"already_there": 1}, {ONE: ["changed_since"]})
    assert [one.member for one in item_of(outcome, ONE).record.differences] == ["amount"]
    bakery.answering().take(ONE, AnswerKind.LEAVE)
    again(bakery, expense(1, amount="18.00", lines=[line("18.00", account=MEALS)]))
    assert codes(bakery.export()) == {}


def test_what_was_held_meanwhile_is_no_change(bakery: Desk) -> None:
    """Held, it tells its amount alone: what its entry was made of is remembered all the same."""
    one = expense(1, lines=[line("12.00", account=MEALS, tax=("20", "2.00"))])
    bakery.wait(one)
    bakery.export()
    bakery.books.switch_off(MEALS)
    again(bakery, one)
    assert codes(bakery.export()) == {}
    before = bakery.runs.last_item(ONE)
    assert before is not None
    assert '"accounts"' in (before.facts or "")
    bakery.books.switch_on(MEALS)
    again(bakery, one)
    assert codes(bakery.export()) == {}


def test_a_dry_run_counts_what_it_would_ask(bakery: Desk) -> None:
    bakery.wait(expense(1))
    bakery.export()
    again(bakery, expense(1, **CHANGES["amount"]))
    bakery.source.press_export()
    foreseen = bakery.preview()
    assert (statuses(foreseen), foreseen.unanswered, foreseen.exit_code) == ({"already_there": 1}, 1, 1)


def test_both_sides_of_a_difference_are_shown(bakery: Desk) -> None:
    bakery.wait(expense(1))
    bakery.export()
    (made,) = bakery.books.of_kind(EntryKind.PURCHASE)
    assert isinstance(made.entry, Purchase)
    bare = [
        replace(one, net=Decimal(10), tax=replace(one.tax, amount=Decimal(2))) for one in made.entry.lines if one.tax
    ]
    made.entry = replace(made.entry, lines=tuple(bare))  # as QuickBooks may tell it: 12, not 12.00
    again(bakery, expense(1, **CHANGES["amount"]))
    assert Difference("amount", "18.00", "12.00") in item_of(bakery.export(), ONE).record.differences


@pytest.mark.parametrize("edit", [{"day": date(2026, 3, 18)}, {"note": "bank"}, {"doc_number": "7"}])
def test_what_a_bookkeeper_edits_is_no_change_in_pleo(bakery: Desk, edit: dict[str, Any]) -> None:
    bakery.wait(expense(1))
    bakery.export()
    (made,) = bakery.books.entries.values()
    bakery.books.change(made.kind, made.id, **edit)
    again(bakery, expense(1))
    outcome = bakery.export()
    assert (statuses(outcome), codes(outcome), outcome.exit_code) == ({"already_there": 1}, {}, 0)


def test_another_computer_takes_a_day_that_a_bookkeeper_moved_for_no_change(bakery: Desk) -> None:
    bakery.wait(expense(1))
    bakery.export()
    (made,) = bakery.books.entries.values()
    bakery.books.change(made.kind, made.id, day=DAY + timedelta(days=2))
    again(bakery, expense(1))
    outcome = bakery.another_computer().export()
    assert (statuses(outcome), codes(outcome)) == ({"already_there": 1}, {})


def test_a_change_is_told_since_the_day_of_the_export_in_the_company(bakery: Desk) -> None:
    bakery.clock.move(14.5 * 3600)  # half past eleven by UTC, past midnight in Paris
    bakery.wait(expense(1))
    bakery.export()
    bakery.clock.move(7 * 24 * 3600)
    again(bakery, expense(1, amount="18.00"))
    (told,) = item_of(bakery.export(), ONE).record.problems
    assert told.params["date"] == "2026-11-25"


def test_another_amount_is_told_without_the_vat_and_the_account_that_follow_it(bakery: Desk) -> None:
    bakery.wait(expense(1))
    bakery.export()
    again(bakery, expense(1, amount="18.00"))
    assert [one.member for one in item_of(bakery.export(), ONE).record.differences] == ["amount"]


def test_what_the_books_hold_already_is_not_told(bakery: Desk) -> None:
    """The bookkeeper corrected it herself."""
    bakery.wait(expense(1))
    bakery.export()
    (made,) = bakery.books.entries.values()
    assert isinstance(made.entry, Purchase)
    corrected = replace(made.entry.lines[0], account_id=MEALS)
    bakery.books.rewrite(made.kind, made.id, lines=(corrected,))
    again(bakery, expense(1, **CHANGES["account"]))
    outcome = bakery.export()
    assert (statuses(outcome), codes(outcome)) == ({"already_there": 1}, {})


def changed(own: Desk, **members: Any) -> str:
    """An expense that was exported, changed in Pleo and exported again; its entry."""
    own.wait(expense(1))
    own.export()
    again(own, expense(1, **members))
    own.export()
    (made,) = own.books.entries.values()
    return made.id


def test_correct_writes_the_entry_over_and_an_undo_still_takes_it(bakery: Desk) -> None:
    standing = changed(bakery, **CHANGES["amount"])
    answered = bakery.answering().take(ONE, AnswerKind.CORRECT)
    assert (answered.done, answered.external_id) == (True, standing)
    (made,) = bakery.books.entries.values()
    assert (made.id, made.shown().total, made.shown().tax) == (standing, Decimal(18), Decimal(3))
    assert bakery.missing() == {}
    again(bakery, expense(1, **CHANGES["amount"]))
    outcome = bakery.export()
    assert (statuses(outcome), codes(outcome)) == ({"already_there": 1}, {})
    bakery.undo(1)
    assert bakery.books.entries == {}


def test_correct_is_not_offered_for_what_somebody_touched(bakery: Desk) -> None:
    standing = changed(bakery, **CHANGES["amount"])
    bakery.books.change(EntryKind.PURCHASE, standing, note="touched")
    with pytest.raises(WrongUsageError) as refused:
        bakery.answering().take(ONE, AnswerKind.CORRECT)
    assert refused.value.problem.code is Code.CORRECT_NOT_OFFERED
    (made,) = bakery.books.entries.values()
    assert made.shown().total == Decimal(12)
    assert bakery.missing() == {ONE: "changed_since"}


def test_left_as_it_is_it_is_not_told_again_until_it_changes_once_more(bakery: Desk) -> None:
    changed(bakery, **CHANGES["amount"])
    assert bakery.answering().take(ONE, AnswerKind.LEAVE).done
    assert bakery.missing() == {}
    again(bakery, expense(1, **CHANGES["amount"]))
    assert codes(bakery.export()) == {}
    again(bakery, expense(1, amount="24.00"))
    assert codes(bakery.export()) == {ONE: ["changed_since"]}


def test_unanswered_it_is_told_each_time(bakery: Desk) -> None:
    changed(bakery, **CHANGES["amount"])
    again(bakery, expense(1, **CHANGES["amount"]))
    assert codes(bakery.export()) == {ONE: ["changed_since"]}


# -- voided ------------------------------------------------------------------------------------------------------------------


def voided(own: Desk, type_: str = "card_purchase") -> str:
    """An expense whose entry a person voided, exported again; the entry."""
    own.wait(expense(1, type_))
    own.export()
    (made,) = own.books.entries.values()
    take_money_out(made)
    again(own, expense(1, type_))
    assert codes(own.export()) == {ONE: ["voided_by_hand"]}
    return made.id


def take_money_out(made: Standing) -> None:
    """What "void" in QuickBooks does to an entry."""
    nothing: Entry = made.entry
    if isinstance(nothing, Purchase | Deposit):
        nothing = replace(nothing, lines=tuple(replace(one, net=Decimal(0), tax=None) for one in nothing.lines))
    made.entry = nothing
    made.token += 1


@pytest.mark.parametrize("type_", ["card_purchase", "refund"])
def test_voided_it_is_posted_again_on_her_word_under_a_number_of_its_own(bakery: Desk, type_: str) -> None:
    first = voided(bakery, type_)
    assert not bakery.answering().take(ONE, AnswerKind.AGAIN).done
    again(bakery, expense(1, type_))
    outcome = bakery.export()
    assert statuses(outcome) == {"exported": 1}
    assert len(bakery.books.entries) == 2
    second = item_of(outcome, ONE).record.external_id
    assert second not in {None, first}
    again(bakery, expense(1, type_))
    outcome = bakery.export()
    assert statuses(outcome) == {"already_there": 1}
    assert item_of(outcome, ONE).record.external_id == second
    assert statuses(bakery.another_computer().export()) == {}


@pytest.mark.parametrize("type_", ["card_purchase", "refund"])
def test_voided_a_second_time_it_is_asked_about_anew(bakery: Desk, type_: str) -> None:
    first = voided(bakery, type_)
    bakery.answering().take(ONE, AnswerKind.AGAIN)
    again(bakery, expense(1, type_))
    bakery.export()
    second = next(one for one in bakery.books.entries.values() if one.id != first)
    take_money_out(second)
    again(bakery, expense(1, type_))
    outcome = bakery.export()
    assert codes(outcome) == {ONE: ["voided_by_hand"]}
    assert item_of(outcome, ONE).record.problems[0].params["external_id"] == second.id
    assert len(bakery.books.entries) == 2
    bakery.answering().take(ONE, AnswerKind.AGAIN)
    again(bakery, expense(1, type_))
    assert statuses(bakery.export()) == {"exported": 1}
    elsewhere = bakery.another_computer()
    again(elsewhere, expense(1, type_))
    assert statuses(elsewhere.export()) == {"already_there": 1}
    assert len(bakery.books.entries) == 3


def test_voided_it_is_left_out_on_her_word(bakery: Desk) -> None:
    voided(bakery)
    assert bakery.answering().take(ONE, AnswerKind.OUT).done
    assert bakery.missing() == {}
    assert len(bakery.books.entries) == 1


def test_everything_held_is_told_to_pleo_as_failed(bakery: Desk) -> None:
    unmarked(bakery, expense(1))
    again(bakery, expense(1))
    outcome = bakery.export()
    report = bakery.source.last_job().reports[ONE]
    assert not report.successful
    assert outcome.count(ItemStatus.HELD) == 1


def test_posted_again_it_is_still_asked_about_what_looks_like_it(bakery: Desk) -> None:
    voided(bakery)
    bakery.answering().take(ONE, AnswerKind.AGAIN)
    (made,) = bakery.books.entries.values()
    bakery.wait(expense(5))
    bakery.export()
    stranger = next(one for one in bakery.books.entries.values() if one.id != made.id)
    bakery.books.change(stranger.kind, stranger.id, doc_number=None, note="BANK")
    bakery.runs.put_intents(replace(one, removed=True) for one in bakery.runs.intents_of_entry(entry_id(5)))
    again(bakery, expense(1))
    assert codes(bakery.export()) == {ONE: ["looks_like"]}


def test_an_undo_of_a_run_that_only_found_a_voided_entry_leaves_it_known(bakery: Desk) -> None:
    bakery.wait(expense(1, "refund"))
    bakery.another_computer().export()
    again(bakery, expense(1, "refund"))
    assert statuses(bakery.export()) == {"already_there": 1}
    (made,) = bakery.books.entries.values()
    assert isinstance(made.entry, Deposit)
    lines = tuple(replace(one, net=Decimal(0), tax=None) for one in made.entry.lines)
    note = f"Voided - {made.entry.header.note}"
    made.entry = replace(made.entry, lines=lines, header=replace(made.entry.header, note=note))
    assert not bakery.undo(1).complete
    again(bakery, expense(1, "refund"))
    assert codes(bakery.export()) == {ONE: ["voided_by_hand"]}


def test_a_change_is_told_though_the_run_that_saw_it_could_not_tell_pleo(bakery: Desk) -> None:
    bakery.wait(expense(1))
    bakery.export()
    again(bakery, expense(1, **CHANGES["amount"]))
    bakery.source.spoil("report", UnavailableError(problem(Code.PLEO_REFUSES, status=503)))
    assert bakery.export().problem is not None
    outcome = bakery.export()
    assert (codes(outcome), outcome.exit_code) == ({ONE: ["changed_since"]}, 1)
    assert bakery.missing() == {ONE: "changed_since"}


# -- the same answer for several -----------------------------------------------------------------------------------------------


def test_the_same_for_several_takes_no_entry_twice_and_leaves_what_is_doubtful(bakery: Desk) -> None:
    items = [expense(number, amount=f"{number}.00") for number in (12, 24, 36)]
    for one in items[:2]:
        unmarked(bakery, one)
    twin = expense(48, amount="24.00")  # two expenses look like the one entry of 24.00
    bakery.wait(items[0], items[1], twin)
    bakery.export()
    asked = [one.accounting_entry_id for one in (items[0], items[1], twin, items[2])]
    assert len(bakery.missing()) == 3
    taken = bakery.answering().take_all(asked, AnswerKind.SAME)
    adopted = [one.external_id for one in taken]
    assert len(adopted) == len(set(adopted)) == 2
    assert len(bakery.missing()) == 1
    assert len(bakery.books.entries) == 2


def test_another_one_for_several_is_kept_for_each_that_was_asked_about(bakery: Desk) -> None:
    for number in (12, 24):
        unmarked(bakery, expense(number, amount=f"{number}.00"))
    again(bakery, expense(12, amount="12.00"))
    again(bakery, expense(24, amount="24.00"))
    bakery.export()
    taken = bakery.answering().take_all([entry_id(12), entry_id(7), entry_id(24)], AnswerKind.ANOTHER)
    assert [one.accounting_entry_id for one in taken] == [entry_id(12), entry_id(24)]


def test_what_is_asked_is_told_with_both_sides_as_they_are_now(bakery: Desk) -> None:
    standing = unmarked(bakery, expense(1))
    again(bakery, expense(1))
    bakery.export()
    asked = asked_about(ONE, bakery.questions, bakery.runs, bakery.books)
    assert (asked.question.code, asked.record.status) == (Code.LOOKS_LIKE, ItemStatus.HELD)
    assert [one.entry.id for one in asked.standing] == [standing]
    ((key),) = bakery.books.entries
    bakery.books.delete(*key)
    assert asked_about(ONE, bakery.questions, bakery.runs, bakery.books).standing == ()
    with pytest.raises(WrongUsageError):
        asked_about(entry_id(7), bakery.questions, bakery.runs, bakery.books)


def test_one_entry_is_the_same_as_one_expense_alone(bakery: Desk) -> None:
    standing = unmarked(bakery, expense(1))
    again(bakery, expense(1))
    bakery.wait(expense(2))
    bakery.export()
    assert bakery.answering().take(ONE, AnswerKind.SAME, standing).done
    with pytest.raises(WrongUsageError):
        bakery.answering().take(entry_id(2), AnswerKind.SAME, standing)
    assert bakery.missing() == {entry_id(2): "looks_like"}


def test_correct_is_not_offered_for_what_somebody_touched_before_it_was_asked(bakery: Desk) -> None:
    bakery.wait(expense(1))
    bakery.export()
    (made,) = bakery.books.entries.values()
    bakery.books.change(made.kind, made.id, note="touched")
    again(bakery, expense(1, **CHANGES["amount"]))
    bakery.export()
    with pytest.raises(WrongUsageError) as refused:
        bakery.answering().take(ONE, AnswerKind.CORRECT)
    assert refused.value.problem.code is Code.CORRECT_NOT_OFFERED


def test_an_answer_is_kept_though_pleo_is_away(bakery: Desk) -> None:
    standing = unmarked(bakery, expense(1))
    again(bakery, expense(1))
    bakery.export()
    bakery.source.spoil("queue", UnavailableError(problem(Code.PLEO_UNREACHABLE)))
    answered = bakery.answering().take(ONE, AnswerKind.SAME, standing)
    assert (answered.done, answered.export_again) == (True, True)


def test_what_was_let_go_in_a_closed_month_is_asked_about_again(bakery: Desk) -> None:
    standing = unmarked(bakery, expense(1))
    again(bakery, expense(1))
    bakery.export()
    bakery.answering().take(ONE, AnswerKind.SAME, standing)
    bakery.books.close(DAY)
    bakery.undo(max(one.run.id for one in bakery.runs.runs()))
    assert ONE in bakery.books.entries[EntryKind.PURCHASE, standing].entry.header.note, "closed: the memo stays"
    bakery.books.close(date(2020, 1, 1))
    again(bakery, expense(1))
    assert codes(bakery.export()) == {ONE: ["looks_like"]}
    bakery.answering().take(ONE, AnswerKind.SAME, standing)
    assert bakery.undo(max(one.run.id for one in bakery.runs.runs())).complete, "it can be let go once more"


def test_a_lost_answer_is_never_answered_by_what_a_person_voided(bakery: Desk) -> None:
    first = voided(bakery)
    bakery.answering().take(ONE, AnswerKind.AGAIN)
    again(bakery, expense(1))
    bakery.books.spoil("post", LostAnswerError(problem(Code.QUICKBOOKS_UNREACHABLE)))
    assert statuses(bakery.export()) == {"exported": 1}
    assert len(bakery.books.entries) == 2
    assert bakery.books.entries[EntryKind.PURCHASE, first].shown().is_void


def test_one_answer_for_several_that_wait_makes_one_job(bakery: Desk) -> None:
    for number in (12, 24):
        unmarked(bakery, expense(number, amount=f"{number}.00"))
    for number in (12, 24):
        again(bakery, expense(number, amount=f"{number}.00"))
    bakery.export()
    for number in (12, 24):
        again(bakery, expense(number, amount=f"{number}.00"))
    before = bakery.source.asked["create_job"]
    taken = bakery.answering().take_all([entry_id(12), entry_id(24)], AnswerKind.ANOTHER)
    assert [one.done for one in taken] == [True, True]
    assert bakery.source.asked["create_job"] == before + 1


# -- receipts of what somebody else made ---------------------------------------------------------------------------------


@pytest.mark.parametrize("policy", [LookAlikes.HOLD, LookAlikes.ADOPT])
def test_a_receipt_of_equal_size_is_not_attached_beside_that_of_somebody_else(bakery: Desk, policy: LookAlikes) -> None:
    """Pleo's own link attaches receipts too (design.md 4.3); they are never ours to remove."""
    standing = unmarked(bakery, expense(1))
    first, second = b"one of Pleo's receipts", b"another, longer than the first"
    bakery.books.attach_content(EntryKind.PURCHASE, standing, "receipt-1.pdf", first)
    bakery.books.attach_content(EntryKind.PURCHASE, standing, "scan-2.pdf", b"a note of the bookkeeper's")
    spent = expense(1, receipts=2)
    spent = replace(
        spent, files=tuple(replace(one, size=len(each)) for one, each in zip(spent.files, (first, second), strict=True))
    )
    again(bakery, spent)
    bakery.receipts.kept |= {one.url: each for one, each in zip(spent.files, (first, second), strict=True)}
    outcome = bakery.export(look_alikes=policy)
    if policy is LookAlikes.HOLD:
        assert codes(outcome) == {ONE: ["looks_like"]}
        assert bakery.answering().take(ONE, AnswerKind.SAME, standing).done
        bakery.source.queue_again(ONE)
        outcome = bakery.export()
    (one,) = outcome.items
    assert (one.record.status, one.record.problems) == (ItemStatus.ALREADY_THERE, ())
    assert (one.record.receipts_expected, one.record.receipts_attached) == (2, 2)
    assert sorted(content for _, content in bakery.books.files.values()) == sorted(
        [first, b"a note of the bookkeeper's", second]
    )


def test_a_file_of_the_size_of_its_receipt_makes_an_entry_a_sure_look_alike(bakery: Desk) -> None:
    spent = expense(1, receipts=1, date=datetime(2026, 11, 20, 12, tzinfo=UTC))
    standing = unmarked(bakery, replace(spent, files=()))
    for one in bakery.books.of_kind(EntryKind.PURCHASE):
        assert isinstance(one.entry, Purchase)
        one.entry = replace(one.entry, vendor=None)
    bakery.books.attach_content(EntryKind.PURCHASE, standing, "bill.pdf", b"x" * spent.files[0].size)
    again(bakery, spent)
    outcome = bakery.export(look_alikes=LookAlikes.ADOPT)
    assert statuses(outcome) == {"already_there": 1}
