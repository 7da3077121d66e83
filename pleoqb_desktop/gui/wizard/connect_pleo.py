"""The third page: a Pleo API key, pasted and checked at once; the key goes to the password store and nowhere else."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from pleoqb_desktop.domain.problems import Code, Problem
from pleoqb_desktop.domain.spend import PleoCompany
from pleoqb_desktop.gui.forms import CopyField, Folded, FormRow, SecretField, stacked
from pleoqb_desktop.gui.links import Place
from pleoqb_desktop.gui.notices import ButtonAction, Notice
from pleoqb_desktop.gui.theme import Tone, WrappedLabel
from pleoqb_desktop.gui.wizard.page import Page, PageState, Trouble
from pleoqb_desktop.gui.wizard.session import KEYRING_CODES, WizardSession
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.setup.connect import start_over
from pleoqb_desktop.setup.flow import Step


class ConnectPleoPage(Page):
    """Connecter Pleo."""

    step = Step.CONNECT_PLEO

    def __init__(self, session: WizardSession, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._company: PleoCompany | None = None
        self._known = ""
        self._practice_key = CopyField(self)
        self._practice_row = FormRow(self._practice_key, self)
        self._practice_row.setVisible(session.is_practice)
        if session.program.practice:
            self._practice_key.set_text(str(session.program.practice.company["pleo"]["api_key"]))
        self.key = SecretField(self)
        self.key.field.textChanged.connect(self._on_typed)
        self.key.entered.connect(self._on_entered)
        self._key_row = FormRow(self.key, self)
        self._steps, self._scopes = WrappedLabel(), CopyField()
        self._scopes.set_text(" ".join(session.program.pleo_scopes()))
        self._scopes_row = FormRow(self._scopes)
        self._where = Notice(Tone.INFO)
        self._help = Folded(stacked(self._steps, self._scopes_row, self._where), self)
        self._warning = Notice(Tone.CAUTION, self)
        for part in (self._practice_row, self._key_row, self._help, self._warning):
            self.body.addWidget(part)
        self.body.addStretch(1)
        if not session.is_practice:
            self._help.open()

    def retranslate_ui(self) -> None:
        """All words."""
        self._practice_row.say(self.tr("Key of the practice company"), self.tr("Copy it, and paste it below."))
        self._practice_key.say(self.tr("Copy the practice key"))
        self._key_row.say(
            self.tr("Pleo &API key"),
            self.tr(
                "It is kept in this computer's password store, which may ask for your computer's password first. Only this program "
                "reads it, and only Pleo is shown it."
            ),
        )
        self.key.say(self.tr("Paste"), self.tr("Show the key"))
        self._help.say(self.tr("Where do I find it?"))
        self._steps.setText(
            self.tr(
                "1. Open Pleo as an administrator.\n"
                "2. Settings → API keys → New key, for this one company.\n"
                "3. Give it the permissions below, those for tags, tax codes and vendors too where they are listed.\n"
                "4. Copy the key: Pleo shows it only once."
            )
        )
        self._scopes_row.say(self.tr("Permissions of the key"))
        self._scopes.say(self.tr("Copy the permissions"))
        visit = self.session.links.visit
        self._where.show_words(
            self.tr("Pleo's settings open in your browser."),
            actions=[ButtonAction(self.tr("Open Pleo"), lambda: visit(Place.PLEO_API_KEYS))],
        )
        self._warning.show_words(
            self.tr("Is Pleo's own QuickBooks link switched on?"),
            self.tr("Switch it off first (Pleo: Settings → Accounting), or both would export the same expenses."),
            [ButtonAction(self.tr("Open Pleo's accounting settings"), lambda: visit(Place.PLEO_ACCOUNTING))],
        )
        kept = self.tr("A key is kept. Paste another one only to replace it.")
        self.key.field.setPlaceholderText(kept if self.session.facts.pleo_connected else "")

    def first_field(self) -> QWidget | None:
        """The key, while there is none."""
        return None if self._is_connected else self.key.field

    # -- work ------------------------------------------------------------------------------------

    def enter(self) -> None:
        """A key that is kept is checked at once."""
        self.retranslate_ui()
        if self.session.trouble and self.session.trouble.code in KEYRING_CODES:
            self.show_problem(self.session.trouble)
            self._again = self._read_again
        elif self.session.facts.pleo_connected and not self.key.text():
            self.start(self.tr("Asking Pleo whether the key still works…"), self._check_kept, self._show_company)

    def _check_kept(self, token: CancelToken) -> PleoCompany:
        return self.session.program.spend(token).check()

    def _read_again(self) -> None:
        """After "for this time only", or when the person has set up a password store: look again."""
        program, explained = self.session.program, self.session.account_explained

        def done(facts: object) -> None:
            self.session.trouble = None
            self.session.facts = facts  # type: ignore[assignment]

        self.start(
            self.tr("Looking for the password store…"), lambda _: program.facts(account_explained=explained), done
        )

    def _on_typed(self) -> None:
        if not self.busy:
            self.problem = None
        self.changed.emit()

    def _on_entered(self) -> None:
        if self.state().can_go_on and not self.busy:
            self.go_on()

    @property
    def _is_connected(self) -> bool:
        return (
            not self.key.text()
            and (self._company is not None or self.session.facts.pleo_connected)
            and not self.problem
        )

    def go_on(self) -> None:
        """Connects with what was pasted; once connected, goes on."""
        if self._is_connected:
            self.finished.emit()
            return
        self._connect()

    def _connect(self) -> None:
        key, program = self.key.text(), self.session.program
        self.start(
            self.tr("Asking Pleo which company this key belongs to…"),
            lambda _: program.connect_pleo().connect(key),
            self._on_connected,
        )

    def _on_connected(self, company: PleoCompany) -> None:
        self._show_company(company)
        self.session.greetings = self._facts()
        self.finished.emit()

    def _show_company(self, company: PleoCompany) -> None:
        self._company = company
        self.key.field.clear()
        self.key.show_button.setChecked(False)
        self.problem = None
        # The frame reads all facts when the page is done; this one is plain by now.
        self.changed.emit()

    # -- trouble ---------------------------------------------------------------------------------

    def trouble(self) -> Trouble | None:
        """Missing permissions stand one on a line."""
        found = super().trouble()
        if found and self.problem and self.problem.code is Code.PLEO_KEY_SCOPES:
            lines = "\n".join(f"• {scope.strip()}" for scope in self.problem.params.get("scopes", "").split(","))
            return Trouble(found.sentence, f"{found.remedy}\n{lines}", found.actions)
        return found

    def button_actions(self, problem: Problem) -> Sequence[ButtonAction]:
        """A key of another company: either the right key, or start over with this company."""
        if problem.code is Code.PLEO_OTHER_COMPANY:
            return [
                ButtonAction(self.tr("Paste another key"), self._take_another),
                ButtonAction(self.tr("Start over with this company"), self._start_over),
            ]
        if problem.code in {
            Code.PLEO_KEY_EMPTY,
            Code.PLEO_KEY_REFUSED,
            Code.PLEO_KEY_SCOPES,
            Code.PLEO_KEY_ORGANISATION,
        }:
            return [ButtonAction(self.tr("Open Pleo"), lambda: self.session.links.visit(Place.PLEO_API_KEYS))]
        return super().button_actions(problem)

    def _take_another(self) -> None:
        self.key.field.clear()
        self.key.field.setFocus()

    def _start_over(self) -> None:
        agreed = self.session.alerts.ask(
            self.tr("Start over with this company?"),
            self.tr(
                "The program then forgets which Pleo company was connected before. Nothing changes in Pleo or QuickBooks, and "
                "the history of exports stays."
            ),
            yes=self.tr("Start over"),
            no=self.tr("Keep the company"),
            parent=self,
        )
        if not agreed:
            return
        key, program = self.key.text(), self.session.program

        def work(_: CancelToken) -> PleoCompany:
            start_over(program.settings, pleo=True, quickbooks=False)
            return program.connect_pleo().connect(key)

        self.start(self.tr("Asking Pleo which company this key belongs to…"), work, self._on_connected)

    def state(self) -> PageState:
        """Connect until it is connected, which goes on by itself; coming back, continue."""
        connected = self._is_connected
        return PageState(
            self.tr("Connect Pleo with an API key"),
            self.tr(
                "An API key is a password for programs. With it, this one may read your expenses and tell Pleo which are exported. It cannot move money."
            ),
            self.tr("Continue") if connected else self.tr("Connect"),
            can_go_on=connected or bool(self.key.text()),
            busy=self.busy,
            facts=(*self.session.greetings, *self._facts()),
            trouble=self.trouble(),
            writes="" if connected else self.tr("Connect changes nothing in Pleo."),
        )

    def _facts(self) -> tuple[str, ...]:
        name = self._company.name if self._company else ""
        return (self.tr("Connected to {company}").format(company=name),) if self._is_connected and name else ()
