"""Facts of one expense as label and value: first what a person asks, and apart what a bookkeeper copies; reads nothing."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from pleoqb_desktop.app import App
from pleoqb_desktop.gui.expense.long_words import breakable
from pleoqb_desktop.gui.models.entry_picture import EntryPicture
from pleoqb_desktop.gui.models.spend_rows import SpendRow
from pleoqb_desktop.gui.theme import Tone, WrappedLabel, unit

Fact = tuple[str, str]


class FactGrid(QWidget):
    """As many lines as there are facts."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(unit(self) * 2)
        self._grid.setVerticalSpacing(unit(self) // 2)
        self._grid.setColumnStretch(1, 1)
        self._labels: list[tuple[WrappedLabel, WrappedLabel]] = []

    def show_facts(self, facts: Sequence[Fact]) -> None:
        """Labels and values, from the top; those without a value are left out."""
        told = [fact for fact in facts if fact[1]]
        while len(self._labels) < len(told):
            label, value = WrappedLabel(parent=self, tone=Tone.QUIET), WrappedLabel(parent=self)
            label.setWordWrap(False)
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._grid.addWidget(label, len(self._labels), 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
            self._grid.addWidget(value, len(self._labels), 1)
            self._labels.append((label, value))
        for number, (label, value) in enumerate(self._labels):
            there = number < len(told)
            label.setVisible(there)
            value.setVisible(there)
            if there:
                label.setText(told[number][0])
                value.setText(told[number][1])
                value.setAccessibleName(": ".join(told[number]))
        self.setVisible(bool(told))


class ExpenseFacts(FactGrid):
    """What, who, where it will stand, VAT, receipt."""

    def __init__(self, program: App, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._program = program

    def show_row(self, row: SpendRow | None, picture: EntryPicture | None) -> None:
        """An expense, and its entry as it is shown; None: nothing to show."""
        self.show_facts(self._answers(row, picture) if row else [])

    def _answers(self, row: SpendRow, first: EntryPicture | None) -> list[Fact]:
        vendor = first.vendor if first else ""
        if first and first.new_vendor:
            vendor = self.tr("{vendor} (new supplier: made with the entry)").format(vendor=vendor)
        if row.is_note and not vendor:
            vendor = self.tr("name known when you send")
        facts = [
            (self.tr("Supplier"), vendor or (row.supplier if first else "")),
            (self.tr("Paid by"), row.person),
            (self.tr("Account"), row.account or (self.tr("no category yet") if row.item.queued else "")),
            (self.tr("VAT"), self._vat_words(row, first)),
            (self.tr("Tags"), row.tags),
            (self.tr("Receipt"), self._receipt_words(row)),
        ]
        return [(label, breakable(value)) for label, value in facts]

    def _vat_words(self, row: SpendRow, first: EntryPicture | None) -> str:
        if row.vat is not None and row.amount:
            amount = self._program.texts.amount(row.vat, row.amount.currency)
            return f"{amount} ({row.vat_code})" if row.vat_code else amount
        return row.vat_code if first is None or not first.exact else ""

    def _receipt_words(self, row: SpendRow) -> str:
        record, number = row.item.record, self._program.texts.number
        if row.status.stands_in_books and record.receipts_expected:
            if record.receipts_attached == record.receipts_expected:
                return self.tr("%Ln attached", "", record.receipts_attached)
            return self.tr("{attached} of {expected} attached").format(
                attached=number(record.receipts_attached), expected=number(record.receipts_expected)
            )
        count = record.receipts_expected
        return self.tr("%Ln in Pleo", "", count) if count else self.tr("none")


class Numbers(FactGrid):
    """What a bookkeeper looks for and copies: number, memo, Pleo's id."""

    def show_row(self, row: SpendRow | None, picture: EntryPicture | None) -> None:
        """An expense, and its entry as it is shown; None: nothing to show."""
        if row is None:
            self.show_facts([])
            return
        lines = picture.lines if picture else ()
        told = [
            (self.tr("Number"), picture.number if picture else ""),
            (self.tr("Text in the entry (memo)"), picture.memo if picture else ""),
            (self.tr("Description"), next((line.description for line in lines if line.description), "")),
        ]
        facts = [(label, breakable(value)) for label, value in told]
        # People copy the id: it breaks at its hyphens, and nothing is put into it.
        self.show_facts([*facts, (self.tr("Entry in Pleo"), row.id)])
