"""The state of one practice company at Pleo: plain JSON data, its indexes, and the mapping a bookkeeper keeps; answers no request."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

from pleoqb_desktop.practice.pleo.answers import moment_of, stamp
from pleoqb_desktop.practice.pleo.pages import Row

JOB_LIFE = timedelta(hours=1)
"""An export job expires one hour after its last action (pleo.md 3)."""
TAG_LIMIT = 10_000
"""Active tags of a group; Pleo's number is not published (pleo.md 7)."""
NAMESPACE = uuid.UUID("3f1f6c5e-6f3a-5b0e-9c7d-2d1f5a7b9c01")
JsonMap = dict[str, Any]

_COLLECTIONS = ("accounts", "tax_codes", "tag_groups", "tags", "vendors", "entries", "jobs")


def new_id() -> str:
    """Return a random UUID."""
    return str(uuid.uuid4())


def fixed_id(*parts: object) -> str:
    """Return a UUID that depends only on ``parts``, so that practice data is the same in every run."""
    return str(uuid.uuid5(NAMESPACE, "/".join(map(str, parts))))


class PleoCompany:
    """One company. Not thread-safe by itself: the service's lock guards it."""

    def __init__(self, data: JsonMap) -> None:
        """``data``: profile, keys, employees, teams, and whatever of the collections a snapshot or a seed brings."""
        self.data = data
        for name in _COLLECTIONS:
            data.setdefault(name, {})
        data.setdefault("contra_accounts", {})
        data.setdefault("installation", None)
        data.setdefault("sequence", 0)
        data.setdefault("tag_limit", TAG_LIMIT)
        self._lookups: dict[str, dict[str, JsonMap]] = {}
        self.accounts_by_external_id: dict[str, JsonMap] = {r["externalId"]: r for r in self.accounts.values()}
        self.tags_of_group: dict[str, dict[str, JsonMap]] = {}
        for tag in self.tags.values():
            self.tags_of_group.setdefault(tag["groupId"], {})[tag["id"]] = tag
        self.open_jobs: dict[str, JsonMap] = {r["id"]: r for r in self.jobs.values() if is_open(r)}
        self.receipts: dict[str, tuple[JsonMap, JsonMap]] = {}
        for entry in self.entries.values():
            self.index_receipts(entry)

    @property
    def id(self) -> str:
        """The company's UUID."""
        return str(self.data["profile"]["id"])

    @property
    def currency(self) -> str:
        """The default currency of its wallets, ISO 4217."""
        return str(self.data["profile"]["currency"])

    def _collection(self, name: str) -> dict[str, JsonMap]:
        collection: dict[str, JsonMap] = self.data[name]
        return collection

    @property
    def accounts(self) -> dict[str, JsonMap]:
        """The chart of accounts, by id."""
        return self._collection("accounts")

    @property
    def tax_codes(self) -> dict[str, JsonMap]:
        """Tax codes by id."""
        return self._collection("tax_codes")

    @property
    def tag_groups(self) -> dict[str, JsonMap]:
        """Tag groups by id."""
        return self._collection("tag_groups")

    @property
    def tags(self) -> dict[str, JsonMap]:
        """Tags by id, of all groups."""
        return self._collection("tags")

    @property
    def vendors(self) -> dict[str, JsonMap]:
        """Vendors by id."""
        return self._collection("vendors")

    @property
    def entries(self) -> dict[str, JsonMap]:
        """Accounting entries by id."""
        return self._collection("entries")

    @property
    def jobs(self) -> dict[str, JsonMap]:
        """Export jobs by id."""
        return self._collection("jobs")

    def add(self, collection: str, row: JsonMap) -> JsonMap:
        """Keep a new row under its ``id`` with the next place in order, and return it."""
        self.data["sequence"] += 1
        row["seq"] = self.data["sequence"]
        self._collection(collection)[row["id"]] = row
        if collection == "accounts":
            self.accounts_by_external_id[row["externalId"]] = row
        elif collection == "tags":
            self.tags_of_group.setdefault(row["groupId"], {})[row["id"]] = row
        elif collection == "entries":
            self.index_receipts(row)
        elif collection == "jobs":
            self.open_jobs[row["id"]] = row
        self.forget_lookups()
        return row

    def remove(self, collection: str, identifier: str) -> None:
        """Forget a row."""
        row = self._collection(collection).pop(identifier)
        if collection == "accounts":
            self.accounts_by_external_id.pop(row["externalId"], None)
        elif collection == "tags":
            self.tags_of_group[row["groupId"]].pop(identifier, None)
        elif collection == "entries":
            for receipt in row["receipts"]:
                self.receipts.pop(receipt["id"], None)
        self.forget_lookups()

    def index_receipts(self, entry: JsonMap) -> None:
        """Make the entry's receipts findable by their id."""
        for receipt in entry["receipts"]:
            self.receipts[receipt["id"]] = (entry, receipt)

    def forget_lookups(self) -> None:
        """Drop the mapping tables after accounts, tax codes, tags or vendors changed."""
        self._lookups.clear()

    # The mapping a bookkeeper keeps in Pleo: category -> account, VAT code, tags. Practice expenses carry what is meant
    # (number or name, VAT code's name, class or project); what was not synced, or is archived, is not found.

    def account_for(self, references: Iterable[str]) -> JsonMap | None:
        """Return the synced account with this number, name or QuickBooks id."""
        return _first(references, self._lookup("accounts", self.accounts, ("code", "name", "externalId")))

    def tax_code_for(self, references: Iterable[str]) -> JsonMap | None:
        """Return the synced tax code with this name or QuickBooks id."""
        return _first(references, self._lookup("tax_codes", self.tax_codes, ("name", "code")))

    def vendor_for(self, references: Iterable[str]) -> JsonMap | None:
        """Return the vendor with this name, code or QuickBooks id."""
        return _first(references, self._lookup("vendors", self.vendors, ("name", "code", "externalId")))

    def tag_for(self, hint: str, name: str) -> JsonMap | None:
        """Return the tag with this name (or code) in a group whose code holds ``hint``; without hint in any group."""
        for group in self.tag_groups.values():
            if group["archived"] or hint.casefold() not in group["code"].casefold():
                continue
            table = self._lookup(f"tags {group['id']}", self.tags_of_group.get(group["id"], {}), ("name", "code"))
            if found := _first([name], table):
                return found
        return None

    def _lookup(self, key: str, rows: Mapping[str, JsonMap], members: tuple[str, ...]) -> dict[str, JsonMap]:
        table = self._lookups.get(key)
        if table is None:
            table = self._lookups[key] = {}
            usable = [row for row in rows.values() if not row.get("archived") and row.get("state") != "ARCHIVED"]
            for member in members:
                for row in usable:
                    if value := row.get(member):
                        table.setdefault(value.strip().casefold(), row)
                        table.setdefault(value.rsplit(":", 1)[-1].strip().casefold(), row)
        return table

    def employee(self, identifier: str | None) -> JsonMap | None:
        """Return the employee with this id."""
        return next((person for person in self.data["employees"] if person["id"] == identifier), None)

    def team(self, identifier: str | None) -> JsonMap | None:
        """Return the team with this id."""
        return next((team for team in self.data["teams"] if team["id"] == identifier), None)

    # The life of an export job (pleo.md 3)

    def expire(self, now: datetime) -> None:
        """End the jobs whose hour is over: failed, ``job_expired``, open items abandoned."""
        for job in list(self.open_jobs.values()):
            if now >= moment_of(job["lastUpdatedAt"]) + JOB_LIFE:
                job |= {
                    "expiredAt": stamp(moment_of(job["lastUpdatedAt"]) + JOB_LIFE),
                    "failureReasonType": "job_expired",
                    "failureReason": "The export job expired.",
                }
                self.finish(job, "failed", now)

    def finish(self, job: JsonMap, status: str, now: datetime) -> None:
        """Close a job; what is not final is abandoned and its entry can be exported again."""
        job["status"] = status
        job["lastUpdatedAt"] = stamp(now)
        self.open_jobs.pop(job["id"], None)
        for item in job["items"].values():
            if item["status"] in ("pending", "in_progress"):
                item["status"] = "abandoned"
                self.release(item["accountingEntryId"], "NOT_EXPORTED", now)

    def release(self, entry_id: str, status: str, now: datetime) -> None:
        """Unlock an entry with the export status it ends with."""
        if entry := self.entries.get(entry_id):
            entry["exportStatus"] = status
            entry["updatedAt"] = stamp(now)

    def open_job(self, entry_ids: list[str], now: datetime, options: JsonMap) -> JsonMap:
        """Make a pending job of entries and lock them. ``options``: createdBy, isInteractive, vendorBasedBookkeeping."""
        job_id = new_id()
        at = stamp(now)
        items = {
            entry_id: {
                "accountingEntryId": entry_id,
                "exportJobId": job_id,
                "status": "pending",
                "exportedAt": None,
                "externalId": None,
                "externalUrl": None,
                "failureReason": None,
                "failureReasonType": None,
            }
            for entry_id in entry_ids
        }
        for entry_id in items:
            self.entries[entry_id] |= {"exportStatus": "EXPORTING", "updatedAt": at}
        return self.add(
            "jobs",
            {
                "id": job_id,
                "companyId": self.id,
                "status": "pending",
                "createdAt": at,
                "createdBy": options.get("createdBy"),
                "startedAt": None,
                "completedAt": None,
                "expiredAt": None,
                "lastUpdatedAt": at,
                "failureReason": None,
                "failureReasonType": None,
                "isInteractive": options.get("isInteractive", True),
                "vendorBasedBookkeeping": options.get("vendorBasedBookkeeping", False),
                "items": items,
            },
        )

    def missing_contra_accounts(self, entry_ids: Iterable[str]) -> list[str]:
        """Return the currencies without contra account: the default one, and those of the entries' wallets (CUR-03)."""
        entries = self.entries
        used = {entries[entry_id]["currency"] for entry_id in entry_ids if entry_id in entries}
        return sorted(currency for currency in used | {self.currency} if self.contra_account(currency) is None)

    def contra_account(self, currency: str) -> JsonMap | None:
        """Return the contra account that was chosen for wallets of this currency."""
        return self.accounts.get(self.data["contra_accounts"].get(currency, ""))


def is_open(job: Mapping[str, Any]) -> bool:
    """Tell whether a job waits or runs."""
    return job["status"] in ("pending", "in_progress")


def rows_of(rows: Iterable[JsonMap]) -> list[Row]:
    """Return rows with their place, oldest first."""
    return [(row["seq"], row) for row in rows]


def shown(row: Mapping[str, Any]) -> JsonMap:
    """Return a row without what is ours only."""
    return {name: value for name, value in row.items() if name != "seq"}


def _first(references: Iterable[str], table: Mapping[str, JsonMap]) -> JsonMap | None:
    for reference in references:
        if found := table.get(reference.strip().casefold()):
            return found
    return None
