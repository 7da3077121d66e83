"""What the accounting API does for one admitted request: replays, routes, entities, queries, batches, uploads."""

from __future__ import annotations

import functools
import itertools
import math
from dataclasses import dataclass, replace
from typing import Any

from werkzeug import Request
from werkzeug.http import parse_options_header

from pleoqb_desktop.practice.clock import PracticeClock
from pleoqb_desktop.practice.conditions import GOES_ON, Conditions
from pleoqb_desktop.practice.quickbooks import attachments, engine, lists, query, reading, selecting, wire
from pleoqb_desktop.practice.quickbooks.company import Company
from pleoqb_desktop.practice.quickbooks.faults import Complaint, Refusal, missing, refusal, unsupported
from pleoqb_desktop.practice.quickbooks.unfinished import Unfinished

Row = dict[str, Any]

MOST_BATCH_ITEMS = 30
LONGEST_REQUEST_ID = 50
LONGEST_BATCH_REQUEST_ID = 36
LONGEST_BATCH_ID = 10
REMEMBERED_SECONDS = 3600.0
"""How long a requestid is remembered. Not documented (2.2): an hour holds for "a retry within minutes" and no more."""


@dataclass(frozen=True, slots=True)
class Call:
    """One request to the accounting API."""

    request: Request
    company: Company
    route: str
    rest: tuple[str, ...]

    @property
    def goes_on(self) -> float:
        """Seconds for which QuickBooks goes on with a batch that it answers with 504; 0 for any other request."""
        return float(self.request.environ.get(GOES_ON, 0)) if self.route == "batch" else 0.0

    @property
    def options(self) -> engine.Options:
        """What the request allows by its ``include``."""
        include = {part.strip().lower() for part in self.request.args.get("include", "").split(",")}
        return engine.Options(
            allow_duplicates="allowduplicatedocnum" in include, automatic_number="allowautodocnum" in include
        )


class Api:
    """The work behind all routes. The caller holds the company's lock."""

    def __init__(self, clock: PracticeClock, conditions: Conditions) -> None:
        self._clock = clock
        self._conditions = conditions

    def answer(self, call: Call) -> Row:
        """Do the work once per requestid and return the first answer for repeats (2.2).

        Only answers of work done are remembered: whether a first error is replayed too is not documented. Uploads are not among
        what request ids are documented for; whether they count there is not known, so that nobody may rely on it.
        """
        self.catch_up(call.company)
        request_id = call.request.args.get("requestid")
        if request_id is None or call.request.method != "POST" or call.route in ("query", "upload"):
            return self._work(call)
        longest = LONGEST_BATCH_REQUEST_ID if call.route == "batch" else LONGEST_REQUEST_ID
        if not request_id or len(request_id) > longest:
            raise refusal("2130", f"The requestid must have 1 to {longest} characters.")
        answers, now = call.company.answers, self._clock.now().timestamp()
        if not self._conditions.ignore_request_ids:
            self._advance(
                call.company, math.inf, [one for one in call.company.unfinished if one.request_id == request_id]
            )
        known = answers.get(request_id)
        if known is not None and not self._conditions.ignore_request_ids and now - known[0] < REMEMBERED_SECONDS:
            answer: Row = wire.loads(known[1].encode())
            return answer
        answer = self._work(call)
        self._remember(call.company, request_id, answer)
        return answer

    def _remember(self, company: Company, request_id: str, answer: Row) -> None:
        answers, now = company.answers, self._clock.now().timestamp()
        answers.pop(request_id, None)
        answers[request_id] = [now, wire.dumps(answer)]
        _forget(answers, now - REMEMBERED_SECONDS)

    def catch_up(self, company: Company) -> None:
        """Do what is due by now of batches that were answered with 504."""
        self._advance(company, self._clock.now().timestamp(), list(company.unfinished))

    def _advance(self, company: Company, now: float, batches: list[Unfinished]) -> None:
        for batch in batches:
            if batch.advance(now):
                company.unfinished.remove(batch)
                if batch.request_id is not None:
                    self._remember(company, batch.request_id, self._batch_answer(company, batch.answers))

    def _batch_answer(self, company: Company, answers: list[Row]) -> Row:
        return stamped(company, {"BatchItemResponse": self._in_some_order(answers)})

    def _in_some_order(self, answers: list[Row]) -> list[Row]:
        """Return answers as asked for, or in another order where the conditions say so."""
        if not self._conditions.shuffle_answers:
            return answers
        half = (len(answers) + 1) // 2
        return answers[half:] + answers[:half]

    # -- routes -----------------------------------------------------------------------------------------------------

    def _work(self, call: Call) -> Row:
        method, route, rest = call.request.method, call.route, call.rest
        company = call.company
        match method, route, rest:
            case "GET" | "POST", "query", ():
                return self._query(call)
            case "POST", "batch", ():
                return self._batch(call)
            case "GET", "cdc", ():
                args = call.request.args
                found = reading.changes(company, args.get("entities", ""), args.get("changedSince", ""))
                return stamped(company, {"CDCResponse": [{"QueryResponse": found}]})
            case "POST", "upload", ():
                return stamped(company, {"AttachableResponse": self._upload(call)})
            case "GET", "exchangerate", ():
                args = call.request.args
                row = reading.exchange_rate(company, args.get("sourcecurrencycode", ""), args.get("asofdate", ""))
                return stamped(company, {"ExchangeRate": row})
            case "POST", "taxservice", ("taxcode",):
                engine.writable(company)
                return lists.tax_service(company, self._body(call))
            case "GET", "preferences", ():
                return stamped(company, {"Preferences": engine.read(company, "Preferences", "1")})
        return self._entity(call)

    def _entity(self, call: Call) -> Row:
        company = call.company
        entity = engine.entity_of(call.route)
        if entity is None or call.route == "creditcardpaymenttxn" or len(call.rest) > 1:
            raise Refusal([Complaint("500", "Operation on this resource is not supported.")], status=404)
        member = engine.json_name(entity)
        if call.request.method == "GET" and call.rest:
            return stamped(company, {member: engine.read(company, entity, call.rest[0])})
        if call.request.method != "POST" or call.rest:
            raise refusal("500", f"Operation {call.request.method} on {entity} is not supported.")
        operation = call.request.args.get("operation", "").lower()
        if "void" in (operation, call.request.args.get("include", "").lower()):
            raise refusal("500", f"{entity} cannot be voided.")
        body = self._body(call)
        if operation == "delete":
            return stamped(company, {member: engine.delete(company, entity, body)})
        if operation not in ("", "update", "create"):
            raise refusal("500", f"Operation {operation} is not supported.")
        row = engine.write(company, entity, body, self._options(call))
        return stamped(company, {member: row})

    def _options(self, call: Call) -> engine.Options:
        options = call.options
        if self._conditions.accept_duplicate_numbers:
            return replace(options, allow_duplicates=True)
        return options

    def _body(self, call: Call) -> Any:
        if "json" not in call.request.headers.get("Content-Type", ""):
            raise Refusal([unsupported("Content-Type")])
        try:
            return wire.loads(call.request.get_data())
        except UnicodeDecodeError:
            raise Refusal([unsupported("encoding")], status=500) from None
        except (ValueError, RecursionError):
            raise Refusal([unsupported("body", "Unexpected end or character in JSON")]) from None

    def _query(self, call: Call) -> Row:
        if call.request.method == "GET":
            text = call.request.args.get("query", "")
        else:
            kind = call.request.headers.get("Content-Type", "").partition(";")[0].strip().lower()
            if kind not in ("application/text", "text/plain"):
                raise Refusal([unsupported("Content-Type")])
            text = call.request.get_data().decode("utf-8", "replace")
        if not text.strip():
            raise Refusal([missing("query")])
        return stamped(call.company, {"QueryResponse": self._select(call.company, text)})

    def _select(self, company: Company, text: str) -> Row:
        statement = query.parse(text)
        engine.offered(company, statement.entity)
        sight = selecting.Sight(self._conditions.query_lag, self._conditions.shuffle_rows)
        return selecting.run(company, statement, lambda entity, row: engine.shown(company, entity, row), sight)

    # -- batch ------------------------------------------------------------------------------------------------------

    def _batch(self, call: Call) -> Row:
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
        work = [functools.partial(self._batch_item, call, item) for item in items]
        if call.goes_on:
            now, request_id = self._clock.now().timestamp(), call.request.args.get("requestid")
            call.company.unfinished.append(Unfinished.spread(request_id, work, now, call.goes_on))
            self.catch_up(call.company)
            return {}
        return self._batch_answer(call.company, [do() for do in work])

    def _batch_item(self, call: Call, item: Row) -> Row:
        try:
            return {"bId": item["bId"]} | self._batch_work(call, item)
        except Refusal as refused:
            return {"bId": item["bId"], "Fault": wire.fault(refused)}

    def _batch_work(self, call: Call, item: Row) -> Row:
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

    # -- uploads ----------------------------------------------------------------------------------------------------

    def _upload(self, call: Call) -> list[Row]:
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
        return self._in_some_order([self._upload_one(call.company, part, metadata) for part in contents])

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


def stamped(company: Company, data: Row) -> Row:
    """Return an answer with the company's time."""
    return data | {"time": wire.stamp(company.now())}


def _forget(answers: dict[str, list[Any]], before: float) -> None:
    """Drop remembered answers from before a moment; the oldest stand first."""
    for request_id, (moment, _) in list(itertools.islice(answers.items(), 10)):
        if moment < before:
            del answers[request_id]
