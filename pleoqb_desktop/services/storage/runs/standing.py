"""What stands in the books, a row an expense, as migration 0007 lays it out; written with what it follows from, so that sums are read alone."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from pleoqb_desktop.ports.runs import Intent, ItemRecord

_STOOD = "SELECT accounting_entry_id FROM standing WHERE accounting_entry_id IN (SELECT value FROM json_each(:ids))"
_TAKEN_BACK = """SELECT accounting_entry_id FROM intents
    WHERE removed AND accounting_entry_id IN (SELECT value FROM json_each(:ids))"""
_FORGET = "DELETE FROM standing WHERE accounting_entry_id IN (SELECT value FROM json_each(:ids)) RETURNING entry"
# The newest comes last and replaces the others of its company. CROSS JOIN: from the ids to their items, never the other way.
_KEEP = """INSERT OR REPLACE INTO standing (accounting_entry_id, realm_id, number, entry, day, currency, decimals, digits)
    SELECT stands.* FROM json_each(:ids) AS wanted CROSS JOIN stands ON stands.accounting_entry_id = wanted.value ORDER BY stands.number
    RETURNING entry"""
_COUNT = """UPDATE standing SET counts = NOT EXISTS (SELECT 1 FROM standing AS other
    WHERE other.entry = standing.entry AND other.realm_id = standing.realm_id AND other.number > standing.number)
    WHERE entry IN (SELECT value FROM json_each(:ids))"""
IN_BOOKS = """SELECT substr(day, 1, 7), currency, decimals, sum(digits), count(*) FROM standing
    WHERE counts AND day BETWEEN :first AND :last AND (:realm IS NULL OR realm_id = :realm) AND currency IS NOT NULL
    GROUP BY day, realm_id, currency, decimals"""
"""Rows of (month, currency, decimals, digits, how many), in the order of the index that holds all that is asked."""
NEWEST = (
    """(SELECT number FROM standing WHERE day BETWEEN :first AND :last AND (:realm IS NULL OR realm_id = :realm))"""
)
"""Numbers of the newest records of what stands of these days."""


@contextmanager
def following_items(records: Sequence[ItemRecord], connection: sqlite3.Connection) -> Iterator[None]:
    """Around the writing of these: what stands because of them, or stood, is read anew."""
    stood = _found(connection, _STOOD, (one.accounting_entry_id for one in records))
    yield
    _renew(connection, stood | {one.accounting_entry_id for one in records if one.status.stands_in_books})


@contextmanager
def following_intents(intents: Sequence[Intent], connection: sqlite3.Connection) -> Iterator[None]:
    """The same around the writing of intents: of those that are taken back, or no longer are."""
    taken_back = _found(connection, _TAKEN_BACK, (one.accounting_entry_id for one in intents))
    yield
    _renew(connection, taken_back | {one.accounting_entry_id for one in intents if one.removed})


def _renew(connection: sqlite3.Connection, entry_ids: set[str]) -> None:
    if not entry_ids:
        return
    touched = set[str]().union(*(_found(connection, statement, entry_ids) for statement in (_FORGET, _KEEP)))
    connection.execute(_COUNT, {"ids": json.dumps(list(touched))})


def _found(connection: sqlite3.Connection, statement: str, ids: Iterable[str]) -> set[str]:
    return {found for (found,) in connection.execute(statement, {"ids": json.dumps(list(ids))}).fetchall()}
