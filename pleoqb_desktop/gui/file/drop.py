"""Takes a file or a folder of Pleo's from a person, by drop or by choice; opens none."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QEvent, QMimeData, QObject, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from pleoqb_desktop.domain.problems import Code, Problem, problem
from pleoqb_desktop.gui.alerts import Alerts
from pleoqb_desktop.gui.theme import IconLabel, ThemedButtons, Tone, WrappedLabel, ground, ink, unit


def dragged(data: QMimeData) -> tuple[Path, ...]:
    """The files and folders of this computer that are dragged; none for what comes out of a browser's page."""
    return tuple(Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile())


def several(paths: Sequence[Path]) -> Problem | None:
    """Why these are not one file, None where they are."""
    names = ", ".join(path.name for path in paths)
    return problem(Code.FILE_SEVERAL, names=names) if len(paths) > 1 else None


class FileTaker(Protocol):
    """Who takes what is dropped."""

    @property
    def ready(self) -> bool:
        """Whether something can be taken now."""

    def take(self, paths: Sequence[Path]) -> None:
        """What was dropped, at least one."""


class FileDrops(QObject):
    """Lets a whole window take what is dropped anywhere on it."""

    def __init__(self, window: QWidget, taker: FileTaker, bring_to_front: Callable[[], object]) -> None:
        """`bring_to_front` shows who takes it."""
        super().__init__(window)
        self._taker, self._bring_to_front = taker, bring_to_front
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Files of this computer are welcome while they can be taken."""
        if isinstance(event, QDragEnterEvent):
            if dragged(event.mimeData()) and self._taker.ready:
                event.acceptProposedAction()
            return True
        if isinstance(event, QDropEvent) and event.type() == QEvent.Type.Drop:
            event.acceptProposedAction()
            self._bring_to_front()
            self._taker.take(dragged(event.mimeData()))
            return True
        return super().eventFilter(watched, event)


class DropField(QFrame):
    """A large place to drop a file on, with buttons for people who would rather choose."""

    given = Signal(object)
    """Paths, at least one."""

    def __init__(self, alerts: Alerts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._alerts = alerts
        self._over = False
        self.setAcceptDrops(True)
        self.words, self.quiet = WrappedLabel(parent=self), WrappedLabel(parent=self, tone=Tone.QUIET)
        font = self.words.font()
        font.setBold(True)
        self.words.setFont(font)
        self.file, self.folder = QPushButton(self), QPushButton(self)
        self._icons = ThemedButtons()
        buttons = QHBoxLayout()
        for button, drawing, slot in ((self.file, "receipt", self._on_file), (self.folder, "save", self._on_folder)):
            button.setAutoDefault(False)
            button.clicked.connect(slot)
            self._icons.add(button, drawing)
            buttons.addWidget(button)
        buttons.addStretch(1)
        step = unit(self)
        texts = QVBoxLayout()
        texts.setSpacing(step // 2)
        texts.addWidget(self.words)
        texts.addWidget(self.quiet)
        texts.addLayout(buttons)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(step * 2, step * 2, step * 2, step * 2)
        layout.setSpacing(step * 2)
        layout.addWidget(IconLabel("export", Tone.INFO, 2.4, self), 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(texts, 1)

    def retranslate_ui(self) -> None:
        """All words."""
        self.words.setText(self.tr("Drop the file or folder that you downloaded from Pleo here"))
        self.quiet.setText(self.tr("A zip, a CSV or Excel file, or the folder it was unpacked to, with its receipts."))
        self.file.setText(self.tr("Choose the file…"))
        self.folder.setText(self.tr("Choose a folder…"))

    @Slot()
    def _on_file(self) -> None:
        kind = self.tr("Pleo's files (*.zip *.csv *.xlsx)")
        if path := self._alerts.ask_open_path(self.tr("Pleo's file"), kind, parent=self):
            self.given.emit((path,))

    @Slot()
    def _on_folder(self) -> None:
        if path := self._alerts.ask_folder(self.tr("The folder that was unpacked"), parent=self):
            self.given.emit((path,))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files of this computer are welcome."""
        if dragged(event.mimeData()):
            event.acceptProposedAction()
            self._show_over(over=True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Gone again."""
        self._show_over(over=False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Takes them."""
        self._show_over(over=False)
        event.acceptProposedAction()
        self.given.emit(dragged(event.mimeData()))

    def _show_over(self, *, over: bool) -> None:
        self._over = over
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """A dashed edge; filled while something is held over it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self.palette()
        painter.setPen(QPen(ink(Tone.INFO, palette), 1.5, Qt.PenStyle.DashLine))
        painter.setBrush(ground(Tone.INFO, palette) if self._over else palette.color(QPalette.ColorRole.Base))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        """Follows the palette."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._icons.refresh()
