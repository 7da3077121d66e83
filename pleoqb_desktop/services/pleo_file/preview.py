"""One download of Pleo's that is only looked at: its expenses as an export would meet them, and nothing is written anywhere."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from pleoqb_desktop.domain.spend import FILE_JOB, ExportItem, ExportJob, JobStatus, QueueEntry
from pleoqb_desktop.domain.spend_file import FileAnswers
from pleoqb_desktop.ports.spend import UnreadableItem
from pleoqb_desktop.services.pleo_file.kept_readings import Reading
from pleoqb_desktop.services.pleo_file.source import FileSpendSource, id_of, pages_of


class PreviewFileSource(FileSpendSource):
    """The same with one download that is only looked at: its expenses stand in a job that is never written down (design.md 7)."""

    def __init__(self, source: FileSpendSource, reading: Reading, answers: FileAnswers) -> None:
        """`source` resumes what was interrupted; `reading` is the download, where it lies; `answers` hold for it, remembered or not."""
        super().__init__(*source.with_readings())
        self._seen = reading
        self._answers = answers
        self._all = [id_of(one, reading.file_id) for one in reading.chosen(self._answered(reading))]
        self._job = replace(_PREVIEW, created_at=source.now(), number_of_items=len(self._all))

    def jobs(self, statuses: Sequence[JobStatus]) -> list[ExportJob]:
        """What was interrupted, then the download."""
        return [*super().jobs(statuses), *([self._job] if JobStatus.PENDING in statuses else [])]

    def item_pages(self, job: ExportJob) -> Iterator[Sequence[ExportItem | UnreadableItem]]:
        """The expenses of the download, or of an interrupted job."""
        if job.id != self._job.id:
            return super().item_pages(job)
        return pages_of(self._made(self._seen, frozenset(self._all)), self._cancel)

    def _answered(self, reading: Reading) -> FileAnswers:
        return self._answers if reading is self._seen else super()._answered(reading)

    def queue(self) -> Iterator[QueueEntry]:
        """Nothing: what waits is in the job."""
        return iter(())


_PREVIEW = ExportJob(f"{FILE_JOB}preview", "", JobStatus.PENDING, datetime.min.replace(tzinfo=UTC), 0)
