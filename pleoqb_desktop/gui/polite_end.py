"""Hears the signals by which a system asks a program to end, and passes them on in the window's thread; loaded once the window stands."""

import signal
import socket
from collections.abc import Callable
from types import FrameType

from PySide6.QtCore import QSocketNotifier


class PoliteEnd:
    """Listens until it is closed; what was so before is so again then."""

    def __init__(self, end: Callable[[], object]) -> None:
        """`end` is called in the thread that makes this, the one that Qt's loop runs in."""
        self._ours, self._theirs = socket.socketpair()
        for side in (self._ours, self._theirs):
            side.setblocking(False)
        self._wakeup = signal.set_wakeup_fd(self._theirs.fileno())
        self._notifier = QSocketNotifier(self._ours.fileno(), QSocketNotifier.Type.Read)
        self._notifier.activated.connect(end)
        self._before = {number: signal.signal(number, _noted) for number in (signal.SIGINT, signal.SIGTERM)}

    def close(self) -> None:
        """Listens no more."""
        self._notifier.setEnabled(False)
        for number, handler in self._before.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(self._wakeup)
        self._ours.close()
        self._theirs.close()


def _noted(number: int, frame: FrameType | None) -> None:
    """The wake-up channel carries the signal to Qt's loop."""
