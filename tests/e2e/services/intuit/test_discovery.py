"""Intuit's discovery document over loopback: it is read and used, and nobody misses it (quickbooks.md 1.1)."""

import logging
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from werkzeug import Response

from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.errors import Cancelled
from pleoqb_desktop.ports.system import SecretName
from pleoqb_desktop.services.intuit import discovery
from pleoqb_desktop.setup.connect import ConnectQuickBooks
from pleoqb_desktop.setup.installation import PleoInstallation
from tests.e2e.practice_set_up import Browser
from tests.e2e.services.intuit.ports import free_ports
from tests.e2e.services.intuit.test_sign_in import REALM, REDIRECT, Office
from tests.e2e.services.intuit.token_server import CODE, DISCOVERY_PATH, REVOKE_PATH, TOKEN_PATH, answer, token_server
from tests.on_paper.computer import SettingsOnPaper
from tests.patience import PATIENCE

CONFIGURED = ["/intuit/connect/oauth2", TOKEN_PATH, TOKEN_PATH, REVOKE_PATH]
NEW = ["/new/connect", f"/new{TOKEN_PATH}", f"/new{TOKEN_PATH}", f"/new{REVOKE_PATH}"]


@pytest.fixture(name="office")
def _office() -> Iterator[Office]:
    """A profile whose Intuit has a document; what it names begins with /new."""
    with token_server() as server:
        office = Office(server)
        office.addresses = replace(office.addresses, discovery=server.address + DISCOVERY_PATH)
        server.document = lambda: answer(200, document(office))
        yield office


def document(office: Office) -> dict[str, object]:
    base = office.server.address
    members = ("authorization_endpoint", "token_endpoint", "revocation_endpoint")
    return dict(zip(members, (base + NEW[0], base + NEW[1], base + NEW[3]), strict=True))


def a_whole_sign_in(office: Office) -> list[str]:
    """Signs in, renews, signs out; where the browser and then the program went."""
    program = office.program()
    browser = program.begin(REDIRECT, "s").partition("?")[0].removeprefix(office.server.address)
    program.finish(CODE, REALM, REDIRECT)
    assert program.renew(program.header())
    assert program.revoke()
    return [browser, *(seen.path for seen in office.server.seen)]


def test_the_addresses_of_the_document_are_used_and_it_is_read_once(office: Office) -> None:
    assert a_whole_sign_in(office) == NEW
    (asked,) = office.server.discoveries
    assert (asked.headers["Accept"], asked.headers["User-Agent"]) == ("application/json", "PleoQB Desktop/test")
    assert "Authorization" not in asked.headers


def test_what_is_kept_stays_bound_to_the_configured_address(office: Office) -> None:
    office.addresses = replace(office.addresses, discovery=None)
    office.signed_in()
    office.addresses = replace(office.addresses, discovery=office.server.address + DISCOVERY_PATH)
    program = office.program()
    assert program.signed_in()
    assert program.header() == "Bearer access.2"
    assert [seen.path for seen in office.server.seen] == [TOKEN_PATH, f"/new{TOKEN_PATH}"]
    assert list(office.secrets.values) == [(SecretName.QUICKBOOKS_SIGN_IN, office.server.address + TOKEN_PATH)]


def test_without_an_address_of_its_own_no_document_is_asked_for(office: Office) -> None:
    office.addresses = replace(office.addresses, discovery=None)
    assert a_whole_sign_in(office) == CONFIGURED
    assert office.server.discoveries == []


@pytest.mark.parametrize(
    "told",
    [
        lambda _: answer(500), lambda _: answer(404), lambda good: answer(503, good), lambda _: answer(204),
        lambda _: answer(302, b"", Location="/moved"), lambda _: answer(200, b"<html>"), lambda _: answer(200, b""),
        lambda _: answer(200, b"\xff"), lambda _: answer(200, b"[" * 60_000), lambda good: answer(200, [good]),
        lambda good: answer(200, {**good, "x": "x" * 65_536}), lambda good: answer(200, dict.fromkeys(good)),
        lambda good: answer(200, dict.fromkeys(good, "https://evil.test/x")),
    ],
)  # fmt: skip
def test_a_document_that_is_none_leaves_the_configured_addresses(
    office: Office, told: Callable[[dict[str, object]], Response], caplog: pytest.LogCaptureFixture
) -> None:
    office.server.document = lambda: told(document(office))
    with caplog.at_level(logging.INFO, "pleoqb.oauth"):
        assert a_whole_sign_in(office) == CONFIGURED
    assert len(office.server.discoveries) == 1
    assert len([line for line in caplog.messages if line.startswith("GET")]) == 1


def test_a_member_that_cannot_be_used_leaves_the_configured_one(office: Office) -> None:
    office.server.document = lambda: answer(200, {**document(office), "token_endpoint": "https://evil.test/token"})
    assert a_whole_sign_in(office) == [NEW[0], TOKEN_PATH, TOKEN_PATH, NEW[3]]


def test_a_document_that_cannot_be_reached_leaves_the_configured_addresses(office: Office) -> None:
    office.addresses = replace(office.addresses, discovery=f"http://127.0.0.1:{free_ports(1)[0]}{DISCOVERY_PATH}")
    assert a_whole_sign_in(office) == CONFIGURED


def test_a_document_that_could_not_be_read_is_tried_again_at_the_next_sign_in_only(office: Office) -> None:
    program, good = office.signed_in(), office.server.document
    assert len(office.server.discoveries) == 1
    office.server.document = lambda: answer(500)
    program = office.program()
    for _ in range(3):
        assert program.renew(program.header())
    assert len(office.server.discoveries) == 2
    office.server.document = good
    for _ in range(2):
        assert program.begin(REDIRECT, "s").startswith(f"{office.server.address}/new/connect?")
    assert len(office.server.discoveries) == 3


def test_threads_that_need_an_address_at_once_read_one_document(office: Office) -> None:
    program = office.program()
    with ThreadPoolExecutor(4) as pool:
        begun = list(pool.map(lambda state: program.begin(REDIRECT, state), "abcd"))
    assert all(address.startswith(f"{office.server.address}/new/connect?") for address in begun)
    assert len(office.server.discoveries) == 1


# -- silence


@pytest.fixture(name="asked")
def _asked(office: Office) -> Iterator[threading.Event]:
    """Set when the document is asked for; it comes at the end of the test."""
    asked, go_on = threading.Event(), threading.Event()

    def silent() -> Response:
        asked.set()
        go_on.wait(PATIENCE)
        return answer(500)

    office.server.document = silent
    yield asked
    go_on.set()


@pytest.mark.usefixtures("asked")
def test_a_document_that_does_not_come_is_not_waited_for(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(discovery, "_LONGEST_SECONDS", 0.2)
    assert a_whole_sign_in(office) == CONFIGURED


def test_a_stop_ends_the_reading_before_a_sign_in(office: Office, asked: threading.Event) -> None:
    cancel = CancelToken()
    settings = SettingsOnPaper()
    installation = PleoInstallation(lambda: pytest.fail("no Pleo yet"), settings)
    connect = ConnectQuickBooks(office.program(), lambda _: pytest.fail("no books yet"), settings, installation)
    with ThreadPoolExecutor(1) as pool:
        begun = pool.submit(connect.address, Browser("", REALM), cancel)
        assert asked.wait(PATIENCE)
        cancel.cancel()
        assert isinstance(begun.exception(PATIENCE), Cancelled)


def test_a_stop_ends_the_reading_before_a_renewal_and_nothing_is_renewed(
    office: Office, asked: threading.Event
) -> None:
    configured, office.addresses = office.addresses, replace(office.addresses, discovery=None)
    office.signed_in()
    office.addresses = configured
    program, cancel = office.program(), CancelToken()
    with ThreadPoolExecutor(1) as pool:
        renewed = pool.submit(program.header, cancel)
        assert asked.wait(PATIENCE)
        cancel.cancel()
        assert isinstance(renewed.exception(PATIENCE), Cancelled)
    with program._lock:  # the thread that was left has let go of it
        assert office.server.count("refresh_token") == 0
