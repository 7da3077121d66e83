"""Chart conventions: what the Pleo accounts are called, typed and numbered in each country, and which accounts fit a role."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pleoqb_desktop.domain.books import Account, AccountType, Books, Company, JournalCode, TaxCode, fold


class Role(StrEnum):
    """Accounts the owner chooses."""

    WALLET = "wallet"
    POCKET = "pocket"
    FUNDING = "funding"
    FEES = "fees"
    CASH = "cash"
    EMPLOYEES = "employees"
    EXTERNAL_REIMBURSEMENT = "external_reimbursement"


class ConventionName(StrEnum):
    """The countries whose way of naming accounts can be chosen, and the way of all others."""

    FRANCE = "FR"
    UNITED_KINGDOM = "GB"
    IRELAND = "IE"
    CANADA = "CA"
    AUSTRALIA = "AU"
    UNITED_STATES = "US"
    INTERNATIONAL = "INTL"


@dataclass(frozen=True, slots=True)
class AccountPlan:
    """An account to be made: its type, name, and the first number to try (None: numbers as the company's)."""

    name: str
    sub_type: str
    first_number: str | None = None
    type: str = AccountType.BANK


@dataclass(frozen=True, slots=True)
class Convention:
    """How one country names and numbers the Pleo accounts (design.md 3, Accounts made at set-up).

    `number_length` is the longest AcctNum there (quickbooks.md 7). `numbered`: accounts have numbers whether or not the
    company shows them. `journal_codes`: a new bank account names its journal.
    """

    name: ConventionName
    wallet: AccountPlan
    pocket: AccountPlan
    number_length: int
    numbered: bool = False
    journal_codes: bool = False


_FRENCH = (
    AccountPlan("Banque Pleo", "CashOnHand", "512100"),
    AccountPlan("Banque Pleo Pocket", "CashOnHand", "512100"),
)
_BRITISH = (AccountPlan("Pleo Bank", "Checking"), AccountPlan("Pleo Pocket", "CashOnHand"))
_PLAIN = (AccountPlan("Pleo", "Checking"), AccountPlan("Pleo Pocket", "CashOnHand"))
_CONVENTIONS = {
    one.name: one
    for one in (
        Convention(ConventionName.FRANCE, *_FRENCH, 20, numbered=True, journal_codes=True),
        Convention(ConventionName.UNITED_KINGDOM, *_BRITISH, 7),
        Convention(ConventionName.IRELAND, *_BRITISH, 7),
        Convention(ConventionName.CANADA, *_PLAIN, 20),
        Convention(ConventionName.AUSTRALIA, *_PLAIN, 20),
        Convention(ConventionName.UNITED_STATES, *_PLAIN, 7),
        Convention(ConventionName.INTERNATIONAL, *_PLAIN, 7),
    )
}


def convention(name: ConventionName) -> Convention:
    """The convention of this name."""
    return _CONVENTIONS[name]


def convention_of(company: Company, chosen: ConventionName | None) -> Convention:
    """The convention that was chosen, else that of the company's country, else the international one."""
    if chosen is None:
        known = company.country in list(ConventionName)
        chosen = ConventionName(company.country) if known else ConventionName.INTERNATIONAL
    return convention(chosen)


def next_number(plan: AccountPlan, accounts: Iterable[Account], length: int) -> str | None:
    """The next free account number: from the plan's first one, else after the bank accounts'; None when there is none left.

    Inactive accounts keep their numbers. A French number stays between 512100 and 512999, in the banks' category.
    """
    accounts = list(accounts)
    taken = {account.number for account in accounts if account.number}
    start = plan.first_number or _after_banks(accounts)
    if start is None or len(start) > length:
        return None
    first = int(start)
    last = first + 900 if plan.first_number else 10 ** len(start)
    return next((str(number) for number in range(first, last) if str(number) not in taken), None)


def _after_banks(accounts: Iterable[Account]) -> str | None:
    numbers = [a.number for a in accounts if a.type == AccountType.BANK and a.number and a.number.isdigit()]
    return str(int(max(numbers, key=int)) + 1) if numbers else None


# -- which accounts fit ----------------------------------------------------------------------------------------------------

_TYPES: dict[Role, frozenset[str]] = {
    Role.WALLET: frozenset({AccountType.BANK, AccountType.CREDIT_CARD}),
    Role.POCKET: frozenset(
        {
            AccountType.BANK,
            AccountType.CREDIT_CARD,
            AccountType.OTHER_CURRENT_LIABILITY,
            AccountType.OTHER_CURRENT_ASSET,
        }
    ),
    Role.FUNDING: frozenset({AccountType.BANK, AccountType.CREDIT_CARD, AccountType.OTHER_CURRENT_ASSET}),
    Role.FEES: frozenset({AccountType.EXPENSE, AccountType.OTHER_EXPENSE, AccountType.COST_OF_GOODS_SOLD}),
    Role.CASH: frozenset({AccountType.BANK, AccountType.OTHER_CURRENT_ASSET, AccountType.OTHER_CURRENT_LIABILITY}),
    Role.EMPLOYEES: frozenset({AccountType.OTHER_CURRENT_ASSET, AccountType.OTHER_CURRENT_LIABILITY, AccountType.BANK}),
    Role.EXTERNAL_REIMBURSEMENT: frozenset(
        {
            AccountType.BANK,
            AccountType.CREDIT_CARD,
            AccountType.OTHER_CURRENT_ASSET,
            AccountType.OTHER_CURRENT_LIABILITY,
        }
    ),
}


def fits(account: Account, role: Role) -> bool:
    """Whether an account's type serves for a role (quickbooks.md 12.1, 14)."""
    return account.active and account.type in _TYPES[role]


def suitable(books: Books, role: Role) -> list[Account]:
    """Accounts that serve for a role, by number and name."""
    found = [account for account in books.accounts.values() if fits(account, role)]
    return sorted(found, key=lambda account: (account.number or "~", fold(account.name)))


def proposal(books: Books, role: Role) -> Account | None:
    """The existing account that most likely plays a role, None when nothing suggests itself; never one made for it."""
    candidates = suitable(books, role)
    match role:
        case Role.WALLET:
            return _first(candidates, lambda a: _is_pleo(a) and not _is_pocket(a))
        case Role.POCKET:
            return _first(candidates, lambda a: _is_pleo(a) and _is_pocket(a))
        case Role.FUNDING | Role.EXTERNAL_REIMBURSEMENT:
            return _first(candidates, lambda a: _is_bank(books, a) and a.sub_type == "Checking") or _first(
                candidates, lambda a: _is_bank(books, a)
            )
        case Role.FEES:
            return _first(candidates, lambda a: _numbered(a, "627")) or _first(
                candidates, lambda a: a.sub_type == "BankCharges" or bool(_FEE_WORDS.search(fold(a.name)))
            )
        case Role.CASH:
            return _first(candidates, lambda a: _numbered(a, "53")) or _first(
                candidates, lambda a: not _is_pleo(a) and bool(_CASH_WORDS.search(fold(a.name)))
            )
        case Role.EMPLOYEES:
            return _first(candidates, lambda a: _numbered(a, "425")) or _first(
                candidates, lambda a: a.sub_type == "EmployeeCashAdvances" or bool(_EMPLOYEE_WORDS.search(fold(a.name)))
            )


_FEE_WORDS = re.compile(r"bank (charges|fees)|frais bancaires|services bancaires")
_CASH_WORDS = re.compile(r"petty cash|\bcash on hand\b|petite caisse|\bcaisse\b")
_EMPLOYEE_WORDS = re.compile(
    r"(employee|staff).*(advance|expense)|avances?.*(personnel|employes|salaries)|personnel.*avances?"
)


def _first(accounts: Iterable[Account], accept: Callable[[Account], bool]) -> Account | None:
    return next((account for account in accounts if accept(account)), None)


def _is_pleo(account: Account) -> bool:
    return "pleo" in fold(account.name).split()


def _is_pocket(account: Account) -> bool:
    return "pocket" in fold(account.name).split()


def _is_bank(books: Books, account: Account) -> bool:
    """A bank account of the company's own: not Pleo's, not the till, in home currency."""
    home = books.currency_of(account) == books.company.home_currency
    till = bool(_CASH_WORDS.search(fold(account.name))) or _numbered(account, "53")
    return account.type == AccountType.BANK and home and not _is_pleo(account) and not till


def _numbered(account: Account, prefix: str) -> bool:
    return bool(account.number and account.number.startswith(prefix))


def proposed_no_tax_code(books: Books, day: date) -> TaxCode | None:
    """The code for lines without VAT: one of rate zero on a day, by its name; None where VAT is not used or no code fits."""
    if not books.company.taxes_purchases:
        return None
    zero = [code for code in books.tax_codes.values() if code.offered and not has_rate(books, code, day)]
    for words in (_OUTSIDE_VAT, _EXEMPT):
        if found := next((code for code in zero if words.search(fold(f"{code.name} {code.description or ''}"))), None):
            return found
    return zero[0] if zero else None


_OUTSIDE_VAT = re.compile(
    r"\bno (vat|tax|gst)\b|out of scope|\bhors\b|sans (tva|taxe)|outside|not reportable|bas excluded"
)
_EXEMPT = re.compile(r"exempt|exoner")


def has_rate(books: Books, code: TaxCode, day: date) -> bool:
    """Whether any rate of the code is not zero on a day."""
    return any(percent for _, percent, _ in books.effective_rates(code, day))


def proposed_journal_code(books: Books) -> JournalCode | None:
    """The bank's journal code, else one for everything else (quickbooks.md 8); None where the books keep no journals."""
    for kind in ("Bank", "Others"):
        if found := next((code for code in books.journal_codes.values() if code.active and code.type == kind), None):
            return found
    return None


def numbers_accounts(company: Company, rules: Convention) -> bool:
    """Whether an account that is made gets a number: always in the French chart, else where the company uses them (design.md 3)."""
    return rules.numbered or company.uses_account_numbers


def names_by_number(company: Company, rules: Convention, chosen: bool | None) -> bool:  # noqa: FBT001 - a setting's three states
    """Whether accounts go to Pleo by their number: as chosen, else as accounts are numbered here (design.md 1)."""
    return numbers_accounts(company, rules) if chosen is None else chosen
