"""Receipts are fetched without credentials, bounded in every direction, and never from inside a private network."""

import gzip
import os
import shutil
import socket
import ssl
import stat
import subprocess
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from urllib3.exceptions import ReadTimeoutError

from pleoqb_desktop.domain.problems import Code
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.errors import Cancelled, ReceiptRefusal, UnavailableError
from pleoqb_desktop.ports.receipts import FetchedReceipt, ReceiptFetcher
from pleoqb_desktop.services.receipts.files import HttpReceiptFetcher
from pleoqb_desktop.services.receipts.hosts import GuardedHosts
from tests.e2e.services.receipts.file_host import FileHost, answer, file_host, redirect
from tests.e2e.services.storage.places import open_folder, read_only
from tests.patience import PATIENCE, until
from tests.unit.services.receipts.sample_files import PDF, archive, huge_bitmap, picture


class MovedClock:
    """Time that passes by waiting alone, or by a step at each look."""

    def __init__(self, step: float = 0.0) -> None:
        self.time, self.step, self.waits = 1000.0, step, list[float]()

    def monotonic(self) -> float:
        self.time += self.step
        return self.time

    def wait(self, seconds: float, cancel: CancelToken | None) -> None:
        if cancel:
            cancel.check()
        self.waits.append(seconds)
        self.time += seconds


@pytest.fixture
def host() -> Iterator[FileHost]:
    with file_host() as running:
        yield running


@pytest.fixture
def clock() -> MovedClock:
    return MovedClock()


@pytest.fixture
def make(clock: MovedClock) -> Iterator[Callable[..., HttpReceiptFetcher]]:
    made = []

    def build(**options: Any) -> HttpReceiptFetcher:
        given = {"trust_loopback": True, "waiter": clock, **options}
        made.append(HttpReceiptFetcher("PleoQB-Test/1", **given))
        return made[-1]

    yield build
    for fetcher in made:
        fetcher.close()


@pytest.fixture
def into(tmp_path: Path) -> Path:
    return tmp_path / "receipts" / "PLQ-1"


@pytest.fixture
def fetch(make: Callable[..., HttpReceiptFetcher], into: Path) -> Callable[..., FetchedReceipt]:
    fetcher: ReceiptFetcher = make()
    return lambda url, declared="": fetcher.fetch(url, into, declared, CancelToken())


def _problem(use: Callable[[], object]) -> ReceiptRefusal:
    with pytest.raises(ReceiptRefusal) as caught:
        use()
    return caught.value


def _nothing_left(into: Path) -> bool:
    return not into.parent.exists() or list(into.parent.iterdir()) == []


# -- what arrives ----------------------------------------------------------------------------------------------------------


def test_a_receipt_arrives_byte_for_byte_with_its_type(
    host: FileHost, fetch: Callable[..., FetchedReceipt], into: Path
) -> None:
    data = PDF + os.urandom(200_000)
    receipt = fetch(host.add("/receipt?signature=s", answer(data, headers={"Content-Type": "application/pdf"})))
    assert receipt.path.read_bytes() == data
    assert (receipt.content_type, receipt.extension, receipt.size) == ("application/pdf", "pdf", len(data))
    assert receipt.path == into
    assert list(into.parent.iterdir()) == [into]
    if os.name != "nt":
        assert stat.S_IMODE(into.stat().st_mode) == 0o600


@pytest.mark.parametrize("data", [PDF, picture("PNG"), picture("JPEG"), picture("GIF"), picture("TIFF"), b"12,50\n"])
def test_files_of_a_type_quickbooks_takes_are_never_altered(
    host: FileHost, fetch: Callable[..., FetchedReceipt], data: bytes
) -> None:
    assert fetch(host.add("/r", answer(data)), "text/csv").path.read_bytes() == data


def test_other_pictures_arrive_as_jpeg(host: FileHost, fetch: Callable[..., FetchedReceipt], into: Path) -> None:
    receipt = fetch(host.add("/r", answer(picture("HEIF"))), "image/heic")
    assert (receipt.content_type, receipt.extension) == ("image/jpeg", "jpeg")
    assert receipt.path.read_bytes()[:3] == b"\xff\xd8\xff"
    assert receipt.size == receipt.path.stat().st_size
    assert list(into.parent.iterdir()) == [receipt.path]


def test_the_servers_type_counts_where_pleo_names_none(host: FileHost, fetch: Callable[..., FetchedReceipt]) -> None:
    url = host.add("/r", answer(b"12,50\n", headers={"Content-Type": "text/csv; charset=utf-8"}))
    assert fetch(url).extension == "csv"
    assert fetch(url, "application/octet-stream").extension == "csv"
    assert fetch(url, "text/plain").extension == "txt"


def test_a_body_in_chunks_and_one_without_length_arrive_whole(
    host: FileHost, fetch: Callable[..., FetchedReceipt]
) -> None:
    def chunked(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
        for byte in PDF:
            connection.sendall(b"1\r\n" + bytes([byte]) + b"\r\n")
        connection.sendall(b"0\r\n\r\n")

    def until_closed(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + PDF)
        connection.shutdown(socket.SHUT_RDWR)

    assert fetch(host.add("/chunked", chunked)).path.read_bytes() == PDF
    assert fetch(host.add("/closed", until_closed)).path.read_bytes() == PDF


def test_a_body_the_host_packed_arrives_unpacked(host: FileHost, fetch: Callable[..., FetchedReceipt]) -> None:
    packed = answer(gzip.compress(PDF * 1000), headers={"Content-Encoding": "gzip"})
    assert fetch(host.add("/r", packed)).path.read_bytes() == PDF * 1000


def test_what_an_earlier_attempt_left_is_replaced(
    host: FileHost, fetch: Callable[..., FetchedReceipt], into: Path
) -> None:
    fetch(host.add("/r", answer(PDF * 100)))
    into.with_name("PLQ-1.part").write_bytes(b"half of something" * 1000)
    assert fetch(host.add("/r", answer(PDF))).path.read_bytes() == PDF
    assert list(into.parent.iterdir()) == [into]


def test_a_receipt_that_fails_leaves_the_one_of_before(
    host: FileHost, fetch: Callable[..., FetchedReceipt], into: Path
) -> None:
    fetch(host.add("/r", answer(PDF)))
    assert _problem(lambda: fetch(host.add("/r", answer(b"hello")))).code is Code.RECEIPT_TYPE
    assert into.read_bytes() == PDF


def test_many_at_once_arrive_each_in_its_own_file_over_few_connections(
    host: FileHost, make: Callable[..., HttpReceiptFetcher], into: Path
) -> None:
    fetcher = make()
    bodies = {host.add(f"/{number}", answer(PDF + bytes([number]))): PDF + bytes([number]) for number in range(40)}
    with ThreadPoolExecutor(4) as pool:
        places = (into.with_name(str(number)) for number in range(40))
        fetched = list(pool.map(lambda url, place: fetcher.fetch(url, place, "", CancelToken()), bodies, places))
    assert [one.path.read_bytes() for one in fetched] == list(bodies.values())
    assert host.connections <= 4


# -- what leaves -----------------------------------------------------------------------------------------------------------


def test_no_credentials_leave_whatever_this_computer_knows(
    host: FileHost, fetch: Callable[..., FetchedReceipt], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login me password secret\n", "utf-8")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    target = host.add("/r", answer(PDF, headers={"Set-Cookie": "session=1; Path=/"}))
    start = host.add("/start", answer(b"", "307 Moved", {"Location": target, "Set-Cookie": "session=2; Path=/"}))
    fetch(start)
    fetch(start)
    assert len(host.requests) == 4
    for _, headers in host.requests:
        assert set(headers) <= {"host", "user-agent", "accept", "accept-encoding", "connection"}
        assert headers["user-agent"] == "PleoQB-Test/1"


# -- where from ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "url",
    [
        "http://files.example/r",
        "http://10.0.0.1/r",
        "https://10.0.0.1/r",
        "https://192.168.1.1/r",
        "https://169.254.169.254/latest/meta-data",
        "https://[fd00::1]/r",
        "https://[fe80::1]/r",
        "https://[::ffff:10.0.0.1]/r",
        "https://[64:ff9b::a00:1]/r",
        "https://[2002:a00:1::]/r",
        "https://0.0.0.0/r",
        "https://100.64.0.1/r",
        "https://224.0.0.1/r",
        "https://me:secret@files.example/r",
        "ftp://files.example/r",
        "file:///etc/passwd",
        "https:///r",
        "https://files.example:99999/r",
        "https://[::1/r",
        "https://.example/r",
        "https://*.example/r",
        "/etc/passwd",
        "",
    ],
)
def test_an_address_that_receipts_cannot_have_is_refused_first_and_after_a_redirect(
    host: FileHost, fetch: Callable[..., FetchedReceipt], into: Path, url: str
) -> None:
    assert _problem(lambda: fetch(url)).code is Code.RECEIPT_ADDRESS
    if url and not url.startswith("/"):
        refusal = _problem(lambda: fetch(host.add("/start", redirect(url))))
        assert refusal.code is Code.RECEIPT_ADDRESS
        assert "secret" not in str(refusal.params)
    assert _nothing_left(into)


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost"])
def test_this_computer_is_refused_unless_the_service_itself_is_here(
    host: FileHost, make: Callable[..., HttpReceiptFetcher], into: Path, name: str
) -> None:
    fetcher = make(trust_loopback=False)
    host.add("/r", answer(PDF))
    for scheme in ("http", "https"):
        url = f"{scheme}://{name}:{host.port}/r"
        assert _problem(lambda url=url: fetcher.fetch(url, into, "", CancelToken())).code is Code.RECEIPT_ADDRESS
    assert host.requests == []


def _names(monkeypatch: pytest.MonkeyPatch, *answers: str) -> None:
    """Every host name leads to these addresses, one after the other at each question; the last one stays."""
    real, left = socket.getaddrinfo, list(answers)

    def look_up(_: object, port: int, *args: Any, **kwargs: Any) -> Any:
        return real(left.pop(0) if len(left) > 1 else left[0], port, *args, **kwargs)

    monkeypatch.setattr(socket, "getaddrinfo", look_up)


@pytest.mark.parametrize("address", ["10.0.0.1", "169.254.169.254", "fd00::1", "127.0.0.1"])
def test_a_name_that_leads_into_a_private_network_is_refused(
    make: Callable[..., HttpReceiptFetcher], into: Path, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    _names(monkeypatch, address)
    fetcher = make(trust_loopback=False)
    refusal = _problem(lambda: fetcher.fetch("https://files.example/r?signature=s", into, "", CancelToken()))
    assert refusal.code is Code.RECEIPT_ADDRESS
    assert refusal.params == {"host": "files.example"}
    assert _nothing_left(into)


def test_a_name_that_changes_its_meaning_while_we_connect_gets_no_byte(
    host: FileHost, make: Callable[..., HttpReceiptFetcher], into: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _names(monkeypatch, "8.8.8.8", "127.0.0.1")
    fetcher = make(trust_loopback=False)
    url = f"https://files.example:{host.port}/r"
    assert _problem(lambda: fetcher.fetch(url, into, "", CancelToken())).code is Code.RECEIPT_ADDRESS
    assert host.requests == []


def test_five_redirects_are_followed_and_six_are_not(host: FileHost, fetch: Callable[..., FetchedReceipt]) -> None:
    host.add("/0", answer(PDF))
    for number in range(1, 7):
        host.add(f"/{number}", redirect(f"/{number - 1}"))
    assert fetch(f"{host.address}/5").path.read_bytes() == PDF
    assert _problem(lambda: fetch(f"{host.address}/6")).code is Code.RECEIPT_ADDRESS
    assert _problem(lambda: fetch(host.add("/loop", redirect("/loop")))).code is Code.RECEIPT_ADDRESS


def test_the_body_of_a_redirect_is_not_read(host: FileHost, fetch: Callable[..., FetchedReceipt]) -> None:
    def endless(connection: socket.socket) -> None:
        connection.sendall(f"HTTP/1.1 302 Found\r\nLocation: {host.address}/r\r\n\r\n".encode())
        while True:
            connection.sendall(bytes(64 * 1024))

    host.add("/r", answer(PDF))
    assert fetch(host.add("/start", endless)).path.read_bytes() == PDF


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A certificate for localhost that nobody has signed but itself, with its key."""
    if (openssl := shutil.which("openssl")) is None:
        pytest.skip("openssl is not installed")
    path = tmp_path / "certificate.pem"
    public = tmp_path / "public.pem"
    request = f"req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -keyout {path} -out {public}".split()
    name = ["-addext", "subjectAltName=DNS:localhost"]
    subprocess.run([openssl, *request, *name], check=True, capture_output=True)
    path.write_bytes(path.read_bytes() + public.read_bytes())
    return path


def test_a_certificate_that_nobody_vouches_for_is_refused_and_one_that_is_known_is_taken(
    certificate: Path, fetch: Callable[..., FetchedReceipt], clock: MovedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with file_host(context) as host:
        url = host.add("/r", answer(PDF))
        with pytest.raises(ReceiptRefusal) as caught:
            fetch(url)
        assert caught.value.code is Code.RECEIPT_CERTIFICATE
        assert caught.value.params["issuer"] == "localhost"
        assert (host.requests, clock.waits) == ([], [])
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(certificate))
        assert fetch(url).path.read_bytes() == PDF


# -- what the host says ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "code"),
    [
        ("204 No Content", Code.RECEIPT_EMPTY),
        ("400 Bad Request", Code.RECEIPT_MISSING),
        ("401 Unauthorized", Code.RECEIPT_EXPIRED),
        ("403 Forbidden", Code.RECEIPT_EXPIRED),
        ("404 Not Found", Code.RECEIPT_MISSING),
        ("410 Gone", Code.RECEIPT_EXPIRED),
        ("300 Multiple Choices", Code.RECEIPT_MISSING),
    ],
)
def test_a_refusal_is_told_for_what_it_is_and_not_repeated(
    host: FileHost, fetch: Callable[..., FetchedReceipt], into: Path, status: str, code: Code
) -> None:
    url = host.add("/r", answer(b"", status))
    assert _problem(lambda: fetch(url)).code is code
    assert host.asked("/r") == 1
    assert _nothing_left(into)


def test_an_empty_file_is_told(host: FileHost, fetch: Callable[..., FetchedReceipt], into: Path) -> None:
    assert _problem(lambda: fetch(host.add("/r", answer(b"")), "application/pdf")).code is Code.RECEIPT_EMPTY
    assert _nothing_left(into)


@pytest.mark.parametrize("data", [archive(a_txt=b"a"), b"<!DOCTYPE html><p>Sign in</p>", b"MZ" + bytes(99)])
def test_a_file_of_another_type_is_told(
    host: FileHost, fetch: Callable[..., FetchedReceipt], into: Path, data: bytes
) -> None:
    assert _problem(lambda: fetch(host.add("/r", answer(data)), "application/pdf")).code is Code.RECEIPT_TYPE
    assert _nothing_left(into)


def test_a_picture_that_would_fill_the_memory_is_told(
    host: FileHost, fetch: Callable[..., FetchedReceipt], into: Path
) -> None:
    assert _problem(lambda: fetch(host.add("/r", answer(huge_bitmap())))).code is Code.RECEIPT_TOO_LARGE_TO_READ
    assert _nothing_left(into)


# -- how much --------------------------------------------------------------------------------------------------------------

_LIMIT = 1024 * 1024


def test_a_file_of_the_largest_size_is_taken_and_one_byte_more_is_not(
    host: FileHost, make: Callable[..., HttpReceiptFetcher], into: Path
) -> None:
    fetcher = make(limit_bytes=_LIMIT)
    data = PDF.ljust(_LIMIT)
    assert fetcher.fetch(host.add("/r", answer(data)), into, "", CancelToken()).size == _LIMIT

    def without_length(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + data + b" ")
        connection.shutdown(socket.SHUT_RDWR)

    for url in (host.add("/told", answer(data + b" ")), host.add("/untold", without_length)):
        refusal = _problem(lambda url=url: fetcher.fetch(url, into, "", CancelToken()))
        assert (refusal.code, refusal.params) == (Code.RECEIPT_TOO_LARGE, {"limit": "1"})


def test_a_size_that_is_told_beforehand_is_not_downloaded(
    host: FileHost, make: Callable[..., HttpReceiptFetcher], into: Path
) -> None:
    def only_told(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n")
        host.over.wait()

    url = host.add("/r", only_told)
    assert _problem(lambda: make().fetch(url, into, "", CancelToken())).code is Code.RECEIPT_TOO_LARGE


@pytest.mark.parametrize("packed", [False, True])
def test_a_body_without_end_is_cut_off_at_the_limit(
    host: FileHost, make: Callable[..., HttpReceiptFetcher], into: Path, packed: bool
) -> None:
    block = gzip.compress(bytes(8 * _LIMIT)) if packed else bytes(64 * 1024)
    encoding = b"Content-Encoding: gzip\r\n" if packed else b""

    def endless(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\n" + encoding + b"\r\n")
        while True:
            connection.sendall(block)

    url = host.add("/r", endless)
    refusal = _problem(lambda: make(limit_bytes=_LIMIT).fetch(url, into, "", CancelToken()))
    assert refusal.code is Code.RECEIPT_TOO_LARGE
    assert _nothing_left(into)


# -- what goes wrong on the way --------------------------------------------------------------------------------------------


def _hang_up(connection: socket.socket) -> None:
    connection.shutdown(socket.SHUT_RDWR)


def _cut_short(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n" + PDF)
    connection.shutdown(socket.SHUT_RDWR)


def _cut_short_in_chunks(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n%PDF-\r\n")
    connection.shutdown(socket.SHUT_RDWR)


def _not_packed(connection: socket.socket) -> None:
    answer(PDF, headers={"Content-Encoding": "gzip"})(connection)


def _not_http(connection: socket.socket) -> None:
    connection.sendall(b"220 mail.example ESMTP\r\n")
    connection.shutdown(socket.SHUT_RDWR)


TRANSIENT = [
    _hang_up,
    _cut_short,
    _cut_short_in_chunks,
    _not_packed,
    _not_http,
    answer(b"", "500 Internal Server Error"),
    answer(b"<html>busy</html>", "503 Service Unavailable"),
    answer(b"", "408 Request Timeout"),
    answer(b"", "429 Too Many Requests"),
]


@pytest.mark.parametrize("fault", TRANSIENT)
def test_a_passing_fault_is_repeated_and_the_receipt_arrives_whole(
    host: FileHost, fetch: Callable[..., FetchedReceipt], clock: MovedClock, into: Path, fault: Any
) -> None:
    receipt = fetch(host.add("/r", fault, fault, answer(PDF)))
    assert receipt.path.read_bytes() == PDF
    assert host.asked("/r") == 3
    assert len(clock.waits) == 2
    assert list(into.parent.iterdir()) == [receipt.path]


@pytest.mark.parametrize("fault", TRANSIENT)
def test_a_fault_that_stays_is_a_known_error_that_does_not_tell_the_link(
    host: FileHost, fetch: Callable[..., FetchedReceipt], clock: MovedClock, into: Path, fault: Any
) -> None:
    url = host.add("/r?signature=s", fault)
    with pytest.raises(UnavailableError) as caught:
        fetch(url)
    assert caught.value.problem.code is Code.PLEO_UNREACHABLE
    assert caught.value.__cause__ is None
    assert host.asked("/r?signature=s") == 4
    assert len(clock.waits) == 3
    assert _nothing_left(into)


def test_a_host_that_is_not_there_is_a_known_error(
    host: FileHost, fetch: Callable[..., FetchedReceipt], clock: MovedClock
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with pytest.raises(UnavailableError) as caught:
        fetch(f"http://127.0.0.1:{port}/r")
    assert caught.value.problem.code is Code.PLEO_UNREACHABLE
    assert len(clock.waits) == 3


def test_a_name_that_does_not_exist_is_a_known_error(
    make: Callable[..., HttpReceiptFetcher], into: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(*_: Any, **__: Any) -> Any:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(UnavailableError) as caught:
        make(trust_loopback=False).fetch("https://files.example/r", into, "", CancelToken())
    assert caught.value.problem.code is Code.PLEO_UNREACHABLE


@pytest.mark.parametrize("after", [b"", b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n%PDF-"])
def test_silence_is_not_waited_for_long(
    host: FileHost, make: Callable[..., HttpReceiptFetcher], into: Path, after: bytes
) -> None:
    def silent(connection: socket.socket) -> None:
        connection.sendall(after)
        host.over.wait()

    url = host.add("/r", silent)
    with pytest.raises(UnavailableError) as caught:
        make(silence_seconds=0.05).fetch(url, into, "", CancelToken())
    assert caught.value.problem.code is Code.PLEO_UNREACHABLE
    until(lambda: host.asked("/r") >= 4)
    assert host.asked("/r") == 4
    assert _nothing_left(into)


def test_connecting_and_silence_have_a_limit_each(host: FileHost) -> None:
    def silent(_connection: socket.socket) -> None:
        host.over.wait()

    url = host.add("/r", silent)
    with (
        closing(GuardedHosts("PleoQB-Test/1", lambda _address: True)) as hosts,
        pytest.raises(ReadTimeoutError, match=r"read timeout=0\.05\)"),
    ):
        hosts.get(url, (PATIENCE, 0.05))


def test_a_body_that_drips_is_given_up_when_its_time_is_over(
    host: FileHost, make: Callable[..., HttpReceiptFetcher], into: Path
) -> None:
    def dripping(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n")
        while not host.over.wait(0.001):
            connection.sendall(b"x")

    url = host.add("/r", dripping)
    with pytest.raises(UnavailableError):
        make(waiter=MovedClock(step=10.0), total_seconds=60.0).fetch(url, into, "", CancelToken())
    assert host.asked("/r") == 1
    assert _nothing_left(into)


@pytest.mark.parametrize(("told", "wait"), [("7", 7.0), ("0", 0.0), ("86400", 60.0)])
def test_the_wait_a_host_asks_for_is_kept_within_reason(
    host: FileHost, fetch: Callable[..., FetchedReceipt], clock: MovedClock, told: str, wait: float
) -> None:
    fetch(host.add("/r", answer(b"", "503 Busy", {"Retry-After": told}), answer(PDF)))
    assert clock.waits == [wait]


def test_a_wait_beyond_the_time_allowed_is_not_begun(
    host: FileHost, make: Callable[..., HttpReceiptFetcher], clock: MovedClock, into: Path
) -> None:
    url = host.add("/r", answer(b"", "429 Too Many", {"Retry-After": "50"}))
    with pytest.raises(UnavailableError):
        make(total_seconds=30.0).fetch(url, into, "", CancelToken())
    assert clock.waits == []


# -- stopped by a person or by the disk ------------------------------------------------------------------------------------


def test_a_stop_before_the_request_sends_nothing(
    host: FileHost, make: Callable[..., HttpReceiptFetcher], into: Path
) -> None:
    cancel = CancelToken()
    cancel.cancel()
    with pytest.raises(Cancelled):
        make().fetch(host.add("/r", answer(PDF)), into, "", cancel)
    assert host.requests == []
    assert _nothing_left(into)


def test_a_stop_within_a_file_ends_it(host: FileHost, make: Callable[..., HttpReceiptFetcher], into: Path) -> None:
    cancel = CancelToken()

    def stopped(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n%PDF-")
        cancel.cancel()
        while True:
            connection.sendall(b"x" * 1000)

    with pytest.raises(Cancelled):
        make(total_seconds=1e9).fetch(host.add("/r", stopped), into, "", cancel)
    assert _nothing_left(into)


def test_a_stop_within_a_wait_ends_it(host: FileHost, make: Callable[..., HttpReceiptFetcher], into: Path) -> None:
    cancel = CancelToken()

    def busy(connection: socket.socket) -> None:
        cancel.cancel()
        answer(b"", "503 Busy")(connection)

    with pytest.raises(Cancelled):
        make().fetch(host.add("/r", busy), into, "", cancel)
    assert host.asked("/r") == 1


def test_a_disk_that_refuses_is_a_known_error(host: FileHost, make: Callable[..., HttpReceiptFetcher]) -> None:
    fetcher, url = make(), host.add("/r", answer(PDF))
    with open_folder() as folder, read_only(folder), pytest.raises(UnavailableError) as caught:
        fetcher.fetch(url, folder / "receipt", "", CancelToken())
    assert caught.value.problem.code is Code.FOLDER_UNWRITABLE


def test_a_full_disk_is_a_known_error(host: FileHost, fetch: Callable[..., FetchedReceipt], into: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no full device")
    into.parent.mkdir()
    into.with_name("PLQ-1.part").symlink_to("/dev/full")
    with pytest.raises(UnavailableError) as caught:
        fetch(host.add("/r", answer(PDF.ljust(300_000))))
    assert caught.value.problem.code is Code.DISK_FULL
    assert _nothing_left(into)


# -- proxies


@pytest.mark.parametrize(
    ("address", "code"), [("http://127.0.0.1:9", Code.PROXY_FAILED), ("rubbish://127.0.0.1:9", Code.PROXY_UNUSABLE)]
)
def test_a_proxy_that_cannot_be_used_is_no_fault_of_pleo(
    address: str, code: Code, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTPS_PROXY", "https_proxy"):
        monkeypatch.setenv(name, address)
    hosts = GuardedHosts("test/1", lambda _address: True)
    with pytest.raises(UnavailableError) as stopped:
        hosts.get("https://receipts.example/x", (1.0, 1.0))
    hosts.close()
    assert stopped.value.problem.code is code


def test_receipts_on_this_computer_are_asked_past_any_proxy(host: FileHost, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    hosts = GuardedHosts("test/1", lambda _address: True)
    for name in ("127.0.0.1", "localhost"):
        assert hosts._proxy(f"http://{name}:8080/x") is None
    assert hosts._proxy("http://receipts.example/x") == "http://127.0.0.1:9"
    hosts.close()
