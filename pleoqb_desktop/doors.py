"""Exports by both doors into Pleo, and what the one without a key needs: builds what App hands out, no use case lives here."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Generic, TypeVar

from pleoqb_desktop.choice import Choice
from pleoqb_desktop.domain.spend import QueueEntry
from pleoqb_desktop.domain.spend_file import FileReport, FileWords
from pleoqb_desktop.export.answers import Answering
from pleoqb_desktop.export.context import ExportContext
from pleoqb_desktop.export.dry_run import DryRun
from pleoqb_desktop.export.look_alikes import LookAlikes
from pleoqb_desktop.export.progress import Progress
from pleoqb_desktop.export.run import Export
from pleoqb_desktop.file_door import FileDoor, needed_file
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.errors import WrongUsageError
from pleoqb_desktop.ports.settings import Door
from pleoqb_desktop.ports.spend import SpendSource
from pleoqb_desktop.profile import Profile, World
from pleoqb_desktop.services.pleo_file.source import FileSpendSource
from pleoqb_desktop.setup.connect import ConnectPleo
from pleoqb_desktop.setup.readiness import Readiness

Work = TypeVar("Work")


@dataclass(frozen=True, slots=True)
class FileWork(Generic[Work]):
    """An export or a preview of a file: what to run, what was understood of the file, and how many expenses it leaves out."""

    work: Work
    report: FileReport
    left_out: int
    still_open: int = 0


class Doors(Profile):
    """A profile with both doors."""

    def __init__(self, choice: Choice, world: World | None = None) -> None:
        """Raises as Profile does."""
        super().__init__(choice, world)
        self.files = FileDoor(self)

    @property
    def door(self) -> Door:
        """How expenses come out of Pleo; by a key until the other door was chosen."""
        return self.settings.load().door or Door.KEY

    def connect_pleo(self) -> ConnectPleo:
        """Takes an API key."""
        return ConnectPleo(self._connections.spend_with, self.secrets, self.settings, self.endpoints.pleo.api)

    def pleo_connected(self) -> bool:
        """Whether a Pleo key is kept."""
        return self.connect_pleo().connected()

    def quickbooks_connected(self) -> bool:
        """Whether a QuickBooks sign-in is kept."""
        return self.sign_in.signed_in()

    def missing(self) -> tuple[str, ...]:
        """What set-up still lacks (setup.readiness)."""
        return self._readiness().missing()

    def check_ready(self) -> None:
        """Raises SignInAgainError when a connection that was there is gone, SetupIncompleteError when a choice is missing."""
        self._readiness().check()

    def _readiness(self) -> Readiness:
        return Readiness(
            self.settings.load(),
            pleo_connected=self.pleo_connected(),
            quickbooks_connected=self.quickbooks_connected(),
        )

    @contextmanager
    def _context(self, cancel: CancelToken, source: SpendSource | None = None) -> Iterator[ExportContext]:
        """`source` None: that of the door."""
        source = source or self.source(cancel)
        by_file = isinstance(source, FileSpendSource)
        with self._fetching(by_file=by_file) as (fetcher, scratch):
            yield ExportContext(
                source=source,
                ledger=self.ledger(cancel),
                runs=self.runs,
                questions=self.runs.questions(),
                locks=self.locks,
                clock=self.clock,
                fetcher=fetcher,
                wording=self.texts,
                words=self.texts.memo_words(),
                scratch=scratch,
                request_counts=self.request_counts,
                note_bug=self.note_bug,
                reference=None if by_file else self.spend(cancel),
            )

    @contextmanager
    def export(
        self,
        cancel: CancelToken,
        on_progress: Callable[[Progress], None] = lambda _progress: None,
        only: frozenset[str] | None = None,
        look_alikes: LookAlikes = LookAlikes.HOLD,
    ) -> Iterator[Export]:
        """Export now. Raises SetupIncompleteError while set-up is incomplete, and where only a file could be exported."""
        self.check_ready()
        if self.door is Door.FILE and not self.files.interrupted():
            raise needed_file()
        with self._context(cancel) as context:
            yield Export(context, self.settings.load(), cancel, on_progress, only=only, look_alikes=look_alikes)

    @contextmanager
    def answering(self, cancel: CancelToken) -> Iterator[Answering]:
        """Takes answers to what is asked about expenses. Raises SetupIncompleteError while set-up is incomplete."""
        self.check_ready()
        settings = self.settings.load()
        newest = next((kept.file_id for kept in self.runs.file_door().files()), None)
        source = self.files.source(cancel, newest) if self.door is Door.FILE else None
        with self._context(cancel, source) as context:
            yield Answering(
                context,
                settings.realm_id or "",
                lambda only: Export(context, settings, cancel, only=only).run(),
            )

    @contextmanager
    def export_file(
        self,
        path: Path,
        words: FileWords,
        cancel: CancelToken,
        on_progress: Callable[[Progress], None] = lambda _progress: None,
        only: frozenset[str] | None = None,
        look_alikes: LookAlikes = LookAlikes.HOLD,
    ) -> Iterator[FileWork[Export]]:
        """Exports a file, whichever door is chosen; an interrupted one first. Raises as `check_ready` and `FileDoor.take` do."""
        self.check_ready()
        taken = self.files.take(path, words, cancel)
        with self._context(cancel, taken.source) as context:
            export = Export(context, self.settings.load(), cancel, on_progress, only=only, look_alikes=look_alikes)
            yield FileWork(export, taken.report, taken.left_out)

    @contextmanager
    def preview(self, cancel: CancelToken, look_alikes: LookAlikes = LookAlikes.HOLD) -> Iterator[DryRun]:
        """A dry run. Raises SetupIncompleteError while set-up is incomplete."""
        self.check_ready()
        if self.door is Door.FILE and not self.files.interrupted():
            raise needed_file()
        with self._context(cancel) as context:
            yield DryRun(context, self.settings.load(), cancel, look_alikes)

    @contextmanager
    def preview_file(
        self, path: Path, words: FileWords, cancel: CancelToken, look_alikes: LookAlikes = LookAlikes.HOLD
    ) -> Iterator[FileWork[DryRun]]:
        """A dry run of a file, exact for every expense; nothing is copied. Raises as `check_ready` and `FileDoor.seen` do."""
        self.check_ready()
        with self.files.seen(path, words, cancel) as seen, self._context(cancel, seen.source) as context:
            yield FileWork(DryRun(context, self.settings.load(), cancel, look_alikes), seen.report, seen.left_out)

    @contextmanager
    def export_kept(
        self,
        cancel: CancelToken,
        on_progress: Callable[[Progress], None] = lambda _progress: None,
        only: frozenset[str] | None = None,
    ) -> Iterator[Export]:
        """Exports the newest file that was kept; an interrupted one first. Raises as `check_ready` and `FileDoor.seen_newest` do."""
        self.check_ready()
        kept = self.files.newest()
        if kept is None and not self.files.interrupted():
            raise needed_file()
        with self._context(cancel, self.files.source(cancel, kept.file_id if kept else None)) as context:
            yield Export(context, self.settings.load(), cancel, on_progress, only=only)

    @contextmanager
    def preview_kept(self, cancel: CancelToken) -> Iterator[FileWork[DryRun]]:
        """What an export of the newest file would do. Raises as `check_ready` and `FileDoor.seen_newest` do."""
        self.check_ready()
        with self.files.seen_newest(cancel) as seen, self._context(cancel, seen.source) as context:
            work = DryRun(context, self.settings.load(), cancel)
            yield FileWork(work, seen.report, seen.left_out, seen.still_open)

    def kept_entries(self, cancel: CancelToken) -> tuple[QueueEntry, ...]:
        """The expenses of the newest file that an export would take, none where no file is kept or its copy is gone."""
        kept = self.files.newest()
        with suppress(WrongUsageError):
            return tuple(self.files.source(cancel, kept.file_id).queue()) if kept else ()
        return ()

    def known_period(self, first: date, last: date, cancel: CancelToken) -> tuple[date, date]:
        """The part of a period that Pleo's side is known of: all of it by a key, the days of the kept files without one.

        Raises SetupIncompleteError(FILE_NEEDED) where no file is kept.
        """
        return known_days(self.files.source(cancel), first, last) if self.door is Door.FILE else (first, last)

    def source(self, cancel: CancelToken) -> SpendSource:
        """Where expenses come from, by the door that is chosen."""
        return self.files.source(cancel) if self.door is Door.FILE else self.spend(cancel)


def known_days(files: FileSpendSource, first: date, last: date) -> tuple[date, date]:
    """The days of a period that these files tell of; all of it where they tell of none. Raises SetupIncompleteError(FILE_NEEDED)."""
    covered = files.covered()
    if covered is None:
        raise needed_file()
    known = max(first, covered[0]), min(last, covered[1])
    return known if known[0] <= known[1] else (first, last)
