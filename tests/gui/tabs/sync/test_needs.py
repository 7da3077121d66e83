"""*Needs you*: what is not in the books stays on the screen until it is, across repairs, restarts and an empty queue."""

from pleoqb_desktop.domain.rules.periods import ClosedPeriods
from pleoqb_desktop.export.progress import Phase, Progress
from pleoqb_desktop.gui.tabs.sync.facts import State
from pleoqb_desktop.gui.theme import Tone
from pleoqb_desktop.ports.cancel import CancelToken
from tests.e2e.practice_set_up import PracticeSetUp
from tests.gui.geometry import cut_off


def fail_in_a_closed_period(house: PracticeSetUp) -> None:
    """All of Pleo's queue is exported, what lies in the closed period fails; nothing is left in the queue."""
    house.change_books(preferences={"AccountingInfoPrefs": {"BookCloseDate": "2026-09-15"}})
    house.export()


def end_at_the_receipts(house: PracticeSetUp) -> None:
    """The export ends as soon as it comes to the receipts."""
    token = CancelToken()

    def at(progress: Progress) -> None:
        if progress.phase is Phase.RECEIPTS:
            token.cancel()

    with house.program() as program, program.export(token, at) as export:
        export.run()


def titles(driver) -> str:
    """The words of the blocks."""
    driver.wait(driver.sync.needs.isVisible)
    return driver.sync.needs.heading.text().replace("\u00a0", " ")


def test_what_failed_stays_after_a_repair_and_an_empty_queue_until_it_is_set_aside(open_window):
    driver = open_window(before=fail_in_a_closed_period)
    driver.wait_for_list()
    assert titles(driver) == "Needs you: 12 expenses · £665.35"
    assert driver.sees("12\u00a0expenses in a closed period · £665.35", driver.sync.needs)
    assert driver.sync.header.headline.text() == "12 expenses need you"
    assert driver.window.tabs.tabText(0) == "E&xpenses (12)"
    driver.press(driver.sync.needs, "Post on the first open day")
    driver.wait(lambda: driver.program.settings.load().closed_periods is ClosedPeriods.FIRST_OPEN_DAY)
    driver.refresh()
    assert titles(driver) == "Needs you: 12 expenses · £665.35"
    assert driver.sees("Then export them again in Pleo", driver.sync.needs)
    driver.press(driver.sync.needs, "Show")
    dialog = driver.sync.desk.dialog
    assert len(dialog.model.rows) == 12
    assert cut_off(dialog) == []
    dialog.table.selectAll()
    dialog.aside_button.click()
    assert driver.alerts.asked[-1][0] == "Set 12 expenses aside?"
    assert len(driver.program.not_in_books()) == 12, "she kept them"
    driver.alerts.answers.append(True)
    dialog.aside_button.click()
    driver.wait(lambda: not driver.sync.needs.isVisible())
    assert driver.program.not_in_books() == []
    assert driver.sync.header.headline.text() == "Nothing waits to be exported"
    assert driver.window.tabs.tabText(0) == "E&xpenses"


def test_what_needs_a_person_is_read_without_a_network(open_window):
    def offline(house: PracticeSetUp) -> None:
        fail_in_a_closed_period(house)
        house.fault("reset", service="pleo", path=".*", times=500)

    driver = open_window("FR", "fr", before=offline)
    assert titles(driver) == "À vous de voir : 12 dépenses · 1\u202f064,23 €"
    driver.wait_for_list()
    assert driver.sees("Exportez-les ensuite à nouveau dans Pleo", driver.sync.needs)


def test_an_export_of_nothing_is_no_good_news_while_something_is_missing(open_window):
    driver = open_window(before=fail_in_a_closed_period)
    driver.wait_for_list()
    titles(driver)
    driver.sync.export_only(frozenset())
    driver.wait_for_results()
    assert driver.sync.result.heading.text() == "Nothing new was exported"
    assert driver.sync.result.tone is Tone.INFO
    assert driver.sync.needs.isVisible()


def test_an_interrupted_export_is_told_and_finished_by_its_button(open_window):
    driver = open_window(before=end_at_the_receipts)
    driver.wait_for_list()
    driver.wait(driver.sync.needs.isVisible)
    interrupted = driver.sync.facts.needs.interrupted
    assert interrupted.made > 0
    assert interrupted.receipts > 0
    assert driver.sees(f"was interrupted: {interrupted.made} entries made, {interrupted.receipts} receipts to attach.")
    assert driver.sync.header.export_button.isEnabled()
    driver.press(driver.sync.needs, "Finish it")
    driver.wait_for_results()
    assert driver.sync.state is State.RESULTS
    driver.wait(lambda: not driver.sync.needs.isVisible())
    assert not driver.program.needs_you()
