from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pleoqb_desktop.domain.books import Dimension
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.reference import Kind
from pleoqb_desktop.practice.pleo import tag_groups
from pleoqb_desktop.sync.report import Change, SyncReport
from tests.e2e.practice_set_up import PracticeSetUp, house

JsonMap = dict[str, Any]


def changed(report: SyncReport) -> dict[Kind, dict[Change, int]]:
    """What was written, by kind."""
    written = {
        kind: {change: n for change, n in counts.items() if n and change is not Change.UNCHANGED}
        for kind, counts in report.counts.items()
    }
    return {kind: counts for kind, counts in written.items() if counts}


def in_pleo(home: PracticeSetUp, what: str) -> dict[str, JsonMap]:
    """Accounts, tax codes, tags ... of Pleo by external id or code, archived ones too."""
    key = "externalId" if what in {"accounts", "vendors"} else "code"
    return {row[key]: row for row in home.practice.dump(home.country)[what]}


@pytest.mark.parametrize("country", ["FR", "GB", "CA"])
def test_the_first_sync_mirrors_the_books(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, country: str) -> None:
    with house(tmp_path, monkeypatch, country) as home:
        home.make_ready()
        accounts = in_pleo(home, "accounts")
        with home.program() as program:
            settings = program.settings.load()
        needed = {
            settings.wallet_account_id,
            settings.pocket_account_id,
            settings.external_reimbursement_account_id,
        }
        numbers = home.books()["preferences"]["AccountingInfoPrefs"]["UseAccountNumbers"]
        for row in home.rows("Account"):
            spending = row["AccountType"] in {"Expense", "Other Expense", "Cost of Goods Sold"}
            wanted = row["Active"] and (spending or row["Id"] in needed)
            assert (row["Id"] in accounts) == wanted, row["Name"]
            if wanted:
                assert accounts[row["Id"]]["code"] == (row.get("AcctNum") if numbers else None)
                assert accounts[row["Id"]]["name"].endswith(row["Name"])
        codes = in_pleo(home, "tax_codes")
        offered = {
            row["Id"]
            for row in home.rows("TaxCode")
            if row["Active"] and not row.get("Hidden") and row["PurchaseTaxRateList"]["TaxRateDetail"]
        }
        assert codes.keys() == offered
        profile = home.practice.dump(country)["company"]
        for code in codes.values():
            assert str(code["rate"]).rstrip("0").rstrip(".") == profile["rates"][code["name"]].rstrip("0").rstrip(".")
            assert code["type"] == ("reverse" if code["name"] in profile["reverse"] else "inclusive")
        tags = in_pleo(home, "tags")
        values = [*home.rows("Class"), *(row for row in home.rows("Customer") if row.get("IsProject"))]
        values += home.rows("Department") if Dimension.LOCATIONS in (settings.dimensions or ()) else []
        assert tags.keys() == {row["Id"] for row in values if row["Active"]}


@pytest.mark.parametrize("country", ["FR", "GB", "CA"])
def test_when_nothing_changed_six_reads_are_enough_and_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, country: str
) -> None:
    with house(tmp_path, monkeypatch, country) as home:
        home.make_ready()
        home.forget_requests()
        report = home.sync()
        assert changed(report) == {}
        asked = [one for one in home.requests() if one["service"] == "quickbooks"]
        assert len(asked) <= 6
        assert [one["path"] for one in home.writes() if "installations" not in one["path"]] == []


def test_renames_and_new_numbers_reach_pleo(bakery: PracticeSetUp) -> None:
    flour = bakery.account("601100")
    bakery.change_books(
        update={
            "Account": {"Id": flour, "Name": "Farines bio", "AcctNum": "601150"},
            "Class": {"Id": "5000000000000000101", "Name": "Boutique du centre"},
            "TaxCode": {"Id": "3", "Name": "TVA intermédiaire"},
        }
    )
    assert changed(bakery.sync()) == {
        Kind.ACCOUNTS: {Change.UPDATED: 1},
        Kind.TAX_CODES: {Change.UPDATED: 1},
        Kind.TAGS: {Change.UPDATED: 1},
    }
    assert (in_pleo(bakery, "accounts")[flour]["name"], in_pleo(bakery, "accounts")[flour]["code"]) == (
        "Farines bio",
        "601150",
    )
    assert in_pleo(bakery, "tags")["5000000000000000101"]["name"] == "Boutique du centre"
    assert changed(bakery.sync()) == {}


def test_what_is_switched_off_in_quickbooks_is_archived_and_comes_back(bakery: PracticeSetUp) -> None:
    flour = bakery.account("601100")
    things = {"Account": {"Id": flour}, "Class": {"Id": "5000000000000000101"}, "TaxCode": {"Id": "3"}}
    bakery.change_books(update={name: row | {"Active": False} for name, row in things.items()})
    assert changed(bakery.sync()) == {
        Kind.ACCOUNTS: {Change.ARCHIVED: 1},
        Kind.TAX_CODES: {Change.ARCHIVED: 1},
        Kind.TAGS: {Change.ARCHIVED: 1},
    }
    assert in_pleo(bakery, "accounts")[flour]["archived"]
    assert changed(bakery.sync()) == {}
    bakery.change_books(update={name: row | {"Active": True} for name, row in things.items()})
    assert changed(bakery.sync()) == {
        Kind.ACCOUNTS: {Change.UNARCHIVED: 1},
        Kind.TAX_CODES: {Change.UNARCHIVED: 1},
        Kind.TAGS: {Change.UNARCHIVED: 1},
    }
    assert not in_pleo(bakery, "accounts")[flour]["archived"]
    assert not in_pleo(bakery, "tags")["5000000000000000101"]["archived"]


def test_accounts_that_the_program_never_wrote_are_left_alone(bakery: PracticeSetUp) -> None:
    bakery.practice.pleo_control("seed", {"accounts": [{"externalId": "xero-7", "name": "Old", "code": "7"}]})
    bakery.sync()
    assert in_pleo(bakery, "accounts")["xero-7"]["archived"] is False


def test_groups_of_other_programs_are_left_alone(bakery: PracticeSetUp) -> None:
    group = {"code": "team", "name": "Teams", "tags": [{"code": "5000000000000000101", "name": "Same code"}]}
    bakery.practice.pleo_control("seed", {"tag_groups": [group]})
    before = bakery.practice.dump()
    assert changed(bakery.sync()) == {}
    after = bakery.practice.dump()
    assert (after["tag_groups"], after["tags"]) == (before["tag_groups"], before["tags"])


def test_a_contra_account_is_never_archived(bakery: PracticeSetUp) -> None:
    with bakery.program() as program:
        wallet = program.settings.load().wallet_account_id
        assert wallet
        other = bakery.account("530000")
        program.settings.update(wallet_account_id=other)
    bakery.sync()
    assert in_pleo(bakery, "accounts")[wallet]["archived"] is False
    bakery.choose_other_contra(other)
    bakery.sync()
    assert in_pleo(bakery, "accounts")[wallet]["archived"] is True


def test_a_deselected_dimension_is_archived_and_comes_back_with_its_tags(bakery: PracticeSetUp) -> None:
    with bakery.program() as program:
        program.settings.update(dimensions=(Dimension.CLASSES,))
    bakery.sync()
    groups = in_pleo(bakery, "tag_groups")
    assert {code: row["archived"] for code, row in groups.items()} == {"qbo-class": False, "qbo-project": True}
    with bakery.program() as program:
        program.settings.update(dimensions=(Dimension.CLASSES, Dimension.PROJECTS))
    assert changed(bakery.sync()) == {Kind.TAG_GROUPS: {Change.UNARCHIVED: 1}}
    assert not any(row["archived"] for row in in_pleo(bakery, "tags").values())


def test_a_dimension_switched_off_in_quickbooks_deselects_itself(bakery: PracticeSetUp) -> None:
    bakery.change_books(
        preferences={"AccountingInfoPrefs": {"ClassTrackingPerTxnLine": False, "ClassTrackingPerTxn": False}}
    )
    bakery.sync()
    assert in_pleo(bakery, "tag_groups")["qbo-class"]["archived"] is True


@pytest.mark.parametrize(
    ("names", "kept"),
    [
        (["Boutique", "Autre"], "Boutique"),  # the one whose name matches
        (["Ancien", "Boutique"], "Boutique"),
        (["Ancien", "Autre"], "Boutique"),  # any one, its name mended
        (["Boutique", "Boutique"], "Boutique"),
    ],
)
def test_of_several_tags_with_one_code_one_is_kept_and_the_rest_archived(
    bakery: PracticeSetUp, names: list[str], kept: str
) -> None:
    assert bakery.practice.world
    company = bakery.practice.world.pleo.companies[bakery.company["pleo"]["company_id"]]
    shop = next(row for row in company.tags.values() if row["code"] == "5000000000000000101")
    shop["name"] = names[0]
    words = {"code": shop["code"], "name": names[1], "archived": False}
    tag_groups.make_tag(company, shop["groupId"], words, "2026-11-20T00:00:00Z")
    report = bakery.sync()
    assert report.counts[Kind.TAGS][Change.ARCHIVED] == 1
    rows = [row for row in bakery.practice.dump()["tags"] if row["code"] == shop["code"]]
    assert [row["name"] for row in rows if not row["archived"]] == [kept]
    assert changed(bakery.sync()) == {}


def test_tax_codes_with_one_code_leave_the_right_one_as_it_is(bakery: PracticeSetUp) -> None:
    """Pleo may refuse to change one of two that share a code (409, as the practice services do): told, and harmless."""
    twin = {"code": "2", "name": "TVA 20 % bis", "rate": 0.2, "type": "inclusive"}
    bakery.practice.pleo_control("seed", {"tax_codes": [twin]})
    report = bakery.sync()
    assert changed(report) == {Kind.TAX_CODES: {Change.REFUSED: 1}}
    assert [one.params["name"] for one in report.problems] == ["TVA 20 % bis"]
    rows = {row["name"]: row for row in bakery.practice.dump()["tax_codes"]}
    assert rows["TVA 20 %"]["archived"] is False


def test_a_refused_thing_is_told_and_the_rest_goes_on(bakery: PracticeSetUp) -> None:
    bakery.practice.pleo_control("settings", {"tag_limit": 5})
    bakery.change_books(
        create={"Class": [{"Name": f"Stand {n}"} for n in range(4)]},
        update={"Account": {"Id": bakery.account("601100"), "Name": "Farines bio"}},
    )
    report = bakery.sync()
    assert report.counts[Kind.TAGS][Change.REFUSED] >= 1
    assert report.counts[Kind.TAGS][Change.CREATED] >= 1
    assert report.counts[Kind.ACCOUNTS][Change.UPDATED] == 1
    assert {one.code.value for one in report.problems} == {"sync_refused"}
    assert all(one.params["name"].startswith("Stand") and one.params["detail"] for one in report.problems)


def test_friendly_names_are_remembered_and_no_sync_overwrites_them(bakery: PracticeSetUp) -> None:
    flour = bakery.account("601100")
    with bakery.program() as program:
        program.settings.update(friendly_names={flour: "Farine & levure"})
    bakery.change_books(update={"Account": {"Id": flour, "Name": "Farines bio"}})
    bakery.sync()
    with bakery.program() as program:
        assert program.settings.load().friendly_names == {flour: "Farine & levure"}


def test_single_accounts_are_let_in_and_kept_out(bakery: PracticeSetUp) -> None:
    income, flour = bakery.account("768000"), bakery.account("601100")
    with bakery.program() as program:
        program.settings.update(accounts_in=(income,), accounts_out=(flour,))
    assert changed(bakery.sync())[Kind.ACCOUNTS] == {Change.CREATED: 1, Change.ARCHIVED: 1}
    accounts = in_pleo(bakery, "accounts")
    assert accounts[income]["archived"] is False
    assert accounts[flour]["archived"] is True


def test_vendors_come_by_their_id_and_follow_changes(bakery: PracticeSetUp) -> None:
    active = {row["Id"]: row["DisplayName"] for row in bakery.rows("Vendor") if row["Active"]}
    found = {key: row["name"] for key, row in in_pleo(bakery, "vendors").items() if row["state"] == "ACTIVE"}
    assert found == active
    bakery.change_books(
        update={"Vendor": [{"Id": "21", "DisplayName": "Minoterie du Forez"}, {"Id": "22", "Active": False}]},
        create={"Vendor": {"DisplayName": "Nouveau"}},
    )
    assert changed(bakery.sync()) == {Kind.VENDORS: {Change.UPDATED: 1, Change.ARCHIVED: 1, Change.CREATED: 1}}
    assert changed(bakery.sync()) == {}


def test_without_the_vendor_api_the_sync_goes_on(bakery: PracticeSetUp) -> None:
    bakery.fault("status", service="pleo", path="/v1/vendors", status=403, times=0)
    report = bakery.sync()
    assert report.problems == []
    assert report.counts[Kind.VENDORS] == {}


def test_one_kind_can_be_synced_by_itself(bakery: PracticeSetUp) -> None:
    bakery.change_books(
        update={
            "Account": {"Id": bakery.account("601100"), "Name": "Farines bio"},
            "TaxCode": {"Id": "3", "Name": "TVA intermédiaire"},
        }
    )
    with bakery.program() as program:
        report = program.sync(CancelToken()).run([Kind.TAX_CODES])
    assert changed(report) == {Kind.TAX_CODES: {Change.UPDATED: 1}}


def test_an_interrupted_sync_is_completed_by_the_next(new_house: PracticeSetUp) -> None:
    with new_house.program() as program:
        new_house.connect(program)
        new_house.set_up(program)
    new_house.fault("lost_answer", service="pleo", path="/v0/tag-groups/.*/tags", nth=3)
    new_house.fault("status", service="pleo", path="/v0/tag-groups/.*/tags", nth=5, times=0, status=503)
    with pytest.raises(Exception, match="pleo_refuses"):
        new_house.sync()
    new_house.practice.control("conditions", {"faults": []})
    new_house.sync()
    assert changed(new_house.sync()) == {}
    codes = [row["code"] for row in new_house.practice.dump()["tags"]]
    assert len(codes) == len(set(codes))


@pytest.fixture(name="quebec")
def _quebec(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[PracticeSetUp]:
    with house(tmp_path, monkeypatch, "CA") as home:
        home.make_ready()
        yield home


def test_a_code_of_two_rates_is_written_with_their_sum(quebec: PracticeSetUp) -> None:
    rates = {row["name"]: str(row["rate"]) for row in in_pleo(quebec, "tax_codes").values()}
    assert "0.14975" in rates.values()


def test_accounts_go_to_pleo_by_number_or_by_name_as_the_owner_chooses(bakery: PracticeSetUp) -> None:
    with bakery.program() as program:
        wallet = program.settings.load().wallet_account_id or ""
        assert in_pleo(bakery, "accounts")[wallet]["code"] == "512100"
        program.settings.update(use_account_numbers=False)
        written = changed(program.sync(CancelToken()).run())
        assert written[Kind.ACCOUNTS].keys() == {Change.UPDATED}
        assert {row["code"] for row in in_pleo(bakery, "accounts").values() if not row["archived"]} == {None}
        assert changed(program.sync(CancelToken()).run()) == {}
        program.settings.update(use_account_numbers=True)
        program.sync(CancelToken()).run()
    assert in_pleo(bakery, "accounts")[wallet]["code"] == "512100"
