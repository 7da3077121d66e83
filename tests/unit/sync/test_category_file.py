"""Names in plain words, and the file for Pleo's category import."""

import csv
import io
from dataclasses import replace
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pleoqb_desktop.domain.books import Account, AccountType
from pleoqb_desktop.domain.csv_text import csv_text, safe_cell
from pleoqb_desktop.ports.settings import Settings
from pleoqb_desktop.sync.category_file import (
    NAME_LENGTH,
    CategoryFile,
    categories,
    category_file,
    checked_name,
    friendly_name,
    proposed_name,
    seen_by_employees,
)
from tests.builders import books


def account(name: str, account_id: str = "900", number: str | None = None, tax_code_id: str | None = None) -> Account:
    return Account(account_id, name, AccountType.EXPENSE, number=number, tax_code_id=tax_code_id)


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("Achats de marchandises", "Marchandises"),
        ("Achats non stockés", "Achats non stockés"),
        ("Achats non stockés de fournitures", "Fournitures"),
        ("Primes d'assurance", "Assurance"),
        ("Frais de déplacement", "Déplacement"),
        ("Voyages et déplacements:Repas", "Repas"),
        ("625700 Réceptions", "Réceptions"),
        ("Travel:Rail and air", "Rail and air"),
        ("Cost of sales", "Sales"),
        ("Meals (50 % deductible)", "Meals"),
        ("advertising", "Advertising"),
        ("606", "606"),
        ("6064 - Fournitures", "Fournitures"),
        ("6064. Fournitures", "Fournitures"),
        ("Office: 6100 stationery", "Stationery"),
        ("2nd-hand goods", "2nd-hand goods"),
        ("3D printing", "3D printing"),
        ("24/7 support", "24/7 support"),
        ("60-64 Fournitures", "Fournitures"),
        ("  ", ""),
    ],
)
def test_a_proposal_is_the_accounts_name_in_plain_words(name, plain):
    assert proposed_name(name) == plain


@given(st.text(max_size=300))
def test_a_proposal_is_never_too_long_and_never_raises(name):
    assert len(proposed_name(name)) <= NAME_LENGTH


@given(st.text(max_size=300))
def test_what_is_typed_is_kept_as_one_printable_line(text):
    kept = checked_name(text)
    assert kept == kept.strip()
    assert kept.isprintable()
    assert len(kept) <= NAME_LENGTH


def test_the_owners_own_name_comes_before_the_proposal():
    one = account("Achats de marchandises")
    assert friendly_name(one, Settings(friendly_names={"900": "Goods"})) == "Goods"
    assert friendly_name(one, Settings()) == "Marchandises"


def test_the_file_holds_name_account_and_tax_code():
    world = books()
    one = account("Meals", "901", "625700", "20")
    world = replace(world, accounts={**world.accounts, "901": one})
    (row,) = csv.DictReader(io.StringIO(category_file(categories(world, Settings(use_account_numbers=True), [one]))))
    assert row == {"Name": "Meals", "Account": "625700", "Tax code": world.tax_codes["20"].name}


def test_the_file_of_what_employees_see_is_written_and_counted(tmp_path):
    world = books()
    settings = Settings(wallet_account_id="35", pocket_account_id="36", accounts_in=("40",), accounts_out=("7",))
    seen = seen_by_employees(world, settings)
    assert {"35", "36", "7"}.isdisjoint(account.id for account in seen)
    assert "40" in {account.id for account in seen}
    written = {}
    store = SimpleNamespace(load=lambda: settings)
    assert CategoryFile(store, written.__setitem__).save(tmp_path / "categories.csv", world) == len(seen)
    assert written == {tmp_path / "categories.csv": category_file(categories(world, settings, seen))}


def test_the_owner_may_name_accounts_by_name_though_the_company_numbers_them():
    numbered = account("Meals", number="625700")
    (row,) = categories(books(), Settings(), [numbered])
    assert row.account == "625700"
    (row,) = categories(books(), Settings(use_account_numbers=False), [numbered])
    assert row.account == "Meals"


def test_without_numbers_the_account_is_named():
    world = replace(books(), company=replace(books().company, country="GB", uses_account_numbers=False))
    (row,) = categories(world, Settings(), [account("Meals", number="7")])
    assert row.account == "Meals"


def test_two_accounts_of_one_name_stay_two_categories():
    rows = categories(books(), Settings(), [account("A:Travel", "1", "10"), account("B:Travel", "2", "20")])
    assert [row.name for row in rows] == ["Travel", "Travel (20)"]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1", " =1", "\r=1", "\n=cmd|' /C calc'!A0"])
def test_no_cell_is_taken_for_a_formula(text):
    assert safe_cell(text).startswith("'")


@pytest.mark.parametrize("text", ["x;=1+1", "x; @SUM(1)", 'x;"=1', "a;-1;+2", "x;\uff1d1", "\uff1d1"])
@pytest.mark.parametrize("delimiter", [",", ";"])
def test_no_cell_is_a_formula_under_either_separator(text, delimiter):
    written = csv_text(["a", "b"], [[text, "plain"], ["plain", text]])
    for row in csv.reader(io.StringIO(written, newline=""), delimiter=delimiter):
        assert not any(cell.lstrip(' "').startswith(("=", "+", "-", "@", "\uff1d")) for cell in row), row


@given(st.lists(st.lists(st.text(alphabet="a;,\"'= \t\n-", max_size=20), min_size=2, max_size=2), max_size=5))
def test_a_french_spreadsheet_computes_nothing_either(rows):
    for line in csv_text(["a", "b"], rows).splitlines():
        for row in csv.reader([line], delimiter=";"):
            assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row), row


@given(st.lists(st.lists(st.text(max_size=40), min_size=2, max_size=2), max_size=5))
def test_whatever_stands_in_a_cell_the_file_keeps_its_shape(rows):
    read = list(csv.reader(io.StringIO(csv_text(["a", "b"], rows), newline="")))
    assert len(read) == len(rows) + 1
    assert all(len(row) == 2 for row in read)
    assert all(not cell.startswith(("=", "+", "-", "@")) for row in read for cell in row)
