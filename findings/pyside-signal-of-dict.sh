#!/bin/sh
# Guess:    Signal(dict) and Signal(list) hand the Python dict or list over, as Signal(object) does; the word says more about it, that is all.
# Happens:  another dict arrives. Its keys are sorted; a StrEnum in it is a plain str, so that `is` and isinstance() say no; None as a key is "". One
#           key that is no str empties it: {7: "taxi"} and {"hotel": 1, 7: 2} arrive as {}. No exception is raised, emit() says nothing.
# Why:      PySide declares these signals to Qt as QVariantMap and QVariantList. A map of C++ is sorted and has texts for keys; a str is copied as
#           QString and comes back as str. What cannot be copied is left out with one line on stderr, which a program with windows does not have.
# Bites:    results of a run by number, {entry: problem}, arrive as "nothing went wrong"; amounts by month lose the order in which they were put; an
#           answer of an enum is compared with `is` and counts as the other one: held instead of booked.
# Instead:  Signal(object) for whatever is Python's own.
set -eu
sed -n 's/^# //p' "$0"
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet 'PySide6-Essentials==6.11.3' 'shiboken6==6.11.3'
"$folder/venv/bin/python" - <<'PYTHON'
import sys
from enum import StrEnum

from PySide6 import __version__
from PySide6.QtCore import QObject, Signal


class Period(StrEnum):
    HOLD = "hold"
    BOOK = "book"


class Run(QObject):
    of_dict = Signal(dict)
    of_list = Signal(list)
    of_object = Signal(object)


def seen(what, expected, came):
    print(f"{what}: {came!r}")
    if repr(came) != repr(expected):
        sys.exit(f"CHANGED: {what}: {expected!r} was seen before")


def arrived(signal, value):
    caught = []
    signal.connect(caught.append)
    signal.emit(value)
    signal.disconnect(caught.append)
    return caught[0]


print("PySide6", __version__)
run = Run()
declared = [run.metaObject().method(number).methodSignature().data().decode() for number in range(run.metaObject().methodCount())]
seen("declared to Qt", ["of_dict(QVariantMap)", "of_list(QVariantList)", "of_object(PyObject)"], [one for one in declared if one.startswith("of_")])
months = {"March": "10.00", "April": "20.00", "January": "5.00"}
seen("months as they were put, by Signal(dict)", {"April": "20.00", "January": "5.00", "March": "10.00"}, arrived(run.of_dict, months))
seen("an enum's member in it", {"closed": "book"}, arrived(run.of_dict, {"closed": Period.BOOK}))
seen("the same in a list", ["book", 1], arrived(run.of_list, [Period.BOOK, 1]))
seen("None as a key", {"": 1}, arrived(run.of_dict, {None: 1}))
seen("a number as a key", {}, arrived(run.of_dict, {7: "no category"}))
seen("texts and a number as keys", {}, arrived(run.of_dict, {"hotel": 1, 7: 2}))
for value in (months, {"closed": Period.BOOK}, {7: "no category"}, {None: 1}, [Period.BOOK, 1]):
    seen("by Signal(object)", value, arrived(run.of_object, value))
PYTHON
