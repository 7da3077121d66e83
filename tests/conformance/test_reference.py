"""What ports.reference and ports.spend.PleoConnection promise, on paper and against the practice company over HTTP."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from decimal import Decimal

import pytest

from pleoqb_desktop.domain.spend import PleoCompany
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.reference import PleoAccount, PleoTag, PleoTagGroup, PleoTaxCode, PleoVendor, SpendReference
from pleoqb_desktop.ports.spend import PleoConnection
from tests.conformance.letters import new
from tests.on_paper.reference import ConnectionOnPaper, ReferenceOnPaper


@dataclass(frozen=True)
class Trial:
    """Pleo's lists and connection, how a person chooses a contra account, and what Pleo knows of the installation."""

    lists: SpendReference
    connection: PleoConnection
    company: PleoCompany
    choose: Callable[[str], object]
    state: Callable[[], str | None]


@pytest.fixture(params=["on_paper", "over_http"])
def trial(request: pytest.FixtureRequest) -> Trial:
    if request.param == "on_paper":
        company = PleoCompany("company", "Boulangerie Martin")
        connection = ConnectionOnPaper(company)
        paper = ReferenceOnPaper(connection)
        return Trial(paper, connection, company, paper.chosen.add, lambda: connection.status and connection.status[0])
    house, program = request.getfixturevalue("practice_office")
    client = program.spend(CancelToken())
    known = PleoCompany(house.company["pleo"]["company_id"], house.company["name"])

    def state() -> str | None:
        installation = house.practice.dump()["installation"]
        return str(installation["status"]) if installation else None

    return Trial(client, client, known, house.choose_other_contra, state)


@pytest.fixture
def lists(trial: Trial) -> SpendReference:
    return trial.lists


def account(**members: str) -> PleoAccount:
    return replace(PleoAccount("", new("id"), new("Account"), None, archived=False), **members)


def made(accounts: Iterable[PleoAccount], *external_ids: str) -> list[PleoAccount]:
    return [one for one in accounts if one.external_id in external_ids]


def test_accounts_that_were_made_are_told_with_ids_of_their_own(lists: SpendReference) -> None:
    first, second = account(code="601000"), account()
    assert lists.create_accounts([first, second]) == []
    found = made(lists.accounts(), first.external_id, second.external_id)
    assert [replace(one, id="") for one in found] == [first, second]
    assert len({one.id for one in found} - {""}) == 2


def test_an_account_changes_its_name_code_and_archived(lists: SpendReference) -> None:
    first = account(code=new("6"))
    lists.create_accounts([first])
    (kept,) = made(lists.accounts(), first.external_id)
    changed = replace(kept, name=new("Other"), code=new("7"), archived=True)
    lists.update_account(changed)
    assert made(lists.accounts(), first.external_id) == [changed]


def test_contra_accounts_are_those_that_a_person_chose(trial: Trial) -> None:
    first, second = account(), account()
    trial.lists.create_accounts([first, second])
    trial.choose(first.external_id)
    assert trial.lists.contra_accounts([first.external_id, second.external_id]) == {first.external_id}
    assert trial.lists.contra_accounts([]) == set()


def test_a_tax_code_is_made_then_changed(lists: SpendReference) -> None:
    code = PleoTaxCode("", new("code"), new("VAT"), Decimal("0.055"), "inclusive", archived=False)
    lists.write_tax_code(code)
    (kept,) = [one for one in lists.tax_codes() if one.code == code.code]
    assert replace(kept, id="") == code
    changed = replace(kept, name=new("Other"), archived=True)
    lists.write_tax_code(changed)
    assert [one for one in lists.tax_codes() if one.id == kept.id] == [changed]


def test_a_group_and_its_tags_are_made_changed_and_archived(lists: SpendReference) -> None:
    group = lists.write_tag_group(PleoTagGroup("", new("qbo"), new("Group"), archived=False, metadata={}))
    assert group in lists.tag_groups()
    renamed = lists.write_tag_group(replace(group, name=new("Group")))
    assert (renamed.id, [one.name for one in lists.tag_groups() if one.id == group.id]) == (group.id, [renamed.name])
    for word in ("one", "two"):
        lists.create_tag(PleoTag("", group.id, new(word), new(word), archived=False))
    first, second = lists.tags([group.id])
    assert {first.group_id, second.group_id} == {group.id}
    changed = replace(first, code=new("code"), name=new("name"))
    lists.update_tag(changed)
    lists.archive_tags([second.id], archived=True)
    assert lists.tags([group.id]) == [changed, replace(second, archived=True)]
    lists.archive_tags([second.id], archived=False)
    assert lists.tags([group.id]) == [changed, second]
    assert lists.tags([]) == []


def test_a_vendor_is_made_changed_and_archived(lists: SpendReference) -> None:
    vendor = PleoVendor("", new("Vendor"), new("id"), new("code"), "EUR", "active")
    lists.write_vendor(vendor)

    def kept() -> PleoVendor:
        (found,) = [one for one in lists.vendors() or () if one.external_id == vendor.external_id]
        return found

    first = kept()
    assert (first.name, first.code, first.currency) == (vendor.name, vendor.code, "EUR")
    lists.write_vendor(replace(first, name=new("Vendor")))
    assert (kept().id, kept().name != vendor.name) == (first.id, True)
    lists.archive_vendor(first.id)
    assert kept().state != first.state


def test_a_key_belongs_to_one_company_however_often_it_is_checked(trial: Trial) -> None:
    assert trial.connection.check() == trial.company
    assert trial.connection.check() == trial.company
    assert trial.connection.missing_scopes() == []


def test_an_installation_has_a_state_until_it_is_removed(trial: Trial) -> None:
    trial.connection.remove()
    trial.connection.check()
    told = [trial.state()]
    trial.connection.set_status("ACTIVATED")
    told.append(trial.state())
    trial.connection.check()
    told.append(trial.state())
    trial.lists.set_status("INACTIVE")
    told.append(trial.state())
    trial.connection.remove()
    told.append(trial.state())
    trial.connection.remove()
    assert told == ["PENDING_INTEGRATION", "ACTIVATED", "ACTIVATED", "INACTIVE", None]
    assert trial.connection.check() == trial.company
