#!/bin/sh
# Guess:    a QDoubleSpinBox reads what is typed as its QLocale does: where a comma parts thousands, "12,50" is no number, and the value stays.
# Happens:  the box takes it for 1,250.00. It shows 12,50 until the field is left, then 1250.00, and says valueChanged(1250.0). "1,23" becomes
#           123.00, "1234,5" becomes 12345.00. QLocale refuses all three.
# Why:      qspinbox.cpp (validateAndInterpret) asks QLocale first; what that refuses is read once more with every group separator taken out, wherever
#           it stood, so that 1,250 can be typed letter by letter. It is no matter of setGroupSeparatorShown(): off or on, it is the same.
# Bites:    an accountant in Montréal whose computer is set to English types a limit, a rate or a correction with the comma of French: ten or a
#           hundred times as much, in a figure that looks like money.
# Instead:  a QLineEdit, read by QLocale.toDouble() when it is left, and a word beside it when that says no.
set -eu
sed -n 's/^# //p' "$0"
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet 'PySide6-Essentials==6.11.3' 'shiboken6==6.11.3'
export QT_QPA_PLATFORM=offscreen
"$folder/venv/bin/python" - <<'PYTHON'
import sys

from PySide6 import __version__
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDoubleSpinBox


def seen(what, expected, came):
    print(f"{what}: {came!r}")
    if came != expected:
        sys.exit(f"CHANGED: {what}: {expected!r} was seen before")


def typed(text, locale="en_CA", separators=False):
    """What a box that held 7 shows before Enter and after it, its value, and what its signal said last."""
    box = QDoubleSpinBox()
    box.setLocale(QLocale(locale))
    box.setMaximum(1_000_000)
    box.setGroupSeparatorShown(separators)
    box.setValue(7)
    said = []
    box.valueChanged.connect(said.append)
    box.lineEdit().selectAll()
    QTest.keyClicks(box, text)
    before = box.text()
    QTest.keyClick(box, Qt.Key.Key_Return)
    return before, box.text(), box.value(), said[-1]


print("PySide6", __version__)
application = QApplication(["test", "-platform", "offscreen"])
for locale in ("en_CA", "en_US", "en_GB"):
    read = [QLocale(locale).toDouble(text)[1] for text in ("12,50", "1,23", "1234,5")]
    seen(f"{locale}: does QLocale read 12,50, 1,23, 1234,5?", [False, False, False], read)
    seen(f"{locale}: the box, typed 12,50", ("12,50", "1250.00", 1250.0, 1250.0), typed("12,50", locale))
seen("typed 1,23", ("1,23", "123.00", 123.0, 123.0), typed("1,23"))
seen("typed 1234,5", ("1234,5", "12345.00", 12345.0, 12345.0), typed("1234,5"))
seen("typed 12,50, separators shown", ("12,50", "1,250.00", 1250.0, 1250.0), typed("12,50", separators=True))
seen("typed 1,250.50", ("1,250.50", "1250.50", 1250.5, 1250.5), typed("1,250.50"))
PYTHON
