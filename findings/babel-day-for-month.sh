#!/bin/sh
# Guess:    babel.dates.parse_date() with a locale, or with a format that is given outright, reads what fits and raises ParseError for the rest: a column
#           of French dates read as American fails at the first day after the twelfth.
# Happens:  it never fails. A month over 12 is silently exchanged with the day, also against an explicit format: of one column the 1st to the 12th are
#           read month first and the 13th to the 31st day first. Separators, and what stands behind, are not looked at.
# Why:      the source picks the numbers out of the text, puts them in the format's order and says `if month > 12: month, day = day, month`. The
#           format is "a hint", the documentation says of the locale's; of an explicit one it says that it "is used to parse the date".
# Bites:    an import that "was tried with real files": 13 to 31 March are right, 1 to 12 March are strewn over twelve months. The totals agree, the
#           VAT returns do not. Canada writes both orders.
# Instead:  datetime.strptime() with one format for the whole file, which raises; and a file whose days never pass 12 is asked about.
set -eu
sed -n 's/^# //p' "$0"
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet 'babel==2.19.0'
"$folder/venv/bin/python" - <<'PYTHON'
import sys
from datetime import datetime
from importlib.metadata import version

from babel.dates import parse_date

COLUMN = ["11/03/2026", "12/03/2026", "13/03/2026", "14/03/2026"]


def seen(what, expected, came):
    print(f"{what}: {came!r}")
    if came != expected:
        sys.exit(f"CHANGED: {what}: {expected!r} was seen before")


def days(column, **how):
    return [parse_date(text, **how).isoformat() for text in column]


def strict(text):
    try:
        return datetime.strptime(text, "%m/%d/%Y").date().isoformat()
    except ValueError:
        return "refused"


print("Babel", version("babel"))
print("the column:", COLUMN)
mixed = ["2026-11-03", "2026-12-03", "2026-03-13", "2026-03-14"]
seen("locale en_US", mixed, days(COLUMN, locale="en_US"))
seen("locale en_CA", mixed, days(COLUMN, locale="en_CA"))
seen("format MM/dd/yyyy", mixed, days(COLUMN, format="MM/dd/yyyy"))
seen("locale fr_CA", ["2026-03-11", "2026-03-12", "2026-03-13", "2026-03-14"], days(COLUMN, locale="fr_CA"))
seen("locale fr_CA, written month first", ["2026-12-03", "2026-03-13"], days(["03/12/2026", "03/13/2026"], locale="fr_CA"))
seen("2026-31-03, format yyyy-MM-dd", ["2026-03-31"], days(["2026-31-03"], format="yyyy-MM-dd"))
seen("31.03.2026 18:30, format MM/dd/yyyy", ["2026-03-31"], days(["31.03.2026 18:30"], format="MM/dd/yyyy"))
seen("strptime with %m/%d/%Y", ["2026-11-03", "2026-12-03", "refused", "refused"], [strict(text) for text in COLUMN])
PYTHON
