"""Receipts are known by what they are: in any order, replaced, cut, answered late, asked for again; each stands once (design.md 4.6)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

import pytest

from pleoqb_desktop.domain.entries import EntryKind
from pleoqb_desktop.domain.problems import Code, problem
from pleoqb_desktop.domain.rules.naming import marker
from pleoqb_desktop.domain.spend import ExportItem, ReceiptFile
from pleoqb_desktop.export.outcome import RunOutcome
from pleoqb_desktop.ports.errors import ReceiptRefusal, RefusalReason, UnavailableError
from pleoqb_desktop.ports.ledger import Attachment
from tests.on_paper.books import refusal
from tests.on_paper.desk import Desk, codes, entry_id, expense, statuses
from tests.on_paper.spend import receipt_id

DAY = 86400.0
FIRST, SECOND = "https://files.invalid/1/0", "https://files.invalid/1/1"
OUT_OF_ORDER = UnavailableError(problem(Code.QUICKBOOKS_REFUSES, status=500))


def contents(own: Desk) -> list[str]:
    """What is attached, by its content, which is its address."""
    return sorted(content.decode() for _, content in own.books.files.values())


def listed(*addresses: str) -> list[ReceiptFile]:
    return [ReceiptFile(address, "image/png", len(address)) for address in addresses]


def recent(number: int, **members: Any) -> ExportItem:
    """An expense of the last weeks."""
    return expense(number, date=datetime(2026, 11, 20, 12, tzinfo=UTC), **members)


def again(own: Desk, *addresses: str) -> RunOutcome:
    """Pleo holds these receipts now, and somebody exports the expense again there."""
    own.receipts.kept |= {address: address.encode() for address in addresses}
    own.source.renew_files(entry_id(1), listed(*addresses))
    own.source.queue_again(entry_id(1))
    return own.export()


def counted(outcome: RunOutcome) -> tuple[int, int]:
    """Expected and attached of the only item."""
    (one,) = outcome.items
    return one.record.receipts_expected, one.record.receipts_attached


# -- which receipt is which ----------------------------------------------------------------------------------------------


def test_name_and_note_say_what_a_receipt_is(bakery: Desk) -> None:
    bakery.wait(expense(1, receipts=1))
    bakery.export()
    ((file, content),) = bakery.books.files.values()
    digest = sha256(content).hexdigest()
    assert file.file_name == f"{marker(entry_id(1))}-{digest[:16]}.png"
    assert file.note == f"Pleo receipt - | {entry_id(1)} | sha256 {digest}"


def test_receipts_of_an_entry_made_just_now_cost_no_metered_read(bakery: Desk) -> None:
    bakery.wait(expense(1, receipts=2), expense(2, receipts=1))
    bakery.export()
    assert (bakery.books.asked["upload"], bakery.books.asked["attachments"], bakery.source.asked["receipts"]) == (
        1,
        0,
        0,
    )


def test_another_order_of_the_list_attaches_nothing_again(bakery: Desk) -> None:
    bakery.wait(expense(1, receipts=2))
    bakery.export()
    outcome = again(bakery, SECOND, FIRST)
    assert (statuses(outcome), counted(outcome), codes(outcome)) == ({"already_there": 1}, (2, 2), {})
    assert contents(bakery) == [FIRST, SECOND]


def test_a_replaced_receipt_is_attached_and_the_old_one_named(bakery: Desk) -> None:
    bakery.wait(expense(1, receipts=2))
    bakery.export()
    old = next(file for file, content in bakery.books.files.values() if content == SECOND.encode())
    outcome = again(bakery, "https://files.invalid/better", FIRST)
    assert counted(outcome) == (2, 2)
    assert contents(bakery) == [FIRST, SECOND, "https://files.invalid/better"]
    (told,) = outcome.items[0].record.problems
    assert (told.code, told.params["file"]) == (Code.RECEIPT_REPLACED, old.file_name)


def test_a_list_that_lost_its_empty_receipt_and_got_a_better_one_is_completed(bakery: Desk) -> None:
    """The places in the list mean other files then: what stood at the second stands at the first."""
    bakery.wait(expense(1, receipts=2))
    bakery.receipts.kept[FIRST] = ReceiptRefusal(Code.RECEIPT_EMPTY)
    assert counted(bakery.export()) == (2, 1)
    better = "https://files.invalid/better"
    bakery.receipts.kept[better] = better.encode()
    bakery.source.renew_files(entry_id(1), listed(SECOND, better))
    assert bakery.export().problem is None
    assert contents(bakery) == [SECOND, better]
    assert bakery.runs.lacking_receipts() == []


def test_receipts_that_pleo_got_after_the_export_come_with_the_late_ones(bakery: Desk) -> None:
    bakery.wait(expense(1, receipts=1))
    bakery.receipts.kept = {}
    bakery.export()
    bakery.receipts.kept = {FIRST: FIRST.encode(), SECOND: SECOND.encode()}
    bakery.source.renew_files(entry_id(1), listed(FIRST, SECOND))
    bakery.export()
    assert contents(bakery) == [FIRST, SECOND]
    (record,) = bakery.runs.items("job-1")
    assert (record.receipts_expected, record.receipts_attached, record.problems) == (2, 2, ())


def test_a_receipt_that_pleo_got_after_the_export_is_found_once_a_day(bakery: Desk) -> None:
    bakery.wait(recent(1, receipts=1), recent(2), recent(3, receipts=1))
    bakery.export()
    third = "https://files.invalid/2/0"
    bakery.receipts.kept |= {address: address.encode() for address in (SECOND, third)}
    bakery.source.renew_files(entry_id(1), listed(FIRST, SECOND))
    bakery.source.renew_files(entry_id(2), listed(third))
    bakery.export()
    assert bakery.source.asked["entries"] == 0
    bakery.clock.move(DAY)
    bakery.export()
    assert contents(bakery) == [FIRST, SECOND, third, "https://files.invalid/3/0"]
    asked, metered = bakery.source.asked["receipts"], bakery.books.counts()[1]
    assert asked == 2
    bakery.clock.move(DAY)
    bakery.export()
    assert (bakery.source.asked["receipts"], bakery.books.counts()[1]) == (asked, metered)


def test_whoever_exports_in_the_evening_is_brought_new_receipts_in_the_morning(bakery: Desk) -> None:
    """Less than 24 hours lie between two exports, today as every day."""
    bakery.wait(recent(1, receipts=1))
    bakery.export()
    bakery.clock.move(8 * 3600)
    bakery.wait(recent(2))
    bakery.export()
    bakery.receipts.kept[SECOND] = SECOND.encode()
    bakery.source.renew_files(entry_id(1), listed(FIRST, SECOND))
    bakery.clock.move(16 * 3600)
    bakery.export()
    assert contents(bakery) == [FIRST, SECOND]


def test_receipts_of_equal_bytes_are_not_taken_for_new_ones_every_day(bakery: Desk) -> None:
    bakery.wait(recent(1, receipts=2))
    bakery.receipts.kept[SECOND] = FIRST.encode()
    bakery.export()
    bakery.clock.move(DAY)
    bakery.export()
    assert bakery.source.asked["receipts"] == 0


def test_an_expense_that_is_exported_again_with_a_new_receipt_is_not_looked_at_twice(bakery: Desk) -> None:
    bakery.wait(recent(1, receipts=1))
    bakery.export()
    bakery.clock.move(DAY)
    bakery.receipts.kept[SECOND] = SECOND.encode()
    bakery.source.renew_files(entry_id(1), listed(FIRST, SECOND))
    bakery.source.queue_again(entry_id(1))
    outcome = bakery.export(only=frozenset({entry_id(1)}))
    assert counted(outcome) == (2, 2)
    assert bakery.source.asked["receipts"] == 0


def test_what_pleo_does_not_say_of_the_last_weeks_stops_nothing(bakery: Desk) -> None:
    bakery.wait(recent(1, receipts=1))
    bakery.export()
    bakery.clock.move(DAY)
    bakery.source.spoil("entries", UnavailableError(problem(Code.PLEO_REFUSES, status=500)))
    assert bakery.export().exit_code == 0


def test_two_receipts_of_equal_bytes_are_one_attachment_and_one_expected(bakery: Desk) -> None:
    bakery.wait(expense(1, receipts=2))
    bakery.receipts.kept[SECOND] = FIRST.encode()
    assert counted(bakery.export()) == (1, 1)
    bakery.source.queue_again(entry_id(1))
    assert counted(bakery.export()) == (1, 1)
    assert contents(bakery) == [FIRST]
    assert bakery.runs.lacking_receipts() == []


def test_of_two_receipts_of_equal_bytes_the_one_that_stands_by_its_id_is_counted(bakery: Desk) -> None:
    late, third = "https://files.invalid/late", "https://files.invalid/third"
    bakery.wait(replace(expense(1), files=tuple(listed(late))))
    bakery.receipts.kept = {}
    bakery.export()
    bakery.receipts.kept[late] = SECOND.encode() + b" padded"
    bakery.export()  # with Pleo's id in its note
    bakery.receipts.kept[SECOND] = bakery.receipts.kept[late]
    bakery.source.renew_files(entry_id(1), listed(SECOND, late, third))
    bakery.source.queue_again(entry_id(1))
    own = bakery.another_computer()
    assert counted(own.export()) == (2, 1)
    own.runs.forget_attachments()
    own.receipts.kept[third] = third.encode()
    own.export()
    (record,) = own.runs.items("job-2")
    assert (record.receipts_expected, record.receipts_attached) == (2, 2)
    assert len(contents(own)) == 2


def _renamed(own: Desk, file: Attachment) -> None:
    own.books.rename_file(file.id, file_name="invoice.png")


def _rewritten(own: Desk, file: Attachment) -> None:
    own.books.rename_file(file.id, note="paid in cash")


def _both(own: Desk, file: Attachment) -> None:
    own.books.rename_file(file.id, file_name="invoice.png", note="")


@pytest.mark.parametrize(
    ("change", "elsewhere"),
    [(_renamed, False), (_rewritten, False), (_both, False), (_renamed, True), (_rewritten, True)],
)
def test_one_carrier_is_enough_to_know_a_receipt_again(
    bakery: Desk, change: Callable[[Desk, Attachment], None], elsewhere: bool
) -> None:
    bakery.wait(expense(1, receipts=2))
    bakery.export()
    for file, _ in list(bakery.books.files.values()):
        change(bakery, file)
    own = bakery.another_computer() if elsewhere else bakery
    outcome = again(own, SECOND, FIRST)
    assert (statuses(outcome), counted(outcome), codes(outcome)) == ({"already_there": 1}, (2, 2), {})
    assert contents(own) == [FIRST, SECOND]


@pytest.mark.parametrize("known", [True, False])
def test_what_an_earlier_version_attached_by_its_place_is_known_by_its_size(bakery: Desk, known: bool) -> None:
    long = "https://files.invalid/1/0-and-longer"
    bakery.wait(replace(expense(1), files=tuple(listed(long, SECOND))))
    outcome = bakery.export()
    external_id = outcome.items[0].record.external_id or ""
    for place, (file, content) in enumerate(list(bakery.books.files.values()), 1):
        name = f"{marker(entry_id(1))}-{place}.png"
        if known:
            bakery.books.rename_file(file.id, file_name=name, note="")
        else:
            del bakery.books.files[file.id]
            bakery.books.attach_content(EntryKind.PURCHASE, external_id, name, content)
    own = bakery if known else bakery.another_computer()
    outcome = again(own, SECOND, long)
    assert (counted(outcome), codes(outcome)) == ((2, 2), {})
    assert contents(own) == [long, SECOND]


def test_a_file_that_somebody_removed_is_attached_again(bakery: Desk) -> None:
    bakery.wait(expense(1, receipts=2))
    bakery.export()
    del bakery.books.files[next(iter(bakery.books.files))]
    bakery.source.queue_again(entry_id(1))
    assert counted(bakery.export()) == (2, 2)
    assert contents(bakery) == [FIRST, SECOND]


def test_links_that_expired_are_listed_anew_and_another_order_loses_nothing(bakery: Desk) -> None:
    """An item tells no id: the second of the new list may be the first of the old one."""
    bakery.wait(expense(1, receipts=2))
    del bakery.receipts.kept[SECOND]
    fresh = [f"{SECOND}?new", f"{FIRST}?new"]
    bakery.receipts.kept |= {address: address.removesuffix("?new").encode() for address in fresh}
    files = [ReceiptFile(address, "image/png", len(FIRST)) for address in fresh]
    bakery.source.when("item_pages", lambda: bakery.source.renew_files(entry_id(1), files), after=True)
    assert counted(bakery.export()) == (2, 2)
    assert contents(bakery) == [FIRST, SECOND]
    assert list(bakery.scratch.iterdir()) == []


# -- never twice ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seconds", [0.0, 5.0, 60.0, 119.0])
def test_an_upload_that_quickbooks_goes_on_with_after_its_504_is_not_sent_again(bakery: Desk, seconds: float) -> None:
    bakery.wait(expense(1, receipts=2), expense(2, receipts=1))
    bakery.books.uploads_land_after = seconds
    outcome = bakery.export()
    assert codes(outcome) == {}
    assert bakery.books.asked["upload"] == 1
    assert contents(bakery) == [FIRST, SECOND, "https://files.invalid/2/0"]


def test_what_lands_later_than_that_is_found_by_the_next_export(bakery: Desk) -> None:
    bakery.wait(expense(1, receipts=1))
    bakery.books.uploads_land_after = 3 * DAY
    assert codes(bakery.export()) == {entry_id(1): ["receipt_refused"]}
    bakery.clock.move(4 * DAY)
    bakery.books.uploads_land_after = None
    bakery.export()
    assert contents(bakery) == [FIRST]
    assert bakery.runs.lacking_receipts() == []


def test_of_an_upload_that_was_carried_out_twice_one_file_each_is_left_at_the_next_look(bakery: Desk) -> None:
    bakery.wait(expense(1, receipts=2))
    bakery.export()
    for file, content in list(bakery.books.files.values()):
        copied = replace(file, id=f"9{file.id}")
        bakery.books.files[copied.id] = (copied, content)
    bakery.books.attach_by_hand(EntryKind.PURCHASE, file.entry_ids[0], "mine.png")
    bakery.source.queue_again(entry_id(1))
    outcome = bakery.export()
    assert (counted(outcome), codes(outcome)) == ((2, 2), {})
    assert contents(bakery) == [FIRST, SECOND, "mine.png"]
    assert not any(id_.startswith("9") for id_ in bakery.books.files)


# -- cut, empty, late ----------------------------------------------------------------------------------------------------


def test_a_download_of_fewer_bytes_than_pleo_tells_is_asked_for_again_and_never_attached(bakery: Desk) -> None:
    bakery.wait(expense(1, receipts=2))
    bakery.receipts.kept[SECOND] = SECOND.encode()[:9]
    assert codes(bakery.export()) == {entry_id(1): ["receipt_incomplete"]}
    assert contents(bakery) == [FIRST]
    assert bakery.receipts.fetched.count(SECOND) == 2
    bakery.receipts.kept[SECOND] = SECOND.encode()
    bakery.export()
    assert contents(bakery) == [FIRST, SECOND]


def test_more_bytes_than_pleo_tells_are_a_receipt_all_the_same(bakery: Desk) -> None:
    bakery.wait(expense(1, receipts=1))
    bakery.receipts.kept[FIRST] = FIRST.encode() + b" and more"
    assert codes(bakery.export()) == {}


def test_one_list_that_cannot_be_had_stops_nothing_but_itself(bakery: Desk) -> None:
    bakery.wait(*(expense(number, receipts=1) for number in range(1, 5)))
    kept, bakery.receipts.kept = bakery.receipts.kept, {}
    bakery.export()
    bakery.receipts.kept = kept
    bakery.source.spoil("receipts", UnavailableError(problem(Code.PLEO_REFUSES, status=500)))
    outcome = bakery.export()
    assert (outcome.exit_code, outcome.problem) == (0, None)
    assert len(contents(bakery)) == 3
    (left,) = bakery.runs.lacking_receipts()
    assert [one.code for one in left.problems] == [Code.RECEIPT_EXPIRED]


def test_lists_that_cannot_be_had_one_after_the_other_are_left_to_the_next_export(bakery: Desk) -> None:
    bakery.wait(*(expense(number, receipts=1) for number in range(1, 31)))
    kept, bakery.receipts.kept = bakery.receipts.kept, {}
    bakery.export()
    bakery.receipts.kept = kept
    bakery.source.spoil("receipts", UnavailableError(problem(Code.PLEO_REFUSES, status=500)), times=1000)
    before = bakery.source.asked["receipts"]
    assert bakery.export().exit_code == 0
    assert bakery.source.asked["receipts"] - before < 20
    bakery.source.calm()
    bakery.export()
    bakery.clock.move(DAY)
    bakery.export()
    assert len(contents(bakery)) == 30


def test_what_cannot_be_had_is_asked_for_with_growing_pauses_and_then_only_on_demand(bakery: Desk) -> None:
    bakery.wait(expense(1, receipts=1))
    bakery.receipts.kept = {}
    bakery.export()
    asked: list[int] = []
    for day in range(60):
        before = bakery.source.asked["receipts"]
        bakery.export()
        if bakery.source.asked["receipts"] > before:
            asked.append(day)
        bakery.clock.move(DAY)
    assert asked == [0, 1, 4, 11, 25]
    bakery.receipts.kept = {FIRST: FIRST.encode()}
    bakery.export()
    assert contents(bakery) == []
    bakery.export(only=frozenset({entry_id(1)}))
    assert contents(bakery) == [FIRST]


def test_an_empty_receipt_is_asked_for_again_only_when_pleo_lists_another_one(bakery: Desk) -> None:
    bakery.wait(replace(expense(1), files=(ReceiptFile(FIRST, "image/png", 0), *listed(SECOND))))
    bakery.receipts.kept = {FIRST: ReceiptRefusal(Code.RECEIPT_EMPTY), SECOND: SECOND.encode()}
    bakery.export()
    _, metered = bakery.books.counts()
    bakery.export()
    for _ in range(9):
        bakery.clock.move(7 * DAY)
        bakery.export()
    assert bakery.receipts.fetched.count(FIRST) == 1
    assert bakery.books.counts()[1] == metered
    (left,) = bakery.runs.lacking_receipts()
    assert [(one.code, one.params["receipt"]) for one in left.problems] == [(Code.RECEIPT_EMPTY, receipt_id(FIRST))]


def test_an_empty_receipt_that_was_replaced_is_attached(bakery: Desk) -> None:
    bakery.wait(replace(expense(1), files=(ReceiptFile(FIRST, "image/png", 0),)))
    bakery.receipts.kept = {FIRST: ReceiptRefusal(Code.RECEIPT_EMPTY), SECOND: SECOND.encode()}
    bakery.export()
    bakery.export()
    bakery.source.renew_files(entry_id(1), listed(SECOND))
    bakery.clock.move(DAY)
    bakery.export()
    assert contents(bakery) == [SECOND]
    assert bakery.runs.lacking_receipts() == []


# -- one bad answer ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("trouble", [OUT_OF_ORDER, refusal(RefusalReason.QUERY_UNKNOWN, "not queryable")])
def test_an_entry_of_which_quickbooks_does_not_say_what_stands_gets_nothing_and_stops_nothing(
    bakery: Desk, trouble: Exception
) -> None:
    bakery.wait(expense(1, receipts=1), expense(2, receipts=1))
    bakery.export()
    bakery.books.files.clear()
    bakery.books.spoil("attachments", trouble)
    bakery.source.queue_again(entry_id(1), entry_id(2))
    own = bakery.another_computer()  # which knows of nothing that was attached
    outcome = own.export()
    assert (outcome.problem, statuses(outcome)) == (None, {"already_there": 2})
    assert list(codes(outcome).values()) == [["receipt_refused"]]
    assert len(contents(own)) == 1
    own.export()
    assert contents(own) == [FIRST, "https://files.invalid/2/0"]


@pytest.mark.parametrize("code", [Code.QUICKBOOKS_SUSPENDED, Code.QUICKBOOKS_BUSY, Code.QUICKBOOKS_UNREACHABLE])
def test_what_concerns_the_company_or_the_network_stops_the_export_and_fails_no_receipt(
    bakery: Desk, code: Code
) -> None:
    bakery.wait(expense(1, receipts=1))
    bakery.export()
    bakery.source.queue_again(entry_id(1))
    bakery.books.spoil("attachments", UnavailableError(problem(code)))
    outcome = bakery.export()
    assert outcome.exit_code == 5
    assert codes(outcome) == {}
    assert bakery.export().exit_code == 0
    assert contents(bakery) == [FIRST]


def test_answers_that_cannot_be_had_again_and_again_stop_the_export(bakery: Desk) -> None:
    numbers = range(1, 9)
    bakery.wait(*(expense(number, receipts=1) for number in numbers))
    bakery.export()
    bakery.source.queue_again(*(entry_id(number) for number in numbers))
    bakery.books.spoil("attachments", OUT_OF_ORDER, times=100)
    assert bakery.export().exit_code == 5
    bakery.books.calm()
    assert bakery.export().exit_code == 0
    assert len(contents(bakery)) == 8
