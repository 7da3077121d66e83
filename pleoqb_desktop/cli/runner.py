"""Runs one command with a program of its own: Ctrl-C, problems and bugs, and what is printed."""

import argparse
import errno
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import Any

from pleoqb_desktop.app import App, World
from pleoqb_desktop.cli import shapes
from pleoqb_desktop.cli.call import DONE, Call, Result, say
from pleoqb_desktop.cli.commands import COMMANDS
from pleoqb_desktop.cli.options import choice
from pleoqb_desktop.cli.output import write_line
from pleoqb_desktop.cli.shapes import Json
from pleoqb_desktop.domain.problems import Code, Problem, problem
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.errors import KnownError, UnavailableError, ending
from pleoqb_desktop.texts import Texts, language_of

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


class Runner:
    """Runs one command with a program of its own."""

    def __init__(self, options: argparse.Namespace, world: World | None = None) -> None:
        """`world` None: the real one."""
        self._options = options
        unattended = getattr(options, "planned", False)
        self._world = (world or World()).unattended() if unattended else world
        self._cancel = CancelToken()

    def run(self) -> int:
        """The exit code; a known error is told in words, a bug as one."""
        try:
            with _stoppable(self._cancel, self._stopping), App(choice(self._options), self._world) as program:
                return self._run(program)
        except KnownError as error:
            texts = _texts_without_program(self._options)
            return self._print(
                Result(shapes.with_problem(self._empty(), error.problem, texts), (), error.exit_code),
                error.problem,
                texts,
            )
        except BrokenPipeError:
            return DONE  # who read our output has had enough

    def _run(self, program: App) -> int:
        command = COMMANDS[self._options.command]
        trouble: Problem | None = None
        try:
            result = command(Call(self._options, program, self._cancel))
        except Exception as error:  # noqa: BLE001 - the last line of defence: a bug is told as a bug (exit 70)
            found = ending(error)
            if found.is_bug:
                program.note_bug(error)
            trouble = found.problem
            result = Result(self._empty(), (), found.exit_code)
        if trouble:
            result = Result(shapes.with_problem(result.body, trouble, program.texts), result.lines, result.code)
        return self._print(result, trouble, program.texts)

    def _empty(self) -> Json:
        if self._options.command in {"export", "tour"}:
            return shapes.empty_export(dry_run=bool(getattr(self._options, "dry_run", False)))
        return shapes.empty_status(self._options.profile) if self._options.command == "status" else {}

    def _print(self, result: Result, trouble: Problem | None, texts: Any) -> int:
        if trouble:
            say(f"{texts.sentence(trouble)} {texts.remedy(trouble)}")
        for line in result.lines if self._options.json else ():
            say(line)
        try:
            if self._options.json:
                sys.stdout.write(shapes.encode(result.body) + "\n")
            else:
                for line in result.lines:
                    write_line(sys.stdout, line)
            sys.stdout.flush()
        except BrokenPipeError:
            raise
        except OSError as error:  # into a file on a full disk
            lost = problem(Code.DISK_FULL if error.errno in _FULL else Code.FOLDER_UNWRITABLE, path="")
            say(f"{texts.sentence(lost)} {texts.remedy(lost)}")
            with suppress(OSError, ValueError):  # what is left in the buffer would be tried again at the program's end
                os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return UnavailableError.exit_code
        return result.code

    def _stopping(self) -> None:
        say(_texts_without_program(self._options).command("stopping"))


def _texts_without_program(options: argparse.Namespace) -> Texts:
    return Texts(language_of(options.language, os.environ))


@contextmanager
def _stoppable(cancel: CancelToken, on_stop: Callable[[], None]) -> Iterator[None]:
    """Ctrl-C, or a polite end, asks for a stop; a second one ends at once."""

    def stop(number: int, _frame: FrameType | None) -> None:
        if cancel.cancelled:
            signal.signal(number, signal.SIG_DFL)
            signal.raise_signal(number)
        cancel.cancel()
        on_stop()

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
