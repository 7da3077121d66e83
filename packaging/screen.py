"""A screen without a monitor (Xvfb) for trials of installed programs: windows are found by their titles, pictures taken."""

from __future__ import annotations

import os
import subprocess
import time
from pathlib import Path
from types import TracebackType
from typing import Self

DRAWN = 500
"""Colours that a screen with a filled window has at least."""

_REST = 4
"""Pictures in a row that are the same: nothing turns any more to say that something loads."""

_SIZE = "1440x900x24"


class Screen:
    """Xvfb with a window manager, on a display of its own, until it is closed."""

    def __init__(self) -> None:
        reader, writer = os.pipe()
        quiet = subprocess.DEVNULL
        command = ["Xvfb", "-displayfd", str(writer), "-screen", "0", _SIZE, "-nolisten", "tcp"]
        self._server = subprocess.Popen(command, pass_fds=[writer], stdout=quiet, stderr=quiet)
        os.close(writer)
        with os.fdopen(reader) as told:
            self.display = f":{told.readline().strip()}"
        self.environment = {"DISPLAY": self.display}
        self._manager = subprocess.Popen(
            ["openbox"], env={**os.environ, **self.environment}, stdout=quiet, stderr=quiet
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for process in (self._manager, self._server):
            process.terminate()
            process.wait()

    def seconds_until(self, title: str, patience: float = 60) -> float | None:
        """How long a visible window with this title took to come from now on; None when it never did."""
        begun = time.monotonic()
        while time.monotonic() - begun < patience:
            if self.windows(title):
                return time.monotonic() - begun
            time.sleep(0.05)
        return None

    def windows(self, title: str) -> list[str]:
        """Visible windows whose titles match."""
        return self._xdotool("search", "--onlyvisible", "--name", title).split()

    def press(self, window: str, *keys: str) -> None:
        """Keys as a person presses them, in a window."""
        self._xdotool("windowactivate", "--sync", window)
        for key in keys:
            self._xdotool("key", "--clearmodifiers", key)
            time.sleep(0.3)

    def shot(self, path: Path) -> int:
        """The whole screen as PNG; how many colours it has: an empty one has a handful."""
        path.parent.mkdir(parents=True, exist_ok=True)
        environment = {**os.environ, **self.environment}
        subprocess.run(["import", "-window", "root", str(path)], env=environment, check=True)
        return int(self._told("identify", "-format", "%k", str(path)))

    def drawn(self, path: Path, patience: float = 120) -> int:
        """Takes pictures until the window is filled and rests; the colours of the last."""
        begun = time.monotonic()
        seen: list[str] = []
        while time.monotonic() - begun < patience:
            colours = self.shot(path)
            seen.append(self._told("identify", "-format", "%#", str(path)))
            if colours >= DRAWN and len(seen) >= _REST and len(set(seen[-_REST:])) == 1:
                return colours
            time.sleep(1)
        return 0

    def _xdotool(self, *arguments: str) -> str:
        return self._told("xdotool", *arguments)

    def _told(self, *command: str) -> str:
        environment = {**os.environ, **self.environment}
        return subprocess.run(command, env=environment, check=False, capture_output=True, text=True).stdout
