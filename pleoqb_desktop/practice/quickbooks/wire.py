"""How QuickBooks' answers and uploads look on the wire: JSON numbers, XML, fault envelopes, multipart; decides nothing."""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from werkzeug.sansio.multipart import Data, Epilogue, Field, File, MultipartDecoder, NeedData

from pleoqb_desktop.practice.quickbooks.faults import Complaint, Refusal

Row = dict[str, Any]

XML_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
NAMESPACE = "http://schema.intuit.com/finance/v3"
_ATTRIBUTES = ("domain", "sparse", "status", "startPosition", "maxResults", "totalCount", "bId", "time", "type")


@dataclass(frozen=True, slots=True)
class Part:
    """One part of an upload."""

    name: str
    file_name: str
    content_type: str
    data: bytes


def loads(text: bytes) -> Any:
    """Read a JSON body, numbers with a point as decimals. Raises ValueError (UnicodeDecodeError for invalid UTF-8)."""
    return json.loads(text.decode("utf-8"), parse_float=Decimal, parse_constant=_no_constant)


def _no_constant(name: str) -> None:
    raise ValueError(name)


def dumps(data: Any) -> str:
    """Write JSON with amounts as numbers."""
    return json.dumps(data, default=_number, ensure_ascii=False, separators=(",", ":"))


def _number(value: Any) -> Any:
    if isinstance(value, Decimal):
        # the shortest text of the double is the decimal itself up to 15 digits, more than any amount has
        return int(value) if value == value.to_integral_value() and not value.as_tuple().exponent else float(value)
    raise TypeError(type(value).__name__)


def stamp(moment: datetime) -> str:
    """Write the ``time`` of an answer."""
    return moment.isoformat(timespec="milliseconds")


def fault(refusal: Refusal) -> Row:
    """Return the Fault of a refusal (quickbooks.md 3.1)."""
    return {"Error": [_error(item) for item in refusal.complaints], "type": refusal.kind}


def _error(item: Complaint) -> Row:
    return {"Message": item.message, "Detail": item.detail, "code": item.code, "element": item.element}


def lower_case_fault(refusal: Refusal, moment: datetime) -> Row:
    """Return the lower-case spelling that comes now and then for ordinary errors."""
    errors = [{"message": item.message, "detail": item.detail, "code": item.code} for item in refusal.complaints]
    return {
        "fault": {"error": errors, "type": refusal.kind},
        "batchItemResponse": [],
        "attachableResponse": [],
        "time": int(moment.timestamp() * 1000),
        "cdcresponse": [],
    }


def gateway_fault(status: int, code: str, message: str, detail: str, kind: str, moment: datetime) -> Row:
    """Return a fault of the gateway before the accounting service."""
    text = f"message={message}; errorCode={code.zfill(6)}; statusCode={status}"
    return {
        "warnings": None,
        "intuitObject": None,
        "fault": {"error": [{"message": text, "detail": detail, "code": code, "element": None}], "type": kind},
        "report": None,
        "queryResponse": None,
        "batchItemResponse": [],
        "attachableResponse": [],
        "syncErrorResponse": None,
        "requestId": None,
        "time": int(moment.timestamp() * 1000),
        "status": None,
        "cdcresponse": [],
    }


def xml(data: Row) -> str:
    """Write an answer as XML, which is what comes without ``Accept: application/json``."""
    body = {name: value for name, value in data.items() if name != "time"}
    time = str(data.get("time", ""))
    inner = "".join(_element(name, value) for name, value in body.items())
    return f'{XML_HEAD}<IntuitResponse time="{time}" xmlns="{NAMESPACE}">{inner}</IntuitResponse>'


def _element(name: str, value: Any) -> str:
    if isinstance(value, list):
        return "".join(_element(name, item) for item in value)
    if value is None:
        return ""
    if not isinstance(value, dict):
        return f"<{name}>{escape(_plain(value))}</{name}>"
    if "value" in value and set(value) <= {"value", "name", "type"}:
        marks = "".join(f" {member}={quoteattr(str(value[member]))}" for member in ("name", "type") if member in value)
        return f"<{name}{marks}>{escape(str(value['value']))}</{name}>"
    marks, inner = "", ""
    for member, item in value.items():
        if (member in _ATTRIBUTES and not isinstance(item, dict | list)) or (
            member in ("code", "element") and "Message" in value
        ):
            marks += f" {member}={quoteattr(_plain(item))}"
        else:
            inner += _element(member, item)
    return f"<{name}{marks}>{inner}</{name}>"


def _plain(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def parts(body: bytes, boundary: str) -> list[Part]:
    """Take a multipart body apart; base64 contents are decoded. Raises ValueError when it is none."""
    decoder = MultipartDecoder(boundary.encode("latin-1"), max_form_memory_size=None, max_parts=None)
    decoder.receive_data(body)
    decoder.receive_data(None)
    found: list[Part] = []
    head: Field | File | None = None
    data = bytearray()
    while True:
        event = decoder.next_event()
        if isinstance(event, Epilogue | NeedData):
            return found
        if isinstance(event, Field | File):
            head, data = event, bytearray()
        elif isinstance(event, Data) and head is not None:
            data += event.data
            if not event.more_data:
                found.append(_part(head, bytes(data)))


def _part(head: Field | File, data: bytes) -> Part:
    if head.headers.get("Content-Transfer-Encoding", "").lower() == "base64":
        try:
            data = base64.b64decode(data, validate=False)
        except binascii.Error as error:
            raise ValueError(str(error)) from error
    name = head.filename if isinstance(head, File) else None
    return Part(head.name or "", name or "", head.headers.get("Content-Type", ""), data)


def loads_plain(text: str) -> Any:
    """Read our own JSON back as data of plain numbers."""
    return json.loads(text)
