"""The house rules that no linter knows: pins, package data, rooms that say what they are for, commands that the README promises."""

import ast
import re
import tomllib
from fnmatch import fnmatch
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from pleoqb_desktop import __version__
from pleoqb_desktop.domain.problems import Code

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "pleoqb_desktop"
ROOMS = sorted(path.relative_to(ROOT).as_posix() for path in PACKAGE.rglob("*.py") if path.read_text("utf-8").strip())
_WAITS = (r"qtbot\.wait\(", r"(monotonic|perf_counter|time)\(\) - \w+ <", r"timeout=[1-9]", r"\.join\([0-9]")
LONGEST_FILE, LONGEST_CLASS = 400, 250
PIN = re.compile(r"(?P<name>[A-Za-z0-9._-]+)==(?P<version>[A-Za-z0-9.!+_-]+)")


@pytest.fixture(name="project", scope="module")
def _project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


@cache
def parsed(room: str) -> ast.Module:
    """A module of the program, read once."""
    return ast.parse((ROOT / room).read_text("utf-8"))


def pins() -> list[str]:
    return (ROOT / "constraints.txt").read_text("utf-8").splitlines()


def test_every_constraint_is_a_name_and_a_version_and_nothing_else() -> None:
    assert [line for line in pins() if not PIN.fullmatch(line)] == []


def test_every_library_that_the_project_asks_for_is_pinned_within_its_bounds(project: dict[str, Any]) -> None:
    extras = project["project"]["optional-dependencies"].values()
    wanted = [
        Requirement(one) for one in [*project["project"]["dependencies"], *(one for extra in extras for one in extra)]
    ]
    pinned = {canonicalize_name(line.partition("==")[0]): line.partition("==")[2] for line in pins()}
    assert [
        str(one) for one in wanted if not one.specifier.contains(pinned.get(canonicalize_name(one.name), "0"))
    ] == []


def test_every_resource_comes_along_when_the_program_is_installed(project: dict[str, Any]) -> None:
    patterns = project["tool"]["setuptools"]["package-data"]["*"]
    files = [path for folder in (PACKAGE,) for path in folder.rglob("*") if path.is_file()]
    kept = [path for path in files if path.suffix not in {".py", ".pyc", ".ts"}]
    assert kept
    assert [path.name for path in kept if not any(fnmatch(path.name, pattern) for pattern in patterns)] == []


def test_the_version_stands_in_one_place_where_a_frozen_program_has_it_too(project: dict[str, Any]) -> None:
    assert "version" not in project["project"]
    assert project["tool"]["setuptools"]["dynamic"]["version"] == {"attr": "pleoqb_desktop.__version__"}
    written = [room for room in ROOMS if __version__ in re.findall(r"\d+\.\d+\.\d+", (ROOT / room).read_text("utf-8"))]
    assert written == ["pleoqb_desktop/__init__.py"]


def test_every_code_is_a_trouble_that_somebody_meets() -> None:
    told = (PACKAGE / "texts", PACKAGE / "domain" / "problems.py")
    rooms = [ROOT / room for room in ROOMS if not any((ROOT / room).is_relative_to(one) for one in told)]
    raised = {name for room in rooms for name in re.findall(r"\bCode\.([A-Z_]+)\b", room.read_text("utf-8"))}
    assert [code.name for code in Code if code.name not in raised] == []


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_says_in_its_first_line_what_it_is_for(room: str) -> None:
    text = ast.get_docstring(parsed(room)) or ""
    assert text.splitlines()[:1], f"{room} has no docstring"
    assert text.splitlines()[0].endswith((".", "?", ":"))


def test_no_file_and_no_class_is_longer_than_a_person_keeps_in_mind() -> None:
    found = []
    for room in ROOMS:
        text = (ROOT / room).read_text("utf-8")
        found += [f"{room}: {lines} lines"] if (lines := len(text.splitlines())) > LONGEST_FILE else []
        classes = [node for node in ast.walk(parsed(room)) if isinstance(node, ast.ClassDef)]
        lengths = {one.name: (one.end_lineno or 0) - one.lineno + 1 for one in classes}
        found += [f"{room}: {name} {length} lines" for name, length in lengths.items() if length > LONGEST_CLASS]
    assert found == []


@pytest.mark.parametrize("page", ["CONTRIBUTING.md", "docs/architecture.md"])
def test_no_line_that_explains_is_wider_than_a_screen(page: str) -> None:
    wide = {number for number, line in enumerate((ROOT / page).read_text("utf-8").splitlines(), 1) if len(line) > 200}
    assert wide == set()


def test_no_docstring_is_wider_than_a_screen() -> None:
    found = []
    for room in ROOMS:
        lines = (ROOT / room).read_text("utf-8").splitlines()
        for node in ast.walk(parsed(room)):
            if (
                isinstance(node, ast.Expr)
                and isinstance(node.value, ast.Constant)
                and isinstance(node.value.value, str)
            ):
                span = range(node.lineno, (node.end_lineno or node.lineno) + 1)
                found += [f"{room}:{number}" for number in span if len(lines[number - 1]) > 160]
    assert found == []


def test_the_page_of_the_floors_shows_every_room_on_the_floor_that_is_checked(project: dict[str, Any]) -> None:
    text = (ROOT / "docs" / "architecture.md").read_text("utf-8").partition("## Floors")[2].split("```")[1]
    shown = text.splitlines()
    (layers,) = (one["layers"] for one in project["tool"]["importlinter"]["contracts"] if one["type"] == "layers")
    rooms = [[name.strip() for name in layer.split("|")] for layer in layers]
    floors = [{_floor(shown, name) for name in names} for names in rooms if names != ["__main__"]]
    assert floors == sorted(floors, key=min)
    assert all(len(floor) == 1 for floor in floors)


def _floor(shown: list[str], name: str) -> int:
    return next(number for number, line in enumerate(shown) if re.search(rf"\b{name}\b", line))


def test_no_test_has_a_budget_of_time_or_a_limit_of_its_own() -> None:
    """The one limit is that of tests/patience.py; how fast something is, the benchmark tells."""
    tests = [path for path in (ROOT / "tests").rglob("*.py") if path.parent.name != "bench" and path != Path(__file__)]
    found = [
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for path in tests
        for line in path.read_text("utf-8").splitlines()
        if any(re.search(one, line) for one in _WAITS)
    ]
    assert found == []


@pytest.mark.parametrize(
    "folder", ["domain", "ports", "export", "sync", "services/pleo", "services/quickbooks", "services/storage/runs"]
)
def test_money_never_becomes_a_float(folder: str) -> None:
    found = []
    for path in sorted((PACKAGE / folder).rglob("*.py")):
        calls = [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)]
        found += [
            f"{path.name}:{call.lineno}"
            for call in calls
            if isinstance(call.func, ast.Name) and call.func.id == "float"
        ]
    assert found == []


def test_the_readme_shows_the_two_commands_and_every_make_target_that_it_names_exists() -> None:
    text = (ROOT / "README.md").read_text("utf-8") + (ROOT / "README.fr.md").read_text("utf-8")
    named = set(re.findall(r"(?:^|`)make ([a-z-]+)", text, re.MULTILINE))
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert named >= {"practice", "test"}
    assert named - targets == set()


@pytest.mark.parametrize("name", ["README.md", "README.fr.md"])
def test_every_file_that_a_readme_links_to_is_there(name: str) -> None:
    linked = re.findall(r"\]\((?!https?:|#)([^)#]+)", (ROOT / name).read_text("utf-8"))
    linked += re.findall(r'src="(?!https?:)([^"]+)"', (ROOT / name).read_text("utf-8"))
    assert linked
    assert [path for path in linked if not (ROOT / path).exists()] == []


def test_continuous_integration_runs_make_test() -> None:
    assert "make --no-print-directory test" in (ROOT / ".ci" / "run").read_text("utf-8")
