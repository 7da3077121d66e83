"""What can be done with one run: undo it, try its failed expenses again, save its list; tells what came of it in a notice."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QWidget

from pleoqb_desktop.domain.problems import Problem
from pleoqb_desktop.gui.links import Place
from pleoqb_desktop.gui.models.spend_rows import SpendRow
from pleoqb_desktop.gui.notices import ButtonAction, Notice
from pleoqb_desktop.gui.tabs.history.run_items import RunItems, still_there
from pleoqb_desktop.gui.tabs.spend_table import SpendTable
from pleoqb_desktop.gui.tabs.tab import TabContext
from pleoqb_desktop.gui.tasks import Latest, Poll, Task
from pleoqb_desktop.gui.theme import Tone, icon, unit
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.runs import RunState, RunSummary
from pleoqb_desktop.undo import UndoOutcome

_MOST_REASONS = 5
_UNDOABLE = frozenset({RunState.DONE, RunState.STOPPED, RunState.RUNNING, RunState.UNDOING, RunState.PARTLY_UNDONE})


class RunActions(QWidget):
    """Three buttons for the run that is selected, and the work behind them; one thing at a time."""

    working_changed = Signal(bool)
    progressed = Signal(int, int)
    """How many entries of how many an undo has looked at."""
    undo_ended = Signal()
    """However it ended: the runs read differently now."""
    books_changed = Signal()
    """An undo removed something from QuickBooks."""
    retry_requested = Signal(object)
    """Export these accounting entries, which stand in Pleo's queue again (a frozenset)."""

    def __init__(
        self,
        context: TabContext,
        spend: Callable[[], SpendTable],
        notice: Notice,
        failed: Callable[[Problem], None],
        parent: QWidget | None = None,
    ) -> None:
        """`spend` gives the table that lists the run's expenses, `notice` takes what is to be told, `failed` a problem."""
        super().__init__(parent)
        self._context, self._spend, self._notice, self._failed = context, spend, notice, failed
        self._summary: RunSummary | None = None
        self._items: RunItems | None = None
        self._exporting = False
        self._undone: UndoOutcome | None = None
        self._task: Task | None = None
        self._poll: Poll | None = None
        self.undo_button = QPushButton(self)
        self.retry_button = QPushButton(self)
        self.save_button = QPushButton(self)
        for button, slot in (
            (self.undo_button, self._on_undo),
            (self.retry_button, self._on_retry),
            (self.save_button, self._on_save),
        ):
            button.setAutoDefault(False)
            button.clicked.connect(slot)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(unit(self))
        for button in (self.retry_button, self.undo_button, self.save_button):
            layout.addWidget(button)
        layout.addStretch(1)

    @property
    def working(self) -> bool:
        """Whether an undo runs, or Pleo's queue is read."""
        return self._task is not None

    def leave_result(self, run_id: int) -> None:
        """Another run was selected: what came of an undo goes with its own."""
        if self._undone and self._undone.run_id != run_id and not self.working:
            self._undone = None
            self._notice.clear()

    def show_run(self, summary: RunSummary | None, items: RunItems | None) -> None:
        """The run that is selected, and its expenses once they are read."""
        self._summary, self._items = summary, items
        self.refresh()

    def set_exporting(self, exporting: bool) -> None:  # noqa: FBT001 - a setter
        """An export runs: nothing is undone meanwhile."""
        self._exporting = exporting
        self.refresh()

    def refresh(self) -> None:
        """What can be pressed."""
        summary, items = self._summary, self._items
        free = not self.working and not self._exporting
        exported = still_there(summary, items)
        self.undo_button.setText(self.tr("Take this export o&ut of QuickBooks (%Ln entry(ies))…", "", exported))
        self.undo_button.setEnabled(free and exported > 0 and summary is not None and summary.run.state in _UNDOABLE)
        self.retry_button.setEnabled(free and bool(items and items.failed))
        self.save_button.setEnabled(bool(items and items.rows))

    def _start(
        self, work: Callable[[CancelToken], object], done: Callable[..., None], ended: Callable[[], None]
    ) -> None:
        self._task = self._context.runner.run(work, done, self._failed, parent=self, ended=ended)
        self.working_changed.emit(True)
        self.refresh()

    def _end(self) -> None:
        self._task = None
        self.working_changed.emit(False)
        self.refresh()

    # -- undo ------------------------------------------------------------------------------------

    @Slot()
    def _on_undo(self) -> None:
        summary = self._summary
        if summary is None or self.working:
            return
        if not self._context.alerts.ask(
            self.tr("Take export {number} out of QuickBooks?").format(
                number=self._context.texts.number(summary.run.id)
            ),
            self.tr(
                "%Ln entrie(s) and the receipts are removed from QuickBooks, unless somebody has changed them since. Pleo still "
                "shows the expenses as exported; exporting them again there brings them back.",
                "",
                still_there(summary, self._items),
            ),
            yes=self.tr("Take it out"),
            no=self.tr("Leave it"),
            parent=self,
        ):
            return
        self._undo(summary.run.id)

    def _undo(self, run_id: int) -> None:
        program, progress = self._context.program, Latest((0, 0))

        def work(cancel: CancelToken) -> UndoOutcome:
            return program.undo(cancel, lambda done, total: progress.set((done, total))).run(run_id)

        self._undone = None
        self._notice.clear()
        self._poll = Poll(progress, lambda found: self.progressed.emit(*found), self)
        self._start(work, self._on_undone, self._on_undo_ended)

    def _on_undone(self, outcome: UndoOutcome) -> None:
        self._undone = outcome
        self.books_changed.emit()

    def _on_undo_ended(self) -> None:
        if self._poll:
            self._poll.stop()
            self._poll.deleteLater()
            self._poll = None
        self._end()
        self._show_undone()
        self.undo_ended.emit()

    def _show_undone(self) -> None:
        outcome = self._undone
        if outcome is None:
            return
        heading = self.tr("%Ln entrie(s) removed from QuickBooks", "", outcome.entries_removed)
        lines = [
            self.tr("%Ln receipt(s) removed", "", outcome.attachments_removed),
            self.tr("Pleo still shows these expenses as exported. Export them again there to bring them back."),
        ]
        if outcome.vendors_inactive:
            lines.append(self.tr("Vendors set inactive: {names}").format(names=_listed(outcome.vendors_inactive)))
        if outcome.vendors_left:
            lines.append(
                self.tr("Vendors kept, something else uses them: {names}").format(names=_listed(outcome.vendors_left))
            )
        left = [one for one in outcome.items if one.problem]
        lines += [self._left_words(one.record.supplier, one.problem) for one in left[:_MOST_REASONS] if one.problem]
        if len(left) > _MOST_REASONS:
            lines.append(self.tr("and %Ln more", "", len(left) - _MOST_REASONS))
        self._notice.show_words(
            heading, "\n".join(lines), [self._open_pleo()], tone=Tone.CAUTION if left else Tone.GOOD
        )

    def _left_words(self, supplier: str, what: Problem) -> str:
        texts = self._context.texts
        return f"{supplier}: {texts.sentence(what)} {texts.remedy(what)}"

    def _open_pleo(self) -> ButtonAction:
        return ButtonAction(self.tr("Open Pleo"), partial(self._context.links.visit, Place.PLEO_EXPORT))

    # -- trying again ----------------------------------------------------------------------------

    @Slot()
    def _on_retry(self) -> None:
        """Failed expenses stand in Pleo as failed until somebody exports them again there; those in the queue go now."""
        if self._items is None or self.working:
            return
        failed, program = self._items.failed, self._context.program

        def work(cancel: CancelToken) -> frozenset[str]:
            return frozenset(entry.id for entry in program.spend(cancel).queue()) & failed

        self._start(work, self._on_queued, self._end)

    def _on_queued(self, queued: frozenset[str]) -> None:
        if queued:
            self._notice.clear()
            self.retry_requested.emit(queued)
            return
        self._notice.show_words(
            self.tr("These expenses are not in Pleo's export queue yet"),
            self.tr(
                "Pleo keeps an expense that failed until somebody exports it again: correct it, then choose Export in Pleo. "
                "After that, press “Retry failed only” here, or Export under Expenses."
            ),
            [self._open_pleo()],
            tone=Tone.INFO,
        )

    # -- a file ----------------------------------------------------------------------------------

    @Slot()
    def _on_save(self) -> None:
        items, context = self._items, self._context
        if items is None:
            return
        name = self.tr("export-{number}.csv").format(number=items.run_id)
        path = context.alerts.ask_save_path(self.tr("Save the list"), name, self.tr("CSV file (*.csv)"), parent=self)
        if path is None:
            return
        program, model = context.program, self._spend().model
        columns, rows = model.columns[:-1], list(model.shown)
        header = [*(column.title() for column in columns), "QuickBooks", self.tr("Reason")]

        def work(_: CancelToken) -> Path:
            lines = [
                [*(column.text(row) for column in columns), row.item.external_url or "", self._reasons(row)]
                for row in rows
            ]
            return program.save_list(path, header, lines)

        context.runner.run(work, self._on_saved, self._failed, parent=self)

    def _reasons(self, row: SpendRow) -> str:
        texts = self._context.texts
        return " ".join(f"{texts.sentence(one)} {texts.remedy(one)}" for one in row.problems)

    def _on_saved(self, path: Path) -> None:
        self._notice.show_words(self.tr("The list is saved"), str(path), tone=Tone.GOOD)

    # -- words and colours -----------------------------------------------------------------------

    def retranslate_ui(self) -> None:
        """Writes every word again."""
        self.refresh()
        self.undo_button.setAccessibleDescription(
            self.tr("Removes its entries and receipts from QuickBooks, after a question")
        )
        self.retry_button.setText(self.tr("Retry &failed only"))
        self.retry_button.setAccessibleDescription(
            self.tr("Exports those of them that are in Pleo's export queue again")
        )
        self.save_button.setText(self.tr("Save as &CSV…"))
        self._show_undone()

    def recolour(self) -> None:
        """Draws the icons anew."""
        for button, drawing in ((self.undo_button, "undo"), (self.retry_button, "refresh"), (self.save_button, "save")):
            button.setIcon(icon(drawing, QApplication.palette()))


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(names[:_MOST_REASONS])
    return f"{shown}, …" if len(names) > _MOST_REASONS else shown
