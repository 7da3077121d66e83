"""Evidence for the whole file, and expenses of its rows: what is decided, what is asked, what is held, what is refused."""

import pytest

from pleoqb_desktop.domain.spend import SpendSubType, SpendType
from pleoqb_desktop.domain.spend_file import DateOrder, DecimalMark, EqualRows, FileAnswers, SpendSign
from pleoqb_desktop.services.pleo_file.tax_shape import Shape
from pleoqb_desktop.services.pleo_file.understanding import Understanding
from tests.unit.services.pleo_file.files import (
    CUSTOM,
    GENERIC,
    asked,
    csv_bytes,
    custom,
    entry_id,
    generic,
    held,
    read,
    totals,
)


def of_generic(*rows: list[str], answers: FileAnswers | None = None) -> Understanding:
    return read(csv_bytes(GENERIC, rows), answers)


def of_custom(*rows: list[str], answers: FileAnswers | None = None) -> Understanding:
    return read(csv_bytes(CUSTOM, rows), answers)


# -- how the file is written ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("day", "order"), [("31/10/2026", DateOrder.DMY), ("10/31/2026", DateOrder.MDY)])
def test_one_day_above_twelve_decides_for_the_whole_file(day: str, order: DateOrder) -> None:
    found = of_generic(generic("a", Date="05/06/2026"), generic("b", Date=day))
    assert (found.report.dates, asked(found)) == (order, [])


def test_days_that_fit_two_readings_are_asked_about_and_nothing_is_taken() -> None:
    rows = [generic("a", Date="05/06/2026"), generic("b", Date="07/06/2026")]
    found = of_generic(*rows)
    assert (asked(found), found.expenses, found.report.understood) == (["dates"], (), False)
    assert found.report.questions[0].rows == (2, 3)
    answered = of_generic(*rows, answers=FileAnswers(dates=DateOrder.MDY))
    assert [one.day.isoformat() for one in answered.expenses] == ["2026-05-06", "2026-07-06"]


def test_evidence_against_an_earlier_answer_asks_again() -> None:
    rows = [generic("a", Date="31/10/2026"), generic("b", Date="07/06/2026")]
    assert asked(of_generic(*rows, answers=FileAnswers(dates=DateOrder.MDY))) == ["dates"]


def test_the_mark_before_the_cents_is_decided_from_all_amounts() -> None:
    found = of_generic(generic("a", "-1.234"), generic("b", "-1.234,50"))
    assert totals(found) == {entry_id("a"): "1234.00", entry_id("b"): "1234.50"}
    assert asked(of_custom(custom("a", "-1.234"), custom("b", "-2.345"))) == ["decimal"]
    assert asked(of_custom(custom("a", "-1.23"), custom("b", "-2,34"))) == ["decimal"]
    point = FileAnswers(decimal=DecimalMark.POINT)
    assert held(of_custom(custom("a", "-1.23"), custom("b", "-1.24"), custom("c", "-2,3"), answers=point)) == {
        4: "row_cell"
    }


def test_the_sign_of_the_generic_file_is_fixed_even_for_one_row() -> None:
    assert of_generic(generic("a", "-12,00")).expenses[0].kind.type == SpendType.CARD_PURCHASE
    assert of_generic(generic("a", "12,00")).expenses[0].kind.type == SpendType.REFUND


def test_a_lone_row_of_a_custom_file_asks_for_the_sign() -> None:
    row = custom("a", "12.00")
    assert asked(of_custom(row)) == ["spend"]
    assert totals(of_custom(row, answers=FileAnswers(spend=SpendSign.POSITIVE))) == {entry_id("a"): "12.00"}
    assert totals(of_custom(row, answers=FileAnswers(spend=SpendSign.NEGATIVE))) == {entry_id("a"): "-12.00"}


@pytest.mark.parametrize("factor", ["", "-"])
def test_several_rows_of_a_custom_file_decide_the_sign(factor: str) -> None:
    back = "-" if not factor else ""
    found = of_custom(custom("a", f"{factor}12.00"), custom("b", f"{factor}30.00"), custom("c", f"{back}4.00"))
    assert totals(found) == {entry_id("a"): "12.00", entry_id("b"): "30.00", entry_id("c"): "-4.00"}
    assert found.expenses[2].kind.type == SpendType.REFUND


@pytest.mark.parametrize(
    ("out", "back"), [("Debit", "Credit"), ("D", "C"), ("DR", "CR"), ("S", "H"), ("Expense", "Refund")]
)
@pytest.mark.parametrize("turned", [False, True])
def test_an_indicator_tells_expense_from_refund_whichever_side_of_the_books_it_means(
    out: str, back: str, turned: bool
) -> None:
    """Credit/debit indicator is a data point of its own (pleo-file.md 2); the side may be the expense's or the wallet's."""
    spent, returned = (back, out) if turned else (out, back)
    rows = [
        ["2026-10-30", word, amount, "606400", "Card Purchase", entry_id(name)]
        for name, word, amount in (("a", spent, "12.00"), ("b", spent, "30.00"), ("c", returned, "5.00"))
    ]
    heading = ("Date", "Credit/debit indicator", "Amount", "Account", "Expense type", "Expense ID")
    assert totals(read(csv_bytes(heading, rows))) == {
        entry_id("a"): "12.00",
        entry_id("b"): "30.00",
        entry_id("c"): "-5.00",
    }


def test_without_types_the_sign_is_that_of_what_names_a_merchant_or_an_account() -> None:
    """Loads name neither and go the other way; many large ones would turn every purchase into a refund."""
    loads = [custom(name, "2000.00", Account="", Merchant="") for name in "abc"]
    found = of_custom(*loads, custom("d", "-12.00"), custom("e", "-30.00"))
    assert totals(found) == {
        **{entry_id(name): "-2000.00" for name in "abc"},
        entry_id("d"): "12.00",
        entry_id("e"): "30.00",
    }


def loaded(factor: int, *spent: int, load: int = -500) -> Understanding:
    """A load and card purchases of these amounts, refunds negative; `factor` -1 turns them all."""
    rows = [
        ["2026-10-30", f"{factor * amount}.00", "606400" if name else "", kind, entry_id(str(name))]
        for name, (amount, kind) in enumerate([(load, "Wallet Load"), *((amount, "Card Purchase") for amount in spent)])
    ]
    return read(csv_bytes(("Date", "Amount", "Account", "Expense type", "Expense ID"), rows))


@pytest.mark.parametrize("factor", [1, -1])
def test_what_never_comes_back_decides_the_sign_where_what_may_be_a_refund_does_not(factor: int) -> None:
    """A refund is a "Card Purchase" too (pleo-file.md 3); a load, cashback, and what an employee paid go one way."""
    assert list(totals(loaded(factor, 12, 13, -30)).values()) == ["-500.00", "12.00", "13.00", "-30.00"]


@pytest.mark.parametrize("factor", [1, -1])
def test_where_loads_and_purchases_disagree_about_the_sign_it_is_asked(factor: int) -> None:
    """Refunds may be more than purchases; or a format that lists expenses as positive may not turn loads (pleo-file.md, INFER)."""
    for spent, load in (((12, -30, -40), -500), ((12, 13, 14), 500), ((12,), 500)):
        assert asked(loaded(factor, *spent, load=load)) == ["spend"]


def test_rows_that_speak_for_both_signs_are_asked_about() -> None:
    assert asked(of_custom(custom("a", "12.00"), custom("b", "-30.00"))) == ["spend"]
    assert asked(of_custom(custom("a", "1.00"), custom("b", "1.00"), custom("c", "-30.00"))) == ["spend"]


# -- types ---------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("type_", "amount", "more", "kind", "sub_type"),
    [
        ("Wallet Load", "2000,00", {}, SpendType.WALLET_TOPUP, None),
        ("Cashback", "4,12", {}, SpendType.CASHBACK, None),
        (
            "Reimbursement to Tom Petit",
            "-57,90",
            {},
            SpendType.DIRECT_REIMBURSEMENT,
            SpendSubType.REIMBURSEMENT_TO_EMPLOYEE,
        ),
        ("Out of Pocket", "-9,00", {}, SpendType.OUT_OF_POCKET, None),
        ("Card Purchase", "-9,00", {"Personal_Expense": "Marked as personal"}, SpendType.PERSONAL_SPEND, None),
        ("Teleportation", "-9,00", {}, "Teleportation", None),
    ],
)
def test_a_type_is_what_the_key_would_call_it(
    type_: str, amount: str, more: dict[str, str], kind: str, sub_type: str | None
) -> None:
    (found,) = of_generic(generic("a", amount, Expense_Type=type_, **more)).expenses
    assert (found.kind.type, found.kind.sub_type) == (kind, sub_type)


@pytest.mark.parametrize(
    ("type_", "amount"), [("Wallet Load", "-1,00"), ("Out of Pocket", "1,00"), ("Cashback", "-1,00"), ("Fee", "1,00")]
)
def test_money_that_goes_the_wrong_way_for_its_type_is_held(type_: str, amount: str) -> None:
    assert held(of_generic(generic("a", amount, Expense_Type=type_))) == {2: "row_direction"}


# -- VAT -----------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("net", "tax", "rate", "shape"),
    [
        ("-10,00", "2,00", "0,20000", Shape.WITHIN),
        ("-12,00", "2,40", "0,20000", Shape.ON_TOP),
        ("", "0,00", "", Shape.NONE),
        ("-12,00", "0,00", "0,00000", Shape.NONE),
        ("", "2,00", "0,20000", Shape.WITHIN),
        ("", "2,40", "20%", Shape.ON_TOP),
        ("", "2,00", "", Shape.OPEN),
    ],
)
def test_the_shape_of_vat_follows_from_gross_net_and_tax(net: str, tax: str, rate: str, shape: Shape) -> None:
    (found,) = of_generic(generic("a", Net_Amount=net, Tax_Amount=tax, Tax_Rate=rate)).expenses
    assert found.lines[0].figures.shape is shape


@pytest.mark.parametrize(
    ("net", "tax", "rate"),
    [("-11,00", "2,00", "0,2"), ("10,00", "2,00", "0,2"), ("-12,00", "9,00", "0,2"), ("", "0,00", "0,2")],
)
def test_figures_that_do_not_belong_together_hold_their_row(net: str, tax: str, rate: str) -> None:
    found = of_generic(generic("a", Net_Amount=net, Tax_Amount=tax, Tax_Rate=rate), generic("b"))
    assert held(found) == {2: "row_figures"}
    assert [one.entry_id for one in found.expenses] == [entry_id("b")]


def test_the_vat_of_a_refund_is_not_turned_round() -> None:
    (found,) = of_generic(generic("a", "12,00", Net_Amount="10,00", Tax_Amount="2,00", Tax_Rate="0,2")).expenses
    assert (str(found.total), found.lines[0].figures.shape, str(found.lines[0].figures.tax)) == (
        "-12.00",
        Shape.WITHIN,
        "2.00",
    )


# -- several rows --------------------------------------------------------------------------------------------------------------


def test_a_second_row_of_an_expense_is_a_part_of_it_and_never_a_double() -> None:
    rows = [
        custom("a", "-60.00", "-50.00", "10.00", "0.2"),
        custom("b", "-5.00"),
        custom("a", "-105.50", "-100.00", "5.50", "0.055"),
    ]
    found = of_custom(*rows)
    assert totals(found) == {entry_id("a"): "165.50", entry_id("b"): "5.00"}
    assert [str(line.gross) for line in found.expenses[0].lines] == ["60.00", "105.50"]
    assert found.expenses[0].rows == (2, 4)


def test_a_whole_that_is_told_on_each_row_is_counted_once() -> None:
    rows = [
        custom("a", "-165.50", "-50.00", "10.00", "0.2"),
        custom("a", "-165.50", "-100.00", "5.50", "0.055"),
        custom("b", "-5.00"),
    ]
    found = of_custom(*rows)
    assert totals(found)[entry_id("a")] == "165.50"
    assert [str(line.gross) for line in found.expenses[0].lines] == ["60.00", "105.50"]


def test_equal_amounts_without_net_may_be_parts_or_the_whole_and_are_held() -> None:
    rows = [
        custom("a", "-5.00", Account="606400"),
        custom("a", "-5.00", Account="606300"),
        custom("b", "-5.00"),
        custom("c", "-9.00"),
    ]
    assert held(of_custom(*rows)) == {2: "rows_contradict"}


def test_equal_parts_are_parts_where_the_file_tells_the_part_on_each_row_elsewhere() -> None:
    """People split by tags into equal parts (pleo-file.md 3): what a row's amount is, is decided for the whole file."""
    halves = [custom("a", "-5.00", Account="606400"), custom("a", "-5.00", Account="606300")]
    unequal = [custom("b", "-2.00", Account="606400"), custom("b", "-7.00", Account="606300")]
    assert totals(of_custom(*halves, *unequal)) == {entry_id("a"): "10.00", entry_id("b"): "9.00"}
    whole = [custom("c", "-24.00", "-10.00", "2.00", "0.2", Account=account) for account in ("606400", "606300")]
    assert held(of_custom(*halves, *unequal, *whole)) == {2: "rows_contradict"}


def test_parts_that_may_be_equal_do_not_make_a_file_contradict_itself() -> None:
    halves = [custom(name, "-5.00", Account=account) for name in "abc" for account in ("606400", "606300")]
    found = of_custom(*halves, custom("d", "-9.00"))
    assert (found.report.refusal, len(found.held), totals(found)) == (None, 3, {entry_id("d"): "9.00"})


@pytest.mark.parametrize(("answer", "total"), [(EqualRows.SPLIT, "12.00"), (EqualRows.COPY, "6.00")])
def test_two_rows_that_are_equal_in_everything_are_asked_about(answer: EqualRows, total: str) -> None:
    rows = [custom("a", "-6.00", "-5.00", "1.00", "0.2")] * 2 + [custom("b", "-9.00"), custom("c", "-9.00")]
    found = of_custom(*rows)
    assert (asked(found), held(found), found.report.understood) == (["equal_rows"], {2: "question_open"}, True)
    assert len(found.expenses) == 2
    assert totals(of_custom(*rows, answers=FileAnswers(equal_rows=answer)))[entry_id("a")] == total


def test_true_twins_are_two_expenses() -> None:
    rows = [generic("a", "-3,20"), generic("b", "-3,20")]
    assert totals(of_generic(*rows)) == {entry_id("a"): "3.20", entry_id("b"): "3.20"}


@pytest.mark.parametrize("more", [{"Day": "2026-10-29"}, {"Receipt number": "2699999"}])
def test_rows_of_one_expense_that_disagree_about_it_are_held_as_one(more: dict[str, str]) -> None:
    rows = [custom("a", "-5.00"), custom("a", "-6.00", **{key.replace(" ", "_"): value for key, value in more.items()})]
    assert held(of_custom(*rows, custom("b", "-1.00"), custom("c", "-1.00"))) == {2: "rows_contradict"}


def test_an_expense_of_which_one_row_cannot_be_read_is_held_whole() -> None:
    rows = [custom("a", "-5.00"), custom("a", "12 O0"), custom("b", "-1.00"), custom("c", "-1.00")]
    found = of_custom(*rows)
    assert held(found) == {3: "row_cell"}
    assert set(totals(found)) == {entry_id("b"), entry_id("c")}


def test_a_row_without_an_id_is_held_by_its_number() -> None:
    found = of_custom(custom("a", "-5.00"), custom("b", "-1.00"), custom("c", "-1.00", Expense_ID=""))
    assert [(one.rows, one.entry_id, one.problem.params["row"]) for one in found.held] == [((4,), "", "4")]


@pytest.mark.parametrize(
    ("column", "text"),
    [("Date", "31/02/2026"), ("Amount", "twelve"), ("Receipt", "1E+12"), ("Currency", "euro"), ("Tax_Rate", "x")],
)
def test_a_cell_that_cannot_be_read_is_named_with_its_row(column: str, text: str) -> None:
    found = of_generic(generic("a"), generic("b", **{column: text}) if column != "Amount" else generic("b", text))
    (one,) = found.held
    assert one.problem.params == {"row": "3", "column": column.replace("_", " "), "text": text}


# -- the whole -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("newest_first", [False, True])
def test_a_balance_that_moves_by_the_amounts_is_believed(newest_first: bool) -> None:
    rows = [
        [*generic(name, amount), balance]
        for name, amount, balance in (("a", "-10,00", "90,00"), ("b", "-5,00", "85,00"), ("c", "20,00", "105,00"))
    ]
    found = read(csv_bytes([*GENERIC, "Balance"], rows[::-1] if newest_first else rows))
    assert found.report.refusal is None
    assert len(found.expenses) == 3


def test_a_balance_that_disagrees_refuses_the_file() -> None:
    rows = [
        [*generic(name, amount), balance]
        for name, amount, balance in (("a", "-10,00", "90,00"), ("b", "-5,00", "70,00"), ("c", "20,00", "105,00"))
    ]
    found = read(csv_bytes([*GENERIC, "Balance"], rows))
    assert found.report.refusal
    assert found.report.refusal.code.value == "file_balance"


def test_where_no_type_is_known_and_nothing_names_spend_all_rows_tell_the_sign() -> None:
    rows = [["2026-10-30", f"-{amount}.00", "Kortkøb", "", entry_id(name)] for name, amount in (("a", 12), ("b", 30))]
    assert asked(read(csv_bytes(("Date", "Amount", "Expense type", "Category", "Expense ID"), rows))) == []
    bare = [[day, amount, category, name] for day, amount, _, category, name in rows]
    found = read(csv_bytes(("Date", "Amount", "Category", "Expense ID"), bare))
    assert totals(found) == {entry_id("a"): "12.00", entry_id("b"): "30.00"}
