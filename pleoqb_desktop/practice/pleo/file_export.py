"""A person makes Pleo's own file: which expenses come into it, and what becomes of them in Pleo."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from pleoqb_desktop.practice.pleo.company import JsonMap, PleoCompany
from pleoqb_desktop.practice.pleo.expense_file import Shape, Wanted, download
from pleoqb_desktop.practice.receipts import ReceiptStore

ZONES = {"FR": "Europe/Paris", "GB": "Europe/London", "CA": "America/Toronto"}
"""Where the people of the practice companies are."""
_LOST = frozenset({"missing", "expired", "redirect"})


def make(company: PleoCompany, words: Mapping[str, Any], now: datetime, receipts: ReceiptStore) -> JsonMap:
    """Make it: ``shape``, ``contra``, ``pocket``, ``positive``, ``zone``, ``accounting_entry_ids`` (default: all).

    A custom format comes out of the export: its expenses, by default those that are queued, count as exported then.
    """
    wanted = Wanted(
        Shape(words.get("shape", Shape.SWEDISH.value)),
        words.get("language") or ("fr" if company.data["profile"]["language"].startswith("fr") else "en"),
        words.get("contra", ""),
        words.get("pocket", ""),
        bool(words.get("positive")),
        words.get("zone") or ZONES.get(company.data["profile"]["country"], "UTC"),
    )
    entries = [entry for entry in company.entries.values() if _is_in(entry, wanted, words.get("accounting_entry_ids"))]

    def content(entry: JsonMap, receipt: JsonMap) -> bytes | None:
        return None if receipt["kind"] in _LOST else receipts.content(company, entry, receipt)

    made = download(company, entries, wanted, content, now.date())
    if wanted.is_custom:
        for entry in entries:
            company.release(entry["id"], "EXPORTED", now)
    return {"name": f"expenses_{now.date()}.zip", "base64": base64.b64encode(made).decode(), "rows": len(entries)}


def _is_in(entry: JsonMap, wanted: Wanted, chosen: list[str] | None) -> bool:
    if entry["exportStatus"] == "EXPORTING" or entry["deletedAt"] is not None:
        return False
    if chosen is not None:
        return entry["id"] in chosen
    return not wanted.is_custom or entry["exportStatus"] == "QUEUED"
