"""Connections, set-up and what waits, in one look; a service that does not answer leaves its part open."""

from collections.abc import Callable
from dataclasses import dataclass

from pleoqb_desktop.domain.books import Account, Books
from pleoqb_desktop.domain.problems import Problem
from pleoqb_desktop.domain.rules.chart import Role
from pleoqb_desktop.domain.spend import JobStatus
from pleoqb_desktop.export.waiting_queue import waiting_in_queue
from pleoqb_desktop.ports.errors import KnownError, SignInAgainError
from pleoqb_desktop.ports.ledger import Ledger
from pleoqb_desktop.ports.questions import NotInBooks, Questions
from pleoqb_desktop.ports.runs import Runs
from pleoqb_desktop.ports.settings import Settings
from pleoqb_desktop.ports.spend import SpendSource
from pleoqb_desktop.setup import choices


@dataclass(frozen=True, slots=True)
class Waiting:
    """What an export would take: jobs, and items in them and in Pleo's queue."""

    jobs: int
    items: int


@dataclass(frozen=True, slots=True)
class StatusView:
    """What is so. `waiting` and `books` are None when the service could not be asked; `trouble` says why, with its exit code."""

    settings: Settings
    pleo_connected: bool
    quickbooks_connected: bool
    missing: tuple[str, ...]
    waiting: Waiting | None
    books: Books | None
    not_in_books: tuple[NotInBooks, ...] = ()
    trouble: Problem | None = None
    exit_code: int = 0


class Status:
    """Looks; changes nothing."""

    def __init__(
        self,
        settings: Settings,
        runs: Runs,
        questions: Questions,
        source: Callable[[], SpendSource],
        ledger: Callable[[], Ledger],
    ) -> None:
        self._settings = settings
        self._runs = runs
        self._questions = questions
        self._source = source
        self._ledger = ledger

    def view(self, *, pleo_kept: bool, quickbooks_kept: bool, missing: tuple[str, ...]) -> StatusView:
        """Asks both services for what they know; `…_kept` tells whether a key and a sign-in are kept. Raises Cancelled."""
        trouble: Problem | None = None
        code = 0
        waiting: Waiting | None = None
        books: Books | None = None
        pleo_connected, quickbooks_connected = pleo_kept, quickbooks_kept
        try:
            waiting = self.waiting() if pleo_kept else Waiting(0, 0)
        except KnownError as error:
            trouble, code = error.problem, error.exit_code
            pleo_connected = pleo_kept and not isinstance(error, SignInAgainError)
        try:
            books = self._ledger().books(()) if quickbooks_kept else None
        except KnownError as error:
            trouble, code = trouble or error.problem, code or error.exit_code
            quickbooks_connected = not isinstance(error, SignInAgainError)
        absent = tuple(self._questions.not_in_books())
        return StatusView(
            self._settings, pleo_connected, quickbooks_connected, missing, waiting, books, absent, trouble, code
        )

    def waiting(self) -> Waiting:
        """Pending jobs, and those an interrupted run of ours left. Raises KnownError."""
        source = self._source()
        ours = {job.job_id for job in self._runs.open_jobs()}
        jobs = [
            job
            for job in source.jobs([JobStatus.PENDING, JobStatus.IN_PROGRESS])
            if job.status is JobStatus.PENDING or job.id in ours
        ]
        queued = sum(1 for _ in waiting_in_queue(source, self._settings))
        return Waiting(len(jobs), sum(job.number_of_items for job in jobs) + queued)


def chosen_accounts(settings: Settings, books: Books | None) -> dict[Role, tuple[str, Account | None]]:
    """The chosen accounts by role, as (QuickBooks id, account); None for one that the books do not tell."""
    found = choices.chosen_accounts(settings)
    return {role: (account_id, books.accounts.get(account_id) if books else None) for role, account_id in found.items()}
