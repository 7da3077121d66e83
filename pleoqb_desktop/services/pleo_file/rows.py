"""One row's cells as values: days, amounts, texts; a cell that cannot be read holds the row with its number, and is never guessed."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pleoqb_desktop.domain.money import CENT, is_whole_cents
from pleoqb_desktop.domain.problems import Code, Problem, problem
from pleoqb_desktop.domain.spend_file import DecimalMark, ExportState, Meaning
from pleoqb_desktop.services.pleo_file import cells
from pleoqb_desktop.services.pleo_file.columns import UUID, Columns
from pleoqb_desktop.services.pleo_file.evidence import Writing
from pleoqb_desktop.services.pleo_file.headings import folded
from pleoqb_desktop.services.pleo_file.table import Row, Table

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{7,63}")
_WHOLE = re.compile(r"(\d+)[.,]0+")
_LOST = re.compile(r"\d+(?:[.,]\d+)?[eE]\+?\d+")
_CURRENCY = re.compile(r"[A-Z]{3}")
_STATES: Mapping[str, ExportState] = {
    "queued": ExportState.QUEUED, "exporting": ExportState.QUEUED, "in queue": ExportState.QUEUED,
    "export queue": ExportState.QUEUED, "export warteschlange": ExportState.QUEUED, "file d export": ExportState.QUEUED,
    "exported": ExportState.EXPORTED, "exportiert": ExportState.EXPORTED, "exporte": ExportState.EXPORTED,
    "exportee": ExportState.EXPORTED,
}  # fmt: skip
_SPENT, _BACK = (
    frozenset({"d", "dr", "debit", "debet", "soll", "s", "debe", "expense"}),
    frozenset({"c", "cr", "credit", "kredit", "haben", "h", "haber", "refund", "k"}),
)
_NONE_SAID = frozenset({"", "no", "false", "0", "non", "nein", "nej"})
NAMELESS = "-"
"""A tax code without a name (pleo-file.md 1, 23)."""


class RowError(Exception):
    """A row cannot be read; `problem` says which cell."""

    def __init__(self, reason: Problem) -> None:
        super().__init__(reason.code.value)
        self.problem = reason


@dataclass(frozen=True, slots=True)
class TagCell:
    """A value of a tag group; `is_code`: the group's code, not its name."""

    group: str
    value: str
    is_code: bool


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row as values. Amounts are as the file signs them: what that means is decided for the whole file.

    `value` is the amount, or debit less credit, None where neither is told. `net`, `tax` and `rate` None: not told; `rate` is a
    fraction. `number` is Pleo's receipt number; `row` the row's own.
    """

    row: int
    entry_id: str
    day: date
    number: str
    type: str
    value: Decimal | None
    net: Decimal | None
    tax: Decimal | None
    rate: Decimal | None
    tax_code: str
    account: str
    category: str
    contra: str
    currency: str
    original: Decimal | None
    original_currency: str
    supplier: str
    person: str
    note: str
    files: tuple[str, ...]
    links: tuple[str, ...]
    attendees: tuple[str, ...]
    state: ExportState | None
    personal: bool
    reconciled: tuple[str, ...]
    team: str
    invoice: str
    balance: Decimal | None
    tags: tuple[TagCell, ...]
    cells: Sequence[str]


class RowReader:
    """Reads the rows of one table under what was decided for it."""

    def __init__(self, table: Table, columns: Columns, writing: Writing) -> None:
        self._headings = table.headings
        self._columns = columns
        self._writing = writing
        self._mark = writing.decimal or DecimalMark.POINT
        self._ids = columns.at(Meaning.ENTRY_ID)

    def entry_id(self, row: Row) -> str:
        """Whose row it is: in its place, else the only Expense ID that stands anywhere in it; empty where there is none."""
        if row.shaped and self._ids is not None:
            return _entry_id(row.cells[self._ids])
        found = {one.lower() for cell in row.cells for one in UUID.findall(cell)}
        return found.pop() if len(found) == 1 else ""

    def read(self, row: Row) -> ReadRow:
        """The values. Raises RowError."""
        if not row.shaped:
            raise RowError(problem(Code.ROW_SHAPE, row=row.number))
        entry_id = self.entry_id(row)
        if not entry_id:
            raise RowError(problem(Code.ROW_NO_ID, row=row.number))
        text, moved = self._text, self._value(row)
        rate_text = text(row, Meaning.TAX_RATE)
        return ReadRow(
            row.number,
            entry_id,
            self._day(row),
            self._number(row),
            text(row, Meaning.TYPE),
            moved,
            self._amount(row, Meaning.NET),
            self._amount(row, Meaning.TAX),
            self._rate(row, rate_text) if rate_text and rate_text != NAMELESS else None,
            text(row, Meaning.TAX_CODE),
            whole(text(row, Meaning.ACCOUNT)),
            text(row, Meaning.CATEGORY),
            whole(text(row, Meaning.CONTRA)),
            self._currency(row, Meaning.CURRENCY),
            self._amount(row, Meaning.ORIGINAL_AMOUNT),
            self._currency(row, Meaning.ORIGINAL_CURRENCY),
            " ".join(text(row, Meaning.SUPPLIER).split()),
            text(row, Meaning.PERSON),
            text(row, Meaning.NOTE),
            self._listed(row, Meaning.RECEIPT_FILES, ",;\n|"),
            tuple(map(plain_link, self._listed(row, Meaning.RECEIPT_LINKS, ",;\n |"))),
            self._listed(row, Meaning.ATTENDEES, ",;\n"),
            self._state(row),
            folded(text(row, Meaning.PERSONAL)) not in _NONE_SAID,
            self._listed(row, Meaning.RECONCILED, ",; \n"),
            text(row, Meaning.TEAM),
            text(row, Meaning.INVOICE),
            self._balance(row),
            tuple(
                TagCell(column.group, value, column.is_code)
                for column in self._columns.tags
                if (value := row.cells[column.at].strip())
            ),
            row.cells,
        )

    def _text(self, row: Row, meaning: Meaning) -> str:
        at = self._columns.at(meaning)
        return "" if at is None else row.cells[at].strip()

    def _cell(self, row: Row, meaning: Meaning) -> str:
        """As it came, since a sheet's own numbers and days are told by their kind."""
        at = self._columns.at(meaning)
        return "" if at is None else row.cells[at]

    def _bad(self, row: Row, meaning: Meaning) -> RowError:
        at = self._columns.at(meaning) or 0
        heading, cell = self._headings[at], row.cells[at].strip()
        return RowError(problem(Code.ROW_CELL, row=row.number, column=heading, text=cell))

    def _day(self, row: Row) -> date:
        """The day of settlement where it is told, since Pleo exports under that (pleo-file.md 1, 1); else the other."""
        meaning = Meaning.SETTLED if self._cell(row, Meaning.SETTLED).strip() else Meaning.DATE
        text = self._cell(row, meaning)
        if isinstance(text, cells.RealDay) and self._writing.real_days_doubtful:
            raise self._bad(row, meaning)
        try:
            return cells.cell_day(text, self._writing.dates)
        except ValueError:
            raise self._bad(row, meaning) from None

    def _amount(self, row: Row, meaning: Meaning) -> Decimal | None:
        text = self._cell(row, meaning)
        if not text.strip() or text.strip() == NAMELESS:
            return None
        try:
            amount = cells.exact_number(text, self._mark)
        except ValueError:
            raise self._bad(row, meaning) from None
        return amount.quantize(CENT) if is_whole_cents(amount) else amount

    def _balance(self, row: Row) -> Decimal | None:
        """What cannot be read of it holds no row: nothing is booked of a balance."""
        try:
            return self._amount(row, Meaning.BALANCE)
        except RowError:
            return None

    def _value(self, row: Row) -> Decimal | None:
        amount = self._amount(row, Meaning.AMOUNT)
        if amount is not None:
            if not self._columns.has(Meaning.SIGN):
                return amount
            word = folded(self._text(row, Meaning.SIGN))
            if word in _SPENT or word in _BACK:
                return abs(amount) if word in _SPENT else -abs(amount)
            raise self._bad(row, Meaning.SIGN)
        debit, credit = self._amount(row, Meaning.DEBIT), self._amount(row, Meaning.CREDIT)
        if debit is None and credit is None:
            return None
        return (debit or Decimal(0)) - (credit or Decimal(0))

    def _rate(self, row: Row, text: str) -> Decimal:
        try:
            return cells.rate(text)[0]
        except ValueError:
            raise self._bad(row, Meaning.TAX_RATE) from None

    def _number(self, row: Row) -> str:
        text = self._text(row, Meaning.NUMBER)
        if _LOST.fullmatch(text):
            raise self._bad(row, Meaning.NUMBER)  # a spreadsheet has lost its last digits
        return whole(text)

    def _currency(self, row: Row, meaning: Meaning) -> str:
        text = self._text(row, meaning).upper()
        if text and not _CURRENCY.fullmatch(text):
            raise self._bad(row, meaning)
        return text

    def _listed(self, row: Row, meaning: Meaning, marks: str) -> tuple[str, ...]:
        texts = [text for at in self._columns.places.get(meaning, ()) if (text := row.cells[at])]
        if not texts:
            return ()
        parts = [part.strip() for text in texts for part in re.split(f"[{re.escape(marks)}]", text)]
        return tuple(dict.fromkeys(part for part in parts if part))

    def _state(self, row: Row) -> ExportState | None:
        if not self._columns.has(Meaning.STATE):
            return None
        return _STATES.get(folded(self._text(row, Meaning.STATE)), ExportState.NOT_EXPORTED)


def _entry_id(text: str) -> str:
    """Pleo's ids are UUIDs in small letters (pleo-file.md 1, 31); another id of its own counts as it stands."""
    plain = text.strip()
    if UUID.fullmatch(plain):
        return plain.lower()
    return plain if _ID.fullmatch(plain) and not plain.isalpha() and not _LOST.fullmatch(plain) else ""


def whole(text: str) -> str:
    """A number or code that went through a spreadsheet: `601000.0` is 601000 (design.md 10.7)."""
    found = _WHOLE.fullmatch(text)
    return found[1] if found else str(text)


def plain_link(text: str) -> str:
    """A link without the port that is written out, for comparing (pleo-file.md 5)."""
    return text.replace(":443/", "/", 1) if text.startswith("https://") else text
