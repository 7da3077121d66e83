"""The program's log file: method, path, status, counts; only our own lines, never a query, a body or a secret (design.md 6)."""

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

_ROOT = "pleoqb"


class _OnlyOurs(logging.Filter):
    """Lets through what our loggers write; libraries may log addresses with their queries."""

    def filter(self, record: logging.LogRecord) -> bool:
        return record.name.split(".", 1)[0] == _ROOT and record.exc_info is None


def open_log(folder: Path) -> logging.Handler:
    """Writes `program.log` in this folder, at most four files of a megabyte; close the handler with `close_log`."""
    handler = RotatingFileHandler(
        folder / "program.log", maxBytes=1_000_000, backupCount=3, encoding="utf-8", delay=True
    )
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    handler.addFilter(_OnlyOurs())
    logger = logging.getLogger(_ROOT)
    logger.setLevel(logging.INFO)
    logger.propagate = False
    logger.addHandler(handler)
    return handler


def close_log(handler: logging.Handler) -> None:
    """Ends what `open_log` began."""
    logging.getLogger(_ROOT).removeHandler(handler)
    handler.close()
