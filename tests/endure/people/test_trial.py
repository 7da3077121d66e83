"""Some plans of endure with people, written by hand: what each must end with, and that the model sees through the books."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.endure.people.model import Kind
from tests.endure.people.office import Mornings
from tests.endure.people.plans import Plan, Step, Words
from tests.endure.people.trial import play
from tests.endure.practice_set_up import PracticeSetUp, standing_house

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="exports in forked processes")

PURCHASE: Words = {
    "kind": "purchase",
    "id": "7b0f6c52-1111-4a4a-8a8a-000000000001",
    "type": "card_purchase",
    "date": "2026-10-18T11:00:00Z",
    "amount": "594.88",
    "account": "Travel",
    "tax": "20.0% S",
    "supplier": {"name": "Ryman"},
    "user": "Priya Shah",
    "note": "to the fair",
    "receipts": ["first", "second"],
}
TOPUP: Words = PURCHASE | {
    "kind": "topup",
    "id": "7b0f6c52-1111-4a4a-8a8a-000000000002",
    "type": "wallet_topup",
    "amount": "80.00",
    "account": None,
    "tax": None,
    "supplier": None,
    "receipts": [],
}
EXPORT: Step = {"do": "export", "computer": 0}
ELSEWHERE: Step = {"do": "export", "computer": 1}
AGAIN: Step = {"do": "again"}


@pytest.fixture(scope="module", name="office")
def _office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[PracticeSetUp, Mornings]]:
    folder: Path = tmp_path_factory.mktemp("office")
    with standing_house(folder, []) as house:
        yield house, Mornings(house, folder / "mornings")


def edit(**words: object) -> Step:
    return {"do": "edit", "of": 0, "words": words}


FEED: Step = {"do": "feed", "of": 0, "days": 2}


@pytest.mark.parametrize(
    "plan",
    [
        Plan((PURCHASE, TOPUP), (EXPORT, AGAIN, ELSEWHERE), own_numbers=False),
        Plan(
            (PURCHASE, TOPUP), (EXPORT, edit(number="INV-1", date=20, amount="12.00"), {"do": "restore"}, AGAIN, EXPORT)
        ),
        Plan((TOPUP,), (EXPORT, edit(memo=None, amount="7.00", date=45), AGAIN, EXPORT)),
        Plan(
            (PURCHASE,),
            (EXPORT, {"do": "void", "of": 0}, AGAIN, EXPORT, {"do": "answer", "of": 0, "goes_on": True}, AGAIN),
        ),
        Plan((PURCHASE,), (EXPORT, {"do": "delete", "of": 0}, AGAIN, ELSEWHERE, {"do": "delete file", "of": 0})),
        Plan((PURCHASE,), (EXPORT, {"do": "pleo", "of": 0, "receipts": "replaced", "new": "third"}, {"do": "undo"})),
        Plan((PURCHASE,), (EXPORT, {"do": "pleo", "of": 0, "words": {"amount": "10.00"}}, AGAIN, EXPORT)),
        Plan((TOPUP,), (FEED, EXPORT, {"do": "answer", "of": 0, "goes_on": True}, AGAIN, EXPORT)),
        Plan((TOPUP,), (FEED, EXPORT, {"do": "answer", "of": 0, "goes_on": False}, AGAIN, EXPORT)),
        Plan((PURCHASE,), ({"do": "close", "until": "2026-10-31"}, EXPORT, {"do": "reopen"}, AGAIN, ELSEWHERE), True),
    ],
)
def test_a_day_with_people_ends_as_it_must(office: tuple[PracticeSetUp, Mornings], plan: Plan) -> None:
    assert play(*office, plan).findings == []


def test_what_nothing_can_know_is_counted_apart(office: tuple[PracticeSetUp, Mornings]) -> None:
    plan = Plan((TOPUP,), (EXPORT, edit(memo=None, amount="7.00"), AGAIN, ELSEWHERE))
    assert [one.kind for one in play(*office, plan).findings] == [Kind.UNKNOWABLE]


def test_a_program_that_forgets_is_seen(
    office: tuple[PracticeSetUp, Mornings], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pleoqb_desktop.export.already_posted.AlreadyPosted.find_several", lambda _self, _wanted: {})
    monkeypatch.setattr("pleoqb_desktop.export.look_alikes.LookAlikeFinder.seek", lambda _self, _expenses, _answers: {})
    plan = Plan((TOPUP,), (EXPORT, AGAIN, EXPORT))
    assert Kind.DOUBLED in play(*office, plan).kinds
