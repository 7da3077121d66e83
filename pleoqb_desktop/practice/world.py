"""Puts the practice companies together: clock, conditions, services, pages and controls behind one server; saves and restores them."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from werkzeug import Request, Response

from pleoqb_desktop.practice import companies
from pleoqb_desktop.practice.bookkeeper import BookkeeperPart
from pleoqb_desktop.practice.clock import PracticeClock
from pleoqb_desktop.practice.conditions import Conditions
from pleoqb_desktop.practice.controls import Controls, PleoControls
from pleoqb_desktop.practice.intuit.service import IntuitService
from pleoqb_desktop.practice.link import PleoLink
from pleoqb_desktop.practice.person import PersonPages
from pleoqb_desktop.practice.pleo.company import JsonMap, PleoCompany
from pleoqb_desktop.practice.pleo.files import FileService
from pleoqb_desktop.practice.pleo.service import PleoService
from pleoqb_desktop.practice.quickbooks.service import QuickBooksService
from pleoqb_desktop.practice.receipts import ReceiptStore
from pleoqb_desktop.practice.second_day import SecondDay
from pleoqb_desktop.practice.server import PracticeApplication, PracticeServer, Service

SNAPSHOT = "practice.json"
VERSION = 1


class PracticeWorld:
    """All practice companies and the server they are reached at."""

    def __init__(
        self,
        countries: Sequence[str] = companies.COUNTRIES,
        *,
        items: int | None = None,
        all_types: bool = False,
        latency: float = 0.0,
        limits: bool = True,
    ) -> None:
        """Make the companies with their sample expenses, or with ``items`` mass expenses each."""
        self._fresh = partial(PracticeWorld, countries, items=items, all_types=all_types)
        self.clock = PracticeClock()
        self.conditions = Conditions(latency=latency, limits=limits)
        self._books = {country: companies.books(country) for country in countries}
        self._receipts = ReceiptStore()
        self.files = FileService(self.clock, self._receipts, self._find_receipt)
        members = [PleoCompany(companies.pleo_company(country)) for country in countries]
        self.pleo = PleoService(self.clock, self.conditions, members, self.files.link)
        seeds = list(self._books.values())
        self.intuit = IntuitService(self.clock, self.conditions, seeds)
        self.quickbooks = QuickBooksService(self.clock, self.conditions, self.intuit, seeds)
        self.services: dict[str, Service] = {
            "pleo": self.pleo,
            "files": self.files,
            "intuit": self.intuit,
            "quickbooks": self.quickbooks,
        }
        self._pleo_controls = PleoControls(self.pleo, self.clock, self._receipts)
        realms = {member.id: str(seed["realm_id"]) for member, seed in zip(members, seeds, strict=True)}
        second_day = SecondDay(self.pleo, self._pleo_controls, self.quickbooks, realms)
        bookkeeper = BookkeeperPart(self.quickbooks, second_day, realms, self.start_again)
        self._pages = PersonPages(self.pleo, self._pleo_controls, self.files, self.clock, bookkeeper)
        self.application = PracticeApplication(self.services | {"practice": self._practice}, self.conditions)
        self.controls = Controls(self.clock, self.conditions, self._pleo_controls, self.state, self.application.errors)
        self.controls.others |= {"quickbooks": self._change_books, "intuit": self._change_sign_in}
        link = PleoLink(self.pleo, self.quickbooks, self._receipts, realms, self.clock)
        self.controls.others |= {
            "link": link.control,
            "second-day": second_day.control,
            "start-again": self._start_again,
        }
        self._server: PracticeServer | None = None
        self._fill(members, items, all_types=all_types)

    def _fill(self, members: Sequence[PleoCompany], items: int | None, *, all_types: bool) -> None:
        for company in members:
            words: JsonMap = {"sample": "all" if all_types else "waiting"} if items is None else {"mass": items}
            self._pleo_controls.add_expenses(company, words)

    def _find_receipt(self, receipt_id: str) -> tuple[PleoCompany, JsonMap, JsonMap] | None:
        return self.pleo.find_receipt(receipt_id)

    def _change_books(self, parts: list[str], method: str, data: Any) -> Any:
        match parts, method:
            case [realm, "books"], "GET":
                return self.quickbooks.books(realm)
            case [realm, "change"], "POST":
                return self.quickbooks.change(realm, data)
        raise LookupError("quickbooks/REALM/books (GET) or quickbooks/REALM/change (POST)")

    def _change_sign_in(self, parts: list[str], method: str, data: Any) -> Any:
        if parts or method != "POST":
            raise LookupError("intuit (POST)")
        return self.intuit.control(data)

    def start_again(self) -> None:
        """Make all companies as on the first day: expenses, books, sign-ins, time; conditions other than faults stay."""
        fresh = self._fresh()
        with self.pleo.lock:
            self.clock.advance(-self.clock.offset)
            self.conditions.change({"faults": []})
            for name, service in self.services.items():
                service.restore(fresh.services[name].snapshot())

    def _start_again(self, parts: list[str], method: str, _data: Any) -> Any:
        if parts or method != "POST":
            raise LookupError("start-again (POST)")
        self.start_again()
        return {}

    def _practice(self, request: Request) -> Response:
        return self._pages(request) if self._pages.answers(request) else self.controls(request)

    # Serving

    def start(self, port: int = 0) -> None:
        """Serve in a thread, on ``port`` when it is free."""
        self._server = PracticeServer(self.application, port)
        self._server.start()

    def stop(self) -> None:
        """Stop serving."""
        if self._server is not None:
            self._server.stop()
            self._server = None

    @property
    def address(self) -> str:
        """Where the world is served, without a slash at the end."""
        if self._server is None:
            raise RuntimeError("the practice world is not served")
        return self._server.address

    def warm_up(self) -> None:
        """Draw the sample receipts before somebody waits for them."""
        for company in list(self.pleo.companies.values()):
            for entry, receipt in list(company.receipts.values()):
                if self.application.closing.is_set():
                    return
                self._receipts.size(company, entry, receipt)

    # Describing

    def endpoints(self) -> dict[str, dict[str, str]]:
        """Return the addresses a client is given in place of the real ones."""
        address = self.address
        intuit = f"{address}/intuit"
        return {
            "pleo": {"api": f"{address}/pleo", "web": f"{address}/practice"},
            "quickbooks": {
                "api": f"{address}/quickbooks",
                "authorize": f"{intuit}/connect/oauth2",
                "token": f"{intuit}/oauth2/v1/tokens/bearer",
                "revoke": f"{intuit}/v2/oauth2/tokens/revoke",
                "web": f"{address}/quickbooks",
            },
        }

    def companies(self) -> list[JsonMap]:
        """Return the companies with their credentials."""
        described = []
        for company, (country, books) in zip(self.pleo.companies.values(), self._books.items(), strict=True):
            profile = company.data["profile"]
            described.append(
                {
                    "country": country,
                    "name": profile["name"],
                    "language": profile["language"],
                    "currency": profile["currency"],
                    "pleo": {"company_id": company.id, "api_key": next(iter(company.data["keys"]))},
                    "quickbooks": {"realm_id": books["realm_id"], **books["client"]},
                }
            )
        return described

    def state(self) -> JsonMap:
        """Return what the first line on standard output says."""
        endpoints = self.endpoints()
        return {
            "address": self.address,
            "endpoints": endpoints,
            "endpoints_toml": toml_text(endpoints),
            "companies": self.companies(),
            "person": f"{self.address}/practice/",
        }

    # Saving

    def save(self, folder: Path) -> None:
        """Write everything to the folder's snapshot, replacing it in one step."""
        with self.pleo.lock:
            data = {
                "version": VERSION,
                "port": int(self.address.rsplit(":", 1)[1]),
                "clock": self.clock.offset,
                "services": {name: service.snapshot() for name, service in self.services.items()},
            }
            text = json.dumps(data, ensure_ascii=False)
        folder.mkdir(parents=True, exist_ok=True)
        draft = folder / f"{SNAPSHOT}.new"
        with draft.open("w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(folder / SNAPSHOT)

    def load(self, folder: Path) -> int:
        """Take the folder's snapshot over, if there is one, and return the port it was served at (0: none)."""
        file = folder / SNAPSHOT
        if not file.exists():
            return 0
        data = json.loads(file.read_text(encoding="utf-8"))
        if data.get("version") != VERSION:
            return 0
        self.clock.advance(data["clock"] - self.clock.offset)
        for name, service in self.services.items():
            if name in data["services"]:
                service.restore(data["services"][name])
        return int(data["port"])


def toml_text(endpoints: dict[str, dict[str, str]]) -> str:
    """Return the endpoints as the text of an endpoints file."""
    tables = []
    for table, values in endpoints.items():
        rows = "".join(f'{name} = "{value}"\n' for name, value in values.items())
        tables.append(f"[{table}]\n{rows}")
    return "\n".join(tables)
