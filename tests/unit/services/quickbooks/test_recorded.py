"""Every kind of answer in the shapes of recordings is read, and nothing of it is lost."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from pleoqb_desktop.domain.entries import EntryKind
from pleoqb_desktop.domain.problems import Code
from pleoqb_desktop.ports.errors import (
    KnownError,
    LedgerRefusal,
    LostAnswerError,
    RefusalReason,
    SignInAgainError,
    UnavailableError,
)
from pleoqb_desktop.services.http.exchange import Answer
from pleoqb_desktop.services.intuit.endpoint import _grant
from pleoqb_desktop.services.quickbooks import faults, wire
from pleoqb_desktop.services.quickbooks.requests import rows_of
from pleoqb_desktop.services.quickbooks.wire import Json
from tests.unit.services.quickbooks.recorded import LISTS, Recorder

SEEDS = range(60)


def received(row: Json) -> Json:
    """As it comes through the wire."""
    read: Json = faults.DECODER.decode(json.dumps(row).encode())
    return read


def as_read(value: Any, expected: dict[str, Any]) -> dict[str, Any]:
    return {name: getattr(value, name) for name in expected}


@pytest.mark.parametrize("kind", [name for name in LISTS if name != "tax_code"])
def test_lists(kind: str) -> None:
    for seed in SEEDS:
        row, expected = LISTS[kind](Recorder(seed))
        value = getattr(wire, kind)(received(row))
        assert as_read(value, expected) == expected, row


def test_vat_codes() -> None:
    for seed in SEEDS:
        row, expected = LISTS["tax_code"](Recorder(seed))
        code = wire.tax_code(received(row))
        assert [one.rate_id for one in code.purchase_rates] == expected.pop("rates"), row
        assert as_read(code, expected) == expected, row


def test_the_history_of_a_rate_is_known_by_day() -> None:
    histories = 0
    for seed in SEEDS:
        row, expected = Recorder(seed).tax_rate()
        rate = wire.tax_rate(received(row))
        if len(rate.periods) == 2:
            histories += 1
            assert rate.percent_on(date(2014, 6, 30)) == Decimal("17.5"), row
            assert rate.percent_on(date(2014, 7, 1)) == expected["percent"], row
    assert histories


@pytest.mark.parametrize("kind", EntryKind)
def test_entries(kind: EntryKind) -> None:
    for seed in SEEDS:
        row, expected = Recorder(seed).entry(kind)
        entry = wire.posted(kind, received(row))
        assert as_read(entry, expected) == expected, row
        assert entry.kind is kind


@pytest.mark.parametrize("kind", EntryKind)
def test_an_entry_in_a_query_answer(kind: EntryKind) -> None:
    name = {EntryKind.CREDIT_CARD_PAYMENT: "CreditCardPayment"}.get(
        kind, "".join(p.title() for p in kind.value.split("_"))
    )
    told = "CreditCardPaymentTxn" if kind is EntryKind.CREDIT_CARD_PAYMENT else name
    rows = [Recorder(seed).entry(kind)[0] for seed in range(3)]
    assert rows_of({told: rows, "startPosition": 1, "maxResults": 3, "totalCount": 3}, name) == rows
    assert rows_of({}, name) == []


def test_preferences_may_tell_next_to_nothing() -> None:
    preferences: Json = {
        "AccountingInfoPrefs": {"FirstMonthOfFiscalYear": "January", "TrackDepartments": False},
        "TaxPrefs": {"UsingSalesTax": False}, "CurrencyPrefs": {"HomeCurrency": {"value": "USD"}}, "OtherPrefs": {},
    }  # fmt: skip
    company = wire.company({"CompanyName": "Invented Inc", "Country": "US"}, preferences, "9130")
    assert (company.name, company.country, company.home_currency) == ("Invented Inc", "US", "USD")
    assert (company.uses_account_numbers, company.multi_currency, company.close_date) == (False, False, None)
    assert company.keeps_numbers


def test_token_answers() -> None:
    for seed in SEEDS:
        row, expected = Recorder(seed).token()
        assert as_read(_grant(row), expected) == expected


# -- faults ----------------------------------------------------------------------------------------------------------------


def capital(code: str, detail: str, message: str = "no", **members: Any) -> Json:
    return {
        "Fault": {"Error": [{"Message": message, "Detail": detail, "code": code, **members}], "type": "ValidationFault"}
    }


def small(code: str, detail: str | None, message: str) -> Json:
    error = {"message": message, "detail": detail, "code": code, "element": None}
    return {
        "warnings": None, "intuitObject": None, "fault": {"error": [error], "type": "AUTHENTICATION"}, "report": None,
        "requestId": None, "time": 1719142418269, "status": None, "attachableResponse": [], "batchItemResponse": [],
    }  # fmt: skip


TOKEN = "lvprdEXAMPLEtokenlikevalue"
SIGNED_OUT = small(
    "3200", f"AuthenticationFailed token={TOKEN}", "message=AuthenticationFailed; errorCode=003200; statusCode=401"
)
KNOWN = ", ".join(f"member{n}" for n in range(150))
STOPS: list[tuple[str, int, Json, type[KnownError], Code]] = [
    ("3100 with 403", 403, small("3100", None, "message=ApplicationAuthorizationFailed"), SignInAgainError, Code.QUICKBOOKS_ACCESS_DENIED),
    ("3100 with 500", 500, small("3100", None, "message=InternalServerError"), UnavailableError, Code.QUICKBOOKS_REFUSES),
    ("401", 401, SIGNED_OUT, SignInAgainError, Code.QUICKBOOKS_SIGN_IN_ENDED),
    ("an outage on a good path", 400, capital("500", "Operation Could not find resource for relative : /v3/company is not supported."), UnavailableError, Code.QUICKBOOKS_REFUSES),
    ("a throttle of 2016", 403, small("3001", None, "message=ThrottleExceeded; errorCode=003001; statusCode=403"), UnavailableError, Code.QUICKBOOKS_BUSY),
    ("a throttle", 429, small("003001", "The request limit was reached.", "message=ThrottleExceeded"), UnavailableError, Code.QUICKBOOKS_BUSY),
    ("a subscription that ended", 403, capital("6190", "Subscription period has ended", type="x"), UnavailableError, Code.QUICKBOOKS_SUSPENDED),
]  # fmt: skip
REFUSES: list[tuple[str, int, Json, RefusalReason]] = [
    ("2030 without time", 400, capital("2030", "Invalid ID : Id should be a valid number."), RefusalReason.OTHER),
    ("2010 with all members", 400, capital("2010", f"Property Name:failed to parse json object; {KNOWN}"), RefusalReason.OTHER),
    ("4001", 400, capital("4001", "QueryValidationError: value 1234'"), RefusalReason.QUERY_UNKNOWN),
    ("500 of another kind", 400, capital("500", "Operation update is not supported."), RefusalReason.OTHER),
    ("6240 in lower case", 400, small("6240", "The name supplied already exists. : null", "Duplicate Name Exists Error"), RefusalReason.NAME_TAKEN),
    ("a batch of 31", 400, capital("1040", "The number of items exceeds the limit"), RefusalReason.OTHER),
    ("6000", 400, capital("6000", "Business Validation Error: x", element="BillableStatus"), RefusalReason.BUSINESS_RULE),
    ("610 inside 200", 200, capital("610", "Object Not Found : Something is inactive."), RefusalReason.GONE),
]  # fmt: skip


@pytest.mark.parametrize(("_name", "status", "body", "error", "code"), STOPS)
def test_faults_that_stop_everything(_name: str, status: int, body: Json, error: type[KnownError], code: Code) -> None:
    with pytest.raises(error) as stopped:
        faults.read(Answer(status, {}, json.dumps(body).encode()), makes_something=False)
    assert stopped.value.problem.code is code
    assert TOKEN not in repr(stopped.value.problem), "a 401 may echo what looks like a token"


@pytest.mark.parametrize(("_name", "status", "body", "reason"), REFUSES)
def test_faults_about_the_request(_name: str, status: int, body: Json, reason: RefusalReason) -> None:
    for makes_something in (False, True):
        with pytest.raises(LedgerRefusal) as refused:
            faults.read(Answer(status, {}, json.dumps(body).encode()), makes_something=makes_something)
        assert refused.value.reasons == {reason}


def test_an_outage_does_not_tell_whether_something_was_made() -> None:
    for _, status, body, _, code in STOPS:
        if code is Code.QUICKBOOKS_REFUSES and status in {400, 500}:
            with pytest.raises(LostAnswerError):
                faults.read(Answer(status, {}, json.dumps(body).encode()), makes_something=True)
