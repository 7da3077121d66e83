"""Postings of several entries on paper: invoices and their payments, and purchases by accounts payable."""

from dataclasses import replace
from decimal import Decimal

import pytest

from pleoqb_desktop.domain.entries import EntryKind
from pleoqb_desktop.domain.problems import Code, problem
from pleoqb_desktop.export.bills import payment_rounds
from pleoqb_desktop.export.expense import expense_of
from pleoqb_desktop.ports.errors import LostAnswerError, RefusalReason
from pleoqb_desktop.ports.questions import AnswerKind
from tests.builders import tagged_vendor, vendor
from tests.on_paper.books import refusal
from tests.on_paper.desk import Desk, codes, desk, entry_id, expense, invoice, item_of, payment, statuses

LOST = LostAnswerError(problem(Code.QUICKBOOKS_UNREACHABLE))


@pytest.mark.parametrize("first", ["invoice", "payment"])
def test_a_payment_settles_its_invoice_whichever_pleo_hands_out_first(bakery: Desk, first: str) -> None:
    owed = invoice(1)
    both = (owed, payment(2, owed))
    bakery.wait(*(both if first == "invoice" else reversed(both)))
    assert statuses(bakery.export()) == {"exported": 2}
    (bill,) = bakery.books.of_kind(EntryKind.BILL)
    assert bill.shown().balance == 0
    assert len(bakery.books.of_kind(EntryKind.BILL_PAYMENT)) == 1


def test_a_payment_of_a_later_job_finds_the_bill(bakery: Desk) -> None:
    owed = invoice(1)
    bakery.wait(owed)
    bakery.export()
    bakery.wait(payment(2, owed))
    assert statuses(bakery.export()) == {"exported": 1}
    (bill,) = bakery.books.of_kind(EntryKind.BILL)
    assert bill.shown().balance == 0


def test_a_payment_finds_the_bill_also_on_another_computer(bakery: Desk) -> None:
    owed = invoice(1)
    bakery.wait(owed)
    bakery.export()
    bakery.wait(payment(2, owed))
    assert statuses(bakery.another_computer().export()) == {"exported": 1}


def test_a_payment_that_names_nobody_finds_the_bill_by_what_it_settles(bakery: Desk) -> None:
    owed = invoice(1)
    bakery.wait(owed, replace(payment(2, owed), supplier=None))
    assert statuses(bakery.export()) == {"exported": 2}


def test_a_payment_without_its_bill_is_held(bakery: Desk) -> None:
    bakery.wait(payment(2, invoice(1)))
    assert codes(bakery.export()) == {entry_id(2): ["bill_not_found"]}
    assert bakery.books.of_kind(EntryKind.BILL_PAYMENT) == []


def test_a_second_payment_of_a_settled_bill_is_held_and_foreseen(bakery: Desk) -> None:
    owed = invoice(1)
    bakery.wait(owed, payment(2, owed), payment(3, owed))
    bakery.source.press_export()
    foreseen, outcome = bakery.preview(), bakery.export()
    for one in (foreseen, outcome):
        assert sorted(codes(one).values()) == [["bill_paid"]]
    (bill,) = bakery.books.of_kind(EntryKind.BILL)
    assert bill.paid == Decimal(12)


def test_payments_in_parts_settle_a_bill(bakery: Desk) -> None:
    owed = invoice(1, "18.00")
    bakery.wait(owed, payment(2, owed, "12.00"), payment(3, owed, "6.00"))
    assert statuses(bakery.export()) == {"exported": 3}
    (bill,) = bakery.books.of_kind(EntryKind.BILL)
    assert bill.shown().balance == 0


def test_payments_of_several_suppliers_ask_for_their_bills_together(bakery: Desk) -> None:
    owed = [invoice(number, supplier=f"Supplier {number}") for number in (1, 2, 3)]
    bakery.wait(*owed)
    bakery.export()
    bakery.wait(*(replace(payment(10 + number, one), supplier=one.supplier) for number, one in enumerate(owed)))
    before = bakery.books.asked.copy()
    assert statuses(bakery.export()) == {"exported": 3}
    assert all(bill.shown().balance == 0 for bill in bakery.books.of_kind(EntryKind.BILL))
    asked = bakery.books.asked - before
    assert (asked["find_by_id"], asked["read"]) == (1, 0)


def test_payments_that_may_settle_one_document_go_one_after_the_other() -> None:
    one, other = invoice(1), invoice(2, supplier="Somebody else")
    nobodys = replace(payment(6, one), supplier=None)
    theirs = [replace(payment(number, other), supplier=other.supplier) for number in (5, 7)]
    payments = [payment(3, one), payment(4, one), theirs[0], nobodys, theirs[1]]
    waiting = [expense_of("job", item, "UTC") for item in payments]
    rounds = payment_rounds(waiting)
    assert [[one.id for one in together] for together in rounds] == [
        [entry_id(3), entry_id(5)], [entry_id(4)], [entry_id(6)], [entry_id(7)],
    ]  # fmt: skip


def test_payments_of_one_invoice_number_go_one_after_the_other_whoever_is_named() -> None:
    one, other = (
        expense(1, "invoice_payment", invoice_number="F-9"),
        expense(2, "invoice_payment", invoice_number="F-9"),
    )
    theirs = replace(other, supplier=invoice(3, supplier="EDF Entreprises").supplier)
    assert len(payment_rounds([expense_of("job", item, "UTC") for item in (one, theirs)])) == 2


def test_a_plan_without_bills_holds_them_and_nobody_else(bakery: Desk) -> None:
    bakery.books.change_plan("QuickBooks Online Simple Start")
    owed = invoice(1)
    bakery.wait(owed, payment(2, owed), expense(3))
    outcome = bakery.export()
    assert outcome.problem is None
    assert codes(outcome) == {entry_id(1): ["plan_without_bills"], entry_id(2): ["plan_without_bills"]}


# -- accounts payable: a bill and its payment from one expense -----------------------------------------------------------


@pytest.fixture
def payable(bakery: Desk) -> Desk:
    """With a purchase by accounts payable, whose vendor the bookkeeper tagged."""
    own = desk(bakery.scratch, vendors=[vendor("56")])
    own.wait(
        expense(1, bookkeeping_method="accounts_payable", vendor=tagged_vendor("Boulangerie Dupont", "56"), receipts=1)
    )
    return own


def test_a_purchase_by_accounts_payable_is_a_bill_that_is_paid(payable: Desk) -> None:
    outcome = payable.export()
    (one,) = outcome.items
    (bill,) = payable.books.of_kind(EntryKind.BILL)
    assert (one.record.kind, one.record.external_id, bill.shown().balance) == (EntryKind.BILL, bill.id, 0)
    assert len(payable.books.of_kind(EntryKind.BILL_PAYMENT)) == 1
    assert [file.entry_ids for file, _ in payable.books.files.values()] == [(bill.id,)]


def test_a_payment_that_is_refused_takes_its_bill_back(payable: Desk) -> None:
    payable.books.spoil("post", refusal(RefusalReason.OTHER, "no"), nth=2)
    assert codes(payable.export()) == {entry_id(1): ["refused_by_quickbooks"]}
    assert payable.books.entries == {}
    payable.source.queue_again()
    assert statuses(payable.export()) == {"exported": 1}
    assert {kind for kind, _ in payable.books.entries} == {EntryKind.BILL, EntryKind.BILL_PAYMENT}


def test_a_payment_that_is_refused_leaves_a_bill_that_this_run_only_found(payable: Desk) -> None:
    """Another computer made it, or somebody else did and it was taken for the expense's."""
    payable.export()
    (paid,) = payable.books.of_kind(EntryKind.BILL_PAYMENT)
    payable.books.delete(EntryKind.BILL_PAYMENT, paid.id)
    payable.source.queue_again(entry_id(1))
    payable.books.spoil("post", refusal(RefusalReason.OTHER, "no"))
    other = payable.another_computer()
    assert codes(other.export()) == {entry_id(1): ["refused_by_quickbooks"]}
    assert [kind for kind, _ in payable.books.entries] == [EntryKind.BILL]
    payable.source.queue_again()
    assert statuses(other.export()) == {"exported": 1}
    assert {kind for kind, _ in payable.books.entries} == {EntryKind.BILL, EntryKind.BILL_PAYMENT}


def test_a_bill_that_cannot_be_taken_back_is_told(payable: Desk) -> None:
    payable.books.spoil("post", refusal(RefusalReason.OTHER, "no"), nth=2)
    payable.books.spoil("remove", refusal(RefusalReason.LINKED))
    (one,) = payable.export().items
    assert [reason.code.value for reason in one.record.problems] == ["refused_by_quickbooks", "changed_and_left"]
    (bill,) = payable.books.of_kind(EntryKind.BILL)
    assert one.record.problems[1].params["external_id"] == one.record.external_id == bill.id


@pytest.mark.parametrize("nth", [1, 2])
@pytest.mark.parametrize("done", [False, True])
def test_a_lost_answer_of_either_makes_both_once(payable: Desk, nth: int, done: bool) -> None:
    payable.books.spoil("post", LOST, nth=nth, done=done)
    assert statuses(payable.export()) == {"exported": 1}
    assert [kind for kind, _ in payable.books.entries] == [EntryKind.BILL, EntryKind.BILL_PAYMENT]
    (bill,) = payable.books.of_kind(EntryKind.BILL)
    assert bill.shown().balance == 0


def test_what_stands_in_part_is_completed(payable: Desk) -> None:
    """The payment is gone, and another computer exports again."""
    payable.export()
    (paid,) = payable.books.of_kind(EntryKind.BILL_PAYMENT)
    payable.books.delete(EntryKind.BILL_PAYMENT, paid.id)
    payable.source.queue_again(entry_id(1))
    outcome = payable.another_computer().export()
    assert codes(outcome) == {}
    assert len(payable.books.of_kind(EntryKind.BILL)) == len(payable.books.of_kind(EntryKind.BILL_PAYMENT)) == 1


def test_an_undo_takes_our_payment_back_and_leaves_the_bill_that_somebody_else_made(payable: Desk) -> None:
    payable.export()
    (paid,) = payable.books.of_kind(EntryKind.BILL_PAYMENT)
    payable.books.delete(EntryKind.BILL_PAYMENT, paid.id)
    (bill,) = payable.books.of_kind(EntryKind.BILL)
    payable.books.change(EntryKind.BILL, bill.id, note="entered by hand", doc_number=None)
    payable.books.files.clear()
    payable.source.queue_again(entry_id(1))
    other = payable.another_computer()
    assert codes(other.export()) == {entry_id(1): ["looks_like"]}
    other.answering().take(entry_id(1), AnswerKind.SAME, bill.id)
    adoption = other.runs.runs()[0].run.id
    payable.source.queue_again(entry_id(1))
    outcome = other.export()
    assert statuses(outcome) == {"exported": 1}
    assert len(payable.books.of_kind(EntryKind.BILL_PAYMENT)) == 1
    undone = other.undo(outcome.run_id)
    assert (undone.entries_removed, [one.problem and one.problem.code for one in undone.items]) == (
        1,
        [Code.UNDO_NOT_OURS],
    )
    assert [one.id for one in payable.books.entries.values()] == [bill.id]
    assert other.undo(adoption).complete
    assert [(one.id, one.entry.header.note) for one in payable.books.entries.values()] == [(bill.id, "entered by hand")]


def test_an_entry_that_quickbooks_changed_is_taken_back_and_told(payable: Desk) -> None:
    payable.books.when("post", lambda: payable.books.alter_next(day_shift=1), nth=2)
    assert codes(payable.export()) == {entry_id(1): ["changed_by_quickbooks"]}
    assert payable.books.entries == {}
    assert payable.books.files == {}


@pytest.mark.parametrize("count", [1, 6])
def test_a_purchase_that_quickbooks_changed_is_taken_back_and_told(bakery: Desk, count: int) -> None:
    """Alone, and within a batch."""
    bakery.wait(*(expense(n) for n in range(1, count + 1)))
    bakery.books.when("post" if count == 1 else "post_batch", lambda: bakery.books.alter_next(day_shift=1))
    outcome = bakery.export()
    assert list(codes(outcome).values()) == [["changed_by_quickbooks"]]
    (failed,) = codes(outcome)
    assert item_of(outcome, failed).record.problems[0].params["what"] == "date"
    assert len(bakery.books.entries) == count - 1
