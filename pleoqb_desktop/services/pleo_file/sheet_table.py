"""A sheet (.xlsx) as rows of cells: values only, never formulas; the archive is measured before anything is read."""

import os
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from typing import IO, Any
from zipfile import BadZipFile

from pleoqb_desktop.domain.problems import Code, problem
from pleoqb_desktop.services.pleo_file.cells import Exact, RealDay
from pleoqb_desktop.services.pleo_file.refusals import refused
from pleoqb_desktop.services.pleo_file.table import MOST_COLUMNS, MOST_ROWS, Table, table_of

_DIGITS = 10  # what Excel shows; behind them stand the traces of binary fractions


def read_sheet_table(file: IO[bytes]) -> Table:
    """The rows of the first sheet that has any. Raises WrongUsageError for what is no sheet."""
    # Only a sheet asks for the library. Its defence against entities is a parser ten times slower; archive.py has let none pass.
    os.environ.setdefault("OPENPYXL_DEFUSEDXML", "False")
    from openpyxl import load_workbook

    try:
        book = load_workbook(file, read_only=True, data_only=False, keep_links=False)
        try:
            for sheet in book.worksheets:
                rows = list(_rows(sheet))
                if any(any(row) for row in rows):
                    width = max(map(len, rows))
                    return table_of((row + [""] * (width - len(row)) for row in rows), "")
        finally:
            book.close()
    except (BadZipFile, KeyError, ValueError, TypeError, AttributeError, IndexError, SyntaxError, OSError) as error:
        # Whatever a damaged sheet makes the library trip over; SyntaxError is the XML parser's.
        raise refused(problem(Code.FILE_DAMAGED)) from error
    raise refused(problem(Code.FILE_EMPTY))


def _rows(sheet: Any) -> Iterator[list[str]]:
    shared: dict[str, str] = {}
    sheet.reset_dimensions()  # what a file says of its own size is not believed
    for at, row in enumerate(sheet.iter_rows(values_only=True)):
        if at > MOST_ROWS:
            raise refused(problem(Code.FILE_TOO_MANY_ROWS, limit=MOST_ROWS))
        if len(row) > MOST_COLUMNS and any(cell is not None for cell in row[MOST_COLUMNS:]):
            raise refused(problem(Code.FILE_TOO_LARGE))
        yield [_text(cell, shared) for cell in row[:MOST_COLUMNS]]


def _text(value: Any, shared: dict[str, str]) -> str:
    """A cell as text. A formula is text as it stands, since nothing here computes."""
    match value:
        case None:
            return ""
        case str():
            return shared.setdefault(value, value)
        case bool():
            return "TRUE" if value else "FALSE"
        case int():
            return Exact(value)
        case float():
            return Exact(_plain(value))
        case datetime():
            return RealDay(value.date().isoformat())
        case date():
            return RealDay(value.isoformat())
        case time():
            return value.isoformat()
        case _:
            return str(value)


def _plain(value: float) -> str:
    """A number as Excel shows it, without exponent."""
    rounded = Decimal(repr(round(value, _DIGITS)))
    return f"{rounded.normalize():f}"
