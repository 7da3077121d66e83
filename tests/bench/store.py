"""A store of 50,000 expenses, in a process of its own: prints how long it takes until Home and a month are known from it, no service asked."""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from pleoqb_desktop.domain.entries import EntryKind
from pleoqb_desktop.domain.money import Money
from pleoqb_desktop.domain.problems import Code, problem
from pleoqb_desktop.domain.spend import SpendType
from pleoqb_desktop.export.needs import MONTHS, needs_you
from pleoqb_desktop.months.view import month_view
from pleoqb_desktop.ports.runs import Intent, ItemRecord, ItemStatus, JobRecord, JobState, RunState
from pleoqb_desktop.ports.settings import Settings
from pleoqb_desktop.services.storage.runs.store import SqliteRuns

EXPENSES, DAYS = 50_000, 365
TODAY = date(2026, 11, 30)
TIMES = 5
_REALM = "9130350"


def main() -> dict[str, float]:
    """Milliseconds until Home and a month are known, of a store that was just opened each time: the slowest of five."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "runs.sqlite"
        _fill(path)
        acts = {"Home": _home, "a month": _month}
        return {what: max(_once(path, act) for _ in range(TIMES)) for what, act in acts.items()}


def _home(runs: SqliteRuns) -> object:
    found = needs_you(runs, runs.questions(), Settings(), TODAY, runs.months().newest())
    assert sum(one.items for one in found.months) > EXPENSES * 0.95
    assert len(found.missing) > 100
    assert len({one.month for one in found.months}) == MONTHS
    return found


def _month(runs: SqliteRuns) -> object:
    view = month_view(runs, runs.questions(), runs.months(), date(2026, 10, 1), TODAY)
    assert view.without_receipts > 10
    return view


def _fill(path: Path) -> None:
    """A year of exports, one a day: one expense in 300 is held, as many lack a receipt."""
    runs = SqliteRuns(path)
    each = EXPENSES // DAYS + 1
    for number in range(DAYS):
        day = TODAY - timedelta(days=DAYS - 1 - number)
        now = datetime(day.year, day.month, day.day, 18, tzinfo=UTC)
        run, job_id = runs.start_run(_REALM, now), f"job-{number:04d}"
        runs.set_job(JobRecord(job_id, run.id, JobState.STARTED))
        items = list(_items(job_id, number * each, each, day))
        runs.put_items(items)
        runs.put_intents(
            Intent(
                job_id,
                one.accounting_entry_id,
                0,
                EntryKind.PURCHASE,
                "0" * 64,
                one.accounting_entry_id,
                external_id=one.external_id,
            )
            for one in items
            if one.external_id
        )
        runs.set_job(JobRecord(job_id, run.id, JobState.CLOSED))
        runs.end_run(run.id, RunState.DONE, now + timedelta(minutes=2))
    runs.close()


def _items(job_id: str, first: int, many: int, day: date) -> Iterator[ItemRecord]:
    for number in range(first, first + many):
        held, bare = number % 300 == 7, number % 300 == 11
        entry_id = f"{number:08x}-7b1f-4c55-9d0e-{number:012x}"
        amount = Decimal(number * 37 % 90_000 + 500) / 100
        yield ItemRecord(
            job_id=job_id,
            accounting_entry_id=entry_id,
            type=SpendType.CARD_PURCHASE,
            status=ItemStatus.HELD if held else ItemStatus.EXPORTED,
            kind=None if held else EntryKind.PURCHASE,
            external_id=None if held else str(10_000 + number),
            receipts_expected=1,
            receipts_attached=0 if held or bare else 1,
            receipts_tried=3 if bare else 0,
            problems=(problem(Code.PERIOD_CLOSED, entry_id=entry_id),) if held else (),
            reported=True,
            supplier=f"Supplier {number % 700}",
            person=f"Person {number % 40}",
            day=day,
            amount=Money(amount, "EUR"),
            tax=(amount / 6).quantize(Decimal("0.01")),
            reconciliation_id=f"PLEO-{number}",
            facts=json.dumps({"amount": str(amount), "day": day.isoformat(), "accounts": [["71", str(amount)]]}),
        )


def _once(path: Path, act: Callable[[SqliteRuns], object]) -> float:
    started = time.perf_counter()
    runs = SqliteRuns(path)
    act(runs.of(_REALM))
    took = (time.perf_counter() - started) * 1000
    runs.close()
    return took


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main()) + "\n")
