"""The practice world: what it holds, saves and restores."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pleoqb_desktop.practice.world import SNAPSHOT, PracticeWorld
from tests.e2e.practice.server_fixture import Practice, running_practice


@contextmanager
def served(world: PracticeWorld) -> Iterator[Practice]:
    world.start()
    try:
        yield Practice(world.state(), world)
    finally:
        world.stop()


def test_a_snapshot_of_three_companies_can_serve_one_of_them(tmp_path: Path) -> None:
    with running_practice(("FR", "GB", "CA")) as practice:
        practice.write_references("GB")
        assert practice.world is not None
        practice.world.save(tmp_path)
    world = PracticeWorld(("GB",))
    assert world.load(tmp_path) == int(practice.address.rsplit(":", 1)[1])
    with served(world) as again:
        assert [company["country"] for company in again.companies] == ["GB"]
        assert len(again.dump("GB")["accounts"]) > 40


def test_a_snapshot_that_is_missing_or_of_another_version_is_left_alone(tmp_path: Path) -> None:
    world = PracticeWorld(("FR",))
    assert world.load(tmp_path) == 0
    (tmp_path / SNAPSHOT).write_text(json.dumps({"version": 99, "port": 1}))
    assert world.load(tmp_path) == 0


def test_a_world_that_is_not_served_has_no_address() -> None:
    with pytest.raises(RuntimeError):
        _ = PracticeWorld(("FR",)).address


def test_all_types_wait_when_asked_for() -> None:
    with running_practice(("FR",), all_types=True) as practice:
        assert len({expense["type"] for expense in practice.dump()["expenses"]}) == 17


def test_samples_can_be_loaded_by_control() -> None:
    with running_practice(("FR",), items=3) as practice:
        assert len(practice.dump()["expenses"]) == 3
        practice.pleo_control("expenses", method="DELETE")
        assert len(practice.pleo_control("expenses", {"sample": "all"})["accounting_entry_ids"]) == 58
        practice.pleo_control("expenses", method="DELETE")
        assert len(practice.pleo_control("expenses", {"mass": 20})["accounting_entry_ids"]) == 20


def test_sign_in_and_books_are_reached_by_controls(practice: Practice) -> None:
    realm = practice.company()["quickbooks"]["realm_id"]
    practice.control(f"quickbooks/{realm}/change", {"preferences": {"TaxPrefs": {"UsingSalesTax": False}}})
    books = practice.control(f"quickbooks/{realm}/books", method="GET")
    assert books["preferences"]["TaxPrefs"]["UsingSalesTax"] is False
    assert practice.control("intuit", {"revoke_all": True}) is not None
