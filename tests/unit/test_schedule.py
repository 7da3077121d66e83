"""Exports by themselves: due once, quiet where a window is open, patient where something comes later, and no storm whatever the clock says."""

from collections.abc import Callable, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime, time, timedelta

import pytest

from pleoqb_desktop.domain.problems import Code, problem
from pleoqb_desktop.domain.schedule import Schedule
from pleoqb_desktop.export.outcome import RunOutcome
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.errors import (
    Cancelled,
    Ending,
    ExportRunningError,
    KnownError,
    SetupIncompleteError,
    SignInAgainError,
    UnavailableError,
    ending,
)
from pleoqb_desktop.ports.runs import ItemStatus
from pleoqb_desktop.ports.schedule import Noted, PlannedResult, RunResult, Starts
from pleoqb_desktop.schedule import LOOK_SECONDS, RULE, PlannedOutcome, PlannedRun, Planning, keep_time
from tests.on_paper.computer import HandClock, LocksOnPaper
from tests.on_paper.scheduler import NotesOnPaper, SchedulerOnPaper

NOON = datetime(2026, 11, 30, 12, 0, tzinfo=UTC)
DAILY = Schedule(time(7, 30))
STARTS = Starts(("run",), ("run", "--if-due"), ("keep",))


class Room:
    """A computer with a scheduler and what came of exports; `results` are what exports do, the last one for ever."""

    def __init__(self, *results: RunOutcome | Exception, noted: Noted | None = None, now: datetime = NOON) -> None:
        self.clock, self.locks, self.notes, self.scheduler = (
            HandClock(now),
            LocksOnPaper(),
            NotesOnPaper(noted),
            SchedulerOnPaper(),
        )
        self._results = list(results)
        self.exports = 0
        self.cancel = CancelToken()

    def planning(self) -> Planning:
        return Planning(self.scheduler, STARTS, self.notes, self.clock, lambda: UTC)

    def export(self) -> RunOutcome:
        self.exports += 1
        result = self._results.pop(0) if len(self._results) > 1 else self._results[0]
        if isinstance(result, Exception):
            raise result
        return result

    def run(self) -> PlannedOutcome:
        return PlannedRun(self.notes, self.locks, self.clock, self.cancel, self.export).run()


def outcome(
    exported: int = 0, held: int = 0, failed: int = 0, unanswered: int = 0, ended: Ending | None = None
) -> RunOutcome:
    counts = {ItemStatus.EXPORTED: exported, ItemStatus.HELD: held, ItemStatus.FAILED: failed}
    return RunOutcome(1, (), False, (), counts, unanswered=unanswered, ended=ended)


def unreachable() -> UnavailableError:
    return UnavailableError(problem(Code.PLEO_UNREACHABLE))


# -- planning --------------------------------------------------------------------------------------------------------------


def test_what_is_planned_tells_its_next_and_its_last_run() -> None:
    last = PlannedResult(NOON - timedelta(days=1), RunResult.EXPORTED, 3)
    room = Room(outcome(), noted=Noted(None, last))
    assert room.planning().plan().next is None
    plan = room.planning().keep(DAILY)
    assert (plan.schedule, plan.next, plan.last) == (DAILY, datetime(2026, 12, 1, 7, 30, tzinfo=UTC), last)
    assert room.planning().off().schedule is None


def test_a_new_plan_has_missed_nothing() -> None:
    room = Room(outcome())
    room.planning().keep(DAILY)  # at noon, and half past seven has passed
    assert not room.planning().missed()
    room.clock.move(24 * 3600)
    assert room.planning().missed()


def test_several_missed_moments_are_one_run() -> None:
    room = Room(outcome(1))
    room.planning().keep(DAILY)
    room.clock.move(9 * 24 * 3600)
    assert room.planning().missed()
    room.run()
    assert not room.planning().missed()


def test_a_clock_that_stood_in_the_future_makes_nothing_wait_for_that_future() -> None:
    future = NOON.replace(year=2040)
    room = Room(outcome(), noted=Noted(future, PlannedResult(future, RunResult.EXPORTED)))
    room.scheduler.keep(DAILY, STARTS)
    assert not room.planning().missed()
    room.clock.move(24 * 3600)
    assert room.planning().missed()


# -- one run ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("did", "result", "left"),
    [
        (outcome(exported=3), RunResult.EXPORTED, 0),
        (outcome(), RunResult.NOTHING, 0),
        (outcome(exported=3, held=1, failed=1), RunResult.ATTENTION, 2),
        (outcome(unanswered=1), RunResult.ATTENTION, 1),
        (SetupIncompleteError(problem(Code.FILE_NEEDED)), RunResult.NOTHING, 0),
        (SignInAgainError(problem(Code.QUICKBOOKS_SIGN_IN_ENDED)), RunResult.FAILED, 0),
        (ExportRunningError(problem(Code.EXPORT_RUNNING)), RunResult.POSTPONED, 0),
    ],
)
def test_what_came_of_a_run_is_noted(did: RunOutcome | KnownError, result: RunResult, left: int) -> None:
    room = Room(did)
    done = room.run()
    assert done.noted
    assert (done.noted.result, done.noted.left, done.noted.at) == (result, left, NOON)
    assert room.notes.load().last == done.noted
    assert (done.noted.problem is not None) is (result is RunResult.FAILED)


def test_an_open_window_is_left_alone_and_catches_up_itself_once() -> None:
    room = Room(outcome(3))
    room.planning().keep(DAILY)
    opened = room.clock.now()
    with room.locks.window():
        done = room.run()
    assert room.exports == 0
    assert done.noted
    assert done.noted.result is RunResult.POSTPONED
    assert [room.planning().postponed(opened), room.planning().postponed(opened)] == [True, False]


def test_what_was_left_to_a_window_that_is_closed_or_is_planned_no_more_is_not_caught_up() -> None:
    room = Room(outcome(3))
    room.planning().keep(DAILY)
    opened = room.clock.now()
    with room.locks.window():
        room.run()
    room.clock.move(3600)
    assert not room.planning().postponed(room.clock.now())
    room.planning().off()
    assert not room.planning().postponed(opened)
    room.scheduler.keep(DAILY, STARTS)
    assert room.planning().postponed(opened)


@pytest.mark.parametrize("which", [unreachable, lambda: SetupIncompleteError(problem(Code.KEYRING_REFUSED))])
def test_what_comes_later_is_waited_for(which: Callable[[], KnownError]) -> None:
    room = Room(which(), outcome(ended=ending(unreachable())), outcome(2))
    done = room.run()
    assert room.exports == 3
    assert room.clock.passed > 60
    assert done.noted
    assert (done.noted.result, done.noted.exported) == (RunResult.EXPORTED, 2)


def test_waiting_has_an_end() -> None:
    room = Room(unreachable())
    done = room.run()
    assert room.exports == RULE.attempts
    assert done.noted
    assert (done.noted.result, done.noted.problem) == (RunResult.FAILED, "pleo_unreachable")


def test_what_only_a_person_can_mend_is_not_tried_again() -> None:
    room = Room(SignInAgainError(problem(Code.QUICKBOOKS_SIGN_IN_ENDED)))
    room.run()
    assert (room.exports, room.clock.passed) == (1, 0)


def test_a_window_that_opens_while_a_run_waits_is_left_alone() -> None:
    room = Room(unreachable(), outcome(2))

    class WhileItWaits(HandClock):
        def wait(self, seconds: float, cancel: CancelToken | None) -> None:
            super().wait(seconds, cancel)
            opened.enter_context(room.locks.window())

    room.planning().keep(DAILY)
    with ExitStack() as opened:
        room.clock = WhileItWaits(NOON)
        done = room.run()
        assert room.planning().postponed(room.clock.now()), "a window that has opened since catches it up"
    assert room.exports == 1
    assert done.noted
    assert done.noted.result is RunResult.POSTPONED


def test_a_run_that_ended_by_a_bug_is_not_due_again_for_the_same_moment() -> None:
    room = Room(ZeroDivisionError())
    room.planning().keep(DAILY)
    room.clock.move(24 * 3600)
    assert room.planning().missed()
    with pytest.raises(ZeroDivisionError):
        room.run()
    room.clock.move(LOOK_SECONDS)
    assert not room.planning().missed()
    room.clock.move(24 * 3600)
    assert room.planning().missed()


def test_a_run_that_was_stopped_while_it_waited_is_due_as_it_was() -> None:
    room = Room(unreachable())
    room.planning().keep(DAILY)
    room.clock.move(24 * 3600)

    class SignedOut(HandClock):
        def wait(self, seconds: float, cancel: CancelToken | None) -> None:
            raise Cancelled

    room.clock = SignedOut(room.clock.now())
    with pytest.raises(Cancelled):
        room.run()
    assert room.planning().missed()


def test_two_starts_at_once_are_one_run() -> None:
    room = Room(outcome(1))
    room.run()
    assert room.run().noted is None
    assert room.exports == 1


# -- a clock of our own ------------------------------------------------------------------------------------------------------


class Wall(HandClock):
    """A clock that somebody sets: at each look the wall shows the next of these times, then time goes on from the last."""

    def __init__(self, shown: Sequence[datetime], looks: int) -> None:
        super().__init__(shown[0])
        self._shown, self._looks, self._left = list(shown), 0, looks

    def now(self) -> datetime:
        return self._shown[min(self._looks, len(self._shown) - 1)] + timedelta(
            seconds=LOOK_SECONDS * max(0, self._looks - len(self._shown) + 1)
        )

    def wait(self, seconds: float, cancel: CancelToken | None) -> None:
        assert seconds >= LOOK_SECONDS
        self._looks += 1
        if self._looks > self._left:
            raise Cancelled
        super().wait(seconds, cancel)


def runs_of(wall: Wall) -> list[datetime]:
    room, runs = Room(outcome()), []
    room.clock = wall
    planning = room.planning()
    planning.keep(DAILY)

    def start() -> None:
        runs.append(wall.now())
        PlannedRun(room.notes, room.locks, wall, room.cancel, room.export).run()

    with pytest.raises(Cancelled):
        keep_time(planning, wall, room.cancel, start)
    return runs


def test_our_own_clock_starts_a_run_at_its_time_once() -> None:
    wall = Wall([datetime(2026, 11, 30, 7, 25, tzinfo=UTC)], 40)
    assert runs_of(wall) == [datetime(2026, 11, 30, 7, 30, tzinfo=UTC)]


def test_our_own_clock_catches_up_once_after_a_week_of_sleep() -> None:
    wall = Wall([NOON, NOON + timedelta(days=7)], 40)
    assert runs_of(wall) == [NOON + timedelta(days=7)]


def test_a_clock_that_jumps_makes_no_storm() -> None:
    jumps = [NOON, NOON.replace(year=2040), NOON, NOON.replace(year=1999), NOON, NOON.replace(year=2041), NOON]
    assert len(runs_of(Wall(jumps, 60))) <= 3  # at most one for each time it was set forward


def test_our_own_clock_ends_when_nothing_is_planned_any_more() -> None:
    room = Room(outcome())
    keep_time(room.planning(), room.clock, room.cancel, lambda: pytest.fail("nothing is planned"))
