"""A picture of the page in Pleo where the contra account is chosen, with the field marked; a drawing, nothing can be pressed."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from pleoqb_desktop.gui.theme import TEXT, Tone, enlarged, ink, letters, unit


class PleoPicture(QWidget):
    """A window with a menu at the left and one field; the way to it is told in words beside the picture."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._way: Sequence[str] = ("", "", "")
        self._currency, self._account, self._mark, self._caption = "", "", "", ""
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def say(self, way: Sequence[str], currency: str, account: str, mark: str, caption: str) -> None:
        """`way`: three words from the menu to the heading; `mark` stands beside the field; `caption` says that it is a drawing."""
        self._way, self._currency, self._account = way, currency, account
        self._mark, self._caption = mark, caption
        self.setAccessibleName(f"{caption}: {' → '.join(way)}")
        self.setAccessibleDescription(f"{currency}: {account}")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """From the letters."""
        return QSize(letters(self, 80), self.fontMetrics().height() * 9)

    def minimumSizeHint(self) -> QSize:
        """Words are cut where there is no room; the same stands beside it in full."""
        return QSize(letters(self, 44), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Frame, menu, heading, field, mark."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette, step, line = self.palette(), unit(self), self.fontMetrics().height()
        quiet, accent = ink(Tone.QUIET, palette), ink(Tone.INFO, palette)
        width = min(self.width(), letters(self, 90))
        sheet = QRectF(0.5, 0.5, width - 1, self.height() - 1)
        edge = palette.color(QPalette.ColorRole.Mid)
        painter.setPen(QPen(edge, 1))
        painter.setBrush(palette.color(QPalette.ColorRole.Base))
        painter.drawRoundedRect(sheet, 6, 6)
        bar = line + step
        painter.drawLine(1, bar, width - 1, bar)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(edge)
        for place in range(3):
            painter.drawEllipse(QRectF(step + place * step * 1.2, bar / 2 - step / 3, step * 2 / 3, step * 2 / 3))
        menu = width * 3 // 10
        painter.setPen(QPen(edge, 1))
        painter.drawLine(menu, bar, menu, self.height() - 1)
        painter.setPen(quiet)
        self._write(painter, QRectF(step * 6, 0, width - step * 7, bar), self._caption)
        self._write(painter, QRectF(step * 2, bar + step, menu - step * 3, line), self._way[0])
        painter.setPen(accent)
        painter.setFont(enlarged(self.font(), TEXT, bold=True))
        self._write(painter, QRectF(step * 2, bar + step * 2 + line, menu - step * 3, line), self._way[1])
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        left, top = menu + step * 2, bar + step
        self._write(painter, QRectF(left, top, width - left - step, line), self._way[2])
        painter.setFont(self.font())
        self._draw_field(painter, QRectF(left, top + line + step, width - left - step * 2, line + step))
        painter.end()

    def _draw_field(self, painter: QPainter, room: QRectF) -> None:
        palette, step = self.palette(), unit(self)
        accent = ink(Tone.INFO, palette)
        currency = self.fontMetrics().horizontalAdvance(self._currency or "EUR") + step * 2
        field = QRectF(room.left() + currency, room.top(), room.width() * 0.55, room.height())
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        self._write(painter, QRectF(room.left(), room.top(), currency, room.height()), self._currency)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(accent, 2.5))
        painter.drawRoundedRect(field, 4, 4)
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        self._write(painter, field.adjusted(step, 0, -step * 3, 0), self._account)
        painter.drawText(
            field.adjusted(0, 0, -step, 0), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, "▾"
        )
        painter.setPen(accent)
        painter.setFont(enlarged(self.font(), TEXT, bold=True))
        below = QRectF(field.left(), field.bottom() + step / 2, field.width(), self.fontMetrics().height() + step)
        self._write(painter, below, f"↑ {self._mark}")

    def _write(self, painter: QPainter, room: QRectF, words: str) -> None:
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, round(room.width()))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
