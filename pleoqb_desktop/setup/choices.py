"""Every member of the settings, declared once: what the owner decides and where it is asked, and what the program notes itself.

Type and default stand in `Settings`. Command line, answers, readiness and pages read this table; nothing here asks or saves.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from datetime import date
from enum import StrEnum
from typing import Any

from pleoqb_desktop.domain.books import Company, Dimension
from pleoqb_desktop.domain.rules import chart
from pleoqb_desktop.domain.rules.chart import ConventionName, Role
from pleoqb_desktop.domain.rules.periods import ClosedPeriods
from pleoqb_desktop.ports.settings import Settings
from pleoqb_desktop.setup.flow import Step
from pleoqb_desktop.setup.sections import Section


class Side(StrEnum):
    """Whose company a member is about; it is forgotten when another company takes that place."""

    PLEO = "pleo"
    QUICKBOOKS = "quickbooks"


@dataclass(frozen=True, slots=True)
class Option:
    """An option of the command `setup` (design.md 7).

    `answer` is the member of setup.set_up.Answers that it fills; for an account's reference, its place in `accounts`. The option
    takes one of the words of `values`, else any text (`metavar`) that `read` makes a value of (ValueError where it cannot);
    without either it is a flag that stands for `constant`.
    """

    flag: str
    help: str
    answer: str
    metavar: str | None = None
    read: Callable[[str], object] = str
    values: Mapping[str, object] = field(default_factory=dict)
    constant: object = None
    repeatable: bool = False

    @property
    def name(self) -> str:
        """As the parser names it."""
        return self.flag.removeprefix("--").replace("-", "_")

    def value(self, said: Any) -> Any:
        """What an answer holds for what was said."""
        if self.repeatable:
            return tuple(self.values[one] for one in said)
        return self.values[said] if self.values else said


@dataclass(frozen=True, slots=True)
class OwnerChoice:
    """Something that the owner decides.

    `role`: it is an account. `step` asks for it in the wizard, `section` shows it in the settings. Options of one `group` exclude
    each other; "" are those of this choice alone. `json` names it in `setup --json`. `missing` names it in `status` while
    `lacks` is true. `affects_export`: what an export would do is another thing after it changed. `effective` is what holds
    for a company while nothing is chosen; by default what the settings say.
    """

    member: str
    role: Role | None = None
    options: tuple[Option, ...] = ()
    group: str = ""
    step: Step | None = None
    section: Section | None = None
    json: str | None = None
    missing: str | None = None
    lacks: Callable[[Settings], bool] | None = None
    side: Side | None = Side.QUICKBOOKS
    affects_export: bool = False
    effective: Callable[[Settings, Company], object] | None = None

    def value(self, settings: Settings, company: Company) -> Any:
        """What holds now."""
        return self.effective(settings, company) if self.effective else getattr(settings, self.member)

    def in_words(self, settings: Settings, company: Company) -> str | list[str] | None:
        """What holds now, in the words of the command line; None where nothing is chosen."""
        value = self.value(settings, company)
        return [self._word(one) for one in value] if isinstance(value, tuple) else self._word(value)

    def _word(self, value: Any) -> Any:
        if isinstance(value, date):
            return value.isoformat()
        meant = (pair for option in self.options for pair in option.values.items())
        return next((word for word, one in meant if one == value), value)


# -- what holds while nothing is chosen ------------------------------------------------------------------------------------


def chart_convention(settings: Settings, company: Company) -> chart.Convention:
    """How the company's Pleo accounts are named and numbered."""
    return chart.convention_of(company, settings.convention)


def names_by_number(settings: Settings, company: Company) -> bool:
    """Whether accounts go to Pleo by their number, else by name."""
    return chart.names_by_number(company, chart_convention(settings, company), settings.use_account_numbers)


# -- the declaration -------------------------------------------------------------------------------------------------------


def _reference(flag: str, words: str, answer: str) -> Option:
    return Option(flag, words, answer, metavar="REF")


def _flag(flag: str, words: str, answer: str, constant: object) -> Option:
    return Option(flag, words, answer, constant=constant)


def _words(flag: str, words: str, answer: str, values: Mapping[str, object]) -> Option:
    return Option(flag, words, answer, values=values)


def _account(role: Role, *more: Option, group: str = "", missing: str | None = None) -> OwnerChoice:
    member = f"{role.value}_account_id"
    flag = f"--{role.value.replace('_', '-')}-account"
    return OwnerChoice(
        member,
        role,
        (_reference(flag, "account", "accounts"), *more),
        group,
        Step.CHOOSE_ACCOUNT,
        Section.ACCOUNTS,
        missing=missing,
        lacks=_LACKS.get(role),
    )


_LACKS: Mapping[Role, Callable[[Settings], bool]] = {
    Role.WALLET: lambda settings: settings.wallet_account_id is None,
    Role.POCKET: lambda settings: (
        settings.pocket_used is None or (settings.pocket_used and settings.pocket_account_id is None)
    ),
}

CHOICES: tuple[OwnerChoice, ...] = (
    OwnerChoice("door", step=Step.CONNECT_PLEO, section=Section.CONNECTIONS, side=None, affects_export=True),
    OwnerChoice("pleo_key_ends", step=Step.CONNECT_PLEO, side=Side.PLEO),
    OwnerChoice("account_plan", step=Step.PLEO_ACCOUNT),
    _account(
        Role.WALLET,
        _flag("--create-wallet-account", "create", "create_wallet", constant=True),
        missing="wallet_account",
    ),
    _account(
        Role.POCKET,
        _flag("--create-pocket-account", "create", "create_pocket", constant=True),
        group="pocket",
        missing="pocket_account",
    ),
    OwnerChoice(
        "pocket_used",
        options=(_flag("--no-pocket", "no_pocket", "pocket_used", constant=False),),
        group="pocket",
        step=Step.CHOOSE_ACCOUNT,
        section=Section.ACCOUNTS,
    ),
    _account(Role.FUNDING),
    _account(Role.FEES),
    _account(Role.CASH),
    _account(Role.EMPLOYEES),
    _account(Role.EXTERNAL_REIMBURSEMENT),
    OwnerChoice(
        "no_tax_code_id",
        options=(_reference("--no-tax-code", "no_tax_code", "no_tax_code"),),
        step=Step.CHOOSE_ACCOUNT,
        section=Section.ACCOUNTS,
        json="no_tax_code",
    ),
    OwnerChoice(
        "journal_code_id",
        options=(_reference("--journal-code", "journal_code", "journal_code"),),
        step=Step.CHOOSE_ACCOUNT,
        section=Section.ACCOUNTS,
        json="journal_code",
    ),
    OwnerChoice(
        "time_zone",
        options=(Option("--time-zone", "time_zone", "time_zone", metavar="ZONE"),),
        step=Step.CHOOSE_ACCOUNT,
        section=Section.ACCOUNTS,
        json="time_zone",
        missing="time_zone",
        lacks=lambda settings: settings.time_zone is None,
        side=None,
    ),
    OwnerChoice(
        "convention",
        options=(_words("--convention", "convention", "convention", {one.value: one for one in ConventionName}),),
        step=Step.CHOOSE_ACCOUNT,
        section=Section.ACCOUNTS,
        json="convention",
        effective=lambda settings, company: chart_convention(settings, company).name,
    ),
    OwnerChoice(
        "use_account_numbers",
        options=(_words("--categories", "categories", "use_account_numbers", {"numbers": True, "names": False}),),
        step=Step.CATEGORIES,
        section=Section.ACCOUNTS,
        json="categories",
        effective=names_by_number,
    ),
    OwnerChoice("account_types", step=Step.CATEGORIES, side=None),
    OwnerChoice("friendly_names", step=Step.CATEGORIES),
    OwnerChoice(
        "dimensions",
        options=(
            Option(
                "--dimension", "dimension", "dimensions", values={one.value: one for one in Dimension}, repeatable=True
            ),
            _flag("--no-dimensions", "no_dimensions", "dimensions", constant=()),
        ),
        step=Step.TAGS,
        section=Section.TAGS,
        json="dimensions",
        missing="dimensions",
        lacks=lambda settings: settings.dimensions is None,
        effective=lambda settings, _: settings.dimensions or (),
    ),
    OwnerChoice(
        "start_date",
        options=(Option("--from", "start_date", "start_date", metavar="DATE", read=date.fromisoformat),),
        step=Step.READY,
        section=Section.POSTING,
        json="from",
        affects_export=True,
    ),
    OwnerChoice(
        "closed_periods",
        options=(
            _words("--closed-period", "closed_period", "closed_periods", {one.value: one for one in ClosedPeriods}),
        ),
        section=Section.POSTING,
        json="closed_period",
        side=None,
        affects_export=True,
    ),
    OwnerChoice(
        "single_vendor",
        options=(_words("--vendors", "vendors", "single_vendor", {"create": False, "single": True}),),
        section=Section.POSTING,
        json="vendors",
        side=None,
        affects_export=True,
    ),
    OwnerChoice("watched_folder", section=Section.CONNECTIONS, side=None, affects_export=True),
    OwnerChoice("intuit_client_id", step=Step.CONNECT_QUICKBOOKS, side=None),
    OwnerChoice("language", step=Step.WELCOME, section=Section.APPEARANCE, side=None),
    OwnerChoice("appearance", section=Section.APPEARANCE, side=None),
    OwnerChoice("update_notice", section=Section.PROGRAM, side=None),
    OwnerChoice("tray", section=Section.PROGRAM, side=None),
)
"""In the order of the wizard, then of the settings. What only the window asks for has no option; `--language` is the whole program's."""

NOTED: Mapping[str, Side | None] = {
    "pleo_company_id": Side.PLEO,
    "pleo_company_name": Side.PLEO,
    "pleo_activated": Side.PLEO,
    "pleo_told_ended": Side.PLEO,
    "written_accounts": Side.PLEO,
    "contra_account_id": Side.PLEO,
    "realm_id": Side.QUICKBOOKS,
    "company_name": Side.QUICKBOOKS,
    "country": Side.QUICKBOOKS,
    "home_currency": Side.QUICKBOOKS,
    "last_sync": Side.QUICKBOOKS,
    "synced": Side.QUICKBOOKS,
    # Exceptions to the types of account offered, for a settings file that is written by hand; no page asks for them.
    "accounts_in": Side.QUICKBOOKS,
    "accounts_out": Side.QUICKBOOKS,
    "wizard_done": None,
    "tray_told": None,
}
"""Members that nobody is asked for: what the services told, and what the program has done."""

ACCOUNT_MEMBERS: Mapping[Role, str] = {choice.role: choice.member for choice in CHOICES if choice.role}
"""Where each account is kept."""


def choice_of(member: str) -> OwnerChoice:
    """The declaration of a member. Raises KeyError when nobody decides it."""
    return _BY_MEMBER[member]


_BY_MEMBER = {choice.member: choice for choice in CHOICES}


def chosen_accounts(settings: Settings) -> dict[Role, str]:
    """The QuickBooks ids of the accounts that are chosen, by role."""
    ids = {role: getattr(settings, member) for role, member in ACCOUNT_MEMBERS.items()}
    return {role: found for role, found in ids.items() if found}


def forgotten_with(side: Side) -> dict[str, object]:
    """The members that are about a company of this side, as they are before it was known."""
    about = {choice.member: choice.side for choice in CHOICES} | dict(NOTED)
    blank = Settings()
    return {one.name: getattr(blank, one.name) for one in fields(Settings) if about[one.name] is side}
