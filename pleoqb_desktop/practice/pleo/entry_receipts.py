"""Receipts of accounting entries: listed, read, searched, with links of the moment."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from werkzeug import Response

from pleoqb_desktop.practice.pleo.answers import data_answer, json_answer, not_found
from pleoqb_desktop.practice.pleo.calls import Call
from pleoqb_desktop.practice.pleo.company import JsonMap
from pleoqb_desktop.practice.pleo.entry_search import entry_of
from pleoqb_desktop.practice.pleo.pages import ordered, page
from pleoqb_desktop.practice.pleo.schema import FLAG, UUID, choice, list_of, record

FILE_TYPE = choice("EMBED", "ORIGINAL", "THUMBNAIL", "PREVIEW")
MIME_TYPES = (
    "application/pdf", "application/postscript", "application/xml", "image/jpeg", "image/png", "image/heic", "image/heif",
    "image/gif", "text/xml",
)  # fmt: skip
SOURCE = choice(
    "APP_SHARE", "BOLT", "CAMERA", "CASHBACK", "EMAIL_FETCHING", "EMAIL_FETCHING_BATCHED", "EMAIL_FORWARDING",
    "GENERATED_RECEIPT", "LOST_RECEIPT", "ROGER", "STOREBOX", "STRIPE", "TRAVELPERK", "USER",
)  # fmt: skip
RECEIPT_SEARCH = record(
    includeDeleted=FLAG.needed,
    accountingEntryIds=list_of(UUID),
    employeeIds=list_of(UUID),
    fileType=FILE_TYPE,
    mimeType=list_of(choice("unknown", *MIME_TYPES)),
    source=list_of(SOURCE),
)


def _show_receipt(call: Call, entry: JsonMap, receipt: JsonMap) -> JsonMap:
    address, size = call.links(receipt, call.now)
    return {
        "id": receipt["id"],
        "accountingEntryId": entry["id"],
        "createdAt": receipt["createdAt"],
        "fileType": "ORIGINAL",
        "mimeType": receipt["type"] if receipt["type"] in MIME_TYPES else "unknown",
        "sizeInBytes": size,
        "source": "CAMERA",
        "url": f"{call.base}{address}",
    }


def _receipt_rows(call: Call, entries: Iterable[JsonMap]) -> list[tuple[int, tuple[JsonMap, JsonMap]]]:
    pairs = ((entry, receipt) for entry in entries for receipt in entry["receipts"])
    return ordered(list(enumerate(pairs, 1)), call.page, lambda pair, key: _receipt_value(call, pair[1], key))


def _receipt_value(call: Call, receipt: JsonMap, key: str) -> Any:
    return call.links(receipt, call.now)[1] if key == "size" else receipt[key]


def _receipt_page(call: Call, entries: Iterable[JsonMap]) -> Response:
    return json_answer(page(_receipt_rows(call, entries), call.page, lambda pair: _show_receipt(call, *pair)))


def list_receipts(call: Call) -> Response:
    """Pages of one entry's receipts, 10 by default, with links of this moment."""
    entry = entry_of(call)
    originals = call.query.get("file_type", ["ORIGINAL"])[0] == "ORIGINAL"
    sources = call.query.get("source", ["CAMERA"])
    return _receipt_page(call, [entry] if originals and "CAMERA" in sources else [])


def read_receipt(call: Call) -> Response:
    """One receipt."""
    entry = entry_of(call)
    for receipt in entry["receipts"]:
        if receipt["id"] == call.ids["receiptId"]:
            return data_answer(_show_receipt(call, entry, receipt))
    raise not_found("receipt")


def search_receipts(call: Call) -> Response:
    """Pages of receipts of several entries."""
    call.check_company_or_organization()
    words = call.body
    wanted = {identifier.lower() for identifier in words.get("accountingEntryIds", ())}
    people = {identifier.lower() for identifier in words.get("employeeIds", ())}
    if wanted:
        entries = [entry for identifier in wanted if (entry := call.company.entries.get(identifier)) is not None]
        entries.sort(key=lambda entry: entry["seq"])
    else:
        entries = list(call.company.entries.values())
    chosen = [
        entry
        | {"receipts": [r for r in entry["receipts"] if not words.get("mimeType") or r["type"] in words["mimeType"]]}
        for entry in entries
        if (words["includeDeleted"] or entry["deletedAt"] is None) and (not people or entry["user"] in people)
    ]
    originals = words.get("fileType", "ORIGINAL") == "ORIGINAL" and "CAMERA" in words.get("source", ["CAMERA"])
    return _receipt_page(call, chosen if originals else [])
