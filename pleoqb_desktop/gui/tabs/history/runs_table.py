"""The table of past exports: its columns; asks no service."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QCoreApplication

from pleoqb_desktop.gui.models.table import Column
from pleoqb_desktop.ports.runs import ItemStatus, RunState, RunSummary
from pleoqb_desktop.texts import Texts


def state_words(state: RunState) -> str:
    """What a run's state is called."""
    translate = QCoreApplication.translate
    return {
        RunState.RUNNING: translate("RunsTable", "Interrupted: goes on with the next export"),
        RunState.DONE: translate("RunsTable", "Finished"),
        RunState.STOPPED: translate("RunsTable", "Stopped: goes on with the next export"),
        RunState.UNDOING: translate("RunsTable", "Undo interrupted: undo again"),
        RunState.UNDONE: translate("RunsTable", "Undone"),
        RunState.PARTLY_UNDONE: translate("RunsTable", "Undone in part"),
    }[state]


def run_columns(texts: Callable[[], Texts]) -> Sequence[Column[RunSummary]]:
    """Number, when, what came of it."""
    translate = QCoreApplication.translate

    def count(*statuses: ItemStatus) -> Callable[[RunSummary], int]:
        return lambda summary: sum(summary.counts.get(status, 0) for status in statuses)

    def counted(title: Callable[[], str], *statuses: ItemStatus) -> Column[RunSummary]:
        number = count(*statuses)
        return Column(title, lambda one: texts().number(number(one)), number, right=True)

    return (
        Column(
            lambda: translate("RunsTable", "Export"),
            lambda one: texts().number(one.run.id),
            lambda one: one.run.id,
            right=True,
        ),
        Column(
            lambda: translate("RunsTable", "Started"),
            lambda one: texts().moment(one.run.started_at),
            lambda one: one.run.started_at,
        ),
        counted(lambda: translate("RunsTable", "Exported"), ItemStatus.EXPORTED),
        counted(lambda: translate("RunsTable", "Already there"), ItemStatus.ALREADY_THERE),
        counted(lambda: translate("RunsTable", "To sort out"), ItemStatus.FAILED, ItemStatus.HELD),
        Column(
            lambda: translate("RunsTable", "State"),
            lambda one: state_words(one.run.state),
            lambda one: one.run.state.value,
            width=44,
            stretches=True,
        ),
    )
