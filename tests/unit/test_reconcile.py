"""Reconcile on paper: each difference between Pleo and the books is told as what it is, and nothing is written."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from pleoqb_desktop.domain.entries import EntryKind, Header, JournalEntry, Line, TaxOnLine, Transfer
from pleoqb_desktop.domain.money import Money
from pleoqb_desktop.domain.rules.periods import ClosedPeriods
from pleoqb_desktop.ports.questions import AnswerKind
from pleoqb_desktop.ports.runs import ItemStatus
from pleoqb_desktop.reconcile import ORDER, Reconciliation, Verdict, default_period
from tests.builders import FUNDING, POCKET, WALLET, line
from tests.on_paper.desk import Desk, codes, entry_id, expense, handful, item_of, statuses

MARCH = (date(2026, 3, 1), date(2026, 3, 31))
FEBRUARY = (date(2026, 2, 1), date(2026, 2, 28))


def verdicts(found: Reconciliation) -> dict[str, int]:
    """Counts without zeros."""
    return {verdict.value: count for verdict, count in found.counts.items() if count}


def made(own: Desk) -> dict[str, str]:
    """The QuickBooks id of each expense that an export made."""
    outcome = own.export()
    assert outcome.problem is None
    return {one.record.accounting_entry_id: one.record.external_id for one in outcome.items if one.record.external_id}


def test_the_order_of_a_page_knows_every_verdict_once() -> None:
    assert set(ORDER) == set(Verdict)
    assert len(ORDER) == len(set(ORDER))


def test_after_an_export_both_sides_agree(bakery: Desk) -> None:
    bakery.wait(*handful())
    ids = made(bakery)
    found = bakery.reconcile(*MARCH)
    assert found.agrees
    by_entry = {one.accounting_entry_id: one for one in found.entries}
    assert {one for one, row in by_entry.items() if row.verdict is Verdict.MATCHED} == ids.keys()
    assert by_entry[entry_id(13)].verdict is Verdict.NOT_EXPORTED
    for one, row in by_entry.items():
        if row.verdict is Verdict.MATCHED:
            assert row.external_id == ids[one or ""]
            assert row.books_amount == row.pleo_amount
            assert row.external_url


def test_each_difference_is_told_as_what_it_is(bakery: Desk) -> None:
    bakery.wait(*(expense(n) for n in range(1, 7)))
    ids = made_of(bakery, 1, 2, 3, 4, 5)
    bakery.books.delete(EntryKind.PURCHASE, ids[entry_id(2)])
    bakery.books.rewrite(EntryKind.PURCHASE, ids[entry_id(3)], lines=(entry_line("99.00", "2.00"),))
    bakery.books.change(EntryKind.PURCHASE, ids[entry_id(4)], day=date(2026, 3, 20))
    bakery.books.rewrite(EntryKind.PURCHASE, ids[entry_id(5)], lines=(entry_line("12.00", "0.00"),))
    found = bakery.reconcile(*MARCH)
    rows = {one.accounting_entry_id: one for one in found.entries}
    assert [rows[entry_id(n)].verdict for n in range(1, 7)] == [
        Verdict.MATCHED,
        Verdict.MISSING,
        Verdict.AMOUNT_DIFFERS,
        Verdict.DATE_DIFFERS,
        Verdict.VAT_DIFFERS,
        Verdict.NOT_EXPORTED,
    ]
    assert (rows[entry_id(3)].pleo_amount, rows[entry_id(3)].books_amount) == (Decimal(12), Decimal(101))
    assert rows[entry_id(4)].books_day == date(2026, 3, 20)
    assert (rows[entry_id(2)].external_id, rows[entry_id(2)].books_amount) == (None, None)
    assert not found.agrees
    assert found.counts[Verdict.MATCHED] == 1


def made_of(own: Desk, *numbers: int) -> dict[str, str]:
    outcome = own.export(only=frozenset(entry_id(n) for n in numbers))
    return {entry_id(n): item_of(outcome, entry_id(n)).record.external_id or "" for n in numbers}


def entry_line(net: str, tax: str) -> Line:
    """A line as an accountant might write it."""
    return Line("7", Decimal(net), tax=TaxOnLine("20", Decimal(tax), ()))


def test_an_entry_that_was_taken_off_the_pleo_account_or_turned_round_differs(bakery: Desk) -> None:
    """Its amount is what Pleo tells: what it moves of the Pleo account is not."""
    bakery.wait(*(expense(n) for n in range(1, 4)), expense(4, "wallet_topup", "50.00"))
    ids = made(bakery)
    bakery.books.rewrite(EntryKind.PURCHASE, ids[entry_id(1)], account_id=FUNDING)
    bakery.books.rewrite(EntryKind.PURCHASE, ids[entry_id(2)], credit=True)
    bakery.books.rewrite(EntryKind.TRANSFER, ids[entry_id(4)], from_account_id=POCKET)
    found = bakery.reconcile(*MARCH)
    assert verdicts(found) == {"amount_differs": 2, "matched": 2}
    by_entry = {one.accounting_entry_id: one.books_amount for one in found.entries}
    assert by_entry == {
        entry_id(1): Decimal(0),
        entry_id(2): Decimal("-12.00"),
        entry_id(3): Decimal("12.00"),
        entry_id(4): Decimal("50.00"),
    }


@pytest.mark.parametrize("type_", ["out_of_pocket", "invoice"])
def test_what_employees_and_suppliers_are_owed_is_no_movement_of_the_wallet(bakery: Desk, type_: str) -> None:
    bakery.wait(expense(1, type_, invoice_number="F-1"))
    made(bakery)
    assert verdicts(bakery.reconcile(*MARCH)) == {"matched": 1}


def test_a_journal_entry_that_left_the_pleo_account_differs(bakery: Desk) -> None:
    bakery.wait(expense(1, lines=[line("62.00", tax=None, account="7"), line("-12.00", tax=None, account="8")]))
    ids = made(bakery)
    (entry,) = bakery.books.of_kind(EntryKind.JOURNAL_ENTRY)
    assert isinstance(entry.entry, JournalEntry)
    moved = [replace(one, account_id=FUNDING) if one.account_id == WALLET else one for one in entry.entry.lines]
    bakery.books.rewrite(EntryKind.JOURNAL_ENTRY, ids[entry_id(1)], lines=tuple(moved))
    assert [(one.verdict, one.books_amount) for one in bakery.reconcile(*MARCH).entries] == [
        (Verdict.AMOUNT_DIFFERS, Decimal(0))
    ]


def test_an_amount_that_both_sides_changed_alike_is_matched(bakery: Desk) -> None:
    bakery.wait(expense(1))
    ids = made(bakery)
    bakery.books.rewrite(EntryKind.PURCHASE, ids[entry_id(1)], lines=(entry_line("11.00", "2.00"),))
    bakery.wait(expense(1, amount="13.00"))
    found = bakery.reconcile(*MARCH)
    assert [(one.verdict, one.books_amount) for one in found.entries] == [(Verdict.MATCHED, Decimal("13.00"))]


def test_what_stands_on_the_pleo_account_without_pleo_is_extra(bakery: Desk) -> None:
    header = Header(date(2026, 3, 4), "by hand")
    extra = bakery.books.write_by_hand(Transfer(header, FUNDING, WALLET, Decimal(50)))
    bakery.books.write_by_hand(Transfer(header, FUNDING, "41", Decimal(60)))
    found = bakery.reconcile(*MARCH)
    assert verdicts(found) == {"extra": 1}
    (row,) = found.entries
    assert (row.accounting_entry_id, row.external_id, row.books_amount) == (None, extra.id, Decimal(50))
    assert row.external_url


def test_an_entry_of_ours_that_pleo_has_deleted_is_extra(bakery: Desk) -> None:
    bakery.wait(expense(1))
    made(bakery)
    bakery.source.forget(entry_id(1))
    assert verdicts(bakery.reconcile(*MARCH)) == {"extra": 1}


def test_an_entry_moved_far_away_is_found_by_its_number(bakery: Desk) -> None:
    bakery.wait(expense(1))
    (id_,) = made(bakery).values()
    bakery.books.change(EntryKind.PURCHASE, id_, day=date(2026, 9, 1))
    found = bakery.reconcile(*MARCH)
    assert verdicts(found) == {"date_differs": 1}
    assert found.entries[0].books_day == date(2026, 9, 1)


def test_an_entry_without_a_number_that_was_moved_is_found_by_what_this_computer_knows(bakery: Desk) -> None:
    bakery.wait(expense(1, "refund"))
    (id_,) = made(bakery).values()
    bakery.books.change(EntryKind.DEPOSIT, id_, day=date(2026, 9, 1))
    assert verdicts(bakery.reconcile(*MARCH)) == {"date_differs": 1}
    assert verdicts(bakery.another_computer().reconcile(*MARCH)) == {"missing": 1}


def test_another_computer_compares_as_well(bakery: Desk) -> None:
    bakery.wait(*handful())
    made(bakery)
    found = bakery.another_computer().reconcile(*MARCH)
    assert found.agrees
    assert found.counts[Verdict.MATCHED] == 11


def test_days_are_those_of_the_company(bakery: Desk) -> None:
    """23:30 UTC on the last of February is March in Paris."""
    bakery.wait(expense(1, date=datetime(2026, 2, 28, 23, 30, tzinfo=UTC)))
    made(bakery)
    assert verdicts(bakery.reconcile(*MARCH)) == {"matched": 1}
    assert verdicts(bakery.reconcile(*FEBRUARY)) == {}


def test_an_expense_that_a_closed_period_moved_is_neither_missing_nor_extra(bakery: Desk) -> None:
    bakery.books.close(date(2026, 2, 28))
    bakery.settings = bakery.settings_with(closed_periods=ClosedPeriods.FIRST_OPEN_DAY)
    early = datetime(2026, 2, 10, 12, 0, tzinfo=UTC)
    bakery.wait(expense(1, date=early), expense(2, "refund", date=early))
    assert statuses(bakery.export()) == {"exported": 2}
    assert verdicts(bakery.reconcile(*FEBRUARY)) == {"matched": 2}
    assert verdicts(bakery.reconcile(*MARCH)) == {}


def test_an_amount_in_the_suppliers_currency_alone_is_not_compared(bakery: Desk) -> None:
    bakery.wait(expense(1))
    made(bakery)
    abroad = bakery.source.spent[entry_id(1)]
    foreign = expense(1, lines=[line("13.50", account="7", currency="USD")])
    abroad.item = replace(foreign, accounting_entry_id=entry_id(1))
    theirs = bakery.another_computer().reconcile(*MARCH)
    assert verdicts(theirs) == {"matched": 1}


def test_a_plan_without_bills_is_no_obstacle(bakery: Desk) -> None:
    bakery.wait(expense(1))
    made(bakery)
    bakery.books.change_plan("QuickBooks Online Simple Start")
    assert bakery.reconcile(*MARCH).agrees


def test_it_writes_nothing_and_reads_no_more_for_many_than_for_one(bakery: Desk) -> None:
    counts = []
    for numbers in (range(1, 2), range(2, 60)):
        bakery.wait(*(expense(n) for n in numbers))
        made(bakery)
        before = bakery.books.asked.copy()
        kept = bakery.picture(), [one.counts for one in bakery.runs.runs()]
        assert bakery.reconcile(*MARCH).agrees
        assert (bakery.picture(), [one.counts for one in bakery.runs.runs()]) == kept
        counts.append({name: count for name, count in (bakery.books.asked - before).items() if name != "vendors"})
    assert counts[0] == counts[1] == {"find_by_day": 2}
    assert bakery.runs.counts(bakery.runs.runs()[0].run.jobs) == {ItemStatus.EXPORTED: 58}


def test_an_expense_that_stands_twice_is_double(bakery: Desk) -> None:
    bakery.wait(*handful())
    made(bakery)
    doubled = [one for one in list(bakery.books.entries.values()) if one.kind is not EntryKind.BILL_PAYMENT]
    for one in doubled:
        bakery.books.write_by_hand(replace(one.entry, header=replace(one.entry.header, doc_number="typed anew")))
    for own in (bakery, bakery.another_computer()):
        found = own.reconcile(*MARCH)
        assert found.counts[Verdict.DOUBLE] == len(doubled)
        assert not found.agrees
        rows = {one.accounting_entry_id: one for one in found.entries}
        assert len(rows[entry_id(1)].external_ids) == 2


def test_a_journal_entry_with_lines_of_both_signs_agrees(bakery: Desk) -> None:
    both = [line("1189.70", tax=None, account="7"), line("-8.33", tax=None, account="8")]
    bakery.wait(expense(1, lines=both))
    outcome = bakery.export()
    assert outcome.items[0].record.kind is EntryKind.JOURNAL_ENTRY, codes(outcome)
    assert verdicts(bakery.reconcile(*MARCH)) == {"matched": 1}


def test_an_entry_that_somebody_else_made_is_adopted(bakery: Desk) -> None:
    bakery.wait(expense(1))
    (id_,) = made(bakery.another_computer()).values()
    bakery.books.change(EntryKind.PURCHASE, id_, doc_number=None, note="bank")
    bakery.wait(expense(1))
    bakery.export()
    bakery.answering().take(entry_id(1), AnswerKind.SAME, id_)
    bakery.wait(expense(1))
    bakery.export()
    found = bakery.reconcile(*MARCH)
    assert verdicts(found) == {"adopted": 1}
    assert found.agrees


def test_a_change_in_pleo_that_nobody_answered_is_not_green(bakery: Desk) -> None:
    bakery.wait(expense(1))
    made(bakery)
    bakery.wait(expense(1, lines=[line("12.00", account="8", tax=("20", "2.00"))]))
    bakery.export()
    found = bakery.reconcile(*MARCH)
    assert verdicts(found) == {"matched": 1}
    assert [one.member for one in found.entries[0].differences] == ["account"]
    assert not found.agrees


def test_on_another_computer_what_a_closed_period_moved_is_matched(bakery: Desk) -> None:
    bakery.books.close(date(2026, 2, 28))
    bakery.settings = bakery.settings_with(closed_periods=ClosedPeriods.FIRST_OPEN_DAY)
    early = datetime(2026, 2, 10, 12, 0, tzinfo=UTC)
    bakery.wait(*(expense(n, type_, date=early) for n, type_ in enumerate(("card_purchase", "refund"), 1)))
    assert statuses(bakery.export()) == {"exported": 2}
    other = bakery.another_computer()
    assert verdicts(other.reconcile(*FEBRUARY)) == {"matched": 2}
    assert verdicts(other.reconcile(*MARCH)) == {}


def test_movements_of_both_sides_are_summed_where_pleo_tells_them(bakery: Desk) -> None:
    bakery.wait(expense(1), expense(2, amount="18.00"))
    made(bakery)
    (balance,) = bakery.reconcile(*MARCH).balances
    assert (balance.currency, balance.since) == ("EUR", MARCH[0])
    assert balance.quickbooks == Decimal(-30)
    assert balance.pleo in {Decimal(-30), None}


def test_a_movement_that_pleo_tells_in_another_currency_is_summed_by_what_was_exported(
    bakery: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    bakery.wait(expense(1, original_amount=Money(Decimal("13.40"), "USD")))
    made(bakery)
    told = bakery.source.entries
    monkeypatch.setattr(
        bakery.source, "entries", lambda *days: [replace(one, wallet_amount=None) for one in told(*days)]
    )
    assert [one.amount.currency for one in bakery.source.entries(*MARCH)] == ["USD"]
    (balance,) = bakery.reconcile(*MARCH).balances
    assert (balance.pleo, balance.quickbooks) == (Decimal(-12), Decimal(-12))


def test_the_period_reaches_back_to_what_was_exported_lately(bakery: Desk) -> None:
    today = date(2026, 11, 24)
    assert default_period(today, bakery.runs) == (date(2026, 9, 1), today)
    bakery.wait(expense(1))
    made(bakery)
    assert default_period(today, bakery.runs) == (date(2026, 3, 14), today)
