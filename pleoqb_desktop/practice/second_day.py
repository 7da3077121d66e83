"""The second day: what people do to exported expenses and to the books overnight, so that an integration meets it; answers no API."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import Any
from urllib.parse import parse_qs, urlsplit

from pleoqb_desktop.practice import companies
from pleoqb_desktop.practice.controls import PleoControls, Refused
from pleoqb_desktop.practice.pleo.company import JsonMap, PleoCompany
from pleoqb_desktop.practice.pleo.service import PleoService
from pleoqb_desktop.practice.quickbooks.service import QuickBooksService


class Event(StrEnum):
    """What happened. The first four befall an expense that was exported, the others begin with a new one."""

    AMOUNT_CORRECTED = "amount_corrected"
    RECEIPT_REPLACED = "receipt_replaced"
    ENTRY_EDITED = "entry_edited"
    ENTRY_VOIDED = "entry_voided"
    MONTH_CLOSED = "month_closed"
    LOOKS_ALIKE = "looks_alike"
    ACCOUNT_INACTIVE = "account_inactive"


OF_EXPORTED = frozenset({Event.AMOUNT_CORRECTED, Event.RECEIPT_REPLACED, Event.ENTRY_EDITED, Event.ENTRY_VOIDED})
_MORE = 1000
"""Cents by which an amount is corrected."""


class SecondDay:
    """Lets a second day come. ``realms``: the QuickBooks company of each company at Pleo."""

    def __init__(
        self, pleo: PleoService, controls: PleoControls, quickbooks: QuickBooksService, realms: Mapping[str, str]
    ) -> None:
        """Work on the companies of both services; people act in Pleo through ``controls``."""
        self._pleo = pleo
        self._controls = controls
        self._quickbooks = quickbooks
        self._realms = realms
        self._changes: Mapping[Event, Callable[[PleoCompany, JsonMap], None]] = {
            Event.AMOUNT_CORRECTED: self._correct_amount,
            Event.RECEIPT_REPLACED: self._replace_receipt,
            Event.ENTRY_EDITED: self._edit_entry,
            Event.ENTRY_VOIDED: self._void_entry,
        }

    def control(self, parts: list[str], method: str, data: Any) -> JsonMap:
        """POST /practice/second-day/COMPANY, ``{"events": [...]}`` (none: all). Raises LookupError, ValueError or Refused."""
        if method != "POST" or len(parts) != 1:
            raise LookupError("second-day/COMPANY (POST)")
        return self.come(parts[0], (data or {}).get("events"))

    def come(self, company_id: str, events: Sequence[str] | None = None) -> JsonMap:
        """Let these happen (None: all) and put their expenses into the export queue: ``{"events": {event: accounting entry id}}``.

        Raises Refused where nothing of the kind was exported yet, ValueError for an unknown event.
        """
        wanted = tuple(Event(name) for name in events) if events else tuple(Event)
        with self._pleo.lock:
            company = self._pleo.companies[company_id]
            exported = _exported(company)
            of_exported = [event for event in wanted if event in OF_EXPORTED]
            if not exported or len(exported) < len(of_exported):
                raise Refused(409, "the second day begins when expenses were exported")
            newest = date.fromisoformat(exported[0]["date"][:10])
            happened: dict[str, str] = {}
            for event, entry in zip(of_exported, exported, strict=False):
                self._changes[event](company, entry)
                happened[event] = str(entry["id"])
            for event in wanted:
                if event not in OF_EXPORTED:
                    happened[event] = self._begin(company, event, newest)
            self._controls.queue(company, {"accounting_entry_ids": list(happened.values())})
        return {"events": happened}

    # -- what befalls an exported expense ---------------------------------------------------------------------------

    def _correct_amount(self, company: PleoCompany, entry: JsonMap) -> None:
        """Somebody in Pleo saw that the receipt says more."""
        cents = entry["amount"] + _MORE
        self._controls.edit(company, {"id": entry["id"], "amount": f"{cents // 100}.{cents % 100:02d}"})

    def _replace_receipt(self, company: PleoCompany, entry: JsonMap) -> None:
        """The picture was blurred; the shop sent a better one."""
        others = range(1, len(entry["receipts"]))
        self._controls.edit(company, {"id": entry["id"], "receipts": ["pdf", *others]})

    def _edit_entry(self, company: PleoCompany, entry: JsonMap) -> None:
        """The bookkeeper moves it to another account and writes over the text that the program wrote."""
        row = self._entry(company, entry)
        old = row["Line"][0]["AccountBasedExpenseLineDetail"]["AccountRef"]["value"]
        others = (one["externalId"] for other in _exported(company) if (one := _account(company, other)))
        account = next((id_ for id_ in others if id_ != old), old)
        supplier = (entry["supplier"] or {}).get("name") or ""
        self._change(company, {"edit": {"Purchase": {"Id": row["Id"], "account": account, "memo": supplier}}})

    def _void_entry(self, company: PleoCompany, entry: JsonMap) -> None:
        """The bookkeeper took it for a mistake."""
        self._change(company, {"void": {"Purchase": self._entry(company, entry)["Id"]}})

    # -- what begins with a new expense -----------------------------------------------------------------------------

    def _begin(self, company: PleoCompany, event: Event, newest: date) -> str:
        """Add the expense on the day of the newest one, of a closed month in the month before; return its id."""
        last = newest.replace(day=1) - timedelta(days=1)
        day = last.replace(day=20) if event is Event.MONTH_CLOSED else newest
        known, words = companies.second_day_expense(company.data["profile"]["country"], event, day)
        account = company.account_for([known.account])
        if account is None:
            raise Refused(409, f"the account {known.account} is not synced")
        (entry_id,) = self._controls.add_expenses(company, [words])["accounting_entry_ids"]
        match event:
            case Event.MONTH_CLOSED:
                closed = {"AccountingInfoPrefs": {"BookCloseDate": last.isoformat()}}
                self._change(company, {"preferences": closed})
            case Event.LOOKS_ALIKE:
                line = {"date": day.isoformat(), "text": known.name, "amount": words["amount"]}
                line["category"] = account["externalId"]
                self._change(company, {"bank_feed": {"account": self._wallet(company), "lines": [line]}})
            case _:
                self._change(company, {"update": {"Account": {"Id": account["externalId"], "Active": False}}})
        return str(entry_id)

    # -- both sides -------------------------------------------------------------------------------------------------

    def _change(self, company: PleoCompany, data: JsonMap) -> None:
        self._quickbooks.change(self._realms[company.id], data)

    def _wallet(self, company: PleoCompany) -> str:
        contra = company.contra_account(company.currency)
        if contra is None:
            raise Refused(409, "the contra account is not chosen yet")
        return str(contra["externalId"])

    def _entry(self, company: PleoCompany, entry: JsonMap) -> JsonMap:
        """Follow the link that Pleo was told, to the entry in QuickBooks."""
        books = self._quickbooks.companies[self._realms[company.id]]
        with books.lock:
            found: JsonMap | None = books.rows["Purchase"].get(_entry_id(company, entry))
        if found is None:
            raise Refused(409, f"the entry of {entry['id']} is not in QuickBooks")
        return found


def _exported(company: PleoCompany) -> list[JsonMap]:
    """Return exported card purchases of one line with a receipt, whose entry can be followed; the newest first."""
    found = [
        entry
        for entry in company.entries.values()
        if entry["exportStatus"] == "EXPORTED"
        and entry["deletedAt"] is None
        and entry["type"] == "card_purchase"
        and len(entry["lines"]) == 1
        and entry["receipts"]
        and entry["amount"] > 0
        and entry["supplierCurrency"] == entry["currency"]
        and _entry_id(company, entry)
    ]
    return sorted(found, key=lambda entry: str(entry["date"]), reverse=True)


def _entry_id(company: PleoCompany, entry: JsonMap) -> str:
    """Return the id in the link that the latest export told; empty without one."""
    for job in reversed(list(company.jobs.values())):
        item = job["items"].get(entry["id"])
        if item and item["status"] == "successful":
            return "".join(parse_qs(urlsplit(item["externalUrl"] or "").query).get("txnId", []))
    return ""


def _account(company: PleoCompany, entry: JsonMap) -> JsonMap | None:
    return company.account_for(entry["lines"][0]["account"])
