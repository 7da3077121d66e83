"""Remembers how large the window was, in a small file of the profile; a file that cannot be read or written is no trouble."""

import contextlib
import json
from pathlib import Path

from PySide6.QtCore import QSize

_SMALLEST, _LARGEST = 200, 20000


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
