"""The program's log file: method, path, status, counts; only our own lines, never a query, a body or a secret (design.md 6)."""

import logging
from contextlib import suppress
from logging.handlers import QueueHandler, QueueListener, RotatingFileHandler
from pathlib import Path
from queue import SimpleQueue

from filelock import FileLock

_ROOT = "pleoqb"
_FILES = 9  # programs that are open on one profile at once and have a log each


class _OnlyOurs(logging.Filter):
    """Lets through what our loggers write; libraries may log addresses with their queries."""

    def filter(self, record: logging.LogRecord) -> bool:
        return record.name.split(".", 1)[0] == _ROOT and record.exc_info is None


class _QuietFile(RotatingFileHandler):
    """A log that a full disk does not take hinders nothing and says nothing."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - the library's name
        """Nothing: the line is lost."""


class OpenLog:
    """A log file that is written to by a thread of its own: dozens of threads that fetch receipts never wait for its disk."""

    def __init__(self, file: logging.Handler, lock: FileLock | None = None) -> None:
        """`lock` is held as long as the log is open."""
        lines: SimpleQueue[logging.LogRecord] = SimpleQueue()
        self._file, self._lock = file, lock
        self._queue = QueueHandler(lines)
        self._queue.addFilter(_OnlyOurs())
        self._listener = QueueListener(lines, file)
        self._listener.start()
        logger = logging.getLogger(_ROOT)
        logger.setLevel(logging.INFO)
        logger.propagate = False
        logger.addHandler(self._queue)

    def close(self) -> None:
        """Writes what waits, and ends."""
        logging.getLogger(_ROOT).removeHandler(self._queue)
        self._listener.stop()
        with suppress(OSError):  # what could not be written before is lost, and nobody's trouble
            self._file.close()
        if self._lock:
            self._lock.release()


def open_log(folder: Path) -> OpenLog:
    """Writes `program.log` in this folder, at most four files of a megabyte; to be closed.

    While another program writes that one, `program-2.log` and so on: Windows renames no file that another program has open, and a log
    that cannot be put aside loses what comes next.
    """
    for number in range(1, _FILES + 1):
        name = "program" if number == 1 else f"program-{number}"
        lock = FileLock(folder / f"{name}.lock", timeout=0, thread_local=False)
        try:
            lock.acquire()
        except OSError:  # another program has it, or the folder takes no file
            continue
        path = folder / f"{name}.log"
        file = _QuietFile(path, maxBytes=1_000_000, backupCount=3, encoding="utf-8", delay=True)
        file.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
        return OpenLog(file, lock)
    return OpenLog(logging.NullHandler())
