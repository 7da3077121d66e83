"""What a person answers about an expense acts on the books at once, or when the expense comes again (design.md 4.3, 4.8)."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from decimal import Decimal

from pleoqb_desktop.domain.identity import request_id
from pleoqb_desktop.domain.problems import Code, Problem, problem
from pleoqb_desktop.export.adopt import Adoption
from pleoqb_desktop.export.changed_since import decoded
from pleoqb_desktop.export.context import ExportContext
from pleoqb_desktop.export.other_door import came_otherwise
from pleoqb_desktop.export.outcome import RunOutcome
from pleoqb_desktop.ports.errors import KnownError, LedgerRefusal, RefusalReason, SpendRefusal, WrongUsageError
from pleoqb_desktop.ports.ledger import EncodedEntry, PostedEntry
from pleoqb_desktop.ports.questions import Answer, AnswerKind, NotInBooks, Question
from pleoqb_desktop.ports.runs import ItemRecord

_FITTING = {
    Code.LOOKS_LIKE: frozenset({AnswerKind.SAME, AnswerKind.ANOTHER, AnswerKind.LATER}),
    Code.CHANGED_SINCE: frozenset({AnswerKind.CORRECT, AnswerKind.LEAVE, AnswerKind.LATER}),
    Code.VOIDED_BY_HAND: frozenset({AnswerKind.AGAIN, AnswerKind.OUT, AnswerKind.LATER}),
}
_COMES_AGAIN = frozenset({AnswerKind.SAME, AnswerKind.ANOTHER, AnswerKind.AGAIN})
"""Answers after which the expense must come once more, so that Pleo is told."""
_NOT_CORRECTED = {
    RefusalReason.PERIOD_CLOSED: Code.UNDO_CLOSED,
    RefusalReason.CHANGED_SINCE: Code.CORRECT_NOT_OFFERED,
    RefusalReason.MATCHED_TO_BANK: Code.CORRECT_NOT_OFFERED,
}
"""What is said of an entry that cannot be corrected, the first reason that fits."""


@dataclass(frozen=True, slots=True)
class Answered:
    """What came of an answer: `done` whether the books show it; `external_id` the entry it is about, None where there is none;
    `export_again`: the person must export the expense again in Pleo; `run` what an export did that followed at once."""

    accounting_entry_id: str
    answer: AnswerKind
    done: bool
    external_id: str | None = None
    export_again: bool = False
    run: RunOutcome | None = None


class Answering:
    """Takes answers, one at a time. Not while an export runs."""

    def __init__(self, context: ExportContext, realm_id: str, export: Callable[[frozenset[str]], RunOutcome]) -> None:
        """`export` exports expenses that stand in Pleo's queue."""
        self._context = context
        self._realm_id = realm_id
        self._export = export

    def take(self, entry_id: str, kind: AnswerKind, external_id: str | None = None) -> Answered:
        """Acts on an answer. `external_id`: of SAME, which entry.

        Raises WrongUsageError where nothing is asked, or something else; ExportRunningError, SignInAgainError, UnavailableError,
        Cancelled.
        """
        answered = self._taken(entry_id, kind, external_id)
        (answered,) = self._come_again([answered], kind)
        return answered

    def take_all(self, entry_ids: Sequence[str], kind: AnswerKind) -> list[Answered]:
        """The same answer about several expenses, and one export for those that wait in Pleo; those that it does not fit are left
        unanswered.

        "The same" fits only what looks like one entry alone, which is nobody's yet. Raises as `take` does, WrongUsageError apart.
        """
        taken: list[Answered] = []
        for entry_id in entry_ids:
            external_id = self._only_entry(entry_id) if kind is AnswerKind.SAME else None
            if kind is AnswerKind.SAME and external_id is None:
                continue
            with suppress(WrongUsageError):  # it keeps its question
                taken.append(self._taken(entry_id, kind, external_id))
        return self._come_again(taken, kind)

    def _taken(self, entry_id: str, kind: AnswerKind, external_id: str | None) -> Answered:
        with self._context.locks.export():
            question = self._context.questions.question(entry_id)
            if question is None or self._is_answered(question):
                raise WrongUsageError(problem(Code.NOTHING_ASKED, entry_id=entry_id))
            if kind not in _FITTING[question.code]:
                raise WrongUsageError(problem(Code.ANSWER_UNFIT, entry_id=entry_id))
            return self._act(question, kind, external_id)

    def _only_entry(self, entry_id: str) -> str | None:
        question = self._context.questions.question(entry_id)
        if question is None or len(question.about) != 1 or self._context.questions.owners(question.about):
            return None
        return question.about[0][1]

    def set_aside(self, entry_id: str) -> NotInBooks:
        """Takes an expense from the list of what is not in the books. Raises WrongUsageError when it is not on it."""
        questions = self._context.questions
        one = next((one for one in questions.not_in_books() if one.record.accounting_entry_id == entry_id), None)
        if one is None:
            raise WrongUsageError(problem(Code.NOT_LISTED, entry_id=entry_id))
        questions.answer(Answer(entry_id, AnswerKind.ASIDE, one.record.job_id, self._context.clock.now()))
        return one

    # -- each answer -----------------------------------------------------------------------------

    def _act(self, question: Question, kind: AnswerKind, external_id: str | None) -> Answered:
        entry_id = question.accounting_entry_id
        match kind:
            case AnswerKind.SAME:
                return self._same(question, external_id)
            case AnswerKind.CORRECT:
                return self._correct(question)
            case AnswerKind.LEAVE:
                self._keep(question, kind)
                self._settled(question)
                return Answered(entry_id, kind, done=True, external_id=question.about[0][1])
            case AnswerKind.OUT:
                self._keep(question, kind)
                return Answered(entry_id, kind, done=True, external_id=question.about[0][1])
            case AnswerKind.LATER:
                return Answered(entry_id, kind, done=False)
            case _:
                self._keep(question, kind)
                return Answered(entry_id, kind, done=False)

    def _same(self, question: Question, external_id: str | None) -> Answered:
        entry_id = question.accounting_entry_id
        wanted = next((one for one in question.about if one[1] == external_id), None)
        if wanted is None:
            raise WrongUsageError(problem(Code.ANSWER_UNFIT, entry_id=entry_id))
        if self._context.runs.last_item(entry_id):
            raise WrongUsageError(problem(Code.ANSWER_UNFIT, entry_id=entry_id))  # it stands by now
        entry = self._standing(question, *wanted)
        owner = self._context.questions.owners([wanted]).get(wanted, entry_id)
        if owner != entry_id and not came_otherwise(question.job_id, self._context.runs.last_item(owner), entry.note):
            raise WrongUsageError(problem(Code.ANSWER_UNFIT, entry_id=entry_id))  # it is another one's
        record = self._record(question)
        Adoption(self._context, self._realm_id).keep([(record, entry)])
        self._keep(question, AnswerKind.SAME)
        return Answered(entry_id, AnswerKind.SAME, done=True, external_id=entry.id)

    def _correct(self, question: Question) -> Answered:
        """A full update by what would be posted now, only while nobody touched the entry."""
        entry_id, (kind, external_id) = question.accounting_entry_id, question.about[0]
        standing = self._standing(question, kind, external_id)
        if question.payload is None or standing.sync_token != question.sync_token or _is_paid(standing):
            raise WrongUsageError(problem(Code.CORRECT_NOT_OFFERED, entry_id=entry_id, external_id=external_id))
        identity = request_id("correct", self._realm_id, question.job_id, entry_id, standing.sync_token)
        letter = EncodedEntry(kind, question.payload.encode())
        try:
            corrected = self._context.ledger.correct(letter, external_id, standing.sync_token, identity)
        except LedgerRefusal as refusal:
            raise WrongUsageError(_why_not(refusal, entry_id, external_id)) from refusal
        self._keep(question, AnswerKind.CORRECT)
        self._settled(question, corrected)
        facts = decoded(question.facts)
        done = facts is None or corrected.amount_beside(Decimal(facts.amount)) == Decimal(facts.amount)
        return Answered(entry_id, AnswerKind.CORRECT, done, external_id)

    def _come_again(self, answered: Sequence[Answered], kind: AnswerKind) -> list[Answered]:
        """Where expenses stand in Pleo's queue one job is made of them at once; others a person must export there."""
        if kind not in _COMES_AGAIN or not answered:
            return list(answered)
        waiting = self._waiting() & {one.accounting_entry_id for one in answered}
        if not waiting:
            return [replace(one, export_again=True) for one in answered]
        run = self._export(frozenset(waiting))
        records = {item.record.accounting_entry_id: item.record for item in run.items}
        return [
            _exported(one, run, records.get(one.accounting_entry_id))
            if one.accounting_entry_id in waiting
            else replace(one, export_again=True)
            for one in answered
        ]

    def _waiting(self) -> set[str]:
        try:
            return {entry.id for entry in self._context.source.queue()}
        except (KnownError, SpendRefusal):
            return set()  # the answer is kept; Pleo cannot be asked now

    # -- the store -------------------------------------------------------------------------------

    def _is_answered(self, question: Question) -> bool:
        answers = self._context.questions.answers([question.accounting_entry_id])
        given = answers.get(question.accounting_entry_id, ())
        return any(one.job_id == question.job_id for one in given)

    def _keep(self, question: Question, kind: AnswerKind) -> None:
        now = self._context.clock.now()
        answer = Answer(question.accounting_entry_id, kind, question.job_id, now, question.about, question.facts)
        self._context.questions.answer(answer)

    def _record(self, question: Question) -> ItemRecord:
        """What its job noted of the expense."""
        items = self._context.runs.items(question.job_id)
        return next(one for one in items if one.accounting_entry_id == question.accounting_entry_id)

    def _standing(self, question: Question, kind: object, external_id: str) -> PostedEntry:
        of_kind = next(known for known, id_ in question.about if (known, id_) == (kind, external_id))
        entry = self._context.ledger.read(of_kind, external_id)
        if entry is None:
            gone = problem(Code.UNDO_GONE, entry_id=question.accounting_entry_id, external_id=external_id)
            raise WrongUsageError(gone)
        return entry

    def _settled(self, question: Question, corrected: PostedEntry | None = None) -> None:
        """The expense is no longer told as changed; what was written over counts as ours, so that an undo takes it."""
        runs, record = self._context.runs, self._record(question)
        told = tuple(one for one in record.problems if one.code is not Code.CHANGED_SINCE)
        record = replace(record, problems=told, differences=(), changed_since=None)
        if corrected:
            record = replace(record, facts=question.facts, tax=corrected.tax)
            own = [one for one in runs.intents_of_entry(record.accounting_entry_id) if one.external_id == corrected.id]
            runs.put_intents(replace(one, sync_token=corrected.sync_token) for one in own)
        runs.put_items([record])


def _exported(answered: Answered, run: RunOutcome, record: ItemRecord | None) -> Answered:
    """What an export that followed at once did with it."""
    if record is None or not record.status.stands_in_books:
        return replace(answered, done=False, run=run)
    return replace(answered, done=True, external_id=record.external_id, run=run)


def _is_paid(entry: PostedEntry) -> bool:
    return entry.balance is not None and entry.total is not None and entry.balance != entry.total


def _why_not(refusal: LedgerRefusal, entry_id: str, external_id: str) -> Problem:
    return refusal.told_as(_NOT_CORRECTED, Code.REFUSED_BY_QUICKBOOKS, entry_id=entry_id, external_id=external_id)
