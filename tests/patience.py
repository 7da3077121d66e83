"""How long a test waits for what must happen: one limit that only ends a hang and is no budget of anything; no test lives here."""

import time
from collections.abc import Callable

PATIENCE = 120.0
"""Seconds. However slow the computer is, what has not happened by then never will."""


def until(happens: Callable[[], object], otherwise: str = "it did not happen") -> None:
    """Looks again and again until something is so; for what tells nobody when it is."""
    limit = time.monotonic() + PATIENCE
    while not happens():
        assert time.monotonic() < limit, otherwise
        time.sleep(0.005)
