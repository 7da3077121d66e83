"""How a receipt comes onto this computer."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from pleoqb_desktop.ports.cancel import CancelToken


class ReceiptFetcher(Protocol):
    """Fetches receipts without credentials."""

    def fetch(self, url: str, into: Path, declared_type: str, cancel: CancelToken) -> "FetchedReceipt":
        """Downloads to the file `into`. Raises ReceiptRefusal, UnavailableError or Cancelled."""


@dataclass(frozen=True, slots=True)
class Sheets:
    """The pages of a receipt to look at, each a JPEG. `total` counts those that were not drawn, too."""

    pages: tuple[bytes, ...]
    total: int


@dataclass(frozen=True, slots=True)
class FetchedReceipt:
    """A receipt on disk, of a type QuickBooks takes."""

    path: Path
    content_type: str
    extension: str
    size: int
