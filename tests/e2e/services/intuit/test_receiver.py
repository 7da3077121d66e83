import errno
import logging
import re
import socket
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote, urlencode

import pytest

from pleoqb_desktop.domain.problems import Code
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.errors import Cancelled, SignInAgainError, UnavailableError
from pleoqb_desktop.services.intuit import loopback
from pleoqb_desktop.services.intuit.pages import HEADERS, Page
from pleoqb_desktop.services.intuit.receiver import PORTS, CallbackAnswer, LoopbackReceiver
from pleoqb_desktop.texts import ENGLISH, Language, Texts, languages
from tests.e2e.services.intuit.ports import ask, connect, free_ports, get, read_all
from tests.patience import PATIENCE, until

REALM = "9130350000000000101"
WORDING = Texts(ENGLISH)


class Ticker:
    """A monotonic clock that goes on by a step whenever it is read."""

    def __init__(self, step: float) -> None:
        self.step = step
        self.time = 1000.0

    def __call__(self) -> float:
        self.time += self.step
        return self.time


@pytest.fixture(name="ports")
def _ports() -> tuple[int, ...]:
    return free_ports(3)


@pytest.fixture(name="receiver")
def _receiver(ports: tuple[int, ...]) -> Iterator[LoopbackReceiver]:
    with LoopbackReceiver(WORDING, ports, patience=PATIENCE) as receiver:
        yield receiver


def port_of(receiver: LoopbackReceiver) -> int:
    found = re.fullmatch(r"http://localhost:(\d+)/callback", receiver.redirect_uri)
    assert found is not None
    return int(found[1])


def target(receiver: LoopbackReceiver, **members: str) -> str:
    given = {"code": "AB1", "state": receiver.state, "realmId": REALM, **members}
    return "/callback?" + urlencode({name: value for name, value in given.items() if value != "-"})


def shows(answer: bytes, page: Page, wording: Texts = WORDING) -> bool:
    head, _, body = answer.partition(b"\r\n\r\n")
    return head.startswith(f"HTTP/1.1 {page.status} ".encode()) and wording.sign_in_page(page.value)[0] in body.decode()


def problem_of(receiver: LoopbackReceiver, timeout: float = PATIENCE) -> Code:
    with pytest.raises(SignInAgainError) as caught:
        receiver.wait(CancelToken(), timeout)
    return caught.value.problem.code


def refuses(receiver: LoopbackReceiver, address: str) -> Code:
    with pytest.raises(SignInAgainError) as caught:
        receiver.offer(address)
    return caught.value.problem.code


def answers_still(receiver: LoopbackReceiver) -> bool:
    """Whether the real browser gets through, and the wait ends with its answer."""
    page = get(port_of(receiver), target(receiver))
    return shows(page, Page.ANSWERED) and receiver.wait(CancelToken(), PATIENCE) == CallbackAnswer("AB1", REALM)


# -- the answer


def test_the_answer_of_intuit_ends_the_wait(receiver: LoopbackReceiver) -> None:
    with ThreadPoolExecutor() as pool:
        waiting = pool.submit(receiver.wait, CancelToken(), PATIENCE)
        page = get(port_of(receiver), target(receiver, code="AB+c/1 =&", extra="ignored"))
        assert waiting.result() == CallbackAnswer("AB+c/1 =&", REALM)
    assert shows(page, Page.ANSWERED)


@pytest.mark.parametrize("language", languages(), ids=str)
def test_the_browser_reads_the_language_of_the_program(ports: tuple[int, ...], language: Language) -> None:
    wording = Texts(language)
    with LoopbackReceiver(wording, ports) as receiver:
        assert shows(get(port_of(receiver), target(receiver)), Page.ANSWERED, wording)


def test_every_page_has_the_security_headers(receiver: LoopbackReceiver) -> None:
    for asked in ("/callback", "/", target(receiver)):
        head = get(port_of(receiver), asked).partition(b"\r\n\r\n")[0].decode().split("\r\n")
        assert {f"{name}: {value}" for name, value in HEADERS.items()} <= set(head)
        assert "Connection: close" in head


def test_browsers_that_take_localhost_for_ipv6_get_through(receiver: LoopbackReceiver) -> None:
    port = port_of(receiver)
    request = f"GET {target(receiver)} HTTP/1.1\r\nHost: [::1]:{port}\r\n\r\n".encode()
    assert shows(ask(port, request, "::1"), Page.ANSWERED)


@pytest.mark.parametrize("size", [17_000, 100_000])
def test_cookies_of_other_programs_do_not_shut_the_sign_in_out(receiver: LoopbackReceiver, size: int) -> None:
    port = port_of(receiver)
    head = f"GET {target(receiver)} HTTP/1.1\r\nHost: localhost:{port}\r\nCookie: other={'c' * size}\r\n"
    many = "".join(f"cookie: c{number}=1\r\n" for number in range(200))
    assert shows(ask(port, f"{head}{many}\r\n".encode()), Page.ANSWERED)


def test_the_state_is_new_each_time_and_tells_which_port_waits(ports: tuple[int, ...]) -> None:
    with LoopbackReceiver(WORDING, ports) as first, LoopbackReceiver(WORDING, ports) as second:
        assert (port_of(first), port_of(second)) == ports[:2]
        assert re.fullmatch(r"0-[A-Za-z0-9_-]{43}", first.state)
        assert re.fullmatch(r"1-[A-Za-z0-9_-]{43}", second.state)
        assert first.state[2:] != second.state[2:]


def test_the_fixed_ports_are_those_that_are_published() -> None:
    assert PORTS == (45871, 45872, 45873)


def test_an_answer_does_not_show_its_code_when_it_is_printed() -> None:
    assert "secret" not in repr(CallbackAnswer("secret", REALM))


# -- answers that are no success


def test_a_refusal_by_the_person_is_said_so(receiver: LoopbackReceiver) -> None:
    page = get(port_of(receiver), target(receiver, error="access_denied", code="-", realmId="-"))
    assert shows(page, Page.DENIED)
    assert problem_of(receiver) is Code.SIGN_IN_DENIED


@pytest.mark.parametrize(
    "members",
    [
        {"code": "-"},
        {"code": ""},
        {"code": "é"},
        {"code": "x" * 2049},
        {"realmId": "-"},
        {"realmId": ""},
        {"realmId": "91x"},
        {"realmId": "٣"},
        {"realmId": "9" * 33},
        {"realmId": "-1"},
        {"error": "server_error"},
        {"error": ""},
    ],
)
def test_an_incomplete_answer_with_the_right_state_ends_the_sign_in(
    receiver: LoopbackReceiver, members: dict[str, str]
) -> None:
    query = urlencode({"code": "AB1", "state": receiver.state, "realmId": REALM, **members}).replace("code=-&", "")
    query = query.replace("realmId=-&", "").removesuffix("&realmId=-")
    assert shows(get(port_of(receiver), "/callback?" + query), Page.INCOMPLETE)
    assert problem_of(receiver) is Code.SIGN_IN_GARBAGE


@pytest.mark.parametrize("state", ["-", "", "0-" + "a" * 43, "é", "\x00", "x" * 5000])
@pytest.mark.parametrize("error", ["-", "access_denied"])
def test_a_wrong_state_is_told_so_and_the_wait_goes_on(receiver: LoopbackReceiver, state: str, error: str) -> None:
    assert shows(get(port_of(receiver), target(receiver, state=state, error=error)), Page.NOT_OURS)
    assert answers_still(receiver)


def test_a_state_given_twice_is_a_wrong_one(receiver: LoopbackReceiver) -> None:
    doubled = f"{target(receiver)}&state={receiver.state}"
    assert shows(get(port_of(receiver), doubled), Page.NOT_OURS)
    assert answers_still(receiver)


def test_a_second_answer_is_told_so_and_changes_nothing(receiver: LoopbackReceiver) -> None:
    assert shows(get(port_of(receiver), target(receiver, code="first")), Page.ANSWERED)
    assert shows(get(port_of(receiver), target(receiver, code="second")), Page.ALREADY)
    assert shows(get(port_of(receiver), target(receiver, error="access_denied")), Page.ALREADY)
    assert receiver.wait(CancelToken(), PATIENCE).code == "first"


def test_of_many_answers_at_once_exactly_one_is_taken(receiver: LoopbackReceiver) -> None:
    port, barrier = port_of(receiver), threading.Barrier(12)

    def answer(number: int) -> bytes:
        barrier.wait()
        return get(port, target(receiver, code=f"code{number}"))

    with ThreadPoolExecutor(12) as pool:
        pages = list(pool.map(answer, range(12)))
    taken = [number for number, page in enumerate(pages) if shows(page, Page.ANSWERED)]
    assert sum(shows(page, Page.ALREADY) for page in pages) == 11
    assert [receiver.wait(CancelToken(), PATIENCE).code] == [f"code{number}" for number in taken]


def test_nobody_listens_after_the_answer(receiver: LoopbackReceiver) -> None:
    port = port_of(receiver)
    get(port, target(receiver))
    receiver.wait(CancelToken(), PATIENCE)
    for address in ("127.0.0.1", "::1"):
        with pytest.raises(ConnectionRefusedError):
            connect(port, address)


# -- requests that are none of ours


@pytest.mark.parametrize(
    "path", ["/", "/callback/", "/callback%2F", "/Callback", "//callback", "/favicon.ico", "/x/callback", "*"]
)
def test_there_is_nothing_at_other_paths(receiver: LoopbackReceiver, path: str) -> None:
    query = target(receiver).partition("?")[2]
    assert shows(get(port_of(receiver), f"{path}?{query}"), Page.NOTHING_HERE)
    assert answers_still(receiver)


@pytest.mark.parametrize("method", ["HEAD", "POST", "OPTIONS", "get", "PUT"])
def test_only_get_is_accepted(receiver: LoopbackReceiver, method: str) -> None:
    page = get(port_of(receiver), target(receiver), method=method)
    assert shows(page, Page.ONLY_GET)
    assert b"\r\nAllow: GET\r\n" in page
    assert answers_still(receiver)


def test_a_posted_body_does_not_take_the_page_away(receiver: LoopbackReceiver) -> None:
    port, body = port_of(receiver), b"x" * 30000
    head = f"POST /callback HTTP/1.1\r\nHost: localhost:{port}\r\nContent-Length: {len(body)}\r\n\r\n".encode()
    with connect(port) as browser:
        browser.sendall(head + body)
        page = browser.makefile("rb").read()  # a connection that is reset would raise
    assert shows(page, Page.ONLY_GET)


@pytest.mark.parametrize(
    "host",
    [
        "evil.test",
        "localhost",
        "localhost:1",
        "127.0.0.1.evil.test:{port}",
        "evil.test:{port}",
        "localhost:{port}.evil.test",
    ],
)
def test_other_host_names_are_refused(receiver: LoopbackReceiver, host: str) -> None:
    port = port_of(receiver)
    assert shows(get(port, target(receiver), host.format(port=port)), Page.UNREADABLE)
    assert answers_still(receiver)


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST", "127.0.0.1", "[::1]"])
def test_the_names_of_this_computer_are_accepted(receiver: LoopbackReceiver, host: str) -> None:
    port = port_of(receiver)
    assert shows(get(port, target(receiver), f"{host}:{port}"), Page.ANSWERED)


def test_no_host_and_two_hosts_are_refused(receiver: LoopbackReceiver) -> None:
    port = port_of(receiver)
    for hosts in ("", f"Host: localhost:{port}\r\nHost: localhost:{port}\r\n"):
        assert shows(ask(port, f"GET {target(receiver)} HTTP/1.1\r\n{hosts}\r\n".encode()), Page.UNREADABLE)
    assert answers_still(receiver)


@pytest.mark.parametrize(
    "garbage",
    [
        b"\x00\xff\x16\x03\x01" * 100 + b"\r\n\r\n",
        b"\r\n\r\n",
        b"GET\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET /\xc3\xa9 HTTP/1.1\r\n\r\n",
        b"GET  /callback HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 150 + b"\r\n",
        b"GET /callback?" + b"a" * 20000 + b" HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nX: " + b"a" * 40000,
    ],
)
def test_garbage_is_answered_and_the_wait_goes_on(receiver: LoopbackReceiver, garbage: bytes) -> None:
    assert shows(ask(port_of(receiver), garbage), Page.UNREADABLE)
    assert answers_still(receiver)


def test_a_query_of_hundreds_of_members_is_not_ours(receiver: LoopbackReceiver) -> None:
    crowded = target(receiver) + "&a=b" * 500
    assert shows(get(port_of(receiver), crowded), Page.NOT_OURS)
    assert answers_still(receiver)


def test_half_a_request_is_no_answer(receiver: LoopbackReceiver) -> None:
    with connect(port_of(receiver)) as half:
        half.sendall(f"GET {target(receiver)} HTTP/1.1\r\nHost: loc".encode())
        half.shutdown(socket.SHUT_WR)
        assert read_all(half) == b""
    assert answers_still(receiver)


def test_a_silent_client_is_not_waited_for_and_is_let_go(ports: tuple[int, ...]) -> None:
    with LoopbackReceiver(WORDING, ports, patience=0.2) as receiver, connect(port_of(receiver)) as silent:
        assert read_all(silent) == b""
        receiver._server._patience = PATIENCE  # for the browser, which may be slow today
        assert answers_still(receiver)


def test_a_client_that_dribbles_its_request_is_let_go(ports: tuple[int, ...]) -> None:
    with LoopbackReceiver(WORDING, ports, patience=0.3) as receiver, connect(port_of(receiver)) as slow:
        slow.settimeout(0.02)
        ended = False
        while not ended:  # one byte after the other, for as long as the receiver has patience
            try:
                slow.sendall(b"G")
                ended = slow.recv(1) == b""
            except TimeoutError:
                continue
            except ConnectionError:
                ended = True
        receiver._server._patience = PATIENCE
        assert answers_still(receiver)


def test_the_browser_gets_through_while_a_hundred_silent_clients_hold_on(receiver: LoopbackReceiver) -> None:
    silent = [connect(port_of(receiver)) for _ in range(100)]
    try:
        assert answers_still(receiver)
    finally:
        for connection in silent:
            connection.close()


def test_clients_that_hang_up_at_once_do_no_harm(receiver: LoopbackReceiver) -> None:
    for _ in range(50):
        connect(port_of(receiver)).close()
    assert answers_still(receiver)


def test_no_part_of_a_query_is_logged(receiver: LoopbackReceiver, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    get(port_of(receiver), "/callback?state=wrongstate&code=wrongcode")
    get(port_of(receiver), target(receiver, code="topsecret"))
    receiver.wait(CancelToken(), PATIENCE)
    assert "receiver answered 200" in caplog.text
    for secret in ("topsecret", "wrong", receiver.state, REALM, "callback?"):
        assert secret not in caplog.text


# -- ports


@pytest.mark.parametrize(
    ("family", "address"), [(socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1"), (socket.AF_INET, "0.0.0.0")]
)
def test_a_port_that_is_taken_on_either_address_is_not_used(
    ports: tuple[int, ...], family: socket.AddressFamily, address: str
) -> None:
    with socket.socket(family) as stranger:
        stranger.bind((address, ports[0]))
        stranger.listen()
        with LoopbackReceiver(WORDING, ports) as receiver:
            assert port_of(receiver) == ports[1]
            assert receiver.state.startswith("1-")


def test_a_computer_without_ipv6_listens_on_ipv4_alone(ports: tuple[int, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    listener = loopback._listener

    def without_ipv6(family: socket.AddressFamily, address: str, port: int) -> socket.socket:
        if family == socket.AF_INET6:
            raise OSError(errno.EADDRNOTAVAIL, "Cannot assign requested address")
        return listener(family, address, port)

    monkeypatch.setattr(loopback, "_listener", without_ipv6)
    with LoopbackReceiver(WORDING, ports) as receiver:
        assert port_of(receiver) == ports[0]
        assert answers_still(receiver)


def test_all_ports_busy_is_told(ports: tuple[int, ...]) -> None:
    with LoopbackReceiver(WORDING, ports), LoopbackReceiver(WORDING, ports), LoopbackReceiver(WORDING, ports):
        with pytest.raises(UnavailableError) as caught:
            LoopbackReceiver(WORDING, ports)
        assert caught.value.problem.code is Code.SIGN_IN_PORTS_BUSY
        assert caught.value.problem.params == {"ports": ", ".join(map(str, ports))}


def test_receivers_that_start_at_once_never_share_a_port(ports: tuple[int, ...]) -> None:
    barrier = threading.Barrier(8)

    def start(_: int) -> LoopbackReceiver | None:
        barrier.wait()
        try:
            return LoopbackReceiver(WORDING, ports)
        except UnavailableError:
            return None

    for _ in range(10):
        with ThreadPoolExecutor(8) as pool:
            receivers = [receiver for receiver in pool.map(start, range(8)) if receiver]
        taken = [port_of(receiver) for receiver in receivers]
        for receiver in receivers:
            receiver.close()
        assert taken
        assert len(set(taken)) == len(taken)


def test_a_stranger_cannot_listen_beside_us(receiver: LoopbackReceiver) -> None:
    for reuse in (0, 1):
        with socket.socket() as stranger:
            stranger.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, reuse)
            with pytest.raises(OSError, match=r".") as refused:  # the words are the system's own
                stranger.bind(("127.0.0.1", port_of(receiver)))
            assert refused.value.errno in {errno.EADDRINUSE, errno.EACCES}


def test_the_same_port_serves_one_sign_in_after_the_other(ports: tuple[int, ...]) -> None:
    for _ in range(5):
        with LoopbackReceiver(WORDING, ports) as receiver:
            assert port_of(receiver) == ports[0]
            assert answers_still(receiver)


# -- the end of the wait


def test_the_wait_ends_after_five_minutes_of_nothing(ports: tuple[int, ...]) -> None:
    ticker = Ticker(step=100.0)
    receiver = LoopbackReceiver(WORDING, ports, monotonic=ticker)
    with pytest.raises(SignInAgainError) as caught:
        receiver.wait(CancelToken())
    assert caught.value.problem.code is Code.SIGN_IN_ABANDONED
    assert ticker.time == 1400.0  # read once at the start, then at 100, 200 and 300 seconds
    with pytest.raises(ConnectionRefusedError):
        connect(port_of(receiver))


def test_a_stop_ends_the_wait_and_the_listening(receiver: LoopbackReceiver) -> None:
    cancel = CancelToken()
    with ThreadPoolExecutor() as pool:
        waiting = pool.submit(receiver.wait, cancel)
        cancel.cancel()
        with pytest.raises(Cancelled):
            waiting.result(timeout=PATIENCE)
    with pytest.raises(ConnectionRefusedError):
        connect(port_of(receiver))


def test_closing_twice_is_fine_and_leaves_no_thread(ports: tuple[int, ...]) -> None:
    before = set(threading.enumerate())
    receiver = LoopbackReceiver(WORDING, ports)
    silent = connect(port_of(receiver))
    get(port_of(receiver), "/")  # so that the silent one has its thread
    receiver.close()
    receiver.close()
    silent.close()
    until(lambda: set(threading.enumerate()) <= before)


def test_a_silent_connection_ends_where_hanging_up_wakes_no_reader(
    ports: tuple[int, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loopback, "_hang_up", lambda connection: None)
    before = set(threading.enumerate())
    receiver = LoopbackReceiver(WORDING, ports, patience=1e6)
    silent = connect(port_of(receiver))
    get(port_of(receiver), "/")  # so that the silent one has its thread
    receiver.close()
    until(lambda: set(threading.enumerate()) <= before)
    silent.close()


# -- an address pasted by hand


def test_a_pasted_address_ends_the_wait_wherever_the_browser_ended(ports: tuple[int, ...]) -> None:
    for start in (
        "http://localhost:45871/callback?",
        "https://relay.example/page?",
        "?",
        "",
        "  <",
        "localhost:1/callback?",
    ):
        with LoopbackReceiver(WORDING, ports) as receiver:
            receiver.offer(start + target(receiver).partition("?")[2] + "#fragment \n")
            assert receiver.wait(CancelToken(), PATIENCE) == CallbackAnswer("AB1", REALM)


def test_a_pasted_address_that_a_terminal_wrapped_is_joined(receiver: LoopbackReceiver) -> None:
    address = f"http://localhost:45871{target(receiver)}"
    receiver.offer("\r\n ".join(address[i : i + 20] for i in range(0, len(address), 20)))
    assert receiver.wait(CancelToken(), PATIENCE) == CallbackAnswer("AB1", REALM)


@pytest.mark.parametrize(
    "rubbish",
    ["", " ", "hello", "https://qbo.intuit.com/", "?", "?code=1&realmId=2", "\x00", "é" * 9000, "?state=1&state=2"],
)
def test_pasted_rubbish_is_refused_and_the_wait_goes_on(receiver: LoopbackReceiver, rubbish: str) -> None:
    assert refuses(receiver, rubbish) is Code.SIGN_IN_GARBAGE
    assert answers_still(receiver)


def test_a_pasted_address_that_is_cut_off_is_refused_and_the_whole_one_taken(receiver: LoopbackReceiver) -> None:
    whole = f"?state={quote(receiver.state)}&code=AB1&realmId={REALM}"
    assert refuses(receiver, whole.partition("&realmId")[0]) is Code.SIGN_IN_GARBAGE
    receiver.offer(whole)
    assert receiver.wait(CancelToken(), PATIENCE) == CallbackAnswer("AB1", REALM)


def test_a_pasted_address_of_another_sign_in_is_refused_and_the_wait_goes_on(receiver: LoopbackReceiver) -> None:
    assert refuses(receiver, target(receiver, state="0-" + "a" * 43)) is Code.SIGN_IN_WRONG_STATE
    assert answers_still(receiver)


def test_an_address_pasted_twice_is_used_once(receiver: LoopbackReceiver) -> None:
    receiver.offer(target(receiver))
    assert refuses(receiver, target(receiver, code="other")) is Code.SIGN_IN_WRONG_STATE
    assert receiver.wait(CancelToken(), PATIENCE).code == "AB1"


def test_a_pasted_refusal_ends_the_wait(receiver: LoopbackReceiver) -> None:
    receiver.offer(target(receiver, error="access_denied", code="-", realmId="-"))
    assert problem_of(receiver) is Code.SIGN_IN_DENIED


def test_with_every_port_busy_an_address_pasted_by_hand_is_still_taken() -> None:
    with LoopbackReceiver(WORDING) as first, LoopbackReceiver(WORDING, (_port_of(first),), by_hand=True) as second:
        assert second.redirect_uri == first.redirect_uri
        second.offer(f"{second.redirect_uri}?code=abc&realmId=42&state={second.state}")
        assert second.wait(CancelToken()) == CallbackAnswer("abc", "42")


def _port_of(receiver: LoopbackReceiver) -> int:
    return int(receiver.redirect_uri.rpartition(":")[2].partition("/")[0])
