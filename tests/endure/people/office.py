"""One company with two computers, and what its people do: carries out the steps of a plan, judges nothing."""

from __future__ import annotations

import base64
import hashlib
import shutil
import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from pleoqb_desktop.domain.rules.periods import ClosedPeriods
from pleoqb_desktop.ports.cancel import CancelToken
from tests.e2e.practice.server_fixture import PracticeRefusedError
from tests.endure.people.model import NUMBERED, Entry, Expense, Seen
from tests.endure.people.plans import Plan, Step, Words
from tests.endure.practice_set_up import COUNTRY, PracticeSetUp

COMPUTERS = 2
STORE = "runs.sqlite"
_WITH_NUMBER = NUMBERED | {"Bill"}
_AMOUNTS = frozenset({"amount", "account", "tax"})


class Mornings:
    """The folders of both computers' profiles, each signed in by itself, for either way with closed periods."""

    def __init__(self, house: PracticeSetUp, folder: Path) -> None:
        """Makes them, and keeps this moment of the services."""
        self.folders: dict[tuple[int, bool], Path] = {}
        folder.mkdir()
        for computer in range(COMPUTERS):
            for first_open_day in (False, True):
                home = folder / f"{computer}-{first_open_day}"
                shutil.copytree(house.morning, home)
                with house.program(home) as program:
                    if computer:
                        house.connect(program, CancelToken())
                    way = ClosedPeriods.FIRST_OPEN_DAY if first_open_day else ClosedPeriods.HOLD
                    program.settings.update(closed_periods=way)
                    settings = program.settings.load()
                self.folders[computer, first_open_day] = home
        house.practice.control("moment/keep")
        accounts = house.books()["entities"]["Account"]
        self.accounts = {row["Name"]: row["Id"] for row in accounts}
        payable = next(row["Id"] for row in accounts if row["AccountType"] == "Accounts Payable")
        self.wallet, self.pocket = str(settings.wallet_account_id), str(settings.pocket_account_id)
        self.by_kind = {"out_of_pocket": self.pocket, "invoice": str(payable)}


class Office:
    """A company on a fresh morning. `expenses` are kept as Pleo tells them now."""

    def __init__(self, house: PracticeSetUp, mornings: Mornings, plan: Plan) -> None:
        """Everything goes back to the morning; the plan's expenses wait in Pleo."""
        self.house = house
        self._mornings = mornings
        house.back()
        self._folder = Path(tempfile.mkdtemp())
        self.homes: list[Path] = []
        for computer in range(COMPUTERS):
            home = self._folder / str(computer)
            shutil.copytree(mornings.folders[computer, plan.first_open_day], home)
            self.homes.append(home)
        if not plan.own_numbers:
            switch = {"Name": "VendorAndPurchasesPrefs.UseCustomTxnNumbers", "Value": "false"}
            house.change({"preferences": {"OtherPrefs": {"NameValue": [switch]}}})
        house.practice.pleo_control("expenses", [_for_practice(one) for one in plan.expenses], country=COUNTRY)
        self.expenses = [self._expense(number, words) for number, words in enumerate(plan.expenses)]
        self._files = [list(one["receipts"]) for one in plan.expenses]
        self._deeds: dict[str, Callable[[Step], object]] = {
            "edit": self._edit,
            "void": lambda step: self._to_entry(step, "void"),
            "delete": lambda step: self._to_entry(step, "delete"),
            "match": lambda step: self._to_entry(step, "mark_matched"),
            "delete file": self._delete_file,
            "merge": self._merge,
            "close": lambda step: self._close(step["until"]),
            "reopen": lambda _step: self._close(None),
            "feed": self._feed,
            "pleo": self._edit_at_pleo,
            "again": lambda step: self.again(step.get("of")),
            "backup": lambda _step: self._copy_store(self.homes[0], self._folder / "backup"),
            "restore": lambda _step: self._restore(),
        }

    def leave(self) -> None:
        """The folders are not needed any more."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def _expense(self, number: int, words: Words) -> Expense:
        kind = words["kind"]
        amounts = [words["amount"]] if "amount" in words else [line["amount"] for line in words["lines"]]
        amount = sum((Decimal(one) for one in amounts), Decimal(0))
        account = self._mornings.by_kind.get(kind, self._mornings.wallet)
        moves = amount if kind in {"refund", "topup"} else -amount
        day = date.fromisoformat(words["date"][:10])
        receipts = tuple(_hash(name) for name in words["receipts"])
        return Expense(number, words["id"], words["type"], day, account, moves, receipts)

    # -- looking ---------------------------------------------------------------------------------

    def seen(self) -> Seen:
        """The books, with what QuickBooks did meanwhile."""
        self.house.change({})
        return Seen.of(self.house.practice.control("witness/seen", method="GET"))

    def store(self, computer: int) -> Path | None:
        """The file of a computer's run store, once there is one."""
        return next(self.homes[computer].rglob(STORE), None)

    # -- doing -----------------------------------------------------------------------------------

    def do(self, step: Step) -> None:
        """One deed; what the services do not let people do is left."""
        with suppress(PracticeRefusedError):
            self._deeds[step["do"]](step)

    def again(self, of: list[int] | None = None) -> None:
        """Somebody exports these expenses again in Pleo, all by default."""
        ids = [one.id for one in self.expenses if of is None or one.number in of]
        self.house.practice.pleo_control("queue", {"accounting_entry_ids": ids}, country=COUNTRY)

    def _entry(self, step: Step) -> Entry | None:
        found = self.seen().of_expense(self.expenses[step["of"]])
        return found[-1] if found else None

    def _to_entry(self, step: Step, change: str) -> None:
        if entry := self._entry(step):
            self.house.change({change: {entry.kind: entry.id}})

    def _edit(self, step: Step) -> None:
        if (entry := self._entry(step)) is None:
            return
        for word, value in step["words"].items():
            if (word == "number" and entry.kind not in _WITH_NUMBER) or (word in _AMOUNTS and entry.void):
                continue
            if word in {"account", "money_account"}:
                value = self._mornings.accounts[value]
            elif word == "vendor":
                value = self._vendors().get(value, "")
            elif word == "date":
                value = str(entry.day + timedelta(days=value))
            with suppress(PracticeRefusedError):
                self.house.change({"edit": {entry.kind: {"Id": entry.id, word: value}}})

    def _vendors(self) -> Mapping[str, str]:
        return {row["DisplayName"]: row["Id"] for row in self.house.books()["entities"]["Vendor"]}

    def _delete_file(self, step: Step) -> None:
        if entry := self._entry(step):
            files = self.house.practice.control("witness/seen", method="GET")["files"]
            if file := next((one["id"] for one in files if entry.id in one["on"]), None):
                self.house.change({"delete": {"Attachable": file}})

    def _merge(self, _step: Step) -> None:
        vendors = self._vendors()
        if "Ryman" in vendors:
            self.house.change({"merge_vendors": {"from": vendors["Ryman"], "into": vendors["Mill Lane Paper"]}})

    def _close(self, until: str | None) -> None:
        self.house.change({"preferences": {"AccountingInfoPrefs": {"BookCloseDate": until}}})

    def _feed(self, step: Step) -> None:
        expense = self.expenses[step["of"]]
        if expense.account not in {self._mornings.wallet, self._mornings.pocket}:
            return
        line = {
            "date": str(expense.day + timedelta(days=step["days"])),
            "text": "card 4823 london",
            "amount": str(-expense.moves),
            "category": self._mornings.accounts["Travel"],
        }
        self.house.change({"bank_feed": {"account": expense.account, "lines": [line]}})

    def _edit_at_pleo(self, step: Step) -> None:
        number = step["of"]
        expense, files = self.expenses[number], self._files[number]
        words: Words = dict(step.get("words", {}))
        if "amount" in words:
            expense = expense.with_amount(Decimal(words["amount"]))
        if "days" in step:
            expense = replace(expense, day=expense.day + timedelta(days=step["days"]))
            words["date"] = f"{expense.day}T11:00:00Z"
        if "receipts" in step:
            kept: list[Any] = list(range(len(files)))
            places: list[Any] = {
                "reversed": lambda: kept[::-1],
                "replaced": lambda: [step["new"], *kept[1:]],
                "added": lambda: [*kept, step["new"]],
            }[step["receipts"]]()
            words["receipts"] = [one if isinstance(one, int) else _receipt(one) for one in places]
            files = [files[one] if isinstance(one, int) else one for one in places]
            expense = replace(expense, receipts=tuple(_hash(name) for name in files))
        self.house.practice.pleo_control("edit", {"id": expense.id} | words, country=COUNTRY)
        self.expenses[number], self._files[number] = expense, files

    # -- the store of the first computer ---------------------------------------------------------

    def _copy_store(self, source: Path, target: Path) -> None:
        target.mkdir(exist_ok=True)
        for old in target.rglob(f"{STORE}*"):
            old.unlink()
        found = next(source.rglob(STORE), None)
        for file in found.parent.glob(f"{STORE}*") if found else ():
            if not file.name.endswith("-shm"):
                shutil.copy2(file, target / file.name)

    def _restore(self) -> None:
        """The store as it was when it was backed up; on the morning, if nobody did."""
        store, backup = self.store(0), self._folder / "backup"
        if store is None:
            return
        for file in store.parent.glob(f"{STORE}*"):
            file.unlink()
        for file in backup.glob(f"{STORE}*") if backup.exists() else ():
            shutil.copy2(file, store.parent / file.name)


def _for_practice(words: Words) -> Words:
    return {name: value for name, value in words.items() if name != "kind"} | {
        "receipts": [_receipt(name) for name in words["receipts"]]
    }


def _bytes(name: str) -> bytes:
    return f"%PDF-1.4\n% {name}\n%%EOF\n".encode()


def _hash(name: str) -> str:
    return hashlib.sha256(_bytes(name)).hexdigest()


def _receipt(name: str) -> Words:
    return {
        "kind": "raw",
        "base64": base64.b64encode(_bytes(name)).decode(),
        "type": "application/pdf",
        "name": f"{name}.pdf",
    }
