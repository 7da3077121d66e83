"""Items of a file against books: accounts, VAT codes and tags found or asked for; a day that no time zone moves; what is held."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pleoqb_desktop.domain.books import AccountType, Books, Dimension
from pleoqb_desktop.domain.problems import Code
from pleoqb_desktop.domain.rules import periods
from pleoqb_desktop.domain.rules.lines import CLASS_GROUP
from pleoqb_desktop.domain.rules.posting import Held
from pleoqb_desktop.domain.spend import ExportItem, TaxType
from pleoqb_desktop.domain.spend_file import DateOrder, FileAnswers
from pleoqb_desktop.ports.spend import UnreadableItem
from pleoqb_desktop.services.pleo_file.in_books import categories_without_account
from pleoqb_desktop.services.pleo_file.items import ItemBuilder, Owner, moment_of
from pleoqb_desktop.services.pleo_file.receipts import ReceiptFinder
from pleoqb_desktop.services.pleo_file.understanding import Understanding
from tests import builders as make
from tests.unit.services.pleo_file.files import GENERIC, csv_bytes, entry_id, generic, read

DAY = date(2026, 10, 30)


def builder(
    found: Understanding,
    books: Books | None = None,
    answers: FileAnswers | None = None,
    dimensions: Sequence[Dimension] = (),
) -> ItemBuilder:
    owner = Owner(make.COMPANY_ID, "Europe/Paris", "EUR", tuple(dimensions))
    finder = ReceiptFinder("f" * 64, ())
    return ItemBuilder(books or make.books(), owner, answers or FileAnswers(), found.expenses, finder, "f" * 64)


def one(row: list[str], heading: Sequence[str] = GENERIC, **more: Any) -> ExportItem | UnreadableItem:
    found = read(csv_bytes(heading, [row]))
    (expense,) = found.expenses
    return builder(found, **more).item(expense)


def item(row: list[str], heading: Sequence[str] = GENERIC, **more: Any) -> ExportItem:
    found = one(row, heading, **more)
    assert isinstance(found, ExportItem), found
    return found


def reason(row: list[str], heading: Sequence[str] = GENERIC, **more: Any) -> dict[str, str]:
    found = one(row, heading, **more)
    assert isinstance(found, UnreadableItem)
    assert found.problem
    assert found.problem.code is Code.QUESTION_OPEN
    return dict(found.problem.params)


# -- days ----------------------------------------------------------------------------------------------------------------------


@given(st.dates(date(1980, 1, 1), date(2100, 1, 1)), st.sampled_from(sorted(periods.zones())))
def test_a_day_of_a_file_is_that_day_in_every_time_zone(day: date, zone: str) -> None:
    assert periods.local_day(moment_of(day, zone), zone) == day


# -- accounts ------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["606400", "606400.0", "606400,00", "Fournitures", "fournitures"])
def test_an_account_is_found_by_number_or_name_also_after_a_spreadsheet(text: str) -> None:
    (line,) = item(generic("a", Account_number=text)).lines
    assert line.account
    assert line.account.identifier == make.SUPPLIES


def test_lost_zeros_match_where_one_account_alone_fits() -> None:
    books = make.books(
        accounts=(*make.accounts(), make.Account("zero", "Divers", AccountType.EXPENSE, number="000123"))
    )
    (line,) = item(generic("a", Account_number="123"), books=books).lines
    assert line.account
    assert line.account.identifier == "zero"
    twice = make.books(
        accounts=(
            *books.accounts.values(),
            make.Account("other", "Autre", AccountType.EXPENSE, number="0123"),
        )
    )
    (line,) = item(generic("a", Account_number="123"), books=twice).lines
    assert line.account
    assert line.account.identifier is None


def test_an_account_that_quickbooks_does_not_have_is_held_by_the_files_own_word() -> None:
    decided = make.rules().decide(item(generic("a", Account_number="999999", Category="Papier")))
    assert isinstance(decided, Held)
    assert (decided.problem.code, decided.problem.params["account"]) == (Code.ACCOUNT_UNKNOWN, "999999")


def test_a_category_without_account_is_asked_for_by_name_and_remembered() -> None:
    row = generic("a", Account_number="", Category="Fournitures de bureau")
    assert reason(row) == {"category": "Fournitures de bureau"}
    found = read(csv_bytes(GENERIC, [row, generic("b", Account_number="", Category="Fournitures de bureau")]))
    (question,) = builder(found).questions(found.expenses)
    assert (question.text, question.proposed, question.rows) == ("account:Fournitures de bureau", "606400", (2, 3))
    answered = FileAnswers(accounts={"fournitures de bureau": make.MEALS})
    (line,) = item(row, answers=answered).lines
    assert line.account
    assert line.account.identifier == make.MEALS
    assert reason(row, answers=FileAnswers(accounts={"Fournitures de bureau": "gone"}))


def test_without_books_a_file_still_tells_which_categories_lack_an_account() -> None:
    found = read(csv_bytes(GENERIC, [generic("a", Account_number=""), generic("b", Account_number=""), generic("c")]))
    (question,) = categories_without_account(found.expenses, FileAnswers())
    assert (question.subject, question.rows, question.choices) == ("Fournitures", (2, 3), ())
    assert categories_without_account(found.expenses, FileAnswers(accounts={"fournitures": "7"})) == ()


def test_a_personal_expense_needs_no_category() -> None:
    row = generic("a", Account_number="", Category="", Personal_Expense="Marked as personal")
    found = item(row)
    assert (found.type, found.lines[0].account) == ("personal_spend", None)


# -- VAT -----------------------------------------------------------------------------------------------------------------------


def vat(code: str, rate: str = "0,20000", net: str = "-10,00", tax: str = "2,00", **more: str) -> list[str]:
    return generic("a", Net_Amount=net, Tax_Amount=tax, Tax_Rate=rate, Tax_Code=code, **more)


@pytest.mark.parametrize("code", ["TVA 20", "tva 20", "20"])
def test_a_vat_code_is_found_by_its_name_else_by_its_id(code: str) -> None:
    tax = item(vat(code)).lines[0].tax
    assert tax
    assert (tax.code, tax.type, tax.rate, tax.amount.amount) == (
        "20",
        TaxType.INCLUSIVE,
        Decimal("0.2"),
        Decimal("2.00"),
    )


@pytest.mark.parametrize(
    ("code", "why"), [("10", Code.TAX_RATE_DIFFERS), ("TVA 10", Code.TAX_RATE_DIFFERS), ("XYZ", Code.TAX_CODE_UNKNOWN)]
)
def test_a_code_of_another_rate_and_one_that_nobody_knows_are_held(code: str, why: Code) -> None:
    decided = make.rules().decide(item(vat(code)))
    assert isinstance(decided, Held)
    assert decided.problem.code is why


def test_a_rate_that_one_active_code_has_is_that_code() -> None:
    tax = (
        item(generic("a", "-11,00", Net_Amount="-10,00", Tax_Amount="1,00", Tax_Rate="10%", Tax_Code="-")).lines[0].tax
    )
    assert tax
    assert tax.code == "10"


def test_a_rate_that_two_codes_have_is_asked_for_once_for_a_category() -> None:
    assert reason(vat("-")) == {"subject": "Fournitures @ 20 %"}
    answered = FileAnswers(tax_codes={"Fournitures @ 20 %": "20"})
    tax = item(vat("-"), answers=answered).lines[0].tax
    assert tax
    assert tax.code == "20"


def test_a_rate_on_top_is_sought_among_codes_that_work_on_top() -> None:
    tax = item(vat("-", net="-12,00", tax="2,40")).lines[0].tax
    assert tax
    assert (tax.code, tax.type) == ("reverse", TaxType.REVERSE)


def test_a_line_without_code_and_rate_has_no_vat() -> None:
    assert item(generic("a")).lines[0].tax is None


def test_the_vat_of_money_back_has_the_sign_of_its_line() -> None:
    tax = (
        item(generic("a", "12,00", Net_Amount="10,00", Tax_Amount="2,00", Tax_Rate="0,2", Tax_Code="TVA 20"))
        .lines[0]
        .tax
    )
    assert tax
    assert tax.amount.amount == Decimal("-2.00")


# -- tags ----------------------------------------------------------------------------------------------------------------------

TAGGED = [*GENERIC, "Rayon - Name", "Rayon - Code"]


def test_a_group_is_the_dimension_whose_names_its_values_are() -> None:
    found = item([*generic("a"), "Boutique", "c1"], TAGGED, dimensions=[Dimension.CLASSES, Dimension.LOCATIONS])
    assert [(tag.group_code, tag.code) for tag in found.lines[0].tags] == [(CLASS_GROUP, "c1")]


def test_a_group_that_no_dimension_knows_is_asked_about() -> None:
    row = [*generic("a"), "Nord", "9"]
    assert reason(row, TAGGED, dimensions=[Dimension.CLASSES]) == {"group": "Rayon"}


def test_a_group_may_be_told_to_be_a_dimension() -> None:
    found = read(
        csv_bytes(TAGGED, [[*generic("a"), "Nord", "c2"]]),
        FileAnswers(columns={"Rayon - Name": "tag:classes", "Rayon - Code": "tag:classes"}),
    )
    made = builder(found, dimensions=[Dimension.CLASSES]).item(found.expenses[0])
    assert isinstance(made, ExportItem)
    assert [tag.code for tag in made.lines[0].tags] == ["c2"]


def test_a_company_without_dimensions_is_not_asked_about_groups() -> None:
    assert item([*generic("a"), "Nord", "9"], TAGGED).lines[0].tags == ()


# -- the rest ------------------------------------------------------------------------------------------------------------------


def test_the_words_of_a_row_are_those_of_the_key() -> None:
    row = generic(
        "a", Attendees="Ana, Luc", Reconciled_Entries="2600001,2600002", Orig_currency="USD", Note="Pour l'atelier \n",
        **{"Orig. amount": "14,00", "Orig. currency": "USD"},
    )  # fmt: skip
    found = item(row)
    assert found.accounting_entry_id == entry_id("a")
    assert found.attendees == ("Ana", "Luc")
    assert found.reconciled_entries == ("2600001", "2600002")
    assert str(found.original_amount) == "14.00 USD"
    assert (found.note, found.link) == ("Pour l'atelier", None)
    assert found.supplier
    assert found.supplier.name == "PAPETERIE DU QUAI"
    assert found.person
    assert found.person.name == "Ines Blum"


def test_what_is_held_still_says_whose_it_is() -> None:
    found = read(
        csv_bytes(GENERIC, [generic("a", Net_Amount="-1,00", Tax_Amount="2,00")]), FileAnswers(dates=DateOrder.DMY)
    )
    (held,) = found.held
    made = builder(found).held(held)
    assert made.problem
    assert made.problem.code is Code.ROW_FIGURES
    assert made.partial
    assert made.partial.supplier
    assert made.partial.supplier.name == "PAPETERIE DU QUAI"
    assert made.entry_id == entry_id("a")
