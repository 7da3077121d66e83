"""An export that dies at any write, request or answer leaves books that the next export completes, each entry once."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

PARTS = 8

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="dies in forked processes")


@pytest.mark.parametrize("part", range(PARTS))
def test_after_a_kill_anywhere_the_next_export_ends_with_the_books_of_an_undisturbed_run(part: int) -> None:
    # In a process of its own, since a process with threads must not fork.
    done = subprocess.run(
        [sys.executable, "-m", "tests.endure.kills", "--part", str(part), "--parts", str(PARTS)],
        capture_output=True,
        cwd=Path(__file__).parents[2],
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    told = json.loads(done.stdout)
    assert told["wrong"] == {}
    assert told["points"] > 150
    assert len(told["tried"]) >= told["points"] // PARTS
