"""Receipts that failed in jobs which are closed are tried again: the entry stands, the files come from the entry itself."""

from collections.abc import Container, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import datetime

from pleoqb_desktop.domain.rules.receipts import next_attempt
from pleoqb_desktop.export.attach import ReceiptUploader, upload_group
from pleoqb_desktop.export.expense import Expense
from pleoqb_desktop.export.pipeline import Pipeline, Stage
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.runs import ItemRecord, Runs

_PAGE = 100
_FETCHING = 8
"""Fewer at once than in an export: for each of these Pleo is asked for its list."""


def attach_late_receipts(
    runs: Runs,
    uploader: ReceiptUploader,
    cancel: CancelToken,
    now: datetime,
    tried: Container[str],
    demanded: Container[str],
) -> None:
    """Asks again for what is due by now, at once after the export and then with growing pauses (design.md 4.6); `demanded` are
    accounting entries that a person asks for, due or not; `tried` those whose receipts this export has tried just now.

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
        line.feed(_lacking(runs, now, tried, demanded))
        line.drain()


def _after_attempt(record: ItemRecord, now: datetime) -> ItemRecord:
    if not record.lacks_receipts:
        return record
    failed = record.receipts_tried + 1
    return replace(record, receipts_tried=failed, receipts_next=next_attempt(failed, now))


def _lacking(runs: Runs, now: datetime, tried: Container[str], demanded: Container[str]) -> Iterator[list[Expense]]:
    """Of an expense that came in several jobs the newest record is tried."""
    newest = {record.accounting_entry_id: record for record in runs.lacking_receipts() if record.external_id}
    due = [
        record
        for entry_id, record in newest.items()
        if entry_id not in tried and (entry_id in demanded or record.receipts_are_due(now))
    ]
    for start in range(0, len(due), _PAGE):
        yield [Expense(record, ask_first=True) for record in due[start : start + _PAGE]]
