"""Has receipts decoded in a process of their own, one at a time, with limits of memory and time; decodes nothing itself."""

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import IO, Any

from pleoqb_desktop.domain.problems import Code
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.errors import ReceiptRefusal
from pleoqb_desktop.ports.receipts import Sheets
from pleoqb_desktop.services.receipts.memory import resident_bytes
from pleoqb_desktop.services.system.installed import READER, own_program

_SECONDS = 30.0  # a photograph of 200 megapixels takes less than ten on a slow computer
_MEMORY = 3 * 1024**3  # of addresses; the largest photograph takes 2 GB of them
_SLICE = 0.1  # how soon a stop is answered
_MOST_BYTES = 512 * 1024**2  # of one answer

_Answer = tuple[dict[str, Any], tuple[bytes, ...]]


class ReceiptReader:
    """Decodes receipts; usable from several threads at once, which wait for each other: memory is for one picture.

    The process starts with the first receipt, serves those that follow and ends by `rest`, or with this program. A receipt
    at which it ends, exceeds `memory` bytes or takes longer than `seconds` is refused; the next one gets a new process.
    """

    def __init__(
        self, *, seconds: float = _SECONDS, memory: int = _MEMORY, command: Sequence[str] | None = None
    ) -> None:
        """`command`: what is started, the program itself when None."""
        self._seconds, self._memory = seconds, memory
        self._command = command or _own_command(memory)
        self._turn = threading.Lock()
        self._child: _Child | None = None

    def as_jpeg(self, path: Path, cancel: CancelToken) -> bytes:
        """A picture as JPEG (services.receipts.pictures).

        Raises ReceiptRefusal (RECEIPT_UNREADABLE, RECEIPT_TOO_LARGE_TO_READ), Cancelled.
        """
        _, (picture,) = self._ask({"path": str(path), "content_type": None}, cancel)
        return picture

    def sheets(self, path: Path, content_type: str, most: int, cancel: CancelToken) -> Sheets:
        """The first `most` pages of a receipt, none for a damaged one (services.receipts.sheets).

        Raises ReceiptRefusal (RECEIPT_TOO_LARGE_TO_READ), Cancelled.
        """
        said, pages = self._ask({"path": str(path), "content_type": content_type, "most": most}, cancel)
        return Sheets(pages, int(said["total"]))

    def rest(self) -> None:
        """Ends the process; another receipt starts it again."""
        with self._turn:
            self._end()

    def _ask(self, request: dict[str, Any], cancel: CancelToken) -> _Answer:
        with self._my_turn(cancel):
            try:
                said, parts = self._answer(request, cancel)
            except BaseException:
                self._end()
                raise
        if "code" in said:
            raise ReceiptRefusal(Code(said["code"]), **said["params"])
        return said, parts

    @contextmanager
    def _my_turn(self, cancel: CancelToken) -> Iterator[None]:
        while not self._turn.acquire(timeout=_SLICE):
            cancel.check()
        try:
            yield
        finally:
            self._turn.release()

    def _answer(self, request: dict[str, Any], cancel: CancelToken) -> _Answer:
        if self._child is None or self._child.ended:
            self._end()
            try:
                self._child = _Child(self._command)
            except OSError as error:
                raise ReceiptRefusal(Code.RECEIPT_UNREADABLE, reason=type(error).__name__) from error
        child, deadline = self._child, time.monotonic() + self._seconds
        child.ask(request)
        while time.monotonic() < deadline:
            cancel.check()
            with suppress(Empty):
                answer = child.answers.get(timeout=_SLICE)
                if answer is None:  # it ended: out of memory, or worse
                    break
                return answer
            if resident_bytes(child.process) > self._memory:
                break
        raise ReceiptRefusal(Code.RECEIPT_TOO_LARGE_TO_READ)

    def _end(self) -> None:
        child, self._child = self._child, None
        if child:
            child.end()


class _Child:
    """The process, and a thread that listens to it. `answers` holds None at its end."""

    def __init__(self, command: Sequence[str]) -> None:
        """Raises OSError when it cannot be started."""
        flags: int = getattr(subprocess, "CREATE_NO_WINDOW", 0)  # Windows only
        self.process = subprocess.Popen(  # noqa: S603 - our own program
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={key: value for key, value in os.environ.items() if key != "PYTHONSTARTUP"} | {"MALLOC_ARENA_MAX": "2"},
            creationflags=flags,
            start_new_session=sys.platform != "win32",  # Ctrl-C is ours to answer
        )
        self.answers: SimpleQueue[_Answer | None] = SimpleQueue()
        self._listener = threading.Thread(target=self._listen, name="receipt-reader", daemon=True)
        self._listener.start()

    @property
    def ended(self) -> bool:
        """Whether it is gone."""
        return self.process.poll() is not None

    def ask(self, request: dict[str, Any]) -> None:
        """Sends a request; one that does not arrive is seen by the end of the answers."""
        if stream := self.process.stdin:
            with suppress(OSError):
                stream.write(json.dumps(request).encode() + b"\n")
                stream.flush()

    def end(self) -> None:
        """Ends it at once: it keeps nothing."""
        self.process.kill()
        self.process.wait()
        self._listener.join()
        for stream in (self.process.stdin, self.process.stdout):
            if stream:
                with suppress(OSError):  # what could not be sent any more
                    stream.close()

    def _listen(self) -> None:
        stream = self.process.stdout
        try:
            while stream and (line := stream.readline(64 * 1024)):
                self.answers.put(_received(stream, line))
        except (OSError, ValueError, KeyError, TypeError):
            pass  # no answer of ours
        self.answers.put(None)


def _received(stream: IO[bytes], line: bytes) -> _Answer:
    said: dict[str, Any] = json.loads(line)
    sizes: list[int] = said["sizes"]
    if sum(sizes) > _MOST_BYTES:
        raise ValueError("too long an answer")
    parts = tuple(stream.read(size) for size in sizes)
    if [len(part) for part in parts] != sizes:
        raise ValueError("an answer that was cut short")
    return said, parts


def _own_command(memory: int) -> list[str]:
    return [*own_program(), READER, str(memory)]
