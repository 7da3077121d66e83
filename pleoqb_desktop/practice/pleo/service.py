"""Practice Pleo as one service: authenticates, checks scope, query and body, then hands over to the endpoint."""

from __future__ import annotations

import json
import threading
from collections import deque
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from werkzeug import Request, Response
from werkzeug.exceptions import HTTPException, MethodNotAllowed
from werkzeug.routing import BaseConverter, Map, Rule

from pleoqb_desktop.practice.clock import PracticeClock
from pleoqb_desktop.practice.conditions import Conditions
from pleoqb_desktop.practice.pleo import chart, directory, entries, jobs, tag_groups, tax_codes, vendors
from pleoqb_desktop.practice.pleo.answers import PleoError, bad_request, forbidden
from pleoqb_desktop.practice.pleo.calls import Call, Route
from pleoqb_desktop.practice.pleo.company import JsonMap, PleoCompany
from pleoqb_desktop.practice.pleo.items import FileLinks
from pleoqb_desktop.practice.pleo.pages import page_request
from pleoqb_desktop.practice.pleo.schema import check, uuid_of

SCOPES = (
    "export-jobs:read", "export-jobs:write", "export-items:read", "accounts:read", "accounts:write", "tax-codes:read",
    "tax-codes:write", "tag-groups:read", "tag-groups:write", "vendors:read", "vendors:write", "users:read", "companies:read",
    "accounting-entries:read",
)  # fmt: skip
LIMIT = 600
"""Requests a minute (RAT-01), counted for each key."""
ROUTES: tuple[Route, ...] = (
    *directory.ROUTES,
    *chart.ROUTES,
    *tax_codes.ROUTES,
    *tag_groups.ROUTES,
    *vendors.ROUTES,
    *jobs.ROUTES,
    *entries.ROUTES,
)
_PAGING = frozenset({"before", "after", "offset", "limit", "sorting_keys", "sorting_order"})
_OPTIONAL_BODIES = frozenset({directory.create_installation})


class _IdConverter(BaseConverter):
    """One path segment without colon, so that ``{id}:archive`` is told from ``{id}``."""

    regex = r"[^/:]+"
    weight = 200


_MAP = Map(
    [Rule(route.path, methods=[route.method], endpoint=route) for route in ROUTES],
    converters={"id": _IdConverter},
    merge_slashes=False,
    strict_slashes=False,
)


class PleoService:
    """The external API of all practice companies. The key tells the company."""

    def __init__(
        self, clock: PracticeClock, conditions: Conditions, companies: Iterable[PleoCompany], links: FileLinks
    ) -> None:
        """``links`` signs the addresses of receipts."""
        self._clock = clock
        self._conditions = conditions
        self._links = links
        self.lock = threading.RLock()
        self.companies: dict[str, PleoCompany] = {company.id: company for company in companies}
        self._recent: dict[str, deque[datetime]] = {}

    def snapshot(self) -> dict[str, Any]:
        """Return the state of all companies as JSON data. Hold ``lock`` while it is used."""
        return {"companies": [company.data for company in self.companies.values()]}

    def restore(self, data: dict[str, Any]) -> None:
        """Take over saved companies; those that are not served are left out, those that were not saved stay fresh."""
        with self.lock:
            for saved in map(PleoCompany, data["companies"]):
                if saved.id in self.companies:
                    self.companies[saved.id] = saved

    def find_receipt(self, receipt_id: str) -> tuple[PleoCompany, JsonMap, JsonMap] | None:
        """Return company, entry and receipt."""
        for company in self.companies.values():
            if found := company.receipts.get(receipt_id):
                return company, *found
        return None

    def __call__(self, request: Request) -> Response:
        """Answer a request."""
        try:
            return self._answer(request)
        except PleoError as error:
            response = error.response()
            if error.status == 429 and self._conditions.retry_after is not None:
                response.headers["Retry-After"] = str(self._conditions.retry_after)
            if error.status == 401:
                response.headers["WWW-Authenticate"] = 'Basic realm="Pleo"'
            return response

    def _answer(self, request: Request) -> Response:
        company, key = self._authenticated(request)
        self._count(f"{company.id} {key['name']}")
        route, ids = self._route(request)
        if route.scope is not None and route.scope not in key["scopes"]:
            raise forbidden(f"the API key lacks the scope {route.scope}")
        query = _query(request, route)
        body = _body(request, route)
        paging = page_request(query, route.paging) if route.paging is not None else None
        base = f"{request.scheme}://{request.host}"
        with self.lock:
            now = self._clock.now()
            company.expire(now)
            return route.handler(Call(company, key, query, body, ids, now, base, self._links, paging))

    def _authenticated(self, request: Request) -> tuple[PleoCompany, JsonMap]:
        """Return who asks: Basic with the key as user name and no password; keys are no bearer tokens (pleo.md 1)."""
        given = request.authorization
        if given is None or given.type != "basic" or not given.username or given.password:
            raise PleoError(401, "UNAUTHORIZED", "authenticate with HTTP Basic: the API key as user name, no password")
        for company in self.companies.values():
            key = company.data["keys"].get(given.username)
            if key is not None and not key["revoked"]:
                return company, key
        raise PleoError(401, "UNAUTHORIZED", "the API key is unknown, expired or revoked")

    def _count(self, key: str) -> None:
        """Refuse what is over 600 a minute. Type, body and headers of the 429 are UNVERIFIED (pleo.md 2)."""
        if not self._conditions.limits:
            return
        now = self._clock.now()
        with self.lock:
            recent = self._recent.setdefault(key, deque())
            while recent and recent[0] <= now - timedelta(minutes=1):
                recent.popleft()
            if len(recent) >= LIMIT:
                raise PleoError(429, "TOO_MANY_REQUESTS", f"more than {LIMIT} requests a minute")
            recent.append(now)

    def _route(self, request: Request) -> tuple[Route, dict[str, str]]:
        adapter = _MAP.bind("", path_info=request.path, default_method=request.method)
        try:
            route, words = adapter.match()
        except MethodNotAllowed as error:
            raise PleoError(405, "METHOD_NOT_ALLOWED", "the method is not allowed here") from error
        except HTTPException as error:
            raise PleoError(404, "NOT_FOUND", f"{request.path} is not served") from error
        return route, {name: uuid_of(value, name) for name, value in words.items()}


def _query(request: Request, route: Route) -> dict[str, list[str]]:
    """Return the query; a parameter that is not documented for the endpoint is refused, stricter than Pleo may be."""
    query = {name: request.args.getlist(name) for name in request.args}
    known = route.query | (_PAGING if route.paging is not None else frozenset())
    if unknown := sorted(set(query) - known):
        if "companyId" in unknown and "organization_id" in route.query:
            raise bad_request("Either company_id or organization_id must be provided")
        raise bad_request(f"unknown query parameters: {', '.join(unknown)}")
    return query


def _body(request: Request, route: Route) -> Any:
    """Return the checked body. Both ``application/json`` and the charset form are taken (pleo.md 2)."""
    raw = request.get_data()
    if route.body is None:
        return None
    if not raw and route.handler in _OPTIONAL_BODIES:
        return {}
    if request.mimetype != "application/json":
        raise PleoError(415, "UNSUPPORTED_MEDIA_TYPE", "the body must be application/json")
    try:
        body = json.loads(raw)
    except ValueError as error:
        raise bad_request("the body is not JSON") from error
    check(body, route.body)
    return body
