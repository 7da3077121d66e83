"""What stands in QuickBooks: the company, its accounts, VAT codes, dimensions and vendors, as one immutable picture."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum


class AccountType(StrEnum):
    """Account types (quickbooks.md 7)."""

    BANK = "Bank"
    ACCOUNTS_RECEIVABLE = "Accounts Receivable"
    OTHER_CURRENT_ASSET = "Other Current Asset"
    FIXED_ASSET = "Fixed Asset"
    OTHER_ASSET = "Other Asset"
    ACCOUNTS_PAYABLE = "Accounts Payable"
    CREDIT_CARD = "Credit Card"
    OTHER_CURRENT_LIABILITY = "Other Current Liability"
    LONG_TERM_LIABILITY = "Long Term Liability"
    EQUITY = "Equity"
    INCOME = "Income"
    COST_OF_GOODS_SOLD = "Cost of Goods Sold"
    EXPENSE = "Expense"
    OTHER_INCOME = "Other Income"
    OTHER_EXPENSE = "Other Expense"
    NON_POSTING = "Non-Posting"


ASSET_TYPES = frozenset(
    {AccountType.BANK, AccountType.OTHER_CURRENT_ASSET, AccountType.FIXED_ASSET, AccountType.OTHER_ASSET}
)
EXPENSE_TYPES = frozenset({AccountType.EXPENSE, AccountType.OTHER_EXPENSE, AccountType.COST_OF_GOODS_SOLD})
BILLABLE_TYPES = EXPENSE_TYPES | {
    AccountType.OTHER_CURRENT_LIABILITY,
    AccountType.OTHER_CURRENT_ASSET,
    AccountType.OTHER_ASSET,
    AccountType.FIXED_ASSET,
}
"""Accounts whose lines may have a billable status (quickbooks-golive.md 5)."""


@dataclass(frozen=True, slots=True)
class Account:
    """A ledger account. `currency` None means the home currency; `balance` is in the account's currency, debit positive
    as QuickBooks reports it, None when it is not told."""

    id: str
    name: str
    type: str
    sub_type: str | None = None
    number: str | None = None
    currency: str | None = None
    active: bool = True
    full_name: str | None = None
    tax_code_id: str | None = None
    balance: Decimal | None = None
    journal_code_id: str | None = None
    location_type: str | None = None
    description: str | None = None

    @property
    def is_asset(self) -> bool:
        """Whether a Transfer may move money here in the strict reading (quickbooks.md 14)."""
        return self.type in ASSET_TYPES

    @property
    def title(self) -> str:
        """Number and name, as people call it."""
        return f"{self.number} {self.name}" if self.number else self.name


class RateApplies(StrEnum):
    """What a rate of a code is computed on (quickbooks.md 9.1)."""

    ON_AMOUNT = "TaxOnAmount"
    ON_AMOUNT_PLUS_TAX = "TaxOnAmountPlusTax"
    ON_TAX = "TaxOnTax"


@dataclass(frozen=True, slots=True)
class RatePeriod:
    """A rate's value in percent from a day on; `until` None means still in force."""

    percent: Decimal
    since: date | None
    until: date | None


def _start(period: RatePeriod) -> date:
    return period.since or date.min


def latest(periods: Iterable[RatePeriod]) -> RatePeriod | None:
    """The period that begins last; None without periods."""
    return max(periods, key=_start, default=None)


@dataclass(frozen=True, slots=True)
class TaxRate:
    """One rate. `percent` is the value without a day: QuickBooks' own, or the latest period's where it tells none.

    It may be negative: the second of a reverse-charge pair.
    """

    id: str
    name: str
    percent: Decimal
    active: bool = True
    read_only: bool = False
    special: str = "NONE"
    periods: tuple[RatePeriod, ...] = ()

    def percent_on(self, day: date) -> Decimal:
        """The percentage in force on a day; the plain value where QuickBooks gives no period for it.

        Older periods may stand without an end (quickbooks.md 19): the one that began last counts.
        """
        begun = [
            period
            for period in self.periods
            if (period.since is None or period.since <= day) and (period.until is None or day <= period.until)
        ]
        return max(begun, key=_start).percent if begun else self.percent


@dataclass(frozen=True, slots=True)
class CodeRate:
    """A rate as part of a code."""

    rate_id: str
    applies: str = RateApplies.ON_AMOUNT
    order: int = 0


@dataclass(frozen=True, slots=True)
class TaxCode:
    """A VAT code. An empty `purchase_rates` means that it cannot be used on purchases (quickbooks.md 9.1)."""

    id: str
    name: str
    description: str | None = None
    active: bool = True
    hidden: bool = False
    purchase_rates: tuple[CodeRate, ...] = ()

    @property
    def offered(self) -> bool:
        """Whether people should be able to choose it for spending."""
        return self.active and not self.hidden and bool(self.purchase_rates)


class Dimension(StrEnum):
    """What a Pleo tag group can mirror."""

    CLASSES = "classes"
    PROJECTS = "projects"
    LOCATIONS = "locations"


@dataclass(frozen=True, slots=True)
class DimensionValue:
    """A class, a project (a customer with IsProject) or a location."""

    id: str
    name: str
    full_name: str
    active: bool = True
    currency: str | None = None


@dataclass(frozen=True, slots=True)
class Vendor:
    """A vendor; it has one currency for life, None meaning the home currency."""

    id: str
    name: str
    active: bool = True
    currency: str | None = None
    account_number: str | None = None
    sync_token: str = "0"


@dataclass(frozen=True, slots=True)
class JournalCode:
    """A French journal code (quickbooks.md 8)."""

    id: str
    name: str
    type: str
    description: str | None = None
    active: bool = True


class ClassTracking(StrEnum):
    """Whether expenses carry classes, and where."""

    OFF = "off"
    PER_TRANSACTION = "per_transaction"
    PER_LINE = "per_line"


@dataclass(frozen=True, slots=True)
class Company:
    """The company and its preferences (quickbooks.md 6).

    `keeps_numbers` False: QuickBooks numbers purchases itself, and may not keep ours (quickbooks.md 12.4, UNVERIFIED).
    `country` is the edition, two letters. `close_date` is the last closed day, None while the books are open.
    """

    realm_id: str
    name: str
    country: str
    home_currency: str
    plan: str | None = None
    languages: tuple[str, ...] = ()
    multi_currency: bool = False
    uses_account_numbers: bool = False
    close_date: date | None = None
    class_tracking: ClassTracking = ClassTracking.OFF
    track_locations: bool = False
    uses_tax: bool = False
    projects_enabled: bool = False
    keeps_numbers: bool = True

    @property
    def french_edition(self) -> bool:
        """Whether the books keep journals and places of transactions, and ask for them (quickbooks.md 7, 8 and 14)."""
        return self.country == "FR"

    @property
    def taxes_purchases(self) -> bool:
        """Whether VAT stands on purchases: not in the United States, and not with VAT switched off (design.md 3)."""
        return self.uses_tax and self.country != "US"

    @property
    def has_bills(self) -> bool:
        """Simple Start has no bills (quickbooks.md 16, Plans); an unknown plan is believed to have them."""
        return not (self.plan and "simple start" in self.plan.casefold())

    @property
    def has_classes(self) -> bool:
        """Classes, locations and projects come with Plus and Advanced only."""
        plan = (self.plan or "").casefold()
        return not ("simple start" in plan or "essentials" in plan)


def fold(text: str) -> str:
    """A name without case, accents and surplus spaces, for comparing (design.md 3, Vendor)."""
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    return " ".join("".join(c for c in decomposed if not unicodedata.combining(c)).split())


@dataclass(frozen=True, slots=True)
class Books:
    """One picture of the reference data, indexed by QuickBooks id; inactive accounts and values are in it, marked."""

    company: Company
    accounts: Mapping[str, Account] = field(default_factory=dict)
    tax_codes: Mapping[str, TaxCode] = field(default_factory=dict)
    tax_rates: Mapping[str, TaxRate] = field(default_factory=dict)
    classes: Mapping[str, DimensionValue] = field(default_factory=dict)
    projects: Mapping[str, DimensionValue] = field(default_factory=dict)
    locations: Mapping[str, DimensionValue] = field(default_factory=dict)
    journal_codes: Mapping[str, JournalCode] = field(default_factory=dict)

    def dimension(self, which: Dimension) -> Mapping[str, DimensionValue]:
        """All values of one dimension by id."""
        return {
            Dimension.CLASSES: self.classes,
            Dimension.PROJECTS: self.projects,
            Dimension.LOCATIONS: self.locations,
        }[which]

    def account_by_number(self, number: str) -> Account | None:
        """The active account with this number, else an inactive one, else None."""
        found = [a for a in self.accounts.values() if a.number == number]
        return min(found, key=lambda a: not a.active) if found else None

    def currency_of(self, account: Account) -> str:
        """ISO code of the currency the account is kept in."""
        return account.currency or self.company.home_currency

    def effective_rates(self, code: TaxCode, day: date) -> tuple[tuple[str, Decimal, Decimal], ...]:
        """Each rate of a code on purchases as (rate id, percent, effective fraction of the net amount).

        A rate computed on amount plus tax weighs more than its percentage (quickbooks.md 9.1). Rates of zero or less
        count nothing: of a reverse-charge pair only the positive one counts (design.md 3, VAT).
        """
        found: list[tuple[str, Decimal, Decimal]] = []
        total = Decimal(0)
        for part in sorted(code.purchase_rates, key=lambda part: part.order):
            rate = self.tax_rates.get(part.rate_id)
            percent = rate.percent_on(day) if rate else Decimal(0)
            fraction = max(percent, Decimal(0)) / 100
            if part.applies == RateApplies.ON_AMOUNT_PLUS_TAX:
                fraction *= 1 + total
            elif part.applies == RateApplies.ON_TAX:
                fraction *= total
            total += fraction
            found.append((part.rate_id, percent, fraction))
        return tuple(found)

    def rate(self, code: TaxCode, day: date) -> Decimal:
        """The rate of a code on purchases, as a fraction of the net amount."""
        return sum((fraction for _, _, fraction in self.effective_rates(code, day)), Decimal(0))

    def is_reverse_charge(self, code: TaxCode, day: date) -> bool:
        """Whether the code's rates cancel each other on a day: one positive, one negative (quickbooks.md 9.2)."""
        percents = [percent for _, percent, _ in self.effective_rates(code, day)]
        return any(p < 0 for p in percents) and any(p > 0 for p in percents)


class VendorIndex:
    """The vendors of a company, found by id or by folded name and currency; grows while an export makes new ones."""

    def __init__(self, vendors: Iterable[Vendor], home_currency: str, other_names: Iterable[str] = ()) -> None:
        self._home = home_currency
        self._by_id: dict[str, Vendor] = {}
        self._by_name: dict[str, list[Vendor]] = {}
        self._by_number: dict[str, Vendor] = {}
        self._taken = {fold(name) for name in other_names}
        self._remembered: dict[str, str] = {}
        for vendor in vendors:
            self.add(vendor)

    def add(self, vendor: Vendor) -> None:
        """Takes in a vendor."""
        self._by_id[vendor.id] = vendor
        self._by_name.setdefault(fold(vendor.name), []).append(vendor)
        if vendor.account_number:
            self._by_number.setdefault(fold(vendor.account_number), vendor)

    def reserve(self, names: Iterable[str]) -> None:
        """Marks names of customers and employees: one name space (quickbooks.md 11)."""
        self._taken.update(fold(name) for name in names)

    def by_id(self, vendor_id: str) -> Vendor | None:
        """The vendor with this QuickBooks id."""
        return self._by_id.get(vendor_id)

    def by_number(self, number: str) -> Vendor | None:
        """The vendor with this account number."""
        return self._by_number.get(fold(number))

    def by_name(self, name: str, currency: str) -> Vendor | None:
        """An active vendor of this name in this currency: of exactly this name, else of the same but for case, accents and spaces."""
        found = [v for v in self.named(name) if v.active and self.keeps(v, currency)]
        return next((v for v in found if v.name == name), found[0] if found else None)

    def remember(self, supplier: str, vendor_id: str) -> None:
        """An earlier entry of this supplier of Pleo's stands with this vendor."""
        self._remembered[supplier] = vendor_id

    def remembered(self, supplier: str) -> Vendor | None:
        """The active vendor that an earlier entry of this supplier stands with: renamed or merged since, it is still meant."""
        found = self._by_id.get(self._remembered.get(supplier, ""))
        return found if found and found.active else None

    def keeps(self, vendor: Vendor, currency: str) -> bool:
        """Whether the vendor's one currency is this one."""
        return (vendor.currency or self._home) == currency

    def named(self, name: str) -> tuple[Vendor, ...]:
        """All vendors of this name, whatever their state and currency."""
        return tuple(self._by_name.get(fold(name), ()))

    def is_taken(self, name: str) -> bool:
        """Whether a vendor, customer or employee, active or not, holds this name."""
        return fold(name) in self._by_name or fold(name) in self._taken
