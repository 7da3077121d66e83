"""Practice in the window: the second day is met and repaired to the end, the company starts again, another one is chosen."""

from dataclasses import replace

import pytest
import requests

from pleoqb_desktop.app import App, Choice
from pleoqb_desktop.gui.frame import Frame
from pleoqb_desktop.gui.links import Links
from pleoqb_desktop.gui.practice_company import COUNTRIES
from pleoqb_desktop.gui.tabs.window import MainWindow
from pleoqb_desktop.gui.wizard.window import Wizard
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.questions import AnswerKind
from pleoqb_desktop.practice import companies
from pleoqb_desktop.setup.sections import Section
from pleoqb_desktop.texts import Action
from tests.gui.driver import WindowDriver
from tests.gui.windows import Windows
from tests.patience import PATIENCE


@pytest.fixture(name="practising")
def _practising(windows: Windows, alerts, qtbot, monkeypatch):
    """The main window over a practice company that is set up; links are noted instead of opened."""

    def opened(language: str) -> tuple[Frame, WindowDriver]:
        with App(Choice(practice=True, language=language)) as program:
            list(program.tour(CancelToken()))
            program.settings.update(wizard_done=True)
        frame = windows.open(language, practice=True, main_window=True)
        frame.resize(1360, 900)
        return frame, driver_of(frame, alerts, qtbot, monkeypatch)

    return opened


def driver_of(frame: Frame, alerts, qtbot, monkeypatch) -> WindowDriver:
    """Who sits before the main window of a frame."""
    window = frame.view
    assert isinstance(window, MainWindow)
    driver = WindowDriver(None, frame.opened.program, window, alerts, None, qtbot)  # type: ignore[arg-type,union-attr]
    monkeypatch.setattr(Links, "open", lambda _self, address: driver.links.append(address) or True)
    return driver


def by_hand(driver: WindowDriver, action: str, **fields: str) -> None:
    """A form on the person's page at the practice services."""
    practice = driver.program.practice
    assert practice
    company = practice.company["pleo"]["company_id"]
    page = f"{practice.data['address']}/practice/form/{company}/{action}"
    requests.post(page, data=fields, timeout=PATIENCE, allow_redirects=False)


def compare(driver: WindowDriver, cause: str, kind: AnswerKind) -> None:
    """Presses Compare beside a cause, and answers."""
    block = next(one for one in driver.sync.area.blocks if one.cause == cause)
    driver.sync.needs.compare_requested.emit(block)
    dialog = driver.sync.area.dialog
    driver.wait(dialog.buttons[kind].isEnabled)
    dialog.buttons[kind].click()
    driver.wait(lambda: driver.sync.area.dialog is None)
    driver.wait_for_list()


def test_the_second_day_shows_each_cause_with_its_button_until_all_is_repaired(practising):
    frame, driver = practising("en")
    driver.export()
    driver.press(driver.sync.result, "Go on with the trial: play the next day")
    driver.wait(lambda: driver.sees("It is the next day"))
    driver.wait_for_list()
    assert len(driver.sync.spend.model.rows) == 7
    driver.press_export()
    driver.wait_for_results()
    count = driver.sync.area.count
    assert driver.sync.header.headline.text() == f"{count} expenses need you", "as many as the tab says"
    assert driver.sync.title() == f"E&xpenses ({count})"
    area, lines = driver.sync.needs._area, driver.sync.needs._lines

    def ends() -> list[int]:
        return [lines.itemAtPosition(row, 0).widget().geometry().bottom() + 1 for row in range(count)]

    frame.resize(1140, 720)
    driver.wait_until_quiet()
    assert area.height() in ends()[1:-1], "what is seen at first ends where a block does"
    frame.resize(1360, 900)
    blocks = {block.cause: block for block in driver.sync.area.blocks}
    assert set(blocks) == {
        "changed_since",
        "receipt_replaced",
        "voided_by_hand",
        "period_closed",
        "looks_like",
        "account_inactive",
    }
    compare(driver, "changed_since", AnswerKind.CORRECT)
    compare(driver, "looks_like", AnswerKind.SAME)
    compare(driver, "voided_by_hand", AnswerKind.AGAIN)
    closed = next(block for block in driver.sync.area.blocks if block.cause == "period_closed")
    words = driver.program.texts.action_label(Action.POST_ON_FIRST_OPEN_DAY, closed.cases[0].problem)
    assert words.startswith("Record on 1 ")
    driver.press(driver.sync.needs, words)
    driver.wait(lambda: driver.sees("Expenses of closed months are now recorded on the first day after"))
    driver.wait_for_list()
    driver.press(driver.sync.needs, "Open the account")
    assert driver.links[-1].endswith("/quickbooks/app/chartofaccounts")
    account = next(row for row in driver.program.books(CancelToken()).accounts.values() if "Training" in row.name)
    by_hand(driver, "activate", id=account.id)
    by_hand(driver, "queue")
    driver.refresh()
    driver.press_export()
    driver.wait_for_results()
    driver.wait(lambda: not driver.sync.needs.isVisible())
    assert driver.program.not_in_books() == []


def test_the_second_day_wants_a_first_one_and_says_so(practising):
    _, driver = practising("fr")
    driver.wait_for_list()
    driver.open(driver.window.settings)
    driver.window.settings.open_section(Section.PRACTICE)
    driver.press(driver.window.settings.practice, "Simuler le lendemain")
    driver.wait(lambda: driver.sees("Exportez d'abord les dépenses qui attendent"))


def test_starting_again_forgets_what_was_practised_and_begins_with_the_wizard(practising, alerts):
    frame, driver = practising("en")
    driver.export()
    practice = driver.window.settings.practice
    driver.open(driver.window.settings)
    driver.window.settings.open_section(Section.PRACTICE)
    driver.press(practice, "Start again…")
    assert alerts.asked[-1][0] == "Start again with Studio Lark Ltd?"
    assert isinstance(frame.view, MainWindow), "she kept it"
    alerts.answers.append(True)
    driver.press(practice, "Start again…")
    driver.wait(lambda: frame.opened is not None and isinstance(frame.view, Wizard))
    program = frame.opened.program
    assert not program.facts().pleo_connected
    assert list(program.runs.runs()) == []
    assert program.practice.company["country"] == "GB"
    with App(replace(program.choice)) as again:
        list(again.tour(CancelToken()))
        with again.exports.preview(CancelToken()) as preview:
            assert len(list(preview.run().items)) == 40


def test_another_company_is_chosen_in_settings_and_in_the_wizard(practising):
    frame, driver = practising("en")
    box = driver.window.settings.practice._company
    assert [box.itemData(place) for place in range(box.count())] == list(COUNTRIES) == list(companies.COUNTRIES)
    assert box.currentData() == "GB"
    box.setCurrentIndex(box.findData("CA"))
    box.activated.emit(box.currentIndex())
    driver.wait(lambda: frame.opened is not None and isinstance(frame.view, Wizard))
    assert frame.opened.program.practice.company["name"] == "Atelier Tremblay inc."
    box = frame.view._side._company
    assert box.currentData() == "CA"
    box.setCurrentIndex(box.findData("GB"))
    box.activated.emit(box.currentIndex())
    driver.wait(lambda: frame.opened is not None and isinstance(frame.view, MainWindow))
