"""The History tab: past exports and their expenses, read from the run store; what can be done with one is in its actions."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QApplication, QHBoxLayout, QProgressBar, QSplitter, QToolButton, QVBoxLayout, QWidget

from pleoqb_desktop.domain.problems import Problem
from pleoqb_desktop.gui.expense.entry_view import EntryView, picture_words
from pleoqb_desktop.gui.models.entry_picture import Names
from pleoqb_desktop.gui.models.spend_rows import Digest, SpendRow
from pleoqb_desktop.gui.models.table import RowsModel
from pleoqb_desktop.gui.notices import BusyLine, Notice
from pleoqb_desktop.gui.tabs.history.actions import RunActions
from pleoqb_desktop.gui.tabs.history.run_items import RunItems, read_run
from pleoqb_desktop.gui.tabs.history.runs_table import run_columns
from pleoqb_desktop.gui.tabs.spend_table import SpendTable
from pleoqb_desktop.gui.tabs.tab import Tab, TabContext
from pleoqb_desktop.gui.tabs.table_view import Table
from pleoqb_desktop.gui.tasks import BusySign, Task
from pleoqb_desktop.gui.theme import TITLE, Tone, WrappedLabel, enlarged, icon, letters, unit
from pleoqb_desktop.ports.runs import RunSummary


class HistoryTab(Tab):
    """Past exports."""

    retry_requested = Signal(object)
    """Export these accounting entries, which stand in Pleo's queue again (a frozenset)."""
    changed = Signal()
    """QuickBooks holds something else than before."""

    def __init__(self, context: TabContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._reading: Task | None = None
        self._items: RunItems | None = None
        self._run: RunSummary | None = None
        self._names = Names(None, picture_words())
        self._sign = BusySign(self)
        self._read = False
        self._build()
        self._sign.changed.connect(self._busy.setVisible)
        self.retranslate_ui()

    def _build(self) -> None:
        context = self.context
        self.headline = WrappedLabel(parent=self)
        self.headline.setFont(enlarged(self.font(), TITLE, bold=True))
        self.refresh_button = QToolButton(self)
        self.refresh_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.refresh_button.clicked.connect(self.read)
        self.model: RowsModel[RunSummary] = RowsModel(
            run_columns(lambda: self.texts), lambda one: one.run.id, parent=self
        )
        self.runs = Table(self.model, self)
        self.runs.current_changed.connect(self._on_run)
        self.notice = Notice(Tone.INFO, self)
        self.run_actions = RunActions(context, lambda: self.spend, self.notice, self._on_problem, self)
        self.run_actions.working_changed.connect(self._on_working)
        self.run_actions.progressed.connect(self._on_progress)
        self.run_actions.undo_ended.connect(self.read)
        self.run_actions.books_changed.connect(self.changed)
        self.run_actions.retry_requested.connect(self.retry_requested)
        self._busy = BusyLine(self)
        self._busy.hide()
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(unit(self))
        self.bar.hide()
        self.spend = SpendTable(lambda: self.texts, self)
        self.spend.current_changed.connect(self._on_row)
        self.spend.opened.connect(self._on_opened)
        self.entry = EntryView(context.program, context.runner, context.links, context.remedies, self)
        self.empty = WrappedLabel(parent=self, tone=Tone.QUIET)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._lay_out()

    def _lay_out(self) -> None:
        step = unit(self)
        top = QHBoxLayout()
        top.addWidget(self.headline, 1)
        top.addWidget(self.refresh_button)
        below = QWidget(self)
        items = QVBoxLayout(below)
        items.setContentsMargins(0, step, 0, 0)
        items.setSpacing(step)
        items.addWidget(self.run_actions)
        items.addWidget(self.spend, 1)
        left = QSplitter(Qt.Orientation.Vertical, self)
        left.setChildrenCollapsible(False)
        left.addWidget(self.runs)
        left.addWidget(below)
        left.setStretchFactor(0, 1)
        left.setStretchFactor(1, 3)
        left.setSizes([self.fontMetrics().height() * 9, self.fontMetrics().height() * 33])
        self.body = QSplitter(Qt.Orientation.Horizontal, self)
        self.body.setChildrenCollapsible(False)
        self.body.addWidget(left)
        self.body.addWidget(self.entry)
        self.body.setStretchFactor(0, 3)
        self.body.setStretchFactor(1, 1)
        self.body.setSizes([letters(self, 120), letters(self, 58)])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(step * 2, step * 2, step * 2, step)
        layout.setSpacing(step)
        layout.addLayout(top)
        for part in (self._busy, self.bar, self.notice):
            layout.addWidget(part)
        layout.addWidget(self.empty, 1)
        layout.addWidget(self.body, 1)

    def title(self) -> str:
        """The word on the tab."""
        return self.tr("&History")

    # -- reading ---------------------------------------------------------------------------------

    def shown_first(self) -> None:
        """Reads the runs."""
        self.read()

    @Slot()
    def read(self) -> None:
        """Reads the runs from the run store."""
        program = self.context.program
        self._say_reading()
        self.context.runner.run(
            lambda _: program.runs.runs(), self._on_runs, self._on_problem, parent=self, ended=self._end_reading
        )

    def _say_reading(self) -> None:
        self._busy.say(self.tr("Reading what was exported…"))
        self._sign.set_busy(True)

    def _end_reading(self) -> None:
        self._sign.set_busy(self.busy)

    def set_names(self, names: Names) -> None:
        """Names of accounts and VAT codes, from books that another tab read."""
        self._names = names
        self.entry.set_names(names)

    def _on_runs(self, runs: Sequence[RunSummary]) -> None:
        self._read = True
        self.model.set_rows(runs)
        if runs and self.runs.current_row() is None:
            self.runs.selectRow(0)
        self.refresh()

    @Slot()
    def _on_run(self) -> None:
        summary = self.runs.current_row()
        if summary is self._run:
            return
        self._run = summary
        if self._reading:
            self._reading.cancel()
        if summary is None:
            self._show_items(None)
            return
        self.run_actions.leave_result(summary.run.id)
        program, run_id, names = self.context.program, summary.run.id, self._names
        self._say_reading()
        self._reading = self.context.runner.run(
            lambda _: read_run(program, run_id, names),
            self._show_items,
            self._on_problem,
            parent=self,
            ended=self._end_reading,
        )
        self.refresh()

    def _show_items(self, items: RunItems | None) -> None:
        self._items = items
        self.spend.set_rows(items.rows if items else (), items.digest if items else Digest())
        if items and items.rows and self.spend.table.current_row() is None and self.spend.model.shown:
            self.spend.table.selectRow(0)
        self.refresh()

    def _on_problem(self, what: Problem) -> None:
        texts = self.texts
        action = self.context.remedies.button_action(what, retry=self.read)
        actions = [action] if action else []
        self.notice.show_words(texts.sentence(what), texts.remedy(what), actions, tone=Tone.CAUTION)
        self.refresh()

    @Slot(object)
    def _on_row(self, row: SpendRow | None) -> None:
        self.entry.show_row(row)

    @Slot(object)
    def _on_opened(self, row: SpendRow) -> None:
        if row.item.external_url:
            self.context.links.open(row.item.external_url)

    # -- what is done with a run -----------------------------------------------------------------

    @property
    def busy(self) -> bool:
        """Whether an undo runs."""
        return self.run_actions.working

    def set_exporting(self, exporting: bool) -> None:  # noqa: FBT001 - a setter
        """An export runs: nothing is undone meanwhile."""
        self.run_actions.set_exporting(exporting)

    @Slot(bool)
    def _on_working(self, working: bool) -> None:  # noqa: FBT001 - a slot
        self._busy.say(self.tr("Working on it…"))
        self._sign.set_busy(working)
        if not working:
            self.bar.hide()

    @Slot(int, int)
    def _on_progress(self, done: int, total: int) -> None:
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        self.bar.setVisible(total > 0)

    # -- one place decides what is seen ----------------------------------------------------------

    def refresh(self) -> None:
        """Every button and message, from what is known."""
        runs = self.model.rows
        summary: RunSummary | None = self.runs.current_row()
        none = self.tr("No exports yet") if self._read else ""
        self.headline.setText(self.tr("%Ln export(s) so far", "", len(runs)) if runs else none)
        self.empty.setVisible(self._read and not runs)
        self.body.setVisible(bool(runs))
        self.run_actions.show_run(summary, self._items)

    def retranslate_ui(self) -> None:
        """Writes every word again."""
        self.runs.setAccessibleName(self.tr("Exports"))
        self.refresh_button.setText(self.tr("Refresh"))
        self.run_actions.retranslate_ui()
        self.bar.setAccessibleName(self.tr("Progress of the undo"))
        self.empty.setText(
            self.tr("After your first export this list shows what was sent, with a link to every entry.")
        )
        self.runs.retranslate()
        self.recolour()
        self.refresh()

    def recolour(self) -> None:
        """Draws the icons anew."""
        self.run_actions.recolour()
        self.refresh_button.setIcon(icon("refresh", QApplication.palette()))
