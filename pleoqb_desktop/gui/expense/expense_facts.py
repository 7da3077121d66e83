"""Facts of one expense as label and value: supplier, VAT, tags, receipts, number, memo, its id; reads nothing."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from pleoqb_desktop.app import App
from pleoqb_desktop.gui.expense.long_words import breakable
from pleoqb_desktop.gui.models.entry_picture import EntryPicture
from pleoqb_desktop.gui.models.spend_rows import SpendRow
from pleoqb_desktop.gui.theme import WrappedLabel, unit


class ExpenseFacts(QWidget):
    """As many lines as there are facts."""

    def __init__(self, program: App, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._program = program
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(unit(self) * 2)
        self._grid.setVerticalSpacing(unit(self) // 2)
        self._grid.setColumnStretch(1, 1)
        self._labels: list[tuple[QLabel, WrappedLabel]] = []

    def show_row(self, row: SpendRow | None, picture: EntryPicture | None) -> None:
        """An expense, and its entry as it is shown; None: nothing to show."""
        self._show_facts(self._fact_words(row, picture) if row else [])

    def _fact_words(self, row: SpendRow, first: EntryPicture | None) -> list[tuple[str, str]]:
        record = row.item.record
        vendor = first.vendor if first else ""
        if first and first.new_vendor:
            vendor = self.tr("{vendor} (new vendor: made with the entry)").format(vendor=vendor)
        facts = [
            (self.tr("Supplier"), vendor or (row.supplier if first else "")),
            (self.tr("Category"), "" if first else row.account or (self.tr("none chosen") if row.item.queued else "")),
            (self.tr("VAT"), self._vat_words(row, first)),
            (self.tr("Tags"), row.tags),
            (self.tr("Receipts"), self._receipt_words(row)),
            (self.tr("Number"), first.number if first else ""),
            (self.tr("Memo"), first.memo if first else ""),
            (
                self.tr("Description"),
                next((line.description for line in first.lines if line.description), "") if first else "",
            ),
        ]
        shown_facts = [(label, breakable(value)) for label, value in facts if value]
        # People copy the id: it breaks at its hyphens, and nothing is put into it.
        return [*shown_facts, (self.tr("Entry in Pleo"), record.accounting_entry_id)]

    def _vat_words(self, row: SpendRow, first: EntryPicture | None) -> str:
        if row.vat is not None and row.amount:
            amount = self._program.texts.amount(row.vat, row.amount.currency)
            return f"{amount} ({row.vat_code})" if row.vat_code else amount
        return row.vat_code if first is None or not first.exact else ""

    def _receipt_words(self, row: SpendRow) -> str:
        record, number = row.item.record, self._program.texts.number
        if row.status.stands_in_books and record.receipts_expected:
            return self.tr("{attached} of {expected} attached").format(
                attached=number(record.receipts_attached), expected=number(record.receipts_expected)
            )
        return number(record.receipts_expected) if record.receipts_expected else self.tr("none")

    def _show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        while len(self._labels) < len(facts):
            label, value = QLabel(self), WrappedLabel(parent=self)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setForegroundRole(self.foregroundRole())
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._grid.addWidget(label, len(self._labels), 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
            self._grid.addWidget(value, len(self._labels), 1)
            self._labels.append((label, value))
        for number, (label, value) in enumerate(self._labels):
            there = number < len(facts)
            label.setVisible(there)
            value.setVisible(there)
            if there:
                label.setText(facts[number][0])
                value.setText(facts[number][1])
                value.setAccessibleName(f"{facts[number][0]}: {facts[number][1]}")
