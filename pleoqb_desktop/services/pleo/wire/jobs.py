"""Export jobs, the control data of their items, and results."""

from datetime import UTC, datetime
from typing import Any

from pleoqb_desktop.domain import spend
from pleoqb_desktop.ports.spend import Report
from pleoqb_desktop.services.pleo.wire.envelope import Wire, aware

_NOT_ENDED = frozenset({spend.JobStatus.PENDING, spend.JobStatus.IN_PROGRESS})


class JobWire(Wire):
    """ExportJobV3."""

    id: str
    company_id: str
    status: str
    created_at: datetime
    number_of_items: int = 0
    last_updated_at: datetime | None = None
    expired_at: datetime | None = None
    expires_in: int = 3600
    vendor_based_bookkeeping: bool = False
    failure_reason: str | None = None

    def value(self) -> spend.ExportJob:
        """As a value; a status that is not published counts as ended.

        There is no status for an expired job, and whether it becomes `failed` is UNVERIFIED (pleo.md 3): `expiredAt` ends it too.
        """
        try:
            status = spend.JobStatus(self.status)
        except ValueError:
            status = spend.JobStatus.FAILED
        if self.expired_at and status in _NOT_ENDED:
            status = spend.JobStatus.FAILED
        return spend.ExportJob(
            self.id,
            self.company_id,
            status,
            aware(self.created_at),
            self.number_of_items,
            aware(self.last_updated_at) if self.last_updated_at else None,
            self.expires_in,
            self.vendor_based_bookkeeping,
            self.failure_reason,
        )


class JobItemWire(Wire):
    """ExportJobItemV3."""

    accounting_entry_id: str
    status: str
    external_id: str | None = None

    def value(self) -> spend.JobItem:
        """As a value; a status that is not published counts as still open."""
        try:
            status = spend.JobItemStatus(self.status)
        except ValueError:
            status = spend.JobItemStatus.PENDING
        return spend.JobItem(self.accounting_entry_id, status, self.external_id)


class ReportErrorWire(Wire):
    """ExportJobItemUpdateErrorV3."""

    accounting_entry_id: str
    type: str
    message: str = ""


class ReportAnswerWire(Wire):
    """ExportJobItemUpdateV3."""

    errors: tuple[ReportErrorWire, ...] = ()


def report(result: Report) -> dict[str, Any]:
    """UpdateExportJobItemV3."""
    body: dict[str, Any] = {"accountingEntryId": result.accounting_entry_id}
    if result.successful:
        body["status"] = spend.JobItemStatus.SUCCESSFUL.value
        if result.external_id:
            body["externalId"] = result.external_id
        if result.external_url:
            body["externalUrl"] = result.external_url
        if result.exported_at:
            body["exportedAt"] = result.exported_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    else:
        body["status"] = spend.JobItemStatus.FAILED.value
        if result.reason:
            body["failureReasonType"] = result.reason.value
        if result.reason_text:
            body["failureReason"] = result.reason_text
    return body
