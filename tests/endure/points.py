"""Every moment of an export at which a program can die: before and after each write of the run store, each request, each answer."""

from __future__ import annotations

import json
import os
import re
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import pytest

from pleoqb_desktop.services.http.transport import Transport
from pleoqb_desktop.services.intuit.endpoint import IntuitEndpoint
from pleoqb_desktop.services.receipts.files import HttpReceiptFetcher
from pleoqb_desktop.services.storage.runs.store import SqliteRuns
from pleoqb_desktop.services.storage.secrets import FileSecrets

DIED = 137
WRITES = (
    "start_run",
    "end_run",
    "set_job",
    "put_items",
    "mark_reported",
    "put_intents",
    "put_attachments",
    "put_vendor",
)
_NUMBERS = re.compile(r"/(\d{3,}|[0-9a-f-]{36})(?=/|$)")


@dataclass(frozen=True, order=True)
class Point:
    """The nth time that something is about to happen, or has just happened."""

    what: str
    when: str
    nth: int

    def __str__(self) -> str:
        return f"{self.when} {self.what} #{self.nth}"


class Points:
    """Counts the moments that are reached and tells of each; used as a context, or for good in a process that will die."""

    def __init__(self, reached: Callable[[Point, int], None] = lambda _point, _number: None) -> None:
        """`reached` gets each moment with its number among all of them, from 1; it may raise, or end the process."""
        self._reached = reached
        self._lock = threading.Lock()
        self._seen: Counter[tuple[str, str]] = Counter()
        self._number = 0
        self._patch = pytest.MonkeyPatch()

    def __enter__(self) -> Self:
        self.watch()
        return self

    def __exit__(self, *_error: object) -> None:
        self._patch.undo()

    def reach(self, what: str, when: str) -> None:
        """A moment."""
        with self._lock:
            self._number += 1
            self._seen[what, when] += 1
            point, number = Point(what, when, self._seen[what, when]), self._number
        self._reached(point, number)

    @property
    def number(self) -> int:
        """How many moments were reached."""
        return self._number

    def all(self) -> list[Point]:
        """Every moment that was reached."""
        return [Point(what, when, n) for (what, when), count in self._seen.items() for n in range(1, count + 1)]

    def watch(self) -> None:
        """Watches the classes of this process."""
        for name in WRITES:
            self._wrap(SqliteRuns, name, lambda _self, *_args, _name=name, **_more: f"store {_name}")
        self._wrap(Transport, "_exchange", lambda _self, call, *_args: f"{call.method} {_NUMBERS.sub('/…', call.path)}")
        self._wrap(HttpReceiptFetcher, "fetch", lambda *_args: "fetch receipt")
        self._wrap(IntuitEndpoint, "refresh", lambda *_args: "refresh sign-in")
        self._wrap(FileSecrets, "set", lambda *_args: "store secret")

    def _wrap(self, owner: type[Any], name: str, label: Callable[..., str]) -> None:
        real = getattr(owner, name)

        def watched(*args: Any, **more: Any) -> Any:
            what = label(*args, **more)
            self.reach(what, "before")
            answer = real(*args, **more)
            self.reach(what, "after")
            return answer

        self._patch.setattr(owner, name, watched)


def dying_at(point: Point) -> Points:
    """Points of a process that ends at this moment, without any cleaning up."""
    return Points(lambda reached, _number: os._exit(DIED) if reached == point else None)


def dying_at_number(number: int) -> Points:
    """Points of a process that ends at the moment of this number."""
    return Points(lambda _reached, counted: os._exit(DIED) if counted == number else None)


def in_a_child(work: Callable[[], None]) -> int:
    """Does the work in a forked process and returns its exit code; nothing of it is cleaned up."""
    child = os.fork()
    if child == 0:
        code = 70
        try:
            work()
            code = 0
        finally:
            os._exit(code)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)


def counted(work: Callable[[], None], into: Path) -> list[Point]:
    """All moments of the work, from a forked process that nobody disturbs."""

    def watched() -> None:
        points = Points()
        points.watch()
        work()
        into.write_text(json.dumps([[one.what, one.when, one.nth] for one in points.all()]), "utf-8")

    if in_a_child(watched) != 0:
        raise AssertionError("the undisturbed run failed")
    return [Point(*one) for one in json.loads(into.read_text("utf-8"))]
