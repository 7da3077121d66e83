"""What the run store is told, it keeps: after a restart, a kill, a full disk, and with many threads at once."""

import os
import shutil
import signal
import sqlite3
import stat
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path

import pytest

from pleoqb_desktop.domain.entries import EntryKind
from pleoqb_desktop.domain.money import Money
from pleoqb_desktop.domain.problems import Code
from pleoqb_desktop.ports.errors import SetupIncompleteError, UnavailableError
from pleoqb_desktop.ports.runs import (
    Intent,
    ItemRecord,
    ItemStatus,
    JobRecord,
    JobState,
    RunRecord,
    Runs,
    RunState,
    VendorRecord,
)
from pleoqb_desktop.services.storage.runs import database
from pleoqb_desktop.services.storage.runs.database import set_aside
from pleoqb_desktop.services.storage.runs.rows import ATTACHMENTS, INTENTS, ITEMS, JOBS, QUESTIONS
from pleoqb_desktop.services.storage.runs.store import SqliteRuns
from tests.e2e.services.storage.places import end, open_folder, read_only, start_python
from tests.e2e.services.storage.runs.records import (
    FULL_ATTACHMENT,
    FULL_INTENT,
    FULL_ITEM,
    FULL_VENDOR,
    JOB,
    NOW,
    intent,
    item,
    unfilled,
)
from tests.patience import PATIENCE


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "runs.sqlite"


@pytest.fixture
def store(path: Path) -> Iterator[SqliteRuns]:
    store = SqliteRuns(path)
    yield store
    store.close()


@pytest.fixture
def runs(store: SqliteRuns) -> SqliteRuns:
    """With one run that works on one job."""
    store.start_run("9130", NOW)
    store.set_job(JOB)
    return store


def _code(use: Callable[[], object]) -> Code:
    with pytest.raises(UnavailableError) as caught:
        use()
    return caught.value.problem.code


# -- records ---------------------------------------------------------------------------------------------------------------


def test_it_is_what_the_use_cases_ask_for(store: SqliteRuns) -> None:
    port: Runs = store
    assert port.runs() == []
    assert port.open_jobs() == []
    assert port.run(1) is None
    assert port.job("job") is None


def test_a_run_is_told_from_its_start_to_its_end(store: SqliteRuns, path: Path) -> None:
    started = store.start_run("9130350000000000101", NOW)
    assert started == RunRecord(1, RunState.RUNNING, NOW, None, "9130350000000000101")
    later = NOW + timedelta(minutes=1)
    store.end_run(1, RunState.DONE, later)
    second = SqliteRuns(path)
    summary = second.run(1)
    second.close()
    assert summary is not None
    assert summary.run == replace(started, state=RunState.DONE, ended_at=later)
    store.end_run(1, RunState.RUNNING, None)
    assert store.runs()[0].run == started


def test_times_come_back_in_utc(store: SqliteRuns) -> None:
    east = NOW.astimezone(timezone(timedelta(hours=11)))
    started = store.start_run("9130", east).started_at
    assert (started, started.tzinfo) == (NOW, UTC)


def test_a_time_without_a_zone_is_a_programming_error(store: SqliteRuns) -> None:
    with pytest.raises(ValueError, match="without a zone"):
        store.start_run("9130", datetime(2026, 1, 1))  # noqa: DTZ001
    assert store.runs() == []


def test_ending_a_run_that_never_was_is_a_programming_error(store: SqliteRuns) -> None:
    with pytest.raises(LookupError):
        store.end_run(7, RunState.DONE, NOW)


def test_runs_come_newest_first_with_their_jobs_and_counts(store: SqliteRuns) -> None:
    for _ in range(3):
        store.start_run("9130", NOW)
    for job_id, run_id in (("z", 1), ("a", 1), ("m", 3)):
        store.set_job(JobRecord(job_id, run_id, JobState.STARTED))
    store.put_items([item("1", job_id="z", status=ItemStatus.EXPORTED), item("2", job_id="z", status=ItemStatus.HELD)])
    store.put_items([item("3", job_id="a", status=ItemStatus.EXPORTED), item("1", job_id="m")])
    assert [(one.run.id, one.run.jobs, one.counts) for one in store.runs()] == [
        (3, ("m",), {ItemStatus.WAITING: 1}),
        (2, (), {}),
        (1, ("z", "a"), {ItemStatus.EXPORTED: 2, ItemStatus.HELD: 1}),
    ]
    assert store.run(1) == store.runs()[2]


def test_a_job_is_known_with_its_last_state(runs: SqliteRuns) -> None:
    assert runs.job("job-1") == JOB
    runs.start_run("9130", NOW)
    moved = JobRecord("job-1", 2, JobState.CLOSING)
    runs.set_job(moved)
    assert runs.job("job-1") == moved
    assert runs.job("other") is None


def test_open_jobs_are_those_we_have_not_closed_or_lost_oldest_first(store: SqliteRuns) -> None:
    store.start_run("9130", NOW)
    for number, state in enumerate(JobState):
        store.set_job(JobRecord(f"job-{9 - number}", 1, state))
    assert [job.state for job in store.open_jobs()] == [JobState.STARTING, JobState.STARTED, JobState.CLOSING]
    store.set_job(JobRecord("job-9", 1, JobState.CLOSED))
    assert [job.state for job in store.open_jobs()] == [JobState.STARTED, JobState.CLOSING]


@pytest.mark.parametrize("record", [FULL_ITEM, FULL_INTENT, FULL_ATTACHMENT, FULL_VENDOR])
def test_the_records_of_these_tests_have_every_member_filled(record: object) -> None:
    assert unfilled(record) == []


def test_every_member_of_an_item_survives(runs: SqliteRuns, path: Path) -> None:
    bare = item("bare")
    runs.put_items([FULL_ITEM, bare])
    second = SqliteRuns(path)
    assert second.items("job-1") == [FULL_ITEM, bare]
    second.close()


@pytest.mark.parametrize("amount", ["0.01", "-0.00", "1E+3", "12.345", "0"])
def test_an_amount_survives_to_the_last_digit(runs: SqliteRuns, amount: str) -> None:
    runs.put_items([item("a", amount=Money(Decimal(amount), "JPY"))])
    (kept,) = runs.items("job-1")
    assert kept.amount is not None
    assert str(kept.amount.amount) == amount


@pytest.mark.parametrize("kind", list(EntryKind))
def test_every_kind_and_status_survives(runs: SqliteRuns, kind: EntryKind) -> None:
    items = [item(status.value, kind=kind, status=status) for status in ItemStatus]
    runs.put_items(items)
    assert runs.items("job-1") == items


def test_a_later_state_of_an_item_replaces_the_earlier_in_its_place(runs: SqliteRuns) -> None:
    runs.put_items([item("z"), item("a"), item("m")])
    runs.put_items(iter([item("a", status=ItemStatus.EXPORTED, external_id="7"), item("b")]))
    assert [(one.accounting_entry_id, one.external_id) for one in runs.items("job-1")] == [
        ("z", None),
        ("a", "7"),
        ("m", None),
        ("b", None),
    ]


def test_items_of_all_jobs_of_a_run_come_job_by_job(runs: SqliteRuns) -> None:
    runs.set_job(JobRecord("job-0", 1, JobState.STARTED))
    runs.start_run("9130", NOW)
    runs.set_job(JobRecord("job-2", 2, JobState.STARTED))
    runs.put_items([item("2", job_id="job-0"), item("3", job_id="job-2"), item("1")])
    assert [(one.job_id, one.accounting_entry_id) for one in runs.run_items(1)] == [("job-1", "1"), ("job-0", "2")]


def test_only_the_named_items_of_the_job_count_as_reported(runs: SqliteRuns) -> None:
    runs.set_job(JobRecord("job-2", 1, JobState.STARTED))
    runs.put_items([item("a"), item("b"), item("'; DROP TABLE items; --"), item("a", job_id="job-2")])
    runs.mark_reported("job-1", ["a", "'; DROP TABLE items; --", "unknown"])
    runs.mark_reported("job-1", [])
    assert [one.reported for one in runs.items("job-1")] == [True, False, True]
    assert [one.reported for one in runs.items("job-2")] == [False]


def test_every_member_of_an_intent_survives_and_its_answer_replaces_it(runs: SqliteRuns) -> None:
    runs.put_intents([intent("a", 0), intent("a", 1), FULL_INTENT])
    runs.put_intents([intent("a", 0, external_id="9", sync_token="0", batch_id="b")])
    assert runs.intents("job-1") == [
        intent("a", 0, external_id="9", sync_token="0", batch_id="b"),
        intent("a", 1),
        FULL_INTENT,
    ]
    assert runs.intents("other") == []


def test_all_intents_of_an_entry_are_found_in_any_job_newest_last(runs: SqliteRuns) -> None:
    runs.set_job(JobRecord("job-0", 1, JobState.STARTED))
    runs.put_intents([intent("a"), intent("b")])
    runs.put_intents([intent("a", job_id="job-0")])
    assert [one.job_id for one in runs.intents_of_entry("a")] == ["job-1", "job-0"]


def test_every_member_of_an_attachment_survives(runs: SqliteRuns) -> None:
    other = replace(FULL_ATTACHMENT, attachment_id="7", removed=False)
    runs.put_attachments([FULL_ATTACHMENT, other])
    runs.put_attachments([replace(FULL_ATTACHMENT, sha256=None)])
    assert runs.attachments("job-1") == [replace(FULL_ATTACHMENT, sha256=None), other]


def test_every_member_of_a_vendor_survives(runs: SqliteRuns) -> None:
    meant = VendorRecord(1, "Métro", "request")
    runs.put_vendor(meant)
    runs.put_vendor(FULL_VENDOR)
    assert runs.vendors(1) == [meant, FULL_VENDOR]
    runs.put_vendor(replace(meant, vendor_id="59"))
    assert runs.vendors(1) == [replace(meant, vendor_id="59"), FULL_VENDOR]
    assert runs.vendors(2) == []


def test_nothing_written_is_nothing_changed(runs: SqliteRuns) -> None:
    runs.put_items([])
    runs.put_intents([])
    runs.put_attachments([])
    assert runs.items("job-1") == []


def test_records_of_a_job_or_run_that_was_never_written_are_a_programming_error(runs: SqliteRuns) -> None:
    for write in (
        lambda: runs.put_items([item("a", job_id="nowhere")]),
        lambda: runs.put_intents([intent("a", job_id="nowhere")]),
        lambda: runs.put_attachments([replace(FULL_ATTACHMENT, job_id="nowhere")]),
        lambda: runs.put_vendor(replace(FULL_VENDOR, run_id=9)),
        lambda: runs.set_job(JobRecord("job-9", 9, JobState.STARTING)),
    ):
        with pytest.raises(sqlite3.IntegrityError):
            write()


# -- questions that decide what an export does -----------------------------------------------------------------------------


def test_only_items_of_ended_jobs_that_stand_in_the_books_lack_receipts(runs: SqliteRuns) -> None:
    runs.set_job(JobRecord("open", 1, JobState.STARTED))
    lacking = {"receipts_expected": 2, "receipts_attached": 1, "external_id": "7", "kind": EntryKind.PURCHASE}
    runs.put_items([item(status.value, status=status, **lacking) for status in ItemStatus])
    runs.put_items([item("complete", status=ItemStatus.EXPORTED, receipts_expected=1, receipts_attached=1)])
    runs.put_items([item("open", job_id="open", status=ItemStatus.EXPORTED, **lacking)])
    assert runs.lacking_receipts() == []
    runs.set_job(replace(JOB, state=JobState.CLOSED))
    assert [one.accounting_entry_id for one in runs.lacking_receipts()] == ["exported", "already_there"]
    # Pleo may have taken the result before the job was lost: then no job hands the item out again.
    runs.set_job(replace(JOB, state=JobState.LOST))
    assert [one.accounting_entry_id for one in runs.lacking_receipts()] == ["exported", "already_there"]


def test_items_are_found_by_the_reconciliation_ids_they_stand_under(runs: SqliteRuns) -> None:
    runs.put_items(
        [
            item("a", status=ItemStatus.EXPORTED, reconciliation_id="r1"),
            item("b", status=ItemStatus.ALREADY_THERE, reconciliation_id="r2"),
            item("c", status=ItemStatus.HELD, reconciliation_id="r1"),
            item("d", status=ItemStatus.FAILED, reconciliation_id="r2"),
            item("e", status=ItemStatus.EXPORTED, reconciliation_id="r3"),
            item("f", status=ItemStatus.EXPORTED, reconciliation_id=""),
        ]
    )
    found = runs.by_reconciliation_id(["r2", "r1", "r1", "", "unknown"])
    assert [one.accounting_entry_id for one in found] == ["a", "b"]
    assert runs.by_reconciliation_id([]) == []
    assert len(runs.by_reconciliation_id([f"r{number}" for number in range(100_000)])) == 3


def test_what_was_undone_stands_no_longer_whichever_job_made_it(runs: SqliteRuns) -> None:
    runs.set_job(JobRecord("job-2", 1, JobState.CLOSED))
    runs.set_job(replace(JOB, state=JobState.CLOSED))
    stands = {"receipts_expected": 1, "kind": EntryKind.PURCHASE, "reconciliation_id": "r"}
    runs.put_items([item("a", external_id="7", status=ItemStatus.EXPORTED, **stands)])
    runs.put_items([item("a", job_id="job-2", external_id="7", status=ItemStatus.ALREADY_THERE, **stands)])
    runs.put_items([item("b", external_id="8", status=ItemStatus.EXPORTED, **stands)])
    runs.put_intents([intent("a", external_id="7"), intent("b", external_id="8")])
    assert len(runs.lacking_receipts()) == len(runs.by_reconciliation_id(["r"])) == 3
    runs.put_intents([intent("a", external_id="7", removed=True)])
    assert [one.accounting_entry_id for one in runs.lacking_receipts()] == ["b"]
    assert [one.accounting_entry_id for one in runs.by_reconciliation_id(["r"])] == ["b"]


def test_an_entry_exported_again_after_an_undo_stands(runs: SqliteRuns) -> None:
    runs.set_job(JobRecord("job-2", 1, JobState.CLOSED))
    stands = {"status": ItemStatus.EXPORTED, "kind": EntryKind.PURCHASE, "reconciliation_id": "r"}
    runs.put_items([item("a", external_id="7", **stands), item("a", job_id="job-2", external_id="9", **stands)])
    runs.put_intents([intent("a", external_id="7", removed=True), intent("a", job_id="job-2", external_id="9")])
    assert [one.external_id for one in runs.by_reconciliation_id(["r"])] == ["9"]


def test_the_payment_that_was_undone_leaves_its_document_standing(runs: SqliteRuns) -> None:
    runs.put_items([item("a", status=ItemStatus.EXPORTED, kind=EntryKind.BILL, external_id="7", reconciliation_id="r")])
    runs.put_intents([intent("a", 0, kind=EntryKind.BILL, external_id="7")])
    runs.put_intents([intent("a", 1, kind=EntryKind.BILL_PAYMENT, external_id="7", removed=True)])
    assert len(runs.by_reconciliation_id(["r"])) == 1


# -- speed -----------------------------------------------------------------------------------------------------------------


def test_no_question_reads_a_whole_table_of_items_or_intents(runs: SqliteRuns) -> None:
    asked: list[str] = []
    runs._database._connection.set_trace_callback(asked.append)
    runs.items("job-1")
    runs.run_items(1)
    runs.mark_reported("job-1", ["a", "b"])
    runs.lacking_receipts()
    runs.intents("job-1")
    runs.intents_of_entry("a")
    runs.by_reconciliation_id(["r"])
    runs.last_of_suppliers(["Boulangerie Dupont"])
    runs.last_item("a")
    runs.attachments("job-1")
    runs.attachments_on("a", EntryKind.PURCHASE, "7")
    runs.run(1)
    runs.in_books(date(2026, 1, 1), date(2026, 12, 31))
    runs.without_receipts(date(2026, 1, 1), date(2026, 12, 31))
    runs.questions().not_in_books()
    runs.put_items([item("a")])
    runs.put_intents([intent("a")])
    runs._database._connection.set_trace_callback(None)
    plans = [
        row[3]
        for sql in asked
        if sql.lstrip().startswith(("SELECT", "UPDATE", "WITH", "DELETE", "INSERT"))
        for row in runs._database._connection.execute(f"EXPLAIN QUERY PLAN {sql}")
    ]
    assert any("items" in plan for plan in plans)
    whole = ("SCAN items", "SCAN intents", "SCAN attachments", "SCAN standing", "SCAN other")
    assert [plan for plan in plans if plan.startswith(whole) and "USING" not in plan] == []
    assert any(plan == "SEARCH standing USING COVERING INDEX standing_by_day (day>? AND day<?)" for plan in plans)


# -- on disk ---------------------------------------------------------------------------------------------------------------


def test_another_connection_sees_each_write_when_the_method_has_returned(runs: SqliteRuns, path: Path) -> None:
    other = sqlite3.connect(path)

    def count(table: str) -> int:
        return other.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608

    assert (count("runs"), count("jobs")) == (1, 1)
    runs.put_items([item("a")])
    runs.put_intents([intent("a")])
    runs.put_attachments([FULL_ATTACHMENT])
    runs.put_vendor(FULL_VENDOR)
    assert [count(table) for table in ("items", "intents", "attachments", "vendors")] == [1, 1, 1, 1]
    runs.mark_reported("job-1", ["a"])
    assert other.execute("SELECT reported FROM items").fetchone() == (1,)
    runs.end_run(1, RunState.STOPPED, NOW)
    assert other.execute("SELECT state FROM runs").fetchone() == ("stopped",)
    other.close()


def test_each_write_is_flushed_to_the_disk(runs: SqliteRuns) -> None:
    settings = {
        name: runs._database._connection.execute(f"PRAGMA {name}").fetchone()[0]
        for name in ("journal_mode", "synchronous", "fullfsync", "foreign_keys")
    }
    assert settings == {"journal_mode": "wal", "synchronous": 2, "fullfsync": 1, "foreign_keys": 1}
    assert not runs._database._connection.in_transaction


def test_everything_is_there_after_closing_and_opening_again(runs: SqliteRuns, path: Path) -> None:
    runs.put_items([FULL_ITEM])
    runs.put_intents([FULL_INTENT])
    before = (runs.runs(), runs.items("job-1"), runs.intents("job-1"))
    runs.close()
    again = SqliteRuns(path)
    assert (again.runs(), again.items("job-1"), again.intents("job-1")) == before
    assert again.start_run("9130", NOW).id == 2
    again.close()


def test_the_number_of_a_run_is_never_used_again(runs: SqliteRuns, path: Path) -> None:
    other = sqlite3.connect(path)
    other.execute("DELETE FROM jobs")
    other.execute("DELETE FROM runs")
    other.commit()
    other.close()
    assert runs.start_run("9130", NOW).id == 2


def test_the_store_is_for_its_owner_alone(runs: SqliteRuns, path: Path) -> None:
    if os.name == "nt":
        pytest.skip("folders guard files here")
    assert {stat.S_IMODE(file.stat().st_mode) & 0o077 for file in path.parent.iterdir()} == {0}


_WRITE_FOR_EVER = """
import sys
from pathlib import Path
from pleoqb_desktop.services.storage.runs.store import SqliteRuns
from tests.e2e.services.storage.runs.records import JOB, NOW, intent
runs = SqliteRuns(Path(sys.argv[1]))
runs.start_run("9130", NOW)
runs.set_job(JOB)
for batch in range(100_000):
    runs.put_intents([intent(f"{batch}-{number}") for number in range(30)])
    print(batch, flush=True)
"""


def test_a_kill_in_the_middle_of_writing_leaves_whole_batches_and_loses_none_that_was_written(path: Path) -> None:
    process = start_python(_WRITE_FOR_EVER, str(path))
    try:
        for last in range(20):
            assert process.stdout.readline() == f"{last}\n"
    finally:
        process.send_signal(signal.SIGTERM if os.name == "nt" else signal.SIGKILL)
        rest = process.stdout.read().splitlines()  # with what readline() took from the pipe in advance
        process.communicate()
    written = 20 + len(rest)
    runs = SqliteRuns(path)
    kept = len(runs.intents("job-1"))
    runs.close()
    assert kept % 30 == 0
    assert kept // 30 in (written, written + 1)


def test_a_batch_that_fails_half_way_changes_nothing(runs: SqliteRuns) -> None:
    runs.put_items([item("a")])
    with pytest.raises(sqlite3.IntegrityError):
        runs.put_items([item("a", status=ItemStatus.EXPORTED), item("b"), item("c", job_id="nowhere")])
    assert runs.items("job-1") == [item("a")]
    runs.put_items([item("b")])
    assert len(runs.items("job-1")) == 2


# -- what this computer does wrong -----------------------------------------------------------------------------------------


def test_a_full_disk_is_a_known_error_that_changes_nothing(runs: SqliteRuns) -> None:
    pages = runs._database._connection.execute("PRAGMA page_count").fetchone()[0]
    runs._database._connection.execute(f"PRAGMA max_page_count = {pages}")
    many = [item(str(number)) for number in range(10_000)]
    assert _code(lambda: runs.put_items(many)) is Code.DISK_FULL
    assert runs.items("job-1") == []
    runs._database._connection.execute("PRAGMA max_page_count = 1000000")
    runs.put_items(many)
    assert len(runs.items("job-1")) == 10_000


@pytest.mark.parametrize(
    ("number", "free", "code"),
    [
        (sqlite3.SQLITE_IOERR_SHMSIZE, 10**9, Code.DISK_FULL),  # no room for the 32 KiB of its side file
        (sqlite3.SQLITE_IOERR_WRITE, 12 * 1024, Code.DISK_FULL),
        (sqlite3.SQLITE_IOERR_WRITE, 10**9, Code.FOLDER_UNWRITABLE),
    ],
)
def test_a_disk_with_a_few_kilobytes_left_is_full(
    runs: SqliteRuns, monkeypatch: pytest.MonkeyPatch, number: int, free: int, code: Code
) -> None:
    def refused() -> None:
        error = sqlite3.OperationalError("disk I/O error")
        error.sqlite_errorcode = number
        with database._known_errors(runs._database._path):
            raise error

    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: shutil._ntuple_diskusage(10**9, 10**9 - free, free))
    assert _code(refused) is code


def test_a_store_that_another_program_keeps_locked_is_a_known_error(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "_BUSY_SECONDS", 0.1)
    runs = SqliteRuns(path)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert _code(lambda: runs.start_run("9130", NOW)) is Code.FILE_BUSY
    assert runs.runs() == []
    other.execute("ROLLBACK")
    assert runs.start_run("9130", NOW).id == 1
    other.close()
    runs.close()


def test_a_short_lock_is_waited_for(runs: SqliteRuns, path: Path) -> None:
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    release = threading.Timer(0.2, lambda: other.execute("ROLLBACK"))
    release.start()
    runs.put_items([item("a")])
    release.join()
    other.close()
    assert len(runs.items("job-1")) == 1


@pytest.mark.parametrize("garbage", [b"garbage" * 1000, b"SQLite format 3\0" + b"\xff" * 8000, b"x", b"S" * 511])
def test_a_file_that_is_no_store_is_damaged_and_left_as_it_is(path: Path, garbage: bytes) -> None:
    path.write_bytes(garbage)
    with pytest.raises(UnavailableError) as caught:
        SqliteRuns(path)
    assert caught.value.problem.code is Code.STORE_DAMAGED
    assert caught.value.problem.params["path"] == str(path)
    assert path.read_bytes() == garbage


def test_pages_overwritten_with_rubbish_are_damage(path: Path) -> None:
    runs = SqliteRuns(path)
    runs.start_run("9130", NOW)
    runs.set_job(JOB)
    runs.put_items([item(str(number)) for number in range(2000)])
    runs.close()
    data = path.read_bytes()
    path.write_bytes(data[: 40 * 4096] + b"\xff" * (len(data) - 40 * 4096))
    runs = SqliteRuns(path)
    assert _code(lambda: runs.items("job-1")) is Code.STORE_DAMAGED
    assert _code(lambda: runs.put_items([item(str(number)) for number in range(2000)])) is Code.STORE_DAMAGED
    runs.close()


@pytest.mark.parametrize(
    ("change", "question"),
    [
        ("UPDATE runs SET state = 'martian'", lambda runs: runs.runs()),
        ("UPDATE runs SET started_at = 'yesterday'", lambda runs: runs.run(1)),
        ("UPDATE jobs SET state = 'martian'", lambda runs: runs.job("job-1")),
        ("UPDATE items SET status = 'martian'", lambda runs: runs.items("job-1")),
        ("UPDATE items SET status = 'martian'", lambda runs: runs.runs()),
        ("UPDATE items SET amount = 'much'", lambda runs: runs.run_items(1)),
        ("UPDATE items SET day = '2026-02-30'", lambda runs: runs.items("job-1")),
        ("UPDATE items SET problems = '{'", lambda runs: runs.items("job-1")),
        ("""UPDATE items SET problems = '[{"code": "martian"}]'""", lambda runs: runs.items("job-1")),
        ("UPDATE intents SET kind = 'martian'", lambda runs: runs.intents("job-1")),
    ],
)
def test_values_that_we_never_write_are_damage(
    runs: SqliteRuns, path: Path, change: str, question: Callable[[SqliteRuns], object]
) -> None:
    runs.put_items([FULL_ITEM])
    runs.put_intents([FULL_INTENT])
    question(runs)
    other = sqlite3.connect(path)
    other.execute(change)
    other.commit()
    other.close()
    assert _code(lambda: question(runs)) is Code.STORE_DAMAGED


def test_a_damaged_store_set_aside_is_kept_whole_and_makes_room(path: Path) -> None:
    path.write_bytes(b"garbage" * 1000)
    for ending in ("-wal", "-shm"):
        path.with_name(path.name + ending).write_bytes(b"log")
    aside = set_aside(path)
    assert aside is not None
    assert aside.read_bytes() == b"garbage" * 1000
    assert aside.with_name(aside.name + "-wal").read_bytes() == b"log"
    assert not path.with_name(path.name + "-wal").exists()
    assert set_aside(path) is None
    runs = SqliteRuns(path)
    assert runs.start_run("9130", NOW).id == 1
    runs.close()
    assert set_aside(path) not in (None, aside)
    assert aside.read_bytes() == b"garbage" * 1000


def test_a_store_set_aside_is_still_a_store(runs: SqliteRuns, path: Path) -> None:
    runs.put_items([FULL_ITEM])
    runs.close()
    aside = set_aside(path)
    assert aside is not None
    again = SqliteRuns(aside)
    assert again.items("job-1") == [FULL_ITEM]
    again.close()


def test_a_store_of_a_newer_program_is_refused_and_left_as_it_is(runs: SqliteRuns, path: Path) -> None:
    runs.close()
    other = sqlite3.connect(path)
    other.execute("PRAGMA user_version = 99")
    other.close()
    with pytest.raises(SetupIncompleteError) as refused:
        SqliteRuns(path)
    assert refused.value.problem.code is Code.STORE_NEWER
    other = sqlite3.connect(path)
    assert other.execute("PRAGMA user_version").fetchone() == (99,)
    assert other.execute("SELECT count(*) FROM jobs").fetchone() == (1,)
    other.close()


def test_a_read_only_folder_is_a_known_error_whether_a_store_is_there_or_not() -> None:
    with open_folder() as folder:
        with read_only(folder):
            assert _code(lambda: SqliteRuns(folder / "runs.sqlite")) is Code.FOLDER_UNWRITABLE
        SqliteRuns(folder / "runs.sqlite").close()
        with read_only(folder):
            assert _code(lambda: SqliteRuns(folder / "runs.sqlite")) is Code.FOLDER_UNWRITABLE


def test_a_folder_that_is_not_there_is_made_or_said_to_be_impossible(tmp_path: Path) -> None:
    path = tmp_path / "new" / "runs.sqlite"
    SqliteRuns(path).close()
    assert _code(lambda: SqliteRuns(path / "file-above" / "runs.sqlite")) is Code.FOLDER_UNWRITABLE


def test_a_folder_in_the_stores_place_is_a_known_error(path: Path) -> None:
    path.mkdir()
    assert _code(lambda: SqliteRuns(path)) is Code.FOLDER_UNWRITABLE


def test_a_closed_store_is_not_used_any_more(path: Path) -> None:
    runs = SqliteRuns(path)
    runs.close()
    with pytest.raises(sqlite3.ProgrammingError):
        runs.runs()


# -- at once ---------------------------------------------------------------------------------------------------------------


def _together(count: int, work: Callable[[int], None]) -> None:
    with ThreadPoolExecutor(count) as pool:
        list(pool.map(work, range(count)))


def test_threads_that_write_and_read_at_once_lose_nothing(runs: SqliteRuns) -> None:
    def work(number: int) -> None:
        for round_ in range(20):
            runs.put_items([item(f"{number}-{round_}"), item("shared", supplier=str(number))])
            runs.put_intents([intent(f"{number}-{round_}")])
            runs.mark_reported("job-1", [f"{number}-{round_}"])
            assert any(one.reported for one in runs.items("job-1"))
            assert runs.runs()[0].counts[ItemStatus.WAITING] >= round_

    _together(8, work)
    assert len(runs.items("job-1")) == 161
    assert len(runs.intents("job-1")) == 160
    assert sum(one.reported for one in runs.items("job-1")) == 160


def test_stores_that_are_made_at_once_are_one_store(path: Path) -> None:
    def work(_: int) -> None:
        runs = SqliteRuns(path)
        runs.start_run("9130", NOW)
        runs.close()

    _together(8, work)
    runs = SqliteRuns(path)
    assert [one.run.id for one in runs.runs()] == list(range(8, 0, -1))
    runs.close()


_START_RUNS = """
import sys
from pathlib import Path
from pleoqb_desktop.services.storage.runs.store import SqliteRuns
from tests.e2e.services.storage.runs.records import NOW
runs = SqliteRuns(Path(sys.argv[1]))
for _ in range(50):
    runs.start_run("9130", NOW)
runs.close()
"""


def test_two_processes_that_write_at_once_lose_nothing(store: SqliteRuns, path: Path) -> None:
    children = [start_python(_START_RUNS, str(path)) for _ in range(2)]
    try:
        for _ in range(50):
            store.start_run("9130", NOW)
        for child in children:
            child.communicate(timeout=PATIENCE)
            assert child.returncode == 0
    finally:
        for child in children:
            end(child)
    assert [one.run.id for one in store.runs()] == list(range(150, 0, -1))


def test_tables_and_records_have_the_same_members(runs: SqliteRuns) -> None:
    for table in (JOBS, ITEMS, INTENTS, ATTACHMENTS, QUESTIONS):
        columns = [row[1] for row in runs._database._connection.execute(f"PRAGMA table_info({table.name})")]
        assert columns == ["number", *table.columns]


def test_what_the_store_holds_of_one_company_is_never_shown_to_another(runs: SqliteRuns) -> None:
    first, second = runs.of("realm-a"), runs.of("realm-b")
    for store, job in ((first, "job-a"), (second, "job-b")):
        run = store.start_run(job.replace("job", "realm"), NOW)
        store.set_job(JobRecord(job, run.id, JobState.STARTED))
        store.put_items(
            [
                ItemRecord(
                    job,
                    "entry",
                    "card_purchase",
                    ItemStatus.EXPORTED,
                    EntryKind.PURCHASE,
                    job,
                    reconciliation_id="REC",
                    receipts_expected=1,
                )
            ]
        )
        store.put_intents([Intent(job, "entry", 0, EntryKind.PURCHASE, "", "", None, job)])
        store.put_vendor(VendorRecord(run.id, "Vendor", "request", f"vendor of {job}", removed=True))
    for store, job in ((first, "job-a"), (second, "job-b")):
        assert [one.job_id for one in store.open_jobs()] == [job]
        assert [one.external_id for one in store.intents_of_entry("entry")] == [job]
        last = store.last_item("entry")
        assert last is not None
        assert last.external_id == job
        assert [one.external_id for one in store.by_reconciliation_id(["REC"])] == [job]
        assert [one.vendor_id for one in store.deactivated_vendors()] == [f"vendor of {job}"]
        assert [one.run.jobs for one in store.runs()] == [(job,)]
        store.set_job(JobRecord(job, store.runs()[0].run.id, JobState.CLOSED))
        assert [one.job_id for one in store.lacking_receipts()] == [job]
    assert second.run(first.runs()[0].run.id) is None
    assert {"realm-a", "realm-b"} <= {one.run.realm_id for one in runs.runs()}


def test_entries_of_two_companies_that_have_one_id_count_for_each(runs: SqliteRuns) -> None:
    """QuickBooks numbers entries anew in every company."""
    day, stores = date(2026, 11, 3), [runs.of("realm-a"), runs.of("realm-b")]
    for number, store in enumerate(stores, 1):
        job = JobRecord(f"job-{number}0", store.start_run(f"realm-{'ab'[number - 1]}", NOW).id, JobState.CLOSED)
        store.set_job(job)
        amount = Money(Decimal(f"{number}.00"), "EUR")
        made = item(f"entry-{number}", job_id=job.job_id, day=day, amount=amount, status=ItemStatus.EXPORTED)
        store.put_items([replace(made, kind=EntryKind.PURCHASE, external_id="7", supplier="Boulangerie Dupont")])
    assert [[one.amount.amount for one in store.in_books(day, day)] for store in stores] == [[1], [2]]
    assert [[one.amount and one.amount.amount for one in store.without_receipts(day, day)] for store in stores] == [
        [1],
        [2],
    ]
    told = [[one.accounting_entry_id for one in store.last_of_suppliers(["Boulangerie Dupont"])] for store in stores]
    assert told == [["entry-1"], ["entry-2"]]


def test_a_file_that_was_kept_before_and_after_a_company_was_connected_is_kept_once(runs: SqliteRuns) -> None:
    before, after = runs.of("").file_door(), runs.of("9130").file_door()
    after.keep("one", "first.csv", NOW)
    after.keep("two", "other.csv", NOW)
    before.keep("one", "again.csv", NOW)
    after.take_over()
    assert [(kept.file_id, kept.name) for kept in after.files()] == [("one", "again.csv"), ("two", "other.csv")]
    assert before.files() == []
