"""The chart of accounts at practice Pleo."""

from __future__ import annotations

import pytest

from tests.e2e.practice.pleo.calls import account, company_id, search_accounts
from tests.e2e.practice.server_fixture import Practice


def create(practice: Practice, **changes: object) -> dict[str, object]:
    answer = practice.pleo("POST", "/v1/chart-of-accounts", account(practice, **changes))
    assert answer.status == 201, answer.body
    data: dict[str, object] = answer.json()["data"]
    return data


def test_creating_is_201_then_200_for_the_same_and_409_for_another(practice: Practice) -> None:
    made = create(practice)
    again = practice.pleo("POST", "/v1/chart-of-accounts", account(practice))
    assert again.status == 200
    assert again.json()["data"]["id"] == made["id"]
    assert practice.pleo("POST", "/v1/chart-of-accounts", account(practice, name="Autre")).status == 409
    assert len(practice.dump()["accounts"]) == 1


def test_a_batch_creates_what_it_can_and_gives_reasons_for_the_rest(practice: Practice) -> None:
    create(practice, externalId="1")
    items = [
        {"externalId": "1", "name": "a", "archived": False},
        {"externalId": "2", "name": "b", "archived": False, "code": "6"},
        {"externalId": "", "name": "", "archived": False, "code": "c" * 256},
        {"externalId": "x" * 256, "name": "n" * 256, "archived": False},
    ]
    answer = practice.pleo("POST", "/v1/chart-of-accounts/batch", {"companyId": company_id(practice), "items": items})
    assert answer.status == 201
    data = answer.json()["data"]
    assert [row["externalId"] for row in data["created"]] == ["2"]
    assert [failed["reasons"] for failed in data["failed"]] == [
        ["EXTERNAL_ID_ALREADY_EXISTS"],
        ["EXTERNAL_ID_EMPTY", "NAME_EMPTY", "CODE_TOO_LONG"],
        ["EXTERNAL_ID_TOO_LONG", "NAME_TOO_LONG"],
    ]
    assert data["failed"][0]["request"] == items[0]


@pytest.mark.parametrize("count", [0, 1001])
def test_a_batch_holds_1_to_1000_items(practice: Practice, count: int) -> None:
    items = [{"externalId": str(n), "name": "a", "archived": False} for n in range(count)]
    answer = practice.pleo("POST", "/v1/chart-of-accounts/batch", {"companyId": company_id(practice), "items": items})
    assert answer.status == 400


def test_an_update_replaces_and_refuses_what_cannot_change(practice: Practice) -> None:
    path = f"/v1/chart-of-accounts/{create(practice)['id']}"
    changed = practice.pleo("PUT", path, {"name": "Pleo", "archived": True}).json()["data"]
    assert (changed["name"], changed["code"], changed["archived"]) == ("Pleo", None, True)
    assert practice.pleo("PUT", path, {"name": "Pleo", "archived": True, "externalId": "36"}).status == 400
    assert practice.pleo("PUT", path, {"name": "Pleo"}).status == 400


def test_an_update_needs_a_tax_code_that_pleo_knows(practice: Practice) -> None:
    path = f"/v1/chart-of-accounts/{create(practice)['id']}"
    words = {"name": "Pleo", "archived": False, "taxCodeExternalId": "2"}
    assert practice.pleo("PUT", path, words).status == 400
    practice.pleo_control("seed", {"tax_codes": [{"code": "2", "name": "TVA 20 %", "rate": 0.2}]})
    assert practice.pleo("PUT", path, words).status == 200


def test_deleting_needs_an_account_that_nothing_uses(practice: Practice) -> None:
    unused, used = create(practice), create(practice, externalId="25", name="Farines", code="601100")
    assert practice.pleo("DELETE", f"/v1/chart-of-accounts/{used['id']}").status == 409
    assert practice.pleo("DELETE", f"/v1/chart-of-accounts/{unused['id']}").status == 204
    assert practice.pleo("DELETE", f"/v1/chart-of-accounts/{unused['id']}").status == 404
    assert practice.pleo("GET", f"/v1/chart-of-accounts/{unused['id']}").status == 404


def test_a_contra_account_cannot_be_deleted(practice: Practice) -> None:
    made = create(practice)
    practice.pleo_control("contra-account", {"id": made["id"]})
    assert practice.pleo("DELETE", f"/v1/chart-of-accounts/{made['id']}").status == 409


def test_searching_needs_the_company_and_both_flags(practice: Practice) -> None:
    words = {"companyId": company_id(practice), "excludeIfAssignedToCategory": False}
    assert practice.pleo("POST", "/v1/chart-of-accounts:search", words).status == 400


def test_searching_filters(practice: Practice) -> None:
    create(practice)
    create(practice, externalId="36", name="Caisse", code="530000", archived=True)
    create(practice, externalId="25", name="Farines", code="601100")
    practice.pleo_control("contra-account", {"code": "512100"})

    def found(**filters: object) -> set[str]:
        return {row["externalId"] for row in search_accounts(practice, **filters).json()["data"]}

    assert found() == {"35", "36", "25"}
    assert found(archived=None) == {"35", "36", "25"}
    assert found(archived=True) == {"36"}
    assert found(codes=["512100", "530000"]) == {"35", "36"}
    assert found(externalId="25") == {"25"}
    assert found(name="Caisse") == {"36"}
    assert found(excludeIfAssignedToContraAccount=True) == {"36", "25"}
    assert found(excludeIfAssignedToCategory=True) == {"35", "36"}
