"""What ports.receipts promises, on paper and against the practice company's files over HTTP."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import pytest

from pleoqb_desktop.domain.problems import Code, problem
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.errors import Cancelled, ReceiptRefusal, UnavailableError
from pleoqb_desktop.ports.receipts import ReceiptFetcher
from pleoqb_desktop.services.receipts.files import HttpReceiptFetcher
from tests.e2e.practice_set_up import QuickClock, purchase
from tests.on_paper.computer import ReceiptsOnPaper


@dataclass(frozen=True)
class Trial:
    """A fetcher, and addresses of a good file, of one that expired, of one that is not there, and of a host that is not."""

    fetcher: ReceiptFetcher
    good: str
    expired: str
    missing: str
    silent: str


def on_paper() -> Iterator[Trial]:
    unreachable = UnavailableError(problem(Code.PLEO_UNREACHABLE))
    kept = {
        "good": b"\x89PNG\r\n\x1a\n a picture",
        "missing": ReceiptRefusal(Code.RECEIPT_MISSING, status="404"),
        "silent": unreachable,
    }
    yield Trial(ReceiptsOnPaper(kept), "good", "expired", "missing", "silent")


def over_http(request: pytest.FixtureRequest) -> Iterator[Trial]:
    house, program = request.getfixturevalue("practice_office")
    kinds = ("png", "expired", "missing")
    (entry_id,) = house.wait_in_pleo(purchase("12.00", receipts=[{"kind": kind} for kind in kinds]))
    good, expired, missing = (one.url for one in program.spend(CancelToken()).receipts(entry_id))
    fetcher = HttpReceiptFetcher("tests", trust_loopback=True, waiter=QuickClock())
    yield Trial(fetcher, good, expired, missing, "http://127.0.0.1:9/receipt.png")
    fetcher.close()


@pytest.fixture(params=["on_paper", "over_http"])
def trial(request: pytest.FixtureRequest) -> Iterator[Trial]:
    yield from on_paper() if request.param == "on_paper" else over_http(request)


def test_a_receipt_lies_in_the_file_that_was_named(trial: Trial, tmp_path: Path) -> None:
    into = tmp_path / "receipt-1"
    fetched = trial.fetcher.fetch(trial.good, into, "image/png", CancelToken())
    assert (fetched.path, fetched.content_type, fetched.extension) == (into, "image/png", "png")
    assert fetched.size == into.stat().st_size > 0
    content = into.read_bytes()
    assert content.startswith(b"\x89PNG")
    assert (fetched.sha256, fetched.original_size) == (sha256(content).hexdigest(), len(content))
    assert list(tmp_path.iterdir()) == [into]


def test_a_file_that_lies_there_is_replaced(trial: Trial, tmp_path: Path) -> None:
    into = tmp_path / "receipt-1"
    into.write_bytes(b"of another expense" * 10_000)
    trial.fetcher.fetch(trial.good, into, "image/png", CancelToken())
    assert into.read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("which", "code"),
    [
        (lambda trial: trial.expired, Code.RECEIPT_EXPIRED),
        (lambda trial: trial.missing, Code.RECEIPT_MISSING),
    ],
    ids=["expired", "missing"],
)
def test_a_receipt_that_cannot_be_had_is_refused_for_its_reason_and_leaves_no_file(
    trial: Trial, tmp_path: Path, which: Callable[[Trial], str], code: Code
) -> None:
    with pytest.raises(ReceiptRefusal) as refused:
        trial.fetcher.fetch(which(trial), tmp_path / "receipt-1", "image/png", CancelToken())
    assert refused.value.code is code
    assert list(tmp_path.iterdir()) == []


def test_a_host_that_is_silent_is_no_refusal(trial: Trial, tmp_path: Path) -> None:
    with pytest.raises(UnavailableError) as silent:
        trial.fetcher.fetch(trial.silent, tmp_path / "receipt-1", "image/png", CancelToken())
    assert silent.value.problem.code is Code.PLEO_UNREACHABLE
    assert list(tmp_path.iterdir()) == []


def test_after_a_stop_nothing_is_fetched(trial: Trial, tmp_path: Path) -> None:
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        trial.fetcher.fetch(trial.good, tmp_path / "receipt-1", "image/png", token)
    assert list(tmp_path.iterdir()) == []
