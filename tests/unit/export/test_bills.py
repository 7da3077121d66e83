"""Which bill a payment settles, where a vendor has several of one number."""

from decimal import Decimal
from typing import Any

import pytest

from pleoqb_desktop.domain.entries import Party
from pleoqb_desktop.domain.problems import Code
from pleoqb_desktop.domain.rules.holds import HoldError
from pleoqb_desktop.domain.rules.inputs import OpenDocument
from pleoqb_desktop.export.bills import DocumentFinder
from tests.on_paper.runs import RunsOnPaper

VENDOR = Party("Addison Lee", "25")
PAID = Decimal("120.00")


class Bills:
    """What QuickBooks tells of a vendor's bills: by id, number and open balance."""

    def __init__(self, *bills: tuple[str, str, str]) -> None:
        self._bills = bills

    def open_documents(self, _vendor_id: str) -> list[tuple[OpenDocument, str | None, str | None]]:
        return [(OpenDocument(id_, "Bill", VENDOR, Decimal(left)), number, None) for id_, number, left in self._bills]


def found(*bills: tuple[str, str, str], number: str = "2026-01") -> str | None:
    ledger: Any = Bills(*bills)
    document = DocumentFinder(ledger, RunsOnPaper()).find((), VENDOR, number, PAID)
    return document.id if document else None


@pytest.mark.parametrize(
    ("bills", "settled"),
    [
        ([("1", "2026-01", "900.00"), ("2", "2026-01", "120.00")], "2"),
        ([("1", "2026-01", "120.00"), ("2", "2026-01", "0.00")], "1"),
        ([("1", "2026-01", "900.00"), ("2", "2026-01", "0.00")], "1"),
        ([("1", "2026-01", "900.00"), ("2", "2026-02", "120.00")], "1"),
        ([("1", "2026-01", "0.00"), ("2", "2026-01", "0.00")], "1"),
        ([("2", "2026-02", "120.00")], None),
        ([], None),
    ],
)
def test_the_one_that_is_open_for_what_was_paid(bills: list[tuple[str, str, str]], settled: str | None) -> None:
    assert found(*bills) == settled


@pytest.mark.parametrize(
    ("bills", "settled"),
    [
        ([("1", "INV-2026..0000-000001", "120.00"), ("2", "INV-2026..0000-000002", "120.00")], "2"),
        ([("1", "INV-2026..0000-000001", "900.00")], None),
        ([("1", "INV-2026-0000-0000-00", "900.00")], None),
        ([("1", "INV-2026-0000-0000-00", "120.00")], "1"),
        ([("1", "INV-2026-0000-0000-00", "120.00"), ("2", "INV-2026..0000-000002", "900.00")], "2"),
    ],
)
def test_a_number_that_quickbooks_cannot_hold_settles_no_other_bill(
    bills: list[tuple[str, str, str]], settled: str | None
) -> None:
    assert found(*bills, number="INV-2026-0000-0000-000002") == settled


@pytest.mark.parametrize(
    "bills",
    [
        [("1", "2026-01", "900.00"), ("2", "2026-01", "500.00")],
        [("1", "2026-01", "120.00"), ("2", "2026-01", "120.00")],
    ],
)
def test_bills_that_nothing_tells_apart_hold_the_payment(bills: list[tuple[str, str, str]]) -> None:
    with pytest.raises(HoldError) as held:
        found(*bills)
    assert held.value.problem.code is Code.BILLS_ALIKE
    assert held.value.problem.params == {"vendor": "Addison Lee", "number": "2026-01"}
