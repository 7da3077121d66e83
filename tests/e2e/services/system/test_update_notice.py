"""The notice over https: one small answer from one address, nothing said of this computer, nothing followed, nothing waited for."""

import logging
import shutil
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.errors import Cancelled
from pleoqb_desktop.services.system.update_notice import MOST_BYTES, UpdateNotices, UpdateSource, ask
from tests.on_paper.computer import HandClock
from tests.patience import PATIENCE
from tests.unit.services.system.notices import HOST, OURS, Publisher

Act = Callable[[BaseHTTPRequestHandler], None]


@pytest.fixture(name="authority", scope="module")
def _authority(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if (openssl := shutil.which("openssl")) is None:
        pytest.skip("openssl is not installed")
    folder = tmp_path_factory.mktemp("authority")
    path, public = folder / "both.pem", folder / "public.pem"
    command = [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
    command += ["-addext", "subjectAltName=DNS:localhost", "-keyout", str(path), "-out", str(public)]
    subprocess.run(command, check=True, capture_output=True, timeout=PATIENCE)
    path.write_bytes(path.read_bytes() + public.read_bytes())
    return path


class Server:
    """A host with one page; what it was asked with is kept."""

    def __init__(self, authority: Path) -> None:
        self.act: Act = answers(b"")
        self.seen: list[dict[str, str]] = []
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                server.seen.append({"path": self.path, **self.headers})
                server.act(self)

            def handle(self) -> None:
                with suppress(ssl.SSLError):  # who does not trust us hangs up
                    super().handle()

            def log_message(self, *_arguments: Any) -> None:
                """Quiet."""

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._http.daemon_threads = True
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(authority)
        self._http.socket = context.wrap_socket(self._http.socket, server_side=True, do_handshake_on_connect=False)
        self.address = f"https://localhost:{self._http.server_address[1]}/notice.txt"
        threading.Thread(target=self._http.serve_forever, args=(0.02,)).start()

    def close(self) -> None:
        """The end."""
        self._http.shutdown()
        self._http.server_close()


def answers(body: bytes, status: int = 200, **headers: str) -> Act:
    """A whole answer."""

    def act(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(body)

    return act


@pytest.fixture(name="server")
def _server(authority: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setenv("SSL_CERT_FILE", str(authority))  # the system's own store, as OpenSSL is told of it
    server = Server(authority)
    yield server
    server.close()


@pytest.fixture(autouse=True)
def _all_that_is_said(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "pleoqb.updates")


def notices(server: Server, publisher: Publisher, folder: Path) -> UpdateNotices:
    """A program whose notice is on that host."""
    source = UpdateSource(server.address, HOST, publisher.source.key)
    return UpdateNotices(source, OURS, folder / "updates.json", HandClock(), ask)


def test_a_good_notice_is_read_and_nothing_is_told_but_the_wish_for_it(server: Server, tmp_path: Path) -> None:
    publisher = Publisher()
    server.act = answers(publisher.notice())
    found = notices(server, publisher, tmp_path).look(CancelToken())
    assert found is not None
    assert found.version == "1.5.0"
    (request,) = server.seen
    assert request["path"] == "/notice.txt"
    assert request["User-Agent"] == "PleoQB-Desktop"
    assert set(request) <= {"path", "Host", "User-Agent", "Accept", "Accept-Encoding", "Connection"}


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_is_not_followed_to_another_host_nor_to_the_same(status: int, server: Server, caplog) -> None:
    for place in ("https://evil.example/notice.txt", server.address):
        server.act = answers(Publisher().notice(), status, Location=place)
        assert ask(server.address, CancelToken()) is None
    assert len(server.seen) == 2
    assert all(line.startswith(f"no notice in the answer: status {status}") for line in caplog.messages)


@pytest.mark.parametrize("status", [204, 404, 500, 503])
def test_another_answer_than_the_page_is_none(status: int, server: Server, caplog) -> None:
    server.act = answers(b"", status)
    assert ask(server.address, CancelToken()) is None
    assert len(server.seen) == 1
    assert len(caplog.messages) == 1


def test_a_huge_answer_is_not_taken(server: Server, caplog) -> None:
    server.act = answers(b" " * MOST_BYTES)
    assert ask(server.address, CancelToken()) == b" " * MOST_BYTES
    server.act = answers(b" " * (MOST_BYTES + 1))
    assert ask(server.address, CancelToken()) is None
    assert caplog.messages == ["no notice in the answer: status 200, 0 bytes taken"]


def test_a_certificate_that_the_system_does_not_know_is_refused(server: Server, caplog, monkeypatch) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    assert ask(server.address, CancelToken()) is None
    assert server.seen == []
    assert caplog.messages == ["no answer (SSLError)"]


def test_nobody_there_is_no_trouble(server: Server, caplog) -> None:
    server.close()
    assert ask(server.address, CancelToken()) is None
    assert caplog.messages == ["no answer (ConnectionError)"]


def test_a_stop_lets_go_of_an_answer_that_never_ends(server: Server) -> None:
    token, begun, over = CancelToken(), threading.Event(), threading.Event()

    def trickles(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        begun.set()
        over.wait(PATIENCE)

    server.act = trickles
    threading.Thread(target=lambda: (begun.wait(PATIENCE), token.cancel())).start()
    with pytest.raises(Cancelled):
        ask(server.address, token)
    over.set()
