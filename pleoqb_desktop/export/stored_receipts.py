"""The receipts of one expense, to be looked at: fetched as an export would fetch them, attached nowhere."""

from collections.abc import Iterator
from pathlib import Path

from pleoqb_desktop.domain.problems import Problem, problem
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.errors import ReceiptRefusal
from pleoqb_desktop.ports.receipts import FetchedReceipt, ReceiptFetcher
from pleoqb_desktop.ports.spend import SpendSource


def stored_receipts(
    source: SpendSource, fetcher: ReceiptFetcher, folder: Path, entry_id: str, cancel: CancelToken
) -> Iterator[FetchedReceipt | Problem]:
    """One by one as they are asked for, of the type QuickBooks takes; what is wrong with one comes in its place.

    Raises SignInAgainError, UnavailableError, Cancelled.
    """
    for number, stored in enumerate(source.receipts(entry_id), 1):
        try:
            yield fetcher.fetch(stored.url, folder / str(number), stored.type, cancel)
        except ReceiptRefusal as refusal:
            params = dict(refusal.params) | {"index": str(number)}
            yield problem(refusal.code, entry_id=entry_id, **params)
