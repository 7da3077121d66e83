"""Pages of a list with opaque cursors, as Pleo's collections give them; knows no collection."""

from __future__ import annotations

import base64
import binascii
import json
import secrets
import zlib
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any

from pleoqb_desktop.practice.pleo.answers import bad_request

ORDERS = ("ASC", "ASC_NULLS_FIRST", "ASC_NULLS_LAST", "DESC", "DESC_NULLS_FIRST", "DESC_NULLS_LAST")
CAP = 100
"""Rows of a page where no maximum is published (pleo.md 2: UNVERIFIED); asking for more gives no more."""


@dataclass(frozen=True, slots=True)
class PageRules:
    """What a collection allows. ``strict_most``: a published maximum, exceeding it is refused."""

    name: str
    default: int = 100
    least: int = 0
    strict_most: int | None = None
    offset: bool = True
    keys: frozenset[str] = frozenset()
    null_cursors: bool = False
    total: bool = True


@dataclass(frozen=True, slots=True)
class PageRequest:
    """The paging part of a query, checked."""

    rules: PageRules
    limit: int
    after: str | None = None
    before: str | None = None
    offset: int | None = None
    keys: tuple[str, ...] = ()
    orders: tuple[str, ...] = ()
    parameters: Mapping[str, list[str]] = field(default_factory=dict)

    @property
    def signature(self) -> str:
        """What a cursor is bound to: the collection and the order of its rows."""
        return f"{self.rules.name} {' '.join(self.keys)} {' '.join(self.orders)}"


def page_request(query: Mapping[str, list[str]], rules: PageRules) -> PageRequest:
    """Read the paging parameters. Raises PleoError 400 for what excludes each other or is out of bounds."""
    given = [name for name in ("before", "after", "offset") if name in query]
    if len(given) > 1:
        raise bad_request(f"{' and '.join(given)} are mutually exclusive")
    if "offset" in query and not rules.offset:
        raise bad_request("offset is not supported here")
    limit = _number(query, "limit", rules.least, rules.default)
    if rules.strict_most is not None and limit > rules.strict_most:
        raise bad_request(f"limit must be at most {rules.strict_most}")
    keys, orders = tuple(query.get("sorting_keys", ())), tuple(query.get("sorting_order", ()))
    if len(keys) != len(orders):
        raise bad_request("sorting_keys and sorting_order must have the same length")
    if unknown := set(keys) - rules.keys:
        raise bad_request(f"unknown sorting keys: {', '.join(sorted(unknown))}")
    if unknown := set(orders) - set(ORDERS):
        raise bad_request(f"unknown sorting orders: {', '.join(sorted(unknown))}")
    return PageRequest(
        rules,
        min(limit, CAP),
        query["after"][0] if "after" in query else None,
        query["before"][0] if "before" in query else None,
        _number(query, "offset", 0, 0) if "offset" in query else None,
        keys,
        orders,
        {name: values for name, values in query.items() if name not in ("before", "after", "offset", "limit")},
    )


def _number(query: Mapping[str, list[str]], name: str, least: int, default: int) -> int:
    if name not in query:
        return default
    text = query[name][0]
    if not text.isascii() or not text.isdigit() or int(text) < least or len(text) > 9:
        raise bad_request(f"{name} must be a whole number of at least {least}")
    return int(text)


Row = tuple[int, Any]
"""A row with its place in the collection's own order, ascending."""


def page(rows: Sequence[Row], wanted: PageRequest, show: Callable[[Any], Any]) -> dict[str, Any]:
    """Return one page as Pleo's envelope. ``rows`` in their order; ``show`` is called for rows of the page only."""
    if wanted.after is not None:
        start = _place(rows, wanted, wanted.after, bisect_right, 1)
        stop = start + wanted.limit
    elif wanted.before is not None:
        stop = _place(rows, wanted, wanted.before, bisect_left, 0)
        start = max(0, stop - wanted.limit)
    else:
        start = min(wanted.offset or 0, len(rows))
        stop = start + wanted.limit
    chosen = rows[start:stop]
    stop = start + len(chosen)
    information: dict[str, Any] = {
        "currentRequestPagination": _echo(wanted),
        "hasNextPage": stop < len(rows),
        "hasPreviousPage": start > 0,
    }
    if chosen:
        information["startCursor"] = _cursor(wanted, chosen[0][0])
        information["endCursor"] = _cursor(wanted, chosen[-1][0])
    elif wanted.rules.null_cursors:
        # whether an empty page sends null or omits them is UNVERIFIED (pleo.md 2): both are practised
        information |= {"startCursor": None, "endCursor": None}
    if wanted.rules.total:
        information["total"] = len(rows)
    return {"data": [show(row) for _, row in chosen], "pagination": information}


def _echo(wanted: PageRequest) -> dict[str, Any]:
    echo: dict[str, Any] = {"parameters": dict(wanted.parameters), "limit": wanted.limit}
    for name in ("after", "before", "offset"):
        if (value := getattr(wanted, name)) is not None:
            echo[name] = value
    if wanted.keys:
        echo |= {"sortingKeys": list(wanted.keys), "sortingOrder": list(wanted.orders)}
    return echo


def _cursor(wanted: PageRequest, place: int) -> str:
    """Write a cursor. The random part makes every one differ, so that nobody can rely on its content."""
    content = json.dumps([place, wanted.signature, secrets.token_hex(3)]).encode()
    return base64.b32encode(zlib.crc32(content).to_bytes(4, "big") + content).decode()


def _read_cursor(wanted: PageRequest, cursor: str) -> int:
    try:
        raw = base64.b32decode(cursor)
    except binascii.Error as error:
        raise bad_request("the cursor is not one of ours") from error
    if zlib.crc32(raw[4:]) != int.from_bytes(raw[:4], "big"):
        raise bad_request("the cursor is not one of ours")
    place, signature, _ = json.loads(raw[4:])
    if signature != wanted.signature:
        raise bad_request("the cursor belongs to another list or order")
    return int(place)


def _place(rows: Sequence[Row], wanted: PageRequest, cursor: str, bisect: Callable[..., int], after: int) -> int:
    place = _read_cursor(wanted, cursor)
    if not wanted.keys:
        return bisect(rows, place, key=lambda row: row[0])
    for index, row in enumerate(rows):
        if row[0] == place:
            return index + after
    raise bad_request("the row of the cursor is gone")


def ordered(rows: Sequence[Row], wanted: PageRequest, value: Callable[[Any, str], Any]) -> list[Row]:
    """Sort rows by the keys asked for; without keys they stay as they are. Nulls are last in ASC, first in DESC."""
    result = list(rows)
    for key, order in reversed(list(zip(wanted.keys, wanted.orders, strict=True))):
        nulls_first = order.endswith("NULLS_FIRST") or order == "DESC"
        keyed = [(value(row[1], key), row) for row in result]
        filled = [pair for pair in keyed if pair[0] is not None]
        filled.sort(key=itemgetter(0), reverse=order.startswith("DESC"))
        present, absent = [row for _, row in filled], [row for found, row in keyed if found is None]
        result = absent + present if nulls_first else present + absent
    return result
