"""Exports by themselves, as the use cases see them: the system's scheduler, what was noted of the last run, and a word to the desktop."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from pleoqb_desktop.domain.schedule import Schedule


@dataclass(frozen=True, slots=True)
class Starts:
    """The commands by which this program is started, each as its words.

    `run` exports now; `run_if_due` exports where a planned moment was missed, for a scheduler that does not know; `keep_time` waits for
    planned moments itself, for a system without a scheduler. `folder`: where they are started, None anywhere.
    """

    run: tuple[str, ...]
    run_if_due: tuple[str, ...]
    keep_time: tuple[str, ...]
    folder: str | None = None


class Scheduler(Protocol):
    """The system's own scheduler, for one profile of one person: starts the program while that person is signed in.

    A moment at which the computer was off or asleep is caught up once; a change is no missed moment.
    """

    def keep(self, schedule: Schedule, starts: Starts) -> None:
        """Plans so from now on, in place of what was planned. Raises UnavailableError: SCHEDULER_OFF, SCHEDULER_REFUSED with the system's words."""

    def kept(self) -> Schedule | None:
        """What is planned, None for nothing, also where somebody switched it off in the system. Raises nothing for what cannot be read."""

    def remove(self) -> None:
        """Plans nothing any more; nothing happens where nothing was planned. Raises UnavailableError (SCHEDULER_REFUSED)."""

    def remove_all(self) -> None:
        """The same for every profile of this person: the program is being uninstalled."""


class RunResult(StrEnum):
    """How a planned run ended."""

    EXPORTED = "exported"
    """Everything that waited is in the books."""
    NOTHING = "nothing"
    ATTENTION = "attention"
    """Something of it needs a person."""
    POSTPONED = "postponed"
    """The window was open, or another export was running: it is the window's to catch up."""
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class PlannedResult:
    """The last planned run: when it was started (aware UTC), how it ended, how many expenses it brought into the books and how many are left to
    a person, and the code of the problem that ended it early."""

    at: datetime
    result: RunResult
    exported: int = 0
    left: int = 0
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Noted:
    """`since`: moments up to then (aware UTC) need no catching up, None for all; `last`: the last run, None for none yet."""

    since: datetime | None = None
    last: PlannedResult | None = None


class ScheduleNotes(Protocol):
    """What a profile remembers of its planned runs."""

    def load(self) -> Noted:
        """What was noted; nothing, where it cannot be read."""

    def save(self, noted: Noted) -> None:
        """Notes it. Raises UnavailableError."""


class Notifier(Protocol):
    """A word to the person at this computer, beside her work."""

    def tell(self, title: str, words: str) -> bool:
        """Whether the desktop has taken it. Raises nothing: a word that is not heard costs nothing."""
