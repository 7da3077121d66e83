"""The practice clock."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from pleoqb_desktop.practice.clock import PracticeClock


def test_the_clock_is_real_time_plus_what_tests_add() -> None:
    clock = PracticeClock()
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=5)
    clock.advance(3600)
    clock.advance(-600)
    assert clock.offset == 3000
    assert abs(clock.now() - datetime.now(UTC) - timedelta(seconds=3000)) < timedelta(seconds=5)
    assert clock.now().tzinfo is UTC
