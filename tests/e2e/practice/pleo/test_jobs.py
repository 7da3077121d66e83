"""The life of an export job at practice Pleo."""

from __future__ import annotations

import pytest

from tests.e2e.practice.pleo.calls import company_id, entry_status, error, event, pending_job, queued, report
from tests.e2e.practice.server_fixture import Practice, PracticeRefusedError

REASON = {"failureReason": "Compte inconnu", "failureReasonType": "account_unknown"}


def job(practice: Practice, job_id: str) -> dict[str, object]:
    data: dict[str, object] = practice.pleo("GET", f"/v3/export-jobs/{job_id}").json()["data"]
    return data


def items(practice: Practice, job_id: str, query: str = "") -> list[dict[str, object]]:
    rows: list[dict[str, object]] = practice.pleo("GET", f"/v3/export-jobs/{job_id}/items{query}").json()["data"]
    return rows


def test_a_job_that_succeeds_exports_its_entries(practice: Practice) -> None:
    job_id, ids = pending_job(practice)
    assert [entry_status(practice, entry_id) for entry_id in ids] == ["EXPORTING"] * 3
    assert event(practice, job_id, "started").status == 202
    assert job(practice, job_id)["status"] == "in_progress"
    assert job(practice, job_id)["startedAt"] is not None
    answer = report(
        practice, job_id, ids, externalId="7", externalUrl="https://example.com/7", exportedAt="2026-11-24T10:00:00Z"
    )
    assert answer.status == 200
    assert [item["status"] for item in answer.json()["data"]] == ["successful"] * 3
    done = event(practice, job_id, "completed")
    assert (done.status, done.body) == (202, b"")
    ended = job(practice, job_id)
    assert ended["status"] == "completed"
    assert ended["completedAt"] is not None
    assert [entry_status(practice, entry_id) for entry_id in ids] == ["EXPORTED"] * 3
    assert items(practice, job_id)[0]["externalUrl"] == "https://example.com/7"


def test_a_failed_item_unlocks_its_entry_and_the_job_completes_with_errors(practice: Practice) -> None:
    job_id, ids = pending_job(practice)
    event(practice, job_id, "started")
    report(practice, job_id, ids[:2])
    report(practice, job_id, ids[2:], "failed", **REASON)
    assert error(event(practice, job_id, "completed")) == (422, "INVALID_EXPORT_JOB_STATUS_CHANGE")
    assert event(practice, job_id, "completed_with_errors").status == 202
    assert entry_status(practice, ids[2]) == "NOT_EXPORTED"
    assert items(practice, job_id, "?status=failed")[0]["failureReason"] == "Compte inconnu"


def test_completed_with_errors_needs_an_error(practice: Practice) -> None:
    job_id, ids = pending_job(practice)
    event(practice, job_id, "started")
    report(practice, job_id, ids)
    assert event(practice, job_id, "completed_with_errors").status == 422


@pytest.mark.parametrize("name", ["completed", "completed_with_errors"])
def test_a_job_cannot_complete_from_pending_or_while_items_are_open(practice: Practice, name: str) -> None:
    job_id, ids = pending_job(practice)
    assert error(event(practice, job_id, name)) == (422, "INVALID_EXPORT_JOB_STATUS_CHANGE")
    event(practice, job_id, "started")
    report(practice, job_id, ids[:1])
    assert event(practice, job_id, name).status == 422
    assert job(practice, job_id)["status"] == "in_progress"


def test_a_second_start_is_refused(practice: Practice) -> None:
    job_id, _ = pending_job(practice)
    assert event(practice, job_id, "started").status == 202
    assert error(event(practice, job_id, "started")) == (422, "INVALID_EXPORT_JOB_STATUS_CHANGE")


@pytest.mark.parametrize("started", [False, True])
def test_a_job_can_fail_and_abandons_what_is_open(practice: Practice, *, started: bool) -> None:
    job_id, ids = pending_job(practice)
    if started:
        event(practice, job_id, "started")
        report(practice, job_id, ids[:1])
    words = {"failureReason": "Pas de compte", "failureReasonType": "missing_configuration"}
    assert event(practice, job_id, "failed", **words).status == 202
    assert [item["status"] for item in items(practice, job_id)] == [
        "successful" if started else "abandoned",
        "abandoned",
        "abandoned",
    ]
    assert entry_status(practice, ids[0]) == ("EXPORTED" if started else "NOT_EXPORTED")
    assert job(practice, job_id)["failureReasonType"] == "missing_configuration"
    for name in ("started", "failed", "completed"):
        assert event(practice, job_id, name).status == 422


@pytest.mark.parametrize("name", ["started", "completed", "completed_with_errors"])
def test_a_reason_belongs_to_failed_only(practice: Practice, name: str) -> None:
    job_id, _ = pending_job(practice)
    assert event(practice, job_id, name, failureReason="x").status == 400


@pytest.mark.parametrize(
    "words",
    [
        {"event": "started"},
        {"event": "begun", "jobId": "00000000-0000-0000-0000-000000000000"},
        {"event": "started", "exportJobId": "00000000-0000-0000-0000-000000000000"},
        {"event": "failed", "jobId": "00000000-0000-0000-0000-000000000000", "failureReasonType": "account_unknown"},
    ],
)
def test_wrong_events_are_refused(practice: Practice, words: dict[str, str]) -> None:
    assert practice.pleo("POST", "/v3/export-job-events", words).status == 400


def test_unknown_jobs_are_404(practice: Practice) -> None:
    nil = "00000000-0000-0000-0000-000000000000"
    assert error(practice.pleo("GET", f"/v3/export-jobs/{nil}")) == (404, "EXPORT_NOT_FOUND")
    assert error(practice.pleo("GET", f"/v3/export-jobs/{nil}/items")) == (404, "EXPORT_NOT_FOUND")
    assert error(practice.pleo("PUT", f"/v3/export-jobs/{nil}/items", [])) == (404, "EXPORT_NOT_FOUND")
    assert error(event(practice, nil, "started")) == (404, "EXPORT_NOT_FOUND")
    assert error(practice.pleo("GET", f"/v3/export-job-items?accounting_entry_id={nil}")) == (
        404,
        "EXPORT_ENTRY_NOT_FOUND",
    )


def test_at_most_100_results_a_call(practice: Practice) -> None:
    job_id, ids = pending_job(practice)
    event(practice, job_id, "started")
    assert error(report(practice, job_id, [ids[0]] * 101)) == (413, "EXPORT_JOB_ITEMS_UPDATE_LIMIT")
    assert report(practice, job_id, [ids[0]] * 100).status == 200


def test_results_are_taken_one_by_one(practice: Practice) -> None:
    job_id, ids = pending_job(practice)
    event(practice, job_id, "started")
    stranger = "00000000-0000-0000-0000-000000000000"
    answer = report(practice, job_id, [ids[0], stranger, ids[1]])
    assert answer.status == 200
    assert [item["accountingEntryId"] for item in answer.json()["data"]] == ids[:2]
    [problem] = answer.json()["errors"]
    assert (problem["accountingEntryId"], problem["type"]) == (stranger, "ACCOUNTING_ENTRY_DOES_NOT_EXIST")


def test_a_final_item_keeps_its_state_and_may_be_reported_again(practice: Practice) -> None:
    job_id, ids = pending_job(practice)
    event(practice, job_id, "started")
    assert report(practice, job_id, ids[:1]).json()["errors"] == []
    assert report(practice, job_id, ids[:1]).json()["errors"] == []
    [problem] = report(practice, job_id, ids[:1], "failed", **REASON).json()["errors"]
    assert problem["type"] == "EXPORT_ENTRY_STATUS_UPDATE_FAILED"
    [problem] = report(practice, job_id, ids[1:2], "abandoned").json()["errors"]
    assert problem["type"] == "EXPORT_ENTRY_STATUS_UPDATE_FAILED"


def test_results_need_a_running_job(practice: Practice) -> None:
    job_id, ids = pending_job(practice)
    assert error(report(practice, job_id, ids)) == (422, "EXPORT_JOB_STATUS_UNPROCESSABLE")
    event(practice, job_id, "started")
    report(practice, job_id, ids)
    event(practice, job_id, "completed")
    assert error(report(practice, job_id, ids)) == (422, "EXPORT_JOB_STATUS_UNPROCESSABLE")


def test_wrong_results_are_refused_as_a_whole(practice: Practice) -> None:
    job_id, ids = pending_job(practice)
    event(practice, job_id, "started")
    assert report(practice, job_id, ids, "done").status == 400
    assert report(practice, job_id, ids, "failed", failureReasonType="canceled_by_user").status == 400
    assert report(practice, job_id, ids, exportedAt="yesterday").status == 400
    assert {item["status"] for item in items(practice, job_id)} == {"pending"}


def test_a_job_expires_an_hour_after_the_last_action(practice: Practice) -> None:
    job_id, ids = pending_job(practice)
    event(practice, job_id, "started")
    practice.control("clock", {"advance": 3500})
    report(practice, job_id, ids[:1])
    practice.control("clock", {"advance": 3500})
    assert job(practice, job_id)["status"] == "in_progress"
    practice.control("clock", {"advance": 101})
    ended = job(practice, job_id)
    assert (ended["status"], ended["failureReasonType"]) == ("failed", "job_expired")
    assert ended["expiredAt"] is not None
    assert [item["status"] for item in items(practice, job_id)] == ["successful", "abandoned", "abandoned"]
    assert [entry_status(practice, entry_id) for entry_id in ids] == ["EXPORTED", "NOT_EXPORTED", "NOT_EXPORTED"]
    assert error(report(practice, job_id, ids[1:])) == (422, "EXPORT_JOB_STATUS_UNPROCESSABLE")


def test_looking_at_a_job_does_not_keep_it_alive(practice: Practice) -> None:
    job_id, _ = pending_job(practice)
    practice.control("clock", {"advance": 3590})
    assert job(practice, job_id)["status"] == "pending"
    practice.control("clock", {"advance": 20})
    assert job(practice, job_id)["status"] == "failed"


def test_a_job_needs_the_contra_account_of_the_default_currency(practice: Practice) -> None:
    practice.write_references(contra_account=False)
    words = {"companyId": company_id(practice), "accountingEntryIds": queued(practice, 2)}
    answer = practice.pleo("POST", "/v3/export-jobs", words)
    assert error(answer) == (400, "MISSING_CONTRA_ACCOUNTS")
    assert "EUR" in answer.json()["message"]
    practice.pleo_control("contra-account", {"currency": "EUR", "code": "512100"})
    assert practice.pleo("POST", "/v3/export-jobs", words).status == 201


def test_a_job_needs_the_contra_account_of_each_used_wallet_currency(practice: Practice) -> None:
    practice.write_references()
    [entry] = practice.pleo_control("expenses", [{"amount": "10.00", "currency": "USD"}])["accounting_entry_ids"]
    words = {"companyId": company_id(practice), "accountingEntryIds": [entry]}
    answer = practice.pleo("POST", "/v3/export-jobs", words)
    assert error(answer) == (400, "MISSING_CONTRA_ACCOUNTS")
    assert "USD" in answer.json()["message"]


def test_items_are_withheld_until_the_contra_account_is_chosen(practice: Practice) -> None:
    practice.write_references(contra_account=False)
    job_id = practice.pleo_control("export")["id"]
    assert error(practice.pleo("GET", f"/v3/export-items?job_id={job_id}")) == (400, "MISSING_CONTRA_ACCOUNTS")
    practice.pleo_control("contra-account", {"name": "Banque Pleo"})
    assert practice.pleo("GET", f"/v3/export-items?job_id={job_id}").status == 200


def test_a_contra_account_must_be_synced(practice: Practice) -> None:
    with pytest.raises(PracticeRefusedError, match="409"):
        practice.pleo_control("contra-account", {"currency": "EUR", "externalId": "35"})


def test_one_job_at_a_time_can_be_made(practice: Practice) -> None:
    pending_job(practice)
    words = {"companyId": company_id(practice), "accountingEntryIds": queued(practice, 1)}
    assert error(practice.pleo("POST", "/v3/export-jobs", words)) == (409, "EXPORT_ALREADY_IN_PROGRESS")


def test_a_job_is_made_of_known_unexported_entries(practice: Practice) -> None:
    job_id, ids = pending_job(practice)
    event(practice, job_id, "started")
    report(practice, job_id, ids)
    event(practice, job_id, "completed")

    def make(entries: list[str]) -> int:
        words = {"companyId": company_id(practice), "accountingEntryIds": entries}
        return practice.pleo("POST", "/v3/export-jobs", words).status

    assert make([]) == 400
    assert make(["00000000-0000-0000-0000-000000000000"]) == 400
    assert make(ids) == 400
    assert make(queued(practice, 1)) == 201


def test_jobs_are_listed_newest_first_and_by_status(practice: Practice) -> None:
    practice.write_references()
    ids = queued(practice, 4)
    old = practice.pleo_control("export", {"accounting_entry_ids": ids[:2]})["id"]
    new = practice.pleo_control("export", {"accounting_entry_ids": ids[2:]})["id"]
    event(practice, old, "started")

    def listed(query: str = "") -> list[str]:
        return [row["id"] for row in practice.pleo("GET", f"/v3/export-jobs{query}").json()["data"]]

    assert listed() == [new, old]
    assert listed("?statuses=in_progress") == [old]
    assert listed("?statuses=pending&statuses=in_progress") == [new, old]
    assert practice.pleo("GET", "/v3/export-jobs?statuses=expired").status == 400


def test_the_person_exports_what_is_queued_and_nothing_that_is_locked(practice: Practice) -> None:
    made = practice.pleo_control("export")
    assert (made["status"], made["numberOfItems"], made["isInteractive"]) == ("pending", 41, True)
    with pytest.raises(PracticeRefusedError, match="nothing waits"):
        practice.pleo_control("export")
    with pytest.raises(PracticeRefusedError, match="locked"):
        practice.pleo_control("export", {"accounting_entry_ids": [practice.dump()["expenses"][0]["id"]]})


def test_the_person_can_cancel_a_job_and_queue_and_export_again(practice: Practice) -> None:
    job_id, ids = pending_job(practice)
    assert practice.pleo_control("cancel", {"job_id": job_id})["failureReasonType"] == "canceled_by_user"
    assert practice.pleo_control("queue")["accounting_entry_ids"] == ids
    assert entry_status(practice, ids[0]) == "QUEUED"
    again = practice.pleo_control("export", {"accounting_entry_ids": ids})["id"]
    event(practice, again, "started")
    report(practice, again, ids)
    event(practice, again, "completed")
    assert practice.pleo_control("export", {"accounting_entry_ids": ids})["status"] == "pending"
