"""An item's own words and figures."""

from decimal import Decimal

import pytest

from pleoqb_desktop.domain.entries import Entry, EntryKind, Purchase
from pleoqb_desktop.domain.problems import Code
from pleoqb_desktop.domain.spend import ExportItem
from tests.builders import (
    CARD,
    CARD_TYPES,
    MEALS,
    MONEY_BACK_TYPES,
    POCKET_LIABILITY,
    POCKET_TYPES,
    SUPPLIES,
    WALLET,
    held,
    item,
    line,
    line_tax,
    posted,
    settings,
)


def only(expense: ExportItem, **company: object) -> Entry:
    (entry,) = posted(expense, **company).entries
    return entry


class TestTypes:
    """What is not in the table."""

    @pytest.mark.parametrize(
        "word", ["balance_amendment", "overdraft", "", "CARD_PURCHASE", "card_purchase ", "купівля", "x" * 5000]
    )
    def test_an_unknown_type_is_held_and_named(self, word: str) -> None:
        problem = held(item(word))
        assert (problem.code, problem.params["type"]) == (Code.UNKNOWN_TYPE, word)

    @pytest.mark.parametrize("spend_type", ["card_purchase", "refund", "wallet_topup", "invoice"])
    def test_an_unknown_sub_type_is_held_and_named(self, spend_type: str) -> None:
        problem = held(item(spend_type, sub_type="brand_new"))
        assert (problem.code, problem.params["sub_type"]) == (Code.UNKNOWN_SUBTYPE, "brand_new")

    def test_an_empty_sub_type_is_none(self) -> None:
        assert only(item(sub_type="")).kind is EntryKind.PURCHASE


class TestAmounts:
    """The sum of the lines is the amount."""

    def test_several_lines_are_one_entry(self) -> None:
        lines = [line("12.00", tax=("20", "2.00")), line("11.00", account=MEALS, tax=("10", "1.00"))]
        entry = only(item(lines=lines))
        assert isinstance(entry, Purchase)
        assert [(x.account_id, x.gross) for x in entry.lines] == [
            (SUPPLIES, Decimal("12.00")),
            (MEALS, Decimal("11.00")),
        ]
        assert entry.total == Decimal("23.00")

    @pytest.mark.parametrize("amount", ["12.01", "11.99", "-12.00", "0.00", "1200.00"])
    def test_a_sum_that_differs_is_held_with_both_figures(self, amount: str) -> None:
        problem = held(item(amount=amount))
        assert problem.code is Code.TOTAL_MISMATCH
        assert problem.params == {"lines_amount": "12.00 EUR", "item_amount": f"{amount} EUR"}

    @pytest.mark.parametrize("spend_type", [*CARD_TYPES, *POCKET_TYPES, *MONEY_BACK_TYPES, "invoice", "wallet_topup"])
    def test_nothing_is_held(self, spend_type: str) -> None:
        assert held(item(spend_type, lines=[line("0.00")])).code is Code.AMOUNT_ZERO

    def test_an_item_without_lines_is_held(self) -> None:
        assert held(item(lines=[], amount="12.00")).code is Code.NO_LINES

    @pytest.mark.parametrize("amount", ["0.01", "9999999.99", "9999999999.99"])
    def test_the_smallest_and_the_largest_stand(self, amount: str) -> None:
        for wallet in (WALLET, CARD):
            entry = only(item(lines=[line(amount)]), chosen=settings(wallet_account_id=wallet))
            assert entry.total == Decimal(amount)
        assert only(item("refund", lines=[line(amount)])).total == Decimal(amount)

    @pytest.mark.parametrize("amount", ["10000000000.00", "1E+30", "123456789012345678901234567890.12"])
    def test_more_than_quickbooks_holds_is_held(self, amount: str) -> None:
        assert held(item(lines=[line(amount)], amount=amount)).code is Code.ITEM_UNREADABLE

    @pytest.mark.parametrize("amount", ["0.001", "12.005"])
    def test_a_fraction_of_a_cent_is_held(self, amount: str) -> None:
        assert held(item(lines=[line(amount)])).code is Code.AMOUNT_FRACTION

    def test_a_fraction_of_a_cent_of_vat_is_held(self) -> None:
        assert held(item(lines=[line("12.00", tax=("20", "2.001"), net="9.999")])).code is Code.AMOUNT_FRACTION

    def test_ten_thousand_lines_are_one_purchase(self) -> None:
        lines = [line("0.12", tax=("20", "0.02"))] * 10_000
        decided = posted(item(lines=lines))
        assert decided.document.total == Decimal("1200.00")

    @pytest.mark.parametrize(
        ("expense", "chosen"),
        [
            (item(lines=[line("0.12")] * 10_001), settings()),
            (item("refund", lines=[line("0.12")] * 10_001), settings()),
            (item("out_of_pocket", lines=[line("0.12")] * 10_000), settings(pocket_account_id=POCKET_LIABILITY)),
        ],
        ids=["purchase", "deposit", "journal entry with its counter line"],
    )
    def test_more_lines_than_quickbooks_takes_are_held(self, expense: ExportItem, chosen: object) -> None:
        assert held(expense, chosen=chosen).code is Code.TOO_MANY_LINES

    def test_a_line_in_another_currency_is_held(self) -> None:
        lines = [line("12.00"), line("3.00", currency="SEK")]
        assert held(item(lines=lines, amount="15.00")).code is Code.CURRENCY_MISMATCH

    def test_vat_in_another_currency_is_held(self) -> None:
        lines = [line("12.00", tax=line_tax("20", "2.00", currency="SEK"))]
        assert held(item(lines=lines)).code is Code.CURRENCY_MISMATCH

    def test_an_item_of_another_company_is_held(self) -> None:
        problem = held(item(company_id="someone-else"))
        assert (problem.code, problem.params["company"]) == (Code.OTHER_COMPANY, "someone-else")

    def test_a_line_of_nothing_that_carries_vat_is_held(self) -> None:
        lines = [line("12.00"), line("0.00", tax=("20", "2.00"), net="0.00")]
        assert held(item(lines=lines)).code is Code.TAX_AMOUNT_OFF
