"""The first expenses of a file as the program understood them, to be compared with Pleo; decides nothing."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from pleoqb_desktop.domain.money import Money
from pleoqb_desktop.domain.spend_file import FileReport, SampleExpense
from pleoqb_desktop.gui.forms import name_control
from pleoqb_desktop.gui.theme import WrappedLabel, unit
from pleoqb_desktop.gui.wizard.tables import Cell, Table, table_view
from pleoqb_desktop.texts import Texts


class FileSample(QWidget):
    """Three of them; hidden where nothing was understood yet."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heading = WrappedLabel(parent=self)
        self._table = Table(self)
        self.view = table_view(self, stretched=1)
        self.view.setModel(self._table)
        self.view.horizontalHeader().setSectionsClickable(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(unit(self) // 2)
        layout.addWidget(self._heading)
        layout.addWidget(self.view)
        self.hide()

    def show_report(self, report: FileReport | None, texts: Texts) -> None:
        """Its first expenses, spend without a minus as everywhere in the program."""
        sample = report.sample if report else ()
        self.setVisible(bool(sample))
        if not sample:
            return
        self._heading.setText(self.tr("The first expenses, as this program read them. Compare them with Pleo:"))
        header = [self.tr("Date"), self.tr("Supplier"), self.tr("Person"), self.tr("Account"), self.tr("Amount")]
        self._table.show_rows(header, [self._cells(one, texts) for one in sample])
        name_control(self.view, self._heading.text())
        self.view.be_high(len(sample))
        self.view.fit()

    def _cells(self, one: SampleExpense, texts: Texts) -> list[Cell]:
        return [
            Cell(texts.date(one.day)),
            Cell(one.supplier or "–"),
            Cell(one.person),
            Cell(one.account or "–"),
            Cell(_amount(one, texts), one.amount, right=True),
        ]


def _amount(one: SampleExpense, texts: Texts) -> str:
    return texts.money(Money(one.amount, one.currency)) if one.currency else str(one.amount)
