"""Pleo's export side, and what connecting to it needs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from pleoqb_desktop.domain.problems import PleoReason, Problem
from pleoqb_desktop.domain.spend import (
    ExportItem,
    ExportJob,
    JobItem,
    JobStatus,
    PleoCompany,
    QueueEntry,
    StoredReceipt,
)


@dataclass(frozen=True, slots=True)
class UnreadableItem:
    """An export item that cannot be exported as it came; `entry_id` is what could still be read.

    `reason` says in English how it breaks Pleo's contract. A source that knows more gives the `problem` instead, and in `partial`
    what is known of the expense, so that a list shows whose it is; its lines count for nothing.
    """

    entry_id: str
    reason: str
    problem: Problem | None = None
    partial: ExportItem | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """The result of one item, for Pleo (UPD-01 to UPD-03)."""

    accounting_entry_id: str
    successful: bool
    external_id: str | None = None
    external_url: str | None = None
    exported_at: datetime | None = None
    reason: PleoReason | None = None
    reason_text: str | None = None


@dataclass(frozen=True, slots=True)
class ReportRefusal:
    """A result Pleo did not take, though the call succeeded (UPD-06)."""

    accounting_entry_id: str
    type: str
    message: str


class SpendSource(Protocol):
    """Pleo's export side. Every method raises SignInAgainError, UnavailableError or Cancelled."""

    def owns(self, job_id: str) -> bool:
        """Whether a job of the run store came from here: jobs of the other door are left to it (design.md 10)."""

    def jobs(self, statuses: Sequence[JobStatus]) -> list[ExportJob]:
        """Jobs of the company in these states, oldest first."""

    def job(self, job_id: str) -> ExportJob | None:
        """One job, None when Pleo does not know it."""

    def create_job(self, entry_ids: Sequence[str]) -> ExportJob | None:
        """Asks Pleo for a job; None when one is running already. Raises SetupIncompleteError without contra accounts."""

    def start_job(self, job_id: str) -> bool:
        """Sends `started`; False when Pleo does not allow the move."""

    def finish_job(
        self, job_id: str, status: JobStatus, reason_type: str | None = None, reason: str | None = None
    ) -> bool:
        """Sends the closing event; False when Pleo does not allow the move (the job has ended already)."""

    def job_items(self, job: ExportJob) -> Iterator[JobItem]:
        """Control data of all items of a job."""

    def item_pages(self, job: ExportJob) -> Iterator[Sequence[ExportItem | UnreadableItem]]:
        """The items of a pending or running job, page by page.

        Raises SetupIncompleteError without contra accounts, SpendRefusal when the job has ended.
        """

    def report(self, job_id: str, reports: Sequence[Report]) -> list[ReportRefusal]:
        """Tells Pleo of at most 100 items. Raises SpendRefusal when the job has ended."""

    def touch(self, job_id: str, entry_id: str) -> None:
        """Keeps a job alive that has had no result for long: it expires an hour after the last action (JOB-07)."""

    def queue(self) -> Iterator[QueueEntry]:
        """Entries that stand in Pleo's export queue."""

    def entries(self, first: date, last: date) -> Iterator[QueueEntry]:
        """All entries with a bookkeeping date from `first` to `last`, both included, by UTC days, whatever their state."""

    def exported(self, first: date, last: date) -> Iterator[QueueEntry]:
        """Those of these entries that count as exported."""

    def receipts(self, entry_id: str) -> list[StoredReceipt]:
        """An entry's receipts, also after its job is closed."""


class PleoConnection(Protocol):
    """What connecting needs."""

    def check(self) -> PleoCompany:
        """Makes or reads the installation and says which company the key belongs to (INS-02, KEY-05)."""

    def missing_scopes(self) -> list[str]:
        """Permissions that the key lacks, by their names; empty when all are there or Pleo does not tell."""

    def set_status(self, status: str, error: str | None = None) -> None:
        """Reports the state of the installation (INS-03 to INS-05)."""

    def remove(self) -> None:
        """Removes the installation (INS-07)."""
