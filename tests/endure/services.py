"""The practice companies as a process of their own that can go back to a kept moment; for tests that try the same day again."""

from __future__ import annotations

import json
import sys
from typing import Any

from pleoqb_desktop.practice.world import PracticeWorld


class Moments:
    """Keeps one moment of a practice world, and goes back to it."""

    def __init__(self, world: PracticeWorld) -> None:
        self._world = world
        self._kept = "{}"

    def control(self, parts: list[str], method: str, _data: Any) -> dict[str, Any]:
        """POST /practice/moment/keep, POST /practice/moment/back. Raises LookupError for anything else."""
        match parts, method:
            case ["keep"], "POST":
                self._kept = json.dumps({name: one.snapshot() for name, one in self._world.services.items()})
            case ["back"], "POST":
                self._back()
            case _:
                raise LookupError("moment/keep or moment/back (POST)")
        return {}

    def _back(self) -> None:
        kept = json.loads(self._kept)
        for name, service in self._world.services.items():
            service.restore(kept[name])
        self._world.clock.advance(-self._world.clock.offset)
        self._world.conditions.change(
            {
                "faults": [],
                "ignore_request_ids": False,
                "accept_duplicate_numbers": False,
                "lower_case_faults": False,
                "retry_after": None,
                "batch_seconds": 0.0,
                "query_lag": 0.0,
                "shuffle_rows": False,
                "shuffle_answers": False,
            }
        )
        self._world.conditions.forget_requests()


def main() -> None:
    """Serves the British company until standard input ends; prints its card first."""
    world = PracticeWorld(("GB",), items=0, limits=False)
    world.controls.others["moment"] = Moments(world).control
    world.start()
    sys.stdout.write(json.dumps(world.state()) + "\n")
    sys.stdout.flush()
    sys.stdin.buffer.read()
    world.stop()
    sys.stderr.writelines(world.application.errors)
    sys.exit(1 if world.application.errors else 0)


if __name__ == "__main__":
    main()
