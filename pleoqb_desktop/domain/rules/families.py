"""What each family of Pleo's queue stands for, declared once: what its entries become, what they move, who paid them.

Pleo publishes the words (pleo.md 4), but neither which types they become nor which way their money goes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto

from pleoqb_desktop.domain.spend import SpendType


class Moves(Enum):
    """Which way an entry moves the wallet."""

    OUT = auto()
    IN = auto()
    ASIDE = auto()
    """Not at all: what employees laid out moves it when they are paid back, an invoice when it is paid."""
    AS_SIGNED = auto()
    """Documented as positive: a negative one is money back."""


@dataclass(frozen=True, slots=True)
class Family:
    """`becomes` is the type of export item that is most likely, an estimate; `moves` None: its sub-family tells, or nobody.
    `laid_out`: employees paid it themselves; `pocket`: there is none of it without Pleo Pocket."""

    becomes: SpendType
    moves: Moves | None
    laid_out: bool = False
    pocket: bool = False


FAMILIES: Mapping[str, Family] = {
    "CARD_PURCHASE": Family(SpendType.CARD_PURCHASE, Moves.AS_SIGNED),
    "OUT_OF_POCKET": Family(SpendType.OUT_OF_POCKET, Moves.ASIDE, laid_out=True, pocket=True),
    "MILEAGE": Family(SpendType.MILEAGE, Moves.ASIDE, laid_out=True, pocket=True),
    "PER_DIEM": Family(SpendType.PER_DIEM, Moves.ASIDE, laid_out=True, pocket=True),
    "REIMBURSEMENT": Family(SpendType.DIRECT_REIMBURSEMENT, None, pocket=True),
    "BILL_INVOICE": Family(SpendType.INVOICE, Moves.ASIDE),
    "BILL_INVOICE_PAYMENT": Family(SpendType.INVOICE_PAYMENT, Moves.OUT),
    "CASHBACK": Family(SpendType.CASHBACK, Moves.IN),
    "CREDIT_NOTE": Family(SpendType.REFUND, Moves.IN),
    "PLEO_INVOICE": Family(SpendType.FEE, Moves.OUT),
    "OVERDRAFT": Family(SpendType.FEE, Moves.OUT),
}

SUB_FAMILIES: Mapping[str, Moves] = {
    "PLEO_INVOICE_REFUND": Moves.IN,
    "REIMBURSEMENT_TO_COMPANY": Moves.IN,
    "REIMBURSEMENT_TO_EMPLOYEE": Moves.OUT,
    "REIMBURSEMENT_TO_EMPLOYEE_REFUND": Moves.IN,
    "LOAD": Moves.IN,
    "UNLOAD": Moves.OUT,
    "WITHDRAWAL": Moves.OUT,
    "FEE": Moves.OUT,
    "BILL_INVOICE_PAYMENT_RETURNED": Moves.IN,
    "BILL_INVOICE_PAYMENT_RECEIVED": Moves.IN,
}
"""Those that tell more than their family."""


def likely_type(family: str) -> str:
    """The type of item that an entry of this family will be; an unknown word stays as it is, in small letters."""
    found = FAMILIES.get(family)
    return found.becomes.value if found else family.lower()


def is_laid_out(family: str) -> bool:
    """Whether employees paid it themselves."""
    found = FAMILIES.get(family)
    return found is not None and found.laid_out


def is_of_pocket(family: str) -> bool:
    """Whether there is none of it without Pleo Pocket."""
    found = FAMILIES.get(family)
    return found is not None and found.pocket
