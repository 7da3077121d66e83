import gzip
import os
import shutil
import ssl
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
import requests

from pleoqb_desktop.domain.problems import Code
from pleoqb_desktop.ports.errors import UnavailableError
from pleoqb_desktop.services.intuit import endpoint
from pleoqb_desktop.services.intuit.endpoint import IntuitAddresses, IntuitEndpoint, IntuitKeys
from pleoqb_desktop.services.system.clock import SystemClock
from tests.e2e.services.intuit.token_server import (
    CLIENT_ID,
    CLIENT_SECRET,
    CODE,
    REVOKE_PATH,
    TOKEN_PATH,
    TokenServer,
    answer,
    token_server,
)
from tests.patience import PATIENCE

KEYS = IntuitKeys(CLIENT_ID, CLIENT_SECRET)
REDIRECT = "http://localhost:45871/callback"


@pytest.fixture(name="server")
def _server() -> Iterator[TokenServer]:
    with token_server() as server:
        yield server


def asking(address: str) -> IntuitEndpoint:
    addresses = IntuitAddresses(f"{address}/connect", address + TOKEN_PATH, address + REVOKE_PATH)
    return IntuitEndpoint(addresses, SystemClock(), "test")


@contextmanager
def serving(server: HTTPServer) -> Iterator[int]:
    """Serves until the end of the block; yields the port."""
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def code_of(error: pytest.ExceptionInfo[UnavailableError]) -> Code:
    return error.value.problem.code


def test_oauthlib_is_never_told_to_accept_insecure_addresses(server: TokenServer) -> None:
    asking(server.address).exchange(KEYS, CODE, REDIRECT)
    assert "OAUTHLIB_INSECURE_TRANSPORT" not in os.environ


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost", "LocalHost"])
def test_every_name_of_this_computer_works(server: TokenServer, name: str) -> None:
    address = server.address.replace("127.0.0.1", name)
    assert asking(address).exchange(KEYS, CODE, REDIRECT).access_token == "access.1"


def test_a_proxy_is_not_asked_about_this_computer(server: TokenServer, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    assert asking(server.address).exchange(KEYS, CODE, REDIRECT).access_token == "access.1"


@pytest.mark.parametrize(
    "address", ["http://oauth.platform.intuit.com", "http://127.0.0.1.evil.test", "ftp://localhost", "localhost", ""]
)
def test_plain_http_to_anywhere_else_is_refused_before_anything_is_sent(address: str) -> None:
    with pytest.raises(UnavailableError) as caught:
        IntuitAddresses("https://a/b", address, "https://r/v")
    assert code_of(caught) is Code.ADDRESS_UNSAFE


@pytest.mark.parametrize(
    "address",
    ["https://127.0.0.1:4712/x", "https://evil.test/", "https://127.0.0.1:47110/", "https://127.0.0.1:4711@evil.test/"],
)
def test_the_loopback_adapter_sends_nothing_to_another_origin(address: str) -> None:
    adapter = endpoint._LoopbackAdapter("https://127.0.0.1:4711/")
    with pytest.raises(UnavailableError) as caught:
        adapter.send(requests.Request("GET", address).prepare(), timeout=PATIENCE)
    assert code_of(caught) is Code.ADDRESS_UNSAFE


def test_a_loopback_adapter_cannot_be_made_for_another_host() -> None:
    with pytest.raises(UnavailableError):
        endpoint._LoopbackAdapter("https://oauth.platform.intuit.com/")


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed(server: TokenServer, status: int) -> None:
    server.instead = [answer(status, b"", Location=server.address.replace("http:", "https:") + TOKEN_PATH)]
    with pytest.raises(UnavailableError) as caught:
        asking(server.address).exchange(KEYS, CODE, REDIRECT)
    assert code_of(caught) is Code.QUICKBOOKS_ANSWER
    assert len(server.seen) == 1


def test_an_answer_that_unpacks_to_too_much_is_refused(server: TokenServer) -> None:
    good = b'{"access_token": "a", "refresh_token": "r", "token_type": "bearer"}'
    server.instead = [answer(200, gzip.compress(good + b" " * 10_000_000), **{"Content-Encoding": "gzip"})]
    with pytest.raises(UnavailableError) as caught:
        asking(server.address).exchange(KEYS, CODE, REDIRECT)
    assert code_of(caught) is Code.QUICKBOOKS_ANSWER


@pytest.mark.parametrize("trouble", ["closed", "cut", "late"])
def test_a_lost_answer_is_no_answer(trouble: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(endpoint, "_TIMEOUT", (PATIENCE, 0.2 if trouble == "late" else PATIENCE))
    monkeypatch.setattr(endpoint, "_PAUSES", ())
    asked, leave = threading.Event(), threading.Event()

    class Loser(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked.set()
            if trouble == "cut":
                self.send_response(200)
                self.send_header("Content-Length", "100")
                self.end_headers()
                self.wfile.write(b"{")
            elif trouble == "late":
                leave.wait(PATIENCE)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class's name
            pass

    with serving(HTTPServer(("127.0.0.1", 0), Loser)) as port:
        with pytest.raises(UnavailableError) as caught:
            asking(f"http://127.0.0.1:{port}").refresh(KEYS, "RT1-1")
        assert asked.wait(PATIENCE)
        leave.set()
    assert code_of(caught) is Code.QUICKBOOKS_UNREACHABLE


def test_a_certificate_that_cannot_be_checked_ends_the_conversation_and_its_issuer_is_named(tmp_path: Path) -> None:
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("no openssl on this computer")
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    command = [
        openssl,
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "2",
        "-subj",
        "/O=Inspecting Proxy/CN=localhost",
    ]
    command += ["-addext", "subjectAltName=DNS:localhost", "-keyout", str(key), "-out", str(certificate)]
    subprocess.run(command, check=True, capture_output=True, timeout=PATIENCE)
    asked: list[str] = []

    class Impostor(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked.append(self.path)

    server = HTTPServer(("127.0.0.1", 0), Impostor)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    with serving(server) as port, pytest.raises(UnavailableError) as caught:
        asking(f"https://localhost:{port}").exchange(KEYS, CODE, REDIRECT)
    assert code_of(caught) is Code.CERTIFICATE_REFUSED
    assert caught.value.problem.params == {"host": "localhost", "issuer": "Inspecting Proxy"}
    assert asked == []
