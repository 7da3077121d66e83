"""What is sent again after a broken rule of QuickBooks' (6000), and without what."""

import pytest

from pleoqb_desktop.domain.entries import Bill, Entry, JournalEntry, Purchase
from pleoqb_desktop.export.post import _left_to_quickbooks
from pleoqb_desktop.ports.errors import LedgerRefusal, RefusalReason
from pleoqb_desktop.services.quickbooks.payloads import entry_json
from tests.builders import item, line, posted, tags


def broken(detail: str, element: str = "") -> LedgerRefusal:
    return LedgerRefusal(frozenset({RefusalReason.BUSINESS_RULE}), "6000", detail, element)


def statuses(entry: Entry) -> list[str | None]:
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
    assert statuses(entry) == ["NotBillable", None]
    again = _left_to_quickbooks(entry, refusal)
    assert again is not None
    assert statuses(again) == [None, None]
    assert _left_to_quickbooks(again, refusal) is None, "once"


def test_another_rule_leaves_the_status_as_it_is() -> None:
    entry = posted(item(lines=[line("12.00", tax=("20", "2.00"), tags=tags(project="p1"))])).document
    again = _left_to_quickbooks(entry, broken("Make sure all your transactions have a rate"))
    assert again is not None
    assert statuses(again) == ["NotBillable"]
