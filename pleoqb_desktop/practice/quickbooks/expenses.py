"""Purchases, bills and vendor credits: what QuickBooks makes of them and what they post (quickbooks.md 12, 13)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from pleoqb_desktop.practice.quickbooks import taxes
from pleoqb_desktop.practice.quickbooks.company import Company, Document
from pleoqb_desktop.practice.quickbooks.faults import Refusal, business, dangling, feature, missing, refusal
from pleoqb_desktop.practice.quickbooks.ledger import ZERO, cents, posting
from pleoqb_desktop.practice.quickbooks.references import (
    PAYABLE,
    account,
    account_currency,
    class_of,
    customer_of,
    department_of,
    expense_account,
    name_reference,
    settle_currency,
    shown,
    suits_currency,
    vendor,
)

Row = dict[str, Any]

MONEY_ACCOUNTS = {"Cash": ("Bank",), "Check": ("Bank",), "CreditCard": ("Credit Card",)}
TXN_NUMBERS = {"Expense": "54", "Check": "3", "Credit Card Credit": "11"}


def purchase(company: Company, row: Row, _key: str) -> Document:
    """Prepare a Purchase. Raises Refusal for everything QuickBooks refuses about its meaning."""
    kind = row["PaymentType"]
    money = account(company, row["AccountRef"], MONEY_ACCOUNTS[kind])
    row["AccountRef"] = shown(company, money)
    currency = settle_currency(company, row)
    _suits_money(company, money, currency)
    name = None
    if "EntityRef" in row:
        row["EntityRef"] = name_reference(company, row["EntityRef"], ("Vendor", "Customer", "Employee"), currency)
        name = row["EntityRef"]["value"]
    # a note of users says Credit is ignored on Cash and Check, another program sends it (12.3, UNVERIFIED):
    # ignoring it is the reading that a client must be able to survive
    credit = bool(row.get("Credit")) and kind == "CreditCard"
    row["Credit"] = credit
    if kind == "Check":
        row.setdefault("PrintStatus", "NeedToPrint")
    else:
        row.pop("PrintStatus", None)
    label = "Credit Card Credit" if credit else "Check" if kind == "Check" else "Expense"
    row["CustomField"] = []
    row["PurchaseEx"] = {"any": [{"value": {"Name": "TxnType", "Value": TXN_NUMBERS[label]}}]}
    return _expense(company, row, currency, money["Id"], -1 if credit else 1, name)


def bill(company: Company, row: Row, key: str) -> Document:
    """Prepare a Bill: what it comes to is owed until a BillPayment settles it."""
    return _payable(company, row, key, 1)


def vendor_credit(company: Company, row: Row, key: str) -> Document:
    """Prepare a VendorCredit: positive amounts that the vendor owes us."""
    return _payable(company, row, key, -1)


def _payable(company: Company, row: Row, key: str, sign: int) -> Document:
    if company.plan < 1:
        raise feature("Bills")
    currency = settle_currency(company, row)
    who = vendor(company, row["VendorRef"], currency)
    row["VendorRef"] = {"value": who["Id"], "name": who["DisplayName"]}
    payable = payable_account(company, row, currency)
    if sign > 0:
        row.setdefault("DueDate", row["TxnDate"])
    document = _expense(company, row, currency, payable["Id"], sign, who["Id"])
    paid = company.paid(key)
    if paid > row["TotalAmt"]:
        raise business("The amount of this transaction is less than what has been paid.")
    old = company.rows["Bill" if sign > 0 else "VendorCredit"].get(key.partition(":")[2])
    if paid and old is not None and old["VendorRef"]["value"] != who["Id"]:
        raise business("The vendor of a paid transaction cannot be changed.")
    document.open_amount = sign * row["TotalAmt"]
    return document


def payable_account(company: Company, row: Row, currency: str) -> Row:
    """Return the accounts-payable account of a header, the company's first when none is named, made complete in place."""
    if "APAccountRef" in row:
        found = account(company, row["APAccountRef"], (PAYABLE,))
    else:
        choices = [
            item
            for item in company.rows["Account"].values()
            if item["AccountType"] == PAYABLE and item.get("Active", True)
        ]
        own = [item for item in choices if account_currency(company, item) == currency]
        if not choices:
            raise business("There is no accounts payable account.")
        found = (own or choices)[0]
    suits_currency(company, found, currency)
    row["APAccountRef"] = shown(company, found)
    return found


def _suits_money(company: Company, money: Row, currency: str) -> None:
    """A foreign money account takes its own currency only, a home account home or foreign (12.1)."""
    own = account_currency(company, money)
    if own not in (company.home_currency, currency):
        raise business(f"The account {money['Name']} is in {own}; the transaction must be too.")


def _expense(company: Company, row: Row, currency: str, contra: str, sign: int, name: str | None) -> Document:
    department = department_of(company, row)
    mode = taxes.settle_calculation(company, row)
    taxed = taxes.Taxed(row["TxnDate"])
    postings: list[Row] = []
    net = ZERO
    for number, line in enumerate(row["Line"], start=1):
        line["Id"], line["LineNum"] = str(number), number
        detail = line_detail(company, line)
        if detail is None:
            continue
        target = expense_account(company, detail["AccountRef"], currency)
        detail["AccountRef"] = shown(company, target)
        code = taxes.line_code(company, detail, mode, "Purchase")
        if code is not None:
            taxes.tax_line(company, taxed, code, line, mode, "Purchase")
        net += line["Amount"]
        tags = {"class": class_of(company, detail), "customer": customer_of(company, detail)}
        postings.append(posting(target["Id"], sign * line["Amount"], **tags, department=department, name=name))
    _tax_header(company, row, mode, taxed)
    row["TotalAmt"] = net + taxed.total
    if row["TotalAmt"] < 0:
        raise business("The total of a transaction cannot be negative.")
    postings += taxes.postings(company, taxed, sign)
    postings.append(posting(contra, -sign * row["TotalAmt"], department=department, name=name))
    return Document(row, postings, taxes.records(taxed, sign))


def _tax_header(company: Company, row: Row, mode: str, taxed: taxes.Taxed) -> None:
    if mode in ("off", "US"):
        return
    taxes.override(company, row, taxed)
    row["TxnTaxDetail"] = taxes.show(company, taxed)


def line_detail(company: Company, line: Row) -> Row | None:
    """Return the account detail of an expense line with its amount in cents; ``None`` for a line without an item.

    Raises Refusal 2290 for a negative amount ("not supported on transaction lines"), 2500 for an unknown item.
    """
    kind = line["DetailType"]
    for other in ("AccountBasedExpenseLineDetail", "ItemBasedExpenseLineDetail"):
        if other != kind and other in line:
            raise refusal("2600", f"{other} does not belong to DetailType {kind}.", other)
    amount: Decimal = cents(line["Amount"])
    line["Amount"] = amount
    if amount < 0:
        raise refusal("2290", "Negative amounts aren't supported on transaction lines.", "Amount")
    if line.get("LinkedTxn"):
        raise refusal("620", "Txn ID Cannot Be Linked : only a ReimburseCharge can be linked here.", "LinkedTxn")
    line.pop("LinkedTxn", None)
    detail: Row = line[kind]
    if kind == "AccountBasedExpenseLineDetail":
        if "AccountRef" not in detail:
            raise Refusal([missing("AccountRef")])
        return detail
    if company.plan < 2:
        raise feature("Items on purchases")
    if "ItemRef" in detail:
        raise dangling("Items", detail["ItemRef"]["value"])
    return None
