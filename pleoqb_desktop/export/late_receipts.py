"""Receipts that failed in jobs which are closed are tried again: the entry stands, the files come from the entry itself."""

from collections.abc import Container, Iterator, Sequence
from contextlib import closing
from dataclasses import replace

from pleoqb_desktop.export.attach import ReceiptUploader, upload_group
from pleoqb_desktop.export.expense import Expense
from pleoqb_desktop.export.pipeline import Pipeline, Stage
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.runs import Runs

_PAGE = 100
_FETCHING = 8
"""Fewer at once than in an export: for each of these Pleo is asked for its links, and QuickBooks for what is there."""


def attach_late_receipts(runs: Runs, uploader: ReceiptUploader, cancel: CancelToken, tried: Container[str]) -> None:
    """`tried`: accounting entries whose receipts this export has tried just now.

    Raises what stops everything (SignInAgainError, UnavailableError, Cancelled).
    """

    def fetch(expenses: Sequence[Expense]) -> None:
        for one in expenses:
            uploader.fetch(one)

    line = Pipeline(
        (
            Stage("fetch", fetch, lambda _one: True, _FETCHING),
            Stage("attach", uploader.attach, lambda one: bool(one.receipts), together=upload_group),
        ),
        cancel,
        room=_PAGE,
    )
    with closing(line):
        line.feed(_lacking(runs, tried))
        line.drain()


def _lacking(runs: Runs, tried: Container[str]) -> Iterator[list[Expense]]:
    records = [one for one in runs.lacking_receipts() if one.accounting_entry_id not in tried and one.external_id]
    for start in range(0, len(records), _PAGE):
        yield [
            Expense(
                replace(record, problems=tuple(p for p in record.problems if not p.is_about_receipt)),
                ask_first=True,
            )
            for record in records[start : start + _PAGE]
        ]
