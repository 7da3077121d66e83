"""One call of a command: what was asked for, the program it runs on, words on the way; and the result it hands back."""

import argparse
from collections.abc import Sequence
from dataclasses import dataclass

from pleoqb_desktop.app import App
from pleoqb_desktop.cli.output import remark
from pleoqb_desktop.cli.shapes import Json
from pleoqb_desktop.export.progress import Progress
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.texts import Texts

DONE, SOME_FAILED, INCOMPLETE = 0, 1, 3


@dataclass(frozen=True, slots=True)
class Result:
    """What a command says: JSON, lines for people, and the exit code."""

    body: Json
    lines: Sequence[str] = ()
    code: int = DONE


@dataclass(slots=True)
class Call:
    """`options` as they were parsed; `cancel` is what Ctrl-C asks for."""

    options: argparse.Namespace
    program: App
    cancel: CancelToken
    last_progress: str = ""

    @property
    def texts(self) -> Texts:
        """Words in the language of the profile."""
        return self.program.texts

    def say(self, line: str) -> None:
        """Words on the way; standard output stays for results."""
        say(line)

    def progress(self, progress: Progress, *, by_file: bool = False) -> None:
        """How far an export is, each step once; by key or by file."""
        phase = self.texts.phase(progress.phase, by_file=by_file)
        line = self.texts.command("progress", phase=phase, done=progress.confirmed, total=progress.total)
        if line != self.last_progress:
            self.last_progress = line
            say(line)


def say(line: str) -> None:
    """Words on the way; standard output stays for results."""
    remark(line)
