"""Asks a program of the system to do something, without a console and with an end; what it refuses is told in its own words."""

import subprocess
import sys
from collections.abc import Callable, Sequence

from pleoqb_desktop.domain.problems import Code, problem
from pleoqb_desktop.ports.errors import UnavailableError

Ask = Callable[[Sequence[str]], str]
"""Runs a program of the system; what it prints. Raises UnavailableError: SCHEDULER_OFF (not there, silent), SCHEDULER_REFUSED (its words)."""

_ENCODING = "oem" if sys.platform == "win32" else "utf-8"
"""Windows' own programs write into a pipe as they write on its console."""
_SECONDS = 30.0
_LONGEST = 300


def ask(command: Sequence[str]) -> str:
    """The real one (Ask)."""
    try:
        done = subprocess.run(  # noqa: S603 - a program of the system's, without a shell
            list(command),
            check=False,
            capture_output=True,
            stdin=subprocess.DEVNULL,
            timeout=_SECONDS,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise UnavailableError(problem(Code.SCHEDULER_OFF, program=command[0])) from error
    if done.returncode:
        told = " ".join((done.stderr or done.stdout).decode(_ENCODING, "replace").split())
        raise UnavailableError(
            problem(Code.SCHEDULER_REFUSED, reason=told[:_LONGEST] or f"{command[0]} {done.returncode}")
        )
    return done.stdout.decode(_ENCODING, "replace")
