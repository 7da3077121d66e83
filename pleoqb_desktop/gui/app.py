"""Opens the window: a bare one is on screen first, and what fills it is loaded behind it; nothing big may be imported here."""

import sys
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow

from pleoqb_desktop.gui.window_size import fitted

if TYPE_CHECKING:
    from pleoqb_desktop.choice import Choice
    from pleoqb_desktop.gui.frame import Frame
    from pleoqb_desktop.gui.polite_end import PoliteEnd

_LETTERS, _LINES = 185, 50
"""The size of the window at first, in letters and lines of text; never more than the screen has room for."""


def open_window(choice: "Choice") -> int:
    """Runs the window until it is closed; the exit code."""
    app = _Program(sys.argv[:1])
    app.setApplicationName("PleoQB Desktop")
    app.setDesktopFileName("pleoqb-desktop")
    app.setQuitOnLastWindowClosed(False)
    shell = Shell(app, choice)
    app.asked_to_end.connect(shell.note_end)
    shell.show()
    with _Hooks(shell):
        code = app.exec()
        if shell.frame:
            shell.frame.end()
    return code


class _Program(QApplication):
    """Tells when the whole program is to end: a Mac's menu, or the end of a session, closes the windows after that."""

    asked_to_end = Signal()

    def event(self, event: QEvent) -> bool:
        """Qt's word for the end comes first."""
        if event.type() == QEvent.Type.Quit:
            self.asked_to_end.emit()
        return super().event(event)


class Shell(QMainWindow):
    """The window itself, empty until it has been painted once."""

    stands = Signal()
    """It has been painted, and is about to be filled."""

    def __init__(self, app: QApplication, choice: "Choice") -> None:
        super().__init__()
        self.frame: Frame | None = None
        self._app, self._choice = app, choice
        self._painted = self._ending = False
        self.setWindowTitle("PleoQB Desktop")
        self.setAccessibleName("PleoQB Desktop")
        metrics = self.fontMetrics()
        wanted = QSize(metrics.averageCharWidth() * _LETTERS, metrics.height() * _LINES)
        self.setGeometry(fitted(wanted, self.screen().availableGeometry()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Once it stands, it is filled."""
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self, self._fill)

    @Slot()
    def _fill(self) -> None:
        self.stands.emit()
        from pleoqb_desktop.gui.frame import Frame
        from pleoqb_desktop.gui.theme import app_icon

        self.frame = Frame(self._app, self._choice, parent=self)
        self.setCentralWidget(self.frame)
        self.frame.open_program()
        self._app.setWindowIcon(app_icon())

    def closeEvent(self, event: QCloseEvent) -> None:
        """What fills it may go on without it, or ask first."""
        if self.frame is not None and not self._ending and self.frame.view.hides_instead():
            event.ignore()
            self.hide()
        elif self.frame is None or self.frame.may_close():
            event.accept()
            self._app.quit()
        else:
            event.ignore()

    @Slot()
    def end_now(self) -> None:
        """The system asks the program to end: no question."""
        self.note_end()
        self._app.quit()

    @Slot()
    def note_end(self) -> None:
        """Not this window alone is closed: the whole program is to end."""
        self._ending = True


class _Hooks:
    """While the window runs: an error in a slot is shown as a bug, and, once it stands, a polite signal ends the program in order."""

    def __init__(self, shell: Shell) -> None:
        self._shell = shell
        self._polite_end: PoliteEnd | None = None

    def __enter__(self) -> None:
        self._excepthook, sys.excepthook = sys.excepthook, self._on_error
        self._shell.stands.connect(self._hear_signals)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._polite_end:
            self._polite_end.close()
        sys.excepthook = self._excepthook

    def _hear_signals(self) -> None:
        from pleoqb_desktop.gui.polite_end import PoliteEnd

        self._polite_end = PoliteEnd(self._shell.end_now)

    def _on_error(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if isinstance(error, KeyboardInterrupt):
            self._shell.end_now()
            return
        self._excepthook(kind, error, trace)
        if self._shell.frame:
            self._shell.frame.show_bug(error)
