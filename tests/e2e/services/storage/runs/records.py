"""Records with every member filled, for the tests of the run store."""

from dataclasses import fields, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from pleoqb_desktop.domain.entries import EntryKind
from pleoqb_desktop.domain.money import Money
from pleoqb_desktop.domain.problems import Code, problem
from pleoqb_desktop.ports.runs import (
    AttachmentRecord,
    Difference,
    Intent,
    ItemRecord,
    ItemStatus,
    JobRecord,
    JobState,
    VendorRecord,
)

NOW = datetime(2026, 11, 24, 4, 12, 30, 123456, tzinfo=UTC)
JOB = JobRecord("job-1", 1, JobState.STARTED)


def item(entry_id: str, **members: Any) -> ItemRecord:
    """An item that waits."""
    return replace(ItemRecord("job-1", entry_id, "card_purchase"), **members)


def intent(entry_id: str, position: int = 0, **members: Any) -> Intent:
    """An intent that has no answer yet."""
    return replace(Intent("job-1", entry_id, position, EntryKind.PURCHASE, "hash", f"request-{entry_id}"), **members)


FULL_ITEM = ItemRecord(
    job_id="job-1",
    accounting_entry_id="entry",
    type="a word nobody published",
    status=ItemStatus.ALREADY_THERE,
    kind=EntryKind.CREDIT_CARD_PAYMENT,
    external_id="707",
    receipts_expected=3,
    receipts_attached=2,
    problems=(
        problem(Code.RECEIPT_EXPIRED, entry_id="entry", name="reçu « n° 1 ».pdf"),
        problem(Code.STORE_DAMAGED),
    ),
    reported=True,
    supplier='Crêperie "d\'Été" 🥞 العربية',
    person="Zoë",
    day=date(2026, 2, 28),
    amount=Money(Decimal("-9999999.99"), "EUR"),
    reconciliation_id="book",
    tax=Decimal("-1.05"),
    receipts_listed=4,
    receipts_tried=2,
    receipts_next=NOW,
    facts='{"amount":"12.00"}',
    differences=(Difference("amount", "12.00", "9.00"),),
    changed_since=date(2026, 3, 1),
)
FULL_INTENT = Intent(
    job_id="job-1",
    accounting_entry_id="entry",
    position=1,
    kind=EntryKind.JOURNAL_ENTRY,
    payload_hash="sha",
    request_id="request",
    batch_id="batch",
    external_id="707",
    sync_token="3",
    adopted=True,
    removed=True,
)
FULL_ATTACHMENT = AttachmentRecord(
    "job-1", "entry", "5000000000000000012", "reçu-2.pdf", "9b1d-receipt", "03ae9cd52f9ff30a" * 4, removed=True
)
FULL_VENDOR = VendorRecord(1, "Crêperie", "request", "58", removed=True)


def unfilled(record: Any) -> list[str]:
    """Members of a record that stand at their default: a round trip of these would prove nothing."""
    return [field.name for field in fields(record) if getattr(record, field.name) == field.default]
