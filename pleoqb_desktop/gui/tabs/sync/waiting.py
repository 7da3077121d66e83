"""Reads what the Expenses tab shows, in a thread: what waits, with names; and runs an export. Draws nothing."""

import gc
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Self

from pleoqb_desktop.app import App
from pleoqb_desktop.domain.books import Books
from pleoqb_desktop.domain.money import Money
from pleoqb_desktop.domain.problems import Problem
from pleoqb_desktop.domain.spend_file import FileReport
from pleoqb_desktop.export.needs import NeedsYou
from pleoqb_desktop.export.outcome import RunOutcome
from pleoqb_desktop.export.progress import Progress
from pleoqb_desktop.gui.models.entry_picture import Names, PictureWords
from pleoqb_desktop.gui.models.spend_rows import Digest, SpendRow, digest, spend_rows, totals, with_results
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.errors import FileQuestionsError, KnownError
from pleoqb_desktop.ports.runs import ItemStatus, RunSummary
from pleoqb_desktop.ports.settings import Door
from pleoqb_desktop.sync.pleo_names import PleoNames


@dataclass(frozen=True, slots=True)
class WaitingFile:
    """Without a key, the newest file. `name` empty: there is none yet; `report` None: it could not be read.

    `standing` are its expenses that are in the books, `left_out` those that are not taken for their state, `still_open` all that
    Pleo may still change. `kept_at`: when it was taken; `watched`: the folder where the next one will appear, None for none.
    """

    name: str = ""
    report: FileReport | None = None
    standing: int = 0
    left_out: int = 0
    still_open: int = 0
    books: Books | None = None
    kept_at: datetime | None = None
    watched: str | None = None

    @property
    def takes_open(self) -> bool:
        """Whether those that Pleo may still change are taken."""
        return bool(self.still_open) and not self.left_out


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits. `problem` is why it could not be read, or not to the end; `contra_chosen` None: not asked.

    `last` is the newest run, None before the first one. `days_left` of the QuickBooks sign-in, None when it is not known.
    `company`: whose books are written, "" when it is not known. `file` None: expenses come by a key; `key_days_left` of it, None
    when nobody told its last day.
    """

    rows: Sequence[SpendRow] = ()
    names: Names = field(default_factory=lambda: Names(None, PictureWords()))
    pleo: PleoNames = field(default_factory=PleoNames)
    problem: Problem | None = None
    contra_chosen: bool | None = None
    last: RunSummary | None = None
    days_left: int | None = None
    digest: Digest = field(default_factory=Digest)
    company: str = ""
    file: WaitingFile | None = None
    key_days_left: int | None = None


def read_waiting(program: App, words: PictureWords, cancel: CancelToken) -> Waiting:
    """What an export would do now. Raises Cancelled, and KnownError only for what is wrong on this computer."""
    with _window_first():
        return _read_waiting(program, words, cancel)


def _read_waiting(program: App, words: PictureWords, cancel: CancelToken) -> Waiting:
    last = next(iter(program.runs.runs()), None)
    days = program.sign_in.days_left()
    settings = program.settings.load()
    if settings.door is Door.FILE:
        found = _read_kept(program, words, cancel)
        return replace(found, last=last, days_left=days, company=settings.company_name or "")
    ends = settings.pleo_key_ends
    key_days = (ends - program.today()).days if ends else None
    try:
        with program.exports.preview(cancel) as preview:
            outcome = preview.run()
        cancel.check()
        if outcome.problem and not outcome.items:
            return Waiting(problem=outcome.problem, last=last, days_left=days, key_days_left=key_days)
        names = Names(program.books(cancel), words) if outcome.items else Names(None, words)
        pleo = program.pleo_names(cancel) if any(item.estimate for item in outcome.items) else PleoNames()
        rows = spend_rows(outcome.items, names, pleo, program.texts)
        contra = program.contra_account_chosen(cancel)
        company = settings.company_name or ""
        found = Waiting(rows, names, pleo, outcome.problem, contra, last, days, digest(rows), company)
        return replace(found, key_days_left=key_days)
    except KnownError as error:
        return Waiting(problem=error.problem, last=last, days_left=days, key_days_left=key_days)


def _read_kept(program: App, words: PictureWords, cancel: CancelToken) -> Waiting:
    """What of the newest file is not in the books; what stands there is counted alone."""
    kept = program.files.newest()
    file = WaitingFile(watched=program.settings.load().watched_folder)
    if kept is None:
        return Waiting(file=file)
    file = replace(file, name=kept.name, kept_at=kept.kept_at)
    try:
        books = program.books(cancel)
        file = replace(file, books=books)
        with program.exports.preview_newest(cancel) as seen:
            outcome = seen.work.run()
        cancel.check()
        left = [item for item in outcome.items if item.record.status is not ItemStatus.ALREADY_THERE]
        names = Names(books, words)
        rows = spend_rows(left, names, PleoNames(), program.texts)
        standing = len(outcome.items) - len(left)
        file = replace(file, report=seen.report, standing=standing, left_out=seen.left_out, still_open=seen.still_open)
        return Waiting(rows, names, problem=outcome.problem, digest=digest(rows), file=file)
    except FileQuestionsError as asked:
        return Waiting(file=replace(file, report=asked.report))
    except KnownError as error:
        return Waiting(file=file, problem=error.problem)


_TURN_SECONDS = 0.0002
_NEVER = 1_000_000
# As Python starts with: read once, so that two that overlap never keep the other's.
_USUAL_TURN, _USUAL_THRESHOLDS = sys.getswitchinterval(), gc.get_threshold()


@contextmanager
def _window_first() -> Iterator[None]:
    """While many threads work, the window's thread waits for its turn no longer than a frame.

    Each hands over sooner, and Python does not look through all of ten thousand rows for what nobody needs any more: that
    stops every thread.
    """
    sys.setswitchinterval(_TURN_SECONDS)
    gc.set_threshold(*_USUAL_THRESHOLDS[:2], _NEVER)
    try:
        yield
    finally:
        gc.set_threshold(*_USUAL_THRESHOLDS)
        sys.setswitchinterval(_USUAL_TURN)


@dataclass(frozen=True, slots=True)
class Tally:
    """Numbers of an export, counted where it ran. Receipts are those of entries that stand in the books.

    `made` is what was exported now, `standing` that and what stood there before, `wrong` what failed or is held: sums by currency.
    """

    states: Counter[ItemStatus]
    made: tuple[Money, ...]
    standing: tuple[Money, ...]
    wrong: tuple[Money, ...]
    receipts_attached: int
    receipts_expected: int

    @classmethod
    def of(cls, results: Sequence[SpendRow]) -> Self:
        """Looks at every result once."""
        standing = [row.item.record for row in results if row.status.stands_in_books]
        return cls(
            Counter(row.status for row in results),
            totals(row for row in results if row.status is ItemStatus.EXPORTED),
            totals(row for row in results if row.status.stands_in_books),
            totals(row for row in results if row.status in {ItemStatus.FAILED, ItemStatus.HELD}),
            sum(record.receipts_attached for record in standing),
            sum(record.receipts_expected for record in standing),
        )


@dataclass(frozen=True, slots=True)
class Exported:
    """What came of an export, ready to show. `rows` are the results, then what still waits; `left` is that alone; `needs` is what
    needs a person now."""

    outcome: RunOutcome
    tally: Tally
    rows: Sequence[SpendRow]
    left: Waiting
    needs: NeedsYou
    digest: Digest = field(default_factory=Digest)


def export_now(
    program: App,
    before: Waiting,
    only: frozenset[str] | None,
    on_progress: Callable[[Progress], None],
    cancel: CancelToken,
) -> Exported:
    """Exports what waits, or of Pleo's queue only some. Raises SetupIncompleteError, SignInAgainError."""
    with _window_first():
        if before.file:  # what stands in the books is in the file too
            only = only if only is not None else frozenset(row.id for row in before.rows)
        work = program.exports.of_newest if before.file else program.exports.now
        with work(cancel, on_progress, only) as export:
            outcome = export.run()
        results = with_results(before.rows, spend_rows(outcome.items, before.names, before.pleo, program.texts))
        done = {row.id for row in results}
        waiting = [row for row in before.rows if row.id not in done]
        rows = [*results, *waiting]
        last = next(iter(program.runs.runs()), None)
        left = replace(before, rows=waiting, last=last, digest=digest(waiting))
        return Exported(outcome, Tally.of(results), rows, left, program.needs_you(), digest(rows))
