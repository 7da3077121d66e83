"""Kept files as they were understood, each read once, against one reading of the books; makes no items."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from typing import IO

from pleoqb_desktop.domain.books import Books
from pleoqb_desktop.domain.spend_file import FINAL_STATES, ExportState, FileAnswers
from pleoqb_desktop.services.pleo_file.archive import Download, StoredFile
from pleoqb_desktop.services.pleo_file.expenses import FileExpense, HeldExpense
from pleoqb_desktop.services.pleo_file.kept import KeptFiles
from pleoqb_desktop.services.pleo_file.receipts import ReceiptFinder
from pleoqb_desktop.services.pleo_file.table import Table
from pleoqb_desktop.services.pleo_file.understanding import Understanding, understand
from pleoqb_desktop.services.receipts.files import LIMIT_BYTES
from pleoqb_desktop.services.storage.runs.file_door import FileDoorStore


@dataclass(frozen=True, slots=True)
class Reading:
    """One file as it was understood, with what finds its receipts. `file_id` names its copy."""

    file_id: str
    understood: Understanding
    receipts: ReceiptFinder

    def states(self, answers: FileAnswers) -> frozenset[ExportState]:
        """Which rows are wanted, by how far Pleo is with them."""
        return FINAL_STATES if answers.states is None else answers.states

    def chosen(self, answers: FileAnswers) -> Iterator[FileExpense | HeldExpense]:
        """What an export takes: every row of a file that tells no state."""
        states = self.states(answers)
        for expense in self.understood.expenses:
            if expense.state is None or expense.state in states:
                yield expense
        for held in self.understood.held:
            if held.first is None or held.first.state is None or held.first.state in states:
                yield held

    def left_out(self, answers: FileAnswers) -> int:
        """How many expenses are not taken because of their state."""
        whole = len(self.understood.expenses) + len(self.understood.held)
        return whole - sum(1 for _ in self.chosen(answers))


def read_download(
    download: Download, table: Table, file_id: str, answers: FileAnswers, name: str, wallets: frozenset[str]
) -> Reading:
    """Understands a download by its table."""
    understood = understand(name, table, answers, wallets)
    return Reading(file_id, understood, ReceiptFinder(file_id, download.receipts, download.open_receipt))


class Readings:
    """The kept files of one company."""

    def __init__(
        self,
        store: FileDoorStore,
        files: KeptFiles,
        books: Callable[[], Books],
        wallets: Callable[[Books], frozenset[str]],
    ) -> None:
        """`books` reads the books; `wallets` tells the account numbers of the wallet and Pocket in them."""
        self.files = files
        self._store = store
        self._read_books = books
        self._wallets = wallets
        self._books: Books | None = None
        self._known: dict[str, Reading] = {}
        self._tables: dict[str, Table] = {}

    def books(self) -> Books:
        """The books, read once. Raises SignInAgainError, UnavailableError, Cancelled."""
        if self._books is None:
            self._books = self._read_books()
        return self._books

    def know(self, file_id: str, table: Table) -> None:
        """Takes the table of a copy that was read just now: a large one takes seconds."""
        self._tables[file_id] = table

    def of(self, file_id: str) -> Reading:
        """A kept file. Raises WrongUsageError where its copy is gone."""
        if file_id not in self._known:
            self._known[file_id] = self._read(file_id)
        return self._known[file_id]

    def _read(self, file_id: str) -> Reading:
        name = next((kept.name for kept in self._store.files() if kept.file_id == file_id), "")
        with self.files.opened(file_id) as download:
            table = self._tables.pop(file_id, None) or download.table()
            receipts = download.receipts
        answers, wallets = self._store.answers(table.fingerprint), self._wallets(self.books())
        finder = ReceiptFinder(file_id, receipts, partial(_opened, self.files, file_id))
        return Reading(file_id, understand(name, table, answers, wallets), finder)


def _opened(files: KeptFiles, file_id: str, receipt: StoredFile) -> IO[bytes]:
    with files.opened(file_id) as download, download.open_receipt(receipt) as file:
        return BytesIO(file.read(LIMIT_BYTES + 1))
