"""Fixtures for the practice services' own tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.e2e.practice.server_fixture import Practice, running_practice


@pytest.fixture
def practice() -> Iterator[Practice]:
    """The French company, served from a thread, without limits."""
    with running_practice() as running:
        yield running
