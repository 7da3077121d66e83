import json
from typing import Any

import pytest

from pleoqb_desktop.ports.errors import SetupIncompleteError, SignInAgainError, SpendRefusal, UnavailableError
from pleoqb_desktop.services.http.exchange import Answer
from pleoqb_desktop.services.pleo import faults
from pleoqb_desktop.services.pleo.requests import decode
from pleoqb_desktop.services.pleo.wire.envelope import DataWire
from pleoqb_desktop.services.pleo.wire.items import MoneyWire


def check(status: int, body: Any = None) -> bytes:
    """The faults' verdict on an answer."""
    data = body if isinstance(body, bytes) else json.dumps(body or {}).encode()
    return faults.check(Answer(status, {}, data))


@pytest.mark.parametrize("status", [200, 201, 202, 204, 207])
def test_a_good_answer_is_handed_on(status: int) -> None:
    assert check(status, b"body") == b"body"


@pytest.mark.parametrize(
    ("status", "error", "code"),
    [
        (401, SignInAgainError, "pleo_key_refused"), (403, SignInAgainError, "pleo_key_scopes"),
        (429, UnavailableError, "pleo_refuses"), (500, UnavailableError, "pleo_refuses"),
        (503, UnavailableError, "pleo_refuses"), (302, UnavailableError, "pleo_answer"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("body", [b"", b"<html>", b"[1]", b'{"type": 5}', b'{"message": "m"}'])
def test_what_stops_everything(status: int, error: type[Exception], code: str, body: bytes) -> None:
    with pytest.raises(error, match=code):
        check(status, body)


def test_what_is_nested_without_end_is_not_understood() -> None:
    for body in (b"[" * 100_000, b'{"data": ' * 100_000):
        with pytest.raises(UnavailableError, match="pleo_answer"):
            decode(body, DataWire)
        with pytest.raises(SpendRefusal):
            check(400, body)


@pytest.mark.parametrize(
    "body",
    [
        b'{"currency": "EUR", "value": 1e999999999}',
        b'{"currency": "EUR", "value": "1e-99999"}',
        b'{"currency": "EUR", "value": ' + b"9" * 5000 + b"}",
    ],
)
def test_a_number_without_end_is_not_understood(body: bytes) -> None:
    with pytest.raises(UnavailableError, match="pleo_answer"):
        decode(body, MoneyWire)


@pytest.mark.parametrize("type_", ["MISSING_CONTRA_ACCOUNTS", "missing_contra_accounts"])
@pytest.mark.parametrize("status", [400, 409, 422])
def test_missing_contra_accounts_are_a_matter_of_set_up(type_: str, status: int) -> None:
    with pytest.raises(SetupIncompleteError, match="contra_account_missing"):
        check(status, {"type": type_, "message": "EUR"})


@pytest.mark.parametrize("body", [{"message": None}, {}])
def test_the_type_of_a_fault_counts_though_its_message_is_none(body: dict[str, Any]) -> None:
    """Pleo's contract requires the type alone."""
    with pytest.raises(SetupIncompleteError, match="contra_account_missing"):
        check(400, {"type": "MISSING_CONTRA_ACCOUNTS"} | body)
    with pytest.raises(SpendRefusal) as refused:
        check(409, {"type": "EXPORT_ALREADY_IN_PROGRESS"} | body)
    assert (refused.value.type, refused.value.message) == ("EXPORT_ALREADY_IN_PROGRESS", "")


def test_any_other_refusal_keeps_status_type_and_message() -> None:
    with pytest.raises(SpendRefusal) as refused:
        check(409, {"type": "EXPORT_ALREADY_IN_PROGRESS", "message": "one runs"})
    assert (refused.value.status, refused.value.type, refused.value.message) == (
        409,
        "EXPORT_ALREADY_IN_PROGRESS",
        "one runs",
    )
