"""Timers of a systemd user session: a service and a timer unit in the person's folder, started while she is signed in (systemd.timer(5))."""

import re
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from pleoqb_desktop.domain.schedule import Schedule, parse_schedule
from pleoqb_desktop.ports.errors import UnavailableError
from pleoqb_desktop.ports.schedule import Starts
from pleoqb_desktop.services.storage.disk import disk_errors, make_folder, write_text
from pleoqb_desktop.services.system.schedule.asking import Ask, ask

PREFIX = "pleoqb-desktop-export."
_SYSTEMCTL = ("systemctl", "--user")
_CALENDAR = re.compile(r"^OnCalendar=(?:([A-Z][a-z]{2}) )?\*-\*-\* (\d\d:\d\d):00$", re.MULTILINE)


class SystemdTimers:
    """One timer (ports.schedule.Scheduler). Moments that were missed are caught up by `Persistent=`."""

    def __init__(self, name: str, units: Path, stamps: Path, ask: Ask = ask) -> None:
        """`units`: where the person's units lie; `stamps`: where systemd notes when a timer ran last."""
        self._name, self._units, self._stamps, self._ask = name, units, stamps, ask

    def answers(self) -> bool:
        """Whether a user session of systemd runs here."""
        try:
            self._ask([*_SYSTEMCTL, "show-environment"])
        except UnavailableError:
            return False
        return True

    def keep(self, schedule: Schedule, starts: Starts) -> None:
        """Writes both units and starts the timer, whose missed moments count from now."""
        self.remove()
        make_folder(self._units)
        write_text(self._units / self._unit("service"), service_unit(self._name, starts))
        write_text(self._units / self._unit("timer"), timer_unit(self._name, schedule))
        try:
            self._ask([*_SYSTEMCTL, "daemon-reload"])
            self._ask([*_SYSTEMCTL, "enable", "--now", self._unit("timer")])
        except UnavailableError:
            with suppress(UnavailableError):
                self.remove()
            raise

    def kept(self) -> Schedule | None:
        """What the timer says, while it is switched on."""
        path = self._units / self._unit("timer")
        with suppress(OSError, ValueError):
            if not (self._units / "timers.target.wants" / path.name).is_symlink():
                return None
            if found := _CALENDAR.search(path.read_text("utf-8")):
                return parse_schedule(" ".join(filter(None, found.groups())))
        return None

    def remove(self) -> None:
        """Stops and removes the timer, and its units."""
        self._remove(self._unit("timer"))

    def remove_all(self) -> None:
        """Every timer of ours."""
        for path in self._units.glob(f"{PREFIX}*.timer"):
            self._remove(path.name)

    def _remove(self, timer: str) -> None:
        path = self._units / timer
        if not path.exists():
            return
        with suppress(UnavailableError):  # without a session nothing runs that could be stopped
            self._ask([*_SYSTEMCTL, "disable", "--now", timer])
        with disk_errors(path):
            for one in (path, path.with_suffix(".service"), self._units / "timers.target.wants" / timer):
                one.unlink(missing_ok=True)
            (self._stamps / f"stamp-{timer}").unlink(missing_ok=True)
        with suppress(UnavailableError):
            self._ask([*_SYSTEMCTL, "daemon-reload"])

    def _unit(self, kind: str) -> str:
        return f"{PREFIX}{self._name}.{kind}"


def timer_unit(name: str, schedule: Schedule) -> str:
    """The timer: by the computer's local time, caught up once after it was off."""
    day = f"{schedule.weekday.title()} " if schedule.weekday else ""
    return (
        f"[Unit]\nDescription=PleoQB Desktop, when it exports ({name})\n\n"
        f"[Timer]\nOnCalendar={day}*-*-* {schedule.at:%H:%M}:00\nPersistent=true\n\n"
        "[Install]\nWantedBy=timers.target\n"
    )


def service_unit(name: str, starts: Starts) -> str:
    """What it starts; in silence nothing, where the program is gone."""
    program = starts.run[0]
    folder = f"WorkingDirectory={_plain(starts.folder)}\n" if starts.folder else ""
    return (
        f"[Unit]\nDescription=PleoQB Desktop, planned export ({name})\nConditionFileIsExecutable={_plain(program)}\n\n"
        f"[Service]\nType=oneshot\n{folder}ExecStart={_command(starts.run)}\n"
    )


def _plain(text: str) -> str:
    """A path that stands alone: only specifiers are looked for in it."""
    return text.replace("%", "%%")


def _command(words: Sequence[str]) -> str:
    """systemd.service(5), "Command lines": quoted, `%` and, but for the program itself, `$` doubled."""
    quoted = [re.sub(r'(["\\])', r"\\\1", word).replace("%", "%%") for word in words]
    return " ".join(f'"{word}"' for word in [quoted[0], *(word.replace("$", "$$") for word in quoted[1:])])
