"""A Windows computer of the trial's own (a Wine prefix) with a screen: installing on it, using what is installed, looking at it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from build_windows import CONSOLE, ROOT, WINDOWED
from wine import LOADER, Wine, windows_path

sys.path.insert(0, str(ROOT / "packaging"))
from screen import DRAWN, Screen

__all__ = ["DRAWN", "TITLE", "Computer", "Screen"]

TITLE = "PleoQB Desktop"


class Computer:
    """What a person does with it, and what can be seen of it; a promise that is not kept is noted."""

    def __init__(self, wine: Wine, screen: Screen, setup: Path, work: Path) -> None:
        self._wine, self._screen, self._setup, self._work = wine, screen, setup, work
        self._folder = wine.local_app_data / "Programs" / TITLE
        self._data = wine.local_app_data / "pleoqb-desktop"
        self._shortcut = next((wine.drive / "users").glob("*/AppData/Roaming/Microsoft/Windows/Start Menu/Programs"))
        self._shortcut /= f"{TITLE}.lnk"
        self._failures: list[str] = []

    def _install(self, setup: Path, *more: str) -> int:
        return self._wine.run(windows_path(setup), "/S", *more, seconds=600).returncode

    def _tour(self, language: str, home: Path | None = None) -> int:
        """How many expenses were exported, 0 unless it was all of them with all their receipts."""
        done = self._run("--language", language, "tour", "--json", home=home)
        result = json.loads(done.stdout or b"{}")
        counts, items = result.get("counts", {}), result.get("items", [])
        print(f"  tour in {language}: exit code {done.returncode}, {counts}")
        if done.returncode:
            print(done.stderr.decode("utf-8", "replace")[-1500:])
        whole = items and all(item["receipts"]["expected"] == item["receipts"]["attached"] for item in items)
        return len(items) if done.returncode == 0 and whole and counts["exported"] == len(items) else 0

    @contextmanager
    def _practice(self) -> Iterator[dict[str, Any]]:
        """The practice services of the installed program."""
        command = [windows_path(self._folder / CONSOLE), "practice", "--country", "GB", "--owned"]
        process = subprocess.Popen(
            [LOADER, *command],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=self._wine.environment(),
        )
        assert process.stdin
        assert process.stdout
        try:
            yield json.loads(process.stdout.readline())
        finally:
            process.stdin.close()
            process.wait(60)

    def _begin_window(self) -> subprocess.Popen[bytes]:
        environment = {"PLEOQB_HOME": windows_path(self._home("window"))}
        command = [windows_path(self._folder / WINDOWED), "--practice", "--language", "en"]
        return self._wine.begin(*command, environment=environment)

    def _close_window(self, process: subprocess.Popen[bytes], title: str = TITLE) -> None:
        for window in self._screen.windows(title):
            self._screen.press(window, "alt+F4")
        try:
            self._must(process.wait(60) == 0, f"closing the window ends the program with 0, not {process.returncode}")
        except subprocess.TimeoutExpired:
            self._failures.append("closing the window does not end the program")
            process.kill()

    def _uninstall(self, *more: str) -> int:
        """The uninstaller works as a copy of itself and removes the original last: what it does is waited for."""
        program = self._folder / "uninstall.exe"
        copy = self._home("uninstaller") / "uninstall.exe"
        shutil.copy(program, copy)
        script = copy.with_suffix(".bat")  # the folder must be the last word and bear no quotation marks
        script.write_text(f'"{windows_path(copy)}" /S {" ".join(more)} _?={self._place()}\r\nexit %errorlevel%\r\n')
        return self._wine.run("cmd", "/c", windows_path(script), seconds=300).returncode

    def _place(self) -> str:
        user = self._folder.relative_to(self._wine.drive)
        return "C:\\" + str(user).replace("/", "\\")

    def _run(
        self, *arguments: str, home: Path | None = None, more: dict[str, str] | None = None, given: bytes = b""
    ) -> subprocess.CompletedProcess[bytes]:
        environment = {**({"PLEOQB_HOME": windows_path(home)} if home else {}), **(more or {})}
        return self._wine.run(windows_path(self._folder / CONSOLE), *arguments, environment=environment, given=given)

    def _json(self, *arguments: str, home: Path | None = None, more: dict[str, str] | None = None) -> Any:
        done = self._run(*arguments, home=home, more=more)
        self._must(done.returncode == 0, f"{' '.join(arguments)}: exit code {done.returncode}, {done.stderr[-500:]!r}")
        return json.loads(done.stdout)

    def _home(self, name: str) -> Path:
        home = self._work / "homes" / name
        shutil.rmtree(home, ignore_errors=True)
        home.mkdir(parents=True)
        return home

    def _files(self, folder: Path | None = None) -> set[str]:
        """Every file of the computer, but for what Windows itself writes for a moment."""
        place = folder or self._wine.drive
        found = (path.relative_to(place).as_posix() for path in place.rglob("*") if path.is_file())
        return {name for name in found if "/Temp/" not in name and "/logs/" not in name.lower()}

    def _state(self) -> dict[str, int]:
        """What is installed: a change of any file shows."""
        found = {str(path): path.stat().st_mtime_ns for path in self._folder.rglob("*") if path.is_file()}
        return found | {str(path): 0 for path in self._beside()}

    def _beside(self) -> list[Path]:
        return (
            [path for path in self._folder.parent.glob("*") if path != self._folder]
            if self._folder.parent.exists()
            else []
        )

    def _registered(self) -> bool:
        key = f"HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\{TITLE}"
        return self._wine.run("reg", "query", key).returncode == 0

    def _must(self, holds: bool, promise: str) -> None:  # noqa: FBT001 - reads as an assertion
        if not holds:
            self._failures.append(promise)
            print(f"  NOT SO: {promise}", flush=True)
