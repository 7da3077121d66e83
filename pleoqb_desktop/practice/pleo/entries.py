"""Pleo's accounting entries and their receipts (pleo.md 12): search and read; changes nothing."""

from __future__ import annotations

from typing import Any

from werkzeug import Response

from pleoqb_desktop.practice.pleo.answers import data_answer, json_answer
from pleoqb_desktop.practice.pleo.calls import Call, Route
from pleoqb_desktop.practice.pleo.company import JsonMap, rows_of
from pleoqb_desktop.practice.pleo.entry_models import show, show_core
from pleoqb_desktop.practice.pleo.entry_receipts import RECEIPT_SEARCH, list_receipts, read_receipt, search_receipts
from pleoqb_desktop.practice.pleo.entry_search import SEARCH, entry_of, matching
from pleoqb_desktop.practice.pleo.pages import PageRules, ordered, page


def _sort_value(entry: JsonMap, key: str) -> Any:
    return entry["date"] if key == "bookkeepingDate" else entry[key]


def search(call: Call) -> Response:
    """Pages of entries, 20 by default, never more than 100."""
    rows = ordered(rows_of(matching(call)), call.page, _sort_value)
    return json_answer(page(rows, call.page, lambda entry: show(call.company, entry)))


def search_core(call: Call) -> Response:
    """The same in the core model; deprecated."""
    rows = ordered(rows_of(matching(call)), call.page, _sort_value)
    return json_answer(page(rows, call.page, lambda entry: show_core(call.company, entry)))


def read(call: Call) -> Response:
    """One entry."""
    return data_answer(show(call.company, entry_of(call), single=True))


def read_core(call: Call) -> Response:
    """One entry in the core model."""
    return data_answer(show_core(call.company, entry_of(call)))


_SCOPE = "accounting-entries:read"
_EITHER = frozenset({"company_id", "organization_id"})
_KEYS = frozenset({"settledAt", "performedAt", "id", "bookkeepingDate"})


def _pages(name: str, default: int, keys: frozenset[str]) -> PageRules:
    return PageRules(name, default=default, least=1, strict_most=100, offset=False, keys=keys)


_RECEIPT_KEYS = frozenset({"createdAt", "id", "size"})
_ONE = "/v1/accounting-entries/<id:accountingEntryId>"
ROUTES = (
    Route("POST", "/v1/accounting-entries:search", search, _SCOPE, SEARCH, _EITHER, _pages("entries", 20, _KEYS)),
    Route(
        "POST", "/v1/accounting-entries/core:search", search_core, _SCOPE, SEARCH, _EITHER, _pages("core", 20, _KEYS)
    ),
    Route(
        "POST",
        "/v1/accounting-entries/receipts:search",
        search_receipts,
        _SCOPE,
        RECEIPT_SEARCH,
        _EITHER | {"partner_id"},
        _pages("receipts", 10, _RECEIPT_KEYS),
    ),
    Route("GET", _ONE, read, _SCOPE, query=frozenset({"include_deleted"})),
    Route("GET", f"{_ONE}/core", read_core, _SCOPE, query=frozenset({"include_deleted", "include_hidden"})),
    Route(
        "GET",
        f"{_ONE}/receipts",
        list_receipts,
        _SCOPE,
        query=frozenset({"source", "file_type"}),
        paging=_pages("receipts-of-entry", 10, _RECEIPT_KEYS),
    ),
    Route("GET", f"{_ONE}/receipts/<id:receiptId>", read_receipt, _SCOPE, query=frozenset({"file_type"})),
)
