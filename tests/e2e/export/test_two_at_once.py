"""Two programs at once: of one profile, of one company on two computers, and two that share a sign-in."""

import itertools
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pleoqb_desktop.domain.problems import Code
from pleoqb_desktop.export.outcome import RunOutcome
from pleoqb_desktop.ports.cancel import CancelToken
from tests.e2e.practice_set_up import read_whole
from tests.endure.points import Point, Points
from tests.endure.practice_set_up import PracticeSetUp, standing_house
from tests.endure.trial import Undisturbed, recover


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PracticeSetUp]:
    """A company and a set-up profile."""
    with standing_house(tmp_path_factory.mktemp("two")) as standing:
        yield standing


@pytest.fixture(scope="module")
def undisturbed(house: PracticeSetUp) -> Undisturbed:
    """How an export without any trouble ends."""
    return Undisturbed.of(house)


@pytest.fixture(autouse=True)
def _morning(house: PracticeSetUp, undisturbed: Undisturbed) -> None:
    house.back()


def ends_well(house: PracticeSetUp, home: Path, undisturbed: Undisturbed) -> None:
    ending = recover(house, home, undisturbed)
    # On two computers, each store knows what it did itself.
    wrong = [one for one in ending.wrong if not one.endswith("entries are known to stand")]
    assert ending.difference.none, ending.told()
    assert wrong == []


@contextmanager
def in_between(work: Callable[[], object], number: int) -> Iterator[list[object]]:
    """Does something once, in the middle of what this context does: at the moment of this number."""
    done: list[object] = []
    begun = threading.Event()

    def reached(_point: Point, counted: int) -> None:
        if counted >= number and not begun.is_set():
            begun.set()
            done.append(work())

    with Points(reached):
        yield done


@pytest.mark.parametrize("number", [10, 60, 120])
def test_a_second_export_of_one_profile_is_told_that_one_is_running(
    house: PracticeSetUp, undisturbed: Undisturbed, number: int
) -> None:
    home = house.home()
    with in_between(lambda: house.export(home), number) as second:
        first = house.export(home)
    assert first.problem is None
    (refused,) = second
    assert isinstance(refused, RunOutcome)
    assert refused.exit_code == 6
    assert refused.run_id is None
    ends_well(house, home, undisturbed)


def test_an_undo_waits_for_no_export_of_its_profile(house: PracticeSetUp, undisturbed: Undisturbed) -> None:
    home = house.home()

    def undo() -> Code:
        with house.program(home) as program:
            try:
                program.undo(CancelToken()).run(1)
            except Exception as error:  # noqa: BLE001 - looked at below
                return error.problem.code  # type: ignore[attr-defined]
        raise AssertionError("the undo went ahead")

    with in_between(undo, 100) as second:
        assert house.export(home).problem is None
    assert second == [Code.EXPORT_RUNNING]
    ends_well(house, home, undisturbed)


@pytest.mark.parametrize("number", [1, 6, 10, 14, 18, 22, 26, 30, 40, 60, 90, 120, 150, 180])
def test_two_computers_on_one_company_make_each_entry_once(
    house: PracticeSetUp, undisturbed: Undisturbed, number: int
) -> None:
    """The second computer exports while the first one is at some moment of its own export."""
    mine, theirs = house.home(), house.home()
    with in_between(lambda: house.export(theirs), number) as second:
        first = house.export(mine)
    assert first.exit_code in {0, 1, 5}
    for outcome in second:
        assert isinstance(outcome, RunOutcome)
        assert outcome.exit_code in {0, 1, 5}
    ends_well(house, mine, undisturbed)


def test_the_job_of_a_computer_that_died_is_left_until_it_expires(
    house: PracticeSetUp, undisturbed: Undisturbed
) -> None:
    mine, theirs = house.home(), house.home()
    house.fault("status", "/upload$", service="quickbooks", times=0, status=503)
    house.fault("status", "/items$", service="pleo", method="PUT", times=0, status=503)
    assert house.export(theirs).exit_code == 5
    house.conditions(faults=[])
    told = house.export(mine)
    assert told.exit_code == 5
    assert told.problem is not None
    assert told.problem.code is Code.JOB_OF_ANOTHER
    house.practice.control("clock", {"advance": 3700})
    house.queue_again()
    ends_well(house, mine, undisturbed)


@pytest.mark.parametrize("rotate", [False, True])
@pytest.mark.parametrize("number", [20, 60, 100])
def test_window_and_command_share_one_sign_in(
    house: PracticeSetUp, undisturbed: Undisturbed, number: int, rotate: bool
) -> None:
    """The command exports while the window looks at the status again and again, and every access token ends."""
    home = house.home()
    ended, troubles = threading.Event(), []

    def window() -> None:
        with house.program(home) as program:
            while not ended.is_set():
                status = program.status(CancelToken())
                if not status.quickbooks_connected:
                    troubles.append(status)

    moments = itertools.count(1)

    def reached(_point: Point, _counted: int) -> None:
        if threading.current_thread() is not watching and next(moments) == number:
            house.practice.control("intuit", {"expire_access_tokens": True, "rotate": rotate})

    watching = threading.Thread(target=window)
    with house.program(home) as program, program.exports.now(CancelToken()) as export:
        watching.start()
        try:
            with Points(reached):
                outcome = read_whole(export.run())
        finally:
            ended.set()
            watching.join()
    assert outcome.problem is None
    assert troubles == []
    ends_well(house, home, undisturbed)
