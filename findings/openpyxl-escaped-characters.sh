#!/bin/sh
# Guess:    openpyxl gives the text of a cell as the sheet shows it, and the same text whether the workbook keeps it in the table of shared strings
#           or in the cell.
# Happens:  a line break written as CR LF comes out as "_x000D_" and LF, visible letters and all. A file name that holds "_x0041_" comes out right from
#           the shared table and as "_x005F_x0041_" from the cell.
# Why:      Office Open XML writes what XML cannot hold as _xHHHH_ (ST_Xstring), and a literal underscore before such a pattern as _x005F_. openpyxl
#           decodes none of it; for shared strings alone it strikes out the letters "x005F_".
# Bites:    notes of an export that a program on Windows or a web service wrote end in the memo of the entry with "_x000D_" between the lines; the
#           receipt that a row names is not found beside it when its name happens to look like an escape.
# Instead:  decode _xHHHH_ oneself, once, from the left (_x005F_ is an underscore), in cells of both kinds: for shared strings what openpyxl struck
#           out cannot be told any more, so read the XML where it matters.
set -eu
sed -n 's/^# //p' "$0"
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet 'openpyxl==3.1.5' 'XlsxWriter==3.2.9'
"$folder/venv/bin/python" - <<'PYTHON'
import io
import sys
from importlib.metadata import version

import openpyxl
import xlsxwriter

WRITTEN = ["Lunch with a client\r\nTaxi home", "scan_x0041_1.pdf", "plain_1.pdf"]


def seen(what, expected, came):
    print(f"{what}: {came!r}")
    if came != expected:
        sys.exit(f"CHANGED: {what}: {expected!r} was seen before")


def read(*, shared, read_only=False):
    """What openpyxl reads of a column of texts, kept in the shared table or in the cells."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"constant_memory": not shared}) as book:
        sheet = book.add_worksheet()
        for row, text in enumerate(WRITTEN):
            sheet.write_string(row, 0, text)
    file.seek(0)
    return [row[0] for row in openpyxl.load_workbook(file, read_only=read_only).active.iter_rows(values_only=True)]


print("openpyxl", version("openpyxl"), "XlsxWriter", version("XlsxWriter"))
print(f"written: {WRITTEN!r}")
shared = ["Lunch with a client_x000D_\nTaxi home", "scan_x0041_1.pdf", "plain_1.pdf"]
within = ["Lunch with a client_x000D_\nTaxi home", "scan_x005F_x0041_1.pdf", "plain_1.pdf"]
seen("read from shared strings", shared, read(shared=True))
seen("the same, read_only", shared, read(shared=True, read_only=True))
seen("read from strings in the cells", within, read(shared=False))
seen("the same, read_only", within, read(shared=False, read_only=True))
PYTHON
