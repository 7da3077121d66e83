"""Which expenses need a person, each once, by cause; and how two sides compare."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from pleoqb_desktop.domain.entries import EntryKind
from pleoqb_desktop.domain.money import Money
from pleoqb_desktop.domain.problems import Code, problem
from pleoqb_desktop.export.asked import Asked, Standing
from pleoqb_desktop.export.needs import NeedsYou
from pleoqb_desktop.export.outcome import ItemOutcome
from pleoqb_desktop.gui.models.compare import Member, Pair, pairs
from pleoqb_desktop.gui.models.needs import blocks, cases, not_in_books
from pleoqb_desktop.gui.models.spend_rows import SpendRow
from pleoqb_desktop.ports.ledger import PostedEntry
from pleoqb_desktop.ports.questions import NotInBooks, Question
from pleoqb_desktop.ports.runs import Difference, ItemRecord, ItemStatus
from pleoqb_desktop.texts import Language, Texts

NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)
TEXTS = Texts(Language("en"))
CLOSED, INACTIVE, LATE = (problem(code) for code in (Code.PERIOD_CLOSED, Code.ACCOUNT_INACTIVE, Code.RECEIPT_EXPIRED))


def record(entry_id: str, *problems: Any, amount: str = "12.00", **members: Any) -> ItemRecord:
    given: dict[str, Any] = {"status": ItemStatus.FAILED, "amount": Money(Decimal(amount), "EUR"), "supplier": "Uber"}
    return replace(ItemRecord("job", entry_id, "card_purchase", problems=problems), **given | members)


def missing(one: ItemRecord, cause: str = "") -> NotInBooks:
    return NotInBooks(one, cause or one.problems[0].code.value, NOW, 1)


def row(one: ItemRecord) -> SpendRow:
    return SpendRow(ItemOutcome(one), one.supplier, "", one.amount)


def test_causes_come_by_their_number_with_money_each_taken_as_positive() -> None:
    needs = NeedsYou(
        (missing(record("a", INACTIVE)), missing(record("b", CLOSED)), missing(record("c", CLOSED, amount="-2.50"))),
    )
    found = blocks(cases(needs, (), (), frozenset()))
    assert [(one.cause, len(one.cases), one.sums) for one in found] == [
        ("period_closed", 2, (Money(Decimal("14.50"), "EUR"),)),
        ("account_inactive", 1, (Money(Decimal("12.00"), "EUR"),)),
    ]


def test_what_an_undo_took_back_is_not_in_the_books_whatever_its_record_says() -> None:
    undone = missing(record("a", status=ItemStatus.EXPORTED), "undone")
    changed = missing(record("b", problem(Code.CHANGED_SINCE), status=ItemStatus.ALREADY_THERE))
    found = blocks(cases(NeedsYou((undone, changed)), (), (), frozenset()))
    assert {one.cause: one.stands for one in found} == {"undone": False, "changed_since": True}
    assert not_in_books(found) == (Money(Decimal("12.00"), "EUR"),)


def test_what_waits_again_needs_a_person_only_while_it_has_a_problem() -> None:
    needs = NeedsYou((missing(record("mended", CLOSED)), missing(record("still", CLOSED))))
    waiting = row(record("still", INACTIVE, status=ItemStatus.WAITING))
    (found,) = cases(needs, [waiting], (), frozenset({"mended"}))
    assert (found.id, found.cause, found.stored) == ("still", "account_inactive", False)


def test_what_waits_again_with_the_question_that_was_asked_can_be_answered() -> None:
    asked_before = record("a", problem(Code.VOIDED_BY_HAND))
    waiting = row(replace(asked_before, status=ItemStatus.WAITING))
    needs = NeedsYou((missing(asked_before),))
    (found,) = blocks(cases(needs, [waiting], (), frozenset()))
    assert (found.asks, len(found.cases), found.cases[0].row) == (True, 1, waiting)
    assert [one.asks for one in blocks(cases(needs, (), (), frozenset({"a"})))] == [True], (
        "Pleo's queue tells no problem"
    )
    assert cases(replace(needs, again=frozenset({"a"})), (), (), frozenset({"a"})) == []


def test_an_answer_that_acts_later_an_undo_and_an_ended_job_need_only_another_export() -> None:
    asked = missing(record("asked", problem(Code.LOOKS_LIKE)))
    needs = NeedsYou((asked, missing(record("undone", CLOSED), "undone")), frozenset({"asked"}))
    found = blocks(cases(needs, (), (), frozenset()))
    assert [(one.cause, one.cases[0].problem, one.asks) for one in found] == [
        ("again", None, False),
        ("undone", None, False),
    ]
    assert [one.asks for one in blocks(cases(NeedsYou((asked,)), (), (), frozenset()))] == [True]


def test_receipts_that_do_not_arrive_are_a_cause_and_told_once() -> None:
    lacking = record("a", LATE, status=ItemStatus.EXPORTED, receipts_expected=2)
    results = [row(lacking), row(record("b", problem(Code.RECEIPT_REPLACED), status=ItemStatus.EXPORTED))]
    absent = record("c", problem(Code.FILE_RECEIPT_ABSENT), status=ItemStatus.EXPORTED, receipts_expected=1)
    found = blocks(cases(NeedsYou(lacking=(lacking, absent)), (), results, frozenset()))
    assert [(one.cause, one.lacks_receipts) for one in found] == [
        ("receipt_expired", True),
        ("file_receipt_absent", True),
        ("receipt_replaced", True),
    ]


# -- two sides -------------------------------------------------------------------------------------------------------------


def asked(code: Code, **members: Any) -> Asked:
    one = record("a", day=date(2026, 11, 2), reconciliation_id="F-1", **members)
    return Asked(Question("job", "a", code, ((EntryKind.PURCHASE, "7"),), NOW), one, ())


def entry(**members: Any) -> Standing:
    given: dict[str, Any] = {"total": Decimal("12.00"), "vendor_name": "UBER", "note": "BANK TEXT", "doc_number": "F-2"}
    posted = PostedEntry(EntryKind.PURCHASE, "7", "0", date(2026, 11, 2))
    return Standing(replace(posted, **given | members), "https://example.invalid/")


def test_equal_and_different_are_told_and_what_one_side_does_not_tell_is_neither() -> None:
    assert list(pairs(asked(Code.LOOKS_LIKE), entry(vendor_name=""), TEXTS)) == [
        Pair(Member.DATE, "2 Nov 2026", "2 Nov 2026", equal=True),
        Pair(Member.SUPPLIER, "Uber", "", equal=None),
        Pair(Member.AMOUNT, "€12.00", "€12.00", equal=True),
        Pair(Member.NUMBER, "F-1", "F-2", equal=False),
        Pair(Member.MEMO, "", "BANK TEXT", equal=None),
    ]
    assert pairs(asked(Code.LOOKS_LIKE), entry(), TEXTS)[1].equal, "capitals are no difference"


def test_of_an_entry_of_ours_what_changed_in_pleo_is_told_and_not_our_own_marks() -> None:
    changed = (Difference("amount", "62.00", "12.00"), Difference("tax", "10.33 (20 %)", "2.00"))
    found = pairs(asked(Code.CHANGED_SINCE, amount="62.00", differences=changed), entry(), TEXTS)
    assert [(one.member, one.pleo, one.quickbooks, one.equal) for one in found[2:]] == [
        (Member.AMOUNT, "€62.00", "€12.00", False),
        (Member.TAX, "10.33 (20 %)", "€2.00", False),
    ]


def test_an_amount_of_zero_of_a_voided_entry_differs() -> None:
    found = pairs(asked(Code.VOIDED_BY_HAND), entry(total=Decimal(0)), TEXTS)
    assert (found[2].quickbooks, found[2].equal) == ("€0.00", False)
