"""An item's own words and figures: its type is known, its lines are money of one currency and their sum is its amount."""

from dataclasses import dataclass, replace
from decimal import Decimal

from pleoqb_desktop.domain.money import CENT, ZERO, Money, has_cents, is_whole_cents
from pleoqb_desktop.domain.problems import Code, problem
from pleoqb_desktop.domain.rules.holds import HoldError
from pleoqb_desktop.domain.rules.spend_types import rules_of
from pleoqb_desktop.domain.spend import ExportItem, SpendLine, SpendSubType, SpendType

MAX_AMOUNT = Decimal(10) ** 10  # quickbooks.md 12.2, Amount: 10.5 digits


@dataclass(frozen=True, slots=True)
class Spend:
    """An item whose figures stand.

    `total` is the signed sum of the lines in wallet currency; `lines` those that move something; `mixed` tells that they have
    both signs; `converted` that the supplier charged in another currency, each figure rounded for itself.
    """

    item: ExportItem
    type: SpendType
    sub_type: SpendSubType | None
    total: Decimal
    lines: tuple[SpendLine, ...]
    mixed: bool
    converted: bool

    @property
    def currency(self) -> str:
        """The wallet's currency."""
        return self.item.amount.currency

    @property
    def amount(self) -> Decimal:
        """The amount without its sign."""
        return abs(self.total)

    def is_opposite(self, line: SpendLine) -> bool:
        """Whether a line goes against the direction of the item as a whole."""
        return line.amount.amount * (-1 if self.total < 0 else 1) < 0


def checked(item: ExportItem, pleo_company_id: str) -> Spend:
    """The item, when its own words and figures can stand. Raises HoldError with the reason when they cannot."""
    spend_type, sub_type = _known_type(item)
    if item.company_id.lower() != pleo_company_id.lower():
        raise HoldError(problem(Code.OTHER_COMPANY, company=item.company_id))
    converted = item.original_amount.currency != item.amount.currency
    total = _total(item, converted=converted)
    item_lines = _settled(item.lines, item.amount.amount - total)
    total = item.amount.amount
    amounts = [line.amount.amount for line in item_lines]
    mixed = any(a > 0 for a in amounts) and any(a < 0 for a in amounts)
    if total == 0 and not (mixed and rules_of(spend_type).documented_positive):
        raise HoldError(problem(Code.AMOUNT_ZERO))
    # A line of nothing has nothing to book; VAT on nothing is kept, to be held with the reason that fits.
    lines = tuple(line for line in item_lines if line.amount.amount or (line.tax and line.tax.amount.amount))
    return Spend(item, spend_type, sub_type, total, lines, mixed, converted)


def _settled(lines: tuple[SpendLine, ...], odd: Decimal) -> tuple[SpendLine, ...]:
    """The lines with the odd cent of a conversion at the largest: the item's amount and all VAT stand, the net gives way."""
    if not odd:
        return lines
    largest = max(range(len(lines)), key=lambda index: abs(lines[index].amount.amount))
    line = lines[largest]
    cent = Money(odd, line.amount.currency)
    return (
        *lines[:largest],
        replace(line, amount=line.amount + cent, net_amount=line.net_amount + cent),
        *lines[largest + 1 :],
    )


def _known_type(item: ExportItem) -> tuple[SpendType, SpendSubType | None]:
    try:
        spend_type = SpendType(item.type)
    except ValueError:
        raise HoldError(problem(Code.UNKNOWN_TYPE, type=item.type)) from None
    try:
        return spend_type, SpendSubType(item.sub_type) if item.sub_type else None
    except ValueError:
        raise HoldError(problem(Code.UNKNOWN_SUBTYPE, type=item.type, sub_type=item.sub_type)) from None


def _total(item: ExportItem, *, converted: bool) -> Decimal:
    """The sum of the lines, which must be the item's amount, to a cent where both were converted (design.md 3). Signed."""
    if not item.lines:
        raise HoldError(problem(Code.NO_LINES))
    currency = item.amount.currency
    if not has_cents(currency):
        # Both readings of Pleo's documentation cannot be right for such a wallet (pleo.md 2, Money): UNVERIFIED, held.
        raise HoldError(problem(Code.CURRENCY_UNCLEAR, currency=currency))
    total = ZERO
    for line in item.lines:
        _check_line(line, currency)
        total += line.amount.amount
    if abs(total - item.amount.amount) > (CENT if converted else 0):
        raise HoldError(problem(Code.TOTAL_MISMATCH, lines_amount=f"{total} {currency}", item_amount=str(item.amount)))
    return total


def _check_line(line: SpendLine, currency: str) -> None:
    parts = [line.amount, line.net_amount, *([line.tax.amount] if line.tax else [])]
    for part in parts:
        if part.currency != currency:
            name = line.account.name if line.account else ""
            raise HoldError(
                problem(Code.CURRENCY_MISMATCH, account=name, account_currency=part.currency, currency=currency)
            )
    if any(abs(part.amount) >= MAX_AMOUNT for part in parts):
        raise HoldError(problem(Code.ITEM_UNREADABLE, reason="amount"))
    if not all(is_whole_cents(part.amount) for part in parts):
        raise HoldError(problem(Code.AMOUNT_FRACTION))
