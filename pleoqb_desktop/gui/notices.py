"""What the window says on its own account: something runs, something is so, something went wrong; each with an icon and words."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QPen, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from pleoqb_desktop.gui.forms import announce
from pleoqb_desktop.gui.theme import IconLabel, Tone, WrappedLabel, ground, ink, unit, wants_contrast

_ICONS = {Tone.GOOD: "check", Tone.CAUTION: "caution", Tone.BAD: "caution", Tone.INFO: "info"}
_TURN_MILLISECONDS = 80
_STEPS = 12


@dataclass(frozen=True, slots=True)
class ButtonAction:
    """What a button of a notice says and does."""

    words: str
    follow: Callable[[], object]


class Spinner(QWidget):
    """Turns while something runs; the words beside it say what."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._step = 0
        self._timer = QTimer(self)
        self._timer.setInterval(_TURN_MILLISECONDS)
        self._timer.timeout.connect(self._turn)

    def _turn(self) -> None:
        self._step = (self._step + 1) % _STEPS
        self.update()

    def showEvent(self, event: QShowEvent) -> None:
        """Turns only while it is seen."""
        super().showEvent(event)
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Rests."""
        super().hideEvent(event)
        self._timer.stop()

    def sizeHint(self) -> QSize:
        """As high as a line."""
        return QSize(self.fontMetrics().height(), self.fontMetrics().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Three quarters of a ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width = max(self.height() / 8, 1.5)
        painter.setPen(QPen(ink(Tone.INFO, self.palette()), width, c=Qt.PenCapStyle.RoundCap))
        edge = QRectF(self.rect()).adjusted(width, width, -width, -width)
        painter.drawArc(edge, -self._step * 360 // _STEPS * 16, 270 * 16)
        painter.end()


class BusyLine(QWidget):
    """A spinner and what runs."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = WrappedLabel(parent=self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(unit(self))
        layout.addWidget(Spinner(self), 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self.words, 1)

    def say(self, text: str) -> None:
        """What runs."""
        self.words.setText(text)


def paint_ground(widget: QWidget, tone: Tone) -> None:
    """The rounded ground of a tone and its edge, in a widget's paint event."""
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    edge = ink(tone, widget.palette())
    edge.setAlphaF(1.0 if wants_contrast() else 0.35)
    painter.setPen(QPen(edge, 1))
    painter.setBrush(ground(tone, widget.palette()))
    painter.drawRoundedRect(QRectF(widget.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
    painter.end()


class Notice(QFrame):
    """A panel in a semantic colour: an icon, a heading, a few words, and buttons that lead on.

    `show_words` replaces everything; the notice hides itself when it has nothing to say.
    """

    def __init__(self, tone: Tone = Tone.INFO, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tone = tone
        self._icon = IconLabel(_ICONS.get(tone, ""), tone, parent=self)
        self.heading = WrappedLabel(parent=self, tone=tone)
        self.body = WrappedLabel(parent=self)
        font = self.heading.font()
        font.setBold(True)
        self.heading.setFont(font)
        self._buttons = QHBoxLayout()
        self._buttons.addStretch(1)
        self._action_buttons: list[QPushButton] = []
        self._shown: tuple[str, str, tuple[str, ...]] | None = None
        self._actions: Sequence[ButtonAction] = ()
        step = unit(self)
        words = QVBoxLayout()
        words.setSpacing(step // 2)
        words.addWidget(self.heading)
        words.addWidget(self.body)
        words.addLayout(self._buttons)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(step * 3 // 2, step, step * 3 // 2, step)
        layout.setSpacing(step)
        layout.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(words, 1)
        layout.setSizeConstraint(QLayout.SizeConstraint.SetDefaultConstraint)
        self.hide()

    def show_words(
        self, heading: str, body: str = "", actions: Sequence[ButtonAction] = (), *, tone: Tone | None = None
    ) -> None:
        """Shows these words and buttons; says nothing new when they are the same as before."""
        if tone is not None and tone is not self.tone:
            self.tone = tone
            self._icon.show_icon(_ICONS.get(tone, ""), tone)
            self.heading.set_tone(tone)
            self.update()
        self._actions = tuple(actions)
        said = (heading, body, tuple(action.words for action in actions))
        if said != self._shown:
            self._shown = said
            self.heading.setText(heading)
            self.body.setText(body)
            self.body.setVisible(bool(body))
            self._make_buttons()
            if heading:
                announce(self, f"{heading} {body}".strip())
        self.setVisible(bool(heading))

    def clear(self) -> None:
        """Nothing to say."""
        self.show_words("")

    def buttons(self) -> list[QPushButton]:
        """The buttons shown, in reading order."""
        return list(self._action_buttons)

    def _make_buttons(self) -> None:
        for old in self._action_buttons:
            self._buttons.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._action_buttons = [self._button(action) for action in self._actions]
        for position, button in enumerate(self._action_buttons):
            self._buttons.insertWidget(position, button)

    def _button(self, action: ButtonAction) -> QPushButton:
        position = self._actions.index(action)
        button = QPushButton(action.words, self)
        button.setAccessibleName(action.words)
        button.setAutoDefault(False)
        # The action is looked up when it is pressed: the same words may lead to fresher work by then.
        button.clicked.connect(lambda: self._actions[position].follow())
        return button

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """The ground and its edge, from the palette of the moment."""
        paint_ground(self, self.tone)
