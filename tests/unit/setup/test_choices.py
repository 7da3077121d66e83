"""Every setting is declared once, can be answered on the command line and in the window, and is carried everywhere it counts."""

from dataclasses import fields
from datetime import date
from typing import Any

import pytest

from pleoqb_desktop.cli.options import UsageError, answers, parse
from pleoqb_desktop.domain.books import Company, Dimension
from pleoqb_desktop.domain.rules.chart import ConventionName, Role
from pleoqb_desktop.domain.rules.periods import ClosedPeriods
from pleoqb_desktop.domain.rules.posting import PostingSettings
from pleoqb_desktop.ports.settings import Settings
from pleoqb_desktop.setup.choices import (
    ACCOUNT_MEMBERS,
    CHOICES,
    NOTED,
    OwnerChoice,
    Side,
    choice_of,
    chosen_accounts,
    forgotten_with,
)
from pleoqb_desktop.setup.readiness import missing, posting_settings
from pleoqb_desktop.setup.set_up import Answers
from tests.builders import MEMO_WORDS

BAKERY = Company("1", "Boulangerie", "FR", "EUR")
STUDIO = Company("2", "Studio", "GB", "GBP")

WINDOW_ALONE = {
    "account_plan",  # a question of the wizard alone: the command says what to make
    "account_types", "friendly_names",  # tables that are edited
    "intuit_client_id",  # an environment variable on the command line
    "language",  # an option of the whole program
    "door",  # the command connect says it
    "pleo_key_ends", "watched_folder",  # the window reminds, and watches
    "appearance",
    "update_notice", "tray",  # of the window
}  # fmt: skip
"""What design.md 7 gives the command `setup` no option for."""


def answered(*words: str) -> Answers:
    """What these options of `setup` answer."""
    return answers(parse(["setup", *words], {}))


def test_every_member_of_the_settings_is_declared_once() -> None:
    declared = [choice.member for choice in CHOICES]
    assert sorted([*declared, *NOTED]) == sorted(one.name for one in fields(Settings))


@pytest.mark.parametrize("choice", CHOICES, ids=lambda choice: choice.member)
def test_what_the_owner_decides_has_a_page_and_an_option(choice: OwnerChoice) -> None:
    assert choice.step or choice.section
    assert bool(choice.options) is (choice.member not in WINDOW_ALONE)
    if choice.missing:
        assert choice.lacks
        assert choice.step, "the wizard asks for what set-up cannot do without"


def test_every_answer_has_an_option_that_gives_it() -> None:
    given = {option.answer for choice in CHOICES for option in choice.options}
    assert given == {one.name for one in fields(Answers)}


def test_every_role_has_its_account_and_its_option() -> None:
    assert set(ACCOUNT_MEMBERS) == set(Role)
    said = [word for role in Role for word in (f"--{role.value.replace('_', '-')}-account", f"id:{role.value}")]
    assert answered(*said).accounts == {role: f"id:{role.value}" for role in Role}


def test_nothing_said_answers_nothing() -> None:
    assert answered() == Answers(accounts={})
    assert answered("--wallet-account", "") == Answers(accounts={})


@pytest.mark.parametrize(
    ("said", "member", "value"),
    [
        (["--create-wallet-account"], "create_wallet", True),
        (["--create-pocket-account"], "create_pocket", True),
        (["--no-pocket"], "pocket_used", False),
        (
            ["--dimension", "classes", "--dimension", "locations"],
            "dimensions",
            (Dimension.CLASSES, Dimension.LOCATIONS),
        ),
        (["--no-dimensions"], "dimensions", ()),
        (["--closed-period", "first-open-day"], "closed_periods", ClosedPeriods.FIRST_OPEN_DAY),
        (["--vendors", "single"], "single_vendor", True),
        (["--vendors", "create"], "single_vendor", False),
        (["--no-tax-code", "id:5"], "no_tax_code", "id:5"),
        (["--journal-code", "BQ"], "journal_code", "BQ"),
        (["--from", "2026-11-01"], "start_date", date(2026, 11, 1)),
        (["--time-zone", "Europe/Paris"], "time_zone", "Europe/Paris"),
        *((["--convention", one.value], "convention", one) for one in ConventionName),
        (["--categories", "numbers"], "use_account_numbers", True),
        (["--categories", "names"], "use_account_numbers", False),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_an_option_gives_its_answer_and_no_other(said: list[str], member: str, value: object) -> None:
    found = answered(*said)
    assert getattr(found, member) == value
    others = [one.name for one in fields(Answers) if one.name not in {member, "accounts"}]
    assert [getattr(found, name) for name in others] == [getattr(Answers(), name) for name in others]


@pytest.mark.parametrize(
    "said",
    [
        ["--wallet-account", "9", "--create-wallet-account"],
        ["--pocket-account", "9", "--create-pocket-account"],
        ["--create-pocket-account", "--no-pocket"],
        ["--no-pocket", "--pocket-account", "9"],
        ["--dimension", "classes", "--no-dimensions"],
        ["--convention", "DE"],
        ["--categories", "colours"],
        ["--closed-period", "perhaps"],
        ["--vendors", "many"],
        ["--from", "yesterday"],
    ],
    ids=" ".join,
)
def test_answers_that_exclude_each_other_or_mean_nothing_are_wrong_usage(said: list[str]) -> None:
    with pytest.raises(UsageError):
        answered(*said)


def test_what_is_missing_is_told_in_the_order_of_the_wizard() -> None:
    lacking = missing(Settings(), pleo_connected=False, quickbooks_connected=False)
    assert lacking == ("pleo", "quickbooks", "wallet_account", "pocket_account", "time_zone", "dimensions")


def complete() -> Settings:
    """Everything chosen, each account by an id that tells its role."""
    accounts: dict[str, Any] = {member: role.value for role, member in ACCOUNT_MEMBERS.items()}
    return Settings(
        pleo_company_id="pleo",
        realm_id="realm",
        pocket_used=True,
        no_tax_code_id="no tax",
        journal_code_id="journal",
        time_zone="Europe/Paris",
        dimensions=(),
        start_date=date(2026, 11, 1),
        closed_periods=ClosedPeriods.FIRST_OPEN_DAY,
        single_vendor=True,
        **accounts,
    )


def test_the_posting_rules_are_given_every_choice_that_they_know() -> None:
    settings = complete()
    assert missing(settings, pleo_connected=True, quickbooks_connected=True) == ()
    given = posting_settings(settings, MEMO_WORDS)
    shared = {one.name for one in fields(PostingSettings)} & {one.name for one in fields(Settings)}
    assert set(ACCOUNT_MEMBERS.values()) < shared
    for name in shared - {"single_vendor"}:
        assert getattr(given, name) == getattr(settings, name) != getattr(Settings(), name), name
    assert given.single_vendor == "Pleo"


def test_the_chosen_accounts_are_told_by_role() -> None:
    assert chosen_accounts(complete()) == {role: role.value for role in Role}
    assert chosen_accounts(Settings(wallet_account_id="35")) == {Role.WALLET: "35"}


def test_another_company_takes_nothing_over_from_the_one_before() -> None:
    forgotten = forgotten_with(Side.QUICKBOOKS)
    assert {"realm_id", "convention", "use_account_numbers", "dimensions", "friendly_names"} < set(forgotten)
    assert set(ACCOUNT_MEMBERS.values()) < set(forgotten)
    assert not {"pleo_company_id", "language", "appearance", "closed_periods", "time_zone"} & set(forgotten)
    assert all(value == getattr(Settings(), name) for name, value in forgotten.items())
    assert set(forgotten_with(Side.PLEO)) == {
        "pleo_company_id",
        "pleo_company_name",
        "pleo_activated",
        "pleo_told_ended",
        "pleo_key_ends",
        "written_accounts",
        "contra_account_id",
    }


@pytest.mark.parametrize(
    ("settings", "company", "convention", "categories"),
    [
        (Settings(), BAKERY, "FR", "numbers"),
        (Settings(), STUDIO, "GB", "names"),
        (Settings(convention=ConventionName.INTERNATIONAL), BAKERY, "INTL", "names"),
        (Settings(convention=ConventionName.FRANCE), STUDIO, "FR", "numbers"),
        (Settings(use_account_numbers=False), BAKERY, "FR", "names"),
        (Settings(use_account_numbers=True), STUDIO, "GB", "numbers"),
    ],
)
def test_what_nobody_chose_follows_the_company_and_is_told_in_the_commands_words(
    settings: Settings, company: Company, convention: str, categories: str
) -> None:
    assert choice_of("convention").in_words(settings, company) == convention
    assert choice_of("use_account_numbers").in_words(settings, company) == categories


def test_choices_are_told_in_the_words_by_which_they_are_chosen() -> None:
    told = {one.json: one.in_words(complete(), BAKERY) for one in CHOICES if one.json}
    assert told == {
        "no_tax_code": "no tax",
        "journal_code": "journal",
        "time_zone": "Europe/Paris",
        "convention": "FR",
        "categories": "numbers",
        "dimensions": [],
        "from": "2026-11-01",
        "closed_period": "first-open-day",
        "vendors": "single",
    }
    several = Settings(dimensions=(Dimension.CLASSES, Dimension.PROJECTS))
    assert choice_of("dimensions").in_words(several, BAKERY) == ["classes", "projects"]
    assert choice_of("single_vendor").in_words(Settings(), BAKERY) == "create"
