"""Pleo's export jobs (pleo.md 3): jobs, their items (control layer), events, and the items' payload (data layer)."""

from __future__ import annotations

from datetime import datetime

from werkzeug import Response

from pleoqb_desktop.practice.pleo.answers import PleoError, bad_request, data_answer, empty_answer, json_answer, stamp
from pleoqb_desktop.practice.pleo.calls import Call, Route
from pleoqb_desktop.practice.pleo.company import JOB_LIFE, JsonMap, is_open, shown
from pleoqb_desktop.practice.pleo.items import ItemView
from pleoqb_desktop.practice.pleo.pages import PageRules, page
from pleoqb_desktop.practice.pleo.schema import FLAG, MOMENT, TEXT, UUID, Member, choice, list_of, record, uuid_of

JOB_STATUSES = ("pending", "in_progress", "failed", "completed", "completed_with_errors")
JOB_FAILURES = choice(
    "invalid_configuration", "missing_configuration", "authentication_failure", "accounting_system_authentication_failure",
    "pleo_rate_limit", "accounting_system_rate_limit", "service_unreachable", "accounting_system_unreachable",
    "validation_failure", "authorization_failure", "integration_unusable", "job_expired", "service_timeout",
    "accounting_system_timeout", "canceled_by_user",
)  # fmt: skip
ITEM_STATUSES = ("pending", "in_progress", "failed", "successful", "abandoned")
ITEM_FAILURES = choice(
    "receipt_upload_failure", "receipt_download_failure", "receipt_file_size_limit_exceeded", "receipt_conversion_failure",
    "unexpected_failure", "invalid_configuration", "missing_configuration", "accounting_system_authentication_failure",
    "accounting_system_rate_limit", "accounting_system_unreachable", "validation_failure",
    "accounting_system_validation_failure", "authorization_failure", "accounting_system_timeout", "vendor_unknown",
    "account_unknown", "tax_code_unknown", "tag_unknown",
)  # fmt: skip
CREATE = record(
    accountingEntryIds=list_of(UUID).needed,
    companyId=UUID.needed,
    employeeId=UUID.or_null,
    isInteractive=FLAG.or_null,
    options=Member("object", nullable=True, members={"vendorBasedBookkeeping": FLAG.or_null}),
)
EVENT = record(
    event=choice("started", "failed", "completed", "completed_with_errors").needed,
    jobId=UUID.needed,
    failureReason=TEXT,
    failureReasonType=JOB_FAILURES,
)
UPDATES = list_of(
    record(
        accountingEntryId=UUID.needed,
        status=choice(*ITEM_STATUSES).needed,
        exportedAt=MOMENT,
        externalId=TEXT,
        externalUrl=TEXT,
        failureReason=TEXT,
        failureReasonType=ITEM_FAILURES,
    )
)
UPDATE_LIMIT = 100
FINAL = frozenset({"successful", "failed"})


def show_job(job: JsonMap) -> JsonMap:
    """Return the job as the API shows it."""
    shown_job = shown(job) | {"numberOfItems": len(job["items"]), "expiresIn": int(JOB_LIFE.total_seconds())}
    del shown_job["items"]
    if shown_job["failureReasonType"] is None:
        # the contract does not let it be null here
        del shown_job["failureReasonType"]
    return shown_job


def list_jobs(call: Call) -> Response:
    """Pages of jobs, newest first: the default order is UNVERIFIED, and who needs the oldest must look for it."""
    call.check_company()
    statuses = call.query.get("statuses")
    if statuses and (unknown := set(statuses) - set(JOB_STATUSES)):
        raise bad_request(f"unknown statuses: {', '.join(sorted(unknown))}")
    jobs = [job for job in call.company.jobs.values() if not statuses or job["status"] in statuses]
    rows = [(-job["seq"], job) for job in reversed(jobs)]
    return json_answer(page(rows, call.page, show_job))


def create_job(call: Call) -> Response:
    """Make a pending job: 400 without contra accounts, 409 while another waits or runs."""
    company = call.company
    call.own_company(call.body["companyId"])
    ids = list(dict.fromkeys(identifier.lower() for identifier in call.body["accountingEntryIds"]))
    if not ids:
        raise bad_request("accountingEntryIds must not be empty")
    unknown = [identifier for identifier in ids if identifier not in company.entries]
    if unknown:
        raise PleoError(400, "ACCOUNTING_ENTRY_DOES_NOT_EXIST", f"unknown accounting entries: {', '.join(unknown[:5])}")
    if company.open_jobs:
        raise PleoError(409, "EXPORT_ALREADY_IN_PROGRESS", "An export job of the company is pending or in progress")
    wrong = [
        identifier
        for identifier in ids
        if company.entries[identifier]["exportStatus"] not in ("QUEUED", "NOT_EXPORTED")
    ]
    if wrong:
        raise bad_request(f"accounting entries that cannot be exported now: {', '.join(wrong[:5])}")
    refuse_missing_contra_accounts(call, ids)
    options = call.body.get("options") or {}
    interactive = call.body.get("isInteractive")
    job = company.open_job(
        ids,
        call.now,
        {
            "createdBy": call.body.get("employeeId"),
            "isInteractive": True if interactive is None else interactive,
            "vendorBasedBookkeeping": bool(options.get("vendorBasedBookkeeping")),
        },
    )
    return data_answer(show_job(job), 201)


def refuse_missing_contra_accounts(call: Call, entry_ids: list[str]) -> None:
    """Raise PleoError 400 naming the currencies that have no contra account (pleo.md 5)."""
    if missing := call.company.missing_contra_accounts(entry_ids):
        raise PleoError(
            400,
            "MISSING_CONTRA_ACCOUNTS",
            f"Make sure you don't export {', '.join(missing)} expenses before you set your contra accounts.",
        )


def _job(call: Call, identifier: str) -> JsonMap:
    job = call.company.jobs.get(identifier)
    if job is None:
        raise PleoError(404, "EXPORT_NOT_FOUND", "Export job not found")
    return job


def read_job(call: Call) -> Response:
    """One job."""
    return data_answer(show_job(_job(call, call.ids["jobId"])))


def list_items(call: Call) -> Response:
    """Pages of a job's items: ids and states, no accounting data."""
    job = _job(call, call.ids["jobId"])
    status = call.query.get("status", [None])[0]
    if status is not None and status not in ITEM_STATUSES:
        raise bad_request(f"unknown status {status}")
    items = enumerate(job["items"].values(), 1)
    rows = [(index, item) for index, item in items if status is None or item["status"] == status]
    return json_answer(page(rows, call.page, lambda item: item))


def update_items(call: Call) -> Response:
    """Take up to 100 results; what cannot be taken is told item by item, the rest is kept."""
    job = _job(call, call.ids["jobId"])
    if len(call.body) > UPDATE_LIMIT:
        raise PleoError(413, "EXPORT_JOB_ITEMS_UPDATE_LIMIT", f"At most {UPDATE_LIMIT} items can be updated at once")
    # 422 on a finished job is published; that a job which was not started is refused too is the stricter reading
    if job["status"] != "in_progress":
        raise PleoError(422, "EXPORT_JOB_STATUS_UNPROCESSABLE", f"The export job is {job['status']}")
    done: list[JsonMap] = []
    errors: list[JsonMap] = []
    for update in call.body:
        problem = _update_item(call, job, update)
        if problem is None:
            done.append(job["items"][update["accountingEntryId"].lower()])
        else:
            errors.append({"accountingEntryId": update["accountingEntryId"], "type": problem[0], "message": problem[1]})
    if done:
        job["lastUpdatedAt"] = stamp(call.now)
    return json_answer({"data": done, "errors": errors})


def _update_item(call: Call, job: JsonMap, update: JsonMap) -> tuple[str, str] | None:
    """Apply one result and return None, or the type and message of what is wrong with it.

    Which moves are allowed is UNVERIFIED: a final item stays as it is, repeating its own state is taken for a repeat.
    """
    entry_id = update["accountingEntryId"].lower()
    item = job["items"].get(entry_id)
    if item is None:
        return "ACCOUNTING_ENTRY_DOES_NOT_EXIST", "The accounting entry is not part of the export job"
    old, new = item["status"], update["status"]
    if new not in ("in_progress", "failed", "successful") or (old in FINAL and new != old):
        return "EXPORT_ENTRY_STATUS_UPDATE_FAILED", f"An item that is {old} cannot become {new}"
    item |= {name: value for name, value in update.items() if name != "accountingEntryId"}
    if new in FINAL and old not in FINAL:
        call.company.release(entry_id, "EXPORTED" if new == "successful" else "NOT_EXPORTED", call.now)
    return None


def find_item(call: Call) -> Response:
    """The latest item of an entry in any job."""
    call.check_company()
    entry_id = uuid_of(call.query.get("accounting_entry_id", [""])[0], "accounting_entry_id")
    for job in reversed(list(call.company.jobs.values())):
        if entry_id in job["items"]:
            return data_answer(job["items"][entry_id])
    raise PleoError(404, "EXPORT_ENTRY_NOT_FOUND", "Export job item not found")


def post_event(call: Call) -> Response:
    """Move a job: pending -> in_progress -> completed, completed_with_errors or failed; 422 for any other move."""
    words = call.body
    job = _job(call, words["jobId"].lower())
    event = words["event"]
    # Pages disagree about completed_with_errors: the specification allows the reason only for failed.
    if event != "failed" and ("failureReason" in words or "failureReasonType" in words):
        raise bad_request("failureReason and failureReasonType belong to the event failed only")
    problem = _refusal(job, event)
    if problem is not None:
        raise PleoError(422, "INVALID_EXPORT_JOB_STATUS_CHANGE", problem)
    if event == "started":
        job |= {"status": "in_progress", "startedAt": stamp(call.now), "lastUpdatedAt": stamp(call.now)}
    else:
        _finish(call, job, call.now)
    return empty_answer(202)


def _refusal(job: JsonMap, event: str) -> str | None:
    """Return why the event does not fit, None when it does. The matrix beyond the published cases is the strict one."""
    status = job["status"]
    allowed = {"pending": ("started", "failed"), "in_progress": ("failed", "completed", "completed_with_errors")}
    if event not in allowed.get(status, ()):
        return f"{event} is not possible for a job that is {status}"
    if event in ("started", "failed"):
        return None
    statuses = {item["status"] for item in job["items"].values()}
    if statuses - FINAL:
        return f"{event} is not possible while items are not final"
    if event == "completed" and "failed" in statuses:
        return "completed is not possible when items failed"
    if event == "completed_with_errors" and "failed" not in statuses:
        return "completed_with_errors is not possible when no item failed"
    return None


def _finish(call: Call, job: JsonMap, now: datetime) -> None:
    words = call.body
    if words["event"] == "failed":
        job |= {"failureReason": words.get("failureReason"), "failureReasonType": words.get("failureReasonType")}
    else:
        job["completedAt"] = stamp(now)
    call.company.finish(job, words["event"], now)


def export_items(call: Call) -> Response:
    """Pages of a job's items with everything; only while it waits or runs, only with contra accounts."""
    # what an absent job_id means is UNVERIFIED: refused
    job = _job(call, uuid_of(call.query.get("job_id", [""])[0], "job_id"))
    if not is_open(job):
        raise PleoError(422, "EXPORT_JOB_STATUS_UNPROCESSABLE", f"The export job is {job['status']}")
    refuse_missing_contra_accounts(call, list(job["items"]))
    view = ItemView(call.company, call.now, call.base, call.links, bool(job["vendorBasedBookkeeping"]))
    rows = list(enumerate(job["items"], 1))
    return json_answer(page(rows, call.page, lambda entry_id: view.item(call.company.entries[entry_id])))


def _pages(name: str) -> PageRules:
    return PageRules(name, total=False)


_READ, _WRITE = "export-jobs:read", "export-jobs:write"
ROUTES = (
    Route(
        "GET", "/v3/export-jobs", list_jobs, _READ, None, frozenset({"company_id", "statuses"}), _pages("export-jobs")
    ),
    Route("POST", "/v3/export-jobs", create_job, _WRITE, CREATE),
    Route("GET", "/v3/export-jobs/<id:jobId>", read_job, _READ),
    Route(
        "GET", "/v3/export-jobs/<id:jobId>/items", list_items, _READ, None, frozenset({"status"}), _pages("job-items")
    ),
    Route("PUT", "/v3/export-jobs/<id:jobId>/items", update_items, _WRITE, UPDATES),
    Route("GET", "/v3/export-job-items", find_item, _READ, None, frozenset({"company_id", "accounting_entry_id"})),
    Route("POST", "/v3/export-job-events", post_event, _WRITE, EVENT),
    Route(
        "GET",
        "/v3/export-items",
        export_items,
        "export-items:read",
        None,
        frozenset({"job_id"}),
        _pages("export-items"),
    ),
)
