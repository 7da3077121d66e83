"""A problem's parameters as they are shown: values of strangers cleaned and cut, figures and names in the language."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal

from pleoqb_desktop.domain.money import parse_money
from pleoqb_desktop.domain.problems import Code, Problem
from pleoqb_desktop.domain.rules.chart import Role
from pleoqb_desktop.domain.rules.naming import clean_text, cut
from pleoqb_desktop.texts.figures import MOST_DIGITS, Figures
from pleoqb_desktop.texts.names import Names, Table

MOST_CHARACTERS = 200
_READ_CHARACTERS = 4 * MOST_CHARACTERS  # what lies behind is never shown, so it need not be cleaned either
_NOTHING = frozenset({"", "-", "None"})  # how the places that make problems write that there is no value
_DIRECTIONS = dict.fromkeys(map(ord, "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))
_AMOUNTS = frozenset({"tax", "expected", "net"})
_QUOTED = frozenset({"detail", "message", "reason"})  # a service's own words: quoted, within a sentence of ours
_COUNTS = frozenset({"lines", "count", "minutes", "limit", "companies", "most", "items"})
_NAMES: Mapping[str, tuple[Table, ...]] = {
    "account_type": (Table.ACCOUNT_TYPES,),
    "dimension": (Table.DIMENSIONS,),
    "group": (Table.DIMENSIONS,),
    "kind": (Table.KINDS, Table.ENTRY_KINDS),
    "role": (Table.ROLES,),
    "type": (Table.SPEND_TYPES, Table.FILE_TYPES),
}
_ROLES = frozenset({*Role, "payables"})
_LISTS = {"classes": Table.TAGS, "locations": Table.TAGS, "missing": Table.MISSING, "what": Table.CHANGES}


class Count:
    """Fills the gap `count`, and nothing else."""

    def __init__(self, count: int, figures: Figures) -> None:
        self._count, self._figures = count, figures

    def text(self, name: str) -> str | None:
        """The number."""
        return self._figures.number(self._count) if name == "count" else None

    def is_one(self, name: str) -> bool:  # noqa: ARG002 - there is one number
        """Whether a noun after it stands in the singular."""
        return self._figures.is_one(self._count)


class Parameters:
    """Fills the gaps of a sentence about one problem. Never raises: what cannot be read is not there."""

    def __init__(self, about: Problem, names: Names, figures: Figures) -> None:
        self._values = _with_role(about)
        self._names = names
        self._figures = figures

    def text(self, name: str) -> str | None:
        """The value as it is shown, at most 200 characters on one line; None when there is none or it makes no sense."""
        value = shown(self._values.get(name))
        return None if value is None else self._written(name, value)

    def is_one(self, name: str) -> bool:
        """Whether a noun after this value stands in the singular."""
        number = _whole(shown(self._values.get(name)) or "")
        return number is not None and self._figures.is_one(number)

    def _written(self, name: str, value: str) -> str | None:
        if (write := self._figure(name)) is not None:
            return _tried(write, value)
        if name in _NAMES:
            found = (named for table in _NAMES[name] if (named := self._names.of(table, value)))
            return next(found, value)
        if name in _LISTS:
            return ", ".join(self._names.of(_LISTS[name], part) or part for part in value.split(", "))
        return (value.rstrip(" .") or None) if name in _QUOTED else value

    def _figure(self, name: str) -> Callable[[str], str] | None:
        if name.endswith("date"):
            return self._date
        if name.endswith("amount"):
            return self._money
        if name.endswith("rate"):
            return self._rate
        if name in _AMOUNTS:
            return lambda value: self._figures.decimal(_sensible(Decimal(value)))
        if name in _COUNTS:
            return lambda value: self._figures.number(int(value))
        return None

    def _date(self, value: str) -> str:
        try:
            return self._figures.date(date.fromisoformat(value))
        except ValueError:
            return self._figures.date(datetime.fromisoformat(value))

    def _money(self, value: str) -> str:
        money = parse_money(value)
        return self._figures.amount(_sensible(money.amount), money.currency)

    def _rate(self, value: str) -> str:
        """The rules write rates as "5.5 %", and the kind of a tax code where that is what differs."""
        if kind := self._names.of(Table.TAX_TYPES, value):
            return kind
        return self._figures.percent(_sensible(Decimal(value.removesuffix("%").strip())).scaleb(-2))


def shown(value: object) -> str | None:
    """A stranger's value fit for a screen: one line, no control or direction characters, at most 200 characters."""
    if value is None:
        return None
    text = clean_text(str(value)[:_READ_CHARACTERS].translate(_DIRECTIONS))
    if text in _NOTHING:
        return None
    fitting = cut(text, MOST_CHARACTERS)
    return text if fitting == text else f"{cut(text, MOST_CHARACTERS - 1)}…"


def _with_role(about: Problem) -> Mapping[str, object]:
    """A chosen account that was switched off comes with its role in place of a category (domain/rules/accounts.py)."""
    role = about.params.get("category")
    if about.code is not Code.ACCOUNT_INACTIVE or role not in _ROLES:
        return about.params
    return {**about.params, "category": "", "role": role}


def _whole(value: str) -> int | None:
    try:
        return int(value)
    except ValueError:
        return None


def _sensible(value: Decimal) -> Decimal:
    if not value.is_finite() or value.adjusted() > MOST_DIGITS:
        raise ValueError("no amount of money")
    return value


def _tried(write: Callable[[str], str], value: str) -> str | None:
    try:
        return write(value)
    except (ArithmeticError, TypeError, ValueError):
        return None
