from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from pleoqb_desktop.domain.entries import Purchase
from pleoqb_desktop.domain.identity import batch_id, payload_hash, request_id
from pleoqb_desktop.export.comparison import differences
from pleoqb_desktop.ports.ledger import PostedEntry
from pleoqb_desktop.services.quickbooks import payloads, wire
from tests import builders


def sent() -> Purchase:
    """A purchase with VAT and two lines."""
    lines = [
        builders.line("12.00", tax=("20", "2.00")),
        builders.line("11.00", tax=("10", "1.00"), account=builders.MEALS),
    ]
    document = builders.posted(builders.item(lines=lines)).document
    assert isinstance(document, Purchase)
    return document


def held() -> PostedEntry:
    """The same as QuickBooks answers it."""
    body = payloads.entry_json(sent(), taxes=True) | {"Id": "7", "SyncToken": "0", "TotalAmt": Decimal("23.00")}
    return wire.posted(sent().kind, body)


def test_what_stands_as_sent_differs_in_nothing() -> None:
    assert differences(sent(), held()) == ()


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"day": sent().header.day + timedelta(days=1)}, ("date",)),
        ({"total": Decimal("23.01")}, ("total",)),
        ({"total": None}, ("total",)),
        ({"tax": Decimal("3.01")}, ("tax",)),
        ({"tax": None}, ("tax",)),
        ({"accounts": ()}, ("accounts",)),
        ({"accounts": tuple(("99", amount) for _, amount in held().accounts)}, ("accounts",)),
        ({"accounts": held().accounts[:-1]}, ("accounts",)),
        ({"note": None, "doc_number": None, "vendor_id": None}, ()),
    ],
    ids=str,
)
def test_every_change_is_seen_and_named(change: dict[str, object], found: tuple[str, ...]) -> None:
    assert differences(sent(), replace(held(), **change)) == found


def test_lines_that_quickbooks_joins_are_the_same_amounts() -> None:
    accounts = held().accounts
    assert differences(sent(), replace(held(), accounts=tuple(reversed(accounts)))) == ()


def test_request_ids_depend_on_what_is_asked_and_fit() -> None:
    one = request_id("realm", "job", "entry", "0")
    assert one == request_id("realm", "job", "entry", "0")
    others = {
        request_id("realm", "job", "entry", "1"),
        request_id("realm", "jo", "bentry", "0"),
        request_id("realm", "job", "entry0"),
    }
    assert one not in others
    assert len(others) == 3
    assert len(one) == 36
    batch = batch_id("realm", "job", [("a", "h1"), ("b", "h2")])
    assert len(batch) == 36
    assert batch != batch_id("realm", "job", [("a", "h1"), ("b", "h3")])
    assert batch != batch_id("realm", "job", [("b", "h2"), ("a", "h1")])


def test_a_bodys_fingerprint_depends_on_its_bytes_alone() -> None:
    assert payload_hash(b'{"a":1}') == payload_hash(b'{"a":1}')
    assert payload_hash(b'{"a":1}') != payload_hash(b'{"a":2}')
