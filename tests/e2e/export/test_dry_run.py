import itertools
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from pleoqb_desktop.domain.rules.chart import Role
from pleoqb_desktop.domain.rules.periods import ClosedPeriods
from pleoqb_desktop.ports.cancel import CancelToken
from pleoqb_desktop.ports.runs import ItemStatus
from tests.e2e.practice_set_up import PracticeSetUp, codes, house, item_of, purchase, statuses

JsonMap = dict[str, Any]
_ENTITIES = (
    "Purchase",
    "Bill",
    "VendorCredit",
    "BillPayment",
    "Deposit",
    "JournalEntry",
    "Transfer",
    "CreditCardPayment",
)
# What QuickBooks adds to a reference, and vendors and bills that were only foreseen.
_FORESEEN = "new:"


class Held:
    """What QuickBooks holds after an export, read once."""

    def __init__(self, home: PracticeSetUp) -> None:
        books = home.books()["entities"]
        rows = {name: list(r.values() if isinstance(r, dict) else r) for name, r in books.items()}
        self.vendors = {row["Id"]: row["DisplayName"] for row in rows["Vendor"]}
        self._by_entry: dict[str, list[JsonMap]] = {}
        for row in sorted((row for name in _ENTITIES for row in rows[name]), key=lambda row: int(row["Id"])):
            for word in row.get("PrivateNote", "").split():
                self._by_entry.setdefault(word, []).append(row)

    def of(self, entry_id: str) -> list[JsonMap]:
        """Everything that belongs to an accounting entry, the first made first."""
        return self._by_entry.get(entry_id, [])

    def became(self, foreseen: str, held: str, siblings: list[JsonMap]) -> bool:
        """Whether `new:NAME` became the vendor of that name, `new:0` the item's own first entry, `new:ENTRY` another item's."""
        name = foreseen.removeprefix(_FORESEEN)
        if name.isdigit():
            return bool(siblings[int(name)]["Id"] == held)
        return self.vendors.get(held) == name or held in {row["Id"] for row in self.of(name)}


def assert_within(sent: Any, held: Any, where: str, books: Held, siblings: list[JsonMap]) -> None:
    """Every member that was foreseen stands in QuickBooks with the same value; QuickBooks may add more."""
    if isinstance(sent, dict):
        assert isinstance(held, dict), where
        for name, value in sent.items():
            assert name in held, f"{where}.{name} is not held"
            assert_within(value, held[name], f"{where}.{name}", books, siblings)
    elif isinstance(sent, list):
        assert len(sent) == len(held), where
        for index, (one, other) in enumerate(zip(sent, held, strict=True)):
            assert_within(one, other, f"{where}[{index}]", books, siblings)
    elif isinstance(sent, str) and sent.startswith(_FORESEEN):
        assert held.isdigit(), where
        assert books.became(sent, held, siblings), (where, sent, held)
    elif isinstance(sent, Decimal | int | float) and not isinstance(sent, bool):
        assert Decimal(str(held)) == Decimal(str(sent)), (where, sent, held)
    else:
        assert held == sent, (where, sent, held)


def assert_preview_comes_true(home: PracticeSetUp) -> dict[str, int]:
    """A dry run and an export after it agree item by item and member by member; returns how many items ended how."""
    foreseen = home.preview()
    assert foreseen.problem is None
    outcome = home.export()
    assert outcome.problem is None
    books = Held(home)
    results = {item.record.accounting_entry_id: item.record for item in outcome.items}
    assert results.keys() == {item.record.accounting_entry_id for item in foreseen.items}
    for item in foreseen.items:
        record = results[item.record.accounting_entry_id]
        if item.record.status is ItemStatus.WAITING:
            assert record.status is ItemStatus.EXPORTED, record
            assert record.kind is item.record.kind
            held = books.of(record.accounting_entry_id)
            assert len(held) == len(item.payloads)
            for payload, row in itertools.zip_longest(item.payloads, held):
                assert_within(payload, row, record.type, books, held)
        else:
            assert record.status is item.record.status
            assert record.problems == item.record.problems
    return statuses(outcome)


@pytest.mark.parametrize("country", ["FR", "GB", "CA"])
def test_every_payload_that_was_shown_is_what_quickbooks_holds_afterwards(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, country: str
) -> None:
    with house(tmp_path, monkeypatch, country, all_types=True) as home:
        home.make_ready()
        home.let_income_in()
        home.press_export()
        counts = assert_preview_comes_true(home)
        assert counts.keys() == {"exported"}
        assert counts["exported"] >= 57


@pytest.mark.parametrize("country", ["FR", "GB", "CA"])
def test_the_same_for_a_wallet_that_is_a_credit_card(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, country: str
) -> None:
    with house(tmp_path, monkeypatch, country, all_types=True) as home:
        card = {
            "Name": "Pleo card", "AccountType": "Credit Card", "AccountSubType": "CreditCard", "AcctNum": "512950",
            "CurrencyRef": {"value": home.company["currency"]},
        }  # fmt: skip
        id_ = home.change_books(create={"Account": card})["created"]["Account"][0]
        home.make_ready(create_wallet=False, accounts={Role.WALLET: f"id:{id_}"})
        home.let_income_in()
        home.press_export()
        assert assert_preview_comes_true(home).keys() == {"exported"}
        assert all(
            row["PaymentType"] == "CreditCard" for row in home.rows("Purchase") if row["AccountRef"]["value"] == id_
        )


def test_the_same_for_bookkeeping_by_accounts_payable(bakery: PracticeSetUp) -> None:
    bakery.wait_in_pleo(
        purchase("120.00", bookkeeping="accounts_payable", vendor="Minoterie Forez", receipts=[{"kind": "pdf"}]),
        purchase("-20.00", type="refund", bookkeeping="accounts_payable", vendor="Minoterie Forez"),
        purchase("12.00", bookkeeping="accounts_payable", vendor=None),
    )
    with bakery.program() as program:
        program.spend(CancelToken()).create_job([one["id"] for one in bakery.practice.dump()["expenses"]])
    counts = assert_preview_comes_true(bakery)
    assert counts["exported"] >= 2
    assert len(bakery.rows("Bill")) >= 1
    assert len(bakery.rows("VendorCredit")) == 1


def test_the_same_for_a_pocket_that_is_a_liability(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with house(tmp_path, monkeypatch, all_types=True) as home:
        home.make_ready(create_pocket=False, accounts={Role.POCKET: "421000"})
        home.let_income_in()
        home.press_export()
        assert assert_preview_comes_true(home).keys() == {"exported"}
        assert len(home.rows("JournalEntry")) >= 4


def test_a_preview_starts_no_job_and_writes_nothing(bakery: PracticeSetUp) -> None:
    bakery.wait_in_pleo(purchase("12.00", supplier={"name": "Nouveau fournisseur"}))
    bakery.press_export()
    bakery.forget_requests()
    preview = bakery.preview()
    assert bakery.writes() == []
    assert [job["status"] for job in bakery.jobs()] == ["pending"]
    (item,) = preview.items
    assert item.payloads[0]["EntityRef"]["value"] == "new:Nouveau fournisseur"
    assert preview.run_id is None
    assert preview.dry_run


def test_queue_entries_are_estimates_without_payload(bakery: PracticeSetUp) -> None:
    known, unknown = bakery.wait_in_pleo(purchase("12.00"), purchase("9.00", account="no such account"))
    preview = bakery.preview()
    assert preview.jobs == ()
    item = item_of(preview, known)
    assert (item.estimate, item.payloads, item.record.status) == (True, (), ItemStatus.WAITING)
    assert item.record.amount
    assert item.record.amount.amount == Decimal("12.00")
    assert codes(item_of(preview, unknown)) == ["account_missing"]
    assert item_of(preview, unknown).foreseen is ItemStatus.HELD
    assert preview.counts == {ItemStatus.WAITING: 1, ItemStatus.HELD: 1}
    assert preview.exit_code == 1


def test_what_stands_already_is_foreseen_as_already_there(bakery: PracticeSetUp) -> None:
    ids = bakery.wait_in_pleo(purchase("12.00"), purchase("-3.00", type="refund"))
    bakery.export()
    bakery.practice.pleo_control("queue", {"accounting_entry_ids": ids})
    bakery.press_export()
    assert statuses(bakery.preview()) == {"already_there": 2}


def test_closed_periods_are_known_before_the_export(bakery: PracticeSetUp) -> None:
    (old,) = bakery.wait_in_pleo(purchase("12.00", date="2026-09-30T11:00:00Z"))
    bakery.change_books(preferences={"AccountingInfoPrefs": {"BookCloseDate": "2026-09-30"}})
    bakery.press_export()
    preview = bakery.preview()
    assert codes(item_of(preview, old)) == ["period_closed"]
    assert statuses(bakery.export()) == {"held": 1}
    assert bakery.rows("Purchase") == []


def test_first_open_day_moves_the_date_and_keeps_the_real_one_in_the_memo(bakery: PracticeSetUp) -> None:
    with bakery.program() as program:
        program.settings.update(closed_periods=ClosedPeriods.FIRST_OPEN_DAY)
    bakery.wait_in_pleo(purchase("12.00", date="2026-09-30T11:00:00Z"))
    bakery.change_books(preferences={"AccountingInfoPrefs": {"BookCloseDate": "2026-09-30"}})
    bakery.press_export()
    assert assert_preview_comes_true(bakery) == {"exported": 1}
    (row,) = bakery.rows("Purchase")
    assert row["TxnDate"] == "2026-10-01"
    assert "2026-09-30" in row["PrivateNote"]


def _queue_and_result_agree(home: PracticeSetUp) -> dict[str, list[str]]:
    """What is said of the queue comes true: day, state and reason. Returns the reasons by entry."""
    foreseen = home.preview()
    assert foreseen.problem is None
    assert all(item.estimate for item in foreseen.items)
    results = {item.record.accounting_entry_id: item.record for item in home.export().items}
    for item in foreseen.items:
        told, real = item.record, results[item.record.accounting_entry_id]
        assert told.day == real.day
        assert told.supplier in {"", real.supplier}, "a note is no supplier"
        assert (item.foreseen is ItemStatus.HELD) == (real.status is ItemStatus.HELD), (codes(item), real)
        assert [one.code for one in told.problems] == [one.code for one in real.problems]
    return {item.record.accounting_entry_id: codes(item) for item in foreseen.items}


def test_ready_is_said_of_nothing_in_the_queue_that_is_held_afterwards(bakery: PracticeSetUp) -> None:
    switched_off = next(row["Id"] for row in bakery.rows("TaxCode") if row["Name"] == "TVA 10 %")
    good, closed, late, no_account, no_rate, split = bakery.wait_in_pleo(
        purchase("12.00", note="flour for Sunday"),
        purchase("13.00", date="2026-09-30T21:59:00Z"),
        purchase("14.00", date="2026-09-30T22:01:00Z", note="in Paris it is October already"),
        purchase("15.00", account="613200"),
        purchase("16.00", tax="TVA 10 %"),
        purchase("17.00", lines=[{"amount": "10.00", "account": "606400"}, {"amount": "7.00", "account": "613200"}]),
    )
    bakery.change_books(
        preferences={"AccountingInfoPrefs": {"BookCloseDate": "2026-09-30"}},
        update={
            "Account": {"Id": bakery.account("613200"), "Active": False},
            "TaxCode": {"Id": switched_off, "Active": False},
        },
    )
    assert _queue_and_result_agree(bakery) == {
        good: [],
        closed: ["period_closed"],
        late: [],
        no_account: ["account_inactive"],
        no_rate: ["tax_code_inactive"],
        split: ["account_inactive"],
    }


@pytest.mark.parametrize("country", ["FR", "GB", "CA"])
def test_all_that_practice_has_in_its_queue_comes_true(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, country: str
) -> None:
    with house(tmp_path, monkeypatch, country) as home:
        home.make_ready()
        assert _queue_and_result_agree(home)
