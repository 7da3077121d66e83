"""The page that takes the API key: checked at once, every refusal explained with a way out, nothing kept that does not work."""

import keyring
import pytest
from keyring.backends.fail import Keyring as NoKeyring
from PySide6.QtWidgets import QApplication

from pleoqb_desktop.app import App
from pleoqb_desktop.gui.frame import Frame
from pleoqb_desktop.services.storage.secrets import SessionSecrets
from pleoqb_desktop.setup.flow import Step
from tests.gui.windows import prepare


@pytest.fixture
def company(windows, practice):
    return windows.connect_to(practice)


@pytest.fixture
def frame(company, windows, person) -> Frame:
    prepare(company, Step.CONNECT_PLEO)
    shown = windows.open()
    person.press(shown, "Continue")
    person.wait_for(shown, "How do your expenses come out of Pleo?")
    return shown


def connect(person, frame: Frame, key: str) -> None:
    person.write(frame, "Pleo API key", key)
    person.press(frame, "Connect")
    person.wait(lambda: not frame.view.page.busy or frame.view.here is not Step.CONNECT_PLEO)


def test_a_good_key_is_told_with_its_company_and_the_field_is_emptied(frame, company, person):
    connect(person, frame, company["pleo"]["api_key"])
    person.wait_for(frame, "Connected to Pleo: Studio Lark Ltd")
    person.wait(lambda: frame.view.here is Step.CONNECT_QUICKBOOKS, "what is green goes on by itself")
    person.press(frame, "Back")
    assert person.field(frame, "Pleo API key").text() == ""
    person.wait_for(frame, "Connected to Pleo: Studio Lark Ltd")
    assert frame.view.main.text() == "Continue"
    assert frame.opened.program.pleo_connected()


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("not a key", "This text is not a Pleo API key"),
        ("clé-é", "This text is not a Pleo API key"),
        ("wrong-key", "Pleo does not recognise this API key"),
        ("<b>x</b>", "Pleo does not recognise this API key"),
    ],
)
def test_a_wrong_key_is_explained_and_not_kept(key, words, frame, person):
    connect(person, frame, key)
    person.wait_for(frame, words)
    assert frame.view.main.text() == "Connect"
    assert not frame.opened.program.pleo_connected()
    if "recognise" in words:
        assert person.sees(frame, "Copy it once more, whole")


def test_nothing_can_be_connected_while_the_field_is_empty(frame):
    assert not frame.view.main.isEnabled()


def test_rubbish_of_many_lines_on_the_clipboard_is_taken_as_one_line(frame, person):
    QApplication.clipboard().setText("one\ntwo\n" * 5000)
    person.press(frame, "Paste")
    text = person.field(frame, "Pleo API key").text()
    assert "\n" not in text
    assert 0 < len(text) <= 4096


def test_writing_again_takes_the_trouble_away(frame, person):
    connect(person, frame, "wrong-key")
    person.wait_for(frame, "Pleo does not recognise this API key")
    person.write(frame, "Pleo API key", "another")
    assert not frame.view.notice.isVisible()


def test_a_key_that_was_revoked_meanwhile_is_found_when_the_page_opens(company, windows, practice, person):
    prepare(company, Step.CONNECT_QUICKBOOKS)
    practice.pleo_control("key", {"revoked": True}, country="GB")
    frame = windows.open()
    frame.view.go_to(Step.CONNECT_PLEO)
    person.wait_for(frame, "Pleo does not recognise this API key")
    assert frame.view.main.text() == "Connect"


def test_a_key_of_another_company_offers_both_ways(company, windows, practice, person, alerts):
    prepare(company, Step.CONNECT_QUICKBOOKS)
    other = practice.company("FR")["pleo"]["api_key"]
    frame = windows.open()
    frame.view.go_to(Step.CONNECT_PLEO)
    person.wait_for(frame, "Connected to Pleo: Studio Lark Ltd")
    connect(person, frame, other)
    person.wait_for(frame, "Boulangerie Martin SARL")
    assert person.sees(frame, "Studio Lark Ltd")
    person.press(frame, "Start over with this company")
    assert alerts.asked[0][3] == "Keep the company"
    assert frame.opened.program.settings.load().pleo_company_name == "Studio Lark Ltd"
    alerts.answers.append(True)
    person.press(frame, "Start over with this company")
    person.wait_for(frame, "Connected to Pleo: Boulangerie Martin SARL")
    assert frame.opened.program.settings.load().pleo_company_name == "Boulangerie Martin SARL"


def test_missing_permissions_stand_one_on_a_line(frame, company, practice, person):
    practice.pleo_control("key", {"scopes": ["export-jobs:read", "accounts:read"]}, country="GB")
    connect(person, frame, company["pleo"]["api_key"])
    person.wait(frame.view.notice.isVisible)
    lines = frame.view.notice.body.text().splitlines()
    assert "• export-jobs:write" in lines
    assert "• accounts:write" in lines


def test_without_a_password_store_it_says_so_and_keeps_the_key_for_this_time_only(frame, company, person):
    keyring.set_keyring(NoKeyring())
    connect(person, frame, company["pleo"]["api_key"])
    person.press(frame, "Keep it for this time only")
    person.wait_for(frame, "Connected to Pleo: Studio Lark Ltd")
    assert isinstance(frame.opened.program.secrets, SessionSecrets)
    person.wait_for(frame, "Your browser will open")


def test_a_window_without_a_password_store_opens_all_the_same_and_leads_to_the_explanation(company, windows, person):
    keyring.set_keyring(NoKeyring())
    frame = windows.open()
    person.press(frame, "Start")
    person.press(frame, "Continue")
    person.press(frame, "Keep it for this time only")
    connect(person, frame, company["pleo"]["api_key"])
    person.wait_for(frame, "Connected to Pleo: Studio Lark Ltd")


def test_pleo_out_of_reach_is_told_with_a_way_to_try_again(frame, company, practice, person):
    practice.control("conditions", {"faults": [{"kind": "reset", "service": "pleo", "times": 50}]})
    connect(person, frame, company["pleo"]["api_key"])
    person.wait_for(frame, "Pleo does not answer")
    practice.control("conditions", {"faults": []})
    person.press(frame, "Try again")
    person.wait_for(frame, "Connected to Pleo: Studio Lark Ltd")


def test_what_would_count_everything_twice_is_asked_before_the_key_and_a_full_box_says_what_comes_next(frame, person):
    field = person.field(frame, "Pleo API key")
    warning = frame.view.page.by_key._warning
    assert person.sees(frame, "does Pleo already send your expenses to QuickBooks?")
    assert warning.mapTo(frame, warning.rect().bottomLeft()).y() < field.mapTo(frame, field.rect().topLeft()).y()
    assert not person.sees(frame, "Press Connect.")
    person.write(frame, "Pleo API key", "a key")
    person.wait_for(frame, "The key is pasted. Press Connect.")


def test_the_secret_field_hides_its_text_until_it_is_shown(frame, person):
    field = person.field(frame, "Pleo API key")
    assert field.echoMode() is field.EchoMode.Password
    person.press(frame, "Show the key")
    assert field.echoMode() is field.EchoMode.Normal


def test_that_the_system_will_make_a_password_store_is_said_before_it_asks(company, windows, person, monkeypatch):
    prepare(company, Step.CONNECT_PLEO)
    made: list[bool] = []
    monkeypatch.setattr(App, "makes_password_store", lambda _: not made)
    frame = windows.open()
    person.press(frame, "Continue")
    person.wait_for(frame, "Your system will now ask you for a new password")
    made.append(True)
    person.write(frame, "Pleo API key", company["pleo"]["api_key"])
    person.press(frame, "Connect")
    person.wait(lambda: frame.view.here is Step.CONNECT_QUICKBOOKS)
    assert not person.sees(frame, "Your system will now ask you for a new password")
