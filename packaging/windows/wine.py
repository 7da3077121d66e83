"""Windows programs on a Debian computer: a Wine prefix of our own, and calls into it. What Wine lacks stays in the prefix."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, cast

STAND_INS = Path(__file__).resolve().parent / "stand_ins"
LOADER = "/usr/lib/wine/wine64"  # the wrapper `wine` asks for 32-bit parts that nothing here needs
SERVER = "/usr/lib/wine/wineserver64"
QUIET = {
    # Python asks WMI for the system's name, which ends the process in Wine 8; without it Python asks elsewhere.
    "WINEDLLOVERRIDES": "mscoree,mshtml,wbemprox,winedbg.exe=",
    "WINEDEBUG": "-all",
}


_LAST_WORDS = 2.0
"""Seconds for what a process wrote before it ended."""


class Wine:
    """One Wine prefix: a Windows of its own, made when it is not there yet."""

    def __init__(self, prefix: Path, display: str | None = None) -> None:
        """`display`: the screen of everything that runs in it; Wine asks for it once, at the first start."""
        self.prefix = prefix
        self._environment = {**os.environ, **QUIET, "WINEPREFIX": str(prefix)}
        for name in ("DISPLAY", "WAYLAND_DISPLAY", "PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "QT_QPA_PLATFORM"):
            self._environment.pop(name, None)
        if display:
            self._environment["DISPLAY"] = display

    @property
    def drive(self) -> Path:
        """Where C: is on this computer."""
        return self.prefix / "drive_c"

    @property
    def local_app_data(self) -> Path:
        """%LOCALAPPDATA% of the one user."""
        return next((self.drive / "users").glob("*/AppData/Local"))

    def make(self) -> None:
        """A Windows 10 with stand-ins for what Wine 8 lacks. One that stands already is kept."""
        if not (self.prefix / "ready").exists():
            shutil.rmtree(self.prefix, ignore_errors=True)
            self.prefix.mkdir(parents=True)
            self._aside("wineboot", "-i")
            self._aside("winecfg", "-v", "win10")
            self._aside("regedit", windows_path(STAND_INS / "accent.reg"))
            for library, links in (("icuuc", []), ("bcryptprimitives", ["-ladvapi32"])):
                target = self.drive / "windows" / "system32" / f"{library}.dll"
                compiler = ["x86_64-w64-mingw32-gcc", "-O2", "-s", "-shared", "-o", str(target)]
                subprocess.run([*compiler, str(STAND_INS / f"{library}.c"), *links], check=True)
            (self.prefix / "ready").touch()
        self.start()

    def start(self) -> None:
        """Starts what runs in the background of every Windows, with an output that nobody waits for."""
        quiet = subprocess.DEVNULL
        command = [SERVER, "-p"]  # it says so when one runs already, and that one stays
        subprocess.run(command, env=self._environment, check=False, stdin=quiet, stdout=quiet, stderr=quiet)
        self._aside("wineboot")

    def stop(self) -> None:
        """Ends everything that runs in this prefix, and nothing else."""
        subprocess.run([SERVER, "-k"], env=self._environment, check=False)
        subprocess.run([SERVER, "-w"], env=self._environment, check=False)

    def run(
        self,
        *command: str,
        seconds: float = 300,
        environment: Mapping[str, str] | None = None,
        given: bytes = b"",
        cwd: Path | None = None,
    ) -> subprocess.CompletedProcess[bytes]:
        """Runs a program to its end. Streams are pipes: Python ends in Wine when one is a file.

        `given` is its standard input. Raises TimeoutExpired. The end of the process counts, not that of its pipes: a service of Windows that
        it was the first to need has inherited them and goes on.
        """
        pipe = subprocess.PIPE
        ours = self.environment(environment)
        process = subprocess.Popen([LOADER, *command], stdin=pipe, stdout=pipe, stderr=pipe, env=ours, cwd=cwd)
        heard: list[list[bytes]] = [[], []]
        streams = zip(cast("list[IO[bytes]]", [process.stdout, process.stderr]), heard, strict=True)
        readers = [threading.Thread(target=_listen, args=pair, daemon=True) for pair in streams]
        for reader in readers:
            reader.start()
        with cast("IO[bytes]", process.stdin) as stream, suppress(BrokenPipeError):
            stream.write(given)
        try:
            code = process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            raise
        for reader in readers:
            reader.join(_LAST_WORDS)
        return subprocess.CompletedProcess(command, code, b"".join(heard[0]), b"".join(heard[1]))

    def must(
        self, *command: str, seconds: float = 300, environment: Mapping[str, str] | None = None, cwd: Path | None = None
    ) -> str:
        """Like `run`; ends this script with what the program said when it fails. Returns its standard output."""
        done = self.run(*command, seconds=seconds, environment=environment, cwd=cwd)
        if done.returncode:
            said = (done.stdout + done.stderr).decode("utf-8", "replace")
            sys.exit(f"{' '.join(command)}: exit code {done.returncode}\n{said[-6000:]}")
        return done.stdout.decode("utf-8", "replace")

    def begin(self, *command: str, environment: Mapping[str, str] | None = None) -> subprocess.Popen[bytes]:
        """Starts a program that goes on by itself."""
        quiet = subprocess.DEVNULL
        ours = self.environment(environment)
        return subprocess.Popen([LOADER, *command], stdin=quiet, stdout=quiet, stderr=quiet, env=ours)

    def environment(self, more: Mapping[str, str] | None = None) -> dict[str, str]:
        """What a program in this prefix is given. Wine hands on variables of Qt only by a name of its own."""
        return self._environment | {
            f"WINE{key}" if key.startswith("QT_") else key: one for key, one in (more or {}).items()
        }

    def _aside(self, *command: str) -> None:
        quiet: Sequence[int] = (subprocess.DEVNULL,) * 3
        subprocess.run(
            [LOADER, *command],
            check=True,
            env=self._environment,
            stdin=quiet[0],
            stdout=quiet[1],
            stderr=quiet[2],
            timeout=300,
        )


def _listen(stream: IO[bytes], heard: list[bytes]) -> None:
    while part := os.read(stream.fileno(), 65536):
        heard.append(part)


def windows_path(path: Path) -> str:
    """A path of this computer as programs in Wine know it."""
    return "Z:" + str(path.resolve()).replace("/", "\\")
