"""Numbers, money, dates and times as a language writes them; Qt's locale data only, loaded when first needed."""

import math
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING

from pleoqb_desktop.domain.money import Money, has_cents
from pleoqb_desktop.texts.catalogue import Habits

if TYPE_CHECKING:
    from PySide6.QtCore import QLocale

MOST_DIGITS = 24  # beyond, an amount is a mistake of its sender and would only fill the screen
_MOST_DECIMALS = 6
_SPACE = "\u00a0"


class Figures:
    """Writes values for people. Exact: no amount ever becomes a float."""

    def __init__(self, habits: Habits) -> None:
        self._habits = habits

    @cached_property
    def _locale(self) -> "QLocale":
        # Loading Qt takes a command line longer than most of its work; many commands write no figure at all.
        from PySide6.QtCore import QLocale

        return QLocale(self._habits.locale)

    def money(self, money: Money) -> str:
        """An amount with its currency, sign in front: "3 482,10 €", "-£3.00"."""
        return self.amount(money.amount, money.currency)

    def amount(self, amount: Decimal, currency: str) -> str:
        """Like `money`, from an amount in units of the currency; two decimals where the currency has cents."""
        if not amount.is_finite() or amount.adjusted() > MOST_DIGITS:
            return f"{amount} {currency}"
        shown = _digits(abs(amount), 2 if has_cents(currency) else 0)
        sign = self._locale.negativeSign() if amount < 0 else ""
        pattern = self._locale.toCurrencyString(1, "¤", 0)
        if currency not in self._habits.symbols:
            pattern = pattern.replace("¤1", f"¤{_SPACE}1")  # letters do not touch a digit
        symbol = self._habits.symbols.get(currency, currency)
        return sign + pattern.replace("1", self._localised(shown)).replace("¤", symbol)

    def decimal(self, value: Decimal) -> str:
        """A finite amount whose currency is known from its surroundings: at least two decimals."""
        return self._signed(value < 0, _digits(abs(value), 2))

    def number(self, number: int) -> str:
        """A whole number with its thousands apart."""
        return self._signed(number < 0, str(abs(number)))

    def percent(self, fraction: Decimal) -> str:
        """A share or a rate: 0.055 is "5,5 %"."""
        if not fraction.is_finite() or fraction.adjusted() > MOST_DIGITS:
            return str(fraction)
        text = self._signed(fraction < 0, _digits(abs(fraction) * 100, 0))
        return self._habits.percent.format(number=text)

    def date(self, day: date) -> str:
        """A day: "12/03/2026", "12 Mar 2026"."""
        from PySide6.QtCore import QDate

        return self._locale.toString(QDate(day.year, day.month, day.day), self._habits.day)

    def moment(self, moment: datetime) -> str:
        """A day and the time of day on this computer; a naive moment is taken as local already."""
        try:
            local = moment.astimezone()
        except (OverflowError, OSError, ValueError):  # the ends of the calendar have no local time
            local = moment
        return self._habits.moment.format(day=self.date(local), time=f"{local:%H:%M}")

    def weekday(self, number: int) -> str:
        """A day of the week, 0 for Monday, as it stands within a sentence."""
        return self._locale.dayName(number + 1)

    def duration(self, seconds: float) -> str:
        """A length of time by its two largest units: "45 s", "2 min 10 s", "1 h 5 min"; below zero is zero."""
        if not math.isfinite(seconds):
            return "?"
        whole = max(0, round(seconds))
        if whole < 60:
            return f"{whole}{_SPACE}s"
        larger, smaller, names = (*divmod(whole, 60), ("min", "s"))
        if whole >= 3600:
            larger, smaller, names = (*divmod(whole // 60, 60), ("h", "min"))
        parts = [f"{self.number(larger)}{_SPACE}{names[0]}", f"{smaller}{_SPACE}{names[1]}"]
        return " ".join(parts if smaller else parts[:1])

    def is_one(self, number: int) -> bool:
        """Whether a noun after this number stands in the singular: in some languages also after zero."""
        return self._habits.is_one(number)

    def _signed(self, negative: bool, digits: str) -> str:  # noqa: FBT001 - private, and named by its caller's comparison
        return (self._locale.negativeSign() if negative else "") + self._localised(digits)

    def _localised(self, digits: str) -> str:
        """Digits with a decimal point, in the language's own signs."""
        whole, _, fraction = digits.partition(".")
        first = len(whole) % 3
        groups = [whole[:first], *(whole[at : at + 3] for at in range(first, len(whole), 3))]
        grouped = self._locale.groupSeparator().join(group for group in groups if group)
        return grouped + (self._locale.decimalPoint() + fraction if fraction else "")


def _digits(value: Decimal, least: int) -> str:
    """All decimals that say something, at least `least` and at most six."""
    text = f"{value:.{_MOST_DECIMALS}f}"
    whole, _, fraction = text.partition(".")
    kept = fraction.rstrip("0").ljust(least, "0")
    return f"{whole}.{kept}" if kept else whole
