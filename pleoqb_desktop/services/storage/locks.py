"""Locks between processes and threads of one profile; the operating system frees them when a process dies."""

from contextlib import AbstractContextManager
from pathlib import Path

from pleoqb_desktop.domain.problems import Code, problem
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.errors import ExportRunningError, UnavailableError
from pleoqb_desktop.services.storage.disk import locked


class FileLocks:
    """Lock files in the data folder of a profile (ports.system.Locks).

    No lock is reentrant: a thread that holds one and asks for it again is treated like any other.
    """

    def __init__(self, folder: Path, sign_in_seconds: float = 120.0) -> None:
        self._folder = folder
        self._sign_in_seconds = sign_in_seconds

    def export(self) -> AbstractContextManager[None]:
        """Held during an export or undo. Raises ExportRunningError at once when it is taken (design.md 4.9)."""
        return locked(self._folder / "export.lock", 0.0, ExportRunningError(problem(Code.EXPORT_RUNNING)))

    def window(self) -> AbstractContextManager[None]:
        """Held while a window of the profile is open. Raises ExportRunningError when it stays taken for a second: whoever only looks is gone then."""
        return locked(self._folder / "open.lock", 1.0, ExportRunningError(problem(Code.EXPORT_RUNNING)))

    def sign_in(self, cancel: CancelToken | None = None) -> AbstractContextManager[None]:
        """Held while a sign-in is refreshed. Waits; raises UnavailableError when it stays taken for 120 s, Cancelled."""
        path = self._folder / "sign-in.lock"
        return locked(path, self._sign_in_seconds, UnavailableError(problem(Code.FILE_BUSY, path=path)), cancel)
