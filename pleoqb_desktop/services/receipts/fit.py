"""Makes a receipt on disk one that QuickBooks takes, whichever way it came; fetches nothing."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
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


@contextmanager
def unfinished(into: Path) -> Iterator[Path]:
    """The file beside `into`, whose folder is made, that becomes `into` when nothing fails and is gone otherwise.

    Raises UnavailableError of the disk.
    """
    path = into.with_name(f"{into.name}.part")
    with disk_errors(into):
        into.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        yield path
        with disk_errors(into):
            path.replace(into)
    except BaseException:
        with suppress(OSError):
            path.unlink(missing_ok=True)
        raise
