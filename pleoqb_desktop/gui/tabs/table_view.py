"""One table widget for all lists: keyboard, selection that outlives updates, widths from fonts; shows a RowsModel."""

from collections.abc import Hashable, Iterable
from typing import Any, TypeVar

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QTableView,
    QWidget,
)

from pleoqb_desktop.gui.models.table import RowsModel
from pleoqb_desktop.gui.theme import letters, unit

T = TypeVar("T")
_SAMPLE = 60


class Table(QTableView):
    """A table of rows. Enter or a double click opens a row; Ctrl+C copies the selected ones as text."""

    current_changed = Signal()
    """Another row is the current one, or none."""
    chosen_changed = Signal()
    """Other rows are selected."""
    opened = Signal(object)
    """A row was opened by Enter, a double click, or a click on its link."""

    def __init__(self, model: RowsModel[Any], parent: QWidget | None = None, *, several: bool = False) -> None:
        super().__init__(parent)
        self._rows = model
        self._chosen: set[Hashable] = set()
        self._current: Hashable | None = None
        self._fitted = False
        self.setModel(model)
        mode = QAbstractItemView.SelectionMode
        self.setSelectionMode(mode.ExtendedSelection if several else mode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setAlternatingRowColors(True)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + unit(self) * 3 // 2)
        self.setFrameShape(QFrame.Shape.NoFrame)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSortIndicatorClearable(True)
        # A header asks for the flags of every selected cell, to paint its sections as selected: this one knows of no selection.
        header.setSelectionModel(QItemSelectionModel(model, header))
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        header.setMinimumSectionSize(letters(self, 5))
        self._left_out: set[int] = set()
        self._natural: dict[int, int] = {}
        self._titles: dict[int, int] = {}
        model.modelAboutToBeReset.connect(self._remember)
        model.modelReset.connect(self._restore)
        self.selectionModel().currentRowChanged.connect(self._on_current)
        self.selectionModel().selectionChanged.connect(self._on_selection)
        self.doubleClicked.connect(self._on_opened)

    # -- rows ------------------------------------------------------------------------------------

    def current_row(self) -> Any:
        """The row in hand, None when there is none."""
        return self._rows.row(self.currentIndex())

    def chosen_rows(self) -> list[Any]:
        """The selected rows, as they are ordered."""
        shown = self._rows.shown
        return [shown[number] for number in self._chosen_places() if number < len(shown)]

    def _chosen_places(self) -> list[int]:
        """Where the selected rows are; from the ranges: Qt's `selectedRows` asks the model for the flags of every cell."""
        last = len(self._rows.columns) - 1
        chosen = self.selectionModel().selection()
        ranges = (chosen.at(place) for place in range(chosen.size()))
        whole = (one for one in ranges if one.left() == 0 and one.right() == last)
        return sorted({number for one in whole for number in range(one.top(), one.bottom() + 1)})

    def choose(self, identity: Hashable) -> bool:
        """Makes a row the current and only selected one; False when it is not shown."""
        number = self._rows.positions({identity}).get(identity)
        if number is None:
            return False
        self.selectRow(number)
        self.scrollTo(self._first_cell(number))
        return True

    def _first_cell(self, number: int) -> QModelIndex:
        """The first cell of a row that is seen: from a hidden one the arrow keys lead nowhere."""
        columns = range(len(self._rows.columns))
        return self._rows.index(number, next((one for one in columns if not self.isColumnHidden(one)), 0))

    @Slot()
    def _remember(self) -> None:
        self._current = self._rows.identity_at(self.currentIndex().row()) if self.current_row() is not None else None
        there = len(self._rows.shown)
        self._chosen = {self._rows.identity_at(number) for number in self._chosen_places() if number < there}

    @Slot()
    def _restore(self) -> None:
        """The selection model has forgotten everything with the reset; rows that are still shown are selected again."""
        choosing = self.selectionModel()
        last = len(self._rows.columns) - 1
        blocked = choosing.blockSignals(True)
        chosen = QItemSelection()
        places = self._rows.positions({*self._chosen, self._current} - {None})
        for first, final in _runs([number for identity, number in places.items() if identity in self._chosen]):
            chosen.select(self._rows.index(first, 0), self._rows.index(final, last))
        choosing.select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        number_now = places.get(self._current)
        if number_now is not None:
            choosing.setCurrentIndex(self._first_cell(number_now), QItemSelectionModel.SelectionFlag.NoUpdate)
        choosing.blockSignals(blocked)
        if not self._fitted and self._rows.shown:
            self.fit()
        self.viewport().update()
        self.current_changed.emit()
        self.chosen_changed.emit()

    # -- widths ----------------------------------------------------------------------------------

    def fit(self) -> None:
        """Widths from the first rows and the titles, each column within its own bound; a stretching one takes the rest."""
        self._fitted = bool(self._rows.shown)
        room, metrics = letters(self, 2) + unit(self) * 2, self.fontMetrics()
        for number, column in enumerate(self._rows.columns):
            if number not in self._left_out and self.isColumnHidden(number):
                self.setColumnHidden(number, False)  # the title of a hidden one has no width
            title = self.horizontalHeader().sectionSizeHint(number) + letters(self, 1)
            texts = (column.text(row)[: 2 * column.width] for row in self._rows.shown[:_SAMPLE])
            lines = (line for text in texts for line in text.split("\n"))
            width = max((metrics.horizontalAdvance(line) for line in lines), default=0) + room
            icon = self.fontMetrics().height() + unit(self) if column.icon else 0
            self._natural[number] = max(title, min(width + icon, letters(self, column.width) + room))
            self.setColumnWidth(number, self._natural[number])
            self._titles[number] = title
        self._share_room()

    def leave_out_empty(self, about: Any) -> None:
        """Leaves out columns without anything to say of what the rows are together (Column.said), from the next `fit` on."""
        columns = enumerate(self._rows.columns)
        self._left_out = {number for number, column in columns if column.said and not column.said(about)}

    def _share_room(self) -> None:
        """Leaves columns out until the rest has room: nobody scrolls sideways for what matters."""
        columns, room = self._rows.columns, self.viewport().width()
        shown = [number for number in range(len(columns)) if number not in self._left_out]
        yielding = sorted((number for number in shown if columns[number].gives_way), key=lambda n: columns[n].gives_way)
        while yielding and sum(self._least(number) for number in shown) > room:
            shown.remove(yielding.pop())
        for number in range(len(columns)):
            if self.isColumnHidden(number) is (number in shown):
                self.setColumnHidden(number, number not in shown)
        for number in shown:  # what was hidden has forgotten its width
            self.setColumnWidth(number, self._natural.get(number, self.columnWidth(number)))
        stretching = [number for number in shown if columns[number].stretches]
        others = sum(self.columnWidth(number) for number in shown if number not in stretching)
        for number in stretching:
            self.setColumnWidth(number, max((room - others) // len(stretching), self._least(number)))

    def _least(self, number: int) -> int:
        """The width below which a column says nothing."""
        natural = self._natural.get(number, self.columnWidth(number))
        if not self._rows.columns[number].stretches:
            return natural
        return max(self._titles.get(number, 0), min(natural, letters(self, 20)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The stretching column follows."""
        super().resizeEvent(event)
        self._share_room()

    def retranslate(self) -> None:
        """New words, new widths."""
        self._fitted = False
        self._rows.retranslate()
        self.fit()

    # -- keys and clicks -------------------------------------------------------------------------

    @Slot(QModelIndex, QModelIndex)
    def _on_current(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self.current_changed.emit()

    @Slot(QItemSelection, QItemSelection)
    def _on_selection(self, _on: QItemSelection, _off: QItemSelection) -> None:
        """A screen reader selects a row without making it the current one: the only selected row is always the current one."""
        choosing = self.selectionModel()
        ranges = choosing.selection()
        if ranges.size() == 1 and ranges.first().height() == 1 and ranges.first().top() != self.currentIndex().row():
            only = self._first_cell(ranges.first().top())
            choosing.setCurrentIndex(only, QItemSelectionModel.SelectionFlag.NoUpdate)
        self.chosen_changed.emit()

    @Slot(QModelIndex)
    def _on_opened(self, index: QModelIndex) -> None:
        row = self._rows.row(index)
        if row is not None and not self._rows.columns[index.column()].edit:
            self.opened.emit(row)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on a link follows it."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        row = self._rows.row(index)
        if row is None or event.button() != Qt.MouseButton.LeftButton or event.modifiers():
            return
        column = self._rows.columns[index.column()]
        if column.link and column.text(row):
            self.opened.emit(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Ctrl+C copies rows as lines of cells; Escape leaves the selection alone."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.state() != self.State.EditingState:
            row = self.current_row()
            if row is not None:
                self.opened.emit(row)
        else:
            super().keyPressEvent(event)

    def copy(self) -> None:
        """The selected rows to the clipboard, cells apart by tabs."""
        columns = self._rows.columns
        lines = ["\t".join(" ".join(column.text(row).split()) for column in columns) for row in self.chosen_rows()]
        if lines:
            QGuiApplication.clipboard().setText("\n".join(lines))


def _runs(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Ascending numbers as runs without a gap, each by its first and last: a range of ten thousand rows, not as many ranges."""
    found: list[tuple[int, int]] = []
    for number in numbers:
        first = found.pop()[0] if found and found[-1][1] == number - 1 else number
        found.append((first, number))
    return found
