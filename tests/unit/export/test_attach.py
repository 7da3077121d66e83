"""Where receipts lie until they are attached: few names, used again, and nothing left behind."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from pleoqb_desktop.domain.entries import EntryKind
from pleoqb_desktop.domain.problems import Code
from pleoqb_desktop.domain.spend import ReceiptFile
from pleoqb_desktop.export.attach import ReceiptDesk, ReceiptWork
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.ledger import Attachment, Upload
from pleoqb_desktop.ports.receipts import FetchedReceipt, ReceiptProblem


class Files:
    """Fetches receipts, keeps what is uploaded, and notes where it all lay."""

    def __init__(self) -> None:
        self.paths: list[Path] = []
        self.uploaded: list[bytes] = []
        self.broken = False

    def fetch(self, url: str, into: Path, _declared: str, _cancel: CancelToken) -> FetchedReceipt:
        self.paths.append(into)
        if self.broken:
            raise ReceiptProblem(Code.RECEIPT_EMPTY)
        into.write_text(url)
        return FetchedReceipt(into, "application/pdf", "pdf", len(url))

    def upload(self, files: Sequence[Upload]) -> list[Attachment]:
        self.uploaded += [one.path.read_bytes() for one in files]
        return [Attachment(str(number), "0", one.file_name) for number, one in enumerate(files)]

    def put_attachments(self, _records: object) -> None:
        """Nothing of it is asked for here."""


@pytest.fixture
def files() -> Files:
    return Files()


@pytest.fixture
def desk(files: Files, tmp_path: Path) -> ReceiptDesk:
    return ReceiptDesk(files, files, files, tmp_path, CancelToken(), lambda _entry: [])  # type: ignore[arg-type]


def work(entry: str) -> ReceiptWork:
    receipts = (ReceiptFile(f"{entry}/1", "application/pdf", 3), ReceiptFile(f"{entry}/2", "application/pdf", 3))
    return ReceiptWork("job", entry, EntryKind.PURCHASE, "1", receipts, ask_first=False)


def test_one_entry_after_the_other_uses_the_same_two_names(desk: ReceiptDesk, files: Files, tmp_path: Path) -> None:
    for number in range(50):
        desk.attach([desk.fetch(work(f"entry-{number}"))])
    assert len(set(files.paths)) == 2
    assert files.uploaded == [f"entry-{number}/{index}".encode() for number in range(50) for index in (1, 2)]
    assert list(tmp_path.iterdir()) == []


def test_what_waits_is_never_written_over(desk: ReceiptDesk, files: Files) -> None:
    waiting = [desk.fetch(work(f"entry-{number}")) for number in range(20)]
    assert len(set(files.paths)) == 40
    desk.attach(waiting)
    assert sorted(files.uploaded) == sorted(f"entry-{n}/{i}".encode() for n in range(20) for i in (1, 2))


def test_a_receipt_that_cannot_be_had_gives_its_name_back(desk: ReceiptDesk, files: Files) -> None:
    files.broken = True
    for number in range(9):
        assert [one.code for one in desk.fetch(work(f"entry-{number}")).problems] == [Code.RECEIPT_EMPTY] * 2
    assert len(set(files.paths)) == 1
