#!/bin/sh
# Guess:    QGridLayout.totalHeightForWidth(w) is a question ("const" in C++): it says how high the grid would be, and changes nothing. cellRect(row,
#           column) says where a cell of the grid is now.
# Happens:  after the question, cellRect() tells nothing that is on the screen: rows of height 0 at the top, for the width that was asked about. The
#           widgets have not moved, and itemAtPosition(row, column).geometry() still tells where they are.
# Why:      where words wrap, a grid keeps one table of row heights for the width it was asked about last (the source calls it height-for-width
#           data); the question fills it anew with sizes and leaves positions at 0, and cellRect() reads that table instead of the items.
# Bites:    a list of things to do that shall end where a block ends, not in the middle of a line: its height is asked for at the width with and
#           without a scroll bar, then its cells are measured, and it comes out wrong in one order of questions and right in the other, window size
#           by window size.
# Instead:  measure itemAtPosition(row, column).geometry(), or lay out again after the last question.
set -eu
sed -n 's/^# //p' "$0"
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet 'PySide6-Essentials==6.11.3' 'shiboken6==6.11.3'
QT_QPA_PLATFORM=offscreen "$folder/venv/bin/python" - <<'PYTHON'
import sys

from PySide6 import __version__
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication, QGridLayout, QLabel, QPushButton, QWidget


def seen(what, expected, came):
    print(f"{what}: {came!r}")
    if came != expected:
        sys.exit(f"CHANGED: {what}: {expected!r} was seen before")


print("PySide6", __version__)
app = QApplication([])
window = QWidget()
grid = QGridLayout(window)
for row in range(3):
    words = QLabel("This expense is dated within a closed month. " * 5)
    words.setWordWrap(True)
    grid.addWidget(words, row, 0)
    grid.addWidget(QPushButton("Compare"), row, 1)
grid.setGeometry(QRect(0, 0, 400, grid.totalHeightForWidth(400)))


def cells():
    return [grid.cellRect(row, 0).height() for row in range(3)]


def items():
    return [grid.itemAtPosition(row, 0).geometry().height() for row in range(3)]


laid_out = items()
seen("laid out: all three have a height, and the cells tell it", True, min(laid_out) > 20 and cells() == laid_out)
grid.totalHeightForWidth(300)
print("asked how high it would be at another width; nothing was laid out")
seen("the items stand where they stood", True, items() == laid_out)
seen("the cells", [0, 0, 0], cells())
grid.totalHeightForWidth(400)
seen("the cells, after the width that it has was asked for again", [0, 0, 0], cells())
PYTHON
