"""Runs the bundled program as a stranger's computer would: its own check, the tour in every language, the window; keeps nothing."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

WINDOW_SECONDS = 8
"""How long the window must stay open by itself to count as opened."""


def main() -> int:
    """Try the program in the folder given. Returns 0 when everything passes, else 1."""
    program = Path(sys.argv[1]) / ("pleoqb-desktop.exe" if os.name == "nt" else "pleoqb-desktop")
    languages = sorted(file.parent.name for file in Path(sys.argv[1]).rglob("catalogues/*/language.toml"))
    with tempfile.TemporaryDirectory() as folder:
        tried = [
            _self_test(program, folder),
            *(_tour(program, folder, one) for one in languages),
            _window(program, folder),
        ]
    return 0 if languages and all(tried) else 1


def _run(program: Path, home: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [str(program.resolve()), *arguments]
    return subprocess.run(
        command, check=False, capture_output=True, encoding="utf-8", cwd=home, env=_environment(home), timeout=300
    )


def _environment(home: str) -> dict[str, str]:
    """Nothing of this environment's Python reaches the program; its files stay in a folder of their own."""
    kept = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "LANG")
    environment = {name: os.environ[name] for name in kept if name in os.environ}
    return {"LANG": "C.UTF-8"} | environment | {"PLEOQB_HOME": home, "HOME": home, "QT_QPA_PLATFORM": "offscreen"}


def _self_test(program: Path, folder: str) -> bool:
    done = _run(program, folder, "self-test", "--json")
    checks = json.loads(done.stdout)
    print(f"self-test: {json.dumps(checks, ensure_ascii=False)}")
    return done.returncode == 0


def _tour(program: Path, folder: str, language: str) -> bool:
    """Whether a whole export of the practice company goes through: every expense exported with every receipt."""
    home = Path(folder, language)
    home.mkdir()
    done = _run(program, str(home), "--language", language, "tour", "--json")
    result = json.loads(done.stdout)
    counts, receipts = result["counts"], [item["receipts"] for item in result["items"]]
    print(f"tour in {language}: exit code {done.returncode}, {counts}")
    whole = all(receipt["expected"] == receipt["attached"] for receipt in receipts)
    return done.returncode == 0 and counts["exported"] == len(receipts) > 0 and whole


def _window(program: Path, folder: str) -> bool:
    """Whether the window opens and stays: a missing plugin or resource ends the program at once."""
    command = [str(program.resolve()), "--practice"]
    window = subprocess.Popen(command, cwd=folder, env=_environment(folder), stderr=subprocess.PIPE, encoding="utf-8")
    try:
        window.wait(WINDOW_SECONDS)
        stayed = False
    except subprocess.TimeoutExpired:
        window.terminate()
        stayed = True
    said = window.communicate()[1]
    opened = stayed and "Traceback" not in said
    print(f"window: {'opened' if opened else said}")
    return opened


if __name__ == "__main__":
    sys.exit(main())
