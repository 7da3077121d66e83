"""A file's rows as expenses: columns, writing, sign and shape decided for the whole file, then expense by expense; posts nothing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from pleoqb_desktop.domain.money import ZERO
from pleoqb_desktop.domain.problems import Code, Problem, problem
from pleoqb_desktop.domain.spend_file import (
    About,
    FileAnswers,
    FileKind,
    FileReport,
    HeldRow,
    Meaning,
    Question,
    SampleExpense,
    SpendSign,
)
from pleoqb_desktop.services.pleo_file.columns import SAMPLE, Columns, columns_of
from pleoqb_desktop.services.pleo_file.evidence import Vote, Writing, spend_sign, writing_of
from pleoqb_desktop.services.pleo_file.expenses import (
    FileExpense,
    HeldExpense,
    HoldError,
    one_line_expense,
    tells_parts,
)
from pleoqb_desktop.services.pleo_file.journal import Accounts, is_journal, journal_accounts, journal_expense
from pleoqb_desktop.services.pleo_file.kinds import goes_one_way, moves_wallet, vote_weight
from pleoqb_desktop.services.pleo_file.rows import ReadRow, RowError, RowReader
from pleoqb_desktop.services.pleo_file.table import Row, Table

_SHOWN = 3
"""Expenses that a person sees at first, to tell whether the file was understood."""
_DOUBTFUL = 10
"""More than a tenth of the expenses contradict themselves: then the file does (design.md 10.7)."""


@dataclass(frozen=True, slots=True)
class Understanding:
    """What a file says, before QuickBooks is asked what its accounts and codes are."""

    report: FileReport
    fingerprint: str
    expenses: tuple[FileExpense, ...] = ()
    held: tuple[HeldExpense, ...] = ()


def understand(
    name: str, table: Table, answers: FileAnswers, known_wallets: frozenset[str] = frozenset()
) -> Understanding:
    """Reads the whole table. `known_wallets`: account numbers of the wallet and Pocket in the books, as far as they are known."""
    return _Reading(name, table, answers, known_wallets).understanding()


class _Reading:
    """One file on its way from rows to expenses."""

    def __init__(self, name: str, table: Table, answers: FileAnswers, known_wallets: frozenset[str]) -> None:
        self._name = name
        self._table = table
        self._answers = answers
        self._known_wallets = known_wallets
        self._columns: Columns = columns_of(table, answers)
        self._writing: Writing = writing_of(table, self._columns, answers)
        self._sign: SpendSign | None = None
        self._questions: list[Question] = [*self._columns.questions, *self._writing.questions]
        self._expenses: list[FileExpense] = []
        self._held: list[HeldExpense] = []
        self._refusal: Problem | None = None
        self._in_parts = False
        self._tells_types = self._tells_spend = False

    def understanding(self) -> Understanding:
        """Everything that was found out, as far as open questions let it be."""
        if not self._columns.has(Meaning.ENTRY_ID):
            self._refusal = problem(Code.FILE_NO_EXPENSE_ID)
        elif not any(question.stops for question in self._questions):
            self._read_rows()
        return Understanding(self._report(), self._table.fingerprint, tuple(self._expenses), tuple(self._held))

    def _report(self) -> FileReport:
        return FileReport(
            self._name,
            self._columns.kind,
            self._table.separator,
            self._writing.dates,
            self._writing.decimal,
            self._sign,
            self._columns.all,
            len(self._table.rows),
            len(self._expenses),
            tuple(HeldRow(one.rows[0], (one.problem,), one.entry_id) for one in self._held),
            tuple(self._questions),
            self._refusal,
            tuple(map(_sample, self._expenses[:_SHOWN])),
        )

    def _read_rows(self) -> None:
        reader = RowReader(self._table, self._columns, self._writing)
        groups, broken = self._grouped(reader)
        self._tells_types = self._columns.has(Meaning.TYPE) and any(vote_weight(_type(one)) for one in groups.values())
        self._tells_spend = any(map(_names_spend, groups.values()))
        if is_journal(list(groups.values())):
            self._read_journal(groups, broken)
        else:
            self._decide_sign(groups)
            if self._sign:
                self._make_all(groups, broken, None)
        self._weigh()

    def _read_journal(self, groups: Mapping[str, Sequence[ReadRow]], broken: Mapping[str, HeldExpense]) -> None:
        """Debits and credits; where amounts are signed instead, which sign is which is decided as the sign of spend is.

        How many rows an expense has tells of its VAT there, so that it breaks no tie.
        """
        accounts = journal_accounts(list(groups.values()), self._known_wallets)
        if self._is_amount():
            votes = [
                Vote(group[0].row, -wallet, weight, sure=self._is_sure(group))
                for group in groups.values()
                if (wallet := sum((row.value or ZERO for row in group if row.account in accounts.wallets), ZERO))
                and (weight := self._weight(group))
            ]
            self._sign, question = spend_sign(votes, None, self._answers.spend)
            if question:
                self._questions.append(question)
                return
        if self._sign is SpendSign.NEGATIVE:
            groups = {
                entry_id: [replace(row, value=None if row.value is None else -row.value) for row in rows]
                for entry_id, rows in groups.items()
            }
        self._make_all(groups, broken, accounts)

    # -- rows --------------------------------------------------------------------------------

    def _grouped(self, reader: RowReader) -> tuple[dict[str, list[ReadRow]], dict[str, HeldExpense]]:
        """The rows of each Expense ID, and what is held because one of its rows cannot be read."""
        groups: dict[str, list[ReadRow]] = {}
        broken: dict[str, HeldExpense] = {}
        for row in self._repaired(reader):
            try:
                read = reader.read(row)
            except RowError as error:
                entry_id = reader.entry_id(row)
                held = HeldExpense((row.number,), entry_id, error.problem)
                if entry_id:
                    broken.setdefault(entry_id, held)
                else:
                    self._held.append(held)
                continue
            groups.setdefault(read.entry_id, []).append(read)
        return groups, broken

    def _repaired(self, reader: RowReader) -> Iterator[Row]:
        """Rows whose last empty cells a spreadsheet left out are whole again, where the Expense ID proves their places."""
        width = len(self._table.headings)
        rows = self._table.rows
        for at, row in enumerate(rows):
            alone = at + 1 == len(rows) or rows[at + 1].shaped or len(rows[at + 1].cells) >= width
            if not row.shaped and len(row.cells) < width and alone:
                whole = Row(row.number, [*row.cells, *[""] * (width - len(row.cells))])
                yield whole if reader.entry_id(whole) else row
            else:
                yield row

    # -- the sign ----------------------------------------------------------------------------

    def _decide_sign(self, groups: Mapping[str, Sequence[ReadRow]]) -> None:
        votes = [
            Vote(group[0].row, value, weight, len(group), self._is_sure(group))
            for group in groups.values()
            if (value := sum((row.value or ZERO for row in group), ZERO)) and (weight := self._weight(group))
        ]
        fixed = None if self._columns.kind is FileKind.CUSTOM or not self._is_amount() else SpendSign.NEGATIVE
        self._sign, question = spend_sign(votes, fixed, self._answers.spend)
        if question:
            self._questions.append(question)

    def _weight(self, group: Sequence[ReadRow]) -> int:
        """How an expense votes by its type. Where the file tells no type that is known, as spend does, but for one without merchant,
        account and category where others have them: such are loads, cashback and reimbursements (pleo-file.md 1, 3 and 10)."""
        if self._tells_types:
            return vote_weight(_type(group))
        return 1 if _names_spend(group) or not self._tells_spend else 0

    def _is_sure(self, group: Sequence[ReadRow]) -> bool:
        return self._tells_types and goes_one_way(_type(group))

    def _is_amount(self) -> bool:
        """Whether the sign of an amount tells, and no side or indicator."""
        return self._columns.has(Meaning.AMOUNT) and not self._columns.has(Meaning.SIGN)

    # -- expenses ----------------------------------------------------------------------------

    def _make_all(
        self, groups: Mapping[str, Sequence[ReadRow]], broken: Mapping[str, HeldExpense], accounts: Accounts | None
    ) -> None:
        asked: list[int] = []
        self._in_parts = accounts is None and tells_parts(groups.values())
        for entry_id, rows in groups.items():
            if entry_id in broken:
                # One row of it cannot be read: what it would take from the amount is not known.
                continue
            try:
                self._expenses.append(self._made(rows, accounts))
            except HoldError as held:
                numbers = tuple(row.row for row in rows)
                total = rows[0].value if len(rows) == 1 else None
                self._held.append(
                    HeldExpense(numbers, entry_id, held.problem, rows[0], held.contradicts, total, held.equal_rows)
                )
                asked += numbers if held.equal_rows else ()
        for entry_id, held_row in broken.items():
            first = groups.get(entry_id)
            self._held.append(HeldExpense(held_row.rows, entry_id, held_row.problem, first[0] if first else None))
        if asked:
            self._questions.append(Question(About.EQUAL_ROWS, ("split", "copy"), tuple(asked[:SAMPLE])))
        self._held.sort(key=lambda one: one.rows)

    def _made(self, rows: Sequence[ReadRow], accounts: Accounts | None) -> FileExpense:
        if accounts is not None:
            return journal_expense(rows, accounts)
        sign = self._sign or SpendSign.NEGATIVE
        return one_line_expense(
            rows, sign, self._answers.equal_rows, signed_net=self._is_amount(), in_parts=self._in_parts
        )

    # -- the whole ---------------------------------------------------------------------------

    def _weigh(self) -> None:
        """A file whose totals contradict themselves is refused as a whole (design.md 10.1)."""
        doubtful = sum(one.contradicts for one in self._held)
        everything = len(self._expenses) + len(self._held)
        if doubtful > 1 and doubtful * _DOUBTFUL > everything:
            rows = ", ".join(str(one.rows[0]) for one in self._held if one.contradicts)
            self._refusal = problem(Code.FILE_CONTRADICTS, count=doubtful, rows=rows[:100])
        elif self._columns.has(Meaning.BALANCE) and not self._balances():
            self._refusal = problem(Code.FILE_BALANCE)

    def _balances(self) -> bool:
        """Whether the balance moves from expense to expense by their amounts, downwards or upwards (pleo-file.md 8.11)."""
        steps = [
            (one.first.balance, -one.total)
            for one in self._expenses
            if one.first.balance is not None and moves_wallet(one.first.type)
        ]
        if len({balance for balance, _ in steps}) < 2 or self._held:
            return True  # one value for the file, or expenses between that cannot be counted
        return _moves(steps, newest_first=False) or _moves(steps, newest_first=True)


def _names_spend(group: Sequence[ReadRow]) -> bool:
    return any(row.supplier or row.account or row.category for row in group)


def _type(group: Sequence[ReadRow]) -> str:
    return next((row.type for row in group if row.type), "")


def _sample(one: FileExpense) -> SampleExpense:
    first = one.lines[0]
    return SampleExpense(
        one.rows[0],
        one.day,
        one.first.supplier or one.first.note,
        one.first.person,
        one.total,
        one.first.currency,
        " ".join(part for part in (first.account, first.category) if part),
        one.state,
    )


def _moves(steps: Sequence[tuple[Decimal, Decimal]], *, newest_first: bool) -> bool:
    if newest_first:
        return all(later - earlier == moved for (later, moved), (earlier, _) in pairwise(steps))
    return all(later - earlier == moved for (earlier, _), (later, moved) in pairwise(steps))
