"""The Task Scheduler of Windows: a task of the person's own, described in XML for `schtasks` (MS-TSCH 2.5, the schema of tasks 1.2)."""

import re
import subprocess
import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from xml.etree import ElementTree as ET

from pleoqb_desktop.domain.problems import Code
from pleoqb_desktop.domain.schedule import Schedule, Weekday, parse_schedule
from pleoqb_desktop.ports.errors import UnavailableError
from pleoqb_desktop.ports.schedule import Starts
from pleoqb_desktop.services.storage.disk import disk_errors
from pleoqb_desktop.services.system.schedule.asking import Ask, ask

SPACE = "http://schemas.microsoft.com/windows/2004/02/mit/task"
_DAYS = dict(zip(Weekday, ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"), strict=True))
_START = re.compile(r"<StartBoundary>[^<T]+T(\d\d:\d\d)")
_OFF = re.compile(r"<Settings>.*<Enabled>\s*false", re.DOTALL)


def local_now() -> datetime:
    """This computer's time as its clock on the wall shows it, in its own zone."""
    return datetime.now().astimezone()


class TaskScheduler:
    """One task (ports.schedule.Scheduler). All people of a computer share the names of tasks, so that theirs is part of it."""

    def __init__(
        self, name: str, environ: Mapping[str, str], ask: Ask = ask, now: Callable[[], datetime] = local_now
    ) -> None:
        person = environ.get("USERNAME", "")
        self._prefix = f"PleoQB Desktop, {person}, "
        self._name, self._ask, self._now = self._prefix + name, ask, now
        domain = environ.get("USERDOMAIN", "")
        self._person = f"{domain}\\{person}" if domain and person else person

    def keep(self, schedule: Schedule, starts: Starts) -> None:
        """Makes the task, or replaces it."""
        xml = task(schedule, starts, self._person, self._now())
        with tempfile.TemporaryDirectory(prefix="pleoqb-") as folder:
            path = Path(folder) / "task.xml"
            with disk_errors(path):
                path.write_bytes(xml.encode("utf-16"))
            self._ask(["schtasks", "/Create", "/TN", self._name, "/XML", str(path), "/F"])

    def kept(self) -> Schedule | None:
        """What the task says, while it is switched on."""
        with suppress(UnavailableError, ValueError):
            text = self._ask(["schtasks", "/Query", "/TN", self._name, "/XML"]).replace("\0", "")
            if (found := _START.search(text)) and not _OFF.search(text):
                day = next((day for day, name in _DAYS.items() if f"<{name} />" in text or f"<{name}/>" in text), None)
                return parse_schedule(f"{day} {found[1]}" if day else found[1])
        return None

    def remove(self) -> None:
        """Deletes the task."""
        self._delete(self._name)

    def remove_all(self) -> None:
        """Every task of ours and hers."""
        listed = ""
        with suppress(UnavailableError):
            listed = self._ask(["schtasks", "/Query", "/FO", "CSV", "/NH"])
        for name in set(re.findall(rf'"\\({re.escape(self._prefix)}[^"\\]+)"', listed)):
            self._delete(name)

    def _delete(self, name: str) -> None:
        try:
            self._ask(["schtasks", "/Query", "/TN", name])
        except UnavailableError as error:
            if error.problem.code is Code.SCHEDULER_OFF:
                raise
            return  # there is none
        self._ask(["schtasks", "/Delete", "/TN", name, "/F"])


def task(schedule: Schedule, starts: Starts, person: str, now: datetime) -> str:
    """The task in XML: with the person's own rights, while she is signed in; caught up once after the computer was off; never twice at a
    time, on battery too.

    Its first moment is the next one to come: one that has passed would count as missed (StartWhenAvailable). Without a zone, moments are
    those of the clock on the wall.
    """
    root = ET.Element("Task", {"version": "1.2", "xmlns": SPACE})
    _add(root, "RegistrationInfo/Description", "PleoQB Desktop: planned export")
    trigger = _add(root, "Triggers/CalendarTrigger")
    first = schedule.next_after(now, now.tzinfo) if now.tzinfo else now
    _add(trigger, "StartBoundary", first.strftime("%Y-%m-%dT") + f"{schedule.at:%H:%M}:00")
    _add(trigger, "Enabled", "true")
    if schedule.weekday:
        by_week = _add(trigger, "ScheduleByWeek")
        _add(by_week, "WeeksInterval", "1")
        _add(by_week, f"DaysOfWeek/{_DAYS[schedule.weekday]}")
    else:
        _add(trigger, "ScheduleByDay/DaysInterval", "1")
    principal = _add(root, "Principals/Principal")
    principal.set("id", "Author")
    if person:
        _add(principal, "UserId", person)
    _add(principal, "LogonType", "InteractiveToken")
    _add(principal, "RunLevel", "LeastPrivilege")
    settings = _add(root, "Settings")
    for member, value in (
        ("MultipleInstancesPolicy", "IgnoreNew"),
        ("DisallowStartIfOnBatteries", "false"),
        ("StopIfGoingOnBatteries", "false"),
        ("StartWhenAvailable", "true"),
        ("Enabled", "true"),
        ("ExecutionTimeLimit", "PT12H"),
    ):
        _add(settings, member, value)
    actions = _add(root, "Actions")
    actions.set("Context", "Author")
    run = _add(actions, "Exec")
    _add(run, "Command", starts.run[0])
    _add(run, "Arguments", subprocess.list2cmdline(starts.run[1:]))
    if starts.folder:
        _add(run, "WorkingDirectory", starts.folder)
    return '<?xml version="1.0" encoding="UTF-16"?>\n' + ET.tostring(root, encoding="unicode")


def _add(above: ET.Element, path: str, text: str | None = None) -> ET.Element:
    for name in path.split("/"):
        above = ET.SubElement(above, name)
    above.text = text
    return above
