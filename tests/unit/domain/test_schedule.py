"""When a plan's next moment is: on the clock on the wall, across changes of clocks, and due once however many were missed."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pleoqb_desktop.domain.schedule import Schedule, Weekday, parse_schedule

PARIS = ZoneInfo("Europe/Paris")
MOMENTS = st.integers(0, 20 * 366 * 24 * 3600).map(
    lambda passed: datetime(2020, 1, 1, tzinfo=UTC) + timedelta(seconds=passed)
)
PLANS = st.builds(
    Schedule,
    st.times().map(lambda one: one.replace(second=0, microsecond=0)),
    st.none() | st.sampled_from(list(Weekday)),
)
ZONES = st.sampled_from(
    [PARIS, ZoneInfo("America/St_Johns"), ZoneInfo("Australia/Lord_Howe"), ZoneInfo("Africa/Casablanca")]
)


def paris(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=PARIS)  # type: ignore[arg-type, misc]


@pytest.mark.parametrize(
    ("now", "plan", "then"),
    [
        (paris(2026, 11, 30, 7, 29, 59), "07:30", paris(2026, 11, 30, 7, 30)),
        (paris(2026, 11, 30, 7, 30), "07:30", paris(2026, 12, 1, 7, 30)),
        (paris(2026, 11, 30, 8, 0), "MON 07:30", paris(2026, 12, 7, 7, 30)),
        (paris(2026, 11, 30, 6, 0), "MON 07:30", paris(2026, 11, 30, 7, 30)),
        (paris(2026, 11, 30, 6, 0), "SUN 00:00", paris(2026, 12, 6, 0, 0)),
        (paris(2026, 3, 28, 12, 0), "07:30", paris(2026, 3, 29, 7, 30)),  # clocks are set forward that night
        (paris(2026, 10, 24, 12, 0), "07:30", paris(2026, 10, 25, 7, 30)),  # and back that night
    ],
)
def test_the_next_moment_is_the_one_on_the_wall(now: datetime, plan: str, then: datetime) -> None:
    assert parse_schedule(plan).next_after(now, PARIS) == then
    assert parse_schedule(plan).next_after(now, PARIS).strftime("%H:%M") == then.strftime("%H:%M")


def test_a_time_that_the_change_of_clocks_leaves_out_comes_an_hour_later_once() -> None:
    plan = Schedule(time(2, 30))
    then = plan.next_after(paris(2026, 3, 28, 12, 0), PARIS)
    assert then.isoformat() == "2026-03-29T03:30:00+02:00"
    assert plan.next_after(then, PARIS).isoformat() == "2026-03-30T02:30:00+02:00"


def test_a_time_that_comes_twice_counts_once() -> None:
    plan = Schedule(time(2, 30))
    then = plan.next_after(paris(2026, 10, 24, 12, 0), PARIS)
    assert then.isoformat() == "2026-10-25T02:30:00+02:00"
    assert plan.next_after(then, PARIS).isoformat() == "2026-10-26T02:30:00+01:00"


@given(plan=PLANS, now=MOMENTS, zone=ZONES)
def test_moments_lie_on_both_sides_of_now_and_follow_each_other(plan: Schedule, now: datetime, zone: ZoneInfo) -> None:
    before, after = plan.last_before(now, zone).astimezone(UTC), plan.next_after(now, zone).astimezone(UTC)
    assert before <= now < after
    assert plan.next_after(before, zone).astimezone(UTC) == after
    assert timedelta(0) < after - before <= timedelta(days=8)


def test_many_missed_moments_are_due_once() -> None:
    plan, now = Schedule(time(7, 30)), paris(2026, 11, 30, 9, 0)
    assert plan.is_due(paris(2026, 11, 20, 7, 30), now, PARIS)
    assert not plan.is_due(now, now, PARIS)
    assert plan.is_due(paris(2026, 11, 30, 7, 29), now, PARIS)


@pytest.mark.parametrize(
    ("said", "words"), [("7:05", "07:05"), (" mon 07:30 ", "MON 07:30"), ("00:00", "00:00"), ("Sun 23:59", "SUN 23:59")]
)
def test_a_plan_is_read_as_people_type_it_and_written_in_one_way(said: str, words: str) -> None:
    assert parse_schedule(said).words == words
    assert parse_schedule(words) == parse_schedule(said)


@pytest.mark.parametrize(
    "said", ["", "24:00", "7h30", "07:60", "0730", "LUN 07:30", "MON", "MON 7", "07:30:00", "MON TUE 07:30"]
)
def test_what_is_no_time_is_refused(said: str) -> None:
    with pytest.raises(ValueError):
        parse_schedule(said)
