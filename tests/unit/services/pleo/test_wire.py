import json
from datetime import date
from decimal import Decimal
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pleoqb_desktop.domain.spend import ExportItem
from pleoqb_desktop.ports.spend import UnreadableItem
from pleoqb_desktop.services.pleo.wire import entries, items, jobs

ENTRY = "7f8c1d2e-5b6a-4c3d-9e8f-112233445566"


def both(value: Any, currency: Any = "EUR") -> dict[str, Any]:
    """An amount in both currencies."""
    money = {"currency": currency, "value": value}
    return {"inSupplierCurrency": money, "inWalletCurrency": money}


def item_json(**changes: Any) -> dict[str, Any]:
    """The smallest export item that Pleo's contract allows, with changes."""
    line = {"accountingEntryLineId": "l1", "lineAmount": both(1200), "netAmount": both(1000)}
    return {
        "accountingEntryId": ENTRY,
        "accountingEntryLines": [line],
        "additionalInformation": {"reconciliationId": "r1"},
        "amount": both(1200),
        "companyId": "c1",
        "date": "2026-11-02T11:00:00Z",
        "type": "card_purchase",
        **changes,
    }


def read(body: Any) -> ExportItem | UnreadableItem:
    """What the wire makes of an item."""
    return items.item(msgspec.Raw(json.dumps(body).encode()))


def test_the_smallest_item_is_read() -> None:
    found = read(item_json())
    assert isinstance(found, ExportItem)
    assert (found.accounting_entry_id, found.amount.amount, found.type) == (ENTRY, Decimal("12.00"), "card_purchase")
    assert (found.files, found.attendees, found.supplier, found.vendor, found.note) == ((), (), None, None, None)


def test_members_that_pleo_adds_are_ignored() -> None:
    assert isinstance(read(item_json(brandNew={"a": [1]})), ExportItem)


@pytest.mark.parametrize(
    "changes",
    [
        {"type": None}, {"amount": None}, {"amount": both("much")}, {"amount": both(True)},
        {"amount": both(1, "euro")}, {"date": "yesterday"}, {"date": 5}, {"accountingEntryLines": None},
        {"accountingEntryLines": [None]}, {"additionalInformation": None}, {"supplier": {"name": {}}}, {"user": {"id": 5}},
    ],
    ids=str,
)  # fmt: skip
def test_what_breaks_the_contract_is_told_with_its_id(changes: dict[str, Any]) -> None:
    found = read(item_json(**changes))
    assert isinstance(found, UnreadableItem)
    assert found.entry_id == ENTRY
    assert found.reason


@pytest.mark.parametrize("digits", ["999999", "9999999", "999999999"])
def test_the_last_moment_of_a_month_stays_in_it_however_many_digits_it_has(digits: str) -> None:
    moment = f"2026-03-31T23:59:59.{digits}Z"
    found = read(item_json(date=moment))
    assert isinstance(found, ExportItem)
    waiting = {"transactionValue": {"currency": "EUR", "minors": 1200}, "bookkeepingDate": moment}
    queued = msgspec.convert(waiting, entries.EntryWire).value()
    assert (found.date.date(), queued.day) == (date(2026, 3, 31), date(2026, 3, 31))


@pytest.mark.parametrize("member", ["performedAt", "bookkeepingDate"])
@pytest.mark.parametrize("moment", ["", "yesterday", "2026-03-31", 5])
def test_a_waiting_entry_has_moments_or_is_not_read(member: str, moment: Any) -> None:
    waiting = {"transactionValue": {"currency": "EUR", "minors": 1200}, member: moment}
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(waiting, entries.EntryWire)


@pytest.mark.parametrize("entry_id", ["", "7", "not-a-uuid", "x" * 300, None, 7, ["a"], ENTRY + "x"])
def test_an_id_that_pleo_would_refuse_in_a_report_is_never_used_for_one(entry_id: Any) -> None:
    found = read(item_json(accountingEntryId=entry_id))
    assert isinstance(found, UnreadableItem)
    assert found.entry_id == ""


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@given(json_values)
def test_no_json_at_all_makes_it_fall_over(body: Any) -> None:
    assert isinstance(read(body), UnreadableItem)


@given(st.sampled_from(sorted(item_json())), json_values)
def test_no_member_of_any_shape_makes_it_fall_over(member: str, value: Any) -> None:
    assert isinstance(read(item_json(**{member: value})), ExportItem | UnreadableItem)


def test_an_unknown_state_of_a_job_counts_as_ended_and_of_an_item_as_open() -> None:
    job = {"id": "j", "companyId": "c", "status": "on_holiday", "createdAt": "2026-11-02T11:00:00Z"}
    assert msgspec.convert(job, jobs.JobWire).value().status.value == "failed"
    item = {"accountingEntryId": "e", "status": "on_holiday"}
    assert msgspec.convert(item, jobs.JobItemWire).value().status.value == "pending"


@pytest.mark.parametrize(
    ("status", "expired_at", "told"),
    [
        ("pending", None, "pending"), ("in_progress", None, "in_progress"),
        ("pending", "2026-11-02T12:00:00Z", "failed"), ("in_progress", "2026-11-02T12:00:00Z", "failed"),
        ("failed", "2026-11-02T12:00:00Z", "failed"), ("completed", "2026-11-02T12:00:00Z", "completed"),
    ],
)  # fmt: skip
def test_a_job_that_has_expired_is_no_longer_open_whatever_its_status(
    status: str, expired_at: str | None, told: str
) -> None:
    """Pleo has no status for it and tells the moment (pleo.md 3): a job left open would block every export after it."""
    job = {"id": "j", "companyId": "c", "status": status, "createdAt": "2026-11-02T11:00:00Z", "expiredAt": expired_at}
    assert msgspec.convert(job, jobs.JobWire).value().status.value == told


def test_what_waits_in_the_queue_is_told_in_the_smallest_unit_of_its_currency() -> None:
    """1500 ISK is 1500, 65.80 GBP is 6580: other than in export items (pleo.md 2, Money)."""
    entry = {
        "id": ENTRY,
        "family": "CARD_PURCHASE",
        "transactionValue": {"currency": "ISK", "minors": 1500},
        "totalBillValue": {"currency": "GBP", "minors": 6580},
    }
    told = msgspec.convert(entry, entries.EntryWire).value()
    assert (str(told.amount), str(told.wallet_amount)) == ("1500 ISK", "65.80 GBP")
