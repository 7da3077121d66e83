"""The wizard's frame over the flow: one `refresh` decides every button, title, spinner and message; pages do the work."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from pleoqb_desktop.choice import PracticeWish
from pleoqb_desktop.domain.problems import Code, Problem
from pleoqb_desktop.gui.alerts import Alerts
from pleoqb_desktop.gui.links import Links
from pleoqb_desktop.gui.tasks import TaskRunner
from pleoqb_desktop.gui.theme import TITLE, Tone, WrappedLabel, enlarged, unit
from pleoqb_desktop.gui.view import View
from pleoqb_desktop.gui.wizard.buttons import WizardButtons
from pleoqb_desktop.gui.wizard.language_box import LanguageBox
from pleoqb_desktop.gui.wizard.messages import Messages
from pleoqb_desktop.gui.wizard.page import Page
from pleoqb_desktop.gui.wizard.page_focus import PageFocus
from pleoqb_desktop.gui.wizard.page_stack import PageStack
from pleoqb_desktop.gui.wizard.password_store import PasswordStoreWord
from pleoqb_desktop.gui.wizard.ready import ReadyPage
from pleoqb_desktop.gui.wizard.session import KEYRING_CODES, WizardSession
from pleoqb_desktop.gui.wizard.side import WizardSide
from pleoqb_desktop.gui.wizard.welcome import WelcomePage
from pleoqb_desktop.ports.settings import Settings
from pleoqb_desktop.setup import flow
from pleoqb_desktop.setup.flow import ORDER, Facts, Step

if TYPE_CHECKING:
    from pleoqb_desktop.app import App

_LOST = frozenset(
    {
        Code.QUICKBOOKS_SIGN_IN_ENDED,
        Code.QUICKBOOKS_NOT_CONNECTED,
        Code.QUICKBOOKS_ACCESS_DENIED,
        Code.PLEO_NOT_CONNECTED,
    }
)


class Wizard(View):
    """Ten pages, from nothing to the first export."""

    def __init__(
        self,
        program: "App",
        facts: Facts,
        runner: TaskRunner,
        alerts: Alerts,
        links: Links,
        *,
        step: Step | None = None,
        trouble: Problem | None = None,
        settings: Settings | None = None,
        parent: QWidget | None = None,
    ) -> None:
        """`step`: where to open; None: where the facts lead. `trouble`: why the facts could not be read (the keyring).

        `settings`: as they were when the facts were read.
        """
        super().__init__(parent)
        self.session = WizardSession(
            program, runner, alerts, links, facts, settings=settings or Settings(), trouble=trouble
        )
        self._moving = False
        self._store = PasswordStoreWord(self.session, self.refresh, self)
        self._problem_seen: Problem | None = None
        self._build()
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
        self._add_buttons(content)
        self._add_language(content)
        self._side = WizardSide(self.session, self)
        self._side.pressed.connect(self.go_to)
        self._side.company_chosen.connect(lambda country: self.practice_requested.emit(PracticeWish(country=country)))
        self.steps = self._side.steps
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._side)
        layout.addWidget(content, 1)
        QShortcut(QKeySequence.StandardKey.HelpContents, self, self._on_help)
        QShortcut("Alt+Left", self, self._on_back)

    def _add_heading(self, content: QWidget) -> None:
        self._title = WrappedLabel(parent=content)
        self._title.setFont(enlarged(self.font(), TITLE, bold=True))
        self._reason = WrappedLabel(parent=content, tone=Tone.QUIET)
        self._heading = QHBoxLayout()
        self._heading.setSpacing(unit(self) * 2)
        self._heading.addWidget(self._title, 1)
        self._content.addLayout(self._heading)
        self._content.addWidget(self._reason)
        self._content.addSpacing(unit(self))

    def _add_pages(self, content: QWidget) -> None:
        self._stack = PageStack(self.session, content)
        self.pages = self._stack.pages
        self._content.addWidget(self._stack, 1)
        for page in self.pages.values():
            page.changed.connect(self.refresh)
            page.finished.connect(self._on_finished)
            page.step_requested.connect(self.go_to)
            if isinstance(page, WelcomePage):
                page.practice_requested.connect(self.practice_requested)
            if isinstance(page, ReadyPage):
                page.done.connect(self.main_window_requested)
        self._messages = Messages(self)
        self.notice = self._messages.notice

    def _add_buttons(self, content: QWidget) -> None:
        self.buttons = WizardButtons(content)
        self.main = self.buttons.main
        self._focus = PageFocus(self, self.main, lambda: self.page.first_field())
        self.buttons.back_pressed.connect(self._on_back)
        self.buttons.main_pressed.connect(self._on_main)
        self.buttons.cancel_pressed.connect(self._on_cancel)
        self.buttons.help_pressed.connect(self._on_help)
        self._writes = WrappedLabel(parent=content, tone=Tone.QUIET)
        self._content.addWidget(self._writes)
        self._content.addWidget(self.buttons)

    def _add_language(self, content: QWidget) -> None:
        """At the top right, yet behind the page for the Tab key."""
        self.language = LanguageBox(content)
        self.language.chosen.connect(self.language_requested)
        self._heading.addWidget(self.language, 0, Qt.AlignmentFlag.AlignTop)

    def retranslate_ui(self) -> None:
        """Every word of the frame and its pages."""
        self.setAccessibleName(self.tr("Set-up"))
        self.buttons.retranslate_ui()
        self.language.show_language(self.session.texts.language)
        self._side.retranslate_ui()
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
        state = self._store.told(self.page.state(), self.here)
        busy = bool(state.busy) or self._moving
        self._title.setText(state.title)
        self._reason.setText(state.reason)
        self._reason.setVisible(bool(state.reason))
        self.main.setText(state.main)
        self._focus.enable_main(enabled=state.can_go_on and not busy)
        self.buttons.back.setEnabled(self.here is not ORDER[0])
        self._messages.show_state(state, self.session.greetings, self.main)
        self._writes.setText("" if busy else state.writes)
        self.main.setAccessibleDescription(self._writes.text())
        self._focus.take()
        if self.notice.heading.text():
            QTimer.singleShot(0, self, lambda: self._stack.scroll_to(self.notice))
        self._side.show_facts(self.here)

    def _notice_lost_connection(self) -> None:
        """A problem that tells of a lost connection changes the facts: the list of steps shows what is to mend."""
        problem = self.page.problem
        if problem is self._problem_seen:
            return
        self._problem_seen = problem
        if problem is not None and problem.code in _LOST:
            self.session.read_facts(self._on_facts, lambda _: None, self)

    def _on_facts(self, facts: Facts) -> None:
        self.session.facts = facts
        self.refresh()

    def _show_page(self, step: Step) -> None:
        self._moving = False
        self.here = step
        self._stack.show_page(step)
        self.page.take_messages(self._messages)
        self.page.enter()
        self._focus.want()
        self.refresh()
        QTimer.singleShot(0, self._focus, self._focus.take)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return does what the main button says, but in a field: there it ends what is written."""
        if not self._focus.presses_main(event):
            super().keyPressEvent(event)

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
        if before := flow.previous_step(self.here, by_file=self.session.facts.by_file):
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
        if here is not Step.WELCOME:
            session.account_explained = True
        self._read_facts(lambda: self._show_page(session.step_after(here)))
        self.refresh()

    def _read_facts(self, then: Callable[[], None]) -> None:
        session = self.session

        def done(facts: Facts) -> None:
            session.facts, session.trouble = facts, None
            self.page.leave()
            then()

        def failed(problem: Problem) -> None:
            self._moving = False
            if problem.code in KEYRING_CODES and self.here in (Step.WELCOME, Step.PLEO_ACCOUNT):
                # Without a password store the way leads to the page that explains it.
                session.trouble = problem
                session.facts = Facts(language_chosen=True, account_explained=session.account_explained)
                self.page.leave()
                then()
                return
            self.page.show_problem(problem)

        session.read_facts(done, failed, self)

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

    def may_close(self) -> bool:
        """Always: answers are kept when they are given, and what runs is cancelled."""
        self.page.leave()
        return True
