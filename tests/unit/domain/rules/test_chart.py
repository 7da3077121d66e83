"""Chart conventions: what the Pleo accounts are called and numbered, whatever the country, and whether numbers are shown."""

import pytest

from pleoqb_desktop.domain.books import Account, AccountType, Company
from pleoqb_desktop.domain.rules import chart
from pleoqb_desktop.domain.rules.chart import AccountPlan, ConventionName

FRENCH = ("Banque Pleo", "Banque Pleo Pocket")
BRITISH = ("Pleo Bank", "Pleo Pocket")
PLAIN = ("Pleo", "Pleo Pocket")

# design.md 3, "Accounts made at set-up"; number lengths: quickbooks.md 7.
TABLE = {
    ConventionName.FRANCE: (FRENCH, "512100", 20),
    ConventionName.UNITED_KINGDOM: (BRITISH, None, 7),
    ConventionName.IRELAND: (BRITISH, None, 7),
    ConventionName.CANADA: (PLAIN, None, 20),
    ConventionName.AUSTRALIA: (PLAIN, None, 20),
    ConventionName.UNITED_STATES: (PLAIN, None, 7),
    ConventionName.INTERNATIONAL: (PLAIN, None, 7),
}


def company(country: str, *, numbers: bool = False) -> Company:
    return Company("1", "Company", country, "EUR", uses_account_numbers=numbers)


def bank(number: str | None, name: str = "Bank", *, active: bool = True) -> Account:
    return Account(number or name, name, AccountType.BANK, number=number, active=active)


def test_every_convention_that_can_be_chosen_stands_in_the_table() -> None:
    assert set(TABLE) == set(ConventionName)
    assert [one.value for one in ConventionName] == ["FR", "GB", "IE", "CA", "AU", "US", "INTL"]


@pytest.mark.parametrize("name", ConventionName)
def test_each_convention_names_types_and_numbers_the_accounts_as_designed(name: ConventionName) -> None:
    rules = chart.convention(name)
    names, first_number, length = TABLE[name]
    assert rules.name is name
    assert (rules.wallet.name, rules.pocket.name) == names
    assert (rules.wallet.type, rules.pocket.type) == (AccountType.BANK, AccountType.BANK)
    assert (rules.wallet.first_number, rules.pocket.first_number) == (first_number, first_number)
    assert rules.number_length == length
    if name is not ConventionName.FRANCE:
        assert (rules.wallet.sub_type, rules.pocket.sub_type) == ("Checking", "CashOnHand")


@pytest.mark.parametrize("name", ConventionName)
def test_journals_and_numbers_for_all_are_french_alone(name: ConventionName) -> None:
    rules = chart.convention(name)
    assert rules.journal_codes is rules.numbered is (name is ConventionName.FRANCE)


@pytest.mark.parametrize(
    ("country", "name"),
    [
        *((one.value, one) for one in ConventionName),
        ("DE", ConventionName.INTERNATIONAL),
        ("", ConventionName.INTERNATIONAL),
    ],
)
def test_a_country_has_its_own_convention_or_the_international_one(country: str, name: ConventionName) -> None:
    assert chart.convention_of(company(country), None).name is name


@pytest.mark.parametrize("name", ConventionName)
def test_what_the_owner_chose_beats_the_country(name: ConventionName) -> None:
    for country in ("FR", "GB", "DE"):
        assert chart.convention_of(company(country), name).name is name


@pytest.mark.parametrize(
    ("name", "uses", "numbered"),
    [
        (ConventionName.FRANCE, False, True),
        (ConventionName.FRANCE, True, True),
        (ConventionName.UNITED_KINGDOM, False, False),
        (ConventionName.UNITED_KINGDOM, True, True),
        (ConventionName.INTERNATIONAL, False, False),
    ],
)
def test_an_account_gets_a_number_where_the_company_uses_them_and_always_in_the_french_chart(
    name: ConventionName,
    uses: bool,
    numbered: bool,
) -> None:
    rules = chart.convention(name)
    assert chart.numbers_accounts(company("GB", numbers=uses), rules) is numbered
    assert chart.names_by_number(company("GB", numbers=uses), rules, None) is numbered
    assert chart.names_by_number(company("GB", numbers=uses), rules, True) is True
    assert chart.names_by_number(company("GB", numbers=uses), rules, False) is False


class TestNextNumber:
    def number(self, name: ConventionName, *accounts: Account) -> str | None:
        rules = chart.convention(name)
        return chart.next_number(rules.wallet, accounts, rules.number_length)

    def test_a_french_one_is_the_first_free_from_512100_even_after_inactive_accounts(self) -> None:
        assert self.number(ConventionName.FRANCE) == "512100"
        assert self.number(ConventionName.FRANCE, bank("512100", active=False), bank("512101")) == "512102"

    def test_a_french_one_never_leaves_the_category_of_banks(self) -> None:
        full = [bank(str(number)) for number in range(512100, 513000)]
        assert self.number(ConventionName.FRANCE, *full) is None

    def test_elsewhere_it_follows_the_bank_accounts(self) -> None:
        assert self.number(ConventionName.UNITED_KINGDOM, bank("1200"), bank("1210"), bank(None)) == "1211"
        assert self.number(ConventionName.CANADA, bank("1010")) == "1011"

    def test_without_a_numbered_bank_account_there_is_none(self) -> None:
        assert self.number(ConventionName.AUSTRALIA, bank(None), bank("B-12")) is None

    def test_one_that_would_be_too_long_is_none(self) -> None:
        assert self.number(ConventionName.IRELAND, bank("9999999")) is None
        assert chart.next_number(AccountPlan("x", "y"), [bank("99999999")], 7) is None
