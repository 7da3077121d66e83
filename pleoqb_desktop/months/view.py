"""One month as the run store tells it: nothing is asked of Pleo or QuickBooks, so that it is known offline too."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from pleoqb_desktop.domain.problems import Code
from pleoqb_desktop.domain.rules import periods
from pleoqb_desktop.domain.rules.spend_types import rules_of
from pleoqb_desktop.domain.spend import SpendType
from pleoqb_desktop.ports.months import Comparisons, MonthComparison
from pleoqb_desktop.ports.questions import NotInBooks, Questions
from pleoqb_desktop.ports.runs import ItemRecord, MonthTotal, Runs
from pleoqb_desktop.reconcile import WRONG, Verdict

_WITH_RECEIPTS = frozenset(one for one in SpendType if rules_of(one).has_receipt)
OPEN = (*WRONG, Verdict.NOT_EXPORTED)
"""Verdicts with which a month is not complete."""


class MonthState(StrEnum):
    """How far a month is."""

    UNKNOWN = "unknown"
    OUTDATED = "outdated"
    EARLY = "early"
    OPEN = "open"
    COMPLETE = "complete"


@dataclass(frozen=True, slots=True)
class Reminder:
    """Expenses of one person without their receipts, oldest first; `days` is how old the oldest is. `person` "" where Pleo told
    none."""

    person: str
    items: tuple[ItemRecord, ...]
    days: int


@dataclass(frozen=True, slots=True)
class MonthView:
    """A month. `in_books` are its sums by currency; `comparison` None: never compared; `outdated`: its expenses were exported or taken
    back since; `missing` is not in the books, or not as Pleo tells it; `over`: the month has ended; `early`: it has, and Pleo told its side
    before that."""

    month: date
    in_books: tuple[MonthTotal, ...] = ()
    comparison: MonthComparison | None = None
    outdated: bool = False
    missing: tuple[NotInBooks, ...] = ()
    reminders: tuple[Reminder, ...] = ()
    over: bool = True
    early: bool = False

    @property
    def changed(self) -> tuple[NotInBooks, ...]:
        """What was changed in Pleo after its export, and waits for an answer."""
        return tuple(one for one in self.missing if one.cause == Code.CHANGED_SINCE)

    @property
    def held(self) -> tuple[NotInBooks, ...]:
        """What is not in the books at all."""
        return tuple(one for one in self.missing if one.cause != Code.CHANGED_SINCE)

    @property
    def without_receipts(self) -> int:
        """How many expenses lack a receipt."""
        return sum(len(one.items) for one in self.reminders)

    @property
    def state(self) -> MonthState:
        """Complete only when everything was seen to stand once, as Pleo tells it and with its receipts."""
        seen = self.comparison
        if seen is None:
            return MonthState.UNKNOWN
        if self.outdated:
            return MonthState.OUTDATED
        if self.early:
            return MonthState.EARLY
        wrong = any(seen.counts.get(verdict.value) for verdict in OPEN) or seen.changed
        agrees = seen.moves_agree and seen.vat_agrees and not wrong
        return MonthState.COMPLETE if agrees and not self.missing and not self.reminders else MonthState.OPEN


def month_view(runs: Runs, questions: Questions, comparisons: Comparisons, month: date, today: date) -> MonthView:
    """Reads a month, `month` being its first day; `today` in the company's time zone. Raises KnownError when the store is damaged."""
    last = periods.last_of_month(month)
    comparison, met = comparisons.of(month), runs.last_met(month, last)
    told_on = (comparison.told_on or comparison.compared_at.date()) if comparison else None
    return MonthView(
        month,
        tuple(runs.in_books(month, last)),
        comparison,
        comparison is not None and met is not None and met > comparison.compared_at,
        tuple(one for one in questions.not_in_books() if _is_within(one.record.day, month, last, today)),
        _reminders([one for one in runs.without_receipts(month, last) if one.type in _WITH_RECEIPTS], today),
        last < today,
        told_on is not None and told_on <= last < today,
    )


def _is_within(day: date | None, month: date, last: date, today: date) -> bool:
    """What has no day is of this month: somewhere it must be seen."""
    return month <= (day or today) <= last


def _reminders(lacking: Sequence[ItemRecord], today: date) -> tuple[Reminder, ...]:
    people: dict[str, list[ItemRecord]] = {}
    for one in lacking:
        people.setdefault(one.person, []).append(one)
    made = [
        Reminder(person, tuple(items), max((today - one.day).days for one in items if one.day))
        for person, items in people.items()
    ]
    return tuple(sorted(made, key=lambda one: (-len(one.items), one.person)))
