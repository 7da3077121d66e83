"""Whom connections trust: what the system vouches for, nobody else; a certificate that is refused has its issuer named."""

import shutil
import ssl
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import certifi
import pytest
import requests

from pleoqb_desktop.domain.problems import Code
from pleoqb_desktop.ports.errors import UnavailableError
from pleoqb_desktop.services.http.exchange import Call
from pleoqb_desktop.services.http.pacing import Pacer, SystemWaiter, Tally
from pleoqb_desktop.services.http.transport import Transport
from pleoqb_desktop.services.http.trust import TrustingAdapter, refused_certificate
from tests.patience import PATIENCE


@pytest.fixture(name="authority")
def _authority(tmp_path: Path) -> Path:
    """A certificate for localhost that nobody has signed but its own maker, and its key."""
    if (openssl := shutil.which("openssl")) is None:
        pytest.skip("openssl is not installed")
    path, public = tmp_path / "both.pem", tmp_path / "public.pem"
    command = [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/O=The Inspector/CN=x"]
    command += ["-addext", "subjectAltName=DNS:localhost", "-keyout", str(path), "-out", str(public)]
    subprocess.run(command, check=True, capture_output=True, timeout=PATIENCE)
    path.write_bytes(path.read_bytes() + public.read_bytes())
    return path


@pytest.fixture(name="address")
def _address(authority: Path) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"{}")

        def log_message(self, *_arguments: Any) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(authority)
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    threading.Thread(target=server.serve_forever, args=(0.02,)).start()
    yield f"https://localhost:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


class _Key:
    def header(self, _cancel: object) -> str:
        return "Bearer secret"

    def renew(self, _rejected: str, _cancel: object) -> bool:
        return False


def ask(address: str) -> int:
    """The status of one request over the program's own transport."""
    pacer = Pacer((), 1, SystemWaiter())
    transport = Transport(address, _Key(), pacer, Tally(), SystemWaiter(), Code.PLEO_UNREACHABLE, user_agent="test/1")
    try:
        return transport.send(Call("GET", "/")).status
    finally:
        transport.close()


def test_what_the_system_vouches_for_is_trusted(address: str, authority: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(authority))  # the system's own store, as OpenSSL is told of it
    assert ask(address) == 200


def test_what_nobody_vouches_for_is_refused_and_its_issuer_named(address: str) -> None:
    with pytest.raises(UnavailableError) as stopped:
        ask(address)
    assert stopped.value.problem.code is Code.CERTIFICATE_REFUSED
    assert stopped.value.problem.params == {"host": "localhost", "issuer": "The Inspector"}


def test_what_requests_alone_would_trust_is_not_trusted(
    address: str, authority: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("requests.adapters.DEFAULT_CA_BUNDLE_PATH", "requests.utils.DEFAULT_CA_BUNDLE_PATH"):
        monkeypatch.setattr(name, str(authority))
    monkeypatch.setattr(certifi, "where", lambda: str(authority))
    with pytest.raises(UnavailableError, match="certificate_refused"):
        ask(address)


def test_a_bundle_that_is_named_counts_beside_the_system(
    address: str, authority: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(authority))
    assert ask(address) == 200


def test_connections_behind_a_proxy_are_checked_alike() -> None:
    adapter = TrustingAdapter()
    behind = adapter.proxy_manager_for("http://127.0.0.1:9")
    assert behind.pool_classes_by_scheme["https"] is adapter.poolmanager.pool_classes_by_scheme["https"]
    assert behind.pool_classes_by_scheme["https"].ConnectionCls.__name__ == "TrustingConnection"


def test_an_issuer_that_cannot_be_read_is_left_out() -> None:
    refused = requests.exceptions.SSLError(ssl.SSLCertVerificationError("no"))
    found = refused_certificate(refused, "https://localhost:9")  # nobody listens there
    assert found is not None
    assert found.params == {"host": "localhost", "issuer": ""}


def test_another_failure_of_tls_is_not_about_the_certificate() -> None:
    assert refused_certificate(requests.exceptions.SSLError(ssl.SSLEOFError("gone")), "https://localhost:9") is None
