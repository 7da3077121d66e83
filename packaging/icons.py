"""Draws the program's icon in the forms that systems ask for, from the one drawing: .ico, .icns, and pictures by size."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

from PIL import Image

DRAWING = Path(__file__).resolve().parents[1] / "pleoqb_desktop" / "resources" / "icons" / "app.svg"
ON_WINDOWS = (16, 20, 24, 32, 40, 48, 64, 128, 256)
IN_THEMES = (16, 22, 24, 32, 48, 64, 128, 256, 512)
LARGEST = 1024


def main() -> int:
    """Write pleoqb-desktop.ico, pleoqb-desktop.icns and hicolor/SIZE/pleoqb-desktop.png into the folder given."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    drawn = {side: draw(side) for side in {*ON_WINDOWS, *IN_THEMES, LARGEST}}
    largest = drawn[256]
    smaller = [drawn[side] for side in ON_WINDOWS if side != 256]
    sizes = [(side, side) for side in ON_WINDOWS]
    largest.save(folder / "pleoqb-desktop.ico", sizes=sizes, append_images=smaller)
    on_mac = [drawn[side] for side in (32, 64, 128, 256, 512)]
    drawn[LARGEST].save(folder / "pleoqb-desktop.icns", append_images=on_mac)
    for side in IN_THEMES:
        target = folder / "hicolor" / f"{side}x{side}" / "apps" / "pleoqb-desktop.png"
        target.parent.mkdir(parents=True, exist_ok=True)
        drawn[side].save(target, optimize=True)
    return 0


def draw(side: int) -> Image.Image:
    """The drawing as a square of so many pixels."""
    from PySide6.QtCore import QBuffer, QByteArray, QIODevice, Qt
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    picture = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(DRAWING.read_bytes())).render(painter)
    painter.end()
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")  # type: ignore[call-overload]  # the stub knows names of formats as bytes alone
    found = Image.open(io.BytesIO(bytes(data.data())))
    found.load()
    return found


if __name__ == "__main__":
    sys.exit(main())
