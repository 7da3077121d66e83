"""What the wizard's pages share: the tools they were handed, and what was found and answered so far; draws nothing."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from pleoqb_desktop.domain.books import Books, Company
from pleoqb_desktop.domain.problems import Code, Problem
from pleoqb_desktop.gui.alerts import Alerts
from pleoqb_desktop.gui.links import Links
from pleoqb_desktop.gui.tasks import TaskRunner
from pleoqb_desktop.ports.settings import AccountWay, Settings
from pleoqb_desktop.setup import flow
from pleoqb_desktop.setup.flow import Facts, Step
from pleoqb_desktop.setup.set_up import Proposals
from pleoqb_desktop.texts import Texts

if TYPE_CHECKING:  # loaded with the program, after the window stands
    from pleoqb_desktop.app import App

KEYRING_CODES = frozenset({Code.KEYRING_MISSING, Code.KEYRING_REFUSED, Code.KEYRING_UNSAFE, Code.KEYRING_WAITS})


@dataclass(slots=True)
class WizardSession:
    """Tools, and what is known. Pages write what they find; the frame reads the facts anew after every step."""

    program: "App"
    runner: TaskRunner
    alerts: Alerts
    links: Links
    facts: Facts
    settings: Settings = field(default_factory=Settings)
    trouble: Problem | None = None
    account_explained: bool = False
    company: Company | None = None
    books: Books | None = None
    proposals: Proposals | None = None
    greetings: tuple[str, ...] = ()
    """Facts found by the step before, told on the page after it."""

    @property
    def account_plan(self) -> AccountWay:
        """As it was chosen, also in an earlier window."""
        return self.settings.account_plan

    def choose_account_plan(self, plan: AccountWay, failed: Callable[[Problem], None], parent: QObject) -> None:
        """Kept at once, so that it survives a restart."""
        self.settings, program = replace(self.settings, account_plan=plan), self.program
        self.runner.save(lambda: program.settings.update(account_plan=plan), lambda _: None, failed, parent=parent)

    @property
    def texts(self) -> Texts:
        """Words in the present language."""
        return self.program.texts

    @property
    def is_practice(self) -> bool:
        """Whether the practice companies are used."""
        return self.program.practice is not None

    def step_after(self, step: Step) -> Step:
        """Where a step leads, by the way that expenses come; the last one nowhere."""
        return flow.next_step(step, by_file=self.facts.by_file) or step

    def read_facts(self, done: Callable[[Facts], None], failed: Callable[[Problem], None], parent: QObject) -> None:
        """Reads the facts anew in the background; `done` takes them, nothing is changed here."""
        program, explained = self.program, self.account_explained
        self.runner.run(lambda _: program.facts(account_explained=explained), done, failed, parent=parent)
