"""Which files of a download belong to which expense: by number and letter, or by name; and how they come onto this computer."""

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import IO
from urllib.parse import quote, unquote

from pleoqb_desktop.domain.problems import Code
from pleoqb_desktop.domain.spend import ReceiptFile
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.errors import ReceiptRefusal
from pleoqb_desktop.ports.receipts import FetchedReceipt
from pleoqb_desktop.services.pleo_file.archive import StoredFile
from pleoqb_desktop.services.receipts.files import LIMIT_BYTES
from pleoqb_desktop.services.receipts.fit import made_fit, unfinished
from pleoqb_desktop.services.receipts.reader import ReceiptReader
from pleoqb_desktop.services.storage.disk import disk_errors

SCHEME = "pleo-file:"
_DIGITS = re.compile(r"\d+")
_NUMBERED = re.compile(r"(?P<number>\d+)[a-z]?\Z", re.IGNORECASE)
_TELLING = 4  # digits: a number of Pleo's has two of the year before its own, and stands in no name by chance
_WIDEST = 20
_CHUNK = 256 * 1024
_TYPES = {
    "pdf": "application/pdf", "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "heic": "image/heic",
    "txt": "text/plain", "doc": "application/msword", "xls": "application/vnd.ms-excel", "csv": "text/csv", "xml": "text/xml",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}  # fmt: skip


def receipt_url(file_id: str, place: str) -> str:
    """How a file of a download is named where receipts have addresses. `place` empty: the row names a file that is not there."""
    return f"{SCHEME}{file_id}/{quote(place, safe='')}"


class ReceiptFinder:
    """The receipts of one download."""

    def __init__(
        self, file_id: str, files: Sequence[StoredFile], opened: Callable[[StoredFile], IO[bytes]] | None = None
    ) -> None:
        """`opened` gives the bytes of one, to tell equal ones; None: they are told apart by size and checksum alone."""
        self._file_id = file_id
        self._opened = opened
        self._by_name: dict[str, StoredFile] = {}
        self._by_number: dict[str, list[StoredFile]] = defaultdict(list)
        self._containing: dict[str, list[StoredFile]] = defaultdict(list)
        for file in files:
            self._by_name.setdefault(file.name.casefold(), file)
            stem = _stem(file)
            if found := _NUMBERED.match(stem):
                self._by_number[found["number"]].append(file)
            else:
                self._by_number[stem].append(file)
                self._by_number[stem[:-1]].append(file)
            for digits in set(_DIGITS.findall(stem)):
                self._containing[digits].append(file)
            folder = PurePosixPath(file.place.replace("\\", "/")).parent.name
            if folder.isdigit() and not _starts_with_a_number(stem):
                self._containing[folder].append(file)

    def files(self, number: str, names: Sequence[str], links: int) -> tuple[ReceiptFile, ...]:
        """The receipts of an expense in order, each once; what its row names and the download lacks is there by name alone."""
        found = [self._by_name.get(_base(name).casefold()) for name in names]
        there = [file for file in found if file is not None]
        there += [file for file in self._numbered(number) if file not in there]
        absent = max(len(names), links) - len(there)
        listed = [
            ReceiptFile(receipt_url(self._file_id, file.place), _type(file.name), file.size)
            for file in self._distinct(there)
        ]
        return (*listed, *(ReceiptFile(receipt_url(self._file_id, ""), "", 0) for _ in range(absent)))

    def _numbered(self, number: str) -> list[StoredFile]:
        """Those whose name is the number, with a letter or without, or holds it, or whose folder is called so; by their names. A name that
        begins with the number of another file is that one's."""
        named = self._by_number.get(number, []) if number else []
        if len(number) >= _TELLING or (number and not named):
            holding = (file for file in self._containing.get(number, []) if file not in named)
            named = [*named, *(file for file in holding if not self._is_of_another(file, number))]
        return sorted(named, key=lambda file: (_in_order(_stem(file)), file.place))

    def _is_of_another(self, file: StoredFile, number: str) -> bool:
        first = _starts_with_a_number(_stem(file))
        return first not in {"", number} and first in self._by_number

    def _distinct(self, files: Sequence[StoredFile]) -> list[StoredFile]:
        """Equal bytes at one expense are one attachment (design.md 10.7); bytes are read only where size and checksum agree."""
        kept: list[StoredFile] = []
        for file in files:
            twins = [one for one in kept if (one.size, one.check) == (file.size, file.check)]
            if not any(self._equal(one, file) for one in twins):
                kept.append(file)
        return kept

    def _equal(self, one: StoredFile, other: StoredFile) -> bool:
        if self._opened is None:
            return bool(one.check)
        return _hash(self._opened(one)) == _hash(self._opened(other))


def _starts_with_a_number(stem: str) -> str:
    """The number that a name begins with, as long as Pleo's are; empty where it does not."""
    found = _DIGITS.match(stem)
    return found[0] if found and len(found[0]) > _TELLING else ""


def _stem(file: StoredFile) -> str:
    return file.name.rpartition(".")[0] or file.name


def _in_order(stem: str) -> str:
    """Made so that `-2` comes before `-10`."""
    return _DIGITS.sub(lambda digits: digits[0].zfill(_WIDEST), stem.casefold())


def _base(name: str) -> str:
    return re.split(r"[\\/]", name)[-1].strip()


def _hash(file: IO[bytes]) -> bytes:
    digest = sha256()
    with file:
        read = 0
        while (chunk := file.read(_CHUNK)) and read <= LIMIT_BYTES:
            read += len(chunk)
            digest.update(chunk)
    return digest.digest()


def _type(name: str) -> str:
    return _TYPES.get(name.rpartition(".")[2].lower(), "")


@dataclass(frozen=True, slots=True)
class Copied:
    """What a receipt was in its download: bytes, and their hash, by which it is known again (design.md 10.7)."""

    size: int
    sha256: str


class FileReceiptFetcher:
    """Copies receipts out of kept downloads (ports.receipts.ReceiptFetcher); usable from several threads at once."""

    def __init__(
        self, copied: Callable[[str, str, Path], Copied], reader: ReceiptReader, limit: int = LIMIT_BYTES
    ) -> None:
        """`copied` puts the file of a download (its id, a place in it) at a path; it raises ReceiptRefusal."""
        self._copied = copied
        self._reader = reader
        self._limit = limit

    def fetch(self, url: str, into: Path, declared_type: str, cancel: CancelToken) -> FetchedReceipt:
        """Copies to the file `into`. Raises ReceiptRefusal for this receipt alone, UnavailableError of the disk, Cancelled."""
        cancel.check()
        file_id, _, place = url.removeprefix(SCHEME).partition("/")
        if not url.startswith(SCHEME) or not place:
            raise ReceiptRefusal(Code.FILE_RECEIPT_ABSENT)
        with unfinished(into) as path:
            came = self._copied(file_id, unquote(place), path)
            known = made_fit(path, declared_type, self._reader, cancel)
            with disk_errors(into):
                size = path.stat().st_size
        return FetchedReceipt(into, known.content_type, known.extension, size, came.sha256, came.size)


def copy_bounded(source: IO[bytes], into: Path, limit: int = LIMIT_BYTES) -> Copied:
    """Copies a receipt of at most `limit` bytes. Raises ReceiptRefusal(RECEIPT_TOO_LARGE, RECEIPT_EMPTY)."""
    size, digest = 0, sha256()
    with source, disk_errors(into), into.open("wb") as target:
        while chunk := source.read(_CHUNK):
            size += len(chunk)
            if size > limit:
                raise ReceiptRefusal(Code.RECEIPT_TOO_LARGE, limit=str(limit // 1024**2))
            digest.update(chunk)
            target.write(chunk)
    if not size:
        raise ReceiptRefusal(Code.RECEIPT_EMPTY)
    return Copied(size, digest.hexdigest())
