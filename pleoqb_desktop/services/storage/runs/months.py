"""Comparisons of months as the run store holds them; compares nothing."""

from datetime import date
from typing import Any

import msgspec

from pleoqb_desktop.ports.months import MonthComparison
from pleoqb_desktop.services.storage.runs.database import Database
from pleoqb_desktop.services.storage.runs.rows import stored_time

_KEEP = """INSERT INTO comparisons (realm_id, month, compared_at, told) VALUES (:realm, :month, :compared_at, :told)
    ON CONFLICT (realm_id, month) DO UPDATE SET compared_at = excluded.compared_at, told = excluded.told"""
_TOLD = msgspec.json.Decoder(MonthComparison)


class SqliteMonths:
    """Comparisons of one company (ports.months.Comparisons); usable from any thread. Methods raise as those of Database do."""

    def __init__(self, database: Database, realm_id: str) -> None:
        self._database = database
        self._realm = realm_id

    def keep(self, comparison: MonthComparison) -> None:
        """In its place."""
        values = {
            "realm": self._realm,
            "month": comparison.month.isoformat(),
            "compared_at": stored_time(comparison.compared_at),
            "told": msgspec.json.encode(comparison).decode(),
        }
        with self._database.transaction() as connection:
            connection.execute(_KEEP, values)

    def of(self, month: date) -> MonthComparison | None:
        """That of a month."""
        return self._first("month = :month", {"month": month.isoformat()})

    def newest(self) -> MonthComparison | None:
        """By when it was made."""
        return self._first("1", {})

    def _first(self, condition: str, values: dict[str, Any]) -> MonthComparison | None:
        rows = self._database.rows(
            f"SELECT told FROM comparisons WHERE realm_id = :realm AND {condition} ORDER BY compared_at DESC LIMIT 1",  # noqa: S608
            values | {"realm": self._realm},
        )
        return next(iter(self._database.understood(lambda: [_TOLD.decode(told) for (told,) in rows])), None)
