"""What a sync did, by kind and thing, and each write of it: a refusal of one thing is told and stops nothing else."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar

from pleoqb_desktop.domain.problems import Code, Problem, problem
from pleoqb_desktop.ports.errors import SpendRefusal
from pleoqb_desktop.ports.reference import Kind

NAME_LENGTH = 255
"""The longest name that Pleo takes (COA-10)."""

_T = TypeVar("_T")


class Change(StrEnum):
    """What happened to one thing in Pleo."""

    CREATED = "created"
    UPDATED = "updated"
    UNARCHIVED = "unarchived"
    ARCHIVED = "archived"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class ChangedThing:
    """One thing that the sync touched, for the list of what changed."""

    kind: Kind
    change: Change
    name: str


@dataclass(slots=True)
class SyncReport:
    """`things` leaves out what is unchanged."""

    counts: dict[Kind, dict[Change, int]] = field(default_factory=lambda: {kind: defaultdict(int) for kind in Kind})
    things: list[ChangedThing] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def note(self, kind: Kind, change: Change, name: str) -> None:
        """Counts one thing."""
        self.counts[kind][change] += 1
        if change is not Change.UNCHANGED:
            self.things.append(ChangedThing(kind, change, name))

    def attempt(self, kind: Kind, change: Change, write: Callable[[_T], None], value: _T, name: str) -> None:
        """Writes one thing into Pleo and counts what came of it; a refusal is told, the rest goes on."""
        try:
            write(value)
        except SpendRefusal as refusal:
            self.refused(kind, name, refusal.message or refusal.type or str(refusal.status))
        else:
            self.note(kind, change, name)

    def refused(self, kind: Kind, name: str, detail: str) -> None:
        """Counts and tells one thing that Pleo did not take; `detail` are its words."""
        self.note(kind, Change.REFUSED, name)
        self.problems.append(problem(Code.SYNC_REFUSED, kind=kind.value, name=name, detail=detail))
