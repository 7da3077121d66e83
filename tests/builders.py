"""Small functions that make expenses, books and settings with sensible defaults; no test and no rule lives here."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from pleoqb_desktop.domain.books import (
    Account,
    AccountType,
    Books,
    ClassTracking,
    CodeRate,
    Company,
    DimensionValue,
    JournalCode,
    RateApplies,
    TaxCode,
    TaxRate,
    Vendor,
    VendorIndex,
)
from pleoqb_desktop.domain.entries import Party, Posting
from pleoqb_desktop.domain.money import Money
from pleoqb_desktop.domain.problems import Problem
from pleoqb_desktop.domain.rules.lines import CLASS_GROUP, LOCATION_GROUP, PROJECT_GROUP
from pleoqb_desktop.domain.rules.naming import MemoWords
from pleoqb_desktop.domain.rules.posting import (
    Held,
    OpenDocument,
    PostingRules,
    PostingSettings,
)
from pleoqb_desktop.domain.spend import (
    ExportItem,
    Invoice,
    LedgerAccountName,
    LineTax,
    Person,
    SpendLine,
    Supplier,
    Tag,
    TaggedVendor,
)

COMPANY_ID = "0b3b7a52-2c6f-4c57-9a34-0f2f8a1d6c11"
ENTRY_ID = "7f8c1d2e-5b6a-4c3d-9e8f-112233445566"
NOON = datetime(2026, 3, 14, 12, 0, tzinfo=UTC)

# Accounts of `books()`, by what they are for.
WALLET, POCKET, POCKET_LIABILITY, CARD = "35", "36", "37", "38"
FUNDING, CASH, EMPLOYEES, EXTERNAL = "40", "41", "42", "43"
PAYABLES, RECEIVABLES = "44", "45"
WALLET_USD, CARD_USD, PAYABLES_USD, FUNDING_USD, POCKET_USD = "46", "47", "48", "49", "50"
SUPPLIES, MEALS, FEES, CLOSED_ACCOUNT, INCOME = "7", "8", "9", "10", "70"
JOURNAL_CODE = "j1"

# Types of expense by their row of the table in design.md 3.
CARD_TYPES = ["card_purchase", "card_invoice", "fee", "personal_spend"]
POCKET_TYPES = ["out_of_pocket", "mileage", "per_diem"]
MONEY_BACK_TYPES = ["refund", "chargeback", "cashback"]

MEMO_WORDS = MemoWords("With", "Original amount", "Date in Pleo", "Settles")

RATES = {
    "20": "0.20",
    "10": "0.10",
    "5.5": "0.055",
    "2.1": "0.021",
    "0": "0",
    "reverse": "0.20",
    "none": "0",
    "off": "0.20",
    "hidden": "0.20",
    "sales": "0.20",
    "quebec": "0.14975",
    "compound": "0.15500",
    "fixed": "0.20",
}
"""Rate on purchases of each VAT code of `books()`, by its id."""


def money(amount: str | Decimal, currency: str = "EUR") -> Money:
    """An amount."""
    return Money(Decimal(amount), currency)


def line_tax(
    code: str | None, amount: str, *, rate: str | None = None, kind: str | None = None, currency: str = "EUR"
) -> LineTax:
    """VAT of a line by a code of `books()`; rate and type are that code's unless told."""
    known = RATES.get(code or "", "0")
    kind = kind or ("reverse" if code == "reverse" else "inclusive")
    return LineTax(f"pleo-{code}", code, kind, Decimal(rate if rate is not None else known), money(amount, currency))


def tags(*, klass: str | None = None, project: str | None = None, location: str | None = None) -> tuple[Tag, ...]:
    """Tags of our groups, by QuickBooks id."""
    groups = ((CLASS_GROUP, klass), (PROJECT_GROUP, project), (LOCATION_GROUP, location))
    return tuple(Tag(f"tag-{code}", group, code) for group, code in groups if code)


def account_name(identifier: str | None, *, code: str | None = None, name: str = "Category") -> LedgerAccountName:
    """An account as Pleo names it."""
    return LedgerAccountName(f"pleo-{identifier or code}", name, identifier, code)


def line(
    amount: str,
    *,
    account: str | LedgerAccountName | None = SUPPLIES,
    tax: tuple[str, str] | LineTax | None = None,
    net: str | None = None,
    tags: Sequence[Tag] = (),
    currency: str = "EUR",
) -> SpendLine:
    """One line; `tax` as (code id, amount). The net amount is the gross without VAT unless told."""
    vat = line_tax(*tax, currency=currency) if isinstance(tax, tuple) else tax
    gross = Decimal(amount)
    without = gross - (vat.amount.amount if vat and vat.type != "reverse" else 0)
    return SpendLine(
        "line",
        money(gross, currency),
        money(net if net is not None else without, currency),
        account_name(account) if isinstance(account, str) else account,
        vat,
        tuple(tags),
    )


def item(
    type: str = "card_purchase",  # noqa: A002
    *,
    sub_type: str | None = None,
    lines: Iterable[SpendLine] | None = None,
    amount: str | None = None,
    supplier: str | None = "Boulangerie Dupont",
    person: str | None = "Zoé Lefèvre",
    **members: Any,
) -> ExportItem:
    """An expense; its amount is the sum of its lines and its currency theirs, unless told."""
    made = tuple(lines) if lines is not None else (line("12.00", tax=("20", "2.00")),)
    currency = made[0].amount.currency if made else "EUR"
    total = money(amount if amount is not None else sum((part.amount.amount for part in made), Decimal(0)), currency)
    if "invoice_number" in members:
        members["invoice"] = Invoice(members.pop("invoice_number"), due_date=date(2026, 4, 13))
    values: dict[str, Any] = {
        "accounting_entry_id": ENTRY_ID,
        "company_id": COMPANY_ID,
        "date": NOON,
        "original_amount": total,
        "reconciliation_id": "REC-1",
        "supplier": Supplier(supplier) if supplier is not None else None,
        "person": Person("u1", person) if person is not None else None,
        **members,
    }
    return ExportItem(type=type, sub_type=sub_type, amount=total, lines=made, **values)


def tagged_vendor(name: str, external_id: str | None = None, code: str | None = None) -> TaggedVendor:
    """The vendor a bookkeeper tagged."""
    return TaggedVendor("pleo-vendor", name, code=code, external_id=external_id)


def accounts() -> tuple[Account, ...]:
    """The chart of `books()`."""
    return (
        Account(WALLET, "Banque Pleo", AccountType.BANK, number="512100"),
        Account(POCKET, "Banque Pleo Pocket", AccountType.BANK, number="512200"),
        Account(POCKET_LIABILITY, "Notes de frais", AccountType.OTHER_CURRENT_LIABILITY, number="421000"),
        Account(CARD, "Carte Pleo", AccountType.CREDIT_CARD, number="512300"),
        Account(FUNDING, "Crédit Agricole", AccountType.BANK, number="512000"),
        Account(CASH, "Caisse", AccountType.BANK, number="530000"),
        Account(EMPLOYEES, "Avances au personnel", AccountType.OTHER_CURRENT_ASSET, number="425000"),
        Account(EXTERNAL, "Paie", AccountType.BANK, number="512900"),
        Account(PAYABLES, "Fournisseurs", AccountType.ACCOUNTS_PAYABLE, number="401000"),
        Account(RECEIVABLES, "Clients", AccountType.ACCOUNTS_RECEIVABLE, number="411000"),
        Account(WALLET_USD, "Pleo USD", AccountType.BANK, number="512400", currency="USD"),
        Account(CARD_USD, "Carte Pleo USD", AccountType.CREDIT_CARD, number="512500", currency="USD"),
        Account(PAYABLES_USD, "Fournisseurs USD", AccountType.ACCOUNTS_PAYABLE, number="401100", currency="USD"),
        Account(FUNDING_USD, "Banque USD", AccountType.BANK, number="512600", currency="USD"),
        Account(POCKET_USD, "Pocket USD", AccountType.BANK, number="512700", currency="USD"),
        Account(SUPPLIES, "Fournitures", AccountType.EXPENSE, number="606400"),
        Account(MEALS, "Réceptions", AccountType.EXPENSE, number="625700"),
        Account(FEES, "Services bancaires", AccountType.EXPENSE, number="627000"),
        Account(CLOSED_ACCOUNT, "Ancien compte", AccountType.EXPENSE, number="606900", active=False),
        Account(INCOME, "Produits divers", AccountType.INCOME, number="758000"),
        Account("90", "Budget", AccountType.NON_POSTING),
    )


def tax_codes() -> tuple[tuple[TaxCode, ...], tuple[TaxRate, ...]]:
    """The VAT codes of `books()` and their rates."""
    percents = {
        "r20": "20", "r10": "10", "r5.5": "5.5", "r2.1": "2.1", "r0": "0", "rnone": "0",
        "r+20": "20", "r-20": "-20", "gst": "5", "qst": "9.975", "base": "5", "over": "10",
    }  # fmt: skip
    rates = (
        *(TaxRate(key, f"Rate {key}", Decimal(value)) for key, value in percents.items()),
        TaxRate("ro20", "Rate fixed", Decimal(20), read_only=True),
    )
    single = {code: f"r{code}" for code in ("20", "10", "5.5", "2.1", "0", "none")}
    codes = (
        *(TaxCode(code, f"TVA {code}", purchase_rates=(CodeRate(rate),)) for code, rate in single.items()),
        TaxCode("reverse", "Autoliquidation 20", purchase_rates=(CodeRate("r+20"), CodeRate("r-20"))),
        TaxCode("off", "Ancienne TVA", active=False, purchase_rates=(CodeRate("r20"),)),
        TaxCode("hidden", "TVA cachée", hidden=True, purchase_rates=(CodeRate("r20"),)),
        TaxCode("sales", "TVA ventes"),
        TaxCode("quebec", "GST/QST", purchase_rates=(CodeRate("gst"), CodeRate("qst"))),
        TaxCode(
            "compound",
            "GST and PST on top",
            purchase_rates=(
                CodeRate("over", RateApplies.ON_AMOUNT_PLUS_TAX, order=2),
                CodeRate("base", order=1),
            ),
        ),
        TaxCode("fixed", "TVA fixe", purchase_rates=(CodeRate("ro20"),)),
    )
    return codes, rates


def books(
    country: str = "FR",
    *,
    currency: str = "EUR",
    accounts: Iterable[Account] | None = None,
    codes: Iterable[TaxCode] = (),
    rates: Iterable[TaxRate] = (),
    **company: Any,
) -> Books:
    """A company with VAT, classes per line and locations; `codes` and `rates` are added, `company` changes its members."""
    own_codes, own_rates = tax_codes()
    members: dict[str, Any] = {
        "uses_tax": True,
        "uses_account_numbers": True,
        "class_tracking": ClassTracking.PER_LINE,
        "track_locations": True,
        "projects_enabled": True,
        **company,
    }
    dimension = DimensionValue
    return Books(
        Company("9130", "Boulangerie Martin", country, currency, **members),
        {a.id: a for a in (accounts if accounts is not None else _accounts())},
        {code.id: code for code in (*own_codes, *codes)},
        {rate.id: rate for rate in (*own_rates, *rates)},
        {d.id: d for d in (dimension("c1", "Boutique", "Boutique"), dimension("c2", "Fournil", "Fournil"), dimension("c9", "Vieux", "Vieux", active=False))},
        {d.id: d for d in (dimension("p1", "Mariage Petit", "Client:Mariage Petit"), dimension("p9", "Fini", "Fini", active=False))},
        {d.id: d for d in (dimension("l1", "Paris", "Paris"), dimension("l2", "Lyon", "Lyon"), dimension("l9", "Fermé", "Fermé", active=False))},
        {JOURNAL_CODE: JournalCode(JOURNAL_CODE, "PLEO", "Bank")},
    )  # fmt: skip


_accounts = accounts


def with_accounts(*changed: Account) -> tuple[Account, ...]:
    """The chart of `books()` with some accounts added or replaced."""
    return tuple({a.id: a for a in (*accounts(), *changed)}.values())


def account(account_id: str, **changes: Any) -> Account:
    """One account of the chart of `books()`, changed."""
    return replace(next(a for a in accounts() if a.id == account_id), **changes)


def settings(**changes: Any) -> PostingSettings:
    """Everything chosen, as a finished set-up leaves it."""
    values: dict[str, Any] = {
        "pleo_company_id": COMPANY_ID,
        "wallet_account_id": WALLET,
        "time_zone": "Europe/Paris",
        "words": MEMO_WORDS,
        "pocket_account_id": POCKET,
        "funding_account_id": FUNDING,
        "fees_account_id": FEES,
        "cash_account_id": CASH,
        "employees_account_id": EMPLOYEES,
        "external_reimbursement_account_id": EXTERNAL,
        "no_tax_code_id": "none",
        "journal_code_id": JOURNAL_CODE,
        **changes,
    }
    return PostingSettings(**values)


def vendors(*known: Vendor, home: str = "EUR", others: Iterable[str] = ()) -> VendorIndex:
    """The vendors of a company; `others` are names of customers and employees."""
    return VendorIndex(known, home, others)


def vendor(vendor_id: str = "56", name: str = "Boulangerie Dupont", **members: Any) -> Vendor:
    """A vendor, by default the one the items of `item()` were bought from."""
    return Vendor(vendor_id, name, **members)


@dataclass(frozen=True)
class Documents:
    """Open documents, by reconciliation id or by (vendor id, invoice number)."""

    known: Mapping[str | tuple[str, str], OpenDocument]

    def find(
        self, reconciled: Sequence[str], vendor: Party | None, invoice_number: str | None, amount: Decimal
    ) -> OpenDocument | None:
        """By reconciliation id, else by vendor and number."""
        for key in reconciled:
            if found := self.known.get(key):
                return found
        if vendor and vendor.id and invoice_number:
            return self.known.get((vendor.id, invoice_number))
        return None


@dataclass(frozen=True)
class FixedRates:
    """Exchange rates that are the same every day."""

    rates: Mapping[str, Decimal]

    def rate(self, currency: str, day: date) -> Decimal | None:
        """Home units for one unit."""
        return self.rates.get(currency)


def open_bill(balance: str | None = "12.00", **changes: Any) -> OpenDocument:
    """A bill of the default vendor that waits for its payment."""
    found = OpenDocument("234", "Bill", Party("Boulangerie Dupont", "56"), Decimal(balance) if balance else None)
    return replace(found, **changes)


def rules(
    *,
    in_books: Books | None = None,
    chosen: PostingSettings | None = None,
    known: VendorIndex | None = None,
    documents: Mapping[str | tuple[str, str], OpenDocument] | None = None,
    exchange: Mapping[str, str] | None = None,
    today: date = date(2027, 6, 30),
) -> PostingRules:
    """The rules for one company, with everything that is not told as the other builders make it."""
    quoted = {currency: Decimal(rate) for currency, rate in (exchange or {"USD": "0.92"}).items()}
    return PostingRules(
        in_books or books(),
        known if known is not None else vendors(vendor()),
        chosen or settings(),
        Documents(documents or {}),
        FixedRates(quoted),
        today,
    )


def posted(expense: ExportItem, **company: Any) -> Posting:
    """What the item becomes; fails when it is held."""
    decided = rules(**company).decide(expense)
    assert isinstance(decided, Posting), decided
    return decided


def held(expense: ExportItem, **company: Any) -> Problem:
    """Why the item is held; fails when it is posted."""
    decided = rules(**company).decide(expense)
    assert isinstance(decided, Held), decided
    assert decided.accounting_entry_id == expense.accounting_entry_id
    assert decided.problem.entry_id == expense.accounting_entry_id
    return decided.problem
