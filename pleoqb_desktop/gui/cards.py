"""A question whose answers are cards side by side: a few words on each, one chosen; decides nothing."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal, Slot
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QRadioButton, QVBoxLayout, QWidget

from pleoqb_desktop.gui.forms import name_control
from pleoqb_desktop.gui.theme import TEXT, Tone, WrappedLabel, enlarged, ground, ink, unit


class Card(QFrame):
    """One answer: a radio button, and what it means."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.button = QRadioButton(self)
        self.button.setFont(enlarged(self.font(), TEXT, bold=True))
        self.button.toggled.connect(self.update)
        self._words = WrappedLabel(parent=self, tone=Tone.QUIET)
        step = unit(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(step * 3 // 2, step, step * 3 // 2, step)
        layout.setSpacing(step // 2)
        layout.addWidget(self.button)
        layout.addWidget(self._words)
        layout.addStretch(1)

    def say(self, title: str, words: str) -> None:
        """The answer and what it means."""
        self.button.setText(title)
        name_control(self.button, title, words)
        self._words.setText(words)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Anywhere on the card."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.button.click()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """The chosen one stands out by its edge and ground; its button says so too."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette, chosen = self.palette(), self.button.isChecked()
        edge = ink(Tone.INFO if chosen else Tone.QUIET, palette)
        painter.setPen(QPen(edge, 1.6 if chosen else 0.8))
        painter.setBrush(ground(Tone.INFO, palette) if chosen else palette.color(QPalette.ColorRole.Base))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)
        painter.end()


class CardChoice(QWidget):
    """The cards, all of one height."""

    chosen = Signal(object)
    """The answer that was clicked."""

    def __init__(self, answers: Sequence[object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._answers = list(answers)
        self.cards = [Card(self) for _ in self._answers]
        self._group = QButtonGroup(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(unit(self) * 2)
        for position, card in enumerate(self.cards):
            self._group.addButton(card.button, position)
            layout.addWidget(card, 1)
        self._group.idClicked.connect(self._on_clicked)

    def say(self, *words: tuple[str, str]) -> None:
        """Title and words of each card."""
        for card, (title, text) in zip(self.cards, words, strict=True):
            card.say(title, text)

    def show_answer(self, answer: object) -> None:
        """What is chosen."""
        self.cards[self._answers.index(answer)].button.setChecked(True)

    @Slot(int)
    def _on_clicked(self, position: int) -> None:
        self.chosen.emit(self._answers[position])
