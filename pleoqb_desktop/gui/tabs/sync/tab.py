"""The Expenses tab: reads what waits, exports it, and shows a result for every expense; one refresh() decides all it shows."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pleoqb_desktop.domain.problems import Problem
from pleoqb_desktop.export.needs import NeedsYou
from pleoqb_desktop.export.progress import Progress
from pleoqb_desktop.gui.expense.entry_view import picture_words
from pleoqb_desktop.gui.forms import announce
from pleoqb_desktop.gui.links import Place
from pleoqb_desktop.gui.models.spend_rows import totals
from pleoqb_desktop.gui.notices import BusyLine
from pleoqb_desktop.gui.tabs.spend_table import Show
from pleoqb_desktop.gui.tabs.sync.empty_day import EmptyDay
from pleoqb_desktop.gui.tabs.sync.expenses import SyncExpenses
from pleoqb_desktop.gui.tabs.sync.export_panel import ExportPanel
from pleoqb_desktop.gui.tabs.sync.facts import State, SyncFacts
from pleoqb_desktop.gui.tabs.sync.first_export import FirstExport
from pleoqb_desktop.gui.tabs.sync.header import SyncHeader
from pleoqb_desktop.gui.tabs.sync.needs_area import NeedsArea
from pleoqb_desktop.gui.tabs.sync.notices import ConnectionNotice, ResultNotice
from pleoqb_desktop.gui.tabs.sync.waiting import Exported, Waiting, export_now, read_waiting
from pleoqb_desktop.gui.tabs.tab import Tab, TabContext
from pleoqb_desktop.gui.tasks import BusySign, Latest, Poll, StepwiseWork, Task
from pleoqb_desktop.gui.theme import unit
from pleoqb_desktop.ports.cancel import CancelToken


class SyncTab(Tab):
    """What waits and what came of it."""

    exporting_changed = Signal(bool)
    exported = Signal()
    """A run has ended: other tabs have something new to show."""
    names_changed = Signal(object)
    """Names of accounts, VAT codes and tags were read (models.entry_picture.Names)."""

    def __init__(self, context: TabContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.facts = SyncFacts()
        self._task: Task | None = None
        self._poll: Poll | None = None
        self._next: tuple[frozenset[str] | None] | None = None
        self._sign = BusySign(self)
        self._stepwise = StepwiseWork(self)
        self._first = FirstExport(context, self)
        self._build()
        self._sign.changed.connect(self._busy.setVisible)
        self.retranslate_ui()

    # -- widgets ---------------------------------------------------------------------------------

    def _build(self) -> None:
        context = self.context
        self.header = SyncHeader(context, self)
        self.header.export_requested.connect(self._on_export)
        self.header.selected_requested.connect(self._on_export_selected)
        self.header.refresh_requested.connect(self.read)
        self.panel = ExportPanel(lambda: self.texts, self)
        self.panel.stop_requested.connect(self.stop)
        self.connection = ConnectionNotice(context, self.read, self)
        self.result = ResultNotice(context, self.read, lambda: self.spend.set_show(Show.ATTENTION), self)
        self.area = NeedsArea(context, self)
        self.area.found.connect(self._on_needs)
        self.area.acted.connect(self.read)
        self.area.counted.connect(self.title_changed)
        self.needs = self.area.panel
        self.needs.filter_requested.connect(self._on_attention_filter)
        self.needs.retry_requested.connect(self.export_only)
        self._busy = BusyLine(self)
        self._busy.hide()
        self.empty = EmptyDay(self)
        self.empty.pleo_requested.connect(lambda: context.links.visit(Place.PLEO_EXPORT))
        self.empty.refresh_requested.connect(self.read)
        self.expenses = SyncExpenses(context, self)
        self.spend, self.side = self.expenses.spend, self.expenses.side
        self.spend.chosen_changed.connect(self._on_chosen)
        self.spend.filtered_changed.connect(self._on_chosen)
        self.spend.show_changed.connect(lambda show: self.needs.set_filtered(show is Show.ATTENTION))
        self.needs.row_requested.connect(self.spend.choose)
        step = unit(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(step * 2, step * 2, step * 2, step)
        layout.setSpacing(step)
        parts = (self.header, self.area.figures, self._busy, self.panel, self.connection, self.result, self.needs)
        for part in parts:
            layout.addWidget(part)
        layout.addWidget(self.empty, 1)
        layout.addWidget(self.expenses, 1)

    def title(self) -> str:
        """The word on the tab, and how much needs a person."""
        count = self.area.count
        return self.tr("E&xpenses ({count})").format(count=self.texts.number(count)) if count else self.tr("E&xpenses")

    # -- reading ---------------------------------------------------------------------------------

    @property
    def state(self) -> State:
        """What the tab is doing."""
        return self.facts.state

    @property
    def busy(self) -> bool:
        """Whether something runs, or is still to be shown."""
        return self._task is not None or self._stepwise.running

    @property
    def exporting(self) -> bool:
        """Whether an export runs."""
        return self.state is State.EXPORTING

    def shown_first(self) -> None:
        """Reads what waits."""
        self.read()

    @Slot()
    def read(self) -> None:
        """Asks Pleo and QuickBooks what waits; what was read before stays readable meanwhile."""
        if self.exporting or (self._task and self._task.running):
            return
        self.area.read()
        program, words = self.context.program, picture_words()
        self.facts = replace(self.facts, state=State.READING, results=None)
        self._sign.set_busy(True)
        self._task = self.context.runner.run(
            lambda cancel: read_waiting(program, words, cancel), self._on_read, self._on_read_failed, parent=self
        )
        self.refresh()

    def _on_read(self, waiting: Waiting) -> None:
        self._task = None
        self._sign.set_busy(False)
        self.facts = replace(self.facts, state=State.READY, trouble=waiting.problem)
        if waiting.problem is None or waiting.rows or self.facts.waiting is None:
            self.facts = replace(self.facts, waiting=waiting)
            if waiting.rows:  # where nothing waits no names were read: those of before stay good
                self.names_changed.emit(waiting.names)
        self._show_rows()
        self.refresh()
        self.expenses.take_first_focus()
        announce(self, self.header.headline.text())
        if self._next is not None:
            (only,), self._next = self._next, None
            self._export(only)

    def _on_needs(self, needs: NeedsYou) -> None:
        self.facts = replace(self.facts, needs=needs)
        self.refresh()

    def _on_read_failed(self, what: Problem) -> None:
        self._task = self._next = None
        self._sign.set_busy(False)
        self.facts = replace(self.facts, state=State.READY, trouble=what)
        self.refresh()

    @Slot()
    def _show_rows(self) -> None:
        self.expenses.show_facts(self.facts)

    # -- exporting -------------------------------------------------------------------------------

    @Slot()
    def _on_export(self) -> None:
        if self.facts.can_export and self._first.agreed(
            self.facts.waiting, self.facts.digest.waiting, self.facts.digest.sums
        ):
            self._export(None)

    @Slot()
    def _on_export_selected(self) -> None:
        rows = self.expenses.chosen()
        chosen = frozenset(row.id for row in rows)
        others = self.facts.digest.in_jobs - chosen
        if not self._first.agreed_to_others(len(others)):
            return
        if chosen and self._first.agreed(self.facts.waiting, len(rows), totals(rows)):
            self._export(chosen)

    def export_only(self, entry_ids: frozenset[str] | None) -> None:
        """Exports only these of Pleo's queue, None: all that waits, after a look at what waits; nothing while an export runs."""
        self._next = None if self.exporting else (entry_ids,)
        self.read()

    def _export(self, only: frozenset[str] | None) -> None:
        before = self.facts.waiting
        if before is None or not self.facts.can_export:
            return
        latest = Latest(Progress())
        program = self.context.program
        self.facts = replace(self.facts, state=State.EXPORTING)
        self.panel.begin(by_file=before.file is not None)
        self._poll = Poll(latest, self.panel.show_progress, self)

        def work(cancel: CancelToken) -> Exported:
            return export_now(program, before, only, latest.set, cancel)

        self._task = self.context.runner.run(
            work, self._on_exported, self._on_export_failed, parent=self, ended=self._on_ended
        )
        self.exporting_changed.emit(True)
        self.refresh()
        self.panel.stop_button.setFocus()

    @Slot()
    def stop(self) -> None:
        """Asks the export to stop; what is done is kept."""
        if self.exporting and self._task:
            self._task.stop()

    def _on_exported(self, exported: Exported) -> None:
        leaving = [self.facts]
        self.facts = SyncFacts(State.RESULTS, exported.left, exported, needs=exported.needs)
        self.spend.set_show(Show.ALL)
        # Ten thousand rows take a frame to be shown, one to be painted, and one to be let go.
        self.spend.table.setUpdatesEnabled(False)
        self._stepwise.start(self._show_rows, partial(self.spend.table.setUpdatesEnabled, True), leaving.clear)

    def _on_export_failed(self, what: Problem) -> None:
        self.facts = replace(self.facts, state=State.READY, trouble=what)

    def _on_ended(self) -> None:
        """After an export, however it ended."""
        self._task = None
        if self._poll:
            self._poll.stop()
            self._poll.deleteLater()
            self._poll = None
        if self.exporting:  # a bug ended it; it was told
            self.facts = replace(self.facts, state=State.READY)
        self.exporting_changed.emit(False)
        self.exported.emit()
        self.refresh()
        said = self.result if self.facts.results else self.connection
        self.announced.emit(said.heading.text())
        if self.facts.results:
            self.spend.table.setFocus()

    # -- what is selected ------------------------------------------------------------------------

    @Slot()
    def _on_chosen(self) -> None:
        self.header.show_buttons(self.facts, self.expenses.chosen())

    @Slot(bool)
    def _on_attention_filter(self, filtered: bool) -> None:  # noqa: FBT001 - a slot
        self.spend.set_show(Show.ATTENTION if filtered else Show.ALL)

    # -- one place decides what is seen ----------------------------------------------------------

    def refresh(self) -> None:
        """Every headline, button, strip and message, from the facts."""
        facts = self.facts
        self.header.show_facts(facts)
        self.panel.setVisible(self.exporting)
        self.connection.show_facts(facts)
        self.result.show_facts(facts)
        self.area.show_facts(facts, exporting=self.exporting)
        self.expenses.setVisible(bool(facts.rows))
        self.empty.setVisible(not facts.rows)
        self.empty.show_facts(facts)
        self.header.show_buttons(facts, self.expenses.chosen())

    def retranslate_ui(self) -> None:
        """Writes every word again."""
        self.header.retranslate_ui()
        self.expenses.retranslate_ui()
        self.empty.retranslate_ui()
        self._busy.say(self.tr("Asking Pleo and QuickBooks what waits…"))
        self.recolour()
        self.area.retranslate_ui()
        self.refresh()

    def recolour(self) -> None:
        """Draws the icons anew."""
        self.header.recolour()
        self.expenses.recolour()
        self.empty.recolour()
