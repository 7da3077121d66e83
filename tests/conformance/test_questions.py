"""Questions, answers and what is not in the books, as ports.questions promises them: on paper and in the run store."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from pleoqb_desktop.domain.entries import EntryKind
from pleoqb_desktop.domain.money import Money
from pleoqb_desktop.domain.problems import Code, problem
from pleoqb_desktop.export.changed_since import Facts, encoded
from pleoqb_desktop.ports.questions import Answer, AnswerKind, Question, Questions
from pleoqb_desktop.ports.runs import Difference, Intent, ItemRecord, ItemStatus, JobRecord, JobState, Runs
from pleoqb_desktop.services.storage.runs.store import SqliteRuns
from tests.on_paper.questions import QuestionsOnPaper
from tests.on_paper.runs import RunsOnPaper

NOW = datetime(2026, 11, 24, 9, 12, 30, tzinfo=UTC)
REALM = "9130"
PURCHASE = (EntryKind.PURCHASE, "7")


@dataclass
class Store:
    """One company's runs and questions."""

    runs: Runs
    questions: Questions

    def met(self, job_id: str, *records: ItemRecord, state: JobState = JobState.CLOSED) -> None:
        """A run of its own, one day after the other, that met these."""
        started = NOW + timedelta(days=len(self.runs.runs()))
        run = self.runs.start_run(REALM, started)
        self.runs.set_job(JobRecord(job_id, run.id, state))
        self.runs.put_items(replace(record, job_id=job_id) for record in records)

    def missing(self) -> dict[str, str]:
        """What is not in the books, and why."""
        return {one.record.accounting_entry_id: one.cause for one in self.questions.not_in_books()}


@pytest.fixture(params=["on_paper", "sqlite"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    if request.param == "on_paper":
        paper = RunsOnPaper()
        yield Store(paper, QuestionsOnPaper(paper))
    else:
        kept = SqliteRuns(tmp_path / "runs.sqlite")
        yield Store(kept.of(REALM), kept.of(REALM).questions())
        kept.close()


def item(entry_id: str, status: ItemStatus = ItemStatus.HELD, **members: Any) -> ItemRecord:
    problems = () if status.stands_in_books else (problem(Code.PERIOD_CLOSED, entry_id=entry_id),)
    given = {"problems": problems, "amount": Money(Decimal("12.00"), "EUR")} | members
    return replace(ItemRecord("", entry_id, "card_purchase", status), **given)


def standing(entry_id: str, external_id: str = "7", **members: Any) -> ItemRecord:
    return item(entry_id, ItemStatus.EXPORTED, kind=EntryKind.PURCHASE, external_id=external_id, **members)


def question(entry_id: str, job_id: str, code: Code = Code.LOOKS_LIKE, **members: Any) -> Question:
    return replace(Question(job_id, entry_id, code, (PURCHASE,), NOW), **members)


def answer(entry_id: str, job_id: str, kind: AnswerKind, **members: Any) -> Answer:
    return replace(Answer(entry_id, kind, job_id, NOW), **members)


def test_every_member_of_a_question_survives_and_the_newest_is_told(store: Store) -> None:
    store.met("a", item("e1"))
    store.met("b", item("e1"))
    first = question("e1", "a", sync_token="3", payload='{"Line":[]}', facts='{"amount":"12.00"}')
    second = question("e1", "b", Code.CHANGED_SINCE, about=(PURCHASE, (EntryKind.BILL, "8")))
    store.questions.ask([first])
    assert store.questions.question("e1") == first
    store.questions.ask([second])
    assert store.questions.question("e1") == second
    assert store.questions.question("e2") is None
    store.questions.ask([again := replace(second, payload="{}")])
    assert store.questions.question("e1") == again


def test_answers_come_as_they_were_given_and_of_these_expenses_alone(store: Store) -> None:
    store.met("a", item("e1"), item("e2"))
    given = [
        answer("e1", "a", AnswerKind.ANOTHER, about=(PURCHASE,)),
        answer("e1", "a", AnswerKind.LEAVE, facts="{}"),
        answer("e2", "a", AnswerKind.ASIDE),
    ]
    for one in given:
        store.questions.answer(one)
    assert dict(store.questions.answers(["e1", "e3"])) == {"e1": given[:2]}
    assert {one: list(told) for one, told in store.questions.answers(["e1", "e2"]).items()} == {
        "e1": given[:2],
        "e2": given[2:],
    }


def test_only_questions_about_what_stands_count_as_unanswered(store: Store) -> None:
    store.met("a", standing("e1"), item("e2"), standing("e3", "8"))
    store.questions.ask([question("e1", "a", Code.CHANGED_SINCE), question("e2", "a")])
    assert store.questions.unanswered(["a"]) == 1
    assert store.questions.unanswered(["b"]) == store.questions.unanswered([]) == 0
    store.questions.answer(answer("e1", "a", AnswerKind.LEAVE))
    assert store.questions.unanswered(["a"]) == 0


def test_an_entry_belongs_to_the_expense_it_was_noted_for_until_it_is_taken_back(store: Store) -> None:
    store.met("a", standing("e1"))
    made = Intent("a", "e1", 0, EntryKind.PURCHASE, "", "", None, "7", "0")
    store.runs.put_intents([made])
    asked = [PURCHASE, (EntryKind.BILL, "7"), (EntryKind.PURCHASE, "8")]
    assert dict(store.questions.owners(asked)) == {PURCHASE: "e1"}
    assert dict(store.questions.owners([])) == {}
    store.runs.put_intents([replace(made, removed=True)])
    assert dict(store.questions.owners(asked)) == {}


def test_what_failed_is_missing_until_it_stands(store: Store) -> None:
    store.met("a", item("e1"), item("e2", ItemStatus.FAILED), standing("e3"))
    assert store.missing() == {"e1": "period_closed", "e2": "period_closed"}
    store.met("b", standing("e1", "9"), item("e2"))
    assert store.missing() == {"e2": "period_closed"}
    (one,) = store.questions.not_in_books()
    assert (one.since, one.run_id, one.record.job_id) == (NOW, 2, "b")


def test_what_stood_once_and_is_missing_again_is_missing_since_then(store: Store) -> None:
    for job_id, record in (("a", item("e1")), ("b", standing("e1")), ("c", item("e1")), ("d", item("e1"))):
        store.met(job_id, record)
    (one,) = store.questions.not_in_books()
    assert (one.since, one.run_id) == (NOW + timedelta(days=2), 4)


@pytest.mark.parametrize(
    ("state", "told"),
    [
        (JobState.STARTING, {}),
        (JobState.STARTED, {}),
        (JobState.CLOSED, {"e1": "job_ended"}),
        (JobState.LOST, {"e1": "job_ended"}),
    ],
)
def test_what_a_job_never_came_to_is_missing_once_the_job_is_over(
    store: Store, state: JobState, told: dict[str, str]
) -> None:
    store.met("a", item("e1", ItemStatus.WAITING, problems=()), state=state)
    assert store.missing() == told


@pytest.mark.parametrize("sign", [1, -1], ids=["spent", "refunded"])
def test_what_changed_in_pleo_counts_in_the_books_by_what_its_entry_was_made_of(store: Store, sign: int) -> None:
    """Also once a person has left it as it is: the books hold the old amount until they are corrected."""
    day, amount = date(2026, 11, 18), Money(Decimal("490.00") * sign, "EUR")
    made_of = encoded(Facts("480.00", day.isoformat()))
    changed = (Difference("amount", "490.00", "480.00"),)
    asked = Question(
        "b", "e1", Code.CHANGED_SINCE, (PURCHASE,), NOW, "0", None, encoded(Facts("490.00", day.isoformat()))
    )
    store.met("a", standing("e1", day=day, amount=Money(Decimal("480.00") * sign, "EUR"), facts=made_of))
    store.met("b", standing("e1", day=day, amount=amount, facts=made_of, differences=changed))
    store.questions.ask([asked])
    told = [(one.items, one.amount.amount) for one in store.runs.in_books(day, day)]
    store.runs.put_items([replace(standing("e1", day=day, amount=amount, facts=made_of), job_id="b")])
    left = [(one.items, one.amount.amount) for one in store.runs.in_books(day, day)]
    store.runs.put_items([replace(standing("e1", day=day, amount=amount, facts=asked.facts), job_id="b")])
    corrected = [(one.items, one.amount.amount) for one in store.runs.in_books(day, day)]
    assert (told, left, corrected) == ([(1, 480 * sign)], [(1, 480 * sign)], [(1, 490 * sign)])


def test_what_was_taken_back_is_missing(store: Store) -> None:
    store.met("a", standing("e1"))
    made = Intent("a", "e1", 0, EntryKind.PURCHASE, "", "", None, "7", "0")
    store.runs.put_intents([made])
    assert store.missing() == {}
    store.runs.put_intents([replace(made, removed=True)])
    assert store.missing() == {"e1": "undone"}


@pytest.mark.parametrize(
    ("kind", "stays"),
    [
        (AnswerKind.ASIDE, False),
        (AnswerKind.OUT, False),
        (AnswerKind.LEAVE, False),
        (AnswerKind.CORRECT, False),
        (AnswerKind.SAME, False),
        (AnswerKind.ANOTHER, True),
        (AnswerKind.AGAIN, True),
        (AnswerKind.LATER, True),
    ],
)
def test_an_answer_ends_the_question_unless_it_acts_only_when_the_expense_comes_again(
    store: Store, kind: AnswerKind, stays: bool
) -> None:
    store.met("a", item("e1"))
    store.questions.ask([question("e1", "a")])
    store.questions.answer(answer("e1", "a", kind))
    assert ("e1" in store.missing()) is stays
    store.met("b", item("e1"))
    assert store.missing() == {"e1": "period_closed"}, "what comes again is told again"


def test_a_question_about_an_entry_that_stands_is_on_the_list_until_it_is_answered(store: Store) -> None:
    changed = replace(standing("e1"), problems=(problem(Code.CHANGED_SINCE, entry_id="e1"),))
    store.met("a", changed)
    store.questions.ask([question("e1", "a", Code.CHANGED_SINCE)])
    assert store.missing() == {"e1": "changed_since"}
    store.questions.answer(answer("e1", "a", AnswerKind.LEAVE))
    assert store.missing() == {}


def test_nothing_of_one_company_is_told_of_another(tmp_path: Path) -> None:
    kept = SqliteRuns(tmp_path / "runs.sqlite")
    own, other = (Store(kept.of(realm), kept.of(realm).questions()) for realm in (REALM, "another"))
    own.met("a", item("e1"), standing("e2"))
    own.runs.put_intents([Intent("a", "e2", 0, EntryKind.PURCHASE, "", "", None, "7", "0")])
    own.questions.ask([question("e1", "a"), question("e2", "a")])
    own.questions.answer(answer("e1", "a", AnswerKind.ANOTHER))
    asks: list[Callable[[Questions], object]] = [
        lambda questions: questions.question("e1"),
        lambda questions: dict(questions.answers(["e1"])),
        lambda questions: questions.unanswered(["a"]),
        lambda questions: dict(questions.owners([PURCHASE])),
        lambda questions: questions.not_in_books(),
    ]
    for ask in asks:
        assert ask(own.questions)
        assert not ask(other.questions)
    kept.close()
