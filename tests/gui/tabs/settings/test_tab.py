"""The Settings tab: choices shown and changed, connections with their days, language and appearance at once."""

from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import QDate, Qt

from pleoqb_desktop.choice import PracticeWish
from pleoqb_desktop.domain.rules.periods import ClosedPeriods
from pleoqb_desktop.gui.tabs.settings.facts import SettingsFacts
from pleoqb_desktop.setup.sections import Section
from pleoqb_desktop.texts import Language
from tests.gui.driver import WindowDriver


def open_settings(driver: WindowDriver, section: Section) -> None:
    """The person opens a section."""
    settings = driver.window.settings
    driver.open(settings)
    driver.wait(lambda: settings.facts is not None and not settings.busy)
    settings.open_section(section)


def test_accounts_show_what_is_chosen_and_that_pleo_uses_it(at_work):
    open_settings(at_work, Section.ACCOUNTS)
    page = at_work.window.settings.accounts
    name = {"en": "Pleo Bank", "fr": "512100 Banque Pleo"}[at_work.program.language.code]
    assert at_work.sees(name, page)
    assert at_work.sees(
        {"en": "GBP expenses are paid from this account", "fr": "dépenses en EUR sont payées depuis ce compte"}[
            at_work.program.language.code
        ],
        page,
    )


def test_the_chart_of_accounts_and_how_pleo_names_them_are_shown_for_the_company(at_work):
    open_settings(at_work, Section.ACCOUNTS)
    page = at_work.window.settings.accounts
    french = at_work.program.language == Language("fr")
    at_work.wait(lambda: at_work.sees("France" if french else "United Kingdom", page))
    number, name = page.in_pleo.buttons
    assert (number.isChecked(), name.isChecked()) == (french, not french)


def test_how_pleo_names_accounts_is_saved_when_clicked(open_window):
    driver = open_window("FR")
    open_settings(driver, Section.ACCOUNTS)
    page = driver.window.settings.accounts
    number, name = page.in_pleo.buttons
    driver.wait(number.isChecked)
    name.click()
    driver.wait(lambda: driver.program.settings.load().use_account_numbers is False)
    driver.window.settings.read()
    driver.wait(lambda: not driver.window.settings.busy)
    assert name.isChecked()


def test_what_an_unreachable_company_leaves_open_is_not_guessed(open_window):
    driver = open_window()
    settings = driver.program.settings.load()
    page = driver.window.settings.accounts
    page.show_facts(SettingsFacts(settings, True, True, 100))
    assert not page.in_pleo.isEnabled()
    assert not any(button.isChecked() for button in page.in_pleo.buttons)
    page.show_facts(SettingsFacts(replace(settings, use_account_numbers=False), True, True, 100))
    assert page.in_pleo.isEnabled()
    assert page.in_pleo.buttons[1].isChecked()


def test_other_accounts_are_chosen_with_the_wizards_page(open_window):
    driver = open_window("FR")
    open_settings(driver, Section.ACCOUNTS)
    driver.press(driver.window.settings.accounts, "Change the accounts…")
    driver.wait(lambda: driver.window.settings.dialog is not None)
    dialog = driver.window.settings.dialog
    driver.wait(lambda: dialog.main.isEnabled())
    assert driver.sees("512100", dialog) or dialog.page.list.model().rowCount() > 2
    dialog.main.click()
    driver.wait(lambda: driver.window.settings.dialog is None)


def test_closed_periods_and_vendors_are_saved_when_clicked(open_window):
    driver = open_window()
    open_settings(driver, Section.POSTING)
    page = driver.window.settings.posting
    assert page.hold.isChecked()
    assert page.create_vendors.isChecked()
    page.first_open_day.click()
    assert page.start.everything.isChecked()
    assert not page.start.day.isEnabled()
    page.start.later.click()
    page.start.day.setDate(QDate(2026, 9, 1))
    page.single_vendor.click()
    driver.wait(lambda: driver.program.settings.load().single_vendor)
    saved = driver.program.settings.load()
    assert (saved.closed_periods, saved.start_date) == (ClosedPeriods.FIRST_OPEN_DAY, date(2026, 9, 1))
    page.start.everything.click()
    driver.wait(lambda: driver.program.settings.load().start_date is None)


def test_what_is_saved_is_told_as_it_would_be_read(open_window):
    driver = open_window()
    open_settings(driver, Section.POSTING)
    told = []
    driver.window.settings.saved.connect(told.append)
    driver.window.settings.posting.first_open_day.click()
    driver.wait(lambda: len(told) == 1)
    assert told[0].closed_periods is ClosedPeriods.FIRST_OPEN_DAY


def test_quick_changes_of_mind_end_with_the_last_one(open_window):
    driver = open_window()
    open_settings(driver, Section.POSTING)
    page = driver.window.settings.posting
    for button in [page.first_open_day, page.hold] * 5 + [page.first_open_day]:
        button.click()
    page.single_vendor.click()
    driver.wait(lambda: driver.program.settings.load().single_vendor)
    assert driver.program.settings.load().closed_periods is ClosedPeriods.FIRST_OPEN_DAY


@pytest.mark.parametrize(("days", "soon"), [(100, False), (15, False), (14, True), (0, True), (None, False)])
def test_a_sign_in_that_ends_within_fourteen_days_is_told(open_window, days, soon):
    driver = open_window()
    facts = SettingsFacts(driver.program.settings.load(), True, True, days)
    assert facts.ends_soon is soon
    page = driver.window.settings.connections
    page.show_facts(facts)
    assert ("connect again before" in page.quickbooks.details.text()) is soon


def test_disconnecting_asks_forgets_and_keeps_the_settings(open_window):
    driver = open_window()
    driver.wait_for_list()
    open_settings(driver, Section.CONNECTIONS)
    settings = driver.window.settings
    driver.press(settings.connections, "Disconnect QuickBooks…")
    assert driver.program.quickbooks_connected()
    driver.alerts.answers.append(True)
    driver.press(settings.connections, "Disconnect QuickBooks…")
    driver.wait(lambda: not driver.program.quickbooks_connected())
    driver.wait(lambda: driver.sees("QuickBooks: not connected", settings))
    assert driver.program.settings.load().wallet_account_id
    assert not driver.sync.header.export_button.isEnabled() or driver.sync.state.name == "READING"


def test_the_language_is_switched_at_once_everywhere(open_window):
    driver = open_window()
    driver.export()
    open_settings(driver, Section.APPEARANCE)
    asked: list[Language] = []
    driver.window.language_requested.connect(asked.append)
    page = driver.window.settings.appearance
    page.language.setCurrentIndex(page.language.findData("fr"))
    page.language.activated.emit(0)
    assert asked == [Language("fr")]
    driver.speak(Language("fr"))
    assert driver.window.tabs.tabText(0) == "Dépen&ses"
    assert driver.sync.header.export_button.text() == "Exporter"
    assert driver.sync.result.heading.text().startswith("40 exportées · ")
    assert driver.sync.spend.model.headerData(2, Qt.Orientation.Horizontal) == "Fournisseur"


def test_the_appearance_is_asked_for_at_once_and_remembered(open_window):
    driver = open_window()
    open_settings(driver, Section.APPEARANCE)
    asked: list[str] = []
    driver.window.appearance_requested.connect(asked.append)
    page = driver.window.settings.appearance
    page.appearance.setCurrentIndex(page.appearance.findData("dark"))
    page.appearance.activated.emit(page.appearance.currentIndex())
    assert asked == ["dark"]
    driver.wait(lambda: driver.program.settings.load().appearance == "dark")


def test_practice_the_wizard_the_guide_and_about_are_one_click_away(open_window):
    driver = open_window()
    open_settings(driver, Section.PRACTICE)
    asked: list[object] = []
    window = driver.window
    window.practice_requested.connect(asked.append)
    window.wizard_requested.connect(asked.append)
    window.help_requested.connect(asked.append)
    driver.press(window.settings.practice, "Try it with a practice company")
    window.settings.open_section(Section.HELP)
    driver.press(window.settings.help, "Run the wizard again")
    driver.press(window.settings.help, "Open the guide")
    driver.press(window.settings.help, "Keyboard shortcuts")
    assert asked == [PracticeWish(), None, "sync", "keyboard"]


def test_a_support_bundle_is_saved_where_the_person_wants_it(open_window, tmp_path):
    driver = open_window()
    open_settings(driver, Section.HELP)
    path = tmp_path / "bundle.zip"
    driver.alerts.paths.append(path)
    driver.press(driver.window.settings.help, "Save a report for support…")
    driver.wait(path.exists)
    driver.wait(lambda: driver.sees("The report is saved, without secrets"))


def test_a_section_that_a_screen_reader_selects_is_the_one_shown(open_window):
    driver = open_window()
    open_settings(driver, Section.ACCOUNTS)
    settings = driver.window.settings
    settings.list.clearSelection()
    settings.list.item(tuple(settings.pages).index(Section.CONNECTIONS)).setSelected(True)
    assert settings.connections.isVisible()
