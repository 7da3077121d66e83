"""Receipts on their way, on paper: missing, refused, expired, late; the entry stands without them, and each file once."""

from pathlib import Path

import pytest

from pleoqb_desktop.domain.entries import EntryKind
from pleoqb_desktop.domain.problems import Code, problem
from pleoqb_desktop.domain.spend import JobStatus, ReceiptFile
from pleoqb_desktop.ports.errors import LostAnswerError, ReceiptRefusal, RefusalReason, UnavailableError
from tests.on_paper.books import refusal
from tests.on_paper.desk import Desk, codes, entry_id, expense, item_of, statuses

FOUND = b"found again, and the whole of it"
LOST = LostAnswerError(problem(Code.QUICKBOOKS_UNREACHABLE))


def address(number: int, place: int = 0) -> str:
    return f"https://files.invalid/{number}/{place}"


def files(own: Desk) -> list[str]:
    """The names of what is attached."""
    return sorted(content.decode() for _, content in own.books.files.values())


@pytest.mark.parametrize(
    ("trouble", "code"),
    [
        (ReceiptRefusal(Code.RECEIPT_TYPE, type="text/html"), "receipt_type"),
        (ReceiptRefusal(Code.RECEIPT_TOO_LARGE, limit="30"), "receipt_too_large"),
        (UnavailableError(problem(Code.PLEO_UNREACHABLE)), "receipt_missing"),
    ],
)
def test_a_receipt_that_cannot_be_had_is_told_and_the_entry_stands_without_it(
    bakery: Desk, trouble: ReceiptRefusal | UnavailableError, code: str
) -> None:
    bakery.wait(expense(1, receipts=3))
    bakery.receipts.kept[address(1, 1)] = trouble
    outcome = bakery.export()
    assert codes(outcome) == {entry_id(1): [code]}
    record = item_of(outcome, entry_id(1)).record
    assert (record.status.stands_in_books, record.receipts_expected, record.receipts_attached) == (True, 3, 2)
    assert record.problems[0].params["index"] == "2"
    assert files(bakery) == [address(1, 0), address(1, 2)]
    assert bakery.source.last_job().status is JobStatus.COMPLETED
    assert list(bakery.scratch.iterdir()) == []


def test_the_next_export_brings_the_receipts_that_were_missing_each_once(bakery: Desk) -> None:
    bakery.wait(expense(1, receipts=2), expense(2, receipts=1))
    bakery.receipts.kept[address(1, 1)] = ReceiptRefusal(Code.RECEIPT_MISSING)
    bakery.export()
    bakery.receipts.kept[address(1, 1)] = FOUND
    late = bakery.export()
    assert (late.problem, late.run_id) == (None, None)
    assert files(bakery) == sorted([address(1, 0), FOUND.decode(), address(2, 0)])
    assert bakery.runs.lacking_receipts() == []
    bakery.export()
    assert len(files(bakery)) == 3


def test_a_late_receipt_is_not_tried_twice_by_the_export_that_missed_it(bakery: Desk) -> None:
    bakery.wait(expense(1, receipts=1))
    bakery.receipts.kept[address(1)] = ReceiptRefusal(Code.RECEIPT_MISSING)
    bakery.export()
    assert bakery.receipts.fetched == [address(1)]


def test_an_expired_link_is_asked_for_anew(bakery: Desk) -> None:
    bakery.wait(expense(1, receipts=1))
    renewed = [ReceiptFile("https://files.invalid/fresh", "image/png", 5)]
    bakery.receipts.kept = {renewed[0].url: b"fresh"}
    # The item was handed out with the old link; from now on Pleo hands out the new one.
    bakery.source.when("item_pages", lambda: bakery.source.renew_files(entry_id(1), renewed), after=True)
    assert codes(bakery.export()) == {}
    assert files(bakery) == ["fresh"]
    assert bakery.receipts.fetched == [address(1), "https://files.invalid/fresh"]


def test_a_file_that_quickbooks_refuses_spoils_no_other(bakery: Desk) -> None:
    """One bad file may have the whole request refused: each is tried alone then."""
    bakery.wait(expense(1, receipts=2), expense(2, receipts=1))
    bakery.books.spoil("upload", refusal(RefusalReason.OTHER, "broken"))
    bakery.books.spoil("upload", refusal(RefusalReason.OTHER, "broken"), nth=3)
    outcome = bakery.export()
    assert list(codes(outcome).values()) == [["receipt_refused"]]
    assert len(files(bakery)) == 2
    assert statuses(outcome) == {"exported": 2}
    assert bakery.export().problem is None
    assert files(bakery) == [address(1, 0), address(1, 1), address(2, 0)]


@pytest.mark.parametrize("done", [False, True])
@pytest.mark.parametrize("times", [1, 2])
def test_an_upload_whose_answer_is_lost_attaches_each_file_once(bakery: Desk, done: bool, times: int) -> None:
    bakery.wait(expense(1, receipts=2), expense(2, receipts=1))
    bakery.books.spoil("upload", LOST, done=done, times=times)
    outcome = bakery.export()
    assert codes(outcome) == {}
    assert files(bakery) == [address(1, 0), address(1, 1), address(2, 0)]
    assert {one.record.receipts_attached for one in outcome.items} == {1, 2}


def test_an_upload_that_never_gets_an_answer_is_told_and_tried_by_the_next_export(bakery: Desk) -> None:
    bakery.wait(expense(1, receipts=1))
    bakery.books.spoil("upload", LOST, times=100)
    assert codes(bakery.export()) == {entry_id(1): ["receipt_refused"]}
    bakery.books.calm()
    assert bakery.export().problem is None
    assert files(bakery) == [address(1)]


def test_uploads_that_never_get_an_answer_are_given_up_one_after_the_other(bakery: Desk) -> None:
    """Each request waits two minutes: what lost four answers in a row is left to the next export."""
    bakery.wait(*(expense(number, receipts=100) for number in range(1, 6)))
    bakery.books.spoil("upload", LOST, times=1000)
    outcome = bakery.export()
    assert statuses(outcome) == {"exported": 5}
    assert bakery.books.asked["upload"] <= 8, "and not three times each"


def test_what_a_person_attached_is_no_receipt_of_ours(bakery: Desk) -> None:
    bakery.wait(expense(1, receipts=1))
    bakery.receipts.kept[address(1)] = ReceiptRefusal(Code.RECEIPT_MISSING)
    (one,) = bakery.export().items
    bakery.books.attach_by_hand(EntryKind.PURCHASE, one.record.external_id or "", "mine.png")
    bakery.receipts.kept[address(1)] = FOUND
    bakery.export()
    assert files(bakery) == [FOUND.decode(), "mine.png"]


def test_no_file_is_fetched_for_what_is_held(bakery: Desk) -> None:
    bakery.wait(expense(1, "mystery", receipts=2))
    bakery.export()
    assert bakery.books.files == {}
    assert list(bakery.scratch.iterdir()) == []


def test_receipts_that_pleo_does_not_hand_out_any_more_stop_nothing(bakery: Desk) -> None:
    bakery.wait(expense(1, receipts=1))
    bakery.receipts.kept[address(1)] = ReceiptRefusal(Code.RECEIPT_MISSING)
    bakery.export()
    bakery.source.forget(entry_id(1))
    assert bakery.export().problem is None
    assert len(bakery.runs.lacking_receipts()) == 1


def test_a_file_that_another_program_holds_stops_nothing(bakery: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """A virus scanner under Windows."""

    def held(_path: Path, *, missing_ok: bool = False) -> None:
        raise PermissionError(13, "in use", str(missing_ok))

    monkeypatch.setattr(Path, "unlink", held)
    bakery.wait(expense(1, receipts=2), expense(2, receipts=1))
    outcome = bakery.export()
    assert (statuses(outcome), codes(outcome), bakery.bugs) == ({"exported": 2}, {}, [])
    assert len(bakery.books.files) == 3
