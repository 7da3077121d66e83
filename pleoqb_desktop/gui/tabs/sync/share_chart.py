"""A small chart of what waits, by category or by person: bars painted by ourselves, and in words for those who do not see it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QSizePolicy, QWidget

from pleoqb_desktop.gui.models.spend_rows import Share
from pleoqb_desktop.gui.theme import letters, unit
from pleoqb_desktop.texts import Texts


class ShareChart(QWidget):
    """Horizontal bars: name, bar, amount. The accessible description holds all of it."""

    def __init__(self, texts: Callable[[], Texts], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self._shares: Sequence[Share] = ()
        self._nameless = ""
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.retranslate_ui()

    def show_shares(self, shares: Sequence[Share], nameless: str) -> None:
        """Shows these bars; `nameless` is what a share without a name is called."""
        self._shares, self._nameless = tuple(shares), nameless
        self.setAccessibleDescription(
            "; ".join(f"{self._name(one)}: {self._texts().money(one.amount)}" for one in shares)
        )
        self.setToolTip("")
        self.updateGeometry()
        self.update()

    def _name(self, share: Share) -> str:
        if share.name is None:
            return self.tr("all others")
        return share.name or self._nameless

    def _row_height(self) -> int:
        return self.fontMetrics().height() + unit(self) // 2

    def sizeHint(self) -> QSize:
        """One line for each bar."""
        return QSize(letters(self, 40), self._row_height() * max(len(self._shares), 1))

    def minimumSizeHint(self) -> QSize:
        """Bars may become short, words are cut."""
        return QSize(letters(self, 24), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """The bars, the largest the longest."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        metrics, height = self.fontMetrics(), self._row_height()
        texts = self._texts()
        amounts = [texts.money(one.amount) for one in self._shares]
        amount_width = max((metrics.horizontalAdvance(one) for one in amounts), default=0)
        gap = unit(self)
        name_width = min(
            max((metrics.horizontalAdvance(self._name(one)) for one in self._shares), default=0),
            self.width() * 45 // 100,
        )
        room = max(self.width() - name_width - amount_width - 2 * gap, 1)
        largest = max((abs(one.amount.amount) for one in self._shares), default=None) or 1
        ink = self.palette().color(QPalette.ColorRole.WindowText)
        for number, share in enumerate(self._shares):
            top = number * height
            painter.setPen(ink)
            name = metrics.elidedText(self._name(share), Qt.TextElideMode.ElideRight, name_width)
            middle = Qt.AlignmentFlag.AlignVCenter
            painter.drawText(QRectF(0, top, name_width, height), middle | Qt.AlignmentFlag.AlignLeft, name)
            right = QRectF(self.width() - amount_width, top, amount_width, height)
            painter.drawText(right, middle | Qt.AlignmentFlag.AlignRight, amounts[number])
            share_of = float(abs(share.amount.amount) / largest)
            bar = QRectF(name_width + gap, top + height * 0.25, max(room * share_of, 2.0), height * 0.5)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._bar_colour(share))
            painter.drawRoundedRect(bar, 3, 3)
        painter.end()

    def _bar_colour(self, share: Share) -> QColor:
        colour = self.palette().color(QPalette.ColorRole.Highlight)
        if not share.name:
            colour.setAlphaF(0.45)
        return colour

    def retranslate_ui(self) -> None:
        """Writes every word again."""
        self.show_shares(self._shares, self._nameless)

    def changeEvent(self, event: QEvent) -> None:
        """Follows the language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate_ui()
