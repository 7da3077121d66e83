"""The third page: how expenses come out of Pleo, with an API key that is checked at once, or with Pleo's own file."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QWidget

from pleoqb_desktop.domain.problems import Code, Problem
from pleoqb_desktop.domain.spend import PleoCompany
from pleoqb_desktop.domain.spend_file import FileReport, FileWords
from pleoqb_desktop.gui.cards import CardChoice
from pleoqb_desktop.gui.file.drop import several
from pleoqb_desktop.gui.links import Place
from pleoqb_desktop.gui.notices import ButtonAction
from pleoqb_desktop.gui.wizard.file_way import FileWay, kept, taken, taken_in_practice
from pleoqb_desktop.gui.wizard.key_way import KeyWay
from pleoqb_desktop.gui.wizard.page import Page, PageState, Trouble
from pleoqb_desktop.gui.wizard.session import KEYRING_CODES, WizardSession
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.settings import Door
from pleoqb_desktop.setup.connect import start_over
from pleoqb_desktop.setup.flow import Step


class ConnectPleoPage(Page):
    """How expenses come out of Pleo: by a key, which is checked, or by its file."""

    step = Step.CONNECT_PLEO

    def __init__(self, session: WizardSession, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._company: PleoCompany | None = None
        self.door = Door.FILE if session.facts.by_file else Door.KEY
        self.doors = CardChoice((Door.KEY, Door.FILE), self)
        self.doors.show_answer(self.door)
        self.doors.chosen.connect(self._on_door)
        self.by_key, self.by_file = KeyWay(session, self), FileWay(session, self)
        self.key = self.by_key.key
        self.by_key.typed.connect(self._on_typed)
        self.by_key.entered.connect(self._on_entered)
        self.by_key.last_day_chosen.connect(self._on_last_day)
        self.by_file.given.connect(self._on_given)
        self.by_file.answered.connect(self._on_answered)
        self.by_file.practice_requested.connect(self._on_practice_file)
        for part in (self.doors, self.by_key, self.by_file):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self._show_door()

    def retranslate_ui(self) -> None:
        """All words."""
        self.doors.say(
            (
                self.tr("With a key"),
                self.tr("If you see “Settings → API keys” in Pleo. Everything then goes by itself."),
            ),
            (
                self.tr("With Pleo's file"),
                self.tr("Without a key: works at once. You download a file in Pleo and drop it here."),
            ),
        )
        self.by_key.retranslate_ui()
        self.by_file.retranslate_ui()
        kept = self.tr("A key is kept. Paste another one only to replace it.")
        self.key.field.setPlaceholderText(kept if self._key_kept else "")

    def first_field(self) -> QWidget | None:
        """The key, while there is none."""
        return None if self.door is Door.FILE or self._is_connected else self.key.field

    def _show_door(self) -> None:
        self.by_key.setVisible(self.door is Door.KEY)
        self.by_file.setVisible(self.door is Door.FILE)

    def _on_door(self, door: Door) -> None:
        """Nothing is kept before the main button is pressed."""
        self.door, self.problem = door, None
        self._show_door()
        self.changed.emit()

    # -- with a key ------------------------------------------------------------------------------

    def enter(self) -> None:
        """A key, or a file, that is kept is looked at at once."""
        self.retranslate_ui()
        self.by_key.last_day.show_answer(self.session.settings.pleo_key_ends)
        if self.session.trouble and self.session.trouble.code in KEYRING_CODES:
            self.show_problem(self.session.trouble)
            self._again = self._read_again
        elif self._key_kept and not self.key.text():
            self.start(self.tr("Asking Pleo whether the key still works…"), self._check_kept, self._show_company)
        elif self.door is Door.FILE and self.by_file.report is None:
            program = self.session.program
            self.quietly(lambda token: kept(program, token), self._show_report)

    @property
    def _key_kept(self) -> bool:
        return self.session.facts.pleo_connected and not self.session.facts.by_file

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

    def _on_last_day(self, day: date | None) -> None:
        program = self.session.program
        self.session.settings = replace(self.session.settings, pleo_key_ends=day)
        self.session.runner.save(
            lambda: program.settings.update(pleo_key_ends=day), lambda _: None, self.show_problem, parent=self
        )

    @property
    def _is_connected(self) -> bool:
        return not self.key.text() and (self._company is not None or self._key_kept) and not self.problem

    def go_on(self) -> None:
        """Connects with what was pasted, or keeps that the file is the way; once connected, goes on."""
        if self.door is Door.FILE:
            program = self.session.program
            self.start("", lambda _: program.connect_pleo().without_key(), lambda _: self.finished.emit())
        elif self._is_connected:
            self.finished.emit()
        else:
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

    # -- with the file ---------------------------------------------------------------------------

    def _on_given(self, paths: Sequence[Path]) -> None:
        """Kept at once, so that it waits when everything is joined; what is no file of Pleo's is told with its reason."""
        if trouble := several(paths):
            self.show_problem(trouble)
            return
        program = self.session.program
        self._read(lambda token: taken(program, paths[0], token))

    def _on_practice_file(self) -> None:
        program = self.session.program
        self._read(lambda token: taken_in_practice(program, token))

    def _on_answered(self, words: FileWords) -> None:
        program = self.session.program
        self._read(lambda token: program.files.newest_report(words, token))

    def _read(self, work: Callable[[CancelToken], FileReport]) -> None:
        self.start(self.tr("Reading the file…"), work, self._show_report)

    def _show_report(self, report: FileReport | None) -> None:
        self.by_file.show_report(report)
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
        title = self.tr("How do your expenses come out of Pleo?")
        if self.door is Door.FILE:
            return PageState(
                title,
                self.tr(
                    "Pleo makes a file for every company, with the receipts. This program reads it and writes nothing into Pleo."
                ),
                self.tr("Continue"),
                busy=self.busy,
                facts=self.by_file.facts(),
                hints=self.by_file.hints(),
                trouble=self.trouble(),
                writes=self.tr("Continue changes nothing in Pleo."),
            )
        connected = self._is_connected
        return PageState(
            title,
            self.tr(
                "An API key is a code that Pleo gives you: with it this program may read your expenses, note there which are exported, and bring your lists up to date. It gives no hold on your money."
            ),
            self.tr("Continue") if connected else self.tr("Connect"),
            can_go_on=connected or bool(self.key.text()),
            busy=self.busy,
            facts=self._facts() or (() if self.problem else self.by_key.facts()),
            trouble=self.trouble(),
            writes="" if connected else self.tr("Connect changes nothing in Pleo."),
        )

    def _facts(self) -> tuple[str, ...]:
        name = self._company.name if self._company else ""
        return (self.tr("Connected to Pleo: {company}").format(company=name),) if self._is_connected and name else ()
