"""QuickBooks' faults to ours, at one place: both spellings, XML, and faults inside a good answer (quickbooks.md 3)."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import msgspec

from pleoqb_desktop.domain.problems import Code, problem
from pleoqb_desktop.ports.errors import (
    KnownError,
    LedgerRefusal,
    LostAnswerError,
    RefusalReason,
    SignInAgainError,
    UnavailableError,
)
from pleoqb_desktop.services.http.exchange import Answer

_XML_CODE = re.compile(rb"<Error[^>]*\bcode=\"(\d+)\"[^>]*>", re.IGNORECASE)
_XML_DETAIL = re.compile(rb"<Detail>(.*?)</Detail>", re.IGNORECASE | re.DOTALL)
_TAKEN_BY = re.compile(r"\bTxnId=(\d{1,30})\b")  # quickbooks.md 3.2, 6140
_NO_ACCESS = frozenset({"100", "110", "120", "3100", "003100", "5020"})
_SIGNED_OUT = frozenset({"3200", "003200"})
# Said of good paths during an outage (quickbooks.md, Seen in recordings); ours are constants, so it never tells of a wrong one.
_NO_RESOURCE = "Could not find resource"
_THROTTLED = frozenset({"3001", "003001"})
_MOST_DIGITS = 40
_REASONS = {
    "6000": RefusalReason.BUSINESS_RULE,
    "6140": RefusalReason.NUMBER_TAKEN,
    "6240": RefusalReason.NAME_TAKEN,
    "6200": RefusalReason.PERIOD_CLOSED,
    "6210": RefusalReason.PERIOD_CLOSED,
    "5030": RefusalReason.PLAN_LACKS_FEATURE,
    "610": RefusalReason.GONE,
    "5010": RefusalReason.CHANGED_SINCE,
    "6480": RefusalReason.MATCHED_TO_BANK,
    "620": RefusalReason.LINKED,
    "800": RefusalReason.LINKED,
    "6400": RefusalReason.LINKED,
    "6540": RefusalReason.LINKED,
    "4000": RefusalReason.QUERY_UNKNOWN,
    "4001": RefusalReason.QUERY_UNKNOWN,
    "4002": RefusalReason.QUERY_UNKNOWN,
    "10000": RefusalReason.PASSING,
    "3001": RefusalReason.PASSING,
    "003001": RefusalReason.PASSING,
}
"""QuickBooks' codes where we act on them (quickbooks.md 3.2); no code stands further in than here."""


@dataclass(frozen=True, slots=True)
class FaultError:
    """One error of a fault."""

    code: str
    message: str
    detail: str
    element: str


def errors_in(body: Any) -> tuple[FaultError, ...]:
    """The errors a JSON answer holds, in capitals or in lower case; empty when it holds none."""
    if not isinstance(body, dict):
        return ()
    fault = body.get("Fault") or body.get("fault")
    if not isinstance(fault, dict):
        return ()
    errors = fault.get("Error") or fault.get("error") or []
    return tuple(
        FaultError(
            str(one.get("code") or ""),
            str(one.get("Message") or one.get("message") or ""),
            str(one.get("Detail") or one.get("detail") or ""),
            str(one.get("element") or ""),
        )
        for one in errors
        if isinstance(one, dict)
    ) or (FaultError("", str(fault.get("type") or ""), "", ""),)


def refusal(errors: tuple[FaultError, ...]) -> LedgerRefusal:
    """A refusal for its content; the first error that says something leads."""
    first = errors[0]
    reasons = frozenset(_reason(error) for error in errors)
    named = next((match for error in errors if (match := _TAKEN_BY.search(error.detail))), None)
    return LedgerRefusal(
        reasons, first.code, first.detail or first.message, first.element, named.group(1) if named else None
    )


def _reason(error: FaultError) -> RefusalReason:
    return RefusalReason.PASSING if is_passing((error,)) else _REASONS.get(error.code, RefusalReason.OTHER)


def read(answer: Answer, *, makes_something: bool) -> dict[str, Any]:
    """The JSON of a good answer.

    Raises LedgerRefusal for a fault about the request's content, SignInAgainError or UnavailableError for what stops
    everything, and LostAnswerError when `makes_something` and the answer does not tell whether it was made.
    """
    body = _json(answer)
    errors = errors_in(body) or _xml_errors(answer)
    if errors:
        if answer.status >= 500 and not is_throttle(errors):
            # Their outages name codes of access too: the status counts before the code (quickbooks.md, Seen in recordings).
            raise _lost(answer, makes_something=makes_something)
        _raise_known(answer, errors)
        if is_passing(errors):
            raise _lost(answer, makes_something=makes_something)
        raise refusal(errors)
    if answer.status == 401:
        raise SignInAgainError(problem(Code.QUICKBOOKS_SIGN_IN_ENDED))
    if answer.status == 429 or (answer.status == 403 and _asks_to_wait(answer)):
        raise UnavailableError(problem(Code.QUICKBOOKS_BUSY))
    if answer.status == 403:
        raise SignInAgainError(problem(Code.QUICKBOOKS_ACCESS_DENIED))
    if not 200 <= answer.status < 300 or not isinstance(body, dict):
        raise _lost(answer, makes_something=makes_something)
    return body


def unreadable(*, makes_something: bool) -> UnavailableError:
    """An answer of another shape than published."""
    return (LostAnswerError if makes_something else UnavailableError)(problem(Code.QUICKBOOKS_ANSWER))


def stops_everything(errors: tuple[FaultError, ...]) -> KnownError | None:
    """A fault inside a batch that is about the connection or the company, not about the item."""
    codes = {error.code for error in errors}
    if codes & _SIGNED_OUT:
        return SignInAgainError(problem(Code.QUICKBOOKS_SIGN_IN_ENDED))
    if codes & _NO_ACCESS:
        return SignInAgainError(problem(Code.QUICKBOOKS_ACCESS_DENIED))
    if "6190" in codes:
        return UnavailableError(problem(Code.QUICKBOOKS_SUSPENDED))
    return None


def is_throttle(errors: tuple[FaultError, ...]) -> bool:
    """Whether a fault, also inside a batch, only asks to wait (quickbooks.md 4)."""
    return any(error.code in _THROTTLED or "throttl" in error.message.lower() for error in errors)


def is_passing(errors: tuple[FaultError, ...]) -> bool:
    """Whether a fault is the service's own trouble, which tells nothing of the request (quickbooks.md 3.1)."""
    return any(error.code == "10000" or (error.code == "500" and _NO_RESOURCE in error.detail) for error in errors)


def _raise_known(answer: Answer, errors: tuple[FaultError, ...]) -> None:
    if answer.status == 429 or is_throttle(errors) or (answer.status == 403 and _asks_to_wait(answer)):
        raise UnavailableError(problem(Code.QUICKBOOKS_BUSY))
    if stop := stops_everything(errors):
        raise stop
    if answer.status == 401:
        raise SignInAgainError(problem(Code.QUICKBOOKS_SIGN_IN_ENDED))
    if answer.status == 403:
        raise SignInAgainError(problem(Code.QUICKBOOKS_ACCESS_DENIED))


def _asks_to_wait(answer: Answer) -> bool:
    """A throttle came as 403 once (2016): it names how long to wait, or says so in words."""
    return "Retry-After" in answer.headers or b"throttl" in answer.body.lower()


def _lost(answer: Answer, *, makes_something: bool) -> UnavailableError:
    code = Code.QUICKBOOKS_REFUSES if answer.status >= 400 else Code.QUICKBOOKS_ANSWER
    return (LostAnswerError if makes_something else UnavailableError)(problem(code, status=answer.status))


def _json(answer: Answer) -> Any:
    try:
        return DECODER.decode(answer.body)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None


def _xml_errors(answer: Answer) -> tuple[FaultError, ...]:
    """Gateway errors may be XML even when JSON was asked for (quickbooks.md 3.1)."""
    if not answer.body.lstrip().startswith(b"<"):
        return ()
    codes = _XML_CODE.findall(answer.body)
    details = _XML_DETAIL.findall(answer.body)
    detail = details[0].decode("utf-8", "replace") if details else ""
    return tuple(FaultError(code.decode(), "", detail, "") for code in codes)


def _number(text: str) -> Decimal:
    """Exact. Raises ValueError for what is no amount, rate or id: its digits alone could fill the memory."""
    value = Decimal(text)
    if abs(value.adjusted()) > _MOST_DIGITS:
        raise ValueError("a number out of all bounds")
    return value


DECODER = msgspec.json.Decoder(float_hook=_number)
"""JSON with exact numbers."""
