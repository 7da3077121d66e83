"""Reads the words of one language out of its folder, each file when it is first asked for; knows no word itself."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from pleoqb_desktop.texts.language import CATALOGUES, Language, languages
from pleoqb_desktop.texts.templates import with_nouns


class Say(NamedTuple):
    """What happened and to which thing, and what to do; both are templates (templates.py)."""

    sentence: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Habits:
    """What is particular to a language (language.toml)."""

    name: str
    """As its speakers call it."""
    locale: str
    """Qt's name of language and country, for the signs of figures: "fr_FR"."""
    practice_country: str
    """The practice company that is opened where none was chosen."""
    day: str
    """How a day is written, in Qt's letters: "dd/MM/yyyy"."""
    moment: str
    """How {day} and {time} stand together."""
    percent: str
    """How a {number} stands with its sign."""
    zero_is_singular: bool
    """Whether a noun after zero stands in the singular."""
    symbols: Mapping[str, str]
    """Signs of currencies by code (ISO 4217); those that are missing are written by their code."""
    spaces: Mapping[str, str]
    """What stands in place of plain spaces and their neighbours once a sentence is set."""

    def is_one(self, number: int) -> bool:
        """Whether a noun after this number stands in the singular."""
        return abs(number) < 2 if self.zero_is_singular else number == 1

    @property
    def country(self) -> str:
        """The country of the locale: "FR"."""
        return self.locale.partition("_")[2]

    def typeset(self, sentence: str) -> str:
        """A sentence written with plain spaces, as the language's typography has it."""
        for plain, proper in self.spaces.items():
            sentence = sentence.replace(plain, proper)
        return sentence


class Catalogue:
    """All words of one language. Raises OSError for a language that has no catalogue (`language.languages`)."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._folder = CATALOGUES / language.code

    @cached_property
    def habits(self) -> Habits:
        """Figures, typography, and what the language is called."""
        return Habits(**_read(self._folder / "language.toml"))

    @cached_property
    def problems(self) -> Mapping[str, Say]:
        """What is said for each problem code (domain.problems.Code)."""
        files = sorted((self._folder / "problems").glob("*.toml"))
        return {code: Say(**words) for file in files for code, words in _read(file).items()}

    @cached_property
    def names(self) -> Mapping[str, Mapping[str, str]]:
        """What things are called, by table (names.Table) and value."""
        return _read(self._folder / "names.toml")

    @cached_property
    def pages(self) -> Mapping[str, Mapping[str, str]]:
        """`title` and `text` of the pages that end a sign-in in the browser."""
        return _read(self._folder / "sign_in.toml")

    @cached_property
    def commands(self) -> Mapping[str, str]:
        """What the command line says by itself, with gaps in braces."""
        return _read(self._folder / "commands.toml")

    def command(self, name: str, /, **values: object) -> str:
        """A sentence of the command line with its values filled in; nouns after whole numbers are one or many (templates.py)."""

        def is_one(gap: str) -> bool:
            value = values.get(gap)
            return isinstance(value, int) and self.habits.is_one(value)

        return with_nouns(self.commands[name], is_one).format(**values)


def language_names() -> Mapping[Language, str]:
    """Every language and what its speakers call it."""
    return {language: Catalogue(language).habits.name for language in languages()}


def _read(file: Path) -> dict[str, Any]:
    return tomllib.loads(file.read_text("utf-8"))
