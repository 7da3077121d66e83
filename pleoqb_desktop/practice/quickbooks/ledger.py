"""The general ledger of a practice company: postings in home currency that always balance; decides no posting itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

Row = dict[str, Any]
ZERO = Decimal(0)
CENT = Decimal("0.01")


def cents(amount: Decimal) -> Decimal:
    """Round half up to two decimals, as QuickBooks does (quickbooks.md 9.3)."""
    return amount.quantize(CENT, ROUND_HALF_UP)


def posting(account: str, amount: Decimal, **tags: str | None) -> Row:
    """Make a posting: ``amount`` in the transaction's currency, debit positive; tags are class, customer, department, name."""
    return {"account": account, "own": amount} | {name: value for name, value in tags.items() if value}


class Ledger:
    """All postings by transaction, with running totals per account."""

    def __init__(self) -> None:
        """Start empty."""
        self.entries: dict[str, Row] = {}
        self._home: dict[str, Decimal] = defaultdict(lambda: ZERO)
        self._own: dict[str, Decimal] = defaultdict(lambda: ZERO)

    def put(self, key: str, day: str, rate: Decimal, currency: str, postings: list[Row], taxes: list[Row]) -> None:
        """Post a transaction ``Type:Id`` in place of what it posted before.

        ``rate`` is home units per unit of ``currency``; a rounding difference of the conversion goes to the largest
        posting. Raises ValueError when debits and credits differ, which no caller may let happen.
        """
        if sum((row["own"] for row in postings), ZERO) != ZERO:
            raise ValueError(f"{key} does not balance")
        rows = [row | {"home": cents(row["own"] * rate)} for row in postings if row["own"]]
        difference = sum((row["home"] for row in rows), ZERO)
        if difference:
            largest = max(rows, key=lambda row: abs(row["home"]))
            largest["home"] -= difference
        self.remove(key)
        self.entries[key] = {"date": day, "currency": currency, "postings": rows, "taxes": taxes}
        self._count(rows, 1)

    def remove(self, key: str) -> None:
        """Take back what a transaction posted, if anything."""
        entry = self.entries.pop(key, None)
        if entry is not None:
            self._count(entry["postings"], -1)

    def _count(self, rows: Iterable[Row], sign: int) -> None:
        for row in rows:
            self._home[row["account"]] += sign * row["home"]
            self._own[row["account"]] += sign * row["own"]

    def home_balance(self, account: str) -> Decimal:
        """Return debits less credits of an account in home currency."""
        return self._home[account]

    def own_balance(self, account: str) -> Decimal:
        """Return debits less credits of an account in the currencies of its transactions."""
        return self._own[account]

    def restore(self, entries: dict[str, Row]) -> None:
        """Take over entries of a snapshot and count them again."""
        self.entries = entries
        self._home.clear()
        self._own.clear()
        for entry in entries.values():
            self._count(entry["postings"], 1)

    def rows(self) -> list[Row]:
        """Return every posting as JSON data: transaction, account, debit and credit in home currency as text, tags."""
        found: list[Row] = []
        for key, entry in self.entries.items():
            txn_type, _, txn_id = key.partition(":")
            for row in entry["postings"]:
                home, own = row["home"], row["own"]
                found.append(
                    {
                        "txn_type": txn_type,
                        "txn_id": txn_id,
                        "date": entry["date"],
                        "account": row["account"],
                        "debit": str(max(home, ZERO)),
                        "credit": str(max(-home, ZERO)),
                        "currency": entry["currency"],
                        "currency_debit": str(max(own, ZERO)),
                        "currency_credit": str(max(-own, ZERO)),
                        "class": row.get("class"),
                        "customer": row.get("customer"),
                        "department": row.get("department"),
                        "name": row.get("name"),
                        "tax_rate": row.get("tax_rate"),
                    }
                )
        return found

    def taxes(self) -> dict[str, tuple[Decimal, Decimal]]:
        """Return net and tax per tax rate, purchases positive and their refunds negative, in transaction currency."""
        totals: dict[str, tuple[Decimal, Decimal]] = {}
        for entry in self.entries.values():
            for row in entry["taxes"]:
                net, tax = totals.get(row["rate"], (ZERO, ZERO))
                totals[row["rate"]] = (net + row["net"], tax + row["tax"])
        return totals
