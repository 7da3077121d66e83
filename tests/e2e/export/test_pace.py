"""Batches follow QuickBooks' answer times, and nothing else."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from pleoqb_desktop.export import job, prepare, run
from pleoqb_desktop.export.batch_size import BatchSize
from pleoqb_desktop.ports.ledger import BatchAnswer
from pleoqb_desktop.services.http.pacing import Limit
from pleoqb_desktop.services.quickbooks import client
from pleoqb_desktop.services.quickbooks.entries import Entries
from tests.endure.expenses import purchases
from tests.endure.practice_set_up import PracticeSetUp, standing_house

BATCH, BATCHES = 20, 12


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PracticeSetUp]:
    """A company with 240 waiting purchases: three pages of Pleo's."""
    with standing_house(tmp_path_factory.mktemp("pace"), purchases(BATCHES * BATCH)) as standing:
        yield standing


@pytest.fixture(autouse=True)
def _morning(house: PracticeSetUp, monkeypatch: pytest.MonkeyPatch) -> None:
    house.back()
    monkeypatch.setattr(run, "BatchSize", lambda: BatchSize(BATCH))
    # Small enough that batches are still to be made when the answers of the first ones are there.
    for module, name in ((prepare, "_FIRST"), (prepare, "_FURTHER"), (job, "_ROOM")):
        monkeypatch.setattr(module, name, BATCH)
    monkeypatch.setattr(client, "LIMITS", (*client.LIMITS[:2], Limit(1, 61.0, only="batch")))


def batches(house: PracticeSetUp) -> int:
    """How many batches were sent, without the first two, which read the books."""
    return sum(one["path"].endswith("/batch") for one in house.requests()) - 2


def quickbooks_takes(seconds: float, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each batch takes QuickBooks so long, however far others move the clock meanwhile."""
    real = Entries.post_batch

    def post_batch(entries: Entries, *given: Any) -> BatchAnswer:
        return replace(real(entries, *given), seconds=seconds)

    monkeypatch.setattr(Entries, "post_batch", post_batch)


def test_batches_that_wait_for_their_turn_do_not_shrink(house: PracticeSetUp, monkeypatch: pytest.MonkeyPatch) -> None:
    quickbooks_takes(0.2, monkeypatch)
    clock = house.clock()
    assert house.export(house.home(), clock).problem is None
    assert clock.waited > (BATCHES - 1) * 60
    assert batches(house) == BATCHES


def test_batches_shrink_while_quickbooks_is_slow(house: PracticeSetUp, monkeypatch: pytest.MonkeyPatch) -> None:
    quickbooks_takes(50.0, monkeypatch)
    assert house.export(house.home()).problem is None
    assert batches(house) > BATCHES
