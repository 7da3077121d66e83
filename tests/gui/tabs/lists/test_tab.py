"""The Lists tab: both sides' lists, names for employees edited in place, sync now and what it changed."""

import csv
from decimal import Decimal
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.e2e.practice_set_up import PracticeSetUp
from tests.gui.driver import WindowDriver


def open_lists(driver: WindowDriver) -> None:
    """The person opens the tab and sees the accounts."""
    driver.open(driver.window.lists)
    driver.wait(lambda: bool(driver.window.lists.panes.accounts.model.rows) and not driver.window.lists.busy)


def cell(pane, row: int, column: int) -> str:
    return str(pane.model.index(row, column).data())


def test_all_lists_are_there_with_their_state_in_pleo(open_window):
    driver = open_window("FR", "fr")
    open_lists(driver)
    lists = driver.window.lists
    farines = next(row for row in lists.panes.accounts.model.shown if row.account.number == "601100")
    assert farines.in_pleo.value == "there"
    assert any(row.in_pleo.value == "not_offered" for row in lists.panes.accounts.model.shown)
    rates = {row.code.name: row for row in lists.panes.taxes.model.shown}
    assert rates["TVA 20 %"].rate == Decimal("0.2")
    assert any(row.reverse_charge for row in rates.values())
    assert {row.dimension.value for row in lists.panes.tags.model.shown} == {"classes", "projects"}
    assert lists.panes.vendors.model.shown


def test_a_column_of_numbers_stands_only_where_accounts_have_them(at_work):
    driver = at_work
    open_lists(driver)
    accounts = driver.window.lists.panes.accounts
    numbers = [row.account.number for row in accounts.model.rows if row.account.number]
    assert accounts.table.isColumnHidden(0) is not bool(numbers)
    assert bool(numbers) is (driver.house.country == "FR")
    accounts.table.selectRow(0)
    accounts.model.set_filter(None)
    accounts.table.setFocus()
    QTest.keyClick(accounts.table, Qt.Key.Key_Down)
    assert accounts.table.currentIndex().row() == 1, "the arrows lead on when the first column is hidden"


def test_a_name_for_employees_is_edited_in_place_kept_and_saved_in_the_file(open_window, tmp_path: Path):
    driver = open_window("FR")
    open_lists(driver)
    lists = driver.window.lists
    number = next(n for n, row in enumerate(lists.panes.accounts.model.shown) if row.account.number == "601100")
    index = lists.panes.accounts.model.index(number, 2)
    assert index.flags() & Qt.ItemFlag.ItemIsEditable
    assert lists.panes.accounts.model.setData(index, "  Farine\tbio ")
    account_id = lists.panes.accounts.model.shown[number].account.id
    driver.wait(lambda: driver.program.settings.load().friendly_names == {account_id: "Farine bio"})
    path = tmp_path / "categories.csv"
    driver.alerts.paths.append(path)
    driver.press(lists, "Save a file for Pleo's category import…")
    driver.wait(lambda: driver.sees("saved", lists))  # a file that exists may still be written
    rows = list(csv.reader(path.read_text("utf-8").splitlines()))
    assert ["Farine bio", "601100"] in [row[:2] for row in rows]
    lists.panes.accounts.model.setData(index, "")
    driver.wait(lambda: driver.program.settings.load().friendly_names == {})


def test_sync_now_tells_what_it_changed(open_window):
    driver = open_window("FR")
    open_lists(driver)
    house: PracticeSetUp = driver.house
    house.change_books(update={"Account": {"Id": house.account("601100"), "Name": "Farines bio"}})
    driver.press(driver.window.lists, "Sync now")
    lists = driver.window.lists
    driver.wait(lambda: lists.notice.isVisible() and not lists.busy)
    assert lists.notice.heading.text() == "1 change in Pleo"
    assert [(row.name, row.change.value) for row in lists.panes.changes.model.shown] == [("Farines bio", "updated")]
    assert lists.panes.tabs.currentWidget() is lists.panes.changes
    driver.press(lists, "Sync now")
    driver.wait(lambda: not lists.busy and lists.notice.heading.text().startswith("Pleo is up to date"))


def test_lists_that_cannot_be_read_say_why_and_offer_to_try_again(open_window):
    driver = open_window()
    driver.wait_for_list()
    driver.house.fault("reset", service="pleo", path=".*", times=200)
    driver.open(driver.window.lists)
    driver.wait(lambda: driver.window.lists.notice.isVisible())
    assert "Pleo" in driver.window.lists.notice.heading.text()
    driver.house.practice.control("conditions", {"faults": []})
    driver.press(driver.window.lists.notice, "Try again")
    driver.wait(lambda: bool(driver.window.lists.panes.accounts.model.rows))


def test_a_search_finds_accounts_by_number_and_name_without_accents(open_window):
    driver = open_window("FR", "fr")
    open_lists(driver)
    pane = driver.window.lists.panes.accounts
    pane.search.setText("receptions")
    driver.wait(lambda: len(pane.model.shown) == 1)
    assert cell(pane, 0, 0) == "625700"
    pane.search.setText("512")
    driver.wait(lambda: len(pane.model.shown) >= 2)
