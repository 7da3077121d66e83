"""From the rows of one Expense ID to one expense: parts added up, a whole that is told on each row counted once; nothing is dropped."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pleoqb_desktop.domain.money import CENT, ZERO
from pleoqb_desktop.domain.problems import Code, Problem, problem
from pleoqb_desktop.domain.spend_file import EqualRows, ExportState, SpendSign
from pleoqb_desktop.services.pleo_file.kinds import Kind, kind_of
from pleoqb_desktop.services.pleo_file.rows import ReadRow, TagCell
from pleoqb_desktop.services.pleo_file.tax_shape import ContradictionError, Figures, Shape, figures


@dataclass(frozen=True, slots=True)
class FileLine:
    """A part of an expense. `gross`: signed, spend positive. `figures` without sign. `tax_code` and `account` as the file has them."""

    gross: Decimal
    figures: Figures
    tax_code: str
    account: str
    category: str
    tags: tuple[TagCell, ...]


@dataclass(frozen=True, slots=True)
class FileExpense:
    """One expense of a file. `total`: signed, spend positive, in wallet currency; `currency` empty where the file does not tell."""

    entry_id: str
    rows: tuple[int, ...]
    day: date
    number: str
    kind: Kind
    total: Decimal
    lines: tuple[FileLine, ...]
    first: ReadRow
    original: Decimal | None
    files: tuple[str, ...]
    links: tuple[str, ...]
    contra: str
    state: ExportState | None


@dataclass(frozen=True, slots=True)
class HeldExpense:
    """An expense, or a row without one, that cannot be exported, and why; `first` is what could be read of it.

    `contradicts`: the file says two things of it, so that others of this kind make the whole file doubtful (design.md 10.7).
    """

    rows: tuple[int, ...]
    entry_id: str
    problem: Problem
    first: ReadRow | None = None
    contradicts: bool = False
    total: Decimal | None = None
    equal_rows: bool = False


class HoldError(Exception):
    """An expense cannot be made of its rows."""

    def __init__(self, reason: Problem, *, contradicts: bool = False, equal_rows: bool = False) -> None:
        super().__init__(reason.code.value)
        self.problem = reason
        self.contradicts = contradicts
        self.equal_rows = equal_rows


def tells_parts(groups: Iterable[Sequence[ReadRow]]) -> bool:
    """Whether the expenses of several rows show that a row tells its own part: amounts that differ, and no whole that is repeated."""
    several = [rows for rows in groups if len(rows) > 1]
    return any(len({row.value for row in rows}) > 1 for rows in several) and not any(map(_adds_up, several))


def one_line_expense(
    rows: Sequence[ReadRow], sign: SpendSign, equal_rows: EqualRows | None, *, signed_net: bool, in_parts: bool
) -> FileExpense:
    """An expense of a file where each row is a part, or the only one. `in_parts`: as `tells_parts` says. Raises HoldError."""
    agreed(rows)
    kept = _without_copies(rows, equal_rows)
    if any(row.value is None for row in kept):
        raise HoldError(problem(Code.ROW_NO_AMOUNT, row=next(row.row for row in kept if row.value is None)))
    factor = 1 if sign is SpendSign.POSITIVE else -1
    lines = _whole_on_each(kept, factor) or _own_parts(
        kept, factor, signed_net=signed_net, in_parts=in_parts or equal_rows is EqualRows.SPLIT
    )
    return made_expense(rows, lines)


def made_expense(rows: Sequence[ReadRow], lines: Sequence[FileLine], contra: str | None = None) -> FileExpense:
    """The expense of rows whose lines are known. Raises HoldError where its type cannot go the way of its money."""
    first = rows[0]
    total = sum((line.gross for line in lines), ZERO)
    kind = kind_of(first.type, spent=total >= 0, personal=any(row.personal for row in rows))
    if kind is None:
        raise HoldError(problem(Code.ROW_DIRECTION, row=first.row, text=first.type))
    return FileExpense(
        first.entry_id,
        tuple(row.row for row in rows),
        first.day,
        next((row.number for row in rows if row.number), ""),
        kind,
        total,
        tuple(lines),
        first,
        _original(rows),
        tuple(dict.fromkeys(name for row in rows for name in row.files)),
        tuple(dict.fromkeys(link for row in rows for link in row.links)),
        next((row.contra for row in rows if row.contra), "") if contra is None else contra,
        first.state,
    )


_AGREE = ("day", "number", "type", "currency", "state")


def agreed(rows: Sequence[ReadRow]) -> None:
    """All rows of one expense say the same of it as a whole, as far as they say anything. Raises HoldError."""
    for member in _AGREE:
        said = {getattr(row, member) for row in rows} - {"", None}
        if len(said) > 1:
            numbers = ", ".join(str(row.row) for row in rows)
            raise HoldError(problem(Code.ROWS_CONTRADICT, rows=numbers), contradicts=True)


def _without_copies(rows: Sequence[ReadRow], answer: EqualRows | None) -> Sequence[ReadRow]:
    """Two rows that are equal in everything are parts of a split, or one row twice: only a person knows (design.md 10.7)."""
    cells = [tuple(row.cells) for row in rows]
    if len(set(cells)) == len(cells) or _adds_up(rows):
        return rows
    if answer is None:
        numbers = ", ".join(str(row.row) for row in rows)
        raise HoldError(problem(Code.QUESTION_OPEN, rows=numbers), equal_rows=True)
    if answer is EqualRows.SPLIT:
        return rows
    return [row for at, row in enumerate(rows) if cells.index(cells[at]) == at]


def _adds_up(rows: Sequence[ReadRow]) -> bool:
    """Whether net and VAT of all rows give the amount of one: then the amount is the whole, told on each row."""
    amounts = {row.value for row in rows}
    if len(rows) < 2 or len(amounts) != 1 or any(row.net is None for row in rows):
        return False
    (amount,) = amounts
    parts = [_part(row, abs(amount or ZERO)) for row in rows]
    return bool(amount) and abs(sum(parts, ZERO) - abs(amount or ZERO)) <= CENT


def _part(row: ReadRow, whole: Decimal) -> Decimal:
    """What a row's net and VAT make of the whole; VAT on top is within no amount."""
    net, tax = abs(row.net or ZERO), abs(row.tax or ZERO)
    return net if row.tax is None or _is_on_top(net, tax, row.rate, whole) else net + tax


def _is_on_top(net: Decimal, tax: Decimal, rate: Decimal | None, whole: Decimal) -> bool:
    return net == whole and bool(tax) and rate is not None


def _whole_on_each(rows: Sequence[ReadRow], factor: int) -> list[FileLine] | None:
    if not _adds_up(rows):
        return None
    lines: list[FileLine] = []
    for row in rows:
        amount = row.value or ZERO
        gross = _part(row, abs(amount))
        found = row_figures(row, gross)
        lines.append(_line(row, gross if amount * factor > 0 else -gross, found))
    return lines


def _own_parts(rows: Sequence[ReadRow], factor: int, *, signed_net: bool, in_parts: bool) -> list[FileLine]:
    alike = len(rows) > 1 and all(row.net is None for row in rows) and len({row.value for row in rows}) == 1
    if alike and not in_parts:
        # Equal parts, or the whole on each row: without net amounts nothing tells. Nothing contradicts either.
        raise HoldError(problem(Code.ROWS_CONTRADICT, rows=", ".join(str(row.row) for row in rows)))
    lines: list[FileLine] = []
    for row in rows:
        value = row.value or ZERO
        if signed_net and row.net and value and (row.net > 0) != (value > 0):
            raise HoldError(problem(Code.ROW_FIGURES, row=row.row), contradicts=True)
        lines.append(_line(row, value * factor, row_figures(row, abs(value))))
    return lines


def row_figures(row: ReadRow, gross: Decimal) -> Figures:
    """What net, VAT and rate of a row make of its gross amount (without sign). Raises HoldError."""
    net = None if row.net is None else abs(row.net)
    tax = None if row.tax is None else abs(row.tax)
    converted = bool(row.original_currency and row.currency and row.original_currency != row.currency)
    try:
        found = figures(gross, net, tax, row.rate, converted=converted)
    except ContradictionError:
        raise HoldError(problem(Code.ROW_FIGURES, row=row.row), contradicts=True) from None
    if found.shape is Shape.NONE and found.net != gross:
        raise HoldError(problem(Code.ROW_FIGURES, row=row.row), contradicts=True)
    return found


def _line(row: ReadRow, gross: Decimal, found: Figures) -> FileLine:
    return FileLine(gross, found, row.tax_code, row.account, row.category, row.tags)


def _original(rows: Sequence[ReadRow]) -> Decimal | None:
    """What the supplier charged, without sign: told as a whole on each row, or in parts."""
    told = [abs(row.original) for row in rows if row.original is not None]
    if not told:
        return None
    return told[0] if len(set(told)) == 1 else sum(told, ZERO)
