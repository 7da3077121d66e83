from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pleoqb_desktop.domain.books import Dimension
from pleoqb_desktop.domain.rules.chart import ConventionName, Role
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.errors import SetupIncompleteError, WrongUsageError
from pleoqb_desktop.ports.settings import Settings
from pleoqb_desktop.setup.set_up import Answers, Proposals, SetUp
from tests.e2e.practice_set_up import PracticeSetUp, house, purchase

WALLETS = {
    "FR": ("Banque Pleo", "512100", "Banque Pleo Pocket", "512101"),
    "GB": ("Pleo Bank", None, "Pleo Pocket", None),
    "CA": ("Pleo", None, "Pleo Pocket", None),
}


@pytest.fixture(name="connected")
def _connected(new_house: PracticeSetUp) -> PracticeSetUp:
    """The bakery with both connections and nothing chosen."""
    with new_house.program() as program:
        new_house.connect(program)
    return new_house


def apply(home: PracticeSetUp, **answers: Any) -> Settings:
    """The settings after these answers."""
    with home.program() as program:
        set_up = program.set_up(CancelToken())
        return set_up.apply(Answers(**answers), set_up.books())[0]


def proposals(home: PracticeSetUp) -> Proposals:
    """What the wizard would fill in."""
    with home.program() as program:
        set_up: SetUp = program.set_up(CancelToken())
        return set_up.propose(set_up.books())


@pytest.mark.parametrize("country", ["FR", "GB", "CA"])
def test_the_accounts_of_each_country_are_made_in_the_right_type_and_number(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, country: str
) -> None:
    with house(tmp_path, monkeypatch, country) as home:
        with home.program() as program:
            home.connect(program)
        settings = apply(home, create_wallet=True, create_pocket=True, time_zone="Europe/Paris")
        wallet_name, wallet_number, pocket_name, pocket_number = WALLETS[country]
        wallet = home.row("Account", settings.wallet_account_id or "")
        pocket = home.row("Account", settings.pocket_account_id or "")
        assert (wallet["Name"], wallet["AccountType"]) == (wallet_name, "Bank")
        assert (pocket["Name"], pocket["AccountType"]) == (pocket_name, "Bank")
        if wallet_number:
            assert (wallet["AcctNum"], pocket["AcctNum"]) == (wallet_number, pocket_number)
            assert home.row("JournalCode", wallet["JournalCodeRef"]["value"])["Type"] == "Bank"
        assert settings.no_tax_code_id


CALLED = {
    ConventionName.FRANCE: ("Banque Pleo", "Banque Pleo Pocket"),
    ConventionName.UNITED_KINGDOM: ("Pleo Bank", "Pleo Pocket"),
    ConventionName.IRELAND: ("Pleo Bank", "Pleo Pocket"),
    ConventionName.CANADA: ("Pleo", "Pleo Pocket"),
    ConventionName.AUSTRALIA: ("Pleo", "Pleo Pocket"),
    ConventionName.UNITED_STATES: ("Pleo", "Pleo Pocket"),
    ConventionName.INTERNATIONAL: ("Pleo", "Pleo Pocket"),
}


@pytest.mark.parametrize("country", ["FR", "GB", "CA"])
def test_every_convention_makes_its_own_accounts_in_every_country(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, country: str
) -> None:
    with house(tmp_path, monkeypatch, country) as home:
        with home.program() as program:
            home.connect(program)
        for convention, names in CALLED.items():
            with home.program() as program:
                program.settings.update(wallet_account_id=None, pocket_account_id=None)
            settings = apply(
                home, convention=convention, create_wallet=True, create_pocket=True, time_zone="Europe/Paris"
            )
            assert settings.convention is convention
            wallet = home.row("Account", settings.wallet_account_id or "")
            pocket = home.row("Account", settings.pocket_account_id or "")
            assert (wallet["Name"], pocket["Name"]) == names
            assert (wallet["AccountType"], pocket["AccountType"]) == ("Bank", "Bank")
            french = convention is ConventionName.FRANCE
            numbers = [row.get("AcctNum") for row in (wallet, pocket)]
            if french:
                assert numbers == ["512100", "512101"]
            elif country != "FR" or names[0] != "Pleo Bank":  # a name that two conventions share keeps its first number
                uses = home.books()["preferences"]["AccountingInfoPrefs"]["UseAccountNumbers"]
                assert [bool(number) for number in numbers] == [uses, uses]
            assert ("JournalCodeRef" in wallet) is (french and country == "FR")


def test_a_convention_stays_chosen_and_a_journal_code_is_asked_for_only_by_the_french_one(
    connected: PracticeSetUp,
) -> None:
    connected.change_books(update={"JournalCode": [{"Id": str(n), "Active": False} for n in range(1, 7)]})
    settings = apply(connected, convention=ConventionName.INTERNATIONAL, create_wallet=True)
    assert settings.journal_code_id is None
    assert apply(connected).convention is ConventionName.INTERNATIONAL
    assert proposals(connected).rules.name is ConventionName.INTERNATIONAL
    with pytest.raises(SetupIncompleteError, match="journal_code_missing"):
        apply(connected, convention=ConventionName.FRANCE)


def test_french_books_keep_a_journal_for_journal_entries_under_any_convention(connected: PracticeSetUp) -> None:
    settings = apply(connected, convention=ConventionName.UNITED_KINGDOM, create_wallet=True)
    assert connected.row("JournalCode", settings.journal_code_id or "")["Type"] == "Bank"


def test_what_nobody_chose_stays_open_and_follows_the_company(connected: PracticeSetUp) -> None:
    settings = apply(connected)
    assert (settings.convention, settings.use_account_numbers) == (None, None)
    assert apply(connected, use_account_numbers=False).use_account_numbers is False
    assert apply(connected).use_account_numbers is False


def test_nothing_said_means_what_the_wizard_proposes(connected: PracticeSetUp) -> None:
    shown = proposals(connected)
    settings = apply(connected)
    assert settings.time_zone == shown.time_zone == "Europe/Paris"
    assert settings.dimensions == shown.dimensions == (Dimension.CLASSES, Dimension.PROJECTS)
    assert settings.no_tax_code_id == (shown.no_tax_code.id if shown.no_tax_code else None)
    assert settings.pocket_used is True  # Pocket expenses wait
    for role, member in (
        (Role.FUNDING, "funding_account_id"),
        (Role.FEES, "fees_account_id"),
        (Role.CASH, "cash_account_id"),
    ):
        account = shown.accounts[role]
        assert getattr(settings, member) == (account.id if account else None)
    names = {role: account.number for role, account in shown.accounts.items() if account}
    assert names[Role.FEES] == "627000"
    assert names[Role.CASH] == "530000"
    assert names[Role.EMPLOYEES] == "425000"
    assert names[Role.FUNDING] == "512000"


def test_setting_up_twice_makes_nothing_twice_and_changes_nothing(connected: PracticeSetUp) -> None:
    first = apply(connected, create_wallet=True, create_pocket=True)
    before = connected.rows("Account")
    assert apply(connected, create_wallet=True, create_pocket=True) == first
    assert connected.rows("Account") == before
    assert apply(connected) == first


def test_without_pocket_expenses_no_pocket_account_is_made(connected: PracticeSetUp) -> None:
    connected.empty_queue()
    settings = apply(connected, create_wallet=True)
    assert (settings.pocket_used, settings.pocket_account_id) == (False, None)
    connected.wait_in_pleo(purchase("9.00", type="out_of_pocket"))
    assert apply(connected, pocket_used=False).pocket_account_id is None


def test_a_name_that_another_kind_of_account_holds_is_told(connected: PracticeSetUp) -> None:
    connected.change_books(create={"Account": {"Name": "Banque Pleo", "AccountType": "Expense"}})
    with pytest.raises(WrongUsageError) as refused:
        apply(connected, create_wallet=True)
    assert refused.value.problem.code.value == "name_taken"
    assert refused.value.problem.params["name"] == "Banque Pleo"


def test_a_fitting_account_of_that_name_is_taken_instead_of_a_second(connected: PracticeSetUp) -> None:
    row = {"Name": "Banque Pleo", "AccountType": "Bank", "AccountSubType": "Checking", "AcctNum": "512777"}
    id_ = connected.change_books(create={"Account": row})["created"]["Account"][0]
    assert apply(connected, create_wallet=True).wallet_account_id == id_


def test_a_wrong_answer_makes_no_account(connected: PracticeSetUp) -> None:
    before = connected.rows("Account")
    with pytest.raises(WrongUsageError, match="time_zone_unknown"):
        apply(connected, create_wallet=True, time_zone="Mars/Olympus")
    assert connected.rows("Account") == before
    with connected.program() as program:
        assert program.settings.load().wallet_account_id is None


def test_an_ambiguous_name_is_told_with_its_count(connected: PracticeSetUp) -> None:
    twin = {
        "Name": "Banque Crédit Agricole",
        "AccountType": "Bank",
        "ParentRef": {"value": connected.account("512010")},
    }
    connected.change_books(create={"Account": twin})
    with pytest.raises(WrongUsageError) as refused:
        apply(connected, accounts={Role.WALLET: "Banque Crédit Agricole"})
    assert refused.value.problem.code.value == "reference_ambiguous"
    assert refused.value.problem.params["count"] == "2"


def test_a_number_that_looks_like_an_id_is_a_number_unless_told(connected: PracticeSetUp) -> None:
    other = connected.account("512010")
    row = {"Name": "Odd", "AccountType": "Bank", "AcctNum": other}
    odd = connected.change_books(create={"Account": row})["created"]["Account"][0]
    assert apply(connected, accounts={Role.WALLET: other}).wallet_account_id == odd
    assert apply(connected, accounts={Role.WALLET: f"id:{other}"}).wallet_account_id == other


def test_without_a_bank_journal_code_set_up_says_so(connected: PracticeSetUp) -> None:
    connected.change_books(update={"JournalCode": [{"Id": str(n), "Active": False} for n in range(1, 7)]})
    with pytest.raises(SetupIncompleteError, match="journal_code_missing"):
        apply(connected, create_wallet=True)


@pytest.mark.parametrize("kind", ["lost_answer", "truncated"])
def test_a_lost_answer_makes_no_second_account(connected: PracticeSetUp, kind: str) -> None:
    connected.fault(kind, service="quickbooks", method="POST", path="/account$")
    settings = apply(connected, create_wallet=True)
    found = [row for row in connected.rows("Account") if row["Name"] == "Banque Pleo"]
    assert [row["Id"] for row in found] == [settings.wallet_account_id]


def test_dimensions_that_the_company_lacks_are_refused(connected: PracticeSetUp) -> None:
    with pytest.raises(WrongUsageError, match="dimension_unavailable"):
        apply(connected, dimensions=(Dimension.LOCATIONS,))
    assert apply(connected, dimensions=()).dimensions == ()


@pytest.fixture(name="shop")
def _shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[PracticeSetUp]:
    with house(tmp_path, monkeypatch, "CA") as home:
        with home.program() as program:
            home.connect(program)
        yield home


def test_a_country_of_many_time_zones_takes_this_computers(shop: PracticeSetUp) -> None:
    shop.computer_zone = lambda: "America/Toronto"
    assert proposals(shop).time_zone == "America/Toronto"


def test_without_any_time_zone_it_is_asked_for(shop: PracticeSetUp) -> None:
    shop.computer_zone = lambda: None
    with pytest.raises(SetupIncompleteError, match="time_zone_missing"):
        apply(shop, create_wallet=True)


@pytest.mark.parametrize("told", ["Mars/Olympus", "local", "../etc/localtime"])
def test_what_this_computer_calls_its_zone_may_be_none_at_all(shop: PracticeSetUp, told: str) -> None:
    shop.computer_zone = lambda: told
    assert proposals(shop).time_zone is None
    with pytest.raises(SetupIncompleteError, match="time_zone_missing"):
        apply(shop, create_wallet=True)


def test_a_zone_that_is_no_longer_one_is_asked_for_and_not_replaced(shop: PracticeSetUp) -> None:
    shop.computer_zone = lambda: "America/Toronto"
    apply(shop, create_wallet=True)
    with shop.program() as program:
        program.settings.update(time_zone="America/Atlantis")
    assert (proposals(shop).time_zone, proposals(shop).gone["time_zone"]) == (None, "America/Atlantis")
    with pytest.raises(SetupIncompleteError, match="time_zone_missing"):
        apply(shop)
    assert apply(shop, time_zone="America/Vancouver").time_zone == "America/Vancouver"


def test_what_was_chosen_and_is_gone_is_neither_replaced_nor_made_anew(connected: PracticeSetUp) -> None:
    settings = apply(connected, create_wallet=True, create_pocket=True)
    chosen = (settings.wallet_account_id, settings.pocket_account_id, settings.no_tax_code_id)
    wallet, pocket, code = (id_ or "" for id_ in chosen)
    connected.change_books(
        update={
            "Account": [{"Id": wallet, "Active": False}, {"Id": pocket, "Active": False}],
            "TaxCode": [{"Id": code, "Active": False}],
        }
    )
    before = connected.rows("Account")
    proposed = proposals(connected)
    assert set(proposed.gone) == {"wallet_account_id", "pocket_account_id", "no_tax_code_id"}
    assert (proposed.accounts[Role.WALLET], proposed.accounts[Role.POCKET], proposed.no_tax_code) == (None, None, None)
    settings = apply(connected)
    assert (settings.wallet_account_id, settings.pocket_account_id, settings.no_tax_code_id) == (None, None, None)
    assert connected.rows("Account") == before
