"""Exports by themselves: what is planned, one planned run, and a clock for systems without a scheduler; never asks, never opens a window."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, tzinfo

from pleoqb_desktop.domain.problems import Code
from pleoqb_desktop.domain.rules.retry import RetryRule
from pleoqb_desktop.domain.schedule import Schedule
from pleoqb_desktop.export.outcome import RunOutcome
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.errors import (
    Cancelled,
    Ending,
    ExportRunningError,
    ForeseenError,
    SetupIncompleteError,
    UnavailableError,
    ending,
)
from pleoqb_desktop.ports.runs import ItemStatus
from pleoqb_desktop.ports.schedule import Noted, PlannedResult, RunResult, ScheduleNotes, Scheduler, Starts
from pleoqb_desktop.ports.system import Clock, Locks

RULE = RetryRule(attempts=5, first_pause=60.0, longest_pause=600.0)
"""Right after a sign-in, or when the lid is opened, network and password store come a little later than we do."""
TOO_SOON = timedelta(seconds=30)
"""Two starts so near to each other are one: whatever a scheduler or a clock that was set does, it makes no storm."""
LOOK_SECONDS = 30.0
"""How often a clock of our own looks: a computer that slept is noticed within that."""

_LATER = frozenset({Code.KEYRING_REFUSED, Code.KEYRING_WAITS})


@dataclass(frozen=True, slots=True)
class Plan:
    """What is planned. `schedule` and `next` are None where nothing is; `last` is None before the first planned run."""

    schedule: Schedule | None = None
    next: datetime | None = None
    last: PlannedResult | None = None


class Planning:
    """Shows and changes what is planned; the system's scheduler is where it stands."""

    def __init__(
        self, scheduler: Scheduler, starts: Starts, notes: ScheduleNotes, clock: Clock, zone: Callable[[], tzinfo]
    ) -> None:
        self._scheduler, self._starts, self._notes, self._clock, self._zone = scheduler, starts, notes, clock, zone

    def plan(self) -> Plan:
        """What is planned now; moments are in this computer's zone."""
        schedule, zone = self._scheduler.kept(), self._zone()
        last = self._notes.load().last
        return Plan(
            schedule,
            schedule.next_after(self._clock.now(), zone) if schedule else None,
            replace(last, at=last.at.astimezone(zone)) if last else None,
        )

    def keep(self, schedule: Schedule) -> Plan:
        """Plans so from now on. Raises as Scheduler.keep does."""
        self._notes.save(replace(self._notes.load(), since=self._clock.now()))
        self._scheduler.keep(schedule, self._starts)
        return self.plan()

    def off(self) -> Plan:
        """Plans nothing any more. Raises as Scheduler.remove does."""
        self._scheduler.remove()
        return self.plan()

    def off_for_all(self) -> Plan:
        """The same for every profile of this person."""
        self._scheduler.remove_all()
        return self.plan()

    def missed(self) -> bool:
        """Whether a planned moment has passed without a run. A clock that stood in the future and was set right misses nothing, and makes
        nothing wait for that future."""
        schedule, noted, now = self._scheduler.kept(), self._notes.load(), self._clock.now()
        if schedule is None:
            return False
        done = [moment for moment in (noted.since, noted.last.at if noted.last else None) if moment]
        if not done or max(done) > now:
            last = replace(noted.last, at=min(noted.last.at, now)) if noted.last else None
            self._notes.save(Noted(now, last))
            return False
        return schedule.is_due(max(done), now, self._zone())

    def postponed(self, since: datetime) -> bool:
        """Whether a planned run has left its work to a window that stands since then (aware); asked once, it is the window's. What was left
        to a window that is closed, and where nothing is planned any more, is nobody's."""
        noted = self._notes.load()
        if noted.last is None or noted.last.result is not RunResult.POSTPONED or noted.last.at < since:
            return False
        if self._scheduler.kept() is None:
            return False
        self._notes.save(replace(noted, last=replace(noted.last, result=RunResult.NOTHING)))
        return True


@dataclass(frozen=True, slots=True)
class PlannedOutcome:
    """What a planned run did. `noted` None: it was not its turn; `outcome` None: no export could begin; `ended`: why it ended early."""

    noted: PlannedResult | None = None
    outcome: RunOutcome | None = None
    ended: Ending | None = None


class PlannedRun:
    """One export that nobody watches."""

    def __init__(
        self, notes: ScheduleNotes, locks: Locks, clock: Clock, cancel: CancelToken, export: Callable[[], RunOutcome]
    ) -> None:
        """`export` does what Export.run does, and raises so."""
        self._notes, self._locks, self._clock, self._cancel, self._export = notes, locks, clock, cancel, export

    def run(self) -> PlannedOutcome:
        """Exports what is ready, and notes it. Raises what no export foresees, and is due no more for that moment then either."""
        noted, now = self._notes.load(), self._clock.now()
        if noted.last and abs(now - noted.last.at) < TOO_SOON:
            return PlannedOutcome()
        self._notes.save(replace(noted, since=now))
        try:
            return self._repeated(now)
        except Cancelled:  # signed out, or the computer is switched off: it is due as it was
            self._notes.save(noted)
            raise

    def _repeated(self, now: datetime) -> PlannedOutcome:
        for failed in RULE.tries():
            outcome, ended = self._tried()
            pause = RULE.pause(failed) if _comes_later(ended) else None
            if pause is None:
                break
            self._clock.wait(pause, self._cancel)
        return self._noted(now, outcome, ended)

    def _tried(self) -> tuple[RunOutcome | None, Ending | None]:
        try:
            with self._locks.window():  # a window may have opened while we waited
                pass
            outcome = self._export()
        except ForeseenError as error:
            return None, ending(error)
        return outcome, outcome.ended

    def _noted(self, at: datetime, outcome: RunOutcome | None, ended: Ending | None) -> PlannedOutcome:
        exported = outcome.count(ItemStatus.EXPORTED) if outcome else 0
        left = (
            sum(outcome.count(one) for one in (ItemStatus.FAILED, ItemStatus.HELD)) + outcome.unanswered
            if outcome
            else 0
        )
        result = _result(outcome, ended, exported)
        if result is RunResult.POSTPONED:
            at = self._clock.now()  # a window may have opened since the start: it is told by this moment
        problem = ended.problem.code.value if ended and result is RunResult.FAILED else None
        noted = PlannedResult(at, result, exported, left, problem)
        self._notes.save(replace(self._notes.load(), last=noted))
        return PlannedOutcome(noted, outcome, ended)


def _result(outcome: RunOutcome | None, ended: Ending | None, exported: int) -> RunResult:
    match ended:
        case Ending(exit_code=ExportRunningError.exit_code):
            return RunResult.POSTPONED
        case Ending(problem=problem) if problem.code is Code.FILE_NEEDED:
            return RunResult.NOTHING  # without a key, a file is a person's to bring
        case Ending():
            return RunResult.FAILED
    if outcome and outcome.needs_attention:
        return RunResult.ATTENTION
    return RunResult.EXPORTED if exported else RunResult.NOTHING


def _comes_later(ended: Ending | None) -> bool:
    """Whether it may go by itself: a service that cannot be reached, a password store that is not open yet."""
    if ended is None:
        return False
    return ended.exit_code == UnavailableError.exit_code or (
        ended.exit_code == SetupIncompleteError.exit_code and ended.problem.code in _LATER
    )


def keep_time(planning: Planning, clock: Clock, cancel: CancelToken, start: Callable[[], None]) -> None:
    """Starts a run at each planned moment, until nothing is planned any more. Raises Cancelled.

    The wall clock is asked again and again, since it may be set and computers sleep; the waiting between does not trust it.
    """
    while planning.plan().schedule:
        if planning.missed():
            start()
        clock.wait(LOOK_SECONDS, cancel)
