"""One transport for every API call: time-outs, pacing, retries, redaction and counting; knows no service."""

import logging
import random
from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

import requests

from pleoqb_desktop.domain.problems import Code, problem
from pleoqb_desktop.domain.rules.retry import RetryRule
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.errors import UnavailableError
from pleoqb_desktop.services.http.addresses import check_address
from pleoqb_desktop.services.http.exchange import Answer, Call, Exchange, OutOfTimeError
from pleoqb_desktop.services.http.pacing import Pacer, Tally, Waiter
from pleoqb_desktop.services.http.proxies import proxy_trouble
from pleoqb_desktop.services.http.retry_after import asked_wait
from pleoqb_desktop.services.http.session import Header, Session
from pleoqb_desktop.services.http.trust import refused_certificate

_log = logging.getLogger("pleoqb.http")

_RETRY = RetryRule(attempts=4, first_pause=1.0, longest_pause=20.0)
_THROTTLED = RetryRule(attempts=31, first_pause=60.0, longest_pause=60.0, longest_total=1800.0)
"""429 of both services: 60 s unless told otherwise, for half an hour (design.md 5; quickbooks.md 4)."""
_LONGEST_TOLD, _LEAST_TOLD = 600.0, 1.0
"""Whoever asks for longer is asked again; "at once" and a moment that our clock takes for over mean soon."""


class NoAnswerError(Exception):
    """The request failed on its way. `sent` tells whether it may have reached the service, `seconds` how long it took."""

    def __init__(self, reason: str, *, sent: bool) -> None:
        super().__init__(reason)
        self.sent = sent
        self.seconds = 0.0


class RenewableAuth(Protocol):
    """Signs requests, and can be asked once for something fresher after a 401."""

    def header(self, cancel: CancelToken | None) -> str:
        """The Authorization header. Raises KnownError when the person must sign in again, Cancelled."""

    def renew(self, rejected: str, cancel: CancelToken | None) -> bool:
        """Called with the header that was refused; True when there is another one to try. Raises as `header` does."""


class Transport:
    """Sends calls to one service and returns its answers; only what never got an answer raises."""

    def __init__(
        self,
        base_address: str,
        auth: RenewableAuth,
        pacer: Pacer,
        tally: Tally,
        waiter: Waiter,
        unreachable: Code,
        *,
        user_agent: str,
        on_request: Callable[[Call], None] | None = None,
    ) -> None:
        self._base = check_address(base_address)
        self._auth = auth
        self._pacer = pacer
        self._tally = tally
        self._waiter = waiter
        self._unreachable = unreachable
        self._on_request = on_request
        self._session = Session(user_agent, at_once=16)

    @property
    def tally(self) -> Tally:
        """The running count."""
        return self._tally

    def close(self) -> None:
        """Closes idle connections."""
        self._session.close()

    def send(self, call: Call, cancel: CancelToken | None = None) -> Answer:
        """One answer, whatever its status, after the waiting and repeating that is safe.

        429 is waited out; 401 is tried once more with a renewed sign-in; server errors and lost answers are repeated only for
        repeatable calls. Raises NoAnswerError for a call that must not be repeated blindly, UnavailableError when the
        service cannot be reached, Cancelled on a stop.
        """
        throttled, waited, failed, renewed = 0, 0.0, 0, False
        while True:
            if cancel:
                cancel.check()
            header = self._auth.header(cancel)
            try:
                answer = self._once(call, header, cancel)
            except NoAnswerError as lost:
                failed += 1
                if lost.sent and not call.repeatable:
                    raise
                pause = _RETRY.pause(failed, chance=random.random())
                if pause is None:
                    raise UnavailableError(problem(self._unreachable)) from lost
                self._waiter.wait(pause, cancel)
                continue
            told = asked_wait(answer.headers.get("Retry-After"), _LONGEST_TOLD)
            if answer.status == 429:
                throttled += 1
                soon = None if told is None else max(told, _LEAST_TOLD)
                pause = _THROTTLED.pause(throttled, told=soon, waited=waited)
                if pause is not None:
                    waited += pause
                    self._pacer.pause(pause)
                    continue
            if answer.status == 401 and not renewed and self._auth.renew(header, cancel):
                renewed = True
                continue
            if answer.status >= 500 and call.repeatable:
                failed += 1
                pause = _RETRY.pause(failed, told=told, chance=random.random())
                if pause is not None:
                    self._waiter.wait(pause, cancel)
                    continue
            return answer

    def _once(self, call: Call, header: str, cancel: CancelToken | None) -> Answer:
        with self._pacer.slot(call.kind, cancel):
            if self._on_request:
                self._on_request(call)
            self._tally.count(metered=call.metered)
            started = self._waiter.monotonic()
            try:
                answer = self._exchange(call, header, cancel)
            except NoAnswerError as lost:
                lost.seconds = self._waiter.monotonic() - started
                _log.warning("%s %s no answer (%s)", call.method, call.path, type(lost.__cause__).__name__)
                raise
            elapsed = self._waiter.monotonic() - started
            _log.info("%s %s %d %.0f ms tid=%s", call.method, call.path, answer.status, elapsed * 1000, _tid(answer))
            return replace(answer, seconds=elapsed)

    def _exchange(self, call: Call, header: str, cancel: CancelToken | None) -> Answer:
        try:
            return Exchange(self._session, self._base, call, Header(header)).run(cancel)
        except (requests.exceptions.ProxyError, *_OF_PROXY) as error:
            if trouble := proxy_trouble(error, self._base):
                raise trouble from None  # its cause holds the proxy's password
            raise NoAnswerError("not sent", sent=False) from error
        except requests.exceptions.ConnectTimeout as error:
            raise NoAnswerError("not connected", sent=False) from error
        except requests.exceptions.SSLError as error:
            raise UnavailableError(refused_certificate(error, self._base) or problem(self._unreachable)) from error
        except requests.exceptions.ConnectionError as error:
            raise NoAnswerError("connection lost", sent=not _refused(error)) from error
        except OutOfTimeError as error:
            if call.repeatable:
                raise UnavailableError(problem(self._unreachable)) from error  # who trickles once trickles again
            raise NoAnswerError("out of time", sent=True) from error
        except (requests.exceptions.RequestException, OSError) as error:
            raise NoAnswerError("answer lost", sent=True) from error


# InvalidProxyURL is an InvalidURL
_OF_PROXY = (requests.exceptions.InvalidURL, requests.exceptions.InvalidSchema)


def _refused(error: requests.exceptions.ConnectionError) -> bool:
    """Whether no connection was made at all, so that nothing can have been sent."""
    reason = error.args[0] if error.args else None
    cause = getattr(reason, "reason", None)
    return type(cause).__name__ in {"NewConnectionError", "NameResolutionError", "ConnectTimeoutError"}


def _tid(answer: Answer) -> str:
    return answer.headers.get("intuit_tid", "-")
