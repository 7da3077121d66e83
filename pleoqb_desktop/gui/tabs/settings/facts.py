"""Reads what the Settings tab shows, in a thread; changes nothing."""

from dataclasses import dataclass, field, replace

from pleoqb_desktop.app import App
from pleoqb_desktop.domain.books import Books
from pleoqb_desktop.domain.problems import Problem
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.errors import KnownError, SignInAgainError
from pleoqb_desktop.ports.settings import Door, Settings
from pleoqb_desktop.ports.updates import NewVersion
from pleoqb_desktop.schedule import Plan

SOON_DAYS = 14
"""So many days before a sign-in ends it is told (issue of the window)."""


@dataclass(frozen=True, slots=True)
class SettingsFacts:
    """What is so. `books` and `contra_chosen` are None when a service could not be asked; `trouble` says why. `new_version` None: none
    is known; `plan` is what this computer exports by itself."""

    settings: Settings
    pleo_connected: bool
    quickbooks_connected: bool
    days_left: int | None
    books: Books | None = None
    contra_chosen: bool | None = None
    trouble: Problem | None = None
    new_version: NewVersion | None = None
    plan: Plan = field(default_factory=Plan)

    @property
    def ends_soon(self) -> bool:
        """Whether the QuickBooks sign-in should be renewed."""
        return self.quickbooks_connected and self.days_left is not None and self.days_left <= SOON_DAYS


def local_facts(program: App, before: SettingsFacts | None) -> SettingsFacts:
    """What this computer knows, at once; what the services told before stands until they are asked again.

    Raises KnownError for what is wrong on this computer (settings, password store).
    """
    settings = program.settings.load()
    pleo, quickbooks = program.pleo_connected(), program.quickbooks_connected()
    books, contra = (before.books, before.contra_chosen) if before else (None, None)
    days, newer, plan = program.sign_in.days_left(), program.updates.known(), program.plans.planning().plan()
    return SettingsFacts(settings, pleo, quickbooks, days, books, contra, new_version=newer, plan=plan)


def with_services(program: App, facts: SettingsFacts, cancel: CancelToken) -> SettingsFacts:
    """The same with what both services tell now. Raises Cancelled; what a service refuses is told as trouble."""
    settings, pleo, quickbooks = facts.settings, facts.pleo_connected, facts.quickbooks_connected
    books, contra, trouble = None, None, None
    try:
        books = program.books(cancel) if quickbooks and settings.realm_id else None
    except KnownError as error:
        trouble = error.problem
        quickbooks = not isinstance(error, SignInAgainError)
    try:
        by_key = settings.door is not Door.FILE
        contra = program.contra_account_chosen(cancel) if by_key and pleo and settings.wallet_account_id else None
    except KnownError as error:
        trouble = trouble or error.problem
        pleo = not isinstance(error, SignInAgainError)
    return replace(
        facts,
        pleo_connected=pleo,
        quickbooks_connected=quickbooks,
        books=books,
        contra_chosen=contra,
        trouble=trouble,
    )
