"""The two languages of the program, and which of them a person wants; holds no words."""

import sys
from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")


class Language(StrEnum):
    """Languages the program speaks."""

    FRENCH = "fr"
    ENGLISH = "en"


class Words(NamedTuple):
    """One text in both languages."""

    french: str
    english: str

    def of(self, language: Language) -> str:
        """The text in a language."""
        return self.french if language is Language.FRENCH else self.english


def language_of(text: str | None, environ: Mapping[str, str]) -> Language:
    """The language a setting names ("fr", "fr_CA", "en-GB"), else the environment's, else the system's, else English.

    LANGUAGE is a list by preference, of which the first that we speak counts; of LC_ALL, LC_MESSAGES and LANG, the first
    that is set decides (POSIX). Windows and macOS set none of them; there the system is asked. A setting of None, or of a language that we do not speak, decides nothing.
    """
    wanted = [text or "", *environ.get("LANGUAGE", "").split(":")]
    wanted.append(next((value for name in _VARIABLES if (value := environ.get(name))), ""))
    if sys.platform in {"win32", "darwin"}:
        wanted.append(_system_locale())
    return next((language for one in wanted if (language := _named(one))), Language.ENGLISH)


def _system_locale() -> str:
    from PySide6.QtCore import QLocale  # loaded where it is needed: it would slow every command elsewhere

    return QLocale.system().name()


def _named(locale: str) -> Language | None:
    name = locale.strip().replace("-", "_").partition(".")[0].partition("@")[0].partition("_")[0].lower()
    return next((language for language in Language if name == language.value), None)
