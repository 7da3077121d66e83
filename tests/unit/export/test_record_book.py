"""What an export keeps of its items in memory."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest

from pleoqb_desktop.domain.entries import EntryKind
from pleoqb_desktop.domain.money import Money
from pleoqb_desktop.domain.problems import Code, problem
from pleoqb_desktop.export import record_book
from pleoqb_desktop.export.record_book import RecordBook
from pleoqb_desktop.ports.runs import ItemRecord, ItemStatus


def record(entry: str, **more: object) -> ItemRecord:
    members: dict[str, object] = {"status": ItemStatus.EXPORTED, "day": date(2026, 3, 1), "supplier": "Zoë"}
    return ItemRecord("job", entry, "card_purchase", **(members | more))  # type: ignore[arg-type]


FULL = record(
    "full",
    kind=EntryKind.BILL,
    external_id="35",
    receipts_expected=3,
    receipts_attached=2,
    problems=(problem(Code.RECEIPT_EMPTY, entry_id="full", index=2, person="Ève 🥐"),),
    reported=True,
    person="Ève",
    amount=Money(Decimal("-9999999.99"), "EUR"),
    reconciliation_id="r",
    tax=Decimal("-0.10"),
)


def test_every_member_of_a_final_record_survives() -> None:
    book = RecordBook()
    book.put(FULL)
    book.finish(FULL)
    (found,) = book.results(lambda one: one)
    assert found == FULL
    assert str(found.tax) == "-0.10"


def test_records_much_longer_than_others_survive_as_model_and_behind_one() -> None:
    long = replace(FULL, problems=(problem(Code.BUG, error="é" * 5_000),), status=ItemStatus.HELD)
    short = [record(f"{number:04}") for number in range(50)]
    written = [replace(long, accounting_entry_id="0"), *short, replace(long, accounting_entry_id="9")]
    book = RecordBook()
    for one in written:
        book.put(one)
        book.finish(one)
    assert sorted(book.results(lambda one: one), key=lambda one: one.accounting_entry_id) == written


def test_results_are_what_came_to_something_by_day_supplier_and_id() -> None:
    book = RecordBook()
    late, early = record("a", day=date(2026, 3, 2)), record("b")
    for one in (late, record("waits", status=ItemStatus.WAITING), early, record("c", supplier="Adobe")):
        book.put(one)
    book.finish(late)
    found = book.results(lambda one: one.accounting_entry_id)
    assert list(found) == ["c", "b", "a"]
    assert (found[-1], list(found[:2]), len(found)) == ("a", ["c", "b"], 3)


def test_a_record_that_is_put_again_replaces_the_one_before() -> None:
    book = RecordBook()
    book.put(record("a", status=ItemStatus.WAITING))
    book.put(record("a", status=ItemStatus.HELD))
    assert [one.status for one in book.results(lambda one: one)] == [ItemStatus.HELD]


def test_receipts_that_this_export_could_not_attach_are_not_tried_again_in_it() -> None:
    book = RecordBook()
    whole = record("whole", receipts_expected=1, receipts_attached=1)
    for one in (FULL, whole):
        book.put(one)
        book.finish(one)
    assert [book.was_tried(one) for one in (FULL, record("of another run"))] == [True, False]


class SlowClock:
    """Half a millisecond passes between two looks; sleeping takes as long as it says."""

    def __init__(self) -> None:
        self.now = 100.0
        self.slept: list[float] = []

    def perf_counter(self) -> float:
        self.now += 0.0005
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds
        self.slept.append(self.now)


def test_whoever_reads_many_records_lets_other_threads_in_between(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = SlowClock()
    monkeypatch.setattr(record_book, "time", clock)
    book = RecordBook()
    for number in range(200):
        book.put(record(f"{number:03}"))
    assert len(list(book.results(lambda one: one))) == 200
    apart = [after - before for before, after in pairwise([100.0, *clock.slept])]
    assert max(apart) <= 0.004, "the window's thread would wait this long each time it wants Python's lock"
    assert len(clock.slept) <= 200 * 3 / 2, "one rest for each record would take longer than the records"
