"""The frame around everything: what opens first, a second window, trouble at the start, the end in the middle of work."""

import sys
import threading

import pytest
from PySide6.QtCore import QRect, QSize, Qt, Slot

from pleoqb_desktop.app import App
from pleoqb_desktop.choice import PracticeWish
from pleoqb_desktop.domain.problems import Code
from pleoqb_desktop.gui.frame import Frame
from pleoqb_desktop.gui.loading_view import LoadingView
from pleoqb_desktop.gui.window_size import fitted
from pleoqb_desktop.gui.wizard.window import Wizard
from pleoqb_desktop.ports.settings import Appearance
from pleoqb_desktop.setup.flow import Facts, Step
from tests.gui.windows import Placeholder, prepare
from tests.patience import PATIENCE


@pytest.fixture
def company(windows, practice):
    return windows.connect_to(practice)


def test_a_first_start_opens_the_wizard_at_its_first_page(company, windows):
    assert windows.wizard().here is Step.WELCOME


@pytest.mark.parametrize("heard", [True, False])
def test_a_second_start_raises_the_first_window_or_is_told_and_ends(
    heard, company, windows, qapp, alerts, qtbot, monkeypatch
):
    monkeypatch.setattr("pleoqb_desktop.gui.frame._LOCK_MILLISECONDS", 10)
    raised: list[bool] = []
    monkeypatch.setattr(Frame, "come_to_front", Slot()(lambda _self: raised.append(True)))
    if not heard:
        monkeypatch.setattr("pleoqb_desktop.gui.frame.knock", lambda _folder: False)
    windows.open()
    quits: list[bool] = []
    monkeypatch.setattr(type(qapp), "quit", lambda *_: quits.append(True))
    from pleoqb_desktop.choice import Choice

    second = Frame(qapp, Choice(language="en"), alerts=alerts)
    qtbot.addWidget(second)
    second.open_program()
    qtbot.waitUntil(lambda: bool(quits))
    assert [title for title, _ in alerts.told] == ([] if heard else ["PleoQB Desktop is open already"])
    assert raised == [True] * heard
    second.end()


def test_the_next_window_opens_once_the_first_is_closed(company, windows, alerts):
    windows.close(windows.open())
    windows.open()
    assert alerts.told == []


def test_damaged_settings_are_told_with_the_way_to_start_with_a_new_file(company, windows, person):
    frame = windows.open()
    path = frame.opened.program.folders.config / "settings.json"
    windows.close(frame)
    path.write_text("{ damaged", "utf-8")
    frame = windows.open()
    assert isinstance(frame.view, LoadingView)
    person.press(frame, "Start with a new file")
    person.wait(lambda: isinstance(frame.view, Wizard))
    assert list(path.parent.glob("settings.damaged-*.json"))


def test_a_bad_endpoints_file_is_told_and_read_again(
    company, windows, person, qtbot, qapp, alerts, tmp_path, monkeypatch
):
    from pleoqb_desktop.choice import Choice

    bad = tmp_path / "bad.toml"
    bad.write_text("[pleo]\napi = 'http://example.com'\n", "utf-8")
    good = (tmp_path / "endpoints.toml").read_text("utf-8")
    monkeypatch.setenv("PLEOQB_ENDPOINTS", str(bad))
    frame = Frame(qapp, Choice(language="en"), alerts=alerts)
    qtbot.addWidget(frame)
    frame.show()
    frame.open_program()
    person.wait(lambda: bool(frame.view.findChildren(type(frame.view.notice))) and frame.view.notice.isVisible())
    bad.write_text(good, "utf-8")
    person.press(frame, "Try again")
    person.wait(lambda: isinstance(frame.view, Wizard))
    frame.end()


def test_the_size_of_the_window_is_remembered(company, windows):
    frame = windows.open()
    frame.resize(901, 702)
    room = (frame.screen().availableSize() * 0.94).toTuple()
    windows.close(frame)
    assert windows.open().size() == QSize(*(min(side, most) for side, most in zip((901, 702), room, strict=True)))


def test_a_window_of_a_larger_screen_is_opened_within_this_one():
    screen = QRect(100, 40, 1024, 700)
    found = fitted(QSize(3000, 2000), screen)
    assert screen.contains(found)
    assert (found.width(), found.height()) > (900, 600)
    assert fitted(QSize(640, 480), screen).size() == QSize(640, 480)


def test_an_error_in_a_slot_is_shown_as_a_bug_and_noted_and_the_window_lives_on(company, windows, alerts, person):
    frame = windows.open()
    frame.show_bug(ZeroDivisionError("secret value"))
    assert [type(bug) for bug in alerts.bugs] == [ZeroDivisionError]
    folder = frame.opened.program.folders.log
    person.wait(
        lambda: any("ZeroDivisionError" in path.read_text("utf-8") for path in folder.iterdir() if path.is_file())
    )
    assert not any("secret value" in path.read_text("utf-8") for path in folder.iterdir() if path.is_file())


def test_the_report_is_written_where_the_person_wants_it(company, windows, alerts, person, tmp_path):
    frame = windows.open()
    alerts.paths.append(tmp_path / "report.zip")
    frame.prepare_report()
    person.wait(lambda: bool(alerts.told))
    assert (tmp_path / "report.zip").stat().st_size > 0


@pytest.mark.parametrize(("appearance", "follows"), [("system", True), ("dark", False)])
def test_a_change_of_the_systems_colours_is_followed_unless_the_person_chose_her_own(
    company, windows, qapp, monkeypatch, appearance, follows
):
    frame = windows.open()
    frame.view.appearance_requested.emit(Appearance(appearance))
    applied: list[str] = []
    monkeypatch.setattr("pleoqb_desktop.gui.theme.apply_appearance", lambda _, what: applied.append(what))
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert applied == (["system"] if follows else [])


def test_practice_and_back_again_keeps_the_real_profile_as_it_was(company, windows, person):
    prepare(company, Step.CONNECT_QUICKBOOKS)
    frame = windows.open()
    frame.view.practice_requested.emit(PracticeWish())
    person.wait(lambda: frame.opened is not None and frame.opened.program.practice is not None)
    frame.view.practice_requested.emit(PracticeWish(practice=False))
    person.wait(lambda: frame.opened is not None and frame.opened.program.practice is None)
    assert frame.view.here is Step.CONNECT_QUICKBOOKS


def test_practice_that_is_not_installed_is_told_and_the_page_stays(windows, alerts, monkeypatch):
    frame = windows.open()
    shown = frame.view
    monkeypatch.setitem(sys.modules, "werkzeug", None)  # as Python keeps a library that is not there
    frame.view.practice_requested.emit(PracticeWish())
    assert [what.code for what in alerts.problems] == [Code.PRACTICE_NOT_INSTALLED]
    assert frame.view is shown
    assert frame.opened is not None


def test_a_view_in_the_middle_of_something_can_keep_the_window_open(company, windows, monkeypatch):
    prepare(company, Step.READY)
    frame = windows.open()
    assert isinstance(frame.view, Placeholder)
    monkeypatch.setattr(Placeholder, "may_close", lambda _: False)
    frame.close()
    assert frame.isVisible()


def test_f1_opens_the_guide_at_the_page(company, windows, person, qtbot):
    from PySide6.QtCore import Qt

    from pleoqb_desktop.gui.help import Guide

    frame = windows.open()
    frame.activateWindow()
    frame.view.buttons.help.click()
    person.wait(lambda: bool(frame.findChildren(Guide)))
    guide = frame.findChildren(Guide)[0]
    assert "Welcome" in guide.text.textCursor().block().text()
    qtbot.keyClick(guide, Qt.Key.Key_Escape)


def test_before_the_password_store_is_read_the_window_says_that_it_may_ask(company, windows, person, monkeypatch):
    seen = threading.Event()

    def facts(_program: App, **_words: object) -> Facts:
        seen.wait(PATIENCE)
        return Facts()

    monkeypatch.setattr(App, "facts", facts)
    frame = windows.start()
    person.wait_for(frame, "Your computer may first ask you for a password")
    seen.set()
    person.wait(lambda: frame.opened is not None)
