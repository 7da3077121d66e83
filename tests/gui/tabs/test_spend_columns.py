"""The columns of the table of expenses: none stands empty, and each comes back with the first row that has something to say in it."""

from dataclasses import replace

import pytest

from pleoqb_desktop.gui.models.spend_rows import SpendRow
from pleoqb_desktop.gui.tabs.spend_table import SpendTable
from tests.gui.tabs.sync.many import TEXTS, many_rows

ALWAYS = ["State", "Date", "Supplier", "Amount", "VAT", "Receipts"]


def titles(table: SpendTable) -> list[str]:
    """Those that are shown, from left to right."""
    columns = enumerate(table.model.columns)
    return [column.title() for number, column in columns if not table.table.isColumnHidden(number)]


def bare(row: SpendRow) -> SpendRow:
    """Nobody, no account, no tag, no entry."""
    return replace(row, person="", account="", tags="")


@pytest.mark.parametrize(
    ("title", "told"),
    [
        ("Person", {"person": "Lea"}),
        ("Account", {"account": "601"}),
        ("Tags", {"tags": "Lyon"}),
        ("Entry", {"external_url": "https://books.test/1"}),
    ],
)
def test_a_column_is_left_out_until_a_row_has_something_to_say_in_it(qtbot, title, told):
    table = SpendTable(lambda: TEXTS)
    qtbot.addWidget(table)
    table.resize(2400, 600)
    table.show()
    rows = [bare(row) for row in many_rows(3)]
    table.set_rows(rows)
    assert titles(table) == ALWAYS
    item = replace(rows[1].item, **told) if "external_url" in told else rows[1].item
    table.set_rows([rows[0], replace(rows[1], item=item, **({} if "external_url" in told else told)), rows[2]])
    assert set(titles(table)) == {*ALWAYS, title}
