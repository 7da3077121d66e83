"""What Pleo hands out: export jobs, export items and the company; values only, as true to Pleo's words as the API is."""

from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from decimal import Decimal
from enum import StrEnum

from pleoqb_desktop.domain.money import Money

FILE_JOB = "file-"
"""How the id of a job begins that was made of a file; Pleo's own are UUIDs."""
ADOPTION = "adoption-"
"""How the id of a job begins that keeps what was adopted, through either door."""


class SpendType(StrEnum):
    """Types of export items (pleo.md 4). An item may carry another word: it is then held."""

    CARD_PURCHASE = "card_purchase"
    CARD_INVOICE = "card_invoice"
    OUT_OF_POCKET = "out_of_pocket"
    MILEAGE = "mileage"
    PER_DIEM = "per_diem"
    EXTERNAL_REIMBURSEMENT = "external_reimbursement"
    DIRECT_REIMBURSEMENT = "direct_reimbursement"
    INVOICE = "invoice"
    INVOICE_PAYMENT = "invoice_payment"
    CHARGEBACK = "chargeback"
    REFUND = "refund"
    CASHBACK = "cashback"
    ATM_WITHDRAWAL = "atm_withdrawal"
    WALLET_TOPUP = "wallet_topup"
    WALLET_UNLOAD = "wallet_unload"
    PERSONAL_SPEND = "personal_spend"
    FEE = "fee"


class SpendSubType(StrEnum):
    """Sub types of export items (pleo.md 4)."""

    REIMBURSEMENT_TO_EMPLOYEE = "reimbursement_to_employee"
    REIMBURSEMENT_TO_EMPLOYEE_REFUND = "reimbursement_to_employee_refund"
    REIMBURSEMENT_TO_COMPANY = "reimbursement_to_company"
    INVOICE_PAYMENT_SENT = "invoice_payment_sent"
    INVOICE_PAYMENT_RETURNED = "invoice_payment_returned"
    INTEREST = "interest"


class TaxType(StrEnum):
    """How a Pleo tax code works (pleo.md 4, Field semantics)."""

    INCLUSIVE = "inclusive"
    EXCLUSIVE = "exclusive"
    REVERSE = "reverse"


class BookkeepingMethod(StrEnum):
    """How the customer wants an item booked; only accounts_payable changes anything here (design.md 3)."""

    NONE = "none"
    JOURNAL = "journal"
    ACCOUNTS_PAYABLE = "accounts_payable"


@dataclass(frozen=True, slots=True)
class LedgerAccountName:
    """A ledger account as Pleo names it: `identifier` is the QuickBooks id we synced, `code` the account number."""

    id: str
    name: str
    identifier: str | None
    code: str | None


@dataclass(frozen=True, slots=True)
class Tag:
    """One tag of a line; both codes are what we (or another integration) wrote when syncing."""

    id: str
    group_code: str
    code: str


@dataclass(frozen=True, slots=True)
class LineTax:
    """VAT of a line as Pleo computed it: amount in wallet currency, same sign as the line; rate as a fraction (0.20)."""

    id: str
    code: str | None
    type: str
    rate: Decimal
    amount: Money


@dataclass(frozen=True, slots=True)
class SpendLine:
    """One line of an item, in wallet currency. `amount` is gross; `net_amount` is with or without VAT (pleo.md 4)."""

    id: str
    amount: Money
    net_amount: Money
    account: LedgerAccountName | None
    tax: LineTax | None
    tags: tuple[Tag, ...] = ()


@dataclass(frozen=True, slots=True)
class Supplier:
    """The merchant; every member may be missing."""

    name: str | None = None
    code: str | None = None
    account: str | None = None
    country: str | None = None
    tax_identifier: str | None = None


@dataclass(frozen=True, slots=True)
class TaggedVendor:
    """The vendor that a bookkeeper tagged; when present, the supplier is ignored (APY-03)."""

    id: str
    name: str
    code: str | None = None
    external_id: str | None = None
    currency: str | None = None
    tax_registration_number: str | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """Who spent."""

    id: str
    name: str
    code: str | None = None


@dataclass(frozen=True, slots=True)
class ReceiptFile:
    """One receipt. `url` lives 24 hours from the fetch of the item; `size` is what Pleo says, in bytes, 0 where it says nothing.

    `id` is Pleo's, None in an export item, which does not tell it (pleo.md 4).
    """

    url: str
    type: str
    size: int
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Invoice:
    """Details of a supplier invoice."""

    number: str
    invoice_date: date | None = None
    due_date: date | None = None
    status: str | None = None


@dataclass(frozen=True, slots=True)
class ExportItem:
    """One expense to export (ExportItemV3).

    `type` and `sub_type` stay text, since Pleo may send words that are not published. `amount` is in wallet currency and of
    any sign; `original_amount` is what the supplier charged, in its currency. `date` is an aware time in UTC.
    """

    accounting_entry_id: str
    company_id: str
    type: str
    sub_type: str | None
    date: datetime
    amount: Money
    original_amount: Money
    lines: tuple[SpendLine, ...]
    reconciliation_id: str
    reconciled_entries: tuple[str, ...] = ()
    attendees: tuple[str, ...] = ()
    invoice: Invoice | None = None
    supplier: Supplier | None = None
    vendor: TaggedVendor | None = None
    person: Person | None = None
    team: str | None = None
    note: str | None = None
    contra_account: LedgerAccountName | None = None
    bookkeeping_method: str | None = None
    files: tuple[ReceiptFile, ...] = ()
    link: str | None = None


class JobStatus(StrEnum):
    """Life of an export job (pleo.md 3)."""

    PENDING = "pending"
    IN_PROGRESS = "in_progress"
    FAILED = "failed"
    COMPLETED = "completed"
    COMPLETED_WITH_ERRORS = "completed_with_errors"


@dataclass(frozen=True, slots=True)
class ExportJob:
    """A job in Pleo; times are aware UTC, None until they happen."""

    id: str
    company_id: str
    status: JobStatus
    created_at: datetime
    number_of_items: int
    last_updated_at: datetime | None = None
    expires_in: int = 3600
    vendor_based_bookkeeping: bool = False
    failure_reason: str | None = None


class JobItemStatus(StrEnum):
    """State of one entry within a job."""

    PENDING = "pending"
    IN_PROGRESS = "in_progress"
    FAILED = "failed"
    SUCCESSFUL = "successful"
    ABANDONED = "abandoned"


@dataclass(frozen=True, slots=True)
class JobItem:
    """Control data of an entry in a job: who it is and whether Pleo already has its result."""

    accounting_entry_id: str
    status: JobItemStatus
    external_id: str | None = None


@dataclass(frozen=True, slots=True)
class QueuePart:
    """One part of an entry of the queue, by Pleo's own ids; None for a category or VAT rate that is not chosen."""

    account_id: str | None
    tax_code_id: str | None
    tag_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class QueueEntry:
    """An entry of Pleo's export queue: less than an item, for Pleo hands out items only within a job.

    `amount` is Pleo's transaction value in its currency; `day` the UTC day of `moment`, the bookkeeping date, None while Pleo
    has none; `export_status` is Pleo's word (QUEUED, EXPORTED ...). `account_ids`, `tax_code_ids` and `tag_ids` are Pleo's own
    ids, of all splits, each once, and `parts` tells which go together; `wallet_amount` is Pleo's total in wallet currency, None
    where it does not tell.
    """

    id: str
    family: str
    sub_family: str | None
    amount: Money
    day: date | None
    note: str | None
    has_account: bool
    receipts: int
    employee_id: str | None = None
    export_status: str = "QUEUED"
    moment: datetime | None = None
    account_ids: tuple[str, ...] = ()
    tax_code_ids: tuple[str, ...] = ()
    tag_ids: tuple[str, ...] = ()
    wallet_amount: Money | None = None
    parts: tuple[QueuePart, ...] = ()

    def day_in(self, zone: tzinfo) -> date:
        """Its day in a time zone; the calendar's first one where Pleo has none."""
        return self.moment.astimezone(zone).date() if self.moment else self.day or date.min


@dataclass(frozen=True, slots=True)
class PleoCompany:
    """The Pleo company a key belongs to."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class StoredReceipt:
    """A receipt as the accounting-entries API lists it: stays available after the job is closed. `id` None: a file's, known by its hash."""

    id: str | None
    url: str
    type: str
    size: int
