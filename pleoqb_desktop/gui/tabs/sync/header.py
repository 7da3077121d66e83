"""The top of the Expenses tab: how much waits, of which file, and the buttons that export it or read it again; knows facts and words alone."""

from collections.abc import Sequence

from PySide6.QtCore import QDate, QLocale, Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from pleoqb_desktop.domain.money import Money
from pleoqb_desktop.gui.models.spend_rows import SpendRow, totals
from pleoqb_desktop.gui.tabs.sync.facts import State, SyncFacts
from pleoqb_desktop.gui.tabs.sync.file_area import FileArea
from pleoqb_desktop.gui.tabs.tab import TabContext
from pleoqb_desktop.gui.theme import TEXT, TITLE, Tone, WrappedLabel, enlarged, icon, unit


class SyncHeader(QWidget):
    """Says what waits, and offers what can be done with it."""

    export_requested = Signal()
    selected_requested = Signal()
    refresh_requested = Signal()

    def __init__(self, context: TabContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.headline = WrappedLabel(parent=self)
        self.headline.setFont(enlarged(self.font(), TITLE, bold=True))
        self.subline = WrappedLabel(parent=self, tone=Tone.QUIET)
        self.export_button = QPushButton(self)
        self.export_button.setDefault(True)
        self.export_button.setFont(enlarged(self.font(), TEXT, bold=True))
        self.export_button.setShortcut(QKeySequence(Qt.Modifier.CTRL | Qt.Key.Key_E))
        self.export_button.clicked.connect(self.export_requested)
        self.selected_button = QPushButton(self)
        self.selected_button.setAutoDefault(False)
        self.selected_button.clicked.connect(self.selected_requested)
        self.refresh_button = QToolButton(self)
        self.refresh_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.refresh_button.setShortcut(QKeySequence(Qt.Key.Key_F5))
        self.refresh_button.clicked.connect(self.refresh_requested)
        self.file = FileArea(context, self)
        self.file.changed.connect(self.refresh_requested)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.headline)
        words.addWidget(self.subline)
        top = QHBoxLayout()
        top.setSpacing(unit(self))
        top.addLayout(words, 1)
        for button in (self.refresh_button, self.selected_button, self.export_button):
            top.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(unit(self))
        layout.addLayout(top)
        layout.addWidget(self.file)

    def show_facts(self, facts: SyncFacts) -> None:
        """The two lines of words."""
        self.headline.setText(self._headline_words(facts))
        self.subline.setText(self._subline_words(facts))
        self.subline.setVisible(bool(self.subline.text()))
        self.file.show_facts(facts)

    def show_buttons(self, facts: SyncFacts, chosen: Sequence[SpendRow]) -> None:
        """What can be pressed, and what it does; `chosen`: expenses that wait and were picked."""
        texts, obstacle, waiting = self._context.texts, facts.obstacle, bool(facts.digest.waiting)
        exporting, ready = facts.state is State.EXPORTING, facts.state is State.READY
        self.export_button.setVisible(not exporting)
        self.export_button.setEnabled(facts.can_export and (waiting or facts.needs.interrupted is not None))
        words = ""
        if obstacle:
            words = texts.sentence(obstacle)
        elif ready and not waiting and facts.cases:
            words = self._question_words(facts)
        elif ready and not waiting and facts.is_calm:
            words = self.tr("Nothing waits to be exported.")
        self.export_button.setToolTip(f"<p>{words}</p>" if words else "")
        self.export_button.setAccessibleDescription(words)
        some = 0 < len(chosen) < facts.digest.waiting
        self.selected_button.setVisible(ready and some)
        self.selected_button.setEnabled(facts.can_export and some)
        if some:
            these = self.tr("Export these %Ln", "", len(chosen))
            self.selected_button.setText(self._with_sums(these, totals(chosen)))
        self._say_export(facts, some=some)
        self.refresh_button.setVisible(not exporting)
        self.refresh_button.setEnabled(facts.state in {State.READY, State.RESULTS})

    def _say_export(self, facts: SyncFacts, *, some: bool) -> None:
        """The number and the sum; "all" where something else could be meant. A new text takes a button's key away."""
        digest = facts.digest
        words = self.tr("Finish the export") if facts.needs.interrupted else self.tr("Export")
        if digest.waiting and facts.waiting is not None:
            words = self.tr("Export all %Ln", "", digest.waiting) if some else self.tr("Export %Ln", "", digest.waiting)
            words = self._with_sums(words, digest.sums)
        if words != self.export_button.text():
            self.export_button.setText(words)
            self.export_button.setShortcut(QKeySequence(Qt.Modifier.CTRL | Qt.Key.Key_E))

    def _with_sums(self, words: str, sums: Sequence[Money]) -> str:
        return " · ".join([words, *([self._money(sums)] if sums else [])])

    def _money(self, sums: Sequence[Money]) -> str:
        return " + ".join(self._context.texts.money(one) for one in sums)

    def _headline_words(self, facts: SyncFacts) -> str:
        looking = facts.state is State.READING and not facts.rows
        if looking or (facts.waiting is None and facts.trouble is None):
            return self.tr("Looking at what waits…")
        if facts.waiting is None:
            return self.tr("What waits is not known yet")
        digest = facts.digest
        if facts.state is State.EXPORTING:
            return self.tr("Exporting to QuickBooks…")
        if not digest.waiting:
            return self._headline_of_nothing(facts)
        words = self.tr("%Ln expense(s) wait(s)", "", digest.waiting)
        return f"{words}, {self._money(digest.sums)}" if digest.sums else words

    def _headline_of_nothing(self, facts: SyncFacts) -> str:
        """Nothing waits: that is said only while nothing needs a person either."""
        if facts.needs.interrupted:
            return self.tr("An export was interrupted")
        if count := len(facts.cases):
            return self.tr("%Ln expense(s) need(s) you", "", count)
        return self.tr("The export is finished") if facts.results else self.tr("Nothing waits to be exported")

    def _question_words(self, facts: SyncFacts) -> str:
        """Why there is nothing to press."""
        return self.tr("Answer the %Ln question(s) below", "", len(facts.cases))

    def _subline_words(self, facts: SyncFacts) -> str:
        if facts.waiting is None:
            return ""
        last = facts.waiting.last
        by_file = facts.waiting.file is not None
        parts = [
            self.tr("Last export: {when}").format(when=self._context.texts.moment(last.run.started_at))
            if last
            else self.tr("No export yet")
        ]
        if facts.cases and not facts.digest.waiting and facts.state in {State.READY, State.RESULTS}:
            parts.insert(0, self._question_words(facts))
        elif (seen := facts.needs.compared) and seen.pleo is not None and seen.quickbooks is not None:
            month = QLocale().toString(QDate(seen.month.year, seen.month.month, 1), "MMMM yyyy")
            words = self.tr("{month}: Pleo and QuickBooks differ by {amount}")
            if seen.moves_agree:
                words = self.tr("{month}: Pleo and QuickBooks agree")
            apart = self._context.texts.amount(abs(seen.pleo - seen.quickbooks), seen.currency)
            parts.append(words.format(month=month, amount=apart))
        if by_file:
            parts.append(self.tr("with Pleo's file"))
        if facts.state is State.READY and facts.waiting.digest.estimates:
            parts.append(self.tr("supplier names come when you send"))
        return " · ".join(parts)

    def retranslate_ui(self) -> None:
        """Writes the words of the buttons again; a new text takes a button's key away."""
        self.file.retranslate_ui()
        self.export_button.setText("")
        self.refresh_button.setText(self.tr("Refresh"))
        self.refresh_button.setShortcut(QKeySequence(Qt.Key.Key_F5))

    def recolour(self) -> None:
        """Draws the icons anew."""
        self.export_button.setIcon(icon("export", QApplication.palette()))
        self.file.recolour()
        self.refresh_button.setIcon(icon("refresh", QApplication.palette()))
