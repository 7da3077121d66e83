"""Which accounts people see in Pleo."""

from dataclasses import replace

import pytest

from pleoqb_desktop.domain.books import Account, AccountType
from pleoqb_desktop.ports.settings import Settings
from pleoqb_desktop.sync.accounts import offered_accounts
from pleoqb_desktop.sync.category_file import seen_by_employees
from tests.builders import books, with_accounts

DOLLARS = Account("950", "Pleo USD", AccountType.BANK, currency="USD")


@pytest.mark.parametrize(
    ("account", "multi_currency", "offered"),
    [
        (DOLLARS, True, True),
        (replace(DOLLARS, type=AccountType.CREDIT_CARD), True, True),
        (replace(DOLLARS, currency="EUR"), True, False),
        (replace(DOLLARS, active=False), True, False),
        (replace(DOLLARS, type=AccountType.ACCOUNTS_PAYABLE), True, False),
        (DOLLARS, False, False),
    ],
)
def test_an_account_for_a_wallet_in_another_currency_can_be_chosen_as_contra_account(
    account: Account, multi_currency: bool, offered: bool
) -> None:
    own = books(accounts=with_accounts(account), multi_currency=multi_currency)
    assert (account.id in {one.id for one in offered_accounts(own, Settings())}) is offered
    assert account.id not in {one.id for one in seen_by_employees(own, Settings())}
    assert account.id not in {one.id for one in offered_accounts(own, Settings(accounts_out=(account.id,)))}
