"""What ports.runs promises of the run store, on paper and in SQLite."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from pleoqb_desktop.domain.entries import EntryKind
from pleoqb_desktop.domain.money import Money
from pleoqb_desktop.domain.problems import Code, problem
from pleoqb_desktop.export.changed_since import Facts, encoded
from pleoqb_desktop.ports.runs import (
    AttachmentRecord,
    Intent,
    ItemRecord,
    ItemStatus,
    JobRecord,
    JobState,
    Runs,
    RunState,
    VendorRecord,
)
from pleoqb_desktop.services.storage.runs.store import SqliteRuns
from tests.on_paper.runs import RunsOnPaper

NOW = datetime(2026, 11, 24, 9, 12, 30, 123456, tzinfo=UTC)
EXPORTED, HELD, WAITING = ItemStatus.EXPORTED, ItemStatus.HELD, ItemStatus.WAITING


@pytest.fixture(params=["on_paper", "sqlite"], name="empty")
def _empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Runs]:
    if request.param == "on_paper":
        yield RunsOnPaper()
    else:
        store = SqliteRuns(tmp_path / "runs.sqlite")
        yield store
        store.close()


@pytest.fixture
def runs(empty: Runs) -> Runs:
    """With a run that works on two jobs."""
    empty.start_run("9130", NOW)
    for job_id in ("z", "a"):
        empty.set_job(JobRecord(job_id, 1, JobState.STARTED))
    return empty


def item(entry_id: str, job_id: str = "z", **members: Any) -> ItemRecord:
    return replace(ItemRecord(job_id, entry_id, "card_purchase"), **members)


def intent(entry_id: str, position: int = 0, job_id: str = "z", **members: Any) -> Intent:
    return replace(Intent(job_id, entry_id, position, EntryKind.PURCHASE, "hash", f"request {entry_id}"), **members)


def ids(records: Any) -> list[str]:
    return [one.accounting_entry_id for one in records]


def close(runs: Runs, *job_ids: str, state: JobState = JobState.CLOSED) -> None:
    for job_id in job_ids:
        runs.set_job(JobRecord(job_id, 1, state))


# -- runs and jobs -------------------------------------------------------------------------------------------------------


def test_an_empty_store_knows_nothing(empty: Runs) -> None:
    assert (empty.runs(), empty.open_jobs(), empty.lacking_receipts(), empty.deactivated_vendors()) == ([], [], [], [])
    assert (empty.run(1), empty.job("z"), empty.last_item("e")) == (None, None, None)
    assert (list(empty.results(["z"], str)), empty.counts(["z"])) == ([], {})


def test_a_run_is_told_from_its_start_to_its_end(empty: Runs) -> None:
    started = empty.start_run("9130", NOW.astimezone(timezone(timedelta(hours=11))))
    assert (started.state, started.started_at, started.ended_at) == (RunState.RUNNING, NOW, None)
    assert (started.realm_id, started.jobs) == ("9130", ())
    empty.end_run(started.id, RunState.DONE, NOW + timedelta(minutes=1))
    summary = empty.run(started.id)
    assert summary is not None
    assert summary.run == replace(started, state=RunState.DONE, ended_at=NOW + timedelta(minutes=1))
    empty.end_run(started.id, RunState.RUNNING, None)
    assert empty.runs()[0].run == started


def test_ending_a_run_that_never_was_is_a_programming_error(empty: Runs) -> None:
    with pytest.raises(LookupError):
        empty.end_run(7, RunState.DONE, NOW)


def test_runs_come_newest_first_with_their_jobs_and_counts(runs: Runs) -> None:
    second = runs.start_run("9130", NOW)
    runs.put_items([item("1", status=EXPORTED), item("2", status=HELD), item("3", "a", status=EXPORTED)])
    assert [(one.run.id, one.run.jobs, one.counts) for one in runs.runs()] == [
        (second.id, (), {}),
        (1, ("z", "a"), {EXPORTED: 2, HELD: 1}),
    ]
    assert runs.run(1) == runs.runs()[1]


def test_a_job_is_known_with_its_last_state_and_keeps_its_place(runs: Runs) -> None:
    assert [one.job_id for one in runs.open_jobs()] == ["z", "a"]
    for state in JobState:
        runs.set_job(JobRecord("z", 1, state))
        assert runs.job("z") == JobRecord("z", 1, state)
        opened = state in {JobState.STARTING, JobState.STARTED, JobState.CLOSING}
        assert [one.job_id for one in runs.open_jobs()] == (["z", "a"] if opened else ["a"])
    assert runs.job("nowhere") is None


# -- items ---------------------------------------------------------------------------------------------------------------

FULL = ItemRecord(
    "z",
    "entry",
    "a word nobody published",
    ItemStatus.ALREADY_THERE,
    EntryKind.CREDIT_CARD_PAYMENT,
    "707",
    3,
    2,
    (problem(Code.RECEIPT_EXPIRED, entry_id="entry", index="1"), problem(Code.STORE_DAMAGED)),
    reported=True,
    supplier="Crêperie",
    person="Zoë",
    day=date(2026, 2, 28),
    amount=Money(Decimal("-9999.990"), "EUR"),
    reconciliation_id="book",
    tax=Decimal("-1.05"),
)


def test_what_was_written_of_an_item_is_told(runs: Runs) -> None:
    bare = item("bare")
    runs.put_items([FULL, bare])
    assert runs.items("z") == [FULL, bare]
    assert runs.items("nowhere") == []


def test_a_later_state_of_an_item_stands_in_the_place_of_the_earlier(runs: Runs) -> None:
    runs.put_items([item("z"), item("a"), item("m")])
    runs.put_items(iter([item("a", status=EXPORTED, external_id="7"), item("b")]))
    assert [(one.accounting_entry_id, one.external_id) for one in runs.items("z")] == [
        ("z", None),
        ("a", "7"),
        ("m", None),
        ("b", None),
    ]


def test_a_write_whose_records_cannot_all_be_made_changes_nothing(runs: Runs) -> None:
    def failing() -> Iterator[ItemRecord]:
        yield item("1")
        raise RuntimeError("a bug")

    with pytest.raises(RuntimeError):
        runs.put_items(failing())
    assert runs.items("z") == []


def test_items_of_a_run_come_job_by_job_and_by_day_supplier_and_id(runs: Runs) -> None:
    late, early = date(2026, 3, 9), date(2026, 3, 2)
    runs.put_items(
        [
            replace(item("1", "a"), day=late),
            item("2"),
            replace(item("3", "a"), day=early, supplier="B"),
            replace(item("4", "a"), day=early, supplier="A"),
        ]
    )
    assert ids(runs.run_items(1)) == ["2", "4", "3", "1"]
    assert runs.run_items(9) == []


def test_only_the_named_items_of_the_job_are_reported(runs: Runs) -> None:
    runs.put_items([item("1"), item("2"), item("1", "a")])
    runs.mark_reported("z", ["1", "unknown"])
    runs.mark_reported("z", [])
    assert [one.reported for one in runs.run_items(1)] == [True, False, False]


def test_results_come_by_day_supplier_and_id_without_what_still_waits(runs: Runs) -> None:
    day = date(2026, 3, 14)
    runs.put_items(
        [
            item("5", status=EXPORTED, day=day, supplier="B"),
            item("4", "a", status=HELD, day=day, supplier="A"),
            item("3", status=EXPORTED, day=day, supplier="A"),
            item("2", status=ItemStatus.FAILED, day=date(2026, 3, 1), supplier="Z"),
            item("1", status=EXPORTED),
            item("0", status=WAITING, day=date(2020, 1, 1)),
        ]
    )
    assert list(runs.results(["z", "a"], lambda one: one.accounting_entry_id)) == ["1", "2", "3", "4", "5"]
    assert list(runs.results(["a"], lambda one: one.accounting_entry_id)) == ["4"]
    assert list(runs.results([], lambda one: one.accounting_entry_id)) == []
    assert runs.counts(["z", "a"]) == {EXPORTED: 3, HELD: 1, ItemStatus.FAILED: 1, WAITING: 1}
    assert runs.counts(["a"]) == {HELD: 1}


def test_a_result_is_made_when_it_is_looked_at_and_shows_what_was_written_meanwhile(runs: Runs) -> None:
    runs.put_items([item(f"{number:03}", status=EXPORTED) for number in range(250)])
    made: list[str] = []

    def told(record: ItemRecord) -> tuple[str, int]:
        made.append(record.accounting_entry_id)
        return record.accounting_entry_id, record.receipts_attached

    results = runs.results(["z"], told)
    assert (len(results), made) == (250, [])
    runs.put_items([item("007", status=EXPORTED, receipts_attached=2)])
    assert results[7] == ("007", 2)
    assert made == ["007"]
    assert list(results[248:]) == [("248", 0), ("249", 0)]
    assert results[-1] == ("249", 0)
    assert len(list(results)) == 250
    with pytest.raises(IndexError):
        results[250]


# -- what stands in the books --------------------------------------------------------------------------------------------


def test_the_last_item_of_an_entry_is_the_newest_that_stands(runs: Runs) -> None:
    stands = {"status": EXPORTED, "kind": EntryKind.PURCHASE}
    runs.put_items([item("e", external_id="7", **stands), item("other", external_id="6", **stands)])
    runs.put_items([item("e", "a", status=HELD)])
    last = runs.last_item("e")
    assert last is not None
    assert (last.job_id, last.external_id) == ("z", "7")
    runs.put_items([item("e", "a", external_id="9", **stands)])
    newest = runs.last_item("e")
    assert newest is not None
    assert newest.external_id == "9"
    assert runs.last_item("nobody") is None


def test_what_stands_of_some_days_is_summed_by_month_and_currency_each_expense_once(runs: Runs) -> None:
    def spent(entry_id: str, day: date, amount: str, job_id: str = "z", status: ItemStatus = EXPORTED) -> ItemRecord:
        euros = Money(Decimal(amount), "GBP" if entry_id == "pound" else "EUR")
        return item(
            entry_id,
            job_id,
            status=status,
            day=day,
            amount=euros,
            kind=EntryKind.PURCHASE,
            external_id=f"id {entry_id}",
        )

    november = date(2026, 11, 1)
    runs.put_items(
        [
            spent("a", november, "10.10"),
            spent("b", date(2026, 11, 30), "0.20"),
            spent("refund", date(2026, 11, 3), "-5.00"),
            spent("whole", november, "4"),
            spent("finer", november, "0.125"),
            spent("pound", november, "7.00"),
            spent("older", date(2026, 10, 31), "3.00"),
            spent("too old", date(2026, 9, 30), "99.00"),
            spent("held", november, "99.00", status=HELD),
            spent("undone", november, "99.00"),
            item("bare", status=EXPORTED, day=november),
        ]
    )
    runs.put_items([spent("a", november, "10.15", "a", ItemStatus.ALREADY_THERE)])
    # The same expense, as the other door calls it: a person said so, and one entry stands for both.
    runs.put_items([replace(spent("a of the file", november, "10.15"), external_id="id a")])
    runs.put_intents([intent("undone", external_id="id undone", removed=True)])
    found = runs.in_books(date(2026, 10, 1), date(2026, 11, 30))
    assert [(one.month, one.items, one.amount) for one in found] == [
        (date(2026, 10, 1), 1, Money(Decimal("3.00"), "EUR")),
        (november, 5, Money(Decimal("9.475"), "EUR")),
        (november, 1, Money(Decimal("7.00"), "GBP")),
    ]
    assert runs.in_books(date(2026, 12, 1), date(2026, 12, 31)) == []


def test_an_expense_whose_day_moved_in_pleo_counts_once_where_its_entry_stands(runs: Runs) -> None:
    """Its entry keeps the day that it was made of until it is corrected; then the new one alone counts."""
    october, november = date(2026, 10, 31), date(2026, 11, 2)
    made_of = {day: encoded(Facts("12.00", day.isoformat())) for day in (october, november)}
    spent = item(
        "a",
        status=EXPORTED,
        day=october,
        amount=Money(Decimal("12.00"), "EUR"),
        kind=EntryKind.PURCHASE,
        external_id="7",
    )

    def told() -> list[tuple[str, int]]:
        found = [(f"{one.month:%m}", one.items) for one in runs.in_books(october, november)]
        bare = [f"{day:%m}" for day in (october, november) if runs.without_receipts(day, day)]
        assert bare == [month for month, _ in found]
        return found

    runs.put_items([replace(spent, facts=made_of[october])])
    first = told()
    runs.put_items([replace(spent, job_id="a", day=november, facts=made_of[october])])
    moved = told()
    runs.put_items([replace(spent, job_id="a", day=november, facts=made_of[november])])
    corrected = told()
    assert (first, moved, corrected) == ([("10", 1)], [("10", 1)], [("11", 1)])


def test_of_two_expenses_with_one_entry_the_last_that_was_met_counts(runs: Runs) -> None:
    """One that is taken back leaves the other."""
    day = date(2026, 11, 3)
    one = item("a", status=EXPORTED, day=day, kind=EntryKind.PURCHASE, external_id="7")

    def told() -> list[Decimal]:
        return [one.amount.amount for one in runs.in_books(day, day)]

    def euros(amount: str) -> Money:
        return Money(Decimal(amount), "EUR")

    runs.put_items([replace(one, amount=euros("1.00"))])
    runs.put_items([replace(one, accounting_entry_id="b", amount=euros("2.00"))])
    other = told()
    runs.put_items([replace(one, job_id="a", amount=euros("3.00"))])
    again = told()
    runs.put_intents([intent("a", external_id="7", removed=True)])
    assert (other, again, told()) == ([Decimal("2.00")], [Decimal("3.00")], [Decimal("2.00")])


def test_what_stands_of_some_days_without_its_receipts_is_told_once_by_its_newest_record(runs: Runs) -> None:
    stands: dict[str, Any] = {"status": EXPORTED, "day": date(2026, 11, 3)}
    runs.put_items(
        [
            item("b", supplier="B", **stands),
            item("a", supplier="A", receipts_expected=2, receipts_attached=1, **stands),
            item("early", **stands | {"day": date(2026, 11, 1)}),
            item("whole", receipts_expected=1, receipts_attached=1, **stands),
            item("found later", **stands),
            item("held", **stands | {"status": HELD}),
            item("other month", **stands | {"day": date(2026, 12, 1)}),
        ]
    )
    runs.put_items([item("found later", "a", receipts_expected=1, receipts_attached=1, **stands)])
    assert ids(runs.without_receipts(date(2026, 11, 1), date(2026, 11, 30))) == ["early", "a", "b"]


def test_when_expenses_of_some_days_were_last_met_is_told(runs: Runs) -> None:
    days = (date(2026, 11, 1), date(2026, 11, 30))
    assert runs.last_met(*days) is None
    runs.put_items([item("a", day=date(2026, 11, 30))])
    assert runs.last_met(*days) == NOW
    runs.end_run(1, RunState.DONE, NOW + timedelta(minutes=1))
    assert runs.last_met(*days) == NOW + timedelta(minutes=1)
    assert runs.last_met(date(2026, 12, 1), date(2026, 12, 31)) is None


@pytest.mark.parametrize("over", [JobState.CLOSED, JobState.LOST])
def test_what_lacks_receipts_stands_and_its_job_is_over(runs: Runs, over: JobState) -> None:
    lacks: dict[str, Any] = {"receipts_expected": 2, "receipts_attached": 1, "kind": EntryKind.PURCHASE}
    runs.put_items([item(status.value, status=status, external_id=status.value, **lacks) for status in ItemStatus])
    runs.put_items([item("whole", status=EXPORTED, receipts_expected=2, receipts_attached=2)])
    assert runs.lacking_receipts() == []
    close(runs, "z", state=over)
    assert ids(runs.lacking_receipts()) == ["exported", "already_there"]


def test_items_are_found_by_the_reconciliation_ids_they_stand_under(runs: Runs) -> None:
    runs.put_items(
        [
            item("a", status=EXPORTED, reconciliation_id="r1"),
            item("b", "a", status=ItemStatus.ALREADY_THERE, reconciliation_id="r2"),
            item("c", status=HELD, reconciliation_id="r1"),
            item("e", status=EXPORTED, reconciliation_id="r3"),
            item("f", status=EXPORTED),
        ]
    )
    assert ids(runs.by_reconciliation_id(["r2", "r1", "r1", "", "unknown"])) == ["a", "b"]
    assert runs.by_reconciliation_id([]) == []


@pytest.mark.parametrize(
    ("job", "seen"),
    [("file-2", False), ("adoption-1", False), ("2e00a286-5b6a", True)],
    ids=["file", "adoption", "key"],
)
def test_an_expense_is_seen_by_both_doors_under_one_id(runs: Runs, job: str, seen: bool) -> None:
    for job_id in ("file-1", job):
        runs.set_job(JobRecord(job_id, 1, JobState.STARTED))
    runs.put_items([item("e", "file-1"), item("other", "z"), item("e", job)])
    assert runs.seen_by_both_doors() is seen


def test_the_last_item_of_a_supplier_is_the_newest_that_stands(runs: Runs) -> None:
    runs.put_items(
        [
            item("1", status=ItemStatus.EXPORTED, supplier="Moulin", kind=EntryKind.PURCHASE, external_id="7"),
            item("2", status=ItemStatus.ALREADY_THERE, supplier="Moulin", kind=EntryKind.PURCHASE, external_id="8"),
            item("3", status=ItemStatus.HELD, supplier="Moulin"),
            item("4", status=ItemStatus.EXPORTED, supplier="moulin", kind=EntryKind.PURCHASE, external_id="9"),
        ]
    )
    assert ids(runs.last_of_suppliers(["Moulin", "Moulin", "", "nobody"])) == ["2"]
    assert ids(runs.last_of_suppliers(["moulin"])) == ["4"]
    assert runs.last_of_suppliers([]) == []
    runs.put_intents([intent("2", kind=EntryKind.PURCHASE, external_id="8", removed=True)])
    assert ids(runs.last_of_suppliers(["Moulin"])) == ["1"]


def test_what_was_undone_stands_no_longer_whichever_job_made_it(runs: Runs) -> None:
    close(runs, "z", "a")
    stands: dict[str, Any] = {"receipts_expected": 1, "kind": EntryKind.PURCHASE, "reconciliation_id": "r"}
    runs.put_items(
        [
            item("1", external_id="7", status=EXPORTED, **stands),
            item("1", "a", external_id="7", status=ItemStatus.ALREADY_THERE, **stands),
            item("2", external_id="8", status=EXPORTED, **stands),
        ]
    )
    runs.put_intents([intent("1", external_id="7"), intent("2", external_id="8")])
    assert len(runs.lacking_receipts()) == len(runs.by_reconciliation_id(["r"])) == 3
    runs.put_intents([intent("1", external_id="7", removed=True)])
    assert ids(runs.lacking_receipts()) == ids(runs.by_reconciliation_id(["r"])) == ["2"]
    assert runs.last_item("1") is None
    runs.put_items([item("1", "a", external_id="9", status=EXPORTED, **stands)])
    runs.put_intents([intent("1", job_id="a", external_id="9")])
    assert [one.external_id for one in runs.by_reconciliation_id(["r"])] == ["9", "8"]


def test_a_payment_that_was_undone_leaves_its_document_standing(runs: Runs) -> None:
    runs.put_items([item("1", status=EXPORTED, kind=EntryKind.BILL, external_id="7", reconciliation_id="r")])
    runs.put_intents([intent("1", kind=EntryKind.BILL, external_id="7")])
    runs.put_intents([intent("1", 1, kind=EntryKind.BILL_PAYMENT, external_id="7", removed=True)])
    assert ids(runs.by_reconciliation_id(["r"])) == ["1"]


# -- intents, files, vendors ---------------------------------------------------------------------------------------------


def test_an_answer_stands_in_the_place_of_its_intent(runs: Runs) -> None:
    full = intent("1", 1, kind=EntryKind.JOURNAL_ENTRY, batch_id="b", external_id="7", sync_token="3", adopted=True)
    runs.put_intents([intent("1"), full, intent("2")])
    answered = intent("1", external_id="9", sync_token="0")
    runs.put_intents(iter([answered]))
    assert runs.intents("z") == [answered, full, intent("2")]
    assert runs.intents("a") == []


def test_intents_of_an_entry_are_told_of_every_job_newest_last(runs: Runs) -> None:
    runs.put_intents([intent("1", 1), intent("2"), intent("1", job_id="a")])
    runs.put_intents([intent("1", 1, removed=True)])
    assert runs.intents_of_entry("1") == [intent("1", 1, removed=True), intent("1", job_id="a")]
    assert runs.intents_of_entry("nobody") == []


def test_what_was_attached_is_told_by_job(runs: Runs) -> None:
    first, second = (
        AttachmentRecord("z", "1", "500", "a-1.pdf"),
        AttachmentRecord("z", "1", "501", "a-2.pdf", "id", "hash"),
    )
    runs.put_attachments([first, second])
    runs.put_attachments([replace(first, removed=True)])
    assert runs.attachments("z") == [replace(first, removed=True), second]
    assert runs.attachments("a") == []


def test_what_stands_on_an_entry_is_told_whichever_job_attached_it_until_it_is_removed(runs: Runs) -> None:
    stands: dict[str, Any] = {"kind": EntryKind.PURCHASE, "external_id": "707"}
    runs.put_items(
        [item("1", status=EXPORTED, **stands), item("1", job_id="a", status=ItemStatus.ALREADY_THERE, **stands)]
    )
    runs.put_items([item("2", status=EXPORTED, **stands)])
    first, later = (
        AttachmentRecord("z", "1", "500", "a-1.pdf"),
        AttachmentRecord("a", "1", "501", "a-2.pdf", "id", "hash"),
    )
    runs.put_attachments([first, later, AttachmentRecord("z", "2", "502", "of another expense")])
    assert runs.attachments_on("1", EntryKind.PURCHASE, "707") == [first, later]
    runs.put_attachments([replace(first, removed=True)])
    assert runs.attachments_on("1", EntryKind.PURCHASE, "707") == [later]
    assert runs.attachments_on("1", EntryKind.PURCHASE, "708") == []
    assert runs.attachments_on("1", EntryKind.DEPOSIT, "707") == []


def test_when_missing_receipts_are_asked_for_next_is_kept(runs: Runs) -> None:
    runs.put_items([item("1", status=EXPORTED, receipts_tried=2, receipts_next=NOW), item("2", receipts_tried=5)])
    assert [(one.receipts_tried, one.receipts_next) for one in runs.items("z")] == [(2, NOW), (5, None)]


def test_a_vendor_that_an_undo_set_inactive_is_told_for_every_run(runs: Runs) -> None:
    runs.start_run("9130", NOW)
    meant, made = VendorRecord(1, "Métro", "request"), VendorRecord(2, "Crêperie", "request", "58")
    runs.put_vendor(meant)
    runs.put_vendor(made)
    assert (runs.vendors(1), runs.vendors(2), runs.deactivated_vendors()) == ([meant], [made], [])
    runs.put_vendor(replace(meant, removed=True))
    runs.put_vendor(replace(made, removed=True))
    # One that was never made is nobody's, though its record is closed.
    assert runs.deactivated_vendors() == [replace(made, removed=True)]


def test_many_threads_write_and_read_at_once(runs: Runs) -> None:
    start = threading.Barrier(4)

    def write(number: int) -> None:
        start.wait()
        for place in range(20):
            runs.put_items([item(f"{number}-{place}", status=EXPORTED)])
            runs.put_intents([intent(f"{number}-{place}")])
            runs.counts(["z"])

    threads = [threading.Thread(target=write, args=[number]) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert runs.counts(["z"]) == {EXPORTED: 80}
    assert len(runs.intents("z")) == 80
