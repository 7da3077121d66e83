"""The throttle of one realm."""

from __future__ import annotations

from pleoqb_desktop.practice.quickbooks.limits import Throttle


def test_ten_requests_at_once() -> None:
    throttle = Throttle()
    assert all(throttle.enter(number * 0.2, batch=False) for number in range(10))
    assert not throttle.enter(5.0, batch=False)
    throttle.leave()
    assert throttle.enter(5.0, batch=False)


def test_a_second_and_a_minute_slide() -> None:
    throttle = Throttle()

    def admitted(now: float) -> bool:
        found = throttle.enter(now, batch=False)
        if found:
            throttle.leave()
        return found

    assert [admitted(0.5) for _ in range(11)] == [True] * 10 + [False]
    assert not admitted(1.4)
    assert admitted(1.6)
    assert sum(admitted(2 + number * 0.1011) for number in range(560)) == 489
    assert not admitted(60.4)
    assert admitted(60.6)


def test_a_refused_batch_costs_nothing() -> None:
    throttle = Throttle()
    for number in range(45):
        if throttle.enter(number * 0.5, batch=True):
            throttle.leave()
    assert not throttle.enter(30.0, batch=True)
    assert throttle.enter(30.0, batch=False)
    assert throttle.enter(60.1, batch=True)
