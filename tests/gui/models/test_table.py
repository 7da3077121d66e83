"""The one table model: order, filter, edit, and what a screen reader hears."""

from dataclasses import dataclass

import pytest
from PySide6.QtCore import Qt

from pleoqb_desktop.gui.models.table import ROW_ROLE, SORT_ROLE, Column, RowsModel, plain_tool_tip

UP, DOWN = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder


@dataclass(frozen=True)
class Thing:
    id: int
    name: str
    amount: int | None = None
    bad: bool = False


@pytest.fixture
def names() -> dict[int, str]:
    return {}


@pytest.fixture
def model(names) -> RowsModel[Thing]:
    def rename(thing: Thing, text: str) -> bool:
        names[thing.id] = text
        return bool(text)

    return RowsModel(
        [
            Column(lambda: "Name", lambda thing: names.get(thing.id, thing.name), edit=rename),
            Column(lambda: "Amount", lambda thing: str(thing.amount or ""), lambda thing: thing.amount, right=True),
        ],
        lambda thing: thing.id,
    )


def shown(model: RowsModel[Thing]) -> list[int]:
    return [thing.id for thing in model.shown]


THINGS = [Thing(1, "b", 10), Thing(2, "C", None), Thing(3, "a", 9)]


def test_amounts_are_ordered_as_numbers_and_what_has_none_comes_last_both_ways(model):
    model.set_rows(THINGS)
    model.sort(1, UP)
    assert shown(model) == [3, 1, 2]
    model.sort(1, DOWN)
    assert shown(model) == [1, 3, 2]


def test_words_are_ordered_without_regard_to_capitals(model):
    model.set_rows(THINGS)
    model.sort(0, UP)
    assert shown(model) == [3, 1, 2]


def test_without_a_column_rows_stand_as_they_came(model):
    model.set_rows(THINGS)
    model.sort(0, UP)
    model.sort(-1, UP)
    assert shown(model) == [1, 2, 3]


def test_what_comes_first_comes_first_whatever_the_order():
    model = RowsModel(
        [Column(lambda: "Name", lambda thing: thing.name)], lambda thing: thing.id, first=lambda thing: not thing.bad
    )
    model.set_rows([Thing(1, "a"), Thing(2, "z", bad=True), Thing(3, "b")])
    assert shown(model) == [2, 1, 3]
    model.sort(0, DOWN)
    assert shown(model) == [2, 3, 1]


def test_a_filter_hides_rows_and_new_rows_are_filtered_too(model):
    model.set_filter(lambda thing: thing.amount is not None)
    model.set_rows(THINGS)
    assert shown(model) == [1, 3]
    assert model.rowCount() == 2
    model.set_filter(None)
    assert model.rowCount() == 3


def test_a_screen_reader_hears_the_column_and_the_cell(model):
    model.set_rows(THINGS)
    role = Qt.ItemDataRole.AccessibleTextRole
    assert model.index(0, 1).data(role) == "Amount: 10"
    assert model.index(1, 1).data(role) == "Amount: –"


def test_sort_and_row_roles_give_native_values(model):
    model.set_rows(THINGS)
    assert model.index(0, 1).data(SORT_ROLE) == 10
    assert model.index(0, 1).data(ROW_ROLE) == THINGS[0]


def test_only_editable_columns_take_an_edit_and_a_refused_one_changes_nothing(model, names):
    model.set_rows(THINGS)
    assert model.flags(model.index(0, 0)) & Qt.ItemFlag.ItemIsEditable
    assert not model.flags(model.index(0, 1)) & Qt.ItemFlag.ItemIsEditable
    assert model.setData(model.index(0, 0), "new")
    assert model.index(0, 0).data() == "new"
    assert not model.setData(model.index(0, 0), "")
    assert not model.setData(model.index(0, 1), "7")
    assert names == {1: ""}


def test_tool_tips_are_never_html():
    tip = plain_tool_tip("<b>Bold & Co</b>\nsecond")
    assert tip == "<p>&lt;b&gt;Bold &amp; Co&lt;/b&gt;<br/>second</p>"
    assert plain_tool_tip("") is None
    assert len(plain_tool_tip("x" * 10_000) or "") < 2100
