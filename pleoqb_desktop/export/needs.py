"""What needs a person now, as the run store tells it: nothing is asked of Pleo or QuickBooks, so that it is known offline too (design.md 4.11, 8)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from pleoqb_desktop.domain.problems import Code
from pleoqb_desktop.domain.rules import periods
from pleoqb_desktop.domain.rules.periods import ClosedPeriods
from pleoqb_desktop.domain.spend import ADOPTION
from pleoqb_desktop.ports.months import MonthComparison
from pleoqb_desktop.ports.questions import AnswerKind, NotInBooks, Questions
from pleoqb_desktop.ports.runs import ItemRecord, JobState, MonthTotal, Runs
from pleoqb_desktop.ports.settings import Settings

MONTHS = 12
"""So many months are shown beside each other, this one with them."""
_COMES_AGAIN = frozenset({AnswerKind.ANOTHER, AnswerKind.AGAIN})
"""Answers that act when the expense comes again: until then it stays in the list, and is not asked about."""


@dataclass(frozen=True, slots=True)
class Interrupted:
    """An export that did not come to its end: when it was started (aware UTC), how many entries it had made, and how many receipts
    of them are still to be attached."""

    started_at: datetime
    made: int
    receipts: int


@dataclass(frozen=True, slots=True)
class NeedsYou:
    """`missing` is not in the books; `again` are the ids of those among it that only must come once more: a person has answered for
    them, or a setting has been changed since that they failed by;
    `lacking` stand in the books without receipts that were asked for in vain; `months` are sums of twelve months by month and
    currency, the last of them `this_month` (its first day in the company's time zone, None where nobody looked); `currency` is that
    of the books, "" while it is not known; `compared` is the newest comparison of a month with QuickBooks, None before the first."""

    missing: tuple[NotInBooks, ...] = ()
    again: frozenset[str] = frozenset()
    lacking: tuple[ItemRecord, ...] = ()
    interrupted: Interrupted | None = None
    months: tuple[MonthTotal, ...] = ()
    this_month: date | None = None
    currency: str = ""
    compared: MonthComparison | None = None

    @property
    def in_books(self) -> tuple[MonthTotal, ...]:
        """Sums of this month, by currency."""
        return tuple(one for one in self.months if one.month == self.this_month)

    @property
    def in_books_before(self) -> tuple[MonthTotal, ...]:
        """Sums of the newest month before this one that has any, by currency."""
        newest = max((one.month for one in self.months if one.month != self.this_month), default=None)
        return tuple(one for one in self.months if one.month == newest)

    @property
    def count(self) -> int:
        """How many expenses need a person."""
        return len(self.missing) + len(self.lacking)

    def __bool__(self) -> bool:
        """Whether a person is needed."""
        return bool(self.missing or self.lacking or self.interrupted)


def needs_you(
    runs: Runs, questions: Questions, settings: Settings, today: date, compared: MonthComparison | None = None
) -> NeedsYou:
    """Reads it. `compared` is what was compared last; `today` in the company's time zone. Raises KnownError when the store is damaged."""
    missing = tuple(questions.not_in_books())
    lacking = runs.lacking_receipts()
    vain = tuple(one for one in lacking if _asked_in_vain(one))
    unfinished = [one for one in lacking if not (_asked_in_vain(one) or one.job_id.startswith(ADOPTION))]
    this_month = today.replace(day=1)
    return NeedsYou(
        missing,
        _answered(missing, questions)
        | {one.record.accounting_entry_id for one in missing if _is_settled(one, settings)},
        vain,
        _interrupted(runs, unfinished),
        tuple(runs.in_books(periods.months_back(this_month, MONTHS - 1), periods.last_of_month(this_month))),
        this_month,
        settings.home_currency or "",
        compared,
    )


def _asked_in_vain(item: ItemRecord) -> bool:
    return bool(item.receipts_tried) or any(one.is_about_receipt for one in item.problems)


def _is_settled(one: NotInBooks, settings: Settings) -> bool:
    match one.cause:
        case Code.PERIOD_CLOSED | Code.PERIOD_CLOSED_MEANWHILE:
            return settings.closed_periods is ClosedPeriods.FIRST_OPEN_DAY
        case Code.BEFORE_START:
            day, first = one.record.day, settings.start_date
            return first is None or (day is not None and day >= first)
        case _:
            return False


def _answered(missing: Sequence[NotInBooks], questions: Questions) -> frozenset[str]:
    jobs = {one.record.accounting_entry_id: one.record.job_id for one in missing}
    answers = questions.answers(list(jobs)) if jobs else {}
    return frozenset(
        entry_id
        for entry_id, given in answers.items()
        if any(one.job_id == jobs[entry_id] and one.kind in _COMES_AGAIN for one in given)
    )


def _interrupted(runs: Runs, unfinished: Sequence[ItemRecord]) -> Interrupted | None:
    """`unfinished` stand in exports that are over, and nobody asked for their receipts yet: the program ended before. Receipts of
    what was adopted follow with the next export (adopt.py): nothing was interrupted."""
    jobs = runs.open_jobs()
    made = [one for job in jobs for one in runs.items(job.job_id) if one.status.stands_in_books]
    begun = [job.run_id for job in jobs if made or job.state is not JobState.STARTING]
    over = [job.run_id for one in unfinished if (job := runs.job(one.job_id))]
    known = [found.run for number in sorted({*begun, *over}) if (found := runs.run(number))]
    if not known:
        return None
    standing = {(one.job_id, one.accounting_entry_id): one for one in (*made, *unfinished)}.values()
    receipts = sum(max(one.receipts_expected - one.receipts_attached, 0) for one in standing)
    return Interrupted(known[0].started_at, len(standing), receipts)
