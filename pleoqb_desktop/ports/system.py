"""This computer, as the use cases see it: time, secrets, locks, and sentences for problems."""

from contextlib import AbstractContextManager
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from pleoqb_desktop.domain.problems import Problem
from pleoqb_desktop.ports.cancel import CancelToken


class Clock(Protocol):
    """Time, so that tests can move it."""

    def now(self) -> datetime:
        """Aware time in UTC."""

    def monotonic(self) -> float:
        """Seconds on a clock that never goes back."""

    def wait(self, seconds: float, cancel: CancelToken | None) -> None:
        """Waits. Raises Cancelled when a stop is asked for meanwhile."""


class Wording(Protocol):
    """Sentences for problems; Pleo shows them to its users."""

    def sentence(self, problem: Problem) -> str:
        """What happened and to what, in the language of the profile."""

    def remedy(self, problem: Problem) -> str:
        """What to do."""


class PageWording(Protocol):
    """Words of the pages that the browser shows when it comes back from a sign-in, in one language."""

    @property
    def code(self) -> str:
        """The language as HTML names it."""

    def sign_in_page(self, page: str) -> tuple[str, str]:
        """Title and text of a page, by its value (services.intuit.pages.Page)."""


class SecretName(StrEnum):
    """Secrets we keep, one keyring entry each (design.md 6)."""

    PLEO_API_KEY = "pleo_api_key"
    INTUIT_CLIENT_SECRET = "intuit_client_secret"
    QUICKBOOKS_SIGN_IN = "quickbooks_sign_in"


class Secrets(Protocol):
    """The password store. Raises SetupIncompleteError when there is none that is safe."""

    def get(self, name: SecretName, address: str) -> str | None:
        """The secret that was entered for this service address, None when there is none."""

    def set(self, name: SecretName, address: str, value: str) -> None:
        """Keeps a secret."""

    def forget(self, name: SecretName, address: str) -> None:
        """Removes a secret; nothing happens when there is none."""


class Locks(Protocol):
    """Locks across processes."""

    def export(self) -> AbstractContextManager[None]:
        """Held during an export or undo of the profile. Raises ExportRunningError."""

    def window(self) -> AbstractContextManager[None]:
        """Held while a window of the profile is open. Raises ExportRunningError: what stands there is the window's to export."""

    def sign_in(self, cancel: CancelToken | None = None) -> AbstractContextManager[None]:
        """Held while a sign-in is refreshed; waits. Raises Cancelled when a stop is asked for meanwhile."""
