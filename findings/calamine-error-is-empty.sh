#!/bin/sh
# Guess:    python-calamine gives an error of the sheet (#REF!, #N/A, #DIV/0!) as its text, as openpyxl does, or raises; "" is an empty cell.
# Happens:  an error, a formula that nobody has reckoned yet and a cell with nothing in it are all "": to_python() and iter_rows() tell them not apart,
#           and no other call of the sheet does.
# Why:      the binding turns calamine's Error(...) into "empty" (src/types/cell.rs), and its cells cannot be asked for formulas or kinds. An empty
#           cell is "" and not None, so that it looks like a text that somebody has cleared.
# Bites:    the amounts of a sheet whose look-up broke are taken for lines without an amount: left out of the sum, or asked about as if forgotten,
#           while Excel shows #REF!. A total that was written by a program and never opened in Excel is missing in the same way.
# Instead:  openpyxl for what is to be booked (an error is "#REF!", a formula "=B2*2" or None); or refuse a row that has a text and no amount.
set -eu
sed -n 's/^# //p' "$0"
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet 'python-calamine==0.9.1' 'openpyxl==3.1.5' 'xlsxwriter==3.3.1'
"$folder/venv/bin/python" - <<'PYTHON'
import io
import sys
from importlib.metadata import version

import openpyxl
import python_calamine
import xlsxwriter


def seen(what, expected, came):
    print(f"{what}: {came!r}")
    if came != expected:
        sys.exit(f"CHANGED: {what}: {expected!r} was seen before")


def amounts(file):
    """The second column below its heading: by python-calamine in two ways, by openpyxl with values and with formulas."""
    file.seek(0)
    sheet = python_calamine.load_workbook(file).get_sheet_by_index(0)
    rows = [row[1] for row in sheet.to_python()[1:]], [row[1] for row in list(sheet.iter_rows())[1:]]
    for data_only in (True, False):
        rows += ([row[1] for row in list(openpyxl.load_workbook(file, data_only=data_only).active.values)[1:]],)
    return rows


def by_openpyxl():
    book = openpyxl.Workbook()
    for row in (["expense", "amount"], ["taxi", 12.5], ["hotel", "#REF!"], ["lunch", "#DIV/0!"], ["bar", None], ["train", "=B2*2"]):
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return file


def by_xlsxwriter():
    """As Excel stores it: the formula, and beside it the error that it came to."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["expense", "amount"])
        sheet.write_row(1, 0, ["taxi", 12.5])
        sheet.write(2, 0, "hotel")
        sheet.write_formula(2, 1, "=VLOOKUP(A3,D1:E9,2,FALSE)", None, "#N/A")
    return file


print("python-calamine", version("python-calamine"), "openpyxl", version("openpyxl"), "XlsxWriter", version("xlsxwriter"))
plain, rows, values, formulas = amounts(by_openpyxl())
print("the sheet: 12.5, #REF!, #DIV/0!, nothing, =B2*2 not reckoned yet")
seen("python-calamine, to_python()", [12.5, "", "", "", ""], plain)
seen("python-calamine, iter_rows()", [12.5, "", "", "", ""], rows)
seen("openpyxl, values", [12.5, "#REF!", "#DIV/0!", None, None], values)
seen("openpyxl, formulas", [12.5, "#REF!", "#DIV/0!", None, "=B2*2"], formulas)
plain, rows, values, formulas = amounts(by_xlsxwriter())
print("another: 12.5, and a look-up that came to #N/A")
seen("python-calamine, to_python()", [12.5, ""], plain)
seen("openpyxl, values", [12.5, "#N/A"], values)
PYTHON
