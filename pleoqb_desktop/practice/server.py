"""One loopback server for all practice services: takes requests apart, applies conditions, keeps connections open; holds no business rule."""

from __future__ import annotations

import contextlib
import json
import os
import selectors
import socket
import struct
import threading
import time
import traceback
from collections.abc import Callable, Iterable, Mapping
from http import HTTPStatus
from io import BytesIO
from typing import Any, Protocol
from wsgiref.types import StartResponse, WSGIEnvironment

from werkzeug import Request, Response
from werkzeug.exceptions import ClientDisconnected
from werkzeug.serving import ThreadedWSGIServer, WSGIRequestHandler

from pleoqb_desktop.practice.conditions import GOES_ON, Conditions, Fault, FaultKind

HOST = "127.0.0.1"
UNCOUNTED = frozenset({"practice"})
"""Prefixes that know neither latency nor faults nor counters: the person's part and the controls."""


class Service(Protocol):
    """A practice service: answers requests whose path stands below its prefix, and can be saved."""

    def __call__(self, request: Request) -> Response:
        """Answer a request."""
        ...

    def snapshot(self) -> dict[str, Any]:
        """Return the whole state as JSON data."""
        ...

    def restore(self, data: dict[str, Any]) -> None:
        """Take over a state that ``snapshot`` returned."""
        ...


class ConnectionDroppedError(ConnectionError):
    """Says that the connection must end here, after ``sent`` bytes of the answer."""

    def __init__(self, sent: bytes = b"", *, reset: bool = False) -> None:
        """``reset`` ends it rudely (RST) where the system can."""
        super().__init__("dropped by an injected fault")
        self.sent = sent
        self.reset = reset


class PracticeApplication:
    """The WSGI application: prefix -> service, with latency, injected faults and counting around it."""

    def __init__(self, services: Mapping[str, Callable[[Request], Response]], conditions: Conditions) -> None:
        """``services`` by prefix, without slashes."""
        self._services = services
        self._conditions = conditions
        self.closing = threading.Event()
        self.changed = threading.Event()
        self.errors: list[str] = []

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        body = Request(environ).get_data(cache=False)
        response = self._answer(environ, body)
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            self.changed.set()
        return response(environ, start_response)

    def _answer(self, environ: WSGIEnvironment, body: bytes) -> Response:
        path = environ["PATH_INFO"]
        _, _, rest = path.partition("/")
        prefix, slash, below = rest.partition("/")
        service = self._services.get(prefix)
        if service is None:
            return Response("Not found\n", 404, content_type="text/plain")
        inner = environ | {
            "SCRIPT_NAME": f"{environ.get('SCRIPT_NAME', '')}/{prefix}",
            "PATH_INFO": f"{slash}{below}",
            "wsgi.input": BytesIO(body),
            "wsgi.input_terminated": True,
            "CONTENT_LENGTH": str(len(body)),
        }
        if prefix in UNCOUNTED:
            return self._work(service, inner)
        return self._conditioned(prefix, service, inner, path)

    def _conditioned(
        self, name: str, service: Callable[[Request], Response], environ: WSGIEnvironment, path: str
    ) -> Response:
        method = environ["REQUEST_METHOD"]
        started = time.perf_counter()
        fault = self._conditions.before(name, method, path)
        status = 0
        try:
            if self._conditions.latency:
                time.sleep(self._conditions.latency / 1000)
            if fault is None:
                response = self._work(service, environ)
            else:
                going_on = {GOES_ON: fault.seconds or 60.0} if fault.kind is FaultKind.GOES_ON else {}
                response = self._spoiled(fault, name, lambda: self._work(service, environ | going_on))
            status = response.status_code
            return response
        finally:
            self._conditions.after(
                name,
                method,
                path,
                status=status,
                query=environ.get("QUERY_STRING", ""),
                seconds=time.perf_counter() - started,
                fault=fault.kind if fault else "",
            )

    def _work(self, service: Callable[[Request], Response], environ: WSGIEnvironment) -> Response:
        try:
            return service(Request(environ))
        except Exception:  # noqa: BLE001 - a bug in a practice service must be seen, and answered as a server would
            self.errors.append(traceback.format_exc())
            traceback.print_exc()
            return Response('{"type":"PRACTICE_BUG","message":"see standard error"}', 500, mimetype="application/json")

    def _spoiled(self, fault: Fault, service: str, work: Callable[[], Response]) -> Response:
        """Answer as the fault says; raise ConnectionDroppedError where there is no whole answer."""
        if fault.kind is FaultKind.TRUNCATED:
            raise ConnectionDroppedError(_half(work()))
        if fault.work_done or fault.kind in (FaultKind.LOST_ANSWER, FaultKind.GOES_ON):
            work()
        if fault.kind is FaultKind.TIMEOUT:
            self.closing.wait(fault.seconds or 130)
            raise ConnectionDroppedError
        if fault.kind in (FaultKind.LOST_ANSWER, FaultKind.RESET):
            raise ConnectionDroppedError(reset=fault.kind is FaultKind.RESET)
        if fault.seconds and fault.kind is not FaultKind.GOES_ON:
            self.closing.wait(fault.seconds)
        return spoiled_answer(fault, service)


def _half(response: Response) -> bytes:
    """Return the head and the first half of the body, the length of the whole being announced."""
    body = response.get_data()
    head = f"HTTP/1.1 {response.status}\r\nContent-Type: {response.content_type}\r\nContent-Length: {max(len(body), 2)}"
    return f"{head}\r\n\r\n".encode("latin-1") + body[: len(body) // 2]


def spoiled_answer(fault: Fault, service: str) -> Response:
    """Return what stands in the answer's place. Shapes of QuickBooks' faults: quickbooks.md 3.1."""
    status = fault.status or _USUAL_STATUS[fault.kind]
    content, mimetype = _spoiled_content(fault, service, status)
    headers = dict(fault.headers)
    if fault.kind is FaultKind.REDIRECT:
        headers["Location"] = fault.location or "http://127.0.0.1:9/elsewhere"
    return Response(content, status, headers, mimetype=mimetype)


_USUAL_STATUS = {
    FaultKind.STATUS: 503,
    FaultKind.GATEWAY_FAULT: 503,
    FaultKind.XML_FAULT: 503,
    FaultKind.HTML: 502,
    FaultKind.EMPTY: 200,
    FaultKind.NOT_JSON: 200,
    FaultKind.REDIRECT: 302,
    FaultKind.GOES_ON: 504,
}


def _spoiled_content(fault: Fault, service: str, status: int) -> tuple[str, str]:
    phrase = HTTPStatus(status).phrase
    code, message = fault.code or "10000", fault.message or "An application error has occurred"
    match fault.kind:
        case FaultKind.GATEWAY_FAULT:
            return json.dumps(_gateway_fault(code, message, status)), "application/json"
        case FaultKind.XML_FAULT:
            xml = (
                '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><IntuitResponse time="2026-01-01T00:00:00.000-08:00" '
                f'xmlns="http://schema.intuit.com/finance/v3"><Fault type="SystemFault"><Error code="{code}"><Message>{message}'
                f"</Message><Detail>{message}</Detail></Error></Fault></IntuitResponse>"
            )
            return xml, "application/xml"
        case FaultKind.HTML:
            page = f"<!DOCTYPE html><html><head><title>{status} {phrase}</title></head><body><h1>{phrase}</h1></body></html>"
            return page, "text/html"
        case FaultKind.NOT_JSON:
            return '{"data": [{"id": ', "application/json"
        case FaultKind.STATUS | FaultKind.GOES_ON:
            body = fault.body
            if body is None and service == "quickbooks":
                error = {"Message": message, "Detail": message, "code": code}
                body = {"Fault": {"Error": [error], "type": "SystemFault"}, "time": "2026-01-01T00:00:00.000-08:00"}
            elif body is None:
                body = {"type": fault.code or phrase.upper().replace(" ", "_"), "message": message}
            return body if isinstance(body, str) else json.dumps(body), "application/json"
        case _:
            return "", "text/plain"


def _gateway_fault(code: str, message: str, status: int) -> dict[str, Any]:
    text = f"message={message}; errorCode={code.zfill(6)}; statusCode={status}"
    kind = "AUTHENTICATION" if status == HTTPStatus.UNAUTHORIZED else "SERVICE"
    return {
        "warnings": None,
        "intuitObject": None,
        "fault": {"error": [{"message": text, "detail": message, "code": code, "element": None}], "type": kind},
        "requestId": None,
        "time": time.time_ns() // 1_000_000,
    }


class KeepAliveHandler(WSGIRequestHandler):
    """Serves several requests on one connection; werkzeug's own handler closes after each and waits 10 ms."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def run_wsgi(self) -> None:
        """Answer the request that was just parsed. The application has read its body to the end."""
        status = ""
        headers: list[tuple[str, str]] = []

        def start_response(given: str, pairs: list[tuple[str, str]], _: object = None, /) -> Callable[[bytes], object]:
            nonlocal status, headers
            status, headers = given, pairs
            return self.wfile.write

        try:
            body = b"".join(self.server.app(self.make_environ(), start_response))
        except ConnectionDroppedError as dropped:
            self._drop(dropped)
            return
        except ClientDisconnected:  # a program that died while it sent
            self.close_connection = True
            return
        self._send(status, headers, body)

    def _send(self, status: str, headers: list[tuple[str, str]], body: bytes) -> None:
        code, _, phrase = status.partition(" ")
        self.send_response(int(code), phrase)
        head_only = self.command == "HEAD"
        for name, value in headers:
            if name.lower() != "connection" and (head_only or name.lower() != "content-length"):
                self.send_header(name, value)
        if not head_only and int(code) not in (HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED):
            self.send_header("Content-Length", str(len(body)))
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        if not head_only:
            self.wfile.write(body)

    def _drop(self, dropped: ConnectionDroppedError) -> None:
        self.close_connection = True
        with contextlib.suppress(OSError):
            self.wfile.write(dropped.sent)
            if dropped.reset:
                # lingering for 0 seconds makes the close an RST
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    def log(self, type: str, message: str, *args: Any) -> None:  # noqa: A002 - werkzeug's name
        """Stay quiet: the conditions keep the log."""


class PracticeServer(ThreadedWSGIServer):
    """A loopback server in a thread of its own; ends its open connections when it is stopped."""

    daemon_threads = True
    timeout = 0  # who connected and hung up at once is not waited for
    # On Windows the option would let another program take the port over.
    allow_reuse_address = os.name != "nt"

    def __init__(self, application: PracticeApplication, port: int = 0) -> None:
        """Bind ``port`` on 127.0.0.1 when it is free, else any."""
        self._open: set[socket.socket] = set()
        self._open_lock = threading.Lock()
        super().__init__(HOST, port if _is_free(port) else 0, application, KeepAliveHandler)
        self._application = application
        self._thread: threading.Thread | None = None
        self._stopping: socket.socket | None = None

    @property
    def address(self) -> str:
        """The server's address without a slash at the end."""
        return f"http://{HOST}:{self.server_address[1]}"

    def get_request(self) -> tuple[socket.socket, Any]:
        """Remember each connection, so that ``stop`` can end it."""
        connection, address = super().get_request()
        with self._open_lock:
            self._open.add(connection)
        return connection, address

    def shutdown_request(self, request: Any) -> None:
        """Forget a connection that ends."""
        with self._open_lock:
            self._open.discard(request)
        super().shutdown_request(request)

    def start(self) -> None:
        """Serve in a thread until ``stop``."""
        self._stopping, stopped = socket.socketpair()
        self._thread = threading.Thread(target=self._serve, args=(stopped,), name="practice server")
        self._thread.start()

    def _serve(self, stopped: socket.socket) -> None:
        """Sleep until somebody connects, or until ``stop`` hangs up; nothing is looked for by the clock."""
        with stopped, selectors.DefaultSelector() as doors:
            doors.register(self, selectors.EVENT_READ)
            doors.register(stopped, selectors.EVENT_READ)
            while all(key.fileobj is self for key, _ in doors.select()):
                self.handle_request()
        self.server_close()

    def stop(self) -> None:
        """Stop serving, end open connections, free the port."""
        self._application.closing.set()
        if self._stopping is not None:
            self._stopping.close()
        if self._thread is not None:
            self._thread.join()
        with self._open_lock:
            connections = list(self._open)
        for connection in connections:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)


def _is_free(port: int) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        if os.name != "nt":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True
