"""A store is brought up to date, or left as it is."""

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from pleoqb_desktop.domain.entries import EntryKind
from pleoqb_desktop.domain.money import Money
from pleoqb_desktop.ports.runs import AttachmentRecord, ItemStatus
from pleoqb_desktop.services.storage.runs.migrations import NewerStoreError, migrate, shipped
from pleoqb_desktop.services.storage.runs.rows import INTENTS, ITEMS
from pleoqb_desktop.services.storage.runs.store import SqliteRuns
from tests.e2e.services.storage.runs.records import JOB, NOW, intent, item


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    path = tmp_path / "runs.sqlite"
    runs = SqliteRuns(path)
    runs.start_run("9130", NOW)
    runs.set_job(JOB)
    runs.put_items([item("a"), item("b")])
    runs.close()
    connection = sqlite3.connect(path, isolation_level=None)
    yield connection
    connection.close()


def _version(connection: sqlite3.Connection) -> int:
    return connection.execute("PRAGMA user_version").fetchone()[0]


LATER = """
-- A later version: one more column; and an index.
ALTER TABLE items ADD COLUMN colour TEXT NOT NULL DEFAULT 'red; green';
CREATE INDEX items_by_colour
    ON items (colour);
"""


def test_a_new_store_has_the_version_of_the_program(connection: sqlite3.Connection) -> None:
    assert _version(connection) == len(shipped())


def test_a_store_of_version_one_keeps_its_records_in_the_next_version(connection: sqlite3.Connection) -> None:
    migrate(connection, (*shipped(), LATER))
    assert _version(connection) == len(shipped()) + 1
    rows = connection.execute("SELECT accounting_entry_id, colour FROM items ORDER BY number").fetchall()
    assert rows == [("a", "red; green"), ("b", "red; green")]


def test_migrating_twice_changes_nothing(connection: sqlite3.Connection) -> None:
    migrate(connection, (*shipped(), LATER))
    migrate(connection, (*shipped(), LATER))
    assert _version(connection) == len(shipped()) + 1


@pytest.mark.parametrize("last", ["SELECT * FROM nowhere;\n", "CREATE TABLE half (a"])
def test_a_script_that_fails_leaves_the_store_as_it_was(connection: sqlite3.Connection, last: str) -> None:
    with pytest.raises((sqlite3.OperationalError, ValueError)):
        migrate(connection, (*shipped(), LATER, last))
    assert _version(connection) == len(shipped())
    assert "colour" not in [row[1] for row in connection.execute("PRAGMA table_info(items)")]
    migrate(connection, (*shipped(), LATER))
    assert _version(connection) == len(shipped()) + 1


def test_a_store_of_a_later_version_is_left_alone(connection: sqlite3.Connection) -> None:
    migrate(connection, (*shipped(), LATER))
    with pytest.raises(NewerStoreError):
        migrate(connection, shipped())
    assert _version(connection) == len(shipped()) + 1
    assert not connection.in_transaction


def test_what_earlier_versions_attached_is_still_known(tmp_path: Path) -> None:
    path = tmp_path / "runs.sqlite"
    earlier = sqlite3.connect(path, isolation_level=None)
    migrate(earlier, shipped()[:2])
    earlier.execute(
        "INSERT INTO runs (id, state, started_at, realm_id) VALUES (1, 'done', ?, '9130')", (NOW.isoformat(),)
    )
    earlier.execute("INSERT INTO jobs (job_id, run_id, state) VALUES ('job-1', 1, 'closed')")
    for place, removed in ((1, 0), (2, 1)):
        row = ("job-1", "a", place, f"50{place}", f"PLEO-X-{place}.pdf", removed)
        earlier.execute(
            'INSERT INTO attachments (job_id, accounting_entry_id, "index", attachment_id, file_name, removed)'
            " VALUES (?, ?, ?, ?, ?, ?)",
            row,
        )
    earlier.close()
    runs = SqliteRuns(path)
    assert runs.attachments("job-1") == [
        AttachmentRecord("job-1", "a", "501", "PLEO-X-1.pdf"),
        AttachmentRecord("job-1", "a", "502", "PLEO-X-2.pdf", removed=True),
    ]
    runs.close()


def test_what_stood_before_sums_were_kept_is_summed(tmp_path: Path) -> None:
    path, day = tmp_path / "runs.sqlite", date(2026, 11, 3)
    earlier = sqlite3.connect(path, isolation_level=None)
    migrate(earlier, shipped()[:6])
    earlier.execute("INSERT INTO runs (id, state, started_at, realm_id) VALUES (1, 'done', ?, '9')", (NOW.isoformat(),))
    for job_id in ("job-1", "job-2"):
        earlier.execute("INSERT INTO jobs (job_id, run_id, state) VALUES (?, 1, 'closed')", (job_id,))
    stood = [
        item("a", amount="1.10", external_id="7"),
        item("a", job_id="job-2", amount="1.20", external_id="7"),
        item("b of the file", job_id="job-2", amount="1.20", external_id="7"),
        item("refund", amount="-0.5", external_id="8"),
        item("taken back", amount="9.00", external_id="9"),
    ]
    for one in stood:
        euros = Money(Decimal(str(one.amount)), "EUR")
        record = replace(one, status=ItemStatus.EXPORTED, kind=EntryKind.PURCHASE, day=day, amount=euros)
        earlier.execute(ITEMS.upsert, ITEMS.row(record))
    earlier.execute(INTENTS.upsert, INTENTS.row(intent("taken back", external_id="9", removed=True)))
    earlier.close()
    runs = SqliteRuns(path)
    assert [(one.items, str(one.amount)) for one in runs.in_books(day, day)] == [(2, "0.70 EUR")]
    runs.close()
