"""Asks what a file of Pleo's leaves open: one question at a time, with the rows it is about; remembers and reads nothing."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from pleoqb_desktop.domain.books import EXPENSE_TYPES, Books
from pleoqb_desktop.domain.spend_file import About, FileReport, Meaning, Question
from pleoqb_desktop.gui.forms import name_control
from pleoqb_desktop.gui.notices import paint_ground
from pleoqb_desktop.gui.theme import IconLabel, Tone, WrappedLabel, unit
from pleoqb_desktop.gui.wizard.choice_box import choice_box, fill
from pleoqb_desktop.gui.wizard.tables import Cell, Table, table_view
from pleoqb_desktop.texts import Texts

_TELLING = (
    Meaning.DATE,
    Meaning.SETTLED,
    Meaning.SUPPLIER,
    Meaning.TYPE,
    Meaning.AMOUNT,
    Meaning.DEBIT,
    Meaning.CREDIT,
    Meaning.CATEGORY,
    Meaning.TAX_RATE,
)
"""What a person knows an expense by."""
_MOST_COLUMNS = 6
_ROW_LINES = 5


class FileQuestions(QFrame):
    """Hidden while nothing is open."""

    answered = Signal(object)
    """What to remember (domain.spend_file.FileWords)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._report: FileReport | None = None
        self._open: Sequence[Question] = ()
        self._books: Books | None = None
        self._texts: Texts | None = None
        self.question, self._left = WrappedLabel(parent=self), QLabel(self)
        font = self.question.font()
        font.setBold(True)
        self.question.setFont(font)
        self._about = WrappedLabel(parent=self, tone=Tone.QUIET)
        self._table = Table(self)
        self.rows = table_view(self, stretched=1)
        self.rows.setModel(self._table)
        self.rows.horizontalHeader().setSectionsClickable(False)
        self.choice = choice_box(self)
        self.choice.activated.connect(self._on_choice)
        self.button = QPushButton(self)
        self.button.setAutoDefault(False)
        self.button.clicked.connect(self._on_answer)
        step = unit(self)
        top, bottom = QHBoxLayout(), QHBoxLayout()
        top.setSpacing(step)
        top.addWidget(IconLabel("help", Tone.CAUTION, parent=self))
        top.addWidget(self.question, 1)
        top.addWidget(self._left)
        bottom.setSpacing(step)
        bottom.addWidget(self.choice, 1)
        bottom.addWidget(self.button)
        bottom.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(step * 3 // 2, step, step * 3 // 2, step)
        layout.setSpacing(step)
        layout.addLayout(top)
        layout.addWidget(self._about)
        layout.addWidget(self.rows)
        layout.addLayout(bottom)
        self.hide()

    def show_report(self, report: FileReport | None, books: Books | None, texts: Texts) -> None:
        """Asks the first of what is open; without books only what the file itself can tell."""
        self._report, self._books, self._texts = report, books, texts
        self._open = (
            [one for one in report.questions if one.choices or (books and one.about in _OF_BOOKS)] if report else []
        )
        self.setVisible(bool(self._open))
        if report and self._open:
            self._ask(report, self._open[0], texts)

    def _ask(self, report: FileReport, question: Question, texts: Texts) -> None:
        subject = question.subject
        if question.about is About.COLUMN:
            subject = texts.template_headings().get(subject, subject)
        words = texts.question(question.about, subject)
        self.question.setText(words)
        count = len(self._open)
        self._left.setText(self.tr("1 of {count}").format(count=texts.number(count)) if count > 1 else "")
        rows = self.tr("Rows of your file that it is about, as they stand there:")
        self._about.setText(rows if question.rows else "")
        name_control(self.rows, rows)
        self._show_rows(report, question)
        options = self._options(question, texts)
        fill(self.choice, options, question.proposed, nothing=self.tr("Choose…"))
        if question.proposed is not None and self.choice.currentIndex() < 0:
            self.choice.setCurrentIndex(0)
        name_control(self.choice, words)
        self._on_choice()

    def _show_rows(self, report: FileReport, question: Question) -> None:
        wanted = [at for at, one in enumerate(report.columns) if one.heading in question.choices]
        wanted += [at for at, one in enumerate(report.columns) if one.meaning in _TELLING and at not in wanted]
        if question.about is About.GROUP:
            wanted = [at for at, one in enumerate(report.columns) if one.group == question.subject] + wanted
        shown = sorted(wanted[:_MOST_COLUMNS])
        rows = [(number, report.cells[number]) for number in question.rows if number in report.cells]
        header = [self.tr("Row"), *(report.columns[at].heading for at in shown)]
        self._table.show_rows(
            header,
            [
                [Cell(str(number)), *(Cell(str(cells[at]) if at < len(cells) else "") for at in shown)]
                for number, cells in rows
            ],
        )
        self.rows.be_high(min(len(rows), _ROW_LINES))
        self.rows.setVisible(bool(rows))
        self.rows.fit()

    def _options(self, question: Question, texts: Texts) -> list[tuple[str, str]]:
        """Words and values: what is likely first, then every account."""
        books = self._books
        match question.about:
            case About.ACCOUNT if books:
                usual = sorted(
                    (one for one in books.accounts.values() if one.active),
                    key=lambda one: (one.type not in EXPENSE_TYPES, one.title),
                )
                likely = [one for choice in question.choices for one in usual if choice in {one.number, one.name}]
                ordered = dict.fromkeys([*(one.id for one in likely), *(one.id for one in usual)])
                return [(books.accounts[id_].title, f"id:{id_}") for id_ in ordered]
            case About.TAX_CODE if books:
                codes = (code for code in books.tax_codes.values() if code.offered and code.name in question.choices)
                return [(code.name, f"id:{code.id}") for code in codes]
            case About.COLUMN:
                return [(choice, choice) for choice in question.choices]
            case _:
                return [(self._word(choice, texts), choice) for choice in question.choices]

    def _word(self, choice: str, texts: Texts) -> str:
        words = {
            "dmy": self.tr("day, month, year: 31/12/2026"),
            "mdy": self.tr("month, day, year: 12/31/2026"),
            "ymd": self.tr("year, month, day: 2026-12-31"),
            "comma": self.tr("a comma: 1,50"),
            "point": self.tr("a point: 1.50"),
            "negative": self.tr("negative: money spent has a minus"),
            "positive": self.tr("positive: money spent has no minus"),
            "split": self.tr("parts of one expense: both count"),
            "copy": self.tr("the same row twice: it counts once"),
            "ignore": self.tr("none: leave these tags out"),
        }
        if choice.startswith("tag:"):
            return texts.dimension_name(choice.removeprefix("tag:"))
        return words.get(choice, choice)

    @Slot()
    def _on_choice(self) -> None:
        self.button.setEnabled(self.choice.currentData() is not None)

    @Slot()
    def _on_answer(self) -> None:
        choice = self.choice.currentData()
        if self._report and self._open and choice is not None:
            self.button.setEnabled(False)
            self.answered.emit(self._report.answer(self._open[0], choice))

    def retranslate_ui(self) -> None:
        """Writes every word again."""
        self.button.setText(self.tr("This is it"))
        if self._texts:
            self.show_report(self._report, self._books, self._texts)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """As a notice that waits for something."""
        paint_ground(self, Tone.CAUTION)


_OF_BOOKS = frozenset({About.ACCOUNT, About.TAX_CODE})
