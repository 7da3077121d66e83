"""Fetches receipts from wherever Pleo keeps them: without credentials, bounded, and never from inside a private network."""

import logging
import os
import random
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from urllib3 import BaseHTTPResponse
from urllib3.exceptions import HTTPError, LocationValueError, SSLError

from pleoqb_desktop.domain.problems import Code, problem
from pleoqb_desktop.domain.rules.retry import RetryRule
from pleoqb_desktop.ports.beside import beside
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.errors import ReceiptRefusal, UnavailableError
from pleoqb_desktop.ports.receipts import FetchedReceipt
from pleoqb_desktop.services.http.addresses import is_loopback
from pleoqb_desktop.services.http.pacing import SystemWaiter, Waiter
from pleoqb_desktop.services.http.retry_after import asked_wait
from pleoqb_desktop.services.http.trust import refused_certificate
from pleoqb_desktop.services.receipts.fit import made_fit, unfinished
from pleoqb_desktop.services.receipts.hosts import GuardedHosts, RefusedAddressError
from pleoqb_desktop.services.receipts.reader import ReceiptReader
from pleoqb_desktop.services.storage.disk import disk_errors

_log = logging.getLogger("pleoqb.receipts")

LIMIT_BYTES = 30 * 1024 * 1024  # pleo.md ATT-11
_RETRY = RetryRule(attempts=4, first_pause=1.0)
_REDIRECTS = 5
_CHUNK = 64 * 1024
_CONNECT_SECONDS = 10.0
_LONGEST_WAIT = 60.0
_THROTTLED_WAIT = 5.0
_TRANSIENT = frozenset({408, 425, 429})
_EXPIRED = frozenset({401, 403, 410})
_MOVED = frozenset({301, 302, 303, 307, 308})
_NAT64 = IPv6Network("64:ff9b::/96")


class _TransientError(Exception):
    """It may work a moment later. `wait` is what the server asks for, in seconds."""

    def __init__(self, reason: str, wait: float | None = None) -> None:
        super().__init__(reason)
        self.wait = wait


@dataclass(frozen=True, slots=True)
class _Came:
    """What was downloaded: the type the server named, and size and hash of the bytes."""

    type: str
    size: int
    sha256: str


class HttpReceiptFetcher:
    """Fetches receipts (ports.receipts.ReceiptFetcher); usable from several threads at once.

    `trust_loopback`: the service itself is on this computer, so receipts may be, too. `limit_bytes` bounds a file,
    `reader` decodes, `total_seconds` bounds everything that is done for it, `silence_seconds` a pause within an answer.
    """

    def __init__(
        self,
        user_agent: str,
        *,
        trust_loopback: bool,
        limit_bytes: int = LIMIT_BYTES,
        total_seconds: float = 180.0,
        silence_seconds: float = 20.0,
        waiter: Waiter | None = None,
        reader: ReceiptReader | None = None,
    ) -> None:
        self._trust_loopback = trust_loopback
        self._limit = limit_bytes
        self._total_seconds = total_seconds
        self._timeouts = (_CONNECT_SECONDS, silence_seconds)
        self._waiter = waiter or SystemWaiter()
        self._reader = reader or ReceiptReader()
        self._hosts = GuardedHosts(user_agent, self._may_connect)

    def close(self) -> None:
        """Closes idle connections, and ends the process that decodes."""
        self._reader.rest()
        self._hosts.close()

    def fetch(self, url: str, into: Path, declared_type: str, cancel: CancelToken) -> FetchedReceipt:
        """Downloads to the file `into`, whose folder is made when missing; types QuickBooks takes stay byte for byte.

        Raises ReceiptRefusal for what is wrong with this receipt; UnavailableError when the host cannot be reached or keeps
        failing (PLEO_UNREACHABLE), or the disk refuses; Cancelled. Then no file is left.
        """
        with unfinished(into) as path:
            came = self._download(url, path, cancel)
            known = made_fit(path, _stated(declared_type) or _stated(came.type), self._reader, cancel)
            with disk_errors(into):
                size = path.stat().st_size
        return FetchedReceipt(into, known.content_type, known.extension, size, came.sha256, came.size)

    def _download(self, url: str, path: Path, cancel: CancelToken) -> "_Came":
        """Fills the file."""
        deadline = self._waiter.monotonic() + self._total_seconds
        for failed in _RETRY.tries():
            cancel.check()
            try:
                return self._let_go_of(partial(self._follow, url, path, deadline, cancel), cancel)
            except _TransientError as fault:
                pause = _RETRY.pause(failed, told=fault.wait, chance=random.random())
                if pause is None or self._waiter.monotonic() + pause > deadline:
                    break
                self._waiter.wait(pause, cancel)
        # Without its cause: the words of the libraries hold the whole link, which opens the receipt to anybody.
        raise UnavailableError(problem(Code.PLEO_UNREACHABLE))

    def _let_go_of(self, download: "Callable[[], _Came]", cancel: CancelToken) -> "_Came":
        """What it returns. A stop, or the end of all patience, is not held up by a host that says nothing."""
        try:
            return beside(download, seconds=self._total_seconds, cancel=cancel)
        except TimeoutError:
            raise _TransientError("out of time") from None

    def _follow(self, url: str, path: Path, deadline: float, cancel: CancelToken) -> "_Came":
        for _ in range(_REDIRECTS + 1):
            self._check_address(url)
            try:
                with closing(self._hosts.get(url, self._timeouts)) as response:
                    _log.info("GET %s %d", urlsplit(url).hostname, response.status)
                    if response.status in _MOVED and "Location" in response.headers:
                        url = _next(url, response)
                        continue
                    _check_status(response)
                    return self._save(response, path, deadline, cancel)
            except RefusedAddressError:
                raise _bad_address(url) from None
            except SSLError as error:
                if refused := refused_certificate(error, url):
                    raise ReceiptRefusal(Code.RECEIPT_CERTIFICATE, **refused.params) from None
                raise UnavailableError(problem(Code.PLEO_UNREACHABLE)) from None
            except (LocationValueError, UnicodeError):
                raise _bad_address(url) from None
            except HTTPError as error:
                _log.warning("GET %s no answer (%s)", urlsplit(url).hostname, type(error).__name__)
                raise _TransientError(type(error).__name__) from None
        raise _bad_address(url)

    def _save(self, response: BaseHTTPResponse, path: Path, deadline: float, cancel: CancelToken) -> "_Came":
        """Streams the body to the file, as it comes: each piece is looked at and hashed, however slowly they arrive."""
        if _told_size(response) > self._limit:
            raise self._too_large()
        size, digest = 0, sha256()
        with (
            disk_errors(path),
            open(path, "wb", opener=_for_us_alone) as file,
        ):  # faults of the network are no OSError here (urllib3)
            while chunk := response.read1(_CHUNK, decode_content=True):
                cancel.check()
                if self._waiter.monotonic() > deadline:
                    raise _TransientError("out of time")
                size += len(chunk)
                if size > self._limit:
                    raise self._too_large()
                file.write(chunk)
                digest.update(chunk)
        if not size:
            raise ReceiptRefusal(Code.RECEIPT_EMPTY)
        return _Came(response.headers.get("Content-Type", ""), size, digest.hexdigest())

    def _too_large(self) -> ReceiptRefusal:
        return ReceiptRefusal(Code.RECEIPT_TOO_LARGE, limit=str(self._limit // (1024 * 1024)))

    def _check_address(self, url: str) -> None:
        """Refuses what can be seen without asking the network: scheme, user name, and numbers in place of a host name."""
        try:
            parts = urlsplit(url)
            host, _ = parts.hostname, parts.port
        except ValueError:
            raise _bad_address("") from None
        local = self._trust_loopback and is_loopback(host)
        if (
            not host
            or host.startswith(("*", "."))
            or "@" in parts.netloc
            or (parts.scheme != "https" and not (parts.scheme == "http" and local))
        ):
            raise _bad_address(url)
        if not local and _is_private_number(host):
            raise _bad_address(url)

    def _may_connect(self, address: str) -> bool:
        """Whether receipts may come from this IP address (design.md 6)."""
        number = _outermost(address)
        return self._trust_loopback if number.is_loopback else number.is_global and not number.is_multicast


def _outermost(address: str) -> IPv4Address | IPv6Address:
    """The number that is meant, also when one kind of address is written within another."""
    number = ip_address(address.partition("%")[0])
    if isinstance(number, IPv6Address):
        inner = number.ipv4_mapped or number.sixtofour
        if inner is None and number in _NAT64:
            inner = IPv4Address(int(number) & 0xFFFFFFFF)
        return inner or number
    return number


def _is_private_number(host: str) -> bool:
    try:
        number = _outermost(host)
    except ValueError:
        return False
    return not number.is_global


def _for_us_alone(path: str, flags: int) -> int:
    """Opens a file that nobody else on this computer may read."""
    return os.open(path, flags, 0o600)


def _next(url: str, response: BaseHTTPResponse) -> str:
    try:
        return urljoin(url, response.headers["Location"])
    except ValueError:
        raise _bad_address("") from None


def _check_status(response: BaseHTTPResponse) -> None:
    status = response.status
    if status == 200:
        return
    if status == 204:
        raise ReceiptRefusal(Code.RECEIPT_EMPTY)
    if status >= 500 or status in _TRANSIENT:
        raise _TransientError(str(status), _asked_wait(response))
    if status in _EXPIRED:
        raise ReceiptRefusal(Code.RECEIPT_EXPIRED)
    raise ReceiptRefusal(Code.RECEIPT_MISSING, status=str(status))


def _asked_wait(response: BaseHTTPResponse) -> float | None:
    """What the host asks for; for 429 without a word a few seconds, None otherwise."""
    told = asked_wait(response.headers.get("Retry-After"), _LONGEST_WAIT)
    return _THROTTLED_WAIT if told is None and response.status == 429 else told


def _told_size(response: BaseHTTPResponse) -> int:
    told = response.headers.get("Content-Length", "")
    return int(told) if told.isascii() and told.isdigit() and len(told) < 20 else 0


def _stated(declared: str) -> str:
    """A type that says something, else empty."""
    return "" if declared.lower().startswith(("application/octet-stream", "binary/octet-stream")) else declared


def _bad_address(url: str) -> ReceiptRefusal:
    """Names the host alone: the rest of the link opens the receipt to anybody."""
    return ReceiptRefusal(Code.RECEIPT_ADDRESS, host=urlsplit(url).hostname or "")
