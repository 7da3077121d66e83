"""What is piped into a command: read as it was meant, whatever program wrote it; knows no command."""

import codecs
import sys

_MARKS = {codecs.BOM_UTF8: "utf-8", codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}


def text_of(data: bytes) -> str:
    """The text of some bytes: a byte order mark is skipped, UTF-16 (which PowerShell and Notepad write) read with or without one.

    What cannot be read becomes a replacement character; half a last character is left out.
    """
    for mark, encoding in _MARKS.items():
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "ignore" if "16" in encoding else "replace")
    if data[1:2] == b"\0" and data[:1] != b"\0":
        return data.decode("utf-16-le", "ignore")
    if data[:1] == b"\0" and data[1:2] != b"\0":
        return data.decode("utf-16-be", "ignore")
    return data.decode("utf-8", "replace")


def read_all() -> str:
    """Standard input to its end."""
    raw = getattr(sys.stdin, "buffer", None)  # a test, or a terminal of another kind, has text alone
    return text_of(raw.read()) if raw else sys.stdin.read().removeprefix("\ufeff")


def read_line() -> str:
    """The first line of standard input."""
    raw = getattr(sys.stdin, "buffer", None)
    return text_of(raw.readline()) if raw else sys.stdin.readline().removeprefix("\ufeff")
