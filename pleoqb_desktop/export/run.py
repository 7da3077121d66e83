"""Export now: the interrupted run first, then pending jobs oldest first, then what stands in Pleo's queue (DESIGN 7)."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from pleoqb_desktop.domain.problems import Code, Problem, problem
from pleoqb_desktop.domain.spend import ExportJob, JobStatus
from pleoqb_desktop.export.outcome import ItemOutcome, RequestCounts, RunOutcome
from pleoqb_desktop.export.pipeline import ENDED, ExportParts, Workshop
from pleoqb_desktop.export.progress import Progress
from pleoqb_desktop.export.record_book import RecordBook
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.errors import (
    BUG_EXIT_CODE,
    Cancelled,
    KnownError,
    LedgerRefusal,
    SpendRefusal,
    UnavailableError,
    refused,
)
from pleoqb_desktop.ports.runs import ItemRecord, JobRecord, JobState, RunRecord, RunState
from pleoqb_desktop.ports.settings import Settings
from pleoqb_desktop.setup.readiness import posting_settings

_QUEUE_READINGS = 3


class Export:
    """One press of Export now."""

    def __init__(
        self,
        parts: ExportParts,
        settings: Settings,
        cancel: CancelToken,
        on_progress: Callable[[Progress], None] = lambda _progress: None,
        *,
        only: frozenset[str] | None = None,
    ) -> None:
        """`only`: accounting entries of Pleo's queue to export, None for all of them."""
        self._parts = parts
        self._settings = settings
        self._cancel = cancel
        self._on_progress = on_progress
        self._only = only
        self._jobs: list[str] = []
        self._records = RecordBook()
        self._run: RunRecord | None = None

    def run(self) -> RunOutcome:
        """Exports what waits. Raises nothing: the outcome holds what ended it early, and what was done."""
        started = self._parts.clock.monotonic()
        before = self._parts.request_counts()
        trouble: Problem | None = None
        exit_code, cancelled = 0, False
        try:
            with self._parts.locks.export():
                self._run_jobs()
        except Cancelled:
            cancelled, trouble = True, problem(Code.STOPPED)
        except KnownError as error:
            trouble, exit_code = error.problem, error.exit_code
        except (LedgerRefusal, SpendRefusal) as refusal:
            trouble, exit_code = refused(refusal), UnavailableError.exit_code
        except Exception as error:  # noqa: BLE001 - a bug must not hide what was done (DESIGN 7)
            self._parts.note_bug(error)
            trouble, exit_code = problem(Code.BUG, error=type(error).__name__), BUG_EXIT_CODE
        pleo, quickbooks, metered = (now - then for now, then in zip(self._parts.request_counts(), before, strict=True))
        seconds = round(self._parts.clock.monotonic() - started, 3)
        return RunOutcome(
            self._run.id if self._run else None,
            tuple(self._jobs),
            dry_run=False,
            items=self._records.results(self._outcome),
            requests=RequestCounts(pleo, quickbooks, metered, seconds),
            problem=trouble,
            exit_code=exit_code,
            cancelled=cancelled,
        )

    def _outcome(self, record: ItemRecord) -> ItemOutcome:
        url = (
            self._parts.ledger.web_address(record.kind, record.external_id)
            if record.kind and record.external_id
            else None
        )
        return ItemOutcome(record, url)

    def _run_jobs(self) -> None:
        rules = posting_settings(self._settings, self._parts.words)
        workshop = Workshop(self._parts, self._settings, rules, self._cancel, self._on_progress, self._records)
        source = self._parts.source
        try:
            for record in self._parts.runs.open_jobs():
                self._resume(workshop, record)
            self._end_left_runs()
            self._check_nobody_elses()
            for job in source.jobs([JobStatus.PENDING]):
                self._work(workshop, job, resumed=False)
            if new_job := self._job_of_the_queue():
                self._work(workshop, new_job, resumed=False)
            workshop.complete_receipts()
        finally:
            workshop.close()
            self._close_run()

    def _job_of_the_queue(self) -> ExportJob | None:
        """A job for what stands in the queue, None when nothing does.

        What was exported elsewhere or deleted between reading and asking is refused by Pleo: the queue is read again then.
        """
        for _ in range(_QUEUE_READINGS):
            queue = self._parts.source.queue()
            queued = [entry.id for entry in queue if self._only is None or entry.id in self._only]
            if not queued:
                return None
            try:
                return self._new_job(queued)
            except SpendRefusal as refusal:
                last = refusal
        raise UnavailableError(problem(Code.PLEO_REFUSES, status=last.status, message=last.message)) from last

    def _new_job(self, queued: Sequence[str]) -> ExportJob:
        """A job for these entries. After a lost answer, or when Pleo says that one is there, the pending one is taken."""
        trouble = UnavailableError(problem(Code.JOB_OF_ANOTHER, job="", minutes=60))
        try:
            if made := self._parts.source.create_job(queued):
                return made
        except UnavailableError as error:
            trouble = error
        pending = self._parts.source.jobs([JobStatus.PENDING])
        if not pending:
            raise trouble
        return pending[0]

    def _end_left_runs(self) -> None:
        """Runs that a program left running when it died, and that no job is left of to be resumed."""
        runs = self._parts.runs
        unfinished = {job.run_id for job in runs.open_jobs()} | ({self._run.id} if self._run else set())
        for run in (summary.run for summary in runs.runs()):
            if run.state is RunState.RUNNING and run.id not in unfinished:
                jobs = [runs.job(job_id) for job_id in run.jobs]
                closed = bool(jobs) and all(job is not None and job.state is JobState.CLOSED for job in jobs)
                runs.end_run(run.id, RunState.DONE if closed else RunState.STOPPED, self._parts.clock.now())

    def _resume(self, workshop: Workshop, record: JobRecord) -> None:
        """A job that we began and never closed: taken up where it stands, or noted as ended when Pleo ended it."""
        runs = self._parts.runs
        job = self._parts.source.job(record.job_id)
        if job is None or job.status in ENDED:
            ours = job is not None and record.state is JobState.CLOSING
            runs.set_job(replace(record, state=JobState.CLOSED if ours else JobState.LOST))
            return
        summary = runs.run(record.run_id)
        if summary and self._run is None:
            self._run = summary.run
            runs.end_run(summary.run.id, RunState.RUNNING, None)
        self._work(workshop, job, resumed=job.status is JobStatus.IN_PROGRESS)

    def _check_nobody_elses(self) -> None:
        """A running job that our store does not know is another computer's; it is left until it expires (DESIGN 4.6)."""
        for job in self._parts.source.jobs([JobStatus.IN_PROGRESS]):
            known = self._parts.runs.job(job.id)
            if known is None or known.state is JobState.LOST:
                raise UnavailableError(problem(Code.JOB_OF_ANOTHER, job=job.id, minutes=-(-job.expires_in // 60)))

    def _work(self, workshop: Workshop, job: ExportJob, *, resumed: bool) -> None:
        if self._run is None:
            self._run = self._parts.runs.start_run(self._settings.realm_id or "", self._parts.clock.now())
        self._jobs.append(job.id)
        workshop.export(self._run, job, resumed=resumed)

    def _close_run(self) -> None:
        if self._run is None:
            return
        runs = self._parts.runs
        unfinished = any(job.run_id == self._run.id for job in runs.open_jobs())
        runs.end_run(self._run.id, RunState.STOPPED if unfinished else RunState.DONE, self._parts.clock.now())
