"""Receipts as pictures that Qt can show; their pages are drawn elsewhere, this only unpacks them."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtGui import QImage

from pleoqb_desktop.app import draw_sheets

MOST_PAGES = 10


@dataclass(frozen=True, slots=True)
class Pages:
    """The pages of one receipt, packed. `total` counts those that are not shown, too; no pages: it could not be read."""

    packed: tuple[bytes, ...]
    total: int

    @property
    def readable(self) -> bool:
        """Whether there is anything to show."""
        return bool(self.packed)

    @property
    def size(self) -> int:
        """Bytes that are kept."""
        return sum(map(len, self.packed))

    def image(self, number: int) -> QImage:
        """A page, counted from 0."""
        return QImage.fromData(self.packed[number])


UNREADABLE = Pages((), 0)


def read_pages(path: Path, content_type: str) -> Pages:
    """The pages of a file; UNREADABLE for a damaged one. Never raises for what a file holds; runs in a thread."""
    sheets = draw_sheets(path, content_type, MOST_PAGES)
    return Pages(sheets.pages, sheets.total)
