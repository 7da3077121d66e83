"""A profile that is set up, and practice services that go back to the morning: the same export can be tried again and again."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

from pleoqb_desktop.app import App, Choice, World
from pleoqb_desktop.export.outcome import RunOutcome
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.services.storage.secrets import FileSecrets
from pleoqb_desktop.setup.set_up import Answers
from tests.e2e.practice.server_fixture import Practice, request
from tests.e2e.practice_set_up import read_whole
from tests.endure.books import Picture, picture
from tests.endure.clock import MovedClock
from tests.endure.expenses import TAKEN_NUMBER, handful
from tests.patience import PATIENCE

COUNTRY = "GB"
ENTRIES_BATCH = 3
"""Which batch of an export makes the purchases: those before read the books (a test makes sure)."""


@dataclass(frozen=True)
class _Consent:
    """The answer of a sign-in, as the browser would bring it (setup.connect.Callback)."""

    redirect_uri: str
    state: str
    code: str = ""
    realm_id: str = ""

    def wait(self, _cancel: CancelToken) -> _Consent:
        return self


class PracticeSetUp:
    """One company, its practice services, and the folder of a profile on the morning of an export."""

    def __init__(self, practice: Practice, folder: Path) -> None:
        self.practice = practice
        self.morning = folder / "morning"
        self._homes = folder / "homes"
        self._homes.mkdir()
        self._endpoints = folder / "endpoints.toml"
        self._endpoints.write_text(practice.endpoints_toml, "utf-8")
        self._company = practice.company(COUNTRY)
        self.realm: str = self._company["quickbooks"]["realm_id"]

    def environ(self, home: Path) -> dict[str, str]:
        """The environment of a program of this profile folder."""
        return {
            "PLEOQB_HOME": str(home),
            "PLEOQB_ENDPOINTS": str(self._endpoints),
            "PLEOQB_INTUIT_CLIENT_ID": self._company["quickbooks"]["client_id"],
            "PLEOQB_INTUIT_CLIENT_SECRET": self._company["quickbooks"]["client_secret"],
        }

    # -- programs --------------------------------------------------------------------------------

    def clock(self) -> MovedClock:
        """A clock that takes the practice services' clock along."""
        return MovedClock(lambda seconds: self.practice.control("clock", {"advance": seconds}))

    @contextmanager
    def program(self, home: Path, clock: MovedClock | None = None) -> Iterator[App]:
        """A program of this profile folder, as if just started."""
        clock = clock or self.clock()
        world = World(self.environ(home), clock, lambda _profile: FileSecrets(home / "secrets.json"))
        with App(Choice(language="en"), world) as program:
            yield program

    def export(self, home: Path, clock: MovedClock | None = None) -> RunOutcome:
        """Export now, in a program of its own."""
        cancel = CancelToken()
        with self.program(home, clock) as program, program.exports.now(cancel) as export:
            return read_whole(export.run())

    def home(self) -> Path:
        """The folder of a fresh profile, as it was in the morning."""
        folder = Path(tempfile.mkdtemp(dir=self._homes))
        shutil.copytree(self.morning, folder, dirs_exist_ok=True)
        return folder

    def store(self, home: Path) -> Path:
        """The file of the run store of a profile folder."""
        with self.program(home) as program:
            return program.folders.data / "runs.sqlite"

    # -- the morning -----------------------------------------------------------------------------

    def begin(self, expenses: Sequence[dict[str, Any]]) -> None:
        """Connects, sets up, syncs and keeps this moment."""
        self.morning.mkdir()
        cancel = CancelToken()
        with self.program(self.morning, MovedClock()) as program:
            self.connect(program, cancel)
            set_up = program.set_up(cancel)
            answers = Answers(create_wallet=True, create_pocket=True, pocket_used=True)
            settings, _ = set_up.apply(answers, set_up.books())
            program.sync(cancel).run()
        self.practice.pleo_control("contra-account", {"externalId": settings.wallet_account_id}, country=COUNTRY)
        self._plant_bill()
        self.practice.pleo_control("expenses", list(expenses), country=COUNTRY)
        self.practice.control("moment/keep")

    def connect(self, program: App, cancel: CancelToken) -> None:
        """Gives the key and goes through the consent page."""
        program.connect_pleo().connect(self._company["pleo"]["api_key"])
        connect = program.connect_quickbooks(cancel)
        asked = _Consent("http://localhost:8717/callback", "state")
        page = urlsplit(connect.address(asked))
        form = [*parse_qsl(page.query), ("decision", "allow"), ("realm_id", self.realm)]
        answer = request(
            self.practice.address,
            "POST",
            page.path,
            urlencode(form).encode(),
            {"Content-Type": "application/x-www-form-urlencoded"},
        )
        code = parse_qs(urlsplit(answer.headers["location"]).query)["code"][0]
        connect.finish(_Consent(asked.redirect_uri, asked.state, code, self.realm), cancel)

    def _plant_bill(self) -> None:
        """A bill of somebody else's, whose number one of the expenses wants."""
        entities = self.books()["entities"]
        vendor = self.change({"create": {"Vendor": {"DisplayName": "Mill Lane Paper"}}})["created"]["Vendor"][0]
        account = next(row["Id"] for row in entities["Account"] if row["Name"] == "Office supplies")
        code = next(row["Id"] for row in entities["TaxCode"] if row["Name"] == "No VAT")
        line = {
            "Amount": 5,
            "DetailType": "AccountBasedExpenseLineDetail",
            "AccountBasedExpenseLineDetail": {"AccountRef": {"value": account}, "TaxCodeRef": {"value": code}},
        }
        bill = {"VendorRef": {"value": vendor}, "DocNumber": TAKEN_NUMBER, "TxnDate": "2026-02-02", "Line": [line]}
        self.change({"create": {"Bill": bill}})

    # -- the services ----------------------------------------------------------------------------

    def back(self) -> None:
        """The services go back to the morning."""
        self.practice.control("moment/back")

    def conditions(self, **changes: Any) -> None:
        """Faults and switches of the services."""
        self.practice.control("conditions", changes)

    def fault(self, kind: str, path: str = "", **more: Any) -> None:
        """One more fault."""
        self.conditions(fault={"kind": kind, "path": path} | more)

    def change(self, data: dict[str, Any]) -> dict[str, Any]:
        """What an accountant does in QuickBooks."""
        answer: dict[str, Any] = self.practice.control(f"quickbooks/{self.realm}/change", data)
        return answer

    def books(self) -> dict[str, Any]:
        """Everything QuickBooks holds."""
        answer: dict[str, Any] = self.practice.control(f"quickbooks/{self.realm}/books", method="GET")
        return answer

    def picture(self) -> Picture:
        """The same, comparable."""
        return picture(self.books())

    def pleo(self) -> dict[str, Any]:
        """Everything Pleo knows."""
        return self.practice.dump(COUNTRY)

    def export_states(self) -> dict[str, str]:
        """What Pleo says of each expense."""
        return {entry["id"]: entry["exportStatus"] for entry in self.pleo()["expenses"]}

    def job_states(self) -> list[str]:
        """The states of Pleo's jobs, oldest first."""
        return [job["status"] for job in self.pleo()["jobs"]]

    def queue_again(self) -> None:
        """A person puts what is not exported into Pleo's queue again."""
        self.practice.pleo_control("queue", {}, country=COUNTRY)

    def requests(self, service: str | None = "quickbooks") -> list[dict[str, Any]]:
        """The requests to a service, or to all of them, since the morning."""
        log = self.practice.control("requests", method="GET")["log"]
        return [one for one in log if service in (None, one["service"])]


@contextmanager
def standing_house(folder: Path, expenses: Sequence[dict[str, Any]] | None = None) -> Iterator[PracticeSetUp]:
    """The services in a process of their own, and the profile set up; a bug in the services fails at the end."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.endure.services"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        house = PracticeSetUp(Practice(json.loads(process.stdout.readline())), folder)
        house.begin(handful() if expenses is None else expenses)
        yield house
    finally:
        process.stdin.close()
        code = process.wait(timeout=PATIENCE)
        process.stdout.close()
    assert code == 0, "a practice service met a bug: see standard error"
