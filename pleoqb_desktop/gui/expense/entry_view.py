"""One expense beside the table: what is wrong with it, what to do, and the entry as QuickBooks will hold it or holds it."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt, QTimer, Slot
from PySide6.QtGui import QPalette, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from pleoqb_desktop.app import App
from pleoqb_desktop.domain.problems import Problem
from pleoqb_desktop.gui.expense.expense_facts import ExpenseFacts, Numbers
from pleoqb_desktop.gui.expense.long_words import breakable
from pleoqb_desktop.gui.expense.picture_table import PictureTable
from pleoqb_desktop.gui.expense.remedies import Remedies
from pleoqb_desktop.gui.forms import Folded
from pleoqb_desktop.gui.links import Links
from pleoqb_desktop.gui.models.entry_picture import EntryPicture, Names, PictureWords, posted_picture
from pleoqb_desktop.gui.models.spend_rows import SpendRow
from pleoqb_desktop.gui.notices import BusyLine, Notice
from pleoqb_desktop.gui.tasks import BusySign, Task, TaskRunner
from pleoqb_desktop.gui.theme import HEADING, ThemedButtons, Tone, WrappedLabel, enlarged, letters, unit
from pleoqb_desktop.ports.ledger import PostedEntry

_PAUSE_MILLISECONDS = 250
_MOST_LETTERS = 48
_MONEY_BACK = frozenset({"refund", "chargeback", "cashback"})


def picture_words() -> PictureWords:
    """The words that a picture of an entry needs, in the present language."""
    return PictureWords(
        vat=QCoreApplication.translate("EntryView", "VAT"),
        payables=QCoreApplication.translate("EntryView", "Accounts payable"),
        unknown=QCoreApplication.translate("EntryView", "unknown account"),
    )


class EntryView(QScrollArea):
    """Everything about one expense but its receipts."""

    def __init__(
        self, program: App, runner: TaskRunner, links: Links, remedies: Remedies, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._program, self._runner, self._links, self._remedies = program, runner, links, remedies
        self._names = Names(None, picture_words())
        self._row: SpendRow | None = None
        self._posted: tuple[str, EntryPicture | None] | None = None
        self._trouble: Problem | None = None
        self._task: Task | None = None
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_PAUSE_MILLISECONDS)
        self._wait.timeout.connect(self._read_posted)
        self._sign = BusySign(self)
        self._icons = ThemedButtons()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._build()
        self._sign.changed.connect(self._busy.setVisible)
        self.retranslate_ui()

    def _build(self) -> None:
        inner = QWidget(self)
        self._title = WrappedLabel(parent=inner)
        self._title.setFont(enlarged(self.font(), HEADING, bold=True))
        self._subtitle = WrappedLabel(parent=inner, tone=Tone.QUIET)
        self._notices = [Notice(Tone.CAUTION, inner) for _ in range(3)]
        self._open = QPushButton(inner)
        self._open.setAutoDefault(False)
        self._open.clicked.connect(self._on_open)
        self._icons.add(self._open, "external")
        self._note = WrappedLabel(parent=inner, tone=Tone.QUIET)
        self._busy = BusyLine(inner)
        self._busy.hide()
        self.tables = [PictureTable(self._program, inner) for _ in range(2)]
        self._facts = ExpenseFacts(self._program, inner)
        self._numbers = Numbers(inner)
        self._numbers_fold = Folded(self._numbers, inner)
        layout = QVBoxLayout(inner)
        layout.setContentsMargins(unit(self), unit(self), unit(self), unit(self))
        layout.setSpacing(unit(self))
        layout.addWidget(self._title)
        layout.addWidget(self._subtitle)
        for notice in self._notices:
            layout.addWidget(notice)
        layout.addWidget(self._facts)
        layout.addWidget(self._open, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addSpacing(unit(self))
        layout.addWidget(self._note)
        layout.addWidget(self._busy)
        for table in self.tables:
            layout.addWidget(table)
        layout.addWidget(self._numbers_fold)
        layout.addStretch(1)
        self.setWidget(inner)
        for part in (self.viewport(), inner):
            part.setBackgroundRole(QPalette.ColorRole.Base)
            part.setAutoFillBackground(True)

    def minimumSizeHint(self) -> QSize:
        """Wide enough for its words: only downwards is scrolled. A stranger's endless word does not count."""
        inner = self.widget()
        words = (inner.minimumSizeHint().width() if inner else 0) + self.verticalScrollBar().sizeHint().width()
        return QSize(min(words, letters(self, _MOST_LETTERS)), super().minimumSizeHint().height())

    # -- what to show ----------------------------------------------------------------------------

    @property
    def trouble(self) -> Problem | None:
        """Why the entry could not be read."""
        return self._trouble

    @property
    def settled(self) -> bool:
        """Whether nothing is being read for what is shown."""
        return self._task is None and not self._wait.isActive()

    def set_names(self, names: Names) -> None:
        """Names of accounts, VAT codes and tags, from books that were read."""
        self._names = names

    def show_row(self, row: SpendRow | None) -> None:
        """Shows an expense; None: nothing is selected."""
        if row is self._row:
            return
        other = row is None or self._row is None or row.id != self._row.id
        self._row = row
        if other:
            self._posted = None
            self._trouble = None
            self._stop()
            self.verticalScrollBar().setValue(0)
        if row and self._has_entry(row) and self._posted is None:
            self._wait.start()
        self._refresh()

    def _has_entry(self, row: SpendRow) -> bool:
        standing = row.status.stands_in_books and not row.undone
        return standing and bool(row.item.record.kind and row.item.record.external_id)

    def _stop(self) -> None:
        self._wait.stop()
        if self._task:
            self._task.cancel()
            self._task = None
        self._sign.set_busy(False)

    @Slot()
    def _read_posted(self) -> None:
        row = self._row
        if row is None or not self.isVisible():
            return
        program, record = self._program, row.item.record
        self._trouble = None
        self._sign.set_busy(True)
        self._task = self._runner.run(
            lambda cancel: program.posted_entry(record, cancel),
            partial(self._on_posted, row),
            self._on_failed,
            parent=self,
        )

    def _on_posted(self, row: SpendRow, entry: PostedEntry | None) -> None:
        self._task = None
        self._sign.set_busy(False)
        currency = row.amount.currency if row.amount else ""
        back = row.item.record.type in _MONEY_BACK
        picture = posted_picture(entry, self._names, currency, money_back=back) if entry else None
        self._posted = (row.id, picture)
        self._refresh()

    def _on_failed(self, what: Problem) -> None:
        self._task = None
        self._sign.set_busy(False)
        self._trouble = what
        self._refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """What was selected meanwhile is read now."""
        super().showEvent(event)
        if self._row and self._has_entry(self._row) and self._posted is None and not self._task:
            self._wait.start()

    @Slot()
    def _on_open(self) -> None:
        if self._row and self._row.item.external_url:
            self._links.open(self._row.item.external_url)

    # -- one place decides what is seen ----------------------------------------------------------

    def _refresh(self) -> None:
        row = self._row
        self._title.setText(self._title_words(row) if row else "")
        self._title.setVisible(row is not None)
        self._subtitle.setText(self._subtitle_words(row) if row else "")
        self._subtitle.setVisible(row is not None)
        self._show_notices(row)
        shown = self._pictures(row) if row else ()
        self._note.setText(self._note_words(row, shown))
        self._note.setVisible(bool(self._note.text()))
        for number, table in enumerate(self.tables):
            table.setVisible(number < len(shown))
            if number < len(shown):
                table.show_picture(shown[number])
        first = shown[0] if shown else None
        self._facts.show_row(row, first)
        self._numbers.show_row(row, first)
        self._numbers_fold.setVisible(row is not None)
        self._numbers.setVisible(row is not None and self._numbers_fold.heading.isChecked())
        self._open.setVisible(bool(row and row.item.external_url and not row.undone))

    def _pictures(self, row: SpendRow) -> tuple[EntryPicture, ...]:
        if self._posted and self._posted[0] == row.id:
            return (self._posted[1],) if self._posted[1] else ()
        return row.pictures[: len(self.tables)]

    def _title_words(self, row: SpendRow) -> str:
        shown = breakable(row.supplier)
        return self.tr("“{note}”").format(note=shown) if row.is_note else shown

    def _subtitle_words(self, row: SpendRow) -> str:
        texts, record = self._program.texts, row.item.record
        parts = [
            texts.money(row.amount) if row.amount else "",
            texts.date(record.day) if record.day else "",
            texts.spend_type_name(record.type) if record.type else "",
            self.tr("Taken back") if row.undone else texts.status_name(record.status),
        ]
        return " · ".join(part for part in parts if part)

    def _show_notices(self, row: SpendRow | None) -> None:
        texts = self._program.texts
        troubles: Sequence[Problem] = (*((self._trouble,) if self._trouble else ()), *(row.problems if row else ()))
        for number, notice in enumerate(self._notices):
            if number >= len(troubles):
                notice.clear()
                continue
            one = troubles[number]
            retry = self._read_posted if one is self._trouble else None
            action = self._remedies.button_action(one, row.item if row else None, retry)
            notice.show_words(texts.sentence(one), texts.remedy(one), [action] if action else [])

    def _note_words(self, row: SpendRow | None, shown: Sequence[EntryPicture]) -> str:
        if row is None:
            return self.tr("Select an expense to see the entry that QuickBooks will hold.")
        if row.undone:
            return self.tr("An undo has removed this entry from QuickBooks.")
        if self._has_entry(row):
            if self._posted and self._posted[1] is None:
                return self.tr("This entry is not in QuickBooks any more: somebody has deleted it there.")
            return self.tr("As QuickBooks holds it") if self._posted else ""
        if row.item.estimate:
            return self.tr("The exact entry is known when the export starts: Pleo then tells supplier and VAT.")
        return self.tr("As QuickBooks will hold it") if shown else self.tr("Nothing is sent to QuickBooks for it.")

    def retranslate_ui(self) -> None:
        """Writes every word again."""
        self.setAccessibleName(self.tr("Entry"))
        self._numbers_fold.say(self.tr("Details for your accountant"))
        self._open.setText(self.tr("See the entry in QuickBooks"))
        self._busy.say(self.tr("Reading the entry from QuickBooks…"))
        self._refresh()

    def changeEvent(self, event: QEvent) -> None:
        """Follows language and colours."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate_ui()
        elif event.type() == QEvent.Type.PaletteChange:
            self._icons.refresh()
