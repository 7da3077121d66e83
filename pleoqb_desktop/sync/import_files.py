"""What Pleo needs of QuickBooks, as files for Pleo's own import: for a company that gives no program a key; writes nothing into Pleo."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pleoqb_desktop.domain.books import Books, Dimension
from pleoqb_desktop.domain.csv_text import csv_text
from pleoqb_desktop.ports.reference import Kind
from pleoqb_desktop.ports.settings import Settings
from pleoqb_desktop.sync.category_file import categories, category_file, seen_by_employees

CATEGORIES, TAX_CODES, TAGS = "pleo-categories.csv", "pleo-vat-codes.csv", "pleo-tags-{dimension}.csv"
LISTS = frozenset({Kind.ACCOUNTS, Kind.TAX_CODES, Kind.TAGS})
"""What there are files of."""
_TAX_HEADER = ("Name", "Code", "Rate", "Reverse charge")
"""Pleo's table of tax codes (pleo-file.md 2); the code is QuickBooks' name, by which a file's code is known again."""
_TAG_HEADER = ("Name", "Code")


@dataclass(frozen=True, slots=True)
class WrittenFile:
    """A file for Pleo's import; `rows` without its heading."""

    kind: Kind
    path: Path
    rows: int
    dimension: Dimension | None = None


class ImportFiles:
    """Writes the files into a folder."""

    def __init__(self, settings: Settings, write: Callable[[Path, str], None], today: date) -> None:
        """`write` puts a text into a file; `today` is the company's day, whose VAT rates count."""
        self._settings = settings
        self._write = write
        self._today = today

    def save(self, folder: Path, books: Books, kinds: Collection[Kind] = LISTS) -> list[WrittenFile]:
        """Categories, VAT codes and the tags of each chosen dimension. Raises UnavailableError when the disk refuses."""
        written: list[WrittenFile] = []
        if Kind.ACCOUNTS in kinds:
            rows = categories(books, self._settings, seen_by_employees(books, self._settings))
            self._write(folder / CATEGORIES, category_file(rows))
            written.append(WrittenFile(Kind.ACCOUNTS, folder / CATEGORIES, len(rows)))
        if Kind.TAX_CODES in kinds and books.company.taxes_purchases:
            written.append(self._table(Kind.TAX_CODES, folder / TAX_CODES, _TAX_HEADER, self._tax_codes(books)))
        for dimension in (self._settings.dimensions or ()) if Kind.TAGS in kinds else ():
            path = folder / TAGS.format(dimension=dimension.value)
            values = sorted(books.dimension(dimension).values(), key=lambda one: one.full_name)
            tags = [(one.full_name, one.id) for one in values if one.active]
            written.append(self._table(Kind.TAGS, path, _TAG_HEADER, tags, dimension))
        return written

    def _tax_codes(self, books: Books) -> list[tuple[str, str, str, str]]:
        offered = [code for code in books.tax_codes.values() if code.offered]
        return [
            (
                code.name,
                code.name,
                f"{books.rate(code, self._today).normalize():f}",
                "yes" if books.is_reverse_charge(code, self._today) else "",
            )
            for code in offered
        ]

    def _table(
        self,
        kind: Kind,
        path: Path,
        header: Sequence[str],
        rows: Iterable[Sequence[str]],
        dimension: Dimension | None = None,
    ) -> WrittenFile:
        listed = list(rows)
        self._write(path, csv_text(header, listed))
        return WrittenFile(kind, path, len(listed), dimension)
