"""An expense that came through one door, and comes through the other under another id (design.md 10.2)."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from pleoqb_desktop.domain.entries import EntryKind
from pleoqb_desktop.domain.spend import ADOPTION, ExportItem
from pleoqb_desktop.export.outcome import ItemOutcome
from pleoqb_desktop.ports.questions import AnswerKind
from tests.on_paper.desk import Desk, codes, entry_id, expense, statuses

ANOTHER = {"reconciliation_id": "REC-9", "supplier": "Somebody Else"}


def by_file(own: Desk, *items: ExportItem) -> Any:
    """Exported as a file tells it: without a link."""
    own.source.job_name = "file-{}"
    own.wait(*(replace(one, link=None) for one in items))
    outcome = own.export()
    own.source.job_name = "job-{}"
    return outcome


def by_key(own: Desk, *items: ExportItem) -> Any:
    """Exported as Pleo's API tells it."""
    own.wait(*(replace(one, link="https://app.pleo.io/1") for one in items))
    return own.export()


@pytest.mark.parametrize(
    "same", [{"reconciliation_id": "REC-1", "supplier": "Somebody Else"}, {"reconciliation_id": "REC-9"}]
)
@pytest.mark.parametrize("there", [by_file, by_key])
@pytest.mark.parametrize("elsewhere", [False, True])
def test_what_shows_its_number_or_its_day_and_merchant_is_asked_about(
    bakery: Desk, same: dict[str, str], there: Any, elsewhere: bool
) -> None:
    assert statuses(there(bakery, expense(1))) == {"exported": 1}
    own = bakery.another_computer() if elsewhere else bakery
    here = by_key if there is by_file else by_file
    assert codes(here(own, expense(2, **same))) == {entry_id(2): ["looks_like"]}
    assert len(bakery.books.of_kind(EntryKind.PURCHASE)) == 1


def test_an_entry_without_a_merchant_is_asked_about_by_its_day(bakery: Desk) -> None:
    by_file(bakery, expense(1, "wallet_topup"))
    assert codes(by_key(bakery, expense(2, "wallet_topup", supplier="Boulangerie Dupont"))) == {
        entry_id(2): ["looks_like"]
    }


def test_what_shows_neither_is_posted(bakery: Desk) -> None:
    by_file(bakery, expense(1))
    moved = expense(2, reconciliation_id="REC-9")
    moved = replace(moved, date=moved.date + timedelta(days=1))
    assert statuses(by_key(bakery, expense(3, **ANOTHER), moved)) == {"exported": 2}


def test_twins_through_one_door_are_posted(bakery: Desk) -> None:
    by_key(bakery, expense(1))
    assert statuses(by_key(bakery, expense(2))) == {"exported": 1}


def test_once_an_expense_was_seen_through_both_under_one_id_nothing_is_asked(bakery: Desk) -> None:
    by_file(bakery, expense(1), expense(2, "out_of_pocket", "5.00"))
    assert statuses(by_key(bakery, expense(2, "out_of_pocket", "5.00"))) == {"already_there": 1}
    assert statuses(by_key(bakery, expense(3))) == {"exported": 1}


def test_the_same_is_kept_and_found_again(bakery: Desk) -> None:
    by_file(bakery, expense(1))
    by_key(bakery, expense(2, reconciliation_id="REC-1"))
    (purchase,) = bakery.books.of_kind(EntryKind.PURCHASE)
    assert bakery.answering().take(entry_id(2), AnswerKind.SAME, purchase.id).done
    bakery.source.queue_again(entry_id(2))
    assert statuses(bakery.export()) == {"already_there": 1}
    assert len(bakery.books.of_kind(EntryKind.PURCHASE)) == 1


def test_another_one_is_posted(bakery: Desk) -> None:
    by_file(bakery, expense(1))
    by_key(bakery, expense(2, reconciliation_id="REC-1"))
    bakery.answering().take(entry_id(2), AnswerKind.ANOTHER)
    bakery.source.queue_again(entry_id(2))
    assert statuses(bakery.export()) == {"exported": 1}


def test_a_receipt_that_the_other_door_brought_stands_once_and_outlives_the_answer(bakery: Desk) -> None:
    by_file(bakery, expense(1, receipts=1))
    there = expense(2, reconciliation_id="REC-1", receipts=2)
    bakery.receipts.kept["https://files.invalid/2/0"] = b"https://files.invalid/1/0"
    outcome = by_key(bakery, there)
    bakery.receipts.kept["https://files.invalid/2/0"] = b"https://files.invalid/1/0"
    assert codes(outcome) == {entry_id(2): ["looks_like"]}
    (purchase,) = bakery.books.of_kind(EntryKind.PURCHASE)
    adopted = bakery.answering().take(entry_id(2), AnswerKind.SAME, purchase.id)
    assert adopted.done
    bakery.source.queue_again(entry_id(2))
    (one,) = bakery.export().items
    assert (one.record.receipts_expected, one.record.receipts_attached, codes_of(one)) == (2, 2, [])
    assert contents(bakery) == ["https://files.invalid/1/0", "https://files.invalid/2/1"]
    bakery.undo(run_of(bakery, ADOPTION))
    assert contents(bakery) == ["https://files.invalid/1/0"], "what the first expense brought stays"


def codes_of(one: ItemOutcome) -> list[str]:
    return [each.code.value for each in one.record.problems]


def contents(own: Desk) -> list[str]:
    return sorted(content.decode() for _, content in own.books.files.values())


def run_of(own: Desk, job: str) -> int:
    return next(one.run.id for one in own.runs.runs() if any(job_id.startswith(job) for job_id in one.run.jobs))
