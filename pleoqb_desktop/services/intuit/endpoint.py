"""Asks Intuit's sign-in addresses and turns their answers into grants or known errors; keeps nothing, decides nothing."""

import contextlib
import io
import logging
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any
from urllib.parse import urlsplit

import requests
from oauthlib.oauth2 import OAuth2Error
from requests.auth import HTTPBasicAuth
from requests_oauthlib import OAuth2Session
from urllib3.exceptions import HTTPError

from pleoqb_desktop.domain.problems import Code, problem
from pleoqb_desktop.ports.beside import beside, taken
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.errors import SignInAgainError, UnavailableError
from pleoqb_desktop.ports.system import Clock
from pleoqb_desktop.services.http.addresses import check_address
from pleoqb_desktop.services.http.proxies import proxy_trouble
from pleoqb_desktop.services.http.trust import TrustingAdapter, refused_certificate
from pleoqb_desktop.services.intuit.discovery import read_addresses

_log = logging.getLogger("pleoqb.oauth")

SCOPE = "com.intuit.quickbooks.accounting"

_MAX_ANSWER = 64 * 1024
_TIMEOUT = (10.0, 30.0)
_LONGEST_SECONDS = 45.0
_PAUSES = (0.5, 1.0)
_ACCESS_SECONDS = 3600  # quickbooks.md 1.4
_REFRESH_SECONDS = 8_640_000  # 100 days, quickbooks.md 1.4
_LONGEST_ACCESS_TOKEN = 8192  # documented: 4096, quickbooks.md 1.3
_LONGEST_REFRESH_TOKEN = (
    900  # documented: 512; the keyring entry around it must stay under 1,280 characters (design.md 6)
)


@dataclass(frozen=True, slots=True)
class IntuitAddresses:
    """Where Intuit's sign-in is. `redirect` is the relay page's address, needed with production keys (quickbooks.md 1.7).
    `discovery`: where Intuit tells the first three itself (quickbooks.md 1.1); None: they are used as they are.

    Raises UnavailableError(ADDRESS_UNSAFE) unless each is https, or http to this computer.
    """

    authorize: str
    token: str
    revoke: str
    redirect: str | None = None
    discovery: str | None = None

    def __post_init__(self) -> None:
        for address in (self.authorize, self.token, self.revoke, self.redirect, self.discovery):
            if address is not None:
                check_address(address)


@dataclass(frozen=True, slots=True)
class IntuitKeys:
    """The key pair of an Intuit app."""

    client_id: str
    client_secret: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Grant:
    """What the token address gave; lives in seconds from the moment of asking, `hard_seconds` None when not told."""

    access_token: str = field(repr=False)
    refresh_token: str = field(repr=False)
    access_seconds: int
    refresh_seconds: int
    hard_seconds: int | None


class GrantRefusedError(Exception):
    """`invalid_grant`: the code or refresh token is used, expired, revoked or another app's (quickbooks.md 1.6)."""


class IntuitEndpoint:
    """Intuit's sign-in addresses, by requests-oauthlib.

    oauthlib refuses http. It is given the https form of a loopback address, which an adapter of ours, mounted for exactly that
    origin, sends as http; everything else goes by https with its certificate checked, and no redirect is followed.
    """

    def __init__(self, addresses: IntuitAddresses, clock: Clock, user_agent: str) -> None:
        """`addresses` are the configured ones, which serve where Intuit's discovery document does not tell others."""
        self.addresses = addresses
        self._clock = clock
        self._user_agent = user_agent
        self._discovering = threading.Lock()
        self._discovered: dict[str, str] | None = None  # None: not asked yet; empty: nothing was found
        # Its debug messages hold codes, tokens and the client secret in clear
        logging.getLogger("requests_oauthlib").setLevel(logging.WARNING)

    def discover(self, cancel: CancelToken | None = None, *, again: bool = False) -> IntuitAddresses:
        """The addresses that serve. The discovery document is read once, when it is first needed; `again`: also where that failed.

        Raises Cancelled.
        """
        with taken(self._discovering, cancel):
            document = self.addresses.discovery
            if document and (self._discovered is None or (again and not self._discovered)):
                self._discovered = read_addresses(document, self._user_agent, cancel)
            return replace(self.addresses, **self._discovered or {})

    def authorize_address(
        self, client_id: str, redirect_uri: str, state: str, cancel: CancelToken | None = None
    ) -> str:
        """Where the browser goes to sign in (quickbooks.md 1.2). Raises Cancelled."""
        authorize = self.discover(cancel, again=True).authorize
        with OAuth2Session(client_id, redirect_uri=redirect_uri, scope=[SCOPE]) as session:
            address, _ = session.authorization_url(_https_form(authorize), state=state)
        return urlsplit(authorize).scheme + address.removeprefix("https")

    def exchange(self, keys: IntuitKeys, code: str, redirect_uri: str) -> Grant:
        """A grant for a code, asked for once only: a code is good for one use.

        Raises GrantRefusedError, SignInAgainError(INTUIT_KEYS_REFUSED) or UnavailableError.
        """
        return self._ask(
            redirect_uri,
            keys,
            lambda session, token, auth: session.fetch_token(
                token, code=code, auth=auth, timeout=_TIMEOUT, headers=_HEADERS
            ),
        )

    def refresh(self, keys: IntuitKeys, refresh_token: str) -> Grant:
        """A fresh grant. A lost connection or a server error is tried twice more: the value stays good for a day.

        Raises GrantRefusedError, SignInAgainError(INTUIT_KEYS_REFUSED) or UnavailableError.
        """

        def once() -> Grant:
            return self._ask(
                None,
                keys,
                lambda session, token, auth: session.refresh_token(
                    token, refresh_token, auth=auth, timeout=_TIMEOUT, headers=_HEADERS
                ),
            )

        for pause in _PAUSES:
            with contextlib.suppress(_PassingError):
                return once()
            self._clock.wait(pause, None)
        return once()

    def revoke(self, keys: IntuitKeys, token: str) -> bool:
        """Ends a sign-in at Intuit; False when Intuit could not be told (quickbooks.md 1.5: 400 means it had ended already)."""
        revoke = self.discover().revoke
        try:
            with self._session(None, keys.client_id, revoke) as session:
                ask = partial(
                    session.post,
                    _https_form(revoke),
                    json={"token": token},
                    auth=_basic(keys),
                    timeout=_TIMEOUT,
                    headers={"Accept": "application/json"},
                )
                answer: requests.Response = beside(ask, seconds=_LONGEST_SECONDS)
        except (requests.exceptions.RequestException, TimeoutError):
            return False
        _note("revoke", answer)
        return answer.status_code in (200, 400)

    def _ask(
        self,
        redirect_uri: str | None,
        keys: IntuitKeys,
        call: Callable[[OAuth2Session, str, HTTPBasicAuth], Mapping[str, Any]],
    ) -> Grant:
        """The one place where requests' and oauthlib's exceptions become ours."""
        token = self.discover().token
        try:
            with self._session(redirect_uri, keys.client_id, token) as session:
                return _grant(beside(lambda: call(session, _https_form(token), _basic(keys)), seconds=_LONGEST_SECONDS))
        except TimeoutError as error:
            raise UnavailableError(problem(Code.QUICKBOOKS_UNREACHABLE)) from error
        except (
            requests.exceptions.ProxyError,
            requests.exceptions.InvalidURL,
            requests.exceptions.InvalidSchema,
        ) as error:
            trouble = proxy_trouble(error, token)
            raise trouble or UnavailableError(problem(Code.QUICKBOOKS_UNREACHABLE)) from None
        except requests.exceptions.Timeout as error:
            raise UnavailableError(problem(Code.QUICKBOOKS_UNREACHABLE)) from error
        except requests.exceptions.SSLError as error:
            refused = refused_certificate(error, token)
            raise UnavailableError(refused or problem(Code.QUICKBOOKS_UNREACHABLE)) from error
        except requests.exceptions.ConnectionError as error:
            raise _PassingError(problem(Code.QUICKBOOKS_UNREACHABLE)) from error
        except OAuth2Error as error:
            if error.error == "invalid_grant":
                raise GrantRefusedError from error
            if error.error == "invalid_client":
                raise SignInAgainError(problem(Code.INTUIT_KEYS_REFUSED)) from error
            raise UnavailableError(problem(Code.QUICKBOOKS_ANSWER)) from error
        except (requests.exceptions.RequestException, *_UNREADABLE) as error:
            raise UnavailableError(problem(Code.QUICKBOOKS_ANSWER)) from error

    def _session(self, redirect_uri: str | None, client_id: str, address: str) -> OAuth2Session:
        session = OAuth2Session(client_id, redirect_uri=redirect_uri)
        session.max_redirects = 0
        session.headers["User-Agent"] = self._user_agent
        session.adapters.clear()
        session.mount("https://", _BoundedAdapter(max_retries=0))
        if address.lower().startswith("http://"):
            origin = f"https://{urlsplit(address).netloc}/"
            session.mount(origin, _LoopbackAdapter(origin))
        session.register_compliance_hook("access_token_response", _readable)
        session.register_compliance_hook("refresh_token_response", _readable)
        return session


# oauthlib checks no types: a member that is no text or no number ends in one of these
_UNREADABLE = (ValueError, TypeError, AttributeError)

_HEADERS = {
    "Accept": "application/json",
    "Content-Type": "application/x-www-form-urlencoded",
    # Asks for the absolute end of the sign-in, at most five years on (quickbooks.md 1.3)
    "x-include-refresh-token-hard-expires-in": "true",
}


class _PassingError(UnavailableError):
    """A trouble that may be over in a moment."""


class _TooLargeError(requests.exceptions.RequestException):
    pass


class _BoundedAdapter(TrustingAdapter):
    """Reads at most 64 KiB of an answer."""

    def send(self, request: requests.PreparedRequest, *args: Any, **kwargs: Any) -> requests.Response:
        response = super().send(request, *args, **{**kwargs, "stream": True})
        with contextlib.closing(response):
            body = b"".join(_bounded(response))
        response.raw = io.BytesIO(body)
        return response


class _LoopbackAdapter(_BoundedAdapter):
    """Sends to one loopback origin, and to no other, as http and past any proxy."""

    def __init__(self, origin: str) -> None:
        super().__init__(max_retries=0)
        self._origin = origin.lower()
        check_address("http" + origin.removeprefix("https"))

    def send(self, request: requests.PreparedRequest, *args: Any, **kwargs: Any) -> requests.Response:
        address = request.url or ""
        if not address.lower().startswith(self._origin):
            raise UnavailableError(problem(Code.ADDRESS_UNSAFE, address=f"https://{urlsplit(address).hostname}"))
        request.url = "http" + address[len("https") :]
        return super().send(request, *args, **{**kwargs, "proxies": {}})


def _https_form(address: str) -> str:
    return "https://" + address.partition("://")[2]


def _basic(keys: IntuitKeys) -> HTTPBasicAuth:
    return HTTPBasicAuth(keys.client_id.encode(), keys.client_secret.encode())


def _bounded(response: requests.Response) -> Iterator[bytes]:
    left = _MAX_ANSWER
    try:
        for chunk in response.raw.stream(8192, decode_content=True):
            left -= len(chunk)
            if left < 0:
                raise _TooLargeError
            yield chunk
    except HTTPError as error:
        raise requests.exceptions.ConnectionError(type(error).__name__) from error


def _readable(response: requests.Response) -> requests.Response:
    """Lets through what oauthlib can judge: a JSON object with a grant or an error. Anything else is no answer of Intuit's."""
    _note("token", response)
    if response.status_code >= 500:
        raise _PassingError(problem(Code.QUICKBOOKS_UNREACHABLE))
    if response.status_code == 429:
        raise UnavailableError(problem(Code.QUICKBOOKS_UNREACHABLE))
    try:
        body = response.json()
    except (ValueError, RecursionError):
        body = None
    if not isinstance(body, dict) or (response.status_code != 200 and "error" not in body):
        raise UnavailableError(problem(Code.QUICKBOOKS_ANSWER))
    return response


def _grant(token: Mapping[str, Any]) -> Grant:
    access, refresh = token.get("access_token"), token.get("refresh_token")
    if not (_is_token(access, _LONGEST_ACCESS_TOKEN) and _is_token(refresh, _LONGEST_REFRESH_TOKEN)):
        raise UnavailableError(problem(Code.QUICKBOOKS_ANSWER))
    return Grant(
        access_token=str(access),
        refresh_token=str(refresh),
        access_seconds=_seconds(token.get("expires_in")) or _ACCESS_SECONDS,
        refresh_seconds=_seconds(token.get("x_refresh_token_expires_in")) or _REFRESH_SECONDS,
        hard_seconds=_seconds(token.get("x_refresh_token_hard_expires_in")),
    )


def _is_token(value: object, longest: int) -> bool:
    """Whether a value is safe in a header and in the keyring: printable ASCII without a space."""
    return isinstance(value, str) and 0 < len(value) <= longest and all("!" <= letter <= "~" for letter in value)


def _seconds(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 < value < 10**10 else None


def _note(what: str, response: requests.Response) -> None:
    _log.info("POST %s %d tid=%s", what, response.status_code, response.headers.get("intuit_tid", "-"))
