"""What can happen to an export, drawn from a seed: faults, deaths, ended jobs and tokens, full disks, a person pressing Stop."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pleoqb_desktop.domain.problems import Code, problem
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.errors import KnownError, UnavailableError
from tests.e2e.practice_set_up import read_whole
from tests.endure.points import DIED, Point, Points
from tests.endure.practice_set_up import COUNTRY, PracticeSetUp

POINTS = 230
"""About as many moments as an export of a day has; what lies beyond does not happen."""

_TARGETS: tuple[dict[str, Any], ...] = (
    {"service": "quickbooks", "path": "/query$"},
    {"service": "quickbooks", "path": "/batch$"},
    *(
        {"service": "quickbooks", "path": f"/{route}$", "method": "POST"}
        for route in ("vendor", "deposit", "transfer", "bill", "billpayment", "journalentry", "vendorcredit", "upload")
    ),
    {"service": "quickbooks", "path": ""},
    {"service": "pleo", "path": "/export-jobs$"},
    {"service": "pleo", "path": ":search$"},
    {"service": "pleo", "path": "/export-job-events$"},
    {"service": "pleo", "path": "/items$"},
    {"service": "pleo", "path": ""},
    {"service": "files", "path": ""},
    {"service": "intuit", "path": "/bearer$"},
)
_FAULTS: tuple[dict[str, Any], ...] = (
    {"kind": "reset"},
    {"kind": "reset", "work_done": True},
    {"kind": "lost_answer"},
    {"kind": "truncated"},
    {"kind": "html"},
    {"kind": "html", "status": 200, "work_done": True},
    {"kind": "empty", "work_done": True},
    {"kind": "not_json", "work_done": True},
    {"kind": "status", "status": 500},
    {"kind": "status", "status": 503, "work_done": True},
    {"kind": "status", "status": 429, "code": "3001"},
    {"kind": "status", "status": 429, "code": "3001", "headers": {"Retry-After": "7"}},
    {"kind": "gateway_fault", "work_done": True},
    {"kind": "xml_fault", "work_done": True},
)


@dataclass(frozen=True)
class Disturbance:
    """What happens during one export. `events` by the number of the moment at which they happen."""

    faults: tuple[dict[str, Any], ...]
    events: dict[int, str]

    @classmethod
    def drawn(cls, dice: random.Random) -> Disturbance:
        """One of them."""
        faults = tuple(
            dice.choice(_TARGETS)
            | dice.choice(_FAULTS)
            | {"nth": dice.randint(1, 6), "times": dice.choice((1, 1, 1, 2, 5))}
            for _ in range(dice.choice((0, 1, 1, 2, 4)))
        )
        happens = (
            "die",
            "die",
            "die",
            "stop",
            "disk full",
            "job expires",
            "job cancelled",
            "tokens end",
            "clock jumps",
        )
        events = {dice.randint(1, POINTS): dice.choice(happens) for _ in range(dice.choice((0, 1, 1, 1, 2)))}
        return cls(faults, events)


def disturbed_export(house: PracticeSetUp, home: Path, disturbance: Disturbance) -> None:
    """One export, in a process that nothing depends on; it may die. Ends the process with 70 for what is our bug."""
    house.conditions(faults=list(disturbance.faults))
    clock, cancel = house.clock(), CancelToken()
    happenings: dict[str, Callable[[], object]] = {
        "die": lambda: os._exit(DIED),
        "stop": cancel.cancel,
        "disk full": _disk_full,
        "job expires": lambda: house.practice.control("clock", {"advance": 4000}),
        "job cancelled": lambda: _cancel_job(house),
        "tokens end": lambda: house.practice.control("intuit", {"expire_access_tokens": True, "rotate": True}),
        "clock jumps": lambda: clock.jump(-86_400),
    }

    def reached(point: Point, number: int) -> None:
        event = disturbance.events.get(number)
        if event and not (event == "disk full" and not (point.when == "before" and point.what.startswith("store"))):
            happenings[event]()

    with Points(reached), house.program(home, clock) as program, program.exports.now(cancel) as export:
        outcome = read_whole(export.run())
    assert outcome.problem is None or outcome.problem.code is not Code.BUG


def after(house: PracticeSetUp, home: Path) -> None:
    """The trouble is over; who was signed out signs in again."""
    house.conditions(faults=[])
    with house.program(home) as program:
        try:
            program.check_ready()
        except KnownError:
            house.connect(program, CancelToken())


def _disk_full() -> None:
    raise UnavailableError(problem(Code.DISK_FULL, path="runs.sqlite"))


def _cancel_job(house: PracticeSetUp) -> None:
    for job in house.pleo()["jobs"]:
        if job["status"] in {"pending", "in_progress"}:
            house.practice.pleo_control("cancel", {"job_id": job["id"]}, country=COUNTRY)
