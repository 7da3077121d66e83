"""The page that signs in: the browser's answer, one pasted by hand, and everything that can go wrong on the way."""

import socket
from contextlib import ExitStack
from itertools import chain

import pytest

from pleoqb_desktop.app import App
from pleoqb_desktop.gui.frame import Frame
from pleoqb_desktop.services.intuit.loopback import listen
from pleoqb_desktop.setup.flow import Step
from tests.gui.windows import agree, in_browser, prepare, waiting_address
from tests.patience import PATIENCE


@pytest.fixture
def company(windows, practice):
    return windows.connect_to(practice)


@pytest.fixture
def realm(company) -> str:
    return company["quickbooks"]["realm_id"]


@pytest.fixture
def frame(company, windows) -> Frame:
    prepare(company, Step.CONNECT_QUICKBOOKS)
    return windows.open()


def address(person, frame: Frame) -> str:
    """Starts a sign-in; what the browser was asked to open."""
    person.press(frame, "Sign in")
    return waiting_address(person, frame)


def test_it_returns_by_itself_and_goes_on_with_the_company_told(frame, realm, person):
    in_browser(address(person, frame), realm).join()
    person.wait(lambda: frame.view.here is Step.CHOOSE_ACCOUNT)
    person.wait_for(frame, "Connected to QuickBooks: Studio Lark Ltd (GB · GBP · QuickBooks Online Plus)")


def test_the_company_that_answered_is_named_and_nothing_is_written_until_a_button_is_pressed(
    frame, realm, practice, person
):
    shown = address(person, frame)
    practice.control("requests", method="DELETE")
    in_browser(shown, realm).join()
    person.wait_for(frame, "QuickBooks opened the books of Studio Lark Ltd")
    person.wait_for(frame, "Will be made in QuickBooks, for Studio Lark Ltd")
    asked = practice.control("requests", method="GET")["log"]
    assert [one for one in asked if one["service"] in ("pleo", "quickbooks") and _writes(one)] == []


def test_the_books_of_somebody_else_are_left_and_the_sign_in_begins_again(frame, realm, practice, person):
    other = practice.company("FR")["quickbooks"]["realm_id"]
    in_browser(address(person, frame), other).join()
    person.wait_for(frame, "QuickBooks opened the books of Boulangerie Martin SARL")
    person.press(frame, "It is another company")
    person.wait(lambda: frame.view.here is Step.CONNECT_QUICKBOOKS)
    program = frame.opened.program
    assert program.settings.load().realm_id is None
    assert not program.quickbooks_connected()
    in_browser(address(person, frame), realm).join()
    person.wait_for(frame, "QuickBooks opened the books of Studio Lark Ltd")


def _writes(request: dict) -> bool:
    return request["method"] != "GET" and not request["path"].endswith((":search", "/query", "/batch"))


def test_the_address_can_be_copied_and_opened_again(frame, realm, person, monkeypatch):
    opened: list[str] = []
    monkeypatch.setattr(App, "open_in_browser", lambda _, address: opened.append(address) or True)
    shown = address(person, frame)
    person.wait(lambda: opened == [shown])
    person.press(frame, "Open the page again")
    person.wait(lambda: opened == [shown, shown])


def test_without_a_browser_the_address_is_shown_and_the_wait_goes_on(frame, realm, person, monkeypatch):
    monkeypatch.setattr(App, "open_in_browser", lambda _, address: False)
    shown = address(person, frame)
    person.wait_for(frame, "No browser could be started.")
    in_browser(shown, realm).join()
    person.wait(lambda: frame.view.here is Step.CHOOSE_ACCOUNT)


def test_a_denied_sign_in_is_told_and_can_be_started_again(frame, realm, person):
    in_browser(address(person, frame), realm, "deny").join()
    person.wait(frame.view.notice.isVisible)
    assert frame.view.here is Step.CONNECT_QUICKBOOKS
    in_browser(address(person, frame), realm).join()
    person.wait(lambda: frame.view.here is Step.CHOOSE_ACCOUNT)


def test_rubbish_pasted_is_explained_and_the_wait_goes_on(frame, realm, person):
    shown = address(person, frame)
    person.press(frame, "It does not work?")
    for rubbish in ("rubbish", "http://localhost/callback?code=1&realmId=2&state=0-wrong", "<script>", "x" * 9000):
        person.write(frame, "Pasted address", rubbish)
        person.press(frame, "Paste the address")
        person.wait_for(frame, "sign-in")
    in_browser(shown, realm).join()
    person.wait(lambda: frame.view.here is Step.CHOOSE_ACCOUNT)


def test_the_address_on_which_the_browser_ended_is_taken_when_pasted(frame, realm, person):
    import requests

    page, _, query = address(person, frame).partition("?")
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    body = f"{query}&decision=allow&realm_id={realm}"
    answer = requests.post(page, data=body, headers=headers, timeout=PATIENCE, allow_redirects=False)
    person.press(frame, "It does not work?")
    person.write(frame, "Pasted address", answer.headers["Location"])
    person.press(frame, "Paste the address")
    person.wait(lambda: frame.view.here is Step.CHOOSE_ACCOUNT)


def test_going_back_gives_the_sign_in_up_and_frees_its_port(frame, person, windows):
    address(person, frame)
    person.press(frame, "Back")
    assert frame.view.here is Step.CONNECT_PLEO

    def free() -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", windows.ports[0])) != 0

    person.wait(free)


def test_another_company_says_which_was_known_and_offers_both_ways(company, windows, practice, person, alerts):
    prepare(company, Step.CHOOSE_ACCOUNT)
    frame = windows.open()
    frame.view.go_to(Step.CONNECT_QUICKBOOKS)
    person.wait_for(frame, "Connected to QuickBooks: Studio Lark Ltd")
    other = practice.company("FR")["quickbooks"]["realm_id"]
    person.press(frame, "Sign in again")
    in_browser(waiting_address(person, frame), other).join()
    person.wait(frame.view.notice.isVisible)
    assert person.sees(frame, "Studio Lark Ltd")
    assert frame.opened.program.settings.load().company_name == "Studio Lark Ltd"
    alerts.answers.append(True)
    person.press(frame, "Start over with the other company")
    in_browser(waiting_address(person, frame), other).join()
    person.wait(lambda: frame.view.here is Step.CHOOSE_ACCOUNT)
    assert frame.opened.program.settings.load().company_name == "Boulangerie Martin SARL"


def test_all_ports_busy_is_told_and_the_address_can_still_be_pasted(frame, realm, windows, person):
    import requests

    with ExitStack() as held:
        for listener in chain.from_iterable(map(listen, windows.ports)):
            held.enter_context(listener)
        person.press(frame, "Sign in")
        person.press(frame, "Go on and paste the address by hand")
        page, _, query = waiting_address(person, frame).partition("?")
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        body = f"{query}&decision=allow&realm_id={realm}"
        answer = requests.post(page, data=body, headers=headers, timeout=PATIENCE, allow_redirects=False)
        person.write(frame, "Pasted address", answer.headers["Location"])
        person.press(frame, "Paste the address")
        person.wait(lambda: frame.view.here is Step.CHOOSE_ACCOUNT)


def test_a_sign_in_that_was_revoked_is_told_with_the_button_that_leads_back_here(company, windows, practice, person):
    prepare(company, Step.CHOOSE_ACCOUNT)
    practice.control("intuit", {"revoke_all": True})
    frame = windows.open()
    person.wait_for(frame, "Your sign-in to QuickBooks has ended")
    person.press(frame, "Sign in to QuickBooks")
    assert frame.view.here is Step.CONNECT_QUICKBOOKS
    in_browser(address(person, frame), company["quickbooks"]["realm_id"]).join()
    person.wait(lambda: frame.view.here is Step.CHOOSE_ACCOUNT)


def test_a_plan_without_classes_and_bills_is_told_and_does_not_hold_up(frame, realm, practice, person):
    plan = {"NameValue": [{"Name": "OfferingSku", "Value": "QuickBooks Online Simple Start"}]}
    practice.control(f"quickbooks/{realm}/change", {"company_info": plan})
    in_browser(address(person, frame), realm).join()
    person.wait(lambda: frame.view.here is Step.CHOOSE_ACCOUNT)
    person.wait_for(frame, "no classes, projects or locations")
    person.wait_for(frame, "no bills")


class TestOwnKeys:
    """The panel for people who bring their own Intuit app."""

    @pytest.fixture
    def keyless(self, company, windows, monkeypatch) -> Frame:
        prepare(company, Step.CONNECT_QUICKBOOKS)
        monkeypatch.delenv("PLEOQB_INTUIT_CLIENT_ID")
        monkeypatch.delenv("PLEOQB_INTUIT_CLIENT_SECRET")
        return windows.open()

    def test_without_keys_the_panel_is_open_and_sign_in_waits_for_them(self, keyless, person):
        person.wait_for(keyless, "Only for those who bring their own Intuit app.")
        assert not keyless.view.main.isEnabled()
        assert person.field(keyless, "Address 1 to register").text() == "http://localhost:45871/callback"
        assert person.field(keyless, "Address 3 to register").text() == "http://localhost:45873/callback"

    def test_wrong_keys_are_refused_at_once_and_not_kept(self, keyless, person):
        person.write(keyless, "Client ID", "nobody")
        person.write(keyless, "Client secret", "nothing")
        person.press(keyless, "Check and keep these keys")
        person.wait_for(keyless, "keys")
        person.wait(lambda: not keyless.view.page.keys.running)
        assert keyless.opened.program.settings.load().intuit_client_id is None
        assert not keyless.view.main.isEnabled()

    def test_right_keys_are_tried_kept_and_used(self, keyless, company, realm, person):
        person.write(keyless, "Client ID", company["quickbooks"]["client_id"])
        person.write(keyless, "Client secret", company["quickbooks"]["client_secret"])
        person.press(keyless, "Check and keep these keys")
        person.wait_for(keyless, "Intuit knows these keys; they are kept.")
        assert person.field(keyless, "Client secret").text() == ""
        agree(address(person, keyless), realm)
        person.wait(lambda: keyless.view.here is Step.CHOOSE_ACCOUNT)
