"""What makes the installed programs agrees with the program: pins, names, commands; and nothing of Wine's would pass."""

import re
import sys
import tomllib
from importlib import import_module
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from pleoqb_desktop.cli import options
from pleoqb_desktop.texts.language import languages

ROOT = Path(__file__).resolve().parents[2]
PACKAGING = ROOT / "packaging"
PIN = re.compile(r"(?P<name>[A-Za-z0-9._-]+)==(?P<version>\S+) --hash=sha256:[0-9a-f]{64}")
PINNED = sorted(PACKAGING.glob("windows/requirements*.txt"))


@pytest.mark.parametrize("file", PINNED, ids=[path.name for path in PINNED])
def test_the_windows_wheels_are_the_pinned_versions_each_with_its_hash(file: Path) -> None:
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    versions = {canonicalize_name(line.partition("==")[0]): line.partition("==")[2] for line in lines}
    found = [PIN.fullmatch(line) for line in file.read_text("utf-8").splitlines()]
    assert found
    assert all(found), "a line is not NAME==VERSION --hash=sha256:HASH: make pin-windows"
    said = {canonicalize_name(one["name"]): one["version"] for one in found if one}
    assert {name: versions.get(name) for name in said} == said


def test_everything_that_the_program_asks_for_is_in_the_windows_program() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    asked = [Requirement(one) for one in (*project["dependencies"], *project["optional-dependencies"]["practice"])]
    pinned = (PACKAGING / "windows" / "requirements.txt").read_text("utf-8").splitlines()
    carried = {canonicalize_name(line.partition("==")[0]) for line in pinned}
    on_windows = [one for one in asked if one.marker is None or one.marker.evaluate({"sys_platform": "win32"})]
    assert [one.name for one in on_windows if canonicalize_name(one.name) not in carried] == []


def test_no_recipe_knows_where_a_registry_is() -> None:
    pins = [*PINNED, PACKAGING / "windows" / "python.txt", ROOT / "constraints.txt"]
    assert [path.name for path in pins if "://" in path.read_text("utf-8")] == []


@pytest.mark.parametrize("name", ["_internal/icuuc.dll", "BCryptPrimitives.dll", "_internal/sitecustomize.pyc"])
def test_what_stands_in_for_windows_is_found_in_what_was_built(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(sys, "path", [str(PACKAGING / "windows"), *sys.path])
    assert import_module("build_windows").CRUTCHES.search(name)


def test_the_man_page_names_every_command() -> None:
    page = (PACKAGING / "linux" / "pleoqb-desktop.1").read_text("utf-8").replace("\\", "")
    parser = options._parser(languages()[0])
    commands = next(action.choices for action in parser._actions if action.dest == "command")
    assert commands
    assert [name for name in commands if name not in page] == []


@pytest.mark.parametrize("recipe", ["windows/setup.nsi", "linux/install.sh"])
def test_who_uninstalls_leaves_no_planned_export_behind(recipe: str) -> None:
    words = "schedule --off --every"
    assert words in (PACKAGING / recipe).read_text("utf-8")
    told = options.parse(words.split(), {})
    assert (told.off, told.every) == (True, True)


def test_the_menu_knows_the_window_and_the_store_knows_the_menu() -> None:
    window = (ROOT / "pleoqb_desktop/gui/app.py").read_text("utf-8")
    entry = PACKAGING / "linux" / "pleoqb-desktop.desktop"
    assert f'setDesktopFileName("{entry.stem}")' in window
    told = (PACKAGING / "linux" / "com.pleoqb.desktop.metainfo.xml").read_text("utf-8")
    assert f'<launchable type="desktop-id">{entry.name}</launchable>' in told
