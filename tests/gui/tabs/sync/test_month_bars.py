"""Twelve months above the expenses: said in words, reached by keyboard, and each opens its month."""

from PySide6.QtCore import QDate, QLocale, Qt

from pleoqb_desktop.gui.models.spend_rows import totals
from pleoqb_desktop.texts import Language
from tests.e2e.practice_set_up import PracticeSetUp
from tests.gui.geometry import cut_off


def export_what_is_of_this_month_too(house: PracticeSetUp) -> None:
    """Everything that waits, one of it bought today."""
    house.buy_one_today()
    house.export()


def shown(driver):
    """The bars, once the run store was read."""
    driver.wait_for_list()
    driver.wait(driver.sync.area.figures.months.isVisible)
    return driver.sync.area.figures.months


def test_each_month_tells_what_stands_in_the_books_of_it(at_work):
    months = shown(at_work)
    nothing = {"en": "nothing yet", "fr": "rien encore"}[at_work.program.language.code]
    assert months.accessibleDescription() == nothing
    this_month = at_work.program.today().replace(day=1)
    at_work.export()
    rows = [row for row in at_work.sync.spend.model.rows if row.month == this_month]
    last = months.buttons[-1]
    assert (last.bar.month, last.bar.current, last.bar.items) == (this_month, True, len(rows))
    money = at_work.program.texts.money(totals(rows)[0])
    assert money in last.accessibleName()
    assert money in last.toolTip()
    assert last.accessibleName() in months.accessibleDescription()
    assert cut_off(at_work.window) == []


def test_words_of_months_follow_the_language(open_window):
    driver = open_window("FR", "en", before=export_what_is_of_this_month_too)
    months = shown(driver)
    assert months.title.text() == "Expenses sent, by month of purchase"
    driver.speak(Language("fr"))
    assert months.title.text() == "Dépenses envoyées, par mois d'achat"
    now = months.buttons[-1].bar.month
    named = QLocale("fr").toString(QDate(now.year, now.month, 1), "MMMM yyyy")
    assert f"{named}\u00a0: " in months.accessibleDescription()


def test_arrows_go_from_month_to_month_and_enter_opens_one(open_window, qtbot):
    driver = open_window(before=lambda house: house.export())
    months = shown(driver)
    stops = [button for button in months.buttons if button.focusPolicy() is Qt.FocusPolicy.StrongFocus]
    assert stops == [months.buttons[-1]], "one stop of the Tab key"
    months.buttons[-1].setFocus()
    qtbot.keyClick(months.buttons[-1], Qt.Key.Key_Left)
    qtbot.keyClick(months.buttons[-2], Qt.Key.Key_Left)
    assert driver.window.focusWidget() is months.buttons[-3]
    qtbot.keyClick(months.buttons[-3], Qt.Key.Key_Home)
    assert driver.window.focusWidget() is months.buttons[0]
    qtbot.keyClick(months.buttons[0], Qt.Key.Key_Left)
    qtbot.keyClick(months.buttons[0], Qt.Key.Key_End)
    qtbot.keyClick(months.buttons[-1], Qt.Key.Key_Left)
    with qtbot.waitSignal(months.opened) as opened:
        qtbot.keyClick(months.buttons[-2], Qt.Key.Key_Return)
    assert opened.args == [months.buttons[-2].bar.month]


def test_a_click_on_a_bar_opens_its_month(open_window, qtbot):
    driver = open_window(before=export_what_is_of_this_month_too)
    months = shown(driver)
    oldest = next(button for button in months.buttons if button.bar.items)
    qtbot.mouseClick(oldest, Qt.MouseButton.LeftButton)
    month = driver.window.month
    assert driver.window.tabs.currentWidget() is month
    driver.wait(lambda: not month.busy)
    assert month.view.month == oldest.bar.month
    assert month.view.in_books[0].items == oldest.bar.items
