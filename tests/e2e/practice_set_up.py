"""The whole program against practice services in this process: connected, set up and synced in a second; no test lives here."""

import os
import re
import threading
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
import requests

from pleoqb_desktop.app import App, Choice, World
from pleoqb_desktop.export.outcome import ItemOutcome, RunOutcome
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.runs import ItemStatus
from pleoqb_desktop.practice import receipts
from pleoqb_desktop.practice.receipts import Paper
from pleoqb_desktop.profile import computer_zone
from pleoqb_desktop.services.storage.secrets import SessionSecrets
from pleoqb_desktop.setup.set_up import Answers
from pleoqb_desktop.sync.report import SyncReport
from pleoqb_desktop.undo import UndoOutcome
from tests.e2e.contract.checker import Record, watch
from tests.e2e.practice.server_fixture import Practice, running_practice
from tests.e2e.ready import REMEMBERED, Ready
from tests.on_paper.scheduler import Bell, Calendar, SchedulerOnPaper
from tests.patience import PATIENCE

JsonMap = dict[str, Any]
DAY = "2026-11-02T11:00:00Z"


class QuickClock:
    """Real time, except that waiting only moves it on."""

    def __init__(self) -> None:
        self._offset = 0.0
        self._lock = threading.Lock()

    def now(self) -> datetime:
        """Aware time in UTC."""
        return datetime.now(UTC) + timedelta(seconds=self._offset)

    def monotonic(self) -> float:
        """Seconds that never go back."""
        return datetime.now(UTC).timestamp() + self._offset

    def wait(self, seconds: float, cancel: CancelToken | None) -> None:
        """Moves the clock on at once."""
        if cancel:
            cancel.check()
        with self._lock:
            self._offset += max(seconds, 0.0)


@dataclass(frozen=True)
class Agreed:
    """The answer of a browser whose owner agreed."""

    code: str
    realm_id: str


@dataclass(frozen=True)
class Browser:
    """A callback without ports: the consent page is answered by hand."""

    address: str
    realm_id: str
    redirect_uri: str = "http://localhost:8765/callback"
    state: str = "0-state-of-a-test"

    def wait(self, cancel: CancelToken) -> Agreed:
        """Reads the consent page, agrees, and takes the code out of the redirect."""
        page, _, query = self.address.partition("?")
        form = [*parse_qsl(query), ("decision", "allow"), ("realm_id", self.realm_id)]
        answer = requests.post(page, data=form, timeout=PATIENCE, allow_redirects=False)
        found = dict(parse_qsl(urlsplit(answer.headers["Location"]).query))
        assert found["state"] == self.state
        return Agreed(found["code"], found["realmId"])


@dataclass
class PracticeSetUp:
    """One practice company and one profile; programs are opened and closed on it as on a desk."""

    practice: Practice
    home: Path
    country: str
    language: str = "en"
    profile: str = "default"
    secrets: SessionSecrets = field(default_factory=SessionSecrets)
    record: Record = field(default_factory=Record)
    computer_zone: Callable[[], str | None] = computer_zone
    calendar: Calendar = field(default_factory=Calendar)
    bell: Bell = field(default_factory=Bell)
    expenses: Hashable = None
    """Which expenses wait in Pleo at first; None: nobody knows."""

    @property
    def company(self) -> JsonMap:
        """Credentials and ids."""
        return self.practice.company(self.country)

    @property
    def realm(self) -> str:
        """The QuickBooks company."""
        return str(self.company["quickbooks"]["realm_id"])

    @property
    def environ(self) -> dict[str, str]:
        """What the program reads from its environment."""
        endpoints = self.home / "endpoints.toml"
        endpoints.write_text(self.practice.endpoints_toml, "utf-8")
        keys = self.company["quickbooks"]
        return {
            "PLEOQB_HOME": str(self.home / "home"),
            "PLEOQB_ENDPOINTS": str(endpoints),
            "PLEOQB_INTUIT_CLIENT_ID": keys["client_id"],
            "PLEOQB_INTUIT_CLIENT_SECRET": keys["client_secret"],
        }

    @property
    def world(self) -> World:
        """What the program is handed: time that is never waited for, and the house's secrets."""
        return World(
            self.environ,
            QuickClock(),
            lambda _profile: self.secrets,
            computer_zone=self.computer_zone,
            scheduler=lambda name: SchedulerOnPaper(name, self.calendar),
            notifier=self.bell,
        )

    @contextmanager
    def program(self) -> Iterator[App]:
        """A program of this profile, with the house's secrets."""
        with App(Choice(self.profile, language=self.language), self.world) as program:
            yield program

    def connect(self, program: App) -> None:
        """Both connections."""
        program.connect_pleo().connect(self.company["pleo"]["api_key"])
        self.sign_in(program)

    def sign_in(self, program: App, realm: str | None = None) -> None:
        """QuickBooks alone, by another realm when told."""
        use_case = program.connect_quickbooks(CancelToken())
        blank = Browser("", realm or self.realm)
        use_case.finish(Browser(use_case.address(blank), realm or self.realm), CancelToken())

    def set_up(self, program: App, **answers: Any) -> None:
        """The wizard's proposals, with both accounts made, unless told."""
        set_up = program.set_up(CancelToken())
        given = {"create_wallet": True, "create_pocket": True, "time_zone": "Europe/Paris", **answers}
        set_up.apply(Answers(**given), set_up.books())

    def choose_contra(self, program: App, currency: str | None = None) -> None:
        """What a person does in Pleo after the first sync."""
        data = {"externalId": program.settings.load().wallet_account_id} | ({"currency": currency} if currency else {})
        self.practice.pleo_control("contra-account", data, country=self.country)

    def choose_other_contra(self, account_id: str) -> None:
        """A person chooses another contra account."""
        self.practice.pleo_control("contra-account", {"externalId": account_id}, country=self.country)

    def make_ready(self, **answers: Any) -> None:
        """From nothing to the moment before the first export; by the proposals alone, the way is walked once for all tests."""
        world, folder = self.practice.world, self.home / "home"
        if answers or world is None or self.expenses is None or world.application.changed.is_set() or folder.exists():
            self._walk_to_ready(**answers)
            return
        key = (self.practice.address, self.country, self.language, self.profile, self.computer_zone, self.expenses)
        if found := REMEMBERED.get(key):
            found.bring_back(world, folder, self.secrets)
        else:
            self._walk_to_ready()
            REMEMBERED[key] = Ready.of(world, folder, self.secrets)

    def _walk_to_ready(self, **answers: Any) -> None:
        with self.program() as program:
            self.connect(program)
            self.set_up(program, **answers)
            report = program.sync(CancelToken()).run()
            assert not report.problems
            self.choose_contra(program)

    def sync(self) -> SyncReport:
        """A sync by a program of its own."""
        with self.program() as program:
            return program.sync(CancelToken()).run()

    def export(self, only: frozenset[str] | None = None) -> RunOutcome:
        """An export by a program of its own."""
        with self.program() as program, program.exports.now(CancelToken(), only=only) as export:
            return read_whole(export.run())

    def preview(self) -> RunOutcome:
        """A dry run."""
        with self.program() as program, program.exports.preview(CancelToken()) as preview:
            return preview.run()

    def undo(self, run: int) -> UndoOutcome:
        """Takes a run back."""
        with self.program() as program:
            return program.undo(CancelToken()).run(run)

    def let_income_in(self) -> None:
        """The owner lets the income accounts into Pleo, so that cashback finds its account there."""
        incomes = [row["Id"] for row in self.rows("Account") if row["AccountType"] in ("Income", "Other Income")]
        with self.program() as program:
            program.settings.update(accounts_in=tuple(incomes))
        self.sync()

    # -- the other side --------------------------------------------------------------------------

    def empty_queue(self) -> None:
        """Forgets the sample expenses."""
        self.practice.pleo_control("expenses", None, country=self.country, method="DELETE")

    def wait_in_pleo(self, *expenses: Mapping[str, Any]) -> list[str]:
        """Expenses that wait in the queue, in the practice control's words; their ids."""
        added = self.practice.pleo_control("expenses", [dict(one) for one in expenses], country=self.country)
        return list(added["accounting_entry_ids"])

    def buy_one_today(self) -> None:
        """The first expense that waits was bought just now, whichever day the samples stand on."""
        bought = {"id": self.practice.dump(self.country)["expenses"][0]["id"], "date": now_told()}
        self.practice.pleo_control("edit", bought, country=self.country)

    def press_export(self, ids: Sequence[str] | None = None) -> str:
        """A person presses Export in Pleo; the job's id."""
        words = {"accounting_entry_ids": list(ids)} if ids else None
        return str(self.practice.pleo_control("export", words, country=self.country)["id"])

    def change_books(self, **changes: Any) -> JsonMap:
        """What an accountant does in QuickBooks."""
        changed: JsonMap = self.practice.control(f"quickbooks/{self.realm}/change", changes)
        return changed

    def books(self) -> JsonMap:
        """Everything QuickBooks holds, without the addresses of receipts, which are new at each reading."""
        found: JsonMap = self.practice.control(f"quickbooks/{self.realm}/books", method="GET")
        receipts = found["entities"].get("Attachable", {})
        for receipt in receipts.values() if isinstance(receipts, dict) else receipts:
            receipt.pop("TempDownloadUri", None)
        return found

    def rows(self, entity: str) -> list[JsonMap]:
        """Rows of an entity."""
        rows = self.books()["entities"][entity]
        return list(rows.values() if isinstance(rows, dict) else rows)

    def row(self, entity: str, id_: str) -> JsonMap:
        """One row."""
        return next(row for row in self.rows(entity) if row["Id"] == id_)

    def account(self, number_or_name: str) -> str:
        """The id of an account."""
        return str(
            next(row["Id"] for row in self.rows("Account") if number_or_name in {row.get("AcctNum"), row["Name"]})
        )

    def jobs(self) -> list[JsonMap]:
        """Pleo's jobs with their items."""
        return list(self.practice.dump(self.country)["jobs"])

    def expense(self, entry_id: str) -> JsonMap:
        """An expense as Pleo keeps it."""
        return next(one for one in self.practice.dump(self.country)["expenses"] if one["id"] == entry_id)

    def fault(self, kind: str, **words: Any) -> None:
        """The next matching request goes wrong."""
        self.practice.control("conditions", {"fault": {"kind": kind, **words}})

    def requests(self) -> list[JsonMap]:
        """What the services were asked since `forget_requests`."""
        return list(self.practice.control("requests", method="GET")["log"])

    def forget_requests(self) -> None:
        """Starts counting anew."""
        self.practice.control("requests", method="DELETE")

    def writes(self) -> list[JsonMap]:
        """Requests since then that may have changed something at either service."""
        return [one for one in self.requests() if _writes(one)]


_DRAWN: dict[str, bytes] = {}
"""Receipts that were drawn already: the practice companies of one test have those of every other."""


def _drawn_once(kind: str, draw: Callable[[Paper], bytes]) -> Callable[[Paper], bytes]:
    def drawn(paper: Paper) -> bytes:
        key = f"{kind} {paper}"
        if key not in _DRAWN:
            _DRAWN[key] = draw(paper)
        return _DRAWN[key]

    return drawn


_READING_POSTS = re.compile(r":search$|/query$|/tokens/bearer$")


def _writes(request: Mapping[str, Any]) -> bool:
    if request["method"] == "GET" or _READING_POSTS.search(request["path"]):
        return False
    # A batch of queries carries no request id; one that makes something always does.
    return not request["path"].endswith("/batch") or "requestid=" in request["query"]


def _port() -> int:
    """One for all houses of this process, outside those that the system gives to connections."""
    return 19_000 + int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))


@contextmanager
def house(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    country: str = "FR",
    *,
    all_types: bool = False,
    items: int | None = None,
) -> Iterator[PracticeSetUp]:
    """A house whose program never really waits, and whose every request is held against the contract."""
    drawers = {kind: _drawn_once(kind, draw) for kind, draw in receipts._DRAWERS.items()}
    monkeypatch.setattr(receipts, "_DRAWERS", drawers)
    record = watch(monkeypatch)
    with running_practice((country,), items=items, all_types=all_types, port=_port()) as practice:
        yield PracticeSetUp(practice, tmp_path, country, record=record, expenses=(items, all_types))
    assert record.violations() == []


def read_whole(outcome: RunOutcome) -> RunOutcome:
    """The outcome with its items in memory: the run store that they are read from closes with its program."""
    return replace(outcome, items=tuple(outcome.items))


def statuses(outcome: RunOutcome) -> dict[str, int]:
    """How many items ended how."""
    return {status.value: outcome.count(status) for status in ItemStatus if outcome.count(status)}


def item_of(outcome: RunOutcome, entry_id: str) -> ItemOutcome:
    """The result of one item."""
    return next(item for item in outcome.items if item.record.accounting_entry_id == entry_id)


def codes(item: ItemOutcome) -> list[str]:
    """Codes of an item's problems."""
    return [problem.code.value for problem in item.record.problems]


def cents(amount: int) -> Decimal:
    """Cents as an amount."""
    return Decimal(amount) / 100


def now_told() -> str:
    """This moment as Pleo writes it: in the company, today."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def purchase(amount: str, **more: object) -> dict[str, object]:
    """A card purchase of flour in the practice control's words."""
    words = {
        "type": "card_purchase",
        "date": DAY,
        "lines": [{"amount": amount, "account": more.pop("account", "601100"), "tax": more.pop("tax", "TVA 5,5 %")}],
        "supplier": {"name": "Minoterie Forez"},
        "user": "Karim Haddad",
    }
    return words | more
