"""Makes accounting entries out of the practice control's words and of sample data; the only place that knows that language."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from pleoqb_desktop.practice.pleo.answers import moment_of, stamp
from pleoqb_desktop.practice.pleo.company import JsonMap, PleoCompany, fixed_id

KINDS = frozenset(
    {
        "pdf",
        "png",
        "jpeg",
        "heic-like",
        "text",
        "docx-like",
        "empty",
        "missing",
        "huge",
        "expired",
        "slow",
        "redirect",
        "raw",
    }
)
MEMBERS = frozenset(
    {
        "id", "type", "subType", "date", "amount", "net", "taxAmount", "rate", "account", "tax", "tags", "lines", "currency",
        "supplier", "supplierAmount", "user", "team", "note", "attendees", "receipts", "queued", "exportStatus", "vendor",
        "bookkeeping", "invoice", "reconciliationId", "reconciledEntries", "servicePeriod", "item", "omit", "settled",
    }
)  # fmt: skip
LINE_MEMBERS = frozenset({"amount", "net", "taxAmount", "rate", "account", "tax", "tags"})


def cents(value: Any) -> int:
    """Read an amount such as ``"12.50"`` as cents. Raises ValueError."""
    try:
        return int((Decimal(str(value)) * 100).quantize(Decimal(1), ROUND_HALF_UP))
    except InvalidOperation as error:
        raise ValueError(f"{value!r} is no amount") from error


def share(amount: int, rate: Decimal) -> int:
    """Return ``amount`` (cents) times ``rate``, rounded half up."""
    return int((amount * rate).quantize(Decimal(1), ROUND_HALF_UP))


def make_entry(company: PleoCompany, data: Mapping[str, Any], now: datetime) -> JsonMap:
    """Return a complete entry, not yet kept. Raises ValueError with the member that is wrong."""
    if unknown := set(data) - MEMBERS:
        raise ValueError(f"unknown members of an expense: {', '.join(sorted(unknown))}")
    number = company.data["sequence"] + 1
    entry_id = data.get("id") or fixed_id(company.id, "expense", number)
    lines = [_line(company, line, entry_id, index) for index, line in enumerate(_line_words(data))]
    amount = cents(data["amount"]) if "amount" in data and "lines" in data else sum(line["amount"] for line in lines)
    date = moment_of(_with_time(data.get("date") or stamp(now)))
    foreign = data.get("supplierAmount") or {}
    currency = data.get("currency") or company.currency
    status = data.get("exportStatus") or ("QUEUED" if data.get("queued", True) else "NOT_EXPORTED")
    invoice = data.get("invoice")
    return {
        "id": entry_id,
        "type": data.get("type", "card_purchase"),
        "subType": data.get("subType"),
        "date": stamp(date),
        "performedAt": stamp(date - timedelta(hours=26)),
        "settledAt": stamp(date) if data.get("settled", True) else None,
        "currency": currency,
        "amount": amount,
        "supplierCurrency": foreign.get("currency", currency),
        "supplierAmount": cents(foreign["amount"]) if foreign else amount,
        "lines": lines,
        "supplier": _supplier(data.get("supplier")),
        "user": _person(company, data.get("user")),
        "team": _team(company, data.get("team")),
        "note": data.get("note"),
        "attendees": data.get("attendees"),
        "invoice": invoice,
        "vendor": data.get("vendor"),
        "bookkeeping": data.get("bookkeeping"),
        "reconciliationId": data.get("reconciliationId") or f"{date.year % 100:02d}{number:05d}",
        "reconciledEntries": data.get("reconciledEntries"),
        "servicePeriod": data.get("servicePeriod"),
        "receipts": [
            make_receipt(receipt, entry_id, index, stamp(date))
            for index, receipt in enumerate(data.get("receipts") or [])
        ],
        "item": data.get("item") or {},
        "omit": list(data.get("omit") or []),
        "exportStatus": status,
        "createdAt": stamp(date),
        "updatedAt": stamp(now),
        "deletedAt": None,
    }


def _line_words(data: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    if "lines" not in data:
        return [{name: data[name] for name in LINE_MEMBERS if name in data}]
    lines: list[Mapping[str, Any]] = data["lines"]
    for line in lines:
        if unknown := set(line) - LINE_MEMBERS:
            raise ValueError(f"unknown members of a line: {', '.join(sorted(unknown))}")
    return lines


def _line(company: PleoCompany, words: Mapping[str, Any], entry_id: str, index: int) -> JsonMap:
    tax = _references(words.get("tax"))
    known = company.data["profile"].get("rates", {})
    rate_text = words.get("rate") or next((known[name] for name in tax if name in known), None)
    rate = Decimal(str(rate_text)) if rate_text is not None else None
    net = cents(words["net"]) if words.get("net") is not None else None
    if words.get("amount") is not None:
        gross = cents(words["amount"])
    elif net is not None and rate is not None:
        reverse = any(name in company.data["profile"].get("reverse", ()) for name in tax)
        gross = net if reverse else net + share(net, rate)
    elif net is not None and not tax:
        gross = net
    else:
        raise ValueError("a line needs an amount, or a net and a tax with a known rate")
    tags = words.get("tags")
    return {
        "id": fixed_id(entry_id, "line", index),
        "amount": gross,
        "net": net,
        "taxAmount": cents(words["taxAmount"]) if words.get("taxAmount") is not None else None,
        "rate": str(rate) if rate is not None else None,
        "account": _references(words.get("account")),
        "tax": tax,
        "tags": [_tag(tag) for tag in tags] if tags is not None else None,
    }


def _references(words: Any) -> list[str]:
    """Read what is meant: a number, a name, an object with several of them, or a list, the surest first."""
    if words is None:
        return []
    if isinstance(words, list):
        return [str(word) for word in words]
    if isinstance(words, Mapping):
        return [str(words[name]) for name in ("number", "name", "id") if words.get(name)]
    return [str(words)]


def _tag(words: Any) -> list[str]:
    """Read ``"class:Boutique"`` or ``{"group": "class", "name": "Boutique"}``; the group may be left out."""
    if isinstance(words, Mapping):
        return [str(words.get("group", "")), str(words["name"])]
    group, colon, name = str(words).partition(":")
    return [group, name] if colon else ["", group]


def _supplier(words: Any) -> JsonMap | None:
    if words is None:
        return None
    given = dict(words) if isinstance(words, Mapping) else {"name": str(words)}
    members = ("name", "code", "account", "categoryCode", "country", "taxIdentifier")
    return {name: given.get(name) for name in members}


def _person(company: PleoCompany, words: Any) -> str | None:
    if words is None:
        return None
    for person in company.data["employees"]:
        if words in (person["id"], f"{person['firstName']} {person['lastName']}"):
            return str(person["id"])
    raise ValueError(f"nobody is called {words}")


def _team(company: PleoCompany, words: Any) -> str | None:
    if words is None:
        return None
    for team in company.data["teams"]:
        if words in (team["id"], team["name"]):
            return str(team["id"])
    raise ValueError(f"no team is called {words}")


_TYPES = {
    "pdf": "application/pdf",
    "png": "image/png",
    "jpeg": "image/jpeg",
    "heic-like": "image/heic",
    "text": "text/plain",
    "docx-like": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
EXTENSIONS = {
    "application/pdf": "pdf",
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/heic": "heic",
    "text/plain": "txt",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
}


def make_receipt(words: Mapping[str, Any] | str, entry_id: str, index: int, created: str) -> JsonMap:
    """Return a complete receipt; its id depends on the entry and ``index`` alone. Raises ValueError for an unknown kind."""
    given = {"kind": words} if isinstance(words, str) else dict(words)
    kind = given.get("kind", "raw" if "base64" in given else "pdf")
    if kind not in KINDS:
        raise ValueError(f"unknown kind of receipt {kind}")
    mime = given.get("type") or _TYPES.get(kind, "application/pdf")
    identifier = fixed_id(entry_id, "receipt", index)
    return {
        "id": identifier,
        "kind": kind,
        "type": mime,
        "name": given.get("name") or f"{identifier}.{EXTENSIONS.get(mime, 'bin')}",
        "createdAt": created,
        **{name: given[name] for name in ("base64", "size", "pool", "seconds", "location", "bytes") if name in given},
    }


def _with_time(text: str) -> str:
    return text if "T" in text else f"{text}T11:00:00Z"
