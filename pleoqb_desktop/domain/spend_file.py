"""What is known of a file that Pleo made: the meaning of its columns, what was decided of it, what is asked; reads no file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from pleoqb_desktop.domain.problems import Problem

ROW_MARK = "row "
_HELD_ROW = "{mark}{row} of {file}"


class Meaning(StrEnum):
    """What a column says (design.md 7). The last six are read where they are; nobody is asked for them."""

    DATE = "date"
    SETTLED = "settled"
    NUMBER = "number"
    TYPE = "type"
    AMOUNT = "amount"
    NET = "net"
    TAX = "tax"
    TAX_RATE = "tax_rate"
    TAX_CODE = "tax_code"
    ACCOUNT = "account"
    CONTRA = "contra"
    DEBIT = "debit"
    CREDIT = "credit"
    SIGN = "sign"
    CURRENCY = "currency"
    ORIGINAL_AMOUNT = "original_amount"
    ORIGINAL_CURRENCY = "original_currency"
    FEE = "fee"
    SUPPLIER = "supplier"
    PERSON = "person"
    NOTE = "note"
    RECEIPT_FILES = "receipt_files"
    RECEIPT_LINKS = "receipt_links"
    ATTENDEES = "attendees"
    ENTRY_ID = "entry_id"
    STATE = "state"
    TAG = "tag"
    IGNORE = "ignore"
    CATEGORY = "category"
    BALANCE = "balance"
    PERSONAL = "personal"
    RECONCILED = "reconciled"
    TEAM = "team"
    INVOICE = "invoice"


class FileKind(StrEnum):
    """Which of Pleo's files it is (pleo-file.md 0)."""

    GENERIC = "generic"
    TEMPLATE = "template"
    CUSTOM = "custom"


class DateOrder(StrEnum):
    """How days are written, for the whole file."""

    DMY = "dmy"
    MDY = "mdy"
    YMD = "ymd"


class DecimalMark(StrEnum):
    """What stands before the cents, for the whole file."""

    COMMA = "comma"
    POINT = "point"


class SpendSign(StrEnum):
    """The sign of money spent, for the whole file."""

    NEGATIVE = "negative"
    POSITIVE = "positive"


class EqualRows(StrEnum):
    """What two rows of one expense are that are equal in everything: parts of a split, or the same row twice."""

    SPLIT = "split"
    COPY = "copy"


class ExportState(StrEnum):
    """How far Pleo is with a row (pleo-file.md 6); a word that is not known counts as not exported."""

    NOT_EXPORTED = "not_exported"
    QUEUED = "queued"
    EXPORTED = "exported"


FINAL_STATES = frozenset({ExportState.QUEUED, ExportState.EXPORTED})
"""Rows that Pleo does not let anybody change any more: taken unless told otherwise (design.md 10.4)."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `heading` tells it apart: the second of two equal ones is HEADING#2. `group` is a tag's, else empty."""

    heading: str
    meaning: Meaning
    group: str = ""

    @property
    def text(self) -> str:
        """As it is written on the command line."""
        return f"{self.meaning.value}:{self.group}" if self.meaning is Meaning.TAG else self.meaning.value


@dataclass(frozen=True, slots=True)
class FileAnswers:
    """What a person said about files with one set of headings; None and empty: nothing yet.

    `columns` maps headings to meanings (as `Column.text`). `accounts` maps categories to QuickBooks account ids, `tax_codes`
    categories with a rate (`tax_question`) to QuickBooks codes. `states` None: those that are final in Pleo.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    dates: DateOrder | None = None
    decimal: DecimalMark | None = None
    spend: SpendSign | None = None
    equal_rows: EqualRows | None = None
    states: frozenset[ExportState] | None = None
    accounts: Mapping[str, str] = field(default_factory=dict)
    tax_codes: Mapping[str, str] = field(default_factory=dict)

    def with_more(self, more: "FileAnswers") -> "FileAnswers":
        """These, and what is said in `more` over them."""
        return FileAnswers(
            {**self.columns, **more.columns},
            more.dates or self.dates,
            more.decimal or self.decimal,
            more.spend or self.spend,
            more.equal_rows or self.equal_rows,
            self.states if more.states is None else more.states,
            {**self.accounts, **more.accounts},
            {**self.tax_codes, **more.tax_codes},
        )


@dataclass(frozen=True, slots=True)
class FileWords:
    """A person's answers about a file in the words of the command line (design.md 7); None and empty: not said."""

    columns: Sequence[str] = ()
    accounts: Sequence[str] = ()
    tax_codes: Sequence[str] = ()
    dates: DateOrder | None = None
    decimal: DecimalMark | None = None
    spend: SpendSign | None = None
    equal_rows: EqualRows | None = None
    states: frozenset[ExportState] | None = None


class About(StrEnum):
    """What a question is about. The first four stop the file, the others hold their own rows (design.md 10.7)."""

    COLUMN = "column"
    DATES = "dates"
    DECIMAL = "decimal"
    SPEND = "spend"
    ACCOUNT = "account"
    TAX_CODE = "tax_code"
    GROUP = "group"
    EQUAL_ROWS = "equal_rows"


_STOPS = frozenset({About.COLUMN, About.DATES, About.DECIMAL, About.SPEND})


@dataclass(frozen=True, slots=True)
class Question:
    """What the evidence leaves open. `subject` is a meaning, a category, a tag group; empty where the whole file is meant.

    `rows` are a sample of its rows, by their numbers. `proposed` is the most likely of the choices, None where none is.
    """

    about: About
    choices: tuple[str, ...]
    rows: tuple[int, ...]
    subject: str = ""
    proposed: str | None = None

    @property
    def text(self) -> str:
        """What it is about, in one word or two."""
        return f"{self.about.value}:{self.subject}" if self.subject else self.about.value

    @property
    def stops(self) -> bool:
        """Whether nothing of the file can be exported before it is answered."""
        return self.about in _STOPS


@dataclass(frozen=True, slots=True)
class HeldRow:
    """A row, or the first of an expense, that nothing is posted of, and why."""

    row: int
    problems: tuple[Problem, ...]
    entry_id: str = ""


@dataclass(frozen=True, slots=True)
class SampleExpense:
    """An expense as it was understood, to be compared with the file. `amount`: spend positive; `currency` empty: not told.

    `account` is the file's account or category, `state` None where the file tells none.
    """

    row: int
    day: date
    supplier: str
    person: str
    amount: Decimal
    currency: str
    account: str
    state: ExportState | None = None


@dataclass(frozen=True, slots=True)
class FileReport:
    """What was understood of a file (`columns`). `delimiter` is empty for a sheet; `dates` and the like None where nothing shows it.

    `refusal` says why nothing of it can be exported whatever is answered, None when that is not so. `sample` are its first
    expenses; `cells` the rows that questions are about, by their numbers, as they stand in the file.
    """

    name: str
    kind: FileKind
    delimiter: str
    dates: DateOrder | None
    decimal: DecimalMark | None
    spend: SpendSign | None
    columns: tuple[Column, ...]
    rows: int
    expenses: int
    held: tuple[HeldRow, ...] = ()
    questions: tuple[Question, ...] = ()
    refusal: Problem | None = None
    sample: tuple[SampleExpense, ...] = ()
    cells: Mapping[int, Sequence[str]] = field(default_factory=dict)

    @property
    def understood(self) -> bool:
        """Whether no question stops it and nothing refuses it."""
        return self.refusal is None and not any(question.stops for question in self.questions)

    def answer(self, question: Question, choice: str) -> "FileWords":
        """A choice as an answer to a question of this file. `choice` is one of its choices, or an account or a code as `id:35`."""
        match question.about:
            case About.COLUMN:
                return FileWords(columns=(f"{choice}={question.subject}",))
            case About.GROUP:
                named = (one.heading for one in self.columns if one.group == question.subject)
                return FileWords(columns=tuple(f"{heading}={choice}" for heading in named))
            case About.DATES:
                return FileWords(dates=DateOrder(choice))
            case About.DECIMAL:
                return FileWords(decimal=DecimalMark(choice))
            case About.SPEND:
                return FileWords(spend=SpendSign(choice))
            case About.EQUAL_ROWS:
                return FileWords(equal_rows=EqualRows(choice))
            case About.ACCOUNT:
                return FileWords(accounts=(f"{question.subject}={choice}",))
            case About.TAX_CODE:
                return FileWords(tax_codes=(f"{question.subject}={choice}",))


@dataclass(frozen=True, slots=True)
class TemplateColumn:
    """A column to set up in Pleo's "Create your own format": our heading, Pleo's data point, and the format to choose."""

    heading: str
    data_point: str
    format: str


def held_row_id(row: int, file_id: str) -> str:
    """What tells a row without an Expense ID apart where ids are kept."""
    return _HELD_ROW.format(mark=ROW_MARK, row=row, file=file_id)


def row_of(entry_id: str) -> int | None:
    """The row that `held_row_id` named, None for an accounting entry's own id."""
    words = entry_id.split(" ")
    return int(words[1]) if entry_id.startswith(ROW_MARK) and len(words) == 4 else None


def tax_question(category: str, rate: str) -> str:
    """What a question about a VAT code is about: the category, and the rate that two codes share."""
    return f"{category} @ {rate}"
