"""Fluid with 10,000 expenses, and never blocked by an export: what the window's thread has to do for it, counted.

How long that takes on a computer is a figure of `make bench`.
"""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from pleoqb_desktop.export.needs import NeedsYou
from pleoqb_desktop.export.outcome import RunOutcome
from pleoqb_desktop.export.progress import Progress
from pleoqb_desktop.gui.models.needs import blocks, cases
from pleoqb_desktop.gui.models.spend_rows import Digest, SpendRow, digest
from pleoqb_desktop.gui.tabs.spend_table import Show, SpendTable
from pleoqb_desktop.gui.tabs.sync.export_panel import ExportPanel
from pleoqb_desktop.gui.tabs.sync.facts import State
from pleoqb_desktop.gui.tabs.sync.needs_panel import NeedsPanel
from pleoqb_desktop.gui.tabs.sync.waiting import Exported, Tally
from pleoqb_desktop.gui.theme import WrappedLabel
from tests.e2e.practice.hold import held, purchase_batches
from tests.gui.tabs.sync.many import BAD_EVERY, MANY, TEXTS, NoRemedies, all_in_trouble, many_rows
from tests.gui.work import calls_of, paint_all, paintings, watched

SCREEN = 10_000
"""Calls, at most, to paint what is visible, twice over. However many rows there are, no more of them fit on a screen."""


@pytest.fixture(scope="module")
def rows() -> list[SpendRow]:
    return many_rows()


@pytest.fixture
def table(qtbot, rows) -> SpendTable:
    shown = SpendTable(lambda: TEXTS)
    qtbot.addWidget(shown)
    shown.resize(1200, 800)
    shown.show()
    shown.set_rows(rows)
    paint_all()
    return shown


def resets(table: SpendTable) -> list[bool]:
    """Grows with every time the table is told to forget all its rows."""
    told: list[bool] = []
    table.model.modelReset.connect(lambda: told.append(True))
    return told


@pytest.mark.parametrize("column", range(9))
def test_ordering_asks_each_row_for_its_key_once_and_compares_without_our_help(table, column):
    told = resets(table)
    calls = calls_of(lambda: table.model.sort(column, Qt.SortOrder.DescendingOrder))
    assert calls <= 6 * MANY + SCREEN, "a comparison that calls back takes thirteen calls a row and more"
    assert told == [True]
    key = table.model.columns[column].key
    assert type(key(table.model.rows[0])).__module__ in {"builtins", "datetime", "decimal"}, "these compare natively"


def test_searching_and_filtering_look_at_each_row_once(table):
    def search(words: str) -> None:
        table.search.setText(words)
        table._filter()

    told = resets(table)
    assert calls_of(lambda: search("supplier 12 person")) <= 8 * MANY + SCREEN
    assert calls_of(lambda: search("")) <= 4 * MANY + SCREEN
    assert calls_of(lambda: table.set_show(Show.ATTENTION)) <= 5 * MANY + SCREEN
    assert len(told) == 3
    assert len(table.model.shown) == MANY // BAD_EVERY


def test_words_that_are_typed_one_after_the_other_are_searched_for_once(table, qtbot):
    told = resets(table)
    qtbot.keyClicks(table.search, "supplier 12")
    assert told == [], "nobody waits for her letters"
    table._pause.start(0)
    qtbot.waitUntil(lambda: bool(told))
    paint_all()
    assert told == [True]


def test_replaced_rows_are_neither_summed_nor_looked_through_by_the_windows_thread(table, rows):
    about = digest(rows)  # made in a thread, as the rows are
    told = resets(table)
    assert calls_of(lambda: table.set_rows(rows, about)) <= 4 * MANY + SCREEN
    assert told == [True]
    assert table.model.rowCount() == MANY


def test_walking_and_scrolling_look_at_visible_rows_alone(table):
    bar = table.table.verticalScrollBar()
    assert calls_of(lambda: bar.setValue(bar.maximum() // 2)) <= SCREEN
    assert calls_of(lambda: table.table.selectRow(6_000)) <= SCREEN


def test_selecting_all_looks_at_each_row_once(table):
    assert calls_of(table.table.selectAll) <= 3 * MANY + SCREEN
    assert len(table.table.chosen_rows()) == MANY
    assert calls_of(lambda: table.model.sort(1, Qt.SortOrder.DescendingOrder)) <= 12 * MANY + SCREEN
    assert len(table.table.chosen_rows()) == MANY


def test_many_problems_of_one_cause_are_one_block(qtbot, rows):
    panel = NeedsPanel(NoRemedies())
    qtbot.addWidget(panel)
    bad = blocks(cases(NeedsYou(), all_in_trouble(rows), (), frozenset()))
    assert calls_of(lambda: panel.show_needs(bad, None, bad[0].sums, TEXTS)) <= 3 * MANY + SCREEN
    assert len(panel.findChildren(WrappedLabel)) + len(panel.findChildren(QPushButton)) < 10
    assert panel.sizeHint().height() < 300
    (see,) = (one for one in panel.findChildren(QPushButton) if one.text() == "Show")
    panel.show_needs(blocks(cases(NeedsYou(), all_in_trouble(rows), (), frozenset())), None, bad[0].sums, TEXTS)
    assert see in panel.findChildren(QPushButton), "the same expenses are shown already: a button in hand stays"


def test_progress_paints_its_own_words_and_nothing_beside_them(open_window):
    driver = open_window(items=60)
    driver.wait_for_list()
    sync = driver.sync
    sync.panel.setVisible(True)
    sync.panel.begin()
    sync.panel.show_progress(Progress(1000, 100, 60, 60, 40, 20, 10.0))
    driver.wait_until_quiet()
    with paintings() as noted:
        sync.panel.show_progress(Progress(1000, 199, 99, 99, 69, 39, 11.0))
        driver.wait(lambda: sync.panel.bar in noted.painted)
        paint_all()
    beside = {sync.expenses.sums.chart, sync.spend.table, sync.spend, sync.side.tabs, sync.header.headline} & set(
        noted.painted
    )
    assert beside == set()
    assert driver.sees("199 of 1,000")


def test_the_room_of_the_progress_grows_in_steps_and_is_given_back_with_the_next_export(qtbot):
    panel = ExportPanel(lambda: TEXTS)
    qtbot.addWidget(panel)
    panel.show()
    panel.begin()
    short = panel.line.minimumWidth()
    widths = []
    for done in range(100, 1000):
        panel.show_progress(Progress(1000, done, done, done, done, done, 10.0))
        widths.append(panel.line.minimumWidth())
    assert widths == sorted(widths)
    assert len(set(widths)) <= 4, "each change has the whole window laid out anew"
    panel.show_progress(Progress(10_000_000, 9_000_000, 9_000_000, 9_000_000, 9_000_000, 9_000_000, 10.0))
    assert panel.line.minimumWidth() > short
    panel.begin()
    assert panel.line.minimumWidth() == short


# -- an export -------------------------------------------------------------------------------------------------------------


def test_the_window_answers_while_an_export_waits_for_the_services(open_window):
    driver = open_window(items=60)
    driver.wait_for_list()
    with held(driver.house.practice, "quickbooks", purchase_batches) as gate:
        driver.press_export()
        driver.wait(gate.waits)
        driver.sync.spend.search.setText("priya")
        driver.wait(lambda: 0 < len(driver.sync.spend.model.shown) < 60)
        assert driver.sync.state is State.EXPORTING
    driver.wait_for_results()
    assert driver.statuses() == {"exported": 60}


def test_an_export_leaves_requests_files_and_the_run_store_to_other_threads(open_window):
    driver = open_window(items=60)
    driver.wait_for_list()
    with watched() as work:
        driver.press_export()
        driver.wait_for_results()
    assert driver.statuses() == {"exported": 60}
    doors = ("pleoqb_desktop.services", "pleoqb_desktop.app", "pleoqb_desktop.exports", "pleoqb_desktop.export.run")
    counted_only = {"pleoqb_desktop.services.storage.runs.results"}  # to read one it calls the run store
    assert {name for name in work.modules if name.startswith(doors)} <= counted_only


def test_results_of_ten_thousand_are_shown_by_one_look_at_each_in_any_turn(open_window, rows, monkeypatch):
    driver = open_window(items=1)
    driver.wait_for_list()

    def exported(_program, before, _only, _progress, _cancel) -> Exported:
        outcome = RunOutcome(1, (), dry_run=False, items=tuple(row.item for row in rows), counts={})
        left = replace(before, rows=(), digest=Digest())
        return Exported(outcome, Tally.of(rows), rows, left, NeedsYou(), digest(rows))

    monkeypatch.setattr("pleoqb_desktop.gui.tabs.sync.tab.export_now", exported)
    with watched() as work:
        driver.press_export()
        driver.wait_for_results()
        driver.wait_until_quiet()
    assert len(driver.sync.spend.model.shown) == MANY
    assert max(work.turns) <= 5 * MANY + SCREEN
