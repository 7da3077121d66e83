"""VAT of a line: Pleo's figures to the cent on QuickBooks' rates, or a reason."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from pleoqb_desktop.domain.books import Books, CodeRate, RatePeriod, TaxCode, TaxRate
from pleoqb_desktop.domain.entries import Bill, Deposit, Purchase, TaxOnLine, tax_by_rate, with_computed_tax
from pleoqb_desktop.domain.money import Money
from pleoqb_desktop.domain.problems import Code, PleoReason, Problem
from pleoqb_desktop.domain.rules import tax
from pleoqb_desktop.domain.rules.holds import HoldError
from pleoqb_desktop.domain.rules.periods import ClosedPeriods
from pleoqb_desktop.domain.spend import LineTax, SpendLine
from tests.builders import RATES, WALLET_USD, books, held, item, line, line_tax, money, posted, settings

DAY = date(2026, 3, 14)


def taxed(spend: SpendLine, in_books: Books | None = None, **more: object) -> tuple[Decimal, TaxOnLine | None]:
    values = {"no_tax_code_id": "none", **more}
    return tax.line_tax(spend, abs(spend.amount.amount), DAY, in_books or books(), **values)


def reason(spend: SpendLine, in_books: Books | None = None, **more: object) -> Problem:
    with pytest.raises(HoldError) as error:
        taxed(spend, in_books, **more)
    return error.value.problem


def amounts(found: TaxOnLine | None) -> dict[str, str]:
    assert found is not None
    return {part.rate_id: str(part.amount) for part in found.rates}


class TestRates:
    @pytest.mark.parametrize(
        ("code", "gross", "vat", "net"),
        [
            ("20", "12.00", "2.00", "10.00"),
            ("10", "11.00", "1.00", "10.00"),
            ("5.5", "10.55", "0.55", "10.00"),
            ("2.1", "10.21", "0.21", "10.00"),
            ("0", "10.00", "0.00", "10.00"),
            ("20", "0.01", "0.00", "0.01"),
            ("20", "9999999.99", "1666666.67", "8333333.32"),
            ("20", "-12.00", "-2.00", "10.00"),
        ],
    )
    def test_net_is_gross_without_pleo_s_vat(self, code: str, gross: str, vat: str, net: str) -> None:
        found_net, found = taxed(line(gross, tax=(code, vat)))
        assert found is not None
        assert (found_net, found.code_id, found.amount) == (Decimal(net), code, abs(Decimal(vat)))
        assert sum(part.amount for part in found.rates) == abs(Decimal(vat))
        assert [part.net for part in found.rates] == [Decimal(net)]

    @pytest.mark.parametrize("vat", ["1.99", "2.00", "2.01"])
    def test_a_cent_of_rounding_stands_as_pleo_has_it(self, vat: str) -> None:
        net, found = taxed(line("12.00", tax=("20", vat)))
        assert found is not None
        assert net + found.amount == Decimal("12.00")
        assert found.amount == Decimal(vat)

    @pytest.mark.parametrize(("vat", "stands"), [("1.99", True), ("2.01", True), ("1.97", False), ("2.03", False)])
    def test_more_than_two_cents_off_is_held(self, vat: str, stands: bool) -> None:
        spend = line("12.00", tax=("20", vat))
        if stands:
            assert taxed(spend)[1] is not None
        else:
            problem = reason(spend)
            assert problem.code is Code.TAX_AMOUNT_OFF
            assert (problem.params["tax_code"], problem.params["tax"]) == ("TVA 20", vat)

    def test_exactly_two_cents_off_stands(self) -> None:
        assert taxed(line("100.02", tax=("0", "0.02")))[0] == Decimal("100.00")
        assert reason(line("100.03", tax=("0", "0.03"))).code is Code.TAX_AMOUNT_OFF

    def test_a_cent_at_a_rate_of_zero_is_on_that_rate(self) -> None:
        assert amounts(taxed(line("10.01", tax=("0", "0.01")))[1]) == {"r0": "0.01"}

    def test_mileage_is_not_checked_against_the_rate(self) -> None:
        net, found = taxed(line("60.00", tax=("20", "1.37")), check_amount=False)
        assert (net, amounts(found)) == (Decimal("58.63"), {"r20": "1.37"})

    @pytest.mark.parametrize("check", [True, False])
    def test_more_vat_than_the_line_is_held_even_for_mileage(self, check: bool) -> None:
        assert reason(line("1.00", tax=("20", "5.00"), net="1.00"), check_amount=check).code is Code.TAX_AMOUNT_OFF

    def test_vat_at_a_rate_of_zero_is_held_even_for_mileage(self) -> None:
        assert reason(line("60.00", tax=("0", "1.37")), check_amount=False).code is Code.TAX_AMOUNT_OFF

    @pytest.mark.parametrize("rate", ["0.10", "0.19", "0.2001", "0", "-0.20", "1E+999999", "NaN", "Infinity", "sNaN"])
    def test_a_rate_that_differs_from_quickbooks_is_held_with_both(self, rate: str) -> None:
        problem = reason(line("12.00", tax=line_tax("20", "2.00", rate=rate)))
        assert (problem.code, problem.pleo_reason) == (Code.TAX_RATE_DIFFERS, PleoReason.INVALID_CONFIGURATION)
        assert (problem.params["tax_code"], problem.params["books_rate"]) == ("TVA 20", "20 %")
        assert len(problem.params["pleo_rate"]) < 20

    def test_a_rate_pleo_rounded_is_the_same(self) -> None:
        spend = line("114.98", tax=line_tax("quebec", "14.98", rate="0.1498"))
        assert amounts(taxed(spend, books("CA"))[1]) == {"gst": "5.00", "qst": "9.98"}

    def test_the_rate_in_force_on_the_day_counts(self) -> None:
        periods = (RatePeriod(Decimal(19), None, date(2026, 3, 13)), RatePeriod(Decimal(20), date(2026, 3, 14), None))
        in_books = books(
            codes=[TaxCode("new", "New", purchase_rates=(CodeRate("r"),))],
            rates=[TaxRate("r", "Moving", Decimal(19), periods=periods)],
        )
        assert taxed(line("12.00", tax=line_tax("new", "2.00", rate="0.20")), in_books)[0] == Decimal("10.00")
        assert reason(line("11.90", tax=line_tax("new", "1.90", rate="0.19")), in_books).code is Code.TAX_RATE_DIFFERS

    def test_several_rates_in_one_expense_are_named_once_each(self) -> None:
        lines = [
            line("12.00", tax=("20", "2.00")),
            line("11.00", tax=("10", "1.00")),
            line("6.00", tax=("20", "1.00")),
            line("5.00", tax=("0", "0.00")),
        ]
        entry = posted(item(lines=lines)).document
        found = {part.rate_id: (part.amount, part.net) for part in tax_by_rate(entry.lines)}  # type: ignore[union-attr]
        assert found == {
            "r20": (Decimal("3.00"), Decimal("15.00")),
            "r10": (Decimal("1.00"), Decimal("10.00")),
            "r0": (Decimal("0.00"), Decimal("5.00")),
        }


class TestTwoRates:
    @pytest.mark.parametrize(
        ("gross", "vat", "gst", "qst"),
        [
            ("114.98", "14.98", "5.00", "9.98"),
            ("0.12", "0.02", "0.01", "0.01"),
            ("0.11", "0.01", "0.00", "0.01"),
            ("11.50", "1.50", "0.50", "1.00"),
            ("11.51", "1.51", "0.50", "1.01"),
        ],
    )
    def test_share_the_vat_by_their_weight(self, gross: str, vat: str, gst: str, qst: str) -> None:
        found = taxed(line(gross, tax=("quebec", vat)), books("CA"))[1]
        assert amounts(found) == {"gst": gst, "qst": qst}

    @pytest.mark.parametrize("order", [("gst", "r15"), ("r15", "gst")])
    def test_the_larger_loses_the_odd_cent_too(self, order: tuple[str, str]) -> None:
        # Shares of 2 cents are half a cent and one and a half: both round up, to 3 cents
        code = TaxCode("both", "Both", purchase_rates=tuple(CodeRate(rate) for rate in order))
        in_books = books(codes=[code], rates=[TaxRate("r15", "15 %", Decimal(15))])
        found = taxed(line("0.12", tax=line_tax("both", "0.02", rate="0.20")), in_books)[1]
        assert amounts(found) == {"gst": "0.01", "r15": "0.01"}

    def test_that_build_on_each_other_weigh_more(self) -> None:
        found = taxed(line("115.50", tax=("compound", "15.50")))[1]
        assert amounts(found) == {"base": "5.00", "over": "10.50"}


class TestReverseCharge:
    @pytest.mark.parametrize("vat", ["10.00", "0.00", "10.01"])
    def test_net_is_gross_and_the_pair_cancels(self, vat: str) -> None:
        net, found = taxed(line("50.00", tax=("reverse", vat)))
        assert found is not None
        notional = vat if Decimal(vat) else "10.00"
        assert (net, found.amount) == (Decimal("50.00"), 0)
        assert amounts(found) == {"r+20": notional, "r-20": f"-{notional}"}

    def test_of_pleo_with_an_ordinary_code_of_quickbooks_is_held(self) -> None:
        spend = line("12.00", tax=line_tax("20", "2.00", kind="reverse"), net="12.00")
        assert reason(spend).code is Code.TAX_RATE_DIFFERS

    @pytest.mark.parametrize("kind", ["inclusive", "exclusive"])
    def test_of_quickbooks_with_an_ordinary_code_of_pleo_is_held(self, kind: str) -> None:
        assert reason(line("60.00", tax=line_tax("reverse", "10.00", kind=kind))).code is Code.TAX_RATE_DIFFERS

    def test_off_by_more_than_two_cents_is_held(self) -> None:
        assert reason(line("50.00", tax=("reverse", "8.33"))).code is Code.TAX_AMOUNT_OFF


class TestNetAmount:
    @pytest.mark.parametrize("kind", ["inclusive", "exclusive"])
    @pytest.mark.parametrize("net", ["10.00", "12.00", "-10.00"])
    def test_with_or_without_vat_is_right_whatever_the_type(self, net: str, kind: str) -> None:
        assert taxed(line("12.00", tax=line_tax("20", "2.00", kind=kind), net=net))[0] == Decimal("10.00")

    @pytest.mark.parametrize("net", ["9.99", "0.00", "14.00", "12.01"])
    def test_anything_else_is_held_with_both_figures(self, net: str) -> None:
        problem = reason(line("12.00", tax=("20", "2.00"), net=net))
        assert (problem.code, problem.params) == (Code.NET_AMOUNT_OFF, {"net": net, "expected": "10.00"})

    def test_of_a_line_without_vat_is_checked_too(self) -> None:
        assert reason(line("12.00", net="10.00")).code is Code.NET_AMOUNT_OFF


class TestCodes:
    @pytest.mark.parametrize(
        ("code", "expected"),
        [
            ("unknown", Code.TAX_CODE_UNKNOWN),
            ("off", Code.TAX_CODE_INACTIVE),
            ("hidden", Code.TAX_CODE_INACTIVE),
            ("sales", Code.TAX_CODE_NOT_FOR_PURCHASES),
        ],
    )
    def test_that_cannot_be_used_is_held_by_name(self, code: str, expected: Code) -> None:
        problem = reason(line("12.00", tax=line_tax(code, "2.00", rate="0.20")))
        assert (problem.code, problem.pleo_reason) == (expected, PleoReason.INVALID_CONFIGURATION)
        assert problem.params["tax_code"]

    def test_that_pleo_does_not_name_is_held_by_its_rate(self) -> None:
        problem = reason(line("12.00", tax=line_tax(None, "2.00", rate="0.20")))
        assert (problem.code, problem.params) == (Code.TAX_CODE_MISSING, {"rate": "20 %"})

    @pytest.mark.parametrize("code", sorted(set(RATES) - {"off", "hidden", "sales"}))
    def test_every_usable_code_of_the_books_takes_its_own_rate(self, code: str) -> None:
        net = Decimal("100.00")
        vat = (net * Decimal(RATES[code])).quantize(Decimal("0.01"), "ROUND_HALF_UP")
        gross = net if code == "reverse" else net + vat
        assert taxed(line(str(gross), tax=(code, str(vat))))[0] == net


class TestWithoutVat:
    def test_takes_the_company_s_no_vat_code(self) -> None:
        net, found = taxed(line("12.00"))
        assert found is not None
        assert (net, found.code_id, found.amount) == (Decimal("12.00"), "none", 0)
        assert amounts(found) == {"rnone": "0.00"}

    def test_and_without_name_takes_it_too(self) -> None:
        assert taxed(line("12.00", tax=line_tax(None, "0.00", rate="0")))[1].code_id == "none"  # type: ignore[union-attr]

    @pytest.mark.parametrize("code", [None, "unknown"])
    def test_and_without_a_no_vat_code_is_held(self, code: str | None) -> None:
        problem = reason(line("12.00"), no_tax_code_id=code)
        assert (problem.code, problem.pleo_reason) == (Code.NO_TAX_CODE_NOT_CHOSEN, PleoReason.MISSING_CONFIGURATION)

    @pytest.mark.parametrize("code", ["off", "hidden", "sales"])
    def test_and_with_a_no_vat_code_that_cannot_be_used_is_held(self, code: str) -> None:
        assert reason(line("12.00"), no_tax_code_id=code).code is Code.TAX_CODE_INACTIVE

    @pytest.mark.parametrize("in_books", [books("US", currency="USD"), books("GB", uses_tax=False)], ids=["US", "off"])
    @pytest.mark.parametrize("vat", [None, line_tax("20", "2.00"), line_tax("unknown", "2.00", rate="0.5")])
    def test_where_there_is_none_a_line_is_its_gross(self, in_books: Books, vat: object) -> None:
        assert taxed(line("12.00", tax=vat), in_books, no_tax_code_id=None) == (Decimal("12.00"), None)


class TestReadOnlyRate:
    """`ReadOnly` stands on ordinary rates too (quickbooks.md 19): only QuickBooks' refusal shows that one is fixed."""

    @pytest.mark.parametrize("spend_type", ["card_purchase", "refund", "invoice"])
    @pytest.mark.parametrize(("gross", "vat", "computed"), [("12.00", "2.00", True), ("12.01", "2.01", False)])
    def test_is_told_like_any_other(self, spend_type: str, gross: str, vat: str, computed: bool) -> None:
        entry = posted(item(spend_type, lines=[line(gross, tax=("fixed", vat))])).document
        assert isinstance(entry, Purchase | Deposit | Bill)
        tax_on_line = entry.lines[0].tax
        assert tax_on_line is not None
        assert (tax_on_line.overridable, tax_on_line.computed) == (True, computed)

    def test_can_be_left_to_quickbooks_where_that_computes_the_same(self) -> None:
        lines = [line("12.00", tax=("fixed", "2.00")), line("12.00", tax=("20", "2.00"))]
        plain = with_computed_tax(posted(item(lines=lines)).document)
        assert isinstance(plain, Purchase)
        assert [one.tax.overridable for one in plain.lines if one.tax] == [False, False]
        assert with_computed_tax(plain) is None

    def test_cannot_where_a_cent_differs(self) -> None:
        lines = [line("12.00", tax=("fixed", "2.00")), line("12.01", tax=("20", "2.01"))]
        assert with_computed_tax(posted(item(lines=lines)).document) is None

    def test_nothing_is_left_of_an_entry_without_vat(self) -> None:
        in_books = books("US", currency="USD", uses_tax=False)
        lines = [line("12.00", currency="USD")]
        wallet = settings(wallet_account_id=WALLET_USD)
        assert with_computed_tax(posted(item(lines=lines), in_books=in_books, chosen=wallet).document) is None


def test_quickbooks_rounds_half_up() -> None:
    code = books().tax_codes["20"]
    assert tax.computed_tax(Decimal("0.025"), code, DAY, books()) == Decimal("0.01")
    assert tax.computed_tax(Decimal("10.12"), code, DAY, books()) == Decimal("2.02")
    assert tax.computed_tax(Decimal("50.00"), books().tax_codes["reverse"], DAY, books()) == 0


def test_personal_spend_to_employees_takes_the_no_vat_code() -> None:
    entry = posted(item("personal_spend", lines=[line("12.00", account=None)]), chosen=settings()).document
    assert entry.lines[0].tax.code_id == "none"  # type: ignore[union-attr]


class TestRateOfAnotherDay:
    """A month is closed with the last day of an old rate; the entry moves to the first day of the new one."""

    OLD, NEW = Decimal(5), Decimal("12.5")
    RATE = TaxRate(
        "moving",
        "Moving",
        NEW,
        periods=(RatePeriod(OLD, None, date(2026, 3, 31)), RatePeriod(NEW, date(2026, 4, 1), None)),
    )
    CODE = TaxCode("moving", "TVA", purchase_rates=(CodeRate("moving"),))

    def decided(self, vat: LineTax) -> dict[str, Any]:
        return {
            "expense": item(lines=[line("105.00", tax=vat)]),
            "in_books": books(codes=[self.CODE], rates=[self.RATE], close_date=date(2026, 3, 31)),
            "chosen": settings(closed_periods=ClosedPeriods.FIRST_OPEN_DAY),
        }

    def test_is_not_taken(self) -> None:
        entry = posted(**self.decided(line_tax("moving", "5.00", rate="0.05"))).document
        assert isinstance(entry, Purchase)
        assert (entry.header.day, entry.lines[0].net) == (date(2026, 4, 1), Decimal("100.00"))
        assert entry.lines[0].tax is not None
        assert [(part.percent, part.amount) for part in entry.lines[0].tax.rates] == [(self.OLD, Decimal("5.00"))]

    def test_in_pleo_is_held(self) -> None:
        assert held(**self.decided(line_tax("moving", "11.67", rate="0.125"))).code is Code.TAX_RATE_DIFFERS


class TestCentOfConversion:
    """The supplier's currency is another: Pleo converts gross, net and VAT one by one."""

    FOREIGN = money("63.00", "USD")

    @pytest.mark.parametrize("net", ["41.64", "41.65", "41.66"])
    def test_is_taken_by_the_net(self, net: str) -> None:
        entry = posted(item(lines=[line("49.98", tax=("20", "8.33"), net=net)], original_amount=self.FOREIGN)).document
        assert isinstance(entry, Purchase)
        assert (entry.total, entry.lines[0].net) == (Decimal("49.98"), Decimal("41.65"))
        assert entry.lines[0].tax is not None
        assert entry.lines[0].tax.amount == Decimal("8.33")

    @pytest.mark.parametrize(("net", "original"), [("41.67", FOREIGN), ("41.66", None)])
    def test_is_one_cent_and_only_of_a_conversion(self, net: str, original: Money | None) -> None:
        spend = item(lines=[line("49.98", tax=("20", "8.33"), net=net)], original_amount=original or money("49.98"))
        assert held(spend).code is Code.NET_AMOUNT_OFF

    @pytest.mark.parametrize("amount", ["35.99", "36.01"])
    @pytest.mark.parametrize("sign", ["", "-"])
    def test_of_a_split_goes_to_the_largest_line(self, amount: str, sign: str) -> None:
        lines = [line(f"{sign}12.00", tax=("20", f"{sign}2.00")), line(f"{sign}24.00", tax=("20", f"{sign}4.00"))]
        spend = item(lines=lines, amount=f"{sign}{amount}", original_amount=self.FOREIGN)
        entry = posted(spend).document
        assert isinstance(entry, Purchase | Deposit)
        assert entry.total == Decimal(amount)
        assert [one.net for one in entry.lines] == [Decimal("10.00"), Decimal(amount) - 16]
        assert [one.tax.amount for one in entry.lines if one.tax] == [Decimal("2.00"), Decimal("4.00")]

    @pytest.mark.parametrize(("amount", "original"), [("36.02", FOREIGN), ("36.01", None)])
    def test_of_a_split_is_one_and_only_of_a_conversion(self, amount: str, original: Money | None) -> None:
        spend = item(lines=[line("12.00"), line("24.00")], amount=amount, original_amount=original or money(amount))
        assert held(spend).code is Code.TOTAL_MISMATCH
