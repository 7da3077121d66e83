"""Where a desktop has no scheduler: an entry among what it starts at sign-in, which keeps the time itself (XDG Autostart, Desktop Entry)."""

import re
import subprocess
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from pleoqb_desktop.domain.problems import Code, problem
from pleoqb_desktop.domain.schedule import Schedule, parse_schedule
from pleoqb_desktop.ports.errors import UnavailableError
from pleoqb_desktop.ports.schedule import Starts
from pleoqb_desktop.services.storage.disk import disk_errors, make_folder, replace_file

PREFIX = "pleoqb-desktop-export."
_PLAN = re.compile(r"^X-PleoQB-Schedule=(.+)$", re.MULTILINE)
_HIDDEN = re.compile(r"^(Hidden=true|X-GNOME-Autostart-enabled=false)$", re.MULTILINE)
Begin = Callable[[Sequence[str], str | None], None]
"""Starts a program that goes on by itself, in a folder. Raises UnavailableError (SCHEDULER_OFF)."""


def begin(command: Sequence[str], folder: str | None) -> None:
    """The real one (Begin)."""
    quiet = subprocess.DEVNULL
    try:
        subprocess.Popen(  # noqa: S603 - our own program
            list(command), cwd=folder, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True
        )
    except OSError as error:
        raise UnavailableError(problem(Code.SCHEDULER_OFF, program=command[0])) from error


class Autostart:
    """One entry (ports.schedule.Scheduler). The clock that it starts looks here for what is planned, and ends where nothing is."""

    def __init__(self, name: str, folder: Path, begin: Begin = begin) -> None:
        self._path, self._begin = folder / f"{PREFIX}{name}.desktop", begin

    def keep(self, schedule: Schedule, starts: Starts) -> None:
        """Writes the entry, and starts the clock that the next sign-in would start."""
        make_folder(self._path.parent)
        replace_file(self._path, entry(schedule, starts).encode())
        try:
            self._begin(starts.keep_time, starts.folder)
        except UnavailableError:
            self.remove()
            raise

    def kept(self) -> Schedule | None:
        """What the entry says, unless the desktop's own settings switched it off."""
        with suppress(OSError, ValueError):
            text = self._path.read_text("utf-8")
            if (found := _PLAN.search(text)) and not _HIDDEN.search(text):
                return parse_schedule(found[1])
        return None

    def remove(self) -> None:
        """Removes the entry; the clock ends when it looks next."""
        with disk_errors(self._path):
            self._path.unlink(missing_ok=True)

    def remove_all(self) -> None:
        """Every entry of ours."""
        for path in self._path.parent.glob(f"{PREFIX}*.desktop"):
            with disk_errors(path):
                path.unlink(missing_ok=True)


def entry(schedule: Schedule, starts: Starts) -> str:
    """The desktop entry; nothing is started where the program is gone (TryExec)."""
    folder = f"Path={_string(starts.folder)}\n" if starts.folder else ""
    command = " ".join(map(_argument, starts.keep_time))
    return (
        "[Desktop Entry]\nType=Application\nName=PleoQB Desktop, planned exports\nIcon=pleoqb-desktop\nTerminal=false\nNoDisplay=true\n"
        f"{folder}TryExec={_string(starts.keep_time[0])}\nExec={_string(command)}\nX-PleoQB-Schedule={schedule.words}\n"
    )


def _argument(word: str) -> str:
    """Desktop Entry Specification, "The Exec key": quoted, with `%` doubled."""
    return '"' + re.sub(r'(["`$\\])', r"\\\1", word).replace("%", "%%") + '"'


def _string(text: str) -> str:
    """A value of type string: a backslash is written twice."""
    return text.replace("\\", "\\\\")
