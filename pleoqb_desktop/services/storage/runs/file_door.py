"""What the run store holds of Pleo's files: which are kept, the jobs made of them, what was told of each expense, and answers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import msgspec

from pleoqb_desktop.domain.spend import JobItem, JobItemStatus, JobStatus
from pleoqb_desktop.domain.spend_file import FileAnswers
from pleoqb_desktop.services.storage.runs.database import Database
from pleoqb_desktop.services.storage.runs.rows import Table, stored_time

_ANSWERS = msgspec.json.Decoder(FileAnswers)
_EVERYWHERE = ""
"""The company, or the set of headings, of what holds for all of them."""


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A download of Pleo's that was copied into the profile. `name` is what the person's own copy was called."""

    realm_id: str
    file_id: str
    name: str
    kept_at: datetime


@dataclass(frozen=True, slots=True)
class FileJob:
    """An export of a kept file."""

    job_id: str
    realm_id: str
    file_id: str
    status: JobStatus
    created_at: datetime


@dataclass(frozen=True, slots=True)
class FileResult:
    """One expense of such a job, and what was told of it."""

    job_id: str
    accounting_entry_id: str
    status: JobItemStatus
    external_id: str | None = None


_FILES: Table[KeptFile] = Table(
    name="kept_files",
    record=KeptFile,
    columns=("realm_id", "file_id", "name", "kept_at"),
    key=("realm_id", "file_id"),
    stored={"kept_at": stored_time},
    read={"kept_at": datetime.fromisoformat},
)
_JOBS: Table[FileJob] = Table(
    name="file_jobs",
    record=FileJob,
    columns=("job_id", "realm_id", "file_id", "status", "created_at"),
    key=("job_id",),
    stored={"status": str, "created_at": stored_time},
    read={"status": JobStatus, "created_at": datetime.fromisoformat},
)
_RESULTS: Table[FileResult] = Table(
    name="file_results",
    record=FileResult,
    columns=("job_id", "accounting_entry_id", "status", "external_id"),
    key=("job_id", "accounting_entry_id"),
    stored={"status": str},
    read={"status": JobItemStatus},
)


class FileDoorStore:
    """The records of one company's files; usable from any thread. Methods raise as those of Database do."""

    def __init__(self, database: Database, realm_id: str) -> None:
        self._database = database
        self._realm = realm_id

    # -- files -------------------------------------------------------------------------------

    def keep(self, file_id: str, name: str, now: datetime) -> None:
        """Notes a kept file; one that comes again counts as the newest."""
        with self._database.transaction() as connection:
            connection.execute("DELETE FROM kept_files WHERE realm_id = ? AND file_id = ?", (self._realm, file_id))
            connection.execute(
                "INSERT INTO kept_files (realm_id, file_id, name, kept_at) VALUES (?, ?, ?, ?)",
                (self._realm, file_id, name, stored_time(now)),
            )

    def files(self) -> list[KeptFile]:
        """All kept files, newest first."""
        return self._database.records(_FILES, "WHERE realm_id = ? ORDER BY number DESC", (self._realm,))

    def take_over(self) -> None:
        """Files that were kept before a company was connected are this one's."""
        if self._realm == _EVERYWHERE:
            return
        with self._database.transaction() as connection:
            connection.execute(
                "DELETE FROM kept_files WHERE realm_id = ? AND file_id IN (SELECT file_id FROM kept_files WHERE realm_id = ?)",
                (self._realm, _EVERYWHERE),
            )
            connection.execute("UPDATE kept_files SET realm_id = ? WHERE realm_id = ?", (self._realm, _EVERYWHERE))

    # -- jobs --------------------------------------------------------------------------------

    def jobs(self, statuses: Iterable[JobStatus]) -> list[FileJob]:
        """Jobs in these states, oldest first."""
        wanted = {status.value for status in statuses}
        found = self._database.records(_JOBS, "WHERE realm_id = ? ORDER BY number", (self._realm,))
        return [job for job in found if job.status in wanted]

    def job(self, job_id: str) -> FileJob | None:
        """One job."""
        rest = "WHERE job_id = ? AND realm_id = ?"
        return next(iter(self._database.records(_JOBS, rest, (job_id, self._realm))), None)

    def number_of_jobs(self, file_id: str) -> int:
        """How many jobs were ever made of a file."""
        counted = "SELECT count(*) FROM file_jobs WHERE realm_id = ? AND file_id = ?"
        ((number,),) = self._database.rows(counted, (self._realm, file_id))
        return int(number)

    def open_job(self, job: FileJob, entry_ids: Sequence[str]) -> None:
        """A new job with its expenses, all or nothing."""
        results = [FileResult(job.job_id, entry_id, JobItemStatus.PENDING) for entry_id in entry_ids]
        with self._database.transaction() as connection:
            connection.execute(_JOBS.upsert, _JOBS.row(replace(job, realm_id=self._realm)))
            connection.executemany(_RESULTS.upsert, [_RESULTS.row(result) for result in results])

    def set_job(self, job: FileJob) -> None:
        """Writes the state of a job."""
        self._database.put(_JOBS, [job])

    def results(self, job_id: str) -> list[JobItem]:
        """What was told of each expense of a job, in the order of the file."""
        found = self._database.records(_RESULTS, "WHERE job_id = ? ORDER BY number", (job_id,))
        return [JobItem(one.accounting_entry_id, one.status, one.external_id) for one in found]

    def put_results(self, results: Iterable[FileResult]) -> None:
        """Writes what was told."""
        self._database.put(_RESULTS, results)

    def lacks_receipts(self, job_id: str) -> bool:
        """Whether a receipt of the job's expenses is not attached yet."""
        counted = "SELECT count(*) FROM items WHERE job_id = ? AND receipts_attached < receipts_expected"
        ((number,),) = self._database.rows(counted, (job_id,))
        return bool(number)

    # -- answers -----------------------------------------------------------------------------

    def answers(self, fingerprint: str) -> FileAnswers:
        """What was answered about files with these headings, and about this company's categories."""
        written, booked = self._answers(_EVERYWHERE, fingerprint), self._answers(self._realm, _EVERYWHERE)
        return replace(written, accounts=booked.accounts, tax_codes=booked.tax_codes)

    def put_answers(self, fingerprint: str, answers: FileAnswers) -> None:
        """Replaces them. How a file is written is of its headings; which account a category is, of the company."""
        written = replace(answers, accounts={}, tax_codes={})
        self._put_answers(_EVERYWHERE, fingerprint, written)
        if answers.accounts or answers.tax_codes:
            booked = FileAnswers(accounts=answers.accounts, tax_codes=answers.tax_codes)
            self._put_answers(self._realm, _EVERYWHERE, booked)

    def _answers(self, realm_id: str, fingerprint: str) -> FileAnswers:
        statement = "SELECT answers FROM file_answers WHERE realm_id = ? AND fingerprint = ?"
        rows = self._database.rows(statement, (realm_id, fingerprint))
        found = self._database.understood(lambda: [_ANSWERS.decode(text) for (text,) in rows])
        return found[0] if found else FileAnswers()

    def _put_answers(self, realm_id: str, fingerprint: str, answers: FileAnswers) -> None:
        values: tuple[Any, ...] = (realm_id, fingerprint, msgspec.json.encode(answers).decode())
        with self._database.transaction() as connection:
            connection.execute("INSERT OR REPLACE INTO file_answers VALUES (?, ?, ?)", values)
