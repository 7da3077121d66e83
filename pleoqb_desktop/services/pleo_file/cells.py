"""Numbers, rates and days out of the text of cells, and what a text gives away about how they are written; knows no file."""

import re
from datetime import date
from decimal import Decimal
from functools import lru_cache

from pleoqb_desktop.domain.spend_file import DateOrder, DecimalMark


class Exact(str):
    """A number that a sheet keeps as a number: its text has a point and no groups, whatever the file's own marks are."""

    __slots__ = ()


class RealDay(str):
    """A day that a sheet keeps as a day: its text is ISO, whatever order the file's texts have."""

    __slots__ = ()


_SIGNS = str.maketrans(dict.fromkeys("\u2212\u2010\u2011\u2012\u2013\u2014\ufe63\uff0d", "-") | {"\uff0b": "+"})
_BLANKS = "[\u00a0\u202f\u2007\u2009 \t'\u2019\u2018`\u00b4]+"
_BETWEEN = re.compile(rf"(?<=[0-9]){_BLANKS}(?=[0-9])")
_FILLERS = re.compile(_BLANKS)
_NUMBER = re.compile(r"[0-9]+(?:[.,_][0-9]+)*|[.,][0-9]+")
_CURRENCY = re.compile(r"\A(?:[A-Za-z]{1,3}\.?|[\u20ac\u00a3$\u00a5])|(?:[A-Za-z]{1,3}\.?|[\u20ac\u00a3$\u00a5])\Z")
_GROUP = 3
_MOST_DIGITS = 30
_TIME = re.compile(r"[T ]\s*\d{1,2}[:.h]\d{2}.*\Z", re.DOTALL)
_DAY = re.compile(r"(\d{1,4})\s?[-/. ]\s?(\d{1,2})\s?[-/. ]\s?(\d{1,4})\.?\Z")
_RATE = re.compile(r"\s*([+-]?[0-9]+(?:[.,][0-9]+)?)\s*(%?)")
_CENTURY = 2000


def _parts(text: str) -> tuple[bool, str] | None:
    """Whether it is negative, and the digits with their marks; None for what is no number."""
    body = _FILLERS.sub("", _BETWEEN.sub("_", text.translate(_SIGNS).strip()))
    negative = False
    if body.startswith("(") and body.endswith(")"):
        negative, body = True, body[1:-1]
    # The sign stands before the currency, or behind it.
    signed = negative
    for _ in range(2):
        if not signed and (body[:1] in {"+", "-"} or body[-1:] in {"+", "-"}):
            sign, body = (body[0], body[1:]) if body[:1] in {"+", "-"} else (body[-1], body[:-1])
            signed, negative = True, sign == "-"
        body = _CURRENCY.sub("", body)
    if len(body) > _MOST_DIGITS or not _NUMBER.fullmatch(body):
        return None
    return negative, body


@lru_cache(maxsize=65536)
def decimal_marks(text: str) -> frozenset[DecimalMark]:
    """The marks that this text can have been written with; both for one without any mark, and for what is no number."""
    found = _parts(text)
    both = frozenset(DecimalMark)
    if found is None:
        return both
    body = found[1]
    return frozenset(mark for mark in DecimalMark if _value(body, mark) is not None) or both


def _value(body: str, mark: DecimalMark) -> Decimal | None:
    point, group = (",", ".") if mark is DecimalMark.COMMA else (".", ",")
    whole, cut, rest = body.partition(point)
    if group in rest or point in rest:
        return None
    if "_" in rest:
        return None
    first, *groups = re.split(f"[_{group}]", whole)
    if groups and (not 0 < len(first) <= _GROUP or first == "0" or any(len(one) != _GROUP for one in groups)):
        return None
    return Decimal(f"{first or '0'}{''.join(groups)}{'.' if cut else ''}{rest}")


@lru_cache(maxsize=65536)
def number(text: str, mark: DecimalMark) -> Decimal:
    """A number of any sign. Raises ValueError for what is none under this mark."""
    found = _parts(text)
    value = _value(found[1], mark) if found else None
    if found is None or value is None:
        raise ValueError(text)
    return -value if found[0] and value else value


def exact_number(text: str, mark: DecimalMark) -> Decimal:
    """The same for a cell, which may hold a number as such."""
    return number(text, DecimalMark.POINT if isinstance(text, Exact) else mark)


@lru_cache(maxsize=4096)
def rate(text: str) -> tuple[Decimal, str]:
    """A VAT rate as a fraction, and what is written behind it (pleo-file.md 1: `0,25000`, `20.00%`, `20% (VAT on Expenses)`).

    Rates have no groups, so both marks are read. Raises ValueError.
    """
    found = _RATE.match(text.translate(_SIGNS).replace("\u00a0", " ").replace("\u202f", " "))
    if found is None:
        raise ValueError(text)
    value, words = Decimal(found[1].replace(",", ".")), text[found.end() :].strip(" ()")
    if words and not found[2]:
        raise ValueError(text)
    if not 0 <= value <= 100:
        raise ValueError(text)
    return (value / 100 if found[2] or value >= 1 else value), words


@lru_cache(maxsize=8192)
def date_orders(text: str) -> frozenset[DateOrder]:
    """The orders under which this text is a day; empty for what is none."""
    return frozenset(order for order in DateOrder if _day(text, order) is not None)


@lru_cache(maxsize=8192)
def day(text: str, order: DateOrder) -> date:
    """A day, without its time. Raises ValueError for what is none in this order."""
    found = _day(text, order)
    if found is None:
        raise ValueError(text)
    return found


def cell_day(text: str, order: DateOrder | None) -> date:
    """The same for a cell, which may hold a day as such. Raises ValueError, also where the order is not known."""
    if isinstance(text, RealDay):
        return date.fromisoformat(text)
    if order is None:
        raise ValueError(text)
    return day(text, order)


def _day(text: str, order: DateOrder) -> date | None:
    plain = _TIME.sub("", text.strip())
    if re.fullmatch(r"\d{8}", plain):
        plain = f"{plain[:4]}-{plain[4:6]}-{plain[6:]}"
    found = _DAY.match(plain)
    if found is None:
        return None
    first, second, third = found.groups()
    if order is DateOrder.YMD:
        year, month, day_ = first, second, third
    else:
        year = third
        day_, month = (first, second) if order is DateOrder.DMY else (second, first)
    if len(day_) > 2 or len(month) > 2 or len(year) not in ((4,) if order is DateOrder.YMD else (2, 4)):
        return None
    try:
        return date(int(year) + (_CENTURY if len(year) == 2 else 0), int(month), int(day_))
    except ValueError:
        return None
