"""What moves Pleo's wallet: the family of an entry tells the direction, and nothing is guessed where none tells."""

from decimal import Decimal

import pytest

from pleoqb_desktop.domain.money import Money
from pleoqb_desktop.domain.rules.families import FAMILIES, Moves, is_laid_out, is_of_pocket, likely_type
from pleoqb_desktop.domain.rules.wallet import wallet_movement
from pleoqb_desktop.domain.spend import QueueEntry

OUT, IN, ASIDE = Decimal("-12.00"), Decimal("12.00"), Decimal(0)


def moved(
    family: str, sub_family: str | None = None, amount: str = "12.00", wallet: str | None = None, currency: str = "EUR"
) -> Decimal | None:
    """Of an entry of so many EUR, or of so much in the wallet's own currency (`wallet`)."""
    money = Money(Decimal(amount), "EUR")
    in_wallet = Money(Decimal(wallet), "GBP") if wallet else None
    entry = QueueEntry(
        "e1", family, sub_family, money, None, None, has_account=True, receipts=0, wallet_amount=in_wallet
    )
    return wallet_movement(entry, currency)


@pytest.mark.parametrize(
    ("family", "expected"),
    [
        ("CARD_PURCHASE", OUT),
        ("BILL_INVOICE_PAYMENT", OUT),
        ("PLEO_INVOICE", OUT),
        ("OVERDRAFT", OUT),
        ("CASHBACK", IN),
        ("CREDIT_NOTE", IN),
        ("BILL_INVOICE", ASIDE),
        ("OUT_OF_POCKET", ASIDE),
        ("MILEAGE", ASIDE),
        ("PER_DIEM", ASIDE),
        ("REIMBURSEMENT", None),
        ("WALLET", None),
        ("BALANCE_AMENDMENT", None),
        ("", None),
    ],
)
def test_a_family_moves_the_wallet_one_way_or_not_at_all_or_is_not_told(family: str, expected: Decimal | None) -> None:
    assert moved(family) == expected


@pytest.mark.parametrize("family", sorted(FAMILIES))
def test_a_direction_that_a_family_tells_counts_more_than_the_sign_but_for_a_card(family: str) -> None:
    turned, told = moved(family, amount="-12.00"), moved(family)
    assert turned == (IN if family == "CARD_PURCHASE" else told)


@pytest.mark.parametrize(
    ("family", "sub_family", "expected"),
    [
        ("WALLET", "LOAD", IN),
        ("WALLET", "UNLOAD", OUT),
        ("WALLET", "WITHDRAWAL", OUT),
        ("WALLET", "FEE", OUT),
        ("REIMBURSEMENT", "REIMBURSEMENT_TO_EMPLOYEE", OUT),
        ("REIMBURSEMENT", "REIMBURSEMENT_TO_EMPLOYEE_REFUND", IN),
        ("REIMBURSEMENT", "REIMBURSEMENT_TO_COMPANY", IN),
        ("BILL_INVOICE_PAYMENT", "BILL_INVOICE_PAYMENT_RETURNED", IN),
        ("BILL_INVOICE_PAYMENT", "BILL_INVOICE_PAYMENT_RECEIVED", IN),
        ("PLEO_INVOICE", "PLEO_INVOICE_REFUND", IN),
        ("PLEO_INVOICE", "PLEO_INVOICE", OUT),
        ("CARD_PURCHASE", "WITHDRAWAL", OUT),
        ("CARD_PURCHASE", "ONLINE", OUT),
        ("WALLET", "INTEREST", None),
    ],
)
def test_a_sub_family_tells_more_than_its_family(family: str, sub_family: str, expected: Decimal | None) -> None:
    assert moved(family, sub_family) == expected


@pytest.mark.parametrize("family", sorted(FAMILIES))
def test_an_amount_in_another_currency_is_never_summed(family: str) -> None:
    nothing = FAMILIES[family].moves is Moves.ASIDE
    assert moved(family, currency="GBP") == (ASIDE if nothing else None)


def test_the_amount_in_the_wallets_own_currency_counts_where_pleo_tells_it() -> None:
    assert moved("CARD_PURCHASE", wallet="10.31", currency="GBP") == Decimal("-10.31")
    assert moved("CASHBACK", wallet="10.31", currency="GBP") == Decimal("10.31")


def test_what_employees_paid_themselves_is_of_pocket_and_so_is_paying_it_back() -> None:
    assert {family for family in FAMILIES if is_laid_out(family)} == {"OUT_OF_POCKET", "MILEAGE", "PER_DIEM"}
    assert {family for family in FAMILIES if is_of_pocket(family) and not is_laid_out(family)} == {"REIMBURSEMENT"}
    assert not is_laid_out("BARTER")
    assert not is_of_pocket("BARTER")


def test_a_family_becomes_a_type_of_item_and_an_unknown_one_keeps_its_word() -> None:
    assert likely_type("BILL_INVOICE") == "invoice"
    assert likely_type("PLEO_INVOICE") == "fee"
    assert likely_type("BARTER_DEAL") == "barter_deal"
