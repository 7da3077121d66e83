"""The general ledger: balance, conversion, reversal, running totals."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pleoqb_desktop.practice.quickbooks.ledger import Ledger, posting

AMOUNTS = st.decimals("0.01", "99999.99", places=2)
RATES = st.decimals("0.0001", "200", places=4)


def entry(amounts: list[Decimal]) -> list[dict[str, object]]:
    rows = [posting(str(number % 4), amount) for number, amount in enumerate(amounts)]
    return [*rows, posting("money", -sum(amounts))]


@given(
    entries=st.lists(st.tuples(st.lists(AMOUNTS, min_size=1, max_size=8), RATES), max_size=8), kept=st.integers(0, 8)
)
def test_whatever_is_posted_and_removed_debits_equal_credits(
    entries: list[tuple[list[Decimal], Decimal]], kept: int
) -> None:
    ledger = Ledger()
    for number, (amounts, rate) in enumerate(entries):
        ledger.put(f"Purchase:{number}", "2026-01-01", rate, "USD", entry(amounts), [])
    for number in range(kept, len(entries)):
        ledger.remove(f"Purchase:{number}")
    rows = ledger.rows()
    assert sum(Decimal(row["debit"]) - Decimal(row["credit"]) for row in rows) == 0
    for account in ("0", "1", "2", "3", "money"):
        own = [row for row in rows if row["account"] == account]
        assert ledger.home_balance(account) == sum(Decimal(row["debit"]) - Decimal(row["credit"]) for row in own)
    assert all(Decimal(row["debit"]).as_tuple().exponent >= -2 for row in rows)


def test_an_entry_that_does_not_balance_is_an_error() -> None:
    with pytest.raises(ValueError, match="balance"):
        Ledger().put("Purchase:1", "2026-01-01", Decimal(1), "EUR", [posting("1", Decimal(1))], [])


def test_posting_again_replaces_what_was_posted() -> None:
    ledger = Ledger()
    for amount in ("5", "7"):
        ledger.put("Purchase:1", "2026-01-01", Decimal(1), "EUR", entry([Decimal(amount)]), [])
    assert ledger.home_balance("money") == -7
