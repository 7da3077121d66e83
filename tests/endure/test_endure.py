"""Thirty of the thousand disturbed exports of `make endure`."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

PARTS = 3


@pytest.mark.skipif(not hasattr(os, "fork"), reason="dies in forked processes")
@pytest.mark.parametrize("seed", range(1, PARTS + 1))
def test_ten_disturbed_exports_end_with_the_books_of_undisturbed_ones(seed: int) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.endure", "--runs", "10", "--seed", str(seed), "--processes", "1"],
        capture_output=True,
        cwd=Path(__file__).parents[2],
        check=False,
    )
    told = done.stdout.decode()
    assert done.returncode == 0, told + done.stderr.decode()
    assert f"10 runs with seed {seed}: 0 doubled, 0 lost, 0 receipts missing" in told
