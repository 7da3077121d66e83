"""The files that practice Pleo makes itself, by its control and by its page: shapes as seen, receipts by number, and what is locked."""

import base64
import csv
import io
import zipfile
from collections.abc import Iterator

import pytest
import requests
from openpyxl import load_workbook

from tests.e2e.practice.server_fixture import Practice, running_practice
from tests.patience import PATIENCE

GENERIC = [
    "Date", "Receipt", "Expense Type", "Amount", "Net Amount", "Total FX Fee", "Currency", "Orig. amount", "Orig. currency",
    "Source description", "Category", "Account number", "Owner", "Note",
]  # fmt: skip


@pytest.fixture(scope="module", name="practice")
def _practice() -> Iterator[Practice]:
    with running_practice(("FR",)) as found:
        yield found


def archive_of(practice: Practice, shape: str, **words: object) -> zipfile.ZipFile:
    made = practice.pleo_control("file", {"shape": shape} | words, country="FR")
    return zipfile.ZipFile(io.BytesIO(base64.b64decode(made["base64"])))


def table_of(archive: zipfile.ZipFile) -> tuple[str, bytes]:
    (name,) = [one for one in archive.namelist() if one.endswith((".csv", ".xlsx"))]
    return name, archive.read(name)


def test_the_swedish_shape_is_quoted_with_a_mark_and_a_real_minus(practice: Practice) -> None:
    archive = archive_of(practice, "generic-sv")
    name, data = table_of(archive)
    assert name.startswith("expenses_")
    text = data.decode("utf-8")
    assert text.startswith('\ufeff"Date","Receipt"')
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    assert rows[0][: len(GENERIC)] == GENERIC
    assert rows[1][0][2] == rows[1][0][5] == "-"
    assert all(row[3].startswith("\u2212") for row in rows[1:])
    assert all("-" not in row[7] for row in rows[1:])


def test_the_spanish_shape_is_bare_with_semicolons(practice: Practice) -> None:
    _, data = table_of(archive_of(practice, "generic-es"))
    rows = list(csv.reader(io.StringIO(data.decode("utf-8")), delimiter=";"))
    assert rows[0][: len(GENERIC)] == GENERIC
    assert rows[1][0][2] == rows[1][0][5] == "/"
    assert all(row[3].startswith("-") for row in rows[1:])
    assert max(len(row[9]) for row in rows) <= 22


def test_receipts_lie_beside_it_by_number_and_letter(practice: Practice) -> None:
    archive = archive_of(practice, "generic-sv")
    _, data = table_of(archive)
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    files = {name.rpartition("/")[2] for name in archive.namelist() if "/receipts/" in name}
    for row in rows:
        count = len([url for url in row["Receipt urls"].split(",") if url])
        own = {name for name in files if name.rpartition(".")[0].rstrip("ab") == row["Receipt"]}
        assert len(own) == count
        assert count < 2 or {name.rpartition(".")[0][-1] for name in own} == {"a", "b"}


def test_debits_are_credits_for_each_expense_in_several_lines(practice: Practice) -> None:
    before = [one["exportStatus"] for one in practice.dump("FR")["expenses"]]
    _, data = table_of(archive_of(practice, "generic-es"))
    assert [one["exportStatus"] for one in practice.dump("FR")["expenses"]] == before
    ids = [one["id"] for one in practice.dump("FR")["expenses"]][:5]
    _, data = table_of(archive_of(practice, "custom-lines", contra="512900", accounting_entry_ids=ids))
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig")), delimiter=";"))

    def cents(text: str) -> int:
        return int(text.replace(",", "") or 0)

    for id_ in ids:
        own = [row for row in rows if row["ID dépense"] == id_]
        assert sum(cents(row["Débit"]) - cents(row["Crédit"]) for row in own) == 0
        assert own[-1]["Compte"] == "512900"
    assert {one["exportStatus"] for one in practice.dump("FR")["expenses"] if one["id"] in ids} == {"EXPORTED"}


def test_a_sheet_holds_numbers_as_numbers(practice: Practice) -> None:
    ids = [one["id"] for one in practice.dump("FR")["expenses"]][5:8]
    name, data = table_of(archive_of(practice, "xlsx", accounting_entry_ids=ids, positive=True))
    assert name.endswith(".xlsx")
    rows = list(load_workbook(io.BytesIO(data)).worksheets[0].iter_rows(values_only=True))
    assert [isinstance(row[3], float) and row[3] > 0 for row in rows[1:]] == [True] * len(rows[1:])


def test_a_person_downloads_it_on_the_page(practice: Practice) -> None:
    page = requests.get(f"{practice.address}/practice/?lang=fr", timeout=PATIENCE).text
    assert "Fichier de Pleo" in page
    company = practice.company("FR")["pleo"]["company_id"]
    answer = requests.post(
        f"{practice.address}/practice/form/{company}/file?lang=fr", data={"shape": "generic-sv"}, timeout=PATIENCE
    )
    assert answer.headers["Content-Type"] == "application/zip"
    assert zipfile.is_zipfile(io.BytesIO(answer.content))
