"""Fixtures for the tabs: the bakery and the studio, set up, with a main window open."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.e2e.practice_set_up import House, house
from tests.gui.read_alerts import ReadAlerts
from tests.gui.tabs.driver import WindowDriver, driven_window

Open = Callable[..., WindowDriver]


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
            before: Callable[[House], object] | None = None,
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
    """Either company in its language, everything waiting still."""
    return open_window(*request.param)
