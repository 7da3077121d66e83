"""When each kind of request of an export was under way, from the services' own notes; measures nothing itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

KINDS: Sequence[tuple[str, str, str]] = (
    ("Pleo: jobs and queue", "pleo", r"GET .*/export-jobs$|POST .*/accounting-entries:search$|POST .*/export-jobs$"),
    ("QuickBooks: reading the books", "quickbooks", r"GET .*/(query|companyinfo/.*|preferences)$|POST .*/query$"),
    ("Pleo: items of the job", "pleo", r"GET .*/(export-items|items)$"),
    ("Pleo: started and finished", "pleo", r"POST .*/export-job-events$"),
    ("QuickBooks: entries by thirty", "quickbooks", r"POST .*/batch$"),
    ("Receipts from Pleo's links", "files", r"GET "),
    ("QuickBooks: files by the hundred", "quickbooks", r"POST .*/upload$"),
    ("Pleo: results by the hundred", "pleo", r"PUT .*/items$"),
)
"""What each line counts: its words, the service, and what method and path look like."""


@dataclass(frozen=True)
class Span:
    """One kind of request: how many, and when the first began and the last ended, in seconds since the first of all."""

    what: str
    count: int
    first: float
    last: float


def timeline(log: Iterable[Mapping[str, Any]]) -> list[Span]:
    """The kinds that occurred, in the order of their first request."""
    requests = sorted(log, key=lambda one: one["at"])
    begin = requests[0]["at"] if requests else 0.0
    spans = []
    for what, service, pattern in KINDS:
        found = [
            one for one in requests if one["service"] == service and re.match(pattern, f"{one['method']} {one['path']}")
        ]
        if found:
            last = max(one["at"] + one["seconds"] for one in found)
            spans.append(Span(what, len(found), found[0]["at"] - begin, last - begin))
    return sorted(spans, key=lambda span: span.first)


def table(spans: Sequence[Span]) -> str:
    """As a table of the report, with a bar for each kind."""
    whole = max((span.last for span in spans), default=1.0)
    rows = []
    for span in spans:
        before, during = round(30 * span.first / whole), max(1, round(30 * (span.last - span.first) / whole))
        bar = "·" * before + "█" * during
        rows.append(f"| {span.what} | {span.count:,} | {span.first:.1f} | {span.last:.1f} | `{bar:·<31}` |")
    return "\n".join(["| requests | how many | from s | to s | |", "|---|---|---|---|---|", *rows])
