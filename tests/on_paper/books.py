"""A ledger on paper: QuickBooks as its port promises it, and what an accountant does in it; refuses what QuickBooks refuses."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any, TypeVar

import msgspec

from pleoqb_desktop.domain.books import Account, Books, Company, Dimension, JournalCode, Vendor, fold
from pleoqb_desktop.domain.entries import Bill, BillPayment, Entry, EntryKind, Party, VendorCredit, parties
from pleoqb_desktop.domain.problems import Code, problem
from pleoqb_desktop.domain.rules.posting import OpenDocument
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.errors import LedgerRefusal, LostAnswerError, RefusalReason
from pleoqb_desktop.ports.ledger import (
    Attachment,
    BatchAnswer,
    EncodedEntry,
    FileOnEntries,
    NewAccount,
    PostedEntry,
    Upload,
    UploadRefusal,
)
from tests.on_paper.entries import Standing, account_ids, entry_of, letter_of, lines
from tests.on_paper.paper import Paper

AT_ONCE = 30
_NUMBERED = frozenset({EntryKind.PURCHASE, EntryKind.JOURNAL_ENTRY, EntryKind.BILL})
"""Kinds in which QuickBooks takes a number once (quickbooks-api.md 12.4)."""
_OF_BILLS = frozenset({EntryKind.BILL, EntryKind.VENDOR_CREDIT, EntryKind.BILL_PAYMENT})
_Answer = TypeVar("_Answer")


def refusal(reason: RefusalReason, detail: str = "") -> LedgerRefusal:
    """A refusal for one reason; its code is the reason's own word."""
    return LedgerRefusal(frozenset({reason}), reason.value, detail or reason.value)


class BooksOnPaper(Paper):
    """One company (ports.ledger.Ledger). Entries, names and files have ids of their own; what a request id was told, it is told again."""

    def __init__(
        self,
        books: Books,
        vendors: Iterable[Vendor] = (),
        *,
        other_names: Iterable[str] = (),
        rates: Mapping[str, str] | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        cancel: CancelToken | None = None,
    ) -> None:
        """`other_names` are customers and employees; `rates` tell home units for one unit of a currency; `now` stamps changes."""
        super().__init__(cancel)
        self.entries: dict[tuple[EntryKind, str], Standing] = {}
        self.files: dict[str, tuple[Attachment, bytes]] = {}
        self.seconds = 1.0
        """How long it takes over a batch."""
        self.tells_when_files_were_made = True
        self.uploads_land_after: float | None = None
        """Seconds after which an upload is carried out whose answer is lost; None: at once, and it is answered."""
        self.forgetful = False
        """Takes no notice of request ids and of numbers that are taken: what is asked twice is made twice."""
        self._books = books
        self._vendors = {vendor.id: vendor for vendor in vendors}
        self._other_names = {fold(name) for name in other_names}
        self._rates = {currency: Decimal(rate) for currency, rate in (rates or {}).items()}
        self._now = now
        self._answers: dict[str, Any] = {}
        self._landing: list[tuple[datetime, Upload, bytes]] = []
        self._last_id = 1000
        self._metered = 0
        self._hidden: int | None = None
        self._closed = books.company.close_date
        self._day_shift = 0
        self._computes_vat_itself = False

    # -- what an accountant does -----------------------------------------------------------------

    def close(self, last_day: date) -> None:
        """Closes the books up to this day."""
        self._closed = last_day
        self._books = replace(self._books, company=replace(self._books.company, close_date=last_day))

    def change(self, kind: EntryKind, external_id: str, **header: Any) -> None:
        """Changes members of an entry's header."""
        standing = self.entries[kind, external_id]
        standing.entry = replace(standing.entry, header=replace(standing.entry.header, **header))
        self._touch(standing)

    def rewrite(self, kind: EntryKind, external_id: str, **members: Any) -> None:
        """Changes members of an entry: its lines, its accounts."""
        standing = self.entries[kind, external_id]
        standing.entry = replace(standing.entry, **members)
        self._touch(standing)

    def numbers_by_itself(self) -> None:
        """Lets QuickBooks number purchases: ours may not be kept."""
        self._books = replace(self._books, company=replace(self._books.company, keeps_numbers=False))

    def switch_off(self, account_id: str, *, active: bool = False) -> None:
        """Makes an account inactive."""
        account = replace(self._books.accounts[account_id], active=active)
        self._books = replace(self._books, accounts={**self._books.accounts, account_id: account})

    def switch_on(self, account_id: str) -> None:
        """Brings an account back."""
        self.switch_off(account_id, active=True)

    def change_plan(self, plan: str) -> None:
        """Another subscription."""
        self._books = replace(self._books, company=replace(self._books.company, plan=plan))

    def lose_vendor(self, name: str) -> None:
        """Sets a vendor inactive."""
        self._vendors |= {one.id: replace(one, active=False) for one in self._vendors.values() if one.name == name}

    def compute_vat_itself(self) -> None:
        """All its rates are read-only in earnest: an entry that tells their VAT is refused (6000)."""
        self._computes_vat_itself = True

    def rename_vendor(self, name: str, other: str) -> None:
        """Gives a vendor another name."""
        self._vendors |= {one.id: replace(one, name=other) for one in self._vendors.values() if one.name == name}

    def add_other_name(self, name: str) -> None:
        """A customer or an employee."""
        self._other_names.add(fold(name))

    def match_to_bank(self, kind: EntryKind, external_id: str) -> None:
        """Matches an entry to a line of the bank."""
        self.entries[kind, external_id].matched = True

    def write_by_hand(self, entry: Entry) -> PostedEntry:
        """Makes an entry that is nobody else's."""
        return self._write(entry)

    def delete(self, kind: EntryKind, external_id: str) -> None:
        """Deletes an entry."""
        self._erase(self.entries[kind, external_id])

    def attach_by_hand(self, kind: EntryKind, external_id: str, name: str) -> None:
        """Puts a file on an entry; its content is its name."""
        self.attach_content(kind, external_id, name, name.encode())

    def attach_content(self, kind: EntryKind, external_id: str, name: str, content: bytes) -> None:
        """Puts a file on an entry, as a person does, or an earlier version of ours."""
        made = Attachment(self._new_id(), "0", name, (self.entries[kind, external_id].id,), len(content))
        self.files[made.id] = (made, content)

    def rename_file(self, attachment_id: str, **members: Any) -> None:
        """Changes what is told of a file: `file_name`, `note`."""
        standing, content = self.files[attachment_id]
        token = str(int(standing.sync_token) + 1)
        self.files[attachment_id] = (replace(standing, sync_token=token, **members), content)

    def alter_next(self, *, day_shift: int) -> None:
        """QuickBooks dates the next entry so many days later than it was told, silently."""
        self._day_shift = day_shift

    def hide_in_next_batch(self, place: int) -> None:
        """Makes the entry at this place of the next batch, and answers it by trouble of its own (10000)."""
        self._hidden = place

    def of_kind(self, kind: EntryKind) -> list[Standing]:
        """What stands, in the order it was made."""
        return [one for (known, _), one in self.entries.items() if known is kind]

    # -- what is read ----------------------------------------------------------------------------

    def company(self) -> Company:
        """The company."""
        with self._read("company"):
            return self._books.company

    def books(self, dimensions: Iterable[Dimension]) -> Books:
        """The books with these dimensions alone."""
        asked = set(dimensions)
        with self._read("books"):
            return replace(
                self._books,
                classes=self._books.classes if Dimension.CLASSES in asked else {},
                projects=self._books.projects if Dimension.PROJECTS in asked else {},
                locations=self._books.locations if Dimension.LOCATIONS in asked else {},
            )

    def journal_codes(self) -> list[JournalCode]:
        """Journal codes; empty outside France."""
        with self._read("journal_codes"):
            return list(self._books.journal_codes.values()) if self._books.company.french_edition else []

    def exchange_rate(self, currency: str, day: date) -> Decimal | None:
        """The same on every day."""
        with self._read("exchange_rate"):
            return self._rates.get(currency)

    def keeps_numbers(self) -> bool:
        """As the company says."""
        return self._books.company.keeps_numbers

    def web_address(self, kind: EntryKind, external_id: str) -> str:
        """An address of no real host."""
        return f"https://books.invalid/{kind.value}?txnId={external_id}"

    def counts(self) -> tuple[int, int]:
        """Requests, and those that are metered: readings and batches."""
        return self.asked.total(), self._metered

    # -- names -----------------------------------------------------------------------------------

    def vendors(self) -> list[Vendor]:
        """All of them."""
        with self._read("vendors"):
            return list(self._vendors.values())

    def other_names(self, names: Sequence[str]) -> set[str]:
        """Those of customers and employees."""
        with self._read("other_names"):
            return {name for name in names if fold(name) in self._other_names}

    def vendor_named(self, name: str) -> Vendor | None:
        """Whatever its state."""
        with self._read("vendor_named"):
            return next((one for one in self._vendors.values() if fold(one.name) == fold(name)), None)

    def create_vendor(self, party: Party, request_id: str) -> Vendor:
        """One vendor."""
        with self._request("create_vendor"):
            return self._once(request_id, lambda: self._new_vendor(party))

    def create_vendors(self, parties: Sequence[Party], request_id: str) -> list[Vendor | LedgerRefusal]:
        """A batch of them."""
        with self._batch("create_vendors", len(parties)):
            return self._once(request_id, lambda: [_or_refusal(self._new_vendor, party) for party in parties])

    def deactivate_vendor(self, vendor_id: str, request_id: str) -> None:
        """Sets it inactive."""
        with self._request("deactivate_vendor"):
            self._once(request_id, lambda: self._set_active(vendor_id, active=False))

    def activate_vendor(self, vendor_id: str, request_id: str) -> Vendor:
        """Brings it back."""
        with self._request("activate_vendor"):
            return self._once(request_id, lambda: self._set_active(vendor_id, active=True))

    def vendors_in_use(self, since: datetime) -> set[str]:
        """By what was made or changed since."""
        with self._read("vendors_in_use"):
            recent = [one for one in self.entries.values() if one.changed_at >= since]
            return {party.id for one in recent for party in parties(one.entry) if party.id}

    def _new_vendor(self, party: Party) -> Vendor:
        if fold(party.name) in self._other_names or any(
            fold(v.name) == fold(party.name) for v in self._vendors.values()
        ):
            raise refusal(RefusalReason.NAME_TAKEN, f"another name is {party.name}")
        vendor = Vendor(self._new_id(), party.name, currency=party.currency)
        self._vendors[vendor.id] = vendor
        return vendor

    def _set_active(self, vendor_id: str, *, active: bool) -> Vendor:
        vendor = self._vendors.get(vendor_id)
        if vendor is None:
            raise refusal(RefusalReason.GONE)
        if vendor.active is not active:
            vendor = replace(vendor, active=active, sync_token=str(int(vendor.sync_token) + 1))
        self._vendors[vendor_id] = vendor
        return vendor

    def create_account(self, account: NewAccount, request_id: str) -> str:
        """An account under a name of its own."""
        with self._request("create_account"):
            return self._once(request_id, lambda: self._new_account(account))

    def _new_account(self, new: NewAccount) -> str:
        if any(fold(one.name) == fold(new.name) for one in self._books.accounts.values()):
            raise refusal(RefusalReason.NAME_TAKEN, f"another account is {new.name}")
        made = Account(self._new_id(), new.name, new.type, new.sub_type, new.number, new.currency)
        made = replace(made, journal_code_id=new.journal_code_id, full_name=new.name)
        self._books = replace(self._books, accounts={**self._books.accounts, made.id: made})
        return made.id

    # -- entries ---------------------------------------------------------------------------------

    def payload(self, entry: Entry) -> dict[str, Any]:
        """The letter, spread out."""
        spread: dict[str, Any] = msgspec.json.decode(letter_of(entry))
        return spread

    def encoded(self, entry: Entry) -> EncodedEntry:
        """The letter."""
        return EncodedEntry(entry.kind, letter_of(entry))

    def post(self, entry: EncodedEntry, request_id: str) -> PostedEntry:
        """One entry."""
        with self._request("post"):
            return self._once(request_id, lambda: self._post(entry))

    def post_batch(self, entries: Sequence[EncodedEntry], request_id: str) -> BatchAnswer:
        """A batch of them."""
        with self._batch("post_batch", len(entries)):
            results = list(self._once(request_id, lambda: [_or_refusal(self._post, entry) for entry in entries]))
            if self._hidden is not None:
                results[self._hidden], self._hidden = refusal(RefusalReason.PASSING), None
            return BatchAnswer(tuple(results), self.seconds)

    def find_by_id(self, kind: EntryKind, external_ids: Sequence[str]) -> list[PostedEntry]:
        """By their ids."""
        with self._read("find_by_id"):
            known = self.of_kind(kind) if self._plan_knows(kind) else ()
            return [found for one in known if (found := one.shown()).id in external_ids]

    def find_by_number(self, kind: EntryKind, numbers: Sequence[str]) -> list[PostedEntry]:
        """By document number."""
        with self._read("find_by_number"):
            known = self.of_kind(kind) if self._plan_knows(kind) else ()
            return [one.shown() for one in known if one.entry.header.doc_number in numbers]

    def find_by_day(self, kinds: Collection[EntryKind], first: date, last: date) -> list[PostedEntry]:
        """By day; purchases are asked for by themselves, all else together."""
        for asked in ({EntryKind.PURCHASE} & set(kinds), set(kinds) - {EntryKind.PURCHASE}):
            if asked:
                with self._read("find_by_day"):
                    pass
        known = [kind for kind in kinds if self._plan_knows(kind)]
        return [one.shown() for kind in known for one in self.of_kind(kind) if first <= one.entry.header.day <= last]

    def read(self, kind: EntryKind, external_id: str) -> PostedEntry | None:
        """As it stands."""
        with self._read("read"):
            standing = self.entries.get((kind, external_id))
            return standing.shown() if standing else None

    def remove(self, kind: EntryKind, external_id: str, sync_token: str, request_id: str) -> None:
        """Deletes it."""
        with self._request("remove"):
            self._once(request_id, lambda: self._remove(kind, external_id, sync_token))

    def amend_note(
        self, kind: EntryKind, external_id: str, amend: Callable[[str], str | None], request_id: str
    ) -> PostedEntry:
        """Another memo."""
        with self._read("read"):
            pass
        with self._request("amend_note"):
            return self._once(request_id, lambda: self._amend(kind, external_id, amend))

    def correct(self, entry: EncodedEntry, external_id: str, sync_token: str, request_id: str) -> PostedEntry:
        """The letter, over what stands."""
        with self._request("correct"):
            return self._once(request_id, lambda: self._correct(entry, external_id, sync_token))

    def open_documents(self, vendor_id: str) -> list[tuple[OpenDocument, str | None, str | None]]:
        """Bills of a vendor, paid ones too."""
        with self._read("open_documents"):
            self._check_plan(EntryKind.BILL)
            shown = [one.shown() for one in self.of_kind(EntryKind.BILL) if one.names(vendor_id)]
            return [
                (OpenDocument(one.id, "Bill", Party(one.vendor_name, vendor_id), one.balance), one.doc_number, one.note)
                for one in shown
            ]

    def _post(self, letter: EncodedEntry) -> PostedEntry:
        entry = entry_of(letter.kind, letter.body)
        self._check_plan(entry.kind)
        if self._closed and entry.header.day <= self._closed:
            raise refusal(RefusalReason.PERIOD_CLOSED)
        accounts = [self._books.accounts.get(account_id) for account_id in account_ids(entry)]
        if not all(account and account.active for account in accounts):
            raise refusal(RefusalReason.OTHER, "an account that is not there or inactive")
        if not all(self._is_known(party) for party in parties(entry)):
            raise refusal(RefusalReason.GONE, "a name that is not there or inactive")
        if not all(line.tax is None or line.tax.code_id in self._books.tax_codes for line in lines(entry)):
            raise refusal(RefusalReason.OTHER, "a tax code that is not there")
        if self._computes_vat_itself and any(line.tax and line.tax.overridable for line in lines(entry)):
            raise refusal(RefusalReason.BUSINESS_RULE, "the VAT of a read-only rate is told")
        number = entry.header.doc_number
        holder = self._holder(entry, number) if entry.kind in _NUMBERED and number and not self.forgetful else None
        if holder:
            words = f"another one is {number}"
            raise LedgerRefusal(frozenset({RefusalReason.NUMBER_TAKEN}), "number_taken", words, entry_id=holder)
        return self._write(entry)

    def _write(self, entry: Entry) -> PostedEntry:
        if isinstance(entry, BillPayment):
            self._settle(entry, 1)
        if self._day_shift:
            moved = entry.header.day + timedelta(days=self._day_shift)
            entry, self._day_shift = replace(entry, header=replace(entry.header, day=moved)), 0
        standing = Standing(self._new_id(), entry, self._now())
        self.entries[entry.kind, standing.id] = standing
        return standing.shown()

    def _remove(self, kind: EntryKind, external_id: str, sync_token: str) -> None:
        standing = self.entries.get((kind, external_id))
        if standing is None:
            raise refusal(RefusalReason.GONE)
        if str(standing.token) != sync_token:
            raise refusal(RefusalReason.CHANGED_SINCE)
        if self._closed and standing.entry.header.day <= self._closed:
            raise refusal(RefusalReason.PERIOD_CLOSED)
        if standing.matched:
            raise refusal(RefusalReason.MATCHED_TO_BANK)
        if standing.paid:
            raise refusal(RefusalReason.LINKED)
        self._erase(standing)

    def _amend(self, kind: EntryKind, external_id: str, amend: Callable[[str], str | None]) -> PostedEntry:
        standing = self.entries.get((kind, external_id))
        if standing is None:
            raise refusal(RefusalReason.GONE)
        note = amend(standing.entry.header.note)
        if note is not None and note != standing.entry.header.note:
            self._check_open(standing)
            self.change(kind, external_id, note=note)
        return standing.shown()

    def _correct(self, letter: EncodedEntry, external_id: str, sync_token: str) -> PostedEntry:
        standing = self.entries.get((letter.kind, external_id))
        if standing is None:
            raise refusal(RefusalReason.GONE)
        if str(standing.token) != sync_token:
            raise refusal(RefusalReason.CHANGED_SINCE)
        self._check_open(standing)
        standing.entry = entry_of(letter.kind, letter.body)
        self._touch(standing)
        return standing.shown()

    def _check_open(self, standing: Standing) -> None:
        if self._closed and standing.entry.header.day <= self._closed:
            raise refusal(RefusalReason.PERIOD_CLOSED)

    def _erase(self, standing: Standing) -> None:
        if isinstance(standing.entry, BillPayment):
            self._settle(standing.entry, -1)
        del self.entries[standing.kind, standing.id]

    def _settle(self, payment: BillPayment, sign: int) -> None:
        """Bills are paid, or owed again. Raises LedgerRefusal for what is not there or not owed any more."""
        kinds = {
            "Bill": EntryKind.BILL,
            "VendorCredit": EntryKind.VENDOR_CREDIT,
            "JournalEntry": EntryKind.JOURNAL_ENTRY,
        }
        linked = [(self.entries.get((kinds[link.type], link.id or "")), link.amount) for link in payment.links]
        for document, amount in linked:
            if document is None:
                raise refusal(RefusalReason.GONE)
            if sign > 0 and document.paid + amount > document.entry.total:
                raise refusal(RefusalReason.LINKED, "paid already")
        for document, amount in linked:
            if document:
                document.paid += sign * amount

    def _holder(self, entry: Entry, number: str) -> str | None:
        """Which other entry has this number: of the kind, and of a bill's vendor."""
        held = (
            one.id
            for one in self.of_kind(entry.kind)
            if one.entry.header.doc_number == number and _vendor_of(one.entry) == _vendor_of(entry)
        )
        return next(held, None)

    def _is_known(self, party: Party) -> bool:
        vendor = self._vendors.get(party.id or "")
        return vendor is not None and vendor.active if party.type == "Vendor" else party.id in self._books.projects

    def _plan_knows(self, kind: EntryKind) -> bool:
        return kind not in _OF_BILLS or self._books.company.has_bills

    def _check_plan(self, kind: EntryKind) -> None:
        if not self._plan_knows(kind):
            raise refusal(RefusalReason.PLAN_LACKS_FEATURE)

    # -- files -----------------------------------------------------------------------------------

    def upload(self, files: Sequence[Upload], request_id: str) -> list[Attachment | UploadRefusal]:
        """Keeps their bytes, as often as it is asked to."""
        with self._request("upload"):
            if self.uploads_land_after is None:
                return [self._attached(file, file.path.read_bytes()) for file in files]
            due = self._now() + timedelta(seconds=self.uploads_land_after)
            self._landing += [(due, file, file.path.read_bytes()) for file in files]
            raise LostAnswerError(problem(Code.QUICKBOOKS_REFUSES, status=504), 1.0)

    def attachments(self, kind: EntryKind, external_id: str) -> list[Attachment]:
        """By entry; kinds do not share ids here."""
        with self._read("attachments"):
            for landed in [one for one in self._landing if one[0] <= self._now()]:
                self._landing.remove(landed)
                self._attached(*landed[1:])
            return [one for one, _ in self.files.values() if external_id in one.entry_ids]

    def entries_with_files(self, beginnings: Sequence[str]) -> Mapping[str, Sequence[tuple[EntryKind, str]]]:
        """Kinds do not share ids here; of an entry that is gone the kind is not known any more."""
        with self._read("entries_with_files"):
            kinds = {external_id: kind for kind, external_id in self.entries}
            return {
                one: [(kinds[file.entry_ids[0]], file.entry_ids[0]) for file in files if file.entry_ids[0] in kinds]
                for one in beginnings
                if (files := [file for file, _ in self.files.values() if file.file_name.startswith(one)])
            }

    def files_made(self, first: date, before: date | None) -> Iterable[FileOnEntries] | None:
        """As entries_with_files; days do not count here."""
        with self._read("files_made"):
            if not self.tells_when_files_were_made:
                return None
            kinds = {external_id: kind for kind, external_id in self.entries}
            return [
                FileOnEntries(
                    one.file_name, one.note, tuple((kinds[id_], id_) for id_ in one.entry_ids if id_ in kinds), one.size
                )
                for one, _ in self.files.values()
            ]

    def attachment(self, attachment_id: str) -> Attachment | None:
        """As it stands."""
        with self._read("attachment"):
            return self.files[attachment_id][0] if attachment_id in self.files else None

    def remove_attachment(self, attachment: Attachment, request_id: str) -> None:
        """Deletes it."""
        with self._request("remove_attachment"):
            self._once(request_id, lambda: self._remove_file(attachment))

    def _attached(self, file: Upload, content: bytes) -> Attachment | UploadRefusal:
        if (file.kind, file.external_id) not in self.entries:
            return UploadRefusal(RefusalReason.GONE.value, "no such entry")
        made = Attachment(self._new_id(), "0", file.file_name, (file.external_id,), len(content), file.note)
        self.files[made.id] = (made, content)
        return made

    def _remove_file(self, attachment: Attachment) -> None:
        if self.files.pop(attachment.id, None) is None:
            raise refusal(RefusalReason.GONE)

    # -- how it works ----------------------------------------------------------------------------

    def _read(self, name: str) -> Any:
        with self._lock:
            self._metered += 1
        return self._request(name)

    def _batch(self, name: str, size: int) -> Any:
        if size > AT_ONCE:
            raise ValueError(f"at most {AT_ONCE} in a batch")
        return self._read(name)

    def _once(self, request_id: str, work: Callable[[], _Answer]) -> _Answer:
        """A refusal is not kept: nothing was done."""
        if self.forgetful or request_id not in self._answers:
            self._answers[request_id] = work()
        answer: _Answer = self._answers[request_id]
        return answer

    def _new_id(self) -> str:
        self._last_id += 1
        return str(self._last_id)

    def _touch(self, standing: Standing) -> None:
        standing.token += 1
        standing.changed_at = self._now()


def _vendor_of(entry: Entry) -> str | None:
    return entry.vendor.id if isinstance(entry, Bill | VendorCredit) else None


def _or_refusal(make: Callable[[Any], _Answer], given: Any) -> _Answer | LedgerRefusal:
    try:
        return make(given)
    except LedgerRefusal as refused:
        return refused
