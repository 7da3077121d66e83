"""Which unmarked entry may be which expense: signs and points, one to one, sure or asked; and thousands of generated ones."""

import random
from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest

from pleoqb_desktop.domain.rules.look_alikes import (
    NEAR_DAYS,
    Bystander,
    LooksLike,
    Sign,
    Sought,
    is_near,
    pair,
    score_of,
    signs_of,
)

DAY = date(2026, 3, 14)
EXPENSE = Sought("7f8c1d2e-5b6a-4c3d-9e8f-000000000001", (DAY,), "2601217", "AMZN Mktp UK*2K3", frozenset({4096}))


def entry(id_: str = "1", **members: object) -> Bystander[str]:
    return replace(Bystander(id_, DAY + timedelta(days=2)), **members)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("members", "shown"),
    [
        ({}, set()),
        ({"day": DAY}, {Sign.DAY}),
        ({"number": "2601217"}, {Sign.IDENTITY}),
        ({"memo": "Pleo 2601217, lunch"}, {Sign.IDENTITY}),
        ({"memo": f"see {EXPENSE.accounting_entry_id.upper()}."}, {Sign.IDENTITY}),
        ({"memo": "26012170"}, set()),
        ({"vendor": "amzn mktp uk*2k3"}, {Sign.VENDOR, Sign.WORDS}),
        ({"vendor": "Amazon"}, set()),
        ({"memo": "AMZN MKTPLACE LONDON 5432"}, {Sign.WORDS}),
        ({"file_sizes": frozenset({1, 4096})}, {Sign.RECEIPT}),
        ({"file_sizes": frozenset({1})}, set()),
    ],
)
def test_signs(members: dict[str, object], shown: set[Sign]) -> None:
    assert signs_of(EXPENSE, entry(**members)) == shown


def test_a_missing_member_is_no_sign() -> None:
    assert signs_of(Sought("x", (DAY,)), entry()) == frozenset()
    assert signs_of(Sought("x", (DAY,), supplier="12"), entry(memo="12")) == frozenset()


def test_every_sign_is_worth_something_and_the_day_least() -> None:
    points = {sign: score_of([sign]) for sign in Sign}
    assert min(points.values()) > 0
    assert min(points, key=points.__getitem__) is Sign.DAY


@pytest.mark.parametrize(("days", "near"), [(-NEAR_DAYS - 1, False), (-NEAR_DAYS, True), (NEAR_DAYS, True), (6, False)])
def test_the_gate_of_the_day(days: int, near: bool) -> None:
    assert is_near(EXPENSE, DAY + timedelta(days=days)) is near
    assert is_near(replace(EXPENSE, days=(date(2020, 1, 1), DAY)), DAY + timedelta(days=days)) is near


def only(looks: dict[str, LooksLike[str]]) -> LooksLike[str]:
    (one,) = looks.values()
    return one


@pytest.mark.parametrize(
    ("members", "sure"),
    [({}, False), ({"day": DAY}, False), ({"vendor": EXPENSE.supplier}, True), ({"number": "2601217"}, True)],
)
def test_one_sign_beside_the_day_makes_a_single_pair_sure(members: dict[str, object], sure: bool) -> None:
    assert only(pair([(EXPENSE, [entry(**members)])])).sure is sure


def test_two_entries_for_one_expense_are_asked_about_the_likelier_first() -> None:
    looks = only(pair([(EXPENSE, [entry("far"), entry("near", day=DAY), entry("vendor", vendor=EXPENSE.supplier)])]))
    assert looks.ids == ("vendor", "near", "far")
    assert (looks.sure, looks.score) == (False, score_of([Sign.VENDOR, Sign.WORDS]))


def test_pleos_own_number_decides_among_many() -> None:
    other = replace(EXPENSE, accounting_entry_id="other", receipt_number="2601218")
    both = [entry("1", number="2601218"), entry("2", vendor=EXPENSE.supplier)]
    looks = pair([(EXPENSE, both), (other, both)])
    assert looks["other"] == LooksLike(("1",), frozenset({Sign.IDENTITY}), score_of([Sign.IDENTITY]), sure=True)
    assert (looks[EXPENSE.accounting_entry_id].ids, looks[EXPENSE.accounting_entry_id].sure) == (("2",), True)


def test_twins_are_paired_one_to_one_and_asked_about() -> None:
    twins = [replace(EXPENSE, accounting_entry_id=name) for name in ("a", "b")]
    entries = [entry("1", day=DAY), entry("2", day=DAY)]
    looks = pair([(one, entries) for one in twins])
    assert {looks["a"].ids[0], looks["b"].ids[0]} == {"1", "2"}
    assert not looks["a"].sure
    assert not looks["b"].sure


def test_of_two_expenses_and_one_entry_both_are_asked_about() -> None:
    looks = pair([(replace(EXPENSE, accounting_entry_id=name), [entry("1")]) for name in ("a", "b")])
    assert {name: (one.ids, one.sure) for name, one in looks.items()} == {"a": (("1",), False), "b": (("1",), False)}


def test_what_nothing_fits_looks_like_nothing() -> None:
    assert pair([(EXPENSE, [])]) == {}


# -- generated books ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Coffee:
    """A purchase as it happened, whether or not it stands in the books already."""

    sought: Sought
    cents: int
    stands: Bystander[str] | None


def bought(draw: random.Random, number: int) -> Coffee:
    """Small amounts and few shops, so that equal coffees are many; half of them stand, told by feed, link or hand."""
    day = date(2026, 1, 1) + timedelta(days=draw.randrange(90))
    shop = draw.choice(["Costa Coffee", "Pret A Manger", "Uber", "Q-Park", "Boulangerie Dupont"])
    sought = Sought(f"{number:08}-0000-4000-8000-000000000000", (day,), str(2600000 + number), shop)
    if draw.random() < 0.5:
        return Coffee(sought, draw.choice([250, 320, 320, 320, 1200]), None)
    settled = day + timedelta(days=draw.randrange(5))
    told = {
        "feed": {"memo": f"{shop.upper()} LONDON 1234"},
        "link": {"number": sought.receipt_number, "vendor": shop},
        "hand": {"vendor": shop},
        "bare": {},
    }[draw.choice(["feed", "link", "hand", "bare"])]
    return Coffee(sought, draw.choice([250, 320, 320, 320, 1200]), replace(Bystander(f"q{number}", settled), **told))  # type: ignore[arg-type]


@pytest.mark.parametrize("seed", range(2))
def test_of_thousands_none_is_passed_over_in_silence_and_none_wrongly_taken(seed: int) -> None:
    draw = random.Random(seed)
    coffees = [bought(draw, number) for number in range(800)]
    entries = [(one.cents, one.stands) for one in coffees if one.stands]
    by_cents = {
        cents: [standing for own, standing in entries if own == cents] for cents in {one.cents for one in coffees}
    }
    fits = [(one.sought, [each for each in by_cents[one.cents] if is_near(one.sought, each.day)]) for one in coffees]
    looks = pair(fits)
    for one in coffees:
        own = looks.get(one.sought.accounting_entry_id)
        if one.stands is None:
            assert own is None or not own.sure or _indistinguishable(one, own.ids[0], by_cents[one.cents])
        else:
            assert own is not None, "it would be doubled"
            assert not own.sure or own.ids[0] == one.stands.id or not one.stands.number


def _indistinguishable(one: Coffee, entry_id: str, entries: list[Bystander[str]]) -> bool:
    """The entry is a coffee of the same shop whose own expense is told by it no better: nobody could tell."""
    taken = next(each for each in entries if each.id == entry_id)
    return not taken.number and bool(signs_of(one.sought, taken) - {Sign.DAY})
