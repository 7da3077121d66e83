"""Resolves what a transaction points at: accounts, names, classes, departments, currencies; refuses what QuickBooks refuses."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from pleoqb_desktop.practice.quickbooks.company import Company
from pleoqb_desktop.practice.quickbooks.faults import (
    Refusal,
    business,
    dangling,
    feature,
    inactive,
    missing,
    refusal,
    wrong_account_type,
)

Row = dict[str, Any]

PAYABLE = "Accounts Payable"
_BILLABLE_TYPES = frozenset(
    {
        "Expense", "Other Expense", "Cost of Goods Sold", "Other Current Liability", "Other Current Asset", "Other Asset",
        "Fixed Asset",
    }
)  # fmt: skip
RECEIVABLE = "Accounts Receivable"


def account(company: Company, reference: Row, types: Iterable[str] = ()) -> Row:
    """Return the active account behind a reference. Raises Refusal 2500, 610, or 6430 when its type is none of ``types``."""
    row = company.rows["Account"].get(reference["value"])
    if row is None:
        raise dangling("Accounts", reference["value"])
    if not row.get("Active", True):
        raise inactive()
    if types and row["AccountType"] not in types:
        raise wrong_account_type()
    return row


def expense_account(company: Company, reference: Row, currency: str) -> Row:
    """Return the account of an expense line: anything but payables, receivables and non-posting accounts (6430)."""
    row = account(company, reference)
    if row["AccountType"] in (PAYABLE, RECEIVABLE, "Non-Posting"):
        raise wrong_account_type()
    suits_currency(company, row, currency)
    return row


def account_currency(company: Company, row: Row) -> str:
    """Return an account's currency: its own, else the home currency."""
    return str(row.get("CurrencyRef", {}).get("value") or company.home_currency)


def suits_currency(company: Company, row: Row, currency: str) -> None:
    """Refuse (6000) an account in a foreign currency that is not the transaction's."""
    own = account_currency(company, row)
    if own not in (currency, company.home_currency):
        raise business(f"The account {row['Name']} is in {own}, the transaction is in {currency}.")


def shown(company: Company, row: Row, entity: str = "Account") -> Row:
    """Return a reference as answers show it, with the fully qualified name (quickbooks.md 2.3, 2026-04-30)."""
    return {"value": row["Id"], "name": company.qualified(entity, row)}


def person(company: Company, reference: Row, kinds: tuple[str, ...]) -> tuple[str, Row]:
    """Return entity name and row of a vendor, customer or employee; the three share one sequence of Ids.

    ``reference["type"]`` in any case must agree when present. Raises Refusal 2500 ("Names") or 610.
    """
    wanted = str(reference.get("type", "")).casefold()
    for kind in kinds:
        row = company.rows[kind].get(reference["value"])
        if row is not None and wanted in ("", kind.casefold()):
            if not row.get("Active", True):
                raise inactive()
            return kind, row
    raise dangling("Names", reference["value"])


def vendor(company: Company, reference: Row, currency: str) -> Row:
    """Return an active vendor whose currency is the transaction's (quickbooks.md 11)."""
    _, row = person(company, reference, ("Vendor",))
    same_currency(company, row, currency)
    return row


def same_currency(company: Company, row: Row, currency: str) -> None:
    """Refuse (6000) a vendor or customer whose one currency is not the transaction's."""
    own = row.get("CurrencyRef", {}).get("value") or company.home_currency
    if own != currency:
        raise business(f"{row['DisplayName']} uses {own}; the transaction is in {currency}.")


def name_reference(company: Company, reference: Row, kinds: tuple[str, ...], currency: str) -> Row:
    """Return the EntityRef of a transaction header as answers show it."""
    kind, row = person(company, reference, kinds)
    if kind != "Employee":
        same_currency(company, row, currency)
    return {"value": row["Id"], "name": row["DisplayName"], "type": kind}


def class_of(company: Company, detail: Row) -> str | None:
    """Return the class Id of a line, made complete in place. Raises Refusal 5030, 6000, 2500 ("Klasses") or 610."""
    reference = detail.get("ClassRef")
    if reference is None:
        return None
    if company.plan < 2:
        raise feature("Class tracking")
    prefs = company.preferences["AccountingInfoPrefs"]
    if not (prefs.get("ClassTrackingPerTxn") or prefs.get("ClassTrackingPerTxnLine")):
        # what happens with tracking off is not documented; refusing keeps a client honest
        raise business("Class tracking is turned off.")
    return _listed(company, detail, "ClassRef", "Class", "Klasses")


def department_of(company: Company, holder: Row) -> str | None:
    """Return the department Id of a header or journal line. Raises Refusal 5030, 6000, 2500 ("Depts") or 610."""
    if holder.get("DepartmentRef") is None:
        return None
    if company.plan < 2:
        raise feature("Location tracking")
    if not company.preferences["AccountingInfoPrefs"].get("TrackDepartments"):
        raise business("Location tracking is turned off.")
    return _listed(company, holder, "DepartmentRef", "Department", "Depts")


def _listed(company: Company, holder: Row, member: str, entity: str, noun: str) -> str:
    id_ = str(holder[member]["value"])
    row = company.rows[entity].get(id_)
    if row is None:
        raise dangling(noun, id_)
    if not row.get("Active", True):
        raise inactive()
    holder[member] = shown(company, row, entity)
    return id_


def customer_of(company: Company, detail: Row) -> str | None:
    """Return the customer or project Id of an expense line and settle its BillableStatus (quickbooks.md 10).

    With a customer and no status the default is taken as ``Billable`` (UNVERIFIED there; the reading that costs a
    careless client). Raises Refusal 6310, 6320, 2500 ("Names") or 610.
    """
    status = detail.get("BillableStatus")
    reference = detail.get("CustomerRef")
    if status == "HasBeenBilled":
        raise refusal("6320", "Invalid billable : HasBeenBilled comes only from an invoice.", "BillableStatus")
    if reference is None:
        if status == "Billable":
            raise refusal("6310", "When you make a line billable, you must choose a customer.", "CustomerRef")
        detail["BillableStatus"] = "NotBillable"
        return None
    _, row = person(company, reference, ("Customer",))
    detail["CustomerRef"] = {"value": row["Id"], "name": company.qualified("Customer", row)}
    if not may_be_billable(company, detail):
        if status:
            raise business('The "billable status" field has an invalid value. Target is not reimbursable.')
        return str(row["Id"])
    detail["BillableStatus"] = status or "Billable"
    return str(row["Id"])


def may_be_billable(company: Company, detail: Row) -> bool:
    """Tell whether a line's account may have a billable status (quickbooks-golive.md 5)."""
    row = company.rows["Account"].get(str((detail.get("AccountRef") or {}).get("value")), {})
    return row.get("AccountType") in _BILLABLE_TYPES


def settle_currency(company: Company, row: Row) -> str:
    """Return the transaction's currency and make CurrencyRef and ExchangeRate complete in place.

    With multi-currency on CurrencyRef is required (2020); off, only the home currency passes. ExchangeRate defaults
    to 1: the reference's reading, and the one that shows a client that forgets it (12.1, UNVERIFIED).
    """
    home = company.home_currency
    reference = row.get("CurrencyRef")
    if reference is None and company.multi_currency:
        raise Refusal([missing("CurrencyRef")])
    currency = reference["value"] if reference else home
    if not company.multi_currency:
        if currency != home:
            raise business("Multicurrency is turned off.")
        row["CurrencyRef"] = {"value": home}
        row.pop("ExchangeRate", None)
        return home
    enabled = {item["Code"] for item in company.rows["CompanyCurrency"].values() if item.get("Active", True)}
    if currency not in enabled | {home}:
        raise business(f"The currency {currency} is not enabled.")
    row["CurrencyRef"] = {"value": currency}
    sent = row.get("ExchangeRate") or Decimal(1)
    if sent <= 0:
        raise business("The exchange rate must be greater than 0.")
    row["ExchangeRate"] = Decimal(1) if currency == home else sent
    return str(currency)
