"""Tables of the wizard's pages: models with native sort values and words for screen readers, and one way to set a view up."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QFrame, QTableView, QWidget

from pleoqb_desktop.domain.books import Account, fold
from pleoqb_desktop.gui.forms import plain_tip
from pleoqb_desktop.gui.models.table import GAP
from pleoqb_desktop.gui.theme import Tone, icon, unit
from pleoqb_desktop.sync.report import Change

Index = QModelIndex | QPersistentModelIndex
SORT_ROLE = Qt.ItemDataRole.UserRole + 1
_MEASURED_ROWS = 30
"""As many rows tell how wide a column is: a thousand would be felt."""
_STEP = 16
"""So many dots are given up at once: several wide columns share what is missing."""
_NO_INDEX = QModelIndex()
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_CHANGE_ICONS = {
    Change.CREATED: ("arrow", Tone.INFO),
    Change.UPDATED: ("refresh", Tone.INFO),
    Change.UNARCHIVED: ("refresh", Tone.INFO),
    Change.ARCHIVED: ("save", Tone.QUIET),
    Change.UNCHANGED: ("done", Tone.GOOD),
    Change.REFUSED: ("caution", Tone.CAUTION),
}


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one place of a table. `sort` None: sorted by its words."""

    text: str
    sort: object = None
    right: bool = False
    tip: str = ""
    change: Change | None = None


class Table(QAbstractTableModel):
    """Rows of cells; the words of the header are given again when the language changes."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._header: Sequence[str] = ()
        self._rows: Sequence[Sequence[Cell]] = ()

    def show_rows(self, header: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
        """Replaces everything."""
        self.beginResetModel()
        self._header, self._rows = header, rows
        self.endResetModel()

    def rowCount(self, parent: Index = _NO_INDEX) -> int:
        """Rows."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NO_INDEX) -> int:
        """Columns."""
        return 0 if parent.isValid() else len(self._header)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Column titles."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole and self._rows and self._rows[0][section].right:
            return _RIGHT
        right = bool(self._rows) and self._rows[0][section].right
        return self._header[section] + (GAP if right else "") if role == Qt.ItemDataRole.DisplayRole else None

    def folded(self, row: int) -> str:
        """All words of a row without case and accents, for searching."""
        return " ".join(_folded(cell.text) for cell in self._rows[row])

    def cell(self, index: Index) -> Cell:
        """What stands there."""
        return self._rows[index.row()][index.column()]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Words, sort values, icons."""
        if not index.isValid():
            return None
        cell = self.cell(index)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return cell.text + GAP if cell.right else cell.text
            case Qt.ItemDataRole.AccessibleTextRole:
                return cell.text
            case Qt.ItemDataRole.TextAlignmentRole:
                return _RIGHT if cell.right else None
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tip(cell.tip) if cell.tip else None
            case Qt.ItemDataRole.AccessibleDescriptionRole:
                return cell.tip or None
            case Qt.ItemDataRole.DecorationRole:
                return _change_icon(cell.change) if cell.change else None
            case _ if role == SORT_ROLE:
                return _folded(cell.text) if cell.sort is None else cell.sort
        return None


@lru_cache(maxsize=20_000)
def _folded(text: str) -> str:
    """Sorting and searching ask for the same words again and again."""
    return fold(text)


def _change_icon(change: Change) -> Any:
    name, tone = _CHANGE_ICONS[change]
    return icon(name, QApplication.palette(), tone)


class CategoryTable(Table):
    """Accounts with their names for employees, which can be edited."""

    renamed = Signal(str, str)
    """An account's id and its new name for employees; empty: the proposal again."""
    NAME_COLUMN = 2

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.accounts: Sequence[Account] = ()
        self._names: dict[str, str] = {}
        self._hint = ""
        self.checked: Callable[[str], str] = str

    def show_accounts(
        self,
        header: Sequence[str],
        accounts: Sequence[Account],
        names: dict[str, str],
        rows: Sequence[Sequence[Cell]],
        hint: str,
    ) -> None:
        """Replaces everything; `names` are the names for employees by account id, `hint` says that they can be edited."""
        self.beginResetModel()
        self.accounts, self._names, self._hint = accounts, names, hint
        self._header, self._rows = header, rows
        self.endResetModel()

    def folded(self, row: int) -> str:
        """The name for employees too."""
        return f"{super().folded(row)} {_folded(self._names[self.accounts[row].id])}"

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """As every table; the name is looked up, for it changes."""
        if index.isValid() and index.column() == self.NAME_COLUMN:
            name = self._names[self.accounts[index.row()].id]
            if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole, Qt.ItemDataRole.AccessibleTextRole):
                return name
            if role == SORT_ROLE:
                return _folded(name)
            if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleDescriptionRole):
                return self._hint
        return super().data(index, role)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Names can be edited."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() == self.NAME_COLUMN else flags

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Takes a new name and tells it."""
        if role != Qt.ItemDataRole.EditRole or index.column() != self.NAME_COLUMN:
            return False
        account = self.accounts[index.row()]
        name = self.checked(str(value))
        if name == self._names[account.id]:
            return True
        self.renamed.emit(account.id, name)
        self.dataChanged.emit(index, index)
        return True


class Filter(QSortFilterProxyModel):
    """Rows whose words hold what was typed, and that a page accepts."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.setSortRole(SORT_ROLE)
        self._words = ""
        self._accepts: Callable[[int], bool] = lambda _: True

    def set_words(self, words: str) -> None:
        """What was typed; case and accents do not matter."""
        self._words = fold(words)
        self.invalidate()

    def set_accepts(self, accepts: Callable[[int], bool]) -> None:
        """A further condition on a row of the source."""
        self._accepts = accepts
        self.invalidate()

    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:  # noqa: ARG002 - a table has no parents
        """Both conditions."""
        if not self._accepts(source_row):
            return False
        if not self._words:
            return True
        table = self.sourceModel()
        return isinstance(table, Table) and self._words in table.folded(source_row)


class FittedTable(QTableView):
    """Columns as wide as their words and titles; one of them takes what is left, and the widest give way where there is no room."""

    def __init__(self, stretched: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stretched = stretched

    def be_high(self, rows: int) -> None:
        """As high as its titles and so many rows."""
        section, titles = self.verticalHeader().defaultSectionSize(), self.horizontalHeader().sizeHint()
        self.setFixedHeight(section * rows + titles.height() + unit(self))

    def fit(self) -> None:
        """Measures again: call it when the rows are new."""
        model, header = self.model(), self.horizontalHeader()
        if model is None or not model.columnCount():
            return
        empty = all(not model.index(row, 0).data() for row in range(model.rowCount()))
        self.setColumnHidden(0, empty and model.rowCount() > 0)  # account numbers, where the company has none
        columns = [column for column in range(model.columnCount()) if not self.isColumnHidden(column)]
        widths = {one: max(self.sizeHintForColumn(one), header.sectionSizeHint(one)) for one in columns}
        spare = self.viewport().width() - sum(widths.values())
        if self._stretched in widths:
            widths[self._stretched] += max(spare, 0)
        while spare < 0:  # the widest gives way, as far as its title
            widest = max(columns, key=lambda one: widths[one] - header.sectionSizeHint(one))
            given = min(-spare, widths[widest] - header.sectionSizeHint(widest), _STEP)
            if given <= 0:
                break
            widths[widest] -= given
            spare += given
        for column, width in widths.items():
            header.resizeSection(column, width)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What is left has changed."""
        super().resizeEvent(event)
        self.fit()

    def changeEvent(self, event: QEvent) -> None:
        """So has the size of the words."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.fit()


def table_view(parent: QWidget | None = None, *, stretched: int) -> FittedTable:
    """A table as all of ours look: whole rows, sorted by its header, the keyboard enters and leaves it by Tab."""
    view = FittedTable(stretched, parent)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    view.setAlternatingRowColors(True)
    view.setShowGrid(False)
    view.setFrameShape(QFrame.Shape.NoFrame)
    view.setTabKeyNavigation(False)
    view.setWordWrap(False)
    view.horizontalHeader().setResizeContentsPrecision(_MEASURED_ROWS)
    view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    view.verticalHeader().hide()
    view.verticalHeader().setDefaultSectionSize(view.fontMetrics().height() + unit(view) * 3 // 2)
    view.horizontalHeader().setHighlightSections(False)
    view.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    view.setMinimumHeight(view.fontMetrics().height() * 6)  # less than a page has: only one of them scrolls
    return view
