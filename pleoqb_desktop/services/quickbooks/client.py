"""QuickBooks' endpoints as methods: which address, which body, which page; what it means is not decided here."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, suppress
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, TypeVar

import msgspec
from requests_toolbelt.multipart.encoder import MultipartEncoder  # type: ignore[import-untyped]

from pleoqb_desktop.domain.books import Books, Company, Dimension, DimensionValue, JournalCode, Vendor
from pleoqb_desktop.domain.entries import Entry, EntryKind, Party
from pleoqb_desktop.domain.problems import Code, problem
from pleoqb_desktop.domain.rules.posting import OpenDocument
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.errors import LedgerRefusal, LostAnswerError
from pleoqb_desktop.ports.ledger import Attachment, NewAccount, PostedEntry, Upload, UploadRefusal
from pleoqb_desktop.services.http.transport import Answer, Call, Limit, NoAnswerError, Tally, Transport
from pleoqb_desktop.services.quickbooks import faults, wire
from pleoqb_desktop.services.quickbooks.wire import Json

# quickbooks-api.md 4, a little under each: what leaves evenly arrives bunched, and a refusal costs a minute.
LIMITS = (Limit(9, 1.2), Limit(500, 61.0), Limit(40, 61.0, only="batch"))
AT_ONCE = 9
_PAGE = 1000
_LONG_QUERY = 1500
_BATCH_TIMEOUT = 130.0  # calls over 120 s end with a time-out on their side (quickbooks-api.md 2)
_JSON = "application/json; charset=UTF-8"
_ENTITY_ID = re.compile(r"[0-9]{1,30}\Z")
_T = TypeVar("_T")

_SINGLE = frozenset({"CompanyInfo", "Preferences"})
_DIMENSION_ENTITY = {Dimension.CLASSES: "Class", Dimension.PROJECTS: "Customer", Dimension.LOCATIONS: "Department"}
_WITH_VENDORS = ("Purchase", "Bill", "VendorCredit", "BillPayment", "Deposit", "JournalEntry")


class QuickBooksClient:
    """One QuickBooks company. Implements Ledger."""

    def __init__(
        self,
        transport: Transport,
        realm_id: str,
        web_address: str,
        company: Company | None = None,
        cancel: CancelToken | None = None,
    ) -> None:
        self._transport = transport
        self._realm_id = realm_id
        self._web = web_address
        self._company = company
        self._cancel = cancel
        self._batch_seconds = 0.0

    @property
    def tally(self) -> Tally:
        """Requests so far."""
        return self._transport.tally

    def counts(self) -> tuple[int, int]:
        """Requests so far, and how many of them are metered."""
        return self._transport.tally.requests, self._transport.tally.metered

    # -- the company and its lists ---------------------------------------------------------------

    def company(self) -> Company:
        """The company and its preferences, each by itself: batches are scarce, forty a minute (quickbooks-api.md 4)."""
        return self._take_company({name: self._one_list(name) for name in ("CompanyInfo", "Preferences")})

    def _take_company(self, found: Mapping[str, list[Json]]) -> Company:
        if not found["CompanyInfo"] or not found["Preferences"]:
            raise faults.unreadable(makes_something=False)
        self._company = wire.company(found["CompanyInfo"][0], found["Preferences"][0], self._realm_id)
        return self._company

    def books(self, dimensions: Iterable[Dimension]) -> Books:
        """Company, accounts, VAT and the values of these dimensions; small lists share one request."""
        asked = list(dict.fromkeys(dimensions))
        names = [
            "CompanyInfo",
            "Preferences",
            "Account",
            "TaxCode",
            "TaxRate",
            *(_DIMENSION_ENTITY[which] for which in asked),
        ]
        if self._company and self._company.french_edition:
            names.append("JournalCode")
        small = self._small_lists(names)
        company = self._take_company(small)
        codes = small.get("JournalCode")
        if codes is None and company.french_edition:
            codes = self._small_lists(("JournalCode",))["JournalCode"]
        values = {which: _dimension_values(which, small[_DIMENSION_ENTITY[which]]) for which in asked}
        return Books(
            company,
            accounts=_by_id(wire.account(row) for row in small["Account"]),
            tax_codes=_by_id(wire.tax_code(row) for row in small["TaxCode"]),
            tax_rates=_by_id(wire.tax_rate(row) for row in small["TaxRate"]),
            classes=_by_id(values.get(Dimension.CLASSES, ())),
            projects=_by_id(values.get(Dimension.PROJECTS, ())),
            locations=_by_id(values.get(Dimension.LOCATIONS, ())),
            journal_codes=_by_id(wire.journal_code(row) for row in codes or ()),
        )

    def _small_lists(self, names: Sequence[str]) -> dict[str, list[Json]]:
        """Whole short lists by name, in one batch. A list that turns out long, or is refused there, is read by itself."""
        most = _PAGE // len(names)  # a batch answers with 1,000 objects in all (quickbooks-api.md 4)
        queries = {name: _select(name, _where_any(name), 1, most) for name in names}
        answers = self._batch([{"bId": str(i), "Query": query} for i, query in enumerate(queries.values())])
        found: dict[str, list[Json]] = {}
        for name, answer in zip(names, answers, strict=True):
            errors = faults.errors_in(answer)
            if stop := faults.stops_everything(errors):
                raise stop
            rows = _rows(answer.get("QueryResponse") or {}, name)
            whole = not errors and len(rows) < most and (rows or name not in _SINGLE)
            found[name] = rows if whole else self._one_list(name)
        return found

    def _one_list(self, name: str) -> list[Json]:
        """One list without a batch; the company and its preferences at addresses of their own (quickbooks-api.md 6).

        Classes and locations that the plan does not have (any more) are none (5030).
        """
        if name not in _SINGLE:
            try:
                return list(self._query_all(name))
            except LedgerRefusal as refusal:
                if refusal.code != "5030":
                    raise
                return []
        body = self._get(f"/companyinfo/{self._realm_id}" if name == "CompanyInfo" else "/preferences")
        return [body[name]] if isinstance(body.get(name), dict) else []

    def journal_codes(self) -> list[JournalCode]:
        """Journal codes; empty outside France, where the entity is refused (quickbooks-api.md 8)."""
        company = self._company or self.company()
        return [wire.journal_code(row) for row in self._query_all("JournalCode")] if company.french_edition else []

    def vendors(self) -> list[Vendor]:
        """All vendors, inactive ones too."""
        return [wire.vendor(row) for row in self._query_all("Vendor")]

    def other_names(self, names: Sequence[str]) -> set[str]:
        """Which of these names a customer or an employee holds.

        A refusal here only costs the foresight: 6240 is met again when the vendor is made.
        """
        found: set[str] = set()
        for chunk in _chunks(names, 200):
            condition = f"DisplayName IN ({', '.join(_quoted(name) for name in chunk)}) AND Active IN (true, false)"
            for entity in ("Customer", "Employee"):
                with suppress(LedgerRefusal):
                    found.update(wire.vendor(row).name for row in self._query_all(entity, condition))
        return found

    def vendor_named(self, name: str) -> Vendor | None:
        """The vendor of exactly this name, active or not."""
        rows = self._query(
            _select("Vendor", f"DisplayName = {_quoted(name)} AND Active IN (true, false)", 1, 2), "Vendor"
        )
        return wire.vendor(rows[0]) if rows else None

    def exchange_rate(self, currency: str, day: date) -> Decimal | None:
        """GET /exchangerate; None when QuickBooks has none for the day."""
        try:
            body = self._get("/exchangerate", [("sourcecurrencycode", currency), ("asofdate", day.isoformat())])
        except LedgerRefusal:
            return None
        return wire.decimal((body.get("ExchangeRate") or {}).get("Rate"))

    # -- making lists ----------------------------------------------------------------------------

    def create_vendor(self, party: Party, request_id: str) -> Vendor:
        """POST /vendor."""
        return wire.vendor(self._make("/vendor", "Vendor", self._vendor_json(party), request_id))

    def create_vendors(self, parties: Sequence[Party], request_id: str) -> list[Vendor | LedgerRefusal]:
        """Up to 30 vendors in one batch."""
        bodies = [{"Vendor": self._vendor_json(party)} for party in parties]
        return [
            answer if isinstance(answer, LedgerRefusal) else wire.vendor(answer["Vendor"])
            for answer in self._make_batch(bodies, request_id)
        ]

    def _vendor_json(self, party: Party) -> Json:
        return wire.vendor_json(party, multi_currency=bool(self._company and self._company.multi_currency))

    def deactivate_vendor(self, vendor_id: str, request_id: str) -> None:
        """Sets a vendor inactive; nothing happens when it is."""
        self._set_vendor_active(vendor_id, request_id, active=False)

    def activate_vendor(self, vendor_id: str, request_id: str) -> Vendor:
        """Brings an inactive vendor back under its own name."""
        return wire.vendor(self._set_vendor_active(vendor_id, request_id, active=True))

    def _set_vendor_active(self, vendor_id: str, request_id: str, *, active: bool) -> Json:
        """A full update, for no other is documented for vendors (quickbooks-api.md 11)."""
        body: Json = self._get(f"/vendor/{_id(vendor_id)}").get("Vendor") or {}
        if body.get("Active") is active:
            return body
        for read_only in ("MetaData", "domain", "sparse", "Balance"):
            body.pop(read_only, None)
        named = {"DisplayName": wire.vendor(body).name}  # without the mark that inactive names carry
        return self._make("/vendor", "Vendor", body | named | {"Active": active}, request_id)

    def vendors_in_use(self, since: datetime) -> set[str]:
        """Vendors named by entries that were made or changed since then; older entries cannot name a newer vendor."""
        moment = since.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S+00:00")
        used: set[str] = set()
        for entity in _WITH_VENDORS:
            try:
                for row in self._query_all(entity, f"MetaData.LastUpdatedTime >= '{moment}'"):
                    used.update(_vendors_of(row))
            except LedgerRefusal as refusal:
                if refusal.code != "5030":  # a plan without bills has none that name a vendor
                    raise
        return used

    def create_account(self, account: NewAccount, request_id: str) -> str:
        """POST /account."""
        return str(self._make("/account", "Account", wire.account_json(account), request_id)["Id"])

    # -- entries ---------------------------------------------------------------------------------

    def payload(self, entry: Entry) -> Json:
        """The JSON that would be sent."""
        company = self._company or self.company()
        return wire.entry_json(entry, taxes=company.taxes_purchases)

    def post(self, entry: Entry, request_id: str) -> PostedEntry:
        """One entry in one request: free of charge (quickbooks-api.md 4.1)."""
        name = wire.ENTITY[entry.kind]
        body = self._make(f"/{wire.PATH[entry.kind]}", name, self.payload(entry), request_id)
        return _posted(entry.kind, body)

    def post_batch(self, entries: Sequence[Entry], request_id: str) -> list[PostedEntry | LedgerRefusal]:
        """Up to 30 entries in one request, metered."""
        bodies = [{wire.ENTITY[entry.kind]: self.payload(entry)} for entry in entries]
        return [
            answer if isinstance(answer, LedgerRefusal) else _posted(entry.kind, answer[wire.ENTITY[entry.kind]])
            for entry, answer in zip(entries, self._make_batch(bodies, request_id), strict=True)
        ]

    def batch_seconds(self) -> float:
        """How long QuickBooks took for the last batch, without our own waiting for its limits; 0 before the first."""
        return self._batch_seconds

    def keeps_numbers(self) -> bool:
        """Whether purchases keep the number we give them; where the company does not say, they do."""
        return self._company is None or self._company.keeps_numbers

    def find_by_number(self, kind: EntryKind, numbers: Sequence[str]) -> list[PostedEntry]:
        """Entries of a kind by document number."""
        found: list[PostedEntry] = []
        for chunk in _chunks(numbers, 700):
            condition = f"DocNumber IN ({', '.join(_quoted(number) for number in chunk)})"
            found.extend(_posted(kind, row) for row in self._query_all(wire.ENTITY[kind], condition))
        return found

    def find_by_day(self, kind: EntryKind, first: date, last: date) -> list[PostedEntry]:
        """Entries of a kind by date; the memo that tells them apart cannot be asked for (quickbooks-api.md 5.1)."""
        condition = f"TxnDate >= '{first.isoformat()}' AND TxnDate <= '{last.isoformat()}'"
        try:
            rows = list(self._query_all(wire.ENTITY[kind], condition))
        except LedgerRefusal as refusal:
            # Under which of its two names a card payment is asked for is not told (quickbooks-api.md 14).
            if kind is not EntryKind.CREDIT_CARD_PAYMENT or not refusal.code.startswith("400"):
                raise
            rows = list(self._query_all(wire.ENTITY[kind].removesuffix("Txn"), condition))
        return [_posted(kind, row) for row in rows]

    def read(self, kind: EntryKind, external_id: str) -> PostedEntry | None:
        """One entry; 610 means that it is gone."""
        try:
            body = self._get(f"/{wire.PATH[kind]}/{_id(external_id)}")
        except LedgerRefusal as refusal:
            if "610" in refusal.codes:
                return None
            raise
        name = wire.ENTITY[kind]
        row = body.get(name) or body.get(name.removesuffix("Txn")) or {}
        return None if row.get("status") == "Deleted" else _posted(kind, row)

    def remove(self, kind: EntryKind, external_id: str, sync_token: str, request_id: str) -> None:
        """POST /x?operation=delete."""
        body = {"Id": external_id, "SyncToken": sync_token}
        self._make(f"/{wire.PATH[kind]}", wire.ENTITY[kind], body, request_id, operation="delete")

    def open_documents(self, vendor_id: str) -> list[tuple[OpenDocument, str | None, str | None]]:
        """Bills of a vendor with number and memo, paid ones too."""
        found: list[tuple[OpenDocument, str | None, str | None]] = []
        for row in self._query_all("Bill", f"VendorRef = {_quoted(vendor_id)}"):
            name = str((row.get("VendorRef") or {}).get("name") or "")
            document = OpenDocument(
                str(row["Id"]),
                "Bill",
                Party(name, vendor_id),
                wire.decimal(row.get("Balance")),
                wire.reference(row, "APAccountRef"),
            )
            found.append((document, row.get("DocNumber"), row.get("PrivateNote")))
        return found

    def web_address(self, kind: EntryKind, external_id: str) -> str:
        """Where a person sees the entry."""
        return f"{self._web}/app/{wire.PAGE[kind]}?txnId={external_id}"

    # -- files -----------------------------------------------------------------------------------

    def upload(self, files: Sequence[Upload]) -> list[Attachment | UploadRefusal]:
        """POST /upload with a metadata and a content part for each file, streamed from disk.

        No request id is documented here (quickbooks-api.md 2.2): after a lost answer the caller asks what is there.
        """
        with ExitStack() as opened:
            encoder = _encoder(files, opened)
            content_type = encoder.content_type
            boundary = encoder.boundary_value

            def fresh() -> MultipartEncoder:
                opened.close()
                return _encoder(files, opened, boundary)

            call = Call(
                "POST",
                self._path("/upload"),
                [_MINOR],
                fresh,
                content_type,
                kind="upload",
                repeatable=False,
                timeout=_BATCH_TIMEOUT,
            )
            body = faults.read(self._send(call), makes_something=True)
        answers = body.get("AttachableResponse")
        if not isinstance(answers, list) or len(answers) != len(files):
            raise faults.unreadable(makes_something=True)
        return [_uploaded(answer) for answer in answers]

    def attachments(self, kind: EntryKind, external_id: str) -> list[Attachment]:
        """Files that stand on an entry."""
        condition = f"AttachableRef.EntityRef.Type = '{_attachable_type(kind)}' AND AttachableRef.EntityRef.value = '{_id(external_id)}'"
        return [wire.attachment(row) for row in self._query_all("Attachable", condition)]

    def attachment(self, attachment_id: str) -> Attachment | None:
        """GET /attachable/{id}; 610 means that it is gone."""
        try:
            body = self._get(f"/attachable/{_id(attachment_id)}")
        except LedgerRefusal as refusal:
            if "610" in refusal.codes:
                return None
            raise
        row = body.get("Attachable") or {}
        return wire.attachment(row) if row.get("Id") else None

    def remove_attachment(self, attachment: Attachment, request_id: str) -> None:
        """POST /attachable?operation=delete."""
        body = {"Id": attachment.id, "SyncToken": attachment.sync_token}
        self._make("/attachable", "Attachable", body, request_id, operation="delete")

    # -- requests --------------------------------------------------------------------------------

    def _path(self, path: str) -> str:
        return f"/v3/company/{self._realm_id}{path}"

    def _send(self, call: Call) -> Answer:
        try:
            answer = self._transport.send(call, self._cancel)
        except NoAnswerError as lost:
            self._note_seconds(call, lost.seconds)
            raise LostAnswerError(problem(Code.QUICKBOOKS_UNREACHABLE)) from lost
        self._note_seconds(call, answer.seconds)
        return answer

    def _note_seconds(self, call: Call, seconds: float) -> None:
        if call.kind == "batch":
            self._batch_seconds = seconds

    def _get(self, path: str, params: Sequence[tuple[str, str]] = ()) -> Json:
        call = Call("GET", self._path(path), [*params, _MINOR], kind="read", metered=True)
        return faults.read(self._send(call), makes_something=False)

    def _query(self, statement: str, entity: str) -> list[Json]:
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
        return _rows(response, entity)

    def _query_all(self, entity: str, condition: str | None = None) -> Iterator[Json]:
        """All rows, by pages of 1,000 (quickbooks-api.md 5.1)."""
        where = condition if condition is not None else _where_any(entity)
        start = 1
        while True:
            rows = self._query(_select(entity, where, start, _PAGE), entity)
            yield from rows
            if len(rows) < _PAGE:
                return
            start += len(rows)

    def _make(self, path: str, entity: str, body: Json, request_id: str, *, operation: str | None = None) -> Json:
        params = [("requestid", request_id), _MINOR, *((("operation", operation),) if operation else ())]
        call = Call("POST", self._path(path), params, _ENCODER.encode(body), _JSON, kind="write", repeatable=False)
        answer = faults.read(self._send(call), makes_something=True)
        made = answer.get(entity) or answer.get(entity.removesuffix("Txn"))
        if not isinstance(made, dict):
            raise faults.unreadable(makes_something=True)
        return made

    def _batch(self, requests: Sequence[Json], request_id: str | None = None) -> list[Json]:
        """The answers of a batch in the order of its requests, matched by bId (quickbooks-api.md 5.3)."""
        params = [*((("requestid", request_id),) if request_id else ()), _MINOR]
        call = Call(
            "POST",
            self._path("/batch"),
            params,
            _ENCODER.encode({"BatchItemRequest": list(requests)}),
            _JSON,
            kind="batch",
            repeatable=request_id is None,
            metered=True,
            timeout=_BATCH_TIMEOUT,
        )
        makes_something = request_id is not None
        body = faults.read(self._send(call), makes_something=makes_something)
        answers = {str(one.get("bId")): one for one in body.get("BatchItemResponse") or [] if isinstance(one, dict)}
        try:
            return [answers[str(one["bId"])] for one in requests]
        except KeyError as missing:
            raise faults.unreadable(makes_something=makes_something) from missing

    def _make_batch(self, bodies: Sequence[Json], request_id: str) -> list[Json | LedgerRefusal]:
        requests = [{"bId": str(i), "operation": "create"} | body for i, body in enumerate(bodies)]
        results: list[Json | LedgerRefusal] = []
        for body, answer in zip(bodies, self._batch(requests, request_id), strict=True):
            (entity,) = body
            if errors := faults.errors_in(answer):
                results.append(faults.refusal(errors))
            elif isinstance(answer.get(entity), dict):
                results.append(answer)
            else:
                raise faults.unreadable(makes_something=True)
        return results


_ENCODER = msgspec.json.Encoder(decimal_format="number")
_MINOR = ("minorversion", "75")
_LISTS_WITH_ACTIVE = frozenset(
    {"Account", "Vendor", "Customer", "Class", "Department", "TaxCode", "TaxRate", "JournalCode"}
)


def _where_any(entity: str) -> str:
    """List entities tell only active rows unless asked for both (quickbooks-api.md 5.1)."""
    return "Active IN (true, false)" if entity in _LISTS_WITH_ACTIVE else ""


def _select(entity: str, where: str, start: int, count: int) -> str:
    condition = f" WHERE {where}" if where else ""
    # Their query language, not SQL: values go through _quoted, names are our constants.
    return f"SELECT * FROM {entity}{condition} STARTPOSITION {start} MAXRESULTS {count}"  # noqa: S608


def _dimension_values(which: Dimension, rows: Iterable[Json]) -> list[DimensionValue]:
    return [wire.dimension_value(row) for row in rows if which is not Dimension.PROJECTS or wire.is_project(row)]


def _rows(response: Json, entity: str) -> list[Json]:
    """The rows of an entity; its name may be spelt otherwise in the answer (CreditCardPayment, quickbooks-api.md 14)."""
    named = next((key for key in response if key.lower().startswith(entity.lower().removesuffix("txn"))), entity)
    rows = response.get(named)
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []


def _quoted(value: str) -> str:
    """A text value; quotes and backslashes escaped (quickbooks-api.md 5.1)."""
    return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'"


def _id(value: str) -> str:
    if not _ENTITY_ID.match(value):
        raise ValueError(f"not a QuickBooks id: {value!r}")
    return value


def _by_id(values: Iterable[Any]) -> dict[str, Any]:
    return {value.id: value for value in values}


def _chunks(values: Sequence[_T], size: int) -> Iterator[Sequence[_T]]:
    return (values[i : i + size] for i in range(0, len(values), size))


def _posted(kind: EntryKind, row: Json) -> PostedEntry:
    try:
        return wire.posted(kind, row)
    except (KeyError, ValueError) as error:
        raise faults.unreadable(makes_something=True) from error


def _attachable_type(kind: EntryKind) -> str:
    return "CreditCardPayment" if kind is EntryKind.CREDIT_CARD_PAYMENT else wire.ENTITY[kind]


def _encoder(files: Sequence[Upload], opened: ExitStack, boundary: str | None = None) -> MultipartEncoder:
    """Two parts for each file, paired by their suffix (quickbooks-api.md 15.1); of known length, as 6020 demands."""
    parts: list[tuple[str, tuple[Any, ...]]] = []
    for number, file in enumerate(files, 1):
        metadata = {
            "AttachableRef": [
                {"EntityRef": {"type": _attachable_type(file.kind), "value": file.external_id}, "IncludeOnSend": False}
            ],
            "FileName": file.file_name,
            "ContentType": file.content_type,
            "Category": "Receipt",
        }
        stream = opened.enter_context(file.path.open("rb"))
        json_headers = {"Content-Transfer-Encoding": "8bit"}
        parts.append((f"file_metadata_{number:02}", (None, _ENCODER.encode(metadata), _JSON, json_headers)))
        parts.append((f"file_content_{number:02}", (file.file_name, stream, file.content_type)))
    return MultipartEncoder(parts, boundary=boundary)


def _uploaded(answer: Any) -> Attachment | UploadRefusal:
    if errors := faults.errors_in(answer):
        return UploadRefusal(errors[0].code, errors[0].detail or errors[0].message)
    try:
        return wire.attachment(answer["Attachable"])
    except (KeyError, TypeError) as error:
        raise faults.unreadable(makes_something=True) from error


def _vendors_of(row: Json) -> Iterator[str]:
    for name in ("VendorRef", "EntityRef"):
        if found := wire.reference(row, name):
            yield found
    for line in row.get("Line") or []:
        detail = line.get(str(line.get("DetailType"))) or {}
        entity = detail.get("Entity") or {}
        found = wire.reference(entity, "EntityRef") or (str(entity["value"]) if "value" in entity else None)
        if found:
            yield found
