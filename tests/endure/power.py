"""A power cut: of the run store, only what was synced to the disk is left (Linux with a C compiler only)."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

_COPIES = "SYNCED_COPIES"
_COMPILER = shutil.which("cc")


def can_be_cut() -> bool:
    """Whether this computer lets us watch what is synced."""
    return sys.platform == "linux" and _COMPILER is not None


def watched(folder: Path) -> Mapping[str, str]:
    """The environment of a program whose syncs are kept in this folder."""
    assert _COMPILER is not None
    library = folder / "power.so"
    source = Path(__file__).with_suffix(".c")
    subprocess.run([_COMPILER, "-shared", "-fPIC", "-O1", "-o", str(library), str(source)], check=True)
    copies = folder / "synced"
    copies.mkdir()
    return os.environ | {"LD_PRELOAD": str(library), _COPIES: str(copies)}


class Power:
    """The power of a computer with one run store; only in a program that was started with `watched`'s environment."""

    def __init__(self, store: Path) -> None:
        """Everything is synced now."""
        self._store = store
        self._copies = Path(os.environ[_COPIES])
        self._move(self._files(store.parent), self._copies)

    def cut(self) -> None:
        """What was never synced is gone."""
        self._move(self._files(self._copies), self._store.parent)
        self._store.with_name(f"{self._store.name}-shm").unlink(missing_ok=True)  # SQLite's shared memory, never synced

    def _files(self, folder: Path) -> list[Path]:
        names = (self._store.name, f"{self._store.name}-wal")
        return [folder / name for name in names if (folder / name).exists()]

    def _move(self, files: list[Path], folder: Path) -> None:
        for name in (self._store.name, f"{self._store.name}-wal"):
            (folder / name).unlink(missing_ok=True)
        for path in files:
            shutil.copy2(path, folder)
