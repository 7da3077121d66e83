"""Books of three years before this program came: 60,000 entries of the wallet account, nine in ten of them purchases."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from typing import Any

from tests.endure.practice_set_up import COUNTRY, PracticeSetUp

ENTRIES = 60_000
MONTHS = 36
_TOGETHER = 2_000
Row = dict[str, Any]


def fill(house: PracticeSetUp, last: date, entries: int, days: int) -> None:
    """An accountant makes so many entries, evenly over so many days up to the last."""
    accounts = {row["Name"]: row["Id"] for row in house.books()["entities"]["Account"]}
    codes = {row["Name"]: row["Id"] for row in house.books()["entities"]["TaxCode"]}
    for start in range(0, entries, _TOGETHER):
        made: dict[str, list[Row]] = {"Purchase": [], "Transfer": []}
        for number in range(start, min(start + _TOGETHER, entries)):
            day = (last - timedelta(days=number % days)).isoformat()
            amount = f"{(number * 7919 % 90_000 + 500) / 100:.2f}"
            kind = "Transfer" if number % 10 == 0 else "Purchase"
            made[kind].append(_entry(kind, day, amount, number, accounts, codes["No VAT"]))
        house.change({"create": made})


def _entry(kind: str, day: str, amount: str, number: int, accounts: Row, code: str) -> Row:
    head: Row = {"TxnDate": day, "PrivateNote": f"Card payment {number}"}
    if kind == "Transfer":
        ends = {"FromAccountRef": "Barclays Current", "ToAccountRef": "Pleo Bank"}
        return head | {"Amount": amount} | {name: {"value": accounts[one]} for name, one in ends.items()}
    detail = {"AccountRef": {"value": accounts["Travel"]}, "TaxCodeRef": {"value": code}}
    line = {"Amount": amount, "DetailType": "AccountBasedExpenseLineDetail", "AccountBasedExpenseLineDetail": detail}
    own = {"PaymentType": "Cash", "AccountRef": {"value": accounts["Pleo Bank"]}, "Line": [line]}
    return head | own | {"GlobalTaxCalculation": "TaxExcluded"}


def month_of_expenses(house: PracticeSetUp, last: date, count: int) -> None:
    """So many new card purchases of the last 30 days wait in Pleo."""
    words = [_expense(last - timedelta(days=number % 30), number) for number in range(count)]
    house.practice.pleo_control("expenses", words, country=COUNTRY)


def _expense(day: date, number: int) -> Row:
    return {
        "id": str(uuid.uuid4()),
        "type": "card_purchase",
        "date": f"{day}T11:00:00Z",
        "amount": f"{(number * 131 + 100_001) / 100:.2f}",  # dearer than any entry of the old books
        "account": "Travel",
        "tax": "No VAT",
        "supplier": {"name": "Ryman"},
        "user": "Priya Shah",
        "receipts": [],
    }
