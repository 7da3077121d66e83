"""Watches a folder for what is downloaded into it, and tells of files once they are still; opens none."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal, Slot

STILL_MILLISECONDS = 1500
"""A file whose size and time are the same for so long has arrived."""
_SUFFIXES = frozenset({".zip", ".csv", ".xlsx"})
"""Browsers give a file that is still arriving another ending (.crdownload, .part)."""

Look = tuple[int, int]
Files = dict[Path, Look]
"""Size in bytes and time of change in nanoseconds, by path."""
Beside = Callable[[Callable[[], Files], Callable[[Files], None]], object]
"""Does the first beside the window, a folder may be on a slow drive, and hands what came of it to the second in the window's thread."""


class WatchedFolder(QObject):
    """None until one is chosen."""

    arrived = Signal(object)
    """Paths of files that are new and still, the newest first; at least one."""

    def __init__(self, beside: Beside, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._beside = beside
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(self.look)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(STILL_MILLISECONDS)
        self._timer.timeout.connect(self.look)
        self._folder: Path | None = None
        self._since: datetime | None = None
        self._looking = False
        self._told: Files | None = None
        self._coming: Files = {}

    @property
    def folder(self) -> str | None:
        """What is watched."""
        return str(self._folder) if self._folder else None

    def watch(self, folder: str | None, since: datetime | None) -> None:
        """Watches another folder, or none. What lies there already counts where it is newer than `since`; None: nothing does."""
        if watched := self._watcher.directories():
            self._watcher.removePaths(watched)
        self._timer.stop()
        self._folder, self._since = Path(folder) if folder else None, since
        self._told, self._coming = None, {}
        if self._folder and self._watcher.addPath(str(self._folder)):
            self.look()

    @Slot()
    def look(self) -> None:
        """Tells of files that are as they were at the look before, and looks again while any still grows."""
        folder = self._folder
        if folder is None:
            return
        if self._looking:
            self._timer.start()
            return
        self._looking = True
        self._beside(lambda: _downloads(folder), lambda found: self._on_seen(folder, found))

    def _on_seen(self, folder: Path, found: Files) -> None:
        self._looking = False
        if folder != self._folder:  # another one was chosen meanwhile
            self.look()
            return
        if self._told is None:
            since = self._since
            self._told = {
                path: look
                for path, look in found.items()
                if since is None or look[1] <= since.timestamp() * 1_000_000_000
            }
        new = {path: look for path, look in found.items() if self._told.get(path) != look}
        still = [path for path, look in new.items() if look[0] and self._coming.get(path) == look]
        self._coming = {path: look for path, look in new.items() if path not in still}
        self._told |= {path: new[path] for path in still}
        if self._coming:
            self._timer.start()
        if still:
            self.arrived.emit(sorted(still, key=lambda path: new[path][1], reverse=True))


def _downloads(folder: Path) -> Files:
    """What could be a download of Pleo's; a folder that is gone has none."""
    found: Files = {}
    try:
        paths = list(folder.iterdir())
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
