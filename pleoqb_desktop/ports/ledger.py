"""QuickBooks: what is read there and what is made."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Protocol

from pleoqb_desktop.domain.books import Books, Company, Dimension, JournalCode, Vendor
from pleoqb_desktop.domain.entries import Entry, EntryKind, Party
from pleoqb_desktop.domain.movements import Movements, movements
from pleoqb_desktop.domain.rules.posting import OpenDocument
from pleoqb_desktop.ports.errors import LedgerRefusal


@dataclass(frozen=True, slots=True)
class PostedEntry:
    """An entry as QuickBooks holds it.

    `total` and `tax` are gross total and VAT in the entry's currency, None where the kind has none; `accounts` holds
    (account id, amount) of every line and, first, of the money account; `doc_number` and `note` are None when empty; `balance`
    is what of a bill is still owed; `credit` tells a purchase that brings money back; `taxes` holds (rate id, VAT) of each rate, as far as
    it is told.
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
    credit: bool = False
    taxes: tuple[tuple[str, Decimal], ...] = ()

    @property
    def movements(self) -> Movements:
        """What it moves, by account."""
        return movements(self.kind, self.accounts, self.total, turned=self.credit)

    def amount_beside(self, expected: Decimal) -> Decimal:
        """The gross amount, positive, to be compared with what is expected.

        The total of a journal entry is always 0 (quickbooks.md 14): it holds what is expected when one account is moved by that,
        else as much as its larger side.
        """
        if self.kind is not EntryKind.JOURNAL_ENTRY:
            return abs(self.total or Decimal(0))
        moved = self.movements.values()
        if abs(expected) in {abs(amount) for amount in moved}:
            return abs(expected)
        debits, credits_ = (sum(max(sign * amount, Decimal(0)) for amount in moved) for sign in (1, -1))
        return Decimal(max(debits, credits_))

    @property
    def is_void(self) -> bool:
        """Whether a person voided it: QuickBooks keeps a voided entry with all its amounts at 0. A payment of 0 joins a credit."""
        amounts = [amount for _, amount in self.accounts]
        return self.kind is not EntryKind.BILL_PAYMENT and not self.total and not any(amounts)


@dataclass(frozen=True, slots=True)
class EncodedEntry:
    """An entry as it leaves: `body` is its JSON."""

    kind: EntryKind
    body: bytes


@dataclass(frozen=True, slots=True)
class BatchAnswer:
    """What came of a batch: one result each, in order, and how many seconds QuickBooks took, without our own waiting."""

    results: tuple["PostedEntry | LedgerRefusal", ...]
    seconds: float


@dataclass(frozen=True, slots=True)
class Upload:
    """One file to attach. It stays on disk until it is sent. `note` says what it is, empty for nothing."""

    kind: EntryKind
    external_id: str
    file_name: str
    content_type: str
    path: Path
    size: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that stands on an entry. `size` is in bytes, 0 where QuickBooks does not tell it; `note` is empty where there is none."""

    id: str
    sync_token: str
    file_name: str
    entry_ids: tuple[str, ...] = ()
    size: int = 0
    note: str = ""


@dataclass(frozen=True, slots=True)
class FileOnEntries:
    """What tells whose a file is, and the entries that it hangs on by kind and id. `note` is empty where there is none; `size` is in
    bytes, 0 where QuickBooks does not tell it."""

    file_name: str
    note: str
    entries: tuple[tuple[EntryKind, str], ...]
    size: int = 0


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

    def exchange_rate(self, currency: str, day: date) -> Decimal | None:
        """QuickBooks' own rate, None when it has none."""

    def payload(self, entry: Entry) -> dict[str, Any]:
        """The JSON that would be sent."""

    def encoded(self, entry: Entry) -> EncodedEntry:
        """An entry as it would be sent."""

    def post(self, entry: EncodedEntry, request_id: str) -> PostedEntry:
        """Makes one entry."""

    def post_batch(self, entries: Sequence[EncodedEntry], request_id: str) -> BatchAnswer:
        """Makes up to 30 entries in one request."""

    def keeps_numbers(self) -> bool:
        """Whether purchases keep the number we give them, as far as the company was read."""

    def find_by_id(self, kind: EntryKind, external_ids: Sequence[str]) -> list[PostedEntry]:
        """Those of these entries that are there, in any order; what is not among them may be deleted, not to be seen yet, or of a
        kind that the company's plan does not know (any more)."""

    def find_by_number(self, kind: EntryKind, numbers: Sequence[str]) -> list[PostedEntry]:
        """Purchases or journal entries with these document numbers; none of a kind that the company's plan does not know."""

    def find_by_day(self, kinds: Collection[EntryKind], first: date, last: date) -> list[PostedEntry]:
        """Entries of these kinds dated within these days, both included, in as few requests as it takes; none of a kind that the
        company's plan does not know."""

    def read(self, kind: EntryKind, external_id: str) -> PostedEntry | None:
        """One entry as it stands now, None when it is gone."""

    def remove(self, kind: EntryKind, external_id: str, sync_token: str, request_id: str) -> None:
        """Deletes an entry."""

    def amend_note(
        self, kind: EntryKind, external_id: str, amend: Callable[[str], str | None], request_id: str
    ) -> PostedEntry:
        """Gives an entry the memo that `amend` makes of its own, or leaves it for None; the rest stays as it stands now.

        LedgerRefusal for one that is gone, or where QuickBooks changed more than the memo: that was put back then.
        """

    def correct(self, entry: EncodedEntry, external_id: str, sync_token: str, request_id: str) -> PostedEntry:
        """Writes an entry over one that stands, whole. LedgerRefusal when somebody changed it since that token."""

    def open_documents(self, vendor_id: str) -> list[tuple[OpenDocument, str | None, str | None]]:
        """Bills of a vendor, with their document number and memo."""

    def upload(self, files: Sequence[Upload], request_id: str) -> list[Attachment | UploadRefusal]:
        """Attaches files in one request; one result each, in order. Whether the request id keeps a repeat from attaching them
        again is not published: ask what is there before repeating."""

    def attachments(self, kind: EntryKind, external_id: str) -> list[Attachment]:
        """Files that stand on an entry."""

    def entries_with_files(self, beginnings: Sequence[str]) -> Mapping[str, Sequence[tuple[EntryKind, str]]]:
        """Entries, by kind and id, that a file hangs on whose name begins so; also entries that are gone: their files stay. Only
        beginnings that have some; none where QuickBooks does not let names be asked for."""

    def files_made(self, first: date, before: date | None) -> Iterable[FileOnEntries] | None:
        """Files that hang on entries, made since `first` and until `before` (None: until now), days of any time zone; also those of
        entries that are gone. None where QuickBooks does not let the time be asked for."""

    def attachment(self, attachment_id: str) -> Attachment | None:
        """One file as it stands now, None when it is gone."""

    def remove_attachment(self, attachment: Attachment, request_id: str) -> None:
        """Deletes a file."""

    def web_address(self, kind: EntryKind, external_id: str) -> str:
        """Where a person sees the entry."""

    def counts(self) -> tuple[int, int]:
        """Requests so far, and how many of them are metered."""
