"""Makes a receipt on disk one that QuickBooks takes, whichever way it came; fetches nothing."""

from pathlib import Path

from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.services.receipts.reader import ReceiptReader
from pleoqb_desktop.services.receipts.types import JPEG, FileType, recognise
from pleoqb_desktop.services.storage.disk import disk_errors


def made_fit(path: Path, declared: str, reader: ReceiptReader, cancel: CancelToken) -> FileType:
    """The file's type, after a picture of another type has become JPEG. Raises ReceiptRefusal, UnavailableError, Cancelled."""
    with disk_errors(path):
        known = recognise(path, declared)
        if known is not None:
            return known
        path.write_bytes(reader.as_jpeg(path, cancel))
        return JPEG
