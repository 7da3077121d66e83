"""How late the window's thread comes to a timer; no test lives here."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import Qt, QTimer


@contextmanager
def heartbeat() -> Iterator[list[float]]:
    """Notes how late a timer of the window's thread comes, in seconds."""
    late: list[float] = []
    last = time.perf_counter()

    def beat() -> None:
        nonlocal last
        now = time.perf_counter()
        late.append(now - last)
        last = now

    timer = QTimer()
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    timer.timeout.connect(beat)
    timer.start(5)
    yield late
    timer.stop()
