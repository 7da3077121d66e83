"""QuickBooks Online's accounting API over HTTP: credentials, throttle, routes, batches, replays; the rules stand in engine."""

from __future__ import annotations

import base64
import itertools
import time
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Any, Protocol

from werkzeug import Request, Response
from werkzeug.http import parse_options_header

from pleoqb_desktop.practice.clock import PracticeClock
from pleoqb_desktop.practice.conditions import Conditions
from pleoqb_desktop.practice.quickbooks import accountant, attachments, engine, lists, query, reading, web, wire
from pleoqb_desktop.practice.quickbooks.company import TRANSACTIONS, Company
from pleoqb_desktop.practice.quickbooks.faults import Complaint, Refusal, missing, not_found, refusal, unsupported
from pleoqb_desktop.practice.quickbooks.limits import Throttle

Row = dict[str, Any]

MOST_BATCH_ITEMS = 30
LONGEST_REQUEST_ID = 50
LONGEST_BATCH_REQUEST_ID = 36
LONGEST_BATCH_ID = 10
REMEMBERED_SECONDS = 3600.0
"""How long a requestid is remembered. Not documented (2.2): an hour holds for "a retry within minutes" and no more."""


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


@dataclass(frozen=True, slots=True)
class _Call:
    """One request to the accounting API."""

    request: Request
    company: Company
    route: str
    rest: tuple[str, ...]

    @property
    def options(self) -> engine.Options:
        include = {part.strip().lower() for part in self.request.args.get("include", "").split(",")}
        return engine.Options(
            allow_duplicates="allowduplicatedocnum" in include, automatic_number="allowautodocnum" in include
        )


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
        self._throttles = {realm: Throttle() for realm in self.companies}

    # -- the accountant and the controls ----------------------------------------------------------------------------

    def books(self, realm: str) -> Row:
        """Return all entities, the ledger, trial balance, tax per rate and attachments of a company as JSON data."""
        company = self.companies[realm]
        with company.lock:
            return reading.books(company)

    def change(self, realm: str, data: Row) -> Row:
        """Do what an accountant does in the web product. Raises ValueError for a change that does not exist."""
        company = self.companies[realm]
        with company.lock:
            return accountant.change(company, data)

    def snapshot(self) -> Row:
        """Return the whole state as JSON data."""
        saved: Row = {}
        for realm, company in self.companies.items():
            with company.lock:
                contents = {name: base64.b64encode(data).decode("ascii") for name, data in company.contents.items()}
                saved[realm] = {"books": company.snapshot(), "contents": contents}
        return saved

    def restore(self, data: Row) -> None:
        """Take over a snapshot; companies that it does not know stay as they are."""
        for realm, saved in data.items():
            if realm in self.companies:
                company = self.companies[realm]
                with company.lock:
                    company.restore(saved["books"])
                    company.contents = {name: base64.b64decode(text) for name, text in saved["contents"].items()}

    # -- HTTP -------------------------------------------------------------------------------------------------------

    def __call__(self, request: Request) -> Response:
        """Answer one request below the service's prefix."""
        path = [part for part in request.path.split("/") if part]
        match path:
            case ["v3", "company", realm, route, *rest]:
                response = self._api(request, realm, route, tuple(rest))
            case ["files", realm, id_, expires, signature, *_]:
                response = self._file(realm, id_, expires, signature)
            case ["app", *rest]:
                response = self._page(request, rest)
            case _:
                response = Response("Not found\n", HTTPStatus.NOT_FOUND, content_type="text/plain")
        response.headers["intuit_tid"] = f"1-{uuid.uuid4().hex[:8]}-{uuid.uuid4().hex[:24]}"
        return response

    def _api(self, request: Request, realm: str, route: str, rest: tuple[str, ...]) -> Response:
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
            return self._answer(_Call(request, company, route.lower(), rest))
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

    def _stamped(self, company: Company, data: Row) -> Row:
        return data | {"time": wire.stamp(company.now())}

    def _refused(self, call: _Call, refused: Refusal) -> Response:
        if self._conditions.lower_case_faults:
            data = wire.lower_case_fault(refused, self._clock.now())
        else:
            data = self._stamped(call.company, {"Fault": wire.fault(refused)})
        return self._respond(call.request, data, refused.status)

    def _answer(self, call: _Call) -> Response:
        company = call.company
        with company.lock:
            company.address = call.request.host_url.rstrip("/") + call.request.script_root
            try:
                if call.route == "download" and call.request.method == "GET":
                    return self._download(call)
                return self._respond(call.request, self._replayed(call))
            except Refusal as refused:
                return self._refused(call, refused)

    # -- replays ----------------------------------------------------------------------------------------------------

    def _replayed(self, call: _Call) -> Row:
        """Do the work once per requestid and return the first answer for repeats (2.2).

        Only answers of work done are remembered: whether a first error is replayed too is not documented.
        """
        request_id = call.request.args.get("requestid")
        if request_id is None or call.request.method != "POST" or call.route == "query":
            return self._work(call)
        longest = LONGEST_BATCH_REQUEST_ID if call.route == "batch" else LONGEST_REQUEST_ID
        if not request_id or len(request_id) > longest:
            raise refusal("2130", f"The requestid must have 1 to {longest} characters.")
        answers, now = call.company.answers, self._clock.now().timestamp()
        known = answers.get(request_id)
        if known is not None and not self._conditions.ignore_request_ids and now - known[0] < REMEMBERED_SECONDS:
            answer: Row = wire.loads(known[1].encode())
            return answer
        answer = self._work(call)
        answers.pop(request_id, None)
        answers[request_id] = [now, wire.dumps(answer)]
        _forget(answers, now - REMEMBERED_SECONDS)
        return answer

    # -- routes -----------------------------------------------------------------------------------------------------

    def _work(self, call: _Call) -> Row:
        method, route, rest = call.request.method, call.route, call.rest
        company = call.company
        match method, route, rest:
            case "GET" | "POST", "query", ():
                return self._query(call)
            case "POST", "batch", ():
                return self._stamped(company, {"BatchItemResponse": self._batch(call)})
            case "GET", "cdc", ():
                args = call.request.args
                found = reading.changes(company, args.get("entities", ""), args.get("changedSince", ""))
                return self._stamped(company, {"CDCResponse": [{"QueryResponse": found}]})
            case "POST", "upload", ():
                return self._stamped(company, {"AttachableResponse": self._upload(call)})
            case "GET", "exchangerate", ():
                args = call.request.args
                row = reading.exchange_rate(company, args.get("sourcecurrencycode", ""), args.get("asofdate", ""))
                return self._stamped(company, {"ExchangeRate": row})
            case "POST", "taxservice", ("taxcode",):
                engine.writable(company)
                return lists.tax_service(company, self._body(call))
            case "GET", "preferences", ():
                return self._stamped(company, {"Preferences": engine.read(company, "Preferences", "1")})
        return self._entity(call)

    def _entity(self, call: _Call) -> Row:
        company = call.company
        entity = engine.entity_of(call.route)
        if entity is None or call.route == "creditcardpaymenttxn" or len(call.rest) > 1:
            raise Refusal([Complaint("500", "Operation on this resource is not supported.")], status=404)
        member = engine.json_name(entity)
        if call.request.method == "GET" and call.rest:
            return self._stamped(company, {member: engine.read(company, entity, call.rest[0])})
        if call.request.method != "POST" or call.rest:
            raise refusal("500", f"Operation {call.request.method} on {entity} is not supported.")
        operation = call.request.args.get("operation", "").lower()
        if "void" in (operation, call.request.args.get("include", "").lower()):
            raise refusal("500", f"{entity} cannot be voided.")
        body = self._body(call)
        if operation == "delete":
            return self._stamped(company, {member: engine.delete(company, entity, body)})
        if operation not in ("", "update", "create"):
            raise refusal("500", f"Operation {operation} is not supported.")
        row = engine.write(company, entity, body, self._options(call))
        return self._stamped(company, {member: row})

    def _options(self, call: _Call) -> engine.Options:
        options = call.options
        if self._conditions.accept_duplicate_numbers:
            return replace(options, allow_duplicates=True)
        return options

    def _body(self, call: _Call) -> Any:
        if "json" not in call.request.headers.get("Content-Type", ""):
            raise Refusal([unsupported("Content-Type")])
        try:
            return wire.loads(call.request.get_data())
        except UnicodeDecodeError:
            raise Refusal([unsupported("encoding")], status=500) from None
        except (ValueError, RecursionError):
            raise Refusal([unsupported("body", "Unexpected end or character in JSON")]) from None

    def _query(self, call: _Call) -> Row:
        if call.request.method == "GET":
            text = call.request.args.get("query", "")
        else:
            kind = call.request.headers.get("Content-Type", "").partition(";")[0].strip().lower()
            if kind not in ("application/text", "text/plain"):
                raise Refusal([unsupported("Content-Type")])
            text = call.request.get_data().decode("utf-8", "replace")
        if not text.strip():
            raise Refusal([missing("query")])
        return self._stamped(call.company, {"QueryResponse": self._select(call.company, text)})

    def _select(self, company: Company, text: str) -> Row:
        statement = query.parse(text)
        engine.offered(company, statement.entity)
        return query.run(company, statement, lambda entity, row: engine.shown(company, entity, row))

    # -- batch ------------------------------------------------------------------------------------------------------

    def _batch(self, call: _Call) -> list[Row]:
        body = self._body(call)
        items = body.get("BatchItemRequest") if isinstance(body, dict) else None
        if not isinstance(items, list) or not items or not all(isinstance(item, dict) for item in items):
            raise Refusal([missing("BatchItemRequest")])
        if len(items) > MOST_BATCH_ITEMS:
            raise refusal("1040", f"Batch size exceeded : at most {MOST_BATCH_ITEMS} items.")
        ids = [item.get("bId") for item in items]
        if any(not isinstance(id_, str) or not id_ for id_ in ids):
            raise Refusal([missing("bId")])
        if len(set(ids)) < len(ids):
            raise refusal("2600", "Each bId must be unique in the request.", "bId")
        if "requestid" in call.request.args and any(len(id_) > LONGEST_BATCH_ID for id_ in ids):
            raise refusal("2130", f"With a requestid each bId has at most {LONGEST_BATCH_ID} characters.", "bId")
        return [{"bId": item["bId"]} | self._batch_item(call, item) for item in items]

    def _batch_item(self, call: _Call, item: Row) -> Row:
        try:
            return self._batch_work(call, item)
        except Refusal as refused:
            return {"Fault": wire.fault(refused)}

    def _batch_work(self, call: _Call, item: Row) -> Row:
        company = call.company
        if "Query" in item:
            return {"QueryResponse": self._select(company, str(item["Query"]))}
        members = [name for name in item if name not in ("bId", "operation", "optionsData")]
        entity = engine.entity_of(members[0]) if len(members) == 1 else None
        if entity is None:
            raise Refusal([unsupported(members[0] if members else "BatchItemRequest")])
        operation = item.get("operation")
        if operation not in ("create", "update", "delete"):
            raise refusal("500", f"Operation {operation} is not supported.")
        if str(item.get("optionsData", "")).lower() == "void":
            raise refusal("500", f"{entity} cannot be voided.")
        payload = item[members[0]]
        member = engine.json_name(entity)
        if operation == "delete":
            return {member: engine.delete(company, entity, payload)}
        if not isinstance(payload, dict):
            raise Refusal([unsupported(members[0])])
        if operation == "create":
            payload = {name: value for name, value in payload.items() if name not in ("Id", "SyncToken")}
        elif not payload.get("Id"):
            raise Refusal([missing("Id")])
        return {member: engine.write(company, entity, payload, self._options(call))}

    # -- files ------------------------------------------------------------------------------------------------------

    def _upload(self, call: _Call) -> list[Row]:
        request = call.request
        if request.content_length is None:
            raise refusal("6020", "The upload has no Content-Length.")
        if request.content_length > attachments.MOST_BYTES:
            raise refusal("6030", "The upload is too big.")
        kind, options = parse_options_header(request.headers.get("Content-Type", ""))
        if kind != "multipart/form-data" or "boundary" not in options:
            raise Refusal([unsupported("Content-Type")])
        try:
            found = wire.parts(request.get_data(), options["boundary"])
        except ValueError:
            raise Refusal([unsupported("multipart body")]) from None
        engine.writable(call.company)
        contents = [part for part in found if part.name.startswith("file_content")]
        metadata = {
            part.name.removeprefix("file_metadata"): part for part in found if part.name.startswith("file_metadata")
        }
        if not contents:
            raise Refusal([missing("file_content")])
        return [self._upload_one(call.company, part, metadata) for part in contents]

    def _upload_one(self, company: Company, content: wire.Part, metadata: dict[str, wire.Part]) -> Row:
        try:
            described = metadata.get(content.name.removeprefix("file_content"))
            try:
                data = wire.loads(described.data) if described else None
            except ValueError:
                raise refusal("6040", "The metadata is not an Attachable.") from None
            engine.fail(company, "Attachable")
            row = attachments.upload(company, data, content)
        except Refusal as refused:
            return {"Fault": wire.fault(refused)}
        return {"Attachable": engine.shown(company, "Attachable", row)}

    def _download(self, call: _Call) -> Response:
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
        """Show an entry: ``/app/expense?txnId=1001`` (any kind of page) or ``/app/REALM/purchase/1001``."""
        wishes = [tag.partition("-")[0].lower() for tag in request.accept_languages.values()]
        best = next((wish for wish in wishes if wish in web.WORDS), "en")
        companies, id_, kind = list(self.companies.values()), request.args.get("txnId", ""), ""
        if len(rest) == 3:
            companies, kind, id_ = [c for c in companies if c.realm == rest[0]], rest[1], rest[2]
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


def _forget(answers: dict[str, list[Any]], before: float) -> None:
    """Drop remembered answers from before a moment; the oldest stand first."""
    for request_id, (moment, _) in list(itertools.islice(answers.items(), 10)):
        if moment < before:
            del answers[request_id]
