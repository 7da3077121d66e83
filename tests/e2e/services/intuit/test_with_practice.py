import json
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import requests

from pleoqb_desktop.domain.problems import Code
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.errors import SignInAgainError
from pleoqb_desktop.services.intuit.endpoint import IntuitAddresses, IntuitEndpoint
from pleoqb_desktop.services.intuit.receiver import LoopbackReceiver
from pleoqb_desktop.services.intuit.sign_in import IntuitSignIn
from pleoqb_desktop.services.storage.locks import FileLocks
from pleoqb_desktop.services.storage.secrets import FileSecrets
from pleoqb_desktop.services.system.clock import SystemClock
from pleoqb_desktop.texts import ENGLISH, Texts
from tests.e2e.services.intuit.ports import free_ports
from tests.patience import PATIENCE

ROOT = Path(__file__).parents[4]


@pytest.fixture(name="practice", scope="module")
def _practice() -> Iterator[dict[str, Any]]:
    """The practice services in a process of their own, with what they print."""
    command = [sys.executable, "-m", "pleoqb_desktop.practice", "--country", "FR", "--owned"]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdin is not None
        try:
            yield json.loads(process.stdout.readline())
        finally:
            process.stdin.close()


@pytest.fixture(name="program")
def _program(practice: dict[str, Any], tmp_path: Path) -> IntuitSignIn:
    where, keys = practice["endpoints"]["quickbooks"], practice["companies"][0]["quickbooks"]
    addresses, clock = IntuitAddresses(where["authorize"], where["token"], where["revoke"]), SystemClock()
    return IntuitSignIn(
        IntuitEndpoint(addresses, clock, "test"),
        keys["client_id"],
        lambda: str(keys["client_secret"]),
        FileSecrets(tmp_path / "secrets.json"),
        FileLocks(tmp_path),
        clock,
    )


@pytest.fixture(name="receiver")
def _receiver() -> Iterator[LoopbackReceiver]:
    with LoopbackReceiver(Texts(ENGLISH), free_ports(1)) as receiver:
        yield receiver


class Hidden(HTMLParser):
    """The hidden fields of a page's form."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "input" and given.get("type") == "hidden":
            self.fields[str(given["name"])] = str(given["value"])


def decide(program: IntuitSignIn, receiver: LoopbackReceiver, realm_id: str, decision: str) -> str:
    """What a person does in the browser; returns the page she sees at the end."""
    address = program.begin(receiver.redirect_uri, receiver.state)
    form = Hidden(requests.get(address, timeout=PATIENCE).text).fields
    return requests.post(address, {**form, "realm_id": realm_id, "decision": decision}, timeout=PATIENCE).text


def test_the_whole_sign_in_from_the_consent_page_to_signing_out(
    practice: dict[str, Any], program: IntuitSignIn, receiver: LoopbackReceiver
) -> None:
    company = practice["companies"][0]["quickbooks"]
    assert "QuickBooks has answered" in decide(program, receiver, company["realm_id"], "allow")
    answer = receiver.wait(CancelToken(), PATIENCE)
    assert answer.realm_id == company["realm_id"]
    program.finish(answer.code, answer.realm_id, receiver.redirect_uri)

    header = program.header()
    books = f"{practice['endpoints']['quickbooks']['api']}/v3/company/{answer.realm_id}/companyinfo/{answer.realm_id}"
    assert requests.get(books, headers={"Authorization": header}, timeout=PATIENCE).status_code == 200
    assert program.renew(header)
    assert program.header() != header
    assert program.days_left() in (99, 100)

    with pytest.raises(SignInAgainError) as caught:
        program.finish(answer.code, answer.realm_id, receiver.redirect_uri)
    assert caught.value.problem.code is Code.SIGN_IN_CODE_REFUSED
    assert program.revoke()
    assert not program.signed_in()


def test_a_sign_in_that_is_denied_on_the_consent_page(
    practice: dict[str, Any], program: IntuitSignIn, receiver: LoopbackReceiver
) -> None:
    assert "Access was not given" in decide(
        program, receiver, practice["companies"][0]["quickbooks"]["realm_id"], "deny"
    )
    with pytest.raises(SignInAgainError) as caught:
        receiver.wait(CancelToken(), PATIENCE)
    assert caught.value.problem.code is Code.SIGN_IN_DENIED


def test_access_taken_away_at_intuit_ends_the_sign_in(
    practice: dict[str, Any], program: IntuitSignIn, receiver: LoopbackReceiver
) -> None:
    decide(program, receiver, practice["companies"][0]["quickbooks"]["realm_id"], "allow")
    answer = receiver.wait(CancelToken(), PATIENCE)
    program.finish(answer.code, answer.realm_id, receiver.redirect_uri)
    done = requests.post(f"{practice['address']}/practice/intuit", json={"revoke_all": True}, timeout=PATIENCE)
    assert done.ok
    with pytest.raises(SignInAgainError) as caught:
        program.renew(program.header())
    assert caught.value.problem.code is Code.QUICKBOOKS_SIGN_IN_ENDED
    assert not program.signed_in()
