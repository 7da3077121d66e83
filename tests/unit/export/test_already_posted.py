"""What of ours stands in the books: found by whatever carrier an edit left, under any kind, in as few readings as it takes."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from pleoqb_desktop.domain.entries import Deposit, Entry, EntryKind, Purchase
from pleoqb_desktop.domain.rules.naming import marker
from pleoqb_desktop.domain.rules.periods import ClosedPeriods
from pleoqb_desktop.export.already_posted import AlreadyPosted, Wanted
from pleoqb_desktop.export.books_window import BooksWindow, Days, ids_in
from pleoqb_desktop.export.receipt_trace import ReceiptTrace
from tests import builders
from tests.on_paper.books import BooksOnPaper
from tests.on_paper.desk import CHOSEN, Desk, codes, entry_id, expense, statuses

DAY = date(2026, 3, 14)


def purchase(number: int, *, day: date = DAY, note: str | None = None, doc_number: str | None = None) -> Purchase:
    """A purchase that names an expense in its memo alone, unless told otherwise."""
    document = builders.posted(builders.item()).document
    assert isinstance(document, Purchase)
    note = f"Pleo 1 | {entry_id(number)} | more" if note is None else note
    return replace(document, vendor=None, header=replace(document.header, day=day, note=note, doc_number=doc_number))


def deposit(number: int, day: date = DAY) -> Deposit:
    """A deposit that names an expense in its memo."""
    one = purchase(number, day=day)
    return Deposit(one.header, one.account_id, one.lines)


def looked_up(books: BooksOnPaper, **wanted: object) -> dict[EntryKind, str]:
    """What is found for the first expense."""
    given = {"first": DAY, "last": DAY} | wanted
    found = AlreadyPosted(books, BooksWindow(books)).find([Wanted(entry_id(1), **given)])  # type: ignore[arg-type]
    return {kind: entry.id for kind, entry in found.get(entry_id(1), {}).items()}


@pytest.fixture
def ledger(bakery: Desk) -> BooksOnPaper:
    return bakery.books


@pytest.mark.parametrize(("day", "days"), [(1, -30), (14, -1), (14, 0), (14, 1), (2, 30)])
def test_a_memo_tells_an_entry_near_its_day(ledger: BooksOnPaper, day: int, days: int) -> None:
    """The outermost days lie in months that are read for them alone."""
    own = DAY.replace(day=day)
    made = ledger.write_by_hand(purchase(1, day=own + timedelta(days=days)))
    assert looked_up(ledger, first=own, last=own) == {EntryKind.PURCHASE: made.id}


def test_a_number_tells_an_entry_whatever_its_day_and_memo(ledger: BooksOnPaper) -> None:
    made = ledger.write_by_hand(purchase(1, day=date(2019, 1, 1), note="", doc_number=marker(entry_id(1))))
    assert looked_up(ledger) == {EntryKind.PURCHASE: made.id}


def test_an_id_of_the_store_tells_an_entry_that_nothing_else_tells(ledger: BooksOnPaper) -> None:
    made = ledger.write_by_hand(purchase(1, day=date(2019, 1, 1), note="rewritten"))
    assert looked_up(ledger) == {}
    assert looked_up(ledger, known=frozenset({(EntryKind.PURCHASE, made.id)})) == {EntryKind.PURCHASE: made.id}


def test_a_memo_tells_an_entry_under_any_kind(ledger: BooksOnPaper) -> None:
    made = ledger.write_by_hand(deposit(1))
    assert looked_up(ledger, numbered=frozenset({EntryKind.PURCHASE})) == {EntryKind.DEPOSIT: made.id}
    assert looked_up(ledger, kinds=frozenset({EntryKind.PURCHASE})) == {}


def test_where_first_open_days_are_used_an_entry_without_a_number_is_found_up_to_today(ledger: BooksOnPaper) -> None:
    far = DAY + timedelta(days=200)
    made = ledger.write_by_hand(deposit(1, far))
    assert looked_up(ledger) == {}
    assert looked_up(ledger, until=far) == {EntryKind.DEPOSIT: made.id}


def test_purchases_are_looked_for_that_far_too_where_their_number_may_not_be_kept(ledger: BooksOnPaper) -> None:
    far = DAY + timedelta(days=200)
    made = ledger.write_by_hand(purchase(1, day=far))
    assert looked_up(ledger, until=far) == {}
    ledger.numbers_by_itself()
    assert looked_up(ledger, until=far) == {EntryKind.PURCHASE: made.id}


def test_what_queries_do_not_show_yet_is_read_by_its_id_before_it_is_believed_gone(
    ledger: BooksOnPaper, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = ledger.write_by_hand(purchase(1))
    known = frozenset({(EntryKind.PURCHASE, made.id)})
    monkeypatch.setattr(ledger, "find_by_id", lambda *_: [])
    monkeypatch.setattr(ledger, "find_by_day", lambda *_: [])
    assert looked_up(ledger, known=known) == {EntryKind.PURCHASE: made.id}
    ledger.delete(EntryKind.PURCHASE, made.id)
    assert looked_up(ledger, known=known) == {}


def test_of_two_the_one_that_is_not_voided_stands(ledger: BooksOnPaper) -> None:
    for voided_first in (True, False):
        entries: list[Entry] = [purchase(1), purchase(1)]
        nothing = replace(purchase(1).lines[0], net=Decimal(0), tax=None)
        entries[0 if voided_first else 1] = replace(purchase(1), lines=(nothing,))
        made = [ledger.write_by_hand(one) for one in entries]
        living, void = made if not voided_first else reversed(made)
        assert looked_up(ledger) == {EntryKind.PURCHASE: living.id}
        assert looked_up(ledger, known=frozenset({(void.kind, void.id)})) == {EntryKind.PURCHASE: living.id}
        for one in made:
            ledger.delete(one.kind, one.id)


def test_one_reading_serves_all_expenses_of_its_months(ledger: BooksOnPaper) -> None:
    window = BooksWindow(ledger)
    window.cover(Days(tuple(EntryKind), DAY + timedelta(days=n), DAY + timedelta(days=n)) for n in range(10))
    window.cover([Days(tuple(EntryKind), date(2026, 3, 1), date(2026, 3, 31))])
    assert ledger.asked["find_by_day"] == 2  # purchases, and all else in one
    window.cover([Days(tuple(EntryKind), date(2026, 2, 28), date(2026, 4, 1))])
    assert ledger.asked["find_by_day"] == 6  # what is missing before and after
    window.cover([Days(tuple(EntryKind), date(2019, 5, 1), date(2019, 5, 1)), Days((EntryKind.BILL,), DAY, DAY)])
    assert ledger.asked["find_by_day"] == 8


def test_the_first_and_the_last_day_of_all_can_be_asked_for(ledger: BooksOnPaper) -> None:
    assert looked_up(ledger, first=date.min, last=date.min) == {}
    assert looked_up(ledger, first=date.max, last=date.max) == {}


def test_ids_of_a_memo_are_whole_words_and_never_parts_of_a_link() -> None:
    ours = entry_id(7)
    assert ids_in(f"Pleo 4113617 | {ours.upper()} | https://pleo.invalid/expense/{entry_id(8)}") == {ours}
    assert ids_in(f"{ours}, {entry_id(8)};{entry_id(9)}") == {ours, entry_id(8), entry_id(9)}
    assert ids_in(None) == ids_in("an ordinary memo of the bookkeeper's") == frozenset()


@pytest.mark.parametrize(
    "edit",
    [{"doc_number": "INV-0815"}, {"day": date(2026, 4, 10)}, {"note": "agreed"}],
    ids=["number", "date", "memo"],
)
def test_on_another_computer_an_edited_entry_is_known_again(bakery: Desk, edit: dict[str, object]) -> None:
    one = expense(1)
    bakery.wait(one)
    assert statuses(bakery.export()) == {"exported": 1}
    (standing,) = bakery.books.of_kind(EntryKind.PURCHASE)
    bakery.books.change(EntryKind.PURCHASE, standing.id, **edit)
    bakery.wait(one)
    assert statuses(bakery.another_computer().export()) == {"already_there": 1}
    assert len(bakery.books.entries) == 1


def test_what_a_closed_period_moved_is_found_though_the_expense_would_be_held_for_its_age(bakery: Desk) -> None:
    """A deposit has no number; months lie between its day and the first open one."""
    old = expense(1, "refund", "6.00", date=datetime(2025, 10, 10, 12, tzinfo=UTC))
    bakery.books.close(date(2026, 2, 28))
    bakery.settings = bakery.settings_with(closed_periods=ClosedPeriods.FIRST_OPEN_DAY)
    bakery.wait(old)
    assert statuses(bakery.export()) == {"exported": 1}
    other = bakery.another_computer()
    other.settings = replace(CHOSEN, start_date=date(2026, 1, 1))
    bakery.source.queue_again(entry_id(1))
    bakery.source.press_export()
    assert statuses(other.export()) == {"already_there": 1}


def test_the_same_expense_in_two_jobs_at_once_is_posted_once(bakery: Desk) -> None:
    one = expense(1)
    bakery.wait(one)
    bakery.source.create_job([entry_id(1)])
    bakery.source.create_job([entry_id(1)])
    outcome = bakery.export()
    assert len(bakery.books.entries) == 1, statuses(outcome)


def test_an_own_number_that_a_voided_entry_has_is_not_taken_for_the_expense(bakery: Desk) -> None:
    """It was made and voided elsewhere after we had looked."""
    voided = purchase(1, doc_number=marker(entry_id(1)))
    voided = replace(voided, lines=tuple(replace(one, net=Decimal(0), tax=None) for one in voided.lines))
    bakery.wait(expense(1))
    bakery.books.when("post", lambda: bakery.books.write_by_hand(voided))
    assert codes(bakery.export()) == {entry_id(1): ["number_taken"]}


@pytest.mark.parametrize("type_", ["card_purchase", "invoice"])
def test_an_own_number_that_no_query_shows_yet_is_read_by_the_id_in_the_refusal(
    bakery: Desk, monkeypatch: pytest.MonkeyPatch, type_: str
) -> None:
    one = expense(1, type_, **({"invoice_number": "F-1"} if type_ == "invoice" else {}))
    bakery.wait(one)
    bakery.export()
    (standing,) = bakery.books.entries.values()
    for name in ("find_by_number", "find_by_day", "find_by_id"):
        monkeypatch.setattr(bakery.books, name, lambda *_: [])
    bakery.wait(one)
    outcome = bakery.another_computer().export()
    assert statuses(outcome) == {"already_there": 1}
    assert [item.record.external_id for item in outcome.items] == [standing.id]
    assert len(bakery.books.entries) == 1


@pytest.mark.parametrize("asked", ["by their day", "by their names"])
@pytest.mark.parametrize("type_", ["card_purchase", "refund", "invoice", "atm_withdrawal"])
def test_receipts_tell_an_entry_that_nothing_else_tells(bakery: Desk, type_: str, asked: str) -> None:
    one = expense(1, type_, receipts=1)
    bakery.wait(one)
    bakery.export()
    bakery.books.tells_when_files_were_made = asked == "by their day"
    ((kind, external_id),) = bakery.books.entries
    bakery.books.change(kind, external_id, note="agreed", doc_number=None, day=DAY + timedelta(days=20))
    bakery.wait(one)
    outcome = bakery.another_computer().export()
    assert statuses(outcome) == {"already_there": 1}
    assert len(bakery.books.entries) == 1


def test_the_files_of_a_run_are_read_once_and_few_old_expenses_by_their_names(ledger: BooksOnPaper) -> None:
    trace = ReceiptTrace(ledger, DAY)
    trace.entries([(entry_id(1), DAY), (entry_id(2), DAY - timedelta(days=20))])
    trace.entries([(entry_id(3), DAY - timedelta(days=12))])
    assert (ledger.asked["files_made"], ledger.asked["entries_with_files"]) == (1, 0)
    trace.entries([(entry_id(4), date(2019, 5, 1)), (entry_id(5), DAY)])
    assert (ledger.asked["files_made"], ledger.asked["entries_with_files"]) == (1, 1)
    trace.entries([(entry_id(number), date(2025, 9, 1)) for number in range(30)])
    assert (ledger.asked["files_made"], ledger.asked["entries_with_files"]) == (2, 1)
