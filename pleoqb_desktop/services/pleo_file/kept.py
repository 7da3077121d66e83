"""Copies of Pleo's downloads within the profile: made whole or not at all before they are worked on, kept until nothing needs them."""

import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO
from zipfile import ZIP_STORED, BadZipFile, ZipFile, is_zipfile

from pleoqb_desktop.domain.problems import Code, problem
from pleoqb_desktop.ports.errors import ReceiptRefusal, WrongUsageError
from pleoqb_desktop.services.pleo_file.archive import Download, StoredFile, opened, stored
from pleoqb_desktop.services.pleo_file.receipts import Copied, copy_bounded
from pleoqb_desktop.services.pleo_file.refusals import refused
from pleoqb_desktop.services.storage.disk import disk_errors, make_private

_TABLE, _RECEIPTS = "table", "receipts.zip"
_ID = re.compile(r"[0-9a-f]{64}")
_SUFFIXES = (".csv", ".tsv", ".txt", ".xlsx")


class KeptDownload(Download):
    """A copy of ours. Its receipts stand in an archive beside the table; none when they are not needed any more, or it is damaged."""

    def __init__(self, folder: Path, file_id: str) -> None:
        super().__init__(folder)
        self._file_id = file_id
        self.table_name = next((_TABLE + suffix for suffix in _SUFFIXES if (folder / (_TABLE + suffix)).exists()), "")
        if not self.table_name:
            raise refused(problem(Code.FILE_NOT_FOUND, path=folder))
        self._archive = _archive(folder / _RECEIPTS)
        members = self._archive.infolist() if self._archive else []
        self.receipts = tuple(stored(info) for info in members if not info.is_dir())

    @property
    def content_id(self) -> str:
        return self._file_id

    def open_table(self) -> IO[bytes]:
        return (self.path / self.table_name).open("rb")

    def open_receipt(self, receipt: StoredFile) -> IO[bytes]:
        if self._archive is None:
            raise FileNotFoundError(receipt.place)
        return self._archive.open(receipt.place)

    def close(self) -> None:
        if self._archive:
            self._archive.close()


class KeptFiles:
    """The folder of the copies."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, path: Path) -> str:
        """Copies a download, and says what its copy is called: the same for the same content.

        Raises WrongUsageError for what is no download (FILE_UNFINISHED for one that changes meanwhile), UnavailableError.
        """
        make_private(self._folder)
        before = _looks(path)
        with opened(path) as download:
            file_id = download.content_id
            target = self._folder / file_id
            if not target.exists() or (download.receipts and not is_zipfile(target / _RECEIPTS)):
                self._copy(download, target)
        if _looks(path) != before:
            raise refused(problem(Code.FILE_UNFINISHED, name=path.name))
        return file_id

    def _copy(self, download: Download, target: Path) -> None:
        with disk_errors(target):
            made = Path(tempfile.mkdtemp(prefix=".new-", dir=self._folder))
            try:
                suffix = Path(download.table_name).suffix.lower()
                with download.open_table() as source, (made / f"{_TABLE}{suffix}").open("wb") as table:
                    shutil.copyfileobj(source, table, 1024**2)
                if download.receipts:
                    _copy_receipts(download, made / _RECEIPTS)
                if target.exists():  # the same rows: whatever happens now, an open job never loses them
                    (made / _RECEIPTS).replace(target / _RECEIPTS)
                else:
                    made.replace(target)
            finally:
                shutil.rmtree(made, ignore_errors=True)

    @contextmanager
    def opened(self, file_id: str) -> Iterator[KeptDownload]:
        """A copy. Raises WrongUsageError(FILE_NOT_FOUND) where somebody removed it."""
        download = KeptDownload(self._place(file_id), file_id)
        try:
            yield download
        finally:
            download.close()

    def drop_receipts(self, file_id: str) -> None:
        """Its receipts are attached: the rows alone are kept, to be compared with the books."""
        with disk_errors(self._folder):
            (self._place(file_id) / _RECEIPTS).unlink(missing_ok=True)

    def copy_receipt(self, file_id: str, place: str, into: Path) -> Copied:
        """Puts one receipt at a path. Raises ReceiptRefusal."""
        try:
            with self.opened(file_id) as download:
                return copy_receipt(download, place, into)
        except WrongUsageError:
            raise ReceiptRefusal(Code.FILE_RECEIPT_ABSENT) from None

    def _place(self, file_id: str) -> Path:
        if not _ID.fullmatch(file_id):
            raise refused(problem(Code.FILE_NOT_FOUND, path=file_id))
        return self._folder / file_id


def copy_receipt(download: Download, place: str, into: Path) -> Copied:
    """Puts one receipt of a download at a path. Raises ReceiptRefusal: one that is refused is refused alone (design.md 10.7)."""
    receipt = next((one for one in download.receipts if one.place == place), None)
    if receipt is None:
        raise ReceiptRefusal(Code.FILE_RECEIPT_ABSENT)
    if receipt.is_bomb:
        raise ReceiptRefusal(Code.RECEIPT_TOO_LARGE_TO_READ)
    try:
        return copy_bounded(download.open_receipt(receipt), into)
    except (BadZipFile, EOFError, NotImplementedError, RuntimeError, FileNotFoundError) as error:
        raise ReceiptRefusal(Code.RECEIPT_UNREADABLE) from error


def _archive(path: Path) -> ZipFile | None:
    try:
        return ZipFile(path)
    except (FileNotFoundError, BadZipFile):
        return None


def _copy_receipts(download: Download, archive: Path) -> None:
    """All that could be one, each under the name it had: nothing is unpacked to a place that a stranger named."""
    source = download.archive
    if source is not None:
        shutil.copyfile(source, archive)
        return
    with ZipFile(archive, "w", ZIP_STORED) as target:
        for receipt in download.receipts:
            with download.open_receipt(receipt) as file, target.open(receipt.place, "w") as member:
                shutil.copyfileobj(file, member, 1024**2)


def _looks(path: Path) -> tuple[int, int]:
    """Size and time of a file, which change while it arrives; a folder has none of its own."""
    try:
        found = path.stat()
    except OSError:
        return 0, 0
    return (found.st_size, found.st_mtime_ns) if path.is_file() else (0, 0)
