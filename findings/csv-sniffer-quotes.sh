#!/bin/sh
# Guess:    csv.Sniffer is weak at finding the delimiter; once that is right, the dialect that it returns reads the file.
# Happens:  delimiter right, quote right, and rows are still torn: a later note with doubled quotes and the delimiter in it becomes two cells, its
#           quotes are misplaced, and no exception is raised.
# Why:      the sniffer sets `doublequote` to False unless the sample that it was given holds a doubled quote inside a quoted cell. RFC 4180, and every
#           exporter of accounting files, doubles. The reader then ends the cell at the first of the two.
# Bites:    the first kilobytes of an export seldom hold a quotation; row 400 does (`said "yes; twice"`). From the torn cell on, amount stands
#           under VAT, VAT under account.
# Instead:  take the delimiter alone from the sniffer (or from the heading line), and read with `csv.reader(file, delimiter=...)`; refuse a row
#           with more or fewer cells than the heading.
set -eu
sed -n 's/^# //p' "$0"
python3 - <<'PYTHON'
import csv
import io
import sys


def seen(what, expected, came):
    print(f"{what}: {came!r}")
    if came != expected:
        sys.exit(f"CHANGED: {what}: {expected!r} was seen before")


start = 'date;supplier;note;amount\n2026-01-01;"Dupont; fils";"lunch";12,50\n2026-01-02;"Bar";"taxi";8,00\n'
later = '2026-03-31;"Le ""Bon"" Bar";"said ""yes; twice""";30,00\n'
print("Python", sys.version.split()[0])
dialect = csv.Sniffer().sniff(start)
seen("delimiter, quote, doubled quotes", (";", '"', False), (dialect.delimiter, dialect.quotechar, dialect.doublequote))
rows = list(csv.reader(io.StringIO(start + later), dialect))
seen("cells of each row, read with that dialect", [4, 4, 4, 5], [len(row) for row in rows])
seen("the last row", ["2026-03-31", 'Le "Bon"" Bar"', 'said "yes', ' twice"""', "30,00"], rows[-1])
plain = list(csv.reader(io.StringIO(start + later), delimiter=dialect.delimiter))
seen("the last row, read with the delimiter alone", ["2026-03-31", 'Le "Bon" Bar', 'said "yes; twice"', "30,00"], plain[-1])
PYTHON
