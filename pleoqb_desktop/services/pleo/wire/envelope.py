"""What every answer of Pleo's has: members in camelCase, pages, moments."""

import re
from datetime import UTC, datetime
from decimal import Decimal

import msgspec

_MOST_DIGITS = 40
_BEYOND_MICROSECONDS = re.compile(r"(?<=\.\d{6})\d+")


class Wire(msgspec.Struct, rename="camel"):
    """Members are camelCase in JSON; unknown ones are ignored, for Pleo adds members without notice (CHG-05)."""


class PageWire(Wire):
    """CursorPageInfo; cursors are optional, null or absent on an empty page (pleo.md 2, UNVERIFIED)."""

    has_next_page: bool
    end_cursor: str | None = None


class ListWire(Wire):
    """A page of anything; tag groups come without pagination."""

    data: list[msgspec.Raw]
    pagination: PageWire | None = None


class DataWire(Wire):
    """One thing in Pleo's envelope."""

    data: msgspec.Raw


def check_number(value: Decimal) -> None:
    """Raises ValueError for what is no amount, rate or size: its digits alone could fill the memory."""
    if value and abs(value.adjusted()) > _MOST_DIGITS:
        raise ValueError("a number out of all bounds")


def aware(moment: datetime) -> datetime:
    """The moment in UTC; one without a zone is meant so."""
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def moment_of(text: str) -> datetime:
    """A moment whose day counts, in UTC. Raises msgspec.ValidationError for what is none.

    Digits beyond the microsecond are cut off; msgspec would round them, the end of a month into the next (findings/msgspec-last-instant-of-a-month.sh).
    """
    return aware(msgspec.convert(_BEYOND_MICROSECONDS.sub("", text), datetime))
