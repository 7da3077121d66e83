"""QuickBooks Online over HTTP: credentials, throttle, answers, files and pages; what the accounting API does stands in api."""

from __future__ import annotations

import base64
import time
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Protocol

from werkzeug import Request, Response

from pleoqb_desktop.practice.clock import PracticeClock
from pleoqb_desktop.practice.conditions import Conditions
from pleoqb_desktop.practice.quickbooks import accountant, attachments, engine, keeping, reading, web, wire
from pleoqb_desktop.practice.quickbooks.api import Api, Call, stamped
from pleoqb_desktop.practice.quickbooks.company import TRANSACTIONS, Company
from pleoqb_desktop.practice.quickbooks.faults import Refusal, not_found
from pleoqb_desktop.practice.quickbooks.limits import Throttle

Row = dict[str, Any]


class Access(Protocol):
    """What a valid access token allows; ``realm`` is the company it was given for."""

    @property
    def realm(self) -> str: ...

    @property
    def accounting(self) -> bool: ...

    @property
    def user_allowed(self) -> bool: ...


class SignIn(Protocol):
    """The sign-in service as this one needs it."""

    def access(self, token: str) -> Access | None:
        """Return what an access token allows, ``None`` when it is unknown, expired or revoked."""
        ...


@dataclass(eq=False, slots=True)
class _Gateway(Exception):  # noqa: N818 - an answer of the gateway, nothing of ours went wrong
    status: int
    code: str
    message: str
    detail: str
    kind: str


class QuickBooksService:
    """All practice companies' books behind the accounting API."""

    def __init__(
        self, clock: PracticeClock, conditions: Conditions, intuit: SignIn, seeds: Iterable[Mapping[str, Any]]
    ) -> None:
        """``seeds`` are the ``books()`` of ``practice.companies``."""
        self._clock = clock
        self._conditions = conditions
        self._intuit = intuit
        self.companies = {str(seed["realm_id"]): Company(seed, clock) for seed in seeds}
        self._api = Api(clock, conditions)
        self._throttles = {realm: Throttle() for realm in self.companies}

    # -- the accountant and the controls ----------------------------------------------------------------------------

    def books(self, realm: str) -> Row:
        """Return all entities, the ledger, trial balance, tax per rate and attachments of a company as JSON data."""
        company = self.companies[realm]
        with company.lock:
            self._api.catch_up(company)
            return reading.books(company)

    def change(self, realm: str, data: Row) -> Row:
        """Do what an accountant does in the web product. Raises ValueError for a change that does not exist."""
        company = self.companies[realm]
        with company.lock:
            self._api.catch_up(company)
            return accountant.change(company, data)

    def attach(self, realm: str, entry: tuple[str, str], name: str, kind: str, content: bytes) -> None:
        """Attach a file to an entry (entity, Id) without asking the API's limits. Raises ValueError for a type not taken."""
        company = self.companies[realm]
        metadata = {"AttachableRef": [{"EntityRef": {"type": entry[0], "value": entry[1]}}], "FileName": name}
        with company.lock:
            try:
                attachments.upload(company, metadata, wire.Part("file_content", name, kind, content))
            except Refusal as refused:
                raise ValueError(f"refused: {refused}") from refused

    def snapshot(self) -> Row:
        """Return the whole state as JSON data."""
        saved: Row = {}
        for realm, company in self.companies.items():
            with company.lock:
                self._api.catch_up(company)
                contents = {name: base64.b64encode(data).decode("ascii") for name, data in company.contents.items()}
                saved[realm] = {"books": keeping.snapshot(company), "contents": contents}
        return saved

    def restore(self, data: Row) -> None:
        """Take over a snapshot; companies that it does not know stay as they are."""
        for realm, saved in data.items():
            if realm in self.companies:
                company = self.companies[realm]
                with company.lock:
                    keeping.restore(company, saved["books"])
                    company.contents = {name: base64.b64decode(text) for name, text in saved["contents"].items()}

    # -- HTTP -------------------------------------------------------------------------------------------------------

    def __call__(self, request: Request) -> Response:
        """Answer one request below the service's prefix."""
        path = [part for part in request.path.split("/") if part]
        match path:
            case ["v3", "company", realm, route, *rest]:
                response = self._accounting(request, realm, route, tuple(rest))
            case ["files", realm, id_, expires, signature, *_]:
                response = self._file(realm, id_, expires, signature)
            case ["app", *rest]:
                response = self._page(request, rest)
            case _:
                response = Response("Not found\n", HTTPStatus.NOT_FOUND, content_type="text/plain")
        response.headers["intuit_tid"] = f"1-{uuid.uuid4().hex[:8]}-{uuid.uuid4().hex[:24]}"
        return response

    def _accounting(self, request: Request, realm: str, route: str, rest: tuple[str, ...]) -> Response:
        try:
            company = self._admitted(request, realm)
        except _Gateway as refused:
            return self._gateway(request, refused)
        throttle = self._throttles[realm]
        limited = self._conditions.limits
        if limited and not throttle.enter(self._clock.now().timestamp(), batch=route.lower() == "batch"):
            return self._throttled(request)
        try:
            if route.lower() == "batch" and self._conditions.batch_seconds:
                time.sleep(self._conditions.batch_seconds)
            return self._answer(Call(request, company, route.lower(), rest))
        finally:
            if limited:
                throttle.leave()

    def _admitted(self, request: Request, realm: str) -> Company:
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        access = self._intuit.access(token.strip()) if scheme.lower() == "bearer" and token else None
        if access is None:
            detail = f"Token expired: {token[:12]}…" if token else "Token missing"
            raise _Gateway(401, "3200", "AuthenticationFailed", detail, "AUTHENTICATION")
        if access.realm != realm or not access.accounting or realm not in self.companies:
            detail = "The application is not authorised for this company."
            raise _Gateway(403, "3100", "ApplicationAuthorizationFailed", detail, "SERVICE")
        company = self.companies[realm]
        if not access.user_allowed:
            raise _Gateway(401, "120", "AuthorizationFailure: -11014", "The user has no access.", "")
        return company

    def _gateway(self, request: Request, refused: _Gateway) -> Response:
        if not refused.kind:  # a user who is no longer allowed: the service's own envelope (3.1)
            error = {"Message": refused.message, "Detail": refused.detail, "code": refused.code, "element": ""}
            return self._respond(request, {"Fault": {"Error": [error], "type": "AuthorizationFault"}}, refused.status)
        now = self._clock.now()
        data = wire.gateway_fault(refused.status, refused.code, refused.message, refused.detail, refused.kind, now)
        return self._respond(request, data, refused.status)

    def _throttled(self, request: Request) -> Response:
        refused = _Gateway(
            429, "3001", "ThrottleExceeded", "The request limit was reached.  Try again later", "SERVICE"
        )
        response = self._gateway(request, refused)
        if self._conditions.retry_after is not None:
            response.headers["Retry-After"] = str(self._conditions.retry_after)
        return response

    def _respond(self, request: Request, data: Row, status: int = 200) -> Response:
        """Write an answer; without ``Accept: application/json`` it is XML (2)."""
        if "application/json" in request.headers.get("Accept", ""):
            return Response(wire.dumps(data), status, content_type="application/json;charset=UTF-8")
        return Response(wire.xml(data), status, content_type="application/xml;charset=UTF-8")

    def _refused(self, call: Call, refused: Refusal) -> Response:
        if self._conditions.lower_case_faults:
            data = wire.lower_case_fault(refused, self._clock.now())
        else:
            data = stamped(call.company, {"Fault": wire.fault(refused)})
        return self._respond(call.request, data, refused.status)

    def _answer(self, call: Call) -> Response:
        company = call.company
        with company.lock:
            company.address = call.request.host_url.rstrip("/") + call.request.script_root
            try:
                if call.route == "download" and call.request.method == "GET":
                    return self._download(call)
                return self._respond(call.request, self._api.answer(call))
            except Refusal as refused:
                return self._refused(call, refused)

    # -- files ------------------------------------------------------------------------------------------------------

    def _download(self, call: Call) -> Response:
        id_ = call.rest[0] if call.rest else ""
        row = call.company.rows["Attachable"].get(id_)
        if row is None or "Size" not in row:
            raise not_found()
        return Response(attachments.link(call.company, id_, row["FileName"]), content_type="text/plain")

    def _file(self, realm: str, id_: str, expires: str, signature: str) -> Response:
        company = self.companies.get(realm)
        if company is not None:
            with company.lock:
                found = attachments.linked(company, id_, expires, signature)
            if found is not None:
                return Response(found[0], content_type=found[1])
        return Response("Access denied\n", HTTPStatus.FORBIDDEN, content_type="text/plain")

    # -- web --------------------------------------------------------------------------------------------------------

    def _page(self, request: Request, rest: list[str]) -> Response:
        """Show an entry: ``/app/expense?txnId=1001`` (any kind of page) or ``/app/REALM/purchase/1001``.

        Pages about no entry (chart of accounts, settings) are a part of the person's page.
        """
        wishes = [tag.partition("-")[0].lower() for tag in request.accept_languages.values()]
        best = next((wish for wish in wishes if wish in web.WORDS), "en")
        companies, id_, kind = list(self.companies.values()), request.args.get("txnId", ""), ""
        if len(rest) == 3:
            companies, kind, id_ = [c for c in companies if c.realm == rest[0]], rest[1], rest[2]
        if not id_:
            return Response("", HTTPStatus.SEE_OTHER, {"Location": "/practice/"})
        wanted = engine.entity_of(kind) if kind else None
        for company in companies:
            with company.lock:
                for entity in [wanted] if wanted in TRANSACTIONS else TRANSACTIONS:
                    row = company.rows[str(entity)].get(id_)
                    if row is not None:
                        return Response(
                            web.entry_page(company, str(entity), row, best), content_type="text/html; charset=utf-8"
                        )
        return Response("Not found\n", HTTPStatus.NOT_FOUND, content_type="text/plain")
