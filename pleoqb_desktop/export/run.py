"""Export now: the interrupted run first, then pending jobs oldest first, then what stands in Pleo's queue (design.md 7)."""

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import replace

from pleoqb_desktop.domain.problems import Code, problem
from pleoqb_desktop.domain.rules.retry import RetryRule
from pleoqb_desktop.domain.spend import ExportJob, JobStatus, ReceiptFile
from pleoqb_desktop.export.attach import ReceiptUploader
from pleoqb_desktop.export.batch_size import BatchSize
from pleoqb_desktop.export.books_window import BooksWindow
from pleoqb_desktop.export.context import ExportContext, SnapshotReader
from pleoqb_desktop.export.job import JobExport
from pleoqb_desktop.export.late_receipts import attach_late_receipts, with_new_receipts
from pleoqb_desktop.export.look_alikes import LookAlikes
from pleoqb_desktop.export.outcome import ItemOutcome, RequestCounts, RunOutcome, outcome_of
from pleoqb_desktop.export.progress import Meter, Progress
from pleoqb_desktop.export.report import ENDED
from pleoqb_desktop.export.waiting_queue import waiting_in_queue
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.errors import Ending, SpendRefusal, UnavailableError, ending
from pleoqb_desktop.ports.runs import ItemStatus, JobRecord, JobState, RunRecord, RunState
from pleoqb_desktop.ports.settings import Settings
from pleoqb_desktop.setup.readiness import posting_settings

_QUEUE = RetryRule(attempts=3)
"""Readings of the queue: what was exported elsewhere or deleted between reading and asking is refused by Pleo."""


class Export:
    """One press of Export now."""

    def __init__(
        self,
        context: ExportContext,
        settings: Settings,
        cancel: CancelToken,
        on_progress: Callable[[Progress], None] = lambda _progress: None,
        *,
        only: frozenset[str] | None = None,
        look_alikes: LookAlikes = LookAlikes.HOLD,
    ) -> None:
        """`only`: accounting entries of Pleo's queue to export, None for all of them."""
        self._context = context
        self._settings = settings
        self._cancel = cancel
        self._only = only
        self._look_alikes = look_alikes
        self._jobs: list[str] = []
        self._run: RunRecord | None = None
        started = context.clock.monotonic()
        self._meter = Meter(lambda: context.clock.monotonic() - started, on_progress)

    def run(self) -> RunOutcome:
        """Exports what waits. Raises nothing: the outcome holds what ended it early, and what was done."""
        started = self._context.clock.monotonic()
        before = self._context.request_counts()
        ended: Ending | None = None
        try:
            with self._context.locks.export():
                self._run_jobs()
        except Exception as error:  # noqa: BLE001 - nothing must hide what was done (design.md 7)
            ended = self._told(error)
        items: Sequence[ItemOutcome] = ()
        counts: Mapping[ItemStatus, int] = {}
        unanswered = 0
        try:
            items = self._context.runs.results(self._jobs, lambda record: outcome_of(record, self._context.ledger))
            counts = self._context.runs.counts(self._jobs)
            unanswered = self._context.questions.unanswered(self._jobs)
        except Exception as error:  # noqa: BLE001 - the run and its jobs are known all the same
            ended = ended or self._told(error)
        return RunOutcome(
            self._run.id if self._run else None,
            tuple(self._jobs),
            dry_run=False,
            items=items,
            counts=counts,
            unanswered=unanswered,
            requests=RequestCounts.since(
                before, self._context.request_counts(), self._context.clock.monotonic() - started
            ),
            ended=ended,
        )

    def _told(self, error: Exception) -> Ending:
        told = ending(error)
        if told.is_bug:
            self._context.note_bug(error)
        return told

    def _run_jobs(self) -> None:
        context = self._context
        rules = posting_settings(self._settings, context.words)
        uploader = ReceiptUploader(
            context.ledger,
            context.fetcher,
            context.runs,
            context.scratch,
            self._cancel,
            self._listed_receipts,
            context.clock,
        )
        books = SnapshotReader(context, self._settings)
        worker = JobExport(
            context,
            rules,
            self._cancel,
            self._meter,
            uploader,
            BatchSize(),
            books,
            BooksWindow(context.ledger),
            self._look_alikes,
        )
        try:
            new = with_new_receipts(context.source, context.runs, context.clock.now())
            for record in context.runs.open_jobs():
                if context.source.owns(record.job_id):
                    self._resume(worker, record)
            self._end_left_runs()
            for job in self._pending_jobs():
                self._work(worker, job, resumed=False)
            if new_job := self._job_of_the_queue(books, worker.told):
                self._work(worker, new_job, resumed=False)
            demanded = self._only or frozenset()
            tried = {entry_id for entry_id, lacks_receipts in worker.told.items() if lacks_receipts}
            attach_late_receipts(context.runs, uploader, self._cancel, context.clock.now(), tried, demanded, new)
        finally:
            books.close()
            uploader.close()
            self._close_run()

    def _listed_receipts(self, entry_id: str) -> list[ReceiptFile]:
        """An entry's receipts with new links; none when Pleo does not hand them out any more."""
        try:
            return [ReceiptFile(one.url, one.type, one.size, one.id) for one in self._context.source.receipts(entry_id)]
        except SpendRefusal:
            return []

    # -- which jobs ------------------------------------------------------------------------------

    def _job_of_the_queue(self, books: SnapshotReader, told: Container[str]) -> ExportJob | None:
        """A job for what stands in the queue, None when nothing does. What was told just now waits for the next export: that Pleo
        puts what failed back into its queue is possible (pleo.md 3)."""
        failed = 0
        while True:
            queued: list[str] = []
            for entry in waiting_in_queue(self._context.source, self._settings):
                if (self._only is None or entry.id in self._only) and entry.id not in told:
                    books.begin()  # while the rest of the queue is read
                    queued.append(entry.id)
            if not queued:
                return None
            try:
                return self._new_job(queued)
            except SpendRefusal:
                failed += 1
                if _QUEUE.pause(failed) is None:
                    raise

    def _new_job(self, queued: Sequence[str]) -> ExportJob:
        """A job for these entries. After a lost answer, or when Pleo says that one is there, the pending one is taken."""
        trouble = UnavailableError(problem(Code.JOB_OF_ANOTHER, job="", minutes=60))
        try:
            if made := self._context.source.create_job(queued):
                return made
        except UnavailableError as error:
            trouble = error
        pending = self._context.source.jobs([JobStatus.PENDING])
        if not pending:
            raise trouble
        return pending[0]

    def _end_left_runs(self) -> None:
        """Runs that a program left running when it died, and that no job is left of to be resumed."""
        runs = self._context.runs
        unfinished = {job.run_id for job in runs.open_jobs()} | ({self._run.id} if self._run else set())
        for run in (summary.run for summary in runs.runs()):
            if run.state is RunState.RUNNING and run.id not in unfinished:
                jobs = [runs.job(job_id) for job_id in run.jobs]
                closed = bool(jobs) and all(job is not None and job.state is JobState.CLOSED for job in jobs)
                runs.end_run(run.id, RunState.DONE if closed else RunState.STOPPED, self._context.clock.now())

    def _resume(self, worker: JobExport, record: JobRecord) -> None:
        """A job that we began and never closed: taken up where it stands, or noted as ended when Pleo ended it."""
        runs = self._context.runs
        job = self._context.source.job(record.job_id)
        if job is None or job.status in ENDED:
            ours = job is not None and record.state is JobState.CLOSING
            runs.set_job(replace(record, state=JobState.CLOSED if ours else JobState.LOST))
            return
        if record.state is JobState.STARTING and job.status is JobStatus.IN_PROGRESS and not self._proves_ours(job):
            # We wanted to start it, and somebody did: whether that was us, nothing tells.
            raise _somebody_elses(job)
        summary = runs.run(record.run_id)
        if summary and self._run is None:
            self._run = summary.run
            runs.end_run(summary.run.id, RunState.RUNNING, None)
        self._work(worker, job, resumed=job.status is JobStatus.IN_PROGRESS)

    def _proves_ours(self, job: ExportJob) -> bool:
        """Whether Pleo's own records show that this computer worked on the job: an entry that we made was told for it."""
        told = {item.external_id for item in self._context.source.job_items(job) if item.external_id}
        return any(intent.external_id in told for intent in self._context.runs.intents(job.id) if intent.external_id)

    def _pending_jobs(self) -> list[ExportJob]:
        """What a person asked for in Pleo, oldest first.

        A running job that our store does not know is another computer's; it is left until it expires (design.md 4.9). Raises
        UnavailableError then.
        """
        jobs = self._context.source.jobs([JobStatus.PENDING, JobStatus.IN_PROGRESS])
        for job in jobs:
            known = self._context.runs.job(job.id)
            if job.status is JobStatus.IN_PROGRESS and (known is None or known.state is JobState.LOST):
                raise _somebody_elses(job)
        return [job for job in jobs if job.status is JobStatus.PENDING]

    def _work(self, worker: JobExport, job: ExportJob, *, resumed: bool) -> None:
        if self._run is None:
            self._run = self._context.runs.start_run(self._settings.realm_id or "", self._context.clock.now())
        self._jobs.append(job.id)
        worker.export(self._run, job, resumed=resumed)

    def _close_run(self) -> None:
        if self._run is None:
            return
        runs = self._context.runs
        unfinished = any(job.run_id == self._run.id for job in runs.open_jobs())
        runs.end_run(self._run.id, RunState.STOPPED if unfinished else RunState.DONE, self._context.clock.now())


def _somebody_elses(job: ExportJob) -> UnavailableError:
    return UnavailableError(problem(Code.JOB_OF_ANOTHER, job=job.id, minutes=-(-job.expires_in // 60)))
