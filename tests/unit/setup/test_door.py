"""Set-up without a key: complete without a contra account and without anything in Pleo (design.md 10.4)."""

from dataclasses import replace

import pytest

from pleoqb_desktop.ports.errors import SetupIncompleteError
from pleoqb_desktop.ports.settings import Door, Settings
from pleoqb_desktop.setup.readiness import missing, posting_settings
from tests import builders as make

CHOSEN = Settings(
    realm_id="9130",
    wallet_account_id=make.WALLET,
    pocket_used=False,
    time_zone="Europe/Paris",
    dimensions=(),
)


def test_without_a_key_pleo_is_missing_until_the_file_is_the_door() -> None:
    assert missing(CHOSEN, pleo_connected=False, quickbooks_connected=True) == ("pleo",)
    by_file = replace(CHOSEN, door=Door.FILE)
    assert missing(by_file, pleo_connected=False, quickbooks_connected=True) == ()
    assert posting_settings(by_file, make.MEMO_WORDS).pleo_company_id == ""


def test_by_key_nothing_is_posted_for_a_company_that_is_not_known() -> None:
    with pytest.raises(SetupIncompleteError):
        posting_settings(replace(CHOSEN, door=Door.KEY), make.MEMO_WORDS)
