"""The sample companies: who is served, their Pleo side, waiting expenses and mass expenses; plain data, no service."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from types import ModuleType
from typing import Any

from pleoqb_desktop.practice.companies import books_ca, books_fr, books_gb, pleo_ca, pleo_fr, pleo_gb, second_day
from pleoqb_desktop.practice.companies.pleo_common import Supplier, supplier_words
from pleoqb_desktop.practice.pleo.company import fixed_id

COUNTRIES = ("FR", "GB", "CA")
RECEIPTS = ("jpeg", "pdf", "png")
POOL = 40

_PLEO: dict[str, ModuleType] = {"FR": pleo_fr, "GB": pleo_gb, "CA": pleo_ca}
_BOOKS: dict[str, ModuleType] = {"FR": books_fr, "GB": books_gb, "CA": books_ca}


def pleo_company(country: str) -> dict[str, Any]:
    """Return a company's Pleo side without expenses: profile, keys, employees, teams."""
    company: dict[str, Any] = _PLEO[country].company()
    return company


def books(country: str) -> dict[str, Any]:
    """Return a company's QuickBooks side."""
    seed: dict[str, Any] = _BOOKS[country].books()
    return seed


def base_date(now: datetime) -> date:
    """Return the day that sample expenses are counted back from: yesterday, so that they are fresh whenever practice is tried."""
    return now.date() - timedelta(days=1)


def waiting_expenses(country: str, now: datetime) -> list[dict[str, Any]]:
    """Return the expenses that wait in the export queue, in the control's language."""
    expenses: list[dict[str, Any]] = _PLEO[country].expenses(base_date(now))
    return expenses


def other_types(country: str, now: datetime) -> list[dict[str, Any]]:
    """Return one expense of each of the other types."""
    expenses: list[dict[str, Any]] = _PLEO[country].other_types(base_date(now))
    return expenses


def second_day_expense(country: str, event: str, day: date) -> tuple[Supplier, dict[str, Any]]:
    """Return what is bought on the second day: the supplier, and the expense in the control's language."""
    module, bought = _PLEO[country], second_day.BOUGHT[country][event]
    known: Supplier = next(supplier for supplier in module.SUPPLIERS if supplier.name == bought.supplier)
    person = module.company()["employees"][0]
    return known, second_day.expense(known, bought, day, f"{person['firstName']} {person['lastName']}")


def mass_expenses(country: str, number: int, now: datetime) -> Iterator[dict[str, Any]]:
    """Yield ``number`` card purchases with one receipt each: the same ones every time, out of some 60 suppliers."""
    module = _PLEO[country]
    profile = module.company()
    people = [f"{person['firstName']} {person['lastName']}" for person in profile["employees"]]
    known = [supplier for supplier in module.SUPPLIERS if supplier.name != "Pleo"]
    base = base_date(now)
    for index in range(number):
        supplier = known[index * 7 % len(known)]
        net = 180 + index * 7919 % 9820
        yield {
            "id": fixed_id(module.COMPANY, "mass", index),
            "date": f"{base - timedelta(days=index % 88)}T11:00:00Z",
            "net": f"{net // 100}.{net % 100:02d}",
            "account": supplier.account,
            "tax": supplier.tax,
            "tags": list(module.TAGS[index % len(module.TAGS)]),
            "supplier": supplier_words(supplier, supplier.name),
            "user": people[index % len(people)],
            "note": f"N° {index + 1}" if index % 4 else None,
            "receipts": [{"kind": RECEIPTS[index % 3], "pool": index % POOL}],
        }
