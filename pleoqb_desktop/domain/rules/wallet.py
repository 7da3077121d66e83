"""What an entry of Pleo's moves in its wallet, as far as its family tells; Pleo publishes neither signs nor a balance (pleo.md 4)."""

from collections.abc import Mapping
from decimal import Decimal

from pleoqb_desktop.domain.spend import QueueEntry

_OUT, _IN, _ASIDE = -1, 1, 0
_FAMILIES: Mapping[str, int] = {
    "CASHBACK": _IN,
    "CREDIT_NOTE": _IN,
    "PLEO_INVOICE": _OUT,
    "OVERDRAFT": _OUT,
    "BILL_INVOICE_PAYMENT": _OUT,
    "BILL_INVOICE": _ASIDE,
    "OUT_OF_POCKET": _ASIDE,
    "MILEAGE": _ASIDE,
    "PER_DIEM": _ASIDE,
}
"""Families that move the wallet in one direction, or not at all: what employees laid out moves it when they are paid back."""
LAID_OUT = frozenset({"OUT_OF_POCKET", "MILEAGE", "PER_DIEM"})
"""What employees paid themselves."""
_SUB_FAMILIES: Mapping[str, int] = {
    "PLEO_INVOICE_REFUND": _IN,
    "REIMBURSEMENT_TO_COMPANY": _IN,
    "REIMBURSEMENT_TO_EMPLOYEE": _OUT,
    "REIMBURSEMENT_TO_EMPLOYEE_REFUND": _IN,
    "LOAD": _IN,
    "UNLOAD": _OUT,
    "WITHDRAWAL": _OUT,
    "FEE": _OUT,
    "BILL_INVOICE_PAYMENT_RETURNED": _IN,
    "BILL_INVOICE_PAYMENT_RECEIVED": _IN,
}


def wallet_movement(entry: QueueEntry, currency: str) -> Decimal | None:
    """In the wallet's currency, money in positive; None where its direction or its amount in that currency is not told.

    A card purchase is documented as positive, so that a negative one is money back.
    """
    money = entry.wallet_amount or entry.amount
    direction = _SUB_FAMILIES.get(entry.sub_family or "", _FAMILIES.get(entry.family))
    if entry.family == "CARD_PURCHASE":
        return -money.amount if money.currency == currency else None
    if direction is None:
        return None
    if direction == _ASIDE:
        return Decimal(0)
    return direction * abs(money.amount) if money.currency == currency else None
