"""A scheduler on paper: a calendar on the wall, what was noted beside it, and a bell (ports.schedule)."""

from dataclasses import dataclass, field

from pleoqb_desktop.domain.schedule import Schedule
from pleoqb_desktop.ports.errors import UnavailableError
from pleoqb_desktop.ports.schedule import Noted, Starts


@dataclass
class Calendar:
    """What stands on it, by profile; `refuses` is what it says to whoever wants to write there."""

    written: dict[str, tuple[Schedule, Starts]] = field(default_factory=dict)
    refuses: UnavailableError | None = None


class SchedulerOnPaper:
    """One profile's line on the calendar (ports.schedule.Scheduler)."""

    def __init__(self, name: str = "default", calendar: Calendar | None = None) -> None:
        self._name = name
        self.calendar = calendar or Calendar()

    def keep(self, schedule: Schedule, starts: Starts) -> None:
        """Writes it over what stood there."""
        if self.calendar.refuses:
            raise self.calendar.refuses
        self.calendar.written[self._name] = schedule, starts

    def kept(self) -> Schedule | None:
        """Reads it."""
        found = self.calendar.written.get(self._name)
        return found[0] if found else None

    def remove(self) -> None:
        """Wipes it away."""
        self.calendar.written.pop(self._name, None)

    def remove_all(self) -> None:
        """Wipes the calendar."""
        self.calendar.written.clear()


class NotesOnPaper:
    """A slip (ports.schedule.ScheduleNotes)."""

    def __init__(self, noted: Noted | None = None) -> None:
        self.noted = noted or Noted()

    def load(self) -> Noted:
        """What is on it."""
        return self.noted

    def save(self, noted: Noted) -> None:
        """Another slip."""
        self.noted = noted


class Bell:
    """Rings, and remembers what for (ports.schedule.Notifier)."""

    def __init__(self) -> None:
        self.told: list[tuple[str, str]] = []

    def tell(self, title: str, words: str) -> bool:
        """It is heard."""
        self.told.append((title, words))
        return True
