"""What Pleo is told of the sign-in at QuickBooks: once when it ended, once when it is there again, and nothing it did not know of."""

from dataclasses import replace

import pytest

from pleoqb_desktop.domain.problems import Code, problem
from pleoqb_desktop.domain.spend import PleoCompany
from pleoqb_desktop.ports.errors import SpendRefusal, UnavailableError
from pleoqb_desktop.ports.settings import Door, Settings
from pleoqb_desktop.setup.installation import PleoInstallation
from tests.on_paper.computer import SettingsOnPaper
from tests.on_paper.reference import ConnectionOnPaper

IN_USE = Settings(pleo_activated=True, door=Door.KEY)


@pytest.fixture
def pleo() -> ConnectionOnPaper:
    connection = ConnectionOnPaper(PleoCompany("pleo", "Boulangerie"))
    connection.set_status("ACTIVATED")
    connection.asked.clear()
    return connection


def test_an_end_and_a_new_sign_in_are_told_once_each(pleo: ConnectionOnPaper) -> None:
    installation = PleoInstallation(lambda: pleo, SettingsOnPaper(IN_USE))
    for _ in range(2):
        installation.sign_in_ended()
        assert pleo.status == ("ERROR", "AUTH_ERROR")
    for _ in range(2):
        installation.signed_in_again()
        assert pleo.status == ("ACTIVATED", None)
    assert pleo.asked["set_status"] == 2


def test_what_the_owner_ended_herself_is_no_error(pleo: ConnectionOnPaper) -> None:
    installation = PleoInstallation(lambda: pleo, SettingsOnPaper(IN_USE))
    installation.signed_out()
    assert pleo.status == ("INACTIVE", None)
    installation.signed_in_again()
    assert pleo.status == ("ACTIVATED", None)


@pytest.mark.parametrize(
    "settings", [replace(IN_USE, pleo_activated=False), replace(IN_USE, door=Door.FILE)], ids=["not in use", "by file"]
)
def test_what_pleo_did_not_call_active_is_not_told_to_have_ended(pleo: ConnectionOnPaper, settings: Settings) -> None:
    PleoInstallation(lambda: pleo, SettingsOnPaper(settings)).sign_in_ended()
    assert not pleo.asked


@pytest.mark.parametrize(
    "trouble",
    [UnavailableError(problem(Code.PLEO_UNREACHABLE)), SpendRefusal(403, "FORBIDDEN", "")],
    ids=["away", "no"],
)
def test_a_pleo_that_does_not_listen_hides_nothing_and_is_told_the_next_time(
    pleo: ConnectionOnPaper, trouble: Exception
) -> None:
    settings = SettingsOnPaper(IN_USE)
    pleo.spoil("set_status", trouble)
    installation = PleoInstallation(lambda: pleo, settings)
    installation.sign_in_ended()
    assert not settings.load().pleo_told_ended
    installation.sign_in_ended()
    assert settings.load().pleo_told_ended
