"""Reads the expenses of one past run from the run store, in a thread: works without a network."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pleoqb_desktop.app import App
from pleoqb_desktop.gui.models.entry_picture import Names
from pleoqb_desktop.gui.models.spend_rows import Digest, SpendRow, digest, spend_rows
from pleoqb_desktop.ports.runs import ItemStatus, RunSummary
from pleoqb_desktop.sync.pleo_names import PleoNames

_FAILED = frozenset({ItemStatus.FAILED, ItemStatus.HELD})


@dataclass(frozen=True, slots=True)
class RunItems:
    """The expenses of one run."""

    run_id: int
    rows: Sequence[SpendRow]
    digest: Digest

    @property
    def failed(self) -> frozenset[str]:
        """Those that did not come into the books, by accounting entry id."""
        return frozenset(row.id for row in self.rows if row.status in _FAILED)


def still_there(summary: RunSummary | None, items: RunItems | None) -> int:
    """How many entries that the run made no undo has removed, as far as its expenses were read."""
    if summary is None:
        return 0
    read = items.rows if items and items.run_id == summary.run.id else ()
    gone = sum(row.undone and row.status is ItemStatus.EXPORTED for row in read)
    return summary.counts.get(ItemStatus.EXPORTED, 0) - gone


def read_run(program: App, run_id: int, names: Names) -> RunItems:
    """All of them, with what an undo removed since."""
    runs = program.runs
    summary, records = runs.run(run_id), runs.run_items(run_id)
    intents = [intent for job_id in (summary.run.jobs if summary else ()) for intent in runs.intents(job_id)]
    gone = {(one.accounting_entry_id, one.external_id) for one in intents if one.removed}
    read = spend_rows([program.history_item(one) for one in records], names, PleoNames(), program.texts)
    rows = [replace(row, undone=_entry(row) in gone) for row in read]
    return RunItems(run_id, rows, digest(rows))


def _entry(row: SpendRow) -> tuple[str, str | None]:
    return row.id, row.item.record.external_id
