"""Batches follow QuickBooks' answer times, and nothing else."""

from collections.abc import Iterator

import pytest

from pleoqb_desktop.export import pipeline as workshop
from pleoqb_desktop.services.http.transport import Call, Limit
from pleoqb_desktop.services.quickbooks import client
from pleoqb_desktop.services.quickbooks.requests import Requests
from tests.endure.expenses import purchases
from tests.endure.house import House, standing_house

BATCH, BATCHES = 20, 12


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A company with 240 waiting purchases: three pages of Pleo's."""
    with standing_house(tmp_path_factory.mktemp("pace"), purchases(BATCHES * BATCH)) as standing:
        yield standing


@pytest.fixture(autouse=True)
def _morning(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    house.back()
    monkeypatch.setattr(workshop, "BATCH", BATCH)
    # Small enough that batches are still to be made when the answers of the first ones are there.
    for name in ("FIRST_BLOCK", "BLOCK", "_IN_FLIGHT"):
        monkeypatch.setattr(workshop, name, BATCH)
    monkeypatch.setattr(client, "LIMITS", (*client.LIMITS[:2], Limit(1, 61.0, only="batch")))


def batches(house: House) -> int:
    """How many batches were sent, without the first, which reads the books."""
    return sum(one["path"].endswith("/batch") for one in house.requests()) - 1


def quickbooks_takes(seconds: float, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each batch takes QuickBooks so long, however far others move the clock meanwhile."""
    real = Requests._note_seconds

    def note(requests: Requests, call: Call, _measured: float) -> None:
        real(requests, call, seconds)

    monkeypatch.setattr(Requests, "_note_seconds", note)


def test_batches_that_wait_for_their_turn_do_not_shrink(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    quickbooks_takes(0.2, monkeypatch)
    clock = house.clock()
    assert house.export(house.home(), clock).problem is None
    assert clock.waited > (BATCHES - 1) * 60
    assert batches(house) == BATCHES


def test_batches_shrink_while_quickbooks_is_slow(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    quickbooks_takes(50.0, monkeypatch)
    assert house.export(house.home()).problem is None
    assert batches(house) > BATCHES
