"""What an export is handed of the world, and its one reading of the books."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from pleoqb_desktop.domain.books import Books, Vendor, VendorIndex
from pleoqb_desktop.domain.rules.naming import MemoWords
from pleoqb_desktop.export.vendors import without_deactivated
from pleoqb_desktop.ports.beside import awaited
from pleoqb_desktop.ports.ledger import Ledger
from pleoqb_desktop.ports.questions import Questions
from pleoqb_desktop.ports.receipts import ReceiptFetcher
from pleoqb_desktop.ports.reference import SpendReference
from pleoqb_desktop.ports.runs import Runs
from pleoqb_desktop.ports.settings import Settings
from pleoqb_desktop.ports.spend import SpendSource
from pleoqb_desktop.ports.system import Clock, Locks, Wording


@dataclass(frozen=True, slots=True)
class ExportContext:
    """Everything an export needs of the world, already bound to one company and to the cancel token.

    `request_counts` tells requests to Pleo, to QuickBooks, and the metered ones among the latter, since the start;
    `note_bug` keeps where an unexpected error happened. `reference`: Pleo's lists, for a preview of what is in no job yet.
    """

    source: SpendSource
    ledger: Ledger
    runs: Runs
    questions: Questions
    locks: Locks
    clock: Clock
    fetcher: ReceiptFetcher
    wording: Wording
    words: MemoWords
    scratch: Path
    request_counts: Callable[[], tuple[int, int, int]]
    note_bug: Callable[[BaseException], None]
    reference: SpendReference | None = None


@dataclass(frozen=True, slots=True)
class BooksSnapshot:
    """The books as they were read for a run; `deactivated` are vendors that an undo of ours set inactive."""

    books: Books
    vendors: VendorIndex
    deactivated: Sequence[Vendor]


class SnapshotReader:
    """Reads one snapshot of the books for a whole run: begun as soon as something waits, had when it is needed."""

    def __init__(self, context: ExportContext, settings: Settings) -> None:
        self._context = context
        self._settings = settings
        self._pool = ThreadPoolExecutor(2, "books")
        self._coming: Future[BooksSnapshot] | None = None

    def begin(self) -> None:
        """Starts to read, once."""
        if self._coming is None:
            self._coming = self._pool.submit(self._read)

    def get(self) -> BooksSnapshot:
        """The snapshot, always the same. Raises SignInAgainError, UnavailableError, Cancelled."""
        self.begin()
        if self._coming is None:
            raise AssertionError("a reading that began is there")
        return awaited(self._coming)

    def close(self) -> None:
        """Waits for what is being read."""
        self._pool.shutdown(wait=True)

    def _read(self) -> BooksSnapshot:
        ledger = self._context.ledger
        reading = self._pool.submit(ledger.vendors)
        books = ledger.books(self._settings.dimensions or ())
        vendors, deactivated = without_deactivated(reading.result(), self._context.runs)
        return BooksSnapshot(books, VendorIndex(vendors, books.company.home_currency), deactivated)
