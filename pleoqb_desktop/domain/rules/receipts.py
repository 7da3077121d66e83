"""What a receipt is known by once it is attached, and when one that cannot be had is asked for again: pure (design.md 4.6)."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from pleoqb_desktop.domain.rules.naming import marker

_HASH_IN_NAME = 16
"""Hexadecimal digits of the hash in a file's name: 64 bits tell the few receipts of one expense apart."""
_NAME = re.compile(r"-(?:(?P<hash>[0-9a-f]{16})|(?P<index>[0-9]{1,5}))\.[A-Za-z0-9]+\Z", re.IGNORECASE)
_RECEIPT = re.compile(r"\bPleo receipt ([0-9A-Za-z-]+)", re.IGNORECASE)
_HASH = re.compile(r"\bsha256 ([0-9a-f]{64})\b", re.IGNORECASE)
_PAUSES = tuple(timedelta(days=days) for days in (1, 3, 7, 14))


@dataclass(frozen=True, slots=True)
class ReceiptSigns:
    """What a file's name and note tell of a receipt of ours; None for what they do not tell.

    `sha256` is the hash of Pleo's bytes, whole from a note, its first 16 digits from a name. `index` stands alone in names by
    earlier versions: the place in Pleo's list, from 1.
    """

    receipt_id: str | None = None
    sha256: str | None = None
    index: int | None = None


def receipt_name(accounting_entry_id: str, sha256: str, extension: str) -> str:
    """The name of a receipt in QuickBooks: the entry's number, and what tells the file from others of the expense."""
    return f"{marker(accounting_entry_id)}-{sha256[:_HASH_IN_NAME]}.{extension}"


def receipt_note(accounting_entry_id: str, receipt_id: str | None, sha256: str) -> str:
    """The note of a receipt in QuickBooks: far below the 2,000 characters of quickbooks.md 15.2.

    Pleo tells the receipt's id in its list of an entry's receipts, not in an export item (pleo.md 4).
    """
    return f"Pleo receipt {receipt_id or '-'} | {accounting_entry_id} | sha256 {sha256}"


def receipt_signs(accounting_entry_id: str, file_name: str, note: str | None) -> ReceiptSigns | None:
    """What a file says of itself; None for one that is no receipt of this expense. One of name and note is enough."""
    named = file_name if file_name.upper().startswith(marker(accounting_entry_id) + "-") else ""
    noted = note if note and accounting_entry_id.lower() in note.lower() else ""
    return _signs(named, noted)


def signs_of_stranger(file_name: str, note: str) -> ReceiptSigns:
    """What a file says of itself that another expense of ours brought, or somebody else: all None where it says nothing. Its place in
    a list is not this expense's."""
    told = _signs(file_name, note)
    return ReceiptSigns(told.receipt_id, told.sha256) if told else ReceiptSigns()


def _signs(file_name: str, noted: str) -> ReceiptSigns | None:
    named = _NAME.search(file_name)
    full, receipt = _HASH.search(noted), _RECEIPT.search(noted)
    if not (named or full or receipt):
        return None
    sha256 = full.group(1) if full else named and named.group("hash")
    index = named and named.group("index")
    return ReceiptSigns(
        receipt.group(1) if receipt and receipt.group(1) != "-" else None,
        sha256.lower() if sha256 else None,
        int(index) if index else None,
    )


def same_hash(one: str | None, other: str | None) -> bool:
    """Whether two hashes may be of one file: as far as both are told, which is 16 digits at least."""
    if not one or not other:
        return False
    length = min(len(one), len(other))
    return length >= _HASH_IN_NAME and one[:length].lower() == other[:length].lower()


def next_attempt(failed: int, now: datetime) -> datetime | None:
    """When receipts that could not be had are asked for again, after so many attempts in vain since their export (from 1).

    None: not by itself any more. The attempt that follows the export at once is the first.
    """
    return now + _PAUSES[failed - 1] if failed <= len(_PAUSES) else None
