"""Exports by both doors into Pleo: builds what exports, previews and takes answers, from a profile and its files; no use case lives here."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Generic, TypeVar

from pleoqb_desktop.domain.spend_file import FileReport, FileWords
from pleoqb_desktop.export.answers import Answering
from pleoqb_desktop.export.context import ExportContext
from pleoqb_desktop.export.dry_run import DryRun
from pleoqb_desktop.export.look_alikes import LookAlikes
from pleoqb_desktop.export.progress import Progress
from pleoqb_desktop.export.run import Export
from pleoqb_desktop.file_door import FileDoor, needed_file
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.settings import Door
from pleoqb_desktop.ports.spend import SpendSource
from pleoqb_desktop.profile import Profile
from pleoqb_desktop.services.pleo_file.source import FileSpendSource

Work = TypeVar("Work")


@dataclass(frozen=True, slots=True)
class FileWork(Generic[Work]):
    """An export or a preview of a file: what to run, what was understood of the file, and how many expenses it leaves out."""

    work: Work
    report: FileReport
    left_out: int
    still_open: int = 0


class Exports:
    """Exports and previews of one profile: of Pleo's queue or of a file, as its door says or as asked."""

    def __init__(self, profile: Profile, files: FileDoor) -> None:
        self._profile = profile
        self._files = files

    def source(self, cancel: CancelToken) -> SpendSource:
        """Where expenses come from, by the door that is chosen."""
        return self._files.source(cancel) if self._profile.door is Door.FILE else self._profile.spend(cancel)

    def known_period(self, first: date, last: date, cancel: CancelToken) -> tuple[date, date]:
        """The part of a period that Pleo's side is known of: all of it by a key, the days of the kept files without one.

        Raises SetupIncompleteError(FILE_NEEDED) where no file is kept.
        """
        return known_days(self._files.source(cancel), first, last) if self._profile.door is Door.FILE else (first, last)

    @contextmanager
    def context(self, cancel: CancelToken, source: SpendSource | None = None) -> Iterator[ExportContext]:
        """What a run over expenses is handed; `source` None: that of the door."""
        profile, source = self._profile, source or self.source(cancel)
        by_file = isinstance(source, FileSpendSource)
        with profile.fetching(by_file=by_file) as (fetcher, scratch):
            yield ExportContext(
                source=source,
                ledger=profile.ledger(cancel),
                runs=profile.runs,
                questions=profile.runs.questions(),
                locks=profile.locks,
                clock=profile.clock,
                fetcher=fetcher,
                wording=profile.texts,
                words=profile.texts.memo_words(),
                scratch=scratch,
                request_counts=profile.request_counts,
                note_bug=profile.note_bug,
                reference=None if by_file else profile.spend(cancel),
            )

    @contextmanager
    def now(
        self,
        cancel: CancelToken,
        on_progress: Callable[[Progress], None] = lambda _progress: None,
        only: frozenset[str] | None = None,
        look_alikes: LookAlikes = LookAlikes.HOLD,
    ) -> Iterator[Export]:
        """Export now. Raises SetupIncompleteError while set-up is incomplete, and where only a file could be exported."""
        self._check_queue()
        with self.context(cancel) as context:
            settings = self._profile.settings.load()
            yield Export(context, settings, cancel, on_progress, only=only, look_alikes=look_alikes)

    def _check_queue(self) -> None:
        """Without a key there is no queue: an interrupted file alone goes on by itself."""
        self._profile.check_ready()
        if self._profile.door is Door.FILE and not self._files.interrupted():
            raise needed_file()

    @contextmanager
    def answering(self, cancel: CancelToken) -> Iterator[Answering]:
        """Takes answers to what is asked about expenses. Raises SetupIncompleteError while set-up is incomplete."""
        self._profile.check_ready()
        settings = self._profile.settings.load()
        kept = self._files.newest() if self._profile.door is Door.FILE else None
        source = self._files.source(cancel, kept.file_id) if kept else None
        with self.context(cancel, source) as context:
            yield Answering(
                context,
                settings.realm_id or "",
                lambda only: Export(context, settings, cancel, only=only).run(),
            )

    @contextmanager
    def of_file(
        self,
        path: Path,
        words: FileWords,
        cancel: CancelToken,
        on_progress: Callable[[Progress], None] = lambda _progress: None,
        only: frozenset[str] | None = None,
        look_alikes: LookAlikes = LookAlikes.HOLD,
    ) -> Iterator[FileWork[Export]]:
        """Exports a file, whichever door is chosen; an interrupted one first. Raises as Profile.check_ready and FileDoor.take do."""
        self._profile.check_ready()
        taken = self._files.take(path, words, cancel)
        with self.context(cancel, taken.source) as context:
            settings = self._profile.settings.load()
            export = Export(context, settings, cancel, on_progress, only=only, look_alikes=look_alikes)
            yield FileWork(export, taken.report, taken.left_out)

    @contextmanager
    def preview(self, cancel: CancelToken, look_alikes: LookAlikes = LookAlikes.HOLD) -> Iterator[DryRun]:
        """A dry run. Raises SetupIncompleteError while set-up is incomplete."""
        self._check_queue()
        with self.context(cancel) as context:
            yield DryRun(context, self._profile.settings.load(), cancel, look_alikes)

    @contextmanager
    def preview_file(
        self, path: Path, words: FileWords, cancel: CancelToken, look_alikes: LookAlikes = LookAlikes.HOLD
    ) -> Iterator[FileWork[DryRun]]:
        """A dry run of a file, exact for every expense; nothing is copied. Raises as Profile.check_ready and FileDoor.seen do."""
        self._profile.check_ready()
        with self._files.seen(path, words, cancel) as seen, self.context(cancel, seen.source) as context:
            work = DryRun(context, self._profile.settings.load(), cancel, look_alikes)
            yield FileWork(work, seen.report, seen.left_out)

    @contextmanager
    def of_newest(
        self,
        cancel: CancelToken,
        on_progress: Callable[[Progress], None] = lambda _progress: None,
        only: frozenset[str] | None = None,
    ) -> Iterator[Export]:
        """Exports the newest file that was kept; an interrupted one first. Raises as Profile.check_ready and FileDoor.seen_newest do."""
        self._profile.check_ready()
        kept = self._files.newest()
        if kept is None and not self._files.interrupted():
            raise needed_file()
        with self.context(cancel, self._files.source(cancel, kept.file_id if kept else None)) as context:
            yield Export(context, self._profile.settings.load(), cancel, on_progress, only=only)

    @contextmanager
    def preview_newest(self, cancel: CancelToken) -> Iterator[FileWork[DryRun]]:
        """What an export of the newest file would do. Raises as Profile.check_ready and FileDoor.seen_newest do."""
        self._profile.check_ready()
        with self._files.seen_newest(cancel) as seen, self.context(cancel, seen.source) as context:
            work = DryRun(context, self._profile.settings.load(), cancel)
            yield FileWork(work, seen.report, seen.left_out, seen.still_open)


def known_days(files: FileSpendSource, first: date, last: date) -> tuple[date, date]:
    """The days of a period that these files tell of; all of it where they tell of none. Raises SetupIncompleteError(FILE_NEEDED)."""
    covered = files.covered()
    if covered is None:
        raise needed_file()
    known = max(first, covered[0]), min(last, covered[1])
    return known if known[0] <= known[1] else (first, last)
