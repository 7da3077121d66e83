"""Short words for the tests of practice Pleo."""

from __future__ import annotations

from typing import Any

from tests.e2e.practice.server_fixture import Practice


def company_id(practice: Practice, country: str = "FR") -> str:
    """The company's UUID."""
    return str(practice.company(country)["pleo"]["company_id"])


def error(answer: Any) -> tuple[int, str]:
    """Status and type of an error."""
    return answer.status, answer.json()["type"]


def account(practice: Practice, **changes: Any) -> dict[str, Any]:
    """A create request for an account."""
    words = {
        "companyId": company_id(practice),
        "externalId": "35",
        "name": "Banque Pleo",
        "code": "512100",
        "archived": False,
    }
    return words | changes


def search_accounts(practice: Practice, query: str = "", **filters: Any) -> Any:
    """Search accounts with both required flags."""
    words = {
        "companyId": company_id(practice),
        "excludeIfAssignedToCategory": False,
        "excludeIfAssignedToContraAccount": False,
    }
    return practice.pleo("POST", f"/v1/chart-of-accounts:search{query}", words | filters)


def queued(practice: Practice, count: int = 100, country: str = "FR") -> list[str]:
    """Ids of entries in the export queue."""
    query = f"?company_id={company_id(practice, country)}&limit={count}"
    words = {"includeDeleted": False, "exportStatus": ["QUEUED"]}
    answer = practice.pleo("POST", f"/v1/accounting-entries:search{query}", words, country=country)
    return [entry["id"] for entry in answer.json()["data"]]


def pending_job(practice: Practice, count: int = 3) -> tuple[str, list[str]]:
    """A pending job of the first waiting entries, and their ids. The references are written first."""
    practice.write_references()
    ids = queued(practice, count)
    answer = practice.pleo("POST", "/v3/export-jobs", {"companyId": company_id(practice), "accountingEntryIds": ids})
    assert answer.status == 201, answer.body
    return answer.json()["data"]["id"], ids


def event(practice: Practice, job: str, name: str, **more: Any) -> Any:
    """Send a job event."""
    return practice.pleo("POST", "/v3/export-job-events", {"jobId": job, "event": name, **more})


def report(practice: Practice, job: str, ids: list[str], status: str = "successful", **more: Any) -> Any:
    """Report the same result for several items."""
    words = [{"accountingEntryId": entry_id, "status": status, **more} for entry_id in ids]
    return practice.pleo("PUT", f"/v3/export-jobs/{job}/items", words)


def entry_status(practice: Practice, entry_id: str) -> str:
    """The export status of an entry."""
    return str(practice.pleo("GET", f"/v1/accounting-entries/{entry_id}").json()["data"]["exportStatus"])
