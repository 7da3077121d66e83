"""Installation, company and employees at practice Pleo."""

from __future__ import annotations

from tests.e2e.practice.pleo.calls import company_id
from tests.e2e.practice.server_fixture import Practice

ME = "/v1/installations/me"


def test_an_installation_does_not_exist_before_it_is_made(practice: Practice) -> None:
    assert practice.pleo("GET", ME).status == 400
    assert practice.pleo("DELETE", ME).status == 404
    assert practice.pleo("POST", f"{ME}:activate").status == 400


def test_an_installation_names_the_company_and_is_not_wrapped(practice: Practice) -> None:
    made = practice.pleo("POST", ME, {"status": "PENDING_INTEGRATION", "metadata": {"by": "test"}}).json()
    assert made["resource"] == f"urn:pleo:company:{company_id(practice)}"
    assert practice.pleo("GET", f"{ME}?company_id={company_id(practice)}").json() == made
    assert practice.pleo("POST", ME, {}).status == 400


def test_an_installation_goes_through_its_states(practice: Practice) -> None:
    assert practice.pleo("POST", ME).json()["status"] == "AUTHORIZED"
    assert practice.pleo("POST", f"{ME}:activate").json()["status"] == "ACTIVATED"
    broken = practice.pleo("PUT", ME, {"status": "ERROR", "errorCode": "AUTH_ERROR"}).json()
    assert (broken["status"], broken["errorCode"]) == ("ERROR", "AUTH_ERROR")
    assert practice.pleo("PUT", ME, {"status": "BROKEN"}).status == 400
    assert "errorCode" not in practice.pleo("PUT", ME, {"status": "ACTIVATED"}).json()
    assert practice.pleo("DELETE", ME).status == 204
    assert practice.pleo("GET", ME).status == 400


def test_the_key_sees_its_company_and_its_people(practice: Practice) -> None:
    [company] = practice.pleo("GET", "/v1/companies").json()["data"]
    assert company["name"] == "Boulangerie Martin SARL"
    assert practice.pleo("GET", f"/v1/companies/{company['id']}").json()["data"] == company
    people = practice.pleo("GET", f"/v2/employees?companyId={company['id']}").json()["data"]
    assert len(people) == 5
    assert practice.pleo("GET", f"/v2/employees?code={people[1]['code']}").json()["data"] == [people[1]]
    assert practice.pleo("GET", f"/v2/employees?company_id={company['id']}").status == 400
    assert practice.pleo("GET", f"/v2/employees/{people[0]['id']}").json()["data"] == people[0]
    assert practice.pleo("GET", f"/v2/employees/{company['id']}").status == 404
