"""Disturbs exports again and again and looks at the books afterwards: `python -m tests.endure --runs 1000 --seed 1 [--people]`."""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.endure.disturb import Disturbance, after, disturbed_export
from tests.endure.expenses import handful
from tests.endure.people import runs
from tests.endure.points import DIED, in_a_child
from tests.endure.practice_set_up import COUNTRY, PracticeSetUp, standing_house
from tests.endure.record import record
from tests.endure.trial import Undisturbed, recover, undo_all

RUNS_A_DAY = 20
"""Runs with the same expenses; then others are drawn."""


@dataclass(frozen=True)
class Result:
    """What one run ended with; `wrong` is empty when all is as after an undisturbed export."""

    run: int
    doubled: int
    lost: int
    receipts_missing: int
    disturbed: int
    died: int
    exports: int
    wrong: str


def main() -> int:
    """Prints a line for each run that went wrong, and the sums. Returns 1 when anything is doubled, lost or missing."""
    parser = argparse.ArgumentParser(prog="endure", description=__doc__)
    parser.add_argument("--runs", type=int, default=30)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=min(os.cpu_count() or 1, 4), help="how many work at once")
    parser.add_argument(
        "--people",
        action=argparse.BooleanOptionalAction,
        default=False,
        help="people edit, delete, reopen (tests.endure.people)",
    )
    parser.add_argument("--record", type=Path, help="a page that shall tell how it ended (docs/benchmarks.md)")
    parser.add_argument("--part", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.part is not None:
        numbers = range(options.part, options.runs, options.processes)
        if options.people:
            for one in runs.work(options.seed, numbers):
                _say(json.dumps(asdict(one)))
        else:
            _work(options.seed, numbers)
        return 0
    began = time.monotonic()
    lines = _all_parts(options.seed, options.runs, options.processes, people=options.people)
    if options.people:
        return _say_of_people([runs.from_json(line) for line in lines], options, began)
    results = [Result(**json.loads(line)) for line in lines]
    bad = [one for one in results if one.wrong]
    for one in bad:
        _say(f"run {one.run}: {one.wrong}")
    sums = {
        name: sum(getattr(one, name) for one in results)
        for name in ("doubled", "lost", "receipts_missing", "disturbed", "died", "exports")
    }
    told = (
        f"{len(results)} runs with seed {options.seed}: {sums['doubled']} doubled, {sums['lost']} lost, "
        f"{sums['receipts_missing']} receipts missing ({sums['disturbed']} exports were disturbed, {sums['died']} of them "
        f"died, {sums['exports']} more completed them; {time.monotonic() - began:.0f} s)"
    )
    _tell("faults and kills", told, options.record)
    return 1 if bad or len(results) != options.runs else 0


def _say_of_people(results: list[runs.PeopleResult], options: argparse.Namespace, began: float) -> int:
    results.sort(key=lambda one: one.run)
    for one in results:
        for words in one.wrong:
            _say(f"run {one.run}: {words}")
    told = f"seed {options.seed}: {runs.sums(results)}; {time.monotonic() - began:.0f} s"
    _tell("people", told, options.record)
    return 1 if any(one.wrong for one in results) or len(results) != options.runs else 0


def _tell(kind: str, told: str, page: Path | None) -> None:
    _say(told)
    if page:
        record(page, kind, f"{told}, on {datetime.now(UTC):%Y-%m-%d}")


def _all_parts(seed: int, number: int, processes: int, *, people: bool) -> list[bytes]:
    """Works in processes without threads, since only such ones may fork."""
    command = [sys.executable, "-m", "tests.endure", "--runs", str(number), "--seed", str(seed)]
    command += ["--people"] if people else []
    parts = [
        subprocess.Popen(
            [*command, "--processes", str(processes), "--part", str(part)],
            stdout=subprocess.PIPE,
            cwd=Path(__file__).parents[2],
        )
        for part in range(processes)
    ]
    lines: list[bytes] = []
    for part in parts:
        out, _ = part.communicate()
        lines += out.splitlines()
    return lines


def _work(seed: int, numbers: range) -> None:
    with tempfile.TemporaryDirectory() as folder, standing_house(Path(folder)) as house:
        undisturbed: Undisturbed | None = None
        for count, number in enumerate(numbers):
            if undisturbed is None or count % RUNS_A_DAY == 0:
                undisturbed = _another_day(house, random.Random(f"{seed} day {number}"))
            result = one_run(house, undisturbed, number, random.Random(f"{seed} run {number}"))
            _say(json.dumps({name: getattr(result, name) for name in Result.__dataclass_fields__}))


def _another_day(house: PracticeSetUp, dice: random.Random) -> Undisturbed:
    """Another choice of expenses, in another order."""
    house.back()
    house.practice.pleo_control("expenses", country=COUNTRY, method="DELETE")
    expenses: list[dict[str, Any]] = dice.sample(handful(), dice.randint(10, len(handful())))
    house.practice.pleo_control("expenses", expenses, country=COUNTRY)
    house.practice.control("moment/keep")
    return Undisturbed.of(house)


def one_run(house: PracticeSetUp, undisturbed: Undisturbed, number: int, dice: random.Random) -> Result:
    """One to three disturbed exports, then undisturbed ones until all is done; every fourth run is undone at the end."""
    house.back()
    home = house.home()
    codes: list[int] = []
    for _ in range(dice.choice((1, 1, 2, 3))):
        disturbance = Disturbance.drawn(dice)
        codes.append(in_a_child(lambda it=disturbance: disturbed_export(house, home, it)))
        after(house, home)
        house.queue_again()
    ending = recover(house, home, undisturbed)
    wrong = [f"an export ended with {code}" for code in codes if code not in {0, DIED}]
    wrong += [] if ending.good else [ending.told()]
    if number % 4 == 0 and not wrong:
        wrong += undo_all(house, home, undisturbed)
    found = ending.difference
    return Result(
        number,
        found.doubled + found.receipts_doubled,
        found.lost,
        found.receipts_missing,
        len(codes),
        codes.count(DIED),
        ending.exports,
        "; ".join(wrong),
    )


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
