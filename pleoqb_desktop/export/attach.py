"""Receipts: fetched from Pleo, attached in QuickBooks, counted; a repeat attaches only what is missing (DESIGN 4.4)."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from queue import Empty, SimpleQueue

from pleoqb_desktop.domain.entries import EntryKind
from pleoqb_desktop.domain.problems import Code, Problem, problem
from pleoqb_desktop.domain.rules.naming import marker
from pleoqb_desktop.domain.spend import ReceiptFile
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.errors import LedgerRefusal, LostAnswerError, UnavailableError
from pleoqb_desktop.ports.ledger import Attachment, Ledger, Upload, UploadRefusal
from pleoqb_desktop.ports.receipts import FetchedReceipt, ReceiptFetcher, ReceiptProblem
from pleoqb_desktop.ports.runs import AttachmentRecord, Runs

FILES_PER_UPLOAD = 25
BYTES_PER_UPLOAD = 32 * 1024 * 1024  # well under the 100 MB of one request (quickbooks-api.md 4)
_ATTEMPTS = 3
_INDEX = re.compile(r"-(\d+)\.[A-Za-z0-9]+\Z")


@dataclass(frozen=True, slots=True)
class ReceiptWork:
    """The receipts of one entry that stands in QuickBooks.

    `ask_first`: the entry was not made just now, so some of them may be there. `person` is whom to ask for a better one.
    """

    job_id: str
    entry_id: str
    kind: EntryKind
    external_id: str
    files: tuple[ReceiptFile, ...]
    ask_first: bool
    person: str = ""


@dataclass(slots=True)
class ReceiptState:
    """What came of an entry's receipts so far; `waiting` are fetched and not yet attached."""

    work: ReceiptWork
    attached: int = 0
    problems: list[Problem] = field(default_factory=list)
    waiting: list[tuple[int, Upload]] = field(default_factory=list)


def file_name(entry_id: str, index: int, extension: str) -> str:
    """The name of a receipt in QuickBooks: the entry's number and an index from 1, so that a repeat knows it again."""
    return f"{marker(entry_id)}-{index}.{extension}"


def index_of(entry_id: str, name: str) -> int | None:
    """The index in a name made by `file_name` for this entry, None for any other name."""
    match = _INDEX.search(name)
    return int(match.group(1)) if match and name.startswith(marker(entry_id) + "-") else None


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


class ReceiptDesk:
    """Fetches and attaches. Safe to use from several threads."""

    def __init__(
        self,
        ledger: Ledger,
        fetcher: ReceiptFetcher,
        runs: Runs,
        scratch: Path,
        cancel: CancelToken,
        refresh: Callable[[str], Sequence[ReceiptFile]],
    ) -> None:
        self._ledger = ledger
        self._fetcher = fetcher
        self._runs = runs
        self._scratch = _ScratchPaths(scratch)
        self._cancel = cancel
        self._refresh = refresh

    def fetch(self, work: ReceiptWork) -> ReceiptState:
        """Downloads the receipts that are not attached yet. Raises Cancelled, SignInAgainError or UnavailableError of QuickBooks.

        A receipt that cannot be had becomes a problem; the others go on.
        """
        state = ReceiptState(work)
        present = self._present(work) if work.ask_first else set()
        state.attached = len(present)
        for index, file in enumerate(work.files, 1):
            if index in present:
                continue
            self._cancel.check()
            try:
                state.waiting.append((index, self._download(work, index, file)))
            except ReceiptProblem as error:
                params = dict(error.params) | {"index": str(index), "person": work.person}
                state.problems.append(problem(error.code, entry_id=work.entry_id, **params))
            except UnavailableError as error:
                if error.problem.code is not Code.PLEO_UNREACHABLE:
                    raise  # our own disk, not the receipt
                reason = problem(Code.RECEIPT_MISSING, entry_id=work.entry_id, index=index, person=work.person)
                state.problems.append(reason)
        return state

    def _present(self, work: ReceiptWork) -> set[int]:
        found = (
            index_of(work.entry_id, one.file_name) for one in self._ledger.attachments(work.kind, work.external_id)
        )
        return {index for index in found if index is not None}

    def _download(self, work: ReceiptWork, index: int, file: ReceiptFile) -> Upload:
        path = self._scratch.take()
        try:
            fetched = self._fetched(work, index, file, path)
        except BaseException:
            self._scratch.give_back(path)
            raise
        name = file_name(work.entry_id, index, fetched.extension)
        return Upload(work.kind, work.external_id, name, fetched.content_type, fetched.path, fetched.size)

    def _fetched(self, work: ReceiptWork, index: int, file: ReceiptFile, path: Path) -> FetchedReceipt:
        try:
            return self._fetcher.fetch(file.url, path, file.type, self._cancel)
        except ReceiptProblem as error:
            if error.code is not Code.RECEIPT_EXPIRED:
                raise
            fresh = self._refresh(work.entry_id)  # a new link, since they live 24 hours (pleo-api.md 4)
            if len(fresh) < index:
                raise
            return self._fetcher.fetch(fresh[index - 1].url, path, file.type, self._cancel)

    def attach(self, states: Sequence[ReceiptState]) -> None:
        """Uploads everything that waits in these states, in as few requests as they allow; files leave the disk afterwards.

        Raises SignInAgainError, UnavailableError, Cancelled. After a lost answer it asks what arrived.
        """
        sending = [(state, index, upload) for state in states for index, upload in state.waiting]
        while sending:
            size = 0
            chunk: list[tuple[ReceiptState, int, Upload]] = []
            for one in sending[:FILES_PER_UPLOAD]:
                size += one[2].size
                if chunk and size > BYTES_PER_UPLOAD:
                    break
                chunk.append(one)
            self._attach_chunk(chunk)
            sending = sending[len(chunk) :]
        for state in states:
            for _, upload in state.waiting:
                self._scratch.give_back(upload.path)
            state.waiting.clear()

    def _attach_chunk(self, sending: Sequence[tuple[ReceiptState, int, Upload]]) -> None:
        for _ in range(_ATTEMPTS):
            if not sending:
                return
            try:
                results = self._ledger.upload([upload for _, _, upload in sending])
            except LostAnswerError:
                sending = self._still_missing(sending)
                continue
            except LedgerRefusal as refusal:
                results = self._singly(sending, refusal)
            self._take(sending, results)
            return
        for state, index, _ in sending:
            state.problems.append(
                problem(Code.RECEIPT_REFUSED, entry_id=state.work.entry_id, index=index, detail="-", code="-")
            )

    def _singly(
        self, sending: Sequence[tuple[ReceiptState, int, Upload]], refusal: LedgerRefusal
    ) -> list[Attachment | UploadRefusal]:
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

    def _still_missing(
        self, sending: Sequence[tuple[ReceiptState, int, Upload]]
    ) -> list[tuple[ReceiptState, int, Upload]]:
        missing: list[tuple[ReceiptState, int, Upload]] = []
        arrived: list[tuple[ReceiptState, int, Upload]] = []
        attachments: list[Attachment] = []
        there: dict[str, dict[int, Attachment]] = {}
        for state, index, upload in sending:
            work = state.work
            if work.entry_id not in there:
                standing = self._ledger.attachments(work.kind, work.external_id)
                there[work.entry_id] = {
                    i: one for one in standing if (i := index_of(work.entry_id, one.file_name)) is not None
                }
            found = there[work.entry_id].get(index)
            if found:
                arrived.append((state, index, upload))
                attachments.append(found)
            else:
                missing.append((state, index, upload))
        self._take(arrived, attachments)
        return missing

    def _take(
        self, sent: Sequence[tuple[ReceiptState, int, Upload]], results: Sequence[Attachment | UploadRefusal]
    ) -> None:
        """Notes what came of files, all in one write."""
        records: list[AttachmentRecord] = []
        for (state, index, upload), result in zip(sent, results, strict=True):
            work = state.work
            if isinstance(result, UploadRefusal):
                code, detail = result.code, result.detail
                reason = problem(Code.RECEIPT_REFUSED, entry_id=work.entry_id, index=index, code=code, detail=detail)
                state.problems.append(reason)
            else:
                state.attached += 1
                records.append(AttachmentRecord(work.job_id, work.entry_id, index, result.id, upload.file_name))
        self._runs.put_attachments(records)
