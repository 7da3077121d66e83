"""The bare window: on screen before anything is loaded, filled then, closed in order, ended by a polite signal."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from pleoqb_desktop.choice import Choice
from pleoqb_desktop.gui.app import Shell
from pleoqb_desktop.gui.wizard.window import Wizard
from tests.patience import PATIENCE, until

LOADED_LATE = (
    "requests",
    "keyring",
    "sqlite3",
    "werkzeug",
    "PIL",
    "msgspec",
    "pleoqb_desktop.texts.wording",
    "pleoqb_desktop.app",
    "pleoqb_desktop.domain",
    "pleoqb_desktop.ports",
    "socket",
)


def test_nothing_big_is_loaded_before_the_window_stands():
    code = (
        "import sys, pleoqb_desktop.__main__, pleoqb_desktop.cli.plain, pleoqb_desktop.gui.app; "
        f"print([name for name in {LOADED_LATE!r} if name in sys.modules])"
    )
    out = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    assert out.strip() == "[]"


def test_nothing_of_the_network_is_loaded_with_what_fills_it():
    code = (
        "import sys, pleoqb_desktop.gui.frame; "
        "print([name for name in ('requests', 'keyring', 'sqlite3', 'werkzeug', 'PIL') if name in sys.modules])"
    )
    out = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    assert out.strip() == "[]"


def test_it_is_filled_once_it_stands_and_closes_with_what_fills_it(qtbot, qapp, windows, practice, person, monkeypatch):
    windows.connect_to(practice)
    quits: list[bool] = []
    monkeypatch.setattr(type(qapp), "quit", lambda *_: quits.append(True))
    shell = Shell(qapp, Choice(language="en"))
    qtbot.addWidget(shell)
    assert shell.frame is None
    shell.show()
    person.wait(lambda: shell.frame is not None and isinstance(shell.frame.view, Wizard))
    assert shell.frame.view.window() is shell
    assert not shell.frame.isWindow()
    monkeypatch.setattr(Wizard, "may_close", lambda _: False)
    shell.close()
    assert shell.isVisible()
    assert quits == []
    monkeypatch.undo()
    monkeypatch.setattr(type(qapp), "quit", lambda *_: quits.append(True))
    shell.close()
    assert quits == [True]
    shell.frame.end()


def test_it_is_never_larger_than_the_screen(qtbot, qapp):
    font = qapp.font()
    font.setPointSize(40)
    qapp.setFont(font)
    shell = Shell(qapp, Choice())
    qtbot.addWidget(shell)
    room = QApplication.primaryScreen().availableSize()
    assert shell.width() <= room.width()
    assert shell.height() <= room.height()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.skipif(sys.platform == "win32", reason="signals as other systems have them")
def test_a_polite_signal_ends_the_program_in_order(number, tmp_path: Path):
    environment = {"PLEOQB_HOME": str(tmp_path), "QT_QPA_PLATFORM": "offscreen", "PATH": "/usr/bin:/bin"}
    command = [sys.executable, "-m", "pleoqb_desktop", "--practice", "--language", "en"]
    lock = tmp_path / "practice" / "GB" / "window.lock"
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE) as program:
        until(lambda: lock.exists() or program.poll() is not None)
        assert program.poll() is None, program.stderr.read().decode() if program.stderr else ""
        program.send_signal(number)
        assert program.wait(PATIENCE) == 0
    assert not lock.exists()
