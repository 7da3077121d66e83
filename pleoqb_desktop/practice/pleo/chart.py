"""Pleo's chart of accounts (pleo.md 6): create, batch, read, update, delete, search."""

from __future__ import annotations

from typing import Any

from werkzeug import Response

from pleoqb_desktop.practice.pleo.answers import (
    PLAIN_JSON,
    bad_request,
    conflict,
    data_answer,
    empty_answer,
    json_answer,
    not_found,
)
from pleoqb_desktop.practice.pleo.calls import Call, Route
from pleoqb_desktop.practice.pleo.company import JsonMap, PleoCompany, new_id, rows_of, shown
from pleoqb_desktop.practice.pleo.pages import PageRules, page
from pleoqb_desktop.practice.pleo.schema import FLAG, FREE, TEXT, UUID, Member, list_of, record, text

_ACCOUNT: dict[str, Member] = {
    "archived": FLAG.needed,
    "name": text(0, 255).needed,
    "code": text(0, 255).or_null,
    "metadata": FREE.or_null,
    "taxCodeExternalId": TEXT.or_null,
}
CREATE = record(companyId=UUID.needed, externalId=text(1, 255).needed, **_ACCOUNT)
UPDATE = record(**_ACCOUNT)
# Lengths are not checked here: the batch reports them item by item, with reasons.
BATCH = record(
    companyId=UUID.needed,
    items=list_of(
        record(
            externalId=TEXT.needed,
            archived=FLAG.needed,
            name=TEXT.needed,
            code=TEXT.or_null,
            metadata=FREE.or_null,
            taxCodeExternalId=TEXT.or_null,
        ),
        1,
        1000,
    ).needed,
)
SEARCH = record(
    companyId=UUID.needed,
    excludeIfAssignedToCategory=FLAG.needed,
    excludeIfAssignedToContraAccount=FLAG.needed,
    archived=FLAG.or_null,
    code=TEXT.or_null,
    codes=list_of(TEXT).or_null,
    externalId=TEXT.or_null,
    ids=list_of(UUID).or_null,
    name=TEXT.or_null,
)


def _answer(account: JsonMap, status: int = 200) -> Response:
    return data_answer(shown(account), status, content_type=PLAIN_JSON)


def make_account(company: PleoCompany, words: JsonMap) -> JsonMap:
    """Keep a new account. ``words``: the members of a create request or batch item."""
    return company.add(
        "accounts",
        {
            "id": new_id(),
            "companyId": company.id,
            "externalId": words["externalId"],
            "name": words["name"],
            "code": words.get("code"),
            "archived": words["archived"],
            "metadata": words.get("metadata"),
            "taxCodeExternalId": words.get("taxCodeExternalId"),
        },
    )


def create(call: Call) -> Response:
    """201 new; 200 the same account is there; 409 another one has the externalId (which is when: UNVERIFIED)."""
    call.own_company(call.body["companyId"])
    existing = call.company.accounts_by_external_id.get(call.body["externalId"])
    if existing is None:
        return _answer(make_account(call.company, call.body), 201)
    if any(existing[name] != call.body.get(name) for name in _ACCOUNT):
        raise conflict("An account with the same externalId exists")
    return _answer(existing)


def create_batch(call: Call) -> Response:
    """Create what can be created; the rest comes back with reasons, nothing is rolled back."""
    call.own_company(call.body["companyId"])
    created: list[JsonMap] = []
    failed: list[JsonMap] = []
    for item in call.body["items"]:
        reasons = _batch_reasons(call.company, item)
        if reasons:
            failed.append({"request": item, "reasons": reasons})
        else:
            created.append(shown(make_account(call.company, item)))
    return data_answer({"created": created, "failed": failed}, 201, content_type=PLAIN_JSON)


def _batch_reasons(company: PleoCompany, item: JsonMap) -> list[str]:
    found = {
        "EXTERNAL_ID_ALREADY_EXISTS": item["externalId"] in company.accounts_by_external_id,
        "EXTERNAL_ID_TOO_LONG": len(item["externalId"]) > 255,
        "EXTERNAL_ID_EMPTY": not item["externalId"],
        "NAME_TOO_LONG": len(item["name"]) > 255,
        "NAME_EMPTY": not item["name"],
        "CODE_TOO_LONG": len(item.get("code") or "") > 255,
    }
    return [reason for reason, true in found.items() if true]


def _account(call: Call) -> JsonMap:
    account = call.company.accounts.get(call.ids["accountId"])
    if account is None:
        raise not_found("account")
    return account


def read(call: Call) -> Response:
    """One account."""
    return _answer(_account(call))


def update(call: Call) -> Response:
    """Replace name, code, archived and the rest; 400 when the tax code does not exist in Pleo."""
    account = _account(call)
    wanted = call.body.get("taxCodeExternalId")
    if wanted is not None and all(code["code"] != wanted for code in call.company.tax_codes.values()):
        raise bad_request(f"the tax code {wanted} does not exist")
    account |= {name: call.body.get(name) for name in _ACCOUNT}
    call.company.forget_lookups()
    return _answer(account)


def delete(call: Call) -> Response:
    """Only what no entry and no contra account uses."""
    account = _account(call)
    if account["id"] in _linked(call.company) | set(call.company.data["contra_accounts"].values()):
        raise conflict("The account is linked to accounting entries; archive it")
    call.company.remove("accounts", account["id"])
    return empty_answer(204)


def _linked(company: PleoCompany) -> set[str]:
    """Return the accounts that entries point to (through their categories)."""
    found = (company.account_for(line["account"]) for entry in company.entries.values() for line in entry["lines"])
    return {account["id"] for account in found if account is not None}


def search(call: Call) -> Response:
    """Pages of accounts. ``archived`` null or absent means both (UNVERIFIED but implied)."""
    words = call.body
    call.own_company(words["companyId"])
    excluded: set[str] = set()
    if words["excludeIfAssignedToContraAccount"]:
        excluded |= set(call.company.data["contra_accounts"].values())
    if words["excludeIfAssignedToCategory"]:
        excluded |= _linked(call.company)
    rows = [row for row in call.company.accounts.values() if row["id"] not in excluded and _matches(row, words)]
    return json_answer(page(rows_of(rows), call.page, shown), content_type=PLAIN_JSON)


def _matches(row: JsonMap, words: JsonMap) -> bool:
    tests: list[tuple[str, Any]] = [
        ("archived", words.get("archived")),
        ("code", words.get("code")),
        ("externalId", words.get("externalId")),
        ("name", words.get("name")),
    ]
    return (
        all(wanted is None or row[name] == wanted for name, wanted in tests)
        and (words.get("codes") is None or row["code"] in words["codes"])
        and (words.get("ids") is None or row["id"] in words["ids"])
    )


_PAGES = PageRules("chart-of-accounts", null_cursors=True)
ROUTES = (
    Route("POST", "/v1/chart-of-accounts", create, "accounts:write", CREATE),
    Route("POST", "/v1/chart-of-accounts/batch", create_batch, "accounts:write", BATCH),
    Route("POST", "/v1/chart-of-accounts:search", search, "accounts:read", SEARCH, paging=_PAGES),
    Route("GET", "/v1/chart-of-accounts/<id:accountId>", read, "accounts:read"),
    Route("PUT", "/v1/chart-of-accounts/<id:accountId>", update, "accounts:write", UPDATE),
    Route("DELETE", "/v1/chart-of-accounts/<id:accountId>", delete, "accounts:write"),
)
