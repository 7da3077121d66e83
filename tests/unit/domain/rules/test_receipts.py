"""What a receipt of ours is known by, and when one that cannot be had is asked for again."""

from datetime import UTC, datetime, timedelta

import pytest

from pleoqb_desktop.domain.rules.naming import marker
from pleoqb_desktop.domain.rules.receipts import (
    ReceiptSigns,
    next_attempt,
    receipt_name,
    receipt_note,
    receipt_signs,
    same_hash,
)

ENTRY = "7f8c1d2e-5b6a-4c3d-9e8f-000000000001"
OTHER = "7f8c1d2e-5b6a-4c3d-9e8f-000000000002"
RECEIPT = "0c7e35a1-94a5-4f0e-8b52-7d1f4f2f9c11"
HASH = "03ae9cd52f9ff30a" * 4
NAME, NOTE = receipt_name(ENTRY, HASH, "pdf"), receipt_note(ENTRY, RECEIPT, HASH)


def test_the_note_carries_the_expense_the_receipt_and_the_whole_hash() -> None:
    assert all(part in NOTE for part in (ENTRY, RECEIPT, HASH))
    assert receipt_signs(ENTRY, NAME, NOTE) == ReceiptSigns(RECEIPT, HASH)


@pytest.mark.parametrize(
    ("name", "note", "signs"),
    [
        ("renamed.pdf", NOTE, ReceiptSigns(RECEIPT, HASH)),
        (NAME, "paid in cash", ReceiptSigns(None, HASH[:16])),
        (NAME, None, ReceiptSigns(None, HASH[:16])),
        (NAME.lower(), "", ReceiptSigns(None, HASH[:16])),
        (NAME, receipt_note(ENTRY, None, HASH), ReceiptSigns(None, HASH)),
        (f"{marker(ENTRY)}-2.pdf", "", ReceiptSigns(index=2)),
        ("mine.pdf", f"see {NOTE} (paid)", ReceiptSigns(RECEIPT, HASH)),
    ],
)
def test_one_of_name_and_note_is_enough(name: str, note: str | None, signs: ReceiptSigns) -> None:
    assert receipt_signs(ENTRY, name, note) == signs


@pytest.mark.parametrize(
    ("name", "note"),
    [
        ("mine.pdf", ""),
        ("mine.pdf", "paid in cash"),
        (receipt_name(OTHER, HASH, "pdf"), ""),
        (receipt_name(OTHER, HASH, "pdf"), receipt_note(OTHER, RECEIPT, HASH)),
        (f"{marker(ENTRY)}.pdf", ""),
        (f"{marker(ENTRY)}-copy.pdf", ENTRY),
        ("", None),
    ],
)
def test_what_tells_neither_is_nobody_of_ours(name: str, note: str | None) -> None:
    assert receipt_signs(ENTRY, name, note) is None


def test_a_hash_of_digits_alone_is_no_place_in_a_list() -> None:
    assert receipt_signs(ENTRY, receipt_name(ENTRY, "1234567890123456" * 4, "pdf"), "") == ReceiptSigns(
        None, "1234567890123456"
    )


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (HASH, HASH.upper(), True),
        (HASH, HASH[:16], True),
        (HASH, "f" * 64, False),
        (HASH, HASH[:15], False),
        (HASH, None, False),
        (None, None, False),
        ("", "", False),
    ],
)
def test_hashes_are_compared_as_far_as_both_are_told(one: str | None, other: str | None, same: bool) -> None:
    assert same_hash(one, other) is same


def test_pauses_grow_from_a_day_to_a_fortnight_and_then_end() -> None:
    now = datetime(2026, 11, 24, 9, tzinfo=UTC)
    assert [next_attempt(failed, now) for failed in range(1, 7)] == [
        *(now + timedelta(days=days) for days in (1, 3, 7, 14)),
        None,
        None,
    ]
