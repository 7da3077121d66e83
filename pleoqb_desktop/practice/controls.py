"""The controls of the practice services: JSON requests by which tests and the tour do what persons, time and bad luck do."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from werkzeug import Request, Response

from pleoqb_desktop.practice import companies
from pleoqb_desktop.practice.clock import PracticeClock
from pleoqb_desktop.practice.conditions import Conditions
from pleoqb_desktop.practice.pleo import chart, file_export, imports, jobs, tag_groups, tax_codes, vendors
from pleoqb_desktop.practice.pleo.answers import stamp
from pleoqb_desktop.practice.pleo.company import JsonMap, PleoCompany, is_open, shown
from pleoqb_desktop.practice.pleo.editing import edit_entry
from pleoqb_desktop.practice.pleo.expenses import make_entry
from pleoqb_desktop.practice.pleo.service import SCOPES, PleoService
from pleoqb_desktop.practice.receipts import ReceiptStore


class Refused(Exception):  # noqa: N818 - a refusal, not an error of the program
    """A control that cannot be done; ``status`` is what the caller gets."""

    def __init__(self, status: int, message: str) -> None:
        """Keep both."""
        super().__init__(message)
        self.status = status


class PleoControls:
    """What persons do in Pleo, and what tests prepare there. Every method returns JSON data."""

    def __init__(self, service: PleoService, clock: PracticeClock, receipts: ReceiptStore) -> None:
        """Work on the companies of ``service``; ``receipts`` makes the bytes of receipts."""
        self._receipts = receipts
        self._service = service
        self._clock = clock
        self._actions: Mapping[str, Callable[[PleoCompany, Any], Any]] = {
            "contra-account": self.choose_contra_account,
            "export": self.export,
            "expenses": self.add_expenses,
            "queue": self.queue,
            "edit": self.edit,
            "delete": self.delete,
            "cancel": self.cancel,
            "key": self.change_key,
            "seed": self.seed,
            "settings": self.change_settings,
            "file": self.make_file,
            "import": self.import_lists,
        }

    def act(self, company_id: str, action: str, method: str, data: Any) -> Any:
        """Do one action. Raises Refused, or ValueError for data that make no sense."""
        with self._service.lock:
            company = self._company(company_id)
            company.expire(self._clock.now())
            if action == "dump" and method == "GET":
                return dump(company)
            if action == "expenses" and method == "DELETE":
                return self.clear_expenses(company)
            if action not in self._actions or method != "POST":
                raise Refused(404, f"no control {method} {action}")
            return self._actions[action](company, data)

    def _company(self, company_id: str) -> PleoCompany:
        company = self._service.companies.get(company_id)
        if company is None:
            raise Refused(404, f"no company {company_id}")
        return company

    def choose_contra_account(self, company: PleoCompany, data: Mapping[str, Any]) -> JsonMap:
        """Choose the account that stands for the wallets of a currency; only synced, active accounts can be chosen."""
        currency = data.get("currency") or company.currency
        named = {name: data[name] for name in ("id", "externalId", "code", "name") if name in data}
        if len(named) != 1:
            raise Refused(400, "one of id, externalId, code or name is needed")
        name, value = next(iter(named.items()))
        if value is None:
            company.data["contra_accounts"].pop(currency, None)
            return {"currency": currency, "account": None}
        found = [row for row in company.accounts.values() if row[name] == value and not row["archived"]]
        if not found:
            raise Refused(409, f"no synced account has the {name} {value}")
        company.data["contra_accounts"][currency] = found[0]["id"]
        return {"currency": currency, "account": shown(found[0])}

    def export(self, company: PleoCompany, data: Mapping[str, Any] | None) -> JsonMap:
        """Press Export: a pending job of the given entries, else of all that are queued.

        Pleo's own page does not stop anybody without contra account; the job's items are then refused (CUR-03).
        """
        words = data or {}
        wanted = words.get("accounting_entry_ids")
        if wanted is None:
            wanted = [entry["id"] for entry in company.entries.values() if entry["exportStatus"] == "QUEUED"]
        unknown = [entry_id for entry_id in wanted if entry_id not in company.entries]
        locked = [entry_id for entry_id in wanted if entry_id not in unknown and _locked(company.entries[entry_id])]
        if unknown or locked:
            raise Refused(409, f"unknown: {unknown[:5]}; locked by an export or deleted: {locked[:5]}")
        if not wanted:
            raise Refused(409, "nothing waits in the export queue")
        options = {
            "createdBy": words.get("employee_id") or company.data["employees"][0]["id"],
            "vendorBasedBookkeeping": bool(words.get("vendorBasedBookkeeping")),
        }
        return jobs.show_job(company.open_job(list(dict.fromkeys(wanted)), self._clock.now(), options))

    def add_expenses(self, company: PleoCompany, data: Any) -> JsonMap:
        """Add expenses: a list of them, or ``{"sample": "waiting" | "other_types" | "all"}``, or ``{"mass": number}``."""
        now = self._clock.now()
        country = company.data["profile"]["country"]
        if isinstance(data, Mapping):
            words = _prepared(data, country, now)
        elif isinstance(data, list):
            words = data
        else:
            raise Refused(400, "a list of expenses, or an object, is needed")
        entries = []
        for item in words:
            entry = make_entry(company, item, now)
            if entry["id"] in company.entries:
                raise Refused(409, f"the expense {entry['id']} is there already")
            entries.append(company.add("entries", entry))
        return {"accounting_entry_ids": [entry["id"] for entry in entries]}

    def clear_expenses(self, company: PleoCompany) -> JsonMap:
        """Forget all expenses and jobs."""
        for entry_id in list(company.entries):
            company.remove("entries", entry_id)
        company.jobs.clear()
        company.open_jobs.clear()
        return {}

    def delete(self, company: PleoCompany, data: Mapping[str, Any]) -> JsonMap:
        """Mark entries as deleted; locked ones stay."""
        chosen = [company.entries[entry_id] for entry_id in data["accounting_entry_ids"]]
        for entry in chosen:
            if _locked(entry):
                raise Refused(409, f"{entry['id']} is locked by an export or deleted")
            entry |= {"deletedAt": stamp(self._clock.now()), "exportStatus": "NOT_EXPORTED"}
        return {"accounting_entry_ids": [entry["id"] for entry in chosen]}

    def queue(self, company: PleoCompany, data: Mapping[str, Any] | None) -> JsonMap:
        """Put entries (default: all that are not exported) into the export queue again."""
        wanted = (data or {}).get("accounting_entry_ids")
        chosen = [
            entry
            for entry in company.entries.values()
            if not _locked(entry)
            and (entry["exportStatus"] == "NOT_EXPORTED" if wanted is None else entry["id"] in wanted)
        ]
        for entry in chosen:
            entry |= {"exportStatus": "QUEUED", "updatedAt": stamp(self._clock.now())}
        return {"accounting_entry_ids": [entry["id"] for entry in chosen]}

    def edit(self, company: PleoCompany, data: Mapping[str, Any]) -> JsonMap:
        """Change an expense, exported or not: ``{"id"}`` and what of it changes (``editing.edit_entry``); locked ones stay."""
        entry = company.entries.get(data["id"])
        if entry is None or _locked(entry):
            raise Refused(409, f"{data['id']} is unknown, locked by an export or deleted")
        edit_entry(company, entry, {name: value for name, value in data.items() if name != "id"}, self._clock.now())
        return shown(entry)

    def cancel(self, company: PleoCompany, data: Mapping[str, Any]) -> JsonMap:
        """Stop a job as a user does in Pleo."""
        job = company.jobs.get(data.get("job_id", ""))
        if job is None or not is_open(job):
            raise Refused(409, "no such job waits or runs")
        job |= {"failureReasonType": "canceled_by_user", "failureReason": "The export was cancelled."}
        company.finish(job, "failed", self._clock.now())
        return jobs.show_job(job)

    def change_key(self, company: PleoCompany, data: Mapping[str, Any]) -> JsonMap:
        """Change the API key's ``scopes`` (or ``remove`` some), ``revoked``; or make a further key (``new``)."""
        keys = company.data["keys"]
        if "new" in data:
            keys[data["new"]] = {
                "name": f"key {len(keys) + 1}",
                "scopes": list(data.get("scopes", SCOPES)),
                "revoked": False,
            }
            return dict(keys[data["new"]])
        key: JsonMap = keys[data["api_key"]] if "api_key" in data else next(iter(keys.values()))
        if "scopes" in data:
            key["scopes"] = list(data["scopes"])
        key["scopes"] = [scope for scope in key["scopes"] if scope not in data.get("remove", ())]
        key["revoked"] = bool(data.get("revoked", key["revoked"]))
        return dict(key)

    def seed(self, company: PleoCompany, data: Mapping[str, Any]) -> JsonMap:
        """Write old data without checks, duplicates too: ``accounts``, ``tax_codes``, ``vendors``, ``tag_groups`` with ``tags``."""
        at = stamp(self._clock.now())
        made: dict[str, list[str]] = {"accounts": [], "tax_codes": [], "vendors": [], "tag_groups": [], "tags": []}
        for words in data.get("accounts", ()):
            made["accounts"].append(chart.make_account(company, {"archived": False} | words)["id"])
        for words in data.get("tax_codes", ()):
            made["tax_codes"].append(
                tax_codes.make_tax_code(company, {"archived": False, "type": "inclusive"} | words, at)["id"]
            )
        for words in data.get("vendors", ()):
            made["vendors"].append(
                vendors.make_vendor(company, {"defaultCurrency": company.currency} | words, at)["id"]
            )
        for words in data.get("tag_groups", ()):
            group = tag_groups.make_group(company, {"archived": False} | words, at)
            made["tag_groups"].append(group["id"])
            for tag in words.get("tags", ()):
                made["tags"].append(tag_groups.make_tag(company, group["id"], {"archived": False} | tag, at)["id"])
        return made

    def make_file(self, company: PleoCompany, data: Mapping[str, Any] | None) -> JsonMap:
        """Make Pleo's own file (practice.pleo.file_export)."""
        return file_export.make(company, data or {}, self._clock.now(), self._receipts)

    def import_lists(self, company: PleoCompany, data: Mapping[str, Any]) -> JsonMap:
        """Import files with categories, VAT codes and tags (practice.pleo.imports)."""
        return imports.take(company, data, stamp(self._clock.now()))

    def change_settings(self, company: PleoCompany, data: Mapping[str, Any]) -> JsonMap:
        """Change ``tag_limit`` (active tags of a group) or ``net_amount`` ("net" or "gross": how netAmount is meant)."""
        if unknown := set(data) - {"tag_limit", "net_amount"}:
            raise Refused(400, f"unknown settings: {sorted(unknown)}")
        company.data["tag_limit"] = int(data.get("tag_limit", company.data["tag_limit"]))
        if "net_amount" in data:
            company.data["profile"]["net_amount"] = data["net_amount"]
        return {"tag_limit": company.data["tag_limit"], "net_amount": company.data["profile"]["net_amount"]}


def _locked(entry: JsonMap) -> bool:
    return entry["exportStatus"] == "EXPORTING" or entry["deletedAt"] is not None


def _prepared(data: Mapping[str, Any], country: str, now: Any) -> list[dict[str, Any]]:
    if "mass" in data:
        return list(companies.mass_expenses(country, int(data["mass"]), now))
    match data.get("sample"):
        case "waiting":
            return companies.waiting_expenses(country, now)
        case "other_types":
            return companies.other_types(country, now)
        case "all":
            return companies.waiting_expenses(country, now) + companies.other_types(country, now)
    raise Refused(400, 'sample must be "waiting", "other_types" or "all"')


def dump(company: PleoCompany) -> JsonMap:
    """Return everything Pleo knows of a company."""
    return {
        "company": company.data["profile"],
        "keys": [dict(key) for key in company.data["keys"].values()],
        "installation": company.data["installation"],
        "contra_accounts": {
            currency: shown(company.accounts[account_id])
            for currency, account_id in company.data["contra_accounts"].items()
            if account_id in company.accounts
        },
        "employees": company.data["employees"],
        "teams": company.data["teams"],
        "accounts": [shown(row) for row in company.accounts.values()],
        "tax_codes": [shown(row) for row in company.tax_codes.values()],
        "tag_groups": [shown(row) for row in company.tag_groups.values()],
        "tags": [shown(row) for row in company.tags.values()],
        "vendors": [shown(row) for row in company.vendors.values()],
        "expenses": [shown(row) for row in company.entries.values()],
        "jobs": [jobs.show_job(job) | {"items": list(job["items"].values())} for job in company.jobs.values()],
    }


class Controls:
    """Answers below ``/practice/`` whatever is not a page for people."""

    def __init__(
        self,
        clock: PracticeClock,
        conditions: Conditions,
        pleo: PleoControls,
        state: Callable[[], Any],
        errors: list[str],
    ) -> None:
        """``state`` describes the running world; ``errors`` collects bugs of the practice services."""
        self._clock = clock
        self._conditions = conditions
        self._pleo = pleo
        self._state = state
        self._errors = errors
        self.others: dict[str, Callable[[list[str], str, Any], Any]] = {}

    def __call__(self, request: Request) -> Response:
        """Answer a control."""
        try:
            raw = request.get_data()
            data = json.loads(raw) if raw else None
            answer = self._answer(request.path.strip("/").split("/"), request.method, data)
        except Refused as refusal:
            return _json({"error": str(refusal)}, refusal.status)
        except (ValueError, LookupError, TypeError) as error:
            return _json({"error": f"{type(error).__name__}: {error}"}, 400)
        return _json(answer, 200)

    def _answer(self, parts: list[str], method: str, data: Any) -> Any:
        match parts, method:
            case ["state"], "GET":
                return self._state()
            case ["errors"], "GET":
                return {"errors": self._errors}
            case ["conditions"], "GET":
                return self._conditions.as_json()
            case ["conditions"], "POST":
                self._conditions.change(data)
                return self._conditions.as_json()
            case ["requests"], "GET":
                return self._conditions.requests()
            case ["requests"], "DELETE":
                self._conditions.forget_requests()
                return {}
            case ["clock"], "POST":
                self._clock.advance(float(data["advance"]))
                return {"now": stamp(self._clock.now()), "offset": self._clock.offset}
            case ["clock"], "GET":
                return {"now": stamp(self._clock.now()), "offset": self._clock.offset}
            case ["pleo", company_id, action], _:
                return self._pleo.act(company_id, action, method, data)
            case [name, *rest], _ if name in self.others:
                return self.others[name](rest, method, data)
        raise Refused(404, f"no control {method} /practice/{'/'.join(parts)}")


def _json(data: Any, status: int) -> Response:
    return Response(json.dumps(data, ensure_ascii=False), status, content_type="application/json")
