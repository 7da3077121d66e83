"""Today where the company is: one answer for everything that asks for the day; decides nothing else."""

from collections.abc import Callable
from datetime import date, datetime

from pleoqb_desktop.domain.rules.periods import is_zone, local_day
from pleoqb_desktop.ports.errors import KnownError
from pleoqb_desktop.ports.settings import SettingsStore
from pleoqb_desktop.ports.system import Clock


class CompanyDay:
    """The day in the company's time zone (design.md 3, Dates), else in this computer's."""

    def __init__(self, clock: Clock, settings: SettingsStore, computer_zone: Callable[[], str | None]) -> None:
        """`computer_zone` tells this computer's IANA zone, None when it does not know."""
        self._clock = clock
        self._settings = settings
        self._computer_zone = computer_zone

    def today(self) -> date:
        """Now, as a day."""
        return self.day_of(self._clock.now())

    def day_of(self, moment: datetime) -> date:
        """The day of a moment (aware). A zone that is not known here, or stands in a damaged file, counts as none."""
        for zone in (self._company_zone(), self._computer_zone()):
            if zone and is_zone(zone):
                return local_day(moment, zone)
        return moment.astimezone().date()

    def _company_zone(self) -> str | None:
        try:
            return self._settings.load().time_zone
        except KnownError:
            return None  # told where settings are needed
