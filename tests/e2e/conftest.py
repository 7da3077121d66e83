"""Fixtures for the use cases: houses that are ready for what a test is about."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.practice_set_up import PracticeSetUp, house


@pytest.fixture
def bakery(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[PracticeSetUp]:
    """The French bakery, connected, set up and synced, with nothing in Pleo's queue."""
    with house(tmp_path, monkeypatch) as found:
        found.make_ready()
        found.empty_queue()
        yield found


@pytest.fixture
def new_house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[PracticeSetUp]:
    """The French bakery on its first day: nothing connected."""
    with house(tmp_path, monkeypatch) as found:
        yield found
