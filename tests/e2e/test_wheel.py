"""The wheel as people install it: built here from the sources, without a network, and looked into."""

import shutil
import subprocess
import sys
import zipfile
from email.message import Message
from email.parser import Parser
from pathlib import Path

import pytest

from pleoqb_desktop import __version__

ROOT = Path(__file__).parents[2]
LEFT_OUT = shutil.ignore_patterns(".*", "__pycache__", "*.egg-info", "docs", "build", "dist", "htmlcov", "shots")


class Wheel:
    """What a built wheel holds."""

    def __init__(self, path: Path) -> None:
        with zipfile.ZipFile(path) as wheel:
            self.names = frozenset(wheel.namelist())
            (metadata,) = (name for name in self.names if name.endswith(".dist-info/METADATA"))
            self.metadata: Message = Parser().parsestr(wheel.read(metadata).decode())


@pytest.fixture(name="wheel", scope="module")
def _wheel(tmp_path_factory: pytest.TempPathFactory) -> Wheel:
    """Built from a copy: setuptools leaves its own folders behind where it works."""
    folder = tmp_path_factory.mktemp("wheel")
    source, target = folder / "source", folder / "target"
    shutil.copytree(ROOT, source, ignore=LEFT_OUT)
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--disable-pip-version-check", "--no-index"]
    command += ["--no-build-isolation", "--no-deps", "--wheel-dir", str(target), str(source)]
    built = subprocess.run(command, check=False, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    assert built.returncode == 0, built.stderr
    (path,) = target.glob("*.whl")
    return Wheel(path)


def test_nothing_but_the_program_is_installed_at_the_top(wheel: Wheel) -> None:
    tops = {name.partition("/")[0] for name in wheel.names}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"pleoqb_desktop"}
    assert len(tops) == 2


def test_every_file_of_the_program_is_installed_and_no_test_or_tool(wheel: Wheel) -> None:
    files = [path for path in (ROOT / "pleoqb_desktop").rglob("*") if path.is_file()]
    wanted = {path.relative_to(ROOT).as_posix() for path in files if path.suffix not in {".pyc", ".ts"}}
    assert {name for name in wheel.names if name.startswith("pleoqb_desktop/")} == wanted


def test_it_tells_the_version_that_the_program_tells(wheel: Wheel) -> None:
    assert wheel.metadata["Version"] == __version__


def test_it_asks_for_the_server_of_practice_only_where_practice_is_wanted(wheel: Wheel) -> None:
    (wanted,) = (line for line in wheel.metadata.get_all("Requires-Dist", []) if "werkzeug" in line)
    assert 'extra == "practice"' in wanted
    assert "practice" in wheel.metadata.get_all("Provides-Extra", [])
