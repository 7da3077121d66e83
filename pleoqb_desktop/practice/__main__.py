"""Runs the practice companies as a process of their own: one JSON line on standard output, then serving until told to end."""

from __future__ import annotations

import argparse
import json
import signal
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from types import FrameType

from pleoqb_desktop.practice.companies import COUNTRIES
from pleoqb_desktop.practice.world import PracticeWorld

SAVE_EVERY = 3.0
"""Seconds between two snapshots, when something changed."""


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="practice", description="Serves practice companies on this computer.")
    parser.add_argument("--items", type=int, metavar="N", help="N waiting card purchases instead of the samples")
    parser.add_argument("--latency", type=float, default=0.0, metavar="MS", help="milliseconds added to every request")
    parser.add_argument("--country", choices=COUNTRIES, help="serve only this company")
    parser.add_argument("--no-limits", action="store_true", help="do not enforce the services' rate limits")
    parser.add_argument("--all-types", action="store_true", help="let one expense of every type wait")
    parser.add_argument("--port", type=int, default=0, help="serve at this port when it is free")
    parser.add_argument("--data", type=Path, metavar="DIR", help="keep the companies in this folder")
    parser.add_argument("--owned", action="store_true", help="end when standard input closes")
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Serve until SIGINT, SIGTERM or, when owned, the end of standard input. Returns the exit code."""
    options = _parser().parse_args(argv)
    world = PracticeWorld(
        (options.country,) if options.country else COUNTRIES,
        items=options.items,
        all_types=options.all_types,
        latency=options.latency,
        limits=not options.no_limits,
    )
    ended = threading.Event()
    _end_on_signals(ended)
    port = world.load(options.data) if options.data is not None else 0
    world.start(options.port or port)
    print(json.dumps(world.state(), ensure_ascii=True), flush=True)
    if options.owned and sys.stdin is not None:
        threading.Thread(target=_watch_owner, args=(ended,), daemon=True, name="owner").start()
    threading.Thread(target=world.warm_up, daemon=True, name="receipts").start()
    _serve(world, options.data, ended)
    world.stop()
    return 0


def _serve(world: PracticeWorld, folder: Path | None, ended: threading.Event) -> None:
    """Wait for the end, saving what changed on the way and at the end."""
    while not ended.wait(SAVE_EVERY):
        if folder is not None and world.application.changed.is_set():
            world.application.changed.clear()
            world.save(folder)
    if folder is not None:
        world.save(folder)


def _end_on_signals(ended: threading.Event) -> None:
    def end(_number: int, _frame: FrameType | None) -> None:
        ended.set()

    if threading.current_thread() is threading.main_thread():
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, end)


def _watch_owner(ended: threading.Event) -> None:
    """Wait until standard input ends: whoever started us is gone."""
    while sys.stdin.buffer.read(4096):
        pass
    ended.set()


if __name__ == "__main__":
    sys.exit(main())
