"""The question from which day on expenses are exported, as the wizard's last page and the settings ask it; saves nothing."""

from datetime import date

from PySide6.QtCore import QDate, QEvent, QLocale, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QDateEdit, QVBoxLayout, QWidget

from pleoqb_desktop.gui.forms import RadioChoice, name_control, picked_day


class StartDate(QWidget):
    """All expenses, or those of a day and later. The day that is proposed is the first of its month."""

    chosen = Signal(object)
    """Another answer: a date, or None for all expenses."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.choice = RadioChoice((False, True), self)
        self.everything, self.later = self.choice.buttons
        self.day = QDateEdit(self)
        self.day.setCalendarPopup(True)
        self.day.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._answer: date | None = None
        self._count: int | None = None
        self.choice.put_beside(True, self.day)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.choice)
        self.choice.chosen.connect(self._on_answer)
        self.day.dateChanged.connect(self._on_answer)
        self.retranslate_ui()

    def show_answer(self, answer: date | None, count: int | None = None) -> None:
        """What holds now; `count`: how many expenses wait in all, where that is known."""
        self._count = count
        self.retranslate_ui()
        self._answer = answer
        today = QDate.currentDate()
        first = QDate(today.year(), today.month(), 1)
        with QSignalBlocker(self.day):
            self.day.setDate(QDate(answer.year, answer.month, answer.day) if answer else first)
        self.choice.show_answer(answer is not None)
        self.day.setEnabled(answer is not None)

    def _on_answer(self) -> None:
        later = self.later.isChecked()
        self.day.setEnabled(later)
        answer = picked_day(self.day) if later else None
        if answer != self._answer:
            self._answer = answer
            self.chosen.emit(answer)

    def retranslate_ui(self) -> None:
        """Writes every word again."""
        count = "" if self._count is None else f" ({QLocale().toString(self._count)})"
        self.choice.say(
            self.tr("Has your accountant already entered some of these expenses?"),
            [self.tr("No: send everything that waits") + count, self.tr("Yes: send only those from")],
        )
        name_control(self.day, self.tr("First day to export"))
        self.day.setLocale(QLocale())
        self.day.setDisplayFormat("d MMMM yyyy")

    def changeEvent(self, event: QEvent) -> None:
        """Follows the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate_ui()
