"""The owner's choices and the facts of the two connections; no secrets ever stand here."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Protocol

from pleoqb_desktop.domain.books import EXPENSE_TYPES, Dimension
from pleoqb_desktop.domain.rules.chart import ConventionName
from pleoqb_desktop.domain.rules.periods import ClosedPeriods

DEFAULT_ACCOUNT_TYPES: tuple[str, ...] = tuple(sorted(EXPENSE_TYPES))


class Door(StrEnum):
    """How expenses come out of Pleo (design.md 10)."""

    KEY = "key"
    FILE = "file"


class Appearance(StrEnum):
    """Light or dark, or as the system says; a word of another version counts as the system's."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"

    @classmethod
    def _missing_(cls, value: object) -> "Appearance":  # noqa: ARG003 - as Enum calls it
        return cls.SYSTEM


class AccountWay(StrEnum):
    """How the Pleo account comes into QuickBooks (design.md 8, page 2); a word of another version counts as MAKE."""

    MAKE = "make"
    BY_HAND = "by_hand"
    EXISTS = "exists"

    @classmethod
    def _missing_(cls, value: object) -> "AccountWay":  # noqa: ARG003 - as Enum calls it
        return cls.MAKE


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything a profile remembers. Who decides each member and where it is asked is declared in setup.choices.

    Accounts and codes are QuickBooks ids; None means not chosen, where nothing else is said.
    """

    language: str | None = None
    appearance: Appearance = Appearance.SYSTEM
    update_notice: bool = False
    """Whether newer versions are told of."""
    tray: bool = False
    """Whether the program stays beside the clock when its window is closed."""
    tray_told: bool = False
    """Whether that was said."""
    door: Door | None = None
    """None: neither was chosen, which counts as the key."""
    watched_folder: str | None = None
    """None: no folder is watched for Pleo's files."""
    pleo_company_id: str | None = None
    pleo_company_name: str | None = None
    pleo_activated: bool = False
    """Whether Pleo knows that the set-up is usable."""
    pleo_told_ended: bool = False
    """Whether Pleo was told that the sign-in at QuickBooks ended, and not yet that it is there again."""
    pleo_key_ends: date | None = None
    """The last day of the API key as the owner told it, None where she did not."""
    realm_id: str | None = None
    company_name: str | None = None
    country: str | None = None
    home_currency: str | None = None
    convention: ConventionName | None = None
    """None: that of the company's country."""
    intuit_client_id: str | None = None
    account_plan: AccountWay = AccountWay.MAKE
    wallet_account_id: str | None = None
    contra_account_id: str | None = None
    """The account that Pleo was last seen to use as contra account."""
    pocket_used: bool | None = None
    """None: not decided yet."""
    pocket_account_id: str | None = None
    funding_account_id: str | None = None
    fees_account_id: str | None = None
    cash_account_id: str | None = None
    employees_account_id: str | None = None
    external_reimbursement_account_id: str | None = None
    no_tax_code_id: str | None = None
    journal_code_id: str | None = None
    time_zone: str | None = None
    dimensions: tuple[Dimension, ...] | None = None
    """None: not decided yet; empty: none wanted."""
    start_date: date | None = None
    """None: every expense is exported; else those of this day and later."""
    closed_periods: ClosedPeriods = ClosedPeriods.HOLD
    single_vendor: bool = False
    use_account_numbers: bool | None = None
    """Whether accounts go to Pleo by number or by name; None: as the company numbers its accounts."""
    account_types: tuple[str, ...] = DEFAULT_ACCOUNT_TYPES
    accounts_in: tuple[str, ...] = ()
    """Single accounts that are offered in Pleo against the rule of `account_types`."""
    accounts_out: tuple[str, ...] = ()
    """Single accounts that are not, against it."""
    friendly_names: dict[str, str] = field(default_factory=dict)
    """The owner's own names for employees, by account id."""
    written_accounts: tuple[str, ...] = ()
    """The accounts we ever wrote to Pleo: only these are archived there."""
    last_sync: datetime | None = None
    synced: tuple[str, ...] = ()
    """The kinds of reference data that were brought to Pleo at least once (ports.reference.Kind)."""
    wizard_done: bool = False


class SettingsStore(Protocol):
    """The settings file of a profile."""

    def load(self) -> Settings:
        """The settings; all defaults when there is no file yet. Raises KnownError when it is damaged, or newer than us."""

    def save(self, settings: Settings) -> None:
        """Replaces the file at once, never half. Raises KnownError when the disk is full."""

    def update(self, **changes: Any) -> Settings:
        """Re-reads, changes these members, saves, and returns the result; safe between threads and processes."""
