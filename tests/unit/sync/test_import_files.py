"""The files for Pleo's own import: what a company without a key needs of QuickBooks, as tables that no spreadsheet computes."""

import csv
import io
from datetime import date
from pathlib import Path

from pleoqb_desktop.domain.books import Dimension
from pleoqb_desktop.ports.reference import Kind
from pleoqb_desktop.ports.settings import Settings
from pleoqb_desktop.sync.import_files import ImportFiles
from tests import builders as make


def written(settings: Settings, **company: object) -> dict[str, list[list[str]]]:
    texts: dict[str, str] = {}
    files = ImportFiles(settings, lambda path, text: texts.update({path.name: text}), date(2026, 3, 14))
    listed = files.save(Path("lists"), make.books(**company))  # type: ignore[arg-type]
    found = {name: list(csv.reader(io.StringIO(text))) for name, text in texts.items()}
    assert {one.path.name: one.rows for one in listed} == {name: len(rows) - 1 for name, rows in found.items()}
    assert {one.kind for one in listed} <= set(Kind)
    return found


def test_categories_vat_codes_and_chosen_tags_are_written() -> None:
    found = written(Settings(dimensions=(Dimension.CLASSES,), wallet_account_id=make.WALLET))
    assert set(found) == {"pleo-categories.csv", "pleo-vat-codes.csv", "pleo-tags-classes.csv"}
    assert ["Fournitures", "606400", ""] in found["pleo-categories.csv"]
    assert all("Banque Pleo" not in row for row in found["pleo-categories.csv"])
    assert found["pleo-tags-classes.csv"] == [["Name", "Code"], ["Boutique", "c1"], ["Fournil", "c2"]]


def test_a_vat_code_carries_its_name_as_code_its_rate_of_the_day_and_whether_it_is_charged_in_reverse() -> None:
    rows = {row[0]: row[1:] for row in written(Settings(dimensions=()))["pleo-vat-codes.csv"]}
    assert rows["TVA 5.5"] == ["TVA 5.5", "0.055", ""]
    assert rows["Autoliquidation 20"] == ["Autoliquidation 20", "0.2", "yes"]
    assert "Ancienne TVA" not in rows
    assert "TVA ventes" not in rows


def test_a_company_without_vat_on_purchases_gets_no_vat_file() -> None:
    assert set(written(Settings(dimensions=()), country="US")) == {"pleo-categories.csv"}
