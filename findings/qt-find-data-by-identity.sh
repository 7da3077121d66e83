#!/bin/sh
# Guess:    QComboBox.findData(value) finds the entry whose itemData() equals the value: itemData(1) == Decimal("20.00") is True, so it is entry 1.
# Happens:  -1. A Decimal, a date, a moment, a tuple, a frozen dataclass, a UUID is found only if it is the very object that was put in; an equal
#           one, read from the settings or reckoned anew, is not. setCurrentIndex(-1) then empties the box, max(-1, 0) chooses the first entry. The
#           model's match() finds it no better.
# Why:      Qt compares what it knows: numbers, texts, lists and maps of them. Another Python object travels as a pointer, and pointers are compared.
#           In tests the same object is put in and looked for, and members of an Enum are always the same one; so all is well.
# Bites:    the rate of VAT, the closing day, the pair of account and currency that somebody chose last week is kept, read again, and not found: the
#           dialog opens with another choice than the one that is in force, and OK stores it.
# Instead:  put a text or a number in, the key of the value (str(rate), day.isoformat()), and look for that; or go through the itemData() in Python.
set -eu
sed -n 's/^# //p' "$0"
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet 'PySide6-Essentials==6.11.3' 'shiboken6==6.11.3'
export QT_QPA_PLATFORM=offscreen
"$folder/venv/bin/python" - <<'PYTHON'
import sys
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from uuid import UUID

from PySide6 import __version__
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox


@dataclass(frozen=True)
class Account:
    number: str
    currency: str


class Period(Enum):
    HOLD = 1
    BOOK = 2


def seen(what, expected, came):
    print(f"{what}: {came!r}")
    if came != expected:
        sys.exit(f"CHANGED: {what}: {expected!r} was seen before")


def places(make):
    """Where findData() finds the second of two values: the object that was put in, and an equal one; and whether they are equal."""
    put, equal = make(), make()
    box = QComboBox()
    for value in put:
        box.addItem(str(value), value)
    return box.findData(put[1]), box.findData(equal[1]), box.itemData(1) == equal[1]


print("PySide6", __version__)
application = QApplication(["test", "-platform", "offscreen"])
LOST = {
    "Decimal": lambda: [Decimal("5.50"), Decimal("20.00")],
    "date": lambda: [date(2026, 3, 31), date(2026, 12, 31)],
    "datetime": lambda: [datetime(2026, 3, 31, 8), datetime(2026, 12, 31, 8)],
    "tuple": lambda: [tuple(["512", "EUR"]), tuple(["512", "USD"])],
    "frozen dataclass": lambda: [Account("512", "EUR"), Account("512", "USD")],
    "UUID": lambda: [UUID(int=1), UUID(int=2)],
}
for name, make in LOST.items():
    seen(f"{name}: found as the same object, as an equal one; equal in Python", (1, -1, True), places(make))
FOUND = {
    "str": lambda: ["5.50", "".join(["20", ".00"])],
    "int": lambda: [10**12, 2 * 10**12],
    "float": lambda: [5.5, 20.0],
    "list": lambda: [["512", "EUR"], ["512", "USD"]],
    "dict": lambda: [{"account": "512"}, {"account": "411"}],
    "Enum": lambda: [Period.HOLD, Period.BOOK],
}
for name, make in FOUND.items():
    seen(f"{name}: the same", (1, 1, True), places(make))

rates = QComboBox()
for rate in (Decimal("5.50"), Decimal("10.00"), Decimal("20.00")):
    rates.addItem(f"{rate} %", rate)
rates.setCurrentIndex(max(rates.findData(Decimal("20.00")), 0))
seen("the box after choosing the kept 20.00", "5.50 %", rates.currentText())
rates.setCurrentIndex(rates.findData(Decimal("20.00")))
seen("or, without max()", ("", None), (rates.currentText(), rates.currentData()))
matches = rates.model().match(rates.model().index(0, 0), Qt.ItemDataRole.UserRole, Decimal("20.00"), 1, Qt.MatchFlag.MatchExactly)
seen("match() of the model", [], matches)
PYTHON
