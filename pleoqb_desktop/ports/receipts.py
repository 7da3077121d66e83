"""How a receipt comes onto this computer."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from pleoqb_desktop.domain.problems import Code
from pleoqb_desktop.ports.cancel import CancelToken


class ReceiptFetcher(Protocol):
    """Fetches receipts without credentials."""

    def fetch(self, url: str, into: Path, declared_type: str, cancel: CancelToken) -> "FetchedReceipt":
        """Downloads to the file `into`. Raises ReceiptProblem, UnavailableError or Cancelled."""


@dataclass(frozen=True, slots=True)
class FetchedReceipt:
    """A receipt on disk, of a type QuickBooks takes."""

    path: Path
    content_type: str
    extension: str
    size: int


class ReceiptProblem(Exception):  # noqa: N818 - data about one file
    """One receipt cannot be had; the entry stands without it."""

    def __init__(self, code: Code, **params: str) -> None:
        super().__init__(code.value)
        self.code = code
        self.params = params
