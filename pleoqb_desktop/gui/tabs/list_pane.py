"""A searchable list: a search field, the table, and a count below; shows any rows, asks no service."""

from collections.abc import Callable, Hashable, Sequence
from typing import Any

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from pleoqb_desktop.gui.forms import announce, clear_by_escape, name_control
from pleoqb_desktop.gui.models.table import Column, RowsModel, ordering
from pleoqb_desktop.gui.tabs.table_view import Table
from pleoqb_desktop.gui.theme import Tone, WrappedLabel, unit

_SEARCH_MILLISECONDS = 120


class ListPane(QWidget):
    """One list. `say` gives it its words."""

    def __init__(
        self,
        columns: Sequence[Column[Any]],
        identity: Callable[[Any], Hashable],
        number: Callable[[int], str],
        parent: QWidget | None = None,
        first: Callable[[Any], Any] | None = None,
    ) -> None:
        """`number` writes a count in the present language."""
        super().__init__(parent)
        self._number = number
        self._words: dict[Hashable, str] = {}
        self._identity = identity
        self.model: RowsModel[Any] = RowsModel(columns, identity, first, self)
        self.search = QLineEdit(self)
        self.search.setClearButtonEnabled(True)
        self.search.setMaxLength(200)
        clear_by_escape(self.search)
        self.table = Table(self.model, self)
        self.hint = WrappedLabel(parent=self, tone=Tone.QUIET)
        self.count = QLabel(self)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_SEARCH_MILLISECONDS)
        self._pause.timeout.connect(self._filter)
        self.search.textChanged.connect(self._pause.start)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, unit(self), 0, 0)
        layout.setSpacing(unit(self))
        for part in (self.hint, self.search):
            layout.addWidget(part)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.count)

    def say(self, name: str, search: str, hint: str = "") -> None:
        """Name of the list, words of its search, and a line above it."""
        self.table.setAccessibleName(name)
        self.search.setPlaceholderText(search)
        name_control(self.search, search)
        self.hint.setText(hint)
        self.hint.setVisible(bool(hint))
        self.table.retranslate()
        self._count()

    def set_rows(self, rows: Sequence[Any]) -> None:
        """Shows these rows."""
        self._words.clear()
        self.model.set_rows(rows)
        self.table.leave_out_empty(rows)
        self.table.fit()
        self._filter()

    @Slot()
    def _filter(self) -> None:
        self._pause.stop()
        wanted = ordering(self.search.text()).split()
        self.model.set_filter((lambda row: all(word in self._haystack(row) for word in wanted)) if wanted else None)
        self._count()
        if wanted:
            announce(self.search, self.count.text())

    def _haystack(self, row: Any) -> str:
        key = self._identity(row)
        if key not in self._words:
            self._words[key] = ordering(" ".join(column.text(row) for column in self.model.columns))
        return self._words[key]

    def forget(self, row: Any) -> None:
        """A row reads differently now."""
        self._words.pop(self._identity(row), None)

    def _count(self) -> None:
        shown, total = self._number(len(self.model.shown)), self._number(len(self.model.rows))
        words = self.tr("{shown} of {total} shown").format(shown=shown, total=total)
        if self.model.rows and not self.model.shown:
            words = self.tr("Nothing fits the search. Escape clears it.")
        self.count.setText(
            words if len(self.model.shown) != len(self.model.rows) else self.tr("{total} in all").format(total=total)
        )
