"""What is bought on the second day: one expense for each event that begins with a new one; plain data, no service."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from pleoqb_desktop.practice.companies.pleo_common import Supplier, supplier_words

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Bought:
    """A purchase at a known supplier's usual account and tax; ``amount`` is gross."""

    supplier: str
    amount: str
    note: str


BOUGHT: dict[str, dict[str, Bought]] = {
    "FR": {
        "month_closed": Bought("SNCF Connect", "47.30", "Lyon–Dijon, visite d’un meunier"),
        "looks_alike": Bought("Minoterie Forez", "96.40", "Farine de seigle, 4 sacs"),
        "account_inactive": Bought("École Lenôtre", "150.00", "Journée « viennoiseries »"),
    },
    "GB": {
        "month_closed": Bought("LNER", "64.80", "Leeds, second visit"),
        "looks_alike": Bought("GF Smith", "88.20", "Colorplan, reorder"),
        "account_inactive": Bought("Foyles", "35.00", "Two books on lettering"),
    },
    "CA": {
        "month_closed": Bought("Via Rail", "86.25", "Montréal–Québec, prise de mesures"),
        "looks_alike": Bought("Langevin Forest", "129.75", "Noyer noir, deux planches"),
        "account_inactive": Bought("Librairie Gallimard", "41.20", "Deux livres d’ébénisterie"),
    },
}


def expense(known: Supplier, bought: Bought, day: date, user: str) -> Row:
    """Return the purchase in the control's language."""
    return {
        "date": f"{day}T11:00:00Z",
        "amount": bought.amount,
        "account": known.account,
        "tax": known.tax,
        "supplier": supplier_words(known, known.name),
        "user": user,
        "note": bought.note,
        "receipts": ["pdf"],
    }
