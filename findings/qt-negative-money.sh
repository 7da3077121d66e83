#!/bin/sh
# Guess:    QLocale writes a refund of 1234.50 as "-£1,234.50" and "-1 234,50 €", and reads back what it wrote.
# Happens:  toCurrencyString() puts negative money into brackets: "(£1,234.50)", and in France "(1 234,50 €)". German and Danish get a minus. No form
#           with a currency is read by toDouble(). France's thousands are parted by U+202F, Quebec's by U+00A0, and France does not read Quebec's.
# Why:      Qt takes CLDR's pattern for accounting, not the one for currencies in running text, where the minus stands; toDouble() reads numbers, not
#           money; and of blanks between thousands it takes the locale's own and the ordinary one.
# Bites:    a column in which some negative amounts are in brackets, and the sums beside it, written by toString(), have a minus. An amount that was
#           copied from a sheet or a page (U+00A0) into a French field is refused, though it looks right to the letter.
# Instead:  write the number with toString(value, 'f', 2) and set the sign of the currency oneself; before reading, put an ordinary blank for every
#           kind of blank.
set -eu
sed -n 's/^# //p' "$0"
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet 'PySide6-Essentials==6.11.3' 'shiboken6==6.11.3'
"$folder/venv/bin/python" - <<'PYTHON'
import sys

from PySide6 import __version__
from PySide6.QtCore import QLocale


def seen(what, expected, came):
    print(f"{what}: {came!r}")
    if came != expected:
        sys.exit(f"CHANGED: {what}: {expected!r} was seen before")


print("PySide6", __version__)
for name, written in (
    ("en_GB", "(£1,234.50)"),
    ("en_US", "($1,234.50)"),
    ("en_IE", "(€1,234.50)"),
    ("fr_FR", "(1\u202f234,50\xa0€)"),
    ("fr_CA", "(1\xa0234,50\xa0$)"),
    ("de_DE", "-1.234,50\xa0€"),
    ("da_DK", "-1.234,50\xa0kr."),
):
    locale = QLocale(name)
    seen(f"{name} writes", written, locale.toCurrencyString(-1234.5))
    seen(f"{name} reads it back", (0.0, False), locale.toDouble(written))
    plain = locale.toString(-1234.5, "f", 2)
    seen(f"{name} without the currency: a minus, and read back", ("-", (-1234.5, True)), (plain[0], locale.toDouble(plain)))

france = QLocale("fr_FR")
for blank, read in (("\u202f", (1234.5, True)), (" ", (1234.5, True)), ("\xa0", (0.0, False))):
    seen(f"fr_FR reads 1{blank!r}234,50", read, france.toDouble(f"1{blank}234,50"))
PYTHON
