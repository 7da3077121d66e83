"""Whether Pocket is used, as the queue tells."""

from types import SimpleNamespace
from typing import Any

import pytest

from pleoqb_desktop.setup.pocket import pocket_waits


def queue_of(*families: str) -> Any:
    return SimpleNamespace(queue=lambda: iter([SimpleNamespace(family=family) for family in families]))


@pytest.mark.parametrize("family", ["OUT_OF_POCKET", "MILEAGE", "PER_DIEM", "REIMBURSEMENT"])
def test_one_expense_that_staff_paid_is_enough(family: str) -> None:
    assert pocket_waits(queue_of("CARD_PURCHASE", family))


def test_without_one_pocket_is_not_proposed() -> None:
    assert not pocket_waits(queue_of())
    assert not pocket_waits(queue_of("CARD_PURCHASE", "INVOICE"))
