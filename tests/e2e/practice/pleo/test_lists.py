"""Tax codes, tag groups, tags and vendors at practice Pleo."""

from __future__ import annotations

from typing import Any

import pytest

from tests.e2e.practice.pleo.calls import company_id
from tests.e2e.practice.server_fixture import Practice


def tax_code(practice: Practice, **changes: Any) -> dict[str, Any]:
    words = {
        "companyId": company_id(practice),
        "name": "TVA 20 %",
        "rate": 0.2,
        "type": "inclusive",
        "archived": False,
        "code": "2",
    }
    return words | changes


def group(practice: Practice, code: str = "qbo-class", **changes: Any) -> str:
    words = {"code": code, "name": "Classes", "archived": False} | changes
    answer = practice.pleo("POST", f"/v0/tag-groups?company_id={company_id(practice)}", words)
    assert answer.status == 200, answer.body
    return str(answer.json()["data"]["id"])


def tag(practice: Practice, group_id: str, code: str, name: str = "Boutique", *, archived: bool = False) -> Any:
    words = {"code": code, "name": name, "archived": archived}
    return practice.pleo("POST", f"/v0/tag-groups/{group_id}/tags", words)


def vendor(practice: Practice, **changes: Any) -> Any:
    words = {"companyId": company_id(practice), "name": "Minoterie Forez", "defaultCurrency": "EUR", **changes}
    return practice.pleo("POST", "/v1/vendors", words)


def test_tax_codes_are_created_updated_and_searched(practice: Practice) -> None:
    made = practice.pleo("POST", "/v0/tax-codes", tax_code(practice)).json()["data"]
    path = f"/v0/tax-codes/{made['id']}"
    assert practice.pleo("PUT", path, tax_code(practice, archived=True)).json()["data"]["archived"] is True
    assert practice.pleo("GET", path).json()["data"]["rate"] == 0.2

    def found(**filters: Any) -> int:
        answer = practice.pleo("POST", f"/v0/tax-codes:search?company_id={company_id(practice)}", filters)
        return len(answer.json()["data"])

    assert [found(), found(archived=False), found(code="2"), found(type="reverse")] == [1, 0, 1, 0]
    assert practice.pleo("POST", "/v0/tax-codes:search", {}).status == 400
    assert practice.pleo("DELETE", path).status == 204


@pytest.mark.parametrize(
    "changes", [{"type": "exclusive"}, {"rate": 20}, {"rate": "0.2"}, {"name": ""}, {"companyId": None}]
)
def test_wrong_tax_codes_are_refused(practice: Practice, changes: dict[str, Any]) -> None:
    assert practice.pleo("POST", "/v0/tax-codes", tax_code(practice, **changes)).status == 400


def test_a_tax_code_is_refused_when_its_code_is_taken(practice: Practice) -> None:
    assert practice.pleo("POST", "/v0/tax-codes", tax_code(practice)).status == 201
    assert practice.pleo("POST", "/v0/tax-codes", tax_code(practice)).status == 409
    assert practice.pleo("POST", "/v0/tax-codes", tax_code(practice, code=None)).status == 201


def test_a_used_tax_code_cannot_be_deleted(practice: Practice) -> None:
    practice.write_references()
    used = next(code for code in practice.dump()["tax_codes"] if code["name"] == "TVA 20 %")
    assert practice.pleo("DELETE", f"/v0/tax-codes/{used['id']}").status == 409


def test_tag_groups_need_a_company_or_an_organization_in_snake_case(practice: Practice) -> None:
    for query in ("", f"?companyId={company_id(practice)}"):
        answer = practice.pleo("GET", f"/v0/tag-groups{query}")
        assert answer.status == 400
        assert "company_id or organization_id must be provided" in answer.json()["message"]
    organization = practice.dump()["company"]["organizationId"]
    assert practice.pleo("GET", f"/v0/tag-groups?organization_id={organization}").status == 200


def test_archived_groups_are_listed_only_when_asked_for(practice: Practice) -> None:
    group(practice, archived=True)
    path = f"/v0/tag-groups?company_id={company_id(practice)}"
    assert practice.pleo("GET", path).json() == {"data": []}
    assert len(practice.pleo("GET", f"{path}&include_archived=true").json()["data"]) == 1
    assert practice.pleo("GET", f"{path}&include_archived=yes").status == 400


def test_updating_a_group_needs_metadata(practice: Practice) -> None:
    path = f"/v0/tag-groups/{group(practice)}"
    words: dict[str, Any] = {"code": "qbo-class", "name": "Classes", "archived": True}
    assert practice.pleo("PUT", path, words).status == 400
    assert practice.pleo("PUT", path, words | {"metadata": {"a": 1}}).status == 400
    assert practice.pleo("PUT", path, words | {"metadata": {}}).json()["data"]["archived"] is True


def test_a_group_code_is_unique_whatever_its_case(practice: Practice) -> None:
    group(practice)
    words = {"code": "QBO-CLASS", "name": "x", "archived": False}
    assert practice.pleo("POST", f"/v0/tag-groups?company_id={company_id(practice)}", words).status == 409


def test_tags_are_created_once_per_code(practice: Practice) -> None:
    one, two = group(practice), group(practice, "qbo-project")
    assert tag(practice, one, "A1").status == 201
    assert tag(practice, one, "a1").status == 409
    assert tag(practice, two, "A1").status == 201


def test_a_full_group_refuses_a_tag(practice: Practice) -> None:
    practice.pleo_control("settings", {"tag_limit": 2})
    one = group(practice)
    assert [tag(practice, one, code).status for code in "abc"] == [201, 201, 400]
    assert tag(practice, one, "d", archived=True).status == 201


def test_tags_are_updated_archived_in_bulk_and_searched(practice: Practice) -> None:
    one = group(practice)
    ids = [tag(practice, one, code, f"Tag {code}").json()["data"]["id"] for code in "abc"]
    assert practice.pleo("PUT", f"/v0/tags/{ids[0]}", {"code": "b", "archived": False}).status == 409
    assert practice.pleo("PUT", f"/v0/tags/{ids[0]}", {"code": "a", "name": "Nouveau", "archived": False}).status == 200
    words = {"companyId": company_id(practice), "tagIds": ids[1:], "archived": True}
    assert len(practice.pleo("POST", "/v0/tags/archive", words).json()["data"]) == 2
    assert practice.pleo("POST", "/v0/tags/archive", words | {"tagIds": []}).status == 400
    assert practice.pleo("POST", "/v0/tags/archive", words | {"tagIds": ids * 34}).status == 400

    def found(**filters: Any) -> set[str]:
        answer = practice.pleo("POST", f"/v0/tags:search?company_id={company_id(practice)}", filters)
        return {row["code"] for row in answer.json()["data"]}

    assert found() == {"a"}
    assert found(includeArchived=True) == {"a", "b", "c"}
    assert found(archived=True, includeArchived=False) == {"b", "c"}
    assert found(includeArchived=True, textSearch="nouv") == {"a"}
    assert found(tagGroupIds=[one], tagIds=[ids[0]]) == {"a"}
    listed = practice.pleo("GET", f"/v0/tag-groups/{one}/tags?include_archived=true").json()["data"]
    assert len(listed) == 3


def test_tags_and_groups_can_be_removed(practice: Practice) -> None:
    one = group(practice)
    ids = [tag(practice, one, code).json()["data"]["id"] for code in "abc"]
    assert practice.pleo("GET", f"/v0/tags/{ids[0]}").json()["data"]["code"] == "a"
    assert practice.pleo("DELETE", f"/v0/tags/{ids[0]}").status == 204
    assert practice.pleo("GET", f"/v0/tags/{ids[0]}").status == 404
    words = {"companyId": company_id(practice), "tagIds": ids[:2]}
    assert practice.pleo("DELETE", "/v0/tags", words).status == 404
    assert practice.pleo("DELETE", "/v0/tags", words | {"tagIds": [ids[1].upper()]}).status == 204
    assert [row["id"] for row in practice.dump()["tags"]] == ids[2:]
    assert practice.pleo("GET", f"/v0/tag-groups/{one}").json()["data"]["id"] == one
    assert practice.pleo("DELETE", f"/v0/tag-groups/{one}").status == 204
    assert practice.pleo("GET", f"/v0/tag-groups/{one}").status == 404
    assert practice.dump()["tags"] == []


def test_usage_counts_the_expenses_of_each_tag(practice: Practice) -> None:
    practice.write_references()
    practice.pleo_control("expenses", method="DELETE")
    practice.pleo_control(
        "expenses",
        [
            {"amount": "1.00", "tags": ["class:Fournil"]},
            {"amount": "2.00", "tags": ["class:Fournil", "class:Boutique"]},
        ],
    )
    dumped = practice.dump()
    names = {row["id"]: row["name"] for row in dumped["tags"]}
    classes = next(row["id"] for row in dumped["tag_groups"] if row["code"] == "qbo-class")
    usages = practice.pleo("GET", f"/v0/tag-groups/{classes}/usage").json()["data"]["usages"]
    assert {names[usage["id"]]: usage["count"] for usage in usages} == {"Fournil": 2, "Boutique": 1}


def test_old_data_may_hold_the_same_code_twice(practice: Practice) -> None:
    tags = [{"code": "1", "name": "Boutique"}, {"code": "1", "name": "Vieux", "archived": True}]
    practice.pleo_control("seed", {"tag_groups": [{"code": "qbo-class", "name": "Classes", "tags": tags}]})
    assert [row["code"] for row in practice.dump()["tags"]] == ["1", "1"]


def test_a_vendor_from_the_books_is_active_and_one_without_id_a_draft(practice: Practice) -> None:
    assert vendor(practice, externalId="21").json()["data"]["state"] == "ACTIVE"
    assert vendor(practice, name="Neu").json()["data"]["state"] == "DRAFT"
    assert vendor(practice, externalId="21").status == 409
    assert vendor(practice, defaultCurrency="EURO").status == 400


def test_vendors_are_archived_activated_updated_and_searched(practice: Practice) -> None:
    made = vendor(practice, code="21").json()["data"]
    path = f"/v1/vendors/{made['id']}"

    def states() -> list[str]:
        answer = practice.pleo("POST", f"/v1/vendors:search?company_id={company_id(practice)}", {})
        return [row["state"] for row in answer.json()["data"]]

    assert practice.pleo("POST", f"{path}:archive").status == 204
    assert states() == ["ARCHIVED"]
    assert practice.pleo("POST", f"{path}:activate", {}).status == 400
    assert practice.pleo("POST", f"{path}:activate", {"externalId": "21"}).status == 204
    assert states() == ["ACTIVE"]
    words = {"companyId": company_id(practice), "defaultCurrency": "EUR", "name": "Forez", "externalId": "21"}
    assert practice.pleo("PUT", path, words).status == 400
    changed = practice.pleo("PUT", path, words | {"state": "ACTIVE"}).json()["data"]
    assert (changed["name"], "code" in changed) == ("Forez", False)
    search = f"/v1/vendors:search?company_id={company_id(practice)}"
    assert len(practice.pleo("POST", search, {"externalIds": ["21"]}).json()["data"]) == 1
    assert practice.pleo("POST", search, {"states": ["DRAFT"]}).json()["data"] == []
    assert practice.pleo("POST", "/v1/vendors:search", {}).status == 400
