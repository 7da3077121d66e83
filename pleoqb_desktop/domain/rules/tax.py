"""VAT of one line: from Pleo's figures to a QuickBooks code with an amount for each of its rates, or a reason to hold."""

from datetime import date
from decimal import Decimal

from pleoqb_desktop.domain.books import Books, TaxCode
from pleoqb_desktop.domain.entries import RateAmount, TaxOnLine
from pleoqb_desktop.domain.money import CENT, ZERO, round_cents
from pleoqb_desktop.domain.problems import Code, problem
from pleoqb_desktop.domain.rules.holds import HoldError
from pleoqb_desktop.domain.spend import LineTax, SpendLine, TaxType

TOLERANCE = Decimal("0.02")  # design.md 3, VAT: further off than two cents is held
_MAX_RATE = 1000  # beyond this no percentage is meant, and its digits are not spelt out
_RATE_TOLERANCE = Decimal("0.00005")  # Pleo may write 14.975 % as 0.1498


def line_tax(
    line: SpendLine,
    gross: Decimal,
    day: date,
    books: Books,
    *,
    no_tax_code_id: str | None,
    check_amount: bool = True,
    converted: bool = False,
) -> tuple[Decimal, TaxOnLine | None]:
    """Net amount and VAT of a line (design.md 3, VAT).

    `gross` is the line's amount without its sign, in wallet currency; `day` the expense's own. `converted`: Pleo converted
    gross, net and VAT one by one, so that its net may be a cent off; gross and VAT stand. Returns the net amount and None for the VAT where the
    company has no VAT on purchases. Raises HoldError with the reason when Pleo's figures or the code cannot stand.
    """
    if not books.company.taxes_purchases:
        return gross, None
    if line.tax is None or (line.tax.code is None and not line.tax.amount.amount and not line.tax.rate):
        _check_net(line, gross, gross, converted=converted)
        return gross, _without_tax(gross, day, books, no_tax_code_id)
    code = _code(line.tax, books)
    rate = books.rate(code, day)
    if not line.tax.rate.is_finite() or abs(rate - line.tax.rate) > _RATE_TOLERANCE:
        raise HoldError(
            problem(
                Code.TAX_RATE_DIFFERS, tax_code=code.name, pleo_rate=_percent(line.tax.rate), books_rate=_percent(rate)
            )
        )
    tax = abs(line.tax.amount.amount)
    reverse = books.is_reverse_charge(code, day)
    if reverse != (line.tax.type == TaxType.REVERSE):
        raise HoldError(
            problem(Code.TAX_RATE_DIFFERS, tax_code=code.name, pleo_rate=line.tax.type, books_rate=_percent(rate))
        )
    net = gross if reverse else gross - tax
    if reverse and tax == 0:
        tax = round_cents(rate * net)  # the notional VAT that Pleo may leave out; it cancels in the books
    # Whatever a mileage rule says, no VAT is more than the amount it is part of and none comes from a rate of zero.
    if tax > gross or ((check_amount or not rate) and abs(tax - rate * net) > TOLERANCE):
        raise HoldError(problem(Code.TAX_AMOUNT_OFF, tax_code=code.name, tax=tax, expected=round_cents(rate * net)))
    _check_net(line, gross, net, converted=converted)
    rates = split(code, net, tax, day, books)
    return net, TaxOnLine(code.id, ZERO if reverse else tax, rates)


def _code(tax: LineTax, books: Books) -> TaxCode:
    if tax.code is None:
        raise HoldError(problem(Code.TAX_CODE_MISSING, rate=_percent(tax.rate)))
    code = books.tax_codes.get(tax.code)
    if code is None:
        raise HoldError(problem(Code.TAX_CODE_UNKNOWN, tax_code=tax.code))
    if not code.active or code.hidden:
        raise HoldError(problem(Code.TAX_CODE_INACTIVE, tax_code=code.name))
    if not code.purchase_rates:
        raise HoldError(problem(Code.TAX_CODE_NOT_FOR_PURCHASES, tax_code=code.name))
    return code


def _without_tax(gross: Decimal, day: date, books: Books, no_tax_code_id: str | None) -> TaxOnLine:
    code = books.tax_codes.get(no_tax_code_id or "")
    if code is None:
        raise HoldError(problem(Code.NO_TAX_CODE_NOT_CHOSEN))
    if not code.offered:
        raise HoldError(problem(Code.TAX_CODE_INACTIVE, tax_code=code.name))
    rates = split(code, gross, ZERO, day, books)
    return TaxOnLine(code.id, ZERO, rates)


def _check_net(line: SpendLine, gross: Decimal, net: Decimal, *, converted: bool) -> None:
    """Pleo's netAmount must be the amount without VAT or with it; which of them is not certain (pleo.md 4)."""
    said = abs(line.net_amount.amount)
    if min(abs(said - net), abs(said - gross)) > (CENT if converted else 0):
        raise HoldError(problem(Code.NET_AMOUNT_OFF, net=said, expected=net))


def split(code: TaxCode, net: Decimal, tax: Decimal, day: date, books: Books) -> tuple[RateAmount, ...]:
    """An amount for each rate of the code: shares by rate, the odd cent to the larger; a negative rate mirrors the sum."""
    rates = books.effective_rates(code, day)
    whole = sum((fraction for _, _, fraction in rates), ZERO)
    shares = [round_cents(tax * fraction / whole) if whole else ZERO for _, _, fraction in rates]
    largest = max(range(len(rates)), key=lambda i: rates[i][2])
    shares[largest] += tax - sum(shares, ZERO)  # all of a cent or two that Pleo has at a rate of zero
    return tuple(
        RateAmount(rate_id, percent, -tax if percent < 0 else share, net)
        for (rate_id, percent, _), share in zip(rates, shares, strict=True)
    )


def computed_tax(net: Decimal, code: TaxCode, day: date, books: Books) -> Decimal:
    """What QuickBooks computes by itself for a line: half up per line (quickbooks.md 9.3, Rounding)."""
    return ZERO if books.is_reverse_charge(code, day) else round_cents(net * books.rate(code, day))


def is_computed(net: Decimal, tax: TaxOnLine, day: date, books: Books) -> bool:
    """Whether QuickBooks computes the same VAT by itself, rounded per line or per line and rate (which is UNVERIFIED)."""
    code = books.tax_codes[tax.code_id]
    fractions = {rate_id: fraction for rate_id, percent, fraction in books.effective_rates(code, day) if percent >= 0}
    per_rate = all(
        part.amount == round_cents(net * fractions[part.rate_id]) for part in tax.rates if part.rate_id in fractions
    )
    return per_rate and tax.amount == computed_tax(net, code, day, books)


def _percent(rate: Decimal) -> str:
    return f"{(rate * 100).normalize():f} %" if rate.is_finite() and abs(rate) < _MAX_RATE else str(rate)
