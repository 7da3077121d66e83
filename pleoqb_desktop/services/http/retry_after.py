"""How long a service asks to wait: the one reader of Retry-After (RFC 9110, 10.2.3); waits for nothing itself."""

import time
from email.utils import parsedate_to_datetime


def asked_wait(told: str | None, longest: float) -> float | None:
    """Seconds of a Retry-After header in either of its forms, `longest` at most; None when absent or unreadable."""
    if told is None:
        return None
    seconds = _number(told)
    if seconds is None:
        seconds = _until(told)
    return None if seconds is None else min(seconds, longest)


def _number(told: str) -> float | None:
    try:
        seconds = float(told)
    except ValueError:
        return None
    return seconds if seconds >= 0 else None  # no number (nan) is not, either


def _until(told: str) -> float | None:
    """A moment that is over asks for no wait."""
    try:
        return max(parsedate_to_datetime(told).timestamp() - time.time(), 0.0)
    except (TypeError, ValueError, OverflowError):
        return None
