"""One bar in parts: how many pairs are sure, how many doubtful, and what is alone; the same in words below it."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from pleoqb_desktop.gui.theme import Tone, WrappedLabel, ink, letters, unit

_TONES = (Tone.GOOD, Tone.CAUTION, Tone.QUIET)


class _Bar(QWidget):
    """The parts beside each other."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.counts: Sequence[int] = ()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """A line high."""
        return QSize(letters(self, 60), self.fontMetrics().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """As long as their numbers."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.palette().color(QPalette.ColorRole.Midlight))
        painter.drawRoundedRect(QRectF(self.rect()), 4, 4)
        left, whole = 0.0, sum(self.counts) or 1
        for count, tone in zip(self.counts, _TONES, strict=False):
            wide = self.width() * count / whole
            painter.setBrush(ink(tone, self.palette()))
            painter.drawRoundedRect(QRectF(left, 0, max(wide - 1, 0), self.height()), 3, 3)
            left += wide
        painter.end()


class PartsBar(QWidget):
    """The bar, and its legend."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bar = _Bar(self)
        self.legend = [WrappedLabel(parent=self, tone=tone) for tone in _TONES]
        words = QHBoxLayout()
        words.setSpacing(unit(self) * 2)
        for label in self.legend:
            words.addWidget(label, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(unit(self) // 2)
        layout.addWidget(self._bar)
        layout.addLayout(words)

    def show_parts(self, name: str, parts: Sequence[tuple[int, str]]) -> None:
        """So many of each, and what they are, in the order sure, doubtful, alone."""
        self._bar.counts = tuple(count for count, _ in parts)
        self._bar.update()
        for label, (_, words) in zip(self.legend, parts, strict=True):
            label.setText(f"■ {words}")
        self.setAccessibleName(name)
        self.setAccessibleDescription("; ".join(words for _, words in parts))
