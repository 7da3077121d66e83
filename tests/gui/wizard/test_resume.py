"""Closed at any step, the wizard opens where the facts are missing; going back and leaving lose nothing."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from pleoqb_desktop.app import App
from pleoqb_desktop.choice import Choice
from pleoqb_desktop.gui.wizard.window import Wizard
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.setup.connect import start_over
from pleoqb_desktop.setup.flow import ORDER, Mark, Step, mark
from pleoqb_desktop.setup.set_up import Answers
from tests.gui.windows import Placeholder, prepare


@pytest.mark.parametrize("step", [one for one in ORDER if one is not Step.PLEO_ACCOUNT])
def test_it_opens_at_the_first_step_whose_facts_are_missing(step, windows, practice, person):
    company = windows.connect_to(practice)
    prepare(company, step)
    view = windows.open().view
    if step is Step.READY:
        assert isinstance(view, Placeholder), "with nothing missing but the last click the main window opens"
        return
    assert isinstance(view, Wizard)
    # The account is explained again only to who has connected nothing yet.
    expected = Step.PLEO_ACCOUNT if step is Step.CONNECT_PLEO else step
    assert view.here is expected


def test_a_set_up_by_command_opens_the_main_window_and_asks_nothing_again(windows, practice):
    company = windows.connect_to(practice)
    prepare(company, Step.CHOOSE_ACCOUNT)
    with App(Choice(language="en")) as program:
        set_up = program.set_up(CancelToken())
        set_up.apply(Answers(), set_up.books())
        program.settings.update(language=None)  # the command chooses none
    assert isinstance(windows.open().view, Placeholder)


def test_a_finished_set_up_opens_the_main_window(windows, practice):
    company = windows.connect_to(practice)
    prepare(company, Step.READY)
    with_done = windows.open()
    with_done.opened.program.settings.update(wizard_done=True)
    windows.close(with_done)
    assert isinstance(windows.open().view, Placeholder)


def test_a_finished_set_up_whose_sign_in_was_revoked_keeps_the_main_window(windows, practice):
    company = windows.connect_to(practice)
    prepare(company, Step.READY)
    frame = windows.open()
    program = frame.opened.program
    program.settings.update(wizard_done=True)
    program.sign_in.revoke()
    windows.close(frame)
    assert isinstance(windows.open().view, Placeholder)


def test_from_the_main_window_the_wizard_opens_at_the_step_asked_for_and_returns(windows, practice, person):
    company = windows.connect_to(practice)
    prepare(company, Step.READY)
    frame = windows.open()
    frame.opened.program.settings.update(wizard_done=True)
    frame.view.wizard_requested.emit(Step.CONNECT_QUICKBOOKS)
    person.wait(lambda: isinstance(frame.view, Wizard))
    assert frame.view.here is Step.CONNECT_QUICKBOOKS
    person.wait_for(frame, "Connected to QuickBooks: Studio Lark Ltd")


def test_starting_over_with_another_company_leads_back_to_that_page_alone(windows, practice):
    company = windows.connect_to(practice)
    prepare(company, Step.READY)
    frame = windows.open()
    start_over(frame.opened.program.settings, pleo=False, quickbooks=True)
    windows.close(frame)
    view = windows.open().view
    assert isinstance(view, Wizard)
    assert view.here is Step.CONNECT_QUICKBOOKS
    assert mark(Step.CONNECT_PLEO, view.here, view.session.facts) is Mark.DONE


def test_cancel_asks_first_and_no_is_the_answer_unless_said_otherwise(windows, practice, person, alerts):
    windows.connect_to(practice)
    frame = windows.open()
    person.press(frame, "Finish later")
    ((title, text, yes, no),) = alerts.asked
    assert (title, yes, no) == ("Leave the set-up?", "Leave", "Go on with the set-up")
    assert "Nothing is lost" in text
    assert frame.isVisible()


def test_cancel_and_yes_closes_the_window_and_the_next_one_goes_on_from_there(windows, practice, person, alerts):
    company = windows.connect_to(practice)
    prepare(company, Step.CATEGORIES)
    frame = windows.open()
    alerts.answers.append(True)
    person.press(frame, "Finish later")
    person.wait(lambda: not frame.isVisible())
    windows.close(frame)
    view = windows.open().view
    assert isinstance(view, Wizard)
    assert view.here is Step.CATEGORIES


def test_back_loses_no_answer(windows, practice, person):
    company = windows.connect_to(practice)
    prepare(company, Step.CHOOSE_ACCOUNT)
    frame = windows.open()
    wizard = frame.view
    page = wizard.pages[Step.CHOOSE_ACCOUNT]
    person.wait(lambda: page.list.model().rowCount() > 2 and not page.busy)
    page.list.selectRow(2)
    page.pocket.setChecked(False)
    chosen = page.chosen
    person.press(frame, "Back")
    person.wait(lambda: wizard.here is Step.CONNECT_QUICKBOOKS)
    person.press(frame, "Continue")
    person.wait(lambda: wizard.here is Step.CHOOSE_ACCOUNT and not page.busy)
    assert page.chosen == chosen
    assert not page.pocket.isChecked()


def test_that_the_account_exists_already_survives_a_restart(windows, practice, person):
    company = windows.connect_to(practice)
    frame = windows.open()
    person.press(frame, "Start")
    person.press(frame, "It exists already")
    person.wait(lambda: frame.opened.program.settings.load().account_plan == "exists")
    windows.close(frame)
    prepare(company, Step.CHOOSE_ACCOUNT)
    frame = windows.open()
    page = frame.view.page
    person.wait(lambda: page.list.model().rowCount() > 2 and not page.busy)
    assert page.chosen is None, "nothing is proposed to be made"
    person.press(frame, "An account for Pleo")
    assert person.find(frame, "It exists already").isChecked()


def test_the_keyboard_stands_on_the_main_button_once_it_can_be_pressed_and_return_presses_it(
    windows, practice, person, qtbot
):
    company = windows.connect_to(practice)
    prepare(company, Step.CATEGORIES)
    practice.control("conditions", {"latency": 100})
    frame = windows.open()
    wizard = frame.view
    frame.activateWindow()
    person.wait(lambda: wizard.main.isEnabled() and QApplication.focusWidget() is wizard.main)
    assert frame.focus_ring.around is wizard.main
    qtbot.keyClick(wizard.main, Qt.Key.Key_Return)
    person.wait(lambda: bool(wizard.page.busy))
    assert QApplication.focusWidget() is not wizard.buttons.cancel, "Space would ask to leave"
    person.wait(lambda: wizard.here is Step.VAT and QApplication.focusWidget() is wizard.main)
    practice.control("conditions", {"latency": 0})


def test_steps_behind_can_be_opened_from_the_list_and_steps_ahead_cannot(windows, practice, person):
    company = windows.connect_to(practice)
    prepare(company, Step.VAT)
    frame = windows.open()
    wizard = frame.view
    person.press(frame, "Categories")
    assert wizard.here is Step.CATEGORIES
    assert not wizard.steps.buttons[Step.TAGS].isEnabled()
    person.press(frame, "VAT")
    assert wizard.here is Step.VAT


def test_a_step_whose_facts_are_gone_is_marked_to_mend(windows, practice, person):
    company = windows.connect_to(practice)
    prepare(company, Step.VAT)
    frame = windows.open()
    wizard = frame.view
    person.wait(lambda: not wizard.page.busy)
    frame.opened.program.sign_in.revoke()
    person.press(frame, "Send and continue")
    person.wait_for(frame, "QuickBooks is not connected")
    person.wait(lambda: wizard.steps.buttons[Step.CONNECT_QUICKBOOKS].accessibleDescription() == "to mend")


def test_closing_the_window_in_the_middle_of_work_cancels_it_and_loses_nothing(windows, practice, person):
    company = windows.connect_to(practice)
    prepare(company, Step.CATEGORIES)
    practice.control("conditions", {"latency": 300})
    frame = windows.open()
    wizard = frame.view
    person.wait(wizard.main.isEnabled)
    wizard.main.click()
    assert wizard.page.busy
    frame.close()
    windows.close(frame)
    practice.control("conditions", {"latency": 0})
    view = windows.open().view
    assert isinstance(view, Wizard)
    assert view.here in (Step.CATEGORIES, Step.VAT)


def test_back_during_a_check_drops_its_result(windows, practice, person):
    company = windows.connect_to(practice)
    prepare(company, Step.CONNECT_PLEO)
    frame = windows.open()
    wizard = frame.view
    person.press(frame, "Continue")
    practice.control("conditions", {"latency": 300})
    person.write(frame, "Pleo API key", company["pleo"]["api_key"])
    person.press(frame, "Connect")
    person.press(frame, "Back")
    assert wizard.here is Step.PLEO_ACCOUNT
    practice.control("conditions", {"latency": 0})
    person.press(frame, "Continue")
    person.wait(lambda: wizard.here is Step.CONNECT_PLEO and not wizard.page.busy)
    assert not wizard.notice.isVisible()
