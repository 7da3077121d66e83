"""While the program stays beside the clock, closing hides the window; the icon exports by the window's button and ends the program."""

from datetime import time

import pytest
from PySide6.QtWidgets import QApplication, QSystemTrayIcon

from pleoqb_desktop.choice import Choice
from pleoqb_desktop.domain.schedule import Schedule
from pleoqb_desktop.gui.app import Shell
from pleoqb_desktop.gui.tabs.sync.facts import State
from pleoqb_desktop.gui.tabs.window import MainWindow
from pleoqb_desktop.gui.wizard.window import Wizard
from pleoqb_desktop.setup.flow import Step
from tests.gui.windows import prepare


def stay(driver, *, place: bool = True) -> None:
    """The desktop has a place beside the clock, and the person wants the program there."""
    beside = driver.window.beside_clock
    driver.wait_until_quiet()
    beside.tray._available = lambda: place
    beside.show_settings(driver.program.settings.update(tray=True))


def test_export_now_goes_the_way_of_the_windows_button(open_window):
    driver = open_window()
    driver.wait_for_list()
    driver.open(driver.window.history)
    stay(driver)
    driver.window.window().hide()
    driver.alerts.answers.append(True)
    driver.window.beside_clock.tray.export.trigger()
    assert driver.window.window().isVisible()
    driver.wait_for_results()
    assert driver.window.tabs.currentWidget() is driver.sync
    assert [title.endswith("for the first time?") for title, *_ in driver.alerts.asked] == [True]
    assert driver.statuses().get("exported")


def test_who_does_not_agree_to_a_first_export_exports_nothing(open_window):
    driver = open_window()
    driver.wait_for_list()
    driver.window.beside_clock.tray.export.trigger()
    driver.wait(lambda: len(driver.alerts.asked) == 1)
    assert driver.sync.state is State.READY
    driver.window.beside_clock.tray.opening.emit()
    driver.wait_until_quiet()
    assert len(driver.alerts.asked) == 1


def test_after_an_export_what_came_since_is_exported_the_next_time(open_window):
    driver = open_window()
    driver.export()
    driver.window.beside_clock.tray.export.trigger()
    driver.wait_for_list()
    assert driver.sync.header.headline.text() == "Nothing waits to be exported"


def test_it_says_what_waits_as_the_window_does(open_window):
    driver = open_window()
    driver.wait_for_list()
    digest = driver.sync.facts.digest
    tray = driver.window.beside_clock.tray
    amount = " + ".join(driver.program.texts.money(one) for one in digest.sums)
    assert tray.waiting.text() == f"Waiting: {digest.waiting} · {amount}"


def test_the_next_export_is_asked_for_when_the_menu_opens(open_window):
    driver = open_window()
    beside = driver.window.beside_clock
    driver.program.plans.planning().keep(Schedule(time(6, 30)))
    assert not beside.tray.next.isVisible()
    beside.tray.menu.aboutToShow.emit()
    driver.wait(beside.tray.next.isVisible)


@pytest.mark.parametrize("shows_messages", [True, False])
def test_that_it_goes_on_is_said_once_and_never_again(open_window, monkeypatch, shows_messages):
    said: list[str] = []
    monkeypatch.setattr(QSystemTrayIcon, "supportsMessages", lambda: shows_messages)
    monkeypatch.setattr(QSystemTrayIcon, "showMessage", lambda _icon, _title, words, *_: said.append(words))
    driver = open_window()
    stay(driver)
    assert driver.window.hides_instead()
    driver.wait(lambda: driver.program.settings.load().tray_told)
    assert driver.window.hides_instead()
    driver.window.beside_clock.show_settings(driver.program.settings.load())
    assert driver.window.hides_instead()
    said += [words for _title, words in driver.alerts.told]
    assert said == ["The program goes on here, beside the clock. “Quit” in its menu ends it."]
    assert bool(driver.alerts.told) is not shows_messages


def test_without_a_place_beside_the_clock_a_closed_window_is_closed(open_window):
    driver = open_window()
    stay(driver, place=False)
    assert not driver.window.hides_instead()


@pytest.fixture
def shell(qtbot, qapp, windows, practice, person, monkeypatch):
    """The whole window over a company that is set up, and how often the program was ended."""
    company = windows.connect_to(practice)
    prepare(company, Step.READY)
    from pleoqb_desktop.app import App

    with App(Choice(language="en")) as program:
        program.settings.update(wizard_done=True, tray=True, tray_told=True)
    made = Shell(qapp, Choice(language="en"))
    made.quits = []
    monkeypatch.setattr(type(qapp), "quit", lambda *_: made.quits.append(True))
    qtbot.addWidget(made)
    made.show()
    person.wait(lambda: made.frame is not None and isinstance(made.frame.view, (MainWindow, Wizard)))
    window = made.frame.view
    assert isinstance(window, MainWindow)
    person.wait(lambda: window._settings.tray)
    window.beside_clock.tray._available = lambda: True
    yield made
    made.frame.end()


def test_closing_hides_the_window_and_quit_ends_the_program(shell):
    shell.close()
    assert not shell.isVisible()
    assert shell.quits == []
    tray = shell.frame.view.beside_clock.tray
    tray.open.trigger()
    assert shell.isVisible()
    shell.close()
    tray.quit.trigger()
    assert shell.quits == [True]


def test_a_second_start_brings_the_hidden_window_back(shell):
    shell.close()
    shell.frame.come_to_front()
    assert shell.isVisible()


def test_the_end_of_a_session_ends_it_though_it_would_stay(shell):
    shell.note_end()
    shell.close()
    assert shell.quits == [True]


def test_without_the_wish_closing_ends_it(shell, person):
    shell.frame.view.beside_clock.show_settings(shell.frame.opened.program.settings.update(tray=False))
    shell.close()
    assert shell.quits == [True]
    assert QApplication.instance() is not None
