"""Plays one plan, or shortens it: `python -m tests.endure.people --seed 1 --run 7 --shorten`."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import asdict, replace
from pathlib import Path

from tests.endure.people.model import Kind
from tests.endure.people.office import Mornings
from tests.endure.people.plans import Plan
from tests.endure.people.runs import plan_of
from tests.endure.people.trial import Verdict, play
from tests.endure.practice_set_up import standing_house


def shortened(plan: Plan, fails: Callable[[Plan], bool]) -> Plan:
    """The plan without the steps, and what happens in them, that its failure does not need."""
    again = True
    while again:
        again = False
        for shorter in _shorter(plan):
            if fails(shorter):
                plan, again = shorter, True
                break
    return plan


def _shorter(plan: Plan) -> Iterator[Plan]:
    for place, step in enumerate(plan.steps):
        before, after = plan.steps[:place], plan.steps[place + 1 :]
        yield replace(plan, steps=(*before, *after))
        for name in ("during", "faults", "weather", "of", "words"):
            value = step.get(name)
            if name == "of" and step["do"] == "again" and value is not None:
                yield replace(plan, steps=(*before, {"do": "again"}, *after))
            elif isinstance(value, list) and name != "of":
                for one in range(len(value)):
                    rest = {name: value[:one] + value[one + 1 :]} if len(value) > 1 else {}
                    yield replace(plan, steps=(*before, {k: v for k, v in step.items() if k != name} | rest, *after))
            elif name == "weather" and value:
                yield replace(plan, steps=(*before, {k: v for k, v in step.items() if k != name}, *after))
            elif name == "words" and value and len(value) > 1:
                for word in value:
                    kept = {k: v for k, v in value.items() if k != word}
                    yield replace(plan, steps=(*before, step | {"words": kept}, *after))
        if step["do"] == "export" and step["computer"]:
            yield replace(plan, steps=(*before, step | {"computer": 0}, *after))
    last = len(plan.expenses) - 1
    if last > 0 and not any(
        last in (of if isinstance(of := step.get("of", -1), list) else [of]) for step in _all(plan)
    ):
        yield replace(plan, expenses=plan.expenses[:-1])
    if plan.first_open_day:
        yield replace(plan, first_open_day=False)


def _all(plan: Plan) -> Iterator[dict[str, object]]:
    for step in plan.steps:
        yield step
        yield from step.get("during", ())


def told(plan: Plan, verdict: Verdict) -> str:
    """A plan and what is wrong after it, for people to read."""
    lines = [f"- first open day: {plan.first_open_day}"] if plan.first_open_day else []
    lines += [
        f"- expense {number}: {json.dumps(words, ensure_ascii=False)}" for number, words in enumerate(plan.expenses)
    ]
    lines += [f"- {json.dumps(step, ensure_ascii=False)}" for step in plan.steps]
    lines += [f"- -> {one.kind.value}, expense {one.expense}: {one.words}" for one in verdict.findings]
    return "\n".join(lines)


def main() -> None:
    """Prints the plan and what is wrong after it."""
    parser = argparse.ArgumentParser(prog="people", description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--run", type=int, required=True)
    parser.add_argument("--kind", help="the kind of failure that a shorter plan must have too")
    parser.add_argument("--shorten", action="store_true")
    options = parser.parse_args()
    plan = plan_of(options.seed, options.run)
    with tempfile.TemporaryDirectory() as folder, standing_house(Path(folder), []) as house:
        mornings = Mornings(house, Path(folder) / "mornings")
        verdict = play(house, mornings, plan)
        wanted = {Kind(options.kind)} if options.kind else verdict.kinds
        if options.shorten and wanted & verdict.kinds:
            plan = shortened(plan, lambda one: bool(wanted & play(house, mornings, one).kinds))
            verdict = play(house, mornings, plan)
        sys.stdout.write(told(plan, verdict) + "\n")
        sys.stdout.write(json.dumps(asdict(plan), ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
