"""`schedule` and planned exports over real HTTP: the JSON of design.md 7, what a run does and tells, and when it keeps quiet."""

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from pleoqb_desktop import cli
from pleoqb_desktop.app import World
from pleoqb_desktop.domain.problems import Code, problem
from pleoqb_desktop.ports.errors import UnavailableError
from pleoqb_desktop.services.storage.locks import FileLocks
from pleoqb_desktop.services.storage.secrets import KeyringSecrets
from tests.e2e.practice_set_up import PracticeSetUp, purchase
from tests.on_paper.scheduler import Bell, Calendar, SchedulerOnPaper

JsonMap = dict[str, Any]


@dataclass
class Office:
    """A bakery whose computer has a calendar and a bell."""

    house: PracticeSetUp
    capsys: pytest.CaptureFixture[str]
    calendar: Calendar = field(default_factory=Calendar)
    bell: Bell = field(default_factory=Bell)

    @property
    def world(self) -> World:
        """This computer, in Paris."""
        return replace(
            self.house.world,
            scheduler=lambda name: SchedulerOnPaper(name, self.calendar),
            notifier=self.bell,
            computer_zone=lambda: "Europe/Paris",
        )

    def json(self, *arguments: str, code: int = 0) -> JsonMap:
        """The one object on standard output."""
        self.capsys.readouterr()
        returned = cli.run([*arguments, "--json", "--language", "en"], self.world)
        out, err = self.capsys.readouterr()
        assert returned == code, (out, err)
        found: JsonMap = json.loads(out)
        return found

    def planned(self, *options: str, code: int = 0) -> JsonMap:
        """A run by schedule, a while after the one before."""
        path = self.data / "schedule.json"
        if path.exists():
            noted = json.loads(path.read_text("utf-8"))
            if noted["last"]:
                noted["last"]["at"] = (datetime.now(UTC) - timedelta(minutes=2)).isoformat()
                path.write_text(json.dumps(noted), "utf-8")
        return self.json("export", "--planned", *options, code=code)

    @property
    def data(self) -> Path:
        """Where the profile keeps its data."""
        with self.house.program() as program:
            return program.folders.data


@pytest.fixture
def office(bakery: PracticeSetUp, capsys: pytest.CaptureFixture[str]) -> Office:
    return Office(bakery, capsys)


def starts(office: Office) -> Sequence[str]:
    ((_, found),) = office.calendar.written.values()
    return found.run


def test_a_plan_is_made_shown_changed_and_removed(office: Office) -> None:
    nothing = {"kind": "off", "at": None, "next": None, "last": None}
    assert office.json("schedule", "--show") == nothing
    daily = office.json("schedule", "--daily", "7:30")
    assert daily.keys() == nothing.keys()
    assert (daily["kind"], daily["at"], daily["last"]) == ("daily", "07:30", None)
    assert datetime.fromisoformat(daily["next"]).strftime("%H:%M:%S") == "07:30:00"
    assert timedelta(0) < datetime.fromisoformat(daily["next"]) - datetime.now(UTC) <= timedelta(days=1)
    assert office.json("schedule") == daily
    assert office.json("status")["schedule"] == {"next": daily["next"]}
    weekly = office.json("schedule", "--weekly", "mon", "07:30")
    assert (weekly["kind"], weekly["at"]) == ("weekly", "MON 07:30")
    assert datetime.fromisoformat(weekly["next"]).weekday() == 0
    assert office.json("schedule", "--off") == nothing
    assert office.json("status")["schedule"] == {"next": None}


@pytest.mark.parametrize(
    "options",
    [
        ["--daily", "25:00"],
        ["--daily", "MON 07:30"],
        ["--weekly", "LUN", "07:30"],
        ["--weekly", "MON"],
        ["--daily", "07:30", "--off"],
    ],
    ids=" ".join,
)
def test_a_time_that_is_none_is_wrong_usage(office: Office, options: list[str]) -> None:
    office.json("schedule", "--daily", "06:00")
    assert office.json("schedule", *options, code=2)["problem"]["code"] == "wrong_usage"
    assert office.json("schedule")["at"] == "06:00"


def test_a_computer_that_forbids_it_says_so(office: Office) -> None:
    office.calendar.refuses = UnavailableError(problem(Code.SCHEDULER_REFUSED, reason="Access is denied."))
    told = office.json("schedule", "--daily", "07:30", code=5)["problem"]
    assert told["code"] == "scheduler_refused"
    assert "Access is denied." in told["message"]
    assert office.json("schedule")["kind"] == "off"


def test_what_is_started_exports_this_profile_of_this_home_and_no_secret_is_in_it(office: Office) -> None:
    office.json("schedule", "--daily", "07:30")
    command = starts(office)
    assert command[-2:] == ("export", "--planned")
    assert command[command.index("--profile") + 1] == office.house.profile
    assert f"PLEOQB_HOME={office.house.environ['PLEOQB_HOME']}" in command
    assert office.house.environ["PLEOQB_INTUIT_CLIENT_SECRET"] not in " ".join(command)


def test_paths_are_carried_whole(office: Office, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    world = replace(office.world, environ={**office.house.environ, "PLEOQB_HOME": "here"})
    assert cli.run(["schedule", "--daily", "07:30"], world) == 0
    assert f"PLEOQB_HOME={tmp_path / 'here'}" in starts(office)


@pytest.mark.parametrize("words", ["FOO", "FOO=1", "PLEOQB_HOME", "PLEOQB_INTUIT_CLIENT_SECRET=x", ""])
def test_nothing_else_is_carried(office: Office, words: str) -> None:
    told = office.json("schedule", "--environment", words, code=2)
    assert told["problem"]["code"] == "wrong_usage"
    assert "FOO" not in os.environ


def test_a_secret_that_a_planned_run_will_lack_is_told_when_it_is_planned(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def said(*options: str) -> str:
        office.capsys.readouterr()
        assert cli.run(["schedule", *options, "--language", "en"], office.world) == 0
        return office.capsys.readouterr().out

    lacking = "The secret of your Intuit app comes from PLEOQB_INTUIT_CLIENT_SECRET alone"
    assert lacking in said("--daily", "07:30")
    assert lacking not in said("--show")
    with office.house.program() as program:
        program.keep_intuit_keys(*(office.house.environ[f"PLEOQB_INTUIT_CLIENT_{one}"] for one in ("ID", "SECRET")))
    assert lacking not in said("--daily", "07:30")


def test_a_run_exports_what_is_ready_leaves_the_rest_to_a_person_and_tells_both(office: Office) -> None:
    office.house.wait_in_pleo(purchase("12.00"), purchase("13.00"), purchase("9.00", account="no such account"))
    found = office.planned(code=1)
    assert found["counts"] == {"exported": 2, "already_there": 0, "failed": 0, "held": 1}
    ((title, words),) = office.bell.told
    assert title == "PleoQB Desktop: planned export"
    assert words == "Exported: 2 · €25.00. Needs you: 1."
    assert office.json("not-in-books", code=1)["totals"] == [{"currency": "EUR", "items": 1, "amount": 9.0}]
    last = datetime.fromisoformat(office.json("schedule")["last"])
    assert datetime.now(UTC) - last < timedelta(minutes=5)


def test_what_stood_already_is_not_in_the_sum_of_what_was_exported(office: Office) -> None:
    (first,) = office.house.wait_in_pleo(purchase("12.00"))
    office.planned()
    office.house.press_export([first])
    office.house.wait_in_pleo(purchase("13.00"))
    assert office.planned()["counts"] == {"exported": 1, "already_there": 1, "failed": 0, "held": 0}
    assert office.bell.told[-1][1] == "Exported: 1 · €13.00."


def test_where_nothing_waits_nothing_is_said(office: Office) -> None:
    assert office.planned()["items"] == []
    assert office.bell.told == []


@pytest.mark.parametrize("who", ["window", "export"])
def test_an_open_window_or_another_export_is_left_alone_in_silence(office: Office, who: str) -> None:
    office.house.wait_in_pleo(purchase("12.00"))
    with getattr(FileLocks(office.data), who)():
        assert office.planned()["run"] is None
    assert office.bell.told == []
    assert office.planned()["counts"]["exported"] == 1  # the next one finds it, once
    assert office.planned()["items"] == []


def test_a_second_start_at_the_same_time_does_nothing(office: Office) -> None:
    office.house.wait_in_pleo(purchase("12.00"))
    assert office.planned()["counts"]["exported"] == 1
    office.house.wait_in_pleo(purchase("13.00"))
    assert office.json("export", "--planned")["run"] is None
    assert office.planned()["counts"]["exported"] == 1


def test_a_start_that_is_not_due_does_nothing(office: Office) -> None:
    office.json("schedule", "--daily", "07:30")
    office.house.wait_in_pleo(purchase("12.00"))
    assert office.planned("--if-due")["run"] is None


def test_without_a_key_there_is_nothing_to_do_and_nothing_to_say(office: Office) -> None:
    office.json("connect", "pleo", "--file")
    assert office.planned()["run"] is None
    assert office.bell.told == []


def test_a_sign_in_that_has_ended_is_told_with_what_to_do(office: Office) -> None:
    office.json("disconnect", "quickbooks")
    found = office.planned(code=4)
    assert found["problem"]["code"] in office.json("export", code=4)["problem"]["code"]
    ((_, words),) = office.bell.told
    assert found["problem"]["message"] in words


def test_nobody_is_asked_to_unlock_a_password_store() -> None:
    made = World().unattended().secrets("default")
    assert isinstance(made, KeyringSecrets)
    assert not made._asks
