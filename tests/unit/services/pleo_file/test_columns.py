"""What headings mean: Pleo's own, those of seven languages, ours, doubled ones, and what a person says."""

import pytest

from pleoqb_desktop.domain.spend_file import FileAnswers, FileKind, Meaning
from pleoqb_desktop.services.pleo_file.columns import columns_of
from pleoqb_desktop.services.pleo_file.headings import meaning_named, said_by
from pleoqb_desktop.services.pleo_file.table import Row, Table
from pleoqb_desktop.services.pleo_file.template import POINTS, template_columns
from pleoqb_desktop.texts import Texts, languages
from tests.unit.services.pleo_file.files import GENERIC, asked, csv_bytes, custom, entry_id, generic, read

_SPOKEN = {
    "en": "Date|Receipt number|Expense type|Amount|Net amount|VAT amount|VAT rate|Account number|Supplier|Note|Expense ID",
    "fr": "Date|N° reçu|Type de dépense|Montant TTC|Montant HT|Montant TVA|Taux TVA|Compte|Fournisseur|Commentaire|ID dépense",
    "de": "Datum|Belegnummer|Ausgabenart|Bruttobetrag|Nettobetrag|MwSt-Betrag|MwSt-Satz|Konto|Lieferant|Notiz|Ausgaben-ID",
    "da": "Dato|Kvitteringsnr.|Udgiftstype|Beløb|Nettobeløb|Momsbeløb|Momssats|Kontonummer|Leverandør|Bemærkning|Udgifts-ID",
    "sv": "Datum|Kvittonummer|Utgiftstyp|Belopp|Nettobelopp|Momsbelopp|Momssats|Konto|Leverantör|Anteckning|Utgifts-ID",
    "es": "Fecha|N.º recibo|Tipo de gasto|Importe|Base imponible|Importe IVA|Tipo IVA|Cuenta|Proveedor|Nota|ID gasto",
    "nl": "Datum|Bonnummer|Type uitgave|Bedrag incl. btw|Bedrag excl. btw|Btw-bedrag|Btw-tarief|Grootboekrekening|Leverancier|Notitie|Uitgave-ID",
}
_MEANT = [
    Meaning.DATE, Meaning.NUMBER, Meaning.TYPE, Meaning.AMOUNT, Meaning.NET, Meaning.TAX, Meaning.TAX_RATE, Meaning.ACCOUNT,
    Meaning.SUPPLIER, Meaning.NOTE, Meaning.ENTRY_ID,
]  # fmt: skip


def table(*columns: tuple[str, list[str]]) -> Table:
    headings = tuple(heading for heading, _ in columns)
    rows = zip(*(cells for _, cells in columns), strict=True)
    return Table(headings, tuple(Row(number, list(cells)) for number, cells in enumerate(rows, 2)))


@pytest.mark.parametrize("language", _SPOKEN)
def test_headings_are_understood_in_every_language_of_pleos_customers(language: str) -> None:
    assert [said.meaning if (said := said_by(one)) else None for one in _SPOKEN[language].split("|")] == _MEANT


@pytest.mark.parametrize("language", languages(), ids=lambda one: one.code)
def test_a_file_of_our_template_is_understood_without_a_question(language: object) -> None:
    texts = Texts(language)  # type: ignore[arg-type]
    found = template_columns(texts.template_headings(), ["Classes"])
    headings = [one.heading for one in found]
    cells = {
        Meaning.DATE: "2026-03-04", Meaning.NUMBER: "2600001", Meaning.TYPE: "Card Purchase", Meaning.AMOUNT: "-12.00",
        Meaning.NET: "-10.00", Meaning.TAX: "2.00", Meaning.TAX_RATE: "0.2", Meaning.TAX_CODE: "TVA", Meaning.CURRENCY: "EUR",
        Meaning.ENTRY_ID: entry_id("a"), Meaning.ORIGINAL_AMOUNT: "12.00", Meaning.ORIGINAL_CURRENCY: "EUR",
    }  # fmt: skip
    row = [*(cells.get(meaning, "x") for meaning, _, _ in POINTS), "Boutique"]
    read_file = read(csv_bytes(headings, [row]))
    assert [column.meaning for column in read_file.report.columns] == [
        *(meaning for meaning, _, _ in POINTS),
        Meaning.TAG,
    ]
    assert read_file.report.kind is FileKind.TEMPLATE
    assert asked(read_file) == []
    assert [str(one.total) for one in read_file.expenses] == ["12.00"]


def test_the_generic_file_is_known_by_its_headings_in_any_order() -> None:
    rows = [generic("a"), generic("b")]
    turned = csv_bytes(GENERIC[::-1], [row[::-1] for row in rows])
    assert read(turned).report.kind is FileKind.GENERIC
    assert [str(one.total) for one in read(turned).expenses] == ["12.00", "12.00"]


def test_a_group_of_tags_is_known_by_its_two_columns_even_where_its_name_is_a_word_of_ours() -> None:
    heading = [*GENERIC, "Supplier - Name", "Supplier - Code", "Rue, ville - Tag"]
    found = read(csv_bytes(heading, [[*generic("a"), "Quai", "7", "Haute"], [*generic("b"), "", "", ""]]))
    first, second = found.expenses
    assert [(cell.group, cell.value, cell.is_code) for cell in first.lines[0].tags] == [
        ("Supplier", "Quai", False),
        ("Supplier", "7", True),
        ("Rue, ville", "Haute", False),
    ]
    assert second.lines[0].tags == ()
    assert first.first.supplier == "PAPETERIE DU QUAI"


def test_the_one_column_of_uuids_is_the_expense_id_whatever_it_is_called() -> None:
    found = columns_of(
        table(("N° dépense", [entry_id("a")]), ("Date", ["2026-03-01"]), ("Montant", ["-1"])), FileAnswers()
    )
    assert found.at(Meaning.ENTRY_ID) == 0
    other = columns_of(table(("Wert", [entry_id("a")]), ("ID", ["7"]), ("Datum", ["2026-03-01"])), FileAnswers())
    assert other.at(Meaning.ENTRY_ID) == 0


@pytest.mark.parametrize(
    ("cells", "meaning"),
    [(["20 %", "5,5 %"], Meaning.TAX_RATE), (["TVA20", "-"], Meaning.TAX_CODE), (["1,20", "0,00"], Meaning.TAX)],
)
def test_a_heading_that_says_only_vat_is_known_by_its_cells(cells: list[str], meaning: Meaning) -> None:
    assert columns_of(table(("TVA", cells), ("Date", ["2026-03-01"] * 2)), FileAnswers()).has(meaning)


def test_a_vague_heading_counts_only_where_no_other_says_the_same() -> None:
    both = columns_of(table(("Description", ["a"]), ("Supplier", ["b"])), FileAnswers())
    assert both.at(Meaning.SUPPLIER) == 1
    assert columns_of(table(("Libellé", ["a"])), FileAnswers()).at(Meaning.SUPPLIER) == 0


def test_unknown_and_constant_columns_are_left_alone() -> None:
    heading = ["Journal", "Anything", *"Day|Receipt number|Amount|Expense ID".split("|")]
    rows = [["PLE", "x", "2026-10-30", "1", "-1.00", entry_id(name)] for name in "ab"]
    assert asked(read(csv_bytes(heading, rows))) == []


def test_two_columns_that_say_the_same_in_different_words_are_asked_about_where_they_differ() -> None:
    heading = ["Date", "Amount", "Montant TTC", "Expense ID"]
    same = [["2026-10-30", "-1.00", "-1.00", entry_id(name)] for name in "ab"]
    assert asked(read(csv_bytes(heading, same))) == []
    differing = [["2026-10-30", "-1.00", "-1.20", entry_id(name)] for name in "ab"]
    found = read(csv_bytes(heading, differing))
    assert asked(found) == ["column:amount"]
    assert found.expenses == ()
    answered = read(csv_bytes(heading, differing), FileAnswers(columns={"Montant TTC": "amount"}))
    assert [str(one.total) for one in answered.expenses] == ["1.20", "1.20"]


def test_what_no_column_says_is_asked_for_with_the_columns_that_are_free() -> None:
    heading = ["Date", "Wert", "Expense ID"]
    rows = [["2026-10-30", "-1.00", entry_id(name)] for name in "ab"]
    (question,) = read(csv_bytes(heading, rows)).report.questions
    assert (question.text, question.choices, question.stops) == ("column:amount", ("Wert",), True)
    found = read(csv_bytes(heading, rows), FileAnswers(columns={"wert": "amount"}))
    assert [str(one.total) for one in found.expenses] == ["1.00", "1.00"]


def test_the_second_of_two_equal_headings_is_named_by_its_number() -> None:
    heading = ["Date", "Wert", "Wert", "Expense ID"]
    rows = [["2026-10-30", "-1.00", "-9.00", entry_id(name)] for name in "ab"]
    found = read(csv_bytes(heading, rows), FileAnswers(columns={"Wert#2": "amount"}))
    assert [str(one.total) for one in found.expenses] == ["9.00", "9.00"]


def test_without_an_expense_id_nothing_is_taken() -> None:
    rows = [custom("a", "-1.00")[:-1], custom("b", "-1.00")[:-1]]
    found = read(
        csv_bytes(["Day", "Receipt number", "Amount", "Net", "Tax amount", "Tax rate", "Account", "Merchant"], rows)
    )
    assert found.report.refusal
    assert found.report.refusal.code.value == "file_no_expense_id"
    assert found.expenses == ()


def test_a_meaning_is_named_as_the_command_line_writes_it() -> None:
    assert meaning_named("tag:Boutique") == (Meaning.TAG, "Boutique")
    assert meaning_named("entry_id") == (Meaning.ENTRY_ID, "")
    for wrong in ("tag", "tag:", "date:x", "", "nothing"):
        with pytest.raises(ValueError):
            meaning_named(wrong)
