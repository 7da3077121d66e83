"""What Pleo shows of its connection with QuickBooks: that the sign-in ended, and that it is there again; decides nothing."""

from collections.abc import Callable
from contextlib import suppress

from pleoqb_desktop.ports.beside import beside
from pleoqb_desktop.ports.errors import ForeseenError
from pleoqb_desktop.ports.settings import Door, SettingsStore
from pleoqb_desktop.ports.spend import PleoConnection

_WORKS = "ACTIVATED"
_LONGEST_SECONDS = 10.0
"""Nobody waits longer for what only Pleo's own page shows."""


class PleoInstallation:
    """Tells Pleo once each time (INS-05), where there is a key. Whether Pleo listens changes nothing: raises nothing that is foreseen."""

    def __init__(self, connection: Callable[[], PleoConnection], settings: SettingsStore) -> None:
        self._connection = connection
        self._settings = settings

    def sign_in_ended(self) -> None:
        """QuickBooks asks for a new sign-in. Nothing is told before Pleo knew that the set-up is usable."""
        self._tell("ERROR", "AUTH_ERROR")

    def signed_out(self) -> None:
        """The owner ended the sign-in herself: no error, yet nothing arrives any more."""
        self._tell("INACTIVE")

    def signed_in_again(self) -> None:
        """The sign-in is there again; where Pleo cannot be told now, the next sync tells it."""
        self._tell(_WORKS)

    def _tell(self, status: str, error: str | None = None) -> None:
        ended = status != _WORKS
        with suppress(ForeseenError, TimeoutError):
            known = self._settings.load()
            if known.door is Door.FILE or not known.pleo_activated or known.pleo_told_ended == ended:
                return
            beside(lambda: self._connection().set_status(status, error), seconds=_LONGEST_SECONDS)
            self._settings.update(pleo_told_ended=ended)
