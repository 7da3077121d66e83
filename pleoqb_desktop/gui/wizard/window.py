"""The wizard's frame over the flow: one `refresh` decides every button, title, spinner and message; pages do the work."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Slot
from PySide6.QtGui import QKeySequence, QMouseEvent, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from pleoqb_desktop.domain.problems import Code, Problem
from pleoqb_desktop.gui.alerts import Alerts
from pleoqb_desktop.gui.forms import name_control
from pleoqb_desktop.gui.links import Links
from pleoqb_desktop.gui.notices import BusyLine, Notice, announce
from pleoqb_desktop.gui.tasks import BusySign, TaskRunner
from pleoqb_desktop.gui.theme import IconLabel, Tone, WrappedLabel, enlarged, unit
from pleoqb_desktop.gui.view import View
from pleoqb_desktop.gui.wizard.categories import CategoriesPage
from pleoqb_desktop.gui.wizard.choose_account import ChooseAccountPage
from pleoqb_desktop.gui.wizard.connect_pleo import ConnectPleoPage
from pleoqb_desktop.gui.wizard.connect_quickbooks import ConnectQuickBooksPage
from pleoqb_desktop.gui.wizard.contra import ContraAccountStep
from pleoqb_desktop.gui.wizard.page import Page, PageState
from pleoqb_desktop.gui.wizard.pleo_account import PleoAccountPage
from pleoqb_desktop.gui.wizard.ready import ReadyPage
from pleoqb_desktop.gui.wizard.session import KEYRING_CODES, WizardSession
from pleoqb_desktop.gui.wizard.steps import StepList
from pleoqb_desktop.gui.wizard.tags import TagsPage
from pleoqb_desktop.gui.wizard.vat import VatPage
from pleoqb_desktop.gui.wizard.welcome import WelcomePage
from pleoqb_desktop.setup import flow
from pleoqb_desktop.setup.flow import ORDER, Facts, Step
from pleoqb_desktop.texts import Language
from pleoqb_desktop.texts.catalogue import language_names

if TYPE_CHECKING:
    from pleoqb_desktop.app import Program

PAGES: tuple[type[Page], ...] = (
    WelcomePage,
    PleoAccountPage,
    ConnectPleoPage,
    ConnectQuickBooksPage,
    ChooseAccountPage,
    CategoriesPage,
    VatPage,
    TagsPage,
    ReadyPage,
)
_LOST = frozenset(
    {
        Code.QUICKBOOKS_SIGN_IN_ENDED,
        Code.QUICKBOOKS_NOT_CONNECTED,
        Code.QUICKBOOKS_ACCESS_DENIED,
        Code.PLEO_NOT_CONNECTED,
    }
)


class MainButton(QPushButton):
    """The page's main button. The second half of a double click is no click: it would press the next page's button."""

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Swallowed."""
        event.accept()


class FactLine(QWidget):
    """A green tick and the fact."""

    def __init__(self, text: str, icon: str, tone: Tone, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(unit(self))
        layout.addWidget(IconLabel(icon, tone, parent=self), 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(WrappedLabel(text, self), 1)


class Wizard(View):
    """Nine pages, from nothing to the first export."""

    def __init__(
        self,
        program: "Program",
        facts: Facts,
        runner: TaskRunner,
        alerts: Alerts,
        links: Links,
        *,
        step: Step | None = None,
        trouble: Problem | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """`step`: where to open; None: where the facts lead. `trouble`: why the facts could not be read (the keyring)."""
        super().__init__(parent)
        self.session = WizardSession(program, runner, alerts, links, facts, trouble=trouble)
        self._moving = False
        self._problem_seen: Problem | None = None
        self._facts_shown: tuple[str, ...] = ()
        self.pages: dict[Step, Page] = {}
        self._build()
        self._sign = BusySign(self)
        self._sign.changed.connect(self._busy_line.setVisible)
        first = step if step is not None and flow.can_go_to(step, facts) else flow.resume_at(facts)
        if trouble and trouble.code in KEYRING_CODES and facts.language_chosen:
            first = Step.CONNECT_PLEO
        self.here = first
        self.retranslate_ui()
        self._show_page(first)

    # -- building --------------------------------------------------------------------------------

    def _build(self) -> None:
        """Content first, then the list of steps: a person's tools, and the Tab key, meet the page first."""
        step = unit(self)
        content = QWidget(self)
        self._content = QVBoxLayout(content)
        self._content.setContentsMargins(step * 4, step * 3, step * 4, step * 2)
        self._content.setSpacing(step)
        self._add_heading(content)
        self._add_pages(content)
        self._messages = self._make_messages()
        self._add_buttons(content)
        self._add_language(content)
        side = self._side()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(side)
        layout.addWidget(content, 1)
        QShortcut(QKeySequence.StandardKey.HelpContents, self, self._on_help)
        QShortcut("Alt+Left", self, self._on_back)

    def _add_heading(self, content: QWidget) -> None:
        self._title = WrappedLabel(parent=content)
        self._title.setFont(enlarged(self.font(), 1.6, bold=True))
        self._reason = WrappedLabel(parent=content, tone=Tone.QUIET)
        self._heading = QHBoxLayout()
        self._heading.setSpacing(unit(self) * 2)
        self._heading.addWidget(self._title, 1)
        self._content.addLayout(self._heading)
        self._content.addWidget(self._reason)
        self._content.addSpacing(unit(self))

    def _add_pages(self, content: QWidget) -> None:
        self._stack = QStackedWidget(content)
        self._content.addWidget(self._stack, 1)
        for make in PAGES:
            page = make(self.session)
            area = QScrollArea(self._stack)
            area.setWidgetResizable(True)
            area.setFrameShape(QFrame.Shape.NoFrame)
            area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
            area.setWidget(page)
            for part in (area.viewport(), page):
                part.setAutoFillBackground(False)
            self._stack.addWidget(area)
            self.pages[make.step] = page
            page.changed.connect(self.refresh)
            page.finished.connect(self._on_finished)
            page.step_requested.connect(self.go_to)
            if isinstance(page, WelcomePage):
                page.practice_requested.connect(self.practice_requested)
            if isinstance(page, ReadyPage):
                page.done.connect(self.main_window_requested)

    def _make_messages(self) -> QWidget:
        """What a check found and what went wrong: one place, handed from page to page."""
        messages = QWidget(self)
        self._busy_line = BusyLine(messages)
        self._busy_line.hide()
        self._facts = QVBoxLayout()
        self._facts.setSpacing(unit(self) // 2)
        self.contra = ContraAccountStep(self.session, messages)
        self.notice = Notice(Tone.CAUTION, messages)
        layout = QVBoxLayout(messages)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(unit(self))
        layout.addWidget(self._busy_line)
        layout.addLayout(self._facts)
        layout.addWidget(self.contra)
        layout.addWidget(self.notice)
        return messages

    def _add_buttons(self, content: QWidget) -> None:
        self.back = QPushButton(content)
        self.main = MainButton(content)
        self.main.setDefault(True)
        self.cancel = QPushButton(content)
        self.help = QPushButton(content)
        for button in (self.back, self.cancel, self.help):
            button.setAutoDefault(False)
        self.back.clicked.connect(self._on_back)
        self.main.clicked.connect(self._on_main)
        self.cancel.clicked.connect(self._on_cancel)
        self.help.clicked.connect(self._on_help)
        row = QHBoxLayout()
        row.setSpacing(unit(self))
        for part in (self.help, None, self.cancel, self.back, self.main):
            if part is None:
                row.addStretch(1)
            else:
                row.addWidget(part)
        self._content.addSpacing(unit(self) // 2)
        self._content.addLayout(row)

    def _add_language(self, content: QWidget) -> None:
        """At the top right, yet behind the page for the Tab key."""
        self.language = QComboBox(content)
        for language, name in language_names().items():
            self.language.addItem(name, language.code)
        self.language.activated.connect(self._on_language)
        self._heading.addWidget(self.language, 0, Qt.AlignmentFlag.AlignTop)

    def _side(self) -> QWidget:
        step = unit(self)
        side = QFrame(self)
        side.setAutoFillBackground(True)
        side.setBackgroundRole(side.palette().ColorRole.AlternateBase)
        side.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        layout = QVBoxLayout(side)
        layout.setContentsMargins(step, step * 3, step, step * 2)
        layout.setSpacing(step)
        self.steps = StepList(side)
        self.steps.pressed.connect(self.go_to)
        self._practice = Notice(Tone.INFO, side)
        layout.addWidget(self.steps, 1)
        layout.addWidget(self._practice)
        return side

    def retranslate_ui(self) -> None:
        """Every word of the frame and its pages."""
        self.setAccessibleName(self.tr("Set-up"))
        self.back.setText(self.tr("&Back"))
        self.cancel.setText(self.tr("&Cancel"))
        self.help.setText(self.tr("&Help"))
        name_control(self.language, self.tr("&Language"))
        with QSignalBlocker(self.language):
            self.language.setCurrentIndex(self.language.findData(self.session.texts.language.code))
        practice = self.session.program.practice
        if practice:
            self._practice.show_words(self.tr("Practice mode"), str(practice.company["name"]))
        for page in self.pages.values():
            page.retranslate_ui()
        self.refresh()

    # -- what is shown ---------------------------------------------------------------------------

    @property
    def page(self) -> Page:
        """The page that is shown."""
        return self.pages[self.here]

    @Slot()
    def refresh(self) -> None:
        """Decides every button, title, spinner and message, from the page's state and the facts."""
        self._notice_lost_connection()
        state = self.page.state()
        busy = bool(state.busy) or self._moving
        self._title.setText(state.title)
        self._reason.setText(state.reason)
        self._reason.setVisible(bool(state.reason))
        self.main.setText(state.main)
        self.main.setEnabled(state.can_go_on and not busy)
        self.back.setEnabled(flow.previous_step(self.here) is not None)
        self.cancel.setEnabled(True)
        if state.busy:
            self._busy_line.say(state.busy)
        self._sign.set_busy(bool(state.busy))
        self._show_facts(state)
        if state.trouble and not state.busy:
            self.notice.show_words(state.trouble.sentence, state.trouble.remedy, state.trouble.actions)
            QTimer.singleShot(0, self, self._show_notice)
        else:
            self.notice.clear()
        facts = self.session.facts
        marks = {step: flow.mark(step, self.here, facts) for step in ORDER}
        self.steps.show_marks(marks, frozenset(step for step in ORDER if flow.can_go_to(step, facts)))

    def _notice_lost_connection(self) -> None:
        """A problem that tells of a lost connection changes the facts: the list of steps shows what is to mend."""
        problem = self.page.problem
        if problem is self._problem_seen:
            return
        self._problem_seen = problem
        if problem is not None and problem.code in _LOST:
            session = self.session
            program, explained = session.program, session.account_explained

            def done(facts: Facts) -> None:
                session.facts = facts
                self.refresh()

            session.runner.run(lambda _: program.facts(account_explained=explained), done, lambda _: None, parent=self)

    def _show_facts(self, state: PageState) -> None:
        lines = tuple(state.facts) + tuple(state.hints)
        if state.busy:
            lines = ()
        if lines == self._facts_shown:
            return
        self._facts_shown = lines
        while self._facts.count():
            item = self._facts.takeAt(0)
            widget = item.widget() if item else None
            if widget:
                widget.hide()
                widget.deleteLater()
        for text in lines:
            is_fact = text in state.facts
            line = FactLine(text, "check" if is_fact else "info", Tone.GOOD if is_fact else Tone.INFO, self._messages)
            self._facts.addWidget(line)
        announce(self.main, " ".join(lines))

    def _show_page(self, step: Step) -> None:
        self._moving = False
        self.here = step
        self._stack.setCurrentIndex(ORDER.index(step))
        self.page.take_messages(self._messages)
        self.page.enter()
        after = ORDER.index(step) >= ORDER.index(Step.CHOOSE_ACCOUNT)
        self.contra.watch(wanted=after and self.session.facts.accounts_chosen and step is not Step.READY)
        self.refresh()
        QTimer.singleShot(0, self, self._focus_page)

    @Slot()
    def _focus_page(self) -> None:
        """The first thing to answer, else the main button."""
        (self.page.first_field() or self.main).setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _show_notice(self) -> None:
        """Trouble is scrolled into sight."""
        area = self._stack.currentWidget()
        if isinstance(area, QScrollArea) and self.notice.isVisible():
            area.ensureWidgetVisible(self.notice)

    # -- moving ----------------------------------------------------------------------------------

    @Slot(object)
    def go_to(self, step: Step) -> None:
        """Another step: one before, or one that everything before is done for. Nothing is changed by it."""
        back = ORDER.index(step) <= ORDER.index(self.here)
        if step is self.here or not (back or flow.can_go_to(step, self.session.facts)):
            return
        self.page.leave()
        self.session.greetings = ()
        self._show_page(step)

    @Slot()
    def _on_back(self) -> None:
        before = flow.previous_step(self.here)
        if before:
            self.go_to(before)

    @Slot()
    def _on_main(self) -> None:
        if self.main.isEnabled():
            self.session.greetings = ()
            self.page.go_on()

    @Slot()
    def _on_finished(self) -> None:
        """Reads the facts anew, then goes to the next page."""
        if self._moving or self.sender() not in (None, self.page):
            return
        self._moving = True
        session, here = self.session, self.here
        if here is Step.CHOOSE_ACCOUNT:
            self.contra.forget()
        if here is not Step.WELCOME:
            session.account_explained = True
        following = flow.next_step(here) or here
        self._read_facts(lambda: self._show_page(following))
        self.refresh()

    def _read_facts(self, then: Callable[[], None]) -> None:
        session = self.session
        program, explained = session.program, session.account_explained

        def done(facts: Facts) -> None:
            session.facts, session.trouble = facts, None
            self.page.leave()
            then()

        def failed(problem: Problem) -> None:
            self._moving = False
            if problem.code in KEYRING_CODES and self.here in (Step.WELCOME, Step.PLEO_ACCOUNT):
                # Without a password store the way leads to the page that explains it.
                session.trouble = problem
                session.facts = Facts(language_chosen=True, account_explained=explained)
                self.page.leave()
                then()
                return
            self.page.show_problem(problem)

        session.runner.run(lambda _: program.facts(account_explained=explained), done, failed, parent=self)

    # -- the frame's own buttons -----------------------------------------------------------------

    @Slot()
    def _on_cancel(self) -> None:
        leave = self.session.alerts.ask(
            self.tr("Leave the set-up?"),
            self.tr("Nothing is lost: next time you go on from here."),
            yes=self.tr("Leave"),
            no=self.tr("Go on with the set-up"),
            parent=self,
        )
        if leave:
            self.page.leave()
            (self.main_window_requested if self.session.facts.finished else self.close_requested).emit()

    @Slot()
    def _on_help(self) -> None:
        self.help_requested.emit(self.here.value)

    @Slot(int)
    def _on_language(self, position: int) -> None:
        self.language_requested.emit(Language(self.language.itemData(position)))

    def may_close(self) -> bool:
        """Always: answers are kept when they are given, and what runs is cancelled."""
        self.page.leave()
        return True
