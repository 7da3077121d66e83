"""The way with Pleo's own file: the columns to set up in Pleo, a first file to try, and what was understood of it."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from pleoqb_desktop.domain.spend_file import FileReport, FileWords, TemplateColumn
from pleoqb_desktop.gui.file.drop import DropField
from pleoqb_desktop.gui.file.questions import FileQuestions
from pleoqb_desktop.gui.file.sample import FileSample
from pleoqb_desktop.gui.forms import CopyButton, Folded, beside, stacked
from pleoqb_desktop.gui.links import Place
from pleoqb_desktop.gui.theme import Sheet, WrappedLabel, unit
from pleoqb_desktop.gui.wizard.pleo_picture import PleoPicture
from pleoqb_desktop.gui.wizard.session import WizardSession
from pleoqb_desktop.ports.cancel import CancelToken

if TYPE_CHECKING:  # loaded with the program, after the window stands
    from pleoqb_desktop.app import App

_MOST_HELD = 3


class TemplateList(Sheet):
    """The columns of "Create your own format", one a row: heading to copy, what to choose beside it in Pleo, and its format."""

    def __init__(self, columns: Sequence[TemplateColumn], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._columns = columns
        self._grid = QGridLayout(self)
        step = unit(self)
        self._grid.setContentsMargins(step * 2, step, step * 2, step)
        self._grid.setHorizontalSpacing(step * 2)
        self._grid.setVerticalSpacing(step // 2)
        self._grid.setColumnStretch(2, 1)
        self._titles = [QLabel(self) for _ in range(3)]
        self._buttons: list[tuple[CopyButton, TemplateColumn]] = []
        for at, title in enumerate(self._titles):
            font = title.font()
            font.setBold(True)
            title.setFont(font)
            self._grid.addWidget(title, 0, (0, 2, 3)[at])
        for row, column in enumerate(columns, 1):
            button = CopyButton(lambda column=column: column.heading, self)  # type: ignore[misc]
            self._buttons.append((button, column))
            texts = (QLabel(column.heading, self), QLabel(column.data_point, self), QLabel(column.format, self))
            for text, place in zip(texts, (0, 2, 3), strict=True):
                text.setTextFormat(Qt.TextFormat.PlainText)
                self._grid.addWidget(text, row, place)
            self._grid.addWidget(button, row, 1)

    def retranslate_ui(self) -> None:
        """All words; the columns themselves are in the language they were made in."""
        for label, words in zip(
            self._titles,
            (self.tr("Heading to type"), self.tr("What to choose in Pleo"), self.tr("Format")),
            strict=True,
        ):
            label.setText(words)
        for button, column in self._buttons:
            button.say(self.tr("Copy"), self.tr("Copy {heading}").format(heading=column.heading))


class FileWay(QWidget):
    """What the page shows for a company without a key."""

    given = Signal(object)
    """Paths that somebody dropped or chose."""
    answered = Signal(object)
    """What was answered about the file (domain.spend_file.FileWords)."""
    practice_requested = Signal()
    """In practice: a file, as if it had been downloaded."""

    def __init__(self, session: WizardSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.report: FileReport | None = None
        self.drop = DropField(session.alerts, self)
        self.drop.given.connect(self.given)
        self.practice = QPushButton(self)
        self.practice.setAutoDefault(False)
        self.practice.setVisible(session.is_practice)
        self.practice.clicked.connect(self.practice_requested)
        self.sample, self.questions = FileSample(self), FileQuestions(self)
        self.questions.answered.connect(self.answered)
        self._first, self._steps = WrappedLabel(parent=self), WrappedLabel()
        self._picture = PleoPicture()
        self.open_pleo = QPushButton()
        self.open_pleo.setAutoDefault(False)
        self.open_pleo.clicked.connect(lambda: session.links.visit(Place.PLEO_ACCOUNTING))
        self._template: TemplateList | None = None
        self._columns_place = QVBoxLayout()
        self._columns_place.setContentsMargins(0, 0, 0, 0)
        self.columns = Folded(
            stacked(self._steps, self._picture, beside(self.open_pleo, None), self._columns_place), self
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(unit(self) * 3 // 2)
        for part in (self._first, self.drop, self.practice, self.questions, self.sample, self.columns):
            layout.addWidget(part, 0, Qt.AlignmentFlag.AlignLeft) if part is self.practice else layout.addWidget(part)
        self.columns.open()

    def show_report(self, report: FileReport | None) -> None:
        """What was understood of the file, and what is asked; accounts are asked for once the books are there."""
        self.report, texts = report, self._session.texts
        self.sample.show_report(report, texts)
        self.questions.show_report(report, None, texts)
        if report and report.understood:
            self.columns.heading.setChecked(False)  # set up already, so that what was found is in sight

    def facts(self) -> tuple[str, ...]:
        """What was understood."""
        report = self.report
        if report is None or not report.understood:
            return ()
        words = self.tr("{file}: %n expense(s) understood", "", report.expenses)
        return (words.format(file=report.name),)

    def hints(self) -> tuple[str, ...]:
        """What was not understood, and what is asked later, when the accounts are there."""
        report, texts = self.report, self._session.texts
        if report is None:
            return ()
        hints = [" ".join(texts.sentence(one) for one in held.problems) for held in report.held[:_MOST_HELD]]
        if later := [one for one in report.questions if not one.choices]:
            words = self.tr(
                "%n category(ies) without an account: you say once which it is, when QuickBooks is connected.",
                "",
                len(later),
            )
            hints.append(words)
        if not report.understood and report.refusal is None:
            hints.append(self.tr("Answer the question above, or go on and answer it later."))
        return tuple(hints)

    def retranslate_ui(self) -> None:
        """All words."""
        self._first.setText(
            self.tr(
                "In Pleo: Export → choose the expenses → Export, then download the file. If you have one already, try it now; you "
                "can also go on without and give it later."
            )
        )
        self.drop.retranslate_ui()
        self.practice.setText(self.tr("Take a file of the practice company"))
        self.questions.retranslate_ui()
        columns = self._session.program.files.template_with(self._session.settings.dimensions or ())
        self.columns.say(self.tr("The columns of your file, set up once in Pleo ({count})").format(count=len(columns)))
        self._steps.setText(
            self.tr(
                "1. Open Pleo as an administrator: Settings → Accounting → Create your own format.\n"
                "2. Add one column for each row below: copy its heading, then choose beside it what Pleo shall write there.\n"
                "3. One line for each expense; as delimiter, a semicolon or a comma. Save.\n"
                "A file of these columns is understood without a question."
            )
        )
        self._picture.say(
            [self.tr("Settings"), self.tr("Accounting"), self.tr("Create your own format")],
            "1",
            columns[0].heading,
            self.tr("paste the heading"),
            self.tr("Example: what you will see in Pleo"),
        )
        self.open_pleo.setText(self.tr("Open Pleo"))
        self._show_template(columns)

    def _show_template(self, columns: Sequence[TemplateColumn]) -> None:
        if self._template:
            self._columns_place.removeWidget(self._template)
            self._template.hide()
            self._template.deleteLater()
        self._template = TemplateList(columns)
        self._columns_place.addWidget(self._template)
        self._template.retranslate_ui()


def taken(program: "App", path: Path, cancel: CancelToken) -> FileReport:
    """Keeps a file, in a thread; what is understood of it. Raises as FileDoor.keep does."""
    program.files.keep(path, cancel)
    return program.files.newest_report(FileWords(), cancel)


def taken_in_practice(program: "App", cancel: CancelToken) -> FileReport:
    """The same of a file of the practice company, which changes nothing there."""
    with program.practice_file(cancel, "generic-sv") as path:
        return taken(program, path, cancel)


def kept(program: "App", cancel: CancelToken) -> FileReport | None:
    """What is understood of the file that was kept before, None where there is none."""
    return program.files.newest_report(FileWords(), cancel) if program.files.newest() else None
