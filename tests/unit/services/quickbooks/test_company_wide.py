"""A fault that concerns the company, inside a batch or an upload, stops the run and fails no item."""

import json
from typing import Any

import pytest

from pleoqb_desktop.domain.problems import Code
from pleoqb_desktop.ports.errors import KnownError, LedgerRefusal, LostAnswerError, RefusalReason, UnavailableError
from pleoqb_desktop.ports.ledger import UploadRefusal
from pleoqb_desktop.services.http.exchange import Answer, Call
from pleoqb_desktop.services.quickbooks import files
from pleoqb_desktop.services.quickbooks.requests import Requests

COMPANY_WIDE = {
    "6190": Code.QUICKBOOKS_SUSPENDED,
    "3200": Code.QUICKBOOKS_SIGN_IN_ENDED,
    "003200": Code.QUICKBOOKS_SIGN_IN_ENDED,
    "3100": Code.QUICKBOOKS_ACCESS_DENIED,
    "003100": Code.QUICKBOOKS_ACCESS_DENIED,
    "5020": Code.QUICKBOOKS_ACCESS_DENIED,
    "100": Code.QUICKBOOKS_ACCESS_DENIED,
    "110": Code.QUICKBOOKS_ACCESS_DENIED,
    "120": Code.QUICKBOOKS_ACCESS_DENIED,
}


def fault(code: str) -> dict[str, Any]:
    return {"Fault": {"Error": [{"code": code, "Message": "no", "Detail": "no"}], "type": "ValidationFault"}}


class Answering:
    """A transport that answers a batch: the first member is made, the second meets the fault."""

    def __init__(self, code: str) -> None:
        self._members = [{"bId": "0", "Vendor": {"Id": "7"}}, {"bId": "1", **fault(code)}]

    def send(self, _call: Call, _cancel: object = None) -> Answer:
        body = json.dumps({"BatchItemResponse": self._members}).encode()
        return Answer(200, {"Content-Type": "application/json"}, body, 1.5)


def batch(code: str) -> Any:
    requests = Requests(Answering(code), "9130", None)  # type: ignore[arg-type]
    return requests.make_batch([("Vendor", {}), ("Vendor", {})], "request")


@pytest.mark.parametrize(("code", "told"), COMPANY_WIDE.items())
def test_within_a_batch_it_stops_everything(code: str, told: Code) -> None:
    with pytest.raises(KnownError) as stopped:
        batch(code)
    assert stopped.value.problem.code is told


def test_any_other_fault_is_its_own_members_alone() -> None:
    (made, refused), seconds = batch("6000")
    assert made == {"Id": "7"}
    assert isinstance(refused, LedgerRefusal)
    assert seconds == 1.5


@pytest.mark.parametrize(("code", "told"), COMPANY_WIDE.items())
def test_within_an_upload_it_stops_everything(code: str, told: Code) -> None:
    with pytest.raises(KnownError) as stopped:
        files._uploaded(fault(code))
    assert stopped.value.problem.code is told


def test_a_throttle_within_an_upload_stops_everything_and_refuses_no_file() -> None:
    for code in ("3001", "003001"):
        with pytest.raises(UnavailableError, match="quickbooks_busy"):
            files._uploaded(fault(code))


def test_their_own_trouble_within_an_upload_does_not_tell_whether_the_file_stands() -> None:
    with pytest.raises(LostAnswerError, match="quickbooks_busy"):
        files._uploaded(fault("10000"))


def test_a_throttle_within_a_batch_does_not_tell_whether_the_member_was_made() -> None:
    (_, refused), _ = batch("003001")
    assert refused.is_for(RefusalReason.PASSING)


def test_a_file_that_is_refused_for_itself_is_refused_alone() -> None:
    assert files._uploaded(fault("6000")) == UploadRefusal("6000", "no")
