"""Intuit's sign-in: consent, codes, tokens, their lives and ends."""

from __future__ import annotations

import base64
import json
import re
import threading
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from werkzeug import Request
from werkzeug.test import Client, TestResponse

from pleoqb_desktop.practice.clock import PracticeClock
from pleoqb_desktop.practice.companies import books_fr, books_gb
from pleoqb_desktop.practice.conditions import Conditions
from pleoqb_desktop.practice.intuit.service import IntuitService, allowed_redirect

Row = dict[str, Any]
CLIENT = books_fr.books()["client"]
PRODUCTION = books_fr.books()["production_client"]
REDIRECT = "http://localhost:8717/callback"
SCOPE = "com.intuit.quickbooks.accounting"


class SignIn:
    """A browser and a client before the service."""

    def __init__(self) -> None:
        self.clock = PracticeClock()
        self.service = IntuitService(self.clock, Conditions(limits=False), [books_fr.books(), books_gb.books()])

        def app(environ: Any, start_response: Any) -> Any:
            return self.service(Request(environ))(environ, start_response)

        self.client = Client(app)

    def asked(self, **more: str) -> TestResponse:
        parameters = {
            "client_id": CLIENT["client_id"],
            "response_type": "code",
            "scope": SCOPE,
            "redirect_uri": REDIRECT,
            "state": "s t",
        }
        headers = {"Accept-Language": more.pop("language", "en")}
        return self.client.get("/connect/oauth2", query_string=parameters | more, headers=headers)

    def decided(self, decision: str = "allow", **more: str) -> dict[str, str]:
        """Fill in the page's form and return the query of the redirect."""
        page = self.asked(**more)
        assert page.status_code == 200
        fields = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', page.text))
        fields |= {"realm_id": books_fr.REALM, "decision": decision}
        answer = self.client.post("/connect/oauth2", data=fields)
        assert answer.status_code == 302
        location = answer.headers["Location"]
        assert location.startswith(more.get("redirect_uri", REDIRECT) + "?")
        return {name: values[0] for name, values in parse_qs(urlsplit(location).query).items()}

    def token(self, client: Mapping[str, str] = CLIENT, headers: Row | None = None, **form: str) -> TestResponse:
        basic = base64.b64encode(f"{client['client_id']}:{client['client_secret']}".encode()).decode()
        sent = {"Authorization": f"Basic {basic}", "Accept": "application/json"} | (headers or {})
        return self.client.post("/oauth2/v1/tokens/bearer", data=form, headers=sent)

    def exchanged(self, **more: str) -> Row:
        code = self.decided(**more)["code"]
        answer = self.token(grant_type="authorization_code", code=code, redirect_uri=REDIRECT)
        assert answer.status_code == 200, answer.text
        found: Row = answer.get_json()
        return found

    def refreshed(self, token: str, **more: Any) -> TestResponse:
        return self.token(grant_type="refresh_token", refresh_token=token, **more)


@pytest.fixture
def sign_in() -> SignIn:
    """A fresh service."""
    return SignIn()


# -- consent -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "allow", "deny"),
    [("en-GB", "Authorise", "Deny"), ("fr-CA,en;q=0.5", "Autoriser", "Refuser"), ("de", "Authorise", "Deny")],
)
def test_the_page_speaks_the_browsers_language_and_switches(
    sign_in: SignIn, language: str, allow: str, deny: str
) -> None:
    page = sign_in.asked(language=language)
    assert (f">{allow}</button>" in page.text, f">{deny}</button>" in page.text) == (True, True)
    assert "Boulangerie Martin SARL" in page.text
    assert "Studio Lark Ltd" in page.text
    assert "Autoriser" in sign_in.asked(language="en", lang="fr").text


def test_consent_gives_code_state_and_realm(sign_in: SignIn) -> None:
    answer = sign_in.decided()
    assert (answer["state"], answer["realmId"]) == ("s t", books_fr.REALM)
    assert answer["code"]


def test_a_refusal_gives_access_denied_without_realm(sign_in: SignIn) -> None:
    assert sign_in.decided("deny") == {"error": "access_denied", "state": "s t"}


@pytest.mark.parametrize(
    "more",
    [
        {"client_id": "nobody"},
        {"redirect_uri": "http://127.0.0.1:8717/callback"},
        {"redirect_uri": "http://example.com/callback"},
        {"redirect_uri": "http://localhost:8717"},
        {"redirect_uri": "javascript:alert(1)"},
        {"redirect_uri": "http://localhost@evil.example/callback"},
        {"redirect_uri": "http://localhost:99999/callback"},
        {"state": ""},
    ],
)
def test_what_cannot_be_trusted_is_shown_and_never_redirected(sign_in: SignIn, more: dict[str, str]) -> None:
    answer = sign_in.asked(**more)
    assert (answer.status_code, "Location" in answer.headers) == (400, False)


@pytest.mark.parametrize(
    ("more", "error"),
    [
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"scope": "everything"}, "invalid_scope"),
        ({"scope": ""}, "invalid_scope"),
    ],
)
def test_other_mistakes_are_told_to_the_client(sign_in: SignIn, more: dict[str, str], error: str) -> None:
    answer = sign_in.asked(**more)
    assert f"error={error}" in answer.headers["Location"]


def test_hostile_parameters_stay_text(sign_in: SignIn) -> None:
    page = sign_in.asked(state='"><script>alert(1)</script>')
    assert "<script>" not in page.text


@pytest.mark.parametrize(
    ("address", "development", "production"),
    [
        ("http://localhost/callback", True, False),
        ("http://localhost:8717/callback", True, False),
        ("https://relay.example/callback", True, True),
        ("https://localhost/callback", True, False),
        ("http://127.0.0.1:1/callback", False, False),
        ("https://127.0.0.1/callback", False, False),
        ("https://[::1]/callback", False, False),
        ("http://relay.example/callback", False, False),
        ("https://relay.example/callback#x", False, False),
        ("ftp://relay.example/callback", False, False),
    ],
)
def test_redirect_addresses(address: str, *, development: bool, production: bool) -> None:
    assert allowed_redirect(address, production=False) is development
    assert allowed_redirect(address, production=True) is production


def test_production_keys_take_https_only(sign_in: SignIn) -> None:
    client = PRODUCTION["client_id"]
    assert sign_in.asked(client_id=client).status_code == 400
    address = "https://relay.example/pleoqb"
    code = sign_in.decided(client_id=client, redirect_uri=address)["code"]
    answer = sign_in.token(PRODUCTION, grant_type="authorization_code", code=code, redirect_uri=address)
    assert answer.status_code == 200


# -- codes and tokens ----------------------------------------------------------------------------------------------


def test_an_exchange_gives_a_pair_for_the_company(sign_in: SignIn) -> None:
    issued = sign_in.exchanged()
    assert (issued["token_type"], issued["expires_in"], issued["x_refresh_token_expires_in"]) == (
        "bearer",
        3600,
        8_640_000,
    )
    assert issued.keys() == {"token_type", "access_token", "expires_in", "refresh_token", "x_refresh_token_expires_in"}
    assert len(issued["access_token"]) <= 4096
    assert len(issued["refresh_token"]) <= 512
    grant = sign_in.service.access(issued["access_token"])
    assert grant is not None
    assert (grant.realm, grant.accounting) == (books_fr.REALM, True)


def test_a_code_is_good_once_for_its_client_and_redirect_for_ten_minutes(sign_in: SignIn) -> None:
    form = {"grant_type": "authorization_code", "redirect_uri": REDIRECT}
    code = sign_in.decided()["code"]
    assert sign_in.token(code=code, **form).status_code == 200
    assert sign_in.token(code=code, **form).get_json()["error"] == "invalid_grant"
    other = sign_in.decided()["code"]
    assert sign_in.token(books_gb.books()["client"], code=other, **form).get_json()["error"] == "invalid_grant"
    moved = sign_in.decided()["code"]
    wrong = form | {"redirect_uri": "http://localhost:8717/callback/"}
    assert sign_in.token(code=moved, **wrong).get_json()["error"] == "invalid_grant"
    late = sign_in.decided()["code"]
    sign_in.clock.advance(601)
    assert sign_in.token(code=late, **form).get_json()["error"] == "invalid_grant"


def test_an_access_token_lives_an_hour(sign_in: SignIn) -> None:
    issued = sign_in.exchanged()
    sign_in.clock.advance(3599)
    assert sign_in.service.access(issued["access_token"])
    sign_in.clock.advance(2)
    assert sign_in.service.access(issued["access_token"]) is None


def test_the_refresh_value_changes_after_a_day_and_the_old_one_is_dead(sign_in: SignIn) -> None:
    first = sign_in.exchanged()["refresh_token"]
    sign_in.clock.advance(23 * 3600)
    assert sign_in.refreshed(first).get_json()["refresh_token"] == first
    sign_in.clock.advance(2 * 3600)
    second = sign_in.refreshed(first).get_json()["refresh_token"]
    assert second != first
    assert sign_in.refreshed(first).get_json() == {
        "error": "invalid_grant",
        "error_description": "Incorrect Token type or clientID",
    }
    assert sign_in.refreshed(second).status_code == 200


def test_two_refreshes_at_once_only_the_first_wins(sign_in: SignIn) -> None:
    token = sign_in.exchanged()["refresh_token"]
    gate = threading.Barrier(4)
    statuses: list[int] = []

    def refresh() -> None:
        gate.wait()
        statuses.append(sign_in.refreshed(token).status_code)

    threads = [threading.Thread(target=refresh) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(statuses) == [200, 400, 400, 400]
    assert sign_in.refreshed(token).status_code == 200


def test_refresh_tokens_roll_for_a_hundred_days_and_end_after_five_years(sign_in: SignIn) -> None:
    token = sign_in.exchanged()["refresh_token"]
    sign_in.clock.advance(99 * 86400)
    answer = sign_in.refreshed(token, headers={"x-include-refresh-token-hard-expires-in": "true"}).get_json()
    assert answer["x_refresh_token_expires_in"] == 8_640_000
    assert abs(answer["x_refresh_token_hard_expires_in"] - (157_680_000 - 99 * 86400)) <= 2
    token = answer["refresh_token"]
    for _ in range(17):
        sign_in.clock.advance(99 * 86400)
        token = sign_in.refreshed(token).get_json()["refresh_token"]
    sign_in.clock.advance(40 * 86400)
    last = sign_in.refreshed(token).get_json()
    assert last["x_refresh_token_expires_in"] <= 3 * 86400 + 86400
    sign_in.clock.advance(5 * 86400)
    assert sign_in.refreshed(last["refresh_token"]).get_json()["error"] == "invalid_grant"


def test_an_unused_refresh_token_ends_after_a_hundred_days(sign_in: SignIn) -> None:
    token = sign_in.exchanged()["refresh_token"]
    sign_in.clock.advance(100 * 86400 + 1)
    assert sign_in.refreshed(token).status_code == 400


@pytest.mark.parametrize(("form", "status", "error"), [
    ({"grant_type": "client_credentials"}, 400, "unsupported_grant_type"),
    ({}, 400, "invalid_request"),
    ({"grant_type": "refresh_token"}, 400, "invalid_request"),
    ({"grant_type": "authorization_code", "code": "x"}, 400, "invalid_request"),
    ({"grant_type": "refresh_token", "refresh_token": "RT1-none"}, 400, "invalid_grant"),
])  # fmt: skip
def test_errors_of_the_token_endpoint(sign_in: SignIn, form: dict[str, str], status: int, error: str) -> None:
    answer = sign_in.token(**form)
    assert (answer.status_code, answer.get_json()["error"]) == (status, error)
    assert answer.headers["intuit_tid"]


def test_a_wrong_client_is_401_and_the_secret_may_stand_in_the_body(sign_in: SignIn) -> None:
    token = sign_in.exchanged()["refresh_token"]
    wrong = {"client_id": CLIENT["client_id"], "client_secret": "wrong"}
    answer = sign_in.refreshed(token, client=wrong)
    assert (answer.status_code, answer.get_json()["error"]) == (401, "invalid_client")
    form = {"grant_type": "refresh_token", "refresh_token": token} | CLIENT
    assert sign_in.client.post("/oauth2/v1/tokens/bearer", data=form).status_code == 200
    assert sign_in.client.post("/oauth2/v1/tokens/bearer", json=form).status_code == 400
    broken = {"Authorization": "Basic %%%"}
    assert sign_in.client.post("/oauth2/v1/tokens/bearer", data=form, headers=broken).status_code == 401


@pytest.mark.parametrize("which", ["access_token", "refresh_token"])
@pytest.mark.parametrize("as_json", [True, False])
def test_revoking_either_token_ends_the_pair(sign_in: SignIn, which: str, *, as_json: bool) -> None:
    issued = sign_in.exchanged()
    basic = base64.b64encode(f"{CLIENT['client_id']}:{CLIENT['client_secret']}".encode()).decode()
    headers = {"Authorization": f"Basic {basic}"}
    body = {"token": issued[which]}

    def revoke() -> TestResponse:
        if as_json:
            return sign_in.client.post(
                "/v2/oauth2/tokens/revoke", data=json.dumps(body), content_type="application/json", headers=headers
            )
        return sign_in.client.post("/v2/oauth2/tokens/revoke", data=body, headers=headers)

    first = revoke()
    assert (first.status_code, first.data) == (200, b"")
    assert sign_in.service.access(issued["access_token"]) is None
    assert sign_in.refreshed(issued["refresh_token"]).status_code == 400
    assert revoke().status_code == 400
    assert sign_in.client.post("/v2/oauth2/tokens/revoke", data=body).status_code == 401


# -- controls ------------------------------------------------------------------------------------------------------


def test_controls(sign_in: SignIn) -> None:
    issued = sign_in.exchanged()
    sign_in.service.control({"expire_access_tokens": True})
    assert sign_in.service.access(issued["access_token"]) is None
    sign_in.service.control({"rotate": True})
    rotated = sign_in.refreshed(issued["refresh_token"]).get_json()
    assert rotated["refresh_token"] != issued["refresh_token"]
    state = sign_in.service.control({"revoke_all": books_gb.REALM})
    assert [grant["realm_id"] for grant in state["grants"]] == [books_fr.REALM]
    sign_in.service.control({"expire_refresh_tokens": True})
    assert sign_in.refreshed(rotated["refresh_token"]).status_code == 400
    assert sign_in.service.control({"revoke_all": True}) == {"grants": []}
    with pytest.raises(ValueError, match="unknown"):
        sign_in.service.control({"wish": True})


def test_a_snapshot_keeps_tokens_good(sign_in: SignIn) -> None:
    issued, code = sign_in.exchanged(), sign_in.decided()["code"]
    other = SignIn()
    other.service.restore(json.loads(json.dumps(sign_in.service.snapshot())))
    assert other.service.access(issued["access_token"])
    assert other.refreshed(issued["refresh_token"]).status_code == 200
    assert other.token(grant_type="authorization_code", code=code, redirect_uri=REDIRECT).status_code == 200


def test_user_info_needs_the_openid_scope(sign_in: SignIn) -> None:
    plain, openid = sign_in.exchanged(), sign_in.exchanged(scope=f"{SCOPE} openid email")
    for issued, status in ((plain, 401), (openid, 200)):
        headers = {"Authorization": f"Bearer {issued['access_token']}"}
        assert sign_in.client.get("/v1/openid_connect/userinfo", headers=headers).status_code == status
