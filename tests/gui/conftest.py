"""What tests of the window share: no screen, no real keyring, free ports, and alerts that are read instead of shown."""

import os
from collections.abc import Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import keyring
import pytest
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication

from tests.e2e.practice.server_fixture import Practice, running_practice
from tests.gui.person import Person
from tests.gui.read_alerts import ReadAlerts
from tests.gui.windows import Windows
from tests.keyring_backends import MemoryKeyring


def pytest_configure(config: pytest.Config) -> None:
    """The offscreen platform says what it cannot do; that is no fault of ours."""
    config.addinivalue_line("qt_log_ignore", "This plugin does not support")


@pytest.fixture(autouse=True)
def _clean_window(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Every test finds the application as a fresh one: own keyring, no browser, no palette, no translations."""
    before = keyring.get_keyring()
    keyring.set_keyring(MemoryKeyring())
    monkeypatch.setenv("BROWSER", "/bin/true")
    font = qapp.font()
    yield
    keyring.set_keyring(before)
    qapp.setFont(font)
    qapp.setPalette(QPalette())


@pytest.fixture
def alerts() -> ReadAlerts:
    """The one door for messages, as a test reads it."""
    return ReadAlerts()


@pytest.fixture
def practice() -> Iterator[Practice]:
    """The British and the French practice company, served by this process."""
    with running_practice(("GB", "FR")) as services:
        yield services


@pytest.fixture
def windows(qtbot, tmp_path: Path, alerts: ReadAlerts, monkeypatch: pytest.MonkeyPatch) -> Iterator[Windows]:
    """Opens windows of one profile, and closes what is open at the end."""
    made = Windows(qtbot, tmp_path, alerts, monkeypatch)
    yield made
    made.close_all()


@pytest.fixture
def person(qtbot) -> Person:
    """Somebody who clicks, writes and reads."""
    return Person(qtbot)
