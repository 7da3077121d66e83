"""From first start to the first export in twelve clicks and one paste, in both languages, in practice and with real services."""

import pytest
import requests
from PySide6.QtWidgets import QApplication

from pleoqb_desktop.gui.frame import Frame
from pleoqb_desktop.gui.links import Place
from pleoqb_desktop.gui.wizard.window import Wizard
from pleoqb_desktop.setup.flow import Step
from tests.gui.person import Person
from tests.gui.windows import in_browser, waiting_address
from tests.gui.work import is_quiet
from tests.patience import PATIENCE

WORDS = {
    "en": (
        "Start",
        "Continue",
        "Send and continue",
        "Pleo API key",
        "Connect",
        "Sign in",
        "Create and continue",
        "Finish and see my expenses",
    ),
    "fr": (
        "Commencer",
        "Continuer",
        "Envoyer et continuer",
        "Clé API Pleo",
        "Connecter",
        "Se connecter",
        "Créer et continuer",
        "Terminer et voir mes dépenses",
    ),
}
COPY_KEY = {"en": "Copy the practice key", "fr": "Copier la clé d'entraînement"}


TRIAL = {"en": "Start the trial", "fr": "Commencer l'essai"}


def walk(person: Person, frame: Frame, language: str, key: str, realm_id: str) -> None:
    """The path of the storyboard, by the words on the buttons alone; ends where the main window opens."""
    start, go_on, send, field, connect, sign_in, create, finish = WORDS[language]
    person.press(frame, TRIAL[language] if frame.opened.program.practice else start)
    person.press(frame, go_on)
    person.write(frame, field, key)
    person.press(frame, connect)  # goes on by itself
    person.press(frame, sign_in)
    address = waiting_address(person, frame)
    person.clicks += 1  # "Authorise" in the browser
    browser = in_browser(address, realm_id)
    person.press(frame, create)
    browser.join()
    person.press(frame, go_on)  # the contra account
    person.press(frame, send)  # categories, VAT rates, tags
    person.press(frame, send)
    person.press(frame, send)
    person.press(frame, finish)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_practice_takes_eleven_clicks_and_one_paste_to_the_main_window_where_export_now_is_the_twelfth(
    language, windows, person, alerts
):
    frame = windows.open(language, practice=True)
    company = frame.opened.program.practice.company
    walk(person, frame, language, company["pleo"]["api_key"], company["quickbooks"]["realm_id"])
    person.wait(lambda: not isinstance(frame.view, Wizard), "the main window did not open")
    assert (person.clicks, person.pastes) == (11, 1)
    assert (alerts.told, alerts.asked, alerts.problems, alerts.bugs) == ([], [], [], [])
    program = frame.opened.program
    assert program.missing() == ()
    assert program.settings.load().wizard_done


@pytest.mark.parametrize(("language", "country"), [("en", "GB"), ("fr", "FR")])
def test_with_real_services_the_path_is_the_same(language, country, windows, person, practice, alerts):
    company = windows.connect_to(practice, country)
    frame = windows.open(language)
    walk(person, frame, language, company["pleo"]["api_key"], company["quickbooks"]["realm_id"])
    person.wait(lambda: not isinstance(frame.view, Wizard), "the main window did not open")
    assert (person.clicks, person.pastes) == (11, 1)
    assert alerts.bugs == []
    assert practice.errors() == []


def test_the_practice_key_is_copied_by_a_button_so_that_one_paste_does_it(windows, person):
    frame = windows.open(practice=True)
    person.press(frame, "Start the trial")
    person.press(frame, "Continue")
    person.press(frame, "Copy the practice key")
    assert QApplication.clipboard().text() == frame.opened.program.practice.company["pleo"]["api_key"]
    person.press(frame, "Paste")
    person.press(frame, "Connect")
    person.wait_for(frame, "Connected to Pleo: Studio Lark Ltd")
    person.wait(lambda: frame.view.here is Step.CONNECT_QUICKBOOKS)


def test_in_practice_the_contra_account_is_rehearsed_or_chosen_by_the_program_which_says_so(windows, person):
    frame = windows.open(practice=True)
    company = frame.opened.program.practice.company
    wizard = frame.view
    assert isinstance(wizard, Wizard)
    go_to_contra_account(person, frame, company)
    person.wait(lambda: wizard.here is Step.CONTRA_ACCOUNT and not wizard.page.busy)
    assert person.sees(frame, "A rehearsal")
    assert person.sees(frame, "Beside GBP, choose Pleo Bank.")
    page = requests.get(wizard.session.links.address(Place.PLEO_CONTRA_ACCOUNTS), timeout=PATIENCE)
    assert "Pleo Bank" in page.text, "the page that Open Pleo leads to offers the account"
    person.press(frame, "Continue")
    person.wait_for(frame, "Pleo Bank is the contra account for GBP in Pleo.")
    person.wait_for(frame, "This is a trial: the program has chosen it for you.")
    assert person.sees(frame, "Already done"), "it is not this page's state"
    person.wait(lambda: wizard.here is Step.CATEGORIES)
    person.wait_for(frame, "24 accounts will be sent to Pleo; nothing changes in QuickBooks.")


def go_to_contra_account(person: Person, frame: Frame, company: dict) -> None:
    """As far as the page after the account is made; what each button writes is said before it is pressed."""
    person.press(frame, "Start the trial")
    person.press(frame, "Continue")
    person.write(frame, "Pleo API key", company["pleo"]["api_key"])
    assert person.sees(frame, "Connect changes nothing in Pleo.")
    person.press(frame, "Connect")
    person.press(frame, "Sign in")
    in_browser(waiting_address(person, frame), company["quickbooks"]["realm_id"]).join()
    person.wait_for(
        frame,
        "Will be made in QuickBooks, for Studio Lark Ltd: Pleo Bank, Pleo Pocket. Then Pleo is told.",
    )
    person.press(frame, "Create and continue")


def test_the_second_half_of_a_double_click_does_not_press_the_next_pages_button(windows, person, qtbot):
    from PySide6.QtCore import Qt

    wizard = windows.wizard(practice=True)
    person.wait(wizard.main.isEnabled)
    qtbot.mouseClick(wizard.main, Qt.MouseButton.LeftButton)
    person.wait(lambda: wizard.here is Step.PLEO_ACCOUNT)
    qtbot.mouseDClick(wizard.main, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: is_quiet(wizard, wizard.session.runner))
    assert wizard.here is Step.PLEO_ACCOUNT


def test_trying_a_practice_company_from_the_first_page_goes_straight_on(windows, person, practice):
    windows.connect_to(practice)
    frame = windows.open()
    person.press(frame, "Try it with a practice company")
    person.wait_for(frame, "Pleo needs an account of its own in QuickBooks")
    assert frame.opened.program.practice is not None
    person.wait_for(frame, "Practice mode")
