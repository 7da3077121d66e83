"""Pleo's errors to ours, at one place (pleo.md 2, Errors)."""

import msgspec

from pleoqb_desktop.domain.problems import Code, problem
from pleoqb_desktop.ports.errors import SetupIncompleteError, SignInAgainError, SpendRefusal, UnavailableError
from pleoqb_desktop.services.http.exchange import Answer


class _FaultWire(msgspec.Struct):
    type: str | None = None
    message: str | None = None


def check(answer: Answer) -> bytes:
    """The body of a good answer.

    Raises SignInAgainError for a refused key or a missing permission, SetupIncompleteError for missing contra accounts,
    UnavailableError for server faults, SpendRefusal for every other refusal of one request.
    """
    if 200 <= answer.status < 300:
        return answer.body
    fault = _fault(answer)
    type_, message = fault.type or "", fault.message or ""
    if answer.status == 401:
        raise SignInAgainError(problem(Code.PLEO_KEY_REFUSED))
    if answer.status == 403:
        raise SignInAgainError(problem(Code.PLEO_KEY_SCOPES, scopes=message or "-"))
    if answer.status == 429 or answer.status >= 500:
        raise UnavailableError(problem(Code.PLEO_REFUSES, status=answer.status))
    if answer.status < 400:
        raise UnavailableError(problem(Code.PLEO_ANSWER))
    # The older page writes the type in lower case (pleo.md 13.6).
    if type_.upper() == "MISSING_CONTRA_ACCOUNTS":
        raise SetupIncompleteError(problem(Code.CONTRA_ACCOUNT_MISSING, message=message))
    raise SpendRefusal(answer.status, type_, message)


def unreadable() -> UnavailableError:
    """The answer is not what Pleo publishes: HTML, half a JSON, another shape."""
    return UnavailableError(problem(Code.PLEO_ANSWER))


def _fault(answer: Answer) -> _FaultWire:
    try:
        return msgspec.json.decode(answer.body, type=_FaultWire)
    except (msgspec.MsgspecError, RecursionError):
        return _FaultWire()
