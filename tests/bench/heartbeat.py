"""One export in the window, in a process of its own: prints how late the window's thread came to its timer meanwhile."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, cast

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtWidgets import QApplication

from pleoqb_desktop.app import World
from pleoqb_desktop.choice import Choice
from pleoqb_desktop.gui.frame import Frame, build
from pleoqb_desktop.gui.tabs.sync.facts import State
from pleoqb_desktop.gui.tabs.window import MainWindow
from pleoqb_desktop.services.storage.secrets import FileSecrets
from tests.gui.read_alerts import ReadAlerts


def main(home: Path, environ: Mapping[str, str]) -> dict[str, Any]:
    """Exports everything that waits, and tells every interval between two beats, in milliseconds, longest first."""
    os.environ.update(environ)
    app = QApplication([])
    alerts = ReadAlerts(answers=[True])  # to the very first export
    world = World(secrets=lambda _profile: FileSecrets(home / "secrets.json"))
    frame = Frame(app, Choice(language="en"), alerts=alerts, build=partial(build, world=world))
    frame.resize(1360, 900)
    frame.show()
    frame.open_program()
    _until(lambda: isinstance(frame.view, MainWindow))
    window = cast("MainWindow", frame.view)
    _until(lambda: window.sync.state is State.READY)
    with heartbeat() as late:
        window.sync.header.export_button.click()
        _until(lambda: window.sync.state is State.RESULTS and not window.sync.busy)
        _until(lambda: True)  # what is painted last
    exported = len(window.sync.spend.model.rows)
    assert window.sync.spend.table.isVisible(), "what nobody sees is not painted"
    frame.end()
    assert (alerts.problems, alerts.bugs) == ([], [])
    return {"items": exported, "intervals": sorted((one * 1000 for one in late), reverse=True)}


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


def _until(happens: Callable[[], bool]) -> None:
    """A loop of Qt's own, as the program runs it; looks now and then."""
    loop, look = QEventLoop(), QTimer()
    look.timeout.connect(lambda: loop.quit() if happens() else None)
    look.start(100)
    loop.exec()
    look.stop()


if __name__ == "__main__":
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    given = json.loads(sys.stdin.read())
    sys.stdout.write(json.dumps(main(Path(given["home"]), given["environ"])) + "\n")
