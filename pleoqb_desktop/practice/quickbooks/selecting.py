"""Finds the rows that a parsed statement asks for, by index where one fits, as well as a query sees them (quickbooks.md 5.1)."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from pleoqb_desktop.practice.quickbooks import query, showing
from pleoqb_desktop.practice.quickbooks.company import LISTS, TRANSACTIONS, Company, fold

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Sight:
    """How well a query sees: rows as they were ``lag`` seconds ago; ``shuffled`` in an order that nobody asked for."""

    lag: float = 0.0
    shuffled: bool = False


def run(company: Company, statement: query.Statement, shown: Callable[[str, Row], Row], sight: Sight) -> Row:
    """Return the QueryResponse of a statement; an empty result has no member at all."""
    entity = statement.entity
    rows = [
        row
        for row in _seen(company, statement, sight.lag)
        if all(_meets(company, entity, row, c) for c in statement.conditions)
    ]
    if statement.count:
        return {"totalCount": len(rows)}
    if sight.shuffled:
        # no order is promised without ORDERBY; the same one each time, or pages would not fit together
        rows.sort(key=lambda row: hashlib.sha256(row["Id"].encode()).digest())
    for member, down in reversed(statement.order):
        rows.sort(key=lambda row: _sortable(company, entity, row, member), reverse=down)
    page = rows[statement.start - 1 : statement.start - 1 + statement.most]
    if not page:
        return {}
    answers = [shown(entity, row) for row in page]
    if statement.columns:
        wanted = {fold(name.partition(".")[0]) for name in statement.columns}
        answers = [{n: v for n, v in row.items() if fold(n) in wanted} | {"sparse": True} for row in answers]
    return {query.JSON_NAMES.get(entity, entity): answers, "startPosition": statement.start, "maxResults": len(answers)}


def _seen(company: Company, statement: query.Statement, lag: float) -> Iterable[Row]:
    """Return the candidates as they were ``lag`` seconds ago."""
    past = company.past.before(statement.entity, company.clock.now().timestamp() - lag) if lag else {}
    rows = [row for row in _candidates(company, statement) if row["Id"] not in past]
    old = [row for row in past.values() if row is not None]
    return rows + (_listed(statement, old) if statement.entity in LISTS else old)


def _listed(statement: query.Statement, rows: Iterable[Row]) -> list[Row]:
    """Return the active rows of a list, all of them where Active is asked for."""
    every = any(c.member == "Active" for c in statement.conditions)
    return [row for row in rows if every or row.get("Active", True)]


def _candidates(company: Company, statement: query.Statement) -> Iterable[Row]:
    """Return the rows that an index leaves, else all; list entities only active ones unless Active is asked for."""
    entity, table = statement.entity, company.rows[statement.entity]
    exact = {c.member: c.value for c in statement.conditions if c.operator == "="}
    listed = {c.member: c.value for c in statement.conditions if c.operator == "in"}
    ids: Iterable[str] | None = None
    if "Id" in exact or "Id" in listed:
        ids = [exact["Id"]] if "Id" in exact else dict.fromkeys(listed["Id"])
    elif entity in TRANSACTIONS and ("DocNumber" in exact or "DocNumber" in listed):
        numbers = [exact["DocNumber"]] if "DocNumber" in exact else dict.fromkeys(listed["DocNumber"])
        ids = [id_ for number in numbers for id_ in company.documents[entity].get(number, {})]
    elif "DisplayName" in exact and entity != "TaxAgency":
        kind, id_ = company.names.get(exact["DisplayName"], ("", ""))
        ids = [id_] if kind == entity else []
    elif "AttachableRef.EntityRef.value" in exact and "AttachableRef.EntityRef.Type" in exact:
        key = f"{exact['AttachableRef.EntityRef.Type']}:{exact['AttachableRef.EntityRef.value']}"
        ids = company.attached.get(key, {})
    rows = table.values() if ids is None else [table[id_] for id_ in ids if id_ in table]
    return _listed(statement, rows) if entity in LISTS else rows


def _member(company: Company, entity: str, row: Row, member: str) -> list[Any]:
    """Return the values of a member: none, one, or one per attached entity."""
    if member in (
        "FullyQualifiedName",
        "Classification",
        "SubAccount",
        "CurrentBalance",
        "CurrentBalanceWithSubAccounts",
        "Balance",
    ):
        return [showing.shown(company, entity, row).get(member)]
    if member == "Active":
        return [row.get("Active", True)]
    if member.startswith("AttachableRef"):
        part = "type" if member.endswith("Type") else "value"
        references = [item.get("EntityRef", {}) for item in row.get("AttachableRef", [])]
        return [reference[part] for reference in references if part in reference]
    value: Any = row
    for name in member.split("."):
        value = value.get(name) if isinstance(value, dict) else None
    return [] if value is None else [value["value"] if isinstance(value, dict) else value]


def _comparable(sort: str, value: Any) -> Any:
    if sort == "text":
        return fold(str(value))
    return query.moment(value) if sort == "time" else value


def _meets(company: Company, entity: str, row: Row, condition: query.Condition) -> bool:
    sort = query.FILTERABLE[entity][condition.member]
    found = [_comparable(sort, value) for value in _member(company, entity, row, condition.member) if value is not None]
    return any(_OPERATORS[condition.operator](value, condition.value) for value in found)


_OPERATORS: dict[str, Callable[[Any, Any], bool]] = {
    "=": lambda value, wanted: bool(value == wanted),
    "<": lambda value, wanted: bool(value < wanted),
    ">": lambda value, wanted: bool(value > wanted),
    "<=": lambda value, wanted: bool(value <= wanted),
    ">=": lambda value, wanted: bool(value >= wanted),
    "in": lambda value, wanted: value in wanted,
    "like": lambda value, wanted: wanted.fullmatch(fold(value)) is not None,
}


def _sortable(company: Company, entity: str, row: Row, member: str) -> tuple[bool, Any]:
    values = _member(company, entity, row, member)
    if not values or values[0] is None:
        return (False, "")
    return (True, _comparable(query.FILTERABLE[entity][member], values[0]))
