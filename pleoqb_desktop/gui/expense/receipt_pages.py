"""Receipts as pictures that Qt can show; their pages are drawn elsewhere, this only unpacks them."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtGui import QImage

from pleoqb_desktop.ports.receipts import Sheets

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


def read_pages(draw: Callable[[Path, str, int], Sheets], path: Path, content_type: str) -> Pages:
    """The pages of a file as `draw` finds them; UNREADABLE for a damaged one. Raises what `draw` raises; runs in a thread."""
    sheets = draw(path, content_type, MOST_PAGES)
    return Pages(sheets.pages, sheets.total)
