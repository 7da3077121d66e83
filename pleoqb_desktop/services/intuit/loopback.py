"""A very small web server for this computer alone, which garbage, half requests and silence cannot stop; knows no sign-in."""

import contextlib
import errno
import io
import logging
import selectors
import socket
import sys
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from http.client import HTTPException, HTTPMessage, parse_headers

_log = logging.getLogger("pleoqb.oauth")

_MAX_HEAD = 16 * 1024  # without cookies
_MAX_WITH_COOKIES = 256 * 1024  # browsers send those of every other program on this computer along: 17 kB were seen
_MAX_CONNECTIONS = 32
_BACKLOG = 128
_DRAIN_SECONDS = 1.0
_SLICE = 0.25  # Windows lets a thread wait on that reads from a connection another thread hung up
_MAX_DRAIN = 64 * 1024
_NO_IPV6 = frozenset({errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT})


@dataclass(frozen=True, slots=True)
class Request:
    """The head of one request; `host` is None unless there is exactly one Host header."""

    method: str
    target: str = field(repr=False)
    host: str | None


@dataclass(frozen=True, slots=True)
class Reply:
    """What is sent back. `sent` is called once the page has left, or could not."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    sent: Callable[[], None] | None = None


def listen(port: int) -> tuple[socket.socket, ...]:
    """Listeners on 127.0.0.1 and, where this computer has IPv6, on ::1 of the same port.

    Raises OSError when one of the two is taken: a browser may try either for "localhost", and the other one could be a stranger.
    """
    first = _listener(socket.AF_INET, "127.0.0.1", port)
    try:
        second = _listener(socket.AF_INET6, "::1", port) if socket.has_ipv6 else None
    except OSError as error:
        if error.errno in _NO_IPV6:
            return (first,)
        first.close()
        raise
    return (first, second) if second else (first,)


def _listener(family: socket.AddressFamily, address: str, port: int) -> socket.socket:
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        if sys.platform == "win32":
            # On Windows SO_REUSEADDR would let another program take the port away from us
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            # Elsewhere it only lets us past connections in TIME_WAIT; a second listener is still refused, by bind or by listen
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            listener.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        listener.bind((address, port))
        listener.listen(_BACKLOG)
        listener.settimeout(0)
    except BaseException:
        listener.close()
        raise
    return listener


class LoopbackServer:
    """Serves from construction until `close`. `respond` gets None for a request that cannot be read; it runs in many threads.

    Every connection has a thread of its own and `patience` seconds to send its head; beyond 32 connections the oldest is dropped,
    so that silent ones never keep the browser out.
    """

    def __init__(
        self, listeners: tuple[socket.socket, ...], respond: Callable[[Request | None], Reply], patience: float
    ) -> None:
        self._listeners = listeners
        self._respond = respond
        self._patience = patience
        self._lock = threading.Lock()
        self._open: dict[socket.socket, threading.Thread] = {}
        self._closed = False
        self._waker, self._wake = socket.socketpair()
        self._acceptor = threading.Thread(target=self._accept, name="sign-in receiver", daemon=True)
        self._acceptor.start()

    def close(self) -> None:
        """Stops listening and ends every connection; nothing happens the second time."""
        with self._lock:
            if self._closed:
                return
            self._closed = True
        self._waker.send(b"x")
        self._acceptor.join()
        for ours in (*self._listeners, self._waker, self._wake):
            ours.close()
        with self._lock:
            left = list(self._open.items())
            for connection, _ in left:
                _hang_up(connection)
        for _, thread in left:
            thread.join(timeout=_DRAIN_SECONDS)

    def _accept(self) -> None:
        with selectors.DefaultSelector() as selector:
            for watched in (*self._listeners, self._wake):
                selector.register(watched, selectors.EVENT_READ)
            while True:
                for ready, _ in selector.select():
                    if ready.fileobj is self._wake:
                        return
                    for listener in self._listeners:
                        if ready.fileobj is listener:
                            self._take(listener)

    def _take(self, listener: socket.socket) -> None:
        try:
            connection, _ = listener.accept()
        except OSError:  # the client went away between select and accept
            return
        thread = threading.Thread(target=self._serve, args=(connection,), name="sign-in connection", daemon=True)
        with self._lock:
            if len(self._open) >= _MAX_CONNECTIONS:
                oldest = next(iter(self._open))
                del self._open[oldest]
                _hang_up(oldest)
            self._open[connection] = thread
        thread.start()

    def _serve(self, connection: socket.socket) -> None:
        try:
            head = self._read_head(connection)
            if head is not None:
                self._answer(connection, self._respond(_parse(head)))
        except OSError:  # the client went away; the next one is served by another thread
            _log.debug("a connection was lost")
        finally:
            with self._lock:
                self._open.pop(connection, None)
                connection.close()

    def _read_head(self, connection: socket.socket) -> bytes | None:
        """Everything up to the empty line; what there is when it grows too long; None when it does not come in time."""
        deadline = time.monotonic() + self._patience
        head = b""
        while b"\r\n\r\n" not in head and len(head) <= _MAX_WITH_COOKIES and len(_without_cookies(head)) <= _MAX_HEAD:
            left = deadline - time.monotonic()
            if left <= 0:
                return None
            connection.settimeout(min(left, _SLICE))
            try:
                received = connection.recv(4096)
            except TimeoutError:
                if self._closed or connection not in self._open:
                    return None
                continue
            if not received:
                return None
            head += received
        return head

    def _answer(self, connection: socket.socket, reply: Reply) -> None:
        lines = [f"HTTP/1.1 {reply.status} {HTTPStatus(reply.status).phrase}"]
        lines += [f"{name}: {value}" for name, value in reply.headers.items()]
        lines += [f"Content-Length: {len(reply.body)}", "Connection: close", "", ""]
        try:
            connection.settimeout(self._patience)
            connection.sendall("\r\n".join(lines).encode("ascii") + reply.body)
        finally:
            if reply.sent:
                reply.sent()
        _log.info("receiver answered %d", reply.status)
        self._drain(connection)

    def _drain(self, connection: socket.socket) -> None:
        """Reads what is left of the request: closing with unread bytes would take the page back from the browser."""
        connection.shutdown(socket.SHUT_WR)
        connection.settimeout(min(self._patience, _DRAIN_SECONDS))
        left = _MAX_DRAIN
        with contextlib.suppress(TimeoutError):
            while left > 0 and (received := connection.recv(4096)):
                left -= len(received)


def _hang_up(connection: socket.socket) -> None:
    with contextlib.suppress(OSError):  # closed or never connected: that is what is wanted
        connection.shutdown(socket.SHUT_RDWR)


def _without_cookies(lines: bytes) -> bytes:
    """Headers but for cookies: none is ours, and the library's limits of length and number are not theirs."""
    return b"\r\n".join(line for line in lines.split(b"\r\n") if line[:7].lower() != b"cookie:")


def _parse(head: bytes) -> Request | None:
    text, separator, _ = head.partition(b"\r\n\r\n")
    text = _without_cookies(text)
    if not separator or len(text) > _MAX_HEAD:
        return None
    line, _, rest = text.partition(b"\r\n")
    try:
        method, target, version = line.decode("ascii").split(" ")
        headers: HTTPMessage = parse_headers(io.BytesIO(rest + b"\r\n\r\n"))
    except (ValueError, HTTPException):
        return None
    if version not in ("HTTP/1.0", "HTTP/1.1"):
        return None
    hosts = headers.get_all("Host", [])
    return Request(method, target, hosts[0].strip().lower() if len(hosts) == 1 else None)
