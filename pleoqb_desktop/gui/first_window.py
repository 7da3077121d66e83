"""One window a profile: a second start asks the first window to come to the front, through a small file that both know; no sockets."""

import contextlib
import time
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, Signal, Slot
from PySide6.QtWidgets import QApplication, QWidget

_NAME = "window.knock"
_KNOCK, _HEARD = "knock", "heard"
_SECONDS, _PAUSE = 1.5, 0.05


class Door(QObject):
    """Belongs to the first window, which called `open_door` before. A folder that cannot be watched is no trouble: nobody is heard then."""

    knocked = Signal()
    """Somebody has started the program once more."""

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path = folder / _NAME
        self._watcher = QFileSystemWatcher(self)
        self._watcher.fileChanged.connect(self._on_changed)
        self._watcher.addPath(str(self._path))

    @Slot()
    def _on_changed(self) -> None:
        with contextlib.suppress(OSError, UnicodeDecodeError):
            if self._path.read_text("utf-8") == _KNOCK:
                self._path.write_text(_HEARD, "utf-8")
                self.knocked.emit()


def raise_window(window: QWidget) -> None:
    """Brings a window to the front; where the system does not let it, it asks for attention."""
    window.showNormal() if window.isMinimized() else window.show()
    window.raise_()
    window.activateWindow()
    QApplication.alert(window)


def open_door(folder: Path) -> None:
    """Makes the file that both windows know. Runs in a thread."""
    with contextlib.suppress(OSError):
        (folder / _NAME).write_text("", "utf-8")


def knock(folder: Path) -> bool:
    """Asks the first window to show itself, and waits a moment; whether it has heard. Runs in a thread."""
    path, last = folder / _NAME, time.monotonic() + _SECONDS
    try:
        path.write_text(_KNOCK, "utf-8")
        while path.read_text("utf-8") != _HEARD:
            if time.monotonic() > last:
                return False
            time.sleep(_PAUSE)
    except (OSError, UnicodeDecodeError):
        return False
    return True
