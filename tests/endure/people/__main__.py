"""Looks closer at runs with people: `--run 7` plays one plan, `--collect 300` many; what is wrong is told with a short plan."""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
from pathlib import Path

from pleoqb_desktop.practice.quickbooks.company import TRANSACTIONS
from tests.endure.people.model import Finding, Kind
from tests.endure.people.office import Mornings
from tests.endure.people.plans import Plan
from tests.endure.people.runs import plan_of
from tests.endure.people.shorten import shortened
from tests.endure.people.trial import Verdict, play
from tests.endure.practice_set_up import PracticeSetUp, standing_house

_NUMBERS = re.compile(r"-?\d[\d.]*")
_ENTRIES = re.compile("|".join(TRANSACTIONS))


def way(finding: Finding) -> str:
    """How something is wrong, whichever entry and amount it is."""
    return f"{finding.kind.value}: {_NUMBERS.sub('…', _ENTRIES.sub('entry', finding.words))}"


def ways(verdict: Verdict) -> list[str]:
    """All of them, the unknowable left out, in their order."""
    return list(dict.fromkeys(way(one) for one in verdict.findings if one.kind is not Kind.UNKNOWABLE))


def told(plan: Plan, verdict: Verdict) -> str:
    """A plan and what is wrong after it, for people to read."""
    lines = ["- the books' closed periods: first open day"] if plan.first_open_day else []
    lines += [] if plan.own_numbers else ["- QuickBooks numbers expenses by itself"]
    for number, words in enumerate(plan.expenses):
        shown = {
            name: words[name] for name in ("date", "amount", "lines", "tax", "supplier", "receipts") if words.get(name)
        }
        lines.append(f"- expense {number}, {words['kind']}: {json.dumps(shown, ensure_ascii=False)}")
    lines += [f"- {json.dumps(step, ensure_ascii=False)}" for step in plan.steps]
    lines += [f"- **{one.kind.value}**, expense {one.expense}: {one.words}" for one in dict.fromkeys(verdict.findings)]
    return "\n".join([*lines, "```json", plan.as_json(), "```"])


def look(house: PracticeSetUp, mornings: Mornings, plan: Plan, wanted: str | None) -> str:
    """A plan, shortened where it fails in the wanted way."""
    if wanted:
        plan = shortened(plan, lambda one: wanted in ways(play(house, mornings, one, lambda v: wanted in ways(v))))
    return told(plan, play(house, mornings, plan))


def main() -> None:
    """Prints what is wrong, and after which plan."""
    parser = argparse.ArgumentParser(prog="people", description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--run", type=int, help="the plan of this run")
    parser.add_argument("--plan", type=Path, help="a plan that was told before, as JSON in a file")
    parser.add_argument(
        "--collect", type=int, default=0, help="so many runs, one short plan for each way in which they fail"
    )
    parser.add_argument("--from", type=int, default=0, dest="first", help="the first of these runs")
    parser.add_argument("--as-drawn", action="store_true", help="do not shorten")
    options = parser.parse_args()
    if options.plan:
        plans = [(options.plan.name, Plan.of(options.plan.read_text("utf-8")))]
    else:
        numbers = [options.run] if options.run is not None else range(options.first, options.first + options.collect)
        plans = [(f"seed {options.seed}, run {number}", plan_of(options.seed, number)) for number in numbers]
    met: set[str] = set()
    with tempfile.TemporaryDirectory() as folder, standing_house(Path(folder), []) as house:
        mornings = Mornings(house, Path(folder) / "mornings")
        for name, plan in plans:
            verdict = play(house, mornings, plan)
            for one in ways(verdict):
                if one not in met:
                    met.add(one)
                    text = look(house, mornings, plan, None if options.as_drawn else one)
                    _say(f"\n## {one}\n{name}\n{text}")
            if len(plans) == 1 and not ways(verdict):
                _say(told(plan, verdict))


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
