"""Reads what the Sync tab shows, in a thread: what waits, with names; and runs an export. Draws nothing."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from pleoqb_desktop.bootstrap import Program
from pleoqb_desktop.core.cancel import CancelToken
from pleoqb_desktop.core.errors import KnownError
from pleoqb_desktop.core.outcome import RunOutcome
from pleoqb_desktop.core.pleo_names import PleoNames
from pleoqb_desktop.core.progress import Progress
from pleoqb_desktop.core.records import RunSummary
from pleoqb_desktop.domain.problems import Problem
from pleoqb_desktop.gui.models.entry_picture import Names, PictureWords
from pleoqb_desktop.gui.models.spend_rows import Digest, SpendRow, digest, spend_rows, with_results


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits. `problem` is why it could not be read, or not to the end; `contra_chosen` None: not asked.

    `last` is the newest run, None before the first one. `days_left` of the QuickBooks sign-in, None when it is not known.
    """

    rows: Sequence[SpendRow] = ()
    names: Names = field(default_factory=lambda: Names(None, PictureWords()))
    pleo: PleoNames = field(default_factory=PleoNames)
    problem: Problem | None = None
    contra_chosen: bool | None = None
    last: RunSummary | None = None
    days_left: int | None = None
    digest: Digest = field(default_factory=Digest)


def read_waiting(program: Program, words: PictureWords, cancel: CancelToken) -> Waiting:
    """What an export would do now. Raises Cancelled, and KnownError only for what is wrong on this computer."""
    last = next(iter(program.runs.runs()), None)
    days = program.sign_in.days_left()
    try:
        with program.preview(cancel) as preview:
            outcome = preview.run()
        cancel.check()
        if outcome.problem and not outcome.items:
            return Waiting(problem=outcome.problem, last=last, days_left=days)
        names = Names(program.books(cancel), words) if outcome.items else Names(None, words)
        pleo = program.pleo_names(cancel) if any(item.estimate for item in outcome.items) else PleoNames()
        rows = spend_rows(outcome.items, names, pleo, program.texts)
        return Waiting(
            rows, names, pleo, outcome.problem, program.contra_account_chosen(cancel), last, days, digest(rows)
        )
    except KnownError as error:
        return Waiting(problem=error.problem, last=last, days_left=days)


_TURN_SECONDS = 0.001


@contextmanager
def _window_first() -> Iterator[None]:
    """While many threads work, each hands over sooner: the window's thread waits for its turn no longer than a frame."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(_TURN_SECONDS)
    try:
        yield
    finally:
        sys.setswitchinterval(before)


@dataclass(frozen=True, slots=True)
class Exported:
    """What came of an export, ready to show. `rows` are the results, then what still waits; `left` is that alone."""

    outcome: RunOutcome
    rows: Sequence[SpendRow]
    left: Waiting
    digest: Digest = field(default_factory=Digest)


def export_now(
    program: Program,
    before: Waiting,
    only: frozenset[str] | None,
    on_progress: Callable[[Progress], None],
    cancel: CancelToken,
) -> Exported:
    """Exports what waits, or of Pleo's queue only some. Raises SetupIncompleteError, SignInAgainError."""
    with _window_first(), program.export(cancel, on_progress, only) as export:
        outcome = export.run()
    results = with_results(before.rows, spend_rows(outcome.items, before.names, before.pleo, program.texts))
    done = {row.id for row in results}
    waiting = [row for row in before.rows if row.id not in done]
    rows = [*results, *waiting]
    last = next(iter(program.runs.runs()), None)
    return Exported(outcome, rows, replace(before, rows=waiting, last=last, digest=digest(waiting)), digest(rows))
