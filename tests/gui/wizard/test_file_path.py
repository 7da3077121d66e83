"""From first start to the first export without a key, by Pleo's own file, in at most twelve clicks, in both languages."""

import pytest

from pleoqb_desktop.gui.frame import Frame
from pleoqb_desktop.gui.tabs.sync.facts import State
from pleoqb_desktop.gui.tabs.window import MainWindow
from pleoqb_desktop.gui.wizard.window import Wizard
from pleoqb_desktop.ports.runs import ItemStatus
from pleoqb_desktop.ports.settings import Door
from pleoqb_desktop.setup.flow import Mark, Step
from tests.gui.files import downloaded, drop, give_lists
from tests.gui.person import Person, plain
from tests.gui.windows import in_browser, waiting_address

WORDS = {
    "en": ("Start", "Continue", "Save and continue", "With Pleo's file", "Sign in", "Create and continue", "Finish and see my expenses"),
    "fr": ("Commencer", "Continuer", "Enregistrer et continuer", "Avec le fichier de Pleo", "Se connecter", "Créer et continuer", "Terminer et voir mes dépenses"),
}  # fmt: skip
UNDERSTOOD = {"en": "expenses understood", "fr": "dépenses comprises"}


def walk(person: Person, frame: Frame, language: str, realm_id: str, path: object = None) -> None:
    """By the words on the buttons alone, up to where the main window opens; `path`: the file that is dropped on the way."""
    start, go_on, save, by_file, sign_in, create, finish = WORDS[language]
    trial = {"en": "Start the trial", "fr": "Commencer l'essai"}[language]
    person.press(frame, trial if frame.opened.program.practice else start)
    person.press(frame, go_on)
    person.press(frame, by_file)
    if path:
        assert drop(frame.view.page.by_file.drop, path)
        person.wait_for(frame, UNDERSTOOD[language])
    person.press(frame, go_on)
    person.press(frame, sign_in)
    address = waiting_address(person, frame)
    person.clicks += 1  # "Authorise" in the browser
    browser = in_browser(address, realm_id)
    person.press(frame, create)
    browser.join()
    for step in (Step.CATEGORIES, Step.VAT, Step.TAGS):
        person.wait(lambda step=step: frame.view.here is step, f"{step} was not reached")
        person.press(frame, save)
    person.press(frame, finish)
    person.wait(lambda: isinstance(frame.view, MainWindow), "the main window did not open")


def export(person: Person, frame: Frame) -> dict[ItemStatus, int]:
    """Presses the button that exports what waits; how many expenses ended how."""
    sync = frame.view.sync
    person.wait(lambda: sync.facts.can_export and bool(sync.facts.rows), "nothing can be exported")
    person.press(frame, plain(sync.header.export_button.text()))
    person.wait(lambda: sync.state is State.RESULTS and not sync.busy, "the export did not end")
    return dict(sync.facts.results.tally.states)


@pytest.mark.parametrize(("language", "country"), [("en", "GB"), ("fr", "FR")])
def test_a_dropped_zip_is_exported_in_twelve_clicks(
    language, country, windows, person, practice, alerts, tmp_path, monkeypatch
):
    company = windows.connect_to(practice, country)
    give_lists(company, tmp_path / "somebody", monkeypatch)
    path = downloaded(practice, country, tmp_path / "downloads")
    monkeypatch.setenv("HOME", str(tmp_path / "person"))
    frame = windows.open(language, main_window=True)
    walk(person, frame, language, company["quickbooks"]["realm_id"], path)
    path.unlink()  # it was copied
    alerts.answers.append(True)
    states = export(person, frame)
    assert person.clicks <= 12
    assert set(states) == {ItemStatus.EXPORTED}
    assert states[ItemStatus.EXPORTED] >= 38
    assert len(alerts.asked) == 1, "only whether the very first export shall go into real books"
    assert (alerts.told, alerts.problems, alerts.bugs) == ([], [], [])
    assert frame.opened.program.settings.load().door is Door.FILE
    assert practice.errors() == []


@pytest.mark.parametrize("language", ["en", "fr"])
def test_in_practice_the_lists_are_imported_and_a_file_is_made_for_the_person(language, windows, person, alerts):
    frame = windows.open(language, practice=True, main_window=True)
    company = frame.opened.program.practice.company
    walk(person, frame, language, company["quickbooks"]["realm_id"])
    states = export(person, frame)
    assert person.clicks == 12
    assert set(states) == {ItemStatus.EXPORTED}
    assert (alerts.told, alerts.asked, alerts.problems, alerts.bugs) == ([], [], [], [])


def test_the_files_for_pleo_are_saved_and_nothing_is_written_there(windows, person, practice, tmp_path, monkeypatch):
    company = windows.connect_to(practice)
    monkeypatch.setenv("HOME", str(tmp_path / "person"))
    practice.control("requests", method="DELETE")
    frame = windows.open(main_window=True)
    walk(person, frame, "en", company["quickbooks"]["realm_id"])
    folder = tmp_path / "person" / "Documents" / "Pleo import"
    assert {path.name for path in folder.iterdir()} >= {
        "pleo-categories.csv",
        "pleo-vat-codes.csv",
        "pleo-tags-classes.csv",
    }
    asked = practice.control("requests", method="GET")["log"]
    assert {one["service"] for one in asked} >= {"quickbooks"}
    assert [one["path"] for one in asked if one["service"] == "pleo"] == []
    person.wait_for(frame, "Drop Pleo's file on this window")


def test_the_step_of_the_contra_account_is_gone_once_the_file_is_the_way(windows, person, practice):
    company = windows.connect_to(practice)
    frame = windows.open()
    wizard = frame.view
    assert isinstance(wizard, Wizard)
    person.press(frame, "Start")
    person.press(frame, "Continue")
    person.press(frame, "With Pleo's file")
    person.press(frame, "Continue")
    person.wait(lambda: wizard.here is Step.CONNECT_QUICKBOOKS)
    assert not wizard.steps.buttons[Step.CONTRA_ACCOUNT].isVisible()
    assert wizard.steps._marks[Step.CONNECT_PLEO] is Mark.DONE
    person.press(frame, "Back")
    person.press(frame, "With a key")
    person.write(frame, "Pleo API key", company["pleo"]["api_key"])
    person.press(frame, "Connect")
    person.wait(lambda: wizard.here is Step.CONNECT_QUICKBOOKS)
    assert wizard.steps.buttons[Step.CONTRA_ACCOUNT].isVisible()
