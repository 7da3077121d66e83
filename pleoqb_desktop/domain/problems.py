"""What can be wrong, as data: a code, the things it is about, and what Pleo is told; the sentences live in texts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Code(StrEnum):
    """Every known trouble of the world. A code has one sentence and one remedy in each language (texts, tested)."""

    # An item is held: nothing is posted
    UNKNOWN_TYPE = "unknown_type"
    UNKNOWN_SUBTYPE = "unknown_subtype"
    NO_LINES = "no_lines"
    TOO_MANY_LINES = "too_many_lines"
    TOTAL_MISMATCH = "total_mismatch"
    AMOUNT_ZERO = "amount_zero"
    AMOUNT_FRACTION = "amount_fraction"
    CURRENCY_UNCLEAR = "currency_unclear"
    CURRENCY_MISMATCH = "currency_mismatch"
    CURRENCY_NOT_IN_BOOKS = "currency_not_in_books"
    EXCHANGE_RATE_MISSING = "exchange_rate_missing"
    OTHER_COMPANY = "other_company"
    ACCOUNT_MISSING = "account_missing"
    ACCOUNT_UNKNOWN = "account_unknown"
    ACCOUNT_INACTIVE = "account_inactive"
    ACCOUNT_TYPE = "account_type"
    CONFIGURED_ACCOUNT_MISSING = "configured_account_missing"
    TAX_CODE_MISSING = "tax_code_missing"
    TAX_CODE_UNKNOWN = "tax_code_unknown"
    TAX_CODE_INACTIVE = "tax_code_inactive"
    TAX_CODE_NOT_FOR_PURCHASES = "tax_code_not_for_purchases"
    TAX_RATE_DIFFERS = "tax_rate_differs"
    TAX_AMOUNT_OFF = "tax_amount_off"
    NET_AMOUNT_OFF = "net_amount_off"
    TAX_NOT_OVERRIDABLE = "tax_not_overridable"
    NO_TAX_CODE_NOT_CHOSEN = "no_tax_code_not_chosen"
    TAG_UNKNOWN = "tag_unknown"
    TAG_INACTIVE = "tag_inactive"
    TAG_TWICE = "tag_twice"
    TWO_LOCATIONS = "two_locations"
    TWO_CLASSES = "two_classes"
    DIMENSION_OFF = "dimension_off"
    VENDOR_MISSING = "vendor_missing"
    VENDOR_UNKNOWN = "vendor_unknown"
    VENDOR_INACTIVE = "vendor_inactive"
    PERIOD_CLOSED = "period_closed"
    BEFORE_START = "before_start"
    DATE_UNUSABLE = "date_unusable"
    BILL_NOT_FOUND = "bill_not_found"
    BILL_PAID = "bill_paid"
    BILLS_ALIKE = "bills_alike"
    PLAN_WITHOUT_BILLS = "plan_without_bills"
    ITEM_UNREADABLE = "item_unreadable"

    # A row of Pleo's file is held, or its expense
    ROW_SHAPE = "row_shape"
    ROW_NO_ID = "row_no_id"
    ROW_CELL = "row_cell"
    ROW_NO_AMOUNT = "row_no_amount"
    ROW_FIGURES = "row_figures"
    ROW_DIRECTION = "row_direction"
    ROWS_CONTRADICT = "rows_contradict"
    ROWS_UNBALANCED = "rows_unbalanced"
    ROWS_NO_WALLET = "rows_no_wallet"
    QUESTION_OPEN = "question_open"

    # Pleo's file is refused as a whole
    FILE_NOT_FOUND = "file_not_found"
    FILE_TYPE = "file_type"
    FILE_EMPTY = "file_empty"
    FILE_UNFINISHED = "file_unfinished"
    FILE_DAMAGED = "file_damaged"
    FILE_TOO_LARGE = "file_too_large"
    FILE_TOO_MANY_ROWS = "file_too_many_rows"
    FILE_RATIO = "file_ratio"
    FILE_NESTED = "file_nested"
    FILE_PATHS = "file_paths"
    FILE_PASSWORD = "file_password"
    FILE_NO_TABLE = "file_no_table"
    FILE_SEVERAL = "file_several"
    FILE_NO_EXPENSE_ID = "file_no_expense_id"
    FILE_CONTRADICTS = "file_contradicts"
    FILE_BALANCE = "file_balance"
    FILE_QUESTIONS = "file_questions"
    FILE_NEEDED = "file_needed"
    FILE_RECEIPT_ABSENT = "file_receipt_absent"
    ANSWER_UNUSABLE = "answer_unusable"
    FOLDER_NEEDED = "folder_needed"

    # QuickBooks refused or changed an entry
    REFUSED_BY_QUICKBOOKS = "refused_by_quickbooks"
    CHANGED_BY_QUICKBOOKS = "changed_by_quickbooks"
    CHANGED_AND_LEFT = "changed_and_left"
    NUMBER_TAKEN = "number_taken"
    PERIOD_CLOSED_MEANWHILE = "period_closed_meanwhile"

    # An entry stands, or stood, and a person must look at it
    LOOKS_LIKE = "looks_like"
    CHANGED_SINCE = "changed_since"
    VOIDED_BY_HAND = "voided_by_hand"
    DELETED_BY_HAND = "deleted_by_hand"
    RECEIPT_REPLACED = "receipt_replaced"
    """A receipt stands that Pleo does not list any more."""

    # A receipt did not arrive; the entry stands
    RECEIPT_MISSING = "receipt_missing"
    RECEIPT_EMPTY = "receipt_empty"
    RECEIPT_TOO_LARGE = "receipt_too_large"
    RECEIPT_EXPIRED = "receipt_expired"
    RECEIPT_TYPE = "receipt_type"
    RECEIPT_UNREADABLE = "receipt_unreadable"
    RECEIPT_TOO_LARGE_TO_READ = "receipt_too_large_to_read"
    RECEIPT_REFUSED = "receipt_refused"
    RECEIPT_ADDRESS = "receipt_address"
    RECEIPT_INCOMPLETE = "receipt_incomplete"
    RECEIPT_CERTIFICATE = "receipt_certificate"

    # Pleo did not take a result
    REPORT_REFUSED = "report_refused"

    # Connections and services
    PLEO_KEY_EMPTY = "pleo_key_empty"
    PLEO_KEY_REFUSED = "pleo_key_refused"
    PLEO_KEY_SCOPES = "pleo_key_scopes"
    PLEO_KEY_ORGANISATION = "pleo_key_organisation"
    PLEO_OTHER_COMPANY = "pleo_other_company"
    PLEO_NOT_CONNECTED = "pleo_not_connected"
    PLEO_UNREACHABLE = "pleo_unreachable"
    PLEO_REFUSES = "pleo_refuses"
    PLEO_REFUSED_REQUEST = "pleo_refused_request"
    PLEO_ANSWER = "pleo_answer"
    QUICKBOOKS_NOT_CONNECTED = "quickbooks_not_connected"
    QUICKBOOKS_SIGN_IN_ENDED = "quickbooks_sign_in_ended"
    QUICKBOOKS_ACCESS_DENIED = "quickbooks_access_denied"
    QUICKBOOKS_OTHER_COMPANY = "quickbooks_other_company"
    QUICKBOOKS_NOT_CONFIRMED = "quickbooks_not_confirmed"
    QUICKBOOKS_UNREACHABLE = "quickbooks_unreachable"
    QUICKBOOKS_REFUSES = "quickbooks_refuses"
    QUICKBOOKS_BUSY = "quickbooks_busy"
    QUICKBOOKS_REFUSED_REQUEST = "quickbooks_refused_request"
    QUICKBOOKS_ANSWER = "quickbooks_answer"
    QUICKBOOKS_SUSPENDED = "quickbooks_suspended"
    QUICKBOOKS_PLAN = "quickbooks_plan"
    INTUIT_KEYS_MISSING = "intuit_keys_missing"
    INTUIT_KEYS_REFUSED = "intuit_keys_refused"
    SIGN_IN_DENIED = "sign_in_denied"
    SIGN_IN_ABANDONED = "sign_in_abandoned"
    SIGN_IN_WRONG_STATE = "sign_in_wrong_state"
    SIGN_IN_GARBAGE = "sign_in_garbage"
    SIGN_IN_PORTS_BUSY = "sign_in_ports_busy"
    SIGN_IN_CODE_REFUSED = "sign_in_code_refused"
    KEYRING_MISSING = "keyring_missing"
    KEYRING_REFUSED = "keyring_refused"
    KEYRING_UNSAFE = "keyring_unsafe"
    KEYRING_WAITS = "keyring_waits"
    ADDRESS_UNSAFE = "address_unsafe"
    PROXY_FAILED = "proxy_failed"
    PROXY_UNUSABLE = "proxy_unusable"
    CERTIFICATE_REFUSED = "certificate_refused"

    # Set-up
    SETUP_INCOMPLETE = "setup_incomplete"
    REFERENCE_NOT_FOUND = "reference_not_found"
    REFERENCE_AMBIGUOUS = "reference_ambiguous"
    NAME_TAKEN = "name_taken"
    NUMBERS_EXHAUSTED = "numbers_exhausted"
    TOO_MANY_DIMENSIONS = "too_many_dimensions"
    DIMENSION_UNAVAILABLE = "dimension_unavailable"
    TIME_ZONE_UNKNOWN = "time_zone_unknown"
    TIME_ZONE_MISSING = "time_zone_missing"
    JOURNAL_CODE_MISSING = "journal_code_missing"
    CONTRA_ACCOUNT_MISSING = "contra_account_missing"
    SYNC_REFUSED = "sync_refused"
    PROFILE_NAME = "profile_name"
    ENDPOINTS_FILE = "endpoints_file"

    PRACTICE_FAILED = "practice_failed"
    PRACTICE_NOT_INSTALLED = "practice_not_installed"

    # Planned exports
    SCHEDULER_OFF = "scheduler_off"
    SCHEDULER_REFUSED = "scheduler_refused"

    # Runs
    EXPORT_RUNNING = "export_running"
    JOB_OF_ANOTHER = "job_of_another"
    JOB_ENDED = "job_ended"
    JOB_ALL_FAILED = "job_all_failed"
    STOPPED = "stopped"
    NOTHING_ASKED = "nothing_asked"
    ANSWER_UNFIT = "answer_unfit"
    CORRECT_NOT_OFFERED = "correct_not_offered"
    NOT_LISTED = "not_listed"
    RUN_UNKNOWN = "run_unknown"
    PERIOD_BACKWARDS = "period_backwards"
    STORE_DAMAGED = "store_damaged"
    STORE_NEWER = "store_newer"
    DISK_FULL = "disk_full"
    FOLDER_UNWRITABLE = "folder_unwritable"
    FILE_BUSY = "file_busy"
    SETTINGS_DAMAGED = "settings_damaged"
    SETTINGS_NEWER = "settings_newer"

    # Undo: what was left, and why
    UNDO_CHANGED = "undo_changed"
    UNDO_GONE = "undo_gone"
    UNDO_REFUSED = "undo_refused"
    UNDO_MATCHED = "undo_matched"
    UNDO_LINKED = "undo_linked"
    UNDO_CLOSED = "undo_closed"
    UNDO_NOT_OURS = "undo_not_ours"

    BUG = "bug"


class PleoReason(StrEnum):
    """Pleo's item failure types (pleo.md 16, ERR-10)."""

    RECEIPT_UPLOAD = "receipt_upload_failure"
    RECEIPT_DOWNLOAD = "receipt_download_failure"
    RECEIPT_SIZE = "receipt_file_size_limit_exceeded"
    RECEIPT_CONVERSION = "receipt_conversion_failure"
    UNEXPECTED = "unexpected_failure"
    INVALID_CONFIGURATION = "invalid_configuration"
    MISSING_CONFIGURATION = "missing_configuration"
    VALIDATION = "validation_failure"
    BOOKS_VALIDATION = "accounting_system_validation_failure"
    BOOKS_UNREACHABLE = "accounting_system_unreachable"
    AUTHORIZATION = "authorization_failure"
    VENDOR_UNKNOWN = "vendor_unknown"


# Unknown account, tax code and tag are reported as invalid_configuration: Pleo's design page asks for it, while the enum
# also has specific types (pleo.md ERR-05 to ERR-07, X-11 takes the design page as the safer reading).
_REASONS: Mapping[Code, PleoReason] = {
    Code.ACCOUNT_MISSING: PleoReason.MISSING_CONFIGURATION,
    Code.CONFIGURED_ACCOUNT_MISSING: PleoReason.MISSING_CONFIGURATION,
    Code.NO_TAX_CODE_NOT_CHOSEN: PleoReason.MISSING_CONFIGURATION,
    Code.TAX_CODE_MISSING: PleoReason.MISSING_CONFIGURATION,
    Code.JOURNAL_CODE_MISSING: PleoReason.MISSING_CONFIGURATION,
    Code.TIME_ZONE_UNKNOWN: PleoReason.INVALID_CONFIGURATION,
    Code.CURRENCY_MISMATCH: PleoReason.INVALID_CONFIGURATION,
    Code.ACCOUNT_UNKNOWN: PleoReason.INVALID_CONFIGURATION,
    Code.ACCOUNT_INACTIVE: PleoReason.INVALID_CONFIGURATION,
    Code.ACCOUNT_TYPE: PleoReason.INVALID_CONFIGURATION,
    Code.TAX_CODE_UNKNOWN: PleoReason.INVALID_CONFIGURATION,
    Code.TAX_CODE_INACTIVE: PleoReason.INVALID_CONFIGURATION,
    Code.TAX_CODE_NOT_FOR_PURCHASES: PleoReason.INVALID_CONFIGURATION,
    Code.TAX_RATE_DIFFERS: PleoReason.INVALID_CONFIGURATION,
    Code.TAX_NOT_OVERRIDABLE: PleoReason.BOOKS_VALIDATION,
    Code.TAG_UNKNOWN: PleoReason.INVALID_CONFIGURATION,
    Code.TAG_INACTIVE: PleoReason.INVALID_CONFIGURATION,
    Code.DIMENSION_OFF: PleoReason.INVALID_CONFIGURATION,
    Code.VENDOR_MISSING: PleoReason.VENDOR_UNKNOWN,
    Code.VENDOR_UNKNOWN: PleoReason.VENDOR_UNKNOWN,
    Code.VENDOR_INACTIVE: PleoReason.VENDOR_UNKNOWN,
    Code.BILLS_ALIKE: PleoReason.BOOKS_VALIDATION,
    Code.PLAN_WITHOUT_BILLS: PleoReason.INVALID_CONFIGURATION,
    Code.CURRENCY_NOT_IN_BOOKS: PleoReason.INVALID_CONFIGURATION,
    Code.EXCHANGE_RATE_MISSING: PleoReason.INVALID_CONFIGURATION,
    Code.PERIOD_CLOSED: PleoReason.BOOKS_VALIDATION,
    Code.BEFORE_START: PleoReason.INVALID_CONFIGURATION,
    Code.PERIOD_CLOSED_MEANWHILE: PleoReason.BOOKS_VALIDATION,
    Code.REFUSED_BY_QUICKBOOKS: PleoReason.BOOKS_VALIDATION,
    Code.CHANGED_BY_QUICKBOOKS: PleoReason.BOOKS_VALIDATION,
    Code.VOIDED_BY_HAND: PleoReason.BOOKS_VALIDATION,
    Code.LOOKS_LIKE: PleoReason.BOOKS_VALIDATION,
    Code.DELETED_BY_HAND: PleoReason.BOOKS_VALIDATION,
    Code.CHANGED_AND_LEFT: PleoReason.BOOKS_VALIDATION,
    Code.NUMBER_TAKEN: PleoReason.BOOKS_VALIDATION,
    Code.BILL_NOT_FOUND: PleoReason.BOOKS_VALIDATION,
    Code.BILL_PAID: PleoReason.BOOKS_VALIDATION,
    Code.RECEIPT_MISSING: PleoReason.RECEIPT_DOWNLOAD,
    Code.RECEIPT_EMPTY: PleoReason.RECEIPT_DOWNLOAD,
    Code.RECEIPT_EXPIRED: PleoReason.RECEIPT_DOWNLOAD,
    Code.RECEIPT_ADDRESS: PleoReason.RECEIPT_DOWNLOAD,
    Code.RECEIPT_INCOMPLETE: PleoReason.RECEIPT_DOWNLOAD,
    Code.RECEIPT_CERTIFICATE: PleoReason.RECEIPT_DOWNLOAD,
    Code.FILE_RECEIPT_ABSENT: PleoReason.RECEIPT_DOWNLOAD,
    Code.RECEIPT_TOO_LARGE: PleoReason.RECEIPT_SIZE,
    Code.RECEIPT_TYPE: PleoReason.RECEIPT_CONVERSION,
    Code.RECEIPT_UNREADABLE: PleoReason.RECEIPT_CONVERSION,
    Code.RECEIPT_TOO_LARGE_TO_READ: PleoReason.RECEIPT_CONVERSION,
    Code.RECEIPT_REFUSED: PleoReason.RECEIPT_UPLOAD,
    Code.BUG: PleoReason.UNEXPECTED,
}

ABOUT_RECEIPTS = frozenset(
    {
        Code.RECEIPT_MISSING,
        Code.RECEIPT_EMPTY,
        Code.RECEIPT_TOO_LARGE,
        Code.RECEIPT_EXPIRED,
        Code.RECEIPT_TYPE,
        Code.RECEIPT_UNREADABLE,
        Code.RECEIPT_TOO_LARGE_TO_READ,
        Code.RECEIPT_REFUSED,
        Code.RECEIPT_ADDRESS,
        Code.RECEIPT_INCOMPLETE,
        Code.RECEIPT_CERTIFICATE,
        Code.FILE_RECEIPT_ABSENT,
    }
)
"""Why one receipt did not arrive, while the entry stands."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One trouble, about one thing.

    `params` fill the sentence. Values are text; a key that ends in "date" holds an ISO date and one that ends in
    "amount" holds `str(Money)`, so that a screen can write both as its language does.
    `entry_id` is the accounting entry the problem is about, None when it is about a connection or the set-up.
    """

    code: Code
    params: Mapping[str, str] = field(default_factory=dict)
    entry_id: str | None = None

    @property
    def is_about_receipt(self) -> bool:
        """Whether one receipt did not arrive, while the entry stands."""
        return self.code in ABOUT_RECEIPTS

    @property
    def pleo_reason(self) -> PleoReason:
        """What Pleo is told when this problem fails an item."""
        return _REASONS.get(self.code, PleoReason.VALIDATION)


def problem(code: Code, /, *, entry_id: str | None = None, **params: object) -> Problem:
    """A problem whose parameters are written as text."""
    return Problem(code, {key: str(value) for key, value in params.items()}, entry_id)
