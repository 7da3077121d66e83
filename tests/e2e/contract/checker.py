"""Holds every request that the program sends against this project's own contract; the contract is JSON beside this file."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from pleoqb_desktop.services.http.exchange import Answer, Call
from pleoqb_desktop.services.http.transport import Transport

HERE = Path(__file__).parent
_NUMBER_OR_NAME = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_ENTITIES = {
    name.lower(): name
    for name in (
        "Purchase", "Bill", "VendorCredit", "BillPayment", "Deposit", "Transfer", "JournalEntry", "Vendor", "Account",
    )
} | {"creditcardpayment": "CreditCardPaymentTxn"}  # fmt: skip


@dataclass(frozen=True)
class Sent:
    """A request as it left: `what` is METHOD PATH at Pleo, or the entity's JSON name at QuickBooks."""

    service: str
    what: str
    body: Any


@dataclass
class Record:
    """Everything that was sent."""

    sent: list[Sent] = field(default_factory=list)

    def violations(self) -> list[str]:
        """What stands against the contract, in words."""
        return [f"{one.service} {one.what}: {wrong}" for one in self.sent for wrong in against_contract(one)]


@cache
def contract(service: str) -> Mapping[str, Any]:
    """The contract of a service."""
    found: Mapping[str, Any] = json.loads((HERE / f"{service}.json").read_text("utf-8"))
    return found


def _multiple_of(_validator: Any, step: Any, value: Any, _schema: Any) -> Iterator[jsonschema.ValidationError]:
    if isinstance(value, Decimal | int) and not isinstance(value, bool) and Decimal(value) % Decimal(str(step)):
        yield jsonschema.ValidationError(f"{value} is no multiple of {step}")


_TYPES = jsonschema.Draft202012Validator.TYPE_CHECKER.redefine(
    "number", lambda _checker, value: isinstance(value, Decimal | int) and not isinstance(value, bool)
)
Validator = jsonschema.validators.extend(
    jsonschema.Draft202012Validator, {"multipleOf": _multiple_of}, type_checker=_TYPES
)


@cache
def _validator(service: str, what: str) -> Any:
    known = contract(service)
    if service == "quickbooks":
        return Validator({"$defs": known["$defs"], "$ref": f"#/$defs/{what}"}) if what in known["$defs"] else None
    return Validator(known["requests"][what]) if known["requests"].get(what) is not None else None


_JUDGED: dict[tuple[str, str, bytes], list[str]] = {}
"""What is wrong with requests that were looked at already: the houses of most tests send the same ones."""


def against_contract(one: Sent) -> list[str]:
    """What is wrong with a request."""
    written = json.dumps(one.body, default=repr)  # a Decimal is no text that looks like it
    key = (one.service, one.what, sha256(written.encode()).digest())
    if key not in _JUDGED:
        _JUDGED[key] = _judged(one)
    return _JUDGED[key]


def _judged(one: Sent) -> list[str]:
    if one.service == "pleo" and one.what not in contract("pleo")["requests"]:
        return ["is no request of the contract"]
    validator = _validator(one.service, one.what)
    if validator is None:
        return [] if one.body is None and one.service == "pleo" else ["has a body that the contract does not know"]
    return [f"{'/'.join(map(str, error.path))}: {error.message[:200]}" for error in validator.iter_errors(one.body)]


def requests_in(call: Call) -> Iterator[Sent]:
    """What a call asks for: one thing, or the members of a batch or an upload. Queries hold no payload."""
    if call.path.startswith("/v3/company/"):
        yield from _at_quickbooks(call)
    else:
        path = _NUMBER_OR_NAME.sub("{}", call.path)
        yield Sent("pleo", f"{call.method} {path}", _json(call.body) if call.body is not None else None)


def _at_quickbooks(call: Call) -> Iterator[Sent]:
    route = call.path.split("/")[4:]
    if call.method == "GET" or route == ["query"]:
        return
    if route == ["upload"]:
        content = call.body().read()
        for found in re.finditer(rb'file_metadata_\d+".*?\r\n\r\n(.*?)\r\n--', content, re.DOTALL):
            yield Sent("quickbooks", "Attachable", _json(found.group(1)))
        return
    body = _json(call.body)
    if route == ["batch"]:
        for item in body["BatchItemRequest"]:
            yield from (
                Sent("quickbooks", name, item[name]) for name in item if name not in {"bId", "operation", "Query"}
            )
    elif ("operation", "delete") in call.params:
        yield Sent("quickbooks", "removal", body)
    elif "Id" not in body:
        yield Sent("quickbooks", _ENTITIES.get(route[0], route[0]), body)


def _json(body: Any) -> Any:
    return json.loads(body, parse_float=Decimal)


def watch(monkeypatch: pytest.MonkeyPatch) -> Record:
    """Records every request of every program from now on."""
    record = Record()
    once = Transport._once

    def recording(transport: Transport, call: Call, header: str, cancel: Any) -> Answer:
        record.sent.extend(requests_in(call))
        return once(transport, call, header, cancel)

    monkeypatch.setattr(Transport, "_once", recording)
    return record
