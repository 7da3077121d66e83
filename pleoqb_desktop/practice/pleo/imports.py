"""What a person does with files for Pleo's own import: categories, VAT codes and tags come into a company that has no key."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from typing import Any

from pleoqb_desktop.practice.pleo.chart import make_account
from pleoqb_desktop.practice.pleo.company import JsonMap, PleoCompany, fixed_id
from pleoqb_desktop.practice.pleo.tag_groups import make_group, make_tag
from pleoqb_desktop.practice.pleo.tax_codes import make_tax_code


def take(company: PleoCompany, data: Mapping[str, Any], at: str) -> JsonMap:
    """Take ``categories``, ``tax_codes`` (texts of files) and ``tags`` (texts by the name of their group). Return the counts."""
    categories = [_category(company, row) for row in _rows(data.get("categories", ""))]
    codes = [_tax_code(company, row, at) for row in _rows(data.get("tax_codes", ""))]
    tags = sum(_group(company, name, text, at) for name, text in (data.get("tags") or {}).items())
    return {"categories": len(categories), "tax_codes": len(codes), "tags": tags}


def _rows(text: str) -> Iterator[dict[str, str]]:
    """Return the rows by heading, without the apostrophe that keeps a spreadsheet from computing."""
    for row in csv.DictReader(io.StringIO(text)):
        yield {name: value.removeprefix("'") for name, value in row.items()}


def _category(company: PleoCompany, row: Mapping[str, str]) -> JsonMap:
    words = {"externalId": fixed_id(company.id, "import", row["Account"]), "name": row["Name"], "code": row["Account"]}
    return make_account(company, words | {"archived": False})


def _tax_code(company: PleoCompany, row: Mapping[str, str], at: str) -> JsonMap:
    kind = "reverse" if row["Reverse charge"] else "inclusive"
    words = {"name": row["Name"], "code": row["Code"], "rate": float(row["Rate"]), "type": kind, "archived": False}
    return make_tax_code(company, words, at)


def _group(company: PleoCompany, name: str, text: str, at: str) -> int:
    group = make_group(company, {"code": name, "name": name, "archived": False}, at)
    made = [
        make_tag(company, group["id"], {"name": row["Name"], "code": row["Code"], "archived": False}, at)
        for row in _rows(text)
    ]
    return len(made)
