import json
from typing import Any

import pytest

from pleoqb_desktop.ports.errors import (
    LedgerRefusal,
    LostAnswerError,
    RefusalReason,
    SignInAgainError,
    UnavailableError,
)
from pleoqb_desktop.services.http.exchange import Answer
from pleoqb_desktop.services.quickbooks import faults


def answer(body: Any, status: int = 200, content_type: str = "application/json") -> Answer:
    """An answer with this body."""
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    return Answer(status, {"Content-Type": content_type}, data)


def capital(*codes: str) -> dict[str, Any]:
    """A fault as the API writes it."""
    errors = [
        {"Message": f"message {code}", "Detail": f"detail {code}", "code": code, "element": "X"} for code in codes
    ]
    return {"Fault": {"Error": errors, "type": "ValidationFault"}, "time": "2026"}


def small(code: str) -> dict[str, Any]:
    """A fault as the gateway writes it."""
    return {"fault": {"error": [{"message": "m", "detail": "d", "code": code, "element": None}], "type": "SERVICE"}}


def small_saying(message: str) -> dict[str, Any]:
    """A fault of the gateway without a code."""
    return {"fault": {"error": [{"message": message, "detail": None, "code": "0", "element": None}], "type": "SERVICE"}}


def xml(code: str) -> bytes:
    """A fault in XML."""
    return (
        (
            '<?xml version="1.0"?><IntuitResponse><Fault type="SystemFault"><Error code="CODE"><Message>m</Message>'
            "<Detail>d\u00e9tail</Detail></Error></Fault></IntuitResponse>"
        )
        .replace("CODE", code)
        .encode()
    )


def test_a_good_answer_is_read_with_exact_numbers() -> None:
    body = faults.read(answer(b'{"Purchase": {"TotalAmt": 0.1}}'), makes_something=True)
    assert str(body["Purchase"]["TotalAmt"]) == "0.1"


@pytest.mark.parametrize(
    "body",
    [b"[" * 100_000, b'{"a":' * 100_000, b'{"TotalAmt": 1e999999999}', b"", b"\xff\xfe"],
    ids=["nested arrays", "nested objects", "a number without end", "nothing", "no text"],
)
def test_what_is_beyond_all_bounds_is_not_understood(body: bytes) -> None:
    with pytest.raises(UnavailableError, match="quickbooks_answer"):
        faults.read(answer(body), makes_something=False)
    with pytest.raises(LostAnswerError, match="quickbooks_answer"):
        faults.read(answer(body), makes_something=True)


@pytest.mark.parametrize("body", [capital("6140", "2020"), small("6140"), xml("6140")], ids=["capital", "small", "xml"])
@pytest.mark.parametrize("status", [200, 400])
def test_a_refusal_for_its_content_in_every_spelling_and_inside_a_good_answer(body: Any, status: int) -> None:
    with pytest.raises(LedgerRefusal) as refused:
        faults.read(answer(body, status), makes_something=True)
    assert refused.value.code == "6140"
    assert refused.value.detail


def test_an_outage_inside_a_batch_is_passing_and_an_unsupported_operation_is_not() -> None:
    assert faults.refusal(faults.errors_in(NO_RESOURCE)).reasons == {RefusalReason.PASSING}
    assert faults.refusal(faults.errors_in(capital("500"))).reasons == {RefusalReason.OTHER}


def test_a_throttle_of_403_is_known_by_how_long_it_asks_to_wait() -> None:
    throttled = Answer(403, {"Retry-After": "30"}, b"{}")
    with pytest.raises(UnavailableError, match="quickbooks_busy"):
        faults.read(throttled, makes_something=False)


def test_all_codes_of_a_refusal_are_kept() -> None:
    with pytest.raises(LedgerRefusal) as refused:
        faults.read(answer(capital("6140", "2020"), 400), makes_something=True)
    assert refused.value.reasons == {RefusalReason.NUMBER_TAKEN, RefusalReason.OTHER}
    assert refused.value.code == "6140"
    assert refused.value.element == "X"


@pytest.mark.parametrize(
    ("body", "status", "error", "code"),
    [
        (capital("3200"), 401, SignInAgainError, "quickbooks_sign_in_ended"),
        (small("003200"), 401, SignInAgainError, "quickbooks_sign_in_ended"),
        (b"", 401, SignInAgainError, "quickbooks_sign_in_ended"),
        (small("003100"), 403, SignInAgainError, "quickbooks_access_denied"),
        (capital("5020"), 400, SignInAgainError, "quickbooks_access_denied"),
        (b"", 403, SignInAgainError, "quickbooks_access_denied"),
        (capital("6190"), 400, UnavailableError, "quickbooks_suspended"),
        (capital("3001"), 429, UnavailableError, "quickbooks_busy"),
        (small("003001"), 429, UnavailableError, "quickbooks_busy"),
        (b"", 429, UnavailableError, "quickbooks_busy"),
        (capital("3001"), 403, UnavailableError, "quickbooks_busy"),
        (b"<h1>Throttled: slow down</h1>", 403, UnavailableError, "quickbooks_busy"),
        (
            small_saying("message=ThrottleExceeded; errorCode=0; statusCode=403"),
            403,
            UnavailableError,
            "quickbooks_busy",
        ),
    ],
)
@pytest.mark.parametrize("makes_something", [True, False])
def test_what_stops_everything(
    body: Any, status: int, error: type[Exception], code: str, makes_something: bool
) -> None:
    with pytest.raises(error, match=code) as stopped:
        faults.read(answer(body, status), makes_something=makes_something)
    assert not isinstance(stopped.value, LostAnswerError)


NO_RESOURCE = {
    "Fault": {
        "Error": [
            {
                "Message": "Unsupported Operation",
                "Detail": "Operation Could not find resource for relative : /v3/company/7/purchase of full path: x is not supported.",
                "code": "500",
            }
        ],
        "type": "ValidationFault",
    }
}
"""Said of a good path during an outage."""


UNCLEAR = [
    (b"<html><h1>Bad gateway</h1></html>", 502), (b"", 200), (b'{"data": [', 200), (b"[]", 200), (b"null", 200), (b"", 500),
    (capital("10000"), 500), (b"", 302), (b"\xff\xfe", 200), (small("3100"), 500), (capital("5020"), 503), (xml("003100"), 500),
    (capital("3200"), 502), (capital("6190"), 500), (NO_RESOURCE, 400), (NO_RESOURCE, 200),
]  # fmt: skip


@pytest.mark.parametrize(("body", "status"), UNCLEAR)
def test_an_answer_that_tells_nothing_is_lost_only_when_something_may_have_been_made(body: Any, status: int) -> None:
    with pytest.raises(LostAnswerError):
        faults.read(answer(body, status), makes_something=True)
    with pytest.raises(UnavailableError) as stopped:
        faults.read(answer(body, status), makes_something=False)
    assert not isinstance(stopped.value, LostAnswerError)


@pytest.mark.parametrize(
    "body", [{"Fault": {"Error": []}}, {"Fault": {"Error": [None, "x"]}}, {"fault": {"type": "SERVICE"}}]
)
def test_an_empty_fault_is_still_a_fault(body: Any) -> None:
    assert faults.errors_in(body)


@pytest.mark.parametrize("body", [None, [], "Fault", {"Fault": "text"}, {"Fault": None}, {}])
def test_what_is_no_fault_is_none(body: Any) -> None:
    assert faults.errors_in(body) == ()
