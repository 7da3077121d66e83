"""What a row's type is in Pleo's own words for export items, and which way its money goes; unknown words stay as they are."""

from dataclasses import dataclass
from functools import lru_cache

from pleoqb_desktop.domain.spend import SpendSubType, SpendType
from pleoqb_desktop.services.pleo_file.headings import folded

_PREFIXES: tuple[tuple[str, SpendType], ...] = (
    ("card purchase", SpendType.CARD_PURCHASE),
    ("card invoice", SpendType.CARD_INVOICE),
    ("card refund", SpendType.REFUND),
    ("refund", SpendType.REFUND),
    ("chargeback", SpendType.CHARGEBACK),
    ("cashback", SpendType.CASHBACK),
    ("wallet load", SpendType.WALLET_TOPUP),
    ("wallet top up", SpendType.WALLET_TOPUP),
    ("wallet topup", SpendType.WALLET_TOPUP),
    ("load", SpendType.WALLET_TOPUP),
    ("wallet unload", SpendType.WALLET_UNLOAD),
    ("unload", SpendType.WALLET_UNLOAD),
    ("reimbursement", SpendType.DIRECT_REIMBURSEMENT),
    ("direct reimbursement", SpendType.DIRECT_REIMBURSEMENT),
    ("external reimbursement", SpendType.EXTERNAL_REIMBURSEMENT),
    ("out of pocket", SpendType.OUT_OF_POCKET),
    ("pocket expense", SpendType.OUT_OF_POCKET),
    ("mileage", SpendType.MILEAGE),
    ("per diem", SpendType.PER_DIEM),
    ("invoice payment", SpendType.INVOICE_PAYMENT),
    ("bill payment", SpendType.INVOICE_PAYMENT),
    ("invoice", SpendType.INVOICE),
    ("bill", SpendType.INVOICE),
    ("atm", SpendType.ATM_WITHDRAWAL),
    ("cash withdrawal", SpendType.ATM_WITHDRAWAL),
    ("personal", SpendType.PERSONAL_SPEND),
    ("fee", SpendType.FEE),
    ("pleo fee", SpendType.FEE),
    ("subscription fee", SpendType.FEE),
    ("interest", SpendType.FEE),
)
"""Words seen in files, and those of the API (pleo-file.md 1, 3); the others are UNVERIFIED. Compared by their beginning."""

_IN = frozenset({SpendType.REFUND, SpendType.CHARGEBACK, SpendType.CASHBACK, SpendType.WALLET_TOPUP})
_CARD = frozenset({SpendType.CARD_PURCHASE, SpendType.CARD_INVOICE})
_OUTSIDE = frozenset({SpendType.OUT_OF_POCKET, SpendType.MILEAGE, SpendType.PER_DIEM, SpendType.EXTERNAL_REIMBURSEMENT})
_VOTERS = _CARD | _OUTSIDE | {SpendType.FEE, SpendType.INVOICE, SpendType.PERSONAL_SPEND}
_BACK_AS: dict[SpendType, tuple[SpendType, SpendSubType | None]] = {
    SpendType.CARD_PURCHASE: (SpendType.REFUND, None),
    SpendType.CARD_INVOICE: (SpendType.REFUND, None),
    SpendType.INVOICE: (SpendType.INVOICE, None),
    SpendType.INVOICE_PAYMENT: (SpendType.INVOICE_PAYMENT, SpendSubType.INVOICE_PAYMENT_RETURNED),
    SpendType.DIRECT_REIMBURSEMENT: (SpendType.DIRECT_REIMBURSEMENT, SpendSubType.REIMBURSEMENT_TO_EMPLOYEE_REFUND),
}
"""What money is that comes back of a type that spends; a refund keeps the type of its purchase (pleo-file.md 3)."""


@dataclass(frozen=True, slots=True)
class Kind:
    """`type` is Pleo's word where it is known, else the file's own text, which is then held. `sub_type` as the API has it."""

    type: str
    sub_type: SpendSubType | None = None


@lru_cache(maxsize=1024)
def spend_type(text: str) -> SpendType | None:
    """The type that a text begins with; a file without types holds card purchases. None for an unknown text."""
    if not text:
        return SpendType.CARD_PURCHASE
    words = folded(text)
    found = [(len(prefix), kind) for prefix, kind in _PREFIXES if words == prefix or words.startswith(f"{prefix} ")]
    return max(found)[1] if found else None


def vote_weight(text: str) -> int:
    """1 where the type moves money as spend does, -1 where against it, 0 where it does not say (pleo-file.md 8.5)."""
    kind = spend_type(text)
    if kind in _VOTERS:
        return 1
    return -1 if kind in {SpendType.WALLET_TOPUP, SpendType.CASHBACK} else 0


def goes_one_way(text: str) -> bool:
    """Whether its money never comes back under the same type: a refund is told as the card purchase that it takes back."""
    return spend_type(text) in _OUTSIDE | {SpendType.WALLET_TOPUP, SpendType.CASHBACK}


def moves_wallet(text: str) -> bool:
    """Whether it moves the money at Pleo: what employees paid themselves does not."""
    return spend_type(text) not in _OUTSIDE


def kind_of(text: str, *, spent: bool, personal: bool) -> Kind | None:
    """What an expense is. `spent`: its money left. None where the type cannot go this way."""
    kind = spend_type(text)
    if kind is None:
        return Kind(text)
    if personal and kind in _CARD | {SpendType.PERSONAL_SPEND}:
        return Kind(SpendType.PERSONAL_SPEND) if spent else None
    if kind in _IN:
        return None if spent else Kind(kind)
    if spent:
        sub_type = SpendSubType.REIMBURSEMENT_TO_EMPLOYEE if kind is SpendType.DIRECT_REIMBURSEMENT else None
        return Kind(kind, sub_type)
    back = _BACK_AS.get(kind)
    return Kind(*back) if back else None
