"""The Expenses tab: what waits, Export now with Stop, a result for every expense, problems with their buttons, offline as a state."""

from datetime import date
from decimal import Decimal
from urllib.parse import urlsplit

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from pleoqb_desktop.domain.problems import Code
from pleoqb_desktop.domain.rules.periods import ClosedPeriods
from pleoqb_desktop.gui.models.spend_rows import totals
from pleoqb_desktop.gui.tabs.spend_table import Show
from pleoqb_desktop.gui.tabs.sync.facts import State
from pleoqb_desktop.ports.runs import ItemStatus
from pleoqb_desktop.texts import Language
from tests.e2e.practice.hold import held, purchase_batches
from tests.e2e.practice_set_up import PracticeSetUp, purchase
from tests.gui.geometry import cut_off
from tests.gui.person import plain

HEADLINES = {
    Language("en"): ("40 expenses wait, £2,297.42", "Export 40 · £2,297.42", "40 exported · £2,297.42"),
    Language("fr"): (
        "41 dépenses en attente, 3\u202f482,10\u00a0€",
        "Exporter 41 · 3\u202f482,10\u00a0€",
        "41 exportées · 3\u202f482,10\u00a0€",
    ),
}


def test_what_waits_is_counted_and_summed_and_exported_to_the_last(at_work):
    waits, button, exported = HEADLINES[at_work.program.language]
    at_work.wait_for_list()
    assert at_work.sync.header.headline.text() == waits
    assert at_work.sync.header.export_button.text() == button
    at_work.export()
    assert at_work.sync.result.heading.text() == exported
    assert set(at_work.statuses()) == {"exported"}
    shown = [plain(button.text()) for button in at_work.sync.result.buttons()]
    assert not {"Show what waits now", "Montrer ce qui attend maintenant"} & set(shown), "nothing waits"
    at_work.refresh()
    assert at_work.sync.spend.model.rows == []
    assert not at_work.sync.header.export_button.isEnabled()
    assert at_work.sync.header.export_button.accessibleDescription() == at_work.sync.header.tr(
        "Nothing waits to be exported."
    )


def test_a_queue_entry_shows_its_account_vat_code_tags_and_person(open_window):
    driver = open_window()
    driver.wait_for_list()
    table = driver.sync.spend
    row = next(row for row in table.model.rows if row.amount and row.amount.amount == Decimal("96.72"))
    assert (row.account, row.vat_code, row.person) == ("Client entertaining", "20.0% S", "Priya Shah")
    assert "Brand" in row.tags
    assert "supplier names come when you send" in driver.sync.header.subline.text()


def test_once_pleo_has_handed_out_the_items_every_entry_is_exact(open_window):
    driver = open_window(before=lambda house: house.press_export())
    driver.wait_for_list()
    rows = driver.sync.spend.model.rows
    assert all(row.pictures for row in rows)
    assert all(picture.debits == picture.credits for row in rows for picture in row.pictures)
    assert sum(row.amount.amount for row in rows) == Decimal("2297.42")
    assert "come with the export" not in driver.sync.header.subline.text()


def test_the_chart_of_what_waits_goes_when_nothing_waits(open_window):
    driver = open_window()
    driver.wait_for_list()
    assert driver.sync.expenses.sums.isVisible()
    driver.export()
    assert not driver.sync.expenses.sums.isVisible()


def test_every_exported_row_leads_into_quickbooks(open_window):
    driver = open_window()
    driver.export()
    driver.sync.spend.table.setFocus()
    QTest.keyClick(driver.sync.spend.table, Qt.Key.Key_Return)
    row = driver.sync.spend.table.current_row()
    assert driver.links == [row.item.external_url]
    assert urlsplit(driver.links[0]).path.startswith("/quickbooks/app/")


def test_export_has_its_key_and_asks_once_before_the_very_first_into_real_books(open_window, qtbot):
    driver = open_window()
    driver.wait_for_list()
    assert driver.sync.header.export_button.shortcut().toString() == "Ctrl+E"
    assert driver.alerts.asked == []
    driver.sync.header.export_button.animateClick()
    driver.wait(lambda: bool(driver.alerts.asked))
    ((title, words, yes, no),) = driver.alerts.asked
    assert (title, yes, no) == ("Export into Studio Lark Ltd for the first time?", "Export", "Not yet")
    assert words.startswith("40 expenses, £2,297.42, become entries in QuickBooks")
    assert driver.sync.state is State.READY
    driver.alerts.answers.append(True)
    driver.sync.header.export_button.animateClick()
    driver.wait_for_results()
    assert driver.statuses() == {"exported": 40}


def test_stop_keeps_what_is_done_and_the_next_export_takes_up_the_rest(open_window):
    driver = open_window(items=300)
    driver.wait_for_list()
    with held(driver.house.practice, "quickbooks", purchase_batches, nth=2):
        driver.press_export()
        driver.wait(lambda: driver.sync.panel.progress.sent > 0)
        assert driver.sync.panel.stop_button.isVisible()
        driver.sync.panel.stop_button.click()
        assert not driver.sync.panel.stop_button.isEnabled()
    driver.wait_for_results()
    assert driver.sync.result.heading.text().startswith("Stopped: ")
    done = driver.statuses().get("exported", 0)
    assert 0 < done < 300
    driver.press(driver.sync.result, "Show what waits now")
    driver.wait_for_list()
    driver.export()
    purchases = [row for row in driver.house.rows("Purchase") if str(row.get("DocNumber", "")).startswith("PLEO")]
    assert len(purchases) == len({row["DocNumber"] for row in purchases}) == 300


def test_progress_names_the_phases_and_counts(open_window):
    driver = open_window(items=60)
    driver.wait_for_list()

    def told() -> list[str]:
        return [word.text() for word in driver.sync.panel._words.values()]

    with held(driver.house.practice, "quickbooks", purchase_batches, nth=2):
        driver.press_export()
        driver.wait(lambda: "Prepare\n60 of 60" in told() and "Send\n30 of 60" in told())
        assert "Confirm to Pleo\n0 of 60" in told()
    driver.wait_for_results()
    assert "Send\n60 of 60" in told()


def test_only_the_selected_expenses_are_exported(open_window):
    driver = open_window()
    driver.wait_for_list()
    table = driver.sync.spend.table
    table.clearSelection()
    for number in (1, 3, 4):
        table.selectionModel().select(
            driver.sync.spend.model.index(number, 0),
            table.selectionModel().SelectionFlag.Select | table.selectionModel().SelectionFlag.Rows,
        )
    chosen = {row.id for row in table.chosen_rows()}
    money = driver.program.texts.money(totals(table.chosen_rows())[0])
    assert plain(driver.sync.header.selected_button.text()) == f"Export these 3 · {money}"
    assert plain(driver.sync.header.export_button.text()) == "Export all 40 · £2,297.42"
    driver.alerts.answers.append(True)
    driver.sync.header.selected_button.click()
    driver.wait_for_results()
    exported = {row.id for row in driver.sync.spend.model.rows if row.status is ItemStatus.EXPORTED}
    assert exported == chosen
    assert driver.sync.header.headline.text().startswith("37 expenses wait")


def test_exporting_some_asks_when_pleo_has_asked_for_others(open_window):
    def one_job(house: PracticeSetUp) -> None:
        house.press_export([house.practice.dump("GB")["expenses"][0]["id"]])

    driver = open_window(before=one_job)
    driver.wait_for_list()
    waiting = next(row for row in driver.sync.spend.model.rows if not row.in_job)
    driver.sync.spend.choose(waiting.id)
    driver.sync.header.selected_button.click()
    assert len(driver.alerts.asked) == 1
    assert driver.sync.state is State.READY
    driver.alerts.answers += [True, True]
    driver.sync.header.selected_button.click()
    driver.wait_for_results()
    assert driver.statuses()["exported"] == 2


# -- problems and their buttons --------------------------------------------------------------------------------------------


def close_the_books(house: PracticeSetUp) -> None:
    house.change_books(preferences={"AccountingInfoPrefs": {"BookCloseDate": "2026-09-30"}})
    house.press_export()


def test_a_closed_period_is_known_before_and_mended_by_its_button(open_window):
    driver = open_window(before=close_the_books)
    driver.wait_for_list()
    held = [row for row in driver.sync.spend.model.rows if row.status is ItemStatus.HELD]
    assert held
    money = driver.program.texts.money(totals(held)[0])
    assert driver.sync.needs.heading.text() == f"Needs you: {len(held)} expenses · {money} not in your books yet"
    assert driver.sees(
        f"{len(held)} expenses in a closed period · {money}".replace(" ", "\u00a0", 1), driver.sync.needs
    )
    assert driver.window.tabs.tabText(0) == f"E&xpenses ({len(held)})"
    shown = driver.sync.spend.model.shown
    assert all(row.needs_attention for row in shown[: len(held)])
    day = driver.program.texts.date(date.fromisoformat(held[0].problems[0].params["open_date"]))
    driver.press(driver.sync.needs, f"Record on {day}")
    driver.wait(lambda: driver.program.settings.load().closed_periods is ClosedPeriods.FIRST_OPEN_DAY)
    driver.wait(lambda: driver.sync.state is State.READY and not driver.sync.needs.isVisible())
    driver.export()
    assert set(driver.statuses()) == {"exported"}
    assert driver.sees("Expenses of closed months are now recorded on the first day after")


def test_only_what_needs_a_person_is_shown_and_all_again(open_window):
    driver = open_window(before=close_the_books)
    driver.wait_for_list()
    driver.press(driver.sync.needs, "Show only these")
    assert all(row.needs_attention for row in driver.sync.spend.model.shown)
    assert driver.sync.spend.shown() is Show.ATTENTION
    driver.press(driver.sync.needs, "Show all expenses")
    assert len(driver.sync.spend.model.shown) == 40


def test_expenses_that_fail_are_counted_told_and_shown_first(open_window):
    def switch_off(house: PracticeSetUp) -> None:
        house.change_books(update={"Account": {"Id": house.account("Print production"), "Active": False}})

    driver = open_window(before=switch_off)
    driver.export()
    failed = driver.statuses().get("failed", 0) + driver.statuses().get("held", 0)
    assert failed
    rows = driver.sync.spend.model.rows
    sums = [totals(row for row in rows if row.needs_attention is wrong)[0] for wrong in (False, True)]
    done, wrong = (driver.program.texts.money(one) for one in sums)
    assert (
        driver.sync.result.heading.text()
        == f"{40 - failed} exported · {done}, {failed} not in your books yet · {wrong}"
    )
    first = driver.sync.spend.model.shown[0]
    assert first.needs_attention
    driver.sync.spend.choose(first.id)
    assert driver.sees("Print production", driver.sync.side.entry)
    driver.press(driver.sync.result, "Show what needs you")
    assert len(driver.sync.spend.model.shown) == failed


def test_without_a_contra_account_export_now_says_why_not_and_a_check_mends_it(open_window):
    driver = open_window()
    driver.wait_for_list()
    driver.program.settings.update(wallet_account_id=driver.program.settings.load().pocket_account_id)
    driver.refresh()
    assert not driver.sync.header.export_button.isEnabled()
    assert driver.sync.connection.isVisible()
    assert driver.sync.facts.obstacle.code is Code.CONTRA_ACCOUNT_MISSING
    driver.press(driver.sync.connection, "Choose the contra account")
    assert len(driver.links) == 1
    driver.house.choose_contra(driver.program)
    driver.press(driver.sync.connection, "Check again")
    driver.wait(lambda: driver.sync.state is State.READY and driver.sync.facts.obstacle is None)
    assert driver.sync.header.export_button.isEnabled()


# -- offline ---------------------------------------------------------------------------------------------------------------


def test_offline_is_a_calm_strip_and_what_was_read_stays_readable(open_window):
    driver = open_window()
    driver.wait_for_list()
    driver.house.fault("reset", service="pleo", path=".*", times=200)
    driver.refresh()
    assert driver.sync.facts.obstacle.code is Code.PLEO_UNREACHABLE
    assert len(driver.sync.spend.model.rows) == 40
    assert driver.sync.spend.isVisible()
    assert not driver.sync.header.export_button.isEnabled()
    assert driver.sync.header.export_button.accessibleDescription() == driver.program.texts.sentence(
        driver.sync.facts.obstacle
    )
    assert driver.sees("What was read stays readable", driver.sync.connection)
    assert driver.alerts.problems == []


def test_a_sign_in_that_ended_offers_to_sign_in_again(open_window):
    driver = open_window()
    driver.wait_for_list()
    driver.house.practice.control("intuit", {"revoke_all": True})
    driver.house.practice.control("intuit", {"expire_access_tokens": True})
    driver.refresh()
    assert driver.sync.facts.obstacle is not None
    assert driver.sync.facts.obstacle.code is Code.QUICKBOOKS_SIGN_IN_ENDED
    driver.press(driver.sync.connection, "Sign in to QuickBooks")
    driver.wait(lambda: driver.window.settings.dialog is not None)
    assert driver.sees("Sign in", driver.window.settings.dialog)
    driver.window.settings.dialog.reject()


def test_the_first_reading_without_a_network_says_when_expenses_will_appear(open_window):
    driver = open_window(before=lambda house: house.fault("reset", service="pleo", path=".*", times=500))
    driver.wait_for_list()
    assert driver.sync.empty.isVisible()
    assert driver.sync.empty.text() == "The expenses appear here as soon as both services answer."


def test_what_was_exported_does_not_wait_again_when_the_next_reading_fails(open_window):
    driver = open_window()
    driver.export()
    driver.house.fault("reset", service="pleo", path=".*", times=200)
    driver.refresh()
    assert driver.sync.facts.obstacle.code is Code.PLEO_UNREACHABLE
    assert driver.sync.header.headline.text() == "Nothing waits to be exported"
    assert driver.sync.header.subline.text().startswith("Last export: ")


# -- the table -------------------------------------------------------------------------------------------------------------


def test_a_search_narrows_the_table_and_its_totals(open_window):
    driver = open_window()
    driver.wait_for_list()
    driver.sync.spend.search.setText("priya telephone")
    driver.wait(lambda: len(driver.sync.spend.model.shown) == 1)
    assert driver.sync.spend.totals.text() == "1 of 40 expenses · £47.94"
    assert plain(driver.sync.header.selected_button.text()) == "Export this one · £47.94"
    driver.sync.spend.search.setText("nobody of this name")
    driver.wait(lambda: driver.sync.spend.nothing.isVisible())
    assert driver.sees("No expense fits")
    driver.sync.spend.search.setFocus()
    QTest.keyClick(driver.sync.spend.search, Qt.Key.Key_Escape)
    driver.wait(lambda: len(driver.sync.spend.model.shown) == 40)
    assert driver.sync.spend.table.isVisible()
    assert driver.sync.spend.table.current_row() is not None, "something is always shown beside"
    assert not driver.sync.header.selected_button.isVisible(), "nobody has picked what the window selects by itself"


def test_a_month_and_what_has_no_receipt_are_filters(open_window):
    driver = open_window()
    driver.wait_for_list()
    spend = driver.sync.spend
    months = [spend.month_box.itemText(place) for place in range(spend.month_box.count())]
    assert months == ["All months", "November 2026", "October 2026", "September 2026", "August 2026"]
    spend.month_box.setCurrentIndex(2)
    spend.month_box.activated.emit(2)
    assert {row.day.month for row in spend.model.shown} == {10}
    assert plain(driver.sync.header.selected_button.text()).startswith(f"Export these {len(spend.model.shown)} · £")
    spend.month_box.setCurrentIndex(0)
    spend.set_show(Show.NO_RECEIPT)
    assert 0 < len(spend.model.shown) < 40
    assert {row.item.record.receipts_expected for row in spend.model.shown} == {0}


def test_a_person_is_a_filter_and_a_search_for_another_row_lets_it_go(open_window):
    driver = open_window()
    driver.wait_for_list()
    spend = driver.sync.spend
    people = [spend.person_box.itemText(place) for place in range(spend.person_box.count())]
    assert people == ["Everybody", "Aoife O'Brien", "Jonas Bäck", "Priya Shah", "Tom Carter"]
    spend.person_box.setCurrentIndex(2)
    spend.person_box.activated.emit(2)
    assert {row.person for row in spend.model.shown} == {"Jonas Bäck"}
    assert spend.filtered
    other = next(row for row in spend.model.rows if row.person == "Tom Carter")
    spend.choose(other.id)
    assert spend.person_box.currentIndex() == 0
    assert len(spend.model.shown) == 40


@pytest.mark.parametrize("width", [1024, 1280, 1920])
def test_state_is_first_and_nobody_scrolls_sideways(open_window, width):
    driver = open_window()
    driver.wait_for_list()
    driver.window.window().resize(width, 700)
    driver.wait_until_quiet()
    table = driver.sync.spend.table
    assert QApplication.focusWidget() is table, "the keyboard starts in the list"
    titles = [column.title() for n, column in enumerate(driver.sync.spend.model.columns) if not table.isColumnHidden(n)]
    assert titles[:4] == ["State", "Date", "Expense", "Person"], "what stands there is a note, no name yet"
    assert table.horizontalScrollBar().maximum() == 0
    assert ("Tags" in titles) is (width == 1920)
    assert cut_off(driver.window) == []


def test_the_chart_tells_in_words_what_it_shows(open_window):
    driver = open_window()
    driver.wait_for_list()
    sums = driver.sync.expenses.sums
    assert sums.chart.isVisible()
    assert sums.chart.accessibleDescription().startswith("Print production: £564.76; Rent and rates: £361.95")
    sums.by.setCurrentIndex(1)
    sums.by.activated.emit(1)
    assert sums.chart.accessibleDescription().startswith("Priya Shah: £971.18; Tom Carter: £724.80")


def test_nothing_waits_says_what_will_appear_and_when(open_window):
    driver = open_window(before=lambda house: house.empty_queue())
    driver.wait_for_list()
    assert driver.sync.header.headline.text() == "Nothing waits to be exported"
    assert "export queue in Pleo" in driver.sync.empty.text()
    assert not driver.sync.header.export_button.isEnabled()
    driver.press(driver.sync.empty, "Open Pleo")
    assert len(driver.links) == 1


@pytest.mark.parametrize("name", ["<b>Bold & Brothers</b>", "N" * 500, "قهوة ☕ " * 60, "=HYPERLINK(1)"])
def test_names_of_strangers_are_shown_as_they_are_and_never_fill_the_window(open_window, name):
    def strange(house: PracticeSetUp) -> None:
        house.empty_queue()
        house.wait_in_pleo(purchase("12.00", account="606300", tax="TVA 20 %", supplier={"name": name}, note=name))
        house.press_export()

    driver = open_window("FR", before=strange)
    driver.wait_for_list()
    assert len(driver.sync.spend.model.rows) == 1
    index = driver.sync.spend.model.index(0, 2)
    assert "&lt;b&gt;" in str(index.data(Qt.ItemDataRole.ToolTipRole)) or "<b>" not in name
    assert driver.sync.side.entry.widget().minimumSizeHint().width() < 900
    driver.export()
    assert driver.statuses() == {"exported": 1}


def test_a_row_that_a_screen_reader_selects_is_the_one_shown_beside(open_window):
    driver = open_window()
    driver.wait_for_list()
    table = driver.sync.spend.table
    flags = table.selectionModel().SelectionFlag
    table.selectionModel().select(driver.sync.spend.model.index(7, 0), flags.ClearAndSelect | flags.Rows)
    assert driver.sees(driver.sync.spend.model.shown[7].supplier, driver.sync.side.entry)
