from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from pleoqb_desktop.cli.reconciliation_paper import reconciliation_paper
from pleoqb_desktop.domain.csv_text import csv_text
from pleoqb_desktop.domain.paper import Paper
from pleoqb_desktop.ports.runs import Difference
from pleoqb_desktop.ports.settings import Settings
from pleoqb_desktop.reconcile import Balance, ReconciledEntry, Reconciliation, Verdict
from pleoqb_desktop.texts import ENGLISH, Texts

FIRST, LAST = date(2026, 3, 1), date(2026, 3, 31)
NOW = datetime(2026, 4, 2, 8, 0, tzinfo=UTC)
BREAD = ReconciledEntry(
    Verdict.MATCHED, "1", date(2026, 3, 4), Decimal(5), "GBP", date(2026, 3, 4), Decimal(5), supplier="Mill"
)


def paper(*rows: ReconciledEntry, pleo: str | None = "-5", quickbooks: str | None = "-5") -> Paper:
    """The page of what was found, in English."""
    counts = {verdict: sum(row.verdict is verdict for row in rows) for verdict in Verdict}
    sides = [Decimal(one) if one is not None else None for one in (pleo, quickbooks)]
    found = Reconciliation(FIRST, LAST, rows, counts, (Balance("GBP", FIRST, *sides),))
    return reconciliation_paper(found, Settings(company_name="Bakery", home_currency="GBP"), NOW, Texts(ENGLISH))


def test_what_agrees_is_counted_and_not_listed() -> None:
    page = paper(BREAD)
    assert (page.good, page.verdict) == (True, "Both sides agree: everything is there, once")
    assert page.about[0] == "Bakery"
    moves, counts = page.sections
    assert [row[1] for row in moves.rows] == ["-£5.00", "-£5.00", "£0.00"]
    assert counts.rows == (("Agrees", "1"),)


@pytest.mark.parametrize(
    ("row", "pleo", "verdict"),
    [
        (replace(BREAD, verdict=Verdict.NOT_EXPORTED, books_amount=None), "-9", "What was exported agrees; some expenses are not exported yet"),
        (replace(BREAD, verdict=Verdict.MISSING, books_amount=None), "-5", "Something does not agree"),
        (replace(BREAD, differences=(Difference("date", "1", "2"),)), "-5", "Something does not agree"),
        (BREAD, "-6", "Something does not agree"),
    ],
    ids=["waits", "missing", "changed", "moves"],
)  # fmt: skip
def test_nothing_is_green_while_something_is_open(row: ReconciledEntry, pleo: str, verdict: str) -> None:
    page = paper(row, pleo=pleo)
    assert (page.good, page.verdict) == (False, verdict)


def test_lines_are_what_does_not_agree_with_what_is_wrong_first() -> None:
    waits = replace(BREAD, verdict=Verdict.NOT_EXPORTED, books_amount=None, books_day=None)
    extra = ReconciledEntry(Verdict.EXTRA, None, books_day=LAST, books_amount=Decimal(7), supplier="=1;+2")
    changed = replace(BREAD, differences=(Difference("date", "1", "2"),))
    lines = paper(waits, BREAD, changed, extra).sections[-1]
    assert lines.rows == (
        ("31 Mar 2026 · =1;+2 · Only in QuickBooks", "–", "£7.00"),
        ("4 Mar 2026 · Mill · Not exported yet", "£5.00", "–"),
        ("4 Mar 2026 · Mill · Agrees · Changed in Pleo after the export", "£5.00", "£5.00"),
    )
    assert "=1;'+2" in csv_text(lines.columns, lines.rows)


def test_a_side_that_cannot_be_added_up_is_said() -> None:
    moves = paper(BREAD, pleo=None).sections[0]
    assert [row[1] for row in moves.rows] == ["–", "-£5.00", "–"]
    assert moves.note


def test_an_empty_period_says_so() -> None:
    page = paper(pleo="0", quickbooks="0")
    assert page.sections[-1].note == "No entries on either side."
