"""What ports.months promises of comparisons, on paper and in SQLite."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from pleoqb_desktop.ports.months import CategorySum, Comparisons, MonthComparison, VatAtRate
from pleoqb_desktop.services.storage.runs.store import SqliteRuns
from tests.on_paper.months import MonthsOnPaper

NOW = datetime(2026, 11, 24, 9, 12, 30, 123456, tzinfo=UTC)
AUGUST, SEPTEMBER = date(2026, 8, 1), date(2026, 9, 1)
FULL = MonthComparison(
    AUGUST,
    NOW,
    "EUR",
    Decimal("-482.10"),
    None,
    {"matched": 4, "double": 1},
    2,
    (VatAtRate("TVA 5,5 %", Decimal("1.10"), Decimal("-0.20")),),
    3,
    Decimal("100.00"),
    Decimal("582.10"),
    (CategorySum("Farine", Decimal("500.00")), CategorySum(None, Decimal("-3.125"))),
    days=(AUGUST, date(2026, 8, 24)),
    told_on=date(2026, 8, 25),
)


@pytest.fixture(params=["on_paper", "sqlite"], name="months")
def _months(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Comparisons]:
    if request.param == "on_paper":
        yield MonthsOnPaper()
    else:
        store = SqliteRuns(tmp_path / "runs.sqlite")
        yield store.of("9130").months()
        store.close()


def test_what_was_kept_of_a_month_is_told_and_nothing_of_others(months: Comparisons) -> None:
    assert (months.of(AUGUST), months.newest()) == (None, None)
    months.keep(FULL)
    assert months.of(AUGUST) == FULL
    assert months.of(SEPTEMBER) is None


def test_a_later_comparison_takes_the_place_of_the_earlier_and_the_newest_is_by_time(months: Comparisons) -> None:
    other = replace(FULL, month=SEPTEMBER, compared_at=NOW + timedelta(minutes=1))
    later = replace(FULL, compared_at=NOW + timedelta(minutes=2), counts={})
    months.keep(FULL)
    months.keep(other)
    assert months.newest() == other
    months.keep(later)
    assert (months.of(AUGUST), months.newest()) == (later, later)


def test_a_comparison_of_one_company_is_not_another_ones(tmp_path: Path) -> None:
    store = SqliteRuns(tmp_path / "runs.sqlite")
    store.of("9130").months().keep(FULL)
    assert store.of("9131").months().of(AUGUST) is None
    assert store.of("9131").months().newest() is None
    store.close()
