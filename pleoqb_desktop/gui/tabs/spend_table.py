"""The table of expenses, for Expenses and History: its columns, and its search, filters and totals; asks no service."""

from collections.abc import Callable, Sequence
from datetime import date
from enum import StrEnum

from PySide6.QtCore import QDate, QEvent, QLocale, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QIcon, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QLineEdit, QToolButton, QVBoxLayout, QWidget

from pleoqb_desktop.domain.books import fold
from pleoqb_desktop.domain.money import Money
from pleoqb_desktop.gui.forms import announce, clear_by_escape, name_control
from pleoqb_desktop.gui.models.spend_rows import Digest, SpendRow, attention_first, digest, matches, totals
from pleoqb_desktop.gui.models.table import RowsModel
from pleoqb_desktop.gui.tabs.filter_box import FilterBox
from pleoqb_desktop.gui.tabs.spend_columns import SpendColumns
from pleoqb_desktop.gui.tabs.table_view import Table
from pleoqb_desktop.gui.theme import Tone, WrappedLabel, icon, letters, unit
from pleoqb_desktop.ports.runs import ItemStatus
from pleoqb_desktop.texts import Texts

_SEARCH_MILLISECONDS = 120


class Show(StrEnum):
    """Which rows are shown."""

    ALL = "all"
    ATTENTION = "attention"
    WAITING = "waiting"
    DONE = "done"
    NO_RECEIPT = "no_receipt"


class SpendTable(QWidget):
    """Search and filters above, the table, totals below."""

    current_changed = Signal(object)
    """The row in hand, or None."""
    chosen_changed = Signal()
    opened = Signal(object)
    """A row was opened: Enter, a double click, or its link."""
    show_changed = Signal(object)
    """Another choice of rows is shown (Show)."""
    filtered_changed = Signal()
    """Other rows pass the filters."""

    def __init__(self, texts: Callable[[], Texts], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self.columns = SpendColumns(texts, self)
        self._about = Digest()
        self._summed: tuple[Sequence[SpendRow], str] | None = None
        columns = self.columns.all()
        self.model: RowsModel[SpendRow] = RowsModel(columns, lambda row: row.id, first=attention_first, parent=self)
        self.search = QLineEdit(self)
        self.search.setClearButtonEnabled(True)
        self.search.setMaxLength(200)
        self.search.setMinimumWidth(letters(self, 14))
        clear_by_escape(self.search)
        self._magnifier = self.search.addAction(QIcon(), QLineEdit.ActionPosition.LeadingPosition)
        self.show_box = FilterBox(self)
        self.month_box, self.person_box, self.type_box = FilterBox(self), FilterBox(self), FilterBox(self)
        self.table = Table(self.model, self, several=True)
        self.nothing = WrappedLabel(parent=self, tone=Tone.QUIET)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.nothing.hide()
        self.totals = QLabel(self)
        self.totals.setTextFormat(Qt.TextFormat.PlainText)
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find.activated.connect(self._on_find)
        self._pause = QTimer(self, singleShot=True, interval=_SEARCH_MILLISECONDS)
        self._pause.timeout.connect(self._filter)
        self._lay_out()
        self.search.textChanged.connect(self._pause.start)
        self.show_box.activated.connect(self._on_show)
        for box in (self.month_box, self.person_box, self.type_box):
            box.activated.connect(self._filter)
        self.table.current_changed.connect(self._on_current)
        self.table.chosen_changed.connect(self._on_chosen)
        self.table.opened.connect(self.opened)
        self.recolour()
        self.retranslate_ui()

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(unit(self))
        bar.addWidget(self.search, 1)
        for box in (self.show_box, self.month_box, self.person_box, self.type_box):
            bar.addWidget(box)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(unit(self))
        layout.addLayout(bar)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.nothing, 1)
        layout.addWidget(self.totals)

    # -- rows ------------------------------------------------------------------------------------

    def set_rows(self, rows: Sequence[SpendRow], about: Digest | None = None) -> None:
        """Shows these expenses; `about` all of them together, when somebody has looked at them already."""
        self._about = about or digest(rows)
        self.columns.show_about(self._about)
        self._summed = None
        self.model.set_rows(rows)
        self.table.leave_out_empty(self._about)
        self.table.fit()
        self._fill_boxes()
        self._show_totals()

    def choose(self, entry_id: str) -> None:
        """Shows one expense, also when a filter hides it."""
        if not self.table.choose(entry_id):
            self.search.clear()
            self.set_show(Show.ALL)
            for box in (self.month_box, self.person_box, self.type_box):
                box.setCurrentIndex(0)
            self._filter()
            self.table.choose(entry_id)
        self.table.setFocus()

    def set_show(self, show: Show) -> None:
        """Which rows are shown."""
        if show is not self.shown():
            self.show_box.setCurrentIndex(self.show_box.findData(show))
            self._filter()

    def shown(self) -> Show:
        """Which rows are shown."""
        return Show(self.show_box.currentData())

    @property
    def filtered(self) -> bool:
        """Whether some rows are hidden, or might be."""
        boxes = any(box.currentData() for box in (self.month_box, self.person_box, self.type_box))
        return bool(self.search.text().strip() or boxes) or self.shown() is not Show.ALL

    def _fill_boxes(self) -> None:
        """What there is to choose among these rows. Months as text: Qt turns a date into one of its own, and finds it no more."""
        about, texts, locale = self._about, self._texts(), QLocale()
        months = [(locale.toString(QDate(one.year, one.month, 1), "MMMM yyyy"), f"{one}") for one in about.months]
        self.month_box.offer(self.tr("All months"), months)
        self.person_box.offer(self.tr("Everybody"), [(one, one) for one in about.people])
        self.type_box.offer(self.tr("All types"), [(texts.spend_type_name(one), one) for one in about.types])

    @Slot()
    def _filter(self) -> None:
        self._pause.stop()
        words = fold(self.search.text()).split()
        show, kind, month = self.shown(), self.type_box.currentData(), self.month_box.currentData()
        person = self.person_box.currentData()
        if not self.filtered:
            self.model.set_filter(None)
        else:
            accepts, since = _ACCEPTS[show], date.fromisoformat(month) if month else None
            self.model.set_filter(
                lambda row: (
                    accepts(row)
                    and (not kind or row.item.record.type == kind)
                    and (not person or row.person == person)
                    and (since is None or row.month == since)
                    and matches(row, words)
                )
            )
        self._say_nothing_found()
        self._show_totals()
        self.filtered_changed.emit()

    def _say_nothing_found(self) -> None:
        nothing = bool(self.model.rows) and not self.model.shown
        self.table.setVisible(not nothing)
        self.nothing.setVisible(nothing)
        if nothing:
            self.nothing.setText(
                self.tr("No expense fits. Escape in the search field clears it; look at the filters, too.")
            )
            announce(self.search, self.nothing.text())

    @Slot()
    def _on_show(self) -> None:
        self._filter()
        self.show_changed.emit(self.shown())

    @Slot()
    def _on_find(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    @Slot()
    def _on_current(self) -> None:
        self.current_changed.emit(self.table.current_row())

    @Slot()
    def _on_chosen(self) -> None:
        self._show_totals()
        self.chosen_changed.emit()

    def _show_totals(self) -> None:
        number = self._texts().number
        shown, rows = self.model.shown, self.model.rows
        parts = [
            self.tr("In the list: %Ln expense(s)", "", len(rows))
            if len(shown) == len(rows)
            else self.tr("{shown} of {all} expenses").format(shown=number(len(shown)), all=number(len(rows))),
            self._shown_sums(),
        ]
        chosen = self.table.chosen_rows()
        if len(chosen) > 1:
            parts.append(self.tr("%Ln selected", "", len(chosen)) + f" ({self._money(totals(chosen))})")
        self.totals.setText(" · ".join(part for part in parts if part) if rows else "")
        self.totals.setAccessibleName(self.tr("Totals: {totals}").format(totals=self.totals.text()))

    def _shown_sums(self) -> str:
        """The sums of what is shown; summed anew only when other rows are."""
        shown = self.model.shown
        if self._summed is None or self._summed[0] is not shown:
            whole = len(shown) == len(self.model.rows)
            self._summed = (shown, self._money(self._about.all_sums if whole else totals(shown)))
        return self._summed[1]

    def _money(self, sums: Sequence[Money]) -> str:
        return " + ".join(self._texts().money(one) for one in sums)

    # -- words and colours -----------------------------------------------------------------------

    def retranslate_ui(self) -> None:
        """Writes every word again."""
        self.search.setPlaceholderText(self.tr("Search: supplier, person, account, amount…"))
        name_control(self.search, self.tr("Search the expenses"))
        for button in self.search.findChildren(QToolButton):
            button.setAccessibleName(self.search.accessibleName())
        name_control(self.show_box, self.tr("Which expenses are shown"))
        name_control(self.month_box, self.tr("Month"))
        name_control(self.person_box, self.tr("Person"))
        name_control(self.type_box, self.tr("Type of expense"))
        self.table.setAccessibleName(self.tr("Expenses"))
        self.table.setAccessibleDescription(self.tr("Enter opens the entry in QuickBooks, once it stands there"))
        chosen = self.show_box.currentData() or Show.ALL
        self.show_box.clear()
        for show, words in (
            (Show.ALL, self.tr("All")),
            (Show.ATTENTION, self.tr("To sort out")),
            (Show.WAITING, self.tr("Waiting")),
            (Show.DONE, self.tr("In QuickBooks")),
            (Show.NO_RECEIPT, self.tr("Without receipt")),
        ):
            self.show_box.addItem(words, show)
        self.show_box.setCurrentIndex(self.show_box.findData(chosen))
        self._summed = None
        self._fill_boxes()
        self.table.retranslate()
        self._show_totals()

    def recolour(self) -> None:
        """Draws the icons anew."""
        self.columns.recolour(QApplication.palette())
        self._magnifier.setIcon(icon("search", QApplication.palette(), Tone.QUIET))
        self.table.viewport().update()

    def changeEvent(self, event: QEvent) -> None:
        """Follows language and colours."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate_ui()
        elif event.type() == QEvent.Type.PaletteChange:
            self.recolour()


_ACCEPTS: dict[Show, Callable[[SpendRow], bool]] = {
    Show.ALL: lambda _: True,
    Show.ATTENTION: lambda row: row.needs_attention,
    Show.WAITING: lambda row: row.status is ItemStatus.WAITING,
    Show.DONE: lambda row: row.status.stands_in_books,
    Show.NO_RECEIPT: lambda row: row.lacks_receipt,
}
