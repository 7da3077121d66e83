"""One disturbed day: an export that something happens to, then exports until it is done, then the books are compared."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pleoqb_desktop.domain.problems import Code
from pleoqb_desktop.export.outcome import RunOutcome
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.runs import ItemStatus
from tests.endure.books import Difference, Picture, difference
from tests.endure.practice_set_up import PracticeSetUp

MOST_EXPORTS = 30


@dataclass(frozen=True)
class Undisturbed:
    """What a day without any trouble ends with."""

    morning: Picture
    books: Picture
    export_states: Mapping[str, str]
    standing: int
    lacking: int

    @classmethod
    def of(cls, house: PracticeSetUp) -> Undisturbed:
        """Exports once and looks."""
        house.back()
        morning, home = house.picture(), house.home()
        outcome = house.export(home)
        assert outcome.problem is None, outcome.problem
        standing = sum(one.record.status.stands_in_books for one in outcome.items)
        return cls(morning, house.picture(), house.export_states(), standing, _lacking(house, home))


@dataclass(frozen=True)
class Ending:
    """How a disturbed day ended."""

    difference: Difference
    wrong: tuple[str, ...]
    exports: int

    @property
    def good(self) -> bool:
        """Whether everything is as on an undisturbed day."""
        return self.difference.none and not self.wrong

    def told(self) -> str:
        """What is wrong, in a line."""
        d = self.difference
        counts = (
            f"doubled {d.doubled}, lost {d.lost}, receipts missing {d.receipts_missing}, doubled {d.receipts_doubled}, "
            f"vendors {d.vendors}, ledger {d.ledger}"
        )
        return "; ".join((counts, *self.wrong, *d.words[:4]))


def recover(
    house: PracticeSetUp,
    home: Path,
    undisturbed: Undisturbed,
    again: Callable[[PracticeSetUp, Path], RunOutcome] | None = None,
) -> Ending:
    """Exports until nothing is left to do, then compares. `again` does one export; None: undisturbed ones."""
    export = again or (lambda its_house, its_home: its_house.export(its_home))
    wrong: list[str] = []
    exports = 0
    while exports < MOST_EXPORTS:
        exports += 1
        outcome = export(house, home)
        whole = outcome.problem is None and _lacking(house, home) <= undisturbed.lacking
        if outcome.problem and outcome.problem.code is Code.JOB_OF_ANOTHER:
            house.practice.control("clock", {"advance": 3601})  # whoever started the job, nothing tells: it expires
        if whole and not _requeued(house, undisturbed):
            break
    else:
        wrong.append(f"not done after {exports} exports: {outcome.problem}")
    states = house.export_states()
    wrong += [f"{one} is {state} at Pleo" for one, state in states.items() if state != undisturbed.export_states[one]]
    wrong += [f"a job is {state}" for state in house.job_states() if state in {"pending", "in_progress"}]
    wrong += _links_that_lead_astray(house)
    wrong += _store(house, home, undisturbed)
    return Ending(difference(house.picture(), undisturbed.books), tuple(wrong), exports)


def undo_all(house: PracticeSetUp, home: Path, undisturbed: Undisturbed) -> tuple[str, ...]:
    """Takes every run back, the newest first, and says what is left that was not there in the morning."""
    left: list[str] = []
    with house.program(home) as program:
        for run in program.runs.runs():
            outcome = program.undo(CancelToken()).run(run.run.id)
            # What a later run only found is left by its undo, and taken back with the run that made it.
            reasons = [(one.record.type, one.problem.code) for one in outcome.items if one.problem]
            left += [f"left {kind}: {code}" for kind, code in reasons if code is not Code.UNDO_NOT_OURS]
            left += [f"left vendor {name}" for name in outcome.vendors_left]
    words = difference(house.picture(), undisturbed.morning).words
    return (*left, *(one for one in words if not (one.startswith("vendor") and one.endswith(" False"))))


def _lacking(house: PracticeSetUp, home: Path) -> int:
    """How many entries lack a receipt, as the program knows."""
    with house.program(home) as program:
        return len({one.accounting_entry_id for one in program.runs.lacking_receipts()})


def _requeued(house: PracticeSetUp, undisturbed: Undisturbed) -> bool:
    """A job that expired gives its entries back; the person puts them into the queue again."""
    states = house.export_states()
    left = [
        one for one, state in states.items() if state != "EXPORTED" and undisturbed.export_states[one] == "EXPORTED"
    ]
    if left:
        house.queue_again()
    return bool(left)


def _links_that_lead_astray(house: PracticeSetUp) -> list[str]:
    """Items whose external id at Pleo is not the entry that names them in its memo."""
    entities = house.books()["entities"]
    notes: dict[str, list[str]] = {}
    for rows in entities.values():
        for row in rows:
            notes.setdefault(str(row.get("Id")), []).append(row.get("PrivateNote") or "")
    return [
        f"{item['accountingEntryId']} is told to be {item['externalId']}"
        for job in house.pleo()["jobs"]
        for item in job["items"]
        if item["status"] == "successful"
        and not any(item["accountingEntryId"] in note for note in notes.get(item["externalId"] or "", []))
    ]


def _store(house: PracticeSetUp, home: Path, undisturbed: Undisturbed) -> list[str]:
    """The run store knows each entry that stands, with an id to undo it by; no run is left open."""
    with house.program(home) as program:
        runs = program.runs.runs()
        records = [record for run in runs for record in program.runs.run_items(run.run.id)]
        standing = {one.accounting_entry_id for one in records if one.status.stands_in_books}
        unknown = [
            f"intent of {intent.accounting_entry_id}, part {intent.position}, knows no entry"
            for one in standing
            for intent in program.runs.intents_of_entry(one)
            if intent.external_id is None and not _completed(program.runs.intents_of_entry(one), intent.position)
        ]
        waiting = [
            f"{one.accounting_entry_id} waits"
            for one in records
            if one.status is ItemStatus.WAITING
            and one.accounting_entry_id not in standing
            and undisturbed.export_states[one.accounting_entry_id] == "EXPORTED"
        ]
        left = [f"run {run.run.id} is {run.run.state}" for run in runs if run.run.state not in {"done", "stopped"}]
    return [
        *unknown,
        *waiting,
        *left,
        *([] if len(standing) == undisturbed.standing else [f"{len(standing)} entries are known to stand"]),
    ]


def _completed(intents: list[object], position: int) -> bool:
    return any(getattr(one, "position", -1) == position and getattr(one, "external_id", None) for one in intents)
