"""What each scheduler is told, held against the rules of its own manual: quoting, catching up, only while a person is signed in."""

import plistlib
import re
import shlex
import subprocess
import sys
from datetime import UTC, datetime, time
from pathlib import Path
from shutil import which
from xml.etree import ElementTree as ET

import pytest

from pleoqb_desktop.domain.problems import Code
from pleoqb_desktop.domain.schedule import Schedule, Weekday
from pleoqb_desktop.ports.errors import UnavailableError
from pleoqb_desktop.ports.schedule import Starts
from pleoqb_desktop.services.system.schedule.asking import ask
from pleoqb_desktop.services.system.schedule.autostart import Autostart, begin, entry
from pleoqb_desktop.services.system.schedule.launchd import agent
from pleoqb_desktop.services.system.schedule.linux import LinuxScheduler
from pleoqb_desktop.services.system.schedule.systemd import SystemdTimers, service_unit, timer_unit
from pleoqb_desktop.services.system.schedule.tasks import SPACE, task

ODD = '/opt/Équipe 100% "à moi" $HOME\\x/pleoqb desktop'
STARTS = Starts((ODD, "--profile", "a$b", "export"), (ODD, "--if-due"), (ODD, "50%", "`id`", '"', "\\"), "/srv/50% là")
DAILY, WEEKLY = Schedule(time(7, 30)), Schedule(time(18, 5), Weekday.SUN)
NOW = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)


# -- systemd -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("plan", "calendar"), [(DAILY, "*-*-* 07:30:00"), (WEEKLY, "Sun *-*-* 18:05:00")])
def test_a_timer_has_the_calendar_and_catches_up(plan: Schedule, calendar: str) -> None:
    lines = timer_unit("default", plan).splitlines()
    assert f"OnCalendar={calendar}" in lines
    assert "Persistent=true" in lines
    assert "WantedBy=timers.target" in lines


def test_the_command_of_a_unit_is_quoted_as_systemd_reads_it() -> None:
    text = service_unit("default", STARTS)
    (line,) = re.findall(r"^ExecStart=(.*)$", text, re.MULTILINE)
    words = [word.replace("%%", "%") for word in shlex.split(line)]
    assert "%" not in line.replace("%%", "")
    assert not any("$" in word.replace("$$", "") for word in words[1:])
    assert words[0] == ODD  # nothing is put in place of a dollar in the program itself
    assert [word.replace("$$", "$") for word in words[1:]] == list(STARTS.run[1:])
    assert "WorkingDirectory=/srv/50%% là" in text
    assert f"ConditionFileIsExecutable={ODD.replace('%', '%%')}" in text


@pytest.mark.skipif(which("systemd-analyze") is None, reason="systemd is not here")
def test_systemd_finds_nothing_wrong_with_the_units(tmp_path: Path) -> None:
    program = tmp_path / 'a b 100% "é"' / "run me"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    starts = Starts((str(program), "50%", "a$b", "é"), (), (), str(program.parent))
    for kind, text in (("service", service_unit("x", starts)), ("timer", timer_unit("x", WEEKLY))):
        (tmp_path / f"pleoqb.{kind}").write_text(text, "utf-8")
    command = [
        "systemd-analyze",
        "verify",
        "--user",
        "--man=no",
        str(tmp_path / "pleoqb.service"),
        str(tmp_path / "pleoqb.timer"),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert [line for line in (done.stdout + done.stderr).splitlines() if "pleoqb" in line] == []


def test_a_change_of_plan_is_no_missed_moment(tmp_path: Path) -> None:
    stamps = tmp_path / "stamps"
    stamps.mkdir()
    stamp = stamps / "stamp-pleoqb-desktop-export.x.timer"
    timers = SystemdTimers("x", tmp_path / "units", stamps, lambda _: "")
    timers.keep(DAILY, STARTS)
    stamp.touch()
    timers.keep(WEEKLY, STARTS)
    assert not stamp.exists()  # systemd notes the moment at which it finds none, and counts from there


# -- a desktop without it --------------------------------------------------------------------------------------------------


def test_an_entry_is_quoted_as_desktops_read_it() -> None:
    lines = dict(line.split("=", 1) for line in entry(WEEKLY, STARTS).splitlines()[1:])
    unescaped = lines["Exec"].replace("\\\\", "\\")
    words = [re.sub(r"\\(.)", r"\1", word).replace("%%", "%") for word in re.findall(r'"((?:[^"\\]|\\.)*)"', unescaped)]
    assert words == list(STARTS.keep_time)
    assert "%" not in lines["Exec"].replace("%%", "")
    assert lines["TryExec"].replace("\\\\", "\\") == ODD
    assert (lines["Terminal"], lines["NoDisplay"], lines["X-PleoQB-Schedule"]) == ("false", "true", "SUN 18:05")


@pytest.mark.skipif(which("desktop-file-validate") is None, reason="its tool is not here")
def test_the_tool_of_desktops_finds_nothing_wrong_with_an_entry(tmp_path: Path) -> None:
    path = tmp_path / "pleoqb.desktop"
    path.write_text(entry(DAILY, STARTS), "utf-8")
    subprocess.run(["desktop-file-validate", "--no-hints", str(path)], check=True)


@pytest.mark.parametrize("switched_off", ["Hidden=true", "X-GNOME-Autostart-enabled=false"])
def test_what_a_person_switches_off_in_her_desktop_is_not_planned(tmp_path: Path, switched_off: str) -> None:
    there = Autostart("x", tmp_path, lambda _command, _folder: None)
    there.keep(DAILY, STARTS)
    (path,) = tmp_path.glob("*.desktop")
    path.write_text(path.read_text("utf-8") + switched_off + "\n", "utf-8")
    assert there.kept() is None


def test_systemd_plans_where_it_answers_and_the_desktop_where_it_does_not(tmp_path: Path) -> None:
    answers = [True]

    def systemctl(command: object) -> str:
        if not answers[0]:
            raise UnavailableError(ask_problem())
        return ""

    both = LinuxScheduler(
        SystemdTimers("x", tmp_path / "units", tmp_path, systemctl), Autostart("x", tmp_path / "start", lambda *_: None)
    )
    both.keep(DAILY, STARTS)
    assert (len(list((tmp_path / "units").glob("*.timer"))), len(list(tmp_path.glob("start/*")))) == (1, 0)
    answers[0] = False
    both.keep(WEEKLY, STARTS)
    assert (len(list((tmp_path / "units").glob("*.timer"))), len(list(tmp_path.glob("start/*")))) == (0, 1)
    assert both.kept() == WEEKLY


# -- macOS -----------------------------------------------------------------------------------------------------------------


def test_an_agent_is_a_property_list_as_launchd_wants_it() -> None:
    told = plistlib.loads(plistlib.dumps(agent("com.pleoqb.desktop.export.x", WEEKLY, STARTS)))
    assert told["StartCalendarInterval"] == {"Hour": 18, "Minute": 5, "Weekday": 0}
    assert told["ProgramArguments"] == list(STARTS.run_if_due)
    assert (told["RunAtLoad"], told["LimitLoadToSessionType"], told["WorkingDirectory"]) == (
        True,
        "Aqua",
        STARTS.folder,
    )
    assert "Weekday" not in agent("x", DAILY, STARTS)["StartCalendarInterval"]


# -- Windows ---------------------------------------------------------------------------------------------------------------

_ORDER = ("StartBoundary", "Enabled", "ScheduleByDay", "ScheduleByWeek")


def found(text: str, path: str) -> ET.Element:
    task = ET.fromstring(text.partition("\n")[2])  # noqa: S314 - our own text
    one = task.find("/".join(f"{{{SPACE}}}{name}" for name in path.split("/")))
    assert one is not None, path
    return one


@pytest.mark.parametrize(
    ("plan", "first", "when"),
    [
        (DAILY, "2026-12-01T07:30:00", "Triggers/CalendarTrigger/ScheduleByDay/DaysInterval"),
        (WEEKLY, "2026-12-06T18:05:00", "Triggers/CalendarTrigger/ScheduleByWeek/DaysOfWeek/Sunday"),
    ],
)
def test_a_task_starts_at_the_next_moment_of_the_clock_on_the_wall(plan: Schedule, first: str, when: str) -> None:
    text = task(plan, STARTS, "FOUR\\Léa", NOW)
    assert found(text, "Triggers/CalendarTrigger/StartBoundary").text == first
    found(text, when)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("Principals/Principal/LogonType", "InteractiveToken"),
        ("Principals/Principal/RunLevel", "LeastPrivilege"),
        ("Principals/Principal/UserId", "FOUR\\Léa"),
        ("Settings/StartWhenAvailable", "true"),
        ("Settings/MultipleInstancesPolicy", "IgnoreNew"),
        ("Settings/DisallowStartIfOnBatteries", "false"),
        ("Settings/StopIfGoingOnBatteries", "false"),
        ("Actions/Exec/Command", ODD),
        ("Actions/Exec/Arguments", "--profile a$b export"),
        ("Actions/Exec/WorkingDirectory", STARTS.folder),
    ],
)
def test_a_task_says_what_windows_goes_by(path: str, value: str) -> None:
    assert found(task(DAILY, STARTS, "FOUR\\Léa", NOW), path).text == value


def test_a_task_names_no_element_twice_and_keeps_the_order_of_a_trigger() -> None:
    text = task(WEEKLY, STARTS, "", NOW)
    trigger = found(text, "Triggers/CalendarTrigger")
    assert [one.tag.rpartition("}")[2] for one in trigger] == [name for name in _ORDER if name != "ScheduleByDay"]
    assert "UserId" not in text
    assert found(text, "Actions").get("Context") == found(text, "Principals/Principal").get("id")


# -- asking ----------------------------------------------------------------------------------------------------------------


def ask_problem() -> object:
    with pytest.raises(UnavailableError) as told:
        ask(["/nowhere/systemctl"])
    return told.value.problem


def test_a_program_that_is_not_there_is_a_scheduler_that_is_off() -> None:
    assert getattr(ask_problem(), "code", None) is Code.SCHEDULER_OFF
    with pytest.raises(UnavailableError) as told:
        begin(["/nowhere/program"], None)
    assert told.value.problem.code is Code.SCHEDULER_OFF


def test_what_a_program_refuses_is_told_in_its_words() -> None:
    command = [sys.executable, "-c", "import sys; print('no:', 'Zugriff\\nverweigert', file=sys.stderr); sys.exit(1)"]
    with pytest.raises(UnavailableError) as told:
        ask(command)
    assert (told.value.problem.code, dict(told.value.problem.params)) == (
        Code.SCHEDULER_REFUSED,
        {"reason": "no: Zugriff verweigert"},
    )
    assert ask([sys.executable, "-c", "print('é')"]).strip()
