"""The languages of the program, one for each catalogue, and which of them a person wants; holds no words and reads no file."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

CATALOGUES = Path(__file__).parent / "catalogues"
"""A folder for each language, called by its code; language.toml in it makes it one."""

_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")


@dataclass(frozen=True, slots=True, order=True)
class Language:
    """A language of the program, by its code (ISO 639-1: "fr")."""

    code: str


ENGLISH = Language("en")
"""The language of the window's sources; spoken to whoever asks for none that we speak."""


def languages() -> tuple[Language, ...]:
    """Languages that there is a catalogue for, by their codes."""
    return tuple(sorted(Language(found.parent.name) for found in CATALOGUES.glob("*/language.toml")))


def language_of(text: str | None, environ: Mapping[str, str]) -> Language:
    """The language a setting names ("fr", "fr_CA", "en-GB"), else the environment's, else the system's, else English.

    LANGUAGE is a list by preference, of which the first that we speak counts; of LC_ALL, LC_MESSAGES and LANG, the first that is set decides (POSIX).
    Windows and macOS set none of them; there the system is asked. A setting of None, or of a language that we do not speak, decides nothing.
    """
    wanted = [text or "", *environ.get("LANGUAGE", "").split(":")]
    wanted.append(next((value for name in _VARIABLES if (value := environ.get(name))), ""))
    if sys.platform in {"win32", "darwin"}:
        wanted.append(_system_locale())
    spoken = languages()
    return next((language for one in wanted if (language := _named(one)) in spoken), ENGLISH)


def _system_locale() -> str:
    from PySide6.QtCore import QLocale  # loaded where it is needed: it would slow every command elsewhere

    return QLocale.system().name()


def _named(locale: str) -> Language:
    """The language of a locale's name, whether we speak it or not."""
    return Language(locale.strip().replace("-", "_").partition(".")[0].partition("@")[0].partition("_")[0].lower())
