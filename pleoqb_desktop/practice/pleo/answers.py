"""How practice Pleo words its answers and errors: JSON bodies, the ExceptionInfo envelope; decides nothing."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from werkzeug import Response

JSON_UTF8 = "application/json;charset=UTF-8"
PLAIN_JSON = "application/json"
"""What the chart of accounts answers (pleo.md 2)."""


class PleoError(Exception):
    """An answer that is an error: HTTP status, ``type`` and ``message`` of ExceptionInfo."""

    def __init__(self, status: int, kind: str, message: str) -> None:
        """Keep the three parts."""
        super().__init__(message)
        self.status = status
        self.kind = kind
        self.message = message

    def response(self) -> Response:
        """Return the error as Pleo sends it."""
        body = json.dumps({"type": self.kind, "message": self.message}, ensure_ascii=False)
        return Response(body, self.status, content_type=JSON_UTF8)


def bad_request(message: str) -> PleoError:
    """Return a 400. Its type is UNVERIFIED (pleo.md 2), as are those of the next three."""
    return PleoError(400, "BAD_REQUEST", message)


def forbidden(message: str) -> PleoError:
    """Return a 403."""
    return PleoError(403, "FORBIDDEN", message)


def not_found(what: str) -> PleoError:
    """Return a 404 that names what was not found."""
    return PleoError(404, "NOT_FOUND", f"{what} not found")


def conflict(message: str) -> PleoError:
    """Return a 409."""
    return PleoError(409, "CONFLICT", message)


def json_answer(data: Any, status: int = 200, *, content_type: str = JSON_UTF8) -> Response:
    """Return ``data`` as it stands."""
    return Response(
        json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode(), status, content_type=content_type
    )


def data_answer(data: Any, status: int = 200, *, content_type: str = JSON_UTF8) -> Response:
    """Return ``data`` in the envelope ``{"data": ...}``."""
    return json_answer({"data": data}, status, content_type=content_type)


def empty_answer(status: int) -> Response:
    """Return an answer without a body (202, 204)."""
    response = Response(b"", status)
    del response.headers["Content-Type"]
    return response


def stamp(moment: datetime) -> str:
    """Write a moment as Pleo does: YYYY-MM-DDTHH:mm:ssZ, UTC."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def moment_of(text: str) -> datetime:
    """Read a date or a date-time; without a zone it is UTC. Raises ValueError."""
    moment = datetime.fromisoformat(text)
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
