"""Vendors in QuickBooks: read, made, switched off and on; whom names belong to, and which vendors are in use."""

import re
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any

from pleoqb_desktop.domain.books import Vendor
from pleoqb_desktop.domain.entries import Party
from pleoqb_desktop.ports.errors import LedgerRefusal, RefusalReason
from pleoqb_desktop.services.quickbooks import payloads, wire
from pleoqb_desktop.services.quickbooks.reference import ReferenceData
from pleoqb_desktop.services.quickbooks.requests import Requests, checked_id, chunks, quoted, select
from pleoqb_desktop.services.quickbooks.wire import Json

_READ_ONLY = frozenset({"MetaData", "domain", "sparse", "Balance"})
_MASK = re.compile(r"[Xx*\u2022]{3,}[0-9A-Za-z]{0,6}\Z")
_WITH_VENDORS = ("Purchase", "Bill", "VendorCredit", "BillPayment", "Deposit", "JournalEntry")


class Vendors:
    """The vendors of one company. `names`: of those that were read, by id."""

    def __init__(self, requests: Requests, reference: ReferenceData) -> None:
        self._requests = requests
        self._reference = reference
        self.names: dict[str, str] = {}

    def all(self) -> list[Vendor]:
        """All vendors, inactive ones too."""
        return [self._read(row) for row in self._requests.query_all("Vendor")]

    def other_names(self, names: Sequence[str]) -> set[str]:
        """Which of these names a customer or an employee holds.

        A refusal here only costs the foresight: 6240 is met again when the vendor is made.
        """
        conditions = [
            f"DisplayName IN ({', '.join(quoted(name) for name in chunk)}) AND Active IN (true, false)"
            for chunk in chunks(names, 200)
        ]

        def names_of(entity: str) -> list[str]:
            with suppress(LedgerRefusal):
                return [
                    wire.vendor(row).name for where in conditions for row in self._requests.query_all(entity, where)
                ]
            return []

        with ThreadPoolExecutor(2, "names") as pool:
            return {name for found in pool.map(names_of, ("Customer", "Employee")) for name in found}

    def named(self, name: str) -> Vendor | None:
        """The vendor of exactly this name, active or not."""
        rows = self._requests.query(
            select("Vendor", f"DisplayName = {quoted(name)} AND Active IN (true, false)", 1, 2), "Vendor"
        )
        return self._read(rows[0]) if rows else None

    def create(self, party: Party, request_id: str) -> Vendor:
        """POST /vendor."""
        return self._read(self._requests.make("/vendor", "Vendor", self._vendor_json(party), request_id))

    def create_several(self, parties: Sequence[Party], request_id: str) -> list[Vendor | LedgerRefusal]:
        """Up to 30 vendors in one batch."""
        answers, _ = self._requests.make_batch([("Vendor", self._vendor_json(one)) for one in parties], request_id)
        return [answer if isinstance(answer, LedgerRefusal) else self._read(answer) for answer in answers]

    def _read(self, row: Json) -> Vendor:
        vendor = wire.vendor(row)
        self.names[vendor.id] = vendor.name
        return vendor

    def _vendor_json(self, party: Party) -> Json:
        known = self._reference.known
        return payloads.vendor_json(party, multi_currency=bool(known and known.multi_currency))

    def deactivate(self, vendor_id: str, request_id: str) -> None:
        """Sets a vendor inactive; nothing happens when it is."""
        self._set_active(vendor_id, request_id, active=False)

    def activate(self, vendor_id: str, request_id: str) -> Vendor:
        """Brings an inactive vendor back under its own name."""
        return self._read(self._set_active(vendor_id, request_id, active=True))

    def _set_active(self, vendor_id: str, request_id: str, *, active: bool) -> Json:
        """A sparse update that names every member all the same: right too where updates of vendors count as full (quickbooks.md 11).

        Masked numbers stay away: sent back, the mask would become the number (quickbooks.md, Seen in recordings).
        """
        body: Json = self._requests.get(f"/vendor/{checked_id(vendor_id)}").get("Vendor") or {}
        if body.get("Active") is active:
            return body
        body = {name: value for name, value in body.items() if name not in _READ_ONLY and not _is_unwritten(value)}
        named = {"DisplayName": wire.vendor(body).name}  # without the mark that inactive names carry
        return self._requests.make("/vendor", "Vendor", body | named | {"Active": active, "sparse": True}, request_id)

    def in_use(self, since: datetime) -> set[str]:
        """Vendors named by entries that were made or changed since then; older entries cannot name a newer vendor."""
        moment = since.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S+00:00")
        used: set[str] = set()
        for entity in _WITH_VENDORS:
            try:
                for row in self._requests.query_all(entity, f"MetaData.LastUpdatedTime >= '{moment}'"):
                    used.update(_vendors_of(row))
            except LedgerRefusal as refusal:
                if not refusal.is_for(
                    RefusalReason.PLAN_LACKS_FEATURE
                ):  # a plan without bills has none that name a vendor
                    raise
        return used


def _is_unwritten(value: Any) -> bool:
    """Whether a member is empty, or it or a part of it is shown only by its last characters."""
    if isinstance(value, dict):
        return any(_is_unwritten(part) for part in value.values() if part is not None)
    return value is None or (isinstance(value, str) and bool(_MASK.match(value)))


def _vendors_of(row: Json) -> Iterator[str]:
    for name in ("VendorRef", "EntityRef"):
        if found := wire.reference(row, name):
            yield found
    for line in row.get("Line") or []:
        detail = line.get(str(line.get("DetailType"))) or {}
        entity = detail.get("Entity") or {}
        found = wire.reference(entity, "EntityRef") or (str(entity["value"]) if "value" in entity else None)
        if found:
            yield found
