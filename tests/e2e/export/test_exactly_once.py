"""Request ids, numbers and looking, each alone, keep entries from doubling as far as design.md 4.2 says; and what an undo must not undo."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from pleoqb_desktop.export import already_posted
from pleoqb_desktop.export import post as poster
from pleoqb_desktop.export.outcome import RunOutcome
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.runs import ItemStatus
from tests.endure.books import Difference, Picture, difference
from tests.endure.expenses import LAST, entry_id
from tests.endure.practice_set_up import ENTRIES_BATCH, PracticeSetUp, standing_house

CREATED = ("purchase", "deposit", "transfer", "bill", "billpayment", "journalentry")
NO_DIFFERENCE = Difference(0, 0, 0, 0, 0, 0, ())
NUMBERED = ("purchase", "journalentry")


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PracticeSetUp]:
    """A company and a set-up profile."""
    with standing_house(tmp_path_factory.mktemp("locks")) as standing:
        yield standing


@pytest.fixture(autouse=True)
def _morning(house: PracticeSetUp, undisturbed: Picture, unchecked: Picture) -> None:
    house.back()


@pytest.fixture(scope="module")
def undisturbed(house: PracticeSetUp) -> Picture:
    """The books after an export without any trouble."""
    return _picture_after(house, accept_duplicate_numbers=False)


@pytest.fixture(scope="module")
def unchecked(house: PracticeSetUp) -> Picture:
    """The same in a company that takes every number twice, the one of somebody else's bill too."""
    return _picture_after(house, accept_duplicate_numbers=True)


def _picture_after(house: PracticeSetUp, **conditions: bool) -> Picture:
    house.back()
    house.conditions(**conditions)
    assert house.export(house.home()).problem is None
    return house.picture()


def times_standing(picture: Picture) -> dict[str, int]:
    """How often each expense stands in the books."""
    words = [json.loads(text)["row"].get("PrivateNote") or "" for text in picture.transactions.elements()]
    return {entry_id(n): sum(entry_id(n) in word for word in words) for n in range(1, LAST + 1)}


def lose_answers(house: PracticeSetUp, *routes: str) -> None:
    """The first answer of each of these is lost, though the work is done."""
    for route in routes:
        house.fault("lost_answer", f"/company/[0-9]+/{route}$", service="quickbooks", method="POST")


def lose_the_batch(house: PracticeSetUp) -> None:
    """The answer of the batch that makes purchases is lost."""
    house.fault("lost_answer", "/batch$", service="quickbooks", nth=ENTRIES_BATCH)


@contextmanager
def blind() -> Iterator[None]:
    """Nobody looks what stands there, except to see whose number is taken."""
    seeing = threading.local()  # several threads send at once
    real, real_taken = poster.find_existing, poster.EntryPoster._there_already

    def look(*args: Any) -> Any:
        return real(*args) if getattr(seeing, "number", False) else {}

    def taken(*args: Any) -> Any:
        seeing.number = True
        try:
            return real_taken(*args)
        finally:
            seeing.number = False

    find = already_posted.AlreadyPosted.find

    def unheeded(own: Any, wanted: Any) -> Any:
        find(own, wanted)
        return {}

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(already_posted.AlreadyPosted, "find", unheeded)
        patch.setattr(poster, "find_existing", look)
        patch.setattr(poster.EntryPoster, "_there_already", taken)
        yield


def by_entry(outcome: RunOutcome) -> dict[str, ItemStatus]:
    return {one.record.accounting_entry_id: one.record.status for one in outcome.items}


def test_request_ids_alone_hold_every_repeat_within_one_job(house: PracticeSetUp, unchecked: Picture) -> None:
    house.conditions(accept_duplicate_numbers=True)
    lose_answers(house, *CREATED)
    lose_the_batch(house)
    with blind():
        outcome = house.export(house.home())
    assert outcome.problem is None
    assert difference(house.picture(), unchecked) == NO_DIFFERENCE


def test_the_number_alone_holds_purchases_and_journal_entries(house: PracticeSetUp, undisturbed: Picture) -> None:
    house.conditions(ignore_request_ids=True)
    lose_answers(house, *NUMBERED)
    lose_the_batch(house)
    with blind():
        outcome = house.export(house.home())
    assert outcome.problem is None
    assert difference(house.picture(), undisturbed) == NO_DIFFERENCE
    # Found by its number, the entry counts as there already.
    assert ItemStatus.ALREADY_THERE in by_entry(outcome).values()


def test_the_look_up_alone_holds_everything(house: PracticeSetUp, unchecked: Picture) -> None:
    house.conditions(ignore_request_ids=True, accept_duplicate_numbers=True)
    lose_answers(house, *CREATED)
    lose_the_batch(house)
    outcome = house.export(house.home())
    assert outcome.problem is None
    assert difference(house.picture(), unchecked) == NO_DIFFERENCE


def test_a_passing_fault_does_not_tell_whether_the_work_was_done_so_it_is_looked_up(
    house: PracticeSetUp, unchecked: Picture
) -> None:
    house.conditions(ignore_request_ids=True, accept_duplicate_numbers=True)
    for route in CREATED:
        house.fault(
            "status", f"/{route}$", service="quickbooks", method="POST", status=200, code="10000", work_done=True
        )
    house.fault("status", "/batch$", service="quickbooks", nth=ENTRIES_BATCH, status=200, code="10000", work_done=True)
    assert house.export(house.home()).problem is None
    assert difference(house.picture(), unchecked) == NO_DIFFERENCE


def test_without_any_lock_a_lost_answer_doubles_so_that_these_tests_can_fail(
    house: PracticeSetUp, unchecked: Picture
) -> None:
    house.conditions(ignore_request_ids=True, accept_duplicate_numbers=True)
    lose_answers(house, *CREATED)
    lose_the_batch(house)
    with blind():
        house.export(house.home())
    assert difference(house.picture(), unchecked).doubled >= 5


@pytest.mark.parametrize("route", [*CREATED, "batch"])
def test_another_computer_finds_by_look_up_what_the_first_one_made(
    house: PracticeSetUp, unchecked: Picture, route: str
) -> None:
    """The first computer loses its answer and never comes back; its job ends, and another computer exports again."""
    house.conditions(ignore_request_ids=True, accept_duplicate_numbers=True)
    first = house.home()
    nth = ENTRIES_BATCH if route == "batch" else 1
    house.fault("lost_answer", f"/company/[0-9]+/{route}$", service="quickbooks", method="POST", nth=nth)
    house.fault("status", "/query$", service="quickbooks", nth=5, times=0, status=503)
    house.export(first)
    house.conditions(faults=[])
    (job,) = (job for job in house.pleo()["jobs"] if job["status"] == "in_progress")
    house.practice.pleo_control("cancel", {"job_id": job["id"]}, country="GB")
    house.queue_again()
    outcome = house.export(house.home())
    assert outcome.problem is None
    assert difference(house.picture(), unchecked) == NO_DIFFERENCE


def test_an_interrupted_run_that_was_undone_is_exported_anew_by_the_next_export(
    house: PracticeSetUp, undisturbed: Picture
) -> None:
    """Not answered from QuickBooks' memory with entries that are gone."""
    home = house.home()
    morning = house.picture()
    house.fault("status", "/upload$", service="quickbooks", times=0, status=401, code="3200")
    stopped = house.export(home)
    assert stopped.exit_code == 4
    assert stopped.run_id is not None
    with house.program(home) as program:
        undone = program.undo(CancelToken()).run(stopped.run_id)
    assert undone.complete
    assert undone.entries_removed >= 6
    assert not difference(house.picture(), morning).ledger
    house.conditions(faults=[])
    with house.program(home) as program:
        if not program.quickbooks_connected():
            house.connect(program, CancelToken())
    assert house.export(home).problem is None
    # The vendors that the undo set inactive keep their names, so the new ones are called otherwise.
    again = house.picture()
    assert times_standing(again) == times_standing(undisturbed)
    assert again.receipts == undisturbed.receipts
