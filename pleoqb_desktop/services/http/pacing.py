"""How fast requests may leave: limits of a service, kept across all threads, and how waiting is done; sends nothing."""

import math
import threading
import time
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Protocol

from pleoqb_desktop.ports.beside import taken
from pleoqb_desktop.ports.cancel import CancelToken


class Waiter(Protocol):
    """How the transport waits: real time, or a clock that tests move."""

    def monotonic(self) -> float:
        """Seconds on a clock that never goes back."""

    def wait(self, seconds: float, cancel: CancelToken | None) -> None:
        """Waits. Raises Cancelled when a stop is asked for meanwhile."""


class SystemWaiter:
    """Real time."""

    def monotonic(self) -> float:
        """Seconds since some start."""
        return time.monotonic()

    def wait(self, seconds: float, cancel: CancelToken | None) -> None:
        """Sleeps."""
        if cancel is None:
            time.sleep(seconds)
        else:
            cancel.wait(seconds)


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `count` requests in any `seconds`; `only` names the kind it counts, None all."""

    count: int
    seconds: float
    only: str | None = None


class Pacer:
    """Keeps one service under its published limits, across all threads of this process."""

    def __init__(self, limits: Sequence[Limit], at_once: int, waiter: Waiter, *, gap: float = 0.0) -> None:
        """`gap`: so many seconds lie between two requests at least. What leaves evenly arrives less bunched than ten at once."""
        self._limits = limits
        self._gap = gap
        self._last = -math.inf
        self._waiter = waiter
        self._sent: dict[Limit, deque[float]] = {limit: deque() for limit in limits}
        self._at_once = threading.BoundedSemaphore(at_once)
        self._lock = threading.Lock()
        self._paused_until = 0.0

    @contextmanager
    def slot(self, kind: str, cancel: CancelToken | None) -> Iterator[None]:
        """Waits for a place and holds it for the length of one request. Raises Cancelled."""
        with taken(self._at_once, cancel):
            while (delay := self._reserve(kind)) > 0:
                self._waiter.wait(delay, cancel)
            yield

    def pause(self, seconds: float) -> None:
        """The service asked for a pause: nothing leaves before it is over."""
        with self._lock:
            self._paused_until = max(self._paused_until, self._waiter.monotonic() + seconds)

    def ages(self) -> list[list[float]]:
        """How many seconds ago each request left that may still count, for every limit in its order."""
        with self._lock:
            now = self._waiter.monotonic()
            return [[now - sent for sent in self._sent[limit] if now - sent < limit.seconds] for limit in self._limits]

    def recall(self, ages: Sequence[Sequence[float]]) -> None:
        """Counts requests that another process sent, given as `ages` tells them; what counts no more is passed over."""
        with self._lock:
            now = self._waiter.monotonic()
            for limit, before in zip(self._limits, ages, strict=False):
                counting = sorted(now - age for age in before if 0 <= age < limit.seconds)
                self._sent[limit].extendleft(reversed(counting))

    def _reserve(self, kind: str) -> float:
        with self._lock:
            now = self._waiter.monotonic()
            delay = max(self._paused_until, self._last + self._gap) - now
            counting = [limit for limit in self._limits if limit.only in (None, kind)]
            for limit in counting:
                sent = self._sent[limit]
                while sent and sent[0] <= now - limit.seconds:
                    sent.popleft()
                if len(sent) >= limit.count:
                    delay = max(delay, sent[0] + limit.seconds - now)
            if delay <= 0:
                self._last = now
                for limit in counting:
                    self._sent[limit].append(now)
            return delay


@dataclass(slots=True)
class Tally:
    """How many requests a service was asked, and how many of them it meters (quickbooks.md 4.1)."""

    requests: int = 0
    metered: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def count(self, *, metered: bool) -> None:
        """Counts one request."""
        with self._lock:
            self.requests += 1
            self.metered += metered
