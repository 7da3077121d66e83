"""What was sent and what came of it, as the run store holds it; decides nothing about exports."""

import json
from array import array
from collections.abc import Callable, Iterable, Sequence
from copy import copy
from datetime import date, datetime
from functools import partial
from pathlib import Path

from pleoqb_desktop.domain.entries import EntryKind
from pleoqb_desktop.domain.spend import ADOPTION, FILE_JOB
from pleoqb_desktop.ports.runs import (
    AttachmentRecord,
    Intent,
    ItemRecord,
    ItemStatus,
    JobRecord,
    JobState,
    MonthTotal,
    Result,
    RunRecord,
    RunState,
    RunSummary,
    VendorRecord,
)
from pleoqb_desktop.services.storage.runs.database import Database
from pleoqb_desktop.services.storage.runs.file_door import FileDoorStore
from pleoqb_desktop.services.storage.runs.months import SqliteMonths
from pleoqb_desktop.services.storage.runs.questions import SqliteQuestions
from pleoqb_desktop.services.storage.runs.results import StoredResults
from pleoqb_desktop.services.storage.runs.rows import (
    ATTACHMENTS,
    INTENTS,
    ITEMS,
    JOBS,
    VENDORS,
    Row,
    month_totals,
    run_of_row,
    stored_time,
)
from pleoqb_desktop.services.storage.runs.standing import IN_BOOKS, NEWEST, following_intents, following_items

# The plus keeps SQLite from reading the whole table just because that is in order already.
_IN_ORDER = "ORDER BY +items.number"
# Stands in the books: by its status, and no run has taken the entry back since, whichever job it was made in.
_STANDS = """items.status IN (:exported, :already_there)
    AND (items.accounting_entry_id NOT IN (SELECT accounting_entry_id FROM intents WHERE removed) OR NOT EXISTS (
        SELECT 1 FROM intents WHERE intents.accounting_entry_id = items.accounting_entry_id AND intents.removed
        AND intents.kind = items.kind AND intents.external_id = items.external_id))"""
_STANDING = {"exported": ItemStatus.EXPORTED.value, "already_there": ItemStatus.ALREADY_THERE.value}
# Of one company's runs alone: what the store holds of one is never used for another (design.md 6).
_OF_COMPANY = """(:realm IS NULL OR {table}.job_id IN (SELECT job_id FROM jobs JOIN runs ON runs.id = jobs.run_id
    WHERE runs.realm_id = :realm))"""
_BOTH_DOORS = f"""SELECT EXISTS (SELECT 1 FROM items JOIN items AS other USING (accounting_entry_id)
    WHERE items.job_id GLOB '{FILE_JOB}*' AND NOT (other.job_id GLOB '{FILE_JOB}*' OR other.job_id GLOB '{ADOPTION}*')
    AND {_OF_COMPANY.format(table="items")} AND {_OF_COMPANY.format(table="other")})"""  # noqa: S608 - only our own constants
_BY_DAY = "coalesce(items.day, ''), items.supplier, items.accounting_entry_id"
_RESULTS = f"""SELECT items.number FROM json_each(:jobs) AS wanted JOIN items ON items.job_id = wanted.value
    WHERE items.status != 'waiting' ORDER BY {_BY_DAY}"""  # noqa: S608 - only our own constants come here
_COUNTS = """SELECT items.status, count(*) FROM json_each(:jobs) AS wanted JOIN items ON items.job_id = wanted.value
    GROUP BY items.status"""
# Of one run, or of all when :run is null. CROSS JOIN: from the jobs to their items, never the other way.
_RUNS = """SELECT id, state, started_at, ended_at, realm_id FROM runs
    WHERE (:run IS NULL OR id = :run) AND (:realm IS NULL OR realm_id = :realm) ORDER BY id DESC"""
_RUN_JOBS = "SELECT run_id, job_id FROM jobs WHERE :run IS NULL OR run_id = :run ORDER BY number"
_RUN_COUNTS = """SELECT jobs.run_id, items.status, count(*) FROM jobs CROSS JOIN items USING (job_id)
    WHERE :run IS NULL OR jobs.run_id = :run GROUP BY jobs.run_id, items.status"""


class SqliteRuns:
    """The run store of a profile (ports.runs.Runs); usable from any thread. Methods raise as those of Database do."""

    def __init__(self, path: Path) -> None:
        self._database = Database(path)
        self._realm: str | None = None

    def of(self, realm_id: str) -> "SqliteRuns":
        """The store as one company sees it: the same file, and only what is hers. Before this, it shows every company's."""
        found = copy(self)
        found._realm = realm_id  # noqa: SLF001 - a copy of itself
        return found

    def questions(self) -> SqliteQuestions:
        """The company's questions and answers, in the same file."""
        return SqliteQuestions(self._database, self._realm or "")

    def months(self) -> SqliteMonths:
        """The company's comparisons of months, in the same file."""
        return SqliteMonths(self._database, self._realm or "")

    def file_door(self) -> FileDoorStore:
        """What the same file holds of Pleo's own files, of this company."""
        return FileDoorStore(self._database, self._realm or "")

    def close(self) -> None:
        """Closes the file; the store is not used afterwards."""
        self._database.close()

    def start_run(self, realm_id: str, now: datetime) -> RunRecord:
        """A new run. Numbers are never used again."""
        with self._database.transaction() as connection:
            cursor = connection.execute(
                "INSERT INTO runs (state, started_at, realm_id) VALUES (?, ?, ?)",
                (RunState.RUNNING.value, stored_time(now), realm_id),
            )
            row = connection.execute(_RUNS, {"run": cursor.lastrowid, "realm": realm_id}).fetchone()
        return run_of_row(row, ())

    def end_run(self, run_id: int, state: RunState, now: datetime | None) -> None:
        """Sets a run's state and end; `now` None leaves the end open."""
        ended_at = None if now is None else stored_time(now)
        with self._database.transaction() as connection:
            cursor = connection.execute(
                "UPDATE runs SET state = ?, ended_at = ? WHERE id = ?", (state.value, ended_at, run_id)
            )
            if not cursor.rowcount:
                raise LookupError(f"no run {run_id}")

    def runs(self) -> list[RunSummary]:
        """All runs, newest first; only the counts that are not zero."""
        return self._summaries(None)

    def run(self, run_id: int) -> RunSummary | None:
        """One run."""
        return next(iter(self._summaries(run_id)), None)

    def open_jobs(self) -> list[JobRecord]:
        """Jobs that we work on and have neither closed nor lost, oldest first."""
        rest = (
            f"WHERE state IN ('starting', 'started', 'closing') AND {_OF_COMPANY.format(table='jobs')} ORDER BY number"
        )
        return self._database.records(JOBS, rest, {"realm": self._realm})

    def job(self, job_id: str) -> JobRecord | None:
        """One job."""
        return next(iter(self._database.records(JOBS, "WHERE job_id = ?", (job_id,))), None)

    def set_job(self, job: JobRecord) -> None:
        """Writes a job."""
        self._database.put(JOBS, [job])

    def put_items(self, items: Iterable[ItemRecord]) -> None:
        """Writes items, replacing earlier states, all or none."""
        records = list(items)
        self._database.put(ITEMS, records, partial(following_items, records))

    def items(self, job_id: str) -> list[ItemRecord]:
        """Items of a job, in the order they were first written."""
        return self._database.records(ITEMS, "WHERE job_id = ? ORDER BY number", (job_id,))

    def run_items(self, run_id: int) -> list[ItemRecord]:
        """Items of all jobs of a run, job by job; of a job by day, supplier and id."""
        rest = f"JOIN jobs USING (job_id) WHERE jobs.run_id = ? ORDER BY jobs.number, {_BY_DAY}"
        return self._database.records(ITEMS, rest, (run_id,))

    def results(self, job_ids: Sequence[str], made: Callable[[ItemRecord], Result]) -> Sequence[Result]:
        """The items of these jobs that came to something, by day, supplier and id; each is read when it is looked at."""
        numbers = array("Q", self._database.numbers(_RESULTS, {"jobs": json.dumps(list(job_ids))}))
        return StoredResults(self._numbered, numbers, made)

    def counts(self, job_ids: Sequence[str]) -> dict[ItemStatus, int]:
        """How many items of these jobs ended how; only the counts that are not zero."""
        rows = self._database.rows(_COUNTS, {"jobs": json.dumps(list(job_ids))})
        return {ItemStatus(status): count for status, count in rows}

    def _numbered(self, numbers: Sequence[int]) -> list[ItemRecord]:
        wanted = json.dumps(list(numbers))
        rest = "WHERE number IN (SELECT value FROM json_each(:wanted))"
        found = dict(
            zip(
                sorted(numbers),
                self._database.records(ITEMS, f"{rest} ORDER BY number", {"wanted": wanted}),
                strict=True,
            )
        )
        return [found[number] for number in numbers]

    def last_item(self, accounting_entry_id: str) -> ItemRecord | None:
        """The newest record of an entry that stands in the books, in any job; undone ones do not stand."""
        hers = _OF_COMPANY.format(table="items")
        rest = f"WHERE items.accounting_entry_id = :entry AND {_STANDS} AND {hers} ORDER BY items.number DESC LIMIT 1"
        values = {**_STANDING, "entry": accounting_entry_id, "realm": self._realm}
        return next(iter(self._database.records(ITEMS, rest, values)), None)

    def seen_by_both_doors(self) -> bool:
        """Whether an expense has items in a job of a file and in one of Pleo's; those of adoptions come from either."""
        return bool(self._database.rows(_BOTH_DOORS, {"realm": self._realm})[0][0])

    def oldest_day(self, since: datetime) -> date | None:
        """The oldest day of the items that runs started since then met."""
        statement = """SELECT min(items.day) FROM runs CROSS JOIN jobs ON jobs.run_id = runs.id CROSS JOIN items USING (job_id)
            WHERE runs.started_at >= :since AND (:realm IS NULL OR runs.realm_id = :realm)"""
        ((day,),) = self._database.rows(statement, {"since": stored_time(since), "realm": self._realm})
        return date.fromisoformat(day) if day else None

    def in_books(self, first: date, last: date) -> list[MonthTotal]:
        """Sums of the expenses of these days that stand, by month and currency."""
        rows = self._database.rows(IN_BOOKS, self._days(first, last))
        return self._database.understood(lambda: month_totals(rows))

    def without_receipts(self, first: date, last: date) -> list[ItemRecord]:
        """By the newest record of each that stands."""
        rest = f"WHERE number IN {NEWEST} AND receipts_attached < max(receipts_expected, 1) ORDER BY {_BY_DAY}"
        return self._database.records(ITEMS, rest, self._days(first, last))

    def last_met(self, first: date, last: date) -> datetime | None:
        """When the newest of the runs that met expenses of these days ended, or was started where it has no end."""
        statement = f"""SELECT max(coalesce(runs.ended_at, runs.started_at)) FROM items JOIN jobs USING (job_id)
            JOIN runs ON runs.id = jobs.run_id
            WHERE items.day BETWEEN :first AND :last AND {_OF_COMPANY.format(table="+items")}"""  # noqa: S608
        ((ended,),) = self._database.rows(statement, self._days(first, last))
        return datetime.fromisoformat(ended) if ended else None

    def mark_reported(self, job_id: str, entry_ids: Sequence[str]) -> None:
        """Pleo has the results of these."""
        with self._database.transaction() as connection:
            connection.execute(
                "UPDATE items SET reported = 1 WHERE job_id = ?"
                " AND accounting_entry_id IN (SELECT value FROM json_each(?))",
                (job_id, json.dumps(list(entry_ids))),
            )

    def lacking_receipts(self) -> list[ItemRecord]:
        """Items of ended jobs that stand in the books with fewer receipts than expected; undone ones do not stand."""
        rest = (
            "JOIN jobs USING (job_id) WHERE jobs.state IN (:closed, :lost)"
            " AND items.receipts_attached < items.receipts_expected"
            f" AND {_STANDS} AND {_OF_COMPANY.format(table='items')} {_IN_ORDER}"
        )
        values = {"closed": JobState.CLOSED.value, "lost": JobState.LOST.value, "realm": self._realm}
        return self._database.records(ITEMS, rest, _STANDING | values)

    def put_intents(self, intents: Iterable[Intent]) -> None:
        """Writes intents, or what came of them, all or none."""
        records = list(intents)
        self._database.put(INTENTS, records, partial(following_intents, records))

    def intents(self, job_id: str) -> list[Intent]:
        """Intents of a job, in the order they were first written."""
        return self._database.records(INTENTS, "WHERE job_id = ? ORDER BY number", (job_id,))

    def intents_of_entry(self, accounting_entry_id: str) -> list[Intent]:
        """All intents ever written for an entry, in any job, newest last."""
        rest = f"WHERE accounting_entry_id = :entry AND {_OF_COMPANY.format(table='intents')} ORDER BY number"
        return self._database.records(INTENTS, rest, {"entry": accounting_entry_id, "realm": self._realm})

    def by_reconciliation_id(self, reconciliation_ids: Sequence[str]) -> list[ItemRecord]:
        """Items that stand in the books under these reconciliation ids; undone ones do not stand."""
        wanted = json.dumps([one for one in dict.fromkeys(reconciliation_ids) if one])
        rest = (
            "JOIN json_each(:wanted) AS wanted ON wanted.value = items.reconciliation_id"
            f" WHERE {_STANDS} AND {_OF_COMPANY.format(table='items')} {_IN_ORDER}"
        )
        return self._database.records(ITEMS, rest, {**_STANDING, "wanted": wanted, "realm": self._realm})

    def last_of_suppliers(self, suppliers: Sequence[str]) -> list[ItemRecord]:
        """The newest item of each of these suppliers, by Pleo's exact name, that stands in the books."""
        wanted = json.dumps([one for one in dict.fromkeys(suppliers) if one])
        newest = (
            "SELECT max(items.number) FROM items WHERE items.supplier IN (SELECT value FROM json_each(:wanted))"  # noqa: S608
            f" AND {_STANDS} AND {_OF_COMPANY.format(table='items')} GROUP BY items.supplier"
        )
        rest = f"WHERE items.number IN ({newest}) {_IN_ORDER}"
        return self._database.records(ITEMS, rest, {**_STANDING, "wanted": wanted, "realm": self._realm})

    def put_attachments(self, attachments: Iterable[AttachmentRecord]) -> None:
        """Writes attachments, all or none."""
        self._database.put(ATTACHMENTS, attachments)

    def attachments(self, job_id: str) -> list[AttachmentRecord]:
        """Attachments that were made for a job's items, in the order they were first written."""
        return self._database.records(ATTACHMENTS, "WHERE job_id = ? ORDER BY number", (job_id,))

    def attachments_on(self, accounting_entry_id: str, kind: EntryKind, external_id: str) -> list[AttachmentRecord]:
        """Attachments that any job made on this entry and nobody of us removed, oldest first."""
        rest = (
            "JOIN items USING (job_id, accounting_entry_id) WHERE attachments.accounting_entry_id = :entry"
            " AND items.kind = :kind AND items.external_id = :id AND NOT attachments.removed"
            f" AND {_OF_COMPANY.format(table='attachments')} ORDER BY attachments.number"
        )
        values = {"entry": accounting_entry_id, "kind": kind.value, "id": external_id, "realm": self._realm}
        return self._database.records(ATTACHMENTS, rest, values)

    def put_vendor(self, vendor: VendorRecord) -> None:
        """Writes a vendor."""
        self._database.put(VENDORS, [vendor])

    def vendors(self, run_id: int) -> list[VendorRecord]:
        """Vendors that a run made, in the order they were first written."""
        return self._database.records(VENDORS, "WHERE run_id = ? ORDER BY number", (run_id,))

    def deactivated_vendors(self) -> list[VendorRecord]:
        """Vendors that an undo set inactive, of any run."""
        rest = """JOIN runs ON runs.id = vendors.run_id WHERE vendors.removed AND vendors.vendor_id IS NOT NULL
            AND (:realm IS NULL OR runs.realm_id = :realm) ORDER BY vendors.number"""
        return self._database.records(VENDORS, rest, {"realm": self._realm})

    def _days(self, first: date, last: date) -> dict[str, str | None]:
        return {"first": first.isoformat(), "last": last.isoformat(), "realm": self._realm}

    def _summaries(self, run_id: int | None) -> list[RunSummary]:
        values = {"run": run_id, "realm": self._realm}
        with self._database.picture() as connection:
            runs = connection.execute(_RUNS, values).fetchall()
            jobs = connection.execute(_RUN_JOBS, values).fetchall()
            counts = connection.execute(_RUN_COUNTS, values).fetchall()
        return self._database.understood(lambda: _summaries(runs, jobs, counts))


def _summaries(runs: Sequence[Row], jobs: Sequence[Row], counts: Sequence[Row]) -> list[RunSummary]:
    jobs_of: dict[int, list[str]] = {}
    for run_id, job_id in jobs:
        jobs_of.setdefault(run_id, []).append(job_id)
    counts_of: dict[int, dict[ItemStatus, int]] = {}
    for run_id, status, count in counts:
        counts_of.setdefault(run_id, {})[ItemStatus(status)] = count
    return [RunSummary(run_of_row(row, tuple(jobs_of.get(row[0], ()))), counts_of.get(row[0], {})) for row in runs]
