"""Who may ask practice Pleo, what for, how often, and in which form."""

from __future__ import annotations

import pytest

from tests.e2e.practice.pleo.calls import account, company_id, error, search_accounts
from tests.e2e.practice.server_fixture import Practice, basic, request, running_practice

KEY = "practice-key-fr-7Qm2xV9tLr4sKd8WnB3pZc6Y"


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Authorization": f"Bearer {KEY}"},
        {"Authorization": basic(KEY, "a password")},
        {"Authorization": basic("no such key")},
        {"Authorization": basic("")},
        {"Authorization": "Basic ###"},
    ],
)
def test_only_basic_with_the_key_and_no_password_is_let_in(practice: Practice, headers: dict[str, str]) -> None:
    assert error(request(practice.address, "GET", "/pleo/v1/introspect", headers=headers)) == (401, "UNAUTHORIZED")


def test_introspection_names_company_and_scopes_of_the_key(practice: Practice) -> None:
    data = practice.pleo("GET", "/v1/introspect").json()["data"]
    assert data["authMethod"] == "API_KEY"
    assert data["subjectURN"] == f"urn:pleo:company:{company_id(practice)}"
    assert "export-items:read" in data["scope"].split()


def test_a_revoked_key_is_refused(practice: Practice) -> None:
    practice.pleo_control("key", {"revoked": True})
    assert error(practice.pleo("GET", "/v1/introspect")) == (401, "UNAUTHORIZED")


def test_a_missing_scope_is_refused_and_named(practice: Practice) -> None:
    practice.pleo_control("key", {"remove": ["accounts:write"]})
    answer = practice.pleo("POST", "/v1/chart-of-accounts", account(practice))
    assert error(answer) == (403, "FORBIDDEN")
    assert "accounts:write" in answer.json()["message"]
    assert search_accounts(practice).status == 200


@pytest.mark.parametrize(
    ("method", "path", "scope"),
    [
        ("GET", "/v3/export-jobs", "export-jobs:read"),
        ("GET", "/v0/tag-groups?company_id={company}", "tag-groups:read"),
        ("GET", "/v1/companies", "companies:read"),
        ("GET", "/v2/employees", "users:read"),
    ],
)
def test_each_family_has_its_scope(practice: Practice, method: str, path: str, scope: str) -> None:
    path = path.format(company=company_id(practice))
    assert practice.pleo(method, path).status == 200
    practice.pleo_control("key", {"remove": [scope]})
    assert practice.pleo(method, path).status == 403


def test_a_key_reaches_only_its_own_company() -> None:
    with running_practice(("FR", "GB")) as practice:
        other = company_id(practice, "GB")
        assert practice.pleo("GET", f"/v3/export-jobs?company_id={other}").status == 403
        assert practice.pleo("POST", "/v1/chart-of-accounts", account(practice, companyId=other)).status == 403
        assert practice.pleo("GET", f"/v1/companies/{other}").status == 403


def test_a_further_key_of_the_same_company_works(practice: Practice) -> None:
    practice.pleo_control("key", {"new": "another-key", "scopes": ["users:read"]})
    answer = request(practice.address, "GET", "/pleo/v1/introspect", headers={"Authorization": basic("another-key")})
    assert answer.json()["data"]["scope"] == "users:read"


def test_the_601st_request_of_a_minute_is_refused_until_the_minute_is_over() -> None:
    with running_practice(limits=True) as practice:
        answers = [practice.pleo("GET", "/v1/introspect").status for _ in range(601)]
        assert answers == [200] * 600 + [429]
        practice.control("conditions", {"retry_after": 7})
        assert practice.pleo("GET", "/v1/introspect").headers["retry-after"] == "7"
        practice.control("clock", {"advance": 61})
        assert practice.pleo("GET", "/v1/introspect").status == 200


def test_without_limits_nothing_is_counted_against_the_key(practice: Practice) -> None:
    assert {practice.pleo("GET", "/v1/introspect").status for _ in range(610)} == {200}


@pytest.mark.parametrize(
    "content_type", ["application/json", "application/json;charset=UTF-8", "application/json; charset=utf-8"]
)
def test_both_json_content_types_are_taken(practice: Practice, content_type: str) -> None:
    headers = {"Content-Type": content_type}
    assert practice.pleo("POST", "/v1/chart-of-accounts", account(practice), headers=headers).status == 201


def test_other_content_types_are_refused(practice: Practice) -> None:
    answer = practice.pleo("POST", "/v1/chart-of-accounts", account(practice), headers={"Content-Type": "text/plain"})
    assert answer.status == 415


def test_answers_carry_the_documented_content_types(practice: Practice) -> None:
    assert practice.pleo("GET", "/v1/introspect").headers["content-type"] == "application/json;charset=UTF-8"
    assert search_accounts(practice).headers["content-type"] == "application/json"


@pytest.mark.parametrize(
    "changes",
    [
        {"externalId": ""},
        {"externalId": "x" * 256},
        {"externalId": None},
        {"externalId": 35},
        {"name": "x" * 256},
        {"code": "x" * 256},
        {"archived": "no"},
        {"companyId": "not a uuid"},
        {"unknown": 1},
    ],
)
def test_bodies_are_checked_against_the_contract(practice: Practice, changes: dict[str, object]) -> None:
    assert practice.pleo("POST", "/v1/chart-of-accounts", account(practice, **changes)).status == 400
    assert practice.dump()["accounts"] == []


def test_a_missing_member_is_named(practice: Practice) -> None:
    words = account(practice)
    del words["archived"]
    answer = practice.pleo("POST", "/v1/chart-of-accounts", words)
    assert answer.status == 400
    assert "archived" in answer.json()["message"]


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b'"text"'])
def test_what_is_no_json_object_is_refused(practice: Practice, body: bytes) -> None:
    assert practice.pleo("POST", "/v1/chart-of-accounts", body).status == 400


def test_unknown_query_parameters_are_refused(practice: Practice) -> None:
    answer = practice.pleo("GET", f"/v3/export-jobs?companyId={company_id(practice)}")
    assert answer.status == 400
    assert "companyId" in answer.json()["message"]


def test_unknown_paths_and_methods_get_json_errors(practice: Practice) -> None:
    assert practice.pleo("GET", "/v9/nothing").status == 404
    assert practice.pleo("DELETE", "/v1/introspect").status == 405
    assert practice.pleo("GET", "/v3/export-jobs/not-a-uuid").status == 400
