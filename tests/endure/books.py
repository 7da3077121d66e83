"""The books as they can be compared between runs: everything an accountant sees, without numbers that QuickBooks gives out."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_TRANSACTIONS = (
    "Purchase",
    "Deposit",
    "Transfer",
    "Bill",
    "VendorCredit",
    "BillPayment",
    "JournalEntry",
    "CreditCardPayment",
)
_GIVEN_OUT = frozenset({"Id", "SyncToken", "MetaData", "domain", "sparse"})


@dataclass(frozen=True)
class Picture:
    """What stands in the books, as countable texts."""

    transactions: Counter[str]
    receipts: Counter[str]
    ledger: Counter[str]
    vendors: Counter[str]


@dataclass(frozen=True)
class Difference:
    """How far books are from those of an undisturbed run."""

    doubled: int
    lost: int
    receipts_missing: int
    receipts_doubled: int
    vendors: int
    ledger: int
    words: tuple[str, ...]

    @property
    def none(self) -> bool:
        """Whether both are equal."""
        return not (
            self.doubled or self.lost or self.receipts_missing or self.receipts_doubled or self.vendors or self.ledger
        )


def picture(books: Mapping[str, Any]) -> Picture:
    """The comparable form of what the practice control `books` tells."""
    entities = books["entities"]
    names = {row["Id"]: row["DisplayName"] for row in entities["Vendor"]}
    notes = {
        f"{kind}:{row['Id']}": row.get("PrivateNote") or row.get("DocNumber") or ""
        for kind in _TRANSACTIONS
        for row in entities.get(kind, ())
    }
    transactions = Counter(
        _text({"kind": kind, "row": _without_ids(row, names, notes)})
        for kind in _TRANSACTIONS
        for row in entities.get(kind, ())
    )
    receipts = Counter(
        _text(
            {
                "file": [one["file_name"], one["content_type"], one["size"], one["sha256"]],
                "on": [notes.get(f"{ref['type']}:{ref['value']}", "nothing") for ref in one["refs"]],
            }
        )
        for one in books["attachments"]
    )
    ledger = Counter(_text(_posting(row, names, notes)) for row in books["ledger"])
    vendors = Counter(f"{row['DisplayName']} {row.get('Active', True)}" for row in entities["Vendor"])
    return Picture(transactions, receipts, ledger, vendors)


def difference(found: Picture, wanted: Picture) -> Difference:
    """What is too much and what is missing."""
    doubled, lost = found.transactions - wanted.transactions, wanted.transactions - found.transactions
    receipts_more, receipts_less = found.receipts - wanted.receipts, wanted.receipts - found.receipts
    vendors = (found.vendors - wanted.vendors) + (wanted.vendors - found.vendors)
    ledger = (found.ledger - wanted.ledger) + (wanted.ledger - found.ledger)
    words = [
        f"{what}: {text}"
        for what, some in (
            ("too much", doubled),
            ("missing", lost),
            ("receipt too much", receipts_more),
            ("receipt missing", receipts_less),
            ("vendor", vendors),
        )
        for text in some.elements()
    ]
    return Difference(
        doubled.total(),
        lost.total(),
        receipts_less.total(),
        receipts_more.total(),
        vendors.total(),
        ledger.total(),
        tuple(words),
    )


def _text(value: Any) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False)


def _posting(row: Mapping[str, Any], names: Mapping[str, str], notes: Mapping[str, str]) -> dict[str, Any]:
    kept = {key: value for key, value in row.items() if key not in {"txn_id", "name"}}
    return kept | {"name": names.get(row["name"], row["name"]), "of": notes.get(f"{row['txn_type']}:{row['txn_id']}")}


def _without_ids(value: Any, names: Mapping[str, str], notes: Mapping[str, str]) -> Any:
    if isinstance(value, list):
        return [_without_ids(one, names, notes) for one in value]
    if not isinstance(value, dict):
        return value
    kept: dict[str, Any] = {}
    for key, one in value.items():
        if key in _GIVEN_OUT:
            continue
        if key in {"Entity", "EntityRef", "VendorRef"} and isinstance(one, dict) and "value" in one:
            kept[key] = names.get(one.get("value"), one.get("value"))
        elif key == "LinkedTxn":
            kept[key] = [notes.get(f"{link['TxnType']}:{link['TxnId']}", link["TxnType"]) for link in one]
        else:
            kept[key] = _without_ids(one, names, notes)
    return kept
