"""The third stage: receipts fetched from Pleo, attached in QuickBooks, counted; a repeat attaches only what is missing (design.md 4.6)."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

from pleoqb_desktop.domain.identity import request_id
from pleoqb_desktop.domain.problems import Code, problem
from pleoqb_desktop.domain.rules.receipts import receipt_name, receipt_note, same_hash
from pleoqb_desktop.domain.rules.retry import RetryRule
from pleoqb_desktop.domain.spend import ReceiptFile
from pleoqb_desktop.export.expense import Expense, Receipt
from pleoqb_desktop.export.receipt_files import ReceiptFiles, is_of_pleo, receipt_problem
from pleoqb_desktop.export.standing_receipts import ReceiptsInBooks, StandingReceipt, believed, compare
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.errors import LedgerRefusal, LostAnswerError, UnavailableError
from pleoqb_desktop.ports.ledger import Attachment, Ledger, Upload, UploadRefusal
from pleoqb_desktop.ports.receipts import ReceiptFetcher
from pleoqb_desktop.ports.runs import AttachmentRecord, Runs
from pleoqb_desktop.ports.system import Clock

FILES_PER_UPLOAD = 100
BYTES_PER_UPLOAD = 32 * 1024 * 1024  # of the 100 MB of one request: a slow line must be done within its time limit
_RETRY = RetryRule(attempts=3)
_LOOK = RetryRule(attempts=4, first_pause=1.0)
_UPLOAD_LASTS = 120.0
"""Seconds for which QuickBooks may go on with a request after its gateway gave up on it (quickbooks.md 2)."""
_LOST_UPLOADS = 4
"""So many lost answers in a row are no accident: nothing is sent again, and the next export looks first."""
_SILENT = 3
"""After so many answers in a row that could not be had the service is asked no more: the next export does it."""

_OF_ONE_ENTRY = frozenset({Code.QUICKBOOKS_ANSWER, Code.QUICKBOOKS_REFUSES})
"""Bad answers that may be about the one entry that was asked for; others are about the company or the network."""

Sending = tuple[Expense, Receipt, Upload]
"""A receipt of an expense, and what QuickBooks is sent of it."""


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


class ReceiptUploader:
    """Fetches and attaches the receipts of one export. Safe to use from several threads; each expense from one at a time."""

    def __init__(
        self,
        ledger: Ledger,
        fetcher: ReceiptFetcher,
        runs: Runs,
        scratch: Path,
        cancel: CancelToken,
        listed: Callable[[str], Sequence[ReceiptFile]],
        clock: Clock,
    ) -> None:
        """`listed` asks Pleo for an accounting entry's receipts with new links, none when it does not hand them out any more."""
        self._ledger = ledger
        self._runs = runs
        self._cancel = cancel
        self._clock = clock
        self._listed = listed
        self._files = ReceiptFiles(fetcher, scratch, cancel, listed)
        self._books = ReceiptsInBooks(ledger, runs)
        self._of_this_export = uuid4().hex
        self._silent_lists, self._silent_books = 0, 0
        self._lost_uploads = 0

    def close(self) -> None:
        """Waits for downloads in flight; starts no other."""
        self._files.close()

    # -- fetching --------------------------------------------------------------------------------

    def fetch_ahead(self, expense: Expense) -> None:
        """Begins to download while the entry is still to be made, as far as there is room for it."""
        self._files.fetch_ahead(expense)

    def discard(self, expense: Expense) -> None:
        """The files leave the disk: nothing of this expense will be attached."""
        self._files.discard(expense)

    def fetch(self, expense: Expense) -> bool:
        """Sees to it that every receipt which does not stand yet lies on disk, or has a problem; False when it was not tried, since
        Pleo hands out no lists just now.

        Raises Cancelled, SignInAgainError or UnavailableError of QuickBooks. A receipt, a list or an answer that cannot be had
        becomes a problem; the others go on.
        """
        if not expense.receipts and not self._list(expense):
            return self._silent_lists < _SILENT
        noted = self._books.noted(expense) if expense.ask_first else []
        self._believe(expense, noted)
        self._files.fetch(expense)
        if noted:
            self._believe(expense, noted)
        _join_twins(expense)
        if expense.ask_first and (expense.item is not None or _has_news(expense)):
            self._compare(expense, noted)
        for receipt in expense.receipts:
            if receipt.attached or receipt.twin or receipt.problem:
                self._files.give_back(receipt)
        return True

    def _believe(self, expense: Expense, noted: Sequence[AttachmentRecord]) -> None:
        """What the store knows to stand need not be fetched, and does not make anybody ask the books."""
        found = believed(expense, noted)
        self._books.note(expense, found, noted)
        for place in found.standing:
            expense.receipts[place].attached = True
        for place in found.twins:
            expense.receipts[place].twin = True

    def _compare(self, expense: Expense, noted: Sequence[AttachmentRecord]) -> None:
        """Asks the books which receipts stand. What the store believed and is not there is fetched after all."""
        kind, external_id = expense.record.kind, expense.record.external_id
        if kind is None or external_id is None:
            return
        try:
            standing = self._books.standing(expense.id, kind, external_id, noted)
        except (LedgerRefusal, UnavailableError) as error:
            self._without_answer(expense, error)
            return
        self._silent_books = 0
        found = compare(expense.receipts, standing)
        self._books.note(expense, found, noted)
        for place, receipt in enumerate(expense.receipts):
            receipt.attached = place in found.standing
            receipt.twin = place in found.twins or (receipt.twin and not receipt.attached)
            receipt.problem = None if receipt.attached else receipt.problem
        self._files.fetch(expense)
        _join_twins(expense)
        expense.forget_problem(Code.RECEIPT_REPLACED)
        if all(_is_known(receipt) for receipt in expense.receipts):
            for one in found.others:
                name = one.attachment.file_name
                expense.has_problem(problem(Code.RECEIPT_REPLACED, entry_id=expense.id, file=name))

    def _without_answer(self, expense: Expense, error: LedgerRefusal | UnavailableError) -> None:
        """QuickBooks does not say what stands on one entry: nothing is attached to it, and the next export asks again.

        Raises the error when it is about the company or the network, or when it comes again and again.
        """
        self._silent_books += 1
        if isinstance(error, UnavailableError) and (
            error.problem.code not in _OF_ONE_ENTRY or self._silent_books >= _SILENT
        ):
            raise error
        detail = error.detail if isinstance(error, LedgerRefusal) else "-"
        for receipt in expense.receipts:
            if receipt.fetched and not receipt.attached:
                receipt.problem = receipt_problem(expense, receipt, Code.RECEIPT_REFUSED, detail=detail, code="-")

    def _list(self, expense: Expense) -> bool:
        """Receipts of an expense that has no item any more, as Pleo lists them now; False when nothing can be said of them."""
        if self._silent_lists >= _SILENT:
            return False
        try:
            listed = self._listed(expense.id)
        except UnavailableError as error:
            if not is_of_pleo(error):
                raise
            self._silent_lists += 1
            return False
        self._silent_lists = 0
        expense.receipts = [Receipt(index, file) for index, file in enumerate(listed, 1)]
        _know_the_empty_ones(expense)
        return bool(listed)

    # -- attaching -------------------------------------------------------------------------------

    def attach(self, expenses: Sequence[Expense]) -> None:
        """Uploads what lies on disk for these, in as few requests as they allow; the files leave the disk afterwards.

        Raises SignInAgainError, UnavailableError, Cancelled. After a lost answer it asks what arrived.
        """
        for chunk in _requests([sending for one in expenses for sending in _sending(one)]):
            self._attach(chunk)
        for one in expenses:
            self._files.done_with(one)
            one.note_receipts()
        self._runs.put_items(one.record for one in expenses)

    def _attach(self, sending: Sequence[Sending]) -> None:
        for failed in _RETRY.tries():
            if not sending:
                return
            started = self._clock.monotonic()
            try:
                results = self._upload(sending)
            except LostAnswerError:
                self._lost_uploads += 1
                tired = self._lost_uploads >= _LOST_UPLOADS or _RETRY.pause(failed) is None
                if not tired:
                    self._await(sending[-1], started)
                sending = self._still_missing(sending)
                if tired:
                    break
                continue
            except LedgerRefusal as refusal:
                results = self._singly(sending, refusal)
            self._lost_uploads = 0
            self._take(sending, results)
            return
        for one, receipt, _ in sending:
            receipt.problem = receipt_problem(one, receipt, Code.RECEIPT_REFUSED, detail="-", code="-")

    def _upload(self, sending: Sequence[Sending]) -> list[Attachment | UploadRefusal]:
        """The same files have the same request id within this export; a later one that sends them anew has its reasons."""
        files = [upload for _, _, upload in sending]
        what = [f"{file.external_id}/{file.file_name}" for file in files]
        return self._ledger.upload(files, request_id("upload", self._of_this_export, *what))

    def _singly(self, sending: Sequence[Sending], refusal: LedgerRefusal) -> list[Attachment | UploadRefusal]:
        """One file may spoil a whole request: each is tried alone then."""
        if len(sending) == 1:
            return [UploadRefusal(refusal.code, refusal.detail)]
        results: list[Attachment | UploadRefusal] = []
        for one in sending:
            try:
                results.extend(self._upload([one]))
            except LedgerRefusal as alone:
                results.append(UploadRefusal(alone.code, alone.detail))
            except LostAnswerError:
                results.append(UploadRefusal("-", "-"))
        return results

    def _await(self, last: Sending, started: float) -> None:
        """Until the last file of an upload stands, or QuickBooks cannot be at work on it any more: what is sent anew too early is
        there twice."""
        for looked in _LOOK.tries():
            pause = _LOOK.pause(looked)
            left = max(0.0, _UPLOAD_LASTS - (self._clock.monotonic() - started))
            self._clock.wait(left if pause is None else min(pause, left), self._cancel)
            if pause is None or self._arrived([last]):
                return

    def _still_missing(self, sending: Sequence[Sending]) -> list[Sending]:
        arrived = self._arrived(sending)
        there = [one for one in sending if one[2] in arrived]
        self._take(there, [arrived[upload] for _, _, upload in there])
        return [one for one in sending if one[2] not in arrived]

    def _arrived(self, sending: Sequence[Sending]) -> dict[Upload, Attachment]:
        """Those of these files that stand on their entries by now."""
        standing: dict[str, list[StandingReceipt]] = {}
        arrived: dict[Upload, Attachment] = {}
        for one, receipt, upload in sending:
            if one.id not in standing:
                standing[one.id] = self._books.standing(one.id, upload.kind, upload.external_id, ())
            digest = receipt.fetched.sha256 if receipt.fetched else None
            for found in standing[one.id]:
                if not found.stranger and same_hash(digest, found.signs.sha256):
                    arrived[upload] = found.attachment
        return arrived

    def _take(self, sent: Sequence[Sending], results: Sequence[Attachment | UploadRefusal]) -> None:
        """Notes what came of files, all in one write."""
        records: list[AttachmentRecord] = []
        for (one, receipt, upload), result in zip(sent, results, strict=True):
            if isinstance(result, UploadRefusal):
                code, detail = result.code, result.detail
                receipt.problem = receipt_problem(one, receipt, Code.RECEIPT_REFUSED, code=code, detail=detail)
            else:
                receipt.attached = True
                digest = receipt.fetched.sha256 if receipt.fetched else None
                record = AttachmentRecord(one.record.job_id, one.id, result.id, upload.file_name)
                records.append(replace(record, receipt_id=receipt.file.id, sha256=digest))
        self._runs.put_attachments(records)


def _join_twins(expense: Expense) -> None:
    """Two receipts of equal bytes are one attachment: the second would add nothing to the books."""
    seen: set[str] = set()
    for receipt in expense.receipts:
        if receipt.fetched and not receipt.twin:
            receipt.twin = receipt.fetched.sha256 in seen
            seen.add(receipt.fetched.sha256)


def _has_news(expense: Expense) -> bool:
    """Whether a file lies on disk that the store does not know to stand."""
    return any(one.fetched and not (one.attached or one.twin) for one in expense.receipts)


def _is_known(receipt: Receipt) -> bool:
    """Whether it is certain what it is: its bytes came, its id stands, or Pleo holds no bytes of it."""
    return receipt.problem is None or receipt.problem.code is Code.RECEIPT_EMPTY


def _know_the_empty_ones(expense: Expense) -> None:
    """A receipt that came empty is asked for again only when Pleo lists another one: by its id, or, where an item told none, by
    its size of nothing."""
    empty = [one for one in expense.record.problems if one.code is Code.RECEIPT_EMPTY]
    ids = {one.params.get("receipt") for one in empty}
    without_id = sum("receipt" not in one.params and one.params.get("size") == "0" for one in empty)
    for receipt in expense.receipts:
        if receipt.file.id in ids:
            receipt.problem = receipt_problem(expense, receipt, Code.RECEIPT_EMPTY)
        elif without_id and not receipt.file.size:
            without_id -= 1
            receipt.problem = receipt_problem(expense, receipt, Code.RECEIPT_EMPTY)


def _sending(one: Expense) -> Iterator[Sending]:
    """What lies on disk for an expense whose entry stands, but for what turned out to stand there already."""
    kind, external_id = one.record.kind, one.record.external_id
    for receipt in one.receipts:
        if (
            kind
            and external_id
            and (file := receipt.fetched)
            and not (receipt.attached or receipt.twin or receipt.problem)
        ):
            name = receipt_name(one.id, file.sha256, file.extension)
            note = receipt_note(one.id, receipt.file.id, file.sha256)
            yield one, receipt, Upload(kind, external_id, name, file.content_type, file.path, file.size, note)


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
