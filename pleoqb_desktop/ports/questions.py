"""What only a person can say of an expense: what was asked, what she answered, and what is not in the books (design.md 4.3, 4.8, 4.11)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from pleoqb_desktop.domain.entries import EntryKind
from pleoqb_desktop.domain.problems import Code
from pleoqb_desktop.ports.runs import ItemRecord

EntryId = tuple[EntryKind, str]
"""An entry in QuickBooks: its kind and its id there."""


class AnswerKind(StrEnum):
    """What a person says: of a look-alike SAME, ANOTHER or LATER; of a change CORRECT or LEAVE; of what she voided AGAIN or OUT.

    ASIDE: she takes an expense from the list of what is not in the books, whatever the reason.
    """

    SAME = "same"
    ANOTHER = "another"
    LATER = "later"
    CORRECT = "correct"
    LEAVE = "leave"
    AGAIN = "again"
    OUT = "out"
    ASIDE = "aside"


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked in one job. `about` are the entries it is about, the likeliest first; `sync_token` that of the first when it
    was asked; `payload` our own entry as it would be written over it, None where that is not offered; `facts` what Pleo told
    (export.changed_since); times are aware UTC."""

    job_id: str
    accounting_entry_id: str
    code: Code
    about: tuple[EntryId, ...]
    asked_at: datetime
    sync_token: str | None = None
    payload: str | None = None
    facts: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person said: of the question of `job_id`, about these entries, when Pleo told these facts."""

    accounting_entry_id: str
    kind: AnswerKind
    job_id: str
    answered_at: datetime
    about: tuple[EntryId, ...] = ()
    facts: str | None = None


@dataclass(frozen=True, slots=True)
class NotInBooks:
    """An expense that was met and is not in the books, or not as Pleo tells it.

    `cause` is the code of its first problem, else `undone` or `job_ended`; `since` when the run that met it first so was started.
    """

    record: ItemRecord
    cause: str
    since: datetime
    run_id: int


class Questions(Protocol):
    """Questions and answers of one company. Writes are on disk when the method returns. Raises as Runs does."""

    def ask(self, questions: Iterable[Question]) -> None:
        """Writes questions, replacing what the same job asked about the same expense."""

    def question(self, accounting_entry_id: str) -> Question | None:
        """The newest one about an expense, answered or not; None when it was never asked about."""

    def answer(self, answer: Answer) -> None:
        """Writes an answer."""

    def answers(self, accounting_entry_ids: Sequence[str]) -> Mapping[str, Sequence[Answer]]:
        """All answers about these expenses, oldest first; only those that have some."""

    def unanswered(self, job_ids: Sequence[str]) -> int:
        """How many questions of these jobs about entries that stand nobody has answered."""

    def owners(self, entries: Sequence[EntryId]) -> Mapping[EntryId, str]:
        """Whose these entries of QuickBooks are: accounting entry ids, as far as the store knows them."""

    def not_in_books(self) -> list[NotInBooks]:
        """What was met and is not in the books, nor set aside since: oldest first."""
