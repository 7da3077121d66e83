"""Plays a plan: steps and exports in their order, each export judged by the model, and the end when all trouble is over."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from pleoqb_desktop.domain.problems import Code
from pleoqb_desktop.export.outcome import RunOutcome
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.errors import WrongUsageError
from pleoqb_desktop.ports.questions import AnswerKind
from pleoqb_desktop.ports.runs import ItemRecord
from tests.endure.people.model import Computer, Expense, Exported, Finding, Kind, Result, judge, judge_end
from tests.endure.people.office import Mornings, Office
from tests.endure.people.plans import Plan, Step
from tests.endure.points import DIED, Point, Points, in_a_child
from tests.endure.practice_set_up import COUNTRY, PracticeSetUp

CALM = {"faults": [], "query_lag": 0.0, "shuffle_rows": False, "shuffle_answers": False}
MOST_EXPORTS = 8
OPEN = frozenset({"pending", "in_progress"})


ANSWERS = {
    Code.LOOKS_LIKE.value: (AnswerKind.SAME, AnswerKind.ANOTHER),
    Code.VOIDED_BY_HAND.value: (AnswerKind.AGAIN, AnswerKind.OUT),
    Code.CHANGED_SINCE.value: (AnswerKind.CORRECT, AnswerKind.LEAVE),
}
"""What a person may answer: first what goes on with the expense."""


@dataclass(frozen=True)
class Said:
    """What a program said before its process ended; nothing where it died."""

    results: dict[str, Result] = field(default_factory=dict)
    bug: str = ""
    answered: tuple[str, ...] = ()
    """Ids of the entries that an answer was about."""

    @classmethod
    def of(cls, outcome: RunOutcome) -> Said:
        """The outcome of an export."""
        bug = str(outcome.problem) if outcome.problem and outcome.problem.code is Code.BUG else ""
        return cls({one.record.accounting_entry_id: _result(one.record) for one in outcome.items}, bug)

    @classmethod
    def read(cls, file: Path) -> Said:
        """What was written, if anything was."""
        if not file.exists():
            return cls()
        words: dict[str, Any] = json.loads(file.read_text("utf-8"))
        results = {id_: Result(**one | {"codes": tuple(one["codes"])}) for id_, one in words["results"].items()}
        return cls(results, words["bug"], tuple(words["answered"]))

    def write(self, file: Path) -> None:
        """Writes it for the process that waits."""
        file.write_text(json.dumps(asdict(self)), "utf-8")


def _result(record: ItemRecord) -> Result:
    about = record.problems[0].params.get("external_id") if record.problems else None
    codes = tuple(problem.code.value for problem in record.problems)
    return Result(record.status.value, record.external_id, codes, str(about) if about else None)


@dataclass
class Verdict:
    """What is wrong after a plan, and how much work it was."""

    findings: list[Finding] = field(default_factory=list)
    exports: int = 0
    died: int = 0

    @property
    def kinds(self) -> set[Kind]:
        """The kinds of what is wrong; the unknowable is not."""
        return {one.kind for one in self.findings} - {Kind.UNKNOWABLE}


def play(
    house: PracticeSetUp, mornings: Mornings, plan: Plan, enough: Callable[[Verdict], bool] = lambda _verdict: False
) -> Verdict:
    """The whole of it, or until it is `enough`."""
    trial = _Trial(Office(house, mornings, plan), plan)
    try:
        for step in plan.steps:
            if step["do"] == "export":
                trial.export(step)
            elif step["do"] == "undo":
                trial.undo()
            elif step["do"] == "answer":
                trial.answer(step["of"], goes_on=step["goes_on"])
            else:
                trial.deed(step)
            if enough(trial.verdict):
                return trial.verdict
        trial.end()
    finally:
        trial.office.leave()
    return trial.verdict


class _Trial:
    def __init__(self, office: Office, plan: Plan) -> None:
        self.office = office
        self.verdict = Verdict()
        self._house = office.house
        self._plan = plan
        self._told: dict[tuple[str, str], str] = {}
        self._said: dict[str, Result] = {}
        self._knows: int | None = None
        """The computer whose store holds all that was done last, by people too."""

    def deed(self, step: Step) -> None:
        """What people do between two exports."""
        if step["do"] != "again":
            self._knows = None
        self.office.do(step)

    # -- one export ------------------------------------------------------------------------------

    def export(self, step: Step) -> Exported:
        """One export as the step says, judged."""
        number, faults, during = step["computer"], step.get("faults", []), step.get("during", [])
        lag = step.get("weather", {}).get("query_lag", 0)
        # what a query does not show yet, and no store of this computer holds, nothing can know: people take their time then
        at_once = step.get("at_once") and (not lag or self._knows == number)
        if not at_once:
            self._house.practice.control("clock", {"advance": 60})
        before = self.office.seen()
        computer = replace(self._computer(number), sees=not (at_once and lag))
        if any(one["do"] == "other computer exports" for one in during):
            computer = _both(computer, self._computer(1 - number))
        self._knows = number
        self._house.conditions(**CALM | step.get("weather", {}) | {"faults": faults})
        said = self._in_a_child(number, lambda: self._work(number, during))
        self._house.conditions(**CALM)
        if any(one["kind"] == "goes_on" for one in faults):
            self._house.practice.control("clock", {"advance": 130})
        touched = frozenset(self.office.expenses[one["of"]].id for one in during if "of" in one)
        if number == 0:
            self._said |= said.results
        return self._judged(Exported(before, self.office.seen(), computer, said.results, self._newly_told(), touched))

    def answer(self, number: int, *, goes_on: bool) -> None:
        """A person at the first computer answers what its last export asked of an expense; that may export it at once."""
        expense = self.office.expenses[number]
        asked = self._said.get(expense.id)
        code = next((one for one in asked.codes if one in ANSWERS), None) if asked else None
        if asked is None or code is None:
            return
        kind = ANSWERS[code][not goes_on]
        before, computer = self.office.seen(), self._computer(0)
        said = self._in_a_child(0, lambda: self._take(expense.id, kind, asked.about))
        self._knows = None
        if said.answered:
            self._said.pop(expense.id)
            self.office.expenses[number] = _answered(expense, kind, said.answered)
        self._judged(Exported(before, self.office.seen(), computer, said.results, self._newly_told()))

    def undo(self) -> None:
        """A person at the first computer takes its last run back; what is not ours must stand afterwards."""
        before = self.office.seen()
        self._in_a_child(0, self._undo)
        after = self.office.seen()
        self._knows = None
        self._said.clear()
        for entry in before.strangers():
            if entry.id not in after.standing:
                words = f"undo removed {entry.kind} {entry.id} of somebody else"
                self.verdict.findings.append(Finding(Kind.LOST, -1, words))
        for expense in self.office.expenses:
            kept = {id_ for id_ in expense.adopted if id_ in after.standing and expense.id in after.standing[id_].note}
            self.office.expenses[expense.number] = replace(expense, adopted=frozenset(kept))

    def _undo(self) -> Said:
        with self._house.program(self.office.homes[0]) as program:
            runs = program.runs.runs()
            if runs:
                program.undo(CancelToken()).run(runs[0].run.id)
        return Said()

    def _judged(self, export: Exported) -> Exported:
        for expense in self.office.expenses:
            self.verdict.findings += judge(expense, export)
        return export

    def _in_a_child(self, number: int, work: Callable[[], Said]) -> Said:
        """What a program on a computer said, in a process of its own that may die."""
        file = self.office.homes[number] / "said.json"
        file.unlink(missing_ok=True)
        code = in_a_child(lambda: work().write(file))
        said = Said.read(file)
        self.verdict.exports += 1
        self.verdict.died += code == DIED
        if said.bug or code not in {0, DIED}:
            self.verdict.findings.append(Finding(Kind.BUG, -1, said.bug or f"a program ended with {code}"))
        return said

    def _take(self, entry_id: str, kind: AnswerKind, about: str | None) -> Said:
        with (
            self._house.program(self.office.homes[0]) as program,
            program.exports.answering(CancelToken()) as answering,
        ):
            question = program.runs.questions().question(entry_id)
            entries = tuple(id_ for _, id_ in question.about) if question else ()
            try:
                answered = answering.take(entry_id, kind, about if kind is AnswerKind.SAME else None)
            except WrongUsageError:
                return Said()
            said = Said.of(answered.run) if answered.run else Said()
            return replace(said, answered=(about,) if about and kind is AnswerKind.SAME else entries)

    def _work(self, number: int, during: list[Step]) -> Said:
        house, home, cancel, clock = self._house, self.office.homes[number], CancelToken(), self._house.clock()
        busy: list[Step] = []
        happenings: dict[str, Callable[[], object]] = {
            "die": lambda: os._exit(DIED),
            "stop": cancel.cancel,
            "job expires": lambda: house.practice.control("clock", {"advance": 4000}),
            "job cancelled": self._cancel_jobs,
            "other computer exports": lambda: house.export(self.office.homes[1 - number]),
        }
        events = {one["at"]: one for one in during}

        def reached(_point: Point, moment: int) -> None:
            event = events.get(moment)
            if event is None or busy:
                return
            busy.append(event)
            happenings.get(event["do"], lambda: self.office.do(event))()
            busy.clear()

        with Points(reached), house.program(home, clock) as program, program.exports.now(cancel) as export:
            return Said.of(export.run())

    def _cancel_jobs(self) -> None:
        for job in self._house.pleo()["jobs"]:
            if job["status"] in OPEN:
                self._house.practice.pleo_control("cancel", {"job_id": job["id"]}, country=COUNTRY)

    def _computer(self, number: int) -> Computer:
        """What the store of a computer holds."""
        store = self.office.store(number)
        known: dict[str, frozenset[str]] = {}
        if store is not None:
            with closing(sqlite3.connect(store)) as database:
                rows = database.execute(
                    "SELECT accounting_entry_id, external_id FROM intents WHERE external_id IS NOT NULL AND NOT removed"
                ).fetchall()
            for entry_id, external_id in rows:
                known[entry_id] = known.get(entry_id, frozenset()) | {external_id}
        taken = frozenset().union(*(one.adopted for one in self.office.expenses))
        return Computer(known, self._plan.first_open_day, taken=taken)

    def _newly_told(self) -> dict[str, str]:
        """What Pleo was told of since the last look: entry and external id."""
        told: dict[str, str] = {}
        for job in self._house.pleo()["jobs"]:
            for item in job["items"]:
                key = (job["id"], item["accountingEntryId"])
                if item["status"] == "successful" and key not in self._told:
                    self._told[key] = told[item["accountingEntryId"]] = item["externalId"]
        return told

    # -- the end ---------------------------------------------------------------------------------

    def end(self) -> None:
        """No more trouble: what is open is finished, everything is exported once more, and then again."""
        for _ in range(MOST_EXPORTS):
            if not self._open_jobs():
                break
            for computer in (0, 1):
                self.export({"computer": computer})
            if self._open_jobs():
                self._house.practice.control("clock", {"advance": 4000})
        for _ in range(2):
            self.office.again()
            export = self.export({"computer": 0})
        states = self._house.export_states()
        if self._open_jobs():
            self.verdict.findings.append(Finding(Kind.STUCK, -1, "a job is open"))
        for expense in self.office.expenses:
            self.verdict.findings += judge_end(expense, export, states[expense.id])

    def _open_jobs(self) -> bool:
        return bool(OPEN & set(self._house.job_states()))


def _both(one: Computer, other: Computer) -> Computer:
    """What two computers know, each of them."""
    known = {entry_id: ids & other.known.get(entry_id, frozenset()) for entry_id, ids in one.known.items()}
    return replace(one, known=known)


def _answered(expense: Expense, kind: AnswerKind, about: tuple[str, ...]) -> Expense:
    """An expense of which a person answered this about entries."""
    match kind:
        case AnswerKind.SAME:
            return replace(expense, adopted=expense.adopted.union(about))
        case AnswerKind.ANOTHER:
            return replace(expense, others=expense.others.union(about))
        case AnswerKind.AGAIN:
            return replace(expense, again=expense.again.union(about))
        case AnswerKind.LEAVE:
            return replace(expense, left=expense.left | {expense.moves})
        case _:
            return expense
