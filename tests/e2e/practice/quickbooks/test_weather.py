"""Unkind weather: queries that lag behind, answers in another order, batches that go on after their 504."""

# ruff: noqa: S608 - statements of QuickBooks' own language for a service in this process
from __future__ import annotations

from typing import Any

import pytest

from pleoqb_desktop.practice.conditions import GOES_ON
from pleoqb_desktop.practice.world import PracticeWorld
from tests.e2e.practice.quickbooks.api import Api
from tests.e2e.practice.quickbooks.test_attachments import part, upload
from tests.e2e.practice.server_fixture import Practice, request

Row = dict[str, Any]


def purchase(api: Api, number: int, **more: Any) -> Row:
    line = api.line("625100", f"{number}", "8")
    money = {"PaymentType": "Cash", "AccountRef": api.ref("512000")}
    return money | {"Line": [line], "DocNumber": f"N-{number}", "TxnDate": "2026-03-02"} | more


def numbers(api: Api, where: str = "") -> list[str]:
    return [row["DocNumber"] for row in api.query(f"select * from Purchase {where}").get("Purchase", [])]


class TestQueriesThatLag:
    def test_a_new_entry_is_read_by_id_at_once_and_found_later(self, fr: Api) -> None:
        fr.conditions.change({"query_lag": 5})
        made = fr.create("Purchase", purchase(fr, 1))
        assert fr.get(f"purchase/{made['Id']}")["Purchase"]["DocNumber"] == "N-1"
        wheres = ("", "where DocNumber in ('N-1')", f"where Id = '{made['Id']}'", "where TxnDate = '2026-03-02'")
        assert [numbers(fr, where) for where in wheres] == [[]] * 4
        assert fr.query("select count(*) from Purchase")["totalCount"] == 0
        assert fr.refused("purchase", purchase(fr, 1)) == ["6140"]
        fr.clock.advance(6)
        assert [numbers(fr, where) for where in wheres] == [["N-1"]] * 4

    def test_what_was_edited_or_deleted_is_still_seen_as_it_was(self, fr: Api) -> None:
        edited, deleted = (fr.create("Purchase", purchase(fr, number)) for number in (1, 2))
        fr.clock.advance(60)
        fr.conditions.change({"query_lag": 5})
        fr.change(edit={"Purchase": {"Id": edited["Id"], "number": "X"}})
        fr.change(edit={"Purchase": {"Id": edited["Id"], "number": "Y"}}, delete={"Purchase": deleted["Id"]})
        assert sorted(numbers(fr)) == ["N-1", "N-2"]
        assert numbers(fr, "where DocNumber = 'Y'") == []
        assert fr.call("GET", f"purchase/{deleted['Id']}").codes == ["610"]
        fr.clock.advance(6)
        assert numbers(fr) == ["Y"]

    def test_lists_attachables_and_queries_in_batches_lag_too(self, fr: Api) -> None:
        fr.conditions.change({"query_lag": 5})
        fr.create("Vendor", {"DisplayName": "Nouveau"})
        made = fr.create("Purchase", purchase(fr, 1))
        fr.create(
            "Attachable", {"Note": "n", "AttachableRef": [{"EntityRef": {"type": "Purchase", "value": made["Id"]}}]}
        )
        asked = [
            {"bId": "1", "Query": "select * from Vendor where DisplayName = 'Nouveau'"},
            {"bId": "2", "Query": "select * from Attachable"},
        ]
        assert [one["QueryResponse"] for one in fr.batch(asked)] == [{}, {}]
        assert fr.refused("vendor", {"DisplayName": "Nouveau"}) == ["6240"]
        fr.clock.advance(6)
        assert [len(one["QueryResponse"]) for one in fr.batch(asked)] == [3, 3]

    def test_an_inactive_name_is_still_seen_as_active(self, fr: Api) -> None:
        fr.conditions.change({"query_lag": 5})
        fr.clock.advance(60)
        fr.change(update={"Vendor": {"Id": "21", "Active": False}})
        assert fr.query("select * from Vendor where Id = '21'")["Vendor"][0]["Active"] is True
        fr.clock.advance(6)
        assert fr.query("select * from Vendor where Id = '21'") == {}


class TestAnotherOrder:
    def test_rows_without_an_order_come_in_their_own_and_pages_fit_together(self, fr: Api) -> None:
        ids = [str(fr.create("Purchase", purchase(fr, number))["Id"]) for number in range(1, 9)]
        asked = f"where Id in ({', '.join(repr(one) for one in ids)})"
        fr.conditions.change({"shuffle_rows": True})
        shuffled = numbers(fr, asked)
        assert shuffled != sorted(shuffled)
        assert sorted(shuffled) == [f"N-{number}" for number in range(1, 9)]
        assert numbers(fr, f"{asked} maxresults 3") + numbers(fr, f"{asked} startposition 4") == shuffled
        assert numbers(fr, f"{asked} orderby DocNumber") == sorted(shuffled)

    def test_answers_of_a_batch_are_told_apart_by_their_bid_alone(self, fr: Api) -> None:
        fr.conditions.change({"shuffle_answers": True})
        items = [{"bId": f"b{n}", "operation": "create", "Purchase": purchase(fr, n)} for n in (1, 2, 3)]
        answers = fr.batch(items)
        assert [one["bId"] for one in answers] == ["b3", "b1", "b2"]
        assert {one["bId"]: one["Purchase"]["DocNumber"] for one in answers} == {"b1": "N-1", "b2": "N-2", "b3": "N-3"}

    def test_answers_of_an_upload_too(self, fr: Api) -> None:
        fr.conditions.change({"shuffle_answers": True})
        names = ("a.pdf", "b.pdf", "c.pdf")
        answer = upload(fr, *(part(f"0{n}", None, name.encode(), name=name) for n, name in enumerate(names)))
        found = [one["Attachable"]["FileName"] for one in answer.body["AttachableResponse"]]
        assert found == ["c.pdf", "a.pdf", "b.pdf"]


class TestABatchThatGoesOn:
    """QuickBooks says 504 and goes on: what a repeat and a look meet."""

    def send(self, api: Api, **more: Any) -> Any:
        items = [{"bId": f"b{n}", "operation": "create", "Purchase": purchase(api, n)} for n in (1, 2, 3, 4)]
        return api.post("batch?requestid=r1", {"BatchItemRequest": items}, **more)

    def cut_off(self, api: Api) -> None:
        self.send(api, environ_base={GOES_ON: "60"})

    def test_one_item_after_the_other_appears(self, fr: Api) -> None:
        self.cut_off(fr)
        seen = []
        for _ in range(4):
            seen.append(len(numbers(fr)))
            fr.clock.advance(21)
        assert seen == [1, 2, 3, 4]

    def test_a_repeat_of_the_same_batch_waits_for_it_and_gets_its_answer(self, fr: Api) -> None:
        self.cut_off(fr)
        answer = self.send(fr)
        assert [one["Purchase"]["DocNumber"] for one in answer.body["BatchItemResponse"]] == [
            "N-1",
            "N-2",
            "N-3",
            "N-4",
        ]
        fr.clock.advance(120)
        assert len(numbers(fr)) == 4
        assert self.send(fr).body == answer.body

    def test_a_repeat_after_it_ended_gets_the_answer_as_well(self, fr: Api) -> None:
        self.cut_off(fr)
        fr.clock.advance(120)
        assert len(self.send(fr).body["BatchItemResponse"]) == 4
        assert len(numbers(fr)) == 4

    def test_what_is_sent_under_another_id_meanwhile_is_doubled(self, fr: Api) -> None:
        fr.change(
            preferences={
                "OtherPrefs": {"NameValue": [{"Name": "VendorAndPurchasesPrefs.UseCustomTxnNumbers", "Value": "false"}]}
            }
        )
        self.cut_off(fr)
        again = purchase(fr, 4)
        del again["DocNumber"]
        fr.create("Purchase", again)
        fr.clock.advance(120)
        assert sorted(row["TotalAmt"] for row in fr.query("select * from Purchase")["Purchase"]) == [1, 2, 3, 4, 4]

    def test_the_accountant_sees_what_is_done_by_now(self, fr: Api) -> None:
        self.cut_off(fr)
        fr.clock.advance(41)
        assert len(fr.books()["entities"]["Purchase"]) == 3


def test_the_fault_answers_504_over_http_and_the_batch_goes_on() -> None:
    world = PracticeWorld(("FR",), items=0, limits=False)
    world.start()
    try:
        practice = Practice(world.state(), world)
        realm = practice.company()["quickbooks"]["realm_id"]
        token = world.intuit.grant(realm)["access_token"]
        bank, travel = (
            next(
                row["Id"]
                for row in world.quickbooks.companies[realm].rows["Account"].values()
                if row["AcctNum"] == number
            )
            for number in ("512000", "625100")
        )
        line = {"DetailType": "AccountBasedExpenseLineDetail", "Amount": 1}
        line["AccountBasedExpenseLineDetail"] = {"AccountRef": {"value": travel}, "TaxCodeRef": {"value": "8"}}
        entry = {"PaymentType": "Cash", "AccountRef": {"value": bank}, "Line": [line]}
        items = [{"bId": f"b{n}", "operation": "create", "Purchase": entry} for n in (1, 2)]
        practice.control("conditions", {"fault": {"kind": "goes_on", "path": "/batch$", "seconds": 30}})
        headers = {"Authorization": f"Bearer {token}", "Accept": "application/json"}
        path = f"/quickbooks/v3/company/{realm}/batch?requestid=r"
        assert request(practice.address, "POST", path, {"BatchItemRequest": items}, headers).status == 504
        count = [len(practice.control(f"quickbooks/{realm}/books", method="GET")["entities"]["Purchase"])]
        practice.control("clock", {"advance": 31})
        count.append(len(practice.control(f"quickbooks/{realm}/books", method="GET")["entities"]["Purchase"]))
        assert count == [1, 2]
        assert (
            len(
                request(practice.address, "POST", path, {"BatchItemRequest": items}, headers).json()[
                    "BatchItemResponse"
                ]
            )
            == 2
        )
    finally:
        world.stop()
    assert world.application.errors == []


@pytest.mark.parametrize("change", [{"query_lag": True}, {"shuffle_rows": 1}, {"fault": {"kind": "goes off"}}])
def test_weather_that_does_not_exist(fr: Api, change: Row) -> None:
    with pytest.raises(ValueError, match=r"must be|goes off"):
        fr.conditions.change(change)
