"""The list of steps at the left of the wizard: what is done, where we are, what is to mend; it only tells what was pressed."""

from collections.abc import Collection, Mapping

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QStyle, QStyleOptionFocusRect, QVBoxLayout, QWidget

from pleoqb_desktop.gui.theme import TEXT, Tone, enlarged, ink, render, unit
from pleoqb_desktop.setup.flow import ORDER, Mark, Step

_ICONS = {Mark.DONE: "done", Mark.HERE: "here", Mark.TO_MEND: "caution", Mark.AHEAD: "ahead"}
_TONES = {Mark.DONE: Tone.GOOD, Mark.HERE: Tone.INFO, Mark.TO_MEND: Tone.CAUTION, Mark.AHEAD: Tone.QUIET}


class StepButton(QAbstractButton):
    """One step: its mark as an icon, its name, and in words what is to mend."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._word, self._mark = "", "", Mark.AHEAD
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def say(self, name: str, word: str, mark: Mark) -> None:
        """What it shows."""
        self._name, self._word, self._mark = name, word, mark
        self.setText(name)
        self.setAccessibleName(name)
        self.setAccessibleDescription(word)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as its words."""
        step = unit(self)
        bold = QFontMetrics(enlarged(self.font(), TEXT, bold=True))
        width = max(bold.horizontalAdvance(self._name), self._small_metrics().horizontalAdvance(self._word))
        height = bold.height() + step + (self._small_metrics().height() if self._tells_word else 0)
        return QSize(width + step * 5 + self.fontMetrics().height(), height)

    @property
    def _tells_word(self) -> bool:
        """Done, here and ahead are plain from icon and place; a screen reader hears the word of each."""
        return self._mark is Mark.TO_MEND

    def minimumSizeHint(self) -> QSize:
        """Never cut off."""
        return self.sizeHint()

    def _small_metrics(self) -> QFontMetrics:
        return QFontMetrics(enlarged(self.font(), TEXT))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Icon, name, and the mark's word below it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        step, side = unit(self), self.fontMetrics().height()
        if self._mark is Mark.HERE or (self.underMouse() and self.isEnabled()):
            ground = self.palette().color(QPalette.ColorRole.Highlight)
            ground.setAlphaF(0.16 if self._mark is Mark.HERE else 0.08)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ground)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        tone = _TONES[self._mark]
        below_height = self._small_metrics().height() if self._tells_word else 0
        top = (self.height() - below_height - side) // 2
        painter.drawPixmap(
            QPoint(step, top), render(_ICONS[self._mark], ink(tone, self.palette()), side, self.devicePixelRatioF())
        )
        left = step * 2 + side
        painter.setPen(ink(Tone.QUIET if self._mark is Mark.AHEAD else Tone.PLAIN, self.palette()))
        painter.setFont(enlarged(self.font(), TEXT, bold=self._mark is Mark.HERE))
        painter.drawText(QRect(left, top, self.width() - left, side), Qt.AlignmentFlag.AlignVCenter, self._name)
        if self._tells_word:
            painter.setPen(ink(tone, self.palette()))
            painter.setFont(enlarged(self.font(), TEXT))
            below = QRect(left, top + side, self.width() - left, below_height)
            painter.drawText(below, Qt.AlignmentFlag.AlignVCenter, self._word)
        if self.hasFocus():
            option = QStyleOptionFocusRect()
            option.initFrom(self)
            self.style().drawPrimitive(QStyle.PrimitiveElement.PE_FrameFocusRect, option, painter, self)
        painter.end()


class StepList(QWidget):
    """All steps, in order."""

    pressed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons = {step: StepButton(self) for step in ORDER}
        self._marks: dict[Step, Mark] = dict.fromkeys(ORDER, Mark.AHEAD)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(unit(self) // 3)
        for step, button in self.buttons.items():
            layout.addWidget(button)
            button.clicked.connect(lambda _=False, step=step: self.pressed.emit(step))
        layout.addStretch(1)
        self.retranslate_ui()

    def show_marks(self, marks: Mapping[Step, Mark], there: Collection[Step], reachable: frozenset[Step]) -> None:
        """The marks, which steps there are, and which may be opened."""
        self._marks = dict(marks)
        for step, button in self.buttons.items():
            button.setVisible(step in there)
            button.setEnabled(step in reachable)
        self.retranslate_ui()

    def changeEvent(self, event: QEvent) -> None:
        """Follows the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate_ui()

    def retranslate_ui(self) -> None:
        """Names and marks."""
        self.setAccessibleName(self.tr("Steps"))
        names = {
            Step.WELCOME: self.tr("Welcome"),
            Step.PLEO_ACCOUNT: self.tr("An account for Pleo"),
            Step.CONNECT_PLEO: self.tr("Connect Pleo"),
            Step.CONNECT_QUICKBOOKS: self.tr("Connect QuickBooks"),
            Step.CHOOSE_ACCOUNT: self.tr("Where expenses go"),
            Step.CONTRA_ACCOUNT: self.tr("A setting in Pleo"),
            Step.CATEGORIES: self.tr("Categories"),
            Step.VAT: self.tr("VAT"),
            Step.TAGS: self.tr("Tags"),
            Step.READY: self.tr("Ready"),
        }
        words = {
            Mark.DONE: self.tr("done"),
            Mark.HERE: self.tr("you are here"),
            Mark.TO_MEND: self.tr("to mend"),
            Mark.AHEAD: self.tr("to come"),
        }
        for step, button in self.buttons.items():
            button.say(names[step], words[self._marks[step]], self._marks[step])
