"""Entries as values."""

from datetime import date
from decimal import Decimal

import pytest

from pleoqb_desktop.domain.entries import (
    BillPayment,
    Deposit,
    Header,
    JournalEntry,
    Line,
    Party,
    Posting,
    RateAmount,
    Side,
    TaxOnLine,
    Transfer,
    parties,
    tax_by_rate,
    with_documents,
)
from tests.builders import item, open_bill, posted, settings

HEADER = Header(date(2026, 3, 14), "note")
NEW = Party("Moulin", currency="EUR")


def taxed(net: str, vat: str, *rates: tuple[str, str]) -> Line:
    parts = tuple(RateAmount(rate, Decimal(20), Decimal(amount), Decimal(net)) for rate, amount in rates)
    return Line("7", Decimal(net), tax=TaxOnLine("20", Decimal(vat), parts))


def test_gross_is_net_and_vat() -> None:
    assert taxed("10.00", "2.00").gross == Decimal("12.00")
    assert Line("7", Decimal("10.00")).gross == Decimal("10.00")


def test_vat_is_summed_per_rate_in_order_of_first_use() -> None:
    lines = (
        taxed("10.00", "2.00", ("b", "2.00")),
        Line("7", Decimal(5)),
        taxed("5.00", "1.25", ("a", "0.25"), ("b", "1.00")),
    )
    assert tax_by_rate(lines) == (
        RateAmount("b", Decimal(20), Decimal("3.00"), Decimal("15.00")),
        RateAmount("a", Decimal(20), Decimal("0.25"), Decimal("5.00")),
    )


def test_a_journal_entry_s_total_is_one_side() -> None:
    lines = (Line("7", Decimal(12)), Line("8", Decimal(3), side=Side.CREDIT), Line("35", Decimal(9), side=Side.CREDIT))
    assert JournalEntry(HEADER, lines).total == Decimal(12)


def test_sides_are_opposite() -> None:
    assert (Side.DEBIT.other, Side.CREDIT.other) == (Side.CREDIT, Side.DEBIT)


def test_a_party_is_referred_to_by_id_or_as_new() -> None:
    assert (Party("Moulin", "56").reference, NEW.reference) == ("56", "new:Moulin")


def test_new_vendors_are_named_once() -> None:
    deposit = Deposit(
        HEADER, "35", (Line("7", Decimal(1), party=NEW), Line("8", Decimal(1), party=NEW), Line("8", Decimal(1)))
    )
    journal = JournalEntry(HEADER, (Line("44", Decimal(1), party=Party("Known", "56")),))
    assert Posting("e", (deposit, journal), Decimal(3)).new_vendors == (NEW,)


@pytest.mark.parametrize(
    ("spend_type", "method"),
    [("card_purchase", None), ("invoice", None), ("refund", None), ("card_purchase", "accounts_payable"), ("refund", "accounts_payable")],
)  # fmt: skip
def test_everyone_an_entry_names_is_found(spend_type: str, method: str | None) -> None:
    for entry in posted(item(spend_type, bookkeeping_method=method)).entries:
        assert {party.id for party in parties(entry)} == {"56"}


def test_a_transfer_names_nobody() -> None:
    assert list(parties(Transfer(HEADER, "1", "2", Decimal(1)))) == []
    assert posted(item("wallet_topup"), chosen=settings()).new_vendors == ()


def test_a_payment_is_linked_to_the_documents_made_before_it() -> None:
    bill, payment = posted(item(bookkeeping_method="accounts_payable")).entries
    linked = with_documents(payment, {0: "234"})
    assert isinstance(linked, BillPayment)
    assert [(link.type, link.id) for link in linked.links] == [("Bill", "234")]
    assert with_documents(bill, {}) is bill


def test_a_payment_keeps_the_documents_that_quickbooks_had_already() -> None:
    (payment,) = posted(item("invoice_payment", reconciled_entries=("R",)), documents={"R": open_bill()}).entries
    linked = with_documents(payment, {0: "999"})
    assert isinstance(linked, BillPayment)
    assert [link.id for link in linked.links] == ["234"]
