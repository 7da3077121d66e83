"""One table model for all lists: rows of values, columns that say how to write and order them; knows no list in particular."""

import html
from collections.abc import Callable, Hashable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QIcon

from pleoqb_desktop.domain.books import fold

T = TypeVar("T")
SORT_ROLE = int(Qt.ItemDataRole.UserRole) + 1
ROW_ROLE = int(Qt.ItemDataRole.UserRole) + 2
_LONGEST_TOOL_TIP = 2000
GAP = "\u2003"  # keeps figures at the right edge of their column off the words of the next one; a delegate is ten times slower
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_ALIGNMENT, _DECORATION = int(Qt.ItemDataRole.TextAlignmentRole), int(Qt.ItemDataRole.DecorationRole)
_ACCESSIBLE, _TOOL_TIP = int(Qt.ItemDataRole.AccessibleTextRole), int(Qt.ItemDataRole.ToolTipRole)
_DISPLAY, _EDIT = int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.EditRole)
_ROLES = frozenset({_DISPLAY, _EDIT, _ALIGNMENT, _DECORATION, _ACCESSIBLE, _TOOL_TIP, SORT_ROLE, ROW_ROLE})
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Column(Generic[T]):
    """One column. `title` is asked again after a change of language; `key` gives the native value to order by, None last.

    `edit` takes a new text and says whether it was taken; `spoken` is what a screen reader says where it differs from the text; `width` the most
    characters shown without being asked; `stretches`: takes what room is left. `said` tells of all rows together, as the list knows them, whether any
    has something to say in it: else it is left out; None: it never is. `gives_way`: the column with the highest number is left out first where there
    is no room for all; 0: never.
    """

    title: Callable[[], str]
    text: Callable[[T], str]
    key: Callable[[T], Any] | None = None
    right: bool = False
    icon: Callable[[T], QIcon | None] | None = None
    edit: Callable[[T, str], bool] | None = None
    spoken: Callable[[T], str] | None = None
    tool_tip: Callable[[T], str] | None = None
    width: int = 22
    stretches: bool = False
    link: bool = False
    said: Callable[[Any], bool] | None = None
    gives_way: int = 0


class RowsModel(QAbstractTableModel, Generic[T]):
    """Rows of one type. Orders and filters by itself, natively: a proxy would call back into Python for every comparison."""

    def __init__(
        self,
        columns: Sequence[Column[T]],
        identity: Callable[[T], Hashable],
        first: Callable[[T], Any] | None = None,
        parent: QObject | None = None,
    ) -> None:
        """`identity` tells rows apart, so that a selection outlives an update; `first` orders before any column does."""
        super().__init__(parent)
        self._columns = tuple(columns)
        self._identity = identity
        self._first = first
        self._rows: list[T] = []
        self._shown: list[T] = []
        self._accept: Callable[[T], bool] | None = None
        self._order: tuple[int, Qt.SortOrder] = (-1, Qt.SortOrder.AscendingOrder)

    # -- content ---------------------------------------------------------------------------------

    @property
    def columns(self) -> tuple[Column[T], ...]:
        """The columns, in order."""
        return self._columns

    @property
    def rows(self) -> Sequence[T]:
        """All rows, filtered out or not."""
        return self._rows

    @property
    def shown(self) -> Sequence[T]:
        """The rows that pass the filter, as they are ordered."""
        return self._shown

    def set_rows(self, rows: Sequence[T]) -> None:
        """Replaces all rows."""
        self.beginResetModel()
        self._rows = list(rows)
        self._arrange()
        self.endResetModel()

    def set_filter(self, accept: Callable[[T], bool] | None) -> None:
        """Shows only the rows that are accepted; None: all."""
        self.beginResetModel()
        self._accept = accept
        self._arrange()
        self.endResetModel()

    def retranslate(self) -> None:
        """Writes all titles and texts anew."""
        if self._columns:
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self._columns) - 1)
        self.beginResetModel()
        self._arrange()
        self.endResetModel()

    def row(self, index: Index) -> T | None:
        """The row of an index."""
        return self._shown[index.row()] if index.isValid() and index.row() < len(self._shown) else None

    def identity_at(self, number: int) -> Hashable:
        """What tells the row at a position apart."""
        return self._identity(self._shown[number])

    def positions(self, identities: AbstractSet[Hashable]) -> dict[Hashable, int]:
        """Where the rows of these identities are shown, in the order of the rows; those that are not shown are missing."""
        if not identities:
            return {}
        identity = self._identity
        return {one: number for number, row in enumerate(self._shown) if (one := identity(row)) in identities}

    def _arrange(self) -> None:
        accept = self._accept
        shown = [row for row in self._rows if accept(row)] if accept else list(self._rows)
        column, direction = self._order
        if 0 <= column < len(self._columns):
            shown = _ordered(shown, self._columns[column], descending=direction == Qt.SortOrder.DescendingOrder)
        if self._first:
            shown.sort(key=self._first)
        self._shown = shown

    # -- Qt --------------------------------------------------------------------------------------

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """How many rows are shown."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """How many columns there are."""
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cell, for one role."""
        # Asked some thousand times for each painting: whole numbers compare much faster than Qt's enumerations.
        if role not in _ROLES:
            return None
        row = self._shown[index.row()]
        column = self._columns[index.column()]
        if role == _ALIGNMENT:
            return _RIGHT if column.right else _LEFT
        if role == _DECORATION:
            return column.icon(row) if column.icon else None
        if role == _DISPLAY:
            return column.text(row) + GAP if column.right else column.text(row)
        if role == _EDIT:
            return column.text(row)
        if role == _ACCESSIBLE:
            told = self.tr("{title}: {value}").format(title=column.title(), value=column.text(row) or "–")
            return column.spoken(row) if column.spoken else told
        if role == _TOOL_TIP:
            return plain_tool_tip(column.tool_tip(row) if column.tool_tip else column.text(row))
        if role == SORT_ROLE:
            return column.key(row) if column.key else column.text(row)
        return row

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Takes an edited text."""
        row, column = self.row(index), self._columns[index.column()] if index.isValid() else None
        if row is None or column is None or column.edit is None or role != Qt.ItemDataRole.EditRole:
            return False
        if not column.edit(row, str(value)):
            return False
        self.dataChanged.emit(index, index)
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Selectable; editable where the column takes an edit."""
        flags = super().flags(index)
        if index.isValid() and self._columns[index.column()].edit:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Titles."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self._columns):
            return None
        if role == _DISPLAY:
            return self._columns[section].title() + (GAP if self._columns[section].right else "")
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if self._columns[section].right else _LEFT
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Orders by a column; -1: as the rows came."""
        self.beginResetModel()
        self._order = (column, order)
        self._arrange()
        self.endResetModel()


def _ordered(rows: list[T], column: Column[T], *, descending: bool) -> list[T]:
    """By the native values of a column; rows without one come last either way."""
    key = column.key
    values = [key(row) for row in rows] if key else [ordering(column.text(row)) for row in rows]
    there = [number for number, value in enumerate(values) if value is not None]
    there.sort(key=values.__getitem__, reverse=descending)
    missing = [row for row, value in zip(rows, values, strict=True) if value is None]
    return [rows[number] for number in there] + missing


def ordering(text: str) -> str:
    """A name as it is ordered and searched: as `fold`, and quicker for what has no accents anyway."""
    return text.casefold() if text.isascii() else fold(text)


def plain_tool_tip(text: str) -> str | None:
    """A stranger's words as a tool tip: Qt would read some of them as HTML."""
    if not text:
        return None
    cut = text if len(text) <= _LONGEST_TOOL_TIP else text[:_LONGEST_TOOL_TIP] + "…"
    return f"<p>{html.escape(cut).replace(chr(10), '<br/>')}</p>"
