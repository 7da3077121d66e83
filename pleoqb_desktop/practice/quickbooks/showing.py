"""How answers show the rows of a company: read-only members filled in, inactive names marked; changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from pleoqb_desktop.practice.companies.books_common import CLASSIFICATIONS
from pleoqb_desktop.practice.quickbooks.company import Company, Row, fold
from pleoqb_desktop.practice.quickbooks.ledger import ZERO


def shown(company: Company, entity: str, row: Row) -> Row:
    """Return a row as answers show it: read-only members filled in, inactive names marked, nothing private."""
    seen: Row = {name: value for name, value in row.items() if not name.startswith("_")}
    seen["domain"] = "QBO"
    seen["sparse"] = False
    if entity == "Account":
        _show_account(company, seen)
    elif entity in ("Class", "Department", "Customer"):
        seen["FullyQualifiedName"] = company.qualified(entity, row)
    if entity in ("Vendor", "Customer"):
        seen.setdefault("CurrencyRef", {"value": company.home_currency})
        seen["Balance"] = _vendor_balance(company, row["Id"]) if entity == "Vendor" else ZERO
    if entity == "JournalCode" and seen.get("Type") == "Nouveaux":
        seen["Type"] = "Report A Nouveaux"
    if entity in ("Bill", "VendorCredit"):
        _show_open(company, entity, seen)
    if "FullyQualifiedName" in seen:
        seen["FullyQualifiedName"] = _marked_path(company, entity, row)
    if mark := _mark(company, entity, row):
        for member in ("Name", "DisplayName"):
            if member in seen:
                seen[member] += mark
    return seen


def _mark(company: Company, entity: str, row: Row) -> str:
    """Return what an inactive name carries: `` (deleted)``, numbered when an older one of that name has it already (19)."""
    if row.get("Active") is not False:
        return ""
    name = fold(_own_name(row))
    older = sum(
        other.get("Active") is False and fold(_own_name(other)) == name and int(other["Id"]) < int(row["Id"])
        for other in company.rows[entity].values()
    )
    return f" (deleted-{older})" if older else " (deleted)"


def _marked_path(company: Company, entity: str, row: Row) -> str:
    """Return the full name, each of its parts with its own mark."""
    part = _own_name(row) + _mark(company, entity, row)
    above = company.rows[entity].get(row.get("ParentRef", {}).get("value"))
    return f"{_marked_path(company, entity, above)}:{part}" if above else part


def _own_name(row: Row) -> str:
    return str(row.get("Name") or row.get("DisplayName") or row.get("Code") or "")


def _show_account(company: Company, seen: Row) -> None:
    seen["FullyQualifiedName"] = company.qualified("Account", seen)
    seen["Classification"] = CLASSIFICATIONS[seen["AccountType"]]
    seen["SubAccount"] = "ParentRef" in seen
    seen.setdefault("CurrencyRef", {"value": company.home_currency})
    # only balance-sheet accounts show a balance; liabilities and equity show theirs positive when credited
    sign = {"Asset": 1, "Liability": -1, "Equity": -1}.get(seen["Classification"], 0)
    balance = company.ledger.own_balance(seen["Id"])
    below = sum((company.ledger.own_balance(id_) for id_ in _below(company, seen["Id"])), ZERO)
    seen["CurrentBalance"] = sign * balance
    seen["CurrentBalanceWithSubAccounts"] = sign * (balance + below)


def _below(company: Company, account: str) -> Iterator[str]:
    for id_ in company.children.get(account, ()):
        yield id_
        yield from _below(company, id_)


def _show_open(company: Company, entity: str, seen: Row) -> None:
    key = f"{entity}:{seen['Id']}"
    seen["Balance"] = seen["TotalAmt"] - company.paid(key)
    payers = [payer.partition(":") for payer in company.settled.get(key, {})]
    seen["LinkedTxn"] = [{"TxnId": id_, "TxnType": "BillPaymentCheck"} for _, _, id_ in payers]


def _vendor_balance(company: Company, id_: str) -> Decimal:
    """Return what is owed to a vendor over all open bills and credits, in their currencies."""
    total = ZERO
    for key in company.owed.get(id_, {}):
        entity, _, txn_id = key.partition(":")
        rest = company.rows[entity][txn_id]["TotalAmt"] - company.paid(key)
        total += rest if entity == "Bill" else -rest
    return total
