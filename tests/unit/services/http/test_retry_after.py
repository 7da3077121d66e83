"""What a service asks to wait, in either form of the header, and nothing of what is no time at all."""

import time
from email.utils import formatdate

import pytest

from pleoqb_desktop.services.http.retry_after import asked_wait


@pytest.mark.parametrize(
    ("told", "seconds"),
    [
        ("7", 7.0),
        (" 7 ", 7.0),
        ("1.5", 1.5),
        ("0", 0.0),
        ("86400", 60.0),
        ("9" * 400, 60.0),
        ("Wed, 21 Oct 2015 07:28:00 GMT", 0.0),
    ],
)
def test_what_is_asked_is_kept_within_reason(told: str, seconds: float) -> None:
    assert asked_wait(told, 60.0) == seconds


def test_a_moment_is_as_far_away_as_it_is() -> None:
    found = asked_wait(formatdate(time.time() + 3600, usegmt=True), 10_000.0)
    assert found == pytest.approx(3600, abs=1800)
    assert asked_wait(formatdate(time.time() + 3600, usegmt=True), 60.0) == 60.0


@pytest.mark.parametrize("told", [None, "", "soon", "-5", "nan", "-inf", "Wed, 21 Oct 99999 07:28:00 GMT", "1e"])
def test_what_is_absent_or_no_time_asks_for_nothing(told: str | None) -> None:
    assert asked_wait(told, 60.0) is None
