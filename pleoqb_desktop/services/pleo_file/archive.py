"""What Pleo's download is made of, a zip, a folder or a lone file: its one table, and its receipts by name; bounded, reads no cell."""

import os
import re
import stat
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import IO
from zipfile import BadZipFile, LargeZipFile, ZipFile, ZipInfo, is_zipfile

from pleoqb_desktop.domain.problems import Code, problem
from pleoqb_desktop.ports.errors import UnavailableError
from pleoqb_desktop.services.pleo_file.refusals import refused
from pleoqb_desktop.services.pleo_file.sheet_table import read_sheet_table
from pleoqb_desktop.services.pleo_file.table import Table
from pleoqb_desktop.services.pleo_file.text_table import read_text_table

MOST_TABLE = 64 * 1024**2
MOST_SHEET = 256 * 1024**2  # of a sheet's parts, unpacked
MOST_MEMBERS = 100_000
MOST_DEPTH = 8
MOST_RATIO = 200  # of unpacked to packed bytes; text of expenses packs to a tenth, at best to a fiftieth
_SMALL = 1024**2  # whatever packs to nothing is harmless below this
_TEXTS, _SHEET = (".csv", ".tsv", ".txt"), ".xlsx"
_UNFINISHED = (".crdownload", ".part", ".partial", ".download", ".opdownload", ".tmp")
_ZIPS = (".zip", ".7z", ".rar", ".gz", ".tar", ".tgz", ".bz2", ".xz")
_RECEIPT_FOLDER = re.compile(r"(?:receipts?|re[cç]us?|belege?|kvitteringer|kvitton|recibos|bilag)\Z", re.IGNORECASE)
_RECEIPT_NAME = re.compile(r"\d{4,}[a-z]?\Z", re.IGNORECASE)
_ZIP_START = b"PK\x03\x04"
_PROLOG = 64 * 1024
_ELEMENT = re.compile(rb"<[A-Za-z]")


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A receipt as it lies in the download. `place` finds it there; `name` is only a name. `size` in bytes.

    `check` differs for differing bytes of one size where that costs nothing to know, else empty.
    """

    name: str
    place: str
    size: int
    packed: int
    check: str = ""

    @property
    def is_bomb(self) -> bool:
        """Whether it unpacks to far more than any receipt would."""
        return self.size > _SMALL and self.size > MOST_RATIO * max(self.packed, 1)


class Download(ABC):
    """Pleo's download on disk. Use it as a context; every method raises WrongUsageError or UnavailableError."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.receipts: tuple[StoredFile, ...] = ()
        self.table_name = ""

    def table(self) -> Table:
        """Heading and rows."""
        with self.open_table() as file:
            if self.table_name.lower().endswith(_SHEET):
                _check_sheet(file)
                return read_sheet_table(file)
            data = file.read(MOST_TABLE + 1)
        if len(data) > MOST_TABLE:
            raise refused(problem(Code.FILE_TOO_LARGE))
        if data.startswith(_ZIP_START):
            raise refused(problem(Code.FILE_TYPE, name=self.table_name))
        return read_text_table(data)

    @property
    def archive(self) -> Path | None:
        """The archive that all receipts stand in, None where they lie open."""
        return None

    @property
    @abstractmethod
    def content_id(self) -> str:
        """The same for the same table with the same receipts, wherever it lies."""

    @abstractmethod
    def open_table(self) -> IO[bytes]:
        """The table's bytes, from the start; can be sought in."""

    @abstractmethod
    def open_receipt(self, receipt: StoredFile) -> IO[bytes]:
        """A receipt's bytes."""

    def close(self) -> None:  # noqa: B027 - only an archive stays open
        """Ends what is open."""


@contextmanager
def opened(path: Path) -> Iterator[Download]:
    """The download at a path. Raises WrongUsageError with the reason where it is none, UnavailableError(FILE_BUSY)."""
    with _told(path):
        download = _open(path)
    try:
        with _told(path):
            yield download
    finally:
        download.close()


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as error:
        raise refused(problem(Code.FILE_NOT_FOUND, path=path)) from error
    except PermissionError as error:  # Windows keeps a file for the program that has it open
        raise UnavailableError(problem(Code.FILE_BUSY, path=path)) from error
    except (BadZipFile, LargeZipFile, NotImplementedError, EOFError) as error:
        raise refused(problem(Code.FILE_DAMAGED)) from error
    except RuntimeError as error:  # a zip that asks for a password
        raise refused(problem(Code.FILE_PASSWORD)) from error


def _open(path: Path) -> Download:
    if path.name.lower().endswith(_UNFINISHED) or (path.is_file() and not path.stat().st_size):
        raise refused(problem(Code.FILE_UNFINISHED, name=path.name))
    if path.is_dir():
        return _Folder(path)
    suffix = path.suffix.lower()
    if suffix in _TEXTS or suffix == _SHEET:
        return _Lone(path)
    path.stat()
    if suffix == ".zip" or (suffix not in _ZIPS and is_zipfile(path)):
        if not is_zipfile(path):
            # Its list of contents stands at the end: what is cut off, or still arriving, has none.
            raise refused(problem(Code.FILE_UNFINISHED, name=path.name))
        return _Zip(path)
    raise refused(problem(Code.FILE_TYPE, name=path.name))


class _Lone(Download):
    """A table without receipts."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.table_name = path.name
        path.stat()

    @property
    def content_id(self) -> str:
        return _digest(self.open_table())

    def open_table(self) -> IO[bytes]:
        return self.path.open("rb")

    def open_receipt(self, receipt: StoredFile) -> IO[bytes]:
        raise FileNotFoundError(receipt.place)


class _Folder(Download):
    """An unpacked download. Links are not followed."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        found = sorted(self._files(path, 0), key=lambda one: one.place)
        self.table_name, self.receipts = _sorted_out(found, path)

    def _files(self, folder: Path, depth: int) -> Iterator[StoredFile]:
        if depth > MOST_DEPTH:
            raise refused(problem(Code.FILE_TOO_LARGE))
        with os.scandir(folder) as entries:
            for number, entry in enumerate(entries):
                if number > MOST_MEMBERS:
                    raise refused(problem(Code.FILE_TOO_LARGE))
                if entry.is_dir(follow_symlinks=False):
                    yield from self._files(Path(entry.path), depth + 1)
                elif entry.is_file(follow_symlinks=False):
                    size = entry.stat(follow_symlinks=False).st_size
                    place = Path(entry.path).relative_to(self.path).as_posix()
                    yield StoredFile(entry.name, place, size, size)

    @property
    def content_id(self) -> str:
        return _digest(self.open_table(), self.receipts)

    def open_table(self) -> IO[bytes]:
        return (self.path / self.table_name).open("rb")

    def open_receipt(self, receipt: StoredFile) -> IO[bytes]:
        return (self.path / receipt.place).open("rb")


class _Zip(Download):
    """A download as it came. Names in it are names only: nothing is ever unpacked to a place that it names."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self._archive = ZipFile(path)
        try:
            self._members = {info.filename: info for info in self._checked(self._archive.infolist())}
            found = [stored(info) for info in self._members.values()]
            self.table_name, self.receipts = _sorted_out(found, path)
            _check_ratio(self._members[self.table_name], MOST_SHEET)
        except BaseException:
            self._archive.close()
            raise

    def _checked(self, members: Sequence[ZipInfo]) -> Iterator[ZipInfo]:
        if len(members) > MOST_MEMBERS:
            raise refused(problem(Code.FILE_TOO_LARGE))
        for info in members:
            place = PurePosixPath(info.filename.replace("\\", "/"))
            if ".." in place.parts or place.is_absolute() or re.match(r"[A-Za-z]:", info.filename):
                raise refused(problem(Code.FILE_PATHS, name=place.name))
            if len(place.parts) > MOST_DEPTH:
                raise refused(problem(Code.FILE_TOO_LARGE))
            if stat.S_ISLNK(info.external_attr >> 16) or info.is_dir():
                continue
            if place.suffix.lower() in _ZIPS:
                raise refused(problem(Code.FILE_NESTED, name=place.name))
            yield info

    @property
    def archive(self) -> Path | None:
        return self.path

    @property
    def content_id(self) -> str:
        return _digest(self.open_table(), self.receipts)

    def open_table(self) -> IO[bytes]:
        info = self._members[self.table_name]
        if info.file_size > MOST_SHEET:
            raise refused(problem(Code.FILE_TOO_LARGE))
        return self._archive.open(info)

    def open_receipt(self, receipt: StoredFile) -> IO[bytes]:
        return self._archive.open(self._members[receipt.place])

    def close(self) -> None:
        self._archive.close()


def stored(info: ZipInfo) -> StoredFile:
    """What an archive tells of a member; its name is a name only, never a place on this computer."""
    name = PurePosixPath(info.filename.replace("\\", "/")).name
    return StoredFile(name, info.filename, info.file_size, info.compress_size, f"{info.CRC:08x}")


def _sorted_out(files: Sequence[StoredFile], path: Path) -> tuple[str, tuple[StoredFile, ...]]:
    """The place of the one table, and everything that may be a receipt."""
    shown = [one for one in files if not _hidden(one)]
    tables = [one for one in shown if one.name.lower().endswith((".csv", ".tsv", _SHEET)) and not _is_receipt(one)]
    if not tables:
        unfinished = any(one.name.lower().endswith(_UNFINISHED) for one in shown)
        raise refused(problem(Code.FILE_UNFINISHED if unfinished else Code.FILE_NO_TABLE, name=path.name))
    if len(tables) > 1:
        raise refused(problem(Code.FILE_SEVERAL, names=", ".join(one.name for one in tables[:3]), count=len(tables)))
    (table,) = tables
    return table.place, tuple(one for one in shown if one is not table)


def _hidden(file: StoredFile) -> bool:
    """What macOS, Windows and office programs leave beside files, an open sheet's lock among it."""
    parts = PurePosixPath(file.place.replace("\\", "/")).parts
    return file.name.startswith((".", "~$")) or "__MACOSX" in parts or file.name.lower() in {"thumbs.db", "desktop.ini"}


def _is_receipt(file: StoredFile) -> bool:
    place = PurePosixPath(file.place.replace("\\", "/"))
    return bool(_RECEIPT_NAME.match(place.stem)) or any(_RECEIPT_FOLDER.match(part) for part in place.parts[:-1])


def _check_ratio(info: ZipInfo, most: int) -> None:
    if info.file_size > most:
        raise refused(problem(Code.FILE_TOO_LARGE))
    if info.file_size > _SMALL and info.file_size > MOST_RATIO * max(info.compress_size, 1):
        raise refused(problem(Code.FILE_RATIO, name=PurePosixPath(info.filename).name))


def _check_sheet(file: IO[bytes]) -> None:
    """A sheet is an archive too: its parts are measured by what they unpack to before one is read."""
    with suppress(ValueError):
        if not is_zipfile(file):
            raise refused(problem(Code.FILE_DAMAGED))
    with ZipFile(file) as parts:
        members = parts.infolist()
        if len(members) > MOST_MEMBERS:
            raise refused(problem(Code.FILE_TOO_LARGE))
        for info in members:
            if info.filename.lower().endswith(_ZIPS):
                raise refused(problem(Code.FILE_NESTED, name=PurePosixPath(info.filename).name))
            _check_ratio(info, MOST_SHEET)
            if info.filename.lower().endswith((".xml", ".rels")):
                _check_part(parts.open(info))
        if sum(info.file_size for info in members) > MOST_SHEET:
            raise refused(problem(Code.FILE_TOO_LARGE))
    file.seek(0)


def _check_part(file: IO[bytes]) -> None:
    """A part declares no types and entities of its own: no sheet does, and what could unpack within a parser needs them."""
    with file:
        head = file.read(_PROLOG)
    if b"\0" in head or b"<!" in head.replace(b"<!--", b"") or (len(head) == _PROLOG and not _ELEMENT.search(head)):
        raise refused(problem(Code.FILE_DAMAGED))


def _digest(table: IO[bytes], receipts: Iterable[StoredFile] = ()) -> str:
    digest = sha256()
    with table:
        for chunk in iter(lambda: table.read(1024**2), b""):
            digest.update(chunk)
    for one in sorted(receipts, key=lambda one: one.place):
        digest.update(f"{one.name} {one.size}\n".encode("utf-8", "surrogateescape"))
    return digest.hexdigest()
