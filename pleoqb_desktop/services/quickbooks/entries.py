"""Entries in QuickBooks: made singly and in batches, found by number and by day, read, removed."""

from collections.abc import Sequence
from datetime import date

import msgspec

from pleoqb_desktop.domain.entries import Entry, EntryKind, Party
from pleoqb_desktop.domain.rules.posting import OpenDocument
from pleoqb_desktop.ports.errors import LedgerRefusal, RefusalReason
from pleoqb_desktop.ports.ledger import BatchAnswer, EncodedEntry, PostedEntry
from pleoqb_desktop.services.quickbooks import faults, kinds, payloads, wire
from pleoqb_desktop.services.quickbooks.reference import ReferenceData
from pleoqb_desktop.services.quickbooks.requests import Requests, checked_id, chunks, encoded, quoted
from pleoqb_desktop.services.quickbooks.wire import Json


class Entries:
    """The entries of one company."""

    def __init__(self, requests: Requests, reference: ReferenceData) -> None:
        self._requests = requests
        self._reference = reference

    def payload(self, entry: Entry) -> Json:
        """The JSON that would be sent."""
        return payloads.entry_json(entry, taxes=self._reference.known_or_read().taxes_purchases)

    def encoded(self, entry: Entry) -> EncodedEntry:
        """The entry as it leaves."""
        return EncodedEntry(entry.kind, encoded(self.payload(entry)))

    def post(self, entry: EncodedEntry, request_id: str) -> PostedEntry:
        """One entry in one request: free of charge (quickbooks.md 4.1)."""
        name = kinds.ENTITY[entry.kind]
        return _posted(entry.kind, self._requests.make(f"/{kinds.PATH[entry.kind]}", name, entry.body, request_id))

    def post_batch(self, entries: Sequence[EncodedEntry], request_id: str) -> BatchAnswer:
        """Up to 30 entries in one request, metered."""
        bodies = [(kinds.ENTITY[entry.kind], msgspec.Raw(entry.body)) for entry in entries]
        answers, seconds = self._requests.make_batch(bodies, request_id)
        results = tuple(
            answer if isinstance(answer, LedgerRefusal) else _posted(entry.kind, answer)
            for entry, answer in zip(entries, answers, strict=True)
        )
        return BatchAnswer(results, seconds)

    def keeps_numbers(self) -> bool:
        """Whether purchases keep the number we give them; where the company does not say, they do."""
        return self._reference.known is None or self._reference.known.keeps_numbers

    def find_by_id(self, kind: EntryKind, external_ids: Sequence[str]) -> list[PostedEntry]:
        """Entries of a kind by Id IN (...)."""
        found: list[PostedEntry] = []
        for chunk in chunks(external_ids, 700):
            condition = f"Id IN ({', '.join(quoted(checked_id(one)) for one in chunk)})"
            found.extend(_posted(kind, row) for row in self._requests.query_all(kinds.ENTITY[kind], condition))
        return found

    def find_by_number(self, kind: EntryKind, numbers: Sequence[str]) -> list[PostedEntry]:
        """Entries of a kind by document number."""
        found: list[PostedEntry] = []
        for chunk in chunks(numbers, 700):
            condition = f"DocNumber IN ({', '.join(quoted(number) for number in chunk)})"
            found.extend(_posted(kind, row) for row in self._requests.query_all(kinds.ENTITY[kind], condition))
        return found

    def find_by_day(self, kind: EntryKind, first: date, last: date) -> list[PostedEntry]:
        """Entries of a kind by date; the memo that tells them apart cannot be asked for (quickbooks.md 5.1)."""
        condition = f"TxnDate >= '{first.isoformat()}' AND TxnDate <= '{last.isoformat()}'"
        try:
            rows = list(self._requests.query_all(kinds.ENTITY[kind], condition))
        except LedgerRefusal as refusal:
            # Under which of its two names a card payment is asked for is not told (quickbooks.md 14).
            if kind is not EntryKind.CREDIT_CARD_PAYMENT or not refusal.is_for(RefusalReason.QUERY_UNKNOWN):
                raise
            rows = list(self._requests.query_all(kinds.ENTITY[kind].removesuffix("Txn"), condition))
        return [_posted(kind, row) for row in rows]

    def read(self, kind: EntryKind, external_id: str) -> PostedEntry | None:
        """One entry; 610 means that it is gone."""
        try:
            body = self._requests.get(f"/{kinds.PATH[kind]}/{checked_id(external_id)}")
        except LedgerRefusal as refusal:
            if refusal.is_for(RefusalReason.GONE):
                return None
            raise
        name = kinds.ENTITY[kind]
        row = body.get(name) or body.get(name.removesuffix("Txn")) or {}
        return None if row.get("status") == "Deleted" else _posted(kind, row)

    def remove(self, kind: EntryKind, external_id: str, sync_token: str, request_id: str) -> None:
        """POST /x?operation=delete."""
        body = {"Id": external_id, "SyncToken": sync_token}
        self._requests.make(f"/{kinds.PATH[kind]}", kinds.ENTITY[kind], body, request_id, operation="delete")

    def open_documents(self, vendor_id: str) -> list[tuple[OpenDocument, str | None, str | None]]:
        """Bills of a vendor with number and memo, paid ones too."""
        found: list[tuple[OpenDocument, str | None, str | None]] = []
        for row in self._requests.query_all("Bill", f"VendorRef = {quoted(vendor_id)}"):
            name = str((row.get("VendorRef") or {}).get("name") or "")
            document = OpenDocument(
                str(row["Id"]),
                "Bill",
                Party(name, vendor_id),
                wire.decimal(row.get("Balance")),
                wire.reference(row, "APAccountRef"),
            )
            found.append((document, row.get("DocNumber"), row.get("PrivateNote")))
        return found


def _posted(kind: EntryKind, row: Json) -> PostedEntry:
    try:
        return wire.posted(kind, row)
    except (KeyError, ValueError) as error:
        raise faults.unreadable(makes_something=True) from error
