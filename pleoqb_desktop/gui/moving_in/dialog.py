"""Moving in: what was found is told in three parts, doubtful pairs are looked at side by side, and the sure ones are kept by a button."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QDateEdit, QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from pleoqb_desktop.domain.problems import Problem
from pleoqb_desktop.gui.forms import beside, name_control, picked_day
from pleoqb_desktop.gui.models.compare import moved_pairs
from pleoqb_desktop.gui.moving_in.parts_bar import PartsBar
from pleoqb_desktop.gui.notices import BusyLine, Notice
from pleoqb_desktop.gui.start_date import StartDate
from pleoqb_desktop.gui.tabs.sync.compare_sheet import CompareSheet
from pleoqb_desktop.gui.tasks import Task, TaskRunner
from pleoqb_desktop.gui.theme import HEADING, Tone, WrappedLabel, enlarged, letters, unit
from pleoqb_desktop.moving_in import MovedIn, Pair, PairIds, last_months
from pleoqb_desktop.ports.cancel import CancelToken

if TYPE_CHECKING:  # loaded with the program, after the window stands
    from pleoqb_desktop.app import App


class MoveInDialog(QDialog):
    """Nothing is kept before the button is pressed; no amount is ever changed."""

    kept = Signal(int)
    """So many pairs were kept."""

    def __init__(self, program: "App", runner: TaskRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._program, self._runner = program, runner
        self._today = program.today()
        self._found: MovedIn | None = None
        self._looked_since: date | None = None
        self._trouble: Problem | None = None
        self._task: Task | None = None
        self._same: set[PairIds] = set()
        self._place = 0
        self._build()
        self._show_start()
        self.look()

    def _build(self) -> None:
        step = unit(self)
        self.title, self.reason = WrappedLabel(parent=self), WrappedLabel(parent=self)
        self.title.setFont(enlarged(self.font(), HEADING, bold=True))
        self.since = QDateEdit(self)
        self.since.setCalendarPopup(True)
        first, _ = last_months(self._today)
        self.since.setDate(QDate(first.year, first.month, first.day))
        self.since.setMaximumDate(QDate(self._today.year, self._today.month, self._today.day))
        self.since_label = QLabel(self)
        self.since_label.setBuddy(self.since)
        self.look_button = QPushButton(self)
        self.look_button.clicked.connect(self.look)
        self.bar = PartsBar(self)
        self.busy, self.notice = BusyLine(self), Notice(Tone.INFO, self)
        self.doubt = WrappedLabel(parent=self)
        self.sheet = CompareSheet(self)
        self.same_box = QCheckBox(self)
        self.same_box.clicked.connect(self._on_same)
        self.before_button, self.after_button = QPushButton(self), QPushButton(self)
        self.before_button.clicked.connect(lambda: self._go(-1))
        self.after_button.clicked.connect(lambda: self._go(1))
        self.start = StartDate(self)
        self.start.chosen.connect(self._on_start)
        self.keep_button, self.close_button = QPushButton(self), QPushButton(self)
        self.keep_button.clicked.connect(self.keep)
        self.close_button.clicked.connect(self.reject)
        for button in (self.look_button, self.before_button, self.after_button, self.close_button):
            button.setAutoDefault(False)
        self.keep_button.setDefault(True)
        below = QHBoxLayout()
        below.addWidget(self.close_button)
        below.addStretch(1)
        below.addWidget(self.keep_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(step * 2, step * 2, step * 2, step * 2)
        layout.setSpacing(step)
        self.doubts = beside(self.same_box, None, self.before_button, self.after_button, parent=self)
        parts = (
            self.title,
            self.reason,
            beside(self.since_label, self.since, self.look_button, None, parent=self),
            self.busy,
            self.bar,
            self.notice,
            self.doubt,
            self.sheet,
            self.doubts,
        )
        for part in parts:
            layout.addWidget(part)
        layout.addStretch(1)
        layout.addWidget(self.start)
        layout.addLayout(below)
        self.resize(letters(self, 110), self.fontMetrics().height() * 34)

    # -- looking ---------------------------------------------------------------------------------

    @property
    def found(self) -> MovedIn | None:
        """What was found, None before."""
        return self._found

    @property
    def doubtful(self) -> Sequence[Pair]:
        """Pairs that only a person can tell."""
        return self._found.doubtful if self._found and not self._found.adopted else ()

    @Slot()
    def look(self) -> None:
        """Pairs what is there since the day that is chosen; nothing is changed."""
        self._run(picked_day(self.since), frozenset())

    @Slot()
    def keep(self) -> None:
        """Keeps the sure pairs, and the doubtful ones that she says are the same: of those that were shown, whatever came since."""
        if self._found and self._looked_since:
            self._run(self._looked_since, frozenset(one.ids for one in self._found.sure) | self._same)

    def _run(self, first: date, agreed: frozenset[PairIds]) -> None:
        if self._task:
            return
        program, last = self._program, self._today

        def work(cancel: CancelToken) -> MovedIn:
            with program.moving_in(cancel) as moving_in:
                return moving_in.run(first, last, lambda one: one.ids in agreed)

        def show(found: MovedIn) -> None:
            self._looked_since = first
            self._on_found(found)

        self._trouble = None
        self._task = self._runner.run(work, show, self._on_trouble, parent=self, ended=self._on_ended)
        self.refresh()

    def _on_found(self, found: MovedIn) -> None:
        self._found, self._place = found, 0
        self._same &= {one.ids for one in self.doubtful}
        if found.adopted:
            self.kept.emit(found.adopted)

    def _on_trouble(self, what: Problem) -> None:
        self._trouble = what
        self.refresh()

    def _on_ended(self) -> None:
        self._task = None
        self.refresh()
        (self.keep_button if self.keep_button.isEnabled() else self.close_button).setFocus()

    # -- doubtful pairs --------------------------------------------------------------------------

    def _go(self, places: int) -> None:
        self._place = min(max(self._place + places, 0), len(self.doubtful) - 1)
        self.refresh()

    @Slot(bool)
    def _on_same(self, same: bool) -> None:  # noqa: FBT001 - a slot
        ids = self.doubtful[self._place].ids
        self._same = self._same | {ids} if same else self._same - {ids}
        self.refresh()

    # -- the first day ---------------------------------------------------------------------------

    def _show_start(self) -> None:
        program = self._program
        self._runner.run(
            lambda _: program.settings.load().start_date, self.start.show_answer, lambda _: None, parent=self
        )

    @Slot(object)
    def _on_start(self, day: date | None) -> None:
        program = self._program
        self._runner.save(
            lambda: program.settings.update(start_date=day), lambda _: None, self._on_trouble, parent=self
        )

    # -- one place decides what is seen ----------------------------------------------------------

    def refresh(self) -> None:
        """Every line, button and message."""
        found, texts = self._found, self._program.texts
        self.setWindowTitle(self.tr("Pleo and QuickBooks have met before"))
        self.title.setText(self.windowTitle())
        self.reason.setText(
            self.tr(
                "Entries on your Pleo account that were made before this program are paired with their expenses in Pleo, so that "
                "none is posted twice. No amount is changed: a line in the entry's text names the expense."
            )
        )
        self.since_label.setText(self.tr("&Look back to"))
        name_control(self.since, self.tr("First day that is looked at"))
        self.since.setDisplayFormat(self.tr("d MMM yyyy"))
        self.look_button.setText(self.tr("Look a&gain"))
        self.look_button.setEnabled(self._task is None)
        self.busy.setVisible(self._task is not None)
        self.busy.say(self.tr("Looking at both sides…"))
        self.bar.setVisible(found is not None)
        if found:
            self._show_bar(found)
        self._show_notice(found)
        self._show_doubt()
        number = len(found.sure) + len(self._same) if found and not found.adopted else 0
        self.keep_button.setText(self._keep_words(number))
        self.keep_button.setVisible(not (found and found.adopted))
        self.keep_button.setEnabled(self._task is None and number > 0)
        self.close_button.setText(self.tr("Close"))
        self.keep_button.setAccessibleDescription(texts.number(number))

    def _keep_words(self, number: int) -> str:
        if self._same:
            return self.tr("Keep these %Ln pair(s)", "", number)
        return self.tr("Keep the %Ln sure pair(s)", "", number)

    def _show_bar(self, found: MovedIn) -> None:
        alone = len(found.alone_in_pleo) + len(found.alone_in_books)
        number = self._program.texts.number
        words = self.tr("Alone: {pleo} in Pleo, {books} in QuickBooks").format(
            pleo=number(len(found.alone_in_pleo)), books=number(len(found.alone_in_books))
        )
        self.bar.show_parts(
            self.tr("What was found"),
            (
                (len(found.sure), self.tr("Sure: {count}").format(count=number(len(found.sure)))),
                (len(found.doubtful), self.tr("Doubtful: {count}").format(count=number(len(found.doubtful)))),
                (alone, words),
            ),
        )

    def _show_notice(self, found: MovedIn | None) -> None:
        texts = self._program.texts
        if self._trouble:
            self.notice.show_words(texts.sentence(self._trouble), texts.remedy(self._trouble), tone=Tone.CAUTION)
        elif found and found.adopted:
            self.notice.show_words(
                self.tr("%Ln pair(s) kept", "", found.adopted),
                self.tr("They count as exported. To undo these pairs, take them out under History."),
                tone=Tone.GOOD,
            )
        elif found and not found.pairs and self._task is None:
            self.notice.show_words(self.tr("There is nothing to pair in these days."), tone=Tone.INFO)
        else:
            self.notice.clear()

    def _show_doubt(self) -> None:
        doubtful = self.doubtful
        for part in (self.doubt, self.sheet, self.doubts):
            part.setVisible(bool(doubtful))
        if not doubtful:
            return
        number = self._program.texts.number
        one = doubtful[self._place]
        self.doubt.setText(
            self.tr("Doubtful pair {number} of {total}: is it the same?").format(
                number=number(self._place + 1), total=number(len(doubtful))
            )
        )
        self.sheet.show_pairs(moved_pairs(one, self._program.texts))
        self.same_box.setText(self.tr("Yes, it is the &same"))
        self.same_box.setChecked(one.ids in self._same)
        self.before_button.setText(self.tr("&Previous"))
        self.after_button.setText(self.tr("&Next"))
        self.before_button.setEnabled(self._place > 0)
        self.after_button.setEnabled(self._place < len(doubtful) - 1)
        self.same_box.setEnabled(self._task is None)
