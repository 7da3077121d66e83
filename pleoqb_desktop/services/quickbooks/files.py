"""Files on entries in QuickBooks: several attached in one request, streamed from disk; read and removed."""

from collections.abc import Sequence
from contextlib import ExitStack
from datetime import date, timedelta
from typing import Any

from requests_toolbelt.multipart.encoder import MultipartEncoder  # type: ignore[import-untyped]

from pleoqb_desktop.domain.entries import EntryKind
from pleoqb_desktop.domain.problems import Code, problem
from pleoqb_desktop.domain.rules.periods import moved
from pleoqb_desktop.ports.errors import LedgerRefusal, LostAnswerError, RefusalReason, UnavailableError
from pleoqb_desktop.ports.ledger import Attachment, FileOnEntries, Upload, UploadRefusal
from pleoqb_desktop.services.quickbooks import faults, kinds, wire
from pleoqb_desktop.services.quickbooks.requests import (
    JSON_TYPE,
    PAGE,
    Requests,
    checked_id,
    chunks,
    encoded,
    quoted,
    select,
)
from pleoqb_desktop.services.quickbooks.wire import Json

_ROWS_OF_A_NAME = 40
_TOGETHER = 4
_DAY = timedelta(days=1)


class Files:
    """The files of one company."""

    def __init__(self, requests: Requests) -> None:
        self._requests = requests

    def upload(self, files: Sequence[Upload], request_id: str) -> list[Attachment | UploadRefusal]:
        """POST /upload with a metadata and a content part for each file, streamed from disk.

        Request ids are documented for everything else that creates (quickbooks.md 2.2), and Intuit's own libraries send one here
        too. Whether it counts is UNVERIFIED: after a lost answer the caller asks what is there.
        """
        with ExitStack() as opened:
            encoder = _encoder(files, opened)
            content_type = encoder.content_type
            boundary = encoder.boundary_value

            def fresh() -> MultipartEncoder:
                opened.close()
                return _encoder(files, opened, boundary)

            body = self._requests.upload(fresh, content_type, request_id)
        answers = body.get("AttachableResponse")
        if not isinstance(answers, list) or len(answers) != len(files):
            raise faults.unreadable(makes_something=True)
        return in_order([file.file_name for file in files], [_uploaded(answer) for answer in answers])

    def on_entry(self, kind: EntryKind, external_id: str) -> list[Attachment]:
        """Files that stand on an entry."""
        condition = f"AttachableRef.EntityRef.Type = '{_attachable_type(kind)}' AND AttachableRef.EntityRef.value = '{checked_id(external_id)}'"
        return [wire.attachment(row) for row in self._requests.query_all("Attachable", condition)]

    def entries_with(self, beginnings: Sequence[str]) -> dict[str, list[tuple[EntryKind, str]]]:
        """By the beginning of a file's name, several asked for in one batch: its answer holds 1,000 objects (quickbooks.md 4).

        Few are asked for singly, since batches are limited more than requests (4.1). That names can be asked for is UNVERIFIED: a
        statement that is refused finds nothing.
        """
        statements = [
            select("Attachable", f"FileName LIKE {quoted(one + '%')}", 1, _ROWS_OF_A_NAME) for one in beginnings
        ]
        answers: list[list[Json] | None] = []
        if len(statements) < _TOGETHER:
            answers += [self._rows(one) for one in statements]
        else:
            for chunk in chunks(statements, PAGE // _ROWS_OF_A_NAME):
                answers += self._requests.query_together(chunk, ["Attachable"] * len(chunk))
        found: dict[str, list[tuple[EntryKind, str]]] = {}
        for one, rows in zip(beginnings, answers, strict=True):
            if entries := [entry for row in rows or () for entry in wire.attached_to(row)]:
                found[one] = list(dict.fromkeys(entries))
        return found

    def _rows(self, statement: str) -> list[Json] | None:
        """What a statement finds; None where QuickBooks does not let it be asked."""
        try:
            return self._requests.query(statement, "Attachable")
        except LedgerRefusal as refusal:
            if refusal.is_for(RefusalReason.QUERY_UNKNOWN):
                return None
            raise

    def made(self, first: date, before: date | None) -> list[FileOnEntries] | None:
        """By MetaData.CreateTime, which the pages name for other entities (quickbooks.md 5.1): UNVERIFIED here. A day more on either
        side holds every time zone."""
        condition = f"MetaData.CreateTime >= {_midnight(moved(first, -_DAY))}"
        if before is not None:
            condition += f" AND MetaData.CreateTime < {_midnight(moved(before, _DAY))}"
        try:
            rows = list(self._requests.query_all("Attachable", condition))
        except LedgerRefusal as refusal:
            if refusal.is_for(RefusalReason.QUERY_UNKNOWN):
                return None
            raise
        return [wire.file_on_entries(row) for row in rows]

    def read(self, attachment_id: str) -> Attachment | None:
        """GET /attachable/{id}; 610 means that it is gone."""
        try:
            body = self._requests.get(f"/attachable/{checked_id(attachment_id)}")
        except LedgerRefusal as refusal:
            if refusal.is_for(RefusalReason.GONE):
                return None
            raise
        row = body.get("Attachable") or {}
        return wire.attachment(row) if row.get("Id") else None

    def remove(self, attachment: Attachment, request_id: str) -> None:
        """POST /attachable?operation=delete."""
        body = {"Id": attachment.id, "SyncToken": attachment.sync_token}
        self._requests.make("/attachable", "Attachable", body, request_id, operation="delete")


def in_order(names: Sequence[str], answers: Sequence[Attachment | UploadRefusal]) -> list[Attachment | UploadRefusal]:
    """The answers in the order of the files that were sent: by name, since no order is published; refusals, which name no file, in
    the places that are left. By place where QuickBooks tells names that were not sent, or one twice."""
    made = {answer.file_name: answer for answer in answers if isinstance(answer, Attachment)}
    refusals = [answer for answer in answers if isinstance(answer, UploadRefusal)]
    if len(set(names)) < len(names) or not made.keys() <= set(names) or len(made) + len(refusals) < len(answers):
        return list(answers)
    left = iter(refusals)
    return [made[name] if name in made else next(left) for name in names]


def _midnight(day: date) -> str:
    return quoted(f"{day.isoformat()}T00:00:00+00:00")


def _attachable_type(kind: EntryKind) -> str:
    return "CreditCardPayment" if kind is EntryKind.CREDIT_CARD_PAYMENT else kinds.ENTITY[kind]


def _encoder(files: Sequence[Upload], opened: ExitStack, boundary: str | None = None) -> MultipartEncoder:
    """Two parts for each file, paired by their suffix (quickbooks.md 15.1); of known length, as 6020 demands."""
    parts: list[tuple[str, tuple[Any, ...]]] = []
    for number, file in enumerate(files, 1):
        metadata: dict[str, Any] = {
            "AttachableRef": [
                {"EntityRef": {"type": _attachable_type(file.kind), "value": file.external_id}, "IncludeOnSend": False}
            ],
            "FileName": file.file_name,
            "ContentType": file.content_type,
            "Category": "Receipt",
        }
        if file.note:
            metadata["Note"] = file.note
        stream = opened.enter_context(file.path.open("rb"))
        json_headers = {"Content-Transfer-Encoding": "8bit"}
        parts.append((f"file_metadata_{number:02}", (None, encoded(metadata), JSON_TYPE, json_headers)))
        parts.append((f"file_content_{number:02}", (file.file_name, stream, file.content_type)))
    return MultipartEncoder(parts, boundary=boundary)


def _uploaded(answer: Any) -> Attachment | UploadRefusal:
    if errors := faults.errors_in(answer):
        if stop := faults.stops_everything(errors):
            raise stop  # about the company, not about this file (design.md 4.7)
        if faults.is_throttle(errors):
            raise UnavailableError(problem(Code.QUICKBOOKS_BUSY))
        if faults.is_passing(errors):
            raise LostAnswerError(problem(Code.QUICKBOOKS_BUSY))  # whether it stands is looked at
        return UploadRefusal(errors[0].code, errors[0].detail or errors[0].message)
    try:
        return wire.attachment(answer["Attachable"])
    except (KeyError, TypeError) as error:
        raise faults.unreadable(makes_something=True) from error
