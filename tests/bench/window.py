"""How soon the window stands, against a bare PySide6 window: each start in a process of its own, told when it was painted."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time

STARTS = 20
_BARE = """
import sys
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow
app = QApplication(sys.argv[:1])
window = QMainWindow()
window.setCentralWidget(QLabel("Hello"))
window.show()
app.processEvents()
print("shown", flush=True)
"""
_OURS = """
import sys
from PySide6.QtWidgets import QApplication
from pleoqb_desktop.__main__ import main
from PySide6.QtCore import QTimer
real = QTimer.singleShot
def shown(milliseconds, *rest):
    QApplication.processEvents()
    print("shown", flush=True)
    import os
    os._exit(0)
QTimer.singleShot = shown
sys.argv = ["pleoqb-desktop"]
sys.exit(main())
"""


def ratio() -> tuple[float, float, float]:
    """Our median over the bare one's, and both in seconds, after one start of each that does not count.

    They take turns: the computer may be slower for a while.
    """
    times: dict[str, list[float]] = {_OURS: [], _BARE: []}
    with tempfile.TemporaryDirectory() as home:
        environ = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PLEOQB_HOME": home}
        for number in range(STARTS + 1):
            for code, took in times.items():
                seconds = _start(code, environ)
                if number:
                    took.append(seconds)
    ours, bare = (statistics.median(took) for took in times.values())
    return ours / bare, ours, bare


def _start(code: str, environ: dict[str, str]) -> float:
    began = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, env=environ)
    assert process.stdout is not None
    line = process.stdout.readline()
    took = time.perf_counter() - began
    process.stdout.close()
    process.kill()
    process.wait()
    if line != b"shown\n":
        raise AssertionError("the window did not open")
    return took
