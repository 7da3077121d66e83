"""The process that decodes receipts, one at a time, for the program that started it: what a file does to it hurts nobody else."""

import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, BinaryIO

from pleoqb_desktop.domain.problems import Code
from pleoqb_desktop.ports.errors import ReceiptRefusal

_THREADS = 2  # each thread of a decoder has memory of its own


def main(arguments: Sequence[str]) -> int:
    """Answers requests on standard input until it ends. `arguments`: the most bytes of memory that may be taken.

    A request is a line of JSON; an answer is one, too, and the bytes whose sizes it tells follow.
    """
    _limit(int(arguments[0]))
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # a decoder that prints does not spoil an answer
    for line in sys.stdin.buffer:
        _reply(answers, *_answer(json.loads(line)))
    return 0


def _limit(most_bytes: int) -> None:
    """Refuses more memory, and files of a crash, where the system can; elsewhere the program that started us watches."""
    if sys.platform == "linux":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (most_bytes, most_bytes))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _answer(request: dict[str, Any]) -> tuple[dict[str, Any], tuple[bytes, ...]]:
    try:
        return _done(request)
    except MemoryError:
        return {"code": Code.RECEIPT_TOO_LARGE_TO_READ.value, "params": {}}, ()
    except ReceiptRefusal as refusal:
        return {"code": refusal.code.value, "params": refusal.params}, ()


def _done(request: dict[str, Any]) -> tuple[dict[str, Any], tuple[bytes, ...]]:
    import pillow_heif

    from pleoqb_desktop.services.receipts.pictures import as_jpeg
    from pleoqb_desktop.services.receipts.sheets import draw_sheets

    pillow_heif.options.DECODE_THREADS = _THREADS
    path = Path(request["path"])
    if request["content_type"] is None:
        return {}, (as_jpeg(path),)
    sheets = draw_sheets(path, request["content_type"], request["most"])
    return {"total": sheets.total}, sheets.pages


def _reply(answers: BinaryIO, said: dict[str, Any], parts: tuple[bytes, ...]) -> None:
    answers.write(json.dumps(said | {"sizes": [len(part) for part in parts]}).encode() + b"\n")
    answers.writelines(parts)
    answers.flush()
