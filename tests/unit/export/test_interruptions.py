"""Whatever breaks an export, at whatever moment: the next ones end as if nothing had been, each entry once, and Pleo knows."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from pleoqb_desktop.domain.entries import EntryKind
from pleoqb_desktop.domain.problems import Code, problem
from pleoqb_desktop.domain.spend import JobStatus
from pleoqb_desktop.export.outcome import RunOutcome
from pleoqb_desktop.ports.errors import LostAnswerError, RefusalReason, SignInAgainError, SpendRefusal, UnavailableError
from pleoqb_desktop.ports.runs import ItemStatus, JobState, RunState
from pleoqb_desktop.ports.spend import UnreadableItem
from pleoqb_desktop.undo import UndoOutcome
from tests.on_paper.books import refusal
from tests.on_paper.desk import Desk, codes, desk, entry_id, expense, handful, item_of, statuses
from tests.on_paper.entries import lines

LOST = LostAnswerError(problem(Code.QUICKBOOKS_UNREACHABLE))
DOWN = UnavailableError(problem(Code.QUICKBOOKS_REFUSES, status=503))
SIGNED_OUT = SignInAgainError(problem(Code.QUICKBOOKS_SIGN_IN_ENDED))
READING = frozenset(
    ("jobs", "queue", "job_items", "item_pages", "vendors", "books", "find_by_number", "find_by_day", "read")
)
MAKING = frozenset(("post", "post_batch", "create_vendor", "create_vendors", "upload", "remove"))


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> "Counter[tuple[Any, ...]]":
    """The books after an export that nothing happens to."""
    own = desk(tmp_path_factory.mktemp("undisturbed"))
    own.wait(*handful())
    assert own.export().problem is None
    return own.picture()


@pytest.fixture(scope="module")
def moments(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Every moment of such an export."""
    found: list[str] = []
    own = desk(tmp_path_factory.mktemp("moments"))
    own.wait(*handful())
    with own.watched(lambda _number, name: found.append(name)):
        own.export()
    return found


def ends_well(own: Desk, undisturbed: "Counter[tuple[Any, ...]]") -> None:
    """Exports until it goes through; a job that ended under way is queued again by a person."""
    for left in own.scratch.iterdir():
        left.unlink()  # each export has a folder of its own, which is gone afterwards
    for _ in range(4):
        own.source.queue_again()
        outcome = own.export()
        if outcome.problem is None and all(not job.open for job in own.source.all_jobs.values()):
            break
        if outcome.problem and outcome.problem.code is Code.JOB_OF_ANOTHER:
            own.clock.move(3601)  # whoever started the job, nothing tells: it expires
    assert outcome.problem is None, outcome.problem
    assert own.picture() == undisturbed
    assert Counter(own.told().values()) == {"EXPORTED": 11, "NOT_EXPORTED": 2}
    assert own.bugs == []
    assert own.runs.open_jobs() == []
    assert {summary.run.state for summary in own.runs.runs()} <= {RunState.DONE, RunState.STOPPED}
    assert own.runs.lacking_receipts() == []
    assert list(own.scratch.iterdir()) == []


@pytest.mark.parametrize("part", range(4))
def test_a_program_that_dies_at_any_moment_loses_and_doubles_nothing(
    tmp_path: Path, undisturbed: "Counter[tuple[Any, ...]]", moments: list[str], part: int
) -> None:
    for number in range(1 + part, len(moments) + 1, 4):
        own = desk(tmp_path / str(number))
        own.scratch.mkdir()
        own.wait(*handful())
        with own.killed_at(number):
            own.export()
        ends_well(own, undisturbed)


def test_stop_pressed_at_any_moment_keeps_what_was_done_and_the_next_export_resumes(
    tmp_path: Path, undisturbed: "Counter[tuple[Any, ...]]", moments: list[str]
) -> None:
    for number in range(2, len(moments) + 1, 3):
        own = desk(tmp_path / str(number))
        own.scratch.mkdir()
        own.wait(*handful())

        def reached(counted: int, _name: str, own: Desk = own, number: int = number) -> None:
            if counted == number:
                own.token.cancel()

        with own.watched(reached):
            outcome = own.export()
        assert outcome.exit_code == 130 or outcome.problem is None
        ends_well(own, undisturbed)


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_request_that_fails_at_any_moment_is_made_good_by_the_next_export(
    tmp_path: Path, undisturbed: "Counter[tuple[Any, ...]]", moments: list[str], when: str
) -> None:
    """Before it is done; of those that change something, also afterwards."""
    failing = [name.startswith(when) and not (when == "after" and name[6:] in READING) for name in moments]
    for number in [place for place, fails in enumerate(failing, 1) if fails]:
        own = desk(tmp_path / str(number))
        own.scratch.mkdir()
        own.wait(*handful())

        def reached(counted: int, name: str, number: int = number) -> None:
            if counted == number:
                raise LOST if name.partition(" ")[2] in MAKING else DOWN

        with own.watched(reached):
            outcome = own.export()
        assert outcome.exit_code in {0, 1, 5}
        ends_well(own, undisturbed)


@pytest.mark.parametrize("request_name", ["post", "post_batch", "books", "find_by_number", "upload", "create_vendor"])
def test_a_sign_in_that_ends_under_way_ends_the_export_with_4(
    bakery: Desk, undisturbed: "Counter[tuple[Any, ...]]", request_name: str
) -> None:
    bakery.wait(*handful())
    bakery.books.spoil(request_name, SIGNED_OUT)
    assert bakery.export().exit_code == 4
    ends_well(bakery, undisturbed)


@pytest.mark.parametrize("name", ["post", "post_batch", "create_vendor"])
def test_what_is_meant_is_written_before_it_is_sent(bakery: Desk, name: str) -> None:
    """With the request id: an answer that never comes can be looked for."""
    bakery.wait(*(expense(n) for n in range(1, 7 if name == "post_batch" else 2)))
    noted: list[str] = []

    def look() -> None:
        job = bakery.source.last_job()
        noted.extend(intent.request_id for intent in bakery.runs.intents(job.id))
        noted.extend(vendor.request_id for vendor in bakery.runs.vendors(1) if vendor.vendor_id is None)

    bakery.books.when(name, look)
    bakery.export()
    assert len(noted) == (6 if name == "post_batch" else 1)
    assert all(noted)


def test_a_result_that_pleo_has_is_not_told_again_by_the_export_that_resumes(bakery: Desk) -> None:
    ids = bakery.wait(*(expense(n) for n in range(1, 131)))
    bakery.source.spoil("report", DOWN, nth=2, times=10)
    assert bakery.export().exit_code == 5
    bakery.source.calm()
    assert len(bakery.source.heard) == 100
    assert bakery.export().problem is None
    assert sorted(bakery.source.heard) == ids


# -- lost answers --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("done", [False, True])
@pytest.mark.parametrize("times", [1, 3])
@pytest.mark.parametrize("name", ["post", "post_batch", "create_vendor"])
def test_an_answer_that_is_lost_is_looked_for_and_nothing_is_made_twice(
    bakery: Desk, undisturbed: "Counter[tuple[Any, ...]]", name: str, times: int, done: bool
) -> None:
    bakery.wait(*handful())
    bakery.books.spoil(name, LOST, times=times, done=done)
    ends_well(bakery, undisturbed)


@pytest.mark.parametrize("done", [False, True])
@pytest.mark.parametrize("name", ["post", "post_batch", "create_vendor"])
def test_the_look_up_alone_holds_where_quickbooks_knows_no_request_and_no_number_again(
    bakery: Desk, undisturbed: "Counter[tuple[Any, ...]]", name: str, done: bool
) -> None:
    bakery.wait(*handful())
    bakery.books.forgetful = True
    bakery.books.spoil(name, LOST, times=2, done=done)
    ends_well(bakery, undisturbed)


def test_a_vendor_whose_answer_was_lost_is_ours_and_an_undo_sets_it_inactive(bakery: Desk) -> None:
    bakery.wait(expense(1))
    bakery.books.forgetful = True
    bakery.books.spoil("create_vendor", LOST, done=True)
    undone = bakery.undo(bakery.export().run_id)
    assert undone.vendors_inactive == ("Boulangerie Dupont",)


@pytest.mark.parametrize("done", [False, True])
def test_a_batch_that_never_gets_an_answer_is_finished_one_by_one(bakery: Desk, done: bool) -> None:
    bakery.wait(*(expense(n) for n in range(1, 7)))
    bakery.books.spoil("post_batch", LOST, times=100, done=done)
    assert statuses(bakery.export()) == {"exported": 6}
    assert len(bakery.books.of_kind(EntryKind.PURCHASE)) == 6
    assert bakery.books.asked["post"] == (0 if done else 6)
    if not done:
        assert bakery.clock.passed >= 120  # QuickBooks may still have been at work on it


def test_a_batch_that_is_refused_as_a_whole_is_sent_entry_by_entry(bakery: Desk) -> None:
    bakery.wait(*(expense(n) for n in range(1, 7)))
    bakery.books.spoil("post_batch", refusal(RefusalReason.OTHER, "too much"))
    assert statuses(bakery.export()) == {"exported": 6}
    assert bakery.books.asked["post"] == 6


@pytest.mark.parametrize("done", [False, True])
def test_trouble_that_passes_is_waited_out_and_looked_up(bakery: Desk, done: bool) -> None:
    bakery.wait(expense(1))
    bakery.books.spoil("post", refusal(RefusalReason.PASSING), times=2, done=done)
    assert statuses(bakery.export()) == {"exported": 1}
    assert len(bakery.books.of_kind(EntryKind.PURCHASE)) == 1
    assert bakery.clock.passed >= 2


def test_trouble_that_passes_within_a_batch_is_looked_up_before_anything_is_sent_again(bakery: Desk) -> None:
    """Neither request ids nor numbers keep the books from holding it twice."""
    bakery.books.forgetful = True
    bakery.books.hide_in_next_batch(2)
    bakery.wait(*(expense(n) for n in range(1, 7)))
    assert statuses(bakery.export()) == {"exported": 6}
    assert len(bakery.books.entries) == 6


def test_trouble_that_does_not_pass_ends_the_export_and_tells_of_no_answer_that_nobody_sent(bakery: Desk) -> None:
    bakery.wait(expense(1))
    bakery.books.spoil("post", refusal(RefusalReason.PASSING), times=100)
    outcome = bakery.export()
    assert outcome.problem == problem(Code.QUICKBOOKS_BUSY)
    assert bakery.source.last_job().status is JobStatus.IN_PROGRESS
    bakery.books.calm()
    assert statuses(bakery.export()) == {"exported": 1}
    assert len(bakery.books.of_kind(EntryKind.PURCHASE)) == 1


def test_an_entry_that_never_gets_an_answer_ends_the_export_and_stands_once_after_the_next(bakery: Desk) -> None:
    bakery.wait(expense(1))
    bakery.books.spoil("post", LOST, times=100, done=False)
    outcome = bakery.export()
    assert outcome.exit_code == 5
    assert bakery.source.last_job().status is JobStatus.IN_PROGRESS
    (run,) = bakery.runs.runs()
    assert run.run.state is RunState.STOPPED
    bakery.books.calm()
    resumed = bakery.export()
    assert (statuses(resumed), resumed.run_id) == ({"exported": 1}, run.run.id)
    assert len(bakery.books.of_kind(EntryKind.PURCHASE)) == 1
    (again,) = bakery.runs.runs()
    assert again.run.state is RunState.DONE


@pytest.mark.parametrize("comes", [True, False])
def test_an_entry_that_stands_is_told_also_where_its_expense_cannot_be_read_any_more(bakery: Desk, comes: bool) -> None:
    bakery.wait(expense(1))
    bakery.source.spoil("report", LOST, times=100, done=False)
    assert bakery.export().exit_code == 5
    bakery.source.calm()
    spent = bakery.source.spent[entry_id(1)]
    bakery.source.spent[entry_id(1)] = replace(spent, item=UnreadableItem(entry_id(1) if comes else "", "no amount"))
    assert statuses(bakery.export()) == {"exported": 1}
    assert bakery.source.last_job().reports[entry_id(1)].successful


# -- the job -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["create_job", "start_job", "finish_job"])
@pytest.mark.parametrize("done", [False, True])
def test_a_word_to_pleo_whose_answer_is_lost_counts_once(bakery: Desk, name: str, done: bool) -> None:
    bakery.wait(expense(1))
    bakery.source.spoil(name, UnavailableError(problem(Code.PLEO_UNREACHABLE)), done=done)
    outcome = bakery.export()
    assert (outcome.problem is None) is done
    assert bakery.export().problem is None
    assert len(bakery.source.all_jobs) == 1
    assert bakery.source.last_job().status is JobStatus.COMPLETED
    assert len(bakery.books.of_kind(EntryKind.PURCHASE)) == 1


@pytest.mark.parametrize("name", ["books", "post", "upload", "attachments"])
@pytest.mark.parametrize("how", ["expires", "is stopped"])
def test_a_job_that_ends_under_our_hands_is_given_up_and_its_entries_are_found_again(
    bakery: Desk, undisturbed: "Counter[tuple[Any, ...]]", name: str, how: str
) -> None:
    bakery.wait(*handful())

    def end() -> None:
        if how == "expires":
            bakery.clock.move(4000)
        else:
            bakery.source.stop_job(bakery.source.last_job().id)

    bakery.books.when(name, end)
    if name == "attachments":
        bakery.books.spoil("upload", LOST, done=True)
    outcome = bakery.export()
    assert outcome.exit_code == 5
    job = bakery.runs.job(bakery.source.last_job().id)
    assert job is not None
    assert job.state is JobState.LOST
    ends_well(bakery, undisturbed)


def test_a_job_that_somebody_starts_first_is_left_to_him(bakery: Desk) -> None:
    bakery.wait(expense(1))
    bakery.source.when("start_job", lambda: bakery.source.start_job(bakery.source.last_job().id))
    outcome = bakery.export()
    assert outcome.problem is not None
    assert (outcome.problem.code, outcome.exit_code) == (Code.JOB_OF_ANOTHER, 5)
    assert bakery.books.entries == {}


def export_slowly(own: Desk, seconds: int) -> RunOutcome:
    """Twelve entries, each of which takes QuickBooks so long."""
    own.wait(*(expense(n, "refund") for n in range(1, 13)))
    for nth in range(1, 13):
        own.books.when("post", lambda: own.clock.move(seconds), nth=nth)
    return own.export()


def test_a_job_on_which_nothing_happens_for_long_is_kept_alive(bakery: Desk) -> None:
    """Each entry takes QuickBooks so long that the export takes more than an hour."""
    outcome = export_slowly(bakery, seconds=700)
    assert outcome.problem is None
    assert bakery.clock.passed > 3600
    assert bakery.source.asked["touch"] >= 2
    assert bakery.source.last_job().status is JobStatus.COMPLETED


def test_a_job_is_kept_alive_by_the_life_that_pleo_gives_it(bakery: Desk) -> None:
    """An hour is Pleo's example; each job says itself when it expires (pleo.md 3, Expiry)."""
    bakery.source.job_life = timedelta(minutes=10)
    outcome = export_slowly(bakery, seconds=110)
    assert outcome.problem is None
    assert bakery.clock.passed > 600
    assert bakery.source.last_job().status is JobStatus.COMPLETED


def test_an_export_goes_on_where_pleo_takes_no_mark_that_keeps_a_job_alive(bakery: Desk) -> None:
    """That an item may be marked as in progress is not published; whoever tells a result often enough needs no such mark."""
    bakery.wait(*(expense(n, "refund") for n in range(1, 4)))
    bakery.source.spoil("touch", SpendRefusal(400, "BAD_REQUEST", "no such move"), times=9)
    bakery.books.when("post", lambda: bakery.clock.move(2000))
    outcome = bakery.export()
    assert (outcome.problem, statuses(outcome)) == (None, {"exported": 3})
    assert bakery.source.last_job().status is JobStatus.COMPLETED


def test_a_quick_job_is_not_touched(bakery: Desk) -> None:
    bakery.wait(*handful())
    bakery.export()
    assert bakery.source.asked["touch"] == 0


def test_a_result_that_pleo_refuses_once_is_told_again(bakery: Desk) -> None:
    bakery.wait(expense(1), expense(2))
    bakery.source.refused[entry_id(2)] = 1
    outcome = bakery.export()
    assert (outcome.problem, codes(outcome)) == (None, {})
    assert bakery.source.asked["report"] == 2
    assert bakery.source.last_job().status is JobStatus.COMPLETED
    assert all(one.reported for one in bakery.runs.run_items(1))


def test_a_result_that_pleo_refuses_for_long_is_told_and_leaves_the_job_to_the_next_export(bakery: Desk) -> None:
    bakery.wait(expense(1), expense(2))
    bakery.source.refused[entry_id(2)] = 2
    outcome = bakery.export()
    assert outcome.exit_code == 5
    assert codes(outcome) == {entry_id(2): ["report_refused"]}
    assert item_of(outcome, entry_id(2)).record.status is ItemStatus.EXPORTED
    assert bakery.source.last_job().status is JobStatus.IN_PROGRESS
    again = bakery.export()
    assert (again.problem, codes(again)) == (None, {})
    assert bakery.source.last_job().status is JobStatus.COMPLETED
    assert len(bakery.books.of_kind(EntryKind.PURCHASE)) == 2


@pytest.mark.parametrize(
    "stop",
    [
        UnavailableError(problem(Code.QUICKBOOKS_SUSPENDED)),
        SignInAgainError(problem(Code.QUICKBOOKS_ACCESS_DENIED)),
        UnavailableError(problem(Code.QUICKBOOKS_BUSY)),
    ],
    ids=["6190", "3100", "3001"],
)
@pytest.mark.parametrize("name", ["post", "post_batch", "upload", "create_vendor"])
def test_what_concerns_the_whole_company_stops_the_run_keeps_the_job_and_fails_no_item(
    bakery: Desk, undisturbed: "Counter[tuple[Any, ...]]", stop: UnavailableError, name: str
) -> None:
    bakery.wait(*handful())
    bakery.books.spoil(name, stop, times=1000)
    outcome = bakery.export()
    bakery.books.calm()
    assert bakery.books.asked[name]
    assert outcome.problem == stop.problem
    assert outcome.exit_code in {4, 5}
    assert bakery.source.last_job().status is JobStatus.IN_PROGRESS
    assert ItemStatus.FAILED not in {one.status for one in bakery.runs.items(bakery.source.last_job().id)}
    ends_well(bakery, undisturbed)


# -- the store, and two programs -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["start_run", "set_job", "put_items", "put_intents", "put_vendor", "mark_reported"])
@pytest.mark.parametrize("nth", [1, 2])
def test_a_store_that_cannot_be_written_stops_the_export_before_anything_is_sent_unnoted(
    bakery: Desk, undisturbed: "Counter[tuple[Any, ...]]", name: str, nth: int
) -> None:
    bakery.wait(*handful())
    full = UnavailableError(problem(Code.DISK_FULL, path="runs.sqlite"))
    bakery.runs.spoil(name, full, nth=nth, times=1000)
    sent = noted_before_sent(bakery)
    outcome = bakery.export()
    bakery.runs.calm()
    if bakery.runs.asked[name] >= nth:
        assert outcome.problem is not None
        assert outcome.problem.code is Code.DISK_FULL
    assert sent() == []
    ends_well(bakery, undisturbed)


def noted_before_sent(own: Desk) -> Callable[[], list[str]]:
    """The notes of entries that stand though no intent of theirs was written."""

    def unnoted() -> list[str]:
        notes = [standing.entry.header.note for standing in own.books.entries.values()]
        known = [one for one in own.source.spent if own.runs.intents_of_entry(one)]
        return [note for note in notes if not any(one in note for one in known)]

    return unnoted


def test_a_store_that_is_lost_is_no_reason_to_double_anything(
    bakery: Desk, undisturbed: "Counter[tuple[Any, ...]]"
) -> None:
    bakery.wait(*handful())
    bakery.source.spoil("report", DOWN, times=10)
    assert bakery.export().exit_code == 5
    bakery.source.calm()
    theirs = bakery.another_computer()
    assert theirs.export().exit_code == 5  # the job is nobody's now: it is left until Pleo ends it
    bakery.clock.move(4000)
    ends_well(theirs, undisturbed)


def test_an_interrupted_run_that_was_undone_is_exported_anew(
    bakery: Desk, undisturbed: "Counter[tuple[Any, ...]]"
) -> None:
    """Not answered from QuickBooks' memory with entries that are gone."""
    bakery.wait(*handful())
    bakery.books.spoil("upload", SIGNED_OUT, times=100)
    stopped = bakery.export()
    assert stopped.exit_code == 4
    undone: UndoOutcome = bakery.undo(stopped.run_id)
    assert undone.complete
    assert bakery.books.entries == {}
    bakery.books.calm()
    ends_well(bakery, undisturbed)


@pytest.mark.parametrize("type_", ["card_purchase", "atm_withdrawal"])
def test_what_was_undone_in_an_interrupted_run_is_asked_about_where_another_entry_looks_like_it(
    bakery: Desk, type_: str
) -> None:
    bakery.wait(expense(1, type_))
    bakery.source.spoil("report", DOWN, times=10)
    stopped = bakery.export()
    (made,) = bakery.books.entries.values()
    entry = made.entry
    assert bakery.undo(stopped.run_id).complete
    bakery.source.calm()
    bakery.books.write_by_hand(replace(entry, header=replace(entry.header, doc_number=None, note="BANK TEXT")))
    assert codes(bakery.export()) == {entry_id(1): ["looks_like"]}
    assert len(bakery.books.entries) == 1


@pytest.mark.parametrize("type_", ["card_purchase", "invoice", "refund"])
def test_what_a_person_voids_before_pleo_is_told_is_asked_about(bakery: Desk, type_: str) -> None:
    bakery.wait(expense(1, type_), expense(2))
    bakery.source.spoil("report", UnavailableError(problem(Code.PLEO_REFUSES, status=503)))
    assert bakery.export().problem is not None
    made = next(one for one in bakery.books.entries.values() if entry_id(1) in one.entry.header.note)
    nothing = tuple(replace(one, net=Decimal(0), tax=None) for one in lines(made.entry))
    bakery.books.rewrite(made.kind, made.id, lines=nothing)
    outcome = bakery.export()
    assert codes(outcome) == {entry_id(1): ["voided_by_hand"]}
    assert not bakery.source.last_job().reports[entry_id(1)].successful
    assert bakery.source.last_job().reports[entry_id(2)].successful
    assert bakery.missing() == {entry_id(1): "voided_by_hand"}


@pytest.mark.parametrize("type_", ["card_purchase", "refund"])
@pytest.mark.parametrize("answered", [False, True], ids=["answer lost", "answer noted"])
def test_what_a_person_deletes_before_pleo_is_told_is_never_told_as_exported(
    bakery: Desk, type_: str, answered: bool
) -> None:
    """The program dies around the answer to its request; QuickBooks would answer the same request from memory."""
    count = 5 if type_ == "card_purchase" else 1
    items = [expense(n, type_, amount=f"{6 * n}.00") for n in range(1, count + 1)]
    bakery.wait(*items)
    name = "post_batch" if count > 1 else "post"
    numbers = (
        _moments_of(bakery, f"after {name}") if not answered else _moments_of(bakery, "after put_intents", last=True)
    )
    with bakery.killed_at(numbers):
        bakery.export()
    assert len(bakery.books.entries) == count
    (first, *_) = bakery.books.entries
    bakery.books.delete(*first)
    outcome = bakery.export()
    anew = (
        count > 1 and not answered
    )  # the batch is not whole any more, so that what is left goes under an id of its own
    failed = [] if anew else [["deleted_by_hand"]]
    assert list(codes(outcome).values()) == failed
    assert len(bakery.books.entries) == count - len(failed)
    told = {report.external_id for report in bakery.source.last_job().reports.values() if report.successful}
    assert told == {external_id for _, external_id in bakery.books.entries}


def _moments_of(own: Desk, wanted: str, *, last: bool = False) -> int:
    """The number of a moment of such an export, tried on a company like it."""
    twin = desk(own.scratch)
    twin.wait(*(one.item for one in own.source.spent.values()))
    found: list[int] = []
    with twin.watched(lambda number, name: found.append(number) if name == wanted else None):
        twin.export()
    return found[-1 if last else 0]
