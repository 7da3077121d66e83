"""The body of the Sync tab: the table of expenses, beside it the selected one, and the chart of categories; exports nothing."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from pleoqb_desktop.gui.expense.side import ExpenseSide
from pleoqb_desktop.gui.models.spend_rows import SpendRow
from pleoqb_desktop.gui.tabs.spend_table import SpendTable
from pleoqb_desktop.gui.tabs.sync.category_chart import CategoryChart
from pleoqb_desktop.gui.tabs.sync.facts import SyncFacts
from pleoqb_desktop.gui.tabs.tab import TabContext
from pleoqb_desktop.gui.theme import WrappedLabel, letters, unit
from pleoqb_desktop.ports.runs import ItemStatus


class SyncExpenses(QSplitter):
    """Expenses that wait, or results."""

    def __init__(self, context: TabContext, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._links = context.links
        self.spend = SpendTable(lambda: context.texts, self)
        self.spend.current_changed.connect(self._on_current)
        self.spend.opened.connect(self._on_opened)
        right = QWidget(self)
        self.side = ExpenseSide(context.program, context.runner, context.links, context.remedies, right)
        self.chart = CategoryChart(lambda: context.texts, right)
        self.chart_title = WrappedLabel(parent=right)
        font = self.chart_title.font()
        font.setBold(True)
        self.chart_title.setFont(font)
        self.chart.hide()
        self.chart_title.hide()
        beside = QVBoxLayout(right)
        beside.setContentsMargins(unit(self), 0, 0, 0)
        beside.setSpacing(unit(self))
        beside.addWidget(self.side, 1)
        beside.addWidget(self.chart_title)
        beside.addWidget(self.chart)
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
        if facts.rows and self.spend.table.current_row() is None and self.spend.model.shown:
            self.spend.table.selectRow(0)
        shares = facts.digest.shares
        self.chart.show_shares(shares)
        self.chart.setVisible(bool(shares))
        self.chart_title.setVisible(bool(shares))

    def chosen(self) -> frozenset[str]:
        """The selected expenses that wait, by accounting entry id."""
        return frozenset(row.id for row in self.spend.table.chosen_rows() if row.status is ItemStatus.WAITING)

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
        self.chart_title.setText(self.tr("What waits, by category"))

    def recolour(self) -> None:
        """Draws the icons anew."""
        self.side.recolour()
