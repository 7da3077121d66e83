"""Amounts of money: exact decimals with their currency; no arithmetic that could mix two currencies or lose a cent."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

CENT = Decimal("0.01")
ZERO = Decimal("0.00")

# ISO 4217 currencies whose minor unit is not a hundredth. The export API says "cents, value / 100" while Pleo's other
# API says "smallest unit of the currency"; what the export API sends for these is UNVERIFIED (pleo.md 2, Money).
_OTHER_EXPONENTS = (
    dict.fromkeys("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split(), 0)
    | dict.fromkeys("BHD IQD JOD KWD LYD OMR TND".split(), 3)
    | dict.fromkeys("CLF UYW".split(), 4)
)


class MixedCurrenciesError(ValueError):
    """Two amounts of different currencies met in one sum: a programming error, never a user's."""


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An amount in one currency.

    `amount` is in units of the currency (12.50, not 1250), any sign; `currency` is an ISO 4217 code in capitals.
    """

    amount: Decimal
    currency: str

    def __post_init__(self) -> None:
        if not isinstance(self.amount, Decimal) or not self.amount.is_finite():
            raise TypeError(f"an amount is a finite Decimal, not {self.amount!r}")
        if len(self.currency) != 3 or not self.currency.isupper():
            raise ValueError(f"not an ISO 4217 code: {self.currency!r}")

    def __add__(self, other: "Money") -> "Money":
        if self.currency != other.currency:
            raise MixedCurrenciesError(f"{self.currency} + {other.currency}")
        return Money(self.amount + other.amount, self.currency)

    def __neg__(self) -> "Money":
        return Money(-self.amount, self.currency)

    def __str__(self) -> str:
        return f"{self.amount} {self.currency}"


def sums_by_currency(amounts: Iterable[Money]) -> tuple[Money, ...]:
    """One sum for each currency, in their alphabetical order; signs count."""
    found: dict[str, Decimal] = {}
    for one in amounts:
        found[one.currency] = found.get(one.currency, Decimal(0)) + one.amount
    return tuple(Money(amount, currency) for currency, amount in sorted(found.items()))


def from_cents(value: Decimal, currency: str) -> Money:
    """Pleo's MoneyModel (hundredths, pleo.md 2) as money.

    `value` may hold a fraction of a cent, since the schema says only "number"; nothing is rounded here.
    """
    amount = value.scaleb(-2)
    return Money(amount.quantize(CENT) if is_whole_cents(amount) else amount, currency)


def from_minors(value: Decimal, currency: str) -> Money:
    """The Money of Pleo's other APIs as money: the smallest unit of its currency, 1500 of ISK is 1500 (pleo.md 2, Money)."""
    exponent = _OTHER_EXPONENTS.get(currency)
    return from_cents(value, currency) if exponent is None else Money(value.scaleb(-exponent), currency)


def has_cents(currency: str) -> bool:
    """Whether both of Pleo's descriptions of an amount agree for this currency (a hundredth is its minor unit)."""
    return currency not in _OTHER_EXPONENTS


def is_whole_cents(amount: Decimal) -> bool:
    """Whether the amount can stand in a ledger: no fraction of a cent, nor more digits than any ledger holds."""
    try:
        return amount == amount.quantize(CENT)
    except InvalidOperation:
        return False


def round_cents(amount: Decimal) -> Decimal:
    """Half up to two decimals, QuickBooks' rule (quickbooks.md 9.3, Rounding)."""
    return amount.quantize(CENT, rounding=ROUND_HALF_UP)


def parse_money(text: str) -> Money:
    """The inverse of `str(money)`. Raises ValueError for anything else."""
    amount, _, currency = text.partition(" ")
    try:
        return Money(Decimal(amount), currency)
    except (InvalidOperation, TypeError) as error:
        raise ValueError(f"not money: {text!r}") from error
