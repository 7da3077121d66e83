"""Tables as CSV files that people open in a spreadsheet: no cell is ever taken for a formula; writes no file."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

_STARTS_FORMULA = (
    "=",
    "+",
    "-",
    "@",
    "\t",
    "\r",
    "\uff1d",
    "\uff0b",
    "\uff0d",
    "\uff20",
)  # the last four are the first four at full width
_STARTS_LATER = re.compile(r"(;)(?=[\s\"]*[=+\-@\uff1d\uff0b\uff0d\uff20])")


def safe_cell(text: str) -> str:
    """A stranger's text as a cell: without line breaks, and with an apostrophe before what a spreadsheet would compute.

    A French spreadsheet splits at semicolons, wherever our quotes stand: what follows one is the start of a cell too.
    """
    line = _STARTS_LATER.sub(r"\1'", " ".join(text.replace("\0", "").split()))
    return f"'{line}" if text.startswith(_STARTS_FORMULA) or line.startswith(_STARTS_FORMULA) else line


def csv_text(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """The whole file; every cell is neutralised. Lines end as RFC 4180 has it."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([safe_cell(cell) for cell in header])
    writer.writerows([safe_cell(cell) for cell in row] for row in rows)
    return out.getvalue()
