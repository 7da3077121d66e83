"""Debit and credit rows: which are the wallet's, which are VAT, and which way the money went."""

from collections.abc import Sequence

import pytest

from pleoqb_desktop.services.pleo_file.text_table import read_text_table
from pleoqb_desktop.services.pleo_file.understanding import Understanding
from tests.unit.services.pleo_file.files import asked, csv_bytes, entry_id, held, of_table, read, totals

JOURNAL = ("Date", "Compte", "Débit", "Crédit", "Code TVA", "Expense ID")


def journal(*rows: tuple[object, str, str, str, str]) -> list[list[str]]:
    """(name, account, debit, credit, code) as rows."""
    return [["30/10/2026", account, debit, credit, code, entry_id(name)] for name, account, debit, credit, code in rows]


def of_journal(rows: Sequence[list[str]], delimiter: str = ";") -> Understanding:
    return read(csv_bytes(JOURNAL, rows, delimiter))


BOOKED = journal(
    ("a", "606400", "10,00", "", "N"), ("a", "445660", "2,00", "", "N"), ("a", "512100", "", "12,00", ""),
    ("b", "625700", "20,00", "", "I"), ("b", "445660", "2,00", "", "I"), ("b", "512100", "", "22,00", ""),
    ("c", "651000", "50,00", "", "R"), ("c", "445662", "10,00", "", "R"), ("c", "445200", "", "10,00", "R"), ("c", "512100", "", "50,00", ""),
    ("d", "606400", "", "5,00", "N"), ("d", "445660", "", "1,00", "N"), ("d", "512100", "6,00", "", ""),
)  # fmt: skip


def test_debits_and_credits_become_lines_with_their_vat() -> None:
    found = of_journal(BOOKED)
    assert totals(found) == {
        entry_id("a"): "12.00",
        entry_id("b"): "22.00",
        entry_id("c"): "50.00",
        entry_id("d"): "-6.00",
    }
    shapes = [
        [(line.account, line.figures.shape.value, str(line.figures.tax)) for line in one.lines]
        for one in found.expenses
    ]
    assert shapes == [
        [("606400", "within", "2.00")],
        [("625700", "within", "2.00")],
        [("651000", "on_top", "10.00")],
        [("606400", "within", "1.00")],
    ]
    assert {one.contra for one in found.expenses} == {"512100"}
    assert [one.kind.type for one in found.expenses] == ["card_purchase"] * 3 + ["refund"]


def test_a_small_part_of_a_split_is_no_vat_where_its_account_bears_other_expenses() -> None:
    """Several lines without rows of VAT: "VAT on separate line" is a choice (pleo-file.md 2)."""
    found = of_journal(
        journal(
            ("a", "606400", "100,00", "", "N"), ("a", "625700", "20,00", "", "N"), ("a", "512100", "", "120,00", ""),
            ("b", "625700", "60,00", "", "N"), ("b", "512100", "", "60,00", ""),
        )
    )  # fmt: skip
    assert [[(line.account, str(line.gross)) for line in one.lines] for one in found.expenses] == [
        [("606400", "100.00"), ("625700", "20.00")],
        [("625700", "60.00")],
    ]


def test_vat_in_a_column_of_debits_and_credits_is_that_of_its_row() -> None:
    rows = [
        [*of, *tax]
        for of, tax in zip(
            journal(
                ("a", "606400", "12,00", "", "N"), ("a", "512100", "", "12,00", ""),
                ("b", "651000", "50,00", "", "R"), ("b", "512100", "", "50,00", ""),
                ("c", "606400", "", "6,00", "N"), ("c", "512100", "6,00", "", ""),
            ),
            (("10,00", "2,00"), ("", ""), ("50,00", "10,00"), ("", ""), ("5,00", "1,00"), ("", "")),
            strict=True,
        )
    ]  # fmt: skip
    found = read(csv_bytes((*JOURNAL, "Montant HT", "Montant TVA"), rows, ";"))
    assert [
        (str(one.total), line.figures.shape.value, str(line.figures.net), str(line.figures.tax))
        for one in found.expenses
        for line in one.lines
    ] == [
        ("12.00", "within", "10.00", "2.00"),
        ("50.00", "on_top", "50.00", "10.00"),
        ("-6.00", "within", "5.00", "1.00"),
    ]


@pytest.mark.parametrize("flip", [1, -1])
def test_signed_amounts_in_several_lines_are_turned_as_most_of_them_spend(flip: int) -> None:
    def signed(debit: str, credit: str) -> str:
        value = flip * (float(debit.replace(",", ".") or 0) - float(credit.replace(",", ".") or 0))
        return f"{value:.2f}".replace(".", ",")

    rows = [[day, account, signed(debit, credit), code, id_] for day, account, debit, credit, code, id_ in BOOKED]
    found = read(csv_bytes(("Date", "Compte", "Montant", "Code TVA", "Expense ID"), rows, ";"))
    assert totals(found) == totals(of_journal(BOOKED))


@pytest.mark.parametrize("sign", ["", "-"])
def test_in_several_lines_too_a_load_does_not_pass_for_spend(sign: str) -> None:
    """The sign is decided by rows with a known type (pleo-file.md 8.5): loads are many and large, and go the other way."""
    other = "" if sign else "-"
    loads = [
        ["30/10/2026", account, f"{way}1000.00", entry_id(name), "Wallet Load"]
        for name in "abc"
        for account, way in (("512100", sign), ("580000", other))
    ]
    spent = [
        ["29/10/2026", account, f"{way}12.00", entry_id(name), "Card Purchase"]
        for name, bears in (("d", "606400"), ("e", "625700"))
        for account, way in ((bears, sign), ("512100", other))
    ]
    found = read(csv_bytes(("Date", "Account", "Amount", "Expense ID", "Expense type"), [*loads, *spent]))
    assert totals(found) == {
        **{entry_id(name): "-1000.00" for name in "abc"},
        **{entry_id(name): "12.00" for name in "de"},
    }
    assert {one.kind.type for one in found.expenses} == {"wallet_topup", "card_purchase"}


def test_signed_amounts_of_one_expense_in_several_lines_are_asked_about() -> None:
    rows = [["2026-10-30", "606400", "-12.00", entry_id("a")], ["2026-10-30", "512100", "12.00", entry_id("a")]]
    assert asked(read(csv_bytes(("Date", "Account", "Amount", "Expense ID"), rows))) == ["spend"]


def test_a_purchase_and_a_refund_in_several_signed_lines_are_asked_about_whichever_has_more_rows() -> None:
    rows = [
        ["2026-10-30", account, value, entry_id(name)]
        for name, account, value in (
            ("a", "606400", "12.00"), ("a", "512100", "-12.00"),
            ("b", "625700", "-50.00"), ("b", "606400", "-20.00"), ("b", "512100", "70.00"),
        )
    ]  # fmt: skip
    assert asked(read(csv_bytes(("Date", "Account", "Amount", "Expense ID"), rows))) == ["spend"]


def test_a_debit_without_its_credit_is_held_and_the_rest_taken() -> None:
    found = of_journal([*BOOKED, *journal(("e", "606400", "9,00", "", "N"))])
    assert held(found) == {15: "rows_unbalanced"}
    assert len(found.expenses) == 4


def test_a_file_in_which_many_expenses_contradict_themselves_is_refused() -> None:
    broken = [row for row in BOOKED if not (row[1] == "512100" and row[-1] in {entry_id("a"), entry_id("b")})]
    whole = [*broken, *journal(*((name, account, *sides, "N") for name in "efgh" for account, sides in (("606400", ("9,00", "")), ("512100", ("", "9,00")))))]  # fmt: skip
    assert of_journal(whole).report.refusal


def lines_of(rows: Sequence[list[str]]) -> dict[str, list[tuple[str, str, str]]]:
    """Account, gross and VAT of each line, by expense."""
    return {
        one.entry_id: [(line.account, str(line.gross), str(line.figures.tax)) for line in one.lines]
        for one in of_journal(rows).expenses
    }


def test_vat_of_many_lines_of_one_code_is_still_vat() -> None:
    """Together it is more than a third of the largest line, and of none of them alone."""
    rows = journal(
        ("a", "606400", "100,00", "", "N"), ("a", "445660", "20,00", "", "N"), ("a", "625700", "90,00", "", "N"),
        ("a", "445660", "18,00", "", "N"), ("a", "651000", "80,00", "", "N"), ("a", "445660", "16,00", "", "N"),
        ("a", "512100", "", "324,00", ""),
        ("b", "606400", "30,00", "", "N"), ("b", "445660", "6,00", "", "N"), ("b", "512100", "", "36,00", ""),
    )  # fmt: skip
    assert lines_of(rows) == {
        entry_id("a"): [("606400", "120.00", "20.00"), ("625700", "108.00", "18.00"), ("651000", "96.00", "16.00")],
        entry_id("b"): [("606400", "36.00", "6.00")],
    }


def test_reverse_charge_that_stands_only_in_a_split_is_vat_on_both_accounts() -> None:
    rows = journal(
        ("a", "606400", "10,00", "", "N"), ("a", "445660", "2,00", "", "N"), ("a", "512100", "", "12,00", ""),
        ("b", "651000", "50,00", "", "R"), ("b", "445660", "10,00", "", "R"), ("b", "445200", "", "10,00", "R"), ("b", "512100", "", "50,00", ""),
        ("b", "625700", "5,00", "", "R"), ("b", "445660", "1,00", "", "R"), ("b", "445200", "", "1,00", "R"), ("b", "512100", "", "5,00", ""),
    )  # fmt: skip
    assert lines_of(rows)[entry_id("b")] == [("651000", "50.00", "10.00"), ("625700", "5.00", "1.00")]


def test_a_small_part_is_no_vat_where_its_code_stands_without_vat_elsewhere() -> None:
    rows = journal(
        ("a", "606400", "100,00", "", "I"), ("a", "625700", "10,00", "", "I"), ("a", "512100", "", "110,00", ""),
        ("b", "606400", "33,00", "", "I"), ("b", "512100", "", "33,00", ""),
    )  # fmt: skip
    assert lines_of(rows)[entry_id("a")] == [("606400", "100.00", "None"), ("625700", "10.00", "None")]


def test_what_every_expense_has_is_the_wallet_only_where_all_its_money_passes() -> None:
    """One was paid by an employee: then VAT is on the only account that all have, and it is not what paid."""
    rows = journal(
        ("a", "606400", "10,00", "", "N"), ("a", "445660", "2,00", "", "N"), ("a", "512100", "", "12,00", ""),
        ("b", "625700", "20,00", "", "N"), ("b", "445660", "4,00", "", "N"), ("b", "421000", "", "24,00", ""),
    )  # fmt: skip
    found = of_journal(rows)
    assert (totals(found), held(found)) == ({}, {2: "rows_no_wallet", 5: "rows_no_wallet"})


def test_a_reimbursement_moves_money_from_the_wallet_to_pocket_where_both_are_known() -> None:
    """Both are accounts that pay; which of them cards use tells the direction (pleo-file.md 3, reimbursement)."""
    rows = [
        ["30/10/2026", account, debit, credit, entry_id(name), type_]
        for name, type_, *sides in (
            ("a", "Card Purchase", ("606400", "512100"), "12,00"), ("b", "Out of Pocket", ("625700", "421000"), "30,00"),
            ("c", "Reimbursement to Ines Blum", ("421000", "512100"), "30,00"),
            ("d", "Reimbursement to Ines Blum", ("512100", "421000"), "9,00"),
        )
        for account, debit, credit in ((sides[0][0], sides[1], ""), (sides[0][1], "", sides[1]))
    ]  # fmt: skip
    table = read_text_table(csv_bytes(("Date", "Compte", "Débit", "Crédit", "Expense ID", "Expense type"), rows, ";"))
    found = of_table(table, wallets=frozenset({"512100", "421000"}))
    assert [(one.kind.type, one.kind.sub_type, str(one.total), one.contra) for one in found.expenses] == [
        ("card_purchase", None, "12.00", "512100"),
        ("out_of_pocket", None, "30.00", "421000"),
        ("direct_reimbursement", "reimbursement_to_employee", "30.00", "512100"),
        ("direct_reimbursement", "reimbursement_to_employee_refund", "-9.00", "512100"),
    ]


def test_one_category_of_all_expenses_is_not_what_paid_them() -> None:
    """Card and Pocket in one file: the only account that all have is the expense's, whose rows bear the VAT code."""
    rows = journal(
        ("a", "651000", "18,00", "", "R"), ("a", "421000", "", "18,00", ""),
        ("b", "651000", "52,00", "", "R"), ("b", "512100", "", "52,00", ""),
    )  # fmt: skip
    assert held(of_journal(rows)) == {2: "rows_no_wallet", 4: "rows_no_wallet"}


PLAIN = journal(
    ("a", "606400", "100,00", "", "N"), ("a", "445660", "20,00", "", "N"), ("a", "512100", "", "120,00", ""),
    ("b", "625700", "30,00", "", "N"), ("b", "445660", "6,00", "", "N"), ("b", "512100", "", "36,00", ""),
    ("c", "606400", "50,00", "", "N"), ("c", "445660", "10,00", "", "N"), ("c", "512100", "", "60,00", ""),
)  # fmt: skip
TAXED = {
    entry_id("a"): [("606400", "120.00", "20.00")],
    entry_id("b"): [("625700", "36.00", "6.00")],
    entry_id("c"): [("606400", "60.00", "10.00")],
}


def test_one_expense_without_its_vat_takes_it_from_no_other() -> None:
    """Somebody set its VAT to 0 in Pleo: its code stands alone there."""
    found = lines_of([*PLAIN, *journal(("d", "606400", "40,00", "", "N"), ("d", "512100", "", "40,00", ""))])
    assert found.pop(entry_id("d"))[0][:2] == ("606400", "40.00")
    assert found == TAXED


def test_a_second_vat_account_is_known_by_splits_where_nothing_else_shows_it() -> None:
    rows = journal(
        ("d", "606400", "100,00", "", "I"), ("d", "445664", "10,00", "", "I"), ("d", "625700", "60,00", "", "I"),
        ("d", "445664", "6,00", "", "I"), ("d", "512100", "", "176,00", ""),
    )  # fmt: skip
    assert lines_of([*PLAIN, *rows]) == {
        **TAXED, entry_id("d"): [("606400", "110.00", "10.00"), ("625700", "66.00", "6.00")],
    }  # fmt: skip


def test_lines_of_both_signs_in_one_expense_take_the_wallet_from_no_other() -> None:
    rows = journal(
        ("d", "606400", "100,00", "", ""), ("d", "625700", "", "30,00", ""), ("d", "512100", "", "70,00", "")
    )
    found = lines_of([*PLAIN, *rows])
    assert [line[:2] for line in found.pop(entry_id("d"))] == [("606400", "100.00"), ("625700", "-30.00")]
    assert found == TAXED


def test_a_discount_of_the_amount_of_the_vat_is_no_vat() -> None:
    rows = journal(
        ("d", "606400", "100,00", "", "N"), ("d", "445660", "20,00", "", "N"), ("d", "625700", "", "20,00", "N"),
        ("d", "512100", "", "100,00", ""),
        ("e", "625700", "30,00", "", "N"), ("e", "445660", "6,00", "", "N"), ("e", "512100", "", "36,00", ""),
    )  # fmt: skip
    found = lines_of([*PLAIN, *rows])
    assert found[entry_id("e")] == [("625700", "36.00", "6.00")]
    assert {name: found[name] for name in TAXED} == TAXED
