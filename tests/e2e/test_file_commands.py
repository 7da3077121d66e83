"""The commands about Pleo's own file as scripts use them: JSON member for member, exit codes, and what is remembered."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.export.test_file_door import file_of
from tests.e2e.practice_set_up import purchase
from tests.e2e.test_cli import Desk, Shell, desk_in, one_object
from tests.unit.services.pleo_file.files import CUSTOM, GENERIC, csv_bytes, custom, generic, zipped

COLUMNS = {
    "understood", "kind", "delimiter", "dates", "decimal", "spend", "columns", "rows", "expenses", "held", "questions",
}  # fmt: skip


@pytest.fixture
def fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Desk]:
    """Nothing connected."""
    with desk_in("FR", tmp_path, monkeypatch, capsys) as desk:
        yield desk


@pytest.fixture
def by_file(fresh: Desk) -> Desk:
    """Set up without a key."""
    fresh.json("connect", "pleo", "--file")
    fresh.sign_in()
    fresh.json("setup", "--create-wallet-account", "--create-pocket-account", "--no-dimensions")
    return fresh


def test_a_file_is_understood_before_anything_is_connected(fresh: Desk, tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"x/export.csv": csv_bytes(GENERIC, [generic("a"), generic("b")], ";")})
    found = fresh.json("columns", str(path))
    assert found.keys() == COLUMNS
    assert {name: found[name] for name in COLUMNS - {"columns"}} == {
        "understood": True, "kind": "generic", "delimiter": ";", "dates": "dmy", "decimal": "comma", "spend": "negative",
        "rows": 2, "expenses": 2, "held": [], "questions": [],
    }  # fmt: skip
    assert found["columns"][0] == {"heading": "Date", "meaning": "date"}
    assert len(found["columns"]) == len(GENERIC)


def test_a_question_ends_with_three_and_its_answer_is_remembered_by_the_headings(fresh: Desk, tmp_path: Path) -> None:
    path, later = tmp_path / "a.csv", tmp_path / "b.csv"
    path.write_bytes(csv_bytes(CUSTOM, [custom("a", "12.00")]))
    turned = [custom("b", "13.00")[::-1]]
    later.write_bytes(csv_bytes(CUSTOM[::-1], turned))
    found = fresh.json("columns", str(path), code=3)
    assert found["questions"] == [{"about": "spend", "choices": ["negative", "positive"], "rows": [2]}]
    assert fresh.json("columns", str(path), "--spend", "positive")["spend"] == "positive"
    assert fresh.json("columns", str(later))["spend"] == "positive"


def test_a_row_that_is_held_ends_with_one_and_its_number(fresh: Desk, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(csv_bytes(GENERIC, [generic("a"), generic("b", "twelve"), generic("c")]))
    (held,) = fresh.json("columns", str(path), code=1)["held"]
    assert (held["row"], [one["code"] for one in held["problems"]]) == (3, ["row_cell"])
    assert "twelve" in held["problems"][0]["message"]


@pytest.mark.parametrize(
    "answer", [("--column", "Note"), ("--column", "Note=nothing"), ("--column", "=date"), ("--column", "Nowhere=date")]
)
def test_an_answer_that_means_nothing_ends_with_two(fresh: Desk, tmp_path: Path, answer: tuple[str, str]) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(csv_bytes(GENERIC, [generic("a")]))
    assert fresh.json("columns", str(path), *answer, code=2)["problem"]["code"] == "answer_unusable"


def test_what_is_no_file_of_pleos_ends_with_two(fresh: Desk, tmp_path: Path) -> None:
    assert fresh.json("columns", str(tmp_path / "none.csv"), code=2)["problem"]["code"] == "file_not_found"
    path = tmp_path / "a.csv"
    path.write_bytes(csv_bytes(CUSTOM[:-1], [custom("a", "-1.00")[:-1]]))
    found = fresh.json("columns", str(path), code=2)
    assert found.keys() == COLUMNS | {"problem"}
    assert found["problem"]["code"] == "file_no_expense_id"


@pytest.mark.parametrize(("language", "heading"), [("fr", "Montant TTC"), ("en", "Amount")])
def test_the_template_is_told_in_both_languages_before_anything_is_connected(
    fresh: Desk, language: str, heading: str
) -> None:
    columns = fresh.json("template", "--language", language)["columns"]
    assert all(column.keys() == {"heading", "data_point", "format"} for column in columns)
    assert heading in [column["heading"] for column in columns]
    assert "Expense ID" in [column["data_point"] for column in columns]


def test_without_a_key_set_up_is_complete_and_status_names_the_door(by_file: Desk) -> None:
    found = by_file.json("status")
    assert found["setup"] == {"complete": True, "missing": []}
    assert found["pleo"] == {"connected": True, "door": "file", "company_id": None, "company_name": None}
    assert found["waiting"] == {"jobs": 0, "items": 0}
    by_file.json("connect", "pleo", stdin=by_file.key)
    assert by_file.json("status")["pleo"]["door"] == "key"


def test_without_a_key_an_export_without_a_file_and_a_sync_without_a_folder_say_what_they_need(by_file: Desk) -> None:
    assert by_file.json("export", code=3)["problem"]["code"] == "file_needed"
    assert by_file.json("export", "--dry-run", code=3)["problem"]["code"] == "file_needed"
    assert by_file.json("sync", code=3)["problem"]["code"] == "folder_needed"


def test_the_lists_for_pleos_own_import_are_saved_into_a_folder(by_file: Desk, tmp_path: Path) -> None:
    files = by_file.json("sync", "--to", str(tmp_path / "lists"))["files"]
    assert [(file["kind"], Path(file["path"]).name) for file in files] == [
        ("accounts", "pleo-categories.csv"),
        ("tax_codes", "pleo-vat-codes.csv"),
    ]
    assert all(len(Path(file["path"]).read_text("utf-8").splitlines()) == file["rows"] + 1 for file in files)


def test_a_file_is_exported_with_members_and_codes_as_documented(by_file: Desk) -> None:
    by_file.json("sync", "--to", str(by_file.house.home / "lists"))
    ids = by_file.house.wait_in_pleo(purchase("12.00"), purchase("13.00", exportStatus="NOT_EXPORTED"))
    path = str(file_of(by_file.house, "generic-sv", accounting_entry_ids=ids))
    asked = by_file.json("export", "--file", path, code=3)
    assert [question["about"] for question in asked["questions"]] == ["dates"]
    assert (asked["problem"]["code"], asked["run"], asked["items"]) == ("file_questions", None, [])
    foreseen = by_file.json("export", "--file", path, "--dates", "dmy", "--dry-run", code=1)
    assert (foreseen["counts"]["held"], foreseen["left_out"]) == (1, 1)
    again = by_file.json("export", "--file", path, "--dry-run", code=3)
    assert again["questions"] == asked["questions"], "a dry run remembers nothing"
    held = by_file.json("export", "--file", path, "--dates", "dmy", code=1)
    assert (held["counts"]["held"], held["left_out"]) == (1, 1)
    assert held["requests"]["pleo"] == 0
    (item,) = held["items"]
    assert item["accounting_entry_id"] == ids[0]


def test_what_stands_in_the_books_is_listed_by_pleos_numbers(by_file: Desk, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(csv_bytes(GENERIC, [generic("a", Receipt="2600002"), generic("b", Receipt="2600001")], ";"))
    code, out, told = by_file.run("export", "--file", str(path), "--language", "en")
    assert code == 0
    assert "Note what is done" in told
    assert "Confirm to Pleo" not in told
    assert out.splitlines()[-1] == "In QuickBooks, by Pleo's receipt numbers: 2600001, 2600002"


def test_a_category_without_account_is_among_the_questions_of_an_export(by_file: Desk, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(csv_bytes(GENERIC, [generic("a", Account_number="", Category="Fournitures"), generic("b")], ";"))
    found = by_file.json("export", "--file", str(path), code=1)
    (question,) = found["questions"]
    assert (question["about"], question["rows"]) == ("account:Fournitures", [2])
    assert "606400" in question["choices"]
    assert (found["counts"]["exported"], found["counts"]["held"]) == (1, 1)
    done = by_file.json("export", "--file", str(path), "--account", "Fournitures=606400")
    assert (done["counts"]["exported"], done["counts"]["already_there"], done["questions"]) == (1, 1, [])


def test_what_the_files_tell_is_compared_with_the_books_over_their_own_days(by_file: Desk) -> None:
    assert by_file.json("reconcile", code=3)["problem"]["code"] == "file_needed"
    days = ("2026-11-02T09:00:00Z", "2026-11-05T09:00:00Z", "2026-11-20T09:00:00Z")
    ids = by_file.house.wait_in_pleo(*(purchase("12.00", date=day, tax=None) for day in days))
    path = str(file_of(by_file.house, "generic-sv", accounting_entry_ids=ids))
    by_file.json(
        "export", "--file", path, "--account", "x=606400", code=1
    )  # nothing was imported into Pleo: no account, held
    found = by_file.json("reconcile", "--from", "2026-10-01", "--to", "2026-11-30")
    assert (found["from"], found["to"]) == ("2026-11-02", "2026-11-20")
    assert found["counts"]["not_exported"] == 3


def test_a_row_without_an_id_is_told_by_its_row(by_file: Desk, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(csv_bytes(GENERIC, [generic("a", Expense_ID=""), generic("b")], ";"))
    found = by_file.json("export", "--file", str(path), code=1)
    (item,) = [one for one in found["items"] if one["accounting_entry_id"] is None]
    assert (item["row"], item["status"], [one["code"] for one in item["problems"]]) == (2, "held", ["row_no_id"])


def test_the_tour_by_file_does_the_whole_job_without_a_screen(tmp_path: Path) -> None:
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    shell = Shell(kept | {"PLEOQB_HOME": str(tmp_path), "LC_ALL": "C.UTF-8"})
    code, out, err = shell.run("tour", "--file", "--json", "--language", "fr")
    assert code == 0, err
    found = one_object(out)
    assert found["counts"] == {"exported": 41, "already_there": 0, "failed": 0, "held": 0}
    assert found["requests"]["pleo"] == 0
    assert len(err.splitlines()) > 6
