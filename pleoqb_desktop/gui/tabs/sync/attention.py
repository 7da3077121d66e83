"""The strip above the table: which expenses need a person, why, and the button for each reason; knows no table."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from pleoqb_desktop.domain.problems import Problem
from pleoqb_desktop.gui.expense.remedies import Remedies
from pleoqb_desktop.gui.forms import announce
from pleoqb_desktop.gui.models.spend_rows import SpendRow
from pleoqb_desktop.gui.notices import ButtonAction
from pleoqb_desktop.gui.theme import IconLabel, Tone, WrappedLabel, ground, ink, unit
from pleoqb_desktop.texts import Texts

_MOST = 3
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Reason:
    """One problem, and the expenses that have it; the first one is named."""

    problem: Problem
    rows: tuple[SpendRow, ...]


def reasons(rows: Sequence[SpendRow]) -> list[Reason]:
    """Problems of the same code together, the most frequent first."""
    grouped: dict[str, list[tuple[Problem, SpendRow]]] = {}
    for row in rows:
        for one in row.problems[:1]:
            grouped.setdefault(one.code.value, []).append((one, row))
    found = [Reason(members[0][0], tuple(row for _, row in members)) for members in grouped.values()]
    return sorted(found, key=lambda reason: -len(reason.rows))


class AttentionStrip(QFrame):
    """Hidden while nothing needs a person."""

    filter_requested = Signal(bool)
    """Show only the expenses that need attention, or all again."""
    row_requested = Signal(str)
    """Show this expense."""

    def __init__(self, remedies: Remedies, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._remedies = remedies
        self._rows: Sequence[SpendRow] = ()
        self._filtered = False
        self._said = ""
        step = unit(self)
        self.heading = WrappedLabel(parent=self, tone=Tone.CAUTION)
        font = self.heading.font()
        font.setBold(True)
        self.heading.setFont(font)
        self.show_button = QPushButton(self)
        self.show_button.setAutoDefault(False)
        self.show_button.clicked.connect(self._on_show)
        top = QHBoxLayout()
        top.setSpacing(step)
        top.addWidget(self.heading, 1)
        top.addWidget(self.show_button)
        self._lines = QGridLayout()
        self._lines.setHorizontalSpacing(step)
        self._lines.setVerticalSpacing(step // 2)
        self._lines.setColumnStretch(0, 1)
        words = QVBoxLayout()
        words.setSpacing(step // 2)
        words.addLayout(top)
        words.addLayout(self._lines)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(step * 3 // 2, step, step, step)
        layout.setSpacing(step)
        layout.addWidget(IconLabel("caution", Tone.CAUTION, parent=self), 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(words, 1)
        self._widgets: list[QWidget] = []
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.hide()

    def show_rows(self, rows: Sequence[SpendRow], texts: Texts) -> None:
        """Shows what is wrong with these expenses, all of which need attention; hidden when there are none."""
        if rows is self._rows and rows:
            return
        self._rows = rows
        for old in self._widgets:
            self._lines.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._widgets.clear()
        self.setVisible(bool(self._rows))
        if not self._rows:
            self._filtered = False
            self._said = ""
            return
        heading = self.tr("%Ln expense(s) need(s) your attention", "", len(self._rows))
        self.heading.setText(heading)
        self._name_button()
        found = reasons(self._rows)
        for number, reason in enumerate(found[:_MOST]):
            self._add_line(number, reason, texts)
        if heading != self._said:
            self._said = heading
            announce(self, heading)

    def _add_line(self, number: int, reason: Reason, texts: Texts) -> None:
        row = reason.rows[0]
        name = row.supplier if len(row.supplier) <= _LONGEST_NAME else row.supplier[:_LONGEST_NAME] + "…"
        about = ", ".join(part for part in (name, texts.money(row.amount) if row.amount else "") if part)
        if len(reason.rows) > 1:
            about = self.tr("{first} and %Ln more", "", len(reason.rows) - 1).format(first=about)
        label = WrappedLabel(f"{about}: {texts.sentence(reason.problem)} {texts.remedy(reason.problem)}", self)
        self._lines.addWidget(label, number, 0)
        see = self._button(ButtonAction(self.tr("Show"), lambda: self.row_requested.emit(row.id)))
        see.setAccessibleName(self.tr("Show {expense}").format(expense=about))
        self._widgets += [label, see]
        action = self._remedies.button_action(reason.problem, row.item)
        if action:
            button = self._button(action)
            self._lines.addWidget(button, number, 1, Qt.AlignmentFlag.AlignTop)
            self._widgets.append(button)
        self._lines.addWidget(see, number, 2, Qt.AlignmentFlag.AlignTop)

    def _button(self, action: ButtonAction) -> QPushButton:
        button = QPushButton(action.words, self)
        button.setAutoDefault(False)
        button.clicked.connect(lambda: action.follow())
        return button

    @Slot()
    def _on_show(self) -> None:
        self.set_filtered(not self._filtered)
        self.filter_requested.emit(self._filtered)

    def set_filtered(self, filtered: bool) -> None:  # noqa: FBT001 - a setter
        """Whether the table shows only these."""
        self._filtered = filtered
        self._name_button()

    def _name_button(self) -> None:
        self.show_button.setText(self.tr("Show all expenses") if self._filtered else self.tr("Show only these"))

    def retranslate_ui(self, texts: Texts) -> None:
        """Writes every word again."""
        self._said = ""
        rows, self._rows = self._rows, ()
        self.show_rows(rows, texts)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """The ground of a caution."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = ink(Tone.CAUTION, self.palette())
        edge.setAlphaF(0.35)
        painter.setPen(QPen(edge, 1))
        painter.setBrush(ground(Tone.CAUTION, self.palette()))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.end()
