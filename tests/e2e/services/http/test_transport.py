"""The transport against a server that answers as it is told: what is waited for, repeated, refused and never logged."""

import gzip
import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from typing import Any

import pytest
from requests.exceptions import InvalidSchema

from pleoqb_desktop.domain.problems import Code
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.errors import Cancelled, UnavailableError
from pleoqb_desktop.services.http.addresses import check_address, is_loopback
from pleoqb_desktop.services.http.exchange import Call
from pleoqb_desktop.services.http.pacing import Limit, Pacer, Tally
from pleoqb_desktop.services.http.transport import NoAnswerError, Transport
from tests.patience import PATIENCE

SECRET = "Bearer very-secret"


class MovedClock:
    """A clock that only waits move."""

    def __init__(self) -> None:
        self.time = 100.0
        self.waits: list[float] = []
        self._lock = threading.Lock()

    def monotonic(self) -> float:
        return self.time

    def wait(self, seconds: float, cancel: CancelToken | None) -> None:
        if cancel:
            cancel.check()
        with self._lock:
            self.waits.append(round(seconds, 3))
            self.time += seconds


@dataclass
class Script:
    """What the server does, one step for each request; the last step repeats."""

    steps: list[Callable[[BaseHTTPRequestHandler], None]]
    seen: list[tuple[str, str, bytes, dict[str, str]]] = field(default_factory=list)


def answers(status: int, body: bytes = b"{}", **headers: str) -> Callable[[BaseHTTPRequestHandler], None]:
    """A whole answer."""

    def act(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name if name == "intuit_tid" else name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return act


def hangs_up(handler: BaseHTTPRequestHandler) -> None:
    """No answer at all."""
    handler.close_connection = True


def breaks_off(handler: BaseHTTPRequestHandler) -> None:
    """Half an answer."""
    handler.send_response(200)
    handler.send_header("Content-Length", "100")
    handler.end_headers()
    handler.wfile.write(b"{")
    handler.close_connection = True


@pytest.fixture(name="serve")
def _serve() -> Iterator[Callable[..., tuple[str, Script]]]:
    servers: list[ThreadingHTTPServer] = []

    def serve(*steps: Callable[[BaseHTTPRequestHandler], None]) -> tuple[str, Script]:
        script = Script(list(steps))

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def _act(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                script.seen.append((self.command, self.path, body, dict(self.headers)))
                step = script.steps[min(len(script.seen), len(script.steps)) - 1]
                step(self)

            do_GET = do_POST = do_PUT = _act  # noqa: N815 - the library's names

            def log_message(self, *_arguments: Any) -> None:
                """Quiet."""

        server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, args=(0.02,)).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_address[1]}", script

    yield serve
    for server in servers:
        server.shutdown()
        server.server_close()


class Auth:
    """An authorisation that can be renewed as often as it has successors."""

    def __init__(self, *successors: str) -> None:
        self.now = SECRET
        self._successors = list(successors)

    def header(self, _cancel: object) -> str:
        return self.now

    def renew(self, rejected: str, _cancel: object) -> bool:
        assert rejected == self.now
        if not self._successors:
            return False
        self.now = self._successors.pop(0)
        return True


def transport(address: str, clock: MovedClock, auth: Auth | None = None, limits: tuple[Limit, ...] = ()) -> Transport:
    """A transport on a moved clock."""
    return Transport(
        address, auth or Auth(), Pacer(limits, 4, clock), Tally(), clock, Code.PLEO_UNREACHABLE, user_agent="test/1"
    )


WRITE = Call("POST", "/thing", body=b"x", repeatable=False)
READ = Call("GET", "/thing")


def test_an_answer_of_any_status_is_handed_on(serve: Any) -> None:
    address, script = serve(answers(404, b"none"))
    answer = transport(address, MovedClock()).send(READ)
    assert (answer.status, answer.body) == (404, b"none")
    method, path, _, headers = script.seen[0]
    assert (method, path) == ("GET", "/thing")
    assert (headers["Authorization"], headers["User-Agent"], headers["Accept"]) == (
        SECRET,
        "test/1",
        "application/json",
    )


def test_server_errors_are_repeated_for_reads_only(serve: Any) -> None:
    address, script = serve(answers(503), answers(500), answers(200))
    assert transport(address, MovedClock()).send(READ).status == 200
    assert len(script.seen) == 3
    address, script = serve(answers(503), answers(200))
    assert transport(address, MovedClock()).send(WRITE).status == 503
    assert len(script.seen) == 1


def test_reads_give_up_after_four_times_and_waits_grow(serve: Any) -> None:
    address, script = serve(answers(503))
    clock = MovedClock()
    assert transport(address, clock).send(READ).status == 503
    assert len(script.seen) == 4
    assert len(clock.waits) == 3
    assert clock.waits[0] <= 1.0
    assert clock.waits[2] <= 4.0
    assert all(wait > 0 for wait in clock.waits)


@pytest.mark.parametrize("broken", [hangs_up, breaks_off])
def test_a_lost_answer_of_a_write_is_never_repeated_blindly(serve: Any, broken: Any) -> None:
    address, script = serve(broken, answers(200))
    with pytest.raises(NoAnswerError) as lost:
        transport(address, MovedClock()).send(WRITE)
    assert lost.value.sent
    assert len(script.seen) == 1


@pytest.mark.parametrize("broken", [hangs_up, breaks_off])
def test_a_lost_answer_of_a_read_is_asked_for_again(serve: Any, broken: Any) -> None:
    address, script = serve(broken, broken, answers(200))
    assert transport(address, MovedClock()).send(READ).status == 200
    assert len(script.seen) == 3


@pytest.mark.parametrize("call", [READ, WRITE])
def test_nobody_listens(serve: Any, call: Call) -> None:
    clock = MovedClock()
    with pytest.raises(UnavailableError, match="pleo_unreachable"):
        transport("http://127.0.0.1:9", clock).send(call)
    assert len(clock.waits) == 3  # even a write: it was never sent


@pytest.mark.parametrize(
    ("told", "waited"),
    [
        ({"Retry_After": "7"}, 7.0),
        ({"Retry_After": "0"}, 1.0),
        ({"Retry_After": "Wed, 21 Oct 2015 07:28:00 GMT"}, 1.0),
        ({"Retry_After": "nan"}, 60.0),
        ({}, 60.0),
        ({"Retry_After": "soon"}, 60.0),
        ({"Retry_After": "-5"}, 60.0),
        ({"Retry_After": "99999"}, 600.0),
    ],
)
@pytest.mark.parametrize("call", [READ, WRITE])
def test_a_throttle_is_waited_out_as_told_even_by_writes(
    serve: Any, call: Call, told: dict[str, str], waited: float
) -> None:
    address, script = serve(answers(429, **told), answers(200))
    clock = MovedClock()
    assert transport(address, clock).send(call).status == 200
    assert sum(clock.waits) == pytest.approx(waited)
    assert len(script.seen) == 2


@pytest.mark.parametrize(("told", "asked", "waited"), [({}, 31, 1800.0), ({"Retry_After": "600"}, 4, 1800.0)])
def test_a_throttle_without_end_is_waited_out_for_half_an_hour(
    serve: Any, told: dict[str, str], asked: int, waited: float
) -> None:
    address, script = serve(*[answers(429, **told) for _ in range(40)])
    clock = MovedClock()
    assert transport(address, clock).send(READ).status == 429
    assert len(script.seen) == asked
    assert sum(clock.waits) == pytest.approx(waited)


def test_a_refused_sign_in_is_renewed_once(serve: Any) -> None:
    address, script = serve(answers(401), answers(200))
    assert transport(address, MovedClock(), Auth("Bearer second")).send(WRITE).status == 200
    assert [seen[3]["Authorization"] for seen in script.seen] == [SECRET, "Bearer second"]
    address, script = serve(answers(401))
    assert transport(address, MovedClock(), Auth("Bearer second", "Bearer third")).send(READ).status == 401
    assert len(script.seen) == 2


def test_redirects_are_not_followed(serve: Any) -> None:
    elsewhere, other = serve(answers(200))
    address, script = serve(answers(302, Location=f"{elsewhere}/steal"))
    assert transport(address, MovedClock()).send(READ).status == 302
    assert (len(script.seen), other.seen) == (1, [])


def test_an_answer_without_end_is_cut_off(serve: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pleoqb_desktop.services.http.exchange.MAX_ANSWER", 1000)
    bomb = gzip.compress(b"0" * 100_000)
    address, _ = serve(answers(200, bomb, Content_Encoding="gzip"))
    assert transport(address, MovedClock()).send(READ).body == b""  # which nobody understands


def test_an_answer_of_more_members_than_memory_has_room_for_is_cut_off(
    serve: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pleoqb_desktop.services.http.exchange.MAX_MEMBERS", 1000)
    address, _ = serve(answers(200, b"[" + b"{}," * 2000 + b"{}]"))
    assert transport(address, MovedClock()).send(READ).body == b""


# -- an end to everything --------------------------------------------------------------------------------------------------


class Trickle:
    """Sends what it is given, then a blank now and then, until it is let off."""

    def __init__(self, first: bytes) -> None:
        self.asked, self.off = threading.Event(), threading.Event()
        self._first = first

    def __call__(self, handler: BaseHTTPRequestHandler) -> None:
        handler.close_connection = True
        handler.wfile.write(self._first)
        self.asked.set()
        with suppress(OSError):
            while not self.off.wait(0.01):
                handler.wfile.write(b" ")


HEADERS = b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n"


@pytest.fixture(name="trickle", params=["nothing", "half a header", "a body"])
def _trickle(request: pytest.FixtureRequest) -> Iterator[Trickle]:
    trickle = Trickle({"nothing": b"", "half a header": HEADERS[:20], "a body": HEADERS}[request.param])
    yield trickle
    trickle.off.set()


def test_an_answer_that_trickles_in_has_an_end(serve: Any, trickle: Trickle) -> None:
    address, script = serve(trickle)
    with pytest.raises(UnavailableError, match="pleo_unreachable"):
        transport(address, MovedClock()).send(replace(READ, longest=0.2))
    with pytest.raises(NoAnswerError) as lost:
        transport(address, MovedClock()).send(replace(WRITE, longest=0.2))
    assert lost.value.sent
    assert len(script.seen) == 2  # neither is asked for again


def test_a_stop_lets_go_of_an_answer_that_trickles_in(serve: Any, trickle: Trickle) -> None:
    address, _ = serve(trickle)
    cancel = CancelToken()
    threading.Thread(target=lambda: (trickle.asked.wait(PATIENCE), cancel.cancel())).start()
    with pytest.raises(Cancelled):
        transport(address, MovedClock()).send(READ, cancel)
    assert not trickle.off.is_set()


def test_a_stop_waits_for_the_answer_of_what_makes_something(serve: Any) -> None:
    cancel = CancelToken()

    def late(handler: BaseHTTPRequestHandler) -> None:
        cancel.cancel()
        threading.Event().wait(0.3)  # long enough for a read to be let go of
        answers(200, b"made")(handler)

    address, _ = serve(late)
    assert transport(address, MovedClock()).send(WRITE, cancel).body == b"made"


def test_a_stop_waits_for_the_body_whose_headers_came_already_of_what_makes_something(serve: Any) -> None:
    cancel = CancelToken()

    def late(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "4")
        handler.end_headers()
        handler.wfile.flush()
        cancel.cancel()
        threading.Event().wait(0.3)
        handler.wfile.write(b"made")

    address, _ = serve(late)
    assert transport(address, MovedClock()).send(WRITE, cancel).body == b"made"


def test_a_stop_waits_for_no_body_that_trickles_even_where_something_is_made(serve: Any) -> None:
    trickle, cancel = Trickle(HEADERS), CancelToken()
    address, _ = serve(trickle)
    threading.Thread(target=lambda: (trickle.asked.wait(PATIENCE), cancel.cancel())).start()
    with pytest.raises(Cancelled):
        transport(address, MovedClock()).send(WRITE, cancel)
    assert not trickle.off.is_set()
    trickle.off.set()


def test_a_stop_is_heard_while_others_are_under_way(serve: Any) -> None:
    pacer, cancel = Pacer((), 1, MovedClock()), CancelToken()
    cancel.cancel()
    with pacer.slot("call", None), pytest.raises(Cancelled), pacer.slot("call", cancel):
        pytest.fail("nobody has left")


def test_a_stop_ends_the_waiting(serve: Any) -> None:
    address, script = serve(answers(429))
    cancel = CancelToken()
    script.steps.append(lambda _handler: cancel.cancel())
    cancel.cancel()
    with pytest.raises(Cancelled):
        transport(address, MovedClock()).send(READ, cancel)
    assert script.seen == []


def test_a_stop_during_a_pause_is_heard(serve: Any) -> None:
    address, _ = serve(answers(429))
    cancel = CancelToken()

    class Stopping(MovedClock):
        def wait(self, seconds: float, cancel_: CancelToken | None) -> None:
            cancel.cancel()
            super().wait(seconds, cancel_)

    with pytest.raises(Cancelled):
        transport(address, Stopping()).send(READ, cancel)


def test_nothing_secret_is_logged(serve: Any, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "pleoqb.http")
    address, _ = serve(answers(200, b'{"secret": "in the body"}', intuit_tid="1-abc"), hangs_up)
    sender = transport(address, MovedClock())
    sender.send(Call("POST", "/thing", [("query", "SELECT secret")], b"secret body", repeatable=False))
    with suppress(NoAnswerError):
        sender.send(WRITE)
    logged = "\n".join(record.getMessage() for record in caplog.records if record.name.startswith("pleoqb"))
    assert "POST /thing 200" in logged
    assert "1-abc" in logged
    for hidden in ("very-secret", "in the body", "secret body", "SELECT"):
        assert hidden not in logged


def test_every_request_is_counted_repeats_too(serve: Any) -> None:
    address, _ = serve(answers(503), answers(200))
    sender = transport(address, MovedClock())
    sender.send(Call("GET", "/thing", metered=True))
    assert (sender.tally.requests, sender.tally.metered) == (2, 2)


def test_a_body_can_be_made_afresh_for_every_attempt(serve: Any) -> None:
    address, script = serve(answers(429, Retry_After="1"), answers(200))
    made: list[bytes] = []

    def fresh() -> bytes:
        made.append(b"stream %d" % len(made))
        return made[-1]

    transport(address, MovedClock()).send(Call("POST", "/upload", body=fresh, repeatable=False))
    assert [seen[2] for seen in script.seen] == [b"stream 0", b"stream 1"]


# -- pace ------------------------------------------------------------------------------------------------------------------


def test_the_pacer_leaves_a_gap_between_any_two_requests() -> None:
    clock = MovedClock()
    pacer = Pacer((Limit(100, 1.0),), 100, clock, gap=0.25)
    left = []
    for _ in range(5):
        with pacer.slot("call", None):
            left.append(clock.monotonic())
    assert [round(later - earlier, 6) for earlier, later in pairwise(left)] == [0.25] * 4


def test_the_pacer_never_exceeds_a_limit_in_any_window() -> None:
    clock = MovedClock()
    pacer = Pacer((Limit(10, 1.0), Limit(3, 5.0, only="batch")), 100, clock)
    left: list[tuple[float, str]] = []
    for number in range(60):
        kind = "batch" if number % 7 == 0 else "call"
        with pacer.slot(kind, None):
            left.append((clock.time, kind))
    for moment, _ in left:
        assert sum(moment <= other < moment + 1.0 for other, _ in left) <= 10
        assert sum(moment <= other < moment + 5.0 for other, kind in left if kind == "batch") <= 3


def test_no_more_than_so_many_are_under_way_at_once() -> None:
    pacer = Pacer((), 3, MovedClock())
    inside, peak, lock = 0, 0, threading.Lock()
    gate = threading.Barrier(3)

    def work() -> None:
        nonlocal inside, peak
        with pacer.slot("call", None):
            with lock:
                inside += 1
                peak = max(peak, inside)
            gate.wait(PATIENCE)
            with lock:
                inside -= 1

    threads = [threading.Thread(target=work) for _ in range(9)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert peak == 3


# -- addresses -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.9.9.9", "::1"])
def test_loopback(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize(
    "host", [None, "", "localhost.example.com", "10.0.0.1", "0.0.0.0", "example.com", "169.254.169.254"]
)
def test_not_loopback(host: str | None) -> None:
    assert not is_loopback(host)


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("https://a.example/", "https://a.example"),
        ("http://localhost:8", "http://localhost:8"),
        ("http://[::1]:8/x/", "http://[::1]:8/x"),
    ],
)
def test_safe_addresses(address: str, kept: str) -> None:
    assert check_address(address) == kept


@pytest.mark.parametrize(
    "address",
    [
        "http://a.example",
        "ftp://a.example",
        "//a.example",
        "https://",
        "http://[::1",
        "file:///etc/passwd",
        "",
        "http://127.0.0.1.example.com",
        "http://localhost@evil.example",
    ],
)
def test_unsafe_addresses(address: str) -> None:
    with pytest.raises(UnavailableError, match="address_unsafe"):
        check_address(address)


# -- proxies ---------------------------------------------------------------------------------------------------------------


@pytest.fixture(name="proxy")
def _proxy(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    def set_to(address: str) -> None:
        for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
            monkeypatch.setenv(name, address)
            monkeypatch.setenv(name.lower(), address)

    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    return set_to


@pytest.mark.parametrize("address", ["http://127.0.0.1:9", "socks9://127.0.0.1:9", "rubbish://x"])
def test_what_is_on_this_computer_is_asked_past_any_proxy(serve: Any, proxy: Any, address: str) -> None:
    proxy(address)
    server, script = serve(answers(200))
    assert transport(server, MovedClock()).send(READ).status == 200
    assert transport(server.replace("127.0.0.1", "localhost"), MovedClock()).send(READ).status == 200
    assert len(script.seen) == 2


def test_a_proxy_that_does_not_answer_has_a_sentence_of_its_own(proxy: Any) -> None:
    proxy("http://person:password@127.0.0.1:9")
    for call in (READ, WRITE):
        with pytest.raises(UnavailableError, match="proxy_failed") as stopped:
            transport("https://api.example", MovedClock()).send(call)
        assert stopped.value.problem.params["address"] == "http://127.0.0.1:9"


@pytest.mark.parametrize("address", ["rubbish://127.0.0.1:9", "socks5h://127.0.0.1:9"])
def test_a_proxy_of_a_kind_that_cannot_be_used_says_so(proxy: Any, address: str, monkeypatch: Any) -> None:
    def without_library(*_arguments: Any, **_members: Any) -> None:
        raise InvalidSchema("Missing dependencies for SOCKS support.")

    monkeypatch.setattr("requests.adapters.SOCKSProxyManager", without_library)
    proxy(address)
    with pytest.raises(UnavailableError, match="proxy_unusable") as stopped:
        transport("https://api.example", MovedClock()).send(READ)
    assert stopped.value.problem.params["address"] == address
