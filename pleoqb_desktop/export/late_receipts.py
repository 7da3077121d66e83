"""Receipts that failed in jobs which are closed are tried again: the entry stands, the files come from the entry itself."""

from collections.abc import Collection, Container, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta

from pleoqb_desktop.domain.rules.receipts import next_attempt
from pleoqb_desktop.export.attach import ReceiptUploader, upload_group
from pleoqb_desktop.export.expense import Expense
from pleoqb_desktop.export.pipeline import Pipeline, Stage
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.errors import SpendRefusal, UnavailableError
from pleoqb_desktop.ports.runs import ItemRecord, Runs
from pleoqb_desktop.ports.spend import SpendSource

_PAGE = 100
_FETCHING = 8
"""Fewer at once than in an export: for each of these Pleo is asked for its list."""
_LOOKED_BACK = timedelta(days=60)


def with_new_receipts(source: SpendSource, runs: Runs, now: datetime) -> dict[str, int]:
    """Exported accounting entries of the last weeks to which Pleo lists more receipts than it did, and how many: people find them later.

    Asked until a run of the day (UTC) has begun, for one Pleo request a hundred entries, before anything is exported, so that what is
    exported now is not among them. Raises SignInAgainError, Cancelled; what Pleo does not say today it says tomorrow.
    """
    started = max((summary.run.started_at for summary in runs.runs()), default=None)
    if started is None or started.date() >= now.date():
        return {}
    try:
        entries = list(source.exported((now - _LOOKED_BACK).date(), now.date()))
    except (UnavailableError, SpendRefusal):
        return {}
    return {
        entry.id: entry.receipts
        for entry in entries
        if entry.receipts and (record := runs.last_item(entry.id)) and record.lacks_some_of(entry.receipts)
    }


def attach_late_receipts(
    runs: Runs,
    uploader: ReceiptUploader,
    cancel: CancelToken,
    now: datetime,
    tried: Container[str],
    demanded: Collection[str],
    new: Mapping[str, int],
) -> None:
    """Asks again for what is due by now, at once after the export and then with growing pauses (design.md 4.6); `demanded` are
    accounting entries that a person asks for, due or not; `tried` those whose receipts this export has tried just now; `new` what
    `with_new_receipts` found.

    Raises what stops everything (SignInAgainError, UnavailableError, Cancelled).
    """

    def fetch(expenses: Sequence[Expense]) -> None:
        for one in expenses:
            if not uploader.fetch(one):
                untried.add(one.id)

    def attach(expenses: Sequence[Expense]) -> None:
        uploader.attach(expenses)
        runs.put_items(_after_attempt(one.record, now) for one in expenses if one.id not in untried)

    untried: set[str] = set()
    line = Pipeline(
        (
            Stage("fetch", fetch, lambda _one: True, _FETCHING),
            Stage("attach", attach, lambda _one: True, together=upload_group),
        ),
        cancel,
        room=_PAGE,
    )
    with closing(line):
        line.feed(_lacking(runs, now, tried, demanded, new))
        line.drain()


def _after_attempt(record: ItemRecord, now: datetime) -> ItemRecord:
    if not record.lacks_receipts:
        return record
    failed = record.receipts_tried + 1
    return replace(record, receipts_tried=failed, receipts_next=next_attempt(failed, now))


def _lacking(
    runs: Runs, now: datetime, tried: Container[str], demanded: Collection[str], new: Mapping[str, int]
) -> Iterator[list[Expense]]:
    """Of an expense that came in several jobs the newest record is tried."""
    newest = {one.accounting_entry_id: one for one in runs.lacking_receipts() if one.receipts_are_due(now)}
    for entry_id in {*demanded, *new} - newest.keys():
        record = runs.last_item(entry_id)
        if record and (record.lacks_receipts or record.lacks_some_of(new.get(entry_id, 0))):
            newest[entry_id] = record
    due = [record for entry_id, record in newest.items() if entry_id not in tried and record.external_id]
    for start in range(0, len(due), _PAGE):
        yield [Expense(record, ask_first=True) for record in due[start : start + _PAGE]]
