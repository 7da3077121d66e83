"""Requests to one QuickBooks company: queries by pages, batches matched by their ids, what is made once; knows no entity's meaning."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

import msgspec

from pleoqb_desktop.domain.problems import Code, problem
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.errors import LedgerRefusal, LostAnswerError
from pleoqb_desktop.services.http.exchange import Answer, Call
from pleoqb_desktop.services.http.pacing import Tally
from pleoqb_desktop.services.http.transport import NoAnswerError, Transport
from pleoqb_desktop.services.quickbooks import faults
from pleoqb_desktop.services.quickbooks.wire import Json

_MINOR = ("minorversion", "75")
_LONG_TIMEOUT = 130.0  # calls over 120 s end with a time-out on their side (quickbooks.md 2)
_UPLOAD_SECONDS = 900.0  # 100 MB by a slow line
JSON_TYPE = "application/json; charset=UTF-8"
PAGE = 1000
_LONG_QUERY = 1500
_ENCODER = msgspec.json.Encoder(decimal_format="number")
_LISTS_WITH_ACTIVE = frozenset(
    {"Account", "Vendor", "Customer", "Class", "Department", "TaxCode", "TaxRate", "JournalCode"}
)
_ENTITY_ID = re.compile(r"[0-9]{1,30}\Z")
_T = TypeVar("_T")


class Requests:
    """Sends; `realm_id` names the company. Methods raise as those of Ledger do."""

    def __init__(self, transport: Transport, realm_id: str, cancel: CancelToken | None) -> None:
        self.realm_id = realm_id
        self._transport = transport
        self._cancel = cancel

    @property
    def tally(self) -> Tally:
        """Requests so far."""
        return self._transport.tally

    def get(self, path: str, params: Sequence[tuple[str, str]] = ()) -> Json:
        """What a path holds; metered."""
        call = Call("GET", self._path(path), [*params, _MINOR], kind="read", metered=True)
        return faults.read(self._send(call), makes_something=False)

    def query(self, statement: str, entity: str) -> list[Json]:
        """The rows of one statement; a long one goes in a body."""
        if len(statement) > _LONG_QUERY:
            call = Call(
                "POST", self._path("/query"), [_MINOR], statement.encode(), "application/text", "read", metered=True
            )
        else:
            call = Call("GET", self._path("/query"), [("query", statement), _MINOR], kind="read", metered=True)
        body = faults.read(self._send(call), makes_something=False)
        response = body.get("QueryResponse")
        if not isinstance(response, dict):
            raise faults.unreadable(makes_something=False)
        return rows_of(response, entity)

    def query_all(self, entity: str, condition: str | None = None) -> Iterator[Json]:
        """All rows, by pages of 1,000 (quickbooks.md 5.1)."""
        where = condition if condition is not None else where_any(entity)
        start = 1
        while True:
            rows = self.query(select(entity, where, start, PAGE), entity)
            yield from rows
            if len(rows) < PAGE:
                return
            start += len(rows)

    def query_together(self, statements: Sequence[str], entities: Sequence[str]) -> list[list[Json] | None]:
        """The rows of several statements in one batch; None for one that is refused, which is asked alone to know why.

        Raises what `faults.read` raises, also for a fault of one member that concerns the company (design.md 4.7).
        """
        answers, _ = self.batch([{"bId": str(i), "Query": statement} for i, statement in enumerate(statements)])
        found: list[list[Json] | None] = []
        for entity, answer in zip(entities, answers, strict=True):
            if stop := faults.stops_everything(faults.errors_in(answer)):
                raise stop
            response = answer.get("QueryResponse")
            found.append(rows_of(response, entity) if isinstance(response, dict) else None)
        return found

    def make(
        self, path: str, entity: str, body: Json | bytes, request_id: str, *, operation: str | None = None
    ) -> Json:
        """Makes, changes or (by `operation`) deletes one thing; never repeated by itself. `body`: bytes when it is encoded already."""
        sent = body if isinstance(body, bytes) else encoded(body)
        params = [("requestid", request_id), _MINOR, *((("operation", operation),) if operation else ())]
        call = Call("POST", self._path(path), params, sent, JSON_TYPE, kind="write", repeatable=False)
        answer = faults.read(self._send(call), makes_something=True)
        made = answer.get(entity) or answer.get(entity.removesuffix("Txn"))
        if not isinstance(made, dict):
            raise faults.unreadable(makes_something=True)
        return made

    def upload(self, body: Callable[[], Any], content_type: str, request_id: str) -> Json:
        """Sends files; `body` makes a fresh stream for every attempt."""
        path, params = self._path("/upload"), [("requestid", request_id), _MINOR]
        call = Call(
            "POST",
            path,
            params,
            body,
            content_type,
            "upload",
            repeatable=False,
            timeout=_LONG_TIMEOUT,
            longest=_UPLOAD_SECONDS,
        )
        return faults.read(self._send(call), makes_something=True)

    def batch(self, requests: Sequence[Json], request_id: str | None = None) -> tuple[list[Json], float]:
        """The answers of a batch in the order of its requests, matched by bId (quickbooks.md 5.3); and how many seconds it
        took, without our own waiting."""
        params = [*((("requestid", request_id),) if request_id else ()), _MINOR]
        call = Call(
            "POST",
            self._path("/batch"),
            params,
            encoded({"BatchItemRequest": list(requests)}),
            JSON_TYPE,
            kind="batch",
            repeatable=request_id is None,
            metered=True,
            timeout=_LONG_TIMEOUT,
        )
        makes_something = request_id is not None
        answer = self._send(call)
        body = faults.read(answer, makes_something=makes_something)
        answers = {str(one.get("bId")): one for one in body.get("BatchItemResponse") or [] if isinstance(one, dict)}
        try:
            return [answers[str(one["bId"])] for one in requests], answer.seconds
        except KeyError as missing:
            raise faults.unreadable(makes_something=makes_something) from missing

    def make_batch(
        self, bodies: Sequence[tuple[str, Json | msgspec.Raw]], request_id: str
    ) -> tuple[list[Json | LedgerRefusal], float]:
        """Makes up to 30 things, each given as (entity, members), in one request: what was made of each, or why not; and how many
        seconds it took.

        Raises what `faults.read` raises, also for a fault of one member that concerns the company (design.md 4.7).
        """
        requests = [{"bId": str(i), "operation": "create", entity: body} for i, (entity, body) in enumerate(bodies)]
        results: list[Json | LedgerRefusal] = []
        answers, seconds = self.batch(requests, request_id)
        for (entity, _), answer in zip(bodies, answers, strict=True):
            if errors := faults.errors_in(answer):
                if stop := faults.stops_everything(errors):
                    raise stop
                results.append(faults.refusal(errors))
            elif isinstance(made := answer.get(entity), dict):
                results.append(made)
            else:
                raise faults.unreadable(makes_something=True)
        return results, seconds

    def _path(self, path: str) -> str:
        return f"/v3/company/{self.realm_id}{path}"

    def _send(self, call: Call) -> Answer:
        try:
            return self._transport.send(call, self._cancel)
        except NoAnswerError as lost:
            raise LostAnswerError(problem(Code.QUICKBOOKS_UNREACHABLE), lost.seconds) from lost


def encoded(body: object) -> bytes:
    """As JSON, amounts as numbers."""
    return _ENCODER.encode(body)


def where_any(entity: str) -> str:
    """List entities tell only active rows unless asked for both (quickbooks.md 5.1)."""
    return "Active IN (true, false)" if entity in _LISTS_WITH_ACTIVE else ""


def select(entity: str, where: str, start: int, count: int) -> str:
    """A statement of QuickBooks' query language."""
    condition = f" WHERE {where}" if where else ""
    # Their query language, not SQL: values go through quoted(), names are our constants.
    return f"SELECT * FROM {entity}{condition} STARTPOSITION {start} MAXRESULTS {count}"  # noqa: S608


def rows_of(response: Json, entity: str) -> list[Json]:
    """The rows of an entity; its name may be spelt otherwise in the answer (CreditCardPayment, quickbooks.md 14)."""
    named = next((key for key in response if key.lower().startswith(entity.lower().removesuffix("txn"))), entity)
    rows = response.get(named)
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def quoted(value: str) -> str:
    """A text value; quotes and backslashes escaped (quickbooks.md 5.1)."""
    return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'"


def checked_id(value: str) -> str:
    """The id itself. Raises ValueError for what cannot be one, before it becomes part of an address or a statement."""
    if not _ENTITY_ID.match(value):
        raise ValueError(f"not a QuickBooks id: {value!r}")
    return value


def chunks(values: Sequence[_T], size: int) -> Iterator[Sequence[_T]]:
    """The values in parts of this size."""
    return (values[i : i + size] for i in range(0, len(values), size))
