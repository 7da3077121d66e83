"""Every type of expense is decided about, and nothing that it becomes is forgotten when the books are looked through."""

import pytest

from pleoqb_desktop.domain.entries import EntryKind, Posting
from pleoqb_desktop.domain.rules.spend_types import NUMBERED, possible_kinds, rules_of
from pleoqb_desktop.domain.spend import SpendType
from tests import builders


@pytest.mark.parametrize("spend_type", SpendType)
def test_every_type_has_its_rules(spend_type: SpendType) -> None:
    assert rules_of(spend_type).kinds == possible_kinds(spend_type.value)


def test_a_type_that_nobody_knows_is_looked_for_under_both_numbered_kinds() -> None:
    assert possible_kinds("barter") == NUMBERED


@pytest.mark.parametrize("wallet", [builders.WALLET, builders.CARD])
@pytest.mark.parametrize("method", [None, "accounts_payable"])
@pytest.mark.parametrize("spend_type", SpendType)
def test_what_a_type_becomes_is_among_what_it_may_become(
    spend_type: SpendType, method: str | None, wallet: str
) -> None:
    for amount in ("12.00", "-12.00"):
        item = builders.item(
            spend_type.value,
            sub_type="reimbursement_to_employee" if spend_type is SpendType.DIRECT_REIMBURSEMENT else None,
            lines=[builders.line(amount)],
            bookkeeping_method=method,
            vendor=builders.tagged_vendor("Boulangerie Dupont"),
        )
        decided = builders.rules(chosen=builders.settings(wallet_account_id=wallet)).decide(item)
        if isinstance(decided, Posting):
            assert {entry.kind for entry in decided.entries[:1]} <= possible_kinds(spend_type.value), decided
            assert all(isinstance(entry.kind, EntryKind) for entry in decided.entries)
