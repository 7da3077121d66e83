"""The main window as a whole: every tab fits in every language and size, has names, is all French in French, and closes with care."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDateEdit,
    QLineEdit,
    QProgressBar,
    QToolButton,
    QWidget,
)

from pleoqb_desktop.gui import theme
from pleoqb_desktop.gui.theme import enlarged
from pleoqb_desktop.setup.sections import Section
from tests.e2e.practice_set_up import PracticeSetUp
from tests.gui.driver import WindowDriver
from tests.gui.geometry import cut_off, install_pseudo_locale
from tests.gui.person import plain, texts
from tests.gui.work import paint_all


def states(driver: WindowDriver) -> Iterator[tuple[str, QWidget]]:
    """Every tab in each of its states."""
    window, sync = driver.window, driver.sync
    driver.wait_for_list()
    paint_all()
    yield "waiting", window
    sync.side.tabs.setCurrentWidget(sync.side.receipt)
    driver.wait(lambda: sync.side.receipt.paper.isVisible())
    paint_all()
    yield "receipt", window
    sync.side.tabs.setCurrentWidget(sync.side.entry)
    driver.press_export()
    paint_all()
    yield "exporting", window
    driver.wait_for_results()
    driver.wait(lambda: sync.side.entry.settled)
    paint_all()
    yield "results", window
    driver.open(window.history)
    driver.wait(lambda: bool(window.history.spend.model.rows) and window.history.entry.settled)
    paint_all()
    yield "history", window
    driver.open(window.lists)
    driver.wait(lambda: not window.lists.busy and bool(window.lists.panes.accounts.model.rows))
    for number in range(window.lists.panes.tabs.count()):
        window.lists.panes.tabs.setCurrentIndex(number)
        paint_all()
        yield f"list {number}", window
    driver.open(window.month)
    driver.wait(lambda: not window.month.busy)
    paint_all()
    yield "before a comparison", window
    window.month.page.compare_button.click()
    driver.wait(lambda: not window.month.busy)
    paint_all()
    yield "compared", window
    window.month.page.lines_button.click()
    driver.wait(lambda: not window.month.lines.busy)
    paint_all()
    yield "line by line", window
    driver.open(window.settings)
    driver.wait(lambda: not window.settings.busy)
    for section in Section:
        window.settings.open_section(section)
        paint_all()
        yield f"settings {section}", window


def with_trouble(house: PracticeSetUp) -> None:
    house.change_books(preferences={"AccountingInfoPrefs": {"BookCloseDate": "2026-09-30"}})
    house.press_export()


@pytest.mark.parametrize("size", [1.0, 1.6])
@pytest.mark.parametrize("language", ["en", "fr", "pseudo"])
def test_every_tab_fits_in_every_language_and_at_a_larger_font(language, size, open_window, qapp):
    qapp.setFont(enlarged(qapp.font(), size))
    country, spoken = ("FR", "fr") if language == "fr" else ("GB", "en")
    driver = open_window(country, spoken, before=with_trouble)
    driver.window.window().resize(1500 if size > 1 else 1200, 1000 if size > 1 else 800)
    pseudo = install_pseudo_locale() if language == "pseudo" else None
    faults = {}
    try:
        for name, shown in states(driver):
            if found := cut_off(shown):
                faults[name] = found
    finally:
        if pseudo:
            qapp.removeTranslator(pseudo)
            paint_all()
    assert faults == {}


def test_icons_of_the_tabs_follow_the_colours(open_window, qapp):
    tabs = open_window().window.tabs
    theme.apply_appearance(qapp, "light")
    light = [tabs.tabIcon(number).pixmap(16).toImage() for number in range(tabs.count())]
    theme.apply_appearance(qapp, "dark")
    QApplication.processEvents()
    dark = [tabs.tabIcon(number).pixmap(16).toImage() for number in range(tabs.count())]
    theme.apply_appearance(qapp, "light")
    assert all(before != after for before, after in zip(light, dark, strict=True))


def test_no_control_of_any_tab_is_nameless(open_window):
    driver = open_window(before=with_trouble)
    kinds = (QLineEdit, QComboBox, QAbstractItemView, QToolButton, QProgressBar, QDateEdit)
    nameless = {}
    for name, shown in states(driver):
        found = [
            f"{type(one).__name__} in {type(one.parentWidget()).__name__}"
            for kind in kinds
            for one in shown.findChildren(kind)
            if one.isVisible()
            and one.focusPolicy() is not Qt.FocusPolicy.NoFocus
            and not one.accessibleName()
            and not getattr(one, "text", lambda: "")()
            and not isinstance(one.parentWidget(), QDateEdit | QComboBox)
        ]
        if found:
            nameless[name] = found
    assert nameless == {}


def test_in_french_no_word_of_the_window_is_left_in_english(open_window):
    driver = open_window("FR", "fr", before=with_trouble)
    english = (
        " the ",
        " and ",
        " of ",
        "Export ",
        "Open",
        "Show",
        "Refresh",
        "Search",
        " to ",
        "Settings",
        "Receipt",
        "Entry",
    )
    left = {
        text
        for _, shown in states(driver)
        for text in texts(shown)
        if any(word in f" {text} " for word in english) and not text.startswith(("PLEO-", "Export "))
    }
    assert left == set()


def test_each_tab_has_a_key_and_each_word_a_mnemonic_of_its_own(at_work):
    keys = {shortcut.key().toString() for shortcut in at_work.window.findChildren(QShortcut)}
    assert {f"Ctrl+{number}" for number in range(1, 6)} <= keys
    marked = [at_work.window.tabs.tabText(number) for number in range(5)]
    letters = [text[text.index("&") + 1].casefold() for text in marked]
    assert len(set(letters)) == 5


def test_mnemonics_of_a_tab_differ_from_those_of_the_tabs(at_work):
    window = at_work.window
    taken = {window.tabs.tabText(n)[window.tabs.tabText(n).index("&") + 1].casefold() for n in range(5)}
    for tab in (window.history, window.lists, window.month, window.settings):
        found = [
            one.text()
            for one in tab.findChildren(QWidget)
            if "&" in (getattr(one, "text", lambda: "")() or "") and plain(one.text()) != one.text()
        ]
        own = [text[text.index("&") + 1].casefold() for text in found if "&&" not in text]
        assert not taken & set(own), (type(tab).__name__, found)


def test_the_name_on_every_tab_is_the_one_people_look_for(open_window):
    driver = open_window()
    driver.wait_for_list()
    assert [plain(driver.window.tabs.tabText(n)) for n in range(5)] == [
        "Expenses",
        "History",
        "Lists",
        "Month",
        "Settings",
    ]
    assert plain(driver.sync.header.export_button.text()) == "Export 40 · £2,297.42"
    assert plain(driver.sync.panel.stop_button.text()) == "Stop"


def test_a_window_in_the_middle_of_an_export_asks_before_it_closes(open_window):
    driver = open_window(items=200)
    driver.wait_for_list()
    assert driver.window.may_close()
    driver.house.practice.control("conditions", {"latency": 100})
    driver.press_export()
    assert not driver.window.may_close()
    assert driver.alerts.asked[-1][0] == "An export is running"
    driver.alerts.answers.append(True)
    assert driver.window.may_close()
    driver.house.practice.control("conditions", {"latency": 0})
    driver.sync.stop()
    driver.wait_for_results()
    assert driver.window.may_close()


def test_the_window_says_whose_books_it_is(open_window):
    driver = open_window()
    driver.wait(lambda: driver.window.window().windowTitle().startswith("Studio Lark Ltd"))
    assert driver.sees("Studio Lark Ltd")


def test_the_end_of_an_export_is_announced_to_a_window_in_the_background(open_window):
    driver = open_window()
    said: list[str] = []
    driver.sync.announced.connect(said.append)
    driver.export()
    assert said == ["40 exported · £2,297.42"]


def test_the_tab_key_meets_what_tabs_show_before_the_row_of_tabs(open_window):
    window = open_window().window
    for tabs in (window.sync.side.tabs, window.lists.panes.tabs):
        order = focus_chain(window)
        inside = [place for place, one in enumerate(order) if tabs.widget(0).isAncestorOf(one)]
        assert inside
        assert max(inside) < min(order.index(tabs), order.index(tabs.tabBar()))


def focus_chain(window: QWidget) -> list[QWidget]:
    """All widgets of a window, as the Tab key meets them."""
    chain = [window.nextInFocusChain()]
    while chain[-1] is not window:
        chain.append(chain[-1].nextInFocusChain())
    return chain
