"""The History tab: past exports and their expenses; undoes one, tries failed ones again, saves a list as a file."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QSplitter, QToolButton, QVBoxLayout, QWidget

from pleoqb_desktop.app import Program
from pleoqb_desktop.domain.problems import Problem
from pleoqb_desktop.gui.entry_view import EntryView, picture_words
from pleoqb_desktop.gui.links import Place
from pleoqb_desktop.gui.models.entry_picture import Names
from pleoqb_desktop.gui.models.spend_rows import Digest, SpendRow, digest, spend_rows
from pleoqb_desktop.gui.models.table import RowsModel
from pleoqb_desktop.gui.notices import BusyLine, ButtonAction, Notice
from pleoqb_desktop.gui.tabs.history.runs_table import run_columns
from pleoqb_desktop.gui.tabs.spend_table import SpendTable
from pleoqb_desktop.gui.tabs.tab import Tab, TabContext
from pleoqb_desktop.gui.tabs.table_view import Table
from pleoqb_desktop.gui.tasks import BusySign, Latest, Poll, Task
from pleoqb_desktop.gui.theme import Tone, WrappedLabel, enlarged, icon, letters, unit
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.runs import ItemStatus, RunState, RunSummary
from pleoqb_desktop.sync.pleo_names import PleoNames
from pleoqb_desktop.undo import UndoOutcome

_MOST_REASONS = 5
_UNDOABLE = frozenset({RunState.DONE, RunState.STOPPED, RunState.RUNNING, RunState.UNDOING, RunState.PARTLY_UNDONE})
_FAILED = frozenset({ItemStatus.FAILED, ItemStatus.HELD})


@dataclass(frozen=True, slots=True)
class RunItems:
    """The expenses of one run."""

    run_id: int
    rows: Sequence[SpendRow]
    digest: Digest


def read_run(program: Program, run_id: int, names: Names) -> RunItems:
    """From the run store alone: works without a network."""
    runs = program.runs
    summary, records = runs.run(run_id), runs.run_items(run_id)
    intents = [intent for job_id in (summary.run.jobs if summary else ()) for intent in runs.intents(job_id)]
    gone = {(one.accounting_entry_id, one.external_id) for one in intents if one.removed}
    read = spend_rows([program.history_item(one) for one in records], names, PleoNames(), program.texts)
    rows = [replace(row, undone=_entry(row) in gone) for row in read]
    return RunItems(run_id, rows, digest(rows))


def _entry(row: SpendRow) -> tuple[str, str | None]:
    return row.id, row.item.record.external_id


class HistoryTab(Tab):
    """Past exports."""

    retry_requested = Signal(object)
    """Export these accounting entries, which stand in Pleo's queue again (a frozenset)."""
    changed = Signal()
    """QuickBooks holds something else than before."""

    def __init__(self, context: TabContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._task: Task | None = None
        self._reading: Task | None = None
        self._poll: Poll | None = None
        self._undone: UndoOutcome | None = None
        self._items: RunItems | None = None
        self._run: RunSummary | None = None
        self._names = Names(None, picture_words())
        self._sign = BusySign(self)
        self._exporting = False
        self._read = False
        self._build()
        self._sign.changed.connect(self._busy.setVisible)
        self.retranslate_ui()

    def _build(self) -> None:
        context = self.context
        self.headline = WrappedLabel(parent=self)
        self.headline.setFont(enlarged(self.font(), 1.5, bold=True))
        self.refresh_button = QToolButton(self)
        self.refresh_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.refresh_button.clicked.connect(self.read)
        self.model: RowsModel[RunSummary] = RowsModel(
            run_columns(lambda: self.texts), lambda one: one.run.id, parent=self
        )
        self.runs = Table(self.model, self)
        self.runs.current_changed.connect(self._on_run)
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
        self.notice = Notice(Tone.INFO, self)
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
        buttons = QHBoxLayout()
        buttons.setSpacing(step)
        for button in (self.retry_button, self.undo_button, self.save_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        below = QWidget(self)
        items = QVBoxLayout(below)
        items.setContentsMargins(0, step, 0, 0)
        items.setSpacing(step)
        items.addLayout(buttons)
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
        self.context.runner.run(lambda _: program.runs.runs(), self._on_runs, self._on_problem, parent=self)

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
        if self._undone and self._undone.run_id != summary.run.id and not self._working:
            self._undone = None
            self.notice.clear()
        program, run_id, names = self.context.program, summary.run.id, self._names
        self._reading = self.context.runner.run(
            lambda _: read_run(program, run_id, names), self._show_items, self._on_problem, parent=self
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

    # -- undoing ---------------------------------------------------------------------------------

    @property
    def _working(self) -> bool:
        return self._task is not None

    @property
    def busy(self) -> bool:
        """Whether an undo runs."""
        return self._working

    def set_exporting(self, exporting: bool) -> None:  # noqa: FBT001 - a setter
        """An export runs: nothing is undone meanwhile."""
        self._exporting = exporting
        self.refresh()

    @Slot()
    def _on_undo(self) -> None:
        summary: RunSummary | None = self.runs.current_row()
        if summary is None or self._working:
            return
        count = summary.counts.get(ItemStatus.EXPORTED, 0)
        if not self.context.alerts.ask(
            self.tr("Take export {number} back?").format(number=self.texts.number(summary.run.id)),
            self.tr(
                "%Ln entrie(s) and the receipts are removed from QuickBooks, unless somebody has changed them since. Pleo still "
                "shows the expenses as exported; exporting them again there brings them back.",
                "",
                count,
            ),
            yes=self.tr("Take it back"),
            no=self.tr("Leave it"),
            parent=self,
        ):
            return
        self._undo(summary.run.id)

    def _undo(self, run_id: int) -> None:
        program, progress = self.context.program, Latest((0, 0))

        def work(cancel: CancelToken) -> UndoOutcome:
            return program.undo(cancel, lambda done, total: progress.set((done, total))).run(run_id)

        self._undone = None
        self.notice.clear()
        self._poll = Poll(progress, self._on_undo_progress, self)
        self._sign.set_busy(True)
        self._task = self.context.runner.run(
            work, self._on_undone, self._on_problem, parent=self, ended=self._on_undo_ended
        )
        self.refresh()

    def _on_undo_progress(self, progress: tuple[int, int]) -> None:
        done, total = progress
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        self.bar.setVisible(total > 0)

    def _on_undone(self, outcome: UndoOutcome) -> None:
        self._undone = outcome
        self.changed.emit()

    def _on_undo_ended(self) -> None:
        self._task = None
        if self._poll:
            self._poll.stop()
            self._poll.deleteLater()
            self._poll = None
        self.bar.hide()
        self._sign.set_busy(False)
        self._show_undone()
        self.read()

    def _show_undone(self) -> None:
        outcome = self._undone
        if outcome is None:
            return
        heading = self.tr("%Ln entrie(s) removed from QuickBooks", "", outcome.entries_removed)
        lines = [self.tr("%Ln receipt(s) removed", "", outcome.attachments_removed)]
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
        lines.append(
            self.tr("Pleo still shows these expenses as exported. Export them again there to bring them back.")
        )
        action = ButtonAction(self.tr("Open Pleo"), partial(self.context.links.visit, Place.PLEO_EXPORT))
        self.notice.show_words(heading, "\n".join(lines), [action], tone=Tone.CAUTION if left else Tone.GOOD)

    def _left_words(self, supplier: str, what: Problem) -> str:
        return f"{supplier}: {self.texts.sentence(what)} {self.texts.remedy(what)}"

    # -- trying again ----------------------------------------------------------------------------

    @Slot()
    def _on_retry(self) -> None:
        """Failed expenses stand in Pleo as failed until somebody exports them again there; those in the queue go now."""
        if self._items is None or self._working:
            return
        failed = frozenset(row.id for row in self._items.rows if row.status in _FAILED)
        program = self.context.program

        def work(cancel: CancelToken) -> frozenset[str]:
            return frozenset(entry.id for entry in program.spend(cancel).queue()) & failed

        self._sign.set_busy(True)
        self._task = self.context.runner.run(
            work, self._on_queued, self._on_problem, parent=self, ended=self._on_retry_ended
        )
        self.refresh()

    def _on_queued(self, queued: frozenset[str]) -> None:
        if queued:
            self.notice.clear()
            self.retry_requested.emit(queued)
            return
        self.notice.show_words(
            self.tr("These expenses are not in Pleo's export queue yet"),
            self.tr(
                "Pleo keeps an expense that failed until somebody exports it again: correct it, then choose Export in Pleo. "
                "After that, press “Retry failed only” here, or Export now."
            ),
            [ButtonAction(self.tr("Open Pleo"), partial(self.context.links.visit, Place.PLEO_EXPORT))],
            tone=Tone.INFO,
        )

    def _on_retry_ended(self) -> None:
        self._task = None
        self._sign.set_busy(False)
        self.refresh()

    # -- a file ----------------------------------------------------------------------------------

    @Slot()
    def _on_save(self) -> None:
        items = self._items
        if items is None:
            return
        name = self.tr("export-{number}.csv").format(number=items.run_id)
        path = self.context.alerts.ask_save_path(
            self.tr("Save the list"), name, self.tr("CSV file (*.csv)"), parent=self
        )
        if path is None:
            return
        program = self.context.program
        header = [*(column.title() for column in self.spend.model.columns[:-1]), "QuickBooks", self.tr("Reason")]
        rows = list(self.spend.model.shown)
        columns = self.spend.model.columns[:-1]

        def work(_: CancelToken) -> Path:
            lines = [
                [*(column.text(row) for column in columns), row.item.external_url or "", self._reasons(row)]
                for row in rows
            ]
            return program.save_list(path, header, lines)

        self.context.runner.run(work, self._on_saved, self._on_problem, parent=self)

    def _reasons(self, row: SpendRow) -> str:
        return " ".join(f"{self.texts.sentence(one)} {self.texts.remedy(one)}" for one in row.problems)

    def _on_saved(self, path: Path) -> None:
        self.notice.show_words(self.tr("The list is saved"), str(path), tone=Tone.GOOD)

    # -- one place decides what is seen ----------------------------------------------------------

    def refresh(self) -> None:
        """Every button and message, from what is known."""
        runs = self.model.rows
        summary: RunSummary | None = self.runs.current_row()
        none = self.tr("No exports yet") if self._read else ""
        self.headline.setText(self.tr("%Ln export(s) so far", "", len(runs)) if runs else none)
        self.empty.setVisible(self._read and not runs)
        self.body.setVisible(bool(runs))
        failed = [row for row in self._items.rows if row.status in _FAILED] if self._items else []
        free = not self._working and not self._exporting
        exported = summary is not None and bool(summary.counts.get(ItemStatus.EXPORTED))
        self.undo_button.setEnabled(free and exported and summary is not None and summary.run.state in _UNDOABLE)
        self.retry_button.setEnabled(free and bool(failed))
        self.save_button.setEnabled(bool(self._items and self._items.rows))

    def retranslate_ui(self) -> None:
        """Writes every word again."""
        self.runs.setAccessibleName(self.tr("Exports"))
        self.refresh_button.setText(self.tr("Refresh"))
        self.undo_button.setText(self.tr("&Undo this export…"))
        self.undo_button.setAccessibleDescription(
            self.tr("Removes its entries and receipts from QuickBooks, after a question")
        )
        self.retry_button.setText(self.tr("Retry &failed only"))
        self.retry_button.setAccessibleDescription(
            self.tr("Exports those of them that stand in Pleo's export queue again")
        )
        self.save_button.setText(self.tr("Save as &CSV…"))
        self._busy.say(self.tr("Working on it…"))
        self.bar.setAccessibleName(self.tr("Progress of the undo"))
        self.empty.setText(
            self.tr("After your first export this list shows what was sent, with a link to every entry.")
        )
        self.runs.retranslate()
        self._show_undone()
        self.recolour()
        self.refresh()

    def recolour(self) -> None:
        """Draws the icons anew."""
        for button, drawing in (
            (self.undo_button, "undo"),
            (self.retry_button, "refresh"),
            (self.save_button, "save"),
            (self.refresh_button, "refresh"),
        ):
            button.setIcon(icon(drawing, self.palette()))


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(names[:_MOST_REASONS])
    return f"{shown}, …" if len(names) > _MOST_REASONS else shown
