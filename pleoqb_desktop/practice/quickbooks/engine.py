"""Creates, reads, changes and deletes the entities of a company by QuickBooks' rules; knows no HTTP."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pleoqb_desktop.practice.quickbooks import attachments, entries, expenses, lists, payments, shapes, showing
from pleoqb_desktop.practice.quickbooks.company import TRANSACTIONS, Company, Document, fold, number_space
from pleoqb_desktop.practice.quickbooks.faults import (
    Complaint,
    Refusal,
    business,
    closed_period,
    duplicate_number,
    failing,
    feature,
    missing,
    not_found,
    refusal,
    stale,
    unsupported,
)
from pleoqb_desktop.practice.quickbooks.query import ENTITIES, JSON_NAMES

Row = dict[str, Any]

PREPARE: dict[str, Callable[[Company, Row, str], Document]] = {
    "Purchase": expenses.purchase,
    "Bill": expenses.bill,
    "VendorCredit": expenses.vendor_credit,
    "BillPayment": payments.bill_payment,
    "Transfer": payments.transfer,
    "CreditCardPayment": payments.credit_card_payment,
    "Deposit": entries.deposit,
    "JournalEntry": entries.journal_entry,
}
WRITABLE_LISTS = ("Account", "Vendor", "Customer", "Class", "Department", "JournalCode", "TaxAgency", "CompanyCurrency")
SPARSE_LISTS = ("Account", "Customer", "Vendor")
"""List entities with a sparse update in the reference (2; Seen in recordings); for the others every update counts as full."""
MOST_LINES = 10_000
ALTERED_AFTERWARDS = ("TotalAmt",)


@dataclass(frozen=True, slots=True)
class Options:
    """What a request asks beside its body: ``include=allowduplicatedocnum`` and ``include=allowautodocnum``.

    ``by_person`` is no request but a person at the web product, who may write into closed books after a warning, and whom
    the failures that a test asked for do not meet.
    """

    allow_duplicates: bool = False
    automatic_number: bool = False
    by_person: bool = False


def entity_of(name: str) -> str | None:
    """Return the entity behind a path part or a batch member, in any case."""
    return ENTITIES.get(fold(name))


def json_name(entity: str) -> str:
    """Return the member that holds the entity in answers."""
    return JSON_NAMES.get(entity, entity)


def shown(company: Company, entity: str, row: Row) -> Row:
    """Return a row as answers show it."""
    seen = showing.shown(company, entity, row)
    if entity == "Attachable":
        attachments.complete(company, seen)
    return seen


def offered(company: Company, entity: str) -> None:
    """Refuse (5030) an entity that the plan or country lacks."""
    if entity in ("Class", "Department") and company.plan < 2:
        raise feature(entity)
    if entity in ("Bill", "VendorCredit", "BillPayment") and company.plan < 1:
        raise feature(entity)
    if entity == "JournalCode" and company.country != "FR":
        raise feature("Journal codes")
    if entity == "CompanyCurrency" and not company.multi_currency:
        raise feature("Multicurrency")


def read(company: Company, entity: str, id_: str) -> Row:
    """Return one entity. Raises Refusal 610 for an unknown Id, inside HTTP 400 (quickbooks.md 3.2)."""
    offered(company, entity)
    if entity == "CompanyInfo" and id_ == company.realm:
        id_ = "1"
    row = company.rows[entity].get(id_)
    if row is None:
        raise not_found()
    return shown(company, entity, row)


def fail(company: Company, entity: str) -> None:
    """Raise the failure that a test asked for the next writes of an entity (a control), if any is left."""
    for failure in company.failures:
        if failure.get("entity", entity) == entity:
            if failure.get("skip", 0) > 0:
                failure["skip"] -= 1
                return
            failure["times"] = failure.get("times", 1) - 1
            if failure["times"] < 1:
                company.failures.remove(failure)
            raise failing(str(failure["code"]), str(failure.get("detail", "")))


def writable(company: Company) -> None:
    """Refuse (6190) any write while the subscription has ended."""
    if company.suspended:
        raise refusal("6190", "Subscription period has ended or canceled or there was a billing problem")


def write(company: Company, entity: str, payload: Any, options: Options) -> Row:
    """Create (no Id) or update an entity and return it as answers show it."""
    if not options.by_person:
        fail(company, entity)
    writable(company)
    offered(company, entity)
    if entity in TRANSACTIONS:
        row = _write_transaction(company, entity, payload, options)
    elif entity in WRITABLE_LISTS:
        row = _write_list(company, entity, payload)
    elif entity == "Attachable":
        row = _write_attachable(company, payload)
    elif entity in ("CompanyInfo", "Preferences"):
        row = _write_setting(company, entity, payload)
    else:
        raise refusal("500", f"Operation on {entity} is not supported.")
    return shown(company, entity, row)


def _old(company: Company, entity: str, form: Row) -> Row | None:
    """Return the row that an update is about; ``None`` for a create. Raises Refusal 610, 2020 or 5010."""
    id_, token = form.pop("Id", None), form.pop("SyncToken", None)
    if id_ in (None, "", "0") or (id_.lstrip("-").isdigit() and int(id_) <= 0):
        return None
    row = company.rows[entity].get(id_)
    if row is None:
        raise not_found()
    if token is None:
        raise Refusal([missing("SyncToken")])
    if token != row["SyncToken"]:
        raise stale()
    return row


def _merged(form: Row, old: Row | None, *, sparse: bool) -> Row:
    """Return what an update makes of the old row: sparse keeps what is absent, full clears it."""
    base = copy.deepcopy({n: v for n, v in old.items() if not n.startswith("_")}) if old is not None and sparse else {}
    for name in ("Id", "SyncToken", "MetaData"):
        base.pop(name, None)
    if "Line" in form and "TxnTaxDetail" not in form:
        base.pop("TxnTaxDetail", None)
    base |= form
    return {name: value for name, value in base.items() if value is not None}


def _write_transaction(company: Company, entity: str, payload: Any, options: Options) -> Row:
    form = shapes.read(entity, payload)
    old = _old(company, entity, form)
    altered = _alteration(company, form) if old is None else {}
    sparse = payload.get("sparse") in (True, "true")
    if old is not None and sparse and entity == "Purchase" and form.get("PaymentType") is None:
        raise Refusal([missing("PaymentType")])
    row = _merged(form, old, sparse=sparse)
    id_ = old["Id"] if old is not None else ""
    row.setdefault("TxnDate", company.today())
    complaints = shapes.lacking(entity, row)
    _number(company, entity, row, old, options)
    if not options.allow_duplicates:
        complaints = [*_duplicates(company, entity, row, id_), *complaints]
    if "TransactionLocationType" in row and company.country != "FR":
        complaints.append(unsupported("TransactionLocationType"))
    if complaints:
        raise Refusal(complaints)
    if len(row.get("Line", ())) > MOST_LINES:
        raise business(f"A transaction has at most {MOST_LINES} lines.")
    days = (row["TxnDate"], old["TxnDate"] if old is not None else row["TxnDate"])
    if min(days) <= company.close_date and not options.by_person:
        raise closed_period()
    document = PREPARE[entity](company, row, f"{entity}:{id_}")
    document.row |= altered
    if old is None and company.alterations:
        company.alterations.pop(0)
    return company.record(entity, id_ or company.next_id(entity), document)


def _alteration(company: Company, form: Row) -> Row:
    """Apply the next change that QuickBooks makes silently (a control), and return what to change afterwards."""
    if not company.alterations:
        return {}
    change = copy.deepcopy(company.alterations[0])
    afterwards = {name: change.pop(name) for name in ALTERED_AFTERWARDS if name in change}
    merge(form, change)
    return afterwards


def merge(target: Any, change: Row) -> None:
    """Merge ``change`` into ``target`` in place: objects member by member, lists item by item."""
    for name, value in change.items():
        here = target.get(name)
        if isinstance(value, dict) and isinstance(here, dict):
            merge(here, value)
        elif isinstance(value, list) and isinstance(here, list):
            for item, new in zip(here, value, strict=False):
                if isinstance(new, dict):
                    merge(item, new)
        else:
            target[name] = value


def _number(company: Company, entity: str, row: Row, old: Row | None, options: Options) -> None:
    """Give an automatic number where QuickBooks does: custom numbers off, or asked for on a journal entry (12.4)."""
    if row.get("DocNumber") or old is not None:
        return
    automatic = options.automatic_number and entity == "JournalEntry"
    if entity == "Purchase" and not company.switch("UseCustomTxnNumbers"):
        automatic = True
    if automatic:
        row["DocNumber"] = company.next_id(f"DocNumber {entity}")


def _duplicates(company: Company, entity: str, row: Row, id_: str) -> list[Complaint]:
    """Return the 6140 of a number that another transaction of the type holds, where the company checks it (12.4)."""
    number = row.get("DocNumber")
    if not number:
        return []
    checked = {
        "Purchase": row.get("PaymentType") in ("Cash", "CreditCard") or company.switch("WarnDuplicateCheckNumber"),
        "Bill": company.switch("WarnDuplicateBillNumber"),
        "JournalEntry": company.switch("WarnDuplicateJournalNumber"),
    }
    if not checked.get(entity):
        return []
    if (entity == "Purchase" and "PaymentType" not in row) or (entity == "Bill" and "VendorRef" not in row):
        return []
    refund = row.get("Credit") and row.get("PaymentType") == "CreditCard"
    space = number_space(entity, row | {"Credit": refund})
    holder = next((other for other in company.spaces[space].get(fold(number), {}) if other != id_), None)
    return [duplicate_number(number, space.partition("/")[0], holder)] if holder else []


def _write_list(company: Company, entity: str, payload: Any) -> Row:
    form = shapes.read(entity, payload)
    old = _old(company, entity, form)
    row = _merged(form, old, sparse=entity in SPARSE_LISTS and payload.get("sparse") in (True, "true"))
    if old is not None:
        row["Id"] = old["Id"]
        _unmark(row, old)
    complaints = shapes.lacking(entity, row)
    if complaints:
        raise Refusal(complaints)
    row.setdefault("Active", True)
    if entity == "Account":
        lists.account(company, row, old)
    elif entity in ("Class", "Department"):
        lists.class_or_department(company, entity, row, old)
    elif entity in ("Vendor", "Customer"):
        lists.person(company, entity, row, old)
    elif entity == "JournalCode":
        lists.journal_code(company, row, old)
    row["Id"] = old["Id"] if old is not None else company.next_id(entity)
    return company.store(entity, row)


_MARK = re.compile(r" \(deleted(?:-\d+)?\)\Z")


def _unmark(row: Row, old: Row) -> None:
    """Take the mark of inactive objects off names that come back from an answer."""
    if old.get("Active") is False:
        for member in ("Name", "DisplayName"):
            if member in row:
                row[member] = _MARK.sub("", row[member])


def _write_attachable(company: Company, payload: Any) -> Row:
    form = shapes.read("Attachable", payload)
    old = _old(company, "Attachable", form)
    row = _merged(form, None, sparse=False)
    attachments.check(company, row)
    if old is not None:
        for member in ("Size", "_sha256", "FileName", "ContentType"):
            if member in old:
                row[member] = old[member]
    row["Id"] = old["Id"] if old is not None else company.next_id("Attachable")
    return company.store("Attachable", row)


def _write_setting(company: Company, entity: str, payload: Any) -> Row:
    if not isinstance(payload, dict):
        raise Refusal([missing("Id")])
    old = _old(company, entity, {name: str(payload[name]) for name in ("Id", "SyncToken") if name in payload})
    if old is None:
        raise refusal("500", f"{entity} cannot be created.")
    row = copy.deepcopy(old)
    merge(
        row,
        {
            name: value
            for name, value in payload.items()
            if name not in ("Id", "SyncToken", "MetaData", "sparse", "domain")
        },
    )
    if entity == "Preferences" and row["CurrencyPrefs"] != old["CurrencyPrefs"]:
        raise refusal("2010", "Property Name:CurrencyPrefs specified is unsupported or invalid")
    return company.store(entity, row)


def delete(company: Company, entity: str, payload: Any) -> Row:
    """Delete a transaction or attachable and return what answers say of it. Lists cannot be deleted (500)."""
    writable(company)
    offered(company, entity)
    if entity not in (*TRANSACTIONS, "Attachable"):
        raise refusal("500", f"{entity} cannot be deleted; set Active to false.")
    if not isinstance(payload, dict):
        raise Refusal([missing("Id"), missing("SyncToken")])
    lacking = [missing(name) for name in ("Id", "SyncToken") if payload.get(name) in (None, "")]
    if lacking:
        raise Refusal(lacking)
    row = _old(company, entity, {"Id": str(payload["Id"]), "SyncToken": str(payload["SyncToken"])})
    if row is None:
        raise not_found()
    if entity in TRANSACTIONS:
        _deletable(company, entity, row)
    company.erase(entity, row["Id"])
    return {"status": "Deleted", "domain": "QBO", "Id": row["Id"]}


def _deletable(company: Company, entity: str, row: Row) -> None:
    key = f"{entity}:{row['Id']}"
    if row["TxnDate"] <= company.close_date:
        raise closed_period()
    if key in company.matched:
        raise refusal("6480", "This transaction is matched to a bank-feed line and cannot be deleted.")
    if key in company.settled:
        raise refusal("6400", "This transaction is linked to a payment; delete the payment first.")
