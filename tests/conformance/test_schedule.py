"""What ports.schedule promises of a scheduler and of notes, on paper and on each system, its own programs played by hand."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, time
from pathlib import Path

import pytest

from pleoqb_desktop.domain.problems import Code, problem
from pleoqb_desktop.domain.schedule import Schedule, Weekday
from pleoqb_desktop.ports.errors import UnavailableError
from pleoqb_desktop.ports.schedule import Noted, PlannedResult, RunResult, ScheduleNotes, Scheduler, Starts
from pleoqb_desktop.services.system.schedule.autostart import Autostart
from pleoqb_desktop.services.system.schedule.launchd import Launchd
from pleoqb_desktop.services.system.schedule.linux import LinuxScheduler
from pleoqb_desktop.services.system.schedule.notes import NotesFile
from pleoqb_desktop.services.system.schedule.systemd import SystemdTimers
from pleoqb_desktop.services.system.schedule.tasks import TaskScheduler
from tests.on_paper.scheduler import Calendar, NotesOnPaper, SchedulerOnPaper

STARTS = Starts(("/opt/a b/run",), ("/opt/a b/run", "--if-due"), ("/opt/a b/run", "--keep-time"), "/opt/a b")
DAILY, WEEKLY = Schedule(time(7, 30)), Schedule(time(18, 5), Weekday.SUN)


class Office:
    """Schedulers of one person on one computer, by the names of her profiles; `says` is what the system answers to every change, None: done."""

    def __init__(self, kind: str, folder: Path) -> None:
        self._kind, self._folder = kind, folder
        self._calendar = Calendar()
        self._tasks: dict[str, str] = {}
        self.begun: list[Sequence[str]] = []
        self.says: UnavailableError | None = None

    def __call__(self, name: str = "default") -> Scheduler:
        units = self._folder / "units"
        kinds: dict[str, Callable[[], Scheduler]] = {
            "on_paper": lambda: SchedulerOnPaper(name, self._calendar),
            "systemd": lambda: SystemdTimers(name, units, self._folder / "stamps", self._systemctl),
            "autostart": lambda: Autostart(name, self._folder / "autostart", self._begin),
            "linux": lambda: LinuxScheduler(
                SystemdTimers(name, units, self._folder / "stamps", self._systemctl),
                Autostart(name, self._folder / "autostart", self._begin),
            ),
            "launchd": lambda: Launchd(name, self._folder / "agents", self._launchctl, 501),
            "tasks": lambda: TaskScheduler(
                name, {"USERNAME": "Léa", "USERDOMAIN": "FOUR"}, self._schtasks, lambda: datetime.now(UTC)
            ),
        }
        return kinds[self._kind]()

    def refuse(self, error: UnavailableError) -> None:
        """From now on the system says no."""
        self.says = self._calendar.refuses = error

    def _systemctl(self, command: Sequence[str]) -> str:
        if self.says and "enable" in command:
            raise self.says
        wants = self._folder / "units" / "timers.target.wants"
        if "enable" in command:
            wants.mkdir(exist_ok=True)
            (wants / command[-1]).symlink_to(self._folder / "units" / command[-1])
        return ""

    def _begin(self, command: Sequence[str], _folder: str | None) -> None:
        if self.says:
            raise self.says
        self.begun.append(command)

    def _launchctl(self, command: Sequence[str]) -> str:
        if command[1] == "bootout" or (self.says and command[1] == "bootstrap"):
            raise self.says or UnavailableError(problem(Code.SCHEDULER_REFUSED, reason="No such process"))
        return ""

    def _schtasks(self, command: Sequence[str]) -> str:
        if self.says and "/Create" in command:
            raise self.says
        if "/TN" not in command:
            return "".join(f'"\\{name}","N/A","Ready"\r\n' for name in self._tasks) + '"\\Other","N/A","Ready"\r\n'
        name = command[command.index("/TN") + 1]
        if "/Create" in command:
            self._tasks[name] = Path(command[command.index("/XML") + 1]).read_bytes().decode("utf-16")
        elif name not in self._tasks:
            raise UnavailableError(
                problem(Code.SCHEDULER_REFUSED, reason="ERROR: The system cannot find the file specified.")
            )
        elif "/Delete" in command:
            del self._tasks[name]
        return self._tasks.get(name, "")


@pytest.fixture(params=["on_paper", "systemd", "autostart", "linux", "launchd", "tasks"])
def office(request: pytest.FixtureRequest, tmp_path: Path) -> Office:
    return Office(request.param, tmp_path)


def test_what_is_planned_is_told_changed_and_removed(office: Office) -> None:
    assert office().kept() is None
    office().keep(DAILY, STARTS)
    assert office().kept() == DAILY
    office().keep(WEEKLY, STARTS)
    assert office().kept() == WEEKLY
    office().remove()
    assert office().kept() is None


@pytest.mark.parametrize("day", list(Weekday))
def test_every_day_of_the_week_comes_back_as_it_was_planned(office: Office, day: Weekday) -> None:
    office().keep(Schedule(time(0, 0), day), STARTS)
    assert office().kept() == Schedule(time(0, 0), day)


def test_removing_what_is_not_planned_does_nothing(office: Office) -> None:
    office().remove()
    office().remove_all()
    assert office().kept() is None


def test_profiles_do_not_disturb_each_other_until_the_program_goes(office: Office) -> None:
    office().keep(DAILY, STARTS)
    office("practice.FR").keep(WEEKLY, STARTS)
    office("default-2").keep(WEEKLY, STARTS)
    office("default-2").remove()
    assert (office().kept(), office("practice.FR").kept()) == (DAILY, WEEKLY)
    office().remove_all()
    assert (office().kept(), office("practice.FR").kept()) == (None, None)


def test_what_the_system_refuses_is_told_and_nothing_is_planned(office: Office) -> None:
    office.refuse(UnavailableError(problem(Code.SCHEDULER_REFUSED, reason="Access is denied.")))
    with pytest.raises(UnavailableError) as told:
        office().keep(DAILY, STARTS)
    assert (told.value.problem.code, told.value.exit_code) == (Code.SCHEDULER_REFUSED, 5)
    assert office().kept() is None


# -- notes ---------------------------------------------------------------------------------------------------------------


@pytest.fixture(params=["on_paper", "file"])
def notes(request: pytest.FixtureRequest, tmp_path: Path) -> ScheduleNotes:
    return NotesOnPaper() if request.param == "on_paper" else NotesFile(tmp_path / "schedule.json")


def test_notes_are_kept_and_replaced(notes: ScheduleNotes) -> None:
    assert notes.load() == Noted()
    moment = datetime(2026, 11, 30, 6, 30, 1, tzinfo=UTC)
    for noted in (
        Noted(moment),
        Noted(moment, PlannedResult(moment, RunResult.ATTENTION, 39, 2)),
        Noted(None, PlannedResult(moment, RunResult.FAILED, problem="pleo_unreachable")),
    ):
        notes.save(noted)
        assert notes.load() == noted
