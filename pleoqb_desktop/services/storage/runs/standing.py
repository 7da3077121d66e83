"""What stands in the books, a row an expense, as migration 0007 lays it out; written with what it follows from, so that sums are read alone."""

import json
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from pleoqb_desktop.ports.runs import Intent, ItemRecord
from pleoqb_desktop.services.storage.runs.database import Database
from pleoqb_desktop.services.storage.runs.rows import Table

Record = TypeVar("Record")

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


def changed_by_items(connection: sqlite3.Connection, records: Sequence[ItemRecord]) -> set[str]:
    """Pleo's ids of what may stand otherwise once these are written: asked before that, like the next."""
    stood = _found(connection, _STOOD, (one.accounting_entry_id for one in records))
    return stood | {one.accounting_entry_id for one in records if one.status.stands_in_books}


def changed_by_intents(connection: sqlite3.Connection, intents: Sequence[Intent]) -> set[str]:
    """Of those that are taken back, or no longer are."""
    taken_back = _found(connection, _TAKEN_BACK, (one.accounting_entry_id for one in intents))
    return taken_back | {one.accounting_entry_id for one in intents if one.removed}


def put(
    database: Database,
    table: Table[Record],
    records: Sequence[Record],
    changed: Callable[[sqlite3.Connection, Sequence[Record]], set[str]],
) -> None:
    """Writes records, replacing earlier states, all or none, and what stands because of them; `changed` is one of the above."""
    if not records:
        return
    rows = [table.row(one) for one in records]
    with database.transaction() as connection:
        entry_ids = changed(connection, records)
        connection.executemany(table.upsert, rows)
        if entry_ids:
            _renew(connection, entry_ids)


def _renew(connection: sqlite3.Connection, entry_ids: Iterable[str]) -> None:
    touched = set[str]().union(*(_found(connection, statement, entry_ids) for statement in (_FORGET, _KEEP)))
    connection.execute(_COUNT, {"ids": json.dumps(list(touched))})


def _found(connection: sqlite3.Connection, statement: str, ids: Iterable[str]) -> set[str]:
    return {found for (found,) in connection.execute(statement, {"ids": json.dumps(list(ids))}).fetchall()}
