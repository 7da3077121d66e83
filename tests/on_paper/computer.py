"""This computer on paper: time moved by hand, secrets, locks, settings, receipts and plain words, all in memory."""

import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

from pleoqb_desktop.domain.problems import Code, Problem, problem
from pleoqb_desktop.ports.beside import taken
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.errors import ExportRunningError, ReceiptRefusal, UnavailableError
from pleoqb_desktop.ports.receipts import FetchedReceipt
from pleoqb_desktop.ports.settings import Settings
from pleoqb_desktop.ports.system import SecretName
from pleoqb_desktop.ports.updates import NewVersion


class HandClock:
    """Time that stands still unless somebody waits or moves it (ports.system.Clock)."""

    def __init__(self, start: datetime = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)) -> None:
        self._start = start
        self._lock = threading.Lock()
        self.passed = 0.0
        """Seconds since the start."""

    def now(self) -> datetime:
        """The start and what has passed since."""
        return self._start + timedelta(seconds=self.passed)

    def monotonic(self) -> float:
        """What has passed."""
        return self.passed

    def wait(self, seconds: float, cancel: CancelToken | None) -> None:
        """Lets them pass at once."""
        if cancel:
            cancel.check()
        self.move(max(seconds, 0.0))

    def move(self, seconds: float) -> None:
        """Time passes."""
        with self._lock:
            self.passed += seconds


class PlainWording:
    """Codes instead of sentences (ports.system.Wording)."""

    def sentence(self, problem: Problem) -> str:
        """Its code."""
        return problem.code.value

    def remedy(self, problem: Problem) -> str:
        """That there is one."""
        return f"see {problem.code.value}"


class PlainPages:
    """The pages of a sign-in by their names (ports.system.PageWording)."""

    @property
    def code(self) -> str:
        """A language that HTML knows."""
        return "en"

    def sign_in_page(self, page: str) -> tuple[str, str]:
        """Its name, twice."""
        return page, page


class SecretsOnPaper:
    """A drawer (ports.system.Secrets)."""

    def __init__(self) -> None:
        self._drawer: dict[tuple[SecretName, str], str] = {}

    def get(self, name: SecretName, address: str) -> str | None:
        """What lies in it."""
        return self._drawer.get((name, address))

    def set(self, name: SecretName, address: str, value: str) -> None:
        """Puts it there."""
        self._drawer[name, address] = value

    def forget(self, name: SecretName, address: str) -> None:
        """Takes it out."""
        self._drawer.pop((name, address), None)


class LocksOnPaper:
    """Three keys on a hook (ports.system.Locks): who finds one of the first two gone leaves, who finds the third one gone waits."""

    def __init__(self) -> None:
        self._export = threading.Lock()
        self._window = threading.Lock()
        self._sign_in = threading.Lock()

    def export(self) -> AbstractContextManager[None]:
        """Not waited for."""
        return _free(self._export)

    def window(self) -> AbstractContextManager[None]:
        """Not waited for."""
        return _free(self._window)

    @contextmanager
    def sign_in(self, cancel: CancelToken | None = None) -> Iterator[None]:
        """Waited for."""
        with taken(self._sign_in, cancel):
            yield


@contextmanager
def _free(lock: threading.Lock) -> Iterator[None]:
    if not lock.acquire(blocking=False):
        raise ExportRunningError(problem(Code.EXPORT_RUNNING))
    try:
        yield
    finally:
        lock.release()


class SettingsOnPaper:
    """One sheet (ports.settings.SettingsStore)."""

    def __init__(self, settings: Settings | None = None) -> None:
        self._sheet = settings or Settings()
        self._lock = threading.Lock()

    def load(self) -> Settings:
        """What is on it."""
        return self._sheet

    def save(self, settings: Settings) -> None:
        """A new sheet."""
        with self._lock:
            self._sheet = settings

    def update(self, **changes: Any) -> Settings:
        """A new sheet with some members changed."""
        with self._lock:
            self._sheet = replace(self._sheet, **changes)
            return self._sheet


class UpdatesOnPaper:
    """A letter that may have come (ports.updates.Updates); None: the postman does not come here."""

    def __init__(self, host: str | None, letter: NewVersion | None = None) -> None:
        self._host = host
        self.letter = letter
        self._read: NewVersion | None = None

    @property
    def page_host(self) -> str | None:
        """Where its page is."""
        return self._host

    def known(self) -> NewVersion | None:
        """What was read."""
        return self._read

    def look(self, cancel: CancelToken) -> NewVersion | None:
        """Reads what has come."""
        cancel.check()
        if self._host and self.letter and self._read is None:
            self._read = self.letter
        return self._read

    def decline(self, version: str) -> None:
        """Puts it aside."""
        if self._read and self._read.version == version:
            self._read = replace(self._read, declined=True)


@dataclass
class ReceiptsOnPaper:
    """Receipts by address (ports.receipts.ReceiptFetcher).

    What is kept is the bytes of a file, or why it cannot be had; an unknown address is expired. `fetched` are the addresses asked for.
    """

    kept: dict[str, bytes | ReceiptRefusal | UnavailableError] = field(default_factory=dict)
    fetched: list[str] = field(default_factory=list)

    def fetch(self, url: str, into: Path, declared_type: str, cancel: CancelToken) -> FetchedReceipt:
        """Writes the file."""
        cancel.check()
        self.fetched.append(url)
        found = self.kept.get(url, ReceiptRefusal(Code.RECEIPT_EXPIRED))
        if isinstance(found, Exception):
            raise found
        into.write_bytes(found)
        digest = sha256(found).hexdigest()
        return FetchedReceipt(into, declared_type, declared_type.rpartition("/")[2], len(found), digest, len(found))
