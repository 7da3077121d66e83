"""Where receipts lie until they are attached: few names, used again, and nothing left behind."""

from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path

import pytest

from pleoqb_desktop.domain.entries import EntryKind
from pleoqb_desktop.domain.problems import Code
from pleoqb_desktop.domain.spend import ReceiptFile
from pleoqb_desktop.export import receipt_files
from pleoqb_desktop.export.attach import ReceiptUploader
from pleoqb_desktop.export.expense import Expense, Receipt
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.errors import ReceiptRefusal
from pleoqb_desktop.ports.ledger import Attachment, Upload
from pleoqb_desktop.ports.receipts import FetchedReceipt
from pleoqb_desktop.ports.runs import ItemRecord, ItemStatus
from tests.on_paper.computer import HandClock


class Files:
    """Fetches receipts, keeps what is uploaded, and notes where it all lay."""

    def __init__(self) -> None:
        self.paths: list[Path] = []
        self.uploaded: list[bytes] = []
        self.broken = False

    def fetch(self, url: str, into: Path, _declared: str, _cancel: CancelToken) -> FetchedReceipt:
        self.paths.append(into)
        if self.broken:
            raise ReceiptRefusal(Code.RECEIPT_EMPTY)
        into.write_text(url)
        return FetchedReceipt(into, "application/pdf", "pdf", len(url), sha256(url.encode()).hexdigest(), len(url))

    def upload(self, files: Sequence[Upload], _request_id: str) -> list[Attachment]:
        self.uploaded += [one.path.read_bytes() for one in files]
        return [Attachment(str(number), "0", one.file_name) for number, one in enumerate(files)]

    def put_attachments(self, _records: object) -> None:
        """Nothing of it is asked for here."""

    def put_items(self, records: Iterable[ItemRecord]) -> None:
        """Nothing of it is asked for here, but that it can be written."""
        assert all(record.accounting_entry_id for record in records)


@pytest.fixture
def files() -> Files:
    return Files()


@pytest.fixture
def uploader(files: Files, tmp_path: Path) -> Iterator[ReceiptUploader]:
    made = ReceiptUploader(files, files, files, tmp_path, CancelToken(), lambda _entry: [], HandClock())  # type: ignore[arg-type]
    yield made
    made.close()


def standing(entry: str) -> Expense:
    """An expense with two receipts, whose entry was just made."""
    record = ItemRecord("job", entry, "card_purchase", ItemStatus.EXPORTED, EntryKind.PURCHASE, "1")
    files = [ReceiptFile(f"{entry}/{index}", "application/pdf", 3) for index in (1, 2)]
    return Expense(record, receipts=[Receipt(index, file) for index, file in enumerate(files, 1)])


def fetched(uploader: ReceiptUploader, entry: str) -> Expense:
    one = standing(entry)
    uploader.fetch(one)
    return one


def test_one_entry_after_the_other_uses_the_same_two_names(
    uploader: ReceiptUploader, files: Files, tmp_path: Path
) -> None:
    for number in range(50):
        uploader.attach([fetched(uploader, f"entry-{number}")])
    assert len(set(files.paths)) == 2
    assert files.uploaded == [f"entry-{number}/{index}".encode() for number in range(50) for index in (1, 2)]
    assert list(tmp_path.iterdir()) == []


def test_what_waits_is_never_written_over(uploader: ReceiptUploader, files: Files) -> None:
    waiting = [fetched(uploader, f"entry-{number}") for number in range(20)]
    assert len(set(files.paths)) == 40
    uploader.attach(waiting)
    assert sorted(files.uploaded) == sorted(f"entry-{n}/{i}".encode() for n in range(20) for i in (1, 2))
    assert [one.record.receipts_attached for one in waiting] == [2] * 20


def test_a_receipt_that_cannot_be_had_gives_its_name_back(uploader: ReceiptUploader, files: Files) -> None:
    files.broken = True
    for number in range(9):
        one = fetched(uploader, f"entry-{number}")
        assert [receipt.problem and receipt.problem.code for receipt in one.receipts] == [Code.RECEIPT_EMPTY] * 2
    assert len(set(files.paths)) == 1


def test_what_was_fetched_ahead_is_not_fetched_again(uploader: ReceiptUploader, files: Files) -> None:
    one = standing("entry")
    uploader.fetch_ahead(one)
    uploader.fetch(one)
    uploader.attach([one])
    assert len(files.paths) == 2
    assert one.record.receipts_attached == 2
    assert one.fetching is None


def test_an_expense_that_is_not_posted_leaves_no_file(uploader: ReceiptUploader, files: Files, tmp_path: Path) -> None:
    one = standing("entry")
    uploader.fetch_ahead(one)
    uploader.discard(one)
    assert len(files.paths) <= 2
    assert list(tmp_path.iterdir()) == []


def test_ahead_is_bounded_and_what_is_left_out_comes_in_its_turn(
    uploader: ReceiptUploader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receipt_files, "_AHEAD_FILES", 4)
    expenses = [standing(f"entry-{number}") for number in range(5)]
    for one in expenses:
        uploader.fetch_ahead(one)
    assert [one.fetching is not None for one in expenses] == [True, True, False, False, False]
    for one in expenses:
        uploader.fetch(one)
    uploader.attach(expenses)
    assert [one.record.receipts_attached for one in expenses] == [2] * 5
    uploader.fetch_ahead(again := standing("again"))
    assert again.fetching is not None, "what was attached no longer counts"
    uploader.discard(again)
