"""The program's log file: method, path, status, counts; only our own lines, never a query, a body or a secret (design.md 6)."""

import logging
from contextlib import suppress
from logging.handlers import QueueHandler, QueueListener, RotatingFileHandler
from pathlib import Path
from queue import SimpleQueue

_ROOT = "pleoqb"


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

    def __init__(self, file: logging.Handler) -> None:
        lines: SimpleQueue[logging.LogRecord] = SimpleQueue()
        self._file = file
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


def open_log(folder: Path) -> OpenLog:
    """Writes `program.log` in this folder, at most four files of a megabyte; to be closed."""
    file = _QuietFile(folder / "program.log", maxBytes=1_000_000, backupCount=3, encoding="utf-8", delay=True)
    file.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    return OpenLog(file)
