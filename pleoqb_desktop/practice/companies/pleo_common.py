"""Small builders for the Pleo side of the sample companies, in the language of the expenses control; plain data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from pleoqb_desktop.practice.pleo.company import fixed_id
from pleoqb_desktop.practice.pleo.service import SCOPES

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Supplier:
    """A supplier as the card network knows it, and what is usually bought there."""

    name: str
    category: str
    account: str
    tax: str
    country: str


@dataclass(frozen=True, slots=True)
class Line:
    """A part of an expense; ``amount`` is gross unless the tax is a reverse charge."""

    amount: str
    account: str | None
    tax: str | None
    tags: Sequence[str] | None = ()

    def as_words(self) -> Row:
        """Return the line in the control's language."""
        return {
            "amount": self.amount,
            "account": self.account,
            "tax": self.tax,
            "tags": None if self.tags is None else list(self.tags),
        }


def suppliers(
    country: str, rows: Sequence[tuple[str, str, str, str] | tuple[str, str, str, str, str]]
) -> list[Supplier]:
    """Make suppliers from ``(name, category code, account, tax[, country])``."""
    return [Supplier(*row[:4], row[4] if len(row) > 4 else country) for row in rows]


class Book:
    """Writes down expenses of one company, day by day."""

    def __init__(self, known: Sequence[Supplier], base: date, company: str) -> None:
        """``base``: the day that ages are counted back from."""
        self._known = {supplier.name: supplier for supplier in known}
        self._base = base
        self._company = company
        self.expenses: list[Row] = []

    def spend(
        self,
        age: int,
        supplier: str | None,
        what: str | Sequence[Line],
        user: str | None,
        note: str | None = None,
        *,
        tags: Sequence[str] | None = (),
        receipts: Sequence[str] = ("jpeg",),
        kind: str = "card_purchase",
        at: str = "11:00:00",
        **more: Any,
    ) -> None:
        """Write an expense. ``what``: a gross amount at the supplier's usual account and tax, or lines."""
        known = self._known.get(supplier or "")
        if isinstance(what, str):
            if known is None:
                raise LookupError(f"no usual account for {supplier}")
            what = [Line(what, known.account, known.tax, tags)]
        self.expenses.append(
            {
                "id": fixed_id(self._company, "sample", len(self.expenses), supplier),
                "type": kind,
                "date": f"{self._base - timedelta(days=age)}T{at}Z",
                "lines": [line.as_words() for line in what],
                "supplier": None if supplier is None else supplier_words(known, supplier),
                "user": user,
                "note": note,
                "receipts": [{"kind": receipt} for receipt in receipts],
                **more,
            }
        )


def supplier_words(known: Supplier | None, name: str) -> Row:
    """Return the supplier in the control's language."""
    if known is None:
        return {"name": name}
    return {"name": known.name, "categoryCode": known.category, "country": known.country}


def invoice(base: date, age: int, number: str, *, paid_after: int = 0) -> Row:
    """Return invoice information of an invoice that is ``age`` days old."""
    day = base - timedelta(days=age)
    return {
        "invoiceNumber": number,
        "invoiceDate": f"{day}T00:00:00Z",
        "dueDate": f"{day + timedelta(days=30)}T00:00:00Z",
        "paymentDate": f"{day + timedelta(days=paid_after)}T00:00:00Z",
        "status": "paid",
        "supplierBankAccount": None,
    }


def key(name: str, *, scopes: Sequence[str] = SCOPES) -> Row:
    """Return what Pleo keeps of an API key."""
    return {"name": name, "scopes": list(scopes), "revoked": False}


def people(company: str, rows: Sequence[tuple[str, str, str, str]]) -> list[Row]:
    """Make employees from ``(first name, last name, code, job)``."""
    return [
        {
            "id": fixed_id(company, "employee", first, last),
            "companyId": company,
            "firstName": first,
            "lastName": last,
            "email": f"{first}.{last}@example.com".lower().replace(" ", ""),
            "code": code,
            "jobTitle": job,
        }
        for first, last, code, job in rows
    ]


def teams(company: str, rows: Sequence[tuple[str, str]]) -> list[Row]:
    """Make teams from ``(name, code)``."""
    return [{"id": fixed_id(company, "team", name), "name": name, "code": code} for name, code in rows]
