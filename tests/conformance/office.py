"""The real side: a practice company over HTTP with a program that is set up, once for the tests of a module."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pleoqb_desktop.app import App
from tests.e2e.practice.server_fixture import running_practice
from tests.e2e.practice_set_up import PracticeSetUp


@contextmanager
def office(folder: Path) -> Iterator[tuple[PracticeSetUp, App]]:
    """The French bakery with nothing in Pleo's queue, and a program whose waits take no time."""
    with running_practice(("FR",), items=0) as practice:
        house = PracticeSetUp(practice, folder, "FR")
        house.make_ready()
        with house.program() as program:
            yield house, program
