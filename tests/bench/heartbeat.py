"""One export in the window, in a process of its own: prints how late the window's thread came to its timer meanwhile."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from unittest.mock import patch

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow

from pleoqb_desktop import bootstrap
from pleoqb_desktop.adapters.secrets import FileSecrets
from pleoqb_desktop.bootstrap import Choice, Program
from pleoqb_desktop.gui.links import Links
from pleoqb_desktop.gui.main_window import MainWindow
from pleoqb_desktop.gui.tabs.sync import State
from pleoqb_desktop.gui.tasks import TaskRunner
from tests.gui.heartbeat import heartbeat
from tests.gui.read_alerts import ReadAlerts


def main(home: Path, environ: Mapping[str, str]) -> dict[str, Any]:
    """Exports everything that waits, and tells every interval between two beats, in milliseconds, longest first."""
    app = QApplication([])
    bugs: list[BaseException] = []
    with (
        patch.object(bootstrap, "KeyringSecrets", lambda _profile: FileSecrets(home / "secrets.json")),
        Program(Choice(language="en"), environ) as program,
    ):
        runner = TaskRunner(bugs.append, bugs.append)  # type: ignore[arg-type] - a problem would be a bug here
        frame = QMainWindow()
        frame.resize(1360, 900)
        window = MainWindow(program, runner, ReadAlerts(), Links(program.endpoints, lambda _address: None))
        frame.setCentralWidget(window)
        frame.show()
        _until(lambda: window.sync.state is State.READY)
        with heartbeat() as late:
            window.sync.export_button.click()
            _until(lambda: window.sync.state is State.RESULTS and not window.sync.busy)
        exported = len(window.sync.spend.model.rows)
        assert window.sync.spend.table.isVisible(), "what nobody sees is not painted"
        runner.close()
        app.closeAllWindows()
    assert bugs == []
    return {"items": exported, "intervals": sorted((one * 1000 for one in late), reverse=True)}


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
