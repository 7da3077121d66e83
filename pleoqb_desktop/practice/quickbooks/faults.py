"""QuickBooks' refusals as data: codes, messages and details of quickbooks.md 3.2; builds no answer and knows no company."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

MESSAGES = {
    "500": "Unsupported Operation",
    "610": "Object Not Found",
    "620": "Txn ID Cannot Be Linked",
    "1040": "Batch size exceeded",
    "2010": "Request has invalid or unsupported property",
    "2020": "Required param missing, need to supply the required value for the API",
    "2030": "Invalid ID",
    "2040": "Invalid String",
    "2050": "Invalid String Length",
    "2070": "Invalid Date",
    "2130": "Invalid Request Id Format",
    "2270": "Missing TaxApplicableOn",
    "2280": "Missing TaxAmount",
    "2290": "Negative Amount",
    "2300": "Debits and credits do not balance",
    "2500": "Invalid Reference Id",
    "2600": "Invalid Request Conflict Element in Request",
    "3001": "ThrottleExceeded",
    "4000": "Error parsing query",
    "4001": "Invalid query",
    "5010": "Stale Object Error",
    "5030": "Feature Not Supported Error",
    "6000": "A business validation error has occurred while processing your request",
    "6010": "Invalid Account.AccountType && Account.SubType",
    "6020": "Missing Content-Length",
    "6030": "Upload too large",
    "6040": "Invalid attachment metadata",
    "6041": "File type not allowed",
    "6050": "Entity type cannot take attachments",
    "6080": "No Name Provided",
    "6100": "Invalid Line TaxCode",
    "6140": "Duplicate Document Number Error",
    "6160": "Invalid TaxCodeRef",
    "6170": "TxnTaxDetail not allowed",
    "6190": "Invalid Company Status",
    "6210": "Account Period Closed, Cannot Update Through Services API",
    "6240": "Duplicate Name Exists Error",
    "6310": "Missing customer for a billable line",
    "6320": "Invalid billable",
    "6400": "Delete would break a linked transaction",
    "6430": "Invalid account type",
    "6470": "Tax not allowed here",
    "6480": "Transaction is matched and cannot be deleted",
    "10000": "An application error has occurred while processing your request",
}


@dataclass(frozen=True, slots=True)
class Complaint:
    """One error of a fault; ``element`` is the member's name or empty."""

    code: str
    detail: str
    element: str = ""

    @property
    def message(self) -> str:
        """QuickBooks' message for the code."""
        return MESSAGES.get(self.code, MESSAGES["10000"])


class Refusal(Exception):  # noqa: N818 - the service refuses; nothing of ours went wrong
    """A request that QuickBooks refuses, with one or several complaints (quickbooks.md 3.1)."""

    def __init__(self, complaints: Iterable[Complaint], *, status: int = 400, kind: str = "ValidationFault") -> None:
        """Keep what was wrong; ``status`` is the HTTP status outside batches and uploads."""
        self.complaints = tuple(complaints)
        self.status = status
        self.kind = kind
        super().__init__("; ".join(f"{item.code} {item.detail}" for item in self.complaints))


def refusal(code: str, detail: str, element: str = "") -> Refusal:
    """Make a refusal with one complaint."""
    return Refusal([Complaint(code, detail, element)])


def failing(code: str, detail: str) -> Refusal:
    """Make a failure of the service itself, as a test asked for it: 10000 and the like, 3001 for a throttle."""
    status = 429 if code == "3001" else 400 if code in MESSAGES and code != "10000" else 500
    return Refusal([Complaint(code, detail or MESSAGES.get(code, ""))], status=status, kind="SystemFault")


def unsupported(name: str, reason: str = "") -> Complaint:
    """2010: an unknown member, a wrong JSON type or a bad date."""
    return Complaint(
        "2010", f"Property Name:{reason or f'Can not find property {name}'} specified is unsupported or invalid", name
    )


def missing(name: str) -> Complaint:
    """2020: a required member is not there."""
    return Complaint("2020", f"Required parameter {name} is missing in the request", name)


def length(name: str, highest: int, supplied: int, lowest: int = 0) -> Complaint:
    """2050: a text is too long or too short."""
    return Complaint("2050", f"Min: {lowest}, Max: {highest}, Supplied length: {supplied}", name)


def not_found() -> Refusal:
    """610 for an unknown or deleted object."""
    return refusal("610", "Object Not Found : Another user has deleted this transaction.")


def inactive() -> Refusal:
    """610 for a reference to something inactive."""
    return refusal(
        "610",
        "Object Not Found : Something you're trying to use has been made inactive. Check the fields with accounts, "
        "customers, items, vendors or employees.",
    )


def dangling(noun: str, id_: str) -> Refusal:
    """2500: a reference to something that does not exist; nouns are Accounts, Klasses, Depts, Names and the like."""
    return refusal("2500", f"Invalid Reference Id : {noun} element id {id_} not found")


def stale() -> Refusal:
    """5010: the SyncToken is not the current one."""
    return refusal(
        "5010",
        "Stale Object Error : You and Practice Person were working on this at the same time. Practice Person finished "
        "before you did, so your work was not saved.",
    )


def wrong_account_type() -> Refusal:
    """6430: the account's type does not fit its place."""
    return refusal("6430", "Invalid account type: You need to select a different type of account for this transaction.")


def business(text: str) -> Refusal:
    """6000: QuickBooks' catch-all, free text."""
    return refusal("6000", f"Business Validation Error: {text}")


def feature(name: str) -> Refusal:
    """5030: the plan lacks the feature."""
    return refusal("5030", f"Feature Not Supported : {name} is not part of this company's subscription.")


def closed_period() -> Refusal:
    """6210 with Intuit's own text ("through through" is theirs)."""
    return refusal(
        "6210",
        "The account period has closed and the account books cannot be updated through through the QBO Services API. "
        "Please use the QBO website to make these changes.",
    )


def duplicate_number(number: str, txn_type: str, txn_id: str) -> Complaint:
    """6140, naming the entry that holds the number (quickbooks.md 3.2)."""
    return Complaint(
        "6140",
        "Duplicate Document Number Error : You must specify a different number. This number has already been used. "
        f"DocNumber={number} is assigned to TxnType={txn_type} with TxnId={txn_id}",
    )


def duplicate_name(*, account: bool = False, bare: bool = False) -> Refusal:
    """6240; ``bare`` is the newer detail that says only ``null``."""
    text = "Another customer, vendor or employee is already using this name. Please use a different name."
    if account:
        text = "Another account is already using this name.  Please use a different name."
    elif bare:
        text = "null"
    return refusal("6240", f"The name supplied already exists. : {text}")
