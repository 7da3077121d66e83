"""What expenses that need a person have in common: causes in a few words, told over each block; the words are the catalogues'."""

from collections.abc import Mapping
from enum import StrEnum

from pleoqb_desktop.domain.problems import ABOUT_RECEIPTS, Code


class Cause(StrEnum):
    """Why expenses need a person, as a heading tells it."""

    CLOSED_PERIOD = "closed_period"
    BEFORE_START = "before_start"
    LOOKS_LIKE = "looks_like"
    CHANGED = "changed"
    VOIDED = "voided"
    DELETED = "deleted"
    UNDONE = "undone"
    JOB_ENDED = "job_ended"
    AGAIN = "again"
    ACCOUNT = "account"
    VAT = "vat"
    TAG = "tag"
    SUPPLIER = "supplier"
    AMOUNT = "amount"
    CURRENCY = "currency"
    BILL = "bill"
    REFUSED = "refused"
    RECEIPT = "receipt"
    RECEIPT_REPLACED = "receipt_replaced"
    UNREADABLE = "unreadable"
    OTHER = "other"


_CAUSES: Mapping[str, Cause] = {
    "undone": Cause.UNDONE,
    "job_ended": Cause.JOB_ENDED,
    "again": Cause.AGAIN,
    Code.PERIOD_CLOSED: Cause.CLOSED_PERIOD,
    Code.PERIOD_CLOSED_MEANWHILE: Cause.CLOSED_PERIOD,
    Code.BEFORE_START: Cause.BEFORE_START,
    Code.LOOKS_LIKE: Cause.LOOKS_LIKE,
    Code.CHANGED_SINCE: Cause.CHANGED,
    Code.CHANGED_AND_LEFT: Cause.CHANGED,
    Code.VOIDED_BY_HAND: Cause.VOIDED,
    Code.DELETED_BY_HAND: Cause.DELETED,
    Code.ACCOUNT_MISSING: Cause.ACCOUNT,
    Code.ACCOUNT_UNKNOWN: Cause.ACCOUNT,
    Code.ACCOUNT_INACTIVE: Cause.ACCOUNT,
    Code.ACCOUNT_TYPE: Cause.ACCOUNT,
    Code.CONFIGURED_ACCOUNT_MISSING: Cause.ACCOUNT,
    Code.TAX_CODE_MISSING: Cause.VAT,
    Code.TAX_CODE_UNKNOWN: Cause.VAT,
    Code.TAX_CODE_INACTIVE: Cause.VAT,
    Code.TAX_CODE_NOT_FOR_PURCHASES: Cause.VAT,
    Code.TAX_RATE_DIFFERS: Cause.VAT,
    Code.TAX_AMOUNT_OFF: Cause.VAT,
    Code.NET_AMOUNT_OFF: Cause.VAT,
    Code.TAX_NOT_OVERRIDABLE: Cause.VAT,
    Code.NO_TAX_CODE_NOT_CHOSEN: Cause.VAT,
    Code.TAG_UNKNOWN: Cause.TAG,
    Code.TAG_INACTIVE: Cause.TAG,
    Code.TAG_TWICE: Cause.TAG,
    Code.TWO_LOCATIONS: Cause.TAG,
    Code.TWO_CLASSES: Cause.TAG,
    Code.DIMENSION_OFF: Cause.TAG,
    Code.VENDOR_MISSING: Cause.SUPPLIER,
    Code.VENDOR_UNKNOWN: Cause.SUPPLIER,
    Code.VENDOR_INACTIVE: Cause.SUPPLIER,
    Code.NO_LINES: Cause.AMOUNT,
    Code.TOTAL_MISMATCH: Cause.AMOUNT,
    Code.AMOUNT_ZERO: Cause.AMOUNT,
    Code.AMOUNT_FRACTION: Cause.AMOUNT,
    Code.CURRENCY_UNCLEAR: Cause.CURRENCY,
    Code.CURRENCY_MISMATCH: Cause.CURRENCY,
    Code.CURRENCY_NOT_IN_BOOKS: Cause.CURRENCY,
    Code.EXCHANGE_RATE_MISSING: Cause.CURRENCY,
    Code.BILL_NOT_FOUND: Cause.BILL,
    Code.BILLS_ALIKE: Cause.BILL,
    Code.BILL_PAID: Cause.BILL,
    Code.PLAN_WITHOUT_BILLS: Cause.BILL,
    Code.REFUSED_BY_QUICKBOOKS: Cause.REFUSED,
    Code.CHANGED_BY_QUICKBOOKS: Cause.REFUSED,
    Code.NUMBER_TAKEN: Cause.REFUSED,
    Code.RECEIPT_REPLACED: Cause.RECEIPT_REPLACED,
    Code.UNKNOWN_TYPE: Cause.UNREADABLE,
    Code.UNKNOWN_SUBTYPE: Cause.UNREADABLE,
    Code.ITEM_UNREADABLE: Cause.UNREADABLE,
}


def cause_of(name: str) -> Cause:
    """The heading for the code of a problem, or for what the run store calls a cause (ports.questions.NotInBooks)."""
    return _CAUSES.get(name) or (Cause.RECEIPT if name in ABOUT_RECEIPTS else Cause.OTHER)
