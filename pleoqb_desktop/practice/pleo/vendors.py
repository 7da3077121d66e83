"""Pleo's vendors (pleo.md 9): create, read, update, activate, archive, search; states DRAFT, ACTIVE, ARCHIVED."""

from __future__ import annotations

from werkzeug import Response

from pleoqb_desktop.practice.pleo.answers import conflict, data_answer, empty_answer, json_answer, not_found, stamp
from pleoqb_desktop.practice.pleo.calls import Call, Route
from pleoqb_desktop.practice.pleo.company import JsonMap, PleoCompany, new_id, rows_of, shown
from pleoqb_desktop.practice.pleo.pages import PageRules, page
from pleoqb_desktop.practice.pleo.schema import COUNTRY, CURRENCY, TEXT, UUID, Member, choice, list_of, record

STATE = choice("DRAFT", "ACTIVE", "ARCHIVED")
_VENDOR: dict[str, Member] = {
    "companyId": UUID.needed,
    "defaultCurrency": CURRENCY.needed,
    "name": TEXT.needed,
    "code": TEXT,
    "country": COUNTRY,
    "registrationNumber": TEXT,
    "taxRegistrationNumber": TEXT,
}
CREATE = record(externalId=TEXT, **_VENDOR)
UPDATE = record(externalId=TEXT.needed, state=STATE.needed, **_VENDOR)
ACTIVATE = record(externalId=TEXT.needed, code=TEXT)
_TEXTS = list_of(TEXT, 0, 100)
SEARCH = record(
    accountingSystems=_TEXTS,
    codes=_TEXTS,
    countries=list_of(COUNTRY, 0, 100),
    externalIds=_TEXTS,
    ids=list_of(UUID, 0, 100),
    name=TEXT,
    states=list_of(STATE, 0, 4),
    taxRegistrationNumbers=_TEXTS,
)
MEMBERS = ("code", "externalId", "country", "defaultCurrency", "name", "registrationNumber", "taxRegistrationNumber")


def make_vendor(company: PleoCompany, words: JsonMap, at: str) -> JsonMap:
    """Keep a new vendor: ACTIVE when it comes with an id or code of the accounting system, else DRAFT (UNVERIFIED)."""
    known = words.get("externalId") or words.get("code")
    row = {"id": new_id(), "companyId": company.id, "state": words.get("state") or ("ACTIVE" if known else "DRAFT")}
    row |= {name: words[name] for name in MEMBERS if words.get(name) is not None}
    return company.add("vendors", row | {"createdAt": at, "updatedAt": at})


def _refuse_taken(call: Call, own_id: str | None = None) -> None:
    for member in ("externalId", "code"):
        wanted = call.body.get(member)
        rows = (row for row in call.company.vendors.values() if row["id"] != own_id)
        if wanted and any(row.get(member) == wanted for row in rows):
            raise conflict(f"a vendor with the same {member} exists")


def create(call: Call) -> Response:
    """201, or 409 when the id or code is taken."""
    call.own_company(call.body["companyId"])
    _refuse_taken(call)
    return data_answer(shown(make_vendor(call.company, call.body, stamp(call.now))), 201)


def _vendor(call: Call) -> JsonMap:
    vendor = call.company.vendors.get(call.ids["id"])
    if vendor is None:
        raise not_found("vendor")
    return vendor


def read(call: Call) -> Response:
    """One vendor."""
    return data_answer(shown(_vendor(call)))


def update(call: Call) -> Response:
    """A full put: members that are missing become absent."""
    vendor = _vendor(call)
    call.own_company(call.body["companyId"])
    _refuse_taken(call, vendor["id"])
    for name in MEMBERS:
        vendor.pop(name, None)
    vendor |= {name: call.body[name] for name in MEMBERS if name in call.body}
    vendor |= {"state": call.body["state"], "updatedAt": stamp(call.now)}
    call.company.forget_lookups()
    return data_answer(shown(vendor))


def activate(call: Call) -> Response:
    """Acknowledge that the vendor now exists in the accounting system."""
    vendor = _vendor(call)
    vendor |= call.body | {"state": "ACTIVE", "updatedAt": stamp(call.now)}
    call.company.forget_lookups()
    return empty_answer(204)


def archive(call: Call) -> Response:
    """Archive a vendor."""
    vendor = _vendor(call)
    vendor |= {"state": "ARCHIVED", "updatedAt": stamp(call.now)}
    call.company.forget_lookups()
    return empty_answer(204)


def search(call: Call) -> Response:
    """Pages of vendors, all states unless filtered."""
    call.check_company(required=True)
    words = call.body
    lists = {
        "codes": "code",
        "countries": "country",
        "externalIds": "externalId",
        "ids": "id",
        "states": "state",
        "taxRegistrationNumbers": "taxRegistrationNumber",
        "accountingSystems": "accountingSystem",
    }
    rows = [
        row
        for row in call.company.vendors.values()
        if all(not words.get(name) or row.get(member) in words[name] for name, member in lists.items())
        and ("name" not in words or row["name"] == words["name"])
    ]
    return json_answer(page(rows_of(rows), call.page, shown))


ROUTES = (
    Route("POST", "/v1/vendors", create, "vendors:write", CREATE),
    Route(
        "POST", "/v1/vendors:search", search, "vendors:read", SEARCH, frozenset({"company_id"}), PageRules("vendors")
    ),
    Route("GET", "/v1/vendors/<id:id>", read, "vendors:read"),
    Route("PUT", "/v1/vendors/<id:id>", update, "vendors:write", UPDATE),
    Route("POST", "/v1/vendors/<id:id>:activate", activate, "vendors:write", ACTIVATE),
    Route("POST", "/v1/vendors/<id:id>:archive", archive, "vendors:write"),
)
