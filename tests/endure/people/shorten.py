"""Shortens a plan: leaves out steps, what happens in them, and expenses, as long as it fails in the same way."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from tests.endure.people.plans import Plan, Step

_PARTS = ("during", "faults", "weather", "at_once", "words")


def shortened(plan: Plan, fails: Callable[[Plan], bool]) -> Plan:
    """The shortest plan that is found by leaving out one thing after the other."""
    while (shorter := next(filter(fails, _shorter(plan)), None)) is not None:
        plan = shorter
    return plan


def _shorter(plan: Plan) -> Iterator[Plan]:
    yield from _fewer_expenses(plan)
    for place in reversed(range(len(plan.steps))):
        before, after = plan.steps[:place], plan.steps[place + 1 :]
        yield replace(plan, steps=(*before, *after))
        for step in _simpler(plan.steps[place]):
            yield replace(plan, steps=(*before, step, *after))
    if plan.first_open_day:
        yield replace(plan, first_open_day=False)
    if not plan.own_numbers:
        yield replace(plan, own_numbers=True)


def _simpler(step: Step) -> Iterator[Step]:
    """The step with less in it."""
    for name in _PARTS:
        if name not in step:
            continue
        for less in _less(name, step[name]):
            yield {key: value for key, value in step.items() if key != name} | ({name: less} if less else {})
    if step["do"] == "again" and "of" in step:
        yield {"do": "again"}
    if step.get("computer"):
        yield step | {"computer": 0}


def _less(name: str, value: Any) -> Iterator[Any]:
    """A list, or the words of an edit, with one thing less; nothing at all of anything else."""
    if isinstance(value, list):
        yield from (value[:place] + value[place + 1 :] for place in range(len(value)))
    elif name == "words":
        yield from ({word: one for word, one in value.items() if word != gone} for gone in value if len(value) > 1)
    else:
        yield None


def _fewer_expenses(plan: Plan) -> Iterator[Plan]:
    deeds = [*plan.steps, *(one for step in plan.steps for one in step.get("during", ()))]
    for number in range(len(plan.expenses)) if len(plan.expenses) > 1 else ():
        if all(step.get("of") != number for step in deeds):
            others = plan.expenses[:number] + plan.expenses[number + 1 :]
            yield replace(plan, expenses=others, steps=tuple(_renumbered(step, number) for step in plan.steps))


def _renumbered(step: Step, gone: int) -> Step:
    """A step of a plan that lost an expense."""
    found = dict(step)
    of = step.get("of")
    if isinstance(of, list):
        found["of"] = [one - (one > gone) for one in of if one != gone]
    elif of is not None:
        found["of"] = of - (of > gone)
    if "during" in step:
        found["during"] = [_renumbered(one, gone) for one in step["during"]]
    return found
