"""Planned exports in the window: chosen, changed, refused, and caught up where a planned export found the window open."""

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta

from PySide6.QtCore import QTime

from pleoqb_desktop.domain.problems import Code, problem
from pleoqb_desktop.domain.schedule import Schedule, Weekday
from pleoqb_desktop.ports.errors import UnavailableError
from pleoqb_desktop.ports.schedule import Noted, PlannedResult, RunResult
from pleoqb_desktop.schedule import Plan
from pleoqb_desktop.services.system.schedule.notes import NotesFile
from pleoqb_desktop.setup.sections import Section
from tests.e2e.practice_set_up import PracticeSetUp
from tests.gui.driver import WindowDriver
from tests.gui.tabs.settings.test_tab import open_settings


def kept(driver: WindowDriver) -> Schedule | None:
    return driver.program.plans.planning().plan().schedule


def test_every_day_every_week_and_off_are_kept_when_they_are_chosen(at_work):
    open_settings(at_work, Section.SCHEDULE)
    choice = at_work.window.settings.schedule.choice
    assert choice.off.isChecked()
    assert not choice.at.isVisible()
    choice.daily.click()
    at_work.wait(lambda: kept(at_work) == Schedule(time(7, 30)))
    assert choice.at.isVisible()
    assert not choice.day.isVisible()
    choice.weekly.click()
    at_work.wait(lambda: kept(at_work) == Schedule(time(7, 30), Weekday.MON))
    choice.day.setCurrentIndex(4)
    choice.day.activated.emit(4)
    at_work.wait(lambda: kept(at_work) == Schedule(time(7, 30), Weekday.FRI))
    choice.at.setTime(QTime(18, 5))
    at_work.wait(lambda: kept(at_work) == Schedule(time(18, 5), Weekday.FRI))
    page = at_work.window.settings.schedule
    at_work.wait(
        lambda: at_work.sees({"en": "Next export", "fr": "Prochain export"}[at_work.program.language.code], page)
    )
    choice.off.click()
    at_work.wait(lambda: kept(at_work) is None)


def test_what_came_of_an_earlier_choice_does_not_undo_a_later_one(open_window, monkeypatch):
    driver = open_window()
    open_settings(driver, Section.SCHEDULE)
    page = driver.window.settings.schedule
    late: list[Callable[[Plan], None]] = []
    monkeypatch.setattr(page.context.runner, "save", lambda _work, done, *_, **__: late.append(done))
    page.choice.daily.click()
    page.choice.weekly.click()
    late[0](Plan(Schedule(time(7, 30))))
    assert page.choice.weekly.isChecked()
    late[1](Plan(Schedule(time(7, 30), Weekday.TUE)))
    assert page.choice.day.currentIndex() == 1


def test_what_is_planned_and_what_came_of_it_is_shown(open_window):
    driver = open_window()
    driver.program.plans.planning().keep(Schedule(time(6, 15), Weekday.SUN))
    last = PlannedResult(datetime(2026, 11, 29, 6, 15, tzinfo=UTC), RunResult.ATTENTION, 39, 2)
    NotesFile(driver.program.folders.data / "schedule.json").save(Noted(None, last))
    open_settings(driver, Section.SCHEDULE)
    page = driver.window.settings.schedule
    driver.wait(page.choice.weekly.isChecked)
    assert page.choice.at.time() == QTime(6, 15)
    assert page.choice.day.currentIndex() == 6
    for words in ("29 Nov 2026", "something needs you", "39 exported", "2 to sort out"):
        assert driver.sees(words, page), words


def test_a_refusal_is_told_and_what_is_so_stays(open_window):
    def forbid(house) -> None:
        house.calendar.refuses = UnavailableError(problem(Code.SCHEDULER_REFUSED, reason="Access is denied."))

    driver = open_window(before=forbid)
    open_settings(driver, Section.SCHEDULE)
    page = driver.window.settings.schedule
    page.choice.daily.click()
    driver.wait(lambda: driver.sees("Access is denied.", page))
    driver.wait(page.choice.off.isChecked)


def leave_to_window(driver: WindowDriver, result: RunResult) -> None:
    driver.program.plans.planning().keep(Schedule(time(6, 30)))
    NotesFile(driver.program.folders.data / "schedule.json").save(
        Noted(None, PlannedResult(driver.program.clock.now(), result))
    )


def export_and_wait_again(house: PracticeSetUp) -> None:
    house.export()
    house.wait_in_pleo({"amount": "10.55"})


def test_a_planned_export_that_found_the_window_open_is_made_by_the_window_once(open_window):
    driver = open_window(items=3, before=export_and_wait_again)
    driver.wait_for_list()
    leave_to_window(driver, RunResult.POSTPONED)
    driver.window.planned.look()
    driver.wait_for_results()
    driver.window.planned.look()
    driver.wait_until_quiet()
    assert len(driver.program.runs.runs()) == 2
    assert driver.alerts.asked == []


def test_the_very_first_export_is_left_to_the_person_at_the_window(open_window):
    driver = open_window(items=3)
    driver.wait_for_list()
    leave_to_window(driver, RunResult.POSTPONED)
    driver.window.planned.look()
    driver.wait_until_quiet()
    assert driver.program.runs.runs() == []
    assert driver.alerts.asked == []


def test_what_was_left_to_a_window_of_days_ago_is_none_of_this_ones(open_window):
    driver = open_window(items=3, before=export_and_wait_again)
    driver.wait_for_list()
    driver.program.plans.planning().keep(Schedule(time(6, 30)))
    days_ago = driver.program.clock.now() - timedelta(days=2)
    NotesFile(driver.program.folders.data / "schedule.json").save(
        Noted(None, PlannedResult(days_ago, RunResult.POSTPONED))
    )
    driver.window.planned.look()
    driver.wait_until_quiet()
    assert len(driver.program.runs.runs()) == 1


def test_a_planned_export_that_was_made_is_none_of_the_windows(open_window):
    driver = open_window(items=3, before=export_and_wait_again)
    driver.wait_for_list()
    leave_to_window(driver, RunResult.EXPORTED)
    driver.window.planned.look()
    driver.wait_until_quiet()
    assert len(driver.program.runs.runs()) == 1
