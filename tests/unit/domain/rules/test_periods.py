"""Days, time zones and closed periods."""

import re
import zoneinfo
from datetime import UTC, date, datetime
from importlib.resources import files
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pytest
import tzdata

from pleoqb_desktop.domain.rules import periods


def test_a_country_with_one_zone_has_it() -> None:
    assert periods.zone_of_country("FR") == "Europe/Paris"
    assert periods.zone_of_country("GB") == "Europe/London"


@pytest.mark.parametrize("country", ["US", "CA", "AU", "", "XX", "fr"])
def test_a_country_with_several_has_none(country: str) -> None:
    assert periods.zone_of_country(country) is None


def test_every_zone_of_a_country_exists() -> None:
    countries = [a + b for a in "ABCDEFGHIJKLMNOPQRSTUVWXYZ" for b in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"]
    found = [zone for country in countries if (zone := periods.zone_of_country(country))]
    assert len(found) >= 30
    assert all(periods.is_zone(zone) for zone in found)


@pytest.mark.parametrize("name", ["", "Nowhere/Land", "../etc/passwd", "Europe", "\0", "x" * 5000])
def test_a_zone_that_does_not_exist_is_none(name: str) -> None:
    assert not periods.is_zone(name)


def test_a_day_is_the_zone_s() -> None:
    moment = datetime(2026, 3, 31, 22, 30, tzinfo=UTC)
    assert periods.local_day(moment, "Europe/Paris") == date(2026, 4, 1)
    assert periods.local_day(moment, "UTC") == date(2026, 3, 31)
    assert periods.local_day(moment.astimezone(ZoneInfo("Asia/Tokyo")), "Europe/Paris") == date(2026, 4, 1)


@pytest.mark.parametrize("name", ["America/Vancouver", "America/Edmonton", "America/Winnipeg", "America/Inuvik"])
def test_the_data_that_came_with_the_program_decides(name: str) -> None:
    """These no longer change clocks from November 2026 (IANA 2026f), whatever an older file of the system says."""
    summer, winter = (datetime(2026, month, 1, 12, tzinfo=UTC).astimezone(periods.zone(name)) for month in (7, 12))
    assert summer.utcoffset() == winter.utcoffset()
    assert periods.zone(name).key == name


def test_no_file_of_the_system_is_read(tmp_path: Path) -> None:
    (tmp_path / "Europe").mkdir()
    tokyo = files(tzdata).joinpath("zoneinfo", "Asia", "Tokyo").read_bytes()
    (tmp_path / "Europe" / "Paris").write_bytes(tokyo)
    zoneinfo.reset_tzpath([tmp_path])
    zoneinfo.ZoneInfo.clear_cache()
    periods.zone.cache_clear()
    try:
        assert periods.local_day(datetime(2026, 3, 31, 20, 0, tzinfo=UTC), "Europe/Paris") == date(2026, 3, 31)
    finally:
        zoneinfo.reset_tzpath()
        zoneinfo.ZoneInfo.clear_cache()


def test_the_version_of_the_data_is_known() -> None:
    assert re.fullmatch(r"20\d\d[a-z]", periods.zone_data())


def test_an_unknown_zone_is_an_error() -> None:
    with pytest.raises(ZoneInfoNotFoundError):
        periods.local_day(datetime(2026, 1, 1, tzinfo=UTC), "Nowhere/Land")


@pytest.mark.parametrize(
    ("day", "closing", "closed"),
    [
        (date(2025, 12, 30), date(2025, 12, 31), True),
        (date(2025, 12, 31), date(2025, 12, 31), True),
        (date(2026, 1, 1), date(2025, 12, 31), False),
        (date(1970, 1, 1), None, False),
    ],
)
def test_a_period_is_closed_up_to_and_with_its_closing_date(day: date, closing: date | None, closed: bool) -> None:
    assert periods.is_closed(day, closing) is closed


def test_the_first_open_day_follows_the_closing_date() -> None:
    assert periods.first_open_day(date(2024, 2, 28)) == date(2024, 2, 29)
    assert periods.first_open_day(date(2025, 12, 31)) == date(2026, 1, 1)


def test_months_are_counted_back_over_years_and_end_with_the_calendar() -> None:
    assert periods.months_back(date(2026, 3, 17), 0) == date(2026, 3, 1)
    assert periods.months_back(date(2026, 3, 17), 3) == date(2025, 12, 1)
    assert periods.months_back(date(2026, 3, 17), 25) == date(2024, 2, 1)
    assert periods.months_back(date(1, 3, 1), 5) == date.min


def test_a_month_ends_on_its_last_day() -> None:
    assert periods.last_of_month(date(2028, 2, 3)) == date(2028, 2, 29)
    assert periods.last_of_month(date(2026, 12, 31)) == date(2026, 12, 31)
