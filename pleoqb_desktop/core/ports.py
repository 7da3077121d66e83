"""What the use cases need of the world, as protocols; implemented in adapters, or by hand in tests."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any, Protocol

from pleoqb_desktop.core.cancel import CancelToken
from pleoqb_desktop.core.errors import LedgerRefusal
from pleoqb_desktop.core.settings import Settings
from pleoqb_desktop.domain.books import Books, Company, Dimension, DimensionValue, JournalCode, Vendor
from pleoqb_desktop.domain.entries import Entry, EntryKind, Party
from pleoqb_desktop.domain.problems import Code, PleoReason, Problem
from pleoqb_desktop.domain.rules.posting import OpenDocument
from pleoqb_desktop.domain.spend import (
    ExportItem,
    ExportJob,
    JobItem,
    JobStatus,
    PleoCompany,
    QueueEntry,
    StoredReceipt,
)


class Clock(Protocol):
    """Time, so that tests can move it."""

    def now(self) -> datetime:
        """Aware time in UTC."""

    def monotonic(self) -> float:
        """Seconds on a clock that never goes back."""

    def wait(self, seconds: float, cancel: CancelToken | None) -> None:
        """Waits. Raises Cancelled when a stop is asked for meanwhile."""


class Wording(Protocol):
    """Sentences for problems; Pleo shows them to its users."""

    def sentence(self, problem: Problem) -> str:
        """What happened and to what, in the language of the profile."""

    def remedy(self, problem: Problem) -> str:
        """What to do."""


# -- Pleo ------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class UnreadableItem:
    """An export item that does not follow Pleo's contract; `entry_id` is what could still be read."""

    entry_id: str
    reason: str


@dataclass(frozen=True, slots=True)
class Report:
    """The result of one item, for Pleo (UPD-01 to UPD-03)."""

    accounting_entry_id: str
    successful: bool
    external_id: str | None = None
    external_url: str | None = None
    exported_at: datetime | None = None
    reason: PleoReason | None = None
    reason_text: str | None = None


@dataclass(frozen=True, slots=True)
class ReportRefusal:
    """A result Pleo did not take, though the call succeeded (UPD-06)."""

    accounting_entry_id: str
    type: str
    message: str


class SpendSource(Protocol):
    """Pleo's export side. Every method raises SignInAgainError, UnavailableError or Cancelled."""

    def jobs(self, statuses: Sequence[JobStatus]) -> list[ExportJob]:
        """Jobs of the company in these states, oldest first."""

    def job(self, job_id: str) -> ExportJob | None:
        """One job, None when Pleo does not know it."""

    def create_job(self, entry_ids: Sequence[str]) -> ExportJob | None:
        """Asks Pleo for a job; None when one is running already. Raises SetupIncompleteError without contra accounts."""

    def start_job(self, job_id: str) -> bool:
        """Sends `started`; False when Pleo does not allow the move."""

    def finish_job(
        self, job_id: str, status: JobStatus, reason_type: str | None = None, reason: str | None = None
    ) -> bool:
        """Sends the closing event; False when Pleo does not allow the move (the job has ended already)."""

    def job_items(self, job_id: str) -> Iterator[JobItem]:
        """Control data of all items of a job."""

    def item_pages(self, job_id: str) -> Iterator[Sequence[ExportItem | UnreadableItem]]:
        """The items of a pending or running job, page by page.

        Raises SetupIncompleteError without contra accounts, SpendRefusal when the job has ended.
        """

    def report(self, job_id: str, reports: Sequence[Report]) -> list[ReportRefusal]:
        """Tells Pleo of at most 100 items. Raises SpendRefusal when the job has ended."""

    def touch(self, job_id: str, entry_id: str) -> None:
        """Keeps a job alive that has had no result for long: it expires an hour after the last action (JOB-07)."""

    def queue(self) -> Iterator[QueueEntry]:
        """Entries that stand in Pleo's export queue."""

    def entries(self, first: date, last: date) -> Iterator[QueueEntry]:
        """All entries with a bookkeeping date from `first` to `last`, both included, by UTC days, whatever their state."""

    def receipts(self, entry_id: str) -> list[StoredReceipt]:
        """An entry's receipts, also after its job is closed."""


@dataclass(frozen=True, slots=True)
class PleoAccount:
    """An account in Pleo's chart. `external_id` is the QuickBooks id where we wrote it."""

    id: str
    external_id: str
    name: str
    code: str | None
    archived: bool
    tax_code_external_id: str | None = None


@dataclass(frozen=True, slots=True)
class PleoTaxCode:
    """A tax code in Pleo; `code` is the QuickBooks id where we wrote it; `rate` a fraction."""

    id: str
    code: str | None
    name: str
    rate: Decimal
    type: str
    archived: bool


@dataclass(frozen=True, slots=True)
class PleoTagGroup:
    """A tag group; matched by code, case-insensitively (TAG-12)."""

    id: str
    code: str
    name: str
    archived: bool
    metadata: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PleoTag:
    """A tag of a group."""

    id: str
    group_id: str
    code: str
    name: str
    archived: bool


@dataclass(frozen=True, slots=True)
class PleoVendor:
    """A vendor in Pleo."""

    id: str
    name: str
    external_id: str | None
    code: str | None
    currency: str
    state: str


class SpendReference(Protocol):
    """Pleo's reference data, written by us. Raises like SpendSource; SpendRefusal when one thing is refused."""

    def accounts(self) -> list[PleoAccount]:
        """All accounts, archived ones too."""

    def create_accounts(self, accounts: Sequence[PleoAccount]) -> list[tuple[str, str]]:
        """Makes accounts (ids are ignored); the ones Pleo refused as (external id, reason)."""

    def update_account(self, account: PleoAccount) -> None:
        """Writes name, code and archived."""

    def contra_accounts(self, external_ids: Sequence[str]) -> set[str]:
        """Which of these accounts are chosen as contra accounts in Pleo."""

    def tax_codes(self) -> list[PleoTaxCode]:
        """All tax codes, archived ones too."""

    def write_tax_code(self, code: PleoTaxCode) -> None:
        """Makes it when its id is empty, else updates it."""

    def tag_groups(self) -> list[PleoTagGroup]:
        """All groups, archived ones too."""

    def write_tag_group(self, group: PleoTagGroup) -> PleoTagGroup:
        """Makes it when its id is empty, else updates it."""

    def tags(self, group_ids: Sequence[str]) -> list[PleoTag]:
        """All tags of the groups, archived ones too."""

    def create_tag(self, tag: PleoTag) -> None:
        """Makes a tag."""

    def update_tag(self, tag: PleoTag) -> None:
        """Writes code, name and archived."""

    def archive_tags(self, tag_ids: Sequence[str], *, archived: bool) -> None:
        """Archives or brings back many at once."""

    def vendors(self) -> list[PleoVendor] | None:
        """All vendors; None when Pleo's vendor API is not open to this key (early access, VEN-04)."""

    def write_vendor(self, vendor: PleoVendor) -> None:
        """Makes it when its id is empty, else updates it."""

    def archive_vendor(self, vendor_id: str) -> None:
        """Archives a vendor."""

    def set_status(self, status: str, error: str | None = None) -> None:
        """Reports the state of the installation (INS-03 to INS-05)."""


class PleoConnection(Protocol):
    """What connecting needs."""

    def check(self) -> PleoCompany:
        """Makes or reads the installation and says which company the key belongs to (INS-02, KEY-05)."""

    def missing_scopes(self) -> list[str]:
        """Permissions that the key lacks, by their names; empty when all are there or Pleo does not tell."""

    def set_status(self, status: str, error: str | None = None) -> None:
        """Reports the state of the installation (INS-03 to INS-05)."""

    def remove(self) -> None:
        """Removes the installation (INS-07)."""


# -- QuickBooks ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PostedEntry:
    """An entry as QuickBooks holds it.

    `total` and `tax` are gross total and VAT in the entry's currency, None where the kind has none; `accounts` holds
    (account id, amount) of every line and, first, of the money account; `doc_number` and `note` are None when empty; `balance`
    is what of a bill is still owed.
    """

    kind: EntryKind
    id: str
    sync_token: str
    day: date
    total: Decimal | None = None
    tax: Decimal | None = None
    doc_number: str | None = None
    note: str | None = None
    accounts: tuple[tuple[str, Decimal], ...] = ()
    vendor_id: str | None = None
    vendor_name: str = ""
    balance: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Upload:
    """One file to attach. It stays on disk until it is sent."""

    kind: EntryKind
    external_id: str
    file_name: str
    content_type: str
    path: Path
    size: int


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that stands on an entry."""

    id: str
    sync_token: str
    file_name: str
    entry_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UploadRefusal:
    """A file that QuickBooks did not take."""

    code: str
    detail: str


@dataclass(frozen=True, slots=True)
class NewAccount:
    """A bank account to be made."""

    name: str
    type: str
    sub_type: str
    number: str | None
    currency: str | None
    journal_code_id: str | None


class Ledger(Protocol):
    """QuickBooks. Methods raise SignInAgainError, UnavailableError, LedgerRefusal or Cancelled; those that make or remove
    something raise LostAnswerError when it is not known whether it was done."""

    def company(self) -> Company:
        """The company and its preferences."""

    def books(self, dimensions: Iterable[Dimension]) -> Books:
        """Accounts, VAT and the values of these dimensions, inactive ones too."""

    def vendors(self) -> list[Vendor]:
        """All vendors, inactive ones too."""

    def other_names(self, names: Sequence[str]) -> set[str]:
        """Which of these names a customer or employee holds."""

    def vendor_named(self, name: str) -> Vendor | None:
        """The vendor of exactly this name, active or not."""

    def create_vendor(self, party: Party, request_id: str) -> Vendor:
        """Makes a vendor."""

    def create_vendors(self, parties: Sequence[Party], request_id: str) -> list[Vendor | LedgerRefusal]:
        """Makes up to 30 vendors in one batch; one result each, in order."""

    def deactivate_vendor(self, vendor_id: str, request_id: str) -> None:
        """Sets a vendor inactive."""

    def activate_vendor(self, vendor_id: str, request_id: str) -> Vendor:
        """Brings an inactive vendor back."""

    def vendors_in_use(self, since: datetime) -> set[str]:
        """Vendors that entries made or changed since then name."""

    def create_account(self, account: NewAccount, request_id: str) -> str:
        """Makes an account and returns its id."""

    def journal_codes(self) -> list[JournalCode]:
        """Journal codes; empty outside France."""

    def dimension_values(self, which: Dimension) -> list[DimensionValue]:
        """Values of one dimension, inactive ones too."""

    def exchange_rate(self, currency: str, day: date) -> Decimal | None:
        """QuickBooks' own rate, None when it has none."""

    def payload(self, entry: Entry) -> dict[str, Any]:
        """The JSON that would be sent."""

    def post(self, entry: Entry, request_id: str) -> PostedEntry:
        """Makes one entry."""

    def post_batch(self, entries: Sequence[Entry], request_id: str) -> list[PostedEntry | LedgerRefusal]:
        """Makes up to 30 entries in one request; one result each, in order."""

    def batch_seconds(self) -> float:
        """How long QuickBooks took for the last batch, without our own waiting for its limits; 0 before the first."""

    def keeps_numbers(self) -> bool:
        """Whether purchases keep the number we give them, as far as the company was read."""

    def find_by_number(self, kind: EntryKind, numbers: Sequence[str]) -> list[PostedEntry]:
        """Purchases or journal entries with these document numbers."""

    def find_by_day(self, kind: EntryKind, first: date, last: date) -> list[PostedEntry]:
        """Entries of a kind dated within these days, both included."""

    def read(self, kind: EntryKind, external_id: str) -> PostedEntry | None:
        """One entry as it stands now, None when it is gone."""

    def remove(self, kind: EntryKind, external_id: str, sync_token: str, request_id: str) -> None:
        """Deletes an entry."""

    def open_documents(self, vendor_id: str) -> list[tuple[OpenDocument, str | None, str | None]]:
        """Bills of a vendor, with their document number and memo."""

    def upload(self, files: Sequence[Upload]) -> list[Attachment | UploadRefusal]:
        """Attaches files in one request; one result each, in order."""

    def attachments(self, kind: EntryKind, external_id: str) -> list[Attachment]:
        """Files that stand on an entry."""

    def attachment(self, attachment_id: str) -> Attachment | None:
        """One file as it stands now, None when it is gone."""

    def remove_attachment(self, attachment: Attachment, request_id: str) -> None:
        """Deletes a file."""

    def web_address(self, kind: EntryKind, external_id: str) -> str:
        """Where a person sees the entry."""

    def counts(self) -> tuple[int, int]:
        """Requests so far, and how many of them are metered."""


# -- this computer ---------------------------------------------------------------------------------------------------------


class SecretName(StrEnum):
    """Secrets we keep, one keyring entry each (DESIGN 6)."""

    PLEO_API_KEY = "pleo_api_key"
    INTUIT_CLIENT_SECRET = "intuit_client_secret"
    QUICKBOOKS_SIGN_IN = "quickbooks_sign_in"


class Secrets(Protocol):
    """The password store. Raises SetupIncompleteError when there is none that is safe."""

    def get(self, name: SecretName, address: str) -> str | None:
        """The secret that was entered for this service address, None when there is none."""

    def set(self, name: SecretName, address: str, value: str) -> None:
        """Keeps a secret."""

    def forget(self, name: SecretName, address: str) -> None:
        """Removes a secret; nothing happens when there is none."""


class SettingsStore(Protocol):
    """The settings file of a profile."""

    def load(self) -> Settings:
        """The settings; all defaults when there is no file yet. Raises KnownError when the file is damaged."""

    def save(self, settings: Settings) -> None:
        """Replaces the file at once, never half. Raises KnownError when the disk is full."""

    def update(self, **changes: Any) -> Settings:
        """Re-reads, changes these members, saves, and returns the result; safe between threads and processes."""


class Locks(Protocol):
    """Locks across processes."""

    def export(self) -> AbstractContextManager[None]:
        """Held during an export or undo of the profile. Raises ExportRunningError."""

    def sign_in(self) -> AbstractContextManager[None]:
        """Held while a sign-in is refreshed; waits."""


class ReceiptFetcher(Protocol):
    """Fetches receipts without credentials."""

    def fetch(self, url: str, into: Path, declared_type: str, cancel: CancelToken) -> "FetchedReceipt":
        """Downloads to the file `into`. Raises ReceiptProblem, UnavailableError or Cancelled."""


@dataclass(frozen=True, slots=True)
class FetchedReceipt:
    """A receipt on disk, of a type QuickBooks takes."""

    path: Path
    content_type: str
    extension: str
    size: int


class ReceiptProblem(Exception):  # noqa: N818 - data about one file
    """One receipt cannot be had; the entry stands without it."""

    def __init__(self, code: Code, **params: str) -> None:
        super().__init__(code.value)
        self.code = code
        self.params = params
