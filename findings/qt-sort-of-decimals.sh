#!/bin/sh
# Guess:    QSortFilterProxyModel sorts by what the sort role gives; values that Python can compare are compared, others raise.
# Happens:  Decimal, datetime.date, datetime.datetime and tuples are not sorted at all: the rows stay in the order of the source, no word is said and
#           the arrow in the heading turns. Of int, only those of one size are sorted: 5 comes after 1,099,511,627,776.
# Why:      lessThan() compares inside a QVariant. PySide converts str, float and int (up to 32 bits to a C int, beyond to a 64-bit one); any other
#           object travels as an opaque one, of which lessThan() can make nothing, so that all are equal. Two sizes of int are compared in the size of
#           the left one, into which the larger number does not fit.
# Bites:    a column of amounts, the one column that bookkeepers sort, keeps its order in one file and looks sorted in another that came sorted. Sizes
#           of receipts in bytes, or amounts in cents, go wrong from 2,147,483,648.
# Instead:  let the sort role give float, or the place of the value among the sorted ones; or override lessThan() and compare there, in Python.
set -eu
sed -n 's/^# //p' "$0"
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet 'PySide6-Essentials==6.11.3' 'shiboken6==6.11.3'
"$folder/venv/bin/python" - <<'PYTHON'
import sys
from datetime import date, datetime
from decimal import Decimal

from PySide6 import __version__
from PySide6.QtCore import QAbstractListModel, QModelIndex, QSortFilterProxyModel, Qt

ROLE = Qt.ItemDataRole.UserRole


class Values(QAbstractListModel):
    def __init__(self, values):
        super().__init__()
        self._values = values

    def rowCount(self, parent=QModelIndex()):
        return 0 if parent.isValid() else len(self._values)

    def data(self, index, role=Qt.ItemDataRole.DisplayRole):
        return self._values[index.row()] if role == ROLE else None


class InPython(QSortFilterProxyModel):
    def lessThan(self, left, right):
        return left.data(ROLE) < right.data(ROLE)


def sorted_by(proxy, values):
    model = Values(values)
    proxy.setSourceModel(model)
    proxy.setSortRole(ROLE)
    proxy.sort(0, Qt.SortOrder.AscendingOrder)
    return [proxy.index(row, 0).data(ROLE) for row in range(proxy.rowCount())]


def seen(what, expected, came):
    print(f"{what}: {[str(value) for value in came]}")
    if came != expected:
        sys.exit(f"CHANGED: {what}: {[str(value) for value in expected]} was seen before")


print("PySide6", __version__)
amounts = [Decimal("9.50"), Decimal("100.00"), Decimal("-3.00"), Decimal("20.00")]
days = [date(2026, 1, 10), date(2025, 12, 1), date(2026, 1, 2)]
moments = [datetime(2026, 1, 10, 8), datetime(2025, 12, 1, 8)]
pairs = [(1, 2), (0, 5), (1, 1)]
for name, values in (("Decimal", amounts), ("date", days), ("datetime", moments), ("tuple", pairs)):
    seen(f"{name}, sorted by Qt: as they came", values, sorted_by(QSortFilterProxyModel(), values))
seen("int, sorted by Qt", [-1, 2**33, 2**40, 5], sorted_by(QSortFilterProxyModel(), [2**40, 5, 2**33, -1]))
seen("float, sorted by Qt", [-3.0, 9.5, 20.0, 100.0], sorted_by(QSortFilterProxyModel(), [9.5, 100.0, -3.0, 20.0]))
seen("Decimal, sorted by lessThan() of our own", sorted(amounts), sorted_by(InPython(), amounts))
PYTHON
