"""The programs that a trial compares with: version 0.1.0 by the same recipe, and a window without anything in it."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import build_windows
from build_windows import HERE, ROOT, SETUP
from wine import Wine, windows_path

OLDER = "dbba8ce"
"""The commit of version 0.1.0: its store and settings are the ones that an upgrade meets."""


def older_setup(cache: Path, work: Path) -> Path:
    """Version 0.1.0 made by the same recipe; kept in the cache."""
    setup = cache / f"older-{OLDER}" / SETUP
    if not setup.exists():
        tree = work / "older"
        shutil.rmtree(tree, ignore_errors=True)
        tree.mkdir(parents=True)
        packed = subprocess.run(["git", "-C", str(ROOT), "archive", OLDER], check=True, capture_output=True).stdout
        subprocess.run(["tar", "-x", "-C", str(tree)], input=packed, check=True)
        build = build_windows.Build(tree, cache, work / "older-build", setup.parent, "", quick=True)
        for step in (build.download, build.prepare_python, build.stage, build.freeze, build.pack):
            step()
    return setup


def bare_window(cache: Path, work: Path) -> Path:
    """A window without anything in it, frozen likewise; kept in the cache."""
    program = cache / "bare" / "bare" / "bare.exe"
    if not program.exists():
        build = build_windows.Build(ROOT, cache, work / "bare-build", program.parent, "")
        build.download()
        build.prepare_python()
        wine = Wine(cache / "wine")
        wine.make()
        unused = [
            word
            for name in ("QtNetwork", "QtQml", "QtQuick", "QtOpenGL")
            for word in ("--exclude-module", f"PySide6.{name}")
        ]
        options = [
            "--noconfirm",
            "--windowed",
            "--log-level",
            "WARN",
            *unused,
            "--distpath",
            windows_path(cache / "bare"),
        ]
        options += ["--workpath", windows_path(work / "bare-build"), "--specpath", windows_path(work / "bare-build")]
        environment = {"PYTHONPATH": windows_path(HERE / "stand_ins"), "PYTHONDONTWRITEBYTECODE": "1"}
        freezer = [windows_path(build.python / "python.exe"), "-m", "PyInstaller", *options]
        script = windows_path(HERE / "bare" / "bare.py")
        wine.must(*freezer, script, seconds=3600, environment=environment, cwd=HERE / "bare")
        wine.stop()
    return program
