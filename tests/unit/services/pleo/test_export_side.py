"""Jobs of Pleo's, by answers that say no more and no less than its contract."""

import json
from typing import Any

from pleoqb_desktop.domain.spend import JobStatus
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.services.http.exchange import Answer, Call
from pleoqb_desktop.services.pleo.export import ExportSide
from pleoqb_desktop.services.pleo.requests import Requests

OURS, ANOTHER = "3a1f6c52-8d1e-4a7b-9c55-0b6f1de2a001", "3a1f6c52-8d1e-4a7b-9c55-0b6f1de2a002"
OPEN = (JobStatus.PENDING, JobStatus.IN_PROGRESS)


class Listed:
    """A Pleo that answers one list."""

    def __init__(self, *rows: dict[str, Any]) -> None:
        self.rows = rows
        self.calls: list[Call] = []

    def send(self, call: Call, _cancel: CancelToken | None = None) -> Answer:
        self.calls.append(call)
        page = {"hasNextPage": False, "hasPreviousPage": False, "currentRequestPagination": {"parameters": {}}}
        return Answer(200, {}, json.dumps({"data": self.rows, "pagination": page}).encode())

    @property
    def side(self) -> ExportSide:
        return ExportSide(Requests(self, lambda: OURS, None))  # type: ignore[arg-type]


def job(job_id: str, **more: Any) -> dict[str, Any]:
    """What Pleo requires of a job."""
    return {
        "id": job_id,
        "companyId": OURS,
        "status": "pending",
        "createdAt": "2026-11-02T11:00:00Z",
        "expiresIn": 3600,
        "isInteractive": True,
        "numberOfItems": 1,
        "vendorBasedBookkeeping": False,
    } | more


def test_the_oldest_job_comes_first_however_pleo_sorts() -> None:
    pleo = Listed(job("b", createdAt="2026-11-02T11:00:00.5Z"), job("a", createdAt="2026-11-02T11:00:00Z"))
    assert [one.id for one in pleo.side.jobs(OPEN)] == ["a", "b"]


def test_a_job_of_another_company_is_not_ours_to_start() -> None:
    """A key may reach several companies, and the filter is an optional one (ENT-08; KEY-08)."""
    pleo = Listed(job("theirs", companyId=ANOTHER), job("ours", companyId=OURS.upper()))
    assert [one.id for one in pleo.side.jobs(OPEN)] == ["ours"]
    assert ("company_id", OURS) in pleo.calls[0].params


def test_ended_jobs_are_passed_over_though_pleo_lists_them() -> None:
    rows = (job(status, status=status) for status in ("failed", "completed", "completed_with_errors", "in_progress"))
    assert [one.id for one in Listed(*rows).side.jobs(OPEN)] == ["in_progress"]
