"""Remembers from one command to the next how many requests a service was just sent; paces nothing itself.

Commands that a script runs one after the other share the limits of a service, which is told nothing of our processes: whoever
starts at nought meets a limit that waits a minute (quickbooks.md 4).
"""

from collections.abc import Mapping
from pathlib import Path

import msgspec

from pleoqb_desktop.ports.errors import KnownError
from pleoqb_desktop.ports.system import Clock
from pleoqb_desktop.services.http.pacing import Pacer
from pleoqb_desktop.services.storage.disk import replace_file


class _Kept(msgspec.Struct, frozen=True):
    """`at`: seconds since 1970; `ages`: by service, as Pacer.ages tells them."""

    at: float
    ages: dict[str, list[list[float]]]


class PaceMemory:
    """A small file. Lost or damaged it costs a pause at most, so that trouble with it is nobody's trouble."""

    def __init__(self, path: Path, pacers: Mapping[str, Pacer], clock: Clock) -> None:
        self._path = path
        self._pacers = pacers
        self._clock = clock

    def recall(self) -> None:
        """Counts what the process before sent. A clock that was set back since makes all of it count no more."""
        try:
            kept = msgspec.json.decode(self._path.read_bytes(), type=_Kept)
        except (OSError, msgspec.DecodeError, UnicodeDecodeError):
            return
        passed = self._clock.now().timestamp() - kept.at
        if passed < 0:
            return
        for name, ages in kept.ages.items():
            if name in self._pacers:
                self._pacers[name].recall([[age + passed for age in before] for before in ages])

    def keep(self) -> None:
        """Writes down what was sent, for the next process."""
        ages = {name: pacer.ages() for name, pacer in self._pacers.items()}
        try:
            replace_file(self._path, msgspec.json.encode(_Kept(self._clock.now().timestamp(), ages)))
        except KnownError:
            return  # the next process starts at nought
