"""Pleo's expense and QuickBooks' entry side by side, and the answers to what is asked about them; one question after the other."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from pleoqb_desktop.domain.problems import Code, Problem
from pleoqb_desktop.export.answers import Answered
from pleoqb_desktop.export.asked import Asked
from pleoqb_desktop.gui.expense.entry_view import picture_words
from pleoqb_desktop.gui.forms import name_control
from pleoqb_desktop.gui.models.compare import pairs
from pleoqb_desktop.gui.models.entry_picture import Names
from pleoqb_desktop.gui.models.needs import Block, Case
from pleoqb_desktop.gui.notices import BusyLine, Notice
from pleoqb_desktop.gui.tabs.sync.compare_sheet import CompareSheet
from pleoqb_desktop.gui.tabs.tab import TabContext
from pleoqb_desktop.gui.tasks import Task
from pleoqb_desktop.gui.theme import HEADING, Tone, WrappedLabel, enlarged, letters, unit
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.questions import AnswerKind

_ANSWERS = {
    Code.LOOKS_LIKE.value: (AnswerKind.SAME, AnswerKind.ANOTHER),
    Code.CHANGED_SINCE.value: (AnswerKind.CORRECT, AnswerKind.LEAVE),
    Code.VOIDED_BY_HAND.value: (AnswerKind.AGAIN, AnswerKind.OUT),
}


class CompareDialog(QDialog):
    """Asks about each expense of a block in turn; closing it, or *Later*, leaves the rest as it is."""

    answered = Signal(object)
    """Answers acted (list of Answered)."""

    def __init__(
        self, block: Block, context: TabContext, names: Names | None = None, parent: QWidget | None = None
    ) -> None:
        """`names` tell the accounts of both sides; None: they are read."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._context, self._block, self._names = context, block, names
        self._left = list(block.cases)
        self._asked: Asked | None = None
        self._task: Task | None = None
        self._trouble: Problem | None = None
        self._build()
        self._read()

    def _build(self) -> None:
        step = unit(self)
        self.title, self.place = WrappedLabel(parent=self), WrappedLabel(parent=self, tone=Tone.QUIET)
        self.title.setFont(enlarged(self.font(), HEADING, bold=True))
        self.which = QComboBox(self)
        self.which.activated.connect(self._show_lines)
        self.sheet = CompareSheet(self)
        self._busy = BusyLine(self)
        self.notice = Notice(Tone.CAUTION, self)
        self.effect = WrappedLabel(parent=self, tone=Tone.QUIET)
        self.others = QCheckBox(self)
        self.link = QPushButton(self.tr("See the entry in QuickBooks"), self)
        self.link.clicked.connect(self._on_link)
        self.later = QPushButton(self.tr("Later"), self)
        self.later.clicked.connect(self._next)
        self.buttons = {kind: QPushButton(self._words(kind), self) for kind in _ANSWERS[self._block.cause]}
        for kind, button in self.buttons.items():
            button.clicked.connect(self._answering(kind))
        below = QHBoxLayout()
        below.addStretch(1)
        for button in (self.later, *self.buttons.values()):
            below.addWidget(button)
        for button in (self.link, *self.buttons.values()):
            button.setAutoDefault(False)
        self.later.setDefault(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(step * 2, step * 2, step * 2, step * 2)
        layout.setSpacing(step)
        for part in (self.title, self.place, self.which, self.sheet, self._busy, self.notice):
            layout.addWidget(part)
        layout.addWidget(self.link, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addStretch(1)
        layout.addWidget(self.effect)
        layout.addWidget(self.others)
        layout.addLayout(below)
        self.resize(letters(self, 100), self.fontMetrics().height() * 22)

    def _words(self, kind: AnswerKind) -> str:
        return {
            AnswerKind.SAME: self.tr("It is the same: add nothing"),
            AnswerKind.ANOTHER: self.tr("It is another one: add it"),
            AnswerKind.CORRECT: self.tr("Correct the entry"),
            AnswerKind.LEAVE: self.tr("Leave it"),
            AnswerKind.AGAIN: self.tr("Record it again"),
            AnswerKind.OUT: self.tr("Leave out"),
        }[kind]

    def _effect_words(self) -> str:
        return {
            Code.LOOKS_LIKE.value: self.tr(
                "The same: the entry that is in QuickBooks already will do; the receipt joins it if it is missing there."
            ),
            Code.CHANGED_SINCE.value: self.tr(
                "Correct: the entry becomes what Pleo tells now. Leave: QuickBooks stays as it is, and you are not asked again."
            ),
            Code.VOIDED_BY_HAND.value: self.tr(
                "Record it again: the expense gets a new entry. Leave out: it stays out of your books, and you are not asked again."
            ),
        }[self._block.cause]

    # -- the question in hand --------------------------------------------------------------------

    @property
    def case(self) -> Case:
        """The expense in question."""
        return self._left[0]

    def _read(self) -> None:
        program, entry_id = self._context.program, self.case.id
        names, words = self._names, picture_words()
        self._asked, self._trouble = None, None

        def work(cancel: CancelToken) -> tuple[Asked, Names]:
            return program.asked(entry_id, cancel), names or Names(program.books(cancel), words)

        self._task = self._context.runner.run(
            work,
            self._on_asked,
            self._on_trouble,
            parent=self,
            ended=self._on_ended,
        )
        self.refresh()

    def _on_asked(self, found: tuple[Asked, Names]) -> None:
        asked, self._names = found
        self._asked = asked
        texts = self._context.texts
        self.which.clear()
        for one in asked.standing:
            entry = one.entry
            parts = (
                texts.date(entry.day),
                entry.vendor_name,
                entry.doc_number or "",
                texts.entry_kind_name(entry.kind),
            )
            self.which.addItem(" · ".join(part for part in parts if part))
        self._show_lines()

    def _on_trouble(self, what: Problem) -> None:
        self._trouble = what

    def _on_ended(self) -> None:
        self._task = None
        self.refresh()
        self.later.setFocus()  # the one that is highlighted, and changes nothing

    @Slot()
    def _show_lines(self) -> None:
        asked = self._asked
        standing = asked.standing[max(self.which.currentIndex(), 0)] if asked and asked.standing else None
        texts, names = self._context.texts, self._names
        self.sheet.show_pairs(pairs(asked, standing, texts, names) if asked and standing else ())

    # -- answering -------------------------------------------------------------------------------

    def _answering(self, kind: AnswerKind) -> Callable[[], None]:
        return lambda: self.answer(kind)

    def answer(self, kind: AnswerKind) -> None:
        """Acts on an answer, for this expense or for all that are left."""
        if self._task or self._asked is None:
            return
        program, entry_id = self._context.program, self.case.id
        others = tuple(case.id for case in self._left[1:]) if self.others.isChecked() else ()
        standing = self._asked.standing
        wanted = standing[max(self.which.currentIndex(), 0)].entry.id if standing else None

        def work(cancel: CancelToken) -> list[Answered]:
            with program.exports.answering(cancel) as answering:
                first = answering.take(entry_id, kind, wanted if kind is AnswerKind.SAME else None)
                return [first, *answering.take_all(others, kind)]

        self._trouble = None
        self._task = self._context.runner.run(
            work, self._on_answered, self._on_trouble, parent=self, ended=self._on_taken
        )
        self.refresh()

    def _on_answered(self, answers: Sequence[Answered]) -> None:
        done = {one.accounting_entry_id for one in answers}
        self._left = [case for case in self._left if case.id not in done]
        self.answered.emit(answers)

    def _on_taken(self) -> None:
        self._task = None
        if self._trouble is None:
            self._go_on()
        else:
            self.refresh()

    @Slot()
    def _next(self) -> None:
        """Later: this one keeps its question."""
        self._left = self._left[1:]
        self._go_on()

    def _go_on(self) -> None:
        if self._left:
            self.others.setChecked(False)
            self._read()
        else:
            self.accept()

    @Slot()
    def _on_link(self) -> None:
        if self._asked and self._asked.standing:
            self._context.links.open(self._asked.standing[max(self.which.currentIndex(), 0)].external_url)

    # -- one place decides what is seen ----------------------------------------------------------

    def refresh(self) -> None:
        """Every line, button and message."""
        texts, asked, others = self._context.texts, self._asked, len(self._left) - 1
        standing = bool(asked and asked.standing)
        total = len(self._block.cases)
        self.setWindowTitle(texts.cause(self._block.cause, total))
        asks = self.tr("Is this expense in QuickBooks already?")
        self.title.setText(asks if self._block.cause == Code.LOOKS_LIKE else texts.cause(self._block.cause, 1))
        place = self.tr("{number} of {total}").format(number=texts.number(total - others), total=texts.number(total))
        self.place.setText(place)
        self.place.setVisible(total > 1)
        name_control(self.which, self.tr("Which entry"))
        self.which.setVisible(bool(asked and len(asked.standing) > 1))
        self.sheet.setVisible(standing)
        self._busy.setVisible(self._task is not None)
        self._busy.say(self.tr("Acting on your answer…") if asked else self.tr("Asking QuickBooks…"))
        self._show_notice(standing=standing)
        self.effect.setText(self._effect_words())
        self.others.setText(self.tr("Answer the same for the %Ln other(s)", "", others))
        self.others.setVisible(others > 0 and asked is not None)
        self.link.setEnabled(standing)
        for kind, button in self.buttons.items():
            button.setEnabled(self._task is None and asked is not None and self._is_offered(kind))
        self.later.setEnabled(self._task is None)

    def _is_offered(self, kind: AnswerKind) -> bool:
        asked = self._asked
        if asked is None:
            return False
        if kind is AnswerKind.SAME:
            return bool(asked.standing)
        return kind is not AnswerKind.CORRECT or (bool(asked.standing) and asked.question.payload is not None)

    def _show_notice(self, *, standing: bool) -> None:
        texts = self._context.texts
        if self._trouble:
            self.notice.show_words(texts.sentence(self._trouble), texts.remedy(self._trouble))
        elif self._asked and not standing:
            self.notice.show_words(self.tr("The entry is no longer in QuickBooks."))
        elif self._asked and AnswerKind.CORRECT in self.buttons and not self._is_offered(AnswerKind.CORRECT):
            self.notice.show_words(
                self.tr("The entry cannot be corrected from here: correct it in QuickBooks, then leave it.")
            )
        else:
            self.notice.clear()
