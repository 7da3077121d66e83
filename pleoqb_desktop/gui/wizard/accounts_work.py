"""What the page of accounts has done in a thread: reads accounts with what is proposed, makes what is chosen, tells Pleo."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pleoqb_desktop.domain.books import Books
from pleoqb_desktop.domain.problems import Problem
from pleoqb_desktop.domain.rules.chart import ConventionName
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.ledger import NewAccount
from pleoqb_desktop.ports.settings import Door
from pleoqb_desktop.setup.set_up import Answers, Proposals

if TYPE_CHECKING:  # loaded with the program, after the window stands
    from pleoqb_desktop.app import App


@dataclass(frozen=True, slots=True)
class FoundAccounts:
    """The books, and what is proposed for them."""

    books: Books
    proposals: Proposals


@dataclass(frozen=True, slots=True)
class AppliedAccounts:
    """What was made; the books after it; what Pleo refused."""

    made: tuple[NewAccount, ...]
    problems: tuple[Problem, ...]
    books: Books


def find_accounts(program: "App", convention: ConventionName | None, cancel: CancelToken) -> FoundAccounts:
    """`convention` None: the country's. Raises SignInAgainError, UnavailableError, Cancelled."""
    set_up = program.set_up(cancel)
    books = set_up.books()
    return FoundAccounts(books, set_up.propose(books, convention))


def apply_accounts(program: "App", answers: Answers, books: Books, cancel: CancelToken) -> AppliedAccounts:
    """Makes what is asked for, saves, and with a key writes the bank accounts to Pleo. Raises KnownError, Cancelled."""
    _, made = program.set_up(cancel).apply(answers, books, with_dimensions=False)
    by_file = program.door is Door.FILE  # nobody but a person writes into Pleo
    problems = () if by_file else tuple(program.reference_sync(cancel).write_bank_accounts().problems)
    now = program.set_up(cancel).books() if made else books
    return AppliedAccounts(made, problems, now)
