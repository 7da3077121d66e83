"""Questions and answers on paper (ports.questions.Questions), beside the runs on paper that they are about."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from pleoqb_desktop.ports.questions import Answer, AnswerKind, EntryId, NotInBooks, Question
from pleoqb_desktop.ports.runs import ItemRecord, ItemStatus, JobState
from tests.on_paper.paper import Paper
from tests.on_paper.runs import RunsOnPaper

_ENDS = {AnswerKind.ASIDE, AnswerKind.OUT, AnswerKind.LEAVE, AnswerKind.CORRECT, AnswerKind.SAME}


class QuestionsOnPaper(Paper):
    """Of one company."""

    def __init__(self, runs: RunsOnPaper) -> None:
        super().__init__()
        self._runs = runs
        self._questions: dict[tuple[str, str], Question] = {}
        self.given: list[Answer] = []

    def ask(self, questions: Iterable[Question]) -> None:
        """Each in its place."""
        asked = list(questions)
        with self._request("ask"):
            self._questions |= {(one.job_id, one.accounting_entry_id): one for one in asked}

    def question(self, accounting_entry_id: str) -> Question | None:
        """The newest."""
        own = [one for one in self._questions.values() if one.accounting_entry_id == accounting_entry_id]
        return own[-1] if own else None

    def answer(self, answer: Answer) -> None:
        """One more."""
        with self._request("answer"):
            self.given.append(answer)

    def answers(self, accounting_entry_ids: Sequence[str]) -> Mapping[str, Sequence[Answer]]:
        """As they were given."""
        found: defaultdict[str, list[Answer]] = defaultdict(list)
        for one in self.given:
            if one.accounting_entry_id in accounting_entry_ids:
                found[one.accounting_entry_id].append(one)
        return found

    def unanswered(self, job_ids: Sequence[str]) -> int:
        """About what stands."""
        answered = {(one.job_id, one.accounting_entry_id) for one in self.given}
        standing = {
            (one.job_id, one.accounting_entry_id)
            for job_id in job_ids
            for one in self._runs.items(job_id)
            if one.status.stands_in_books
        }
        return len((self._questions.keys() & standing) - answered)

    def owners(self, entries: Sequence[EntryId]) -> Mapping[EntryId, str]:
        """By the intents that are not taken back."""
        return {
            (one.kind, one.external_id or ""): one.accounting_entry_id
            for one in self._runs.all_intents()
            if not one.removed and (one.kind, one.external_id) in entries
        }

    def not_in_books(self) -> list[NotInBooks]:
        """The newest of each expense, where it is missing."""
        histories: defaultdict[str, list[ItemRecord]] = defaultdict(list)
        for record in self._runs.all_items():
            histories[record.accounting_entry_id].append(record)
        told: list[NotInBooks] = []
        for entry_id, history in histories.items():
            ended = any(
                one.job_id == history[-1].job_id and one.kind in _ENDS for one in self.answers([entry_id])[entry_id]
            )
            if ended or not self._is_missing(history[-1]):
                continue
            since = history[-1]
            for record in reversed(history):
                if not self._is_missing(record):
                    break
                since = record
            undone = history[-1].status.stands_in_books and not self._runs.stands(history[-1])
            first = history[-1].problems[0].code.value if history[-1].problems else "job_ended"
            run, first_run = self._runs.run_of(history[-1].job_id), self._runs.run_of(since.job_id)
            told.append(NotInBooks(history[-1], "undone" if undone else first, first_run.started_at, run.id))
        return told

    def _is_missing(self, record: ItemRecord) -> bool:
        if record.status is ItemStatus.WAITING:
            job = self._runs.job(record.job_id)
            return job is not None and job.state in {JobState.CLOSED, JobState.LOST}
        return (record.job_id, record.accounting_entry_id) in self._questions or not self._runs.stands(record)
