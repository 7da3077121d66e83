"""Fixtures of the conformance suites: which implementation a test runs on, and the practice company behind the real ones."""

from collections.abc import Iterator

import pytest

from pleoqb_desktop.app import App
from tests.conformance.office import office
from tests.e2e.practice_set_up import PracticeSetUp


@pytest.fixture(scope="module", name="practice_office")
def _practice_office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[PracticeSetUp, App]]:
    with office(tmp_path_factory.mktemp("office")) as opened:
        yield opened
