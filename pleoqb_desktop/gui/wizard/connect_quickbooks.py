"""The fourth page: signing in to QuickBooks in the browser; waits for the answer, and takes one pasted by hand."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from pleoqb_desktop.domain.books import Company
from pleoqb_desktop.domain.problems import Code, Problem
from pleoqb_desktop.gui.forms import Folded, stacked
from pleoqb_desktop.gui.notices import ButtonAction
from pleoqb_desktop.gui.tasks import Latest, Poll
from pleoqb_desktop.gui.theme import unit
from pleoqb_desktop.gui.wizard.browser_wait import BrowserWait
from pleoqb_desktop.gui.wizard.intuit_keys import IntuitKeysPanel
from pleoqb_desktop.gui.wizard.page import Page, PageState
from pleoqb_desktop.gui.wizard.session import WizardSession
from pleoqb_desktop.gui.wizard.welcome import Promise
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.setup.connect import start_over
from pleoqb_desktop.setup.flow import Step


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A sign-in that waits for the browser. `offer` takes an address that the browser ended on; raises SignInAgainError."""

    address: str
    offer: Callable[[str], None]
    by_hand: bool = False


class ConnectQuickBooksPage(Page):
    """The sign-in in the browser, and which company answered."""

    step = Step.CONNECT_QUICKBOOKS

    def __init__(self, session: WizardSession, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._company: Company | None = None
        self._waiting: _Waiting | None = None
        self._poll: Poll | None = None
        self._no_keys = False
        self._ways_in = [Promise(icon) for icon in ("link", "person", "check")]
        self._how = stacked(*self._ways_in, spacing=unit(self) * 3 // 2, parent=self)
        self._wait = BrowserWait(self)
        self._wait.reopen_requested.connect(self._open_browser)
        self._wait.pasted.connect(self._offer)
        self.keys = IntuitKeysPanel(session, self)
        self.keys.kept.connect(self._on_keys_kept)
        self._keys_fold = Folded(self.keys, self)
        self._keys_fold.setVisible(not session.is_practice)
        self._again_button = QPushButton(self)
        self._again_button.setAutoDefault(False)
        self._again_button.clicked.connect(lambda: self._sign_in())
        row = QHBoxLayout()
        row.addWidget(self._again_button)
        row.addStretch(1)
        self.body.addWidget(self._how)
        self.body.addLayout(row)
        self.body.addWidget(self._wait)
        self.body.addWidget(self._keys_fold)
        self.body.addStretch(1)

    def retranslate_ui(self) -> None:
        """All words."""
        steps = [
            (self.tr("Your browser opens Intuit's sign-in page"), self.tr("Intuit makes QuickBooks.")),
            (
                self.tr("You sign in, choose your company, and agree"),
                self.tr("Use an administrator's account: others may not let a program in."),
            ),
            (self.tr("You come back here"), self.tr("This program notices by itself and goes on.")),
        ]
        for row, (heading, words) in zip(self._ways_in, steps, strict=True):
            row.heading.setText(heading)
            row.words.setText(words)
        self._again_button.setText(self.tr("Sign in again"))
        self._wait.retranslate_ui()
        self._keys_fold.say(self.tr("My Intuit keys"))
        self.keys.retranslate_ui()

    @property
    def waiting_address(self) -> str:
        """What the browser was asked to open, while a sign-in waits; else empty."""
        return self._waiting.address if self._waiting else ""

    # -- work ------------------------------------------------------------------------------------

    def enter(self) -> None:
        """A sign-in that is kept is checked; without app keys the panel opens."""
        program = self.session.program
        if self.session.facts.quickbooks_connected:
            self.start(self.tr("Asking QuickBooks…"), lambda token: program.ledger(token).company(), self._on_checked)
        else:
            self._company = None
            self.quietly(lambda _: program.sign_in.has_keys(), self._on_keys_known)

    def leave(self) -> None:
        """The sign-in that waits is given up; its receiver closes."""
        super().leave()
        self._stop_waiting()

    def _on_keys_known(self, present: bool) -> None:  # noqa: FBT001 - a result
        self._no_keys = not present
        if self._no_keys:
            self._keys_fold.open()

    def _on_keys_kept(self) -> None:
        self._no_keys = False
        self.problem = None
        self.changed.emit()

    def _on_checked(self, company: Company) -> None:
        self._company = self.session.company = company

    def go_on(self) -> None:
        """Signs in; once signed in, goes on."""
        if self._company is not None:
            self.finished.emit()
        else:
            self._sign_in()

    def _sign_in(self, *, by_hand: bool = False) -> None:
        program = self.session.program
        waiting: Latest[_Waiting | None] = Latest(None)

        def work(token: CancelToken) -> Company:
            use_case = program.connect_quickbooks(token)
            with program.receiver(by_hand=by_hand) as receiver:
                waiting.set(_Waiting(use_case.address(receiver, token), receiver.offer, by_hand))
                return use_case.finish(receiver, token)

        self.leave()
        self._company = None
        self._poll = Poll(waiting, self._on_waiting, self)
        self.start(self.tr("Opening your browser…"), work, self._on_signed_in)

    def _on_waiting(self, waiting: _Waiting | None) -> None:
        if waiting is None or not self.busy:
            return
        self._waiting = waiting
        self._wait.begin(waiting.address, by_hand=waiting.by_hand)
        self._how.hide()
        self._open_browser()
        self.changed.emit()

    def _open_browser(self) -> None:
        if self._waiting:
            program, address = self.session.program, self._waiting.address
            self.quietly(lambda _: program.open_in_browser(address), self._on_browser)

    def _on_browser(self, started: bool) -> None:  # noqa: FBT001 - a result
        self._wait.show_browser(started=started)

    def _stop_waiting(self) -> None:
        if self._poll:
            self._poll.stop()
            self._poll.deleteLater()
            self._poll = None
        self._waiting = None
        self._wait.end()
        self._how.show()

    def _on_signed_in(self, company: Company) -> None:
        self._stop_waiting()
        self._company = self.session.company = company
        self.session.books = self.session.proposals = None
        self.session.greetings = (*self._facts(company), *self._hints(company))
        window = self.window()
        window.raise_()
        window.activateWindow()
        self.finished.emit()

    def show_problem(self, problem: Problem) -> None:
        """The sign-in is over; nothing waits any more."""
        self._stop_waiting()
        if problem.code in {Code.INTUIT_KEYS_MISSING, Code.INTUIT_KEYS_REFUSED}:
            self._keys_fold.open()
        if problem.code in {
            Code.QUICKBOOKS_SIGN_IN_ENDED,
            Code.QUICKBOOKS_ACCESS_DENIED,
            Code.QUICKBOOKS_NOT_CONNECTED,
        }:
            self._company = None
        super().show_problem(problem)

    # -- pasting by hand -------------------------------------------------------------------------

    def _offer(self, address: str) -> None:
        waiting = self._waiting
        if waiting:
            task = self.session.runner.run(
                lambda _: waiting.offer(address), lambda _: None, self._on_bad_paste, parent=self
            )
            self._tasks.append(task)

    def _on_bad_paste(self, problem: Problem) -> None:
        self._wait.show_refusal(problem, self.session.texts)

    # -- trouble ---------------------------------------------------------------------------------

    def button_actions(self, problem: Problem) -> Sequence[ButtonAction]:
        """Another company: either sign in to the right one, or start over with this one."""
        again = ButtonAction(self.tr("Sign in again"), self._sign_in)
        if problem.code is Code.QUICKBOOKS_OTHER_COMPANY:
            return [again, ButtonAction(self.tr("Start over with the other company"), self._start_over)]
        if problem.code in {Code.INTUIT_KEYS_MISSING, Code.INTUIT_KEYS_REFUSED}:
            return [ButtonAction(self.tr("Enter my Intuit keys"), self.keys.take_focus)]
        if problem.code is Code.SIGN_IN_PORTS_BUSY:
            by_hand = ButtonAction(self.tr("Go on and paste the address by hand"), lambda: self._sign_in(by_hand=True))
            return [*super().button_actions(problem), by_hand]
        return super().button_actions(problem)

    def _start_over(self) -> None:
        agreed = self.session.alerts.ask(
            self.tr("Start over with the other company?"),
            self.tr(
                "The program then forgets the QuickBooks company it knew and what was chosen for it: accounts, names, tags. "
                "Nothing changes in QuickBooks or Pleo, and the history of exports stays. You sign in once more."
            ),
            yes=self.tr("Start over"),
            no=self.tr("Keep the company"),
            parent=self,
        )
        if agreed:
            program = self.session.program
            self.start(
                "", lambda _: start_over(program.settings, pleo=False, quickbooks=True), lambda _: self._sign_in()
            )

    # -- words -----------------------------------------------------------------------------------

    def _facts(self, company: Company) -> tuple[str, ...]:
        parts = [company.country, company.home_currency, company.plan or ""]
        details = " · ".join(part for part in parts if part)
        return (
            self.tr("Connected to QuickBooks: {company} ({details})").format(company=company.name, details=details),
        )

    def _hints(self, company: Company) -> tuple[str, ...]:
        hints = []
        if not company.has_classes:
            hints.append(
                self.tr("Your QuickBooks plan has no classes, projects or locations: expenses go without tags.")
            )
        if not company.has_bills:
            hints.append(
                self.tr(
                    "Your QuickBooks plan has no bills: Pleo invoices that need one are not exported, and you are told."
                )
            )
        return tuple(hints)

    def state(self) -> PageState:
        """Sign in until it is done, then continue."""
        company = self._company
        self._again_button.setVisible(company is not None and not self.busy)
        return PageState(
            self.tr("Your browser will open") if self._waiting is None else self.tr("Sign in in your browser"),
            self.tr("You sign in on Intuit's own page. This program never sees your password."),
            self.tr("Continue") if company else self.tr("Sign in"),
            can_go_on=not self._no_keys,
            busy=self.busy,
            busy_shown=self._waiting is not None,
            facts=self._facts(company) if company else (),
            hints=self._hints(company) if company else (),
            trouble=self.trouble(),
            writes="" if company else self.tr("Signing in changes nothing in QuickBooks."),
        )
