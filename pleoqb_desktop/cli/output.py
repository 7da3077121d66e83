"""How a command writes: UTF-8 wherever it goes, and nothing that a stranger wrote steers the terminal; knows no command."""

import io
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import TextIO

_CONTROLS = (*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029)
_DIRECTIONS = (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
_ENDS_WORDS = frozenset(map(ord, "\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\u2028\u2029"))
_HARMLESS = {code: " " if code in _ENDS_WORDS else None for code in (*_CONTROLS, *_DIRECTIONS)}
# Members of a JSON text of one line can hold nothing below U+0020: the encoder wrote those as escapes.
_ESCAPED = {code: f"\\u{code:04x}" for code in (*_CONTROLS, *_DIRECTIONS) if code >= 0x20}


def speak_utf8() -> None:
    """Pipes and files get UTF-8 whatever the system's code page is; a terminal keeps its own, and what it lacks is escaped.

    A program without a console has no streams at all: what it says goes nowhere, and nothing ends because of it.
    """
    sys.stdout, sys.stderr = sys.stdout or _nowhere(), sys.stderr or _nowhere()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a program without a console has none, a test may have its own
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="backslashreplace")


def _nowhere() -> TextIO:
    return Path(os.devnull).open("w", encoding="utf-8")


def one_line(text: str) -> str:
    """Words as one line without escape sequences, line ends and marks of direction: names come from strangers."""
    return text.translate(_HARMLESS)


def escaped(json: str) -> str:
    """A JSON text of one line that says the same, its control characters as escapes."""
    return json.translate(_ESCAPED)


def write_line(stream: TextIO, text: str) -> None:
    """One line, harmless."""
    stream.write(one_line(text) + "\n")


def remark(text: str) -> None:
    """A line beside the result; where nobody can be told (a closed pipe, a full disk, no console), the work goes on."""
    if sys.stderr is not None:
        with suppress(OSError, ValueError):
            write_line(sys.stderr, text)
            sys.stderr.flush()
