"""Intuit's sign-in over HTTP: consent page, token and revoke endpoints, discovery (quickbooks.md 1); keeps no books."""

from __future__ import annotations

import base64
import binascii
import hmac
import ipaddress
import json
import time
import uuid
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlencode, urlsplit

from werkzeug import Request, Response

from pleoqb_desktop.practice.clock import PracticeClock
from pleoqb_desktop.practice.conditions import Conditions
from pleoqb_desktop.practice.intuit import pages
from pleoqb_desktop.practice.intuit.tokens import ACCESS_SECONDS, Grant, Issued, TokenError, Tokens

Row = dict[str, Any]

AUTHORIZE = "/connect/oauth2"
TOKEN = "/oauth2/v1/tokens/bearer"
REVOKE = "/v2/oauth2/tokens/revoke"
USER_INFO = "/v1/openid_connect/userinfo"
JWKS = "/op/v1/jwks"
SCOPES = frozenset(
    (
        "com.intuit.quickbooks.accounting",
        "com.intuit.quickbooks.payment",
        "openid",
        "profile",
        "email",
        "phone",
        "address",
    )
)
HARD_HEADER = "x-include-refresh-token-hard-expires-in"
REFRESH_TAKES = 0.03
"""Seconds that a refresh takes, so that two at the same time really meet."""


class _Answer(Exception):  # noqa: N818 - an answer of the endpoint, nothing of ours went wrong
    def __init__(self, status: int, error: str, description: str = "") -> None:
        self.status = status
        self.data = {"error": error} | ({"error_description": description} if description else {})
        super().__init__(error)


class IntuitService:
    """Sign-in for the practice companies with one development key pair each and one production pair for all."""

    def __init__(self, clock: PracticeClock, conditions: Conditions, seeds: Iterable[Mapping[str, Any]]) -> None:
        """``seeds`` are the ``books()`` of ``practice.companies``."""
        self._clock = clock
        self._conditions = conditions
        self._tokens = Tokens(lambda: clock.now().timestamp())
        self._companies: list[tuple[str, str]] = []
        self._development: dict[str, str] = {}
        self._production: dict[str, str] = {}
        self._own: dict[str, str] = {}
        for seed in seeds:
            self._own[seed["client"]["client_id"]] = str(seed["realm_id"])
            self._companies.append((str(seed["realm_id"]), str(seed["CompanyInfo"]["CompanyName"])))
            self._development[seed["client"]["client_id"]] = seed["client"]["client_secret"]
            self._production[seed["production_client"]["client_id"]] = seed["production_client"]["client_secret"]

    def access(self, token: str) -> Grant | None:
        """Return what an access token allows, ``None`` when it is unknown, expired or revoked."""
        return self._tokens.access(token)

    def control(self, data: Row) -> Row:
        """Do what happens at Intuit's side and return what is authorised now.

        Members, each true unless said: ``revoke_all`` (true or a realm), ``expire_access_tokens``,
        ``expire_refresh_tokens``, ``rotate`` (refresh values change at their next use), ``remove_user`` (false gives the
        access back). Raises ValueError for anything else.
        """
        known = {"revoke_all", "expire_access_tokens", "expire_refresh_tokens", "rotate", "remove_user"}
        if unknown := set(data) - known:
            raise ValueError(f"unknown controls: {', '.join(sorted(unknown))}")
        if data.get("revoke_all"):
            self._tokens.revoke_all("" if data["revoke_all"] is True else str(data["revoke_all"]))
        if data.get("expire_access_tokens"):
            self._tokens.expire_access()
        if data.get("expire_refresh_tokens"):
            self._tokens.expire_refresh()
        if data.get("rotate"):
            self._tokens.rotate_all()
        if "remove_user" in data:
            self._tokens.allow_user(allowed=not data["remove_user"])
        return {"grants": self._tokens.grants()}

    def grant(self, realm: str) -> Row:
        """Return tokens for a company as if a person had just authorised its own development keys; for tests and benches."""
        client = next(client for client, own in self._own.items() if own == realm)
        code = self._tokens.authorise(client, realm, "http://localhost/", "com.intuit.quickbooks.accounting")
        issued = self._tokens.exchange(code, client, "http://localhost/")
        return {"client_id": client, "access_token": issued.access_token, "refresh_token": issued.refresh_token}

    def snapshot(self) -> Row:
        """Return the whole state as JSON data."""
        return self._tokens.snapshot()

    def restore(self, data: Row) -> None:
        """Take over a snapshot."""
        self._tokens.restore(data)

    # -- HTTP -------------------------------------------------------------------------------------------------------

    def __call__(self, request: Request) -> Response:
        """Answer one request below the service's prefix."""
        match request.method, request.path.rstrip("/"):
            case "GET" | "POST", "/connect/oauth2":
                response = self._authorise(request)
            case "POST", "/oauth2/v1/tokens/bearer":
                response = self._answered(self._token, request)
            case "POST", "/v2/oauth2/tokens/revoke":
                response = self._answered(self._revoke, request)
            case "GET", "/.well-known/openid_configuration" | "/.well-known/openid_sandbox_configuration":
                response = _json(self._discovery(request))
            case "GET", "/v1/openid_connect/userinfo":
                response = self._answered(self._user_info, request)
            case "GET", "/op/v1/jwks":
                response = _json({"keys": []})
            case _:
                response = Response("Not found\n", 404, content_type="text/plain")
        response.headers["intuit_tid"] = f"1-{uuid.uuid4().hex[:8]}-{uuid.uuid4().hex[:24]}"
        return response

    def _answered(self, work: Any, request: Request) -> Response:
        try:
            response: Response = work(request)
        except _Answer as answer:
            return _json(answer.data, answer.status)
        return response

    def _discovery(self, request: Request) -> Row:
        base = request.host_url.rstrip("/") + request.script_root
        return {
            "issuer": f"{base}/op/v1",
            "authorization_endpoint": base + AUTHORIZE,
            "token_endpoint": base + TOKEN,
            "userinfo_endpoint": base + USER_INFO,
            "revocation_endpoint": base + REVOKE,
            "jwks_uri": base + JWKS,
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "scopes_supported": ["openid", "email", "profile", "address", "phone"],
            "token_endpoint_auth_methods_supported": ["client_secret_post", "client_secret_basic"],
            "claims_supported": ["aud", "exp", "iat", "iss", "realmid", "sub"],
        }

    # -- consent ----------------------------------------------------------------------------------------------------

    def _authorise(self, request: Request) -> Response:
        sent = request.form if request.method == "POST" else request.args
        language = _language(request)
        client, redirect = sent.get("client_id", ""), sent.get("redirect_uri", "")
        if client not in self._development and client not in self._production:
            return _html(pages.refusal(language, "client_id"), 400)
        if not allowed_redirect(redirect, production=client in self._production):
            return _html(pages.refusal(language, "redirect_uri"), 400)
        state = sent.get("state", "")
        if not state:
            return _html(pages.refusal(language, "state"), 400)
        scope = sent.get("scope", "")
        if sent.get("response_type") != "code":
            return _redirect(redirect, {"error": "unsupported_response_type", "state": state})
        if not scope or set(scope.split()) - SCOPES:
            return _redirect(redirect, {"error": "invalid_scope", "state": state})
        if request.method == "GET":
            names = ("client_id", "redirect_uri", "response_type", "scope", "state")
            return _html(pages.consent(language, {name: sent[name] for name in names}, self._choices(client)))
        return self._decided(sent, client, redirect, scope, state, language)

    def _choices(self, client: str) -> list[tuple[str, str]]:
        """Return all companies, the one that the keys came with first."""
        return sorted(self._companies, key=lambda company: company[0] != self._own.get(client))

    def _decided(
        self, sent: Mapping[str, str], client: str, redirect: str, scope: str, state: str, language: str
    ) -> Response:
        if sent.get("decision") != "allow":
            return _redirect(redirect, {"error": "access_denied", "state": state})
        realm = sent.get("realm_id", "")
        if realm not in dict(self._companies):
            return _html(pages.refusal(language, "realm_id"), 400)
        code = self._tokens.authorise(client, realm, redirect, scope)
        return _redirect(redirect, {"code": code, "state": state, "realmId": realm})

    # -- tokens -----------------------------------------------------------------------------------------------------

    def _client(self, request: Request, form: Mapping[str, str]) -> str:
        """Return the client that the request proves to be, by Basic auth or in the body. Raises _Answer 401."""
        client, secret = form.get("client_id", ""), form.get("client_secret", "")
        scheme, _, text = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() == "basic":
            try:
                client, _, secret = base64.b64decode(text, validate=True).decode("utf-8").partition(":")
            except (binascii.Error, UnicodeDecodeError):
                raise _Answer(401, "invalid_client") from None
        right = self._development.get(client) or self._production.get(client) or ""
        if not right or not hmac.compare_digest(right.encode(), secret.encode()):
            raise _Answer(401, "invalid_client")
        return client

    def _token(self, request: Request) -> Response:
        if request.mimetype != "application/x-www-form-urlencoded":
            raise _Answer(400, "invalid_request", "The body must be a form.")
        form = request.form
        client = self._client(request, form)
        kind = form.get("grant_type", "")
        try:
            if kind == "authorization_code":
                issued = self._tokens.exchange(*_needed(form, "code"), client, *_needed(form, "redirect_uri"))
            elif kind == "refresh_token":
                issued = self._refresh(*_needed(form, "refresh_token"), client)
            else:
                raise _Answer(400, "unsupported_grant_type" if kind else "invalid_request")
        except TokenError:
            raise _Answer(400, "invalid_grant", "Incorrect Token type or clientID") from None
        return _json(_issued(issued, hard=request.headers.get(HARD_HEADER, "").lower() == "true"))

    def _refresh(self, token: str, client: str) -> Issued:
        self._tokens.begin_refresh(token, client)
        time.sleep(REFRESH_TAKES)
        return self._tokens.end_refresh(token)

    def _revoke(self, request: Request) -> Response:
        form: Mapping[str, Any] = request.form
        if request.mimetype == "application/json":
            data = request.get_json(silent=True)
            form = data if isinstance(data, dict) else {}
        client = self._client(request, {} if request.mimetype == "application/json" else request.form)
        token = form.get("token")
        if not isinstance(token, str) or not token:
            raise _Answer(400, "invalid_request")
        if not self._tokens.revoke(token, client):
            raise _Answer(400, "invalid_grant", "The token is unknown.")
        return Response(status=200)

    def _user_info(self, request: Request) -> Response:
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        grant = self.access(token)
        if grant is None or "openid" not in grant.scope.split():
            raise _Answer(401, "invalid_token")
        return _json({"sub": "practice-person", "email": "person@practice.example", "emailVerified": True})


def allowed_redirect(address: str, *, production: bool) -> bool:
    """Tell whether an address may be registered (quickbooks.md 1.7).

    Development keys: ``http://localhost[:port]/path`` or https with a host name. Production keys: https only, and not
    localhost. IP addresses never.
    """
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return False
    if not host or parts.fragment or parts.username or not parts.path.startswith("/") or _is_address(host):
        return False
    if parts.scheme == "https":
        return not (production and host == "localhost")
    return parts.scheme == "http" and host == "localhost" and not production


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _needed(form: Mapping[str, str], name: str) -> tuple[str]:
    value = form.get(name)
    if not value:
        raise _Answer(400, "invalid_request", f"{name} is missing.")
    return (value,)


def _issued(issued: Issued, *, hard: bool) -> Row:
    data: Row = {
        "token_type": "bearer",
        "access_token": issued.access_token,
        "expires_in": ACCESS_SECONDS,
        "refresh_token": issued.refresh_token,
        "x_refresh_token_expires_in": issued.refresh_seconds,
    }
    if hard:
        data["x_refresh_token_hard_expires_in"] = issued.hard_seconds
    return data


def _language(request: Request) -> str:
    wishes = [
        request.args.get("lang", ""),
        *(tag.partition("-")[0].lower() for tag in request.accept_languages.values()),
    ]
    return next((wish for wish in wishes if wish in pages.TEXTS), "en")


def _redirect(address: str, answer: Mapping[str, str]) -> Response:
    joint = "&" if urlsplit(address).query else "?"
    return Response(status=302, headers={"Location": f"{address}{joint}{urlencode(answer)}"})


def _json(data: Row, status: int = 200) -> Response:
    headers = {"Cache-Control": "no-store"}
    return Response(json.dumps(data), status, headers, content_type="application/json;charset=UTF-8")


def _html(page: str, status: int = 200) -> Response:
    return Response(page, status, content_type="text/html; charset=utf-8")
