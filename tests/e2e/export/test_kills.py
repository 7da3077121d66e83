"""An export that dies at any write, request or answer leaves books that the next export completes, each entry once."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.endure.power import can_be_cut, watched

PARTS = 8

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="dies in forked processes")


@pytest.mark.parametrize("part", range(PARTS))
def test_after_a_kill_anywhere_the_next_export_ends_with_the_books_of_an_undisturbed_run(part: int) -> None:
    told = kills("--part", str(part), "--parts", str(PARTS))
    assert told["wrong"] == {}
    assert told["points"] > 150
    assert len(told["tried"]) >= told["points"] // PARTS


@pytest.mark.skipif(not can_be_cut(), reason="a power cut is played with a C compiler on Linux")
def test_after_a_power_cut_what_was_synced_is_enough(tmp_path: Path) -> None:
    told = kills("--power", "--part", "3", "--parts", str(PARTS), environ=watched(tmp_path))
    assert told["wrong"] == {}
    assert list((tmp_path / "synced").iterdir())


def kills(*options: str, environ: Mapping[str, str] | None = None) -> dict[str, Any]:
    """What the program of that name tells: in a process of its own, since a process with threads must not fork."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.endure.kills", *options],
        capture_output=True,
        cwd=Path(__file__).parents[3],
        env=environ,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    told: dict[str, Any] = json.loads(done.stdout)
    return told
