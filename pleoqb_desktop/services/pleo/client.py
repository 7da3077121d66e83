"""Pleo's endpoints as methods: which address, which body, which page; what it means is not decided here."""

import base64
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any, TypeVar

import msgspec

from pleoqb_desktop.domain import spend
from pleoqb_desktop.domain.problems import Code, problem
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.errors import SignInAgainError, SpendRefusal, UnavailableError
from pleoqb_desktop.ports.reference import PleoAccount, PleoTag, PleoTagGroup, PleoTaxCode, PleoVendor
from pleoqb_desktop.ports.spend import Report, ReportRefusal, UnreadableItem
from pleoqb_desktop.services.http.transport import Answer, Call, Limit, NoAnswerError, Tally, Transport
from pleoqb_desktop.services.pleo import faults, wire

LIMITS = (Limit(500, 60.5),)  # 600 a minute is the limit, 500 the aim (pleo-api.md 2, Rate limits)
AT_ONCE = 8
_JSON = "application/json;charset=UTF-8"
_REPORT_SIZE = 100  # PUT items: more is 413 (pleo-api.md 3)
_BATCH_SIZE = 1000  # accounts in one batch (pleo-api.md 6)
_BULK_TAGS = 100  # pleo-api.md 7
_PAGE = ("limit", "100")  # the only published maximum (accounting entries); others publish none
_T = TypeVar("_T")
_W = TypeVar("_W", bound=msgspec.Struct)

NEEDED_SCOPES = (
    "export-jobs:read",
    "export-jobs:write",
    "export-items:read",
    "accounts:read",
    "accounts:write",
    "accounting-entries:read",
)
"""Permissions whose names Pleo publishes (pleo-api.md 1, Scopes); those for tags and tax codes are UNVERIFIED, so their
absence by name proves nothing and a refusal at use is told instead."""


class ApiKeyAuth:
    """HTTP Basic with the key as user name and an empty password (KEY-04). A refused key has no successor."""

    def __init__(self, key: Callable[[], str | None]) -> None:
        self._key = key

    def header(self) -> str:
        """The Authorization header. Raises SignInAgainError when there is no key."""
        key = self._key()
        if not key:
            raise SignInAgainError(problem(Code.PLEO_NOT_CONNECTED))
        return "Basic " + base64.b64encode(f"{key}:".encode()).decode()

    def renew(self, rejected: str) -> bool:
        """Whether another key was entered meanwhile."""
        return self.header() != rejected


class PleoClient:
    """One Pleo company. Implements SpendSource, SpendReference and PleoConnection."""

    def __init__(
        self, transport: Transport, company_id: Callable[[], str | None], cancel: CancelToken | None = None
    ) -> None:
        self._transport = transport
        self._company_id = company_id
        self._cancel = cancel

    @property
    def tally(self) -> Tally:
        """Requests so far."""
        return self._transport.tally

    # -- connection ------------------------------------------------------------------------------

    def check(self) -> spend.PleoCompany:
        """Makes the installation and reads which company the key belongs to (INS-02, KEY-05)."""
        try:
            # Active only once set-up is usable (INS-03, INS-04).
            body = faults.check(self._send("POST", "/v1/installations/me", body={"status": "PENDING_INTEGRATION"}))
        except SpendRefusal:
            # What a second creation answers is not published; reading tells the same (pleo-api.md 10).
            body = self._get("/v1/installations/me")
        kind, _, subject = _decode(body, wire.InstallationWire).resource.removeprefix("urn:pleo:").partition(":")
        if kind == "company" and subject:
            return spend.PleoCompany(subject, self._company_name(subject))
        return self._only_company()

    def _only_company(self) -> spend.PleoCompany:
        """A key of an organisation serves when there is one company in it; accounting is per company (ENT-03)."""
        found = list(self._all("GET", "/v1/companies", wire.CompanyWire))
        if len(found) != 1:
            raise SignInAgainError(problem(Code.PLEO_KEY_ORGANISATION, companies=len(found)))
        return spend.PleoCompany(found[0].id, found[0].name)

    def _company_name(self, company_id: str) -> str:
        try:
            body = self._get(f"/v1/companies/{company_id}")
        except (SpendRefusal, SignInAgainError) as error:
            if isinstance(error, SignInAgainError) and error.problem.code is not Code.PLEO_KEY_SCOPES:
                raise
            return company_id  # the scope for names is not needed for anything else
        return _decode(_decode(body, wire.DataWire).data, wire.CompanyWire).name

    def missing_scopes(self) -> list[str]:
        """Permissions the key lacks; none when Pleo does not tell."""
        try:
            body = self._get("/v1/introspect")
        except (SpendRefusal, SignInAgainError) as error:
            if isinstance(error, SignInAgainError) and error.problem.code is not Code.PLEO_KEY_SCOPES:
                raise
            return []
        granted = set(_decode(_decode(body, wire.DataWire).data, wire.IntrospectionWire).scope.split())
        if not granted & set(NEEDED_SCOPES):
            return []  # other words than the published ones: they prove nothing (pleo-api.md 1, Scopes)
        return [s for s in NEEDED_SCOPES if s not in granted]

    def set_status(self, status: str, error: str | None = None) -> None:
        """PUT /v1/installations/me (INS-05)."""
        body = {"status": status} | ({"errorCode": error} if error else {})
        faults.check(self._send("PUT", "/v1/installations/me", body=body))

    def remove(self) -> None:
        """DELETE /v1/installations/me (INS-07); an installation that is not there is removed already."""
        try:
            faults.check(self._send("DELETE", "/v1/installations/me"))
        except SpendRefusal as refusal:
            if refusal.status != 404:
                raise

    # -- export ----------------------------------------------------------------------------------

    def jobs(self, statuses: Sequence[spend.JobStatus]) -> list[spend.ExportJob]:
        """GET /v3/export-jobs; sorted here, since the default order is not published."""
        params = [("company_id", self._company()), *(("statuses", status.value) for status in statuses)]
        found = [job.value() for job in self._all("GET", "/v3/export-jobs", wire.JobWire, params)]
        return sorted((job for job in found if job.status in statuses), key=lambda job: (job.created_at, job.id))

    def job(self, job_id: str) -> spend.ExportJob | None:
        """GET /v3/export-jobs/{jobId}."""
        try:
            body = self._get(f"/v3/export-jobs/{job_id}")
        except SpendRefusal as refusal:
            if refusal.status == 404:
                return None
            raise
        return _decode(_decode(body, wire.DataWire).data, wire.JobWire).value()

    def create_job(self, entry_ids: Sequence[str]) -> spend.ExportJob | None:
        """POST /v3/export-jobs, not repeated blindly: a lost answer shows up as a pending job."""
        body = {
            "companyId": self._company(),
            "accountingEntryIds": list(entry_ids),
            "options": {"vendorBasedBookkeeping": True},
        }
        try:
            answer = faults.check(self._send("POST", "/v3/export-jobs", body=body, repeatable=False))
        except SpendRefusal as refusal:
            if refusal.status == 409:
                return None
            raise
        return _decode(_decode(answer, wire.DataWire).data, wire.JobWire).value()

    def start_job(self, job_id: str) -> bool:
        """POST /v3/export-job-events `started` (EXP-08)."""
        return self._event({"jobId": job_id, "event": "started"})

    def finish_job(
        self, job_id: str, status: spend.JobStatus, reason_type: str | None = None, reason: str | None = None
    ) -> bool:
        """The closing event; the reason goes with `failed` only (JOB-10)."""
        body = {"jobId": job_id, "event": status.value}
        if status is spend.JobStatus.FAILED:
            body |= {
                key: value for key, value in (("failureReasonType", reason_type), ("failureReason", reason)) if value
            }
        return self._event(body)

    def _event(self, body: dict[str, Any]) -> bool:
        try:
            faults.check(self._send("POST", "/v3/export-job-events", body=body, repeatable=False))
        except SpendRefusal as refusal:
            if refusal.status in {404, 422}:
                return False
            raise
        return True

    def job_items(self, job_id: str) -> Iterator[spend.JobItem]:
        """GET /v3/export-jobs/{jobId}/items."""
        return (found.value() for found in self._all("GET", f"/v3/export-jobs/{job_id}/items", wire.JobItemWire))

    def item_pages(self, job_id: str) -> Iterator[Sequence[spend.ExportItem | UnreadableItem]]:
        """GET /v3/export-items?job_id=…, a page at a time."""
        for page in self._pages("GET", "/v3/export-items", [("job_id", job_id)]):
            yield [wire.item(raw) for raw in page]

    def report(self, job_id: str, reports: Sequence[Report]) -> list[ReportRefusal]:
        """PUT /v3/export-jobs/{jobId}/items."""
        if len(reports) > _REPORT_SIZE:
            raise ValueError(f"at most {_REPORT_SIZE} results a call")
        body = [wire.report(one) for one in reports]
        answer = faults.check(self._send("PUT", f"/v3/export-jobs/{job_id}/items", body=body))
        errors = _decode(answer, wire.ReportAnswerWire).errors
        return [ReportRefusal(error.accounting_entry_id, error.type, error.message) for error in errors]

    def touch(self, job_id: str, entry_id: str) -> None:
        """Marks an open item in progress: an action on the job (UPD-08); the enum allows it, no rule forbids it."""
        body = [{"accountingEntryId": entry_id, "status": spend.JobItemStatus.IN_PROGRESS.value}]
        faults.check(self._send("PUT", f"/v3/export-jobs/{job_id}/items", body=body))

    def queue(self) -> Iterator[spend.QueueEntry]:
        """POST /v1/accounting-entries:search for exportStatus QUEUED."""
        return self._entries({"exportStatus": ["QUEUED"]})

    def entries(self, first: date, last: date) -> Iterator[spend.QueueEntry]:
        """The same search by bookkeeping date; the end is a moment, so it is the last one of the day."""
        return self._entries(
            {
                "bookkeepingDateStart": f"{first.isoformat()}T00:00:00Z",
                "bookkeepingDateEnd": f"{last.isoformat()}T23:59:59Z",
            }
        )

    def _entries(self, filters: dict[str, Any]) -> Iterator[spend.QueueEntry]:
        body = {"includeDeleted": False} | filters
        params = [("company_id", self._company())]
        return (e.value() for e in self._all("POST", "/v1/accounting-entries:search", wire.EntryWire, params, body))

    def receipts(self, entry_id: str) -> list[spend.StoredReceipt]:
        """GET /v1/accounting-entries/{id}/receipts, the originals, in the order they were added."""
        params = [("file_type", "ORIGINAL"), ("sorting_keys", "createdAt"), ("sorting_order", "ASC")]
        path = f"/v1/accounting-entries/{entry_id}/receipts"
        return [receipt.value() for receipt in self._all("GET", path, wire.ReceiptWire, params)]

    # -- reference data --------------------------------------------------------------------------

    def accounts(self) -> list[PleoAccount]:
        """POST /v1/chart-of-accounts:search; both exclude flags are required (pleo-api.md 6)."""
        return [account.value() for account in self._accounts(exclude_contra=False)]

    def contra_accounts(self, external_ids: Sequence[str]) -> set[str]:
        """No endpoint tells contra accounts; a search that leaves them out does (pleo-api.md 5)."""
        wanted = set(external_ids)
        known = {a.external_id for a in self._accounts(exclude_contra=False)} & wanted
        free = {a.external_id for a in self._accounts(exclude_contra=True)}
        return known - free

    def _accounts(self, *, exclude_contra: bool) -> Iterator[wire.AccountWire]:
        body = {
            "companyId": self._company(),
            "excludeIfAssignedToCategory": False,
            "excludeIfAssignedToContraAccount": exclude_contra,
        }
        return self._all("POST", "/v1/chart-of-accounts:search", wire.AccountWire, body=body)

    def create_accounts(self, accounts: Sequence[PleoAccount]) -> list[tuple[str, str]]:
        """POST /v1/chart-of-accounts/batch: processed ones and refused ones come in one answer."""
        refused: list[tuple[str, str]] = []
        for chunk in _chunks(accounts, _BATCH_SIZE):
            items = [{"externalId": a.external_id} | wire.account_item(a) for a in chunk]
            body = {"companyId": self._company(), "items": items}
            answer = faults.check(self._send("POST", "/v1/chart-of-accounts/batch", body=body))
            failed = msgspec.json.decode(_decode(answer, wire.DataWire).data).get("failed", [])
            for one in failed:
                reasons = one.get("reasons", [])
                # Made by an earlier request whose answer was lost: there, as wanted.
                if "EXTERNAL_ID_ALREADY_EXISTS" not in reasons:
                    refused.append((one["request"]["externalId"], ", ".join(reasons)))
        return refused

    def update_account(self, account: PleoAccount) -> None:
        """PUT /v1/chart-of-accounts/{id}."""
        faults.check(self._send("PUT", f"/v1/chart-of-accounts/{account.id}", body=wire.account_item(account)))

    def tax_codes(self) -> list[PleoTaxCode]:
        """POST /v0/tax-codes:search; without a filter it tells archived ones too."""
        params = [("company_id", self._company())]
        return [code.value() for code in self._all("POST", "/v0/tax-codes:search", wire.TaxCodeWire, params, {})]

    def write_tax_code(self, code: PleoTaxCode) -> None:
        """POST /v0/tax-codes or PUT /v0/tax-codes/{id}."""
        body = {
            "companyId": self._company(),
            "code": code.code,
            "name": code.name,
            "rate": code.rate,
            "type": code.type,
            "archived": code.archived,
        }
        method, path = ("PUT", f"/v0/tax-codes/{code.id}") if code.id else ("POST", "/v0/tax-codes")
        faults.check(self._send(method, path, body=body, repeatable=bool(code.id)))

    def tag_groups(self) -> list[PleoTagGroup]:
        """GET /v0/tag-groups, archived ones too (TAG-11)."""
        params = [("company_id", self._company()), ("include_archived", "true")]
        return [group.value() for group in self._all("GET", "/v0/tag-groups", wire.TagGroupWire, params)]

    def write_tag_group(self, group: PleoTagGroup) -> PleoTagGroup:
        """POST /v0/tag-groups or PUT /v0/tag-groups/{id}; the update needs metadata (pleo-api.md 7)."""
        body = {"code": group.code, "name": group.name, "archived": group.archived, "metadata": dict(group.metadata)}
        if group.id:
            answer = faults.check(self._send("PUT", f"/v0/tag-groups/{group.id}", body=body))
        else:
            params = [("company_id", self._company())]
            answer = faults.check(self._send("POST", "/v0/tag-groups", body=body, params=params, repeatable=False))
        return _decode(_decode(answer, wire.DataWire).data, wire.TagGroupWire).value()

    def tags(self, group_ids: Sequence[str]) -> list[PleoTag]:
        """POST /v0/tags:search, archived ones too."""
        if not group_ids:
            return []
        body = {"tagGroupIds": list(group_ids), "includeArchived": True}
        params = [("company_id", self._company())]
        return [tag.value() for tag in self._all("POST", "/v0/tags:search", wire.TagModelWire, params, body)]

    def create_tag(self, tag: PleoTag) -> None:
        """POST /v0/tag-groups/{id}/tags; 409 means that an earlier request made it."""
        body = {"code": tag.code, "name": tag.name, "archived": tag.archived}
        try:
            faults.check(self._send("POST", f"/v0/tag-groups/{tag.group_id}/tags", body=body))
        except SpendRefusal as refusal:
            if refusal.status != 409:
                raise

    def update_tag(self, tag: PleoTag) -> None:
        """PUT /v0/tags/{id}."""
        body = {"code": tag.code, "name": tag.name, "archived": tag.archived}
        faults.check(self._send("PUT", f"/v0/tags/{tag.id}", body=body))

    def archive_tags(self, tag_ids: Sequence[str], *, archived: bool) -> None:
        """POST /v0/tags/archive, 100 at a time."""
        for chunk in _chunks(tag_ids, _BULK_TAGS):
            body = {"companyId": self._company(), "tagIds": list(chunk), "archived": archived}
            faults.check(self._send("POST", "/v0/tags/archive", body=body))

    def vendors(self) -> list[PleoVendor] | None:
        """POST /v1/vendors:search; early access, so a refusal means that there is no vendor sync (VEN-04)."""
        params = [("company_id", self._company())]
        try:
            return [v.value() for v in self._all("POST", "/v1/vendors:search", wire.VendorModelWire, params, {})]
        except SignInAgainError as error:
            if error.problem.code is Code.PLEO_KEY_SCOPES:
                return None
            raise
        except SpendRefusal:
            return None

    def write_vendor(self, vendor: PleoVendor) -> None:
        """POST /v1/vendors or PUT /v1/vendors/{id}."""
        body = {"companyId": self._company(), "name": vendor.name, "defaultCurrency": vendor.currency}
        body |= {key: value for key, value in (("externalId", vendor.external_id), ("code", vendor.code)) if value}
        if vendor.id:
            faults.check(self._send("PUT", f"/v1/vendors/{vendor.id}", body=body | {"state": vendor.state}))
            return
        try:
            faults.check(self._send("POST", "/v1/vendors", body=body))
        except SpendRefusal as refusal:
            if refusal.status != 409:
                raise

    def archive_vendor(self, vendor_id: str) -> None:
        """POST /v1/vendors/{id}:archive."""
        faults.check(self._send("POST", f"/v1/vendors/{vendor_id}:archive"))

    def people(self) -> dict[str, str]:
        """GET /v2/employees (pleo-api.md 10); empty when the key may not read them, since nothing hangs on it."""
        try:
            found = self._all("GET", "/v2/employees", wire.PersonWire, [("companyId", self._company())])
            return {person.id: person.name for person in found}
        except SignInAgainError as error:
            if error.problem.code is Code.PLEO_KEY_SCOPES:
                return {}
            raise
        except SpendRefusal:
            return {}

    # -- transport -------------------------------------------------------------------------------

    def _company(self) -> str:
        company_id = self._company_id()
        if company_id is None:
            raise SignInAgainError(problem(Code.PLEO_NOT_CONNECTED))
        return company_id

    def _send(
        self,
        method: str,
        path: str,
        *,
        body: object = None,
        params: Sequence[tuple[str, str]] = (),
        repeatable: bool = True,
    ) -> Answer:
        encoded = _ENCODER.encode(body) if body is not None else None
        call = Call(method, path, params, encoded, _JSON if encoded is not None else None, repeatable=repeatable)
        try:
            return self._transport.send(call, self._cancel)
        except NoAnswerError as lost:
            raise UnavailableError(problem(Code.PLEO_UNREACHABLE)) from lost

    def _get(self, path: str) -> bytes:
        return faults.check(self._send("GET", path))

    def _pages(
        self, method: str, path: str, params: Sequence[tuple[str, str]] = (), body: object = None
    ) -> Iterator[list[msgspec.Raw]]:
        """Every page, by cursor (EXP-16). Ends when Pleo says so, or when a cursor does not move."""
        after: str | None = None
        while True:
            asked = [*params, *((_PAGE,) if path != "/v0/tag-groups" else ()), *((("after", after),) if after else ())]
            answer = _decode(faults.check(self._send(method, path, body=body, params=asked)), wire.ListWire)
            yield answer.data
            page = answer.pagination
            if page is None or not page.has_next_page or not page.end_cursor or page.end_cursor == after:
                return
            after = page.end_cursor

    def _all(
        self, method: str, path: str, kind: type[_W], params: Sequence[tuple[str, str]] = (), body: object = None
    ) -> Iterator[_W]:
        for page in self._pages(method, path, params, body):
            for raw in page:
                yield _decode(raw, kind)


_ENCODER = msgspec.json.Encoder(decimal_format="number")


def _decode(body: bytes | msgspec.Raw, kind: type[_W]) -> _W:
    try:
        return msgspec.json.decode(body, type=kind)
    except msgspec.MsgspecError as error:
        raise faults.unreadable() from error


def _chunks(values: Sequence[_T], size: int) -> Iterator[Sequence[_T]]:
    return (values[i : i + size] for i in range(0, len(values), size))
