"""The commands of design.md 7 as scripts use them: one JSON object, the exit code, and standard output kept clean."""

import csv
import hashlib
import io
import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import keyring
import pytest
import requests
import tzdata

from pleoqb_desktop import cli
from pleoqb_desktop.app import App, Choice, World
from pleoqb_desktop.cli import shapes
from pleoqb_desktop.domain.entries import EntryKind
from pleoqb_desktop.domain.problems import Code as ProblemCode
from pleoqb_desktop.domain.spend import SpendType
from pleoqb_desktop.export import run as run_module
from pleoqb_desktop.ports.reference import Kind
from pleoqb_desktop.ports.runs import ItemStatus, RunState
from pleoqb_desktop.reconcile import Verdict
from pleoqb_desktop.services.receipts.files import HttpReceiptFetcher
from pleoqb_desktop.services.storage.locks import FileLocks
from pleoqb_desktop.sync.report import Change
from tests.e2e import oracle
from tests.e2e.practice.hold import held, purchase_batches
from tests.e2e.practice.server_fixture import Practice, PracticeProcess, running_practice
from tests.e2e.practice_set_up import PracticeSetUp, QuickClock, purchase
from tests.keyring_backends import FileKeyring
from tests.patience import PATIENCE, until

JsonMap = dict[str, Any]
ROOT = Path(__file__).parents[2]


# -- as a script runs it: processes, a keyring in a file, a browser ------------------------------------------------------


@dataclass
class Shell:
    """Runs the program as a process of its own."""

    environ: dict[str, str]

    def start(self, *arguments: str) -> "subprocess.Popen[str]":
        """The running command."""
        return subprocess.Popen(
            [sys.executable, "-m", "pleoqb_desktop", *arguments],
            cwd=ROOT,
            env=self.environ,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )

    def run(self, *arguments: str, stdin: str = "") -> tuple[int, str, str]:
        """Exit code, standard output, standard error."""
        with self.start(*arguments) as process:
            out, err = process.communicate(stdin, timeout=PATIENCE)
        return process.returncode, out, err

    def json(self, *arguments: str, stdin: str = "", code: int = 0) -> JsonMap:
        """The one object on standard output, with the exit code that was expected."""
        returned, out, err = self.run(*arguments, "--json", stdin=stdin)
        assert returned == code, (out, err)
        return one_object(out)


def one_object(out: str) -> JsonMap:
    """Standard output holds exactly one JSON object and nothing else."""
    assert out.count("\n") == 1
    assert out.endswith("\n")
    found: JsonMap = json.loads(out)
    assert isinstance(found, dict)
    return found


def agree(address: str, realm: str) -> str:
    """A person agrees on the consent page; the address the browser is sent to."""
    page, _, query = address.partition("?")
    assert requests.get(address, timeout=PATIENCE).status_code == 200
    form = [*parse_qsl(query), ("decision", "allow"), ("realm_id", realm)]
    return requests.post(page, data=form, timeout=PATIENCE, allow_redirects=False).headers["Location"]


def shell_environment(home: Path, practice: Practice, country: str) -> dict[str, str]:
    """Only what the program documents, and what Python needs."""
    home.mkdir(exist_ok=True)
    endpoints = home / "endpoints.toml"
    endpoints.write_text(practice.endpoints_toml, "utf-8")
    keys = practice.company(country)["quickbooks"]
    kept = {
        name: os.environ[name]
        for name in ("PATH", "HOME", "SYSTEMROOT", "COVERAGE_PROCESS_START")
        if name in os.environ
    }
    return kept | {
        "PLEOQB_HOME": str(home / "program"),
        "PLEOQB_ENDPOINTS": str(endpoints),
        "PLEOQB_INTUIT_CLIENT_ID": keys["client_id"],
        "PLEOQB_INTUIT_CLIENT_SECRET": keys["client_secret"],
        "PYTHON_KEYRING_BACKEND": "tests.keyring_backends.FileKeyring",
        "PLEOQB_TEST_KEYRING": str(home / "keyring.json"),
        "PYTHONPATH": str(ROOT),
        "LC_ALL": "C.UTF-8",
    }


def test_from_nothing_to_a_finished_export_as_a_script_does_it(tmp_path: Path) -> None:
    services = PracticeProcess("--country", "FR", "--no-limits", "--owned")
    try:
        practice = services.practice
        company = practice.company("FR")
        realm = company["quickbooks"]["realm_id"]
        shell = Shell(shell_environment(tmp_path / "one", practice, "FR"))

        key = company["pleo"]["api_key"]
        assert shell.json("connect", "pleo", stdin=key + "\n")["pleo"]["company_id"] == company["pleo"]["company_id"]

        process = shell.start("connect", "quickbooks", "--no-browser")
        assert process.stdout
        address = process.stdout.readline().strip()
        page = requests.get(agree(address, realm), timeout=PATIENCE)
        assert page.status_code == 200
        out, err = process.communicate(timeout=PATIENCE)
        assert process.returncode == 0, err
        assert "Boulangerie Martin" in out

        made = shell.json("setup", "--create-wallet-account", "--create-pocket-account")
        assert made["setup"] == {"complete": True, "missing": []}
        assert [account["number"] for account in made["created"]] == ["512100", "512101"]
        assert shell.json("sync")["accounts"]["created"] > 10

        job_before = shell.json("export", code=3)
        assert job_before["problem"]["code"] == "contra_account_missing"
        wallet = made["accounts"]["wallet"]["id"]
        practice.pleo_control("contra-account", {"externalId": wallet})

        items = [one for one in practice.dump()["expenses"] if one["exportStatus"] == "QUEUED"]
        exported = shell.json("export")
        assert exported["counts"] == {"exported": len(items), "already_there": 0, "failed": 0, "held": 0}
        assert_books_hold(practice, realm, wallet, made["accounts"]["pocket"]["id"])
        (job,) = practice.dump()["jobs"]
        assert job["status"] == "completed"
        assert exported["jobs"] == [job["id"]]

        practice.control("requests", method="DELETE")
        again = shell.json("export")
        assert again["items"] == []
        writes = [r for r in practice.control("requests", method="GET")["log"] if r["method"] in ("PUT", "DELETE")]
        assert writes == []
    finally:
        services.stop()


def assert_books_hold(practice: Practice, realm: str, wallet: str, pocket: str) -> None:
    """The ledger equals the expenses to the cent per account and VAT rate, class and project; every receipt byte for byte."""
    home = PracticeSetUp(practice, Path(), "FR")
    (job,) = practice.dump()["jobs"]
    expenses = {one["id"]: one for one in practice.dump()["expenses"]}
    profile = practice.dump()["company"]
    accounts = {row["externalId"]: row for row in practice.dump()["accounts"]}
    ledger = oracle.in_ledger(home)
    by_number: dict[str, int] = {}
    by_rate: dict[str, int] = {}
    for item in job["items"]:
        for line in expenses[item["accountingEntryId"]]["lines"]:
            rate = profile["rates"].get((line["tax"] or ["-"])[0])
            reverse = (line["tax"] or ["-"])[0] in profile["reverse"]
            gross = line["amount"]
            share = float(rate or 0)
            vat = round(gross * share + 1e-9) if reverse else gross - round(gross / (1 + share) + 1e-9)
            by_number[line["account"][0]] = by_number.get(line["account"][0], 0) + (gross if reverse else gross - vat)
            if vat:
                by_rate[line["tax"][0]] = by_rate.get(line["tax"][0], 0) + vat
    in_books: dict[str, int] = {}
    for (account, *_), amount in ledger.items():
        if account not in (wallet, pocket):
            number = accounts[account]["code"]
            in_books[number] = in_books.get(number, 0) + round(amount * 100)
    assert in_books == by_number
    names = {row["Id"]: row["Name"] for row in home.rows("TaxCode")}
    assert {names[code]: round(amount * 100) for code, amount in oracle.vat_in_books(home).items()} == by_rate
    receipts = sorted(
        hashlib.sha256(requests.get(practice.address + link, timeout=PATIENCE).content).hexdigest()
        for link in _links(practice)
    )
    assert sorted(one["sha256"] for one in home.books()["attachments"]) == receipts
    assert len(receipts) > 30


def _links(practice: Practice) -> Iterator[str]:
    company = practice.company("FR")["pleo"]["company_id"]
    for one in practice.dump()["expenses"]:
        page = requests.get(f"{practice.address}/practice/expense/{company}/{one['id']}", timeout=PATIENCE).text
        yield from (link.replace("&amp;", "&") for link in re.findall(r'href="(/files/[^"]+)"', page))


def test_a_pasted_address_connects_when_the_browser_cannot_reach_this_computer(tmp_path: Path) -> None:
    with running_practice(("GB",)) as practice:
        shell = Shell(shell_environment(tmp_path / "one", practice, "GB"))
        with shell.start("connect", "quickbooks", "--paste", "--json") as process:
            assert process.stdout
            address = process.stdout.readline().strip()
            out, err = process.communicate(
                agree(address, practice.company("GB")["quickbooks"]["realm_id"]) + "\n", timeout=PATIENCE
            )
        assert process.returncode == 0, err
        assert one_object(out)["quickbooks"]["home_currency"] == "GBP"


def test_the_tour_goes_from_connect_to_export_without_a_screen(tmp_path: Path) -> None:
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    shell = Shell(kept | {"PLEOQB_HOME": str(tmp_path), "LC_ALL": "C.UTF-8"})
    code, out, err = shell.run("tour", "--json", "--language", "en")
    assert code == 0, err
    assert not re.search(r"\b(created|updated|unchanged)\s\d", err)  # as a sync says it: "38 created"
    assert re.search(r"^accounts: \d+\screated$", err, re.MULTILINE)
    assert one_object(out)["counts"]["exported"] > 30
    assert len(err.splitlines()) > 8
    _, out, _ = shell.run("--practice", "--language", "en", "status", "--json")
    assert json.loads(out)["setup"] == {"complete": True, "missing": []}


# -- in this process: quick ------------------------------------------------------------------------------------------------


@dataclass
class Desk:
    """Runs commands in this process on one practice company."""

    house: PracticeSetUp
    capsys: pytest.CaptureFixture[str]
    monkeypatch: pytest.MonkeyPatch

    def run(self, *arguments: str, stdin: str = "") -> tuple[int, str, str]:
        """Exit code, standard output, standard error."""
        self.monkeypatch.setattr(sys, "stdin", io.StringIO(stdin))
        self.capsys.readouterr()
        code = cli.run(list(arguments), World(clock=QuickClock()))
        out, err = self.capsys.readouterr()
        return code, out, err

    def json(self, *arguments: str, stdin: str = "", code: int = 0) -> JsonMap:
        """The one object on standard output."""
        returned, out, err = self.run(*arguments, "--json", stdin=stdin)
        assert returned == code, (out, err)
        return one_object(out)

    @property
    def key(self) -> str:
        """Pleo's API key."""
        return str(self.house.company["pleo"]["api_key"])

    def sign_in(self) -> None:
        """A sign-in without a browser, into the same keyring."""
        with App(Choice(self.house.profile)) as program:
            self.house.sign_in(program)

    def make_ready(self) -> None:
        """Everything before the first export."""
        self.json("connect", "pleo", stdin=self.key)
        self.sign_in()
        wallet = self.json("setup", "--create-wallet-account", "--create-pocket-account")["accounts"]["wallet"]["id"]
        self.json("sync")
        self.house.practice.pleo_control("contra-account", {"externalId": wallet}, country=self.house.country)


@contextmanager
def desk_in(
    country: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Desk]:
    """A desk whose queue is empty, with a keyring of its own."""
    before = keyring.get_keyring()
    with running_practice((country,)) as practice:
        house = PracticeSetUp(practice, tmp_path, country)
        house.empty_queue()
        for name, value in (house.environ | {"PLEOQB_TEST_KEYRING": str(tmp_path / "keyring.json")}).items():
            monkeypatch.setenv(name, value)
        monkeypatch.setenv("LC_ALL", "C.UTF-8")
        monkeypatch.delenv("LANGUAGE", raising=False)
        keyring.set_keyring(FileKeyring())
        try:
            yield Desk(house, capsys, monkeypatch)
        finally:
            keyring.set_keyring(before)


@pytest.fixture(name="fresh")
def _fresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Desk]:
    """Nothing connected."""
    with desk_in("FR", tmp_path, monkeypatch, capsys) as desk:
        yield desk


@pytest.fixture(name="desk")
def _desk(fresh: Desk) -> Desk:
    """Ready for exports."""
    fresh.make_ready()
    return fresh


COMMANDS = (
    ["setup"], ["sync"], ["export"], ["export", "--dry-run"], ["status"], ["history"], ["undo", "7"], ["reconcile"],
    ["not-in-books"], ["answer", "e", "later"], ["move-in"],
    ["disconnect"], ["self-test"], ["connect", "pleo"],
)  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_on_the_first_day_every_command_prints_one_object_and_a_documented_code(
    fresh: Desk, command: list[str]
) -> None:
    code, out, _ = fresh.run(*command, "--json")
    found = one_object(out)
    assert code in {0, 2, 3, 4}
    assert ("problem" in found) == (code != 0)
    if "problem" in found:
        assert found["problem"].keys() == {"code", "message", "remedy", "parameters"}
        assert found["problem"]["message"]
        assert found["problem"]["remedy"]


EXPORT_MEMBERS = {"run", "jobs", "dry_run", "counts", "items", "requests"}
ITEM_MEMBERS = {
    "accounting_entry_id", "type", "status", "entry", "external_id", "external_url", "receipts", "problems",
    "changed_since", "differences",
}  # fmt: skip


def test_export_json_has_the_members_of_the_design_and_no_others(desk: Desk) -> None:
    desk.house.wait_in_pleo(purchase("12.00", receipts=[{"kind": "pdf"}]), purchase("9.00", type="mystery"))
    found = desk.json("export", code=1)
    assert found.keys() == EXPORT_MEMBERS
    assert found["counts"] == {"exported": 1, "already_there": 0, "failed": 0, "held": 1}
    assert found["requests"].keys() == {"pleo", "quickbooks", "quickbooks_metered", "seconds"}
    assert found["dry_run"] is False
    assert isinstance(found["run"], int)
    for item in found["items"]:
        assert item.keys() == ITEM_MEMBERS
        assert item["receipts"].keys() == {"expected", "attached"}
        for problem in item["problems"]:
            assert problem.keys() == {"code", "message", "remedy", "parameters"}
    held = next(item for item in found["items"] if item["status"] == "held")
    assert (held["entry"], held["external_id"], held["external_url"]) == ("none", None, None)
    exported = next(item for item in found["items"] if item["status"] == "exported")
    assert exported["entry"] == "purchase"
    assert requests.get(exported["external_url"], timeout=PATIENCE).status_code == 200
    assert exported["receipts"] == {"expected": 1, "attached": 1}


def test_a_dry_run_adds_the_payload_and_leaves_everything_as_it_is(desk: Desk) -> None:
    desk.house.wait_in_pleo(purchase("12.00"))
    desk.house.press_export()
    desk.house.wait_in_pleo(purchase("13.00"))
    desk.house.forget_requests()
    found = desk.json("export", "--dry-run")
    assert desk.house.writes() == []
    assert found.keys() == EXPORT_MEMBERS
    assert (found["dry_run"], found["run"]) == (True, None)
    assert found["counts"] == {"exported": 2, "already_there": 0, "failed": 0, "held": 0}
    with_payload = [item for item in found["items"] if "payload" in item]
    assert len(with_payload) == 1
    assert with_payload[0].keys() == ITEM_MEMBERS | {"payload"}
    assert with_payload[0]["payload"]["Line"][0]["Amount"] == pytest.approx(11.37)


def test_a_dry_runs_summary_says_what_its_items_say(desk: Desk) -> None:
    desk.house.wait_in_pleo(purchase("12.00"), purchase("9.00", account="no such account"))
    found = desk.json("export", "--dry-run", code=1)
    states = [item["status"] for item in found["items"]]
    assert sorted(states) == ["exported", "held"]
    assert found["counts"] == {"exported": 1, "already_there": 0, "failed": 0, "held": 1}
    code, out, _ = desk.run("export", "--dry-run", "--language", "en")
    assert code == 1
    assert "1 would be exported, 0 already there, 1 to sort out" in out
    assert " · To sort out" in out


def test_status_json_has_the_members_of_the_design(desk: Desk) -> None:
    desk.house.wait_in_pleo(purchase("12.00"), purchase("13.00"))
    desk.house.press_export()
    desk.house.wait_in_pleo(purchase("14.00"))
    found = desk.json("status")
    assert found.keys() == {"profile", "pleo", "quickbooks", "setup", "accounts", "waiting", "not_in_books", "schedule"}
    assert found["not_in_books"] == {"items": 0, "totals": []}
    assert found["pleo"] == {
        "connected": True,
        "door": "key",
        "company_id": desk.house.company["pleo"]["company_id"],
        "company_name": "Boulangerie Martin SARL",
    }
    books = found["quickbooks"]
    assert books.keys() == {"connected", "realm_id", "company_name", "country", "home_currency", "token_days_left"}
    assert (books["connected"], books["realm_id"], books["country"]) == (True, desk.house.realm, "FR")
    assert books["token_days_left"] > 90
    assert found["setup"] == {"complete": True, "missing": []}
    assert found["waiting"] == {"jobs": 1, "items": 3}
    assert found["accounts"]["wallet"]["number"] == "512100"


def test_what_is_not_in_the_books_is_told_until_it_is_set_aside(desk: Desk) -> None:
    (id_,) = desk.house.wait_in_pleo(purchase("9.00", type="mystery"))
    desk.json("export", code=1)
    found = desk.json("not-in-books", code=1)
    assert found["totals"] == [{"currency": "EUR", "items": 1, "amount": 9.0}]
    (item,) = found["items"]
    assert item.keys() == {
        "accounting_entry_id", "date", "supplier", "amount", "currency", "cause", "since", "run", "problems",
    }  # fmt: skip
    assert (item["accounting_entry_id"], item["cause"], item["run"]) == (id_, "unknown_type", 1)
    assert desk.json("status")["not_in_books"] == {"items": 1, "totals": [{"currency": "EUR", "amount": 9.0}]}
    assert desk.json("not-in-books", "--set-aside", id_) == {"items": [], "totals": []}
    assert desk.json("not-in-books", "--set-aside", id_, code=2)["problem"]["code"] == "not_listed"


def test_nobody_is_told_that_nothing_waits_while_something_is_not_in_the_books(desk: Desk) -> None:
    (id_,) = desk.house.wait_in_pleo(purchase("9.00", type="mystery"))
    desk.json("export", code=1)
    for command in (["export"], ["export", "--dry-run"]):
        assert desk.run("--language", "en", *command)[:2] == (0, "Not in the books: 1 expense, €9.00\n")
    assert "Not in the books: 1 expense, €9.00\n" in desk.run("--language", "en", "status")[1]
    desk.json("not-in-books", "--set-aside", id_)
    assert desk.run("--language", "en", "export")[1] == "Nothing waits to be exported.\n"
    assert "Not in the books" not in desk.run("--language", "en", "status")[1]


def test_a_voided_entry_is_answered_and_comes_again(desk: Desk) -> None:
    (id_,) = desk.house.wait_in_pleo(purchase("12.00"))
    desk.json("export")
    (row,) = desk.house.rows("Purchase")
    lines = [line | {"Amount": 0} for line in row["Line"]]
    desk.house.change_books(
        update={"Purchase": {"Id": row["Id"], "TotalAmt": 0, "Line": lines, "TxnTaxDetail": {"TotalTax": 0}}}
    )
    desk.house.practice.pleo_control("queue", {"accounting_entry_ids": [id_]}, country="FR")
    held = desk.json("export", code=1)["items"][0]
    assert held["problems"][0]["parameters"] == {"external_id": row["Id"]}
    answered = desk.json("answer", id_, "again")
    assert answered.keys() == {"accounting_entry_id", "answer", "done", "external_id", "next"}
    assert (answered["done"], answered["answer"]) == (False, "again")
    assert answered["next"]
    assert desk.json("answer", id_, "again", code=2)["problem"]["code"] == "nothing_asked"
    assert desk.run("answer", id_, "perhaps")[0] == desk.run("answer", id_, "same")[0] == 2
    desk.house.practice.pleo_control("queue", {"accounting_entry_ids": [id_]}, country="FR")
    assert desk.json("export")["counts"]["exported"] == 1


SETUP_MEMBERS = {
    "setup", "created", "accounts", "no_tax_code", "journal_code", "time_zone", "dimensions", "from", "closed_period", "vendors",
    "convention", "categories",
}  # fmt: skip


def test_setup_json_has_the_members_of_the_design_and_tells_what_holds(desk: Desk) -> None:
    found = desk.json("setup")
    assert found.keys() == SETUP_MEMBERS
    assert (found["convention"], found["categories"]) == ("FR", "numbers")
    assert (found["closed_period"], found["vendors"], found["time_zone"]) == ("hold", "create", "Europe/Paris")
    assert found["dimensions"] == ["classes", "projects"]
    assert found["accounts"].keys() >= {"wallet", "pocket", "funding", "fees", "cash", "employees"}

    said = ["--convention", "INTL", "--categories", "names", "--vendors", "single", "--closed-period", "first-open-day"]
    found = desk.json("setup", *said, "--no-dimensions", "--time-zone", "America/Toronto")
    assert (found["convention"], found["categories"], found["vendors"]) == ("INTL", "names", "single")
    assert (found["closed_period"], found["dimensions"], found["time_zone"]) == (
        "first-open-day",
        [],
        "America/Toronto",
    )
    assert desk.json("setup") == found, "what was chosen stays chosen"


def test_status_of_a_first_day_names_what_is_missing_and_is_no_failure(fresh: Desk) -> None:
    found = fresh.json("status")
    assert found["setup"]["complete"] is False
    assert found["setup"]["missing"][:2] == ["pleo", "quickbooks"]
    assert found["pleo"]["connected"] is False
    assert found["quickbooks"]["connected"] is False


# -- exit codes ------------------------------------------------------------------------------------------------------------


def test_0_nothing_to_do_is_done(desk: Desk) -> None:
    assert desk.json("export")["items"] == []


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"], ["export", "--nonsense"], ["connect"], ["connect", "elsewhere"], ["undo"], ["undo", "first"],
        ["reconcile", "--from", "yesterday"], ["reconcile", "--report", "page.txt"], ["reconcile", "--report", "page"],
        ["setup", "--pocket-account", "1", "--no-pocket"],
        ["setup", "--dimension", "classes", "--no-dimensions"], ["setup", "--closed-period", "perhaps"],
        ["setup", "--convention", "DE"], ["setup", "--categories", "colours"],
        ["disconnect", "everything"], ["--language", "xx", "status"], ["support-bundle"],
        ["connect", "quickbooks", "--paste", "--no-browser"], ["--profile", "../../etc", "status"],
        ["--profile", "", "status"], ["setup", "--wallet-account", "9", "--create-wallet-account"],
    ],
    ids=" ".join,
)  # fmt: skip
def test_2_wrong_usage_says_what_is_wrong(fresh: Desk, arguments: list[str]) -> None:
    code, out, err = fresh.run(*arguments, "--json")
    assert code == 2
    problem = one_object(out)["problem"]
    assert problem.keys() == {"code", "message", "remedy", "parameters"}
    assert problem["message"]
    assert problem["remedy"]
    assert err
    code, out, err = fresh.run(*arguments)
    assert (code, out) == (2, "")
    assert err


@pytest.mark.parametrize(
    "option",
    [
        ["--wallet-account", "no such account"], ["--wallet-account", "601100"], ["--wallet-account", "id:999999"],
        ["--fees-account", "512000"], ["--no-tax-code", "Nothing"], ["--journal-code", "XX"],
        ["--time-zone", "Mars/Olympus"], ["--dimension", "locations"],
    ],
    ids=" ".join,
)  # fmt: skip
def test_2_a_setup_option_that_names_nothing_fitting_makes_and_saves_nothing(desk: Desk, option: list[str]) -> None:
    before, accounts = desk.json("status"), desk.house.rows("Account")
    code, out, _ = desk.run("setup", *option, "--json")
    assert code == 2, out
    assert one_object(out)["problem"]["message"]
    assert desk.json("status") == before
    assert desk.house.rows("Account") == accounts


def test_2_an_unknown_run_is_wrong_usage(desk: Desk) -> None:
    for command in (["history", "99"], ["undo", "99"]):
        assert desk.json(*command, code=2)["problem"]["code"] == "run_unknown"


def test_2_a_period_that_ends_before_it_starts(desk: Desk) -> None:
    found = desk.json("reconcile", "--from", "2026-11-30", "--to", "2026-11-01", code=2)
    assert found["problem"]["code"] == "period_backwards"


def test_3_set_up_incomplete_says_what_is_missing(fresh: Desk) -> None:
    assert fresh.json("export", code=3)["problem"]["code"] == "setup_incomplete"
    assert fresh.json("export", code=3).keys() == EXPORT_MEMBERS | {"problem"}
    fresh.json("connect", "pleo", stdin=fresh.key)
    fresh.sign_in()
    found = fresh.json("sync", code=3)
    assert "wallet" in found["problem"]["message"].lower() or "account" in found["problem"]["message"].lower()


def test_3_a_history_of_a_newer_program_is_left_as_it_is(desk: Desk) -> None:
    desk.json("history")
    store = Path(desk.house.environ["PLEOQB_HOME"]) / "profiles" / "default" / "runs.sqlite"
    with closing(sqlite3.connect(store)) as newer:
        newer.execute("PRAGMA user_version = 99")
    before = store.read_bytes()
    for command in (["status"], ["history"], ["export"], ["reconcile"], ["not-in-books"]):
        assert desk.json(*command, code=3)["problem"]["code"] == "store_newer"
    assert store.read_bytes() == before


def test_4_a_revoked_key_and_a_revoked_sign_in_ask_to_connect_again(desk: Desk) -> None:
    desk.house.wait_in_pleo(purchase("12.00"))
    desk.house.practice.pleo_control("key", {"revoked": True})
    assert desk.json("export", code=4)["problem"]["code"] == "pleo_key_refused"
    desk.house.practice.pleo_control("key", {"revoked": False})
    desk.house.practice.control("intuit", {"revoke_all": True})
    assert desk.json("export", code=4)["problem"]["code"] == "quickbooks_sign_in_ended"
    found = desk.json("status")
    assert found["quickbooks"]["connected"] is False
    assert found["setup"] == {"complete": False, "missing": ["quickbooks"]}
    desk.sign_in()
    assert desk.json("export")["counts"]["exported"] == 1


def test_5_a_service_that_does_not_answer(desk: Desk) -> None:
    desk.house.wait_in_pleo(purchase("12.00"))
    desk.house.fault("reset", service="quickbooks", times=0)
    found = desk.json("export", code=5)
    assert found["problem"]["code"] == "quickbooks_unreachable"
    desk.house.practice.control("conditions", {"faults": []})
    desk.house.fault("status", service="pleo", times=0, status=503)
    assert desk.json("export", code=5)["problem"]["code"] == "pleo_refuses"
    desk.house.practice.control("conditions", {"faults": []})
    assert desk.json("export")["counts"]["exported"] == 1


def test_6_another_export_of_this_profile_is_running(desk: Desk) -> None:
    with App(Choice()) as program:
        data = program.folders.data
    with FileLocks(data).export():
        assert desk.json("export", code=6)["problem"]["code"] == "export_running"
        desk.house.wait_in_pleo(purchase("12.00"))
        assert desk.json("undo", "1", code=6)["problem"]["code"] == "export_running"
        assert desk.json("export", "--dry-run")["counts"]["exported"] == 1
        assert desk.json("--profile", "other", "export", code=3)["problem"]["code"] == "setup_incomplete"


@pytest.mark.parametrize("place", ["words", "reading", "closing"])
def test_70_what_was_done_is_told_although_putting_it_together_fails(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    desk.house.wait_in_pleo(purchase("12.00"), purchase("13.00"), purchase("14.00"))
    told = {"words": (shapes, "item_json"), "reading": (run_module, "outcome_of")}

    def falls_over_once(real: Callable[..., object]) -> Callable[..., object]:
        calls: list[object] = []

        def call(*arguments: object, **members: object) -> object:
            calls.append(arguments)
            if len(calls) == 2:
                raise RuntimeError("a bug")
            return real(*arguments, **members)

        return call

    if place == "closing":
        monkeypatch.setattr(HttpReceiptFetcher, "close", lambda _self: 1 / 0)
    else:
        monkeypatch.setattr(*told[place], falls_over_once(getattr(*told[place])))
    found = desk.json("export", code=70)
    assert found["problem"]["code"] == "bug"
    assert found["counts"]["exported"] == 3
    assert found["run"]
    assert len({one["external_id"] for one in found["items"]}) == 3
    assert {frozenset(one) for one in found["items"]} == {frozenset(ITEM_MEMBERS)}


def test_70_a_bug_is_told_as_one_and_noted_without_its_values(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def fall_over(*_arguments: object) -> None:
        raise ZeroDivisionError("the secret value 12345")

    monkeypatch.setattr(App, "sync", fall_over)
    assert desk.json("sync", code=70)["problem"]["code"] == "bug"
    _, out, err = desk.run("sync")
    assert "12345" not in out + err
    notes = "".join(path.read_text() for path in desk.house.home.rglob("bugs.log"))
    assert "ZeroDivisionError" in notes
    assert "12345" not in notes


def connected(home: Path, practice: Practice) -> Shell:
    """A computer of the French bakery, with both services."""
    shell = Shell(shell_environment(home, practice, "FR"))
    shell.json("connect", "pleo", stdin=practice.company()["pleo"]["api_key"])
    with shell.start("connect", "quickbooks", "--no-browser") as process:
        assert process.stdout
        requests.get(
            agree(process.stdout.readline().strip(), practice.company()["quickbooks"]["realm_id"]), timeout=PATIENCE
        )
        process.communicate(timeout=PATIENCE)
    return shell


def test_130_ctrl_c_keeps_what_was_done_and_the_next_export_resumes(tmp_path: Path) -> None:
    with running_practice(items=90) as practice:
        shell = connected(tmp_path / "one", practice)
        wallet = shell.json("setup", "--create-wallet-account", "--no-pocket")["accounts"]["wallet"]["id"]
        shell.json("sync")
        practice.pleo_control("contra-account", {"externalId": wallet})
        with (
            held(practice, "quickbooks", purchase_batches, nth=2) as gate,
            shell.start("export", "--json") as process,
        ):
            until(lambda: gate.waits() or process.poll() is not None)
            process.send_signal(signal.SIGINT)
            assert process.stderr
            assert any("Stopping" in line for line in process.stderr)
            gate.let_in()
            out, _ = process.communicate(timeout=PATIENCE)
        assert process.returncode == 130
        stopped = one_object(out)
        assert stopped["problem"]["code"] == "stopped"
        resumed = shell.json("export")
        assert resumed["run"] == (stopped["run"] or resumed["run"])
        books = practice.control(f"quickbooks/{practice.company()['quickbooks']['realm_id']}/books", method="GET")
        assert len(books["entities"]["Purchase"]) == 90
        assert len(books["attachments"]) == 90
        assert [job["status"] for job in practice.dump()["jobs"]] == ["completed"]


@pytest.mark.parametrize("command", [("sync",), ("export", "--dry-run")])
@pytest.mark.parametrize("service", ["intuit", "quickbooks", "pleo"])
def test_130_ctrl_c_lets_go_of_what_only_reads_while_its_answer_is_still_out(
    tmp_path: Path, command: tuple[str, ...], service: str
) -> None:
    with running_practice() as practice:
        shell = connected(tmp_path / "one", practice)
        shell.json("setup", "--create-wallet-account", "--no-pocket")
        with held(practice, service, lambda _request: True) as gate, shell.start(*command, "--json") as process:
            until(lambda: gate.waits() or process.poll() is not None)
            process.send_signal(signal.SIGINT)
            out, _ = process.communicate(timeout=PATIENCE)
            assert process.returncode == 130
        assert one_object(out)["problem"]["code"] == "stopped"


# -- options ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [
        ["--json", "--profile", "second", "--language", "fr", "status"],
        ["status", "--json", "--profile", "second", "--language", "fr"],
        ["--json", "status", "--profile=second", "--language=fr"],
        ["--profile", "second", "status", "--language", "fr", "--json"],
    ],
    ids=" ".join,
)
def test_options_stand_before_or_after_the_command(fresh: Desk, arguments: list[str]) -> None:
    code, out, _ = fresh.run(*arguments)
    assert code == 0
    assert one_object(out)["profile"] == "second"
    code, out, _ = fresh.run(*(one for one in arguments if one != "--json"))
    assert "connecté" in out or "connexion" in out or "Pleo" in out
    assert "not connected" not in out


def test_profiles_know_nothing_of_each_other(desk: Desk) -> None:
    assert desk.json("status", "--profile", "other")["pleo"]["connected"] is False
    assert desk.json("status")["pleo"]["connected"] is True
    assert desk.json("--profile", "other", "history")["runs"] == []


@pytest.mark.parametrize(("language", "words"), [("fr", "Rien n"), ("en", "Nothing ")])
def test_words_come_in_both_languages(desk: Desk, language: str, words: str) -> None:
    code, out, _ = desk.run("export", "--language", language)
    assert code == 0
    assert words in out


VALUES = {
    value.value
    for of in (Change, Kind, Verdict, ItemStatus, EntryKind, SpendType, RunState, ProblemCode)
    for value in of
} - {"double"}
"""What only code and JSON call things by; one is French, too."""


def test_no_command_tells_people_a_word_of_the_code(desk: Desk) -> None:
    desk.house.wait_in_pleo(
        purchase("12.00", receipts=[{"kind": "pdf"}]), purchase("13.00"), purchase("9.00", type="mystery")
    )
    november = ("--from", "2026-11-01", "--to", "2026-11-30")
    desk.run("export", "--language", "fr")
    desk.house.change_books(delete={"Purchase": desk.house.rows("Purchase")[0]["Id"]})
    said: dict[str, str] = {}
    for command in (
        ("export", "--dry-run"), ("export",), ("setup",), ("sync",), ("status",), ("history",), ("history", "1"), ("not-in-books",),
        ("reconcile", *november), ("move-in", *november), ("schedule",), ("undo", "1"), ("template",), ("disconnect",),
    ):  # fmt: skip
        _, out, err = desk.run(*command, "--language", "fr")
        said[" ".join(command)] = re.sub(r"https?://\S+", "", out + err)
    assert "Manque dans QuickBooks" in said[" ".join(("reconcile", *november))]
    assert "comptes : 38 sans changement" in said["sync"].replace("\u00a0", " ")
    found = {name: sorted(set(re.findall(r"[\w-]+", words)) & VALUES) for name, words in said.items()}
    assert found == {key: [] for key in said}


def test_help_is_in_both_languages_and_names_every_command(fresh: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    shown: dict[str, str] = {}
    for language in ("fr", "en"):
        with pytest.raises(SystemExit) as ended:
            cli.run(["--language", language, "--help"])
        assert ended.value.code == 0
        shown[language] = capsys.readouterr().out
        for command in ("connect", "setup", "sync", "export", "status", "history", "undo", "reconcile", "disconnect",
                        "support-bundle", "self-test", "tour", "practice"):  # fmt: skip
            assert command in shown[language]
    assert shown["fr"] != shown["en"]


# -- the other commands ----------------------------------------------------------------------------------------------------


def test_history_shows_runs_and_the_items_of_one(desk: Desk) -> None:
    desk.house.wait_in_pleo(purchase("12.00", receipts=[{"kind": "png"}]), purchase("9.00", account="none"))
    run = desk.json("export", code=1)["run"]
    (listed,) = desk.json("history")["runs"]
    assert listed["run"] == run
    assert listed["state"] == "done"
    assert listed["counts"] == {"exported": 1, "already_there": 0, "failed": 0, "held": 1}
    shown = desk.json("history", str(run))
    assert {item["status"] for item in shown["items"]} == {"exported", "held"}
    assert all(item["reported"] for item in shown["items"])
    _, out, _ = desk.run("history")
    assert out.startswith(f"{run} ")


def test_undo_takes_a_run_back_and_says_so(desk: Desk) -> None:
    desk.house.wait_in_pleo(purchase("12.00", receipts=[{"kind": "png"}], supplier={"name": "Tout neuf"}))
    run = desk.json("export")["run"]
    found = desk.json("undo", str(run))
    assert found["complete"] is True
    assert (found["entries_removed"], found["attachments_removed"]) == (1, 1)
    assert found["vendors_inactive"] == ["Tout neuf"]
    assert desk.house.rows("Purchase") == []
    assert desk.json("undo", str(run))["entries_removed"] == 0


def test_reconcile_tells_what_is_missing_with_exit_1(desk: Desk) -> None:
    desk.house.wait_in_pleo(purchase("12.00"), purchase("13.00"))
    desk.json("export")
    agreed = desk.json("reconcile", "--from", "2026-11-01", "--to", "2026-11-30")
    assert agreed["agrees"] is True
    assert agreed["counts"]["matched"] == 2
    desk.house.change_books(delete={"Purchase": desk.house.rows("Purchase")[0]["Id"]})
    found = desk.json("reconcile", "--from", "2026-11-01", "--to", "2026-11-30", code=1)
    assert (found["agrees"], found["counts"]["missing"]) == (False, 1)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_reconcile_saves_a_page_for_the_accountant(desk: Desk, tmp_path: Path, language: str) -> None:
    page, wrong, moved, agrees = {
        "en": (
            "Pleo and QuickBooks, 1 Nov 2026 to 30 Nov 2026",
            "Missing in QuickBooks",
            "Movements of the Pleo account",
            "Both sides agree: everything is there, once",
        ),
        "fr": (
            "Pleo et QuickBooks, du 01/11/2026 au 30/11/2026",
            "Manque dans QuickBooks",
            "Mouvements du compte Pleo",
            "Les deux côtés concordent : tout y est, une seule fois",
        ),
    }[language]
    desk.house.wait_in_pleo(purchase("12.00"), purchase("13.00"))
    desk.json("export")
    november = ("--language", language, "reconcile", "--from", "2026-11-01", "--to", "2026-11-30")
    table, paper = tmp_path / "page.csv", tmp_path / "page.PDF"
    assert desk.json(*november, "--report", str(table)) == desk.json(*november)
    assert agrees in table.read_text("utf-8-sig")
    desk.house.change_books(delete={"Purchase": desk.house.rows("Purchase")[0]["Id"]})
    plain = desk.json(*november, code=1)
    for path in (table, paper):
        code, out, err = desk.run(*november, "--report", str(path), "--json")
        assert (code, one_object(out)) == (1, plain)
        assert str(path) in err
        assert str(path) in desk.run(*november, "--report", str(path))[1]
    cells = [cell for row in csv.reader(table.read_text("utf-8-sig").splitlines()) for cell in row]
    assert cells[0] == page
    assert {wrong, moved} <= set(cells)
    assert any(cell.endswith(f" · {wrong}") for cell in cells)
    assert paper.read_bytes().startswith(b"%PDF")
    assert sorted(one.name for one in tmp_path.iterdir() if one.name.startswith((".page", "page"))) == [
        "page.PDF",
        "page.csv",
    ]


def test_a_page_that_cannot_be_saved_is_told_beside_what_was_found(desk: Desk, tmp_path: Path) -> None:
    lost = tmp_path / "nowhere" / "page.pdf"
    found = desk.json("reconcile", "--report", str(lost), code=5)
    assert found["problem"]["code"] == "folder_unwritable"
    assert "entries" in found
    code, _, err = desk.run("reconcile", "--report", str(lost))
    assert (code, str(lost) in err) == (5, True)


def test_disconnect_forgets_secrets_and_keeps_settings(desk: Desk) -> None:
    before = desk.json("status")
    assert desk.json("disconnect") == {
        "pleo": {"connected": False, "told": True},
        "quickbooks": {"connected": False, "told": True},
    }
    kept = (desk.house.home / "keyring.json").read_text("utf-8")
    assert desk.key not in kept
    assert "@" not in kept
    after = desk.json("status")
    assert (after["pleo"]["connected"], after["quickbooks"]["connected"]) == (False, False)
    assert {role: one["id"] for role, one in after["accounts"].items()} == {
        role: one["id"] for role, one in before["accounts"].items()
    }
    assert desk.json("export", code=4)["problem"]["code"] == "pleo_not_connected"
    desk.json("connect", "pleo", stdin=desk.key)
    desk.sign_in()
    assert desk.json("status")["setup"] == {"complete": True, "missing": []}


def test_the_support_bundle_holds_no_secret_and_no_expense(desk: Desk, tmp_path: Path) -> None:
    desk.house.wait_in_pleo(purchase("12.00", supplier={"name": "Secret Supplier"}, note="a private note"))
    desk.json("export")
    desk.house.fault("status", service="quickbooks", status=400)
    desk.run("export")
    target = tmp_path / "bundle.zip"
    assert desk.json("support-bundle", str(target))["file"] == str(target)
    with zipfile.ZipFile(target) as bundle:
        names = bundle.namelist()
        content = "\n".join(bundle.read(name).decode("utf-8") for name in names)
        versions = json.loads(bundle.read("versions.json"))
    assert versions["time zones"] == tzdata.IANA_VERSION
    assert {"versions.json", "settings.json"} <= set(names)
    assert any(name.startswith("logs/") for name in names)
    secrets = [desk.key, desk.house.company["quickbooks"]["client_secret"], "Secret Supplier", "private note", "Bearer"]
    kept = [
        value
        for names in json.loads((tmp_path / "keyring.json").read_text("utf-8")).values()
        for value in names.values()
    ]
    tokens = [value for text in kept if text.startswith("{") for value in json.loads(text).values()]
    assert len(kept) == 2
    assert len(tokens) >= 2
    for secret in [*secrets, *kept, *(one for one in tokens if isinstance(one, str) and one != desk.house.realm)]:
        assert secret not in content, secret


def test_the_program_checks_itself(fresh: Desk) -> None:
    checks = fresh.json("self-test")["checks"]
    assert set(checks.values()) == {"ok"}
    assert len(checks) >= 8


def test_pasted_rubbish_ends_the_command_and_a_pasted_answer_connects(fresh: Desk) -> None:
    found = fresh.run("connect", "quickbooks", "--paste", "--json", stdin="https://example.com/\n")
    assert found[0] == 4
    assert found[1].splitlines()[0].startswith("http")
    assert json.loads(found[1].splitlines()[1])["problem"]["code"] == "sign_in_garbage"


def test_a_wrong_key_is_refused_and_nothing_is_kept(fresh: Desk) -> None:
    for key, code in (("", "pleo_key_empty"), ("a b", "pleo_key_empty"), ("wrong-key", "pleo_key_refused")):
        assert fresh.json("connect", "pleo", stdin=key, code=4)["problem"]["code"] == code
    assert (
        not (fresh.house.home / "keyring.json").exists()
        or fresh.key not in (fresh.house.home / "keyring.json").read_text()
    )
    assert fresh.json("status")["pleo"]["connected"] is False
