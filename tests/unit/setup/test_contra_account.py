"""Whether the contra account is chosen in Pleo: asked there, and what was told is noted for the next start."""

import pytest

from pleoqb_desktop.domain.spend import PleoCompany
from pleoqb_desktop.ports.settings import Settings
from pleoqb_desktop.setup.contra_account import contra_account_chosen
from tests.on_paper.computer import SettingsOnPaper
from tests.on_paper.reference import ConnectionOnPaper, ReferenceOnPaper


@pytest.fixture
def pleo() -> ReferenceOnPaper:
    return ReferenceOnPaper(ConnectionOnPaper(PleoCompany("pleo", "Boulangerie")))


def test_what_pleo_tells_is_noted_and_taken_back_when_it_is_so_no_more(pleo: ReferenceOnPaper) -> None:
    settings = SettingsOnPaper(Settings(wallet_account_id="35"))
    assert not contra_account_chosen(pleo, settings)
    pleo.chosen.add("35")
    assert contra_account_chosen(pleo, settings)
    assert settings.load().contra_account_id == "35"
    pleo.chosen.clear()
    assert not contra_account_chosen(pleo, settings)
    assert settings.load().contra_account_id is None


def test_without_an_account_of_pleo_nobody_is_asked(pleo: ReferenceOnPaper) -> None:
    assert not contra_account_chosen(pleo, SettingsOnPaper())
    assert not pleo.asked
