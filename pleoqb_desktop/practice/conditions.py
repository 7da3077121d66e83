"""The conditions under which the practice services answer: latency, limits, injected faults and what was asked; knows no service."""

from __future__ import annotations

import re
import threading
import time
from collections import Counter, deque
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from enum import StrEnum
from typing import Any

GOES_ON = "practice.goes_on"
"""The member of a request's environment that holds the seconds of a fault of this kind."""
LOG_LENGTH = 50_000
"""Requests that the log remembers; the counters have no end."""


class FaultKind(StrEnum):
    """How a request goes wrong."""

    STATUS = "status"
    GATEWAY_FAULT = "gateway_fault"
    XML_FAULT = "xml_fault"
    HTML = "html"
    TRUNCATED = "truncated"
    EMPTY = "empty"
    RESET = "reset"
    LOST_ANSWER = "lost_answer"
    TIMEOUT = "timeout"
    NOT_JSON = "not_json"
    REDIRECT = "redirect"
    GOES_ON = "goes_on"


@dataclass(slots=True)
class Fault:
    """One injected fault: which requests it meets and what they get instead of their answer.

    ``service``, ``method`` and ``path`` (a regular expression searched in the whole path, prefix included) choose the
    requests; empty means any. The fault meets the ``nth`` chosen request and the ``times - 1`` after it (0: all that
    follow). ``work_done`` lets the service do its work first, so that only the answer is lost or replaced; for
    ``truncated`` and ``lost_answer`` the work is always done. ``goes_on`` answers a batch of QuickBooks with 504 and goes on
    with it: the first item is done at once, the others one by one until ``seconds`` (default 60) of the practice clock are
    over. A repeat under the same requestid waits for what is left and gets the first answer. Anything else is done at once.
    """

    kind: FaultKind
    service: str = ""
    method: str = ""
    path: str = ""
    nth: int = 1
    times: int = 1
    status: int = 0
    code: str = ""
    message: str = ""
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    location: str = ""
    seconds: float = 0.0
    work_done: bool = False
    seen: int = 0

    def __post_init__(self) -> None:
        """Refuse what could never be met: an unknown kind, a bad expression, a position before the first."""
        self.kind = FaultKind(self.kind)
        try:
            re.compile(self.path)
        except re.error as error:
            raise ValueError(f"path is no regular expression: {error}") from error
        if self.nth < 1 or self.times < 0:
            raise ValueError("nth counts from 1, times from 0 (always)")

    def chooses(self, service: str, method: str, path: str) -> bool:
        """Tell whether the fault is about this request."""
        return (
            self.service in ("", service)
            and self.method.upper() in ("", method)
            and re.search(self.path, path) is not None
        )

    @property
    def spent(self) -> bool:
        """Tell whether the fault has met all its requests."""
        return bool(self.times) and self.seen >= self.nth + self.times - 1


@dataclass(frozen=True, slots=True)
class RequestRecord:
    """One request as the log keeps it; no header and no body, so no credential."""

    number: int
    service: str
    method: str
    path: str
    query: str
    status: int
    metered: bool
    at: float
    seconds: float
    at_once: int
    fault: str


def is_metered(service: str, method: str, path: str) -> bool:
    """Tell whether Intuit would meter the call: reads, queries, change data capture, batches, downloads (quickbooks.md 4.1)."""
    if service != "quickbooks" or "/v3/company/" not in path:
        return False
    return method == "GET" or path.rstrip("/").rsplit("/", 1)[-1] in ("query", "batch", "cdc")


class Conditions:
    """What all practice services share besides the clock. Thread-safe; nothing is held while anybody sleeps."""

    SWITCHES: Mapping[str, type] = {
        "latency": float,
        "limits": bool,
        "ignore_request_ids": bool,
        "accept_duplicate_numbers": bool,
        "lower_case_faults": bool,
        "retry_after": int,
        "batch_seconds": float,
        "query_lag": float,
        "shuffle_rows": bool,
        "shuffle_answers": bool,
    }
    """``query_lag``: seconds by which queries, in batches too, lag behind what was written (a read by Id is current, and so are
    refusals of doubles). ``shuffle_rows``: queries without ORDERBY answer in an order of their own. ``shuffle_answers``: the
    answers of a batch, and of an upload of several files, come in another order than they were asked in (match by bId: 5.3;
    the order of an upload's answers is UNVERIFIED)."""

    def __init__(self, *, latency: float = 0.0, limits: bool = True) -> None:
        """Start with ``latency`` milliseconds a request, published limits on or off, and no faults."""
        self._lock = threading.Lock()
        self.latency = float(latency)
        self.limits = limits
        self.ignore_request_ids = False
        self.accept_duplicate_numbers = False
        self.lower_case_faults = False
        self.retry_after: int | None = None
        self.batch_seconds = 0.0
        self.query_lag = 0.0
        self.shuffle_rows = False
        self.shuffle_answers = False
        self._faults: list[Fault] = []
        self._counts: Counter[tuple[str, str, str, int]] = Counter()
        self._metered: Counter[str] = Counter()
        self._log: deque[RequestRecord] = deque(maxlen=LOG_LENGTH)
        self._number = 0
        self._at_once: Counter[str] = Counter()
        self._peak: Counter[str] = Counter()

    def change(self, data: Mapping[str, Any]) -> None:
        """Set switches, replace the faults (``faults``) or add one (``fault``). Raises ValueError for anything unknown."""
        prepared = dict(data)
        faults = [_fault(item) for item in prepared.pop("faults", [])]
        more = [_fault(prepared.pop("fault"))] if "fault" in prepared else []
        values = {name: self._checked(name, value) for name, value in prepared.items()}
        with self._lock:
            for name, value in values.items():
                setattr(self, name, value)
            if "faults" in data:
                self._faults = faults
            self._faults += more

    def _checked(self, name: str, value: Any) -> Any:
        kind = self.SWITCHES.get(name)
        if kind is None:
            raise ValueError(f"unknown condition {name}")
        if value is None and name == "retry_after":
            return None
        if isinstance(value, bool) is not (kind is bool) or not isinstance(value, int | float):
            raise ValueError(f"{name} must be {kind.__name__}")
        return kind(value)

    def before(self, service: str, method: str, path: str) -> Fault | None:
        """Count a request in and return the fault that meets it, if any."""
        with self._lock:
            self._at_once[service] += 1
            self._peak[service] = max(self._peak[service], self._at_once[service])
            hit: Fault | None = None
            for fault in self._faults:
                if fault.chooses(service, method, path):
                    fault.seen += 1
                    if hit is None and fault.seen >= fault.nth:
                        hit = fault
            self._faults = [fault for fault in self._faults if not fault.spent]
            return hit

    def after(
        self,
        service: str,
        method: str,
        path: str,
        *,
        status: int,
        query: str = "",
        seconds: float = 0.0,
        fault: str = "",
    ) -> None:
        """Count a request out. ``status`` 0 says that no answer was sent; ``seconds`` is the time it took."""
        metered = is_metered(service, method, path) and 200 <= status < 300
        with self._lock:
            self._number += 1
            at_once = self._at_once[service]
            self._at_once[service] -= 1
            self._counts[service, method, path, status] += 1
            self._metered[service] += metered
            self._log.append(
                RequestRecord(
                    self._number, service, method, path, query, status, metered, time.time(), seconds, at_once, fault
                )
            )

    def requests(self) -> dict[str, Any]:
        """Return totals, counters and the log of all requests since the last reset, as JSON data."""
        with self._lock:
            services: Counter[str] = Counter()
            for (service, _, _, _), number in self._counts.items():
                services[service] += number
            return {
                "total": dict(services),
                "metered": {name: number for name, number in self._metered.items() if number},
                "at_once": dict(self._peak),
                "counts": [
                    {"service": service, "method": method, "path": path, "status": status, "count": number}
                    for (service, method, path, status), number in self._counts.items()
                ],
                "log": [asdict(record) for record in self._log],
            }

    def forget_requests(self) -> None:
        """Reset counters and log."""
        with self._lock:
            self._counts.clear()
            self._metered.clear()
            self._log.clear()
            self._peak.clear()
            self._number = 0

    def as_json(self) -> dict[str, Any]:
        """Return all switches and the faults that still wait."""
        with self._lock:
            return {name: getattr(self, name) for name in self.SWITCHES} | {"faults": [asdict(f) for f in self._faults]}


def _fault(data: Any) -> Fault:
    if not isinstance(data, Mapping):
        raise ValueError("a fault is an object")  # noqa: TRY004 - one kind of error for the control's caller
    known = {item.name for item in fields(Fault)} - {"seen"}
    if unknown := set(data) - known:
        raise ValueError(f"unknown members of a fault: {', '.join(sorted(unknown))}")
    if "kind" not in data:
        raise ValueError("a fault needs a kind")
    return Fault(**data)
