"""Many plans one after the other, in one process, and what to say of them all."""

from __future__ import annotations

import json
import random
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.endure.people.model import Kind
from tests.endure.people.office import Mornings
from tests.endure.people.plans import Plan, drawn
from tests.endure.people.trial import play
from tests.endure.practice_set_up import standing_house


@dataclass(frozen=True)
class PeopleResult:
    """What one run ended with: (kind, number of the expense, words) of everything that is not as it must be."""

    run: int
    findings: list[list[Any]]
    exports: int
    died: int

    @property
    def wrong(self) -> list[str]:
        """What is wrong, in words; the unknowable is not."""
        return [
            f"{kind}, expense {number}: {words}" for kind, number, words in self.findings if kind != Kind.UNKNOWABLE
        ]


def plan_of(seed: int, number: int) -> Plan:
    """The plan of a run."""
    return drawn(random.Random(f"{seed} people {number}"))


def work(seed: int, numbers: Iterable[int]) -> Iterator[PeopleResult]:
    """Plays these runs."""
    with tempfile.TemporaryDirectory() as folder, standing_house(Path(folder), []) as house:
        mornings = Mornings(house, Path(folder) / "mornings")
        for number in numbers:
            verdict = play(house, mornings, plan_of(seed, number))
            found = [[one.kind.value, one.expense, one.words] for one in dict.fromkeys(verdict.findings)]
            yield PeopleResult(number, found, verdict.exports, verdict.died)


def sums(results: Iterable[PeopleResult]) -> str:
    """How many of each kind, in a line."""
    counts: Counter[str] = Counter()
    runs = exports = died = 0
    for one in results:
        counts.update(kind for kind, _, _ in one.findings)
        runs, exports, died = runs + 1, exports + one.exports, died + one.died
    told = ", ".join(f"{counts[kind.value]} {kind.value}" for kind in Kind)
    return f"{runs} runs with people: {told} ({exports} exports, {died} of them died)"


def from_json(line: bytes) -> PeopleResult:
    """A result as a part of the work told it."""
    return PeopleResult(**json.loads(line))
