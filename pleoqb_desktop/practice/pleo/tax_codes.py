"""Pleo's tax codes (pleo.md 8): create, read, update, delete, search."""

from __future__ import annotations

from werkzeug import Response

from pleoqb_desktop.practice.pleo.answers import (
    bad_request,
    conflict,
    data_answer,
    empty_answer,
    json_answer,
    not_found,
    stamp,
)
from pleoqb_desktop.practice.pleo.calls import Call, Route
from pleoqb_desktop.practice.pleo.company import JsonMap, PleoCompany, new_id, rows_of, shown
from pleoqb_desktop.practice.pleo.pages import PageRules, page
from pleoqb_desktop.practice.pleo.schema import FLAG, NUMBER, TEXT, UUID, choice, list_of, record

TYPE = choice("inclusive", "exclusive", "reverse")
WRITE = record(
    archived=FLAG.needed,
    companyId=UUID.needed,
    name=TEXT.needed,
    rate=NUMBER.needed,
    type=TYPE.needed,
    code=TEXT.or_null,
    ingoingTaxAccount=TEXT.or_null,
    outgoingTaxAccount=TEXT.or_null,
)
SEARCH = record(archived=FLAG, code=TEXT, taxCodeIds=list_of(UUID), type=TYPE)
MEMBERS = ("archived", "name", "rate", "type", "code", "ingoingTaxAccount", "outgoingTaxAccount")


def make_tax_code(company: PleoCompany, words: JsonMap, at: str) -> JsonMap:
    """Keep a new tax code."""
    row = {
        "id": new_id(),
        "companyId": company.id,
        "accountingIntegrationSystem": None,
        "createdAt": at,
        "updatedAt": at,
        **{name: words.get(name) for name in MEMBERS},
    }
    return company.add("tax_codes", row)


def _check(call: Call, own_id: str | None = None) -> None:
    call.own_company(call.body["companyId"])
    if call.body["type"] == "exclusive":
        raise bad_request("tax codes of type exclusive are not currently supported")
    if not 0 <= call.body["rate"] < 1:
        raise bad_request("rate is a fraction: 0.20 means 20 %")
    if not call.body["name"]:
        raise bad_request("name must not be empty")
    # uniqueness of the code is UNVERIFIED (pleo.md 8): the stricter reading refuses a second one
    code = call.body.get("code")
    taken = (row for row in call.company.tax_codes.values() if row["code"] == code and row["id"] != own_id)
    if code is not None and any(taken):
        raise conflict("A tax code with the same code exists")


def create(call: Call) -> Response:
    """A new tax code; the status of success is not published, 201 by custom."""
    _check(call)
    return data_answer(shown(make_tax_code(call.company, call.body, stamp(call.now))), 201)


def _tax_code(call: Call) -> JsonMap:
    code = call.company.tax_codes.get(call.ids["taxCodeId"])
    if code is None:
        raise not_found("tax code")
    return code


def read(call: Call) -> Response:
    """One tax code."""
    return data_answer(shown(_tax_code(call)))


def update(call: Call) -> Response:
    """Replace all members."""
    code = _tax_code(call)
    _check(call, code["id"])
    code |= {name: call.body.get(name) for name in MEMBERS} | {"updatedAt": stamp(call.now)}
    call.company.forget_lookups()
    return data_answer(shown(code))


def delete(call: Call) -> Response:
    """Only what no entry uses (UNVERIFIED; the stricter reading)."""
    code = _tax_code(call)
    lines = (line for entry in call.company.entries.values() for line in entry["lines"])
    if any(call.company.tax_code_for(line["tax"]) is code for line in lines):
        raise conflict("The tax code is linked to accounting entries; archive it")
    call.company.remove("tax_codes", code["id"])
    return empty_answer(204)


def search(call: Call) -> Response:
    """Pages of tax codes, archived ones too unless filtered."""
    call.check_company(required=True)
    words = call.body
    rows = [
        row
        for row in call.company.tax_codes.values()
        if all(name not in words or row[name] == words[name] for name in ("archived", "code", "type"))
        and ("taxCodeIds" not in words or row["id"] in words["taxCodeIds"])
    ]
    return json_answer(page(rows_of(rows), call.page, shown))


_COMPANY = frozenset({"company_id"})
ROUTES = (
    Route("POST", "/v0/tax-codes", create, "tax-codes:write", WRITE),
    Route("POST", "/v0/tax-codes:search", search, "tax-codes:read", SEARCH, _COMPANY, PageRules("tax-codes")),
    Route("GET", "/v0/tax-codes/<id:taxCodeId>", read, "tax-codes:read"),
    Route("PUT", "/v0/tax-codes/<id:taxCodeId>", update, "tax-codes:write", WRITE),
    Route("DELETE", "/v0/tax-codes/<id:taxCodeId>", delete, "tax-codes:write"),
)
