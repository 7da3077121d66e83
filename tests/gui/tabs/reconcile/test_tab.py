"""The Reconcile tab: both sides of a period next to each other, differences first."""

from PySide6.QtCore import QDate

from pleoqb_desktop.domain.entries import EntryKind
from pleoqb_desktop.domain.problems import Code
from pleoqb_desktop.gui.tabs.reconcile.tab import ReconcileTab
from pleoqb_desktop.gui.theme import text_width
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.reconcile import Verdict
from tests.e2e.practice_set_up import PracticeSetUp
from tests.gui.driver import WindowDriver


def opened(driver: WindowDriver) -> ReconcileTab:
    """The lines behind the month, before anything was compared."""
    driver.open(driver.window.month)
    driver.window.month.stack.setCurrentWidget(driver.window.month.lines)
    return driver.window.month.lines


def compared(driver: WindowDriver) -> None:
    """The person opens the lines and compares from August on."""
    tab = opened(driver)
    tab.first.setDate(QDate(2026, 8, 1))
    tab.last.setDate(QDate(2026, 12, 31))
    tab.compare_button.click()
    driver.wait(lambda: not tab.busy and (tab.pane.isVisible() or tab.notice.isVisible()))


def test_after_an_export_both_sides_agree(at_work):
    at_work.house.export()
    compared(at_work)
    tab = at_work.window.month.lines
    assert tab.headline.text() == tab.tr("Pleo and QuickBooks agree")
    assert {row.verdict for row in tab.pane.model.rows} == {Verdict.MATCHED}


def test_what_is_not_exported_yet_is_told_in_the_heading(open_window):
    driver = open_window()
    compared(driver)
    tab = driver.window.month.lines
    assert {row.verdict for row in tab.pane.model.rows} == {Verdict.NOT_EXPORTED}
    assert tab.headline.text() == "What was exported agrees; some expenses are not exported yet"


def test_before_a_comparison_it_says_what_will_appear(open_window):
    driver = open_window()
    tab = opened(driver)
    assert tab.empty.isVisible()
    assert "press Compare" in tab.empty.text()


def test_what_is_missing_stands_first_and_alone(open_window):
    def exported_and_deleted(house: PracticeSetUp) -> None:
        house.export()
        row = next(row for row in house.rows("Purchase") if str(row.get("DocNumber", "")).startswith("PLEO"))
        with house.program() as program:
            ledger = program.ledger(CancelToken())
            entry = ledger.read(EntryKind.PURCHASE, row["Id"])
            assert entry is not None
            ledger.remove(EntryKind.PURCHASE, row["Id"], entry.sync_token, "somebody-deletes-it")

    driver = open_window(before=exported_and_deleted)
    compared(driver)
    tab = driver.window.month.lines
    assert tab.headline.text() == "1 difference between Pleo and QuickBooks"
    assert [row.verdict for row in tab.pane.model.shown] == [Verdict.MISSING]
    assert tab.only_box.isChecked()
    words = tab.texts.verdict_name(Verdict.MISSING)
    assert tab.pane.table.columnWidth(0) > text_width(tab.pane.table.font(), words)
    tab.only_box.setChecked(False)
    assert tab.pane.model.shown[0].verdict is Verdict.MISSING
    assert len(tab.pane.model.shown) == 40
    tab.pane.table.opened.emit(tab.pane.model.shown[1])
    assert driver.links == [tab.pane.model.shown[1].external_url]


def test_a_period_that_ends_before_it_starts_is_told(open_window):
    driver = open_window()
    tab = opened(driver)
    tab.first.setDate(QDate(2026, 12, 1))
    tab.last.setDate(QDate(2026, 11, 1))
    tab.compare_button.click()
    assert tab.trouble is not None
    assert tab.trouble.code is Code.PERIOD_BACKWARDS
    assert tab.notice.isVisible()
