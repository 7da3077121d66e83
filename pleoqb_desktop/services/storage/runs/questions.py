"""Questions and answers as the run store holds them, and the list of what is not in the books; decides nothing about exports."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from pleoqb_desktop.domain.entries import EntryKind
from pleoqb_desktop.ports.questions import Answer, AnswerKind, EntryId, NotInBooks, Question
from pleoqb_desktop.ports.runs import ItemStatus, JobState
from pleoqb_desktop.services.storage.runs.database import Database
from pleoqb_desktop.services.storage.runs.rows import ANSWERS, ITEMS, QUESTIONS, StoredAnswer

_OF_COMPANY = "(SELECT job_id FROM jobs JOIN runs ON runs.id = jobs.run_id WHERE runs.realm_id = :realm)"
_CLOSING = (AnswerKind.ASIDE, AnswerKind.OUT, AnswerKind.LEAVE, AnswerKind.CORRECT, AnswerKind.SAME)
"""Answers after which an expense is no longer asked for in the list; the others act when it comes again."""
# An expense may be missing by its status, by an open question, or because its entry was taken back.
_MISSING = """WITH met AS (
        SELECT accounting_entry_id AS entry FROM items WHERE status IN ('failed', 'held', 'waiting')
        UNION SELECT accounting_entry_id FROM questions UNION SELECT accounting_entry_id FROM intents WHERE removed)
    SELECT items.number, jobs.job_id, jobs.state, runs.id, runs.started_at, items.accounting_entry_id, items.status,
        EXISTS (SELECT 1 FROM intents WHERE intents.accounting_entry_id = items.accounting_entry_id AND intents.removed
            AND intents.kind = items.kind AND intents.external_id = items.external_id) AS undone,
        EXISTS (SELECT 1 FROM questions WHERE questions.job_id = items.job_id
            AND questions.accounting_entry_id = items.accounting_entry_id) AS asked
    FROM met CROSS JOIN items ON items.accounting_entry_id = met.entry JOIN jobs USING (job_id) JOIN runs ON runs.id = jobs.run_id
    WHERE runs.realm_id = :realm ORDER BY items.number"""
_UNANSWERED = f"""SELECT count(*) FROM json_each(:jobs) AS wanted JOIN questions ON questions.job_id = wanted.value
    JOIN items USING (job_id, accounting_entry_id)
    WHERE items.status IN ('exported', 'already_there') AND NOT EXISTS (SELECT 1 FROM answers
        WHERE answers.realm_id = :realm AND answers.job_id = questions.job_id
        AND answers.accounting_entry_id = questions.accounting_entry_id)
    AND questions.job_id IN {_OF_COMPANY}"""  # noqa: S608
_OWNERS = f"""SELECT intents.kind, intents.external_id, intents.accounting_entry_id FROM json_each(:wanted) AS wanted
    JOIN intents ON intents.external_id = wanted.value
    WHERE NOT intents.removed AND intents.job_id IN {_OF_COMPANY} ORDER BY intents.number"""  # noqa: S608


class SqliteQuestions:
    """Questions of one company (ports.questions.Questions); usable from any thread. Methods raise as those of Database do."""

    def __init__(self, database: Database, realm_id: str) -> None:
        self._database = database
        self._realm = realm_id

    def ask(self, questions: Iterable[Question]) -> None:
        """Writes questions, all or none."""
        self._database.put(QUESTIONS, questions)

    def question(self, accounting_entry_id: str) -> Question | None:
        """The newest one about an expense."""
        rest = f"WHERE accounting_entry_id = :entry AND job_id IN {_OF_COMPANY} ORDER BY number DESC LIMIT 1"
        values = {"entry": accounting_entry_id, "realm": self._realm}
        return next(iter(self._database.records(QUESTIONS, rest, values)), None)

    def answer(self, answer: Answer) -> None:
        """Adds an answer."""
        self._database.put(ANSWERS, [StoredAnswer.of(self._realm, answer)])

    def answers(self, accounting_entry_ids: Sequence[str]) -> Mapping[str, Sequence[Answer]]:
        """All answers about these expenses, oldest first."""
        rest = """JOIN json_each(:wanted) AS wanted ON wanted.value = answers.accounting_entry_id
            WHERE answers.realm_id = :realm ORDER BY +answers.number"""
        values = {"wanted": json.dumps(list(accounting_entry_ids)), "realm": self._realm}
        found: defaultdict[str, list[Answer]] = defaultdict(list)
        for stored in self._database.records(ANSWERS, rest, values):
            found[stored.accounting_entry_id].append(stored.answer())
        return found

    def unanswered(self, job_ids: Sequence[str]) -> int:
        """Questions about entries that stand: others are counted as held already."""
        values = {"jobs": json.dumps(list(job_ids)), "realm": self._realm}
        return int(self._database.rows(_UNANSWERED, values)[0][0])

    def owners(self, entries: Sequence[EntryId]) -> Mapping[EntryId, str]:
        """By what was noted last."""
        wanted = set(entries)
        values = {"wanted": json.dumps(sorted({external_id for _, external_id in wanted})), "realm": self._realm}
        found = self._database.rows(_OWNERS, values) if wanted else ()
        owners = {(EntryKind(kind), external_id): entry_id for kind, external_id, entry_id in found}
        return {entry: owner for entry, owner in owners.items() if entry in wanted}

    def not_in_books(self) -> list[NotInBooks]:
        """By the newest record of every expense that may be missing."""
        histories: defaultdict[str, list[_Met]] = defaultdict(list)
        for row in self._database.rows(_MISSING, {"realm": self._realm}):
            met = _Met(*row)
            histories[met.entry_id].append(met)
        missing = {entry_id: since for entry_id, history in histories.items() if (since := _missing_since(history))}
        answers = self.answers(list(missing))
        open_ = {
            histories[entry_id][-1].number: (histories[entry_id][-1], since)
            for entry_id, since in missing.items()
            if not _closed(histories[entry_id][-1], answers.get(entry_id, ()))
        }
        return list(self._told(open_))

    def _told(self, open_: "Mapping[int, tuple[_Met, _Met]]") -> Iterator[NotInBooks]:
        rest = "WHERE number IN (SELECT value FROM json_each(:numbers)) ORDER BY number"
        records = self._database.records(ITEMS, rest, {"numbers": json.dumps(sorted(open_))})
        for number, record in zip(sorted(open_), records, strict=True):
            newest, since = open_[number]
            first = record.problems[0].code.value if record.problems else ""
            cause = "undone" if newest.undone else first or "job_ended"
            yield NotInBooks(record, cause, datetime.fromisoformat(since.started_at), newest.run_id)


class _Met:
    """One time that a run met an expense."""

    __slots__ = ("asked", "entry_id", "job_id", "number", "run_id", "started_at", "state", "status", "undone")

    def __init__(
        self,
        number: int,
        job_id: str,
        state: str,
        run_id: int,
        started_at: str,
        entry_id: str,
        status: str,
        undone: int,
        asked: int,
    ) -> None:
        self.number = number
        self.job_id = job_id
        self.state = JobState(state)
        self.run_id = run_id
        self.started_at = started_at
        self.entry_id = entry_id
        self.status = ItemStatus(status)
        self.undone = bool(undone)
        self.asked = bool(asked)

    @property
    def is_missing(self) -> bool:
        """Whether it came to nothing, or waits for an answer; what an export still works on is not missing yet."""
        if self.status is ItemStatus.WAITING:
            return self.state in {JobState.CLOSED, JobState.LOST}
        return self.asked or self.undone or not self.status.stands_in_books


def _missing_since(history: Sequence[_Met]) -> _Met | None:
    """Where the last row of times that it was missing begins; None when it is not missing now."""
    since: _Met | None = None
    for met in history:
        since = (since or met) if met.is_missing else None
    return since


def _closed(newest: _Met, answers: Sequence[Answer]) -> bool:
    return any(one.job_id == newest.job_id and one.kind in _CLOSING for one in answers)
