"""One expense beside the table: what is wrong with it, what to do, and the entry as QuickBooks will hold it or holds it."""

from collections.abc import Sequence
from decimal import Decimal
from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from pleoqb_desktop.app import Program
from pleoqb_desktop.domain.problems import Problem
from pleoqb_desktop.gui.expense.remedies import Remedies
from pleoqb_desktop.gui.links import Links
from pleoqb_desktop.gui.models.entry_picture import EntryPicture, Names, PictureLine, PictureWords, posted_picture
from pleoqb_desktop.gui.models.spend_rows import SpendRow
from pleoqb_desktop.gui.models.table import Column, RowsModel
from pleoqb_desktop.gui.notices import BusyLine, Notice
from pleoqb_desktop.gui.tabs.table_view import Table
from pleoqb_desktop.gui.tasks import BusySign, Task, TaskRunner
from pleoqb_desktop.gui.theme import ThemedButtons, Tone, WrappedLabel, enlarged, unit
from pleoqb_desktop.ports.ledger import PostedEntry

_PAUSE_MILLISECONDS = 250
_MOST_LINES = 200
_MOST_SHOWN = 12
_WORD, _PIECE = 24, 12  # letters: what may be longer than a word, and where it may break then
_LONGEST = 400
_MONEY_BACK = frozenset({"refund", "chargeback", "cashback"})


def picture_words() -> PictureWords:
    """The words that a picture of an entry needs, in the present language."""
    return PictureWords(
        vat=QCoreApplication.translate("EntryView", "VAT"),
        payables=QCoreApplication.translate("EntryView", "Accounts payable"),
        unknown=QCoreApplication.translate("EntryView", "unknown account"),
    )


class PictureTable(QWidget):
    """One entry: its kind, its lines with debit and credit, and the sums."""

    def __init__(self, program: Program, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._program = program
        self._currency = ""
        self.heading = WrappedLabel(parent=self)
        font = self.heading.font()
        font.setBold(True)
        self.heading.setFont(font)
        self.model: RowsModel[tuple[int, PictureLine]] = RowsModel(
            [
                Column(lambda: self.tr("Account"), _account, stretches=True, tool_tip=_details, spoken=self._spoken),
                Column(lambda: self.tr("Debit"), lambda row: self._money(row[1].debit), right=True),
                Column(lambda: self.tr("Credit"), lambda row: self._money(row[1].credit), right=True),
            ],
            identity=lambda row: row[0],
            parent=self,
        )
        self.table = Table(self.model, self)
        self.table.setSortingEnabled(False)
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.table.setFrameShape(QFrame.Shape.NoFrame)
        self.more = WrappedLabel(parent=self, tone=Tone.QUIET)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(unit(self) // 2)
        layout.addWidget(self.heading)
        layout.addWidget(self.table)
        layout.addWidget(self.more)

    def show_picture(self, picture: EntryPicture) -> None:
        """Shows an entry."""
        texts = self._program.texts
        self._currency = picture.currency
        kind = texts.entry_kind_name(picture.kind)
        day = texts.date(picture.day) if picture.day else ""
        self.heading.setText(" · ".join(part for part in (kind, day) if part))
        self.table.setAccessibleName(self.tr("Lines of the entry: {kind}").format(kind=kind))
        self.model.set_rows(list(enumerate(picture.lines[:_MOST_LINES])))
        self.table.fit()
        self.table.resizeRowsToContents()
        beyond = len(picture.lines) - _MOST_LINES
        words = [self.tr("and %Ln more line(s)", "", beyond)] if beyond > 0 else []
        if not picture.exact:
            words.append(self.tr("QuickBooks computes the VAT of this entry itself."))
        self.more.setText(" ".join(words))
        self.more.setVisible(bool(words))
        header = self.table.horizontalHeader().sizeHint().height()
        rows = sum(self.table.rowHeight(row) for row in range(min(self.model.rowCount(), _MOST_SHOWN)))
        self.table.setFixedHeight(header + rows + 2 * self.table.frameWidth() + unit(self) // 2)

    def _money(self, amount: Decimal | None) -> str:
        if amount is None:
            return ""
        if not self._currency:
            return str(amount)
        return self._program.texts.amount(amount, self._currency)

    def _spoken(self, row: tuple[int, PictureLine]) -> str:
        side = self.tr("debit") if row[1].debit is not None else self.tr("credit")
        amount = self._money(row[1].debit if row[1].debit is not None else row[1].credit)
        return f"{row[1].account}: {side} {amount}"


def _account(row: tuple[int, PictureLine]) -> str:
    """The account, and below it the VAT code and the tags."""
    line = row[1]
    below = " · ".join(part for part in (line.vat_code, *line.tags) if part)
    return f"{line.account}\n{below}" if below else line.account


def _details(row: tuple[int, PictureLine]) -> str:
    line = row[1]
    return "\n".join(part for part in (line.account, line.description, line.vat_code, " · ".join(line.tags)) if part)


class EntryView(QScrollArea):
    """Everything about one expense but its receipts."""

    def __init__(
        self, program: Program, runner: TaskRunner, links: Links, remedies: Remedies, parent: QWidget | None = None
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
        self._title.setFont(enlarged(self.font(), 1.2, bold=True))
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
        self._facts = QWidget(inner)
        self._grid = QGridLayout(self._facts)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(unit(self) * 2)
        self._grid.setVerticalSpacing(unit(self) // 2)
        self._grid.setColumnStretch(1, 1)
        self._labels: list[tuple[QLabel, WrappedLabel]] = []
        layout = QVBoxLayout(inner)
        layout.setContentsMargins(unit(self), unit(self), unit(self), unit(self))
        layout.setSpacing(unit(self))
        layout.addWidget(self._title)
        layout.addWidget(self._subtitle)
        for notice in self._notices:
            layout.addWidget(notice)
        layout.addWidget(self._note)
        layout.addWidget(self._busy)
        for table in self.tables:
            layout.addWidget(table)
        layout.addWidget(self._facts)
        layout.addWidget(self._open, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addStretch(1)
        self.setWidget(inner)

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
        self._title.setText(_cut(row.supplier) if row else "")
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
        self._show_facts(self._fact_words(row, shown) if row else [])
        self._open.setVisible(bool(row and row.item.external_url and not row.undone))

    def _pictures(self, row: SpendRow) -> tuple[EntryPicture, ...]:
        if self._posted and self._posted[0] == row.id:
            return (self._posted[1],) if self._posted[1] else ()
        return row.pictures[: len(self.tables)]

    def _subtitle_words(self, row: SpendRow) -> str:
        texts, record = self._program.texts, row.item.record
        parts = [
            texts.money(row.amount) if row.amount else "",
            texts.date(record.day) if record.day else "",
            texts.spend_type_name(record.type) if record.type else "",
            _cut(row.person),
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
            return self.tr("An estimate: Pleo tells the supplier, the VAT and the exact entry when the export starts.")
        return self.tr("As QuickBooks will hold it") if shown else self.tr("Nothing is sent to QuickBooks for it.")

    def _fact_words(self, row: SpendRow, shown: Sequence[EntryPicture]) -> list[tuple[str, str]]:
        record = row.item.record
        first = shown[0] if shown else None
        vendor = first.vendor if first else ""
        if first and first.new_vendor:
            vendor = self.tr("{vendor} (new vendor: made with the entry)").format(vendor=vendor)
        facts = [
            (self.tr("Supplier"), vendor or (row.supplier if shown else "")),
            (self.tr("Category"), "" if shown else row.account or (self.tr("none chosen") if row.item.queued else "")),
            (self.tr("VAT"), self._vat_words(row, first)),
            (self.tr("Tags"), row.tags),
            (self.tr("Receipts"), self._receipt_words(row)),
            (self.tr("Number"), first.number if first else ""),
            (self.tr("Memo"), first.memo if first else ""),
            (
                self.tr("Description"),
                next((line.description for line in first.lines if line.description), "") if first else "",
            ),
        ]
        shown_facts = [(label, _cut(value)) for label, value in facts if value]
        # People copy the id: it breaks at its hyphens, and nothing is put into it.
        return [*shown_facts, (self.tr("Entry in Pleo"), record.accounting_entry_id)]

    def _vat_words(self, row: SpendRow, first: EntryPicture | None) -> str:
        if row.vat is not None and row.amount:
            amount = self._program.texts.amount(row.vat, row.amount.currency)
            return f"{amount} ({row.vat_code})" if row.vat_code else amount
        return row.vat_code if first is None or not first.exact else ""

    def _receipt_words(self, row: SpendRow) -> str:
        record, number = row.item.record, self._program.texts.number
        if row.status.stands_in_books and record.receipts_expected:
            return self.tr("{attached} of {expected} attached").format(
                attached=number(record.receipts_attached), expected=number(record.receipts_expected)
            )
        return number(record.receipts_expected) if record.receipts_expected else self.tr("none")

    def _show_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        while len(self._labels) < len(facts):
            label, value = QLabel(self._facts), WrappedLabel(parent=self._facts)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setForegroundRole(self.foregroundRole())
            value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._grid.addWidget(label, len(self._labels), 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
            self._grid.addWidget(value, len(self._labels), 1)
            self._labels.append((label, value))
        for number, (label, value) in enumerate(self._labels):
            there = number < len(facts)
            label.setVisible(there)
            value.setVisible(there)
            if there:
                label.setText(facts[number][0])
                value.setText(facts[number][1])
                value.setAccessibleName(f"{facts[number][0]}: {facts[number][1]}")

    def retranslate_ui(self) -> None:
        """Writes every word again."""
        self.setAccessibleName(self.tr("Entry"))
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


def _cut(text: str) -> str:
    """Long words of strangers, cut so that they cannot fill the window."""
    shown = text if len(text) <= _LONGEST else text[:_LONGEST] + "…"
    return "\n".join(_with_breaks(line) for line in shown.splitlines())


def _with_breaks(line: str) -> str:
    """A line whose endless words may break; a number of ours stays whole, since people copy it."""
    return " ".join(
        "\u200b".join(word[at : at + _PIECE] for at in range(0, len(word), _PIECE)) if len(word) > _WORD else word
        for word in line.split(" ")
    )
