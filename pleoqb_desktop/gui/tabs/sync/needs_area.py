"""Keeps *Needs you* true: reads it from the run store, shows it, and acts on what a person says there; exports nothing itself."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QDialog, QWidget

from pleoqb_desktop.domain.money import Money
from pleoqb_desktop.domain.problems import Problem
from pleoqb_desktop.export.answers import Answered
from pleoqb_desktop.export.needs import NeedsYou
from pleoqb_desktop.gui.models.entry_picture import Names
from pleoqb_desktop.gui.models.needs import Block, blocks, not_in_books
from pleoqb_desktop.gui.tabs.sync.cases_dialog import CasesDialog
from pleoqb_desktop.gui.tabs.sync.compare_dialog import CompareDialog
from pleoqb_desktop.gui.tabs.sync.facts import SyncFacts
from pleoqb_desktop.gui.tabs.sync.figures import Figures
from pleoqb_desktop.gui.tabs.sync.needs_panel import NeedsPanel
from pleoqb_desktop.gui.tabs.tab import TabContext
from pleoqb_desktop.gui.tasks import Task
from pleoqb_desktop.gui.tray import Sums
from pleoqb_desktop.ports.cancel import CancelToken


class NeedsArea(QObject):
    """Its panel and figures are the tab's to place."""

    found = Signal(object)
    """What the run store holds now (NeedsYou)."""
    counted = Signal(int)
    """So many things need a person: another number than before."""
    summed = Signal(object)
    """What waits and what needs a person (gui.tray.Sums), each time it is shown."""
    acted = Signal()
    """An answer acted: what waits may be something else now."""

    def __init__(self, context: TabContext, parent: QWidget) -> None:
        super().__init__(parent)
        self._context, self._window = context, parent
        self._task: Task | None = None
        self.count = 0
        self.dialog: QDialog | None = None
        self._last: tuple[object, ...] = ()
        self._blocks: Sequence[Block] = ()
        self._names: Names | None = None
        self.figures = Figures(parent)
        self.panel = NeedsPanel(context.remedies, parent)
        self.panel.list_requested.connect(self._on_list)
        self.panel.compare_requested.connect(self._on_compare)
        self.panel.place_requested.connect(context.links.visit)

    @property
    def blocks(self) -> Sequence[Block]:
        """What is shown, by cause."""
        return self._blocks

    # -- reading ---------------------------------------------------------------------------------

    @Slot()
    def read(self) -> None:
        """Looks into the run store: no service is asked."""
        if self._task:
            self._task.cancel()
        program = self._context.program
        self._task = self._context.runner.run(
            lambda _: program.needs_you(), self._on_found, self._on_failed, parent=self
        )

    def _on_found(self, needs: NeedsYou) -> None:
        self._task = None
        self.found.emit(needs)

    def _on_failed(self, _: Problem) -> None:
        """A damaged store is told by who reads what waits."""
        self._task = None

    def show_facts(self, facts: SyncFacts, *, exporting: bool) -> None:
        """Blocks of what the store holds, what waits and what an export told; none while one runs."""
        waiting, results = facts.waiting, facts.results
        if waiting and waiting.names.home_currency:  # none are read where nothing waits: those of before stay good
            self._names = waiting.names
        now = (facts.needs, waiting, results)
        if len(self._last) != len(now) or any(new is not old for new, old in zip(now, self._last, strict=True)):
            self._last = now
            self._blocks = blocks(facts.cases)
        interrupted = None if exporting else facts.needs.interrupted
        shown = () if exporting else self._blocks
        every = [case for block in self._blocks for case in block.cases]
        sums = not_in_books(self._blocks)
        by_file = facts.waiting is not None and facts.waiting.file is not None
        self.panel.show_needs(shown, interrupted, sums, self._context.texts, by_file=by_file)
        self._show_figures(facts, len(every), sums)
        count = len(every) + bool(facts.needs.interrupted)
        if count != self.count:
            self.count = count
            self.counted.emit(count)

    def _show_figures(self, facts: SyncFacts, count: int, sums: Sequence[Money]) -> None:
        texts, needs = self._context.texts, facts.needs
        self.figures.show_in_books(needs.this_month, needs.in_books, needs.in_books_before, texts)
        self.figures.months.show_months(needs.this_month, needs.months, needs.currency, texts)
        waiting = facts.waiting.digest if facts.waiting else None
        self.figures.show_waiting(waiting.waiting if waiting else None, waiting.sums if waiting else (), texts)
        self.figures.show_needs(count, sums, texts, interrupted=facts.needs.interrupted is not None)
        self.summed.emit(
            Sums(waiting.waiting if waiting else None, tuple(waiting.sums if waiting else ()), count, tuple(sums))
        )

    def retranslate_ui(self) -> None:
        """Writes every word again, when it is shown next."""
        self.panel.forget()
        self.figures.months.retranslate_ui()

    # -- acting ----------------------------------------------------------------------------------

    def _open(self, dialog: QDialog) -> None:
        self.dialog = dialog
        dialog.destroyed.connect(self._on_closed)
        dialog.open()

    @Slot()
    def _on_closed(self) -> None:
        self.dialog = None

    @Slot(object)
    def _on_list(self, block: Block) -> None:
        dialog = CasesDialog(block, lambda: self._context.texts, self._context.alerts, self._window)
        dialog.aside_requested.connect(self._on_aside)
        self._open(dialog)

    @Slot(object)
    def _on_compare(self, block: Block) -> None:
        dialog = CompareDialog(block, self._context, self._names, self._window)
        dialog.answered.connect(self._on_answered)
        self._open(dialog)

    @Slot(object)
    def _on_answered(self, answers: Sequence[Answered]) -> None:
        again = sum(one.export_again for one in answers)
        words = self.tr("Done.")
        if again:
            words = self.tr("Now put the expense(s) up for export again in Pleo, so that Pleo knows.", "", again)
        self._context.remedies.said.emit(words)
        self.acted.emit()

    @Slot(object)
    def _on_aside(self, entry_ids: Sequence[str]) -> None:
        program = self._context.program

        def work(cancel: CancelToken) -> None:
            with program.exports.answering(cancel) as answering:
                for entry_id in entry_ids:
                    answering.set_aside(entry_id)

        self._context.runner.run(work, lambda _: None, parent=self, ended=self.read)
