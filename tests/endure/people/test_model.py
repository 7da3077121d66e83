"""The model that endure holds exports against: it must see what is wrong, and excuse what nobody could know."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from tests.endure.people.model import (
    Computer,
    Entry,
    Expense,
    Exported,
    File,
    Kind,
    Result,
    Seen,
    carriers,
    judge,
    judge_end,
)
from tests.endure.people.plans import Plan, drawn
from tests.endure.people.shorten import shortened

DAY = date(2026, 10, 5)
EXPENSE = Expense(0, "e-1", "card_purchase", DAY, "wallet", Decimal(-12), ("receipt",))
FIRST = Entry("1", "Purchase", DAY, "PLEO-A", "Pleo 7 | e-1", {"wallet": Decimal(-12), "food": Decimal(12)})
DEPOSIT = replace(FIRST, kind="Deposit", number=None)
FEED = Entry("9", "Purchase", DAY, None, "CARD 4823", FIRST.moves)
EXPORTED = Result("exported", "1", ())


def books(
    *standing: Entry, made: tuple[Entry, ...] = (), files: tuple[File, ...] = (), closed: date | None = None
) -> Seen:
    return Seen({one.id: one for one in made}, {one.id: one for one in standing}, files, closed)


def found(before: Seen, after: Seen, computer: Computer | None = None, **more: object) -> list[Kind]:
    words = {"results": {}, "told": {}} | more
    export = Exported(before, after, computer or Computer(), **words)  # type: ignore[arg-type]
    return [one.kind for one in judge(EXPENSE, export)]


SECOND = replace(FIRST, id="2")


def test_a_first_export_is_right() -> None:
    assert found(books(), books(FIRST, made=(FIRST,)), told={"e-1": "1"}, results={"e-1": EXPORTED}) == []


def test_two_made_in_one_export_are_doubled() -> None:
    assert found(books(), books(FIRST, SECOND, made=(FIRST, SECOND))) == [Kind.DOUBLED]


FAR = {"day": DAY + timedelta(days=60), "moves": {"wallet": Decimal(-13)}}


@pytest.mark.parametrize(
    ("first", "edits", "computer", "kind"),
    [
        (FIRST, {"note": "x", "day": DAY + timedelta(days=60)}, Computer(), Kind.DOUBLED),  # its number is left
        (FIRST, {"number": "x", "moves": {}}, Computer(), Kind.DOUBLED),  # its memo is
        (
            FIRST,
            {"number": "x", "note": "", **FAR},
            Computer({"e-1": frozenset("1")}),
            Kind.DOUBLED,
        ),  # the store knows it
        (FIRST, {"number": "x", "note": ""}, Computer(), Kind.DOUBLED),  # it looks like it
        (FIRST, {"number": "x", "note": "", "day": DAY + timedelta(days=6)}, Computer(), Kind.UNKNOWABLE),
        (FIRST, {"number": "x", "note": "", "moves": {"wallet": Decimal(-13)}}, Computer(), Kind.UNKNOWABLE),
        (FIRST, {"number": "x", **FAR}, Computer(), Kind.UNKNOWABLE),  # its memo is out of the window
        (DEPOSIT, {"day": DAY + timedelta(days=60)}, Computer(), Kind.UNKNOWABLE),
        (DEPOSIT, {"day": DAY + timedelta(days=60)}, Computer(first_open_day=True), Kind.DOUBLED),
        (DEPOSIT, {}, Computer(sees=False), Kind.UNKNOWABLE),
    ],
)
def test_a_second_entry_is_doubled_as_long_as_one_carrier_is_left(
    first: Entry, edits: dict[str, object], computer: Computer, kind: Kind
) -> None:
    edited = replace(first, **edits)  # type: ignore[arg-type]
    before, after = books(edited, made=(first,)), books(edited, SECOND, made=(first, SECOND))
    assert found(before, after, computer) == [kind]


def test_a_file_that_names_the_expense_is_a_carrier() -> None:
    edited = replace(FIRST, number="x", note="")
    seen = books(edited, made=(FIRST,), files=(File(("1",), "receipt", "e-1 receipt"),))
    assert carriers(EXPENSE, edited, seen, Computer()) == ["note of an attachment"]


def test_an_entry_of_the_bank_is_not_passed_over() -> None:
    assert found(books(FEED, made=(FEED,)), books(FEED, FIRST, made=(FEED, FIRST))) == [Kind.DOUBLED]
    late = replace(FEED, day=DAY + timedelta(days=6))
    assert found(books(late, made=(late,)), books(late, FIRST, made=(late, FIRST))) == []


def test_an_entry_that_was_deleted_is_posted_again() -> None:
    assert found(books(made=(FIRST,)), books(SECOND, made=(FIRST, SECOND))) == []


def test_what_somebody_edits_meanwhile_is_known_only_if_it_is_afterwards_too() -> None:
    edited = replace(FIRST, number="x", note="", **FAR)  # type: ignore[arg-type]
    before = books(FIRST, made=(FIRST,))
    after = books(edited, SECOND, made=(FIRST, SECOND))
    assert found(before, after, touched=frozenset({"e-1"})) == [Kind.UNKNOWABLE]
    assert found(before, books(FIRST, SECOND, made=(FIRST, SECOND)), touched=frozenset({"e-1"})) == [Kind.DOUBLED]


@pytest.mark.parametrize("standing", [(), (replace(FIRST, moves={}),)])
def test_pleo_is_not_told_of_what_does_not_stand_or_is_void(standing: tuple[Entry, ...]) -> None:
    seen = books(*standing, made=(FIRST,))
    assert found(seen, seen, told={"e-1": "1"}) == [Kind.TOLD]
    assert found(seen, seen, told={"e-1": "1"}, touched=frozenset({"e-1"})) == []


def test_pleo_is_not_told_another_ones_entry() -> None:
    other = replace(FIRST, note="Pleo 8 | e-2")
    seen = books(other, made=(other,))
    assert found(seen, seen, told={"e-1": "1"}) == [Kind.TOLD]


def test_a_changed_amount_is_said() -> None:
    old = replace(FIRST, moves={"wallet": Decimal(-10)})
    seen = books(old, made=(old,))
    assert found(seen, seen, results={"e-1": EXPORTED}) == [Kind.SILENT]
    said = replace(EXPORTED, codes=("changed_since",))
    assert found(seen, seen, results={"e-1": said}) == []
    by_hand = replace(FIRST, moves={"wallet": Decimal(-11)})
    assert found(books(by_hand, made=(FIRST,)), books(by_hand, made=(FIRST,)), results={"e-1": EXPORTED}) == []


def at_end(seen: Seen, result: Result | None, state: str = "EXPORTED", computer: Computer | None = None) -> list[Kind]:
    results = {"e-1": result} if result else {}
    export = Exported(seen, seen, computer or Computer(), results, {})
    return [one.kind for one in judge_end(EXPENSE, export, state)]


ATTACHED = File(("1",), "receipt", "")
GOOD = books(FIRST, made=(FIRST,), files=(ATTACHED,))


def test_the_end_of_a_good_day() -> None:
    assert at_end(GOOD, EXPORTED) == []


def test_receipts_are_there_once() -> None:
    assert at_end(replace(GOOD, files=()), EXPORTED) == [Kind.RECEIPT_LOST]
    assert at_end(replace(GOOD, files=(ATTACHED, ATTACHED)), EXPORTED) == [Kind.RECEIPT_DOUBLED]
    assert at_end(replace(GOOD, files=(ATTACHED, File(("1",), "old", ""))), EXPORTED) == []


def test_what_is_lost_and_what_waits_with_reason() -> None:
    nothing, void = books(), books(replace(FIRST, moves={}), made=(FIRST,))
    held = Result("held", None, ("looks_like",))
    assert at_end(nothing, None, "NOT_EXPORTED") == [Kind.LOST]
    assert at_end(nothing, EXPORTED) == [Kind.LOST]
    assert at_end(nothing, Result("failed", None, ()), "NOT_EXPORTED") == [Kind.LOST]
    assert at_end(nothing, held, "NOT_EXPORTED") == [Kind.STUCK]
    assert at_end(nothing, held, "EXPORTED") == [Kind.TOLD, Kind.STUCK]
    assert at_end(books(FEED, made=(FEED,)), held, "NOT_EXPORTED") == []
    assert at_end(void, Result("held", None, ("voided_by_hand",)), "NOT_EXPORTED") == []
    closed = books(closed=DAY)
    assert at_end(closed, Result("held", None, ("period_closed",)), "NOT_EXPORTED") == []
    assert at_end(closed, held, "NOT_EXPORTED", Computer(first_open_day=True)) == [Kind.STUCK]


def test_answers_are_kept_to() -> None:
    fed = books(FEED, made=(FEED,))
    posted = books(FEED, FIRST, made=(FEED, FIRST))
    another, same = replace(EXPENSE, others=frozenset("9")), replace(EXPENSE, adopted=frozenset("9"))

    def kinds(expense: Expense, before: Seen, after: Seen, **more: object) -> list[Kind]:
        words = {"results": {}, "told": {}} | more
        return [one.kind for one in judge(expense, Exported(before, after, Computer(), **words))]  # type: ignore[arg-type]

    assert kinds(another, fed, posted) == []
    assert kinds(EXPENSE, fed, fed, told={"e-1": "9"}) == [Kind.TOLD]
    assert kinds(same, fed, fed, told={"e-1": "9"}) == []
    assert found(fed, posted, Computer(taken=frozenset("9"))) == []
    marked = replace(FEED, note="CARD 4823 e-1")
    assert kinds(same, books(marked, made=(FEED,)), books(marked, FIRST, made=(FEED, FIRST))) == [Kind.DOUBLED]
    void = replace(FIRST, moves={})
    again = replace(EXPENSE, again=frozenset("1"))
    assert kinds(EXPENSE, books(void, made=(FIRST,)), books(void, SECOND, made=(FIRST, SECOND))) == [Kind.DOUBLED]
    assert kinds(again, books(void, made=(FIRST,)), books(void, SECOND, made=(FIRST, SECOND))) == []
    old = replace(FIRST, moves={"wallet": Decimal(-10)})
    left = replace(EXPENSE, left=frozenset([EXPENSE.moves]))
    assert kinds(left, books(old, made=(old,)), books(old, made=(old,)), results={"e-1": EXPORTED}) == []


def test_the_same_seed_draws_the_same_plan() -> None:
    assert drawn(random.Random("1")) == drawn(random.Random("1"))
    assert Plan.of(drawn(random.Random("1")).as_json()) == drawn(random.Random("1"))
    assert len({drawn(random.Random(str(number))).steps.__repr__() for number in range(20)}) == 20


def test_a_plan_is_shortened_to_what_its_failure_needs() -> None:
    plan = Plan(
        ({"id": "a"}, {"id": "b"}, {"id": "c"}),
        (
            {"do": "export", "computer": 1, "during": [{"at": 1, "do": "die"}], "faults": [{"kind": "reset"}]},
            {"do": "edit", "of": 0, "words": {"memo": None}},
            {"do": "edit", "of": 2, "words": {"number": "x", "memo": None}},
            {"do": "again", "of": [1, 2]},
            {"do": "export", "computer": 0},
        ),
        first_open_day=True,
    )

    def fails(one: Plan) -> bool:
        edited = [step for step in one.steps if step["do"] == "edit" and "number" in step["words"]]
        return bool(edited and one.expenses[edited[0]["of"]]["id"] == "c" and one.steps[-1]["do"] == "export")

    found = shortened(plan, fails)
    assert found == Plan(
        ({"id": "c"},), ({"do": "edit", "of": 0, "words": {"number": "x"}}, {"do": "export", "computer": 0})
    )
