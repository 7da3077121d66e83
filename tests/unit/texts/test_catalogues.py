"""Every catalogue has the words that the program speaks, all of them and no other, with the same gaps in each language."""

import ast
import re
import string
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QLocale

import pleoqb_desktop
from pleoqb_desktop.cli import options
from pleoqb_desktop.domain.books import AccountType, Dimension
from pleoqb_desktop.domain.entries import EntryKind
from pleoqb_desktop.domain.problems import ABOUT_RECEIPTS, Code
from pleoqb_desktop.domain.rules.chart import ConventionName, Role
from pleoqb_desktop.domain.rules.naming import MemoWords
from pleoqb_desktop.domain.spend import SpendType, TaxType
from pleoqb_desktop.domain.spend_file import About
from pleoqb_desktop.export.progress import Phase
from pleoqb_desktop.ports.reference import Kind
from pleoqb_desktop.ports.runs import ItemStatus
from pleoqb_desktop.ports.schedule import RunResult
from pleoqb_desktop.ports.settings import Settings
from pleoqb_desktop.reconcile import Verdict
from pleoqb_desktop.services.intuit.pages import Page
from pleoqb_desktop.services.pleo_file.template import POINTS
from pleoqb_desktop.setup import readiness
from pleoqb_desktop.sync.report import Change
from pleoqb_desktop.texts import ENGLISH, Action, Language, languages, templates
from pleoqb_desktop.texts.catalogue import Catalogue, Habits, language_names
from pleoqb_desktop.texts.causes import Cause, cause_of
from pleoqb_desktop.texts.language import CATALOGUES
from pleoqb_desktop.texts.names import Table

PACKAGE = Path(pleoqb_desktop.__file__).parent
EVERY = pytest.mark.parametrize("language", languages(), ids=lambda language: language.code)
OTHERS = pytest.mark.parametrize(
    "language", [one for one in languages() if one != ENGLISH], ids=lambda language: language.code
)
OWN = "language.toml: spaces"
"""What a language has of its own: its typography."""


def files(language: Language) -> dict[str, dict[str, Any]]:
    """What each file of a language holds, by its place in the folder."""
    folder = CATALOGUES / language.code
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): tomllib.loads(path.read_text("utf-8")) for path in found}


def entries(language: Language) -> dict[str, object]:
    """Every word of a language by file and key."""

    def walk(place: str, value: object) -> Iterator[tuple[str, object]]:
        if isinstance(value, dict):
            for key, inner in value.items():
                yield from walk(f"{place}: {key}", inner)
        else:
            yield place, value

    found = (pair for name, content in files(language).items() for pair in walk(name, content))
    return {place: value for place, value in found if not place.startswith(OWN)}


@cache
def sources() -> tuple[tuple[str, ast.Module], ...]:
    """The modules of the program, read once; practice is a program of its own, with words of its own."""
    paths = {path.relative_to(PACKAGE).as_posix(): path for path in sorted(PACKAGE.rglob("*.py"))}
    return tuple(
        (inside, ast.parse(path.read_text("utf-8")))
        for inside, path in paths.items()
        if not inside.startswith("practice/")
    )


# -- all languages alike -------------------------------------------------------------------------------------------------------


def test_french_and_english_are_spoken() -> None:
    assert {"en", "fr"} <= {language.code for language in languages()}


@OTHERS
def test_every_language_has_the_same_words(language: Language) -> None:
    assert entries(language).keys() == entries(ENGLISH).keys()


@OTHERS
def test_every_language_has_the_same_gaps(language: Language) -> None:
    mine, english = entries(language), entries(ENGLISH)

    def gaps(value: object) -> set[str]:
        return set(templates.gaps(str(value)))

    assert {place for place in english if gaps(mine[place]) != gaps(english[place])} == set()


@EVERY
def test_no_word_is_empty_and_none_begins_or_ends_with_a_space(language: Language) -> None:
    said = {place: value for place, value in entries(language).items() if isinstance(value, str)}
    assert {place for place, value in said.items() if not value or value != value.strip(" ")} == set()


@EVERY
def test_braces_and_brackets_of_a_sentence_make_gaps_and_choices(language: Language) -> None:
    for say in Catalogue(language).problems.values():
        for template in say:
            bare = re.sub(r"\{[a-z_]+(?:#[^#{}]+#[^#{}]+)?\}", "", template)
            bare = re.sub(r"\[[^\[\]]+\]", "", bare)
            assert not set(bare) & set("{}[]|"), template


@EVERY
def test_a_language_tells_of_itself_what_the_program_asks(language: Language) -> None:
    habits = Catalogue(language).habits
    assert files(language)["language.toml"].keys() == {member.name for member in fields(Habits)}
    assert QLocale(habits.locale).name() == habits.locale
    assert habits.locale.partition("_")[0] == language.code
    assert (PACKAGE / "practice" / "companies" / f"pleo_{habits.practice_country.lower()}.py").is_file()


def test_no_two_languages_are_called_the_same() -> None:
    names = language_names()
    assert tuple(names) == languages()
    assert len(set(names.values())) == len(names)


# -- what the program says, and nothing else -----------------------------------------------------------------------------------


@EVERY
def test_every_problem_is_told_at_one_place(language: Language) -> None:
    told = Counter(
        code for name, content in files(language).items() if name.startswith("problems/") for code in content
    )
    assert told == Counter(code.value for code in Code)


def _values(*enums: type[StrEnum]) -> set[str]:
    return {str(member) for enum in enums for member in enum}


LACKING = readiness.missing(Settings(), pleo_connected=False, quickbooks_connected=False)
TABLES = {
    Table.SPEND_TYPES: _values(SpendType),
    Table.ENTRY_KINDS: _values(EntryKind),
    Table.ITEM_STATUSES: _values(ItemStatus),
    Table.PHASES: _values(Phase),
    Table.ROLES: _values(Role) | {"payables"},
    Table.DIMENSIONS: _values(Dimension),
    Table.MISSING: {name for name in LACKING if not name.endswith("_account")},  # accounts are called by their roles
    Table.CHOICES: {"no_tax_code_id", "journal_code_id", "convention"},  # gui/tabs/settings/bookkeeping.py
    Table.CONVENTIONS: _values(ConventionName),
    Table.ACCOUNT_TYPES: _values(AccountType),
    Table.TAX_TYPES: _values(TaxType),
    Table.KINDS: {"account", "tax code", "journal code"} | _values(Kind),  # setup/set_up.py
    Table.SYNC_CHANGES: _values(Change),
    Table.CHANGES: {
        "date",
        "total",
        "tax",
        "accounts",
        "amount",
        "account",
        "tags",
    },  # export/comparison.py, changed_since.py
    Table.TAGS: {"-"},
    Table.ACTIONS: _values(Action),
    Table.CAUSES: _values(Cause),
    Table.CHOICES: {"no_tax_code_id", "journal_code_id", "convention"},
    Table.CONVENTIONS: _values(ConventionName),
    Table.MEMO: {member.name for member in fields(MemoWords)},
    Table.QUESTIONS: _values(About),
    Table.PLANNED: _values(RunResult),
    Table.VERDICTS: _values(Verdict),
    Table.PAGE: {"in_pleo", "in_quickbooks", "difference", "entry", "lines", "changed"},
    Table.TEMPLATE: {meaning.value for meaning, _, _ in POINTS},
}


@EVERY
def test_everything_that_has_a_name_is_named_and_nothing_else(language: Language) -> None:
    names = Catalogue(language).names
    assert names.keys() == set(Table)
    assert {table: set(names[table]) for table in TABLES} == TABLES
    assert set(Table) - TABLES.keys() == {Table.FILE_TYPES}  # whatever a stranger's server says
    assert all(re.fullmatch(r"[a-z]+/[a-z0-9.+-]+", name) for name in names[Table.FILE_TYPES])


def test_what_is_wrong_with_an_expense_has_a_heading_of_its_own() -> None:
    """Those of OTHER are told by their sentence alone."""
    about_items = {
        code
        for name, content in files(ENGLISH).items()
        if name.endswith(("items.toml", "entries.toml"))
        for code in content
    }
    assert {code for code in about_items if cause_of(code) is Cause.OTHER} == {
        "date_unusable",
        "other_company",
        "too_many_lines",
        "report_refused",
    }
    assert {cause_of(code) for code in ABOUT_RECEIPTS} == {Cause.RECEIPT}, "those of a file too"
    assert {cause_of(one) for one in ("undone", "job_ended", "again")} == {Cause.UNDONE, Cause.JOB_ENDED, Cause.AGAIN}
    assert {cause_of(code) for code in about_items} | {Cause.UNDONE, Cause.JOB_ENDED, Cause.AGAIN} == set(Cause)


@EVERY
def test_every_page_of_the_sign_in_has_its_title_and_text_and_there_is_no_other(language: Language) -> None:
    pages = Catalogue(language).pages
    assert pages.keys() == {page.value for page in Page}
    assert all(page.keys() == {"title", "text"} for page in pages.values())


@cache
def _said_in_sources() -> tuple[tuple[str, set[str] | None], ...]:
    """All of it, walked through once."""
    return tuple(_walked_sources())


def _walked_sources() -> Iterator[tuple[str, set[str] | None]]:
    """Words of the command line that the sources name, with the gaps that they fill; None: not known from the source.

    They stand in calls of `command`, `words` and `say`, and in the steps of the tour, which tell their names, values and kind.
    """
    for _, module in sources():
        for node in ast.walk(module):
            match node:
                case ast.Call(
                    func=ast.Attribute(attr="command" | "words") | ast.Name(id="words" | "say"),
                    args=[ast.Constant(value=str(name))],
                    keywords=given,
                ):
                    filled = {one.arg for one in given}
                    yield name, None if None in filled else {one for one in filled if one}
                case ast.Call(func=ast.Name(id="TourStep"), args=[ast.Constant(value=str(name)), *rest]):
                    keys = rest[0].keys if rest and isinstance(rest[0], ast.Dict) else []
                    filled = {str(key.value) for key in keys if isinstance(key, ast.Constant)}
                    yield name, filled | ({"kind", "counts"} if len(rest) > 1 else set())


def _said_as_help(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Words that the parser asks for."""
    asked: set[str] = set()

    def command(_: Catalogue, name: str) -> str:
        asked.add(name)
        return name

    with monkeypatch.context() as patch:
        patch.setattr(Catalogue, "command", command)
        options._parser(ENGLISH)
    return asked


@EVERY
def test_the_command_line_has_every_word_that_it_says_and_no_other(
    language: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = Catalogue(language).commands
    said = dict(_said_in_sources())
    assert words.keys() == said.keys() | _said_as_help(monkeypatch)


@EVERY
def test_the_command_line_fills_every_gap_of_its_words(language: Language) -> None:
    words = Catalogue(language).commands
    for name, filled in _said_in_sources():
        gaps = set(templates.gaps(words[name]))
        bare = templates.with_nouns(words[name], lambda _: True)
        assert gaps == {gap for _, gap, _, _ in string.Formatter().parse(bare) if gap is not None}, name
        assert filled is None or gaps == filled, name


# -- no language is named in the program ---------------------------------------------------------------------------------------


def test_no_module_names_a_language() -> None:
    known = {language.code for language in languages()} | set(language_names().values())
    naming = {
        (inside, node.value)
        for inside, module in sources()
        for node in ast.walk(module)
        if isinstance(node, ast.Constant) and node.value in known
    }
    assert naming == {("texts/language.py", "en")}


def test_every_language_has_its_guide_and_the_words_of_the_window() -> None:
    resources = PACKAGE / "resources"
    needed = ("guide/{}.md", "translations/wizard_{}.ts", "translations/wizard_{}.qm")
    needed += ("translations/main_{}.ts", "translations/main_{}.qm")
    places = [name.format(language.code) for language in languages() for name in needed]
    assert [place for place in places if not (resources / place).is_file()] == []
