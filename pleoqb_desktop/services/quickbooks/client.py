"""One QuickBooks company as the port Ledger has it, put together from its parts: reference data, vendors, entries, files."""

from pleoqb_desktop.domain.entries import EntryKind
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.services.http.pacing import Limit
from pleoqb_desktop.services.http.transport import Transport
from pleoqb_desktop.services.quickbooks import kinds
from pleoqb_desktop.services.quickbooks.entries import Entries
from pleoqb_desktop.services.quickbooks.files import Files
from pleoqb_desktop.services.quickbooks.reference import ReferenceData
from pleoqb_desktop.services.quickbooks.requests import Requests
from pleoqb_desktop.services.quickbooks.vendors import Vendors

# quickbooks.md 4, a little under each: what leaves evenly arrives bunched, and a refusal costs a minute.
LIMITS = (Limit(9, 1.0), Limit(500, 61.0), Limit(40, 61.0, only="batch"))
GAP = 0.112
AT_ONCE = 9


class QuickBooksClient:
    """One QuickBooks company. Implements Ledger: each of its methods is one part's, as the constructor says."""

    def __init__(
        self, transport: Transport, realm_id: str, web_address: str, cancel: CancelToken | None = None
    ) -> None:
        self._web = web_address
        self._requests = requests = Requests(transport, realm_id, cancel)
        reference = ReferenceData(requests)
        self.company = reference.company
        self.books = reference.books
        self.journal_codes = reference.journal_codes
        self.exchange_rate = reference.exchange_rate
        self.create_account = reference.create_account
        vendors = Vendors(requests, reference)
        self.vendors = vendors.all
        self.vendor_named = vendors.named
        self.other_names = vendors.other_names
        self.create_vendor = vendors.create
        self.create_vendors = vendors.create_several
        self.activate_vendor = vendors.activate
        self.deactivate_vendor = vendors.deactivate
        self.vendors_in_use = vendors.in_use
        entries = Entries(requests, reference, vendors.names)
        self.payload = entries.payload
        self.encoded = entries.encoded
        self.post = entries.post
        self.post_batch = entries.post_batch
        self.keeps_numbers = entries.keeps_numbers
        self.find_by_id = entries.find_by_id
        self.find_by_number = entries.find_by_number
        self.find_by_day = entries.find_by_day
        self.read = entries.read
        self.remove = entries.remove
        self.amend_note = entries.amend_note
        self.correct = entries.correct
        self.open_documents = entries.open_documents
        files = Files(requests)
        self.upload = files.upload
        self.attachments = files.on_entry
        self.attachment = files.read
        self.entries_with_files = files.entries_with
        self.files_made = files.made
        self.remove_attachment = files.remove

    def counts(self) -> tuple[int, int]:
        """Requests so far, and how many of them are metered."""
        tally = self._requests.tally
        return tally.requests, tally.metered

    def web_address(self, kind: EntryKind, external_id: str) -> str:
        """Where a person sees the entry."""
        return f"{self._web}/app/{kinds.PAGE[kind]}?txnId={external_id}"
