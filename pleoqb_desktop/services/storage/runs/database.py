"""The run store's file: opened, brought up to date, read and written in transactions; knows no exports."""

import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from pleoqb_desktop.domain.problems import Code, problem
from pleoqb_desktop.ports.errors import SetupIncompleteError, UnavailableError
from pleoqb_desktop.services.storage.disk import disk_errors, has_room, locked
from pleoqb_desktop.services.storage.runs.migrations import NewerStoreError, migrate, shipped
from pleoqb_desktop.services.storage.runs.rows import Table

Record = TypeVar("Record")
Found = TypeVar("Found")

_BUSY_SECONDS = 10.0
_SMALLEST_PAGE = 512
_CODES = {
    sqlite3.SQLITE_FULL: Code.DISK_FULL,
    sqlite3.SQLITE_BUSY: Code.FILE_BUSY,
    sqlite3.SQLITE_LOCKED: Code.FILE_BUSY,
    sqlite3.SQLITE_CORRUPT: Code.STORE_DAMAGED,
    sqlite3.SQLITE_NOTADB: Code.STORE_DAMAGED,
    sqlite3.SQLITE_READONLY: Code.FOLDER_UNWRITABLE,
    sqlite3.SQLITE_CANTOPEN: Code.FOLDER_UNWRITABLE,
    sqlite3.SQLITE_PERM: Code.FOLDER_UNWRITABLE,
    sqlite3.SQLITE_IOERR: Code.FOLDER_UNWRITABLE,
}


class Database:
    """One SQLite file; usable from any thread.

    Every write is one transaction and on disk when the method returns. All methods, and making it, raise UnavailableError:
    DISK_FULL, FILE_BUSY (locked for 10 s), FOLDER_UNWRITABLE, STORE_DAMAGED; making it, SetupIncompleteError: STORE_NEWER (design.md 7).
    A write that raised has changed nothing.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        with _opening(path):
            _check_file(path)
            with _known_errors(path):
                self._connection = _connect(path)

    def close(self) -> None:
        """Closes the file; it is not used afterwards."""
        with self._lock, _known_errors(self._path):
            self._connection.close()

    def put(
        self,
        table: Table[Record],
        records: Iterable[Record],
        around: Callable[[sqlite3.Connection], AbstractContextManager[object]] = nullcontext,
    ) -> None:
        """Writes records, replacing earlier states, all or none; `around` does what belongs to it before and after, in the same
        transaction."""
        rows = [table.row(record) for record in records]
        if rows:
            with self.transaction() as connection, around(connection):
                connection.executemany(table.upsert, rows)

    def records(self, table: Table[Record], rest: str, values: Any) -> list[Record]:
        """Whole records; `rest` is what follows FROM and the table's name."""
        rows = self.rows(table.select(rest), values)
        return self.understood(lambda: [table.of_row(row) for row in rows])

    def rows(self, statement: str, values: Any) -> list[Sequence[Any]]:
        """What a statement tells."""
        with self._lock, _known_errors(self._path):
            return self._connection.execute(statement, values).fetchall()

    def numbers(self, statement: str, values: Any) -> Iterator[int]:
        """The first column of a statement, held by nobody else meanwhile."""
        with self._lock, _known_errors(self._path):
            for (number,) in self._connection.execute(statement, values):
                yield number

    def understood(self, read: Callable[[], list[Found]]) -> list[Found]:
        """What the rows say; rows that we cannot have written mean a damaged file."""
        try:
            return read()
        except (ValueError, msgspec.MsgspecError) as error:
            raise UnavailableError(problem(Code.STORE_DAMAGED, path=self._path, reason=error)) from error

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """One write: on disk when it ends, undone when anything raises."""
        with self._lock, _known_errors(self._path):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    @contextmanager
    def picture(self) -> Iterator[sqlite3.Connection]:
        """Several reads of one state of the store."""
        with self._lock, _known_errors(self._path):
            self._connection.execute("BEGIN")
            try:
                yield self._connection
            finally:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")


def set_aside(path: Path) -> Path | None:
    """Renames a damaged store, so that a new one can be made; its new name, None when there is no store.

    Nothing of it is lost. The marker look-up keeps an export with a new store from posting anything twice (design.md 4.2). No
    process may have the store open. Raises UnavailableError.
    """
    with _opening(path), disk_errors(path):
        if not path.exists():
            return None
        stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%fZ")
        aside = path.with_name(f"{path.stem}.damaged-{stamp}{path.suffix}")
        # SQLite's side files first: a new store must never meet the log of the old one.
        for ending in ("-shm", "-wal", ""):
            part = path.with_name(path.name + ending)
            if part.exists():
                part.rename(aside.with_name(aside.name + ending))
        return aside


def _check_file(path: Path) -> None:
    """Makes a new file for this user alone. Raises UnavailableError for a stump, which SQLite would take for an empty store."""
    with disk_errors(path):
        if not path.exists():
            path.touch(mode=0o600)
        size = path.stat().st_size
    if 0 < size < _SMALLEST_PAGE and path.is_file():
        raise UnavailableError(problem(Code.STORE_DAMAGED, path=path, reason=f"{size} bytes"))


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA fullfsync = ON")  # macOS: past the drive's own cache
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA cache_size = -256")  # KiB: a large store takes no more memory than a small one
        migrate(connection, shipped())
    except BaseException:
        connection.close()
        raise
    return connection


@contextmanager
def _opening(path: Path) -> Iterator[None]:
    """Only one process at a time opens, migrates or sets aside; the file is made for this user alone."""
    taken = UnavailableError(problem(Code.FILE_BUSY, path=path))
    with locked(path.with_name(f"{path.name}.lock"), _BUSY_SECONDS, taken):
        yield


@contextmanager
def _known_errors(path: Path) -> Iterator[None]:
    """The one place where SQLite's errors become ours; what is left is a bug."""
    try:
        yield
    except NewerStoreError as newer:
        raise SetupIncompleteError(problem(Code.STORE_NEWER, path=path)) from newer
    except sqlite3.Error as error:
        code = _code_of(error, path)
        if code is None:
            raise
        raise UnavailableError(problem(code, path=path, reason=error)) from error


def _code_of(error: sqlite3.Error, path: Path) -> Code | None:
    number = getattr(error, "sqlite_errorcode", 0)
    code = _CODES.get(number & 0xFF)  # the low byte is the primary result code
    if number & 0xFF == sqlite3.SQLITE_IOERR and (number == sqlite3.SQLITE_IOERR_SHMSIZE or not has_room(path)):
        return Code.DISK_FULL  # of a disk with a few KiB left SQLite tells a fault of its side files
    return code
