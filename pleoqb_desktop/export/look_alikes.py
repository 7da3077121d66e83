"""Entries that may be an expense of this export: nobody of us marked them, or the other door made them; asked about (design.md 4.3, 10.2)."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from enum import StrEnum

from pleoqb_desktop.domain.entries import Posting
from pleoqb_desktop.domain.movements import money_movements
from pleoqb_desktop.domain.problems import Code, Problem, problem
from pleoqb_desktop.domain.rules.look_alikes import Bystander, LooksLike, Sought, is_near, pair
from pleoqb_desktop.export.books_window import BooksWindow
from pleoqb_desktop.export.expense import Expense
from pleoqb_desktop.export.other_door import came_otherwise, may_be_one
from pleoqb_desktop.export.receipt_trace import ReceiptTrace
from pleoqb_desktop.ports.ledger import PostedEntry
from pleoqb_desktop.ports.questions import Answer, AnswerKind, EntryId, Questions
from pleoqb_desktop.ports.runs import Runs


class LookAlikes(StrEnum):
    """What becomes of an expense that looks like an entry (`--look-alikes`): asked, posted all the same, or taken for it where sure."""

    HOLD = "hold"
    POST = "post"
    ADOPT = "adopt"


class LookAlikeFinder:
    """Seeks look-alikes in one reading of the books. Used by one thread at a time."""

    def __init__(
        self,
        window: BooksWindow,
        receipts: ReceiptTrace,
        runs: Runs,
        questions: Questions,
        money_accounts: Collection[str],
    ) -> None:
        """`money_accounts` are QuickBooks ids of the accounts whose movements an expense may double."""
        self._window = window
        self._receipts = receipts
        self._runs = runs
        self._questions = questions
        self._money = frozenset(money_accounts)
        self._claimed: set[EntryId] = set()
        self._across: set[EntryId] = set()
        self._one_identity: bool | None = None

    def seek(
        self, expenses: Sequence[Expense], answers: Mapping[str, Sequence[Answer]]
    ) -> dict[str, LooksLike[EntryId]]:
        """What each of these looks like, by accounting entry id; what was answered "another one" is no candidate any more.

        The days around them must have been read.
        """
        fits: list[tuple[Expense, list[PostedEntry]]] = []
        for one in expenses:
            others = _answered_another(answers.get(one.id, ()))
            found = [entry for entry in self._candidates(one) if (entry.kind, entry.id) not in others]
            if found:
                fits.append((one, found))
        ids = {(entry.kind, entry.id) for _, found in fits for entry in found}
        owned = (self._questions.owners(sorted(ids)).keys() - self._across) | self._claimed
        return pair(
            (_sought(one), [self._bystander(entry) for entry in found if (entry.kind, entry.id) not in owned])
            for one, found in fits
        )

    def entry(self, wanted: EntryId) -> PostedEntry | None:
        """A candidate by its id."""
        return self._window.entry(*wanted)

    def claimed(self, entry: EntryId) -> None:
        """It stands for an expense of this export, so that it looks like no other one."""
        self._claimed.add(entry)

    def _candidates(self, one: Expense) -> Iterator[PostedEntry]:
        sought = _sought(one)
        met: set[EntryId] = set()
        for account_id, amount in _doubled_by(one, self._money):
            for entry in self._window.moving(account_id, amount):
                key = (entry.kind, entry.id)
                if key in met or entry.is_void or not is_near(sought, entry.day):
                    continue
                if self._window.is_marked(entry) and key not in one.released:
                    if not self._is_across(one, sought, entry):
                        continue
                    self._across.add(key)
                met.add(key)
                yield entry

    def _is_across(self, one: Expense, sought: Sought, entry: PostedEntry) -> bool:
        """Whether the other door may have made this entry of ours of the same expense under another id: possible until one expense
        was seen through both under one (design.md 10.2)."""
        if not may_be_one(sought, self._bystander(entry)):
            return False
        owner = self._questions.owners([(entry.kind, entry.id)]).get((entry.kind, entry.id))
        record = self._runs.last_item(owner) if owner else None
        if not came_otherwise(one.record.job_id, record, entry.note):
            return False
        if self._one_identity is None:
            self._one_identity = self._runs.seen_by_both_doors()
        return not self._one_identity

    def _bystander(self, entry: PostedEntry) -> Bystander[EntryId]:
        """With the files that it bears, as far as the search for ours read them."""
        return replace(bystander(entry), file_sizes=self._receipts.sizes(entry.kind, entry.id))


def asked(one_id: str, looks: LooksLike[EntryId], entry: PostedEntry) -> Problem:
    """The question as a problem."""
    return problem(
        Code.LOOKS_LIKE,
        entry_id=one_id,
        external_id=entry.id,
        number=entry.doc_number or "",
        date=entry.day.isoformat(),
        vendor=entry.vendor_name,
        score=looks.score,
    )


def _sought(one: Expense) -> Sought:
    days = {one.spend_day}
    if isinstance(one.decision, Posting):
        days.add(one.decision.document.header.day)
    sizes = frozenset(receipt.file.size for receipt in one.receipts if receipt.file.size)
    return Sought(one.id, tuple(sorted(days)), one.record.reconciliation_id, one.record.supplier, sizes)


def bystander(entry: PostedEntry) -> Bystander[EntryId]:
    """What an entry tells of itself."""
    return Bystander((entry.kind, entry.id), entry.day, entry.doc_number or "", entry.note or "", entry.vendor_name)


def _doubled_by(one: Expense, money: Collection[str]) -> Iterator[tuple[str, Decimal]]:
    """Movements that would stand twice if somebody made them already."""
    if isinstance(one.decision, Posting):
        for entry in one.decision.entries:
            yield from money_movements(entry, money).items()


def _answered_another(answers: Sequence[Answer]) -> set[EntryId]:
    return {entry for one in answers if one.kind is AnswerKind.ANOTHER for entry in one.about}
