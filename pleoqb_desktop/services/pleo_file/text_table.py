"""A file of text as rows of cells: its encoding, its separator and its quotes are found out for the whole file."""

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterable, Sequence

from pleoqb_desktop.domain.problems import Code, problem
from pleoqb_desktop.services.pleo_file.headings import said_by
from pleoqb_desktop.services.pleo_file.refusals import refused
from pleoqb_desktop.services.pleo_file.table import MOST_CELL, MOST_COLUMNS, MOST_ROWS, Table, table_of

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SEPARATORS = ",;\t|"
_SAMPLE = 200
_HEAD = 4096


def read_text_table(data: bytes) -> Table:
    """The rows of a .csv or .tsv. Raises WrongUsageError for what is no such file."""
    text = _decoded(data)
    text, told = _without_hint(text)
    separator = told or _separator(text)
    best: tuple[int, list[list[str]]] | None = None
    for quoting in (csv.QUOTE_MINIMAL, csv.QUOTE_NONE):
        # Quotes that were broken by re-saving swallow rows: then the file is read without them.
        rows = _rows(text, separator, quoting)
        bad = _misshapen(rows)
        if best is None or bad < best[0]:
            best = bad, rows
        if not bad or '"' not in text:
            break
    return table_of(_joined(best[1]) if best else [], separator)


def _decoded(data: bytes) -> str:
    """Text by its byte order mark, else UTF-16 by its zeros, else UTF-8, else windows-1252 (pleo-file.md 1)."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _read(data[len(mark) :], (encoding,))
    head = data[:_HEAD]
    if head[1::2].count(0) > len(head) // 4:
        return _read(data, ("utf-16-le",))
    if head[::2].count(0) > len(head) // 4:
        return _read(data, ("utf-16-be",))
    return _read(data, ("utf-8", "cp1252"))


def _read(data: bytes, encodings: Iterable[str]) -> str:
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise refused(problem(Code.FILE_DAMAGED))


def _without_hint(text: str) -> tuple[str, str | None]:
    """Excel's own first line `sep=;` names the separator and is no row."""
    first, _, rest = text.partition("\n")
    hint = first.strip().strip('"')
    if hint.lower().startswith("sep=") and len(hint) == len("sep=;"):
        return rest, hint[-1]
    return text, None


def _separator(text: str) -> str:
    """The mark that makes the most known headings, then the most rows of one length."""
    sample = text[: 64 * _HEAD]

    def worth(mark: str) -> tuple[int, int, int]:
        rows = _rows(sample, mark, csv.QUOTE_MINIMAL, _SAMPLE)
        heading = next((row for row in rows if any(cell.strip() for cell in row)), [])
        lengths = Counter(len(row) for row in rows)
        return sum(said_by(cell) is not None for cell in heading), min(len(heading), 2), lengths[len(heading)]

    return max(_SEPARATORS, key=worth)


def _rows(text: str, separator: str, quoting: int, most: int | None = None) -> list[list[str]]:
    csv.field_size_limit(max(MOST_CELL, len(text) + 1))
    found: list[list[str]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, quoting=quoting)  # type: ignore[arg-type]
    for row in reader:
        if len(row) > MOST_COLUMNS:
            raise refused(problem(Code.FILE_TOO_LARGE))
        if most is not None and len(found) > most:
            break
        if len(found) > MOST_ROWS:
            raise refused(problem(Code.FILE_TOO_MANY_ROWS, limit=MOST_ROWS))
        found.append([_unquoted(cell) for cell in row] if quoting == csv.QUOTE_NONE else row)
    return found


def _unquoted(cell: str) -> str:
    inner = cell.strip()
    return inner[1:-1].replace('""', '"') if len(inner) > 1 and inner[0] == inner[-1] == '"' else cell


def _misshapen(rows: Sequence[Sequence[str]]) -> int:
    """How many rows have not as many cells as the heading; a cell with whole rows in it counts for each."""
    width = next((len(row) for row in rows if any(row)), 0)
    return sum((bool(any(row)) and len(row) != width) + sum(cell.count("\n") > 40 for cell in row) for row in rows)


def _joined(rows: list[list[str]]) -> list[list[str]]:
    """Rows that a bare line break in a note cut in two are one again; what follows keeps its number (pleo-file.md 8.2)."""
    width = next((len(row) for row in rows if any(row)), 0)
    found: list[list[str]] = []
    skip = 0
    for at, row in enumerate(rows):
        if skip:
            skip -= 1
            found.append([])
            continue
        whole, taken = row, 0
        while any(whole) and 0 < len(whole) < width and at + taken + 1 < len(rows):
            following = rows[at + taken + 1]
            if len(following) >= width or len(whole) + max(len(following), 1) - 1 > width:
                break
            whole = [*whole[:-1], f"{whole[-1]}\n{following[0] if following else ''}", *following[1:]]
            taken += 1
        if len(whole) == width:
            row, skip = whole, taken
        found.append(row)
    return found
