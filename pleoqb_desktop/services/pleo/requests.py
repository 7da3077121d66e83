"""Requests to one Pleo company: sent, read by pages, decoded; knows no endpoint's meaning."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

import msgspec

from pleoqb_desktop.domain.problems import Code, problem
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.errors import SignInAgainError, UnavailableError
from pleoqb_desktop.services.http.exchange import Answer, Call
from pleoqb_desktop.services.http.transport import NoAnswerError, Transport
from pleoqb_desktop.services.pleo import faults
from pleoqb_desktop.services.pleo.pages import PAGE
from pleoqb_desktop.services.pleo.wire.envelope import ListWire

_JSON = "application/json;charset=UTF-8"
_PAGE = ("limit", str(PAGE))
_ENCODER = msgspec.json.Encoder(decimal_format="number")
_T = TypeVar("_T")
_W = TypeVar("_W", bound=msgspec.Struct)


class Requests:
    """Sends. Methods raise as those of SpendSource do."""

    def __init__(self, transport: Transport, company_id: Callable[[], str | None], cancel: CancelToken | None) -> None:
        """`company_id` is asked at every request, since connecting comes first; None: not connected."""
        self._transport = transport
        self._company_id = company_id
        self._cancel = cancel

    def company_id(self) -> str:
        """The company. Raises SignInAgainError before one is connected."""
        company_id = self._company_id()
        if company_id is None:
            raise SignInAgainError(problem(Code.PLEO_NOT_CONNECTED))
        return company_id

    def send(
        self,
        method: str,
        path: str,
        *,
        body: object = None,
        params: Sequence[tuple[str, str]] = (),
        repeatable: bool = True,
    ) -> Answer:
        """The answer, whatever its status. Raises UnavailableError without one."""
        encoded = _ENCODER.encode(body) if body is not None else None
        call = Call(method, path, params, encoded, _JSON if encoded is not None else None, repeatable=repeatable)
        try:
            return self._transport.send(call, self._cancel)
        except NoAnswerError as lost:
            raise UnavailableError(problem(Code.PLEO_UNREACHABLE)) from lost

    def get(self, path: str) -> bytes:
        """The body of what a path holds."""
        return faults.check(self.send("GET", path))

    def page(self, method: str, path: str, params: Sequence[tuple[str, str]] = (), body: object = None) -> ListWire:
        """One page, the first unless the parameters say otherwise."""
        asked = [*params, *((_PAGE,) if path != "/v0/tag-groups" else ())]
        return decode(faults.check(self.send(method, path, body=body, params=asked)), ListWire)

    def pages(
        self, method: str, path: str, params: Sequence[tuple[str, str]] = (), body: object = None
    ) -> Iterator[list[msgspec.Raw]]:
        """Every page, by cursor (EXP-16). Ends when Pleo says so, or when a cursor does not move."""
        after: str | None = None
        while True:
            answer = self.page(method, path, [*params, *((("after", after),) if after else ())], body)
            yield answer.data
            page = answer.pagination
            if page is None or not page.has_next_page or not page.end_cursor or page.end_cursor == after:
                return
            after = page.end_cursor

    def all(
        self, method: str, path: str, kind: type[_W], params: Sequence[tuple[str, str]] = (), body: object = None
    ) -> Iterator[_W]:
        """Everything, over all pages."""
        for page in self.pages(method, path, params, body):
            for raw in page:
                yield decode(raw, kind)


def decode(body: bytes | msgspec.Raw, kind: type[_W]) -> _W:
    """JSON as Pleo publishes it. Raises UnavailableError for another shape."""
    try:
        return msgspec.json.decode(body, type=kind)
    except (msgspec.MsgspecError, RecursionError) as error:
        raise faults.unreadable() from error


def chunks(values: Sequence[_T], size: int) -> Iterator[Sequence[_T]]:
    """The values in parts of this size."""
    return (values[i : i + size] for i in range(0, len(values), size))
