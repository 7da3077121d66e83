"""Today is the company's day, not this computer's and not Greenwich's."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from pleoqb_desktop.domain.problems import Code, problem
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.errors import SetupIncompleteError
from pleoqb_desktop.ports.settings import Settings
from pleoqb_desktop.setup.company_day import CompanyDay


class Stopped:
    """A clock that stands."""

    def __init__(self, now: datetime) -> None:
        self._now = now

    def now(self) -> datetime:
        return self._now

    def monotonic(self) -> float:
        return 0.0

    def wait(self, seconds: float, cancel: CancelToken | None) -> None:
        raise AssertionError("nothing waits for a day")


class Kept:
    """Settings in memory; damaged when told so."""

    def __init__(self, settings: Settings | None) -> None:
        self._settings = settings

    def load(self) -> Settings:
        if self._settings is None:
            raise SetupIncompleteError(problem(Code.SETTINGS_DAMAGED, path="settings.json", reason="?"))
        return self._settings

    def save(self, settings: Settings) -> None:
        self._settings = settings

    def update(self, **changes: Any) -> Settings:
        self._settings = replace(self.load(), **changes)
        return self._settings


BEFORE_MIDNIGHT = datetime(2026, 3, 31, 22, 30, tzinfo=UTC)  # half past midnight of April in Paris, evening in Toronto
AFTER_MIDNIGHT = datetime(2026, 4, 1, 3, 30, tzinfo=UTC)  # still March in Toronto, half past three in London


def today(now: datetime, zone: str | None, computer: str | None = None) -> date:
    return CompanyDay(Stopped(now), Kept(Settings(time_zone=zone)), lambda: computer).today()


@pytest.mark.parametrize(
    ("now", "zone", "day"),
    [
        (BEFORE_MIDNIGHT, "Europe/Paris", date(2026, 4, 1)),
        (BEFORE_MIDNIGHT, "America/Toronto", date(2026, 3, 31)),
        (AFTER_MIDNIGHT, "Europe/Paris", date(2026, 4, 1)),
        (AFTER_MIDNIGHT, "America/Toronto", date(2026, 3, 31)),
    ],
)
@pytest.mark.parametrize("computer", ["Pacific/Auckland", "America/Los_Angeles", None])
def test_near_midnight_it_is_the_day_in_the_companys_zone(
    now: datetime, zone: str, day: date, computer: str | None
) -> None:
    assert today(now, zone, computer) == day


@pytest.mark.parametrize("zone", [None, "Mars/Olympus"])
def test_without_a_zone_of_the_company_this_computers_counts(zone: str | None) -> None:
    assert today(BEFORE_MIDNIGHT, zone, "Europe/Paris") == date(2026, 4, 1)
    assert today(BEFORE_MIDNIGHT, zone, "America/Toronto") == date(2026, 3, 31)


def test_a_damaged_file_is_told_elsewhere() -> None:
    assert CompanyDay(Stopped(BEFORE_MIDNIGHT), Kept(None), lambda: "Europe/Paris").today() == date(2026, 4, 1)


def test_where_nobody_knows_a_zone_the_systems_own_time_counts() -> None:
    assert today(BEFORE_MIDNIGHT, None) == BEFORE_MIDNIGHT.astimezone().date()
