"""The History tab: runs and their expenses, undo with its report, failed ones tried again, a list saved as a file."""

import csv
from pathlib import Path

from pleoqb_desktop.gui.tabs.history.runs_table import state_words
from pleoqb_desktop.ports.runs import RunState
from tests.e2e.practice_set_up import PracticeSetUp, purchase
from tests.gui.driver import WindowDriver


def open_history(driver: WindowDriver) -> None:
    """The person opens the tab and sees the newest export."""
    driver.open(driver.window.history)
    driver.wait(lambda: bool(driver.window.history.spend.model.rows))


def test_the_newest_export_is_open_and_its_entries_lead_into_quickbooks(open_window):
    driver = open_window(before=lambda house: house.export())
    open_history(driver)
    history = driver.window.history
    assert history.headline.text() == "1 export so far"
    assert len(history.spend.model.rows) == 40
    history.spend.table.setCurrentIndex(history.spend.model.index(3, 0))
    driver.wait(lambda: driver.sees("As QuickBooks holds it", history))
    driver.press(history.entry, "See the entry in QuickBooks")
    assert driver.links == [history.spend.table.current_row().item.external_url]


def test_an_export_made_since_stands_in_it_when_it_is_seen_again(open_window):
    driver = open_window()
    driver.open(driver.window.history)
    driver.wait(driver.window.history.empty.isVisible)
    driver.open(driver.sync)
    driver.export()
    assert not driver.window.history.model.rows, "nothing is read for a tab that nobody sees"
    open_history(driver)
    assert driver.window.history.headline.text() == "1 export so far"


def test_before_the_first_export_it_says_what_will_appear(open_window):
    driver = open_window()
    driver.open(driver.window.history)
    driver.wait(lambda: driver.window.history.empty.isVisible())
    assert driver.window.history.headline.text() == "No exports yet"
    assert "first export" in driver.window.history.empty.text()


def test_undo_asks_takes_back_and_reports(open_window):
    driver = open_window(before=lambda house: house.export())
    open_history(driver)
    history = driver.window.history
    driver.press(history, "Take this export out of QuickBooks (40 entries)…")
    title, text, yes, _ = driver.alerts.asked[-1]
    assert (title, yes) == ("Take export 1 out of QuickBooks?", "Take it out")
    assert text.startswith("40 entries and their receipts are removed from QuickBooks")
    assert len(driver.house.rows("Purchase")) >= 40  # the answer was no
    driver.alerts.answers.append(True)
    driver.press(history, "Take this export out of QuickBooks (40 entries)…")
    driver.wait(lambda: not history.busy and history.notice.isVisible())
    assert history.notice.heading.text() == "40 entries removed from QuickBooks"
    assert "Vendors set inactive" in history.notice.body.text()
    assert "Pleo still shows these expenses as exported" in history.notice.body.text()
    assert not [row for row in driver.house.rows("Purchase") if str(row.get("DocNumber", "")).startswith("PLEO")]
    driver.wait(lambda: history.runs.current_row().run.state is RunState.UNDONE)
    assert not history.run_actions.undo_button.isEnabled()
    assert driver.sees("40 entries removed", history)
    driver.wait(lambda: all(row.undone for row in history.spend.model.rows))
    assert {history.spend.columns.state(row) for row in history.spend.model.rows} == {"Taken back"}
    assert driver.sees("An undo has removed this entry from QuickBooks", history.entry)


def test_undo_says_of_every_entry_it_left_why(open_window):
    def exported_and_changed(house: PracticeSetUp) -> None:
        house.export()
        first = next(row for row in house.rows("Purchase") if str(row.get("DocNumber", "")).startswith("PLEO"))
        house.change_books(update={"Purchase": {"Id": first["Id"], "PrivateNote": first["PrivateNote"] + " checked"}})

    driver = open_window(before=exported_and_changed)
    open_history(driver)
    driver.alerts.answers.append(True)
    driver.press(driver.window.history, "Take this export out of QuickBooks (40 entries)…")
    driver.wait(lambda: not driver.window.history.busy and driver.window.history.notice.isVisible())
    history = driver.window.history
    assert history.notice.heading.text() == "39 entries removed from QuickBooks"
    told = history.notice.body.text()
    assert told.index("Export them again there") < told.index("changed"), "it is about what was removed"
    driver.wait(lambda: history.runs.current_row().run.state is RunState.PARTLY_UNDONE)
    driver.wait(lambda: sum(row.undone for row in history.spend.model.rows) == 39)
    assert history.run_actions.undo_button.isEnabled()
    assert driver.sees("Take this export out of QuickBooks (1 entry)…", history)


def one_failure(house: PracticeSetUp) -> None:
    house.empty_queue()
    house.wait_in_pleo(
        purchase("12.00", account="606300", tax="TVA 20 %"),
        purchase("8.00", account="606400", tax="TVA 20 %"),
    )
    house.change_books(update={"Account": {"Id": house.account("606300"), "Active": False}})
    house.export()


def test_a_failed_expense_that_pleo_has_not_queued_again_is_explained(open_window):
    driver = open_window("FR", before=one_failure)
    open_history(driver)
    history = driver.window.history
    driver.press(history, "Retry failed only")
    driver.wait(lambda: history.notice.isVisible())
    assert history.notice.heading.text() == "These expenses are not in Pleo's export queue yet"
    driver.press(history.notice, "Open Pleo")
    assert len(driver.links) == 1


def test_failed_expenses_that_stand_in_the_queue_again_are_exported_and_no_others(open_window):
    def queued_again(house: PracticeSetUp) -> None:
        one_failure(house)
        house.change_books(update={"Account": {"Id": house.account("606300"), "Active": True}})
        failed = next(one for one in house.practice.dump("FR")["expenses"] if one["exportStatus"] != "EXPORTED")
        house.practice.pleo_control("queue", {"accounting_entry_ids": [failed["id"]]}, country="FR")
        house.wait_in_pleo(purchase("5.00", account="606400", tax="TVA 20 %"))

    driver = open_window("FR", before=queued_again)
    open_history(driver)
    driver.press(driver.window.history, "Retry failed only")
    driver.wait_for_results()
    assert driver.window.tabs.currentWidget() is driver.sync
    assert driver.statuses() == {"exported": 1, "waiting": 1}


def test_the_list_is_saved_with_links_and_no_formula(open_window, tmp_path: Path):
    def formula(house: PracticeSetUp) -> None:
        house.empty_queue()
        house.wait_in_pleo(purchase("12.00", account="606300", tax="TVA 20 %", supplier={"name": "=HYPERLINK(1)"}))
        house.export()

    driver = open_window("FR", before=formula)
    open_history(driver)
    path = tmp_path / "list.csv"
    driver.alerts.paths.append(path)
    driver.press(driver.window.history, "Save as CSV…")
    driver.wait(lambda: driver.window.history.notice.isVisible())
    header, row = csv.reader(path.read_text("utf-8-sig").splitlines())
    assert header[:5] == ["State", "Date", "Supplier", "Person", "Amount"]
    assert row[2] == "'=HYPERLINK(1)"
    assert any(cell.startswith("http://127.0.0.1") for cell in row)


def test_every_state_of_a_run_has_words_in_both_languages(at_work):
    assert all(state_words(state) for state in RunState)
    assert len({state_words(state) for state in RunState}) == len(RunState)
