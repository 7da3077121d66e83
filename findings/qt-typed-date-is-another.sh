#!/bin/sh
# Guess:    a whole date that is typed into a QDateEdit, in the very format that it shows, is the date that it has after Enter; what it cannot take, it
#           refuses as a whole.
# Happens:  it takes a part. The field shows 15/02/2026, one comes by Tab and types 31/03/2026: it is 3 January 2026. 30/04/2026 typed over
#           28/02/2026 is 3 February; 28/02/2026 over 31/01/2026 is 28 January. Selected as a whole first, 15/06/2026 typed over 05/01/2026 is 5 June.
#           Without the strokes, 31052026 typed over 30/04/2026 is 30 May.
# Why:      each key is checked at once against the date that stands there: a day above the last of the month that is shown is refused in the middle,
#           and the next digits go into the next part. A part that is full is left by itself, and the stroke that is typed after it leaves the
#           next part, too. With all selected the first digits would leave no date, so that they are dropped.
# Bites:    periods end on the 30th and the 31st, and are typed. A closing day, a first day to export, the last day of a comparison is another day
#           of the same year, in a field that showed a date before and shows one now; no signal tells that something was refused.
# Instead:  a QLineEdit beside the calendar, read as a whole when it is left (QLocale.toDate() in the formats of the country), with a word when that
#           says no.
set -eu
sed -n 's/^# //p' "$0"
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet 'PySide6-Essentials==6.11.3' 'shiboken6==6.11.3'
export QT_QPA_PLATFORM=offscreen QT_LOGGING_RULES='qt.qpa.*=false'
"$folder/venv/bin/python" - <<'PYTHON'
import sys

from PySide6 import __version__
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDateEdit, QLineEdit, QVBoxLayout, QWidget


def seen(what, expected, came):
    print(f"{what}: {came!r}")
    if came != expected:
        sys.exit(f"CHANGED: {what}: {expected!r} was seen before")


def typed(shown, text, how="comes by Tab", form="dd/MM/yyyy"):
    """The date after Enter, when somebody comes to the field and types."""
    window = QWidget()
    before, field = QLineEdit(window), QDateEdit(QDate.fromString(shown, form), window)
    field.setDisplayFormat(form)
    layout = QVBoxLayout(window)
    layout.addWidget(before)
    layout.addWidget(field)
    window.show()
    window.activateWindow()
    before.setFocus()
    application.processEvents()
    QTest.keyClick(before, Qt.Key.Key_Tab)
    if how == "selects all":
        field.selectAll()
    QTest.keyClicks(field, text)
    QTest.keyClick(field, Qt.Key.Key_Return)
    return field.date().toString("yyyy-MM-dd")


print("PySide6", __version__)
application = QApplication(["test", "-platform", "offscreen"])
CASES = (
    ("15/02/2026", "31/03/2026", "comes by Tab", "2026-01-03"),
    ("28/02/2026", "30/04/2026", "comes by Tab", "2026-02-03"),
    ("31/01/2026", "28/02/2026", "comes by Tab", "2026-01-28"),
    ("05/01/2026", "15/06/2026", "comes by Tab", "2026-01-15"),
    ("15/02/2026", "31/03/2026", "selects all", "2026-03-15"),
    ("05/01/2026", "15/06/2026", "selects all", "2026-06-05"),
    ("30/04/2026", "31052026", "comes by Tab", "2026-05-30"),
    ("28/02/2026", "30042026", "comes by Tab", "2026-04-03"),
    ("15/02/2026", "31032026", "comes by Tab", "3202-10-03"),
    ("31/01/2026", "28022026", "comes by Tab", "2026-02-28"),  # right: no strokes, and the month that is shown has every day
)
for shown, text, how, date in CASES:
    seen(f"{shown} stands there, one {how} and types {text}", date, typed(shown, text, how))
seen("2026-02-15 stands there, one comes by Tab and types 2026-03-31", "2026-02-03", typed("2026-02-15", "2026-03-31", form="yyyy-MM-dd"))
read = [QDate.fromString(text, "dd/MM/yyyy").toString("yyyy-MM-dd") for text in ("31/03/2026", "30/04/2026", "28/02/2026")]
seen("the same texts by QDate.fromString()", ["2026-03-31", "2026-04-30", "2026-02-28"], read)
PYTHON
