"""Every type of expense is decided about, and nothing that it becomes is forgotten when the books are looked through."""

import pytest

from pleoqb_desktop.domain.rules.spend_types import NUMBERED, possible_kinds, rules_of
from pleoqb_desktop.domain.spend import SpendType
from tests import builders


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
            reconciled_entries=("REC-0",) if spend_type is SpendType.INVOICE_PAYMENT else (),
            vendor=builders.tagged_vendor("Boulangerie Dupont"),
        )
        documents = {"REC-0": builders.open_bill()}
        decided = builders.posted(item, chosen=builders.settings(wallet_account_id=wallet), documents=documents)
        assert decided.entries[0].kind in possible_kinds(spend_type.value), decided


@pytest.mark.parametrize("spend_type", SpendType)
def test_only_what_is_spent_against_a_paper_is_missed_a_receipt(spend_type: SpendType) -> None:
    against_paper = {"card_purchase", "card_invoice", "out_of_pocket", "invoice"}
    assert rules_of(spend_type).has_receipt is (spend_type in against_paper)
