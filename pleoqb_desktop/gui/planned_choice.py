"""The question whether the program exports by itself, and when, as the settings and the wizard's last page ask it; saves nothing."""

from datetime import time

from PySide6.QtCore import QEvent, QLocale, QSignalBlocker, Qt, QTime, QTimer, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QTimeEdit, QVBoxLayout, QWidget

from pleoqb_desktop.domain.schedule import Schedule, Weekday
from pleoqb_desktop.gui.forms import RadioChoice, name_control
from pleoqb_desktop.gui.theme import unit

PROPOSED = Schedule(time(7, 30))
_PAUSE_MILLISECONDS = 700
"""A time that is being typed or stepped through is taken when the hand rests."""


class _TimeField(QTimeEdit):
    """A time of day, to the minute."""

    settled = Signal()
    """Another time stands there, and the hand rests."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setDisplayFormat("HH:mm")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MILLISECONDS)
        self._pause.timeout.connect(self.settled)
        self.timeChanged.connect(lambda _: self._pause.start())
        self.editingFinished.connect(self.settle)

    @Slot()
    def settle(self) -> None:
        """What stands there is meant."""
        if self._pause.isActive():
            self._pause.stop()
            self.settled.emit()

    def show_time(self, at: time) -> None:
        """What holds now; not while somebody changes it."""
        if self._pause.isActive():
            return
        with QSignalBlocker(self):
            self.setTime(QTime(at.hour, at.minute))

    def chosen_time(self) -> time:
        """What stands there."""
        return time(self.time().hour(), self.time().minute())


class PlannedChoice(QWidget):
    """Not by itself, every day, or every week; the time in a row below."""

    chosen = Signal(object)
    """Another answer: a Schedule, or None for not by itself."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.choice = RadioChoice(("off", "daily", "weekly"), self)
        self.off, self.daily, self.weekly = self.choice.buttons
        self.day, self.at = QComboBox(self), _TimeField(self)
        self.day.addItems([""] * len(Weekday))
        self._answer: Schedule | None = None
        self._row = QWidget(self)
        row = QHBoxLayout(self._row)
        row.setContentsMargins(unit(self) * 3, 0, 0, 0)
        row.setSpacing(unit(self))
        row.addWidget(self.day)
        row.addWidget(self.at)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(unit(self))
        layout.addWidget(self.choice)
        layout.addWidget(self._row)
        self.choice.chosen.connect(self._on_answer)
        self.day.activated.connect(self._on_answer)
        self.at.settled.connect(self._on_answer)
        self.show_answer(None)
        self.retranslate_ui()

    def show_answer(self, answer: Schedule | None) -> None:
        """What holds now."""
        self._answer = answer
        shown = answer or PROPOSED
        self.choice.show_answer(answer.kind if answer else "off")
        self.day.setCurrentIndex((shown.weekday or Weekday.MON).number)
        self.at.show_time(shown.at)
        self._show_row()

    def _show_row(self) -> None:
        self._row.setVisible(not self.off.isChecked())
        self.day.setVisible(self.weekly.isChecked())

    @Slot()
    def _on_answer(self) -> None:
        self._show_row()
        day = list(Weekday)[self.day.currentIndex()] if self.weekly.isChecked() else None
        answer = None if self.off.isChecked() else Schedule(self.at.chosen_time(), day)
        if answer != self._answer:
            self._answer = answer
            self.chosen.emit(answer)

    def retranslate_ui(self) -> None:
        """Writes every word again."""
        self.choice.say(
            self.tr("Does the program export by itself?"),
            [self.tr("No, I export with the button"), self.tr("Every day"), self.tr("Every week")],
        )
        for day in Weekday:
            name = self.locale().standaloneDayName(day.number + 1, QLocale.FormatType.LongFormat)
            self.day.setItemText(day.number, name)
        name_control(self.day, self.tr("Day of the week"))
        name_control(self.at, self.tr("Time of day"))

    def changeEvent(self, event: QEvent) -> None:
        """Follows the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate_ui()


class MorningChoice(QWidget):
    """The same in one line: every morning, or not."""

    chosen = Signal(object)
    """Another answer: a Schedule, or None for not by itself."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box, self.at = QCheckBox(self), _TimeField(self)
        self._answer: Schedule | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(unit(self))
        row.addWidget(self.box)
        row.addWidget(self.at)
        row.addStretch(1)
        self.box.clicked.connect(self._on_answer)
        self.at.settled.connect(self._on_answer)
        self.show_answer(None)
        self.retranslate_ui()

    def show_answer(self, answer: Schedule | None) -> None:
        """What holds now; another plan than every morning is changed in the settings alone."""
        self._answer = answer
        self.box.setChecked(answer is not None)
        self.at.show_time((answer or PROPOSED).at)
        self.at.setEnabled(answer is not None)
        self.setVisible(answer is None or answer.weekday is None)

    @Slot()
    def _on_answer(self) -> None:
        self.at.setEnabled(self.box.isChecked())
        answer = Schedule(self.at.chosen_time()) if self.box.isChecked() else None
        if answer != self._answer:
            self._answer = answer
            self.chosen.emit(answer)

    def retranslate_ui(self) -> None:
        """Writes every word again."""
        self.box.setText(self.tr("Export automatically every &morning at"))
        name_control(self.box, self.box.text(), self.tr("While you are signed in to this computer; Settings has more."))
        name_control(self.at, self.tr("Time of day"))

    def changeEvent(self, event: QEvent) -> None:
        """Follows the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate_ui()
