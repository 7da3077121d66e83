"""Reads what the page of categories shows, in a thread: accounts of QuickBooks, how they stand in Pleo, which are in use."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pleoqb_desktop.domain.books import Account, Books
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.reference import Kind
from pleoqb_desktop.ports.settings import Door, Settings
from pleoqb_desktop.setup.choices import names_by_number
from pleoqb_desktop.sync.category_file import seen_by_employees
from pleoqb_desktop.sync.report import SyncReport

if TYPE_CHECKING:  # loaded with the program, after the window stands
    from pleoqb_desktop.app import App


@dataclass(frozen=True, slots=True)
class CategoryReview:
    """Both sides. `report` is what a sync would change; `used`: accounts that waiting expenses name, by QuickBooks id.

    Without a key Pleo tells neither.
    """

    books: Books
    settings: Settings
    report: SyncReport
    used: frozenset[str]

    @property
    def by_number(self) -> bool:
        """Whether accounts go to Pleo by their number."""
        return names_by_number(self.settings, self.books.company)

    @property
    def accounts(self) -> list[Account]:
        """Those that people see, by number, then by name."""
        found = seen_by_employees(self.books, self.settings)
        return sorted(found, key=lambda account: (account.number or "~", account.name.casefold()))


def read_review(
    program: "App", books: Books | None, changes: Mapping[str, object], cancel: CancelToken
) -> CategoryReview:
    """`books` None: they are read; `changes` to the settings are saved first. Raises SignInAgainError, UnavailableError, Cancelled."""
    settings = program.settings.update(**changes) if changes else program.settings.load()
    books = books or program.set_up(cancel).books()
    if program.door is Door.FILE:
        return CategoryReview(books, settings, SyncReport(), frozenset())
    report = program.preview_sync(books, cancel, [Kind.ACCOUNTS], settings)
    accounts = {account.id: account.external_id for account in program.spend(cancel).accounts()}
    waiting = program.spend(cancel).queue()
    used = {accounts[one] for entry in waiting for one in entry.account_ids if one in accounts}
    return CategoryReview(books, settings, report, frozenset(used))
