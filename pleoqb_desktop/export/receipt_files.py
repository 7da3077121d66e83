"""Receipts on their way from Pleo onto this disk: fetched ahead as far as there is room, checked, and gone afterwards."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from itertools import count
from pathlib import Path
from queue import Empty, SimpleQueue

from pleoqb_desktop.domain.problems import Code, Problem, problem
from pleoqb_desktop.domain.spend import ReceiptFile
from pleoqb_desktop.export.expense import Expense, Receipt
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.errors import ReceiptRefusal, UnavailableError
from pleoqb_desktop.ports.receipts import FetchedReceipt, ReceiptFetcher

FETCHING_AT_ONCE = 32
_AHEAD_FILES, _AHEAD_BYTES = 400, 256 * 1024 * 1024
"""So much lies on disk before its entries stand: what comes after is fetched when its turn comes."""
_OF_PLEO = frozenset({Code.PLEO_UNREACHABLE, Code.PLEO_REFUSES, Code.PLEO_ANSWER})


class _ScratchPaths:
    """Where receipts lie until they are attached. Safe to use from several threads.

    A path is used again once its file is gone: pathlib has Python keep every name it meets in a table that never shrinks.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = count(1)
        self._free: SimpleQueue[Path] = SimpleQueue()

    def take(self) -> Path:
        """A path that nothing lies under."""
        try:
            return self._free.get_nowait()
        except Empty:
            return self._folder / f"receipt-{next(self._numbers)}"

    def give_back(self, path: Path) -> None:
        """The file leaves the disk, if there is one. What another program holds stays, and goes with the folder."""
        with suppress(OSError):
            path.unlink(missing_ok=True)
            self._free.put(path)


class ReceiptFiles:
    """The files of one export. Safe to use from several threads; each expense from one at a time."""

    def __init__(
        self,
        fetcher: ReceiptFetcher,
        scratch: Path,
        cancel: CancelToken,
        listed: Callable[[str], Sequence[ReceiptFile]],
    ) -> None:
        """`listed` asks Pleo for an accounting entry's receipts with new links, none when it does not hand them out any more."""
        self._fetcher = fetcher
        self._scratch = _ScratchPaths(scratch)
        self._cancel = cancel
        self._listed = listed
        self._ahead = ThreadPoolExecutor(FETCHING_AT_ONCE, "receipts")
        self._lock = threading.Lock()
        self._files_ahead, self._bytes_ahead = 0, 0

    def close(self) -> None:
        """Waits for downloads in flight; starts no other."""
        self._ahead.shutdown(wait=True, cancel_futures=True)

    def fetch_ahead(self, expense: Expense) -> None:
        """Begins to download while the entry is still to be made, as far as there is room for it."""
        size = sum(receipt.file.size for receipt in expense.receipts)
        with self._lock:
            if self._files_ahead >= _AHEAD_FILES or self._bytes_ahead >= _AHEAD_BYTES or not expense.receipts:
                return
            self._files_ahead += len(expense.receipts)
            self._bytes_ahead += size
        expense.fetching = self._ahead.submit(self._download, expense, expense.receipts)

    def fetch(self, expense: Expense) -> None:
        """Sees to it that each receipt lies on disk, is attached or has a problem.

        Links live 24 hours (pleo.md 4). An item's receipts have no ids: after one has expired, the list of the moment takes the
        place of all of them, since its order may be another. Raises Cancelled, UnavailableError of our own disk.
        """
        if expense.fetching:
            expense.fetching.result()
        self._download(expense, expense.receipts)
        if any(one.file.id is None and _is_expired(one) for one in expense.receipts) and (
            new := self._relisted(expense)
        ):
            self.done_with(expense)
            expense.receipts = new
            self._download(expense, new)

    def _relisted(self, expense: Expense) -> list[Receipt]:
        try:
            return [Receipt(index, file) for index, file in enumerate(self._listed(expense.id), 1)]
        except UnavailableError as error:
            if not is_of_pleo(error):
                raise
            return []

    def discard(self, expense: Expense) -> None:
        """The files leave the disk: nothing of this expense will be attached."""
        if expense.fetching and not expense.fetching.cancel():
            expense.fetching.exception()  # waits for it; what it met does not matter any more
        self.done_with(expense)

    def done_with(self, expense: Expense) -> None:
        """What is left of an expense's files leaves the disk and makes room for others."""
        if expense.fetching:
            with self._lock:
                self._files_ahead -= len(expense.receipts)
                self._bytes_ahead -= sum(receipt.file.size for receipt in expense.receipts)
            expense.fetching = None
        for receipt in expense.receipts:
            self.give_back(receipt)

    def give_back(self, receipt: Receipt) -> None:
        """The file of one receipt leaves the disk."""
        if receipt.fetched:
            self._scratch.give_back(receipt.fetched.path)
            receipt.fetched = None

    def _download(self, expense: Expense, receipts: Sequence[Receipt]) -> None:
        for receipt in receipts:
            if receipt.attached or receipt.fetched or receipt.problem:
                continue
            self._cancel.check()
            try:
                receipt.fetched = self._downloaded(receipt)
            except ReceiptRefusal as refusal:
                receipt.problem = receipt_problem(expense, receipt, refusal.code, **refusal.params)
            except UnavailableError as error:
                if not is_of_pleo(error):
                    raise  # our own disk, not the receipt
                receipt.problem = receipt_problem(expense, receipt, Code.RECEIPT_MISSING)

    def _downloaded(self, receipt: Receipt) -> FetchedReceipt:
        path = self._scratch.take()
        try:
            return self._whole(receipt, path)
        except BaseException:
            self._scratch.give_back(path)
            raise

    def _whole(self, receipt: Receipt, path: Path) -> FetchedReceipt:
        """Fewer bytes than Pleo tells are a download that was cut: asked for once more at once. More are taken, for nothing says how
        exact the figure is (pleo.md 4)."""
        for _ in range(2):
            fetched = self._fetcher.fetch(receipt.file.url, path, receipt.file.type, self._cancel)
            if fetched.original_size >= receipt.file.size:
                return fetched
        raise ReceiptRefusal(Code.RECEIPT_INCOMPLETE)


def _is_expired(receipt: Receipt) -> bool:
    return receipt.problem is not None and receipt.problem.code is Code.RECEIPT_EXPIRED


def is_of_pleo(error: UnavailableError) -> bool:
    """Whether it is Pleo that cannot be had for now, or a host of its files; not QuickBooks, not this computer."""
    return error.problem.code in _OF_PLEO


def receipt_problem(expense: Expense, receipt: Receipt, code: Code, /, **params: str) -> Problem:
    """What is wrong with one receipt. `receipt` is Pleo's id of it and `size` what Pleo tells: by these it is known again."""
    told = {"index": str(receipt.index), "person": expense.record.person, "size": str(receipt.file.size)}
    known = {"receipt": receipt.file.id} if receipt.file.id else {}
    return problem(code, entry_id=expense.id, **params, **told, **known)
