"""When exports are planned: a time of day, daily or on one day of the week, by this computer's clock; knows no scheduler and waits for nothing."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo
from enum import StrEnum

_DAYS = 8
"""A week and a day: a plan has a moment before and after any other within them."""


class Weekday(StrEnum):
    """As the command line writes them; in the order of a week, Monday first."""

    MON = "MON"
    TUE = "TUE"
    WED = "WED"
    THU = "THU"
    FRI = "FRI"
    SAT = "SAT"
    SUN = "SUN"

    @property
    def number(self) -> int:
        """0 for Monday, as `datetime.weekday` counts."""
        return list(Weekday).index(self)


@dataclass(frozen=True, slots=True)
class Schedule:
    """Every day, or every `weekday` (None: daily), at a time of day of this computer's zone, to the minute."""

    at: time
    weekday: Weekday | None = None

    @property
    def kind(self) -> str:
        """`daily` or `weekly` (design.md 7)."""
        return "weekly" if self.weekday else "daily"

    @property
    def words(self) -> str:
        """`07:30` or `MON 07:30`: what `parse_schedule` understands."""
        clock = self.at.strftime("%H:%M")
        return f"{self.weekday} {clock}" if self.weekday else clock

    def next_after(self, now: datetime, zone: tzinfo) -> datetime:
        """The first planned moment after `now` (aware), in this zone. A time that a change of clocks leaves out comes when the clock is past it,
        one that comes twice counts the first time."""
        return next(one for one in self._moments(now, zone, 1) if one > now).astimezone(zone)

    def last_before(self, now: datetime, zone: tzinfo) -> datetime:
        """The last planned moment that is not after `now` (aware), in this zone."""
        return next(one for one in self._moments(now, zone, -1) if one <= now).astimezone(zone)

    def is_due(self, done: datetime, now: datetime, zone: tzinfo) -> bool:
        """Whether a planned moment lies after `done` and not after `now`; several that were missed are due once."""
        return self.last_before(now, zone) > done

    def _moments(self, now: datetime, zone: tzinfo, step: int) -> Iterator[datetime]:
        """Planned moments in UTC, by days away from today, yesterday and tomorrow first: there alone moments can be compared across a change of
        clocks."""
        today = now.astimezone(zone).date()
        for away in range(-1, _DAYS + 1):
            day = today + timedelta(days=step * away)
            if self.weekday is None or day.weekday() == self.weekday.number:
                yield datetime.combine(day, self.at, zone).astimezone(UTC)


def parse_schedule(words: str) -> Schedule:
    """A plan from `07:30` or `MON 07:30`, in capitals or not. Raises ValueError."""
    day, _, clock = words.strip().rpartition(" ")
    found = re.fullmatch(r"([0-9]{1,2}):([0-9]{2})", clock)
    if not found:
        raise ValueError(f"not a time: {words!r}")
    return Schedule(time(int(found[1]), int(found[2])), Weekday(day.upper()) if day else None)
