"""The last stage: Pleo is told of every expense, a hundred a call, before the job is closed once (design.md 4.7)."""

from collections.abc import Sequence
from dataclasses import replace

from pleoqb_desktop.domain.problems import Code, problem
from pleoqb_desktop.domain.spend import ExportJob, JobItemStatus, JobStatus
from pleoqb_desktop.export.expense import Expense
from pleoqb_desktop.ports.errors import SpendRefusal, UnavailableError
from pleoqb_desktop.ports.ledger import Ledger
from pleoqb_desktop.ports.runs import ItemRecord, JobRecord, JobState, Runs
from pleoqb_desktop.ports.spend import Report, SpendSource
from pleoqb_desktop.ports.system import Clock, Wording

ENDED = frozenset({JobStatus.COMPLETED, JobStatus.COMPLETED_WITH_ERRORS, JobStatus.FAILED})
REPORTS = 100  # results in one call (UPD-04)
_IN_A_LIFE, _SHORTEST_LIFE = 3, 60
"""A job is touched when nothing was told of it for this part of the time that Pleo says it lives (`expiresIn`; JOB-07)."""


def report_group(waiting: Sequence[Expense], last: bool) -> int:  # noqa: FBT001 - the shape of Stage.together
    """A full call, or what is left."""
    return min(len(waiting), REPORTS) if last or len(waiting) >= REPORTS else 0


class Reporter:
    """Tells Pleo of one job: its start, its results, its end. Used by one thread at a time, but for `keep_alive`."""

    def __init__(
        self,
        source: SpendSource,
        ledger: Ledger,
        runs: Runs,
        clock: Clock,
        wording: Wording,
        job: ExportJob,
        run_id: int,
    ) -> None:
        self._source = source
        self._ledger = ledger
        self._runs = runs
        self._clock = clock
        self._wording = wording
        self._job = job
        self._run_id = run_id
        self._last_action = clock.monotonic()
        self._refused: list[ItemRecord] = []
        self._taken, self._taken_failed = 0, 0

    def start(self, *, resumed: bool) -> None:
        """`started` once: noted before it is sent, never sent again on resume (pleo.md 3).

        Raises UnavailableError when the job is somebody else's meanwhile.
        """
        if not resumed:
            self._note(JobState.STARTING)
            try:
                started = self._source.start_job(self._job.id)
            except UnavailableError:
                now = self._source.job(self._job.id)  # the answer was lost: did the event arrive?
                if now is None or now.status is not JobStatus.IN_PROGRESS:
                    raise
                started = True
            if not started:
                self._note(JobState.LOST)
                raise UnavailableError(
                    problem(Code.JOB_OF_ANOTHER, job=self._job.id, minutes=-(-self._job.expires_in // 60))
                )
        self._note(JobState.STARTED)

    def report(self, expenses: Sequence[Expense]) -> None:
        """Tells of these, at most a hundred; what Pleo does not take is told again by `finish`."""
        self._tell([one.record for one in expenses])

    def keep_alive(self, open_entry: str | None) -> None:
        """Touches the job by one of its open entries when nothing was told of it for long.

        Whether Pleo lets an integration mark an item `in_progress` is UNVERIFIED (pleo.md 3): a refusal of that alone stops nothing.
        """
        quiet = self._clock.monotonic() - self._last_action
        if open_entry and quiet > max(self._job.expires_in, _SHORTEST_LIFE) / _IN_A_LIFE:
            try:
                self._source.touch(self._job.id, open_entry)
            except SpendRefusal as refusal:
                if refusal.status in {404, 422}:  # the job has ended
                    raise
            self._last_action = self._clock.monotonic()

    def finish(self, open_count: int) -> None:
        """All expenses are final and told: one closing event (JOB-01 to JOB-05). `open_count`: how many had no result before.

        Raises UnavailableError when the job cannot be closed, or was closed otherwise.
        """
        self._tell_again()
        total, failed = self._results(open_count)
        status, reason_type, reason = JobStatus.COMPLETED, None, None
        if total and failed == total:
            # All failed: the design page asks for `failed`, after the items are told (JOB-04, X-04, X-06).
            status, reason_type = JobStatus.FAILED, "validation_failure"
            reason = self._wording.sentence(problem(Code.JOB_ALL_FAILED, count=failed))
        elif failed:
            status = JobStatus.COMPLETED_WITH_ERRORS
        self._note(JobState.CLOSING)
        if not self._closed(status, reason_type, reason):
            now = self._source.job(self._job.id)
            if now and now.status not in ENDED:
                # Results that Pleo did not take keep the job open: the next export tells them again.
                self._note(JobState.STARTED)
                raise UnavailableError(problem(Code.PLEO_REFUSES, status=422))
            if now is None or now.status is not status:
                self._note(JobState.LOST)
                raise UnavailableError(problem(Code.JOB_ENDED, job=self._job.id))
        self._note(JobState.CLOSED)

    def lost(self) -> None:
        """Pleo ended the job under our hands. What stands in QuickBooks stands, and is found there in the next job."""
        self._note(JobState.LOST)

    def _note(self, state: JobState) -> None:
        self._runs.set_job(JobRecord(self._job.id, self._run_id, state))

    def _closed(self, status: JobStatus, reason_type: str | None, reason: str | None) -> bool:
        try:
            return self._source.finish_job(self._job.id, status, reason_type, reason)
        except UnavailableError:
            now = self._source.job(self._job.id)  # the answer was lost: did the event arrive?
            if now is None or now.status not in ENDED:
                raise
            return True

    def _tell(self, records: Sequence[ItemRecord]) -> None:
        self._runs.put_items(records)
        refusals = self._source.report(self._job.id, [self._result(record) for record in records])
        self._last_action = self._clock.monotonic()
        refused = {one.accounting_entry_id: one for one in refusals}
        taken = [record for record in records if record.accounting_entry_id not in refused]
        self._runs.mark_reported(self._job.id, [record.accounting_entry_id for record in taken])
        self._taken += len(taken)
        self._taken_failed += sum(not record.status.stands_in_books for record in taken)
        for record in records:
            if refusal := refused.get(record.accounting_entry_id):
                entry_id = record.accounting_entry_id
                reason = problem(Code.REPORT_REFUSED, entry_id=entry_id, type=refusal.type, message=refusal.message)
                self._refused.append(replace(record, problems=(*record.problems, reason)))

    def _tell_again(self) -> None:
        """Results that Pleo refused get a second try; what it refuses again is kept as a problem of the expense."""
        again, self._refused = self._refused, []
        for start in range(0, len(again), REPORTS):
            self._tell([_without_refusal(record) for record in again[start : start + REPORTS]])
        self._runs.put_items(self._refused)

    def _result(self, record: ItemRecord) -> Report:
        if record.status.stands_in_books and record.kind and record.external_id:
            return Report(
                record.accounting_entry_id,
                successful=True,
                external_id=record.external_id,
                external_url=self._ledger.web_address(record.kind, record.external_id),
                exported_at=self._clock.now(),
            )
        first = record.problems[0] if record.problems else problem(Code.BUG)
        text = f"{self._wording.sentence(first)} {self._wording.remedy(first)}".strip()
        return Report(record.accounting_entry_id, successful=False, reason=first.pleo_reason, reason_text=text[:1000])

    def _results(self, open_count: int) -> tuple[int, int]:
        """How many results Pleo has, and how many of them tell of a failure; Pleo is asked unless it took them all just now."""
        if self._taken == open_count == self._job.number_of_items:
            return self._taken, self._taken_failed
        statuses = [item.status for item in self._source.job_items(self._job)]
        return len(statuses), statuses.count(JobItemStatus.FAILED)


def _without_refusal(record: ItemRecord) -> ItemRecord:
    return replace(record, problems=tuple(one for one in record.problems if one.code is not Code.REPORT_REFUSED))
