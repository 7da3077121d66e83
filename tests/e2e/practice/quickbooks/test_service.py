"""The accounting API over HTTP: credentials, formats, throttle, replays, batches."""

from __future__ import annotations

import json
from typing import Any
from xml.etree import ElementTree as ET

import pytest

from tests.e2e.practice.quickbooks.api import REALMS, Api

NS = "{http://schema.intuit.com/finance/v3}"


def purchase(api: Api, **more: Any) -> dict[str, Any]:
    return {"PaymentType": "Cash", "AccountRef": api.ref("512000"), "Line": [api.line("625100", "10", "8")]} | more


def test_without_accept_json_the_answer_is_xml(fr: Api) -> None:
    answer = fr.call("GET", "account/20", accept="*/*")
    root = ET.fromstring(answer.text)  # noqa: S314 - our own answer
    assert answer.headers["Content-Type"].startswith("application/xml")
    assert root.find(f"{NS}Account/{NS}AcctNum").text == "512000"
    fault = ET.fromstring(fr.call("GET", "account/999", accept="*/*").text)  # noqa: S314 - our own answer
    assert fault.find(f"{NS}Fault/{NS}Error").attrib["code"] == "610"


@pytest.mark.parametrize("token", ["nonsense", "eyJ.a.b"])
def test_an_unknown_token_meets_a_lower_case_gateway_fault(fr: Api, token: str) -> None:
    answer = fr.call("GET", "account/20", token=token)
    assert (answer.status, answer.body["fault"]["error"][0]["code"]) == (401, "3200")
    assert answer.body["fault"]["type"] == "AUTHENTICATION"
    assert "Fault" not in answer.body


def test_a_token_ends_after_an_hour(fr: Api) -> None:
    fr.clock.advance(3599)
    assert fr.call("GET", "account/20").status == 200
    fr.clock.advance(2)
    assert fr.call("GET", "account/20").status == 401


def test_a_token_of_another_company_is_refused(fr: Api) -> None:
    other = fr.intuit.grant(REALMS["GB"])["access_token"]
    answer = fr.call("GET", "account/20", token=other)
    assert (answer.status, answer.body["fault"]["error"][0]["code"]) == (403, "3100")


def test_a_removed_user_is_told_so_by_the_service(fr: Api) -> None:
    fr.intuit.control({"remove_user": True})
    answer = fr.call("GET", "account/20")
    assert (answer.status, answer.codes, answer.body["Fault"]["type"]) == (401, ["120"], "AuthorizationFault")


def test_every_answer_carries_intuit_tid(fr: Api) -> None:
    for answer in (fr.call("GET", "account/20"), fr.call("GET", "account/20", token="no"), fr.call("GET", "nothing/1")):
        assert answer.headers["intuit_tid"]


def test_an_unknown_address_is_404_and_an_unknown_id_400(fr: Api) -> None:
    assert fr.call("GET", "nothing/1").status == 404
    assert fr.call("GET", "purchase/1").codes == ["610"]


@pytest.mark.parametrize("version", ["1", "75", "99"])
def test_any_minor_version_is_taken(fr: Api, version: str) -> None:
    assert fr.call("GET", f"account/20?minorversion={version}").status == 200


def test_lower_case_spelling_of_ordinary_faults(fr: Api) -> None:
    fr.conditions.change({"lower_case_faults": True})
    answer = fr.post("purchase", {})
    assert answer.status == 400
    assert answer.body["fault"]["error"][0]["code"] == "2020"
    assert isinstance(answer.body["time"], int)


def test_a_body_that_is_no_json_is_2010(fr: Api) -> None:
    headers = {"Content-Type": "application/json"}
    assert fr.call("POST", "purchase", data=b"{", headers=headers).codes == ["2010"]
    assert fr.call("POST", "purchase", data=b"[]", headers=headers).codes == ["2010"]
    broken = fr.call("POST", "purchase", data=b'{"PrivateNote":"\xff"}', headers=headers)
    assert (broken.status, broken.codes) == (500, ["2010"])


# -- requestid -----------------------------------------------------------------------------------------------------


def test_a_request_id_gives_the_first_answer_again(fr: Api) -> None:
    first = fr.post("purchase?requestid=abc", purchase(fr))
    again = fr.post("purchase?requestid=abc", purchase(fr, PrivateNote="other body"))
    assert again.body == first.body
    assert fr.query("select count(*) from Purchase") == {"totalCount": 1}


def test_request_ids_are_per_company(fr: Api) -> None:
    fr.post("purchase?requestid=abc", purchase(fr))
    gb_token = fr.intuit.grant(REALMS["GB"])["access_token"]
    fr.realm, fr.token = REALMS["GB"], gb_token
    assert fr.post("vendor?requestid=abc", {"DisplayName": "Somebody"}).body["Vendor"]["DisplayName"] == "Somebody"


def test_request_ids_can_be_ignored_for_a_test(fr: Api) -> None:
    fr.conditions.change({"ignore_request_ids": True})
    for _ in range(2):
        fr.post("purchase?requestid=abc", purchase(fr))
    assert fr.query("select count(*) from Purchase") == {"totalCount": 2}


def test_a_refused_request_is_not_remembered(fr: Api) -> None:
    assert fr.refused("purchase?requestid=abc", {}) == ["2020", "2020", "2020"]
    assert fr.post("purchase?requestid=abc", purchase(fr)).status == 200


def test_request_ids_are_forgotten_after_an_hour(fr: Api) -> None:
    fr.post("purchase?requestid=abc", purchase(fr))
    fr.clock.advance(3601)
    fr.token = fr.intuit.grant(fr.realm)["access_token"]
    fr.post("purchase?requestid=abc", purchase(fr))
    assert fr.query("select count(*) from Purchase") == {"totalCount": 2}


def test_lengths_of_request_ids(fr: Api) -> None:
    assert fr.post(f"purchase?requestid={'a' * 50}", purchase(fr)).status == 200
    assert fr.refused(f"purchase?requestid={'a' * 51}", purchase(fr)) == ["2130"]
    items = [{"bId": "a" * 10, "Query": "select * from Class"}]
    assert fr.post(f"batch?requestid={'b' * 36}", {"BatchItemRequest": items}).status == 200
    assert fr.refused(f"batch?requestid={'b' * 37}", {"BatchItemRequest": items}) == ["2130"]
    items[0]["bId"] = "a" * 11
    assert fr.refused("batch?requestid=c", {"BatchItemRequest": items}) == ["2130"]
    assert fr.post("batch", {"BatchItemRequest": items}).status == 200


# -- batch ---------------------------------------------------------------------------------------------------------


def test_a_batch_answers_item_by_item_with_faults_inside_200(fr: Api) -> None:
    answers = fr.batch(
        [
            {"bId": "1", "operation": "create", "Vendor": {"DisplayName": "Nouveau"}},
            {"bId": "2", "operation": "create", "Purchase": purchase(fr, AccountRef={"value": "999"})},
            {"bId": "3", "Query": "select * from Class"},
            {"bId": "4", "operation": "create", "Purchase": purchase(fr)},
        ]
    )
    assert [item["bId"] for item in answers] == ["1", "2", "3", "4"]
    assert answers[0]["Vendor"]["DisplayName"] == "Nouveau"
    assert answers[1]["Fault"]["Error"][0]["code"] == "2500"
    assert answers[2]["QueryResponse"]["maxResults"] == 4
    made = answers[3]["Purchase"]
    gone = fr.batch([{"bId": "1", "operation": "delete", "Purchase": {"Id": made["Id"], "SyncToken": "0"}}])
    assert gone[0]["Purchase"] == {"status": "Deleted", "domain": "QBO", "Id": made["Id"]}


def test_a_batch_holds_thirty_items_with_unique_ids(fr: Api) -> None:
    items = [{"bId": str(n), "Query": "select count(*) from Class"} for n in range(31)]
    assert fr.refused("batch", {"BatchItemRequest": items}) == ["1040"]
    assert len(fr.batch(items[:30])) == 30
    assert fr.refused("batch", {"BatchItemRequest": [items[0], items[0]]}) == ["2600"]
    assert fr.refused("batch", {"BatchItemRequest": []}) == ["2020"]
    assert fr.refused("batch", {"BatchItemRequest": [{"Query": "select * from Class"}]}) == ["2020"]


def test_a_whole_batch_is_replayed(fr: Api) -> None:
    items = [{"bId": "1", "operation": "create", "Purchase": purchase(fr)}]
    first = fr.batch(items)
    again = fr.post("batch?requestid=r", {"BatchItemRequest": items}).body
    assert again["BatchItemResponse"] != first
    assert fr.post("batch?requestid=r", {"BatchItemRequest": items}).body == again
    assert fr.query("select count(*) from Purchase") == {"totalCount": 2}


def test_a_batch_update_needs_an_id_and_an_operation_must_be_known(fr: Api) -> None:
    answers = fr.batch(
        [
            {"bId": "1", "operation": "update", "Purchase": purchase(fr)},
            {"bId": "2", "operation": "void", "Purchase": purchase(fr)},
            {"bId": "3", "operation": "create", "Nothing": {}},
        ]
    )
    assert [item["Fault"]["Error"][0]["code"] for item in answers] == ["2020", "500", "2010"]


# -- throttle ------------------------------------------------------------------------------------------------------


def test_ten_requests_a_second_and_no_retry_after() -> None:
    fr = Api("FR", limits=True)
    statuses = [fr.call("GET", "account/20") for _ in range(12)]
    assert [item.status for item in statuses].count(200) == 10
    refused = statuses[-1]
    assert (refused.status, refused.body["fault"]["error"][0]["code"]) == (429, "3001")
    assert "Retry-After" not in refused.headers
    fr.conditions.change({"retry_after": 7})
    assert fr.call("GET", "account/20").headers["Retry-After"] == "7"
    fr.clock.advance(1.1)
    assert fr.call("GET", "account/20").status == 200


def test_five_hundred_requests_a_minute() -> None:
    fr = Api("FR", limits=True)
    for _ in range(50):
        assert all(fr.call("GET", "class/5000000000000000101").status == 200 for _ in range(10))
        fr.clock.advance(1.01)
    assert fr.call("GET", "account/20").status == 429
    fr.clock.advance(15)
    assert fr.call("GET", "account/20").status == 200


def test_forty_batches_a_minute() -> None:
    fr = Api("FR", limits=True)
    body = {"BatchItemRequest": [{"bId": "1", "Query": "select * from Class"}]}
    for _ in range(40):
        assert fr.post("batch", body).status == 200
        fr.clock.advance(0.2)
    assert fr.post("batch", body).status == 429
    assert fr.call("GET", "account/20").status == 200


def test_limits_can_be_off(fr: Api) -> None:
    assert all(fr.call("GET", "account/20").status == 200 for _ in range(30))


# -- settings ------------------------------------------------------------------------------------------------------


def test_company_and_preferences(fr: Api) -> None:
    info = fr.get(f"companyinfo/{fr.realm}")["CompanyInfo"]
    assert (info["CompanyName"], info["Country"], info["CompanyAddr"]["Country"]) == (
        "Boulangerie Martin SARL",
        "FR",
        "FRA",
    )
    preferences = fr.get("preferences")["Preferences"]
    assert preferences["CurrencyPrefs"]["HomeCurrency"]["value"] == "EUR"
    assert preferences["AccountingInfoPrefs"]["UseAccountNumbers"] is True
    assert fr.query("select * from CompanyInfo")["CompanyInfo"][0]["Id"] == "1"
    assert fr.query("select * from Preferences")["Preferences"][0]["TaxPrefs"]["UsingSalesTax"] is True


def test_company_info_takes_a_sparse_update(fr: Api) -> None:
    info = fr.get(f"companyinfo/{fr.realm}")["CompanyInfo"]
    changed = fr.post("companyinfo", {"Id": "1", "SyncToken": info["SyncToken"], "sparse": True, "LegalName": "Martin"})
    assert (changed.body["CompanyInfo"]["LegalName"], changed.body["CompanyInfo"]["Country"]) == ("Martin", "FR")


def test_a_suspended_company_is_read_only(fr: Api) -> None:
    fr.change(company_info={"NameValue": [{"Name": "SubscriptionStatus", "Value": "EXPIRED"}]})
    assert fr.refused("purchase", purchase(fr)) == ["6190"]
    assert fr.call("GET", "account/20").status == 200


def test_the_entry_page_shows_postings_in_the_browsers_language(fr: Api) -> None:
    made = fr.create("Purchase", purchase(fr, PrivateNote="<b>Note</b>"))
    page = fr.client.get(f"/app/expense?txnId={made['Id']}", headers={"Accept-Language": "fr-CA"})
    text = page.get_data(as_text=True)
    assert page.status_code == 200
    assert page.headers["Content-Type"] == "text/html; charset=utf-8"
    assert "Débit" in text
    assert "&lt;b&gt;Note" in text
    assert fr.client.get("/app/expense?txnId=9").status_code == 404
    assert fr.client.get(f"/app/{fr.realm}/purchase/{made['Id']}").status_code == 200


def test_a_snapshot_brings_everything_back(fr: Api) -> None:
    made = fr.create("Purchase", purchase(fr, DocNumber="X1"))
    fr.post("purchase?requestid=abc", purchase(fr))
    saved = json.loads(json.dumps([fr.service.snapshot(), fr.intuit.snapshot()]))
    other = Api("FR")
    other.service.restore(saved[0])
    other.intuit.restore(saved[1])
    other.token = fr.token
    assert other.books() == fr.books()
    assert other.refused("purchase", purchase(other, DocNumber="x1")) == ["6140"]
    other.post("purchase?requestid=abc", purchase(other))
    assert other.query("select count(*) from Purchase") == {"totalCount": 2}
    gone = other.post("purchase?operation=delete", {"Id": made["Id"], "SyncToken": "0"})
    assert gone.status == 200
