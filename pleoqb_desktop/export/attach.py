"""The third stage: receipts fetched from Pleo, attached in QuickBooks, counted; a repeat attaches only what is missing (design.md 4.6)."""

import re
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path
from queue import Empty, SimpleQueue

from pleoqb_desktop.domain.problems import Code, problem
from pleoqb_desktop.domain.rules.naming import marker
from pleoqb_desktop.domain.rules.retry import RetryRule
from pleoqb_desktop.domain.spend import ReceiptFile
from pleoqb_desktop.export.expense import Expense, Receipt
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.errors import LedgerRefusal, LostAnswerError, ReceiptRefusal, UnavailableError
from pleoqb_desktop.ports.ledger import Attachment, Ledger, Upload, UploadRefusal
from pleoqb_desktop.ports.receipts import FetchedReceipt, ReceiptFetcher
from pleoqb_desktop.ports.runs import AttachmentRecord, Runs

FILES_PER_UPLOAD = 100
BYTES_PER_UPLOAD = 32 * 1024 * 1024  # of the 100 MB of one request: a slow line must be done within its time limit
FETCHING_AT_ONCE = 32
_AHEAD_FILES, _AHEAD_BYTES = 400, 256 * 1024 * 1024
"""So much lies on disk before its entries stand: what comes after is fetched when its turn comes."""
_RETRY = RetryRule(attempts=3)
_INDEX = re.compile(r"-(\d+)\.[A-Za-z0-9]+\Z")

Sending = tuple[Expense, Receipt, Upload]
"""A receipt of an expense, and what QuickBooks is sent of it."""


def file_name(entry_id: str, index: int, extension: str) -> str:
    """The name of a receipt in QuickBooks: the entry's number and an index from 1, so that a repeat knows it again."""
    return f"{marker(entry_id)}-{index}.{extension}"


def index_of(entry_id: str, name: str) -> int | None:
    """The index in a name made by `file_name` for this entry, None for any other name."""
    match = _INDEX.search(name)
    return int(match.group(1)) if match and name.startswith(marker(entry_id) + "-") else None


def upload_group(waiting: Sequence[Expense], last: bool) -> int:  # noqa: FBT001 - the shape of Stage.together
    """As many expenses from the front as one request takes, at least one; 0 while more may come to fill it."""
    files, size = 0, 0
    for taken, one in enumerate(waiting):
        files += sum(receipt.fetched is not None for receipt in one.receipts)
        size += sum(receipt.fetched.size for receipt in one.receipts if receipt.fetched)
        if files > FILES_PER_UPLOAD or size > BYTES_PER_UPLOAD:
            return max(taken, 1)
        if files == FILES_PER_UPLOAD:
            return taken + 1
    return len(waiting) if last else 0


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
        """The file leaves the disk, if there is one."""
        path.unlink(missing_ok=True)
        self._free.put(path)


class ReceiptUploader:
    """Fetches and attaches the receipts of one export. Safe to use from several threads; each expense from one at a time."""

    def __init__(
        self,
        ledger: Ledger,
        fetcher: ReceiptFetcher,
        runs: Runs,
        scratch: Path,
        cancel: CancelToken,
        fresh_links: Callable[[str], Sequence[ReceiptFile]],
    ) -> None:
        """`fresh_links` asks Pleo for new links to an accounting entry's receipts, none when it does not hand them out any more."""
        self._ledger = ledger
        self._fetcher = fetcher
        self._runs = runs
        self._scratch = _ScratchPaths(scratch)
        self._cancel = cancel
        self._fresh_links = fresh_links
        self._ahead = ThreadPoolExecutor(FETCHING_AT_ONCE, "receipts")
        self._lock = threading.Lock()
        self._files_ahead, self._bytes_ahead = 0, 0

    def close(self) -> None:
        """Waits for downloads in flight; starts no other."""
        self._ahead.shutdown(wait=True, cancel_futures=True)

    # -- fetching --------------------------------------------------------------------------------

    def fetch_ahead(self, expense: Expense) -> None:
        """Begins to download while the entry is still to be made, as far as there is room for it."""
        size = sum(receipt.file.size for receipt in expense.receipts)
        with self._lock:
            if self._files_ahead >= _AHEAD_FILES or self._bytes_ahead >= _AHEAD_BYTES or not expense.receipts:
                return
            self._files_ahead += len(expense.receipts)
            self._bytes_ahead += size
        expense.fetching = self._ahead.submit(self._download, expense)

    def fetch(self, expense: Expense) -> None:
        """Sees to it that every receipt which is not attached yet lies on disk, or has a problem.

        Raises Cancelled, SignInAgainError or UnavailableError of QuickBooks. A receipt that cannot be had becomes a problem; the
        others go on.
        """
        if not expense.receipts:
            links = self._fresh_links(expense.id)
            expense.receipts = [Receipt(index, file) for index, file in enumerate(links, 1)]
        if expense.ask_first:
            self._ask_what_is_there(expense)
        if expense.fetching:
            expense.fetching.result()
        else:
            self._download(expense)

    def discard(self, expense: Expense) -> None:
        """The files leave the disk: nothing of this expense will be attached."""
        if expense.fetching:
            if not expense.fetching.cancel():
                expense.fetching.exception()  # waits for it; what it met does not matter any more
            self._no_longer_ahead(expense)
        for receipt in expense.receipts:
            self._give_back(receipt)

    def _ask_what_is_there(self, expense: Expense) -> None:
        record = expense.record
        if record.kind is None or record.external_id is None:
            return
        there = {
            index_of(expense.id, one.file_name) for one in self._ledger.attachments(record.kind, record.external_id)
        }
        for receipt in expense.receipts:
            receipt.attached = receipt.index in there

    def _download(self, expense: Expense) -> None:
        for receipt in expense.receipts:
            if receipt.attached or receipt.fetched:
                continue
            self._cancel.check()
            try:
                receipt.fetched = self._downloaded(expense, receipt)
            except ReceiptRefusal as refusal:
                params = dict(refusal.params) | {"index": str(receipt.index), "person": expense.record.person}
                receipt.problem = problem(refusal.code, entry_id=expense.id, **params)
            except UnavailableError as error:
                if error.problem.code is not Code.PLEO_UNREACHABLE:
                    raise  # our own disk, not the receipt
                receipt.problem = problem(
                    Code.RECEIPT_MISSING, entry_id=expense.id, index=receipt.index, person=expense.record.person
                )

    def _downloaded(self, expense: Expense, receipt: Receipt) -> FetchedReceipt:
        path = self._scratch.take()
        try:
            return self._fetched(expense, receipt, path)
        except BaseException:
            self._scratch.give_back(path)
            raise

    def _fetched(self, expense: Expense, receipt: Receipt, path: Path) -> FetchedReceipt:
        file = receipt.file
        try:
            return self._fetcher.fetch(file.url, path, file.type, self._cancel)
        except ReceiptRefusal as refusal:
            if refusal.code is not Code.RECEIPT_EXPIRED:
                raise
            fresh = self._fresh_links(expense.id)  # a new link, since they live 24 hours (pleo.md 4)
            if len(fresh) < receipt.index:
                raise
            return self._fetcher.fetch(fresh[receipt.index - 1].url, path, file.type, self._cancel)

    def _give_back(self, receipt: Receipt) -> None:
        if receipt.fetched:
            self._scratch.give_back(receipt.fetched.path)
            receipt.fetched = None

    def _no_longer_ahead(self, expense: Expense) -> None:
        with self._lock:
            self._files_ahead -= len(expense.receipts)
            self._bytes_ahead -= sum(receipt.file.size for receipt in expense.receipts)
        expense.fetching = None

    # -- attaching -------------------------------------------------------------------------------

    def attach(self, expenses: Sequence[Expense]) -> None:
        """Uploads what lies on disk for these, in as few requests as they allow; the files leave the disk afterwards.

        Raises SignInAgainError, UnavailableError, Cancelled. After a lost answer it asks what arrived.
        """
        for chunk in _requests([sending for one in expenses for sending in _sending(one)]):
            self._attach(chunk)
        for one in expenses:
            if one.fetching:
                self._no_longer_ahead(one)
            for receipt in one.receipts:
                self._give_back(receipt)
            one.note_receipts()
        self._runs.put_items(one.record for one in expenses)

    def _attach(self, sending: Sequence[Sending]) -> None:
        for failed in count(1):
            if not sending:
                return
            try:
                results = self._ledger.upload([upload for _, _, upload in sending])
            except LostAnswerError:
                sending = self._still_missing(sending)
                if _RETRY.pause(failed) is None:
                    break
                continue
            except LedgerRefusal as refusal:
                results = self._singly(sending, refusal)
            self._take(sending, results)
            return
        for one, receipt, _ in sending:
            receipt.problem = problem(Code.RECEIPT_REFUSED, entry_id=one.id, index=receipt.index, detail="-", code="-")

    def _singly(self, sending: Sequence[Sending], refusal: LedgerRefusal) -> list[Attachment | UploadRefusal]:
        """One file may spoil a whole request: each is tried alone then."""
        if len(sending) == 1:
            return [UploadRefusal(refusal.code, refusal.detail)]
        results: list[Attachment | UploadRefusal] = []
        for _, _, upload in sending:
            try:
                results.extend(self._ledger.upload([upload]))
            except LedgerRefusal as alone:
                results.append(UploadRefusal(alone.code, alone.detail))
            except LostAnswerError:
                results.append(UploadRefusal("-", "-"))
        return results

    def _still_missing(self, sending: Sequence[Sending]) -> list[Sending]:
        missing: list[Sending] = []
        arrived: list[Sending] = []
        attachments: list[Attachment] = []
        there: dict[str, dict[int | None, Attachment]] = {}
        for one, receipt, upload in sending:
            if one.id not in there:
                standing = self._ledger.attachments(upload.kind, upload.external_id)
                there[one.id] = {index_of(one.id, found.file_name): found for found in standing}
            found = there[one.id].get(receipt.index)
            if found:
                arrived.append((one, receipt, upload))
                attachments.append(found)
            else:
                missing.append((one, receipt, upload))
        self._take(arrived, attachments)
        return missing

    def _take(self, sent: Sequence[Sending], results: Sequence[Attachment | UploadRefusal]) -> None:
        """Notes what came of files, all in one write."""
        records: list[AttachmentRecord] = []
        for (one, receipt, upload), result in zip(sent, results, strict=True):
            if isinstance(result, UploadRefusal):
                code, detail = result.code, result.detail
                receipt.problem = problem(
                    Code.RECEIPT_REFUSED, entry_id=one.id, index=receipt.index, code=code, detail=detail
                )
            else:
                receipt.attached = True
                records.append(AttachmentRecord(one.record.job_id, one.id, receipt.index, result.id, upload.file_name))
        self._runs.put_attachments(records)


def _sending(one: Expense) -> Iterator[Sending]:
    """What lies on disk for an expense whose entry stands, but for what was fetched ahead and turned out to stand there already."""
    kind, external_id = one.record.kind, one.record.external_id
    for receipt in one.receipts:
        if kind and external_id and not receipt.attached and (file := receipt.fetched):
            name = file_name(one.id, receipt.index, file.extension)
            yield one, receipt, Upload(kind, external_id, name, file.content_type, file.path, file.size)


def _requests(sending: Sequence[Sending]) -> Iterator[Sequence[Sending]]:
    """What travels together: as many files as one request takes, at least one."""
    chunk: list[Sending] = []
    size = 0
    for one in sending:
        if chunk and (len(chunk) == FILES_PER_UPLOAD or size + one[2].size > BYTES_PER_UPLOAD):
            yield chunk
            chunk, size = [], 0
        chunk.append(one)
        size += one[2].size
    if chunk:
        yield chunk
