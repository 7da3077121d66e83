"""Watches a folder for what is downloaded into it, and tells of a file once it is still; opens none."""

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal, Slot

STILL_MILLISECONDS = 1500
"""A file whose size and time are the same for so long has arrived."""
_SUFFIXES = frozenset({".zip", ".csv", ".xlsx"})
"""Browsers give a file that is still arriving another ending (.crdownload, .part)."""

Look = tuple[int, int]


class WatchedFolder(QObject):
    """None until one is chosen."""

    arrived = Signal(object)
    """The path of a file that is new and still."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(self.look)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(STILL_MILLISECONDS)
        self._timer.timeout.connect(self.look)
        self._folder: Path | None = None
        self._told: dict[Path, Look] = {}
        self._coming: dict[Path, Look] = {}

    @property
    def folder(self) -> str | None:
        """What is watched."""
        return str(self._folder) if self._folder else None

    def watch(self, folder: str | None, since: datetime | None) -> None:
        """Watches another folder, or none. What lies there already counts where it is newer than `since`; None: nothing does."""
        if watched := self._watcher.directories():
            self._watcher.removePaths(watched)
        self._timer.stop()
        self._folder = Path(folder) if folder else None
        self._coming.clear()
        self._told = {
            path: look
            for path, look in self._files().items()
            if since is None or look[1] <= since.timestamp() * 1_000_000_000
        }
        if self._folder and self._watcher.addPath(str(self._folder)):
            self.look()

    def _files(self) -> dict[Path, Look]:
        """What could be a download of Pleo's, with size and time of change; a folder that is gone has none."""
        found: dict[Path, Look] = {}
        try:
            paths = list(self._folder.iterdir()) if self._folder else []
        except OSError:
            return found
        for path in paths:
            if path.suffix.lower() in _SUFFIXES:
                try:
                    seen = path.stat()
                except OSError:  # gone meanwhile
                    continue
                found[path] = seen.st_size, seen.st_mtime_ns
        return found

    @Slot()
    def look(self) -> None:
        """Tells of the newest file that is as it was at the look before, and looks again while any still grows."""
        new = {path: look for path, look in self._files().items() if self._told.get(path) != look}
        still = [path for path, look in new.items() if look[0] and self._coming.get(path) == look]
        self._coming = {path: look for path, look in new.items() if path not in still}
        self._told |= {path: new[path] for path in still}
        if self._coming:
            self._timer.start()
        if still:
            self.arrived.emit(max(still, key=lambda path: new[path][1]))
