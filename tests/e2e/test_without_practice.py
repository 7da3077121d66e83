"""An installation without the extra that serves the practice companies: the commands that need it say so, the others work."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.patience import PATIENCE

ROOT = Path(__file__).parents[2]
HIDDEN = "import sys\nsys.modules['werkzeug'] = None  # as Python keeps a library that is not there\n"
REMEDY = {
    "en": "Add them with the command “pip install werkzeug”, then try again.",
    "fr": "Ajoutez-les avec la commande « pip install werkzeug », puis recommencez.",
}


@pytest.fixture(name="environ")
def _environ(tmp_path: Path) -> dict[str, str]:
    """Every Python that is started from here finds no werkzeug, and no screen."""
    hidden = tmp_path / "hidden"
    hidden.mkdir()
    (hidden / "sitecustomize.py").write_text(HIDDEN, "utf-8")
    path = os.pathsep.join([str(hidden), str(ROOT)])
    home = str(tmp_path / "home")
    return dict(os.environ, PYTHONPATH=path, PLEOQB_HOME=home, QT_QPA_PLATFORM="offscreen")


def run(environ: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pleoqb_desktop", *arguments]
    return subprocess.run(
        command,
        check=False,
        capture_output=True,
        encoding="utf-8",
        env=environ,
        stdin=subprocess.DEVNULL,
        timeout=PATIENCE,
    )


@pytest.mark.parametrize("language", REMEDY)
@pytest.mark.parametrize("wanted", [("practice",), ("tour",), ("--practice",), ("--practice", "status")])
def test_what_needs_practice_ends_with_3_and_says_how_to_add_it(
    environ: dict[str, str], wanted: tuple[str, ...], language: str
) -> None:
    done = run(environ, "--language", language, *wanted)
    assert done.returncode == 3, done.stderr
    assert done.stdout == ""
    said = done.stderr.replace("\u00a0", " ").strip()
    assert said.count("\n") == 0
    assert said.endswith(REMEDY[language])


@pytest.mark.parametrize("wanted", ["practice", "tour"])
def test_the_same_as_one_json_object(environ: dict[str, str], wanted: str) -> None:
    done = run(environ, "--language", "en", wanted, "--json")
    assert done.returncode == 3
    assert json.loads(done.stdout)["problem"]["code"] == "practice_not_installed"


def test_everything_else_works_without_it(environ: dict[str, str]) -> None:
    done = run(environ, "self-test")
    assert done.returncode == 0, done.stderr
