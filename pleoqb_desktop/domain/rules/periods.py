"""Dates: the day an expense belongs to in the company's time zone, and what a closed period does to it."""

import calendar
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import tzdata

# Countries that keep one time zone (the mainland's, for France); the others need the setting (design.md 3, Dates).
_ZONES = {
    "FR": "Europe/Paris",
    "GB": "Europe/London",
    "IE": "Europe/Dublin",
    "IN": "Asia/Kolkata",
    "DE": "Europe/Berlin",
    "BE": "Europe/Brussels",
    "NL": "Europe/Amsterdam",
    "IT": "Europe/Rome",
    "DK": "Europe/Copenhagen",
    "SE": "Europe/Stockholm",
    "FI": "Europe/Helsinki",
    "AT": "Europe/Vienna",
    "SG": "Asia/Singapore",
    "ZA": "Africa/Johannesburg",
    "NO": "Europe/Oslo",
    "CH": "Europe/Zurich",
    "LU": "Europe/Luxembourg",
    "PL": "Europe/Warsaw",
    "CZ": "Europe/Prague",
    "SK": "Europe/Bratislava",
    "SI": "Europe/Ljubljana",
    "HR": "Europe/Zagreb",
    "HU": "Europe/Budapest",
    "RO": "Europe/Bucharest",
    "BG": "Europe/Sofia",
    "GR": "Europe/Athens",
    "EE": "Europe/Tallinn",
    "LV": "Europe/Riga",
    "LT": "Europe/Vilnius",
    "IS": "Atlantic/Reykjavik",
    "MT": "Europe/Malta",
    "JP": "Asia/Tokyo",
    "HK": "Asia/Hong_Kong",
    "AE": "Asia/Dubai",
}


class ClosedPeriods(StrEnum):
    """What happens to an expense dated in a closed period."""

    HOLD = "hold"
    FIRST_OPEN_DAY = "first-open-day"


def zone_of_country(country: str) -> str | None:
    """The IANA time zone of a country that has one, else None."""
    return _ZONES.get(country)


@cache
def zone(name: str) -> ZoneInfo:
    """An IANA time zone by the data that came with the program. Raises ZoneInfoNotFoundError.

    `ZoneInfo(name)` reads the system's files first, which may be older: two computers of one company would disagree on a day.
    """
    if name not in zones():  # the name of a folder, or a path out of it, is no zone
        raise ZoneInfoNotFoundError(f"no time zone: {name!r}")
    with files(tzdata).joinpath("zoneinfo", *name.split("/")).open("rb") as data:
        return ZoneInfo.from_file(data, key=name)


@cache
def zones() -> frozenset[str]:
    """The names of all time zones."""
    return frozenset(files(tzdata).joinpath("zones").read_text(encoding="utf-8").split())


def zone_data() -> str:
    """The version of the time zones' data, as IANA names it (2026f)."""
    return str(tzdata.IANA_VERSION)


def is_zone(name: str) -> bool:
    """Whether this is an IANA time zone that is known here."""
    return name in zones()


def local_day(moment: datetime, zone_name: str) -> date:
    """The calendar day of a moment in a zone. Raises ZoneInfoNotFoundError for an unknown zone and
    OverflowError where the zone's day would leave the calendar."""
    return moment.astimezone(zone(zone_name)).date()


def is_closed(day: date, close_date: date | None) -> bool:
    """Whether QuickBooks refuses the day: on or before the closing date (quickbooks.md 3.2, 6200 and 6210)."""
    return close_date is not None and day <= close_date


def first_open_day(close_date: date) -> date:
    """The day after the closing date. Raises OverflowError for the calendar's last day."""
    return close_date + timedelta(days=1)


def moved(day: date, time: timedelta) -> date:
    """A day so much earlier or later, within the calendar."""
    try:
        return day + time
    except OverflowError:
        return date.min if time < timedelta(0) else date.max


def months_back(month: date, count: int) -> date:
    """The first day of the month so many months before that of a day; the calendar's first one where there is none."""
    number = 12 * month.year + month.month - 1 - count
    return date(number // 12, number % 12 + 1, 1) if number >= 12 else date.min


def last_of_month(day: date) -> date:
    """The last day of the month of a day."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])
