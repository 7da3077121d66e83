"""Searches for accounting entries: which members may be asked for, and which entries match."""

from __future__ import annotations

from collections.abc import Iterable

from pleoqb_desktop.practice.pleo.answers import bad_request, moment_of, not_found, stamp
from pleoqb_desktop.practice.pleo.calls import Call
from pleoqb_desktop.practice.pleo.company import JsonMap, PleoCompany
from pleoqb_desktop.practice.pleo.entry_models import NIL, family, line_members
from pleoqb_desktop.practice.pleo.schema import FLAG, MOMENT, TEXT, UUID, choice, list_of, record

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


def matching(call: Call) -> list[JsonMap]:
    """Return the entries that a search asks for."""
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
    lines = [line_members(company, line) for line in entry["lines"]]
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


def entry_of(call: Call) -> JsonMap:
    """Return the entry that the path names. Raises the answer 404 when there is none."""
    entry = call.company.entries.get(call.ids["accountingEntryId"])
    if entry is None or (entry["deletedAt"] is not None and not call.flag("include_deleted")):
        raise not_found("accounting entry")
    return entry
