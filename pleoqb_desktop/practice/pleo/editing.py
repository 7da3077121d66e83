"""What people change in an expense at Pleo after it was exported: amount, category, VAT, tags, date, receipts; asks no rule of QuickBooks."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from pleoqb_desktop.practice.pleo.answers import stamp
from pleoqb_desktop.practice.pleo.company import JsonMap, PleoCompany
from pleoqb_desktop.practice.pleo.expenses import LINE_MEMBERS, MEMBERS, make_entry, make_receipt

FIXED = frozenset({"id", "queued", "exportStatus", "receipts", "lines", *LINE_MEMBERS})
DERIVED = {"date": ("date", "performedAt", "settledAt"), "supplierAmount": ("supplierAmount", "supplierCurrency")}
"""Words that stand for other members of an entry than the one of their name."""
DRAWN = ("amount", "supplierAmount", "supplierCurrency", "supplier", "performedAt", "lines", "note", "user")
"""Members that a drawn receipt shows."""


def edit_entry(company: PleoCompany, entry: JsonMap, words: Mapping[str, Any], now: datetime) -> None:
    """Change an entry in place: any words of an expense (``expenses.MEMBERS``) but its id and state.

    Words of a line (``amount``, ``account``, ``tax`` ...) change the only line, ``lines`` replaces them all. ``receipts`` is the
    new list: a number is the place of one that stays, anything else is a new receipt; so they are replaced and reordered. One
    that stays keeps its id and its bytes. Raises ValueError for anything else.
    """
    if unknown := set(words) - (MEMBERS - {"id", "queued", "exportStatus"}):
        raise ValueError(f"unknown members of an expense: {', '.join(sorted(unknown))}")
    of_line = {name: words[name] for name in LINE_MEMBERS if name in words}
    lines = words.get("lines") or [_line_words(line) for line in entry["lines"]]
    if of_line and "lines" not in words:
        if len(lines) != 1:
            raise ValueError("an expense of several lines is edited by its lines")
        lines = [_changed(lines[0], of_line)]
    others = {name: words[name] for name in words if name not in FIXED}
    kept = {"id": entry["id"], "currency": entry["currency"], "settled": entry["settledAt"] is not None}
    fresh = make_entry(company, kept | others | {"lines": lines}, now)
    for receipt in entry["receipts"]:
        receipt.setdefault("drawn_for", copy.deepcopy({name: entry[name] for name in DRAWN}))
    if "lines" in words or of_line:
        others |= dict.fromkeys(("lines", "amount", *DERIVED["supplierAmount"]))
    for name in others:
        for member in DERIVED.get(name, (name,)):
            entry[member] = fresh[member]
    if "receipts" in words:
        _receipts(company, entry, words["receipts"], now)
    entry["updatedAt"] = stamp(now)


def _line_words(line: JsonMap) -> JsonMap:
    """Return a line in the words that it can be made from again."""
    words: JsonMap = {"amount": str(Decimal(line["amount"]) / 100), "rate": line["rate"]}
    for name in ("net", "taxAmount"):
        words[name] = str(Decimal(line[name]) / 100) if line[name] is not None else None
    for name in ("account", "tax"):
        words[name] = line[name]
    words["tags"] = (
        [{"group": group, "name": name} for group, name in line["tags"]] if line["tags"] is not None else None
    )
    return words


def _changed(line: JsonMap, words: Mapping[str, Any]) -> JsonMap:
    """Return a line with other words; what followed from the old ones is reckoned anew."""
    followed: set[str] = set()
    if "tax" in words:
        followed |= {"rate", "net", "taxAmount"}
    if "amount" in words or "net" in words:
        followed |= {"net", "taxAmount"}
    if "net" in words:
        followed.add("amount")
    return {name: value for name, value in line.items() if name not in followed} | dict(words)


def _receipts(company: PleoCompany, entry: JsonMap, wanted: Sequence[Any], now: datetime) -> None:
    old = entry["receipts"]
    made = entry.get("receiptsMade", len(old))
    found = []
    for words in wanted:
        if isinstance(words, int):
            found.append(old[words])
        else:
            found.append(make_receipt(words, entry["id"], made, stamp(now)))
            made += 1
    for receipt in old:
        company.receipts.pop(receipt["id"], None)
    entry |= {"receipts": found, "receiptsMade": made}
    company.index_receipts(entry)
