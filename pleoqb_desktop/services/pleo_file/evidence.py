"""How a whole file writes days, cents and spend: decided from all its cells at once, or asked; looks at no row by itself."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pleoqb_desktop.domain.spend_file import About, DateOrder, DecimalMark, FileAnswers, Meaning, Question, SpendSign
from pleoqb_desktop.services.pleo_file import cells
from pleoqb_desktop.services.pleo_file.columns import SAMPLE, Columns
from pleoqb_desktop.services.pleo_file.table import Table

_DAYS = (Meaning.DATE, Meaning.SETTLED)
MONEY = (
    Meaning.AMOUNT,
    Meaning.NET,
    Meaning.TAX,
    Meaning.DEBIT,
    Meaning.CREDIT,
    Meaning.ORIGINAL_AMOUNT,
    Meaning.FEE,
    Meaning.BALANCE,
)
_TWELVE = 12
_CERTAIN = frozenset({DateOrder.YMD})


@dataclass(frozen=True, slots=True)
class Writing:
    """How days and cents are written. None: nothing shows it, since nothing depends on it.

    `real_days_doubtful`: a spreadsheet made days of those texts alone that its own order allows, so that they may be turned.
    """

    dates: DateOrder | None
    decimal: DecimalMark | None
    real_days_doubtful: bool
    questions: tuple[Question, ...]


def writing_of(table: Table, columns: Columns, answers: FileAnswers) -> Writing:
    """What the cells show, what was answered where they leave two readings, and what must still be asked."""
    dates, doubtful, about_dates = _dates(table, columns, answers.dates)
    decimal, about_decimal = _decimal(table, columns, answers.decimal)
    return Writing(dates, decimal, doubtful, (*about_dates, *about_decimal))


def _texts(table: Table, columns: Columns, meanings: Iterable[Meaning]) -> list[str]:
    places = [at for meaning in meanings for at in columns.places.get(meaning, ())]
    return [text for at in places for text in table.column(at)]


def _dates(
    table: Table, columns: Columns, answer: DateOrder | None
) -> tuple[DateOrder | None, bool, Sequence[Question]]:
    everything = _texts(table, columns, _DAYS)
    real = {text for text in everything if isinstance(text, cells.RealDay)}
    texts = {text for text in everything if not isinstance(text, cells.RealDay)}
    open_ = {text: orders for text in texts if (orders := cells.date_orders(text)) and orders != _CERTAIN}
    if not open_:
        return (DateOrder.YMD if any(map(cells.date_orders, texts)) else None), False, ()
    fitting = frozenset.intersection(*open_.values())
    turned = all(len(orders) == 1 for orders in open_.values()) and any(_may_be_turned(text) for text in real)
    doubtful = bool(real) and turned and all(int(text[8:10]) <= _TWELVE for text in real)
    choices = sorted(fitting or frozenset({DateOrder.DMY, DateOrder.MDY}))
    if len(fitting) == 1:
        (order,) = fitting
        # Evidence that contradicts an answer asks again (design.md 10.7): never what was said against what is seen.
        if answer in {None, order} or answer is DateOrder.YMD:
            return order, doubtful, ()
        choices = [order, answer] if answer else [order]
    elif answer in choices:
        return answer, doubtful, ()
    return None, doubtful, (Question(About.DATES, tuple(choices), _rows(table, columns, _DAYS, open_.__contains__)),)


def _may_be_turned(iso: str) -> bool:
    return iso[5:7] != iso[8:10]


def _decimal(
    table: Table, columns: Columns, answer: DecimalMark | None
) -> tuple[DecimalMark | None, Sequence[Question]]:
    texts = {text for text in _texts(table, columns, MONEY) if not isinstance(text, cells.Exact)}
    marks = {text: cells.decimal_marks(text) for text in texts}
    fitting = frozenset(DecimalMark).intersection(*marks.values())
    if len(fitting) == 1:
        (mark,) = fitting
        if answer in {None, mark}:
            return mark, ()
    elif not fitting and answer:
        return answer, ()
    elif len(fitting) > 1:
        if not any(_differs(text) for text in texts):
            return None, ()
        if answer:
            return answer, ()
    rows = _rows(table, columns, MONEY, lambda text: len(marks.get(text, ())) == 1 or _differs(text))
    return None, (Question(About.DECIMAL, tuple(DecimalMark), rows),)


def _differs(text: str) -> bool:
    """Whether the two marks make two numbers of it: `1.234`, `12,500`."""
    return any(mark in text for mark in ".,") and len(cells.decimal_marks(text)) > 1 and any(c.isdigit() for c in text)


def _rows(
    table: Table, columns: Columns, meanings: Iterable[Meaning], wanted: Callable[[str], bool]
) -> tuple[int, ...]:
    places = [at for meaning in meanings for at in columns.places.get(meaning, ())]
    found = (row.number for row in table.rows if row.shaped and any(wanted(row.cells[at]) for at in places))
    return tuple(number for number, _ in zip(found, range(SAMPLE), strict=False))


@dataclass(frozen=True, slots=True)
class Vote:
    """What one expense says of the sign: the sum of its rows, how many they are, and whether its type moves money as spend does (1)
    or against it (-1); `sure`: whatever of this type does so."""

    row: int
    value: Decimal
    weight: int
    rows: int = 1
    sure: bool = False


def spend_sign(
    votes: Sequence[Vote], fixed: SpendSign | None, answer: SpendSign | None
) -> tuple[SpendSign | None, Question | None]:
    """The sign of spend. `fixed` is that of a format which has one.

    Decided by several rows where most expenses (of as many, most rows) and most of the money say the same (pleo-file.md 8.5): a lone
    row cannot. Those whose type goes one way decide where the others do not; where both do and disagree nothing is: whether a custom
    format that lists expenses as positive turns loads too is INFER.
    """
    seen = _decided(votes)
    if fixed is not None and seen in {None, fixed}:
        return fixed, None
    if fixed is None and seen is not None and answer in {None, seen}:
        return seen, None
    if answer is not None and (seen is None or answer is seen or fixed is not None):
        return answer, None
    rows = tuple(vote.row for vote in votes[:SAMPLE])
    return None, Question(About.SPEND, tuple(SpendSign), rows, proposed=seen or fixed)


def _decided(votes: Sequence[Vote]) -> SpendSign | None:
    if len(votes) < 2:
        return None
    sure = {_sign(vote) for vote in votes if vote.sure}
    if len(sure) != 1:
        return _majority(votes)
    (sign,) = sure
    others = [vote for vote in votes if not vote.sure]
    return sign if _majority(others) in {None, sign} else None


def _majority(votes: Sequence[Vote]) -> SpendSign | None:
    positive, negative = (
        [vote for vote in votes if _sign(vote) is sign] for sign in (SpendSign.POSITIVE, SpendSign.NEGATIVE)
    )
    for sign, some, others in (
        (SpendSign.POSITIVE, positive, negative),
        (SpendSign.NEGATIVE, negative, positive),
    ):
        more = (len(some), sum(vote.rows for vote in some)) > (len(others), sum(vote.rows for vote in others))
        if more and _money(some) > _money(others):
            return sign
    return None


def _sign(vote: Vote) -> SpendSign:
    return SpendSign.POSITIVE if vote.value * vote.weight > 0 else SpendSign.NEGATIVE


def _money(votes: Sequence[Vote]) -> Decimal:
    return sum((abs(vote.value) for vote in votes), Decimal(0))
