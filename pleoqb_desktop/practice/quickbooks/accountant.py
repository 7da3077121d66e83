"""What an accountant does in QuickBooks' web product, outside the API's restrictions: settings, lists, matching, deleting."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from typing import Any

from pleoqb_desktop.practice.quickbooks import engine
from pleoqb_desktop.practice.quickbooks.company import TRANSACTIONS, Company, exact
from pleoqb_desktop.practice.quickbooks.faults import Refusal

Row = dict[str, Any]


def change(company: Company, data: Row) -> Row:
    """Apply a change and return what was made: ``{"created": {"Account": ["64"]}}``.

    Members: ``company_info`` and ``preferences`` (merged), ``create``, ``update``, ``delete`` (by entity, one object or
    a list), ``mark_matched`` (entity: Id), ``alter_next`` (members that QuickBooks changes silently in the next created
    transaction), ``fail_next`` (``{"code", "entity", "detail", "skip", "times"}``: the next writes of an entity fail,
    inside a batch or upload too). Raises ValueError for anything else and for what even an accountant cannot do.
    """
    try:
        return _changed(company, data)
    except Refusal as refused:
        raise ValueError(f"refused: {refused}") from refused
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"unknown or misshapen: {error!r}") from error


def _changed(company: Company, data: Row) -> Row:
    known = {"company_info", "preferences", "create", "update", "delete", "mark_matched", "alter_next", "fail_next"}
    if unknown := set(data) - known:
        raise ValueError(f"unknown changes: {', '.join(sorted(unknown))}")
    for member, entity in (("company_info", "CompanyInfo"), ("preferences", "Preferences")):
        if member in data:
            _settle(company, entity, data[member])
    created: dict[str, list[str]] = {}
    for entity, row in _each(data.get("create", {})):
        created.setdefault(entity, []).append(_create(company, entity, row))
    for entity, row in _each(data.get("update", {})):
        _update(company, entity, row)
    for entity, id_ in _each(data.get("delete", {})):
        company.erase(entity, str(id_))
    for entity, id_ in _each(data.get("mark_matched", {})):
        company.matched.append(f"{entity}:{id_}")
    if "alter_next" in data:
        changes = data["alter_next"]
        company.alterations += [exact(item) for item in (changes if isinstance(changes, list) else [changes])]
    if "fail_next" in data:
        failures = data["fail_next"]
        company.failures += [dict(item) for item in (failures if isinstance(failures, list) else [failures])]
    return {"created": created}


def _each(changes: Row) -> Iterator[tuple[str, Any]]:
    for name, value in changes.items():
        entity = engine.entity_of(name)
        if entity is None:
            raise ValueError(f"unknown entity {name}")
        for item in value if isinstance(value, list) else [value]:
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
        return str(engine.write(company, entity, exact(data), engine.Options(allow_duplicates=True))["Id"])
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
        engine.write(company, entity, change_, engine.Options(allow_duplicates=True))
        return
    row = copy.deepcopy(old)
    engine.merge(row, exact({name: value for name, value in data.items() if name != "Id"}))
    company.store(entity, row)
