"""How large the window is: as it was the last time, never more than the screen has room for; a file that is damaged is no trouble."""

import contextlib
import json
from pathlib import Path

from PySide6.QtCore import QRect, QSize

_SMALLEST, _LARGEST = 200, 20000
_SHARE_OF_SCREEN = 0.94
"""What is left is for the frame that the system draws around a window."""


def fitted(size: QSize, screen: QRect) -> QRect:
    """Where a window of this size stands, all of it on the screen's free room: at most most of it, in the middle."""
    room = screen.size() * _SHARE_OF_SCREEN
    found = QRect(0, 0, min(size.width(), room.width()), min(size.height(), room.height()))
    found.moveCenter(screen.center())
    return found


def read_size(path: Path) -> QSize | None:
    """The size at the end of the last time, in device-independent pixels; None when it is not known."""
    try:
        data = json.loads(path.read_text("utf-8"))
        width, height = int(data["width"]), int(data["height"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    known = all(_SMALLEST <= side <= _LARGEST for side in (width, height))
    return QSize(width, height) if known else None


def write_size(path: Path, size: QSize) -> None:
    """Keeps the size for the next time."""
    with contextlib.suppress(OSError):
        path.write_text(json.dumps({"width": size.width(), "height": size.height()}), "utf-8")
