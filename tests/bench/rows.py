"""The table of expenses with 10,000 of them, in a process of its own: prints what keeps the window's thread, and for how long."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from pleoqb_desktop.export.needs import NeedsYou
from pleoqb_desktop.gui.models.needs import blocks, cases, not_in_books
from pleoqb_desktop.gui.models.spend_rows import digest
from pleoqb_desktop.gui.tabs.spend_table import Show, SpendTable
from pleoqb_desktop.gui.tabs.sync.needs_panel import NeedsPanel
from tests.gui.tabs.sync.many import TEXTS, NoRemedies, all_in_trouble, many_rows

TIMES = 5


def main() -> dict[str, float]:
    """Milliseconds of each act and of the painting after it, the best of five: what the computer does besides is not ours."""
    app = QApplication([])
    rows = many_rows()
    table = SpendTable(lambda: TEXTS)
    table.resize(1200, 800)
    table.show()
    table.set_rows(rows)
    about = digest(rows)  # made in a thread, as the rows are
    panel = NeedsPanel(NoRemedies())
    panel.show()
    bad = all_in_trouble(rows)
    bar = table.table.verticalScrollBar()

    def search(words: str) -> None:
        table.search.setText(words)
        table._filter()

    def tell() -> None:
        found = blocks(cases(NeedsYou(), bad, (), frozenset()))
        panel.show_needs(found, None, not_in_books(found), TEXTS)

    def forget() -> None:
        panel.show_needs((), None, (), TEXTS)

    def order() -> None:
        table.model.sort(slowest, Qt.SortOrder.DescendingOrder)

    columns = range(table.model.columnCount())
    took = [
        _best(app, lambda column=column: table.model.sort(column, Qt.SortOrder.DescendingOrder)) for column in columns
    ]
    slowest = took.index(max(took))
    return {
        "ordered by the slowest column": took[slowest],
        "searched": _best(app, lambda: search("supplier 12 person"), lambda: search("")),
        "searched no more": _best(app, lambda: search(""), lambda: search("supplier 12 person")),
        "filtered": _best(app, lambda: table.set_show(Show.ATTENTION), lambda: table.set_show(Show.ALL)),
        "filtered no more": _best(app, lambda: table.set_show(Show.ALL), lambda: table.set_show(Show.ATTENTION)),
        "replaced": _best(app, lambda: table.set_rows(rows, about)),
        "scrolled to the middle": _best(app, lambda: bar.setValue(bar.maximum() // 2), lambda: bar.setValue(0)),
        "one of them chosen": _best(app, lambda: table.table.selectRow(6_000), table.table.clearSelection),
        "all in trouble, told in a block above": _best(app, tell, forget),
        "all chosen": _best(app, table.table.selectAll, table.table.clearSelection),
        "ordered while all are chosen": _best(app, order),
    }


def _best(app: QApplication, act: Callable[[], object], before: Callable[[], object] = lambda: None) -> float:
    def once() -> float:
        before()
        app.processEvents()
        started = time.perf_counter()
        act()
        app.processEvents()
        return (time.perf_counter() - started) * 1000

    return min(once() for _ in range(TIMES))


if __name__ == "__main__":
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    sys.stdout.write(json.dumps(main()) + "\n")
