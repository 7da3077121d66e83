"""A token endpoint that follows quickbooks.md 1.3 to 1.6 strictly, on a loopback port, with answers that tests can replace."""

import base64
import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import werkzeug.serving
from werkzeug import Request, Response

CLIENT_ID = "ABclientID"
CLIENT_SECRET = "client-secret-é"
CODE = "AB11code"
TOKEN_PATH, REVOKE_PATH = "/intuit/oauth2/v1/tokens/bearer", "/intuit/v2/oauth2/tokens/revoke"
DISCOVERY_PATH = "/.well-known/openid_configuration"


def answer(status: int, body: Any = None, **headers: str) -> Response:
    """A JSON answer, or bytes as they are."""
    if isinstance(body, bytes):
        return Response(body, status, headers)
    response = Response(status=status, headers=headers)
    if body is not None:
        response.set_data(json.dumps(body))
        response.content_type = "application/json"
    return response


@dataclass
class Seen:
    """One request that arrived."""

    path: str
    headers: dict[str, str]
    form: dict[str, str]
    json: Any


@dataclass
class TokenServer:
    """Every refresh makes the value before worthless at once, which is stricter than Intuit (quickbooks.md 1.4)."""

    address: str = ""
    rotates: bool = True
    hard_seconds: int | None = 157_680_000
    current: str | None = None
    seen: list[Seen] = field(default_factory=list)
    discoveries: list[Seen] = field(default_factory=list)
    document: Callable[[], Response] = lambda: answer(404)
    instead: list[Response | Callable[[], None]] = field(default_factory=list)
    before_refresh: Callable[[], None] = lambda: None
    at_once: int = 0
    most_at_once: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)
    started: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))
    number: int = 0

    def count(self, grant_type: str) -> int:
        """How many requests of a kind arrived."""
        return sum(seen.form.get("grant_type") == grant_type for seen in self.seen)

    def respond(self, request: Request) -> Response:
        """The answer to one request."""
        if request.path == "/started":
            self.started.release()
            return answer(204)
        seen = Seen(request.path, dict(request.headers), dict(request.form), request.get_json(silent=True))
        if request.path == DISCOVERY_PATH:
            self.discoveries.append(seen)
            return self.document()
        with self.lock:
            self.seen.append(seen)
            self.at_once += 1
            self.most_at_once = max(self.most_at_once, self.at_once)
            instead = self.instead.pop(0) if self.instead else None
        try:
            if isinstance(instead, Response):
                return instead
            if instead is not None:
                instead()
            return self._answer(request, seen)
        finally:
            with self.lock:
                self.at_once -= 1

    def _answer(self, request: Request, seen: Seen) -> Response:
        expected = "Basic " + base64.b64encode(f"{CLIENT_ID}:{CLIENT_SECRET}".encode()).decode()
        if seen.headers.get("Authorization") != expected:
            return answer(401, {"error": "invalid_client"})
        if request.method != "POST":
            return answer(405)
        if seen.path.endswith(REVOKE_PATH):
            good = isinstance(seen.json, dict) and seen.json == {"token": self.current}
            self.current = None if good else self.current
            return answer(200 if good else 400)
        if seen.form.get("grant_type") == "refresh_token":
            self.before_refresh()
        with self.lock:
            good = (
                seen.form.get("code") == CODE if "code" in seen.form else seen.form.get("refresh_token") == self.current
            )
            if not good or (self.current is None and "code" not in seen.form):
                return answer(400, {"error": "invalid_grant", "error_description": "Incorrect Token type or clientID"})
            return self._grant(seen)

    def _grant(self, seen: Seen) -> Response:
        self.number += 1
        if self.rotates or self.current is None:
            self.current = f"RT1-{self.number}"
        body: dict[str, Any] = {
            "token_type": "bearer",
            "access_token": f"access.{self.number}",
            "expires_in": 3600,
            "refresh_token": self.current,
            "x_refresh_token_expires_in": 8_640_000,
        }
        if self.hard_seconds is not None and seen.headers.get("X-Include-Refresh-Token-Hard-Expires-In") == "true":
            body["x_refresh_token_hard_expires_in"] = self.hard_seconds
        return answer(200, body, intuit_tid="tid-1")


class _Quiet(werkzeug.serving.WSGIRequestHandler):
    def log(self, type: str, message: str, *args: Any) -> None:  # noqa: A002 - the base class's name
        pass


@contextmanager
def token_server() -> Iterator[TokenServer]:
    """Serves until the end of the block."""
    state = TokenServer()
    server = werkzeug.serving.make_server(
        "127.0.0.1", 0, Request.application(state.respond), threaded=True, request_handler=_Quiet
    )
    state.address = f"http://127.0.0.1:{server.port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield state
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
