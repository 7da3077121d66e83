"""News of the program itself: whether a newer version is out. Nothing is downloaded, and nothing is said of whoever asks."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from pleoqb_desktop.ports.cancel import CancelToken


@dataclass(frozen=True, slots=True)
class ReleasedFile:
    """One file of a release: its size in bytes and its SHA-256 in hexadecimal, so that a download can be compared."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class NewVersion:
    """A version newer than this program. `words` say in each language (ISO 639-1) what it brings; `page` is where to download it,
    https; `declined`: the person has said "not now" to it."""

    version: str
    released: date
    words: Mapping[str, str]
    page: str
    files: tuple[ReleasedFile, ...] = ()
    declined: bool = False

    def words_in(self, language: str) -> str:
        """What it brings, in this language where it is told so, else in the first that it is told in."""
        return self.words.get(language) or next(iter(self.words.values()))


class Updates(Protocol):
    """Where news of the program come from."""

    @property
    def page_host(self) -> str | None:
        """The host whose pages a notice may open; None: this program looks for no news at all."""

    def known(self) -> NewVersion | None:
        """What was told last and is still good, None when there is nothing newer; asks nobody."""

    def look(self, cancel: CancelToken) -> NewVersion | None:
        """The same, after asking once where a day has passed since the last time.

        Trouble on the way, and an answer that cannot be relied on, is logged and changes nothing. Raises Cancelled.
        """

    def decline(self, version: str) -> None:
        """The person does not want to be reminded of this version. Raises UnavailableError when it cannot be kept."""
