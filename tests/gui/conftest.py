"""What tests of the window share: no screen, no real keyring, free ports, and alerts that are read instead of shown."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import keyring
import pytest
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.e2e.practice.server_fixture import Practice, running_practice
from tests.e2e.practice_set_up import PracticeSetUp, house
from tests.gui.driver import WindowDriver, driven_window
from tests.gui.person import Person
from tests.gui.read_alerts import ReadAlerts
from tests.gui.windows import Windows
from tests.keyring_backends import MemoryKeyring
from tests.patience import PATIENCE


class PatientBot(QtBot):
    """Waits for what must happen as every test does."""

    def waitUntil(self, callback: Callable[[], object], *, timeout: int = round(PATIENCE * 1000)) -> None:  # noqa: N802
        """Milliseconds."""
        super().waitUntil(callback, timeout=timeout)


Open = Callable[..., WindowDriver]


def pytest_configure(config: pytest.Config) -> None:
    """The offscreen platform says what it cannot do; that is no fault of ours."""
    for words in ("This plugin does not support", "No such signal QPlatformNativeInterface::systemTrayWindowChanged"):
        config.addinivalue_line("qt_log_ignore", words)


@pytest.fixture(autouse=True)
def _clean_window(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Every test finds the application as a fresh one: own keyring, no browser, no palette, no translations."""
    before = keyring.get_keyring()
    keyring.set_keyring(MemoryKeyring())
    monkeypatch.setenv("BROWSER", "/bin/true")
    font = qapp.font()
    qapp.setCursorFlashTime(0)  # a cursor that blinks has its field painted at any time
    yield
    keyring.set_keyring(before)
    qapp.setFont(font)
    qapp.setPalette(QPalette())


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> PatientBot:
    """pytest-qt's own, with our patience."""
    return PatientBot(request)


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


@pytest.fixture
def open_window(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot, alerts: ReadAlerts, qapp: QApplication
) -> Iterator[Open]:
    """Opens the main window of a practice company: `country`, `language`, and what happens in the house before."""
    with ExitStack() as stack:

        def opened(
            country: str = "GB",
            language: str = "en",
            *,
            before: Callable[[PracticeSetUp], object] | None = None,
            items: int | None = None,
            all_types: bool = False,
        ) -> WindowDriver:
            found = stack.enter_context(house(tmp_path, monkeypatch, country, items=items, all_types=all_types))
            found.language = language
            found.make_ready()
            if before:
                before(found)
            return stack.enter_context(driven_window(found, qtbot, alerts, qapp))

        yield opened


@pytest.fixture(params=[("GB", "en"), ("FR", "fr")], ids=["English studio", "French bakery"])
def at_work(request: pytest.FixtureRequest, open_window: Open) -> WindowDriver:
    """Either company in its language, everything waiting still, of this month too."""
    return open_window(*request.param, before=PracticeSetUp.buy_one_today)
