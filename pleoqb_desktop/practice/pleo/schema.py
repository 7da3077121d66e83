"""A small language for the request bodies of Pleo's contract, and the check of a body against it; knows no endpoint."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from pleoqb_desktop.practice.pleo.answers import PleoError, bad_request, moment_of

UUID_PATTERN = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


@dataclass(frozen=True, slots=True)
class Member:
    """What a JSON value must be. ``least`` and ``most`` bound the length of texts and lists."""

    kind: str
    required: bool = False
    nullable: bool = False
    least: int | None = None
    most: int | None = None
    choices: frozenset[str] | None = None
    pattern: str | None = None
    item: Member | None = None
    members: Mapping[str, Member] | None = None

    @property
    def needed(self) -> Member:
        """The same, but it must be present."""
        return replace(self, required=True)

    @property
    def or_null(self) -> Member:
        """The same, but null is allowed."""
        return replace(self, nullable=True)


TEXT = Member("text")
UUID = Member("uuid")
FLAG = Member("flag")
NUMBER = Member("number")
INTEGER = Member("integer")
MOMENT = Member("moment")
FREE = Member("map")
TEXT_MAP = Member("map", item=TEXT)
COUNTRY = Member("text", pattern=r"[A-Z]{2}|UNDEFINED")
CURRENCY = Member("text", least=3, most=3)


def text(least: int | None = None, most: int | None = None) -> Member:
    """Return a text with bounds on its length."""
    return Member("text", least=least, most=most)


def choice(*values: str) -> Member:
    """Return a text of a closed set."""
    return Member("text", choices=frozenset(values))


def list_of(item: Member, least: int | None = None, most: int | None = None) -> Member:
    """Return a list with bounds on its length."""
    return Member("list", item=item, least=least, most=most)


def record(**members: Member) -> Member:
    """Return an object whose members are known; others are refused, which is stricter than the contract."""
    return Member("object", required=True, members=members)


def check(value: Any, member: Member, path: str = "body") -> None:
    """Check a value of a request. Raises PleoError 400 naming the member."""
    if value is None:
        if not member.nullable:
            raise bad_request(f"{path} must not be null")
        return
    if not _KINDS[member.kind](value):
        raise bad_request(f"{path} must be of type {member.kind}")
    if member.kind in ("text", "list"):
        _check_length(value, member, path)
    if member.choices is not None and value not in member.choices:
        raise bad_request(f"{path} must be one of {', '.join(sorted(member.choices))}")
    if member.pattern is not None and re.fullmatch(member.pattern, value) is None:
        raise bad_request(f"{path} must match {member.pattern}")
    if member.members is not None:
        _check_members(value, member.members, path)
    elif member.kind == "map" and member.item is not None:
        for name, item in value.items():
            check(item, member.item, f"{path}.{name}")
    elif member.kind == "list" and member.item is not None:
        for index, item in enumerate(value):
            check(item, member.item, f"{path}[{index}]")


def _check_length(value: str | list[Any], member: Member, path: str) -> None:
    if member.least is not None and len(value) < member.least:
        raise bad_request(f"{path} must have a length of at least {member.least}")
    if member.most is not None and len(value) > member.most:
        raise bad_request(f"{path} must have a length of at most {member.most}")


def _check_members(value: Mapping[str, Any], members: Mapping[str, Member], path: str) -> None:
    missing = [name for name, member in members.items() if member.required and name not in value]
    if missing:
        raise bad_request(f"{path} lacks {', '.join(missing)}")
    unknown = [name for name in value if name not in members]
    if unknown:
        raise bad_request(f"{path} has unknown members: {', '.join(unknown)}")
    for name, item in value.items():
        check(item, members[name], f"{path}.{name}")


def uuid_of(value: str, name: str) -> str:
    """Return a UUID in lower case. Raises PleoError 400."""
    if UUID_PATTERN.fullmatch(value) is None:
        raise bad_request(f"{name} must be a UUID")
    return str(uuid.UUID(value))


def _is_moment(value: Any) -> bool:
    if not isinstance(value, str) or "T" not in value:
        return False
    try:
        moment_of(value)
    except ValueError:
        return False
    return value[-1] in "zZ" or re.search(r"[+-]\d{2}:\d{2}$", value) is not None


_KINDS: Mapping[str, Callable[[Any], bool]] = {
    "text": lambda value: isinstance(value, str),
    "uuid": lambda value: isinstance(value, str) and UUID_PATTERN.fullmatch(value) is not None,
    "flag": lambda value: isinstance(value, bool),
    "integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "number": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    "moment": _is_moment,
    "list": lambda value: isinstance(value, list),
    "object": lambda value: isinstance(value, dict),
    "map": lambda value: isinstance(value, dict),
}

__all__ = [
    "COUNTRY", "CURRENCY", "FLAG", "FREE", "INTEGER", "MOMENT", "NUMBER", "TEXT", "TEXT_MAP", "UUID", "Member", "PleoError",
    "check", "choice", "list_of", "record", "text", "uuid_of",
]  # fmt: skip
