"""Receipts as pictures: pages of PDF files and pictures, within limits, since the files come from strangers; runs in a thread."""

import threading
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QImageReader

MOST_PAGES = 10
_MOST_PIXELS = 80_000_000
_LONGEST_SIDE = 2400  # pixels of a page as it is kept: sharp at twice the usual size
_PDFIUM = threading.Lock()  # PDFium works for one thread at a time


@dataclass(frozen=True, slots=True)
class Pages:
    """The pages of one receipt. `total` counts those that are not shown, too; no pages: it could not be read."""

    images: tuple[QImage, ...]
    total: int

    @property
    def readable(self) -> bool:
        """Whether there is anything to show."""
        return bool(self.images)


UNREADABLE = Pages((), 0)


def read_pages(path: Path, content_type: str) -> Pages:
    """The pages of a file; UNREADABLE for a damaged one. Never raises for what a file holds."""
    return _pdf(path) if content_type == "application/pdf" else _picture(path)


def _picture(path: Path) -> Pages:
    reader = QImageReader(str(path))
    reader.setAutoTransform(True)
    reader.setDecideFormatFromContent(True)
    size = reader.size()
    if not size.isValid() or size.width() * size.height() > _MOST_PIXELS:
        return UNREADABLE
    longest = max(size.width(), size.height())
    if longest > _LONGEST_SIDE:
        reader.setScaledSize(size.scaled(QSize(_LONGEST_SIDE, _LONGEST_SIDE), Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    return UNREADABLE if image.isNull() else Pages((image,), 1)


def _pdf(path: Path) -> Pages:
    with _PDFIUM:
        try:
            return _rendered(path)
        except (pypdfium2.PdfiumError, OSError, ValueError, MemoryError):
            return UNREADABLE


def _rendered(path: Path) -> Pages:
    document = pypdfium2.PdfDocument(path)
    try:
        total = len(document)
        return Pages(tuple(_page(document, number) for number in range(min(total, MOST_PAGES))), total)
    finally:
        document.close()


def _page(document: pypdfium2.PdfDocument, number: int) -> QImage:
    page = document[number]
    try:
        width, height = page.get_size()
        bitmap = page.render(scale=min(2.5, _LONGEST_SIDE / max(width, height, 1)))
        try:
            # PDFium writes blue, green, red; the copy owns its memory, the bitmap ends here.
            form = {3: QImage.Format.Format_BGR888, 4: QImage.Format.Format_RGB32, 1: QImage.Format.Format_Grayscale8}
            shown = QImage(
                bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, form[bitmap.n_channels]
            ).copy()
        finally:
            bitmap.close()
    finally:
        page.close()
    return shown
