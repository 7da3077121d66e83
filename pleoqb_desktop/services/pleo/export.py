"""Pleo's export side: jobs and their items, results, the queue, receipts."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any, TypeVar

import msgspec

from pleoqb_desktop.domain import spend
from pleoqb_desktop.ports.errors import SpendRefusal
from pleoqb_desktop.ports.spend import Report, ReportRefusal, UnreadableItem
from pleoqb_desktop.services.pleo import faults, pages
from pleoqb_desktop.services.pleo.requests import Requests, decode
from pleoqb_desktop.services.pleo.wire import items, jobs
from pleoqb_desktop.services.pleo.wire.entries import EntryWire, ReceiptWire
from pleoqb_desktop.services.pleo.wire.envelope import DataWire
from pleoqb_desktop.services.pleo.wire.jobs import JobItemWire, JobWire, ReportAnswerWire

_Row = TypeVar("_Row", spend.JobItem, spend.ExportItem | UnreadableItem)
_REPORT_SIZE = 100  # PUT items: more is 413 (pleo.md 3)


class ExportSide:
    """Jobs, items and entries of one company."""

    def __init__(self, requests: Requests) -> None:
        self._requests = requests

    def owns(self, job_id: str) -> bool:
        """Pleo's jobs are UUIDs; those of files are not."""
        return not job_id.startswith(spend.FILE_JOB)

    def jobs(self, statuses: Sequence[spend.JobStatus]) -> list[spend.ExportJob]:
        """GET /v3/export-jobs, those of this company alone (ENT-08); sorted here, since the default order is not published."""
        company_id = self._requests.company_id()
        params = [("company_id", company_id), *(("statuses", status.value) for status in statuses)]
        found = [job.value() for job in self._requests.all("GET", "/v3/export-jobs", JobWire, params)]
        ours = (job for job in found if job.status in statuses and job.company_id.lower() == company_id.lower())
        return sorted(ours, key=lambda job: (job.created_at, job.id))

    def job(self, job_id: str) -> spend.ExportJob | None:
        """GET /v3/export-jobs/{jobId}."""
        try:
            body = self._requests.get(f"/v3/export-jobs/{job_id}")
        except SpendRefusal as refusal:
            if refusal.status == 404:
                return None
            raise
        return decode(decode(body, DataWire).data, JobWire).value()

    def create_job(self, entry_ids: Sequence[str]) -> spend.ExportJob | None:
        """POST /v3/export-jobs, not repeated blindly: a lost answer shows up as a pending job."""
        body = {
            "companyId": self._requests.company_id(),
            "accountingEntryIds": list(entry_ids),
            "options": {"vendorBasedBookkeeping": True},
        }
        try:
            answer = faults.check(self._requests.send("POST", "/v3/export-jobs", body=body, repeatable=False))
        except SpendRefusal as refusal:
            if refusal.status == 409:
                return None
            raise
        return decode(decode(answer, DataWire).data, JobWire).value()

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
            faults.check(self._requests.send("POST", "/v3/export-job-events", body=body, repeatable=False))
        except SpendRefusal as refusal:
            if refusal.status in {404, 422}:
                return False
            raise
        return True

    def job_items(self, job: spend.ExportJob) -> Iterator[spend.JobItem]:
        """GET /v3/export-jobs/{jobId}/items."""
        for page in self._pages_of_job(job, f"/v3/export-jobs/{job.id}/items", [], _job_item):
            yield from page

    def item_pages(self, job: spend.ExportJob) -> Iterator[Sequence[spend.ExportItem | UnreadableItem]]:
        """GET /v3/export-items?job_id=…"""
        return self._pages_of_job(job, "/v3/export-items", [("job_id", job.id)], items.item)

    def _pages_of_job(
        self,
        job: spend.ExportJob,
        path: str,
        params: Sequence[tuple[str, str]],
        read: Callable[[msgspec.Raw], _Row],
    ) -> Iterator[Sequence[_Row]]:
        """A list with one row for each entry of the job, which does not change while it waits or runs."""

        def by_cursor() -> Iterator[Sequence[_Row]]:
            return ([read(raw) for raw in page] for page in self._requests.pages("GET", path, params))

        def at(start: int) -> pages.Page[_Row]:
            answer = self._requests.page("GET", path, [*params, *((("offset", str(start)),) if start else ())])
            more = answer.pagination is not None and answer.pagination.has_next_page
            return pages.Page([read(raw) for raw in answer.data], more)

        return pages.by_offset(at, by_cursor, _entry_id, job.number_of_items)

    def report(self, job_id: str, reports: Sequence[Report]) -> list[ReportRefusal]:
        """PUT /v3/export-jobs/{jobId}/items."""
        if len(reports) > _REPORT_SIZE:
            raise ValueError(f"at most {_REPORT_SIZE} results a call")
        body = [jobs.report(one) for one in reports]
        answer = faults.check(self._requests.send("PUT", f"/v3/export-jobs/{job_id}/items", body=body))
        errors = decode(answer, ReportAnswerWire).errors
        return [ReportRefusal(error.accounting_entry_id, error.type, error.message) for error in errors]

    def touch(self, job_id: str, entry_id: str) -> None:
        """Marks an open item in progress: an action on the job (UPD-08); the enum allows it, no rule forbids it."""
        body = [{"accountingEntryId": entry_id, "status": spend.JobItemStatus.IN_PROGRESS.value}]
        faults.check(self._requests.send("PUT", f"/v3/export-jobs/{job_id}/items", body=body))

    def queue(self) -> Iterator[spend.QueueEntry]:
        """POST /v1/accounting-entries:search for exportStatus QUEUED."""
        return pages.from_both_ends(self._queue_pages("ASC"), lambda: self._queue_pages("DESC"), lambda entry: entry.id)

    def _queue_pages(self, order: str) -> Iterator[Sequence[spend.QueueEntry]]:
        params = [("company_id", self._requests.company_id()), ("sorting_keys", "id"), ("sorting_order", order)]
        body = {"includeDeleted": False, "exportStatus": ["QUEUED"]}
        for page in self._requests.pages("POST", "/v1/accounting-entries:search", params, body):
            yield [decode(raw, EntryWire).value() for raw in page]

    def entries(self, first: date, last: date) -> Iterator[spend.QueueEntry]:
        """The same search by bookkeeping date."""
        return self._entries(_within(first, last))

    def exported(self, first: date, last: date) -> Iterator[spend.QueueEntry]:
        """The same search by bookkeeping date, for exportStatus EXPORTED."""
        return self._entries(_within(first, last) | {"exportStatus": ["EXPORTED"]})

    def _entries(self, filters: dict[str, Any]) -> Iterator[spend.QueueEntry]:
        body = {"includeDeleted": False} | filters
        params = [("company_id", self._requests.company_id())]
        return (e.value() for e in self._requests.all("POST", "/v1/accounting-entries:search", EntryWire, params, body))

    def receipts(self, entry_id: str) -> list[spend.StoredReceipt]:
        """GET /v1/accounting-entries/{id}/receipts, the originals, in the order they were added."""
        params = [("file_type", "ORIGINAL"), ("sorting_keys", "createdAt"), ("sorting_order", "ASC")]
        path = f"/v1/accounting-entries/{entry_id}/receipts"
        return [receipt.value() for receipt in self._requests.all("GET", path, ReceiptWire, params)]


def _within(first: date, last: date) -> dict[str, Any]:
    """Bookkeeping dates; the end is a moment, so it is the last one of the day."""
    return {
        "bookkeepingDateStart": f"{first.isoformat()}T00:00:00Z",
        "bookkeepingDateEnd": f"{last.isoformat()}T23:59:59Z",
    }


def _job_item(raw: msgspec.Raw) -> spend.JobItem:
    return decode(raw, JobItemWire).value()


def _entry_id(row: spend.JobItem | spend.ExportItem | UnreadableItem) -> str:
    return row.entry_id if isinstance(row, UnreadableItem) else row.accounting_entry_id
