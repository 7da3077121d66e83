"""The step that only a person can do, in Pleo: choosing the contra account; shows where, looks every few seconds, holds nobody up."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from pleoqb_desktop.gui.links import Place
from pleoqb_desktop.gui.notices import Notice
from pleoqb_desktop.gui.theme import Tone, WrappedLabel
from pleoqb_desktop.gui.wizard.page import Page, PageState
from pleoqb_desktop.gui.wizard.pleo_picture import PleoPicture
from pleoqb_desktop.gui.wizard.session import WizardSession
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.setup.flow import Step

if TYPE_CHECKING:  # loaded with the program, after the window stands
    from pleoqb_desktop.app import App

POLL_SECONDS = 4


@dataclass(frozen=True, slots=True)
class _Answer:
    """What Pleo says: the account as the books call it, its currency, and whether it is chosen."""

    title: str
    currency: str
    chosen: bool


class ContraAccountPage(Page):
    """The contra account, which only a person can choose in Pleo: shows where, and looks whether it is done."""

    step = Step.CONTRA_ACCOUNT

    def __init__(self, session: WizardSession, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._answer: _Answer | None = None
        self._picture = PleoPicture(self)
        self._steps = WrappedLabel(parent=self)
        self.open_pleo, self.check = QPushButton(self), QPushButton(self)
        self.open_pleo.clicked.connect(lambda: session.links.visit(Place.PLEO_CONTRA_ACCOUNTS))
        self.check.clicked.connect(self.look)
        self.icons.add(self.open_pleo, "external")
        self.icons.add(self.check, "refresh")
        row = QHBoxLayout()
        for button in (self.open_pleo, self.check):
            button.setAutoDefault(False)
            row.addWidget(button)
        row.addStretch(1)
        self._rehearsal = Notice(Tone.INFO, self)
        self.body.addWidget(self._picture)
        self.body.addWidget(self._steps)
        self.body.addLayout(row)
        self.body.addWidget(self._rehearsal)
        self.body.addStretch(1)
        self._timer = QTimer(self)
        self._timer.setInterval(POLL_SECONDS * 1000)
        self._timer.timeout.connect(self.look)

    @property
    def chosen(self) -> bool:
        """Whether Pleo says so."""
        return self._answer is not None and self._answer.chosen

    def retranslate_ui(self) -> None:
        """All words."""
        self.open_pleo.setText(self.tr("Open Pleo"))
        self.check.setText(self.tr("Check now"))
        self._say()

    def _say(self) -> None:
        account = self._answer.title if self._answer else self.tr("your Pleo bank account")
        currency = self._answer.currency if self._answer else ""
        self._picture.say(
            [self.tr("Settings"), self.tr("Accounting"), self.tr("Contra accounts")],
            currency,
            account,
            self.tr("choose this"),
            self.tr("Example: what you will see in Pleo"),
        )
        self._steps.setText(
            self.tr(
                "1. Open Pleo as an administrator: Settings → Accounting → Contra accounts.\n"
                "2. Beside {currency}, choose {account}.\n"
                "3. Come back here: this page notices by itself."
            ).format(currency=currency, account=account)
        )
        if self.session.is_practice and not self.chosen:
            self._rehearsal.show_words(
                self.tr("A rehearsal"),
                self.tr(
                    "Open Pleo shows the practice page, where you can choose it as in Pleo. Or press Continue: it is chosen for you."
                ),
            )
        else:
            self._rehearsal.clear()

    # -- asking ----------------------------------------------------------------------------------

    def enter(self) -> None:
        """Asked now and every few seconds."""
        program = self.session.program
        self.start(self.tr("Asking Pleo…"), lambda token: _ask(program, token), self._on_answer)
        self._timer.start()

    def leave(self) -> None:
        """No more asking."""
        self._timer.stop()
        super().leave()

    @Slot()
    def look(self) -> None:
        """Asks once more, beside everything else."""
        program = self.session.program
        if self.isVisible() and not self.busy and not self.chosen:
            self.quietly(lambda token: _ask(program, token), self._on_answer)

    def _on_answer(self, answer: _Answer) -> None:
        self._answer = answer
        if answer.chosen:
            self._timer.stop()
        self._say()

    # -- going on --------------------------------------------------------------------------------

    def go_on(self) -> None:
        """In practice what the person has left is done for her; with real companies nothing can be written here."""
        practice, program, answer = self.session.program.practice, self.session.program, self._answer
        if practice is None or self.chosen or answer is None:
            self.finished.emit()
            return

        def work(token: CancelToken) -> _Answer:
            practice.choose_contra_account(program.settings.load().wallet_account_id or "", answer.currency)
            return _ask(program, token)

        self.start(self.tr("Choosing it in practice Pleo…"), work, self._on_chosen_for_her)

    def _on_chosen_for_her(self, answer: _Answer) -> None:
        self._on_answer(answer)
        self.session.greetings = (*self._facts(), self.tr("This is a trial: the program has chosen it for you."))
        self.finished.emit()

    # -- words -----------------------------------------------------------------------------------

    def _facts(self) -> tuple[str, ...]:
        if self._answer is None or not self._answer.chosen:
            return ()
        words = self.tr("{account} is the contra account for {currency} in Pleo.")
        return (words.format(account=self._answer.title, currency=self._answer.currency),)

    def state(self) -> PageState:
        """What is left to do, or that it is done."""
        waits = self._answer is not None and not self.chosen
        hint = self.tr("Not chosen yet. You can go on meanwhile; the first export waits for it.")
        return PageState(
            self.tr("One setting that you make yourself in Pleo"),
            self.tr(
                "Tell Pleo which account your expenses are paid from: only you can. Pleo calls it the contra account."
            ),
            self.tr("Continue"),
            busy=self.busy,
            facts=self._facts(),
            hints=(hint,) if waits and not self.session.is_practice else (),
            trouble=self.trouble(),
            writes="" if self.session.is_practice else self.tr("Continue writes nothing."),
        )


def _ask(program: "App", token: CancelToken) -> _Answer:
    chosen = program.contra_account_chosen(token)
    settings, books = program.settings.load(), program.books(token)
    account = books.accounts.get(settings.wallet_account_id or "")
    currency = (account.currency if account else None) or books.company.home_currency
    return _Answer(account.title if account else "", currency, chosen)
