"""One request and its answer, with an end to both: bounded in time, size and depth, and let go at once on a stop. Repeats nothing."""

import math
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import requests
from requests.auth import AuthBase

from pleoqb_desktop.ports.beside import beside
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.errors import Cancelled

MAX_ANSWER = 32 * 1024 * 1024
"""Bytes. A page of 1,000 rows is 10 MB at most (quickbooks.md 5.1)."""
MAX_MEMBERS = 2_000_000
"""Commas. Few bytes may become much: so many empty objects are 150 MB of memory."""
_CONNECT_SECONDS = 10.0
_AFTER_STOP_SECONDS = 10.0
_BODY_AFTER_STOP_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Call:
    """One request.

    `repeatable`: doing it twice equals doing it once, so a lost answer is simply asked for again. `body`: bytes, or a function
    that makes a fresh stream for every attempt. `timeout`: seconds of silence; `longest`: seconds in all, however busy; `most`:
    bytes of the answer, None: MAX_ANSWER.
    """

    method: str
    path: str
    params: Sequence[tuple[str, str]] = ()
    body: Any = None
    content_type: str | None = None
    kind: str = "call"
    repeatable: bool = True
    metered: bool = False
    timeout: float = 60.0
    longest: float = 180.0
    most: int | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back. `body` is the whole body; empty when it is larger than anything that a service has to say, so that it is
    not understood. `seconds` the time it took, without our own waiting."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    seconds: float = 0.0


class OutOfTimeError(Exception):
    """The answer was still coming when its time was over."""


class Exchange:
    """Sends one call by a session, in a thread of its own that nobody has to wait for."""

    def __init__(self, session: requests.Session, base: str, call: Call, auth: AuthBase) -> None:
        self._session = session
        self._base = base
        self._call = call
        self._auth = auth
        self._coming: requests.Response | None = None
        self._come_since = math.inf
        self._stopped: float | None = None
        self._left = threading.Event()

    def run(self, cancel: CancelToken | None) -> Answer:
        """The answer.

        A stop lets go at once, except of what makes something: its answer is waited for a little, unless it only trickles in.
        Raises what requests raises, OutOfTimeError, Cancelled.
        """
        try:
            return beside(self._ask, seconds=self._call.longest, cancel=cancel, may_leave=self._may_leave)
        except TimeoutError as late:
            self._leave()
            raise OutOfTimeError from late
        except Cancelled:
            self._leave()
            raise

    def _ask(self) -> Answer:
        call = self._call
        with self._session.request(
            call.method,
            self._base + call.path,
            params=list(call.params),
            data=call.body() if callable(call.body) else call.body,
            headers={"Content-Type": call.content_type} if call.content_type else {},
            auth=self._auth,
            timeout=(_CONNECT_SECONDS, call.timeout),
            allow_redirects=False,
            stream=True,
        ) as response:
            self._come_since = time.monotonic()
            self._coming = response
            return Answer(
                response.status_code, response.headers, _bounded(response, call.most or MAX_ANSWER, self._left.is_set)
            )

    def _may_leave(self) -> bool:
        if self._call.repeatable:
            return True
        now = time.monotonic()
        self._stopped = self._stopped or now
        return now >= min(self._stopped + _AFTER_STOP_SECONDS, self._come_since + _BODY_AFTER_STOP_SECONDS)

    def _leave(self) -> None:
        """Ends the reading of what nobody waits for any more."""
        self._left.set()
        if self._coming is not None:
            with suppress(Exception):  # it may have ended meanwhile
                self._coming.raw.shutdown()


def _bounded(response: requests.Response, most: int, left: Callable[[], bool]) -> bytes:
    chunks: list[bytes] = []
    size = members = 0
    for chunk in response.iter_content(64 * 1024):
        size += len(chunk)
        members += chunk.count(b",")
        if size > most or members > MAX_MEMBERS or left():
            return b""
        chunks.append(chunk)
    return b"".join(chunks)
