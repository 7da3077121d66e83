"""Entries in QuickBooks: made singly and in batches, found by number and by day, read, removed."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date

import msgspec

from pleoqb_desktop.domain.entries import Entry, EntryKind, Party
from pleoqb_desktop.domain.rules.posting import OpenDocument
from pleoqb_desktop.ports.beside import awaited
from pleoqb_desktop.ports.errors import LedgerRefusal, RefusalReason
from pleoqb_desktop.ports.ledger import BatchAnswer, EncodedEntry, PostedEntry
from pleoqb_desktop.services.quickbooks import faults, payloads, wire
from pleoqb_desktop.services.quickbooks import kinds as names
from pleoqb_desktop.services.quickbooks.reference import ReferenceData
from pleoqb_desktop.services.quickbooks.requests import PAGE, Requests, checked_id, chunks, encoded, quoted, select
from pleoqb_desktop.services.quickbooks.wire import Json

_TOGETHER = 3
"""So many kinds and more are asked for in one batch of queries: batches have a limit of their own (quickbooks.md 4)."""
_ONLY_SHOWN = frozenset({"MetaData", "domain", "status", "PurchaseEx", "RemitToAddr", "RecurDataRef"})
"""Members that QuickBooks shows and nobody writes (quickbooks.md 12.1: PurchaseEx is never sent back)."""

_UNRESOLVED = re.compile(rb'"(?:value|TxnId)":"new:')


class Entries:
    """The entries of one company."""

    def __init__(self, requests: Requests, reference: ReferenceData, vendor_names: Mapping[str, str]) -> None:
        """`vendor_names`: those of the vendors that were read, by id."""
        self._requests = requests
        self._reference = reference
        self._vendor_names = vendor_names

    def payload(self, entry: Entry) -> Json:
        """The JSON that would be sent."""
        return payloads.entry_json(entry, taxes=self._reference.known_or_read().taxes_purchases)

    def encoded(self, entry: Entry) -> EncodedEntry:
        """The entry as it leaves. One that is only foreseen never does: that is a programming error (ValueError)."""
        body = encoded(self.payload(entry))
        if _UNRESOLVED.search(body):
            raise ValueError("an entry names somebody or something that is not there yet")
        return EncodedEntry(entry.kind, body)

    def post(self, entry: EncodedEntry, request_id: str) -> PostedEntry:
        """One entry in one request: free of charge (quickbooks.md 4.1)."""
        name = names.ENTITY[entry.kind]
        return self._posted(entry.kind, self._requests.make(f"/{names.PATH[entry.kind]}", name, entry.body, request_id))

    def post_batch(self, entries: Sequence[EncodedEntry], request_id: str) -> BatchAnswer:
        """Up to 30 entries in one request, metered."""
        bodies = [(names.ENTITY[entry.kind], msgspec.Raw(entry.body)) for entry in entries]
        answers, seconds = self._requests.make_batch(bodies, request_id)
        results = tuple(
            answer if isinstance(answer, LedgerRefusal) else self._posted(entry.kind, answer)
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
            found += self._where(kind, f"Id IN ({', '.join(quoted(checked_id(one)) for one in chunk)})")
        return found

    def find_by_number(self, kind: EntryKind, numbers: Sequence[str]) -> list[PostedEntry]:
        """Entries of a kind by document number."""
        found: list[PostedEntry] = []
        for chunk in chunks(numbers, 700):
            found += self._where(kind, f"DocNumber IN ({', '.join(quoted(number) for number in chunk)})")
        return found

    def find_by_day(self, kinds: Collection[EntryKind], first: date, last: date) -> list[PostedEntry]:
        """Entries by date; the memo that tells them apart cannot be asked for (quickbooks.md 5.1).

        Purchases, nine entries in ten, by pages; the other kinds together in one batch of queries, which counts as one metered read
        in one of two readings (4.1). Its answer holds 1,000 objects in all (4), so that each kind may fill its share: what does is
        asked for again by pages.
        """
        others = [kind for kind in kinds if kind is not EntryKind.PURCHASE]
        if EntryKind.PURCHASE not in kinds:
            return self._others_by_day(others, first, last)
        with ThreadPoolExecutor(1, "purchases") as pool:
            purchases = pool.submit(self._by_day, EntryKind.PURCHASE, first, last)
            return [*self._others_by_day(others, first, last), *awaited(purchases)]

    def _others_by_day(self, others: Sequence[EntryKind], first: date, last: date) -> list[PostedEntry]:
        if len(others) < _TOGETHER:
            return [entry for kind in others for entry in self._by_day(kind, first, last)]
        found: list[PostedEntry] = []
        share = PAGE // len(others)
        statements = [select(names.QUERIED[kind], _dated(first, last), 1, share) for kind in others]
        entities = [names.QUERIED[kind] for kind in others]
        for kind, rows in zip(others, self._requests.query_together(statements, entities), strict=True):
            if rows is None or len(rows) >= share:
                found += self._by_day(kind, first, last)
            else:
                found += [self._posted(kind, row) for row in rows]
        return found

    def _by_day(self, kind: EntryKind, first: date, last: date) -> list[PostedEntry]:
        return self._where(kind, _dated(first, last))

    def _where(self, kind: EntryKind, condition: str) -> list[PostedEntry]:
        """Entries of a kind by pages; none of one that the plan does not have (any more)."""
        try:
            rows = list(self._requests.query_all(names.QUERIED[kind], condition))
        except LedgerRefusal as refusal:
            if refusal.is_for(RefusalReason.PLAN_LACKS_FEATURE):
                return []
            # Seen is the one name; that the other one works too is not told (quickbooks.md 14).
            if kind is not EntryKind.CREDIT_CARD_PAYMENT or not refusal.is_for(RefusalReason.QUERY_UNKNOWN):
                raise
            rows = list(self._requests.query_all(names.ENTITY[kind], condition))
        return [self._posted(kind, row) for row in rows]

    def read(self, kind: EntryKind, external_id: str) -> PostedEntry | None:
        """One entry; 610 means that it is gone."""
        try:
            body = self._requests.get(f"/{names.PATH[kind]}/{checked_id(external_id)}")
        except LedgerRefusal as refusal:
            if refusal.is_for(RefusalReason.GONE):
                return None
            raise
        row = _row(body, kind)
        return None if row.get("status") == "Deleted" else self._posted(kind, row)

    def remove(self, kind: EntryKind, external_id: str, sync_token: str, request_id: str) -> None:
        """POST /x?operation=delete."""
        body = {"Id": external_id, "SyncToken": sync_token}
        self._requests.make(f"/{names.PATH[kind]}", names.ENTITY[kind], body, request_id, operation="delete")

    def amend_note(
        self, kind: EntryKind, external_id: str, amend: Callable[[str], str | None], request_id: str
    ) -> PostedEntry:
        """Another memo, all else as it stands.

        Whether an entry may be changed in part is not published (quickbooks.md 12.5): everything is sent, marked as a part, which
        leaves it as it was in both readings.
        """
        path, name = f"/{names.PATH[kind]}", names.ENTITY[kind]
        row = _row(self._requests.get(f"{path}/{checked_id(external_id)}"), kind)
        if not row or row.get("status") == "Deleted":
            raise LedgerRefusal(frozenset({RefusalReason.GONE}), "", "")
        before = self._posted(kind, row)
        note = amend(before.note or "")
        if note is None or note == before.note:
            return before
        shown = _ONLY_SHOWN | ({"TxnTaxDetail"} if kind is EntryKind.VENDOR_CREDIT else set())  # quickbooks.md 13
        # Null is how some empty members are shown (quickbooks.md 12.4), not how they are written.
        held = {member: value for member, value in row.items() if member not in shown and value is not None}
        body = held | {"sparse": True}
        after = self._posted(kind, self._requests.make(path, name, body | {"PrivateNote": note}, request_id))
        if _beside_memo(after) != _beside_memo(before):
            self._requests.make(path, name, body | {"SyncToken": after.sync_token}, f"{request_id[:46]}-bk")
            raise LedgerRefusal(frozenset({RefusalReason.OTHER}), "", "")
        return after

    def correct(self, entry: EncodedEntry, external_id: str, sync_token: str, request_id: str) -> PostedEntry:
        """A full update: what the new body does not name is cleared (quickbooks.md 2)."""
        body = faults.DECODER.decode(entry.body) | {"Id": checked_id(external_id), "SyncToken": sync_token}
        path, name = f"/{names.PATH[entry.kind]}", names.ENTITY[entry.kind]
        return self._posted(entry.kind, self._requests.make(path, name, body, request_id))

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

    def _posted(self, kind: EntryKind, row: Json) -> PostedEntry:
        """As it is read; a reference may come without the name of what it refers to."""
        try:
            entry = wire.posted(kind, row)
        except (KeyError, ValueError) as error:
            raise faults.unreadable(makes_something=True) from error
        payee_type = str((row.get("EntityRef") or {}).get("type") or "Vendor")
        if entry.vendor_name or entry.vendor_id is None or payee_type.lower() != "vendor":
            return entry
        return replace(entry, vendor_name=self._vendor_names.get(entry.vendor_id, ""))


def _beside_memo(entry: PostedEntry) -> PostedEntry:
    """All else. What the bank feed made shows no VAT (look-alikes.md 3); that QuickBooks then shows one of 0 changes nothing."""
    taxes = tuple((rate_id, amount) for rate_id, amount in entry.taxes if amount)
    return replace(entry, note=None, sync_token="", tax=entry.tax or None, taxes=taxes)


def _row(body: Json, kind: EntryKind) -> Json:
    name = names.ENTITY[kind]
    return body.get(name) or body.get(name.removesuffix("Txn")) or {}


def _dated(first: date, last: date) -> str:
    return f"TxnDate >= '{first.isoformat()}' AND TxnDate <= '{last.isoformat()}'"
