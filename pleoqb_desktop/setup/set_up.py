"""The wizard's questions and answers: what is proposed, what was chosen, and the accounts made on request."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date

from pleoqb_desktop.domain.books import Account, Books, ClassTracking, Company, Dimension, JournalCode, TaxCode
from pleoqb_desktop.domain.identity import request_id
from pleoqb_desktop.domain.problems import Code, problem
from pleoqb_desktop.domain.rules import chart, periods
from pleoqb_desktop.domain.rules.chart import ConventionName, Role
from pleoqb_desktop.domain.rules.retry import RetryRule
from pleoqb_desktop.ports.errors import (
    LedgerRefusal,
    LostAnswerError,
    RefusalReason,
    SetupIncompleteError,
    UnavailableError,
    WrongUsageError,
)
from pleoqb_desktop.ports.ledger import Ledger, NewAccount
from pleoqb_desktop.ports.settings import Settings, SettingsStore
from pleoqb_desktop.setup.choices import ACCOUNT_MEMBERS
from pleoqb_desktop.setup.gone import gone_choices
from pleoqb_desktop.setup.references import find_account, find_journal_code, find_no_tax_code

MAX_DIMENSIONS = 5  # TAG-04
_NUMBER_TRIES = 20
_RETRY = RetryRule(attempts=3)
_DUPLICATE = frozenset(
    {RefusalReason.NAME_TAKEN, RefusalReason.BUSINESS_RULE}
)  # for a taken number the code is UNVERIFIED (quickbooks.md 7): both are tried


@dataclass(frozen=True, slots=True)
class Answers:
    """The owner's answers. None: what the wizard proposes (or, once set up, what was chosen before).

    Accounts and codes are references as people write them: number, else exact name, else QuickBooks id; `id:35` is always
    the id (design.md 7). `create_…` makes the account.
    """

    accounts: dict[Role, str] | None = None
    create_wallet: bool = False
    create_pocket: bool = False
    pocket_used: bool | None = None
    dimensions: tuple[Dimension, ...] | None = None
    start_date: date | None = None
    closed_periods: periods.ClosedPeriods | None = None
    single_vendor: bool | None = None
    no_tax_code: str | None = None
    journal_code: str | None = None
    time_zone: str | None = None
    convention: ConventionName | None = None
    use_account_numbers: bool | None = None


@dataclass(frozen=True, slots=True)
class Proposals:
    """What the wizard fills in: accounts by role (None: nothing suggests itself), and accounts it would make by `rules`.

    `pocket_found`: nobody has said that Pocket is used, its expenses wait. `gone`: what was chosen and is no longer offered
    (setup.gone); nothing is proposed in its place.
    """

    rules: chart.Convention
    accounts: dict[Role, Account | None]
    new_wallet: NewAccount
    new_pocket: NewAccount
    no_tax_code: TaxCode | None
    journal_code: JournalCode | None
    time_zone: str | None
    dimensions: tuple[Dimension, ...]
    pocket_used: bool
    pocket_found: bool
    gone: Mapping[str, str]


class SetUp:
    """Proposes and applies. Holds nothing but its ports."""

    def __init__(
        self,
        ledger: Ledger,
        settings: SettingsStore,
        pocket_waits: Callable[[], bool],
        computer_zone: Callable[[], str | None],
        today: Callable[[], date],
    ) -> None:
        """`pocket_waits` tells whether Pocket expenses wait in Pleo; `computer_zone` this computer's IANA zone.

        `today` is the company's day: what a VAT code's rates are on it counts.
        """
        self._ledger = ledger
        self._settings = settings
        self._pocket_waits = pocket_waits
        self._computer_zone = computer_zone
        self._today = today

    def books(self) -> Books:
        """The books with every dimension the company uses, read now."""
        company = self._ledger.company()
        return self._ledger.books(available_dimensions(company))

    def propose(self, books: Books, convention: ConventionName | None = None) -> Proposals:
        """What fits this company; earlier choices that still stand come first. `convention` None: as chosen before."""
        settings = self._settings.load()
        gone = gone_choices(settings, books, self._today())
        accounts = {
            role: None if member in gone else self._standing(books, settings, role) or chart.proposal(books, role)
            for role, member in ACCOUNT_MEMBERS.items()
        }
        rules = chart.convention_of(books.company, convention or settings.convention)
        numbers = chart.numbers_accounts(books.company, rules)
        code = books.journal_codes.get(settings.journal_code_id or "") or chart.proposed_journal_code(books)
        code = None if "journal_code_id" in gone else code
        wallet = self._new_account(rules.wallet, rules, books, code, numbers=numbers)
        taken = {*books.accounts.values(), Account("new", wallet.name, wallet.type, number=wallet.number)}
        pocket = self._new_account(rules.pocket, rules, books, code, numbers=numbers, accounts=taken)
        pocket_used = settings.pocket_used if settings.pocket_used is not None else self._pocket_waits()
        return Proposals(
            rules=rules,
            accounts=accounts,
            new_wallet=wallet,
            new_pocket=pocket,
            no_tax_code=None if "no_tax_code_id" in gone else self._no_tax_code(books, settings),
            journal_code=code,
            time_zone=None if "time_zone" in gone else settings.time_zone or self._zone_of(books.company),
            dimensions=settings.dimensions if settings.dimensions is not None else available_dimensions(books.company),
            pocket_used=pocket_used,
            pocket_found=pocket_used and settings.pocket_used is None,
            gone=gone,
        )

    def _no_tax_code(self, books: Books, settings: Settings) -> TaxCode | None:
        chosen = books.tax_codes.get(settings.no_tax_code_id or "")
        return chosen or chart.proposed_no_tax_code(books, self._today())

    def _zone_of(self, company: Company) -> str | None:
        """The country's, else this computer's; what it tells may be no zone at all."""
        computer = self._computer_zone()
        return periods.zone_of_country(company.country) or (
            computer if computer and periods.is_zone(computer) else None
        )

    def _standing(self, books: Books, settings: Settings, role: Role) -> Account | None:
        account = books.accounts.get(getattr(settings, ACCOUNT_MEMBERS[role]) or "")
        return account if account and chart.fits(account, role) else None

    def _new_account(
        self,
        plan: chart.AccountPlan,
        rules: chart.Convention,
        books: Books,
        code: JournalCode | None,
        *,
        numbers: bool,
        accounts: Iterable[Account] | None = None,
    ) -> NewAccount:
        known = list(accounts if accounts is not None else books.accounts.values())
        return NewAccount(
            plan.name,
            plan.type,
            plan.sub_type,
            chart.next_number(plan, known, rules.number_length) if numbers else None,
            books.company.home_currency if books.company.multi_currency else None,
            code.id if rules.journal_codes and code else None,
        )

    # -- applying --------------------------------------------------------------------------------

    def apply(
        self, answers: Answers, books: Books, *, with_dimensions: bool = True
    ) -> tuple[Settings, tuple[NewAccount, ...]]:
        """Checks all answers, then makes the accounts asked for, then saves; returns the settings and what was made.

        `with_dimensions` False leaves the dimensions undecided: the wizard asks for them on a page of their own.

        Raises WrongUsageError for a reference that fits nothing or several, SetupIncompleteError for what cannot be decided, and
        what the ledger raises. Nothing is made or saved before every answer is checked.
        """
        proposals = self.propose(books, answers.convention)
        changes = self._choices(answers, proposals, books)
        if not with_dimensions:
            del changes["dimensions"]
        code = changes["journal_code_id"]
        journal_code = code if isinstance(code, str) else None
        made: list[NewAccount] = []
        plans = [
            (Role.WALLET, answers.create_wallet, proposals.new_wallet),
            (Role.POCKET, answers.create_pocket, proposals.new_pocket),
        ]
        for role, asked, plan in plans:
            if not self._must_make(role, changes, proposals, asked=asked):
                continue
            planned = replace(plan, journal_code_id=journal_code if plan.journal_code_id else None)
            account_id, new = self._make(planned, books, role)
            changes[ACCOUNT_MEMBERS[role]] = account_id
            made.extend([planned] if new else [])
            self._settings.update(**{ACCOUNT_MEMBERS[role]: account_id})
        settings = self._settings.update(**changes)
        return settings, tuple(made)

    def choose_dimensions(self, dimensions: tuple[Dimension, ...], company: Company) -> Settings:
        """Saves the dimensions alone. Raises WrongUsageError for one that the company does not use."""
        return self._settings.update(dimensions=checked_dimensions(dimensions, company))

    def _must_make(self, role: Role, changes: dict[str, object], proposals: Proposals, *, asked: bool) -> bool:
        if role is Role.POCKET and not changes["pocket_used"]:
            return False
        member = ACCOUNT_MEMBERS[role]
        return asked or (changes[member] is None and member not in proposals.gone)

    def _choices(self, answers: Answers, proposals: Proposals, books: Books) -> dict[str, object]:
        named = answers.accounts or {}
        changes: dict[str, object] = {}
        for role in Role:
            chosen = find_account(books, named[role], role) if role in named else proposals.accounts[role]
            changes[ACCOUNT_MEMBERS[role]] = chosen.id if chosen else None
        settings = self._settings.load()
        if answers.create_wallet and not self._standing(books, settings, Role.WALLET):
            changes["wallet_account_id"] = None
        if answers.create_pocket and not self._standing(books, settings, Role.POCKET):
            changes["pocket_account_id"] = None
        pocket_used = answers.pocket_used
        if pocket_used is None:
            pocket_used = answers.create_pocket or Role.POCKET in named or proposals.pocket_used
        changes["pocket_used"] = pocket_used
        if not pocket_used:
            changes["pocket_account_id"] = None
        changes["dimensions"] = self._dimensions(answers, proposals, books.company)
        changes["start_date"] = answers.start_date or settings.start_date
        changes["closed_periods"] = answers.closed_periods or settings.closed_periods
        changes["single_vendor"] = settings.single_vendor if answers.single_vendor is None else answers.single_vendor
        tax_code = (
            find_no_tax_code(books, answers.no_tax_code, self._today())
            if answers.no_tax_code
            else proposals.no_tax_code
        )
        changes["no_tax_code_id"] = tax_code.id if tax_code else None
        changes["journal_code_id"] = self._journal_code(answers, proposals, books)
        changes["time_zone"] = _zone(answers.time_zone or proposals.time_zone)
        # While nobody chose, both go on following the company: its country, and whether it numbers its accounts.
        if answers.convention:
            changes["convention"] = answers.convention
        if answers.use_account_numbers is not None:
            changes["use_account_numbers"] = answers.use_account_numbers
        return changes

    def _dimensions(self, answers: Answers, proposals: Proposals, company: Company) -> tuple[Dimension, ...]:
        if answers.dimensions is not None:
            return checked_dimensions(answers.dimensions, company)
        usable = available_dimensions(company)
        return tuple(one for one in proposals.dimensions if one in usable)  # TAG-10: one switched off deselects itself

    def _journal_code(self, answers: Answers, proposals: Proposals, books: Books) -> str | None:
        """Asked for where the convention has journals. Under another one the proposal stands: books of the French edition want one
        in every journal entry whatever its accounts are called (quickbooks.md 14)."""
        asks = proposals.rules.journal_codes
        if asks and answers.journal_code:
            return find_journal_code(books, answers.journal_code).id
        if proposals.journal_code:
            return proposals.journal_code.id
        if asks and books.company.french_edition:
            raise SetupIncompleteError(problem(Code.JOURNAL_CODE_MISSING))
        return None

    def _make(self, account: NewAccount, books: Books, role: Role) -> tuple[str, bool]:
        """The id of the account, and whether it was made now; one of the same name that serves is taken instead."""
        standing = [a for a in books.accounts.values() if a.name.casefold() == account.name.casefold()]
        if standing:
            usable = next((a for a in standing if chart.fits(a, role)), None)
            if usable is None:
                raise WrongUsageError(problem(Code.NAME_TAKEN, name=account.name, account=standing[0].title))
            return usable.id, False
        numbers = _numbers_from(account, books)
        for number in numbers:
            planned = NewAccount(
                account.name, account.type, account.sub_type, number, account.currency, account.journal_code_id
            )
            try:
                return self._create(planned), True
            except LedgerRefusal as refusal:
                if not (refusal.reasons & _DUPLICATE) or number is None:
                    raise self._refused(account, refusal) from refusal
        raise WrongUsageError(problem(Code.NUMBERS_EXHAUSTED, name=account.name))

    def _create(self, account: NewAccount) -> str:
        """Makes it once: after a lost answer it is looked for by name, then asked for again under the same request id."""
        identity = request_id("account", self._settings.load().realm_id or "", account.name, account.number or "")
        for _ in _RETRY.tries():
            with suppress(LostAnswerError):
                return self._ledger.create_account(account, identity)
            found = next((a for a in self._ledger.books(()).accounts.values() if a.name == account.name), None)
            if found:
                return found.id
        raise UnavailableError(problem(Code.QUICKBOOKS_UNREACHABLE))

    def _refused(self, account: NewAccount, refusal: LedgerRefusal) -> WrongUsageError:
        told = {RefusalReason.NAME_TAKEN: Code.NAME_TAKEN}
        return WrongUsageError(
            refusal.told_as(told, Code.REFUSED_BY_QUICKBOOKS, name=account.name, account=account.name)
        )


def available_dimensions(company: Company) -> tuple[Dimension, ...]:
    """Dimensions the company uses and its plan has (UX-08, TAG-05)."""
    if not company.has_classes:
        return ()
    found = {
        Dimension.CLASSES: company.class_tracking is not ClassTracking.OFF,
        Dimension.PROJECTS: company.projects_enabled,
        Dimension.LOCATIONS: company.track_locations,
    }
    return tuple(which for which, used in found.items() if used)


def checked_dimensions(dimensions: tuple[Dimension, ...], company: Company) -> tuple[Dimension, ...]:
    """Each dimension once. Raises WrongUsageError for too many, or one that the company does not use (TAG-04, TAG-05)."""
    chosen = tuple(dict.fromkeys(dimensions))
    if len(chosen) > MAX_DIMENSIONS:
        raise WrongUsageError(problem(Code.TOO_MANY_DIMENSIONS, most=MAX_DIMENSIONS))
    usable = available_dimensions(company)
    for one in chosen:
        if one not in usable:
            raise WrongUsageError(problem(Code.DIMENSION_UNAVAILABLE, dimension=one.value, plan=company.plan or "-"))
    return chosen


def _numbers_from(account: NewAccount, books: Books) -> list[str | None]:
    """The planned number and those after it, for the case that QuickBooks knows one that it does not show."""
    if account.number is None:
        return [None]
    taken = {a.number for a in books.accounts.values()}
    first = int(account.number)
    return [str(n) for n in range(first, first + _NUMBER_TRIES) if n == first or str(n) not in taken]


def _zone(name: str | None) -> str:
    if not name:
        raise SetupIncompleteError(problem(Code.TIME_ZONE_MISSING))
    if not periods.is_zone(name):
        raise WrongUsageError(problem(Code.TIME_ZONE_UNKNOWN, zone=name))
    return name
