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


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything a profile remembers. Who decides each member and where it is asked is declared in setup.choices.

    `convention` None: that of the company's country. `use_account_numbers` tells whether accounts go to Pleo by number or by
    name; None: as the company numbers its accounts. Accounts and codes are QuickBooks ids; None means not chosen. `pocket_used` None: not decided yet. `dimensions` None: not
    decided yet, empty: none wanted. `account_plan` is how the Pleo account comes into QuickBooks (gui.wizard.session.AccountPlan).
    `contra_account_id` is the account that Pleo was last seen to use as contra account. `start_date` None: every expense is exported; else those of this day and later. `friendly_names` maps account ids to the owner's own names for employees.
    `accounts_in` and `accounts_out` are single accounts offered in Pleo, or not, against the rule of `account_types`.
    `watched_folder` None: no folder is watched for Pleo's files. `pleo_key_ends` is the last day of the API key as the owner told
    it, None where she did not.
    `written_accounts` are the account ids we ever wrote to Pleo: only these are archived there. `synced` names the kinds of
    reference data that were brought to Pleo at least once; `pleo_activated`: Pleo knows that the set-up is usable. `door` None:
    neither was chosen, which counts as the key. `update_notice`: newer versions are told of; `tray`: the program stays beside the clock
    when its window is closed, and `tray_told` that this was said.
    """

    language: str | None = None
    appearance: str = "system"
    update_notice: bool = False
    tray: bool = False
    tray_told: bool = False
    door: Door | None = None
    watched_folder: str | None = None
    pleo_company_id: str | None = None
    pleo_company_name: str | None = None
    pleo_activated: bool = False
    pleo_key_ends: date | None = None
    realm_id: str | None = None
    company_name: str | None = None
    country: str | None = None
    home_currency: str | None = None
    convention: ConventionName | None = None
    intuit_client_id: str | None = None
    account_plan: str = "make"
    wallet_account_id: str | None = None
    contra_account_id: str | None = None
    pocket_used: bool | None = None
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
    start_date: date | None = None
    closed_periods: ClosedPeriods = ClosedPeriods.HOLD
    single_vendor: bool = False
    use_account_numbers: bool | None = None
    account_types: tuple[str, ...] = DEFAULT_ACCOUNT_TYPES
    accounts_in: tuple[str, ...] = ()
    accounts_out: tuple[str, ...] = ()
    friendly_names: dict[str, str] = field(default_factory=dict)
    written_accounts: tuple[str, ...] = ()
    last_sync: datetime | None = None
    synced: tuple[str, ...] = ()
    wizard_done: bool = False


class SettingsStore(Protocol):
    """The settings file of a profile."""

    def load(self) -> Settings:
        """The settings; all defaults when there is no file yet. Raises KnownError when the file is damaged."""

    def save(self, settings: Settings) -> None:
        """Replaces the file at once, never half. Raises KnownError when the disk is full."""

    def update(self, **changes: Any) -> Settings:
        """Re-reads, changes these members, saves, and returns the result; safe between threads and processes."""
