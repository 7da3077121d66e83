"""What people name on the command line or in a file, found in the books: by number, else exact name, else QuickBooks id."""

from datetime import date
from typing import TypeVar

from pleoqb_desktop.domain.books import Account, Books, JournalCode, TaxCode
from pleoqb_desktop.domain.problems import Code, problem
from pleoqb_desktop.domain.rules import chart
from pleoqb_desktop.domain.rules.chart import Role
from pleoqb_desktop.ports.errors import WrongUsageError

_T = TypeVar("_T")


def find_account(books: Books, reference: str, role: Role) -> Account:
    """The account a person means for a role. Raises WrongUsageError as `account_named` does, and for a type that does not serve."""
    account = account_named(books, reference)
    if not chart.fits(account, role):
        raise WrongUsageError(problem(Code.ACCOUNT_TYPE, account=account.title, account_type=account.type))
    return account


def account_named(books: Books, reference: str) -> Account:
    """The account a person means: number, else exact name, else QuickBooks id; `id:35` is always the id.

    Raises WrongUsageError when there is none or several.
    """
    accounts = [account for account in books.accounts.values() if account.active]
    if reference.startswith("id:"):
        found = [a for a in accounts if a.id == reference.removeprefix("id:")]
    else:
        found = (
            [a for a in accounts if a.number == reference]
            or [a for a in accounts if reference in {a.name, a.full_name}]
            or [a for a in accounts if a.id == reference]
        )
    return _only(found, reference, "account")


def find_tax_code(books: Books, reference: str) -> TaxCode:
    """A VAT code by exact name, else id. Raises WrongUsageError."""
    codes = [code for code in books.tax_codes.values() if code.offered]
    plain = reference.removeprefix("id:")
    named = [] if reference.startswith("id:") else [code for code in codes if code.name == reference]
    return _only(named or [code for code in codes if code.id == plain], reference, "tax code")


def find_no_tax_code(books: Books, reference: str, day: date) -> TaxCode:
    """A VAT code for lines without VAT: one whose rates are all zero on a day. Raises WrongUsageError."""
    code = find_tax_code(books, reference)
    if chart.has_rate(books, code, day):
        raise WrongUsageError(problem(Code.REFERENCE_NOT_FOUND, reference=reference, kind="tax code"))
    return code


def find_journal_code(books: Books, reference: str) -> JournalCode:
    """A journal code by exact name, else id. Raises WrongUsageError."""
    codes = [code for code in books.journal_codes.values() if code.active]
    plain = reference.removeprefix("id:")
    named = [] if reference.startswith("id:") else [code for code in codes if code.name == reference]
    return _only(named or [code for code in codes if code.id == plain], reference, "journal code")


def _only(found: list[_T], reference: str, kind: str) -> _T:
    if not found:
        raise WrongUsageError(problem(Code.REFERENCE_NOT_FOUND, reference=reference, kind=kind))
    if len(found) > 1:
        raise WrongUsageError(problem(Code.REFERENCE_AMBIGUOUS, reference=reference, kind=kind, count=len(found)))
    return found[0]
