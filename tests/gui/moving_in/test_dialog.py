"""Moving in: told in three parts, looked at side by side, and kept by a button; offered only where others' entries stand."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QDate

from pleoqb_desktop.gui.moving_in.dialog import MoveInDialog
from pleoqb_desktop.gui.moving_in.offer import MetBefore
from pleoqb_desktop.gui.theme import Tone
from pleoqb_desktop.setup.sections import Section
from tests.e2e.practice_set_up import PracticeSetUp
from tests.gui.driver import WindowDriver
from tests.gui.geometry import cut_off
from tests.gui.person import plain
from tests.gui.work import paint_all

LAST_MONTH = (date.today().replace(day=1) - timedelta(days=1)).replace(day=1)  # noqa: DTZ011 - moving in looks three months back
SHOPS = ("Moulin", "Metro", "Ikea", "Orange", "Leclerc", "Total")


def linked(house: PracticeSetUp, *expenses: dict[str, object], **words: object) -> list[str]:
    """Pleo's own link exports these, as it did before the program came."""
    ids = house.wait_in_pleo(*expenses)
    company = house.company["pleo"]["company_id"]
    house.practice.control(f"link/{company}", {"accounting_entry_ids": ids} | words)
    return ids


def spent(shop: str, amount: str, day: int) -> dict[str, object]:
    return {
        "amount": amount,
        "supplier": shop,
        "note": shop,
        "account": "606400",
        "tax": "TVA 20 %",
        "date": f"{LAST_MONTH.replace(day=day)}T11:00:00Z",
    }


def met_before(house: PracticeSetUp) -> None:
    """Six that are clear, two that nobody can tell without asking, and one that Pleo knows nothing of."""
    house.empty_queue()
    linked(house, *(spent(shop, f"{12 * n}.00", n + 2) for n, shop in enumerate(SHOPS, 1)))
    doubtful = (spent("Fleuriste", "30.00", 5), spent("Droguerie", "42.00", 6))
    linked(house, *doubtful, memo="carte", vendor=False)


@pytest.fixture
def driver(open_window) -> WindowDriver:
    """The French bakery, which comes from Pleo's own link."""
    return open_window("FR", "fr", before=met_before)


def opened(driver: WindowDriver) -> MoveInDialog:
    """From the settings."""
    settings = driver.window.settings
    driver.open(settings)
    driver.wait(lambda: not settings.busy)
    settings.open_section(Section.POSTING)
    driver.press(settings, "Relier ce qui était dans les livres avant ce programme…")
    dialog = settings.findChild(MoveInDialog)
    driver.wait(lambda: dialog.found is not None and dialog._task is None)
    paint_all()
    return dialog


def test_what_was_found_is_told_in_three_parts_and_nothing_is_kept_by_looking(driver):
    before = driver.house.rows("Purchase")
    dialog = opened(driver)
    assert (len(dialog.found.sure), len(dialog.found.doubtful)) == (6, 2)
    told = dialog.bar.accessibleDescription().replace("\u00a0", " ")
    assert told == "Sûres : 6; Douteuses : 2; Sans paire : 0 dans Pleo, 0 dans QuickBooks"
    assert plain(dialog.keep_button.text()).replace("\u00a0", " ") == "Garder les 6 paires sûres"
    assert cut_off(dialog) == []
    assert driver.house.rows("Purchase") == before
    assert driver.program.runs.runs() == []


def test_the_button_keeps_the_sure_pairs_and_those_she_says_are_the_same(driver):
    dialog = opened(driver)
    assert driver.sees("Fleuriste", dialog.sheet)
    dialog.same_box.click()
    assert plain(dialog.keep_button.text()).replace("\u00a0", " ") == "Garder ces 7 paires"
    dialog.after_button.click()
    paint_all()
    assert driver.sees("Droguerie", dialog.sheet)
    assert not dialog.same_box.isChecked()
    amounts = [row["TotalAmt"] for row in driver.house.rows("Purchase")]
    dialog.keep_button.click()
    driver.wait(lambda: dialog.found.adopted == 7 and dialog._task is None)
    assert dialog.notice.tone is Tone.GOOD
    assert not dialog.keep_button.isVisible()
    assert [row["TotalAmt"] for row in driver.house.rows("Purchase")] == amounts
    assert sum(run.counts.get("already_there", 0) for run in driver.program.runs.runs()) == 7
    dialog.look_button.click()
    driver.wait(lambda: dialog._task is None)
    assert (len(dialog.found.sure), len(dialog.found.doubtful)) == (0, 1)


def test_what_is_kept_is_what_was_shown_whatever_day_is_chosen_since(driver):
    dialog = opened(driver)
    dialog.same_box.click()
    dialog.since.setDate(
        QDate(LAST_MONTH.year, LAST_MONTH.month, 8)
    )  # and not looked again: most of what is shown is older
    linked(driver.house, spent("Tabac", "9.00", 2))
    dialog.keep_button.click()
    driver.wait(lambda: dialog.found.adopted > 0 and dialog._task is None)
    assert dialog.found.adopted == 7
    assert sum(run.counts.get("already_there", 0) for run in driver.program.runs.runs()) == 7
    dialog.since.setDate(QDate(LAST_MONTH.year, LAST_MONTH.month, 1))
    dialog.look_button.click()
    driver.wait(lambda: dialog._task is None)
    assert {one.expense.note for one in dialog.found.pairs} == {"Tabac", "Droguerie"}


def test_a_yes_to_a_pair_that_is_no_longer_shown_counts_no_more(driver):
    dialog = opened(driver)
    dialog.same_box.click()
    dialog.since.setDate(QDate(LAST_MONTH.year, LAST_MONTH.month, 8))
    dialog.look_button.click()
    driver.wait(lambda: dialog._task is None)
    assert len(dialog.doubtful) == 0
    sure = driver.program.texts.number(len(dialog.found.sure))
    assert dialog.keep_button.accessibleDescription() == sure


def test_the_first_day_to_export_is_chosen_beside_it(driver):
    dialog = opened(driver)
    dialog.start.later.click()
    driver.wait(lambda: driver.program.settings.load().start_date is not None)
    assert driver.program.settings.load().start_date == date.today().replace(day=1)  # noqa: DTZ011 - as Qt tells it


def test_it_is_offered_where_entries_of_others_stand_and_nowhere_else(driver, qtbot, open_window):
    offer = MetBefore(driver.program, driver.sync.context.runner, driver.window)
    offer.look()
    driver.wait(lambda: offer.isVisibleTo(driver.window))
    words = offer.body.text().replace("\u00a0", " ")
    assert words == "8 écritures de votre compte Pleo ont été faites avant ce programme."
    offer.buttons()[0].click()
    driver.wait(lambda: offer.dialog is not None and offer.dialog.found is not None)
    offer.dialog.keep_button.click()
    driver.wait(lambda: offer.body.text().startswith("2"))
    offer.dialog.reject()


def test_a_company_without_a_past_is_offered_nothing(open_window):
    driver = open_window("FR", "fr")
    counted: list[int] = []
    offer = MetBefore(driver.program, driver.sync.context.runner, driver.window)
    shown = offer._on_count
    offer._on_count = lambda count: (counted.append(count), shown(count))
    offer.look()
    driver.wait(lambda: counted == [0])
    assert not offer.isVisibleTo(driver.window)
