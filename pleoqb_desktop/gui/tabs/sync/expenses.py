"""The body of the Expenses tab: the table, beside it the selected expense, and what waits in sums; exports nothing."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QApplication, QSplitter, QTabBar, QVBoxLayout, QWidget

from pleoqb_desktop.gui.expense.side import ExpenseSide
from pleoqb_desktop.gui.models.spend_rows import SpendRow
from pleoqb_desktop.gui.tabs.spend_table import SpendTable
from pleoqb_desktop.gui.tabs.sync.facts import SyncFacts
from pleoqb_desktop.gui.tabs.sync.sums import WaitingSums
from pleoqb_desktop.gui.tabs.tab import TabContext
from pleoqb_desktop.gui.theme import letters, unit
from pleoqb_desktop.ports.runs import ItemStatus


class SyncExpenses(QSplitter):
    """Expenses that wait, or results."""

    def __init__(self, context: TabContext, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._links = context.links
        self.spend = SpendTable(lambda: context.texts, self)
        self.spend.current_changed.connect(self._on_current)
        self.spend.opened.connect(self._on_opened)
        self.spend.filtered_changed.connect(self._select_first)
        right = QWidget(self)
        self.side = ExpenseSide(context.program, context.runner, context.links, context.remedies, right)
        self.sums = WaitingSums(lambda: context.texts, right)
        self.sums.hide()
        self._unasked: str | None = None
        self._started = False
        beside = QVBoxLayout(right)
        beside.setContentsMargins(unit(self), 0, 0, 0)
        beside.setSpacing(unit(self))
        beside.addWidget(self.side, 1)
        beside.addWidget(self.sums)
        self.setChildrenCollapsible(False)
        self.addWidget(self.spend)
        self.addWidget(right)
        self.setStretchFactor(0, 3)
        self.setStretchFactor(1, 1)
        self.setSizes([letters(self, 130), letters(self, 54)])

    def show_facts(self, facts: SyncFacts) -> None:
        """These expenses; ten thousand of them take a frame."""
        if facts.waiting:
            self.side.entry.set_names(facts.waiting.names)
        self.spend.set_rows(facts.rows, facts.digest)
        self._select_first()
        self.sums.show_digest(facts.digest)

    @Slot()
    def _select_first(self) -> None:
        """Something is always shown beside the table, while there is anything to show."""
        if self.spend.model.shown and not self.spend.table.chosen_rows():
            self._unasked = self.spend.model.shown[0].id
            self.spend.table.selectRow(0)

    def take_first_focus(self) -> None:
        """Once: the keyboard starts in the list, unless somebody has gone elsewhere by then."""
        in_hand = QApplication.focusWidget()
        at_start = in_hand is None or isinstance(in_hand, QTabBar) or in_hand.isAncestorOf(self)
        if self.isVisible() and at_start and not self._started:
            self.spend.table.setFocus()
        self._started = True

    def chosen(self) -> tuple[SpendRow, ...]:
        """The expenses that wait and that somebody picked: by selecting several, else by a filter, else by selecting one.

        The first row is selected by the window itself: it does not count.
        """
        rows = self.spend.table.chosen_rows()
        if len(rows) < 2 and self.spend.filtered:
            rows = list(self.spend.model.shown)
        elif [row.id for row in rows] == [self._unasked]:
            rows = []
        return tuple(row for row in rows if row.status is ItemStatus.WAITING)

    @Slot(object)
    def _on_current(self, row: SpendRow | None) -> None:
        self.side.show_row(row)

    @Slot(object)
    def _on_opened(self, row: SpendRow) -> None:
        if row.item.external_url:
            self._links.open(row.item.external_url)
        else:
            self.side.tabs.setCurrentWidget(self.side.entry)

    def retranslate_ui(self) -> None:
        """Writes every word again."""
        self.side.retranslate_ui()
        self.sums.retranslate_ui()

    def recolour(self) -> None:
        """Draws the icons anew."""
        self.side.recolour()
