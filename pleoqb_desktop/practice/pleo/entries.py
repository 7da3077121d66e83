"""Pleo's accounting entries and their receipts (pleo-api.md 12): search and read; changes nothing."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from werkzeug import Response

from pleoqb_desktop.practice.pleo.answers import bad_request, data_answer, json_answer, moment_of, not_found, stamp
from pleoqb_desktop.practice.pleo.calls import Call, Route
from pleoqb_desktop.practice.pleo.company import JsonMap, PleoCompany, rows_of
from pleoqb_desktop.practice.pleo.items import scaled, taxed
from pleoqb_desktop.practice.pleo.pages import PageRules, ordered, page
from pleoqb_desktop.practice.pleo.schema import FLAG, MOMENT, TEXT, UUID, choice, list_of, record

NIL = "00000000-0000-0000-0000-000000000000"
"""Stands for a category that nobody chose yet."""
EXPORT_STATUS = choice("CREATED", "EXPORTED", "EXPORTING", "NOT_CREATED", "NOT_EXPORTED", "QUEUED")
STATUS = choice("DRAFT", "PENDING", "COMPLETED", "COMPLETED_EXTERNALLY", "CANCELLED", "REJECTED", "ERROR")
FAMILY = choice(
    "BALANCE_AMENDMENT", "BILL_INVOICE", "CARD_PURCHASE", "CASHBACK", "CREDIT_NOTE", "MILEAGE", "OUT_OF_POCKET", "OVERDRAFT",
    "PER_DIEM", "PLEO_INVOICE", "REIMBURSEMENT", "WALLET", "BILL_INVOICE_PAYMENT",
)  # fmt: skip
SUB_FAMILY = choice(
    "ATM", "IN_STORE", "ONLINE", "PLEO_INVOICE", "PLEO_INVOICE_REFUND", "REIMBURSEMENT_TO_COMPANY", "REIMBURSEMENT_TO_EMPLOYEE",
    "REIMBURSEMENT_TO_EMPLOYEE_REFUND", "LOAD", "UNLOAD", "WITHDRAWAL", "FEE", "INTEREST", "BILL_INVOICE_PAYMENT_RETURNED",
    "BILL_INVOICE_PAYMENT_RECEIVED",
)  # fmt: skip
REVIEW = choice(
    "NOT_OK", "NOT_REQUIRED", "NOT_SET", "OK", "WAITING_FOR_EXPENSE_OWNER", "WAITING_FOR_REVIEWER", "WAITING_FOR_COMPANY_REVIEWER",
    "WAITING_FOR_TEAM_REVIEWER", "WAITING_FOR_TAG_REVIEWER",
)  # fmt: skip
_IDS = list_of(UUID, 0, 100)
_DATES = ("bookkeepingDate", "performedAt", "settledAt")
_DATE_MEMBERS = {"bookkeepingDate": "date", "performedAt": "performedAt", "settledAt": "settledAt"}
SEARCH = record(
    includeDeleted=FLAG.needed,
    accountIds=_IDS,
    employeeIds=_IDS,
    exportStatus=list_of(EXPORT_STATUS),
    families=list_of(FAMILY),
    foreignExtensionIds=list_of(TEXT, 0, 100),
    hasAccount=FLAG,
    hasBookkeepingDate=FLAG,
    hasNote=FLAG,
    reviewStatus=list_of(REVIEW),
    settled=FLAG,
    status=list_of(STATUS),
    subFamilies=list_of(SUB_FAMILY),
    tagGroupIdsUnset=_IDS,
    tagRowIds=_IDS,
    taxCodeIds=_IDS,
    teamIds=_IDS,
    transactionValueCurrencies=list_of(TEXT, 0, 100),
    **{f"{name}{end}": MOMENT for name in _DATES for end in ("Start", "End")},
)
FILE_TYPE = choice("EMBED", "ORIGINAL", "THUMBNAIL", "PREVIEW")
MIME_TYPES = (
    "application/pdf", "application/postscript", "application/xml", "image/jpeg", "image/png", "image/heic", "image/heif",
    "image/gif", "text/xml",
)  # fmt: skip
SOURCE = choice(
    "APP_SHARE", "BOLT", "CAMERA", "CASHBACK", "EMAIL_FETCHING", "EMAIL_FETCHING_BATCHED", "EMAIL_FORWARDING",
    "GENERATED_RECEIPT", "LOST_RECEIPT", "ROGER", "STOREBOX", "STRIPE", "TRAVELPERK", "USER",
)  # fmt: skip
RECEIPT_SEARCH = record(
    includeDeleted=FLAG.needed,
    accountingEntryIds=list_of(UUID),
    employeeIds=list_of(UUID),
    fileType=FILE_TYPE,
    mimeType=list_of(choice("unknown", *MIME_TYPES)),
    source=list_of(SOURCE),
)

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
    """Return Money: the smallest unit of the currency, by its ISO exponent (pleo-api.md 2)."""
    exponent = _EXPONENTS.get(currency, 2)
    minors = cents * 10 if exponent == 3 else round(cents / 10 ** (2 - exponent))
    return {"currency": currency, "minors": minors}


def _tags(company: PleoCompany, pairs: Iterable[list[str]] | None) -> list[JsonMap]:
    found = (company.tag_for(hint, name) for hint, name in pairs or ())
    return [{"tagGroupId": tag["groupId"], "tagId": tag["id"]} for tag in found if tag is not None]


def _line_members(company: PleoCompany, line: JsonMap) -> JsonMap:
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
        result |= _line_members(company, entry["lines"][0])
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
        **_line_members(company, line),
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


def _matching(call: Call) -> list[JsonMap]:
    call.check_company_or_organization()
    words = _prepared(call.body)
    entries: Iterable[JsonMap] = call.company.entries.values()
    if statuses := words.pop("exportStatus", None):
        entries = [entry for entry in entries if entry["exportStatus"] in statuses]
    if not words.pop("includeDeleted"):
        entries = [entry for entry in entries if entry["deletedAt"] is None]
    for name, (member, start, end) in _periods(words).items():
        entries = [entry for entry in entries if entry[member] is not None and start <= entry[member] <= end]
        words = {key: value for key, value in words.items() if not key.startswith(name)}
    if not words:
        return list(entries)
    return [entry for entry in entries if _plain_match(entry, words) and _mapped_match(call.company, entry, words)]


def _prepared(body: JsonMap) -> JsonMap:
    used = [name for name in _DATES if f"{name}Start" in body or f"{name}End" in body]
    if len(used) > 1:
        raise bad_request(f"date filters cannot be combined: {', '.join(used)}")
    lists = {name: [value.lower() for value in values] for name, values in body.items() if name.endswith("Ids")}
    return body | lists


def _periods(words: JsonMap) -> dict[str, tuple[str, str, str]]:
    """Return the period asked for: name -> member, first and last moment as Pleo writes them, so that text order is time order."""
    result = {}
    for name in _DATES:
        start, end = words.get(f"{name}Start"), words.get(f"{name}End")
        if start is not None or end is not None:
            first = stamp(moment_of(start)) if start is not None else ""
            result[name] = (_DATE_MEMBERS[name], first, stamp(moment_of(end)) if end is not None else "~")
    return result


def _plain_match(entry: JsonMap, words: JsonMap) -> bool:
    name, sub = family(entry)
    lists = {
        "families": name,
        "subFamilies": sub,
        "status": "COMPLETED",
        "reviewStatus": "OK",
        "employeeIds": entry["user"],
        "teamIds": entry["team"],
        "transactionValueCurrencies": entry["supplierCurrency"],
        "foreignExtensionIds": None,
    }
    flags = {
        "hasNote": bool(entry["note"]),
        "hasBookkeepingDate": True,
        "settled": entry["settledAt"] is not None,
    }
    return all(not words.get(key) or value in words[key] for key, value in lists.items()) and all(
        key not in words or words[key] is value for key, value in flags.items()
    )


def _mapped_match(company: PleoCompany, entry: JsonMap, words: JsonMap) -> bool:
    wanted = {"accountIds", "hasAccount", "taxCodeIds", "tagRowIds", "tagGroupIdsUnset"} & set(words)
    if not any(words[name] not in ([], None) for name in wanted):
        return True
    lines = [_line_members(company, line) for line in entry["lines"]]
    accounts = {line["accountId"] for line in lines} - {NIL}
    taxes = {line.get("taxCodeId") for line in lines}
    tags = [tag for line in lines for tag in line["tags"]]
    groups = {tag["tagGroupId"] for tag in tags}
    return (
        (not words.get("accountIds") or bool(accounts & set(words["accountIds"])))
        and ("hasAccount" not in words or bool(accounts) is words["hasAccount"])
        and (not words.get("taxCodeIds") or bool(taxes & set(words["taxCodeIds"])))
        and (not words.get("tagRowIds") or bool({tag["tagId"] for tag in tags} & set(words["tagRowIds"])))
        and (not words.get("tagGroupIdsUnset") or not groups >= set(words["tagGroupIdsUnset"]))
    )


def _sort_value(entry: JsonMap, key: str) -> Any:
    return entry["date"] if key == "bookkeepingDate" else entry[key]


def search(call: Call) -> Response:
    """Pages of entries, 20 by default, never more than 100."""
    rows = ordered(rows_of(_matching(call)), call.page, _sort_value)
    return json_answer(page(rows, call.page, lambda entry: show(call.company, entry)))


def search_core(call: Call) -> Response:
    """The same in the core model; deprecated."""
    rows = ordered(rows_of(_matching(call)), call.page, _sort_value)
    return json_answer(page(rows, call.page, lambda entry: show_core(call.company, entry)))


def _entry(call: Call) -> JsonMap:
    entry = call.company.entries.get(call.ids["accountingEntryId"])
    if entry is None or (entry["deletedAt"] is not None and not call.flag("include_deleted")):
        raise not_found("accounting entry")
    return entry


def read(call: Call) -> Response:
    """One entry."""
    return data_answer(show(call.company, _entry(call), single=True))


def read_core(call: Call) -> Response:
    """One entry in the core model."""
    return data_answer(show_core(call.company, _entry(call)))


def _show_receipt(call: Call, entry: JsonMap, receipt: JsonMap) -> JsonMap:
    address, size = call.links(receipt, call.now)
    return {
        "id": receipt["id"],
        "accountingEntryId": entry["id"],
        "createdAt": receipt["createdAt"],
        "fileType": "ORIGINAL",
        "mimeType": receipt["type"] if receipt["type"] in MIME_TYPES else "unknown",
        "sizeInBytes": size,
        "source": "CAMERA",
        "url": f"{call.base}{address}",
    }


def _receipt_rows(call: Call, entries: Iterable[JsonMap]) -> list[tuple[int, tuple[JsonMap, JsonMap]]]:
    pairs = ((entry, receipt) for entry in entries for receipt in entry["receipts"])
    return ordered(list(enumerate(pairs, 1)), call.page, lambda pair, key: _receipt_value(call, pair[1], key))


def _receipt_value(call: Call, receipt: JsonMap, key: str) -> Any:
    return call.links(receipt, call.now)[1] if key == "size" else receipt[key]


def _receipt_page(call: Call, entries: Iterable[JsonMap]) -> Response:
    return json_answer(page(_receipt_rows(call, entries), call.page, lambda pair: _show_receipt(call, *pair)))


def list_receipts(call: Call) -> Response:
    """Pages of one entry's receipts, 10 by default, with links of this moment."""
    entry = _entry(call)
    originals = call.query.get("file_type", ["ORIGINAL"])[0] == "ORIGINAL"
    sources = call.query.get("source", ["CAMERA"])
    return _receipt_page(call, [entry] if originals and "CAMERA" in sources else [])


def read_receipt(call: Call) -> Response:
    """One receipt."""
    entry = _entry(call)
    for receipt in entry["receipts"]:
        if receipt["id"] == call.ids["receiptId"]:
            return data_answer(_show_receipt(call, entry, receipt))
    raise not_found("receipt")


def search_receipts(call: Call) -> Response:
    """Pages of receipts of several entries."""
    call.check_company_or_organization()
    words = call.body
    wanted = {identifier.lower() for identifier in words.get("accountingEntryIds", ())}
    people = {identifier.lower() for identifier in words.get("employeeIds", ())}
    if wanted:
        entries = [entry for identifier in wanted if (entry := call.company.entries.get(identifier)) is not None]
        entries.sort(key=lambda entry: entry["seq"])
    else:
        entries = list(call.company.entries.values())
    chosen = [
        entry
        | {"receipts": [r for r in entry["receipts"] if not words.get("mimeType") or r["type"] in words["mimeType"]]}
        for entry in entries
        if (words["includeDeleted"] or entry["deletedAt"] is None) and (not people or entry["user"] in people)
    ]
    originals = words.get("fileType", "ORIGINAL") == "ORIGINAL" and "CAMERA" in words.get("source", ["CAMERA"])
    return _receipt_page(call, chosen if originals else [])


_SCOPE = "accounting-entries:read"
_EITHER = frozenset({"company_id", "organization_id"})
_KEYS = frozenset({"settledAt", "performedAt", "id", "bookkeepingDate"})


def _pages(name: str, default: int, keys: frozenset[str]) -> PageRules:
    return PageRules(name, default=default, least=1, strict_most=100, offset=False, keys=keys)


_RECEIPT_KEYS = frozenset({"createdAt", "id", "size"})
_ONE = "/v1/accounting-entries/<id:accountingEntryId>"
ROUTES = (
    Route("POST", "/v1/accounting-entries:search", search, _SCOPE, SEARCH, _EITHER, _pages("entries", 20, _KEYS)),
    Route(
        "POST", "/v1/accounting-entries/core:search", search_core, _SCOPE, SEARCH, _EITHER, _pages("core", 20, _KEYS)
    ),
    Route(
        "POST",
        "/v1/accounting-entries/receipts:search",
        search_receipts,
        _SCOPE,
        RECEIPT_SEARCH,
        _EITHER | {"partner_id"},
        _pages("receipts", 10, _RECEIPT_KEYS),
    ),
    Route("GET", _ONE, read, _SCOPE, query=frozenset({"include_deleted"})),
    Route("GET", f"{_ONE}/core", read_core, _SCOPE, query=frozenset({"include_deleted", "include_hidden"})),
    Route(
        "GET",
        f"{_ONE}/receipts",
        list_receipts,
        _SCOPE,
        query=frozenset({"source", "file_type"}),
        paging=_pages("receipts-of-entry", 10, _RECEIPT_KEYS),
    ),
    Route("GET", f"{_ONE}/receipts/<id:receiptId>", read_receipt, _SCOPE, query=frozenset({"file_type"})),
)
