"""Reads the document in which Intuit tells its sign-in addresses (quickbooks.md 1.1), and judges which may be used; signs nobody in."""

import logging
import re
from urllib.parse import urlsplit

import msgspec
import requests
from urllib3.exceptions import HTTPError

from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.errors import UnavailableError
from pleoqb_desktop.services.http.addresses import check_address, is_loopback
from pleoqb_desktop.services.http.exchange import Call, Exchange, OutOfTimeError
from pleoqb_desktop.services.http.session import NO_CREDENTIALS, Session

_log = logging.getLogger("pleoqb.oauth")

_LONGEST_SECONDS = 5.0
_MOST_BYTES = 64 * 1024
_MEMBERS = {"authorize": "authorization_endpoint", "token": "token_endpoint", "revoke": "revocation_endpoint"}
_PLAIN = re.compile(r"https?://[A-Za-z0-9.-]+(:[0-9]+)?/[!-~]*")  # every library reads the same host in it


def read_addresses(address: str, user_agent: str, cancel: CancelToken | None) -> dict[str, str]:
    """What the document at this address names, as `named` tells it; empty when it cannot be read. Raises Cancelled alone."""
    call = Call("GET", "", timeout=_LONGEST_SECONDS, longest=_LONGEST_SECONDS, most=_MOST_BYTES)
    try:
        with Session(user_agent) as session:
            answer = Exchange(session, address, call, NO_CREDENTIALS).run(cancel)
        found = named(msgspec.json.decode(answer.body), address) if answer.status == 200 else {}
    except (
        requests.exceptions.RequestException,
        HTTPError,
        OSError,
        OutOfTimeError,
        ValueError,
        RecursionError,
    ) as error:
        _log.warning("GET discovery: not read (%s)", type(error).__name__)
        return {}
    _log.info("GET discovery %d addresses=%d", answer.status, len(found))
    return found


def named(document: object, address: str) -> dict[str, str]:
    """The usable ones of `authorize`, `token` and `revoke` in a document that was read from this address.

    They lead the client secret nowhere else: https, at the document's own domain (its last two labels; where it is on this
    computer, at the same port), and without a user name.
    """
    if not isinstance(document, dict):
        return {}
    told = {name: document.get(member) for name, member in _MEMBERS.items()}
    return {name: one for name, one in told.items() if isinstance(one, str) and _is_usable(one, address)}


def _is_usable(told: str, address: str) -> bool:
    try:
        check_address(told)
    except UnavailableError:
        return False
    return _PLAIN.fullmatch(told) is not None and _place(told) == _place(address)


def _place(address: str) -> str:
    parts = urlsplit(address.lower())
    return parts.netloc if is_loopback(parts.hostname) else ".".join(parts.netloc.split(".")[-2:])
