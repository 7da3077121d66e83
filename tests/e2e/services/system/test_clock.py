"""The real clock."""

from datetime import UTC, datetime

import pytest

from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.errors import Cancelled
from pleoqb_desktop.ports.system import Clock
from pleoqb_desktop.services.system.clock import SystemClock


def test_now_is_aware_utc() -> None:
    clock: Clock = SystemClock()
    assert clock.now().tzinfo is UTC
    assert datetime.now(UTC) <= clock.now() <= datetime.now(UTC)


def test_monotonic_time_grows_by_what_was_waited() -> None:
    clock = SystemClock()
    before = clock.monotonic()
    clock.wait(0.02, None)
    clock.wait(0.02, CancelToken())
    assert clock.monotonic() - before >= 0.039


def test_a_wait_ends_at_once_when_a_stop_was_asked_for() -> None:
    clock, cancel = SystemClock(), CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        clock.wait(3600, cancel)
