"""Buttons lead to https pages of the two services and nowhere else; this computer only where the services are on it."""

import pytest

from pleoqb_desktop.gui.links import Links, Place, Sites
from pleoqb_desktop.texts import Action

REAL = Sites("https://app.pleo.io", "https://qbo.intuit.com", "https://appcenter.intuit.com/connect/oauth2")
LOCAL = Sites("http://127.0.0.1:8000/practice", "http://127.0.0.1:8000/quickbooks", REAL.sign_in)


@pytest.fixture
def opened() -> list[str]:
    return []


@pytest.fixture
def links(opened) -> Links:
    return Links(REAL, opened.append)


@pytest.mark.parametrize(
    "address",
    [
        "https://app.pleo.io/",
        "https://pleo.io",
        "https://qbo.intuit.com/app/expense?txnId=1",
        "https://developer.intuit.com/x",
    ],
)
def test_pages_of_the_two_services_are_opened(address, links, opened):
    assert links.open(address)
    assert opened == [address]


@pytest.mark.parametrize(
    "address",
    [
        "http://app.pleo.io/",
        "https://evil-pleo.io/",
        "https://pleo.io.evil.example/",
        "https://intuit.com@evil.example/",
        "https://evil.example/?https://pleo.io",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "https://app.pleo.io/ x",
        "https://app.pleo.io/\nx",
        "https://plеo.io/",  # a Cyrillic letter
        "http://127.0.0.1:8000/",
        "https://[",
        "",
    ],
)
def test_nothing_else_is_ever_opened(address, links, opened):
    assert not links.open(address)
    assert opened == []


def test_this_computer_is_opened_only_where_the_services_are_on_it(opened):
    assert Links(LOCAL, opened.append).open("http://127.0.0.1:8000/quickbooks/app/expense")


@pytest.mark.parametrize("place", list(Place))
@pytest.mark.parametrize("sites", [REAL, LOCAL], ids=["real", "local"])
def test_every_place_has_an_address_that_may_be_opened(place, sites, opened):
    links = Links(sites, opened.append)
    assert links.visit(place)
    assert opened == [links.address(place)]


@pytest.mark.parametrize("action", [one for one in Action if one.name.startswith("OPEN_")])
def test_an_action_that_opens_a_page_of_a_service_has_a_place(action, links):
    own = {Action.OPEN_ENTRY, Action.OPEN_PLEO_ENTRY, Action.OPEN_SETTINGS, Action.OPEN_START_DATE, Action.OPEN_SETUP}
    assert (links.place_of(action) is None) == (action in own)
