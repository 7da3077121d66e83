"""A language that is added to a copy of the program is spoken everywhere, and no module is touched for it."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import pleoqb_desktop
from pleoqb_desktop.texts.catalogue import language_names
from tests.patience import PATIENCE

PACKAGE = Path(pleoqb_desktop.__file__).parent
CODE, NAME = "xx", "Marquais"
MARK = "¤"
"""Stands before every word of the made-up language."""

OF_ITSELF = """
import sys
from urllib.error import HTTPError
from urllib.request import urlopen
from pleoqb_desktop.app import Choice, App
from pleoqb_desktop.gui.help import guide_text
from pleoqb_desktop.texts.catalogue import language_names

with App(Choice(language=sys.argv[1])) as program:
    with program.receiver() as receiver:
        try:
            urlopen(receiver.redirect_uri)
        except HTTPError as answer:
            print("page", answer.read().decode().replace("\\n", " "))
    print("memo", program.texts.memo_words().attendees)
    print("guide", guide_text(program.language).splitlines()[0])
    print("names", *language_names().values())
"""


class Copy:
    """A copy of the program with one language more, and a home of its own."""

    def __init__(self, folder: Path) -> None:
        self.home = folder / "home"
        self.home.mkdir()
        self._folder = folder
        package = folder / "pleoqb_desktop"
        shutil.copytree(PACKAGE, package, ignore=shutil.ignore_patterns("__pycache__"))
        self._add(package)

    def _add(self, package: Path) -> None:
        """The French catalogue with every word marked, and a guide; nothing else is written."""
        catalogues, guide = package / "texts" / "catalogues", package / "resources" / "guide"
        shutil.copytree(catalogues / "fr", catalogues / CODE)
        for file in (catalogues / CODE).rglob("*.toml"):
            text = file.read_text("utf-8")
            if file.name == "language.toml":
                text = text.replace('name = "Français"', f'name = "{NAME}"')
            else:
                text = re.sub(r'^([^#\[].*? = ")', rf"\1{MARK}", text, flags=re.MULTILINE)
            file.write_text(text, "utf-8")
        (guide / f"{CODE}.md").write_text(f"# {MARK}\n", "utf-8")

    def run(self, *arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
        """Python of the copy, with what the program documents and nothing else."""
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "SYSTEMROOT") if name in os.environ}
        given = {"PLEOQB_HOME": str(self.home), "QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"}
        return subprocess.run(
            [sys.executable, *arguments],
            cwd=self._folder,
            env=kept | given | {"PYTHONPATH": str(self._folder)} | environ,
            check=False,
            capture_output=True,
            encoding="utf-8",
            stdin=subprocess.DEVNULL,
            timeout=PATIENCE,
        )

    def program(self, *arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
        """A command of the copy."""
        return self.run("-m", "pleoqb_desktop", *arguments, **environ)


@pytest.fixture(name="copy", scope="module")
def _copy(tmp_path_factory: pytest.TempPathFactory) -> Copy:
    return Copy(tmp_path_factory.mktemp("copy"))


def test_help_is_in_the_language_that_is_asked_for_or_is_the_computers(copy: Copy) -> None:
    asked = copy.program("--language", CODE, "--help")
    assert asked.returncode == 0, asked.stderr
    assert f"{MARK}Reliez Pleo à QuickBooks Online." in " ".join(asked.stdout.split())
    assert copy.program("--help", LC_ALL=f"{CODE}_FR.UTF-8").stdout == asked.stdout
    assert MARK not in copy.program("--language", "fr", "--help").stdout


def test_a_language_without_a_catalogue_is_still_refused(copy: Copy) -> None:
    refused = copy.program("--language", "yy")
    assert refused.returncode == 2
    assert f"'{CODE}'" in refused.stderr


def test_a_problem_is_told_in_it(copy: Copy) -> None:
    told = copy.program("--language", CODE, "--profile", "a/b", "status", "--json")
    assert told.returncode == 2
    problem = json.loads(told.stdout)["problem"]
    assert problem["message"].startswith(f"{MARK}Le nom de profil")
    assert problem["remedy"].startswith(f"{MARK}Prenez un nom court")


def test_the_tour_speaks_it_from_the_first_step_to_the_last_expense(copy: Copy) -> None:
    tour = copy.program("--language", CODE, "tour")
    assert tour.returncode == 0, tour.stderr
    assert [line for line in tour.stderr.splitlines() if not line.startswith(MARK)] == []
    *items, summary = tour.stdout.splitlines()
    assert summary.startswith(f"{MARK}41 exportées")
    assert items
    for item in items:
        assert f"{MARK}Exportée" in item
        assert re.search(r"\d\d/\d\d/\d{4} · ", item)


def test_browser_memo_guide_and_choice_of_language_have_it_too(copy: Copy) -> None:
    done = copy.run("-c", OF_ITSELF, CODE)
    assert done.returncode == 0, done.stderr
    page, memo, guide, names = done.stdout.splitlines()
    assert f'<html lang="{CODE}">' in page
    assert f"<h1>{MARK}" in page
    assert memo == f"memo {MARK}Avec"
    assert guide == f"guide # {MARK}"
    assert set(names.split()[1:]) == {*language_names().values(), NAME}
