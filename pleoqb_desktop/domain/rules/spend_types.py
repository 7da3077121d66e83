"""What is decided for each type of expense, declared once: its row of the table, what it may become, whom it is booked against.

A new type of Pleo's is a member of SpendType, a line here, and its name in the catalogues: mypy and a test ask for what is missing.
"""

from dataclasses import dataclass
from enum import Enum, auto
from typing import assert_never

from pleoqb_desktop.domain.entries import EntryKind
from pleoqb_desktop.domain.spend import SpendType

NUMBERED = frozenset({EntryKind.PURCHASE, EntryKind.JOURNAL_ENTRY})
"""Kinds that carry the marker as document number; the others carry the entry id in their memo only."""

_CARD = NUMBERED | {EntryKind.BILL, EntryKind.DEPOSIT, EntryKind.VENDOR_CREDIT}
_BACK = NUMBERED | {EntryKind.DEPOSIT, EntryKind.VENDOR_CREDIT}
_MOVE = frozenset({EntryKind.TRANSFER, EntryKind.JOURNAL_ENTRY})
_INVOICE = frozenset({EntryKind.BILL, EntryKind.VENDOR_CREDIT, EntryKind.JOURNAL_ENTRY})
_SETTLED = frozenset({EntryKind.BILL_PAYMENT, EntryKind.JOURNAL_ENTRY})


class Row(Enum):
    """Rows of the table in design.md 3; posting.py has a method for each."""

    CARD_SPEND = auto()
    POCKET_SPEND = auto()
    MONEY_BACK = auto()
    TOPUP = auto()
    UNLOAD = auto()
    DIRECT_REIMBURSEMENT = auto()
    EXTERNAL_REIMBURSEMENT = auto()
    INVOICE = auto()
    INVOICE_PAYMENT = auto()
    WITHDRAWAL = auto()


@dataclass(frozen=True, slots=True)
class TypeRules:
    """What holds for a type.

    `kinds` are the documents it may have become under any settings. `against_vendor`: accounts_payable books it against a vendor;
    a cashback and what employees are owed keep their row. `documented_positive`: Pleo documents its amount as positive, so that a
    negative one is money back; the signs of others are not published. `has_receipt`: whoever spent it is asked for a missing one.
    """

    row: Row
    kinds: frozenset[EntryKind]
    against_vendor: bool = False
    documented_positive: bool = False
    has_receipt: bool = False


def rules_of(spend_type: SpendType) -> TypeRules:
    """The rules of a type that Pleo publishes."""
    match spend_type:
        case SpendType.CARD_PURCHASE | SpendType.CARD_INVOICE:
            return TypeRules(Row.CARD_SPEND, _CARD, against_vendor=True, documented_positive=True, has_receipt=True)
        case SpendType.FEE:
            return TypeRules(Row.CARD_SPEND, _CARD, against_vendor=True)
        case SpendType.PERSONAL_SPEND:
            return TypeRules(Row.CARD_SPEND, _CARD)
        case SpendType.OUT_OF_POCKET:
            return TypeRules(Row.POCKET_SPEND, NUMBERED, has_receipt=True)
        case SpendType.MILEAGE | SpendType.PER_DIEM:
            return TypeRules(Row.POCKET_SPEND, NUMBERED)
        case SpendType.REFUND | SpendType.CHARGEBACK:
            return TypeRules(Row.MONEY_BACK, _BACK, against_vendor=True)
        case SpendType.CASHBACK:
            return TypeRules(Row.MONEY_BACK, _BACK)
        case SpendType.WALLET_TOPUP:
            return TypeRules(Row.TOPUP, _MOVE | {EntryKind.CREDIT_CARD_PAYMENT})
        case SpendType.WALLET_UNLOAD:
            return TypeRules(Row.UNLOAD, _MOVE)
        case SpendType.DIRECT_REIMBURSEMENT:
            return TypeRules(Row.DIRECT_REIMBURSEMENT, _MOVE)
        case SpendType.EXTERNAL_REIMBURSEMENT:
            return TypeRules(Row.EXTERNAL_REIMBURSEMENT, _MOVE)
        case SpendType.INVOICE:
            return TypeRules(Row.INVOICE, _INVOICE, against_vendor=True, documented_positive=True, has_receipt=True)
        case SpendType.INVOICE_PAYMENT:
            return TypeRules(Row.INVOICE_PAYMENT, _SETTLED, against_vendor=True)
        case SpendType.ATM_WITHDRAWAL:
            return TypeRules(Row.WITHDRAWAL, _MOVE)
        case _:
            assert_never(spend_type)


def possible_kinds(spend_type: str) -> frozenset[EntryKind]:
    """What an item of this type may have become; both numbered kinds for a type that nobody knows, which is held."""
    try:
        return rules_of(SpendType(spend_type)).kinds
    except ValueError:
        return NUMBERED
