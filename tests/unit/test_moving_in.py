"""Moving in: what Pleo's own link posted before is paired, kept where it is sure, and let go again; nothing is ever posted."""

from dataclasses import replace
from datetime import date, timedelta
from operator import attrgetter

import pytest

from pleoqb_desktop.domain.entries import Deposit, EntryKind, Purchase
from pleoqb_desktop.domain.rules.look_alikes import Sign
from pleoqb_desktop.domain.spend import ReceiptFile
from pleoqb_desktop.export.look_alikes import LookAlikes
from pleoqb_desktop.ports.errors import RefusalReason
from tests.builders import WALLET
from tests.on_paper.books import refusal
from tests.on_paper.desk import Desk, entry_id, expense, statuses
from tests.on_paper.spend import EXPORTED

SURE = attrgetter("sure")
MARCH = (date(2026, 3, 1), date(2026, 3, 31))
SHOPS = ("Costa", "Pret", "Timpson", "Uber", "Ryman", "Dishoom")


def linked(
    own: Desk, number: int, amount: str, shop: str = "", memo: str | None = None, type_: str = "card_purchase"
) -> str:
    """An expense that Pleo's own link exported before this program came: its entry bears none of our marks."""
    before = set(own.books.entries)
    supplier = shop or SHOPS[number % len(SHOPS)]
    own.wait(expense(number, type_, amount=amount, supplier=supplier, note=shop))
    own.another_computer().export(look_alikes=LookAlikes.POST)
    (key,) = set(own.books.entries) - before
    made = own.books.entries[key]
    assert isinstance(made.entry, Purchase | Deposit)
    header = replace(made.entry.header, doc_number=None, note=shop if memo is None else memo, day=date(2026, 3, 16))
    without = {"vendor": None} if isinstance(made.entry, Purchase) else {}
    made.entry, made.token = replace(made.entry, header=header, **without), 0
    return made.id


@pytest.fixture(name="moved")
def _moved(bakery: Desk) -> Desk:
    """Six expenses of distinct amounts and shops, told by the merchant's name."""
    for number, shop in enumerate(SHOPS, 1):
        linked(bakery, number, f"{6 * number}.00", shop)
    return bakery


def test_what_is_clear_is_sure_and_nothing_is_written(moved: Desk) -> None:
    before = moved.picture()
    found = moved.move_in(*MARCH)
    assert (len(found.sure), len(found.doubtful), found.adopted) == (6, 0, 0)
    assert (found.alone_in_pleo, found.alone_in_books) == ((), ())
    assert all(Sign.WORDS in one.signs and one.score > 0 for one in found.pairs)
    assert moved.picture() == before
    assert moved.runs.runs() == []


def test_what_is_kept_is_known_from_then_on_and_let_go_by_an_undo(moved: Desk) -> None:
    before = moved.picture()
    found = moved.move_in(*MARCH, SURE)
    assert (found.adopted, found.run_id) == (6, 1)
    assert entry_id(1) in moved.books.entries[EntryKind.PURCHASE, found.pairs[0].entry.id].entry.header.note
    assert moved.move_in(*MARCH).pairs == ()
    assert moved.reconcile(*MARCH).agrees
    other = moved.another_computer()
    moved.source.queue_again(*(entry_id(n) for n in range(1, 7)))
    assert statuses(other.export()) == {"already_there": 6}
    moved.source.queue_again(*(entry_id(n) for n in range(1, 7)))
    assert statuses(moved.export()) == {"already_there": 6}
    assert not moved.undo(2).complete, "it only found them"
    undone = moved.undo(1)
    assert undone.complete
    assert undone.entries_removed == 0
    assert moved.picture() == before
    assert len(moved.move_in(*MARCH).sure) == 6


def test_what_is_kept_has_the_type_that_its_family_becomes(bakery: Desk) -> None:
    linked(bakery, 1, "24.00", "Ryman", type_="refund")
    found = bakery.move_in(*MARCH, lambda _pair: True)
    assert found.run_id is not None
    assert [one.type for one in bakery.runs.run_items(found.run_id)] == ["refund"]


def test_receipts_of_ours_leave_an_entry_that_is_let_go(moved: Desk) -> None:
    found = moved.move_in(*MARCH, SURE)
    address = "https://files.invalid/late"
    moved.receipts.kept[address] = address.encode()
    moved.source.renew_files(entry_id(1), [ReceiptFile(address, "image/png", len(address))])
    moved.books.attach_by_hand(EntryKind.PURCHASE, found.pairs[0].entry.id, "mine.png")
    moved.source.queue_again(entry_id(1))
    assert statuses(moved.export()) == {"already_there": 1}
    assert len(moved.books.files) == 2
    undone = moved.undo(1)
    assert (undone.complete, undone.attachments_removed) == (True, 1)
    assert [file.file_name for file, _ in moved.books.files.values()] == ["mine.png"]


def test_an_expense_and_an_entry_without_a_partner_are_alone(moved: Desk) -> None:
    moved.books.delete(EntryKind.PURCHASE, linked(moved, 7, "60.00"))
    (made,) = (one for one in moved.books.of_kind(EntryKind.PURCHASE) if one.shown().total == 6)
    moved.books.write_by_hand(made.entry)
    moved.source.forget(entry_id(1))
    found = moved.move_in(*MARCH)
    assert [one.id for one in found.alone_in_pleo] == [entry_id(7)]
    assert len(found.alone_in_books) == 2


def test_without_a_sign_beside_account_amount_and_day_a_pair_is_doubtful(bakery: Desk) -> None:
    linked(bakery, 1, "12.00", memo="-")
    found = bakery.move_in(*MARCH, SURE)
    assert (len(found.sure), len(found.doubtful), found.adopted) == (0, 1, 0)


def test_what_the_clear_pairs_show_tells_twins_apart(moved: Desk) -> None:
    """Two expenses of one amount, each told by its own merchant: the pattern that all others follow decides."""
    first, second = linked(moved, 7, "90.00", "Ikea"), linked(moved, 8, "90.00", "Metro")
    found = {one.expense.id: one for one in moved.move_in(*MARCH).pairs}
    assert (found[entry_id(7)].entry.id, found[entry_id(7)].sure) == (first, True)
    assert (found[entry_id(8)].entry.id, found[entry_id(8)].sure) == (second, True)


def test_equal_twins_stay_doubtful(moved: Desk) -> None:
    for number in (7, 8):
        linked(moved, number, "90.00", "Ikea")
    assert len(moved.move_in(*MARCH).doubtful) == 2


def test_a_doubtful_pair_is_kept_with_the_sure_ones_when_a_person_says_so(moved: Desk) -> None:
    for number in (7, 8):
        linked(moved, number, "90.00", "Ikea")
    assert moved.move_in(*MARCH, lambda one: one.sure or one.expense.id == entry_id(7)).adopted == 7
    left = moved.move_in(*MARCH)
    assert ([one.expense.id for one in left.pairs], left.adopted) == ([entry_id(8)], 0)


def test_entries_of_others_are_counted_until_they_are_kept(moved: Desk) -> None:
    assert moved.unmarked(*MARCH) == 6
    assert moved.unmarked(date(2026, 3, 17), date(2026, 3, 31)) == 0
    moved.wait(expense(9, amount="99.00", supplier="Ikea"))
    moved.export()
    assert moved.unmarked(*MARCH) == 6, "our own are none of them"
    moved.move_in(*MARCH, SURE)
    assert moved.unmarked(*MARCH) == 0


def test_only_what_pleo_tells_as_exported_and_nobody_marked_is_paired(moved: Desk) -> None:
    moved.wait(expense(9, amount="6.00", supplier="Costa"))
    ours = moved.export()
    found = moved.move_in(*MARCH)
    assert {one.expense.id for one in found.pairs} == {entry_id(n) for n in range(1, 7)}
    assert statuses(ours) in ({"exported": 1}, {"held": 1})


def test_entries_on_other_accounts_and_other_months_are_left_alone(moved: Desk) -> None:
    (made,) = (one for one in moved.books.of_kind(EntryKind.PURCHASE) if one.shown().total == 6)
    assert isinstance(made.entry, Purchase | Deposit)
    moved.books.rewrite(EntryKind.PURCHASE, made.id, account_id="41")
    found = moved.move_in(*MARCH)
    assert len(found.pairs) == 5
    assert made.entry.account_id != WALLET
    assert moved.move_in(date(2026, 1, 1), date(2026, 1, 31)).pairs == ()


def test_a_company_that_refuses_the_memo_is_moved_in_all_the_same(moved: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise refusal(RefusalReason.PERIOD_CLOSED)

    monkeypatch.setattr(moved.books, "amend_note", refuse)
    assert moved.move_in(*MARCH, SURE).adopted == 6
    moved.source.queue_again(*(entry_id(n) for n in range(1, 7)))
    assert statuses(moved.export()) == {"already_there": 6}


def test_days_up_to_five_apart_are_paired(moved: Desk) -> None:
    for number, one in enumerate(list(moved.books.of_kind(EntryKind.PURCHASE))):
        moved.books.change(one.kind, one.id, day=date(2026, 3, 14) + timedelta(days=number + 1))
    found = moved.move_in(*MARCH)
    assert (len(found.pairs), len(found.alone_in_pleo), len(found.alone_in_books)) == (5, 1, 1)
    assert EXPORTED in moved.told().values()


def test_the_first_and_the_last_day_of_the_calendar_can_be_asked_for(moved: Desk) -> None:
    assert len(moved.move_in(date.min, date.max).pairs) == 6
    assert moved.reconcile(date.min, date.max).last == date.max


def test_what_employees_laid_out_is_paired_on_the_pocket_account_alone(bakery: Desk) -> None:
    linked(bakery, 1, "12.00", "Costa")
    bakery.wait(expense(2, "out_of_pocket", amount="12.00", note="Costa"))
    bakery.another_computer().export(look_alikes=LookAlikes.POST)
    laid_out = next(one for one in bakery.books.entries.values() if entry_id(2) in one.entry.header.note)
    bakery.books.change(laid_out.kind, laid_out.id, doc_number=None, note="Costa")
    found = {one.expense.id: one.entry.id for one in bakery.move_in(*MARCH).pairs}
    assert found[entry_id(2)] == laid_out.id
    assert found[entry_id(1)] != laid_out.id
