"""An accounting entry as Pleo's API shows it (pleo.md 12): families, signs, money, lines; the core model too."""

from __future__ import annotations

from collections.abc import Iterable

from pleoqb_desktop.practice.pleo.company import JsonMap, PleoCompany
from pleoqb_desktop.practice.pleo.items import scaled, taxed

NIL = "00000000-0000-0000-0000-000000000000"
"""Stands for a category that nobody chose yet."""

_FAMILIES = {
    "card_purchase": ("CARD_PURCHASE", "IN_STORE"),
    "card_invoice": ("CARD_PURCHASE", "ONLINE"),
    "personal_spend": ("CARD_PURCHASE", "IN_STORE"),
    "refund": ("CARD_PURCHASE", "IN_STORE"),
    "chargeback": ("CARD_PURCHASE", "ONLINE"),
    "atm_withdrawal": ("CARD_PURCHASE", "ATM"),
    "cashback": ("CASHBACK", None),
    "fee": ("WALLET", "FEE"),
    "out_of_pocket": ("OUT_OF_POCKET", None),
    "mileage": ("MILEAGE", None),
    "per_diem": ("PER_DIEM", None),
    "wallet_topup": ("WALLET", "LOAD"),
    "wallet_unload": ("WALLET", "UNLOAD"),
    "direct_reimbursement": ("REIMBURSEMENT", "REIMBURSEMENT_TO_EMPLOYEE"),
    "external_reimbursement": ("REIMBURSEMENT", "REIMBURSEMENT_TO_EMPLOYEE"),
    "invoice": ("BILL_INVOICE", None),
    "invoice_payment": ("BILL_INVOICE_PAYMENT", None),
}
_SUB_TYPES = {
    "reimbursement_to_company": "REIMBURSEMENT_TO_COMPANY",
    "reimbursement_to_employee": "REIMBURSEMENT_TO_EMPLOYEE",
    "reimbursement_to_employee_refund": "REIMBURSEMENT_TO_EMPLOYEE_REFUND",
    "invoice_payment_returned": "BILL_INVOICE_PAYMENT_RETURNED",
    "interest": "INTEREST",
}
_INCOMING = frozenset({"refund", "chargeback", "cashback", "wallet_topup"})
_INCOMING_SUB_TYPES = frozenset(
    {"reimbursement_to_company", "reimbursement_to_employee_refund", "invoice_payment_returned"}
)


def family(entry: JsonMap) -> tuple[str, str | None]:
    """Return family and sub-family of an entry; a type of which this API knows nothing is a balance amendment."""
    name, sub = _FAMILIES.get(entry["type"], ("BALANCE_AMENDMENT", None))
    return name, _SUB_TYPES.get(entry["subType"] or "", sub)


def _signed(entry: JsonMap, cents: int) -> int:
    """Return the amount as this API signs it: spend positive, money back negative (a third party saw it so)."""
    incoming = entry["type"] in _INCOMING or entry["subType"] in _INCOMING_SUB_TYPES
    return -abs(cents) if incoming else cents


_EXPONENTS = {
    "JPY": 0,
    "ISK": 0,
    "KRW": 0,
    "CLP": 0,
    "VND": 0,
    "XOF": 0,
    "XAF": 0,
    "XPF": 0,
    "KWD": 3,
    "BHD": 3,
    "TND": 3,
    "JOD": 3,
    "OMR": 3,
}


def _money(cents: int, currency: str) -> JsonMap:
    """Return Money: the smallest unit of the currency, by its ISO exponent (pleo.md 2)."""
    exponent = _EXPONENTS.get(currency, 2)
    minors = cents * 10 if exponent == 3 else round(cents / 10 ** (2 - exponent))
    return {"currency": currency, "minors": minors}


def _tags(company: PleoCompany, pairs: Iterable[list[str]] | None) -> list[JsonMap]:
    found = (company.tag_for(hint, name) for hint, name in pairs or ())
    return [{"tagGroupId": tag["groupId"], "tagId": tag["id"]} for tag in found if tag is not None]


def line_members(company: PleoCompany, line: JsonMap) -> JsonMap:
    """Return category, VAT code and tags of a line."""
    account = company.account_for(line["account"])
    code = company.tax_code_for(line["tax"])
    members: JsonMap = {"accountId": NIL if account is None else account["id"], "tags": _tags(company, line["tags"])}
    return members if code is None else members | {"taxCodeId": code["id"]}


def show(company: PleoCompany, entry: JsonMap, *, single: bool = False) -> JsonMap:
    """Return AccountingEntryV1; ``accountCode`` only where one entry is read (as a third party saw it)."""
    name, sub = family(entry)
    split = entry["lines"] if len(entry["lines"]) > 1 else []
    result: JsonMap = {
        "id": entry["id"],
        "companyId": company.id,
        "family": name,
        "status": "COMPLETED",
        "reviewStatus": "OK",
        "exportStatus": entry["exportStatus"],
        "performedAt": entry["performedAt"],
        "createdAt": entry["createdAt"],
        "updatedAt": entry["updatedAt"],
        "attendees": [
            {"id": f"{entry['id']}-{index}", "attendableId": attendee, "attendableType": "EXTERNAL"}
            for index, attendee in enumerate(entry["attendees"] or ())
        ],
        "receiptIds": [receipt["id"] for receipt in entry["receipts"]],
        "splitItems": [_split_item(company, entry, line) for line in split],
        "tags": [],
        "totalBillValue": _money(_signed(entry, entry["amount"]), entry["currency"]),
        "transactionValue": _money(_signed(entry, entry["supplierAmount"]), entry["supplierCurrency"]),
    }
    if not split and entry["lines"]:
        result |= line_members(company, entry["lines"][0])
        account = company.account_for(entry["lines"][0]["account"])
        if single and account is not None and account["code"] is not None:
            result["accountCode"] = account["code"]
    optional = {
        "subFamily": sub,
        "bookkeepingDate": entry["date"],
        "settledAt": entry["settledAt"],
        "deletedAt": entry["deletedAt"],
        "employeeId": entry["user"],
        "teamId": entry["team"],
        "note": entry["note"],
    }
    return result | {name: value for name, value in optional.items() if value is not None}


def _split_item(company: PleoCompany, entry: JsonMap, line: JsonMap) -> JsonMap:
    return {
        "id": line["id"],
        "createdAt": entry["createdAt"],
        "updatedAt": entry["updatedAt"],
        "totalBillValue": _money(_signed(entry, line["amount"]), entry["currency"]),
        "transactionValue": _money(_signed(entry, scaled(entry, line["amount"])), entry["supplierCurrency"]),
        **line_members(company, line),
    }


def show_core(company: PleoCompany, entry: JsonMap) -> JsonMap:
    """Return AccountingEntryCoreV6."""
    result = show(company, entry, single=True)
    for name in ("attendees", "splitItems", "tags"):
        del result[name]
    taxes = [taxed(company, line) for line in entry["lines"]]
    tax = sum(found.tax for found in taxes if found is not None and found.code["type"] != "reverse")
    currency = entry["currency"]
    return result | {
        "fees": {},
        "reconciliationId": entry["reconciliationId"],
        "transactionWalletValue": result["totalBillValue"],
        "grossBillValue": _money(_signed(entry, entry["amount"]), currency),
        "netBillValue": _money(_signed(entry, entry["amount"] - tax), currency),
        "taxBillValue": _money(_signed(entry, tax), currency),
    }
