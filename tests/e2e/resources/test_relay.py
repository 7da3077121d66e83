import base64
import hashlib
import http.server
import os
import re
import shutil
import signal
import subprocess
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlencode

import pytest

from pleoqb_desktop.domain.problems import Code
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.errors import SignInAgainError, UnavailableError
from pleoqb_desktop.services.intuit.receiver import PATH, PORTS, LoopbackReceiver, new_state
from pleoqb_desktop.texts import ENGLISH, Texts
from tests.patience import PATIENCE

RELAY = Path(__file__).parents[3] / "pleoqb_desktop" / "resources" / "relay" / "index.html"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
needs_browser = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this computer")


class Structure(HTMLParser):
    """Tags with their attributes, and the text inside script and style."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.inline: dict[str, list[str]] = {"script": [], "style": []}
        self._inside: str | None = None
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._inside = tag if tag in self.inline else self._inside

    def handle_endtag(self, tag: str) -> None:
        self._inside = None if tag == self._inside else self._inside

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.inline[self._inside].append(data)

    def meta(self, key: str, value: str) -> str:
        return next(str(a["content"]) for tag, a in self.tags if tag == "meta" and a.get(key) == value)


@pytest.fixture(name="page")
def _page() -> Structure:
    return Structure(RELAY.read_text(encoding="utf-8"))


def hash_of(text: str) -> str:
    return "'sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() + "'"


def test_its_policy_allows_its_own_script_and_style_and_nothing_else(page: Structure) -> None:
    (script,), (style,) = page.inline["script"], page.inline["style"]
    assert page.meta("http-equiv", "Content-Security-Policy") == (
        f"default-src 'none'; script-src {hash_of(script)}; style-src {hash_of(style)}; base-uri 'none'; form-action 'none'"
    )


def test_the_policy_and_the_referrer_rule_come_before_what_they_govern(page: Structure) -> None:
    order = [a.get("http-equiv") or a.get("name") or tag for tag, a in page.tags]
    assert max(order.index("Content-Security-Policy"), order.index("referrer")) < min(
        order.index("style"), order.index("script")
    )
    assert page.meta("name", "referrer") == "no-referrer"


def test_it_loads_nothing_and_has_no_handlers_in_attributes(page: Structure) -> None:
    for tag, attributes in page.tags:
        assert tag not in {"link", "img", "iframe", "object", "embed", "form", "base", "video", "audio"}
        assert not [name for name in attributes if name.startswith("on") or name in {"src", "href", "style", "srcdoc"}]


def test_the_only_address_in_its_script_is_this_computers(page: Structure) -> None:
    (script,) = page.inline["script"]
    assert re.findall(r"https?://[^\"]*", script) == ["http://localhost:"]
    assert not re.search(r"fetch|XMLHttpRequest|sendBeacon|WebSocket|eval|innerHTML|document\.write|import\(", script)


def test_its_ports_and_path_are_those_of_the_receiver(page: Structure) -> None:
    (script,) = page.inline["script"]
    assert f"const PORTS = [{', '.join(map(str, PORTS))}];" in script
    assert f'"{PATH}?"' in script


def test_its_words_are_complete_in_both_languages(page: Structure) -> None:
    (script,) = page.inline["script"]
    english, french = (re.search(rf"\b{key}: \{{(.*?)\n    \}}", script, re.DOTALL) for key in ("en", "fr"))
    assert english is not None
    assert french is not None
    keys = [re.findall(r"^      (\w+):", found[1], re.MULTILINE) for found in (english, french)]
    assert keys[0] == keys[1]
    assert len(keys[0]) == 11


# -- in a browser


@contextmanager
def serving(port: int, status: int, body: bytes) -> Iterator[int]:
    """A loopback web server that gives every request the same answer; yields its port."""

    class Host(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", port), Host) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield server.server_address[1]
        finally:
            server.shutdown()
            thread.join()


@contextmanager
def published() -> Iterator[str]:
    """The page on a loopback server, as on a web host."""
    with serving(0, 200, RELAY.read_bytes()) as port:
        yield f"http://localhost:{port}/relay/"


@pytest.fixture(name="stays")
def _stays() -> Iterator[int]:
    """The index of a port whose answer, "204 No Content", leaves the browser on the page it comes from."""
    with ExitStack() as stack:
        for index, port in enumerate(PORTS):
            try:
                stack.enter_context(serving(port, 204, b""))
            except OSError:
                continue
            yield index
            return
        pytest.skip("another sign-in uses the fixed ports")


def command_for(address: str, home: Path, language: str) -> list[str]:
    assert CHROMIUM is not None
    command = [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
    command += ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
    return [*command, f"--user-data-dir={home}", f"--lang={language}", f"--accept-lang={language}", address]


def shown_at(address: str, home: Path, language: str = "en-GB") -> str:
    """What the browser shows once the page is loaded, as HTML."""
    command = [*command_for(address, home, language), "--dump-dom"]
    return subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=True).stdout


@contextmanager
def browser_at(address: str, home: Path) -> Iterator[None]:
    """A browser that goes where the page sends it, until the end of the block."""
    command = command_for(address, home, "en-GB")
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    ) as browser:
        try:
            yield
        finally:
            os.killpg(browser.pid, signal.SIGKILL)


@pytest.fixture(name="receiver")
def _receiver() -> Iterator[LoopbackReceiver]:
    try:
        receiver = LoopbackReceiver(Texts(ENGLISH))
    except UnavailableError:
        pytest.skip("another sign-in uses the fixed ports")
    with receiver:
        yield receiver


@needs_browser
def test_a_browser_hands_the_answer_to_the_receiver_that_waits(receiver: LoopbackReceiver, tmp_path: Path) -> None:
    members = {
        "code": "AB+c/1 &=e",
        "state": receiver.state,
        "realmId": "9130350000000000101",
        "port": "80",
        "to": "https://x.test/",
    }
    with published() as relay, browser_at(f"{relay}?{urlencode(members)}", tmp_path):
        answer = receiver.wait(CancelToken(), timeout=PATIENCE)
    assert (answer.code, answer.realm_id) == ("AB+c/1 &=e", "9130350000000000101")


@needs_browser
def test_a_browser_hands_on_a_refusal(receiver: LoopbackReceiver, tmp_path: Path) -> None:
    query = urlencode({"error": "access_denied", "state": receiver.state})
    with (
        published() as relay,
        browser_at(f"{relay}?{query}", tmp_path),
        pytest.raises(SignInAgainError) as caught,
    ):
        receiver.wait(CancelToken(), timeout=PATIENCE)
    assert caught.value.problem.code is Code.SIGN_IN_DENIED


@needs_browser
def test_the_page_shows_the_address_to_copy_with_only_the_known_members(stays: int, tmp_path: Path) -> None:
    state = new_state(stays)
    query = urlencode({"to": "https://x.test/", "realmId": "1", "state": state, "code": "a b&c"})
    with published() as relay:
        shown = shown_at(f"{relay}?{query}", tmp_path)
    address = f"http://localhost:{PORTS[stays]}/callback?code=a+b%26c&amp;state={state}&amp;realmId=1"
    assert re.findall(r'<a id="again" rel="noreferrer" href="([^"]*)"', shown) == [address]
    assert "Going back to PleoQB Desktop" in shown
    assert 'id="by-hand" hidden' not in shown


@needs_browser
@pytest.mark.parametrize("state", ["", "7-" + "a" * 43, "0-short", "0-" + "a" * 43 + "@x.test", "45871-" + "a" * 43])
def test_a_browser_forwards_nothing_without_a_state_of_ours(state: str, tmp_path: Path) -> None:
    with published() as relay:
        shown = shown_at(f"{relay}?{urlencode({'code': 'c', 'state': state, 'realmId': '1'})}", tmp_path)
    assert '<h1 id="title">This page has no answer to hand on</h1>' in shown
    assert 'id="by-hand" hidden' in shown
    assert "href" not in shown.partition("<script>")[0]


@needs_browser
def test_a_state_given_twice_is_no_state_and_french_browsers_read_so_in_french(tmp_path: Path) -> None:
    with published() as relay:
        shown = shown_at(f"{relay}?state={new_state(0)}&state={new_state(1)}&code=c&realmId=1", tmp_path, "fr-FR")
    assert '<html lang="fr"' in shown
    assert '<h1 id="title">Cette page n’a aucune réponse à remettre</h1>' in shown
