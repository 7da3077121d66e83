"""Bars below each other, painted by ourselves, and in words for those who do not see them; knows what none of them means."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QSizePolicy, QWidget

from pleoqb_desktop.domain.paper import Bar
from pleoqb_desktop.gui.theme import letters, unit

_FAINT = 0.45


class BarsView(QWidget):
    """Bars below each other: name, bar, amount. The accessible description holds all of it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bars: Sequence[Bar] = ()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_bars(self, bars: Sequence[Bar]) -> None:
        """Shows these."""
        self._bars = tuple(bars)
        self.setAccessibleDescription("; ".join(f"{bar.name}: {bar.words}" for bar in bars))
        self.updateGeometry()
        self.update()

    def _row(self) -> int:
        return self.fontMetrics().height() + unit(self) // 2

    def sizeHint(self) -> QSize:
        """One line for each bar."""
        return QSize(letters(self, 40), self._row() * len(self._bars))

    def minimumSizeHint(self) -> QSize:
        """Bars may become short, words are cut."""
        return QSize(letters(self, 24), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """The largest the longest."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        metrics, high, gap = self.fontMetrics(), self._row(), unit(self)
        names = max((metrics.horizontalAdvance(bar.name) for bar in self._bars), default=0)
        names = min(names, self.width() * 45 // 100)
        amounts = max((metrics.horizontalAdvance(bar.words) for bar in self._bars), default=0)
        room = max(self.width() - names - amounts - 2 * gap, 1)
        middle = Qt.AlignmentFlag.AlignVCenter
        for number, bar in enumerate(self._bars):
            top = number * high
            painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
            name = metrics.elidedText(bar.name, Qt.TextElideMode.ElideRight, names)
            painter.drawText(QRectF(0, top, names, high), middle | Qt.AlignmentFlag.AlignLeft, name)
            right = QRectF(self.width() - amounts, top, amounts, high)
            painter.drawText(right, middle | Qt.AlignmentFlag.AlignRight, bar.words)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._colour(bar))
            painter.drawRoundedRect(
                QRectF(names + gap, top + high * 0.25, max(room * bar.share, 2.0), high * 0.5), 3, 3
            )
        painter.end()

    def _colour(self, bar: Bar) -> QColor:
        colour = self.palette().color(QPalette.ColorRole.Highlight)
        if bar.faint:
            colour.setAlphaF(_FAINT)
        return colour
