"""The Lists tab: both sides' lists, names for employees edited in place, sync now and what it changed."""

import csv
from decimal import Decimal
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.e2e.practice_set_up import House
from tests.gui.tabs.office import Office


def open_lists(office: Office) -> None:
    """The person opens the tab and sees the accounts."""
    office.open(office.window.lists)
    office.wait(lambda: bool(office.window.lists.accounts.model.rows) and not office.window.lists.busy)


def cell(pane, row: int, column: int) -> str:
    return str(pane.model.index(row, column).data())


def test_all_lists_are_there_with_their_state_in_pleo(open_office):
    office = open_office("FR", "fr")
    open_lists(office)
    lists = office.window.lists
    farines = next(row for row in lists.accounts.model.shown if row.account.number == "601100")
    assert farines.in_pleo.value == "there"
    assert any(row.in_pleo.value == "not_offered" for row in lists.accounts.model.shown)
    rates = {row.code.name: row for row in lists.taxes.model.shown}
    assert rates["TVA 20 %"].rate == Decimal("0.2")
    assert any(row.reverse_charge for row in rates.values())
    assert {row.dimension.value for row in lists.tags.model.shown} == {"classes", "projects"}
    assert lists.vendors.model.shown


def test_a_column_of_numbers_stands_only_where_accounts_have_them(at_work):
    office = at_work
    open_lists(office)
    accounts = office.window.lists.accounts
    numbers = [row.account.number for row in accounts.model.rows if row.account.number]
    assert accounts.table.isColumnHidden(0) is not bool(numbers)
    assert bool(numbers) is (office.house.country == "FR")
    accounts.table.selectRow(0)
    accounts.model.set_filter(None)
    accounts.table.setFocus()
    QTest.keyClick(accounts.table, Qt.Key.Key_Down)
    assert accounts.table.currentIndex().row() == 1, "the arrows lead on when the first column is hidden"


def test_a_name_for_employees_is_edited_in_place_kept_and_saved_in_the_file(open_office, tmp_path: Path):
    office = open_office("FR")
    open_lists(office)
    lists = office.window.lists
    number = next(n for n, row in enumerate(lists.accounts.model.shown) if row.account.number == "601100")
    index = lists.accounts.model.index(number, 2)
    assert index.flags() & Qt.ItemFlag.ItemIsEditable
    assert lists.accounts.model.setData(index, "  Farine\tbio ")
    account_id = lists.accounts.model.shown[number].account.id
    office.wait(lambda: office.program.settings.load().friendly_names == {account_id: "Farine bio"})
    path = tmp_path / "categories.csv"
    office.alerts.paths.append(path)
    office.press(lists, "Save a file for Pleo's category import…")
    office.wait(path.exists)
    rows = list(csv.reader(path.read_text("utf-8").splitlines()))
    assert ["Farine bio", "601100"] in [row[:2] for row in rows]
    lists.accounts.model.setData(index, "")
    office.wait(lambda: office.program.settings.load().friendly_names == {})


def test_sync_now_tells_what_it_changed(open_office):
    office = open_office("FR")
    open_lists(office)
    house: House = office.house
    house.change_books(update={"Account": {"Id": house.account("601100"), "Name": "Farines bio"}})
    office.press(office.window.lists, "Sync now")
    lists = office.window.lists
    office.wait(lambda: lists.notice.isVisible() and not lists.busy)
    assert lists.notice.heading.text() == "1 change in Pleo"
    assert [(row.name, row.change.value) for row in lists.changes.model.shown] == [("Farines bio", "updated")]
    assert lists.panes.currentWidget() is lists.changes
    office.press(lists, "Sync now")
    office.wait(lambda: not lists.busy and lists.notice.heading.text().startswith("Pleo is up to date"))


def test_lists_that_cannot_be_read_say_why_and_offer_to_try_again(open_office):
    office = open_office()
    office.wait_for_list()
    office.house.fault("reset", service="pleo", path=".*", times=200)
    office.open(office.window.lists)
    office.wait(lambda: office.window.lists.notice.isVisible())
    assert "Pleo" in office.window.lists.notice.heading.text()
    office.house.practice.control("conditions", {"faults": []})
    office.press(office.window.lists.notice, "Try again")
    office.wait(lambda: bool(office.window.lists.accounts.model.rows))


def test_a_search_finds_accounts_by_number_and_name_without_accents(open_office):
    office = open_office("FR", "fr")
    open_lists(office)
    pane = office.window.lists.accounts
    pane.search.setText("receptions")
    office.wait(lambda: len(pane.model.shown) == 1)
    assert cell(pane, 0, 0) == "625700"
    pane.search.setText("512")
    office.wait(lambda: len(pane.model.shown) >= 2)
