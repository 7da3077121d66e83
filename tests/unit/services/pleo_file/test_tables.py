"""Bytes as rows: encodings, separators, quotes, sheets, and how far a file may go."""

import csv
import io
from datetime import date

import pytest

from pleoqb_desktop.ports.errors import WrongUsageError
from pleoqb_desktop.services.pleo_file import table as tables
from pleoqb_desktop.services.pleo_file.sheet_table import read_sheet_table
from pleoqb_desktop.services.pleo_file.text_table import read_text_table
from tests.unit.services.pleo_file.files import (
    GENERIC,
    csv_bytes,
    custom,
    entry_id,
    generic,
    held,
    of_table,
    read,
    xlsx_bytes,
)

NOTE = 'Café, "deux fois"; né\n'


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("quoting", [csv.QUOTE_MINIMAL, csv.QUOTE_ALL])
def test_a_file_of_text_is_read_however_it_was_saved(delimiter: str, encoding: str, quoting: int) -> None:
    rows = [generic("a", Note=NOTE), generic("b")]
    found = read_text_table(csv_bytes(GENERIC, rows, delimiter, quoting, encoding))
    assert found.separator == delimiter
    assert found.headings == GENERIC
    assert [list(row.cells) for row in found.rows] == rows
    assert [row.number for row in found.rows] == [2, 3]


def test_what_excel_leaves_behind_counts_for_nothing() -> None:
    rows = [[*generic(name), *[""] * 11] for name in "ab"]
    text = csv_bytes([*GENERIC, *[""] * 11], [*rows, [""] * len(rows[0]), [""] * len(rows[0])], ";")
    found = read_text_table(b"sep=;\r\n" + text)
    assert found.headings == GENERIC
    assert len(found.rows) == 2


def test_of_two_equal_headings_the_second_is_told_apart() -> None:
    found = read_text_table(csv_bytes(["Note", "Date", "note"], [["a", "b", "c"]]))
    assert found.headings == ("Note", "Date", "note#2")


def test_the_fingerprint_of_a_file_does_not_know_the_order_of_its_columns() -> None:
    one = read_text_table(csv_bytes(["Date", "Note"], [["a", "b"]]))
    other = read_text_table(csv_bytes(["Note", "Date"], [["a", "b"]]))
    third = read_text_table(csv_bytes(["Note", "Day"], [["a", "b"]]))
    assert one.fingerprint == other.fingerprint != third.fingerprint


def test_a_bare_line_break_in_a_note_cuts_no_row_in_two() -> None:
    rows = [generic("a", Note="first line and second"), generic("b")]
    text = csv_bytes(GENERIC, rows, ";").decode().replace("first line and second", "first line\nand second")
    found = read(text.encode())
    assert [one.entry_id for one in found.expenses] == [entry_id("a"), entry_id("b")]
    assert found.expenses[0].first.note == "first line\nand second"
    assert found.expenses[1].rows == (4,)


def test_a_quote_that_is_never_closed_swallows_no_other_row() -> None:
    rows = [generic(name) for name in "abc"]
    text = csv_bytes(GENERIC, rows, ";").decode().replace("PAPETERIE", '"PAPETERIE', 1)
    found = read(text.encode())
    assert [one.entry_id for one in found.expenses] == [entry_id(name) for name in "abc"]


def test_a_row_with_too_many_cells_is_held_by_its_number_and_taken_by_nobody() -> None:
    rows = [generic("a"), [*generic("b"), "more"], generic("c")]
    found = read(csv_bytes(GENERIC, rows))
    assert held(found) == {3: "row_shape"}
    assert [one.entry_id for one in found.expenses] == [entry_id("a"), entry_id("c")]


def test_empty_cells_that_a_spreadsheet_left_out_at_the_end_do_not_hold_a_row() -> None:
    rows = [custom("a", "-12.00", Merchant="A"), custom("b", "-13.00")]
    heading = ["Day", "Receipt number", "Amount", "Expense ID", "Merchant", "Note", "Account"]
    cut = [
        ["2026-10-30", "2600001", "-12.00", entry_id("a"), "Quai"],
        ["2026-10-30", "2600002", "-1.00", entry_id("b"), "Q", "", "1"],
    ]
    assert len(read(csv_bytes(heading, cut)).expenses) == len(rows)


def test_numbers_and_days_of_a_sheet_are_what_they_are() -> None:
    heading = ["Date", "Receipt", "Amount", "Merchant", "Expense ID"]
    rows = [
        [date(2026, 10, 3), 2600001.0, -12.5, "=1+1", entry_id("a")],
        ["2026-10-31", "2600002", "-3.10", "Quai", entry_id("b")],
    ]
    found = of_table(read_sheet_table(io.BytesIO(xlsx_bytes(heading, rows))))
    assert [(one.day.isoformat(), one.number, str(one.total)) for one in found.expenses] == [
        ("2026-10-03", "2600001", "12.50"),
        ("2026-10-31", "2600002", "3.10"),
    ]
    assert found.expenses[0].first.supplier == "=1+1"


def test_days_that_a_spreadsheet_may_have_turned_round_are_held() -> None:
    """Excel makes days of what its own order allows, and leaves the rest as text: 5 October may have been 10 May."""
    heading = ["Date", "Receipt", "Amount", "Merchant", "Expense ID"]
    texts = [["31/10/2026", 2, -3.1, "Q", entry_id("b")], ["30/10/2026", 3, -3.2, "Q", entry_id("c")]]
    rows = [[date(2026, 10, 5), 1, -12.5, "Q", entry_id("a")], *texts]
    found = of_table(read_sheet_table(io.BytesIO(xlsx_bytes(heading, rows))))
    assert held(found) == {2: "row_cell"}
    assert [one.entry_id for one in found.expenses] == [entry_id("b"), entry_id("c")]


def test_a_million_rows_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pleoqb_desktop.services.pleo_file.text_table.MOST_ROWS", 50)
    with pytest.raises(WrongUsageError) as refused:
        read_text_table(csv_bytes(["Date", "Note"], [["a", "b"]] * 60))
    assert refused.value.problem.code.value == "file_too_many_rows"


@pytest.mark.parametrize("data", [b"", b"\n\n", b"Date;Note\n", b"Date,Note\n,\n"])
def test_a_file_without_rows_is_refused(data: bytes) -> None:
    with pytest.raises(WrongUsageError) as refused:
        read_text_table(data)
    assert refused.value.problem.code.value == "file_empty"


def test_a_cell_that_is_longer_than_any_note_is_refused() -> None:
    with pytest.raises(WrongUsageError):
        read_text_table(csv_bytes(["Date", "Note"], [["a", "b" * (tables.MOST_CELL + 1)]]))


@pytest.mark.parametrize("data", [b"PK\x03\x04 no archive", b"", b"<html>"])
def test_what_is_no_sheet_is_refused_as_damaged(data: bytes) -> None:
    with pytest.raises(WrongUsageError) as refused:
        read_sheet_table(io.BytesIO(data))
    assert refused.value.problem.code.value == "file_damaged"
