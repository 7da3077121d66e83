"""Files of ours on this computer: replaced whole or not at all, locked between processes; knows nothing of what they hold."""

import errno
import os
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import BaseFileLock, FileLock, Timeout

from pleoqb_desktop.domain.problems import Code, problem
from pleoqb_desktop.ports.cancel import SLICE_SECONDS, CancelToken
from pleoqb_desktop.ports.errors import KnownError, UnavailableError

_LEAST_ROOM = 256 * 1024
_PRIVATE, _OPEN = 0o600, 0o666
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
# Windows refuses to replace a file while a virus scanner or another reader has it open.
_WINDOWS_PATIENCE = (0.02, 0.05, 0.1, 0.2, 0.4)


@contextmanager
def disk_errors(path: Path) -> Iterator[None]:
    """Turns what the disk says into UnavailableError: DISK_FULL, or FOLDER_UNWRITABLE with the system's reason."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise UnavailableError(problem(Code.DISK_FULL, path=path)) from error
        reason = error.strerror or type(error).__name__
        raise UnavailableError(problem(Code.FOLDER_UNWRITABLE, path=path, reason=reason)) from error


def has_room(path: Path) -> bool:
    """Whether more than a few blocks are left on the disk of this file; True where that cannot be told."""
    try:
        return shutil.disk_usage(path.parent).free >= _LEAST_ROOM
    except OSError:
        return True


def make_private(folder: Path) -> None:
    """Makes the folder and what is missing above it, for this user alone. Raises UnavailableError."""
    with disk_errors(folder):
        for missing in reversed([folder, *folder.parents]):
            missing.mkdir(mode=0o700, exist_ok=True)
        folder.chmod(0o700)


def make_folder(folder: Path) -> None:
    """Makes a folder of the person's own, and what is missing above it. Raises UnavailableError."""
    with disk_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)


def replace_file(path: Path, data: bytes, mode: int = _PRIVATE) -> None:
    """Puts a file of this content in place at once, on disk when this returns; readable by this user alone unless `mode` says more.

    After a fault or a crash the old file stands unchanged. Raises UnavailableError.
    """
    with disk_errors(path):
        temporary = path.with_name(f".{path.name}.{secrets.token_hex(4)}.new")
        try:
            with open(temporary, "xb", opener=lambda name, flags: os.open(name, flags, mode)) as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            _move(temporary, path)
        except BaseException:
            with suppress(OSError):
                temporary.unlink()
            raise
        _flush_folder(path.parent)


def write_text(path: Path, text: str, encoding: str = "utf-8") -> None:
    """Like write_open, line ends as they are in the text. Raises UnavailableError."""
    write_open(path, text.encode(encoding))


def write_open(path: Path, data: bytes) -> None:
    """Writes a file for people, whole or not at all; who may read it is as this user has it. Raises UnavailableError."""
    replace_file(path, data, _OPEN)


@contextmanager
def locked(path: Path, seconds: float, taken: KnownError, cancel: CancelToken | None = None) -> Iterator[None]:
    """Holds the lock file; raises `taken` when another process or thread keeps it for so long, Cancelled on a stop.

    The lock is the operating system's: it goes with the process that held it, while the empty file stays. A missing folder is
    made.
    """
    lock = FileLock(path, mode=0o600, thread_local=False)
    with disk_errors(path):
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _acquire(lock, seconds, taken, cancel)
    try:
        yield
    finally:
        lock.release()


def _acquire(lock: BaseFileLock, seconds: float, taken: KnownError, cancel: CancelToken | None) -> None:
    """In slices, so that a stop is heard meanwhile, under Windows too."""
    end = time.monotonic() + seconds
    while True:
        left = end - time.monotonic()
        with suppress(Timeout):
            lock.acquire(timeout=min(max(left, 0.0), SLICE_SECONDS))
            return
        if left <= 0:
            raise taken
        if cancel:
            cancel.check()


def _move(temporary: Path, path: Path) -> None:
    if os.name == "nt":
        for seconds in _WINDOWS_PATIENCE:
            with suppress(PermissionError):
                temporary.replace(path)
                return
            time.sleep(seconds)
    temporary.replace(path)


def _flush_folder(folder: Path) -> None:
    """Makes the new name survive a power loss; Windows has no such call."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
