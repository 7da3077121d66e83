"""The form of JSON objects: readers by kind, and shapes compiled from a line of words; knows no entity."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from pleoqb_desktop.practice.quickbooks.faults import Complaint, length, missing, unsupported

Row = dict[str, Any]
Reader = Callable[[str, Any, list[Complaint]], Any]

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_AMOUNT_LIMIT = Decimal(10) ** 10
"""Amounts hold up to ten digits before the point and five behind (quickbooks.md 12.2)."""


def _text(limit: int | None) -> Reader:
    def read(name: str, value: Any, found: list[Complaint]) -> Any:
        if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
            found.append(unsupported(name))
            return None
        text = str(value)
        if limit is not None and len(text) > limit:
            found.append(length(name, limit, len(text)))
        return text

    return read


def _decimal(name: str, value: Any, found: list[Complaint]) -> Any:
    if isinstance(value, int | Decimal | str) and not isinstance(value, bool):
        try:
            number = Decimal(value)
        except InvalidOperation:
            number = Decimal("NaN")
        if number.is_finite() and abs(number) < _AMOUNT_LIMIT:
            return number
    found.append(unsupported(name))
    return None


def _boolean(name: str, value: Any, found: list[Complaint]) -> Any:
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.lower() in ("true", "false"):
        return value.lower() == "true"
    found.append(unsupported(name))
    return None


def _date(name: str, value: Any, found: list[Complaint]) -> Any:
    if isinstance(value, str) and _DATE.match(value):
        try:
            return date.fromisoformat(value[:10]).isoformat()
        except ValueError:
            pass
    found.append(unsupported(name))
    return None


def _any(_name: str, value: Any, _found: list[Complaint]) -> Any:
    return value


def _refused(name: str, _value: Any, found: list[Complaint]) -> Any:
    found.append(unsupported(name))


def _enum(values: str) -> Reader:
    allowed = values.split("|")

    def read(name: str, value: Any, found: list[Complaint]) -> Any:
        if value not in allowed:
            found.append(unsupported(name, f"value {value} of {name}"))
        return value

    return read


def _reference(name: str, value: Any, found: list[Complaint]) -> Any:
    if not isinstance(value, dict) or set(value) - {"value", "name", "type"}:
        found.append(unsupported(name))
        return None
    id_ = value.get("value")
    if isinstance(id_, bool) or not isinstance(id_, str | int | None):
        found.append(unsupported(name))
        return None
    if id_ in (None, ""):
        return None
    reference = {"value": str(id_)}
    for member in ("name", "type"):
        if value.get(member):
            reference[member] = str(value[member])
    return reference


class Shape:
    """The form of one JSON object: readers by member, required members, members that are read only and dropped."""

    def __init__(self, members: str, *, required: str = "", dropped: str = "", refused: str = "") -> None:
        """Compile ``members`` (``Name:kind`` separated by blanks) once, so that a check is a walk over the payload."""
        self.readers: dict[str, Reader] = {}
        for item in members.split():
            name, _, kind = item.partition(":")
            self.readers[name] = _reader(kind or "ref")
        for name in refused.split():
            self.readers[name] = _refused
        self.dropped = frozenset(dropped.split())
        self.required = tuple(required.split())

    def read(self, payload: Any, found: list[Complaint], name: str = "") -> Row:
        """Return the payload with true types: decimals, text ids, ``None`` for what was sent empty."""
        if not isinstance(payload, Mapping):
            found.append(unsupported(name or "body"))
            return {}
        row: Row = {}
        for member, value in payload.items():
            reader = self.readers.get(member)
            if member in self.dropped:
                continue
            if reader is None:
                found.append(unsupported(member))
            elif value is None or value == "":
                row[member] = None
            else:
                row[member] = reader(member, value, found)
        return row

    def lacking(self, row: Row) -> list[Complaint]:
        """Return a complaint for every required member that is not there (several come in one fault)."""
        return [missing(name) for name in self.required if row.get(name) in (None, [])]


def _object(shape: Shape) -> Reader:
    def read(name: str, value: Any, found: list[Complaint]) -> Any:
        row = shape.read(value, found, name)
        return {member: content for member, content in row.items() if content is not None}

    return read


def _list(reader: Reader) -> Reader:
    def read(name: str, value: Any, found: list[Complaint]) -> Any:
        if not isinstance(value, list):
            found.append(unsupported(name))
            return None
        return [reader(name, item, found) for item in value]

    return read


def _reader(kind: str) -> Reader:
    if kind.startswith("["):
        return _list(_reader(kind[1:-1]))
    if kind.startswith("@"):
        return _object(OBJECTS[kind[1:]])
    if kind.startswith("="):
        return _enum(kind[1:].replace("~", " "))
    if kind.startswith("text"):
        return _text(int(kind[4:]) if kind[4:] else None)
    return {
        "ref": _reference,
        "dec": _decimal,
        "bool": _boolean,
        "date": _date,
        "any": _any,
    }[kind]


OBJECTS: dict[str, Shape] = {}
"""Shapes of nested objects by the name that `@Name` means, defined before what holds them."""
