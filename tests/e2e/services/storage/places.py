"""Folders that refuse, and other processes, for the tests of what stands on this computer."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[4]
_NOBODY = 65534


@contextmanager
def open_folder() -> Iterator[Path]:
    """A folder that every user of this computer can reach."""
    folder = Path(tempfile.mkdtemp(prefix="pleoqb-test-"))
    folder.chmod(0o777)
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """Makes nothing writable below the folder, for the superuser neither."""
    if os.name == "nt":
        pytest.skip("folders are not made read-only by their mode here")
    root = os.geteuid() == 0
    for path in folder.rglob("*"):
        path.chmod(0o444)
    folder.chmod(0o555)
    if root:
        os.seteuid(_NOBODY)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)
        folder.chmod(0o777)


def start_python(code: str, *arguments: str, environ: Mapping[str, str] | None = None) -> subprocess.Popen[str]:
    """Another process that runs this code, with the project and its tests importable; its output is text."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), **(environ or {})}
    return subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
        cwd=ROOT,
    )


def end(process: subprocess.Popen[str]) -> None:
    """Kills the process and frees its pipes."""
    process.kill()
    process.communicate()
