"""A file's heading and rows as text cells with their numbers, within bounds; knows no meaning."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from pleoqb_desktop.domain.problems import Code, problem
from pleoqb_desktop.services.pleo_file.headings import folded
from pleoqb_desktop.services.pleo_file.refusals import refused

MOST_ROWS = 100_000
MOST_COLUMNS = 400
MOST_CELL = 64 * 1024


@dataclass(frozen=True, slots=True)
class Row:
    """One row; `number` counts the file's rows from 1, the heading. `shaped` False: it has not as many cells as the heading."""

    number: int
    cells: Sequence[str]
    shaped: bool = True


@dataclass(frozen=True, slots=True)
class Table:
    """The file's content. Of two equal headings the second is HEADING#2. `separator` is empty for a sheet."""

    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    separator: str = ""

    @property
    def fingerprint(self) -> str:
        """The same for every file with this set of headings, in whatever order (design.md 10.7)."""
        return sha256("\n".join(sorted(self.headings)).encode()).hexdigest()

    def column(self, at: int) -> list[str]:
        """The cells of a column that say something."""
        return [cell for row in self.rows if row.shaped and (cell := row.cells[at]).strip()]


def table_of(rows: Iterable[Sequence[str]], separator: str) -> Table:
    """Rows as a table: the first that says anything is the heading; empty rows and empty columns are left out.

    Raises WrongUsageError(FILE_EMPTY, FILE_TOO_LARGE).
    """
    heading: Sequence[str] = ()
    found: list[Row] = []
    offset = 0
    for number, cells in enumerate(rows, 1):
        if not any(cell.strip() for cell in cells):
            continue
        if not heading:
            heading, offset = _trimmed(cells), number - 1
            continue
        found.append(_row(number - offset, cells, len(heading)))
    if not heading or not found:
        raise refused(problem(Code.FILE_EMPTY))
    return Table(_told_apart(heading), tuple(found), separator)


def _trimmed(cells: Sequence[str]) -> list[str]:
    kept = list(cells)
    while kept and not kept[-1].strip():
        kept.pop()
    return kept


def _row(number: int, cells: Sequence[str], width: int) -> Row:
    if any(len(cell) > MOST_CELL for cell in cells):
        raise refused(problem(Code.FILE_TOO_LARGE))
    if len(cells) == width:
        return Row(number, cells)
    if len(cells) > width and not any(cell.strip() for cell in cells[width:]):
        return Row(number, cells[:width])
    return Row(number, cells, shaped=False)


def _told_apart(heading: Sequence[str]) -> tuple[str, ...]:
    seen: Counter[str] = Counter()
    names: list[str] = []
    for cell in heading:
        name = " ".join(cell.split())
        seen[folded(name)] += 1
        times = seen[folded(name)]
        names.append(name if times == 1 else f"{name}#{times}")
    return tuple(names)
