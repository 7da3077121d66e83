"""What needs a person is read from the run store: what is missing, interrupted, or without its receipts; on paper."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from pleoqb_desktop.domain.money import Money
from pleoqb_desktop.domain.problems import ABOUT_RECEIPTS, Code
from pleoqb_desktop.domain.rules import periods
from pleoqb_desktop.domain.rules.periods import ClosedPeriods
from pleoqb_desktop.export.needs import NeedsYou, needs_you
from pleoqb_desktop.ports.errors import ReceiptRefusal
from pleoqb_desktop.ports.questions import AnswerKind
from tests.builders import NOON
from tests.on_paper.desk import Desk, desk, entry_id, expense, handful
from tests.unit.export.test_questions import DAY, again, unmarked

ONE = entry_id(1)


def needs(own: Desk) -> NeedsYou:
    return needs_you(own.runs, own.questions, own.settings, DAY)


def test_nobody_is_needed_when_all_that_was_exported_stands(bakery: Desk) -> None:
    assert not needs(bakery)
    bakery.wait(expense(1, amount="12.00"), expense(2, amount="24.00"))
    bakery.export()
    found = needs(bakery)
    assert not found
    assert [(one.items, one.amount) for one in found.in_books] == [(2, Money(Decimal("36.00"), "EUR"))]
    assert (found.this_month, found.currency, found.in_books_before) == (DAY.replace(day=1), "EUR", ())
    bakery.wait(expense(3, amount="5.00", date=NOON - timedelta(days=31)), expense(4, date=NOON - timedelta(days=62)))
    bakery.export()
    assert [(one.items, one.amount) for one in needs(bakery).in_books_before] == [(1, Money(Decimal("5.00"), "EUR"))]
    later = needs_you(bakery.runs, bakery.questions, bakery.settings, DAY.replace(year=DAY.year + 1, day=1))
    assert (later.in_books, later.months) == ((), ()), "a year later its month is no longer among the twelve"
    assert (
        needs_you(bakery.runs, bakery.questions, bakery.settings, periods.months_back(DAY, -11)).months == found.months
    )


def test_an_answer_that_acts_when_the_expense_comes_again_is_told_until_it_came(bakery: Desk) -> None:
    unmarked(bakery, expense(1))
    again(bakery, expense(1))
    bakery.export()
    found = needs(bakery)
    assert found
    assert ([one.cause for one in found.missing], found.again) == (["looks_like"], frozenset())
    bakery.answering().take(ONE, AnswerKind.ANOTHER)
    found = needs(bakery)
    assert ([one.cause for one in found.missing], found.again) == (["looks_like"], frozenset({ONE}))
    again(bakery, expense(1))
    bakery.export()
    assert not needs(bakery)


def test_an_export_that_was_killed_is_told_with_what_it_had_made_until_it_is_finished(bakery: Desk) -> None:
    items = handful()
    twin = desk(bakery.scratch)
    twin.wait(*items)
    moments: list[str] = []
    with twin.watched(lambda _number, name: moments.append(name)):
        twin.export()
    upload = moments.index("before upload") + 1
    bakery.wait(*items)
    started = bakery.clock.now()
    with bakery.killed_at(upload):
        bakery.export()
    interrupted = needs(bakery).interrupted
    assert interrupted is not None
    assert interrupted.started_at >= started
    standing = [one for one in bakery.runs.all_items() if one.status.stands_in_books]
    assert interrupted.made == len(standing) > 0
    assert interrupted.receipts == sum(one.receipts_expected for one in standing) > 0
    bakery.export()
    assert needs(bakery).interrupted is None


def test_what_a_setting_has_settled_since_only_comes_once_more(bakery: Desk) -> None:
    bakery.books.close(DAY)
    bakery.settings = bakery.settings_with(closed_periods=ClosedPeriods.HOLD)
    bakery.wait(expense(1))
    bakery.export()
    assert ([one.cause for one in needs(bakery).missing], needs(bakery).again) == (["period_closed"], frozenset())
    bakery.settings = bakery.settings_with(closed_periods=ClosedPeriods.FIRST_OPEN_DAY)
    assert needs(bakery).again == {ONE}


def test_what_lies_before_the_first_day_comes_once_more_when_that_day_is_earlier(bakery: Desk) -> None:
    bakery.settings = bakery.settings_with(start_date=date(2026, 4, 1))
    bakery.wait(expense(1))
    bakery.source.press_export()  # in a job made at Pleo
    bakery.export()
    assert ([one.cause for one in needs(bakery).missing], needs(bakery).again) == (["before_start"], frozenset())
    bakery.settings = bakery.settings_with(start_date=date(2026, 3, 1))
    assert needs(bakery).again == {ONE}


def test_an_answer_is_no_interrupted_export(bakery: Desk) -> None:
    standing = unmarked(bakery, expense(1))
    again(bakery, expense(1, receipts=1))
    bakery.export()
    assert bakery.answering().take(ONE, AnswerKind.SAME, standing).export_again
    assert len(bakery.runs.lacking_receipts()) == 1, "it follows with the next export"
    assert not needs(bakery)
    again(bakery, expense(1, receipts=1))
    bakery.export()
    assert not bakery.runs.lacking_receipts()


@pytest.mark.parametrize("code", sorted(ABOUT_RECEIPTS))
def test_a_receipt_that_cannot_be_had_is_no_interrupted_export_whatever_is_wrong_with_it(
    bakery: Desk, code: Code
) -> None:
    wanted = expense(1, receipts=1)
    bakery.wait(wanted)
    bakery.receipts.kept[wanted.files[0].url] = ReceiptRefusal(code)
    bakery.export()
    found = needs(bakery)
    assert [one.accounting_entry_id for one in found.lacking] == [ONE]
    assert found.interrupted is None
