"""What all pages of the settings have: a title, a line why, facts in a frame; a page asks for changes by a signal, and reads nothing."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from pleoqb_desktop.gui.forms import RadioChoice
from pleoqb_desktop.gui.tabs.settings.facts import SettingsFacts
from pleoqb_desktop.gui.tabs.tab import TabContext
from pleoqb_desktop.gui.theme import TITLE, Sheet, Tone, WrappedLabel, enlarged, letters, unit

_WIDEST_LETTERS = 120


class SettingsPage(QWidget):
    """One section: a title, a line why, and its controls."""

    change_requested = Signal(object)
    """Save these members of the settings, a dict; Signal(dict) would make a plain text of an enum (findings/pyside-signal-of-dict.sh)."""

    def __init__(self, context: TabContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.facts: SettingsFacts | None = None
        step = unit(self)
        inner = QWidget(self)
        inner.setMaximumWidth(letters(self, _WIDEST_LETTERS))
        self._title = WrappedLabel(parent=inner)
        self._title.setFont(enlarged(self.font(), TITLE, bold=True))
        self._reason = WrappedLabel(parent=inner, tone=Tone.QUIET)
        self.body = QVBoxLayout(inner)
        self.body.setContentsMargins(step * 2, step, step * 2, step * 2)
        self.body.setSpacing(step)
        self.body.addWidget(self._title)
        self.body.addWidget(self._reason)
        self.body.addSpacing(step)
        # Side by side with empty space: only then does a layout reckon heights from the bounded width.
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(inner, 1000, Qt.AlignmentFlag.AlignTop)
        layout.addStretch(1)

    def say(self, title: str, reason: str = "") -> None:
        """Title and reason."""
        self._title.setText(title)
        self._reason.setText(reason)
        self._reason.setVisible(bool(reason))

    def name(self) -> str:
        """The word in the list of sections."""
        raise NotImplementedError

    def show_facts(self, facts: SettingsFacts) -> None:
        """What is so now."""
        self.facts = facts
        self.refresh()

    def refresh(self) -> None:
        """Writes the facts."""

    def retranslate_ui(self) -> None:
        """Writes every word again."""

    def _radio(self, member: str, answers: Sequence[object]) -> RadioChoice:
        """A question whose answer is saved as this member of the settings as soon as it is clicked."""
        choice = RadioChoice(answers, self)
        choice.chosen.connect(lambda answer: self.change_requested.emit({member: answer}))
        self.body.addWidget(choice)
        return choice

    def _button(self, slot: object) -> QPushButton:
        button = QPushButton(self)
        button.setAutoDefault(False)
        button.clicked.connect(slot)
        return button

    def _row(self, *buttons: QPushButton) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(unit(self))
        for button in buttons:
            row.addWidget(button)
        row.addStretch(1)
        return row


class Card(Sheet):
    """Facts as label and value, in a frame."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        step = unit(self)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(step * 2, step, step * 2, step)
        self._grid.setHorizontalSpacing(step * 3)
        self._grid.setVerticalSpacing(step)
        self._grid.setColumnStretch(1, 1)
        self._rows: list[tuple[QLabel, WrappedLabel]] = []

    def show_lines(self, lines: Sequence[tuple[str, str]]) -> None:
        """Shows these facts."""
        while len(self._rows) < len(lines):
            label, value = QLabel(self), WrappedLabel(parent=self)
            label.setTextFormat(Qt.TextFormat.PlainText)
            self._grid.addWidget(label, len(self._rows), 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(value, len(self._rows), 1)
            self._rows.append((label, value))
        for number, (label, value) in enumerate(self._rows):
            there = number < len(lines)
            label.setVisible(there)
            value.setVisible(there)
            if there:
                label.setText(lines[number][0])
                value.setText(lines[number][1])
                value.setAccessibleName(": ".join(lines[number]))
