"""Shows where the keyboard is: a ring around the button or choice in hand, unlike the edge that a style gives the default button."""

import shiboken6
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QRegion
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QWidget

from pleoqb_desktop.gui.theme import Tone, ink

_WIDTH, _AWAY = 2, 3
_MOVES = frozenset(
    {QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.LayoutRequest}
)


class _Ring(QWidget):
    """Above everything in its window: Qt's own QFocusFrame is cut off by what its widget stands in."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)

    def surround(self, place: QRect) -> None:
        """Around this part of the window."""
        outer = place.adjusted(-_AWAY, -_AWAY, _AWAY, _AWAY)
        if outer != self.geometry():
            self.setGeometry(outer)
            inner = self.rect().adjusted(_WIDTH + 1, _WIDTH + 1, -_WIDTH - 1, -_WIDTH - 1)
            self.setMask(
                QRegion(self.rect()).subtracted(QRegion(inner))
            )  # what it is around is never painted anew for it
        self.show()
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """In the colour of what leads on."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(ink(Tone.INFO, self.palette()), _WIDTH))
        edge = _WIDTH / 2
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(edge, edge, -edge, -edge), 5, 5)
        painter.end()


class FocusRing(QObject):
    """One ring for the whole program; fields, lists and tables show the keyboard by themselves."""

    def __init__(self, app: QApplication, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.around: QWidget | None = None
        """What it is drawn around now."""
        self._ring: _Ring | None = None
        self._watched: list[QWidget] = []
        app.focusChanged.connect(self._on_focus)

    @Slot(QWidget, QWidget)
    def _on_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        self._let_go()
        if isinstance(now, QAbstractButton | QComboBox):
            self.around = now
            widget: QWidget | None = now
            while widget is not None:
                widget.installEventFilter(self)
                self._watched.append(widget)
                widget = None if widget.isWindow() else widget.parentWidget()
            self._place()

    def _let_go(self) -> None:
        self.around = None
        for widget in self._watched:
            if shiboken6.isValid(widget):
                widget.removeEventFilter(self)
        self._watched.clear()
        if self._ring is not None and shiboken6.isValid(self._ring):
            self._ring.hide()

    def _place(self) -> None:
        widget = self.around
        if widget is None or not shiboken6.isValid(widget):
            return
        window = widget.window()
        if self._ring is None or not shiboken6.isValid(self._ring) or self._ring.parentWidget() is not window:
            if self._ring is not None and shiboken6.isValid(self._ring):
                self._ring.deleteLater()
            self._ring = _Ring(window)
        if widget.isVisible() and not widget.visibleRegion().isEmpty():
            self._ring.surround(QRect(widget.mapTo(window, QPoint(0, 0)), widget.size()))
        else:
            self._ring.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """It goes with its widget, however that is moved."""
        if event.type() in _MOVES and self.around is not None:
            self._place()
        return super().eventFilter(watched, event)
