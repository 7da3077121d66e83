"""The expenses of one cause in a window of their own: which they are, what is to do about each, and setting some aside."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from pleoqb_desktop.gui.alerts import Alerts
from pleoqb_desktop.gui.forms import name_control
from pleoqb_desktop.gui.models.needs import Block, Case
from pleoqb_desktop.gui.models.table import Column, RowsModel, ordering
from pleoqb_desktop.gui.tabs.sync.needs_panel import short_name
from pleoqb_desktop.gui.tabs.table_view import Table
from pleoqb_desktop.gui.theme import HEADING, Tone, WrappedLabel, enlarged, letters, unit
from pleoqb_desktop.texts import Texts


class CasesDialog(QDialog):
    """Setting aside is asked about once, for all that are selected."""

    aside_requested = Signal(object)
    """Take these accounting entries off the list (tuple of ids)."""

    def __init__(self, block: Block, texts: Callable[[], Texts], alerts: Alerts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._block, self._texts, self._alerts = block, texts, alerts
        self._title = WrappedLabel(texts().cause(block.cause, len(block.cases)), self)
        self._title.setFont(enlarged(self.font(), HEADING, bold=True))
        self.model: RowsModel[Case] = RowsModel(self._columns(), lambda case: case.id, parent=self)
        self.table = Table(self.model, self, several=True)
        name_control(self.table, self._title.text())
        self.words = WrappedLabel(parent=self)
        self.note = WrappedLabel(self._note(), self, tone=Tone.QUIET)
        self.aside_button, self.close_button = QPushButton(self.tr("Set aside…"), self), QPushButton(self)
        self.close_button.setText(self.tr("Close"))
        self.close_button.setDefault(True)
        self.aside_button.setAutoDefault(False)
        self.aside_button.setVisible(block.stored)
        self.note.setVisible(block.stored)
        self.aside_button.clicked.connect(self._on_aside)
        self.close_button.clicked.connect(self.reject)
        self.table.current_changed.connect(self._on_current)
        self.table.chosen_changed.connect(self._on_current)
        buttons = QHBoxLayout()
        buttons.addWidget(self.aside_button)
        buttons.addStretch(1)
        buttons.addWidget(self.close_button)
        step = unit(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(step * 2, step * 2, step * 2, step * 2)
        layout.setSpacing(step)
        layout.addWidget(self._title)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.words)
        layout.addWidget(self.note)
        layout.addLayout(buttons)
        self.setWindowTitle(self._title.text())
        self.resize(letters(self, 90), self.fontMetrics().height() * 24)
        self.model.set_rows(block.cases)
        self.table.fit()
        self.table.selectRow(0)
        self.table.setFocus()

    def _columns(self) -> Sequence[Column[Case]]:
        texts = self._texts
        return (
            Column(
                lambda: self.tr("Date"),
                lambda case: texts().date(case.record.day) if case.record.day else "",
                lambda case: case.record.day,
            ),
            Column(
                lambda: self.tr("Supplier"),
                lambda case: case.supplier or texts().spend_type_name(case.record.type),
                lambda case: ordering(case.supplier),
                width=30,
                stretches=True,
            ),
            Column(
                lambda: self.tr("Person"), lambda case: case.record.person, lambda case: ordering(case.record.person)
            ),
            Column(
                lambda: self.tr("Amount"),
                lambda case: texts().money(case.amount) if case.amount else "",
                lambda case: case.amount.amount if case.amount else None,
                right=True,
            ),
        )

    def _note(self) -> str:
        return self.tr(
            "Set aside: it leaves this list, and is not in your books. If it is exported again in Pleo, it is taken as any other."
        )

    @Slot()
    def _on_current(self) -> None:
        case = self.table.current_row()
        texts = self._texts()
        problems = case.record.problems if case else ()
        self.words.setText(" ".join(f"{texts.sentence(one)} {texts.remedy(one)}" for one in problems))
        self.words.setVisible(bool(self.words.text()))
        self.aside_button.setEnabled(bool(self.table.chosen_rows()))

    @Slot()
    def _on_aside(self) -> None:
        chosen: list[Case] = self.table.chosen_rows()
        if not chosen:
            return
        first = short_name(chosen[0], self._texts())
        title = self.tr("Set {expense} aside?").format(expense=first)
        if len(chosen) > 1:
            title = self.tr("Set %Ln expense(s) aside?", "", len(chosen))
        if self._alerts.ask(title, self._note(), yes=self.tr("Set aside"), no=self.tr("Keep in the list"), parent=self):
            self.aside_requested.emit(tuple(case.id for case in chosen))
            self.accept()
