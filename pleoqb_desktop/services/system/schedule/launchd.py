"""Agents of launchd on macOS: a property list in the person's LaunchAgents, loaded into her session (launchd.plist(5), launchctl(1))."""

import os
import plistlib
from contextlib import suppress
from datetime import time
from pathlib import Path
from typing import Any

from pleoqb_desktop.domain.schedule import Schedule, Weekday
from pleoqb_desktop.ports.errors import UnavailableError
from pleoqb_desktop.ports.schedule import Starts
from pleoqb_desktop.services.storage.disk import disk_errors, make_folder, replace_file
from pleoqb_desktop.services.system.schedule.asking import Ask, ask

PREFIX = "com.pleoqb.desktop.export."


class Launchd:
    """One agent (ports.schedule.Scheduler).

    A moment that the computer slept through is caught up by launchd itself, one at which it was off by the start at sign-in, which exports
    where something was missed. UNVERIFIED: no Mac was at hand; the rules are those of launchd.plist(5).
    """

    def __init__(self, name: str, folder: Path, ask: Ask = ask, user_id: int | None = None) -> None:
        """`folder`: the person's LaunchAgents; `user_id` None: hers who runs this."""
        self._label, self._folder, self._ask = PREFIX + name, folder, ask
        self._domain = (
            f"gui/{os.getuid() if user_id is None else user_id}" if hasattr(os, "getuid") else f"gui/{user_id}"
        )

    def keep(self, schedule: Schedule, starts: Starts) -> None:
        """Writes the agent and loads it."""
        self._unload(self._label)
        path = self._folder / f"{self._label}.plist"
        make_folder(self._folder)
        replace_file(path, plistlib.dumps(agent(self._label, schedule, starts)))
        try:
            self._ask(["launchctl", "enable", f"{self._domain}/{self._label}"])
            self._ask(["launchctl", "bootstrap", self._domain, str(path)])
        except UnavailableError:
            path.unlink(missing_ok=True)
            raise

    def kept(self) -> Schedule | None:
        """What the agent says."""
        with suppress(OSError, ValueError, KeyError, TypeError, plistlib.InvalidFileException):
            when = plistlib.loads((self._folder / f"{self._label}.plist").read_bytes())["StartCalendarInterval"]
            day = list(Weekday)[(when["Weekday"] + 6) % 7] if "Weekday" in when else None
            return Schedule(time(when["Hour"], when["Minute"]), day)
        return None

    def remove(self) -> None:
        """Unloads and removes the agent."""
        self._remove(self._folder / f"{self._label}.plist")

    def remove_all(self) -> None:
        """Every agent of ours."""
        for path in self._folder.glob(f"{PREFIX}*.plist"):
            self._remove(path)

    def _remove(self, path: Path) -> None:
        self._unload(path.stem)
        with disk_errors(path):
            path.unlink(missing_ok=True)

    def _unload(self, label: str) -> None:
        with suppress(UnavailableError):  # what is not loaded cannot be unloaded
            self._ask(["launchctl", "bootout", f"{self._domain}/{label}"])


def agent(label: str, schedule: Schedule, starts: Starts) -> dict[str, Any]:
    """The property list: in a person's own session alone (Aqua), where the keychain opens."""
    when = {"Hour": schedule.at.hour, "Minute": schedule.at.minute}
    if schedule.weekday:
        when["Weekday"] = (schedule.weekday.number + 1) % 7  # 0 is Sunday
    found = {
        "Label": label,
        "ProgramArguments": list(starts.run_if_due),
        "StartCalendarInterval": when,
        "RunAtLoad": True,
        "LimitLoadToSessionType": "Aqua",
        "ProcessType": "Background",
    }
    return found | ({"WorkingDirectory": starts.folder} if starts.folder else {})
