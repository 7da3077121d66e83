"""What is sent again after a broken rule of QuickBooks' (6000), and without what."""

from decimal import Decimal

import pytest

from pleoqb_desktop.domain.entries import Bill, Entry, EntryKind, JournalEntry, Purchase
from pleoqb_desktop.export.post import _left_to_quickbooks
from pleoqb_desktop.ports.errors import LedgerRefusal, RefusalReason
from pleoqb_desktop.services.quickbooks.payloads import entry_json
from tests.builders import item, line, posted, tags
from tests.on_paper.desk import Desk, codes, entry_id, expense, statuses


def broken(detail: str, element: str = "") -> LedgerRefusal:
    return LedgerRefusal(frozenset({RefusalReason.BUSINESS_RULE}), "6000", detail, element)


def said_of_lines(entry: Entry) -> list[str | None]:
    details = [one[one["DetailType"]] for one in entry_json(entry, taxes=True)["Line"]]
    return [detail.get("BillableStatus") for detail in details]


@pytest.mark.parametrize("kind", ["card_purchase", "invoice"])
@pytest.mark.parametrize(
    "refusal",
    [
        broken('The "billable status" field has an invalid value "NotBillable"'),
        broken("Une ligne ne peut pas être facturable", "BillableStatus"),
    ],
)
def test_a_billable_status_that_is_refused_is_not_said_again(kind: str, refusal: LedgerRefusal) -> None:
    entry = posted(item(kind, lines=[line("12.00", tags=tags(project="p1")), line("3.00")])).document
    assert isinstance(entry, Purchase | Bill | JournalEntry)
    assert said_of_lines(entry) == ["NotBillable", None]
    again = _left_to_quickbooks(entry, refusal)
    assert again is not None
    assert said_of_lines(again) == [None, None]
    assert _left_to_quickbooks(again, refusal) is None, "once"


def test_another_rule_leaves_the_status_as_it_is() -> None:
    entry = posted(item(lines=[line("12.00", tax=("20", "2.00"), tags=tags(project="p1"))])).document
    again = _left_to_quickbooks(entry, broken("Make sure all your transactions have a rate"))
    assert again is not None
    assert said_of_lines(again) == ["NotBillable"]


def test_a_read_only_rate_within_a_batch_is_left_to_quickbooks_each_entry_by_itself(bakery: Desk) -> None:
    """Of a batch whose rates cannot be overridden every entry gets its second attempt, and only what differs by a cent is refused."""
    odd = expense(4, lines=[line("12.01", tax=("20", "2.01"))])
    bakery.books.compute_vat_itself()
    bakery.wait(expense(1), expense(2, amount="24.00"), expense(3, amount="36.00"), odd)
    outcome = bakery.export()
    assert bakery.books.asked["post_batch"] == 1
    assert statuses(outcome) == {"exported": 3, "failed": 1}
    assert codes(outcome) == {entry_id(4): ["refused_by_quickbooks"]}
    purchases = [one.shown() for one in bakery.books.of_kind(EntryKind.PURCHASE)]
    assert sorted((one.total, one.tax) for one in purchases) == [
        (Decimal("12.00"), Decimal("2.00")),
        (Decimal("24.00"), Decimal("4.00")),
        (Decimal("36.00"), Decimal("6.00")),
    ]


def test_what_failed_and_is_queued_again_at_once_waits_for_the_next_export(bakery: Desk) -> None:
    bakery.source.failed_become = "QUEUED"
    bakery.wait(expense(1), expense(2, "balance_amendment"))
    bakery.source.press_export()
    bakery.wait(expense(3))
    outcome = bakery.export()
    assert statuses(outcome) == {"exported": 2, "held": 1}
    assert len(outcome.items) == 3
    assert sorted(bakery.source.heard) == [entry_id(1), entry_id(2), entry_id(3)]
    assert statuses(bakery.export()) == {"held": 1}
