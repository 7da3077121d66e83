"""Practice services for tests of the whole house: in a thread of this process, or as the real process."""

from __future__ import annotations

import base64
import json
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from unittest.mock import patch
from urllib.parse import urlsplit

from pleoqb_desktop.practice import companies
from pleoqb_desktop.practice.world import PracticeWorld
from tests.patience import PATIENCE

SAMPLES_UNTIL = date(2026, 11, 20)
"""The day that sample expenses are counted back from in practice of this process: tests name the months that they lie in."""


class PracticeRefusedError(AssertionError):
    """A control that the practice services refused."""


@dataclass(frozen=True)
class Answer:
    """An answer over HTTP: status, headers in lower case, body."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> Any:
        """Read the body as JSON."""
        return json.loads(self.body)


def request(address: str, method: str, path: str, data: Any = None, headers: Mapping[str, str] | None = None) -> Answer:
    """Send one request on a connection of its own. ``data``: bytes as they are, anything else as JSON."""
    parts = urlsplit(address)
    connection = HTTPConnection(parts.hostname or "", parts.port, timeout=PATIENCE)
    sent = dict(headers or {})
    body = data if data is None or isinstance(data, bytes) else json.dumps(data).encode()
    if body is not None and not any(name.lower() == "content-type" for name in sent):
        sent["Content-Type"] = "application/json"
    try:
        connection.request(method, path, body, sent)
        response = connection.getresponse()
        return Answer(response.status, {name.lower(): value for name, value in response.getheaders()}, response.read())
    finally:
        connection.close()


class Practice:
    """A running set of practice companies."""

    def __init__(self, state: Mapping[str, Any], world: PracticeWorld | None = None) -> None:
        """``state``: what the process prints first; ``world`` where it lives in this process."""
        self.address: str = state["address"]
        self.endpoints: dict[str, dict[str, str]] = state["endpoints"]
        self.endpoints_toml: str = state["endpoints_toml"]
        self.companies: list[dict[str, Any]] = state["companies"]
        self.world = world

    def company(self, country: str = "FR") -> dict[str, Any]:
        """Return the company of a country."""
        return next(company for company in self.companies if company["country"] == country)

    def control(self, path: str, data: Any = None, method: str = "POST") -> Any:
        """Use a control below /practice/ and return its JSON. Raises PracticeRefusedError when it is refused."""
        answer = request(self.address, method, f"/practice/{path.lstrip('/')}", data)
        if answer.status != 200:
            raise PracticeRefusedError(f"{method} {path}: {answer.status} {answer.body.decode()}")
        return answer.json()

    def pleo_control(self, action: str, data: Any = None, *, country: str = "FR", method: str = "POST") -> Any:
        """Use a control of a company at Pleo: contra-account, export, expenses, queue, cancel, key, seed, dump ..."""
        return self.control(f"pleo/{self.company(country)['pleo']['company_id']}/{action}", data, method)

    def dump(self, country: str = "FR") -> dict[str, Any]:
        """Return everything Pleo knows of a company."""
        dumped: dict[str, Any] = self.pleo_control("dump", country=country, method="GET")
        return dumped

    def pleo(
        self, method: str, path: str, data: Any = None, *, country: str = "FR", headers: Mapping[str, str] | None = None
    ) -> Answer:
        """Send a request to Pleo's API with the company's key."""
        key = self.company(country)["pleo"]["api_key"]
        sent = {"Authorization": basic(key)} | dict(headers or {})
        return request(self.address, method, f"/pleo{path}", data, sent)

    def write_references(self, country: str = "FR", *, contra_account: bool = True) -> None:
        """Write accounts, tax codes and tags into Pleo as a sync would, and choose a contra account, all by controls."""
        company = self.company(country)
        books = self.control(f"quickbooks/{company['quickbooks']['realm_id']}/books", method="GET")["entities"]
        profile = self.dump(country)["company"]
        groups = {"class": "Class", "project": "Customer", "location": "Department"}
        rates = [code for code in _rows(books["TaxCode"]) if code["Name"] in profile["rates"]]
        accounts = [
            {"externalId": account["Id"], "name": account["Name"], "code": account.get("AcctNum")}
            for account in _rows(books["Account"])
        ]
        seed = {
            "accounts": [*accounts, {"externalId": "9001", "name": "Banque Pleo", "code": "512100"}],
            "tax_codes": [
                {
                    "code": code["Id"],
                    "name": code["Name"],
                    "rate": float(profile["rates"][code["Name"]]),
                    "type": "reverse" if code["Name"] in profile["reverse"] else "inclusive",
                }
                for code in rates
            ],
            "tag_groups": [
                {
                    "code": f"qbo-{group}",
                    "name": entity,
                    "tags": [
                        {"code": row["Id"], "name": row.get("Name") or row["DisplayName"]}
                        for row in _rows(books[entity])
                    ],
                }
                for group, entity in groups.items()
            ],
        }
        self.pleo_control("seed", seed, country=country)
        if contra_account:
            self.pleo_control("contra-account", {"externalId": "9001"}, country=country)

    def errors(self) -> list[str]:
        """Return the bugs that the practice services met."""
        found: list[str] = self.control("errors", method="GET")["errors"]
        return found


def _rows(rows: Any) -> list[dict[str, Any]]:
    return list(rows.values() if isinstance(rows, dict) else rows)


def basic(user: str, password: str = "") -> str:
    """Return the value of an Authorization header."""
    return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()


@contextmanager
def running_practice(
    countries: Sequence[str] = ("FR",),
    items: int | None = None,
    latency: float = 0.0,
    limits: bool = False,
    all_types: bool = False,
    port: int = 0,
) -> Iterator[Practice]:
    """Serve practice companies from a thread of this process; a bug in them fails the test at the end.

    On ``port`` when it is free.
    """
    with patch.object(companies, "base_date", lambda _: SAMPLES_UNTIL):
        world = PracticeWorld(countries, items=items, latency=latency, limits=limits, all_types=all_types)
        world.start(port)
        try:
            yield Practice(world.state(), world)
        finally:
            world.stop()
    assert not world.application.errors, world.application.errors[0]


class PracticeProcess:
    """The practice services as the process that people start."""

    def __init__(self, *arguments: str) -> None:
        """Start ``python -m pleoqb_desktop.practice`` and read its first line."""
        self.process = subprocess.Popen(
            [sys.executable, "-m", "pleoqb_desktop.practice", *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            cwd=Path(__file__).parents[3],
        )
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if not line:
            self.process.communicate()
            raise AssertionError(f"the practice process ended with {self.process.returncode}")
        self.practice = Practice(json.loads(line))

    def stop(self, signal_number: int | None = None) -> int:
        """End it, by a signal or by closing its standard input, and return its exit code."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        if signal_number is not None:
            self.process.send_signal(signal_number)
        else:
            self.process.stdin.close()
        try:
            return self.process.wait(timeout=PATIENCE)
        finally:
            if self.process.poll() is None:
                self.process.kill()
                self.process.wait()
            if not self.process.stdin.closed:
                self.process.stdin.close()
            self.process.stdout.close()
