"""Which QuickBooks account is meant."""

import pytest

from pleoqb_desktop.domain.books import AccountType
from pleoqb_desktop.domain.entries import Purchase
from pleoqb_desktop.domain.problems import Code, PleoReason
from pleoqb_desktop.domain.spend import ExportItem
from tests.builders import (
    CARD,
    CLOSED_ACCOUNT,
    MEALS,
    PAYABLES,
    RECEIVABLES,
    WALLET,
    WALLET_USD,
    account,
    account_name,
    books,
    held,
    item,
    line,
    posted,
    settings,
    with_accounts,
)


def entry_of(expense: ExportItem, **company: object) -> Purchase:
    entry = posted(expense, **company).document
    assert isinstance(entry, Purchase)
    return entry


class TestAccount:
    def test_is_found_by_the_quickbooks_id_we_synced(self) -> None:
        entry = entry_of(item(lines=[line("12.00", account=account_name(MEALS, code="606400"))]))
        assert entry.lines[0].account_id == MEALS

    @pytest.mark.parametrize("identifier", [None, "", "unknown"])
    def test_is_found_by_its_number_when_the_id_says_nothing(self, identifier: str | None) -> None:
        entry = entry_of(item(lines=[line("12.00", account=account_name(identifier, code="625700"))]))
        assert entry.lines[0].account_id == MEALS

    def test_an_active_account_is_preferred_among_those_of_one_number(self) -> None:
        old = account(MEALS, id="3", active=False)
        for chart in (with_accounts(old), tuple(reversed(with_accounts(old)))):
            entry = entry_of(
                item(lines=[line("12.00", account=account_name(None, code="625700"))]), in_books=books(accounts=chart)
            )
            assert entry.lines[0].account_id == MEALS

    @pytest.mark.parametrize(
        ("identifier", "code", "shown"),
        [("999", None, "999"), (None, "999999", "999999"), ("9", "6", "9"), (None, None, "Taxi")],
    )
    def test_an_unknown_one_is_held_by_name(self, identifier: str | None, code: str | None, shown: str) -> None:
        name = account_name(identifier, code=code, name="Taxi")
        chart = [a for a in with_accounts() if a.id != "9"]
        problem = held(item(lines=[line("12.00", account=name)]), in_books=books(accounts=chart))
        assert (problem.code, problem.pleo_reason) == (Code.ACCOUNT_UNKNOWN, PleoReason.INVALID_CONFIGURATION)
        assert problem.params["category"] == "Taxi"
        assert problem.params["account"] == (code or shown)

    @pytest.mark.parametrize("name", [account_name(CLOSED_ACCOUNT), account_name(None, code="606900")])
    def test_an_inactive_one_is_held_by_name(self, name: object) -> None:
        problem = held(item(lines=[line("12.00", account=name)]))
        assert (problem.code, problem.pleo_reason) == (Code.ACCOUNT_INACTIVE, PleoReason.INVALID_CONFIGURATION)
        assert problem.params == {"category": "Category", "account": "606900 Ancien compte"}

    @pytest.mark.parametrize("unfit", [PAYABLES, RECEIVABLES, "90"])
    def test_one_that_takes_no_expense_is_held(self, unfit: str) -> None:
        assert held(item(lines=[line("12.00", account=unfit)])).code is Code.ACCOUNT_TYPE

    def test_one_bad_line_holds_the_whole_item(self) -> None:
        assert held(item(lines=[line("12.00"), line("3.00", account="999")])).code is Code.ACCOUNT_UNKNOWN


class TestWallet:
    """The item's contra account when it is a QuickBooks account of that currency, else the configured one."""

    @pytest.mark.parametrize(
        ("contra", "used"),
        [
            (account_name(CARD), CARD),
            (account_name(None, code="512300"), CARD),
            (None, WALLET),
            (account_name("999"), WALLET),
            (account_name(MEALS), WALLET),
            (account_name(WALLET_USD), WALLET),
        ],
        ids=["by id", "by number", "none", "unknown", "no money account", "of another currency"],
    )
    def test_contra_account(self, contra: object, used: str) -> None:
        entry = entry_of(item(contra_account=contra))
        assert isinstance(entry, Purchase)
        assert entry.account_id == used

    def test_an_inactive_contra_account_is_not_used(self) -> None:
        chart = with_accounts(account(CARD, active=False))
        entry = entry_of(item(contra_account=account_name(CARD)), in_books=books(accounts=chart))
        assert isinstance(entry, Purchase)
        assert entry.account_id == WALLET


def test_a_configured_account_that_is_gone_is_held() -> None:
    problem = held(item(), chosen=settings(wallet_account_id="999"))
    assert (problem.code, problem.params["role"]) == (Code.CONFIGURED_ACCOUNT_MISSING, "wallet")


def test_a_configured_account_that_is_inactive_is_held_by_name() -> None:
    chart = with_accounts(account(WALLET, active=False))
    problem = held(item(), in_books=books(accounts=chart))
    assert problem.code is Code.ACCOUNT_INACTIVE
    assert problem.params["account"] == "512100 Banque Pleo"


def test_a_wallet_that_is_neither_bank_nor_card_is_held() -> None:
    chart = with_accounts(account(WALLET, type=AccountType.OTHER_CURRENT_ASSET))
    assert held(item(), in_books=books(accounts=chart)).code is Code.ACCOUNT_TYPE
