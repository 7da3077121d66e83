"""Bank lines that reach the books by themselves, through the bank feed and its rules (look-alikes.md 2, 3); knows no request."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from pleoqb_desktop.practice.quickbooks import engine
from pleoqb_desktop.practice.quickbooks.company import Company, Document
from pleoqb_desktop.practice.quickbooks.ledger import cents
from pleoqb_desktop.practice.quickbooks.references import account_currency

Row = dict[str, Any]

LINE_MEMBERS = frozenset({"date", "text", "amount", "vendor", "category"})


def arrive(company: Company, words: Row | None) -> Iterator[tuple[str, str]]:
    """Add what the bank tells of an account, all within a moment, and yield entity and Id of each entry.

    ``{"account", "lines": [{"date", "text", "amount", "vendor", "category"}]}``: Ids; ``amount`` negative where money came in;
    ``vendor`` None where no rule names one. Money out is a Purchase of the shape that look-alikes.md 3 shows: no number, memo
    and description both the bank's text in capitals, one line, no tax. Money in was not seen there: a Deposit of the same
    texts on a bank account, a Purchase with ``Credit`` on a card (INFER). Raises ValueError for unknown words.
    """
    if words is None:
        return
    money = company.rows["Account"][str(words["account"])]
    for line in words["lines"]:
        if unknown := set(line) - LINE_MEMBERS:
            raise ValueError(f"unknown members of a bank line: {', '.join(sorted(unknown))}")
        entity, row = _entry(money, line)
        if company.multi_currency:
            row["CurrencyRef"] = {"value": account_currency(company, money)}
        document: Document = engine.PREPARE[entity](company, row, f"{entity}:")
        yield entity, str(company.record(entity, company.next_id(entity), document)["Id"])


def _entry(money: Row, line: Row) -> tuple[str, Row]:
    amount = cents(Decimal(str(line["amount"])))
    text = str(line["text"]).upper()
    common: Row = {"TxnDate": line["date"], "PrivateNote": text, "GlobalTaxCalculation": "NotApplicable"}
    common_line: Row = {"Description": text, "Amount": abs(amount)}
    account = {"AccountRef": {"value": str(line["category"])}}
    card = money["AccountType"] == "Credit Card"
    vendor = str(line["vendor"]) if line.get("vendor") else None
    if amount < 0 and not card:
        named: Row = {"Entity": {"value": vendor, "type": "VENDOR"}} if vendor else {}
        detail = {"DetailType": "DepositLineDetail", "DepositLineDetail": account | named}
        return "Deposit", common | {"DepositToAccountRef": {"value": money["Id"]}, "Line": [common_line | detail]}
    detail = {
        "DetailType": "AccountBasedExpenseLineDetail",
        "AccountBasedExpenseLineDetail": account | {"BillableStatus": "NotBillable"},
    }
    row = common | {
        "PaymentType": "CreditCard" if card else "Cash",
        "AccountRef": {"value": money["Id"]},
        "Credit": amount < 0,
        "Line": [common_line | detail],
    }
    return "Purchase", row | ({"EntityRef": {"value": vendor, "type": "Vendor"}} if vendor else {})
