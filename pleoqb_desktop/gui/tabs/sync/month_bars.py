"""Twelve months as bars beside the figures: painted by ourselves, each a button that opens its month; reads nothing."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QDate, QEvent, QLocale, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from pleoqb_desktop.gui.forms import plain_tip
from pleoqb_desktop.gui.models.months import MonthBar, month_bars
from pleoqb_desktop.gui.theme import TEXT, Sheet, Tone, WrappedLabel, enlarged, ink, letters, unit
from pleoqb_desktop.ports.runs import MonthTotal
from pleoqb_desktop.texts import Texts

_LINES = 2
"""How high the longest bar is, in lines of text."""
_FAINT, _BEHIND = 0.6, 0.07
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Home: -12, Qt.Key.Key_End: 12}


class _BarButton(QAbstractButton):
    """One month: its bar and the first letter of its name."""

    moved = Signal(int)
    """The keyboard goes so many months on."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.bar = MonthBar(date.min, (), 0, 0.0, current=False)
        self._letter = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_bar(self, bar: MonthBar, letter: str, words: str) -> None:
        """The month, and all of it in words."""
        self.bar, self._letter = bar, letter
        self.setAccessibleName(words)
        self.setToolTip(plain_tip(words))
        self.update()

    def sizeHint(self) -> QSize:
        """Bars of two lines, and the letter below."""
        height = self.fontMetrics().height()
        return QSize(letters(self, 3), _LINES * height + height)

    def minimumSizeHint(self) -> QSize:
        """Narrow, never lower."""
        return QSize(letters(self, 2), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """This month in full colour and bold, the others fainter; a month of more refunds than expenses only as an outline."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        below = self.fontMetrics().height()
        if self.bar.current:
            behind = self.palette().color(QPalette.ColorRole.WindowText)
            behind.setAlphaF(_BEHIND)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(behind)
            painter.drawRoundedRect(QRectF(self.rect()), 4, 4)
            painter.setFont(enlarged(self.font(), TEXT, bold=True))
        painter.setPen(ink(Tone.PLAIN if self.bar.current else Tone.QUIET, self.palette()))
        painter.drawText(
            QRectF(0, self.height() - below, self.width(), below), Qt.AlignmentFlag.AlignCenter, self._letter
        )
        room = self.height() - below - 1
        high = max(room * abs(self.bar.share), 2.0)
        wide = min(self.width() * 0.7, letters(self, 4))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._colour())
        if self.bar.share < 0:
            painter.setPen(self._colour())
            painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF((self.width() - wide) / 2, room - high, wide, high), 2, 2)
        painter.end()

    def _colour(self) -> QColor:
        if not self.bar.amounts:
            return ink(Tone.QUIET, self.palette())
        colour = self.palette().color(QPalette.ColorRole.Highlight)
        if not self.bar.current and not self.underMouse():
            colour.setAlphaF(_FAINT)
        return colour

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows, Home and End go from month to month; Enter opens as Space does."""
        key = Qt.Key(event.key())
        if key in _STEPS:
            self.moved.emit(_STEPS[key])
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)

    def enterEvent(self, event: QEvent) -> None:
        """The bar under the mouse stands out."""
        super().enterEvent(event)  # type: ignore[arg-type]
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """And back."""
        super().leaveEvent(event)
        self.update()


class MonthBars(Sheet):
    """Hidden until somebody has looked into the run store. One stop of the Tab key; arrows go from month to month."""

    opened = Signal(object)
    """A month was chosen: its first day (date)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[object, ...] = ()
        self.title = WrappedLabel(parent=self, tone=Tone.QUIET)
        self.buttons: list[_BarButton] = []
        self._row = QHBoxLayout()
        self._row.setSpacing(0)
        step = unit(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(step * 3 // 2, step, step * 3 // 2, step)
        layout.setSpacing(step // 2)
        layout.addWidget(self.title)
        layout.addLayout(self._row, 1)
        self.hide()

    def show_months(self, this_month: date | None, totals: Sequence[MonthTotal], currency: str, texts: Texts) -> None:
        """Shows twelve months up to this one; nothing while `this_month` is None."""
        now = (this_month, tuple(totals), currency, texts.code)
        if this_month is None or now == self._shown:
            return
        self._shown = now
        bars = month_bars(this_month, totals, currency)
        if not self.buttons:
            self._make(len(bars))
        for button, bar in zip(self.buttons, bars, strict=True):
            name = QLocale().standaloneMonthName(bar.month.month, QLocale.FormatType.NarrowFormat)
            button.show_bar(bar, name.upper(), self._words(bar, texts))
        self.title.setText(self.tr("Expenses sent, by month of purchase"))
        told = "; ".join(button.accessibleName() for button in self.buttons if button.bar.items)
        self.setAccessibleName(self.title.text())
        self.setAccessibleDescription(told or self.tr("nothing yet"))
        self.show()

    def _make(self, count: int) -> None:
        for place in range(count):
            button = _BarButton(self)
            button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            button.clicked.connect(lambda _=False, one=button: self.opened.emit(one.bar.month))
            button.moved.connect(lambda step, at=place: self._go(at + step))
            self._row.addWidget(button, 1)
            self.buttons.append(button)
        self.buttons[-1].setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def _go(self, place: int) -> None:
        chosen = self.buttons[min(max(place, 0), len(self.buttons) - 1)]
        for button in self.buttons:
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if button is chosen else Qt.FocusPolicy.ClickFocus)
        chosen.setFocus(Qt.FocusReason.TabFocusReason)

    def _words(self, bar: MonthBar, texts: Texts) -> str:
        name = QLocale().toString(QDate(bar.month.year, bar.month.month, 1), "MMMM yyyy")
        if not bar.items:
            return self.tr("{month}: nothing in your books").format(month=name)
        money = " + ".join(texts.money(one) for one in bar.amounts)
        return self.tr("{month}: {money}, {count}").format(
            month=name, money=money, count=self.tr("%Ln expense(s)", "", bar.items)
        )

    def retranslate_ui(self) -> None:
        """Writes every word again, when it is shown next."""
        self._shown = ()
