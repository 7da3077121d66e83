"""The panel beside a table: the selected expense's entry and its receipts, one behind the other; decides nothing."""

from PySide6.QtWidgets import QApplication, QTabWidget, QVBoxLayout, QWidget

from pleoqb_desktop.app import App
from pleoqb_desktop.gui.expense.entry_view import EntryView
from pleoqb_desktop.gui.expense.receipt_view import ReceiptView
from pleoqb_desktop.gui.expense.remedies import Remedies
from pleoqb_desktop.gui.links import Links
from pleoqb_desktop.gui.models.spend_rows import SpendRow
from pleoqb_desktop.gui.tasks import TaskRunner
from pleoqb_desktop.gui.theme import icon


class ExpenseSide(QWidget):
    """Entry and receipts of one expense."""

    def __init__(
        self, program: App, runner: TaskRunner, links: Links, remedies: Remedies, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._program = program
        self._receipts = 0
        self.entry = EntryView(program, runner, links, remedies, self)
        self.receipt = ReceiptView(program, runner, remedies, self)
        self.tabs = QTabWidget(self)  # after what it shows: the Tab key meets that first
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self.entry, "")
        self.tabs.addTab(self.receipt, "")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.tabs)

    def show_row(self, row: SpendRow | None) -> None:
        """This expense; None for none."""
        self.entry.show_row(row)
        if row is None:
            self.receipt.show_entry(None)
        else:
            self.receipt.show_entry(row.id, row.item.record.receipts_expected, row.person)
        self._receipts = row.item.record.receipts_expected if row else 0
        self._name_tabs()

    def _name_tabs(self) -> None:
        self.tabs.setTabText(0, self.tr("Entry"))
        receipts = self.tr("Receipts ({count})").format(count=self._program.texts.number(self._receipts))
        self.tabs.setTabText(1, receipts if self._receipts > 1 else self.tr("Receipt"))
        self.tabs.setAccessibleName(self.tr("The selected expense"))

    def retranslate_ui(self) -> None:
        """Writes every word again."""
        self._name_tabs()

    def recolour(self) -> None:
        """Draws the icons anew."""
        self.tabs.setTabIcon(0, icon("book", QApplication.palette()))
        self.tabs.setTabIcon(1, icon("receipt", QApplication.palette()))
