"""Expenses that need a person, put together by cause: from the run store, and from what is shown as waiting or just exported. No Qt."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pleoqb_desktop.domain.money import Money
from pleoqb_desktop.domain.problems import ABOUT_RECEIPTS, Code, Problem
from pleoqb_desktop.export.needs import NeedsYou
from pleoqb_desktop.export.outcome import ItemOutcome
from pleoqb_desktop.gui.models.compare import Member
from pleoqb_desktop.gui.models.spend_rows import SpendRow
from pleoqb_desktop.ports.questions import NotInBooks
from pleoqb_desktop.ports.runs import ItemRecord, ItemStatus

ASKED = frozenset({Code.LOOKS_LIKE, Code.CHANGED_SINCE, Code.VOIDED_BY_HAND})
"""Problems that are questions: the two sides are compared, and a person answers."""
AGAIN, UNDONE, JOB_ENDED = "again", "undone", "job_ended"
COMES_AGAIN = frozenset({AGAIN, UNDONE, JOB_ENDED})
"""Causes that need nothing but another export in Pleo."""


@dataclass(frozen=True, slots=True)
class Case:
    """One expense. `cause` is its problem's code, or what the store calls it; `stored` tells that it is in the store's list of what is
    not in the books; `row` is where it stands in the table, None when it is not there."""

    record: ItemRecord
    cause: str
    problem: Problem | None = None
    stored: bool = False
    row: SpendRow | None = None

    @property
    def id(self) -> str:
        """The accounting entry."""
        return self.record.accounting_entry_id

    @property
    def item(self) -> ItemOutcome | None:
        """What the table knows of it."""
        return self.row.item if self.row else None

    @property
    def amount(self) -> Money | None:
        """As the table shows it, else as the store holds it."""
        return self.row.amount if self.row else self.record.amount

    @property
    def difference(self) -> Money | None:
        """By how much it changed in Pleo since its export; None where its amount did not."""
        told = next((one for one in self.record.differences if one.member == Member.AMOUNT), None)
        if told is None or self.record.amount is None:
            return None
        more = Decimal(told.pleo) - Decimal(told.quickbooks)
        return Money(-more if self.record.amount.amount < 0 else more, self.record.amount.currency)

    @property
    def supplier(self) -> str:
        """As the table shows it, else as the store holds it; empty when nobody knows it yet."""
        return self.row.supplier if self.row else self.record.supplier


@dataclass(frozen=True, slots=True)
class Block:
    """Expenses of one cause, in the order they were met. `sums` are what is at stake by currency: their amounts, each taken as positive;
    of those that changed in Pleo, by how much they cost more or less than the books hold."""

    cause: str
    cases: tuple[Case, ...]
    sums: tuple[Money, ...]

    @property
    def identity(self) -> tuple[object, ...]:
        """Equal for blocks that look the same."""
        shown = [(case.record.accounting_entry_id, case.row is None) for case in self.cases]
        return (self.cause, self.stored, self.cases[0].problem, self.sums, shown)

    @property
    def stored(self) -> bool:
        """Whether Pleo was told that they failed: they do not come back by themselves."""
        return self.cases[0].stored

    @property
    def stands(self) -> bool:
        """Whether the books hold entries for them, which are to be looked at: one cause is told of what stands, or of what does not."""
        return self.cause not in COMES_AGAIN and self.cases[0].record.status.stands_in_books

    @property
    def asks(self) -> bool:
        """Whether a person is asked to compare and to answer."""
        return self.stored and self.cause in ASKED

    @property
    def lacks_receipts(self) -> bool:
        """Whether they stand in the books, and receipts of them do not arrive, or stand there that Pleo does not list any more."""
        return self.cause in ABOUT_RECEIPTS | {Code.RECEIPT_REPLACED}


def cases(
    needs: NeedsYou, waiting: Sequence[SpendRow], results: Sequence[SpendRow], ready: frozenset[str]
) -> list[Case]:
    """Each expense once, as it is known best: what waits with a problem now, what the store holds, what was told of an export.

    `ready` are ids of what waits and has no problem: it needs a person no more, unless there is a question to answer.
    """
    found: dict[str, Case] = {}
    for row in waiting:
        found[row.id] = _of_row(row)
    rows = {row.id: row for row in (*results, *waiting)}
    for one in needs.missing:
        case = _of_store(one, needs.again, rows)
        is_question = case.cause in ASKED  # can be answered, and is asked again by the next export
        if is_question or (case.id not in found and case.id not in ready):
            found[case.id] = case
    for item in needs.lacking:
        problem = next((one for one in item.problems if one.is_about_receipt), None)
        case = Case(item, problem.code.value if problem else Code.RECEIPT_MISSING.value, problem)
        found.setdefault(case.id, case)
    for row in results:
        if row.status.stands_in_books and row.problems and row.problems[0].code not in ASKED:
            found.setdefault(row.id, _of_row(row))
    return list(found.values())


def _of_row(row: SpendRow) -> Case:
    problem = row.problems[0] if row.problems else None
    return Case(row.item.record, problem.code.value if problem else ItemStatus.FAILED.value, problem, row=row)


def _of_store(one: NotInBooks, again: frozenset[str], rows: dict[str, SpendRow]) -> Case:
    record = one.record
    cause = AGAIN if record.accounting_entry_id in again else one.cause
    problem = record.problems[0] if record.problems and cause not in COMES_AGAIN else None
    return Case(record, cause, problem, stored=True, row=rows.get(record.accounting_entry_id))


def blocks(found: Iterable[Case]) -> tuple[Block, ...]:
    """By cause, the most frequent first."""
    grouped: dict[tuple[str, bool], list[Case]] = {}
    for case in found:
        grouped.setdefault((case.cause, case.stored), []).append(case)
    made = [Block(cause, tuple(members), _at_stake(cause, members)) for (cause, _), members in grouped.items()]
    return tuple(sorted(made, key=lambda block: -len(block.cases)))


def _at_stake(cause: str, found: Sequence[Case]) -> tuple[Money, ...]:
    if cause == Code.CHANGED_SINCE:
        return _sums(case.difference for case in found)
    return _sums((case.amount for case in found), positive=True)


def not_in_books(found: Iterable[Block]) -> tuple[Money, ...]:
    """What the books lack, by currency, in their alphabetical order; amounts that could not be read count nothing."""
    return _sums(money for block in found if not block.stands for money in block.sums)


def _sums(amounts: Iterable[Money | None], *, positive: bool = False) -> tuple[Money, ...]:
    sums: dict[str, Decimal] = {}
    for money in amounts:
        if money:
            amount = abs(money.amount) if positive else money.amount
            sums[money.currency] = sums.get(money.currency, Decimal(0)) + amount
    return tuple(Money(sums[currency], currency) for currency in sorted(sums))
