"""What an accountant does in QuickBooks' web product, outside the API's restrictions: settings, lists, matching, deleting."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

from pleoqb_desktop.practice.quickbooks import editing, engine, feed
from pleoqb_desktop.practice.quickbooks.company import TRANSACTIONS, Company, exact
from pleoqb_desktop.practice.quickbooks.faults import Refusal

Row = dict[str, Any]


KNOWN = frozenset(
    {
        "company_info", "preferences", "create", "update", "edit", "void", "delete", "merge_vendors", "mark_matched", "bank_feed",
        "alter_next", "fail_next",
    }
)  # fmt: skip


def change(company: Company, data: Row) -> Row:
    """Apply a change and return what was made: ``{"created": {"Account": ["64"]}}``.

    Members: ``company_info`` and ``preferences`` (merged; a month is closed by ``BookCloseDate`` and reopened by ``None``),
    ``create``, ``update``, ``edit`` (a person's words, see ``editing``), ``void``, ``delete`` (by entity, one object or Id, or
    a list of them), ``merge_vendors`` (``{"from", "into"}``, Ids), ``mark_matched`` (entity: Id), ``bank_feed`` (see ``feed``),
    ``alter_next`` (members that QuickBooks changes silently in the next created transaction), ``fail_next`` (``{"code",
    "entity", "detail", "skip", "times"}``: the next writes of an entity through the API fail, inside a batch or upload too).
    A person may write into closed books. Raises ValueError for anything else and for what even an accountant cannot do.
    """
    try:
        return _changed(company, data)
    except Refusal as refused:
        raise ValueError(f"refused: {refused}") from refused
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"unknown or misshapen: {error!r}") from error


def _changed(company: Company, data: Row) -> Row:
    if unknown := set(data) - KNOWN:
        raise ValueError(f"unknown changes: {', '.join(sorted(unknown))}")
    for member, entity in (("company_info", "CompanyInfo"), ("preferences", "Preferences")):
        if member in data:
            _settle(company, entity, data[member])
    created: dict[str, list[str]] = {}
    for entity, row in _each(data.get("create", {})):
        created.setdefault(entity, []).append(_create(company, entity, row))
    for entity, row in _each(data.get("update", {})):
        _update(company, entity, row)
    for entity, words in _each(data.get("edit", {})):
        editing.edit(company, entity, words)
    for entity, id_ in _each(data.get("void", {})):
        editing.void(company, entity, str(id_))
    for words in _list(data.get("merge_vendors", [])):
        editing.merge_vendors(company, str(words["from"]), str(words["into"]))
    for entity, id_ in _each(data.get("delete", {})):
        company.erase(entity, str(id_))
    for entity, id_ in _each(data.get("mark_matched", {})):
        company.matched.append(f"{entity}:{id_}")
    for entity, id_ in feed.arrive(company, data.get("bank_feed")):
        created.setdefault(entity, []).append(id_)
    company.alterations += [exact(item) for item in _list(data.get("alter_next", []))]
    company.failures += [dict(item) for item in _list(data.get("fail_next", []))]
    return {"created": created}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _each(changes: Row) -> Iterator[tuple[str, Any]]:
    for name, value in changes.items():
        entity = engine.entity_of(name)
        if entity is None:
            raise ValueError(f"unknown entity {name}")
        for item in _list(value):
            yield entity, item


def _settle(company: Company, entity: str, data: Row) -> None:
    row = copy.deepcopy(company.rows[entity]["1"])
    change_ = copy.deepcopy(data)
    for holder, path in ((row, change_), (row.get("OtherPrefs", {}), change_.get("OtherPrefs", {}))):
        pairs = path.pop("NameValue", None) if isinstance(path, dict) else None
        for pair in pairs or []:
            _set_pair(holder.setdefault("NameValue", []), pair)
    engine.merge(row, exact(change_))
    for group in row.values():
        if isinstance(group, dict):
            for name in [name for name, value in group.items() if value is None]:
                del group[name]
    company.store(entity, row)
    if company.multi_currency and not company.rows["CompanyCurrency"]:
        for code in company.seed["exchange_rates"]:
            company.store(
                "CompanyCurrency",
                {"Id": company.next_id("CompanyCurrency"), "Code": code, "Name": code, "Active": True},
            )


def _set_pair(pairs: list[Row], pair: Row) -> None:
    for item in pairs:
        if item["Name"] == pair["Name"]:
            item["Value"] = pair["Value"]
            return
    pairs.append(dict(pair))


def _create(company: Company, entity: str, data: Row) -> str:
    if entity in TRANSACTIONS:
        return str(engine.write(company, entity, exact(data), editing.PERSON)["Id"])
    row = exact(copy.deepcopy(data))
    row.setdefault("Active", True)
    row["Id"] = str(row.get("Id") or company.next_id(entity))
    company.store(entity, row)
    return str(row["Id"])


def _update(company: Company, entity: str, data: Row) -> None:
    old = company.rows[entity][str(data["Id"])]
    if entity in TRANSACTIONS:
        change_ = exact(data) | {"SyncToken": old["SyncToken"], "sparse": True}
        if entity == "Purchase":
            change_.setdefault("PaymentType", old["PaymentType"])
        engine.write(company, entity, change_, editing.PERSON)
        return
    row = copy.deepcopy(old)
    engine.merge(row, exact({name: value for name, value in data.items() if name != "Id"}))
    company.store(entity, row)
