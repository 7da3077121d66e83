"""Who and what the key belongs to: introspection, installation, companies, employees (pleo.md 1 and 10)."""

from __future__ import annotations

from werkzeug import Response

from pleoqb_desktop.practice.pleo.answers import (
    PleoError,
    bad_request,
    data_answer,
    empty_answer,
    json_answer,
    not_found,
    stamp,
)
from pleoqb_desktop.practice.pleo.calls import Call, Route
from pleoqb_desktop.practice.pleo.company import JsonMap, new_id
from pleoqb_desktop.practice.pleo.pages import PageRules, page
from pleoqb_desktop.practice.pleo.schema import FREE, choice, record

APPLICATION = "7f1d9a55-0a0e-4e43-9f2c-6d3c8f0b1a11"
STATUS = choice("ACTIVATED", "INACTIVE", "AUTHORIZED", "PENDING_INTEGRATION", "ERROR")
CREATE = record(metadata=FREE, status=STATUS)
UPDATE = record(metadata=FREE, status=STATUS.needed, errorCode=choice("NOT_ENTITLED", "AUTH_ERROR"))


def introspect(call: Call) -> Response:
    """What the key is."""
    return data_answer(
        {
            "authMethod": "API_KEY",
            "clientId": f"practice-{call.company.data['profile']['country'].lower()}",
            "applicationName": "Practice API key",
            "scope": " ".join(call.key["scopes"]),
            "subjectURN": f"urn:pleo:company:{call.company.id}",
        }
    )


def _installation(call: Call) -> JsonMap:
    call.check_company()
    installation: JsonMap | None = call.company.data["installation"]
    if installation is None:
        # before the creation: 400 (the contract lists no 404)
        raise bad_request("there is no installation")
    return installation


def read_installation(call: Call) -> Response:
    """The installation, bare, without a data envelope."""
    return json_answer(_installation(call))


def create_installation(call: Call) -> Response:
    """Make it; a second creation is refused, the stricter reading of a point that is not published."""
    if call.company.data["installation"] is not None:
        raise bad_request("the installation exists already")
    at = stamp(call.now)
    call.company.data["installation"] = {
        "id": new_id(),
        "applicationId": APPLICATION,
        "resource": f"urn:pleo:company:{call.company.id}",
        "status": call.body.get("status", "AUTHORIZED"),
        "metadata": call.body.get("metadata", {}),
        "createdAt": at,
        "updatedAt": at,
    }
    return json_answer(call.company.data["installation"])


def update_installation(call: Call) -> Response:
    """Replace the status, and the metadata where it is sent."""
    installation = _installation(call)
    installation.pop("errorCode", None)
    installation |= call.body | {"updatedAt": stamp(call.now)}
    return json_answer(installation)


def activate_installation(call: Call) -> Response:
    """Set it ACTIVATED."""
    installation = _installation(call)
    installation.pop("errorCode", None)
    installation |= {"status": "ACTIVATED", "updatedAt": stamp(call.now)}
    return json_answer(installation)


def delete_installation(call: Call) -> Response:
    """Remove it."""
    if call.company.data["installation"] is None:
        raise not_found("installation")
    call.company.data["installation"] = None
    return empty_answer(204)


def _company(call: Call) -> JsonMap:
    profile = call.company.data["profile"]
    members = ("id", "name", "address", "organizationId", "registrationNumber")
    return {name: profile[name] for name in members if name in profile}


def list_companies(call: Call) -> Response:
    """The key's one company."""
    organization = call.query.get("organization_id", [call.company.data["profile"]["organizationId"]])[0]
    rows = [(1, _company(call))] if organization == call.company.data["profile"]["organizationId"] else []
    return json_answer(page(rows, call.page, lambda row: row))


def read_company(call: Call) -> Response:
    """One company; others do not exist for this key."""
    if call.ids["companyId"] != call.company.id:
        raise PleoError(403, "FORBIDDEN", "the API key belongs to another company")
    return data_answer(_company(call))


def list_employees(call: Call) -> Response:
    """Pages of employees; the filter is ``companyId`` here, not ``company_id`` (pleo.md 2)."""
    call.check_company("companyId")
    wanted = {name: call.query[name][0] for name in ("email", "code") if name in call.query}
    people = [
        person
        for person in call.company.data["employees"]
        if all(person.get(name) == value for name, value in wanted.items())
    ]
    return json_answer(page(list(enumerate(people, 1)), call.page, lambda person: person))


def read_employee(call: Call) -> Response:
    """One employee."""
    person = call.company.employee(call.ids["employeeId"])
    if person is None:
        raise not_found("employee")
    return data_answer(person)


ROUTES = (
    Route("GET", "/v1/introspect", introspect),
    Route("GET", "/v1/installations/me", read_installation, query=frozenset({"company_id"})),
    Route("POST", "/v1/installations/me", create_installation, body=CREATE),
    Route("PUT", "/v1/installations/me", update_installation, body=UPDATE),
    Route("DELETE", "/v1/installations/me", delete_installation),
    Route("POST", "/v1/installations/me:activate", activate_installation),
    Route(
        "GET",
        "/v1/companies",
        list_companies,
        "companies:read",
        query=frozenset({"organization_id"}),
        paging=PageRules("companies"),
    ),
    Route("GET", "/v1/companies/<id:companyId>", read_company, "companies:read"),
    Route(
        "GET",
        "/v2/employees",
        list_employees,
        "users:read",
        query=frozenset({"companyId", "email", "code"}),
        paging=PageRules("employees"),
    ),
    Route("GET", "/v2/employees/<id:employeeId>", read_employee, "users:read"),
)
