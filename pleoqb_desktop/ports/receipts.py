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
    """A receipt on disk, of a type QuickBooks takes.

    `size` is the file's, in bytes. `sha256` and `original_size` are of the bytes that came from Pleo, before a picture of another
    type became JPEG: they say what the receipt is (design.md 4.6).
    """

    path: Path
    content_type: str
    extension: str
    size: int
    sha256: str
    original_size: int
