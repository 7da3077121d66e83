"""The one door for messages as people see it: default no, plain text, the problem's own button."""

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton

from pleoqb_desktop.domain.problems import Code, problem
from pleoqb_desktop.gui.alerts import WindowAlerts
from pleoqb_desktop.texts import Action, Language, Texts


@pytest.fixture
def reports() -> list[bool]:
    return []


@pytest.fixture
def alerts(qapp, reports) -> WindowAlerts:
    return WindowAlerts(lambda: Texts(Language("en")), lambda: reports.append(True))


def meanwhile(qtbot, act) -> list[QMessageBox]:
    """Does something to the message box that opens next."""
    boxes: list[QMessageBox] = []

    def look() -> None:
        box = QApplication.activeModalWidget()
        if not isinstance(box, QMessageBox):
            QTimer.singleShot(10, look)
            return
        boxes.append(box)
        act(box)

    QTimer.singleShot(0, look)
    return boxes


def press(words: str):
    def act(box: QMessageBox) -> None:
        next(button for button in box.findChildren(QPushButton) if button.text() == words).click()

    return act


def test_enter_and_escape_mean_no(alerts, qtbot):
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Escape):
        meanwhile(qtbot, lambda box, key=key: qtbot.keyClick(box, key))
        assert alerts.ask("Leave?", "Nothing is lost.", yes="Leave", no="Stay") is False


def test_only_the_button_that_says_so_means_yes(alerts, qtbot):
    meanwhile(qtbot, press("Leave"))
    assert alerts.ask("Leave?", "Nothing is lost.", yes="Leave", no="Stay") is True


def test_a_problem_says_what_happened_and_what_to_do_and_returns_the_chosen_action(alerts, qtbot):
    trouble = problem(Code.PLEO_UNREACHABLE)
    boxes = meanwhile(qtbot, press("Try again"))
    assert alerts.show_problem(trouble) is Action.RETRY
    del boxes
    meanwhile(qtbot, press("Close"))
    assert alerts.show_problem(trouble) is None


def test_text_of_a_stranger_is_shown_as_it_is(alerts, qtbot):
    shown = {}

    def act(box: QMessageBox) -> None:
        shown["text"], shown["format"] = box.text(), box.textFormat()
        qtbot.keyClick(box, Qt.Key.Key_Escape)

    meanwhile(qtbot, act)
    alerts.tell("<b>x</b>", "")
    assert shown == {"text": "<b>x</b>", "format": Qt.TextFormat.PlainText}


def test_a_bug_offers_a_report(alerts, qtbot, reports):
    meanwhile(qtbot, press("Prepare a report"))
    alerts.show_bug(ZeroDivisionError())
    assert reports == [True]
    meanwhile(qtbot, press("Close"))
    alerts.show_bug(ZeroDivisionError())
    assert reports == [True]
