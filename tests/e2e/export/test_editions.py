"""Other countries, plans and currencies: the practice company's settings are changed, everything else is as everywhere."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from pleoqb_desktop.domain.books import Dimension
from pleoqb_desktop.domain.rules.chart import Role
from pleoqb_desktop.ports.cancel import CancelToken
from tests.e2e.export.test_dry_run import assert_preview_comes_true
from tests.e2e.practice_set_up import PracticeSetUp, codes, house, item_of, purchase, statuses

JsonMap = dict[str, Any]


@pytest.fixture(name="studio")
def _studio(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[PracticeSetUp]:
    """The British studio, nothing connected, nothing in the queue."""
    with house(tmp_path, monkeypatch, "GB") as home:
        home.empty_queue()
        yield home


def lunch(home: PracticeSetUp, amount: str = "12.00", **more: Any) -> JsonMap:
    """A card purchase at the studio, by the first account and rate its own expenses use."""
    account = next(row["Name"] for row in home.rows("Account") if row["AccountType"] == "Expense" and row["Active"])
    return purchase(amount, account=account, user=None, supplier={"name": "Pret"}, **more)


def in_country(home: PracticeSetUp, country: str, currency: str | None = None, **preferences: Any) -> None:
    """The company moves to another edition."""
    home.change_books(company_info={"Country": country}, preferences=preferences)
    assert currency in (None, home.company["currency"])


@pytest.mark.parametrize("country", ["IE", "AU", "US", "NL", "CA"])
def test_each_edition_makes_its_accounts_and_exports(studio: PracticeSetUp, country: str) -> None:
    in_country(studio, country)
    studio.make_ready(time_zone="Europe/London")
    made = {row["Name"]: row for row in studio.rows("Account") if row["Name"].startswith("Pleo")}
    wallet = "Pleo Bank" if country == "IE" else "Pleo"
    assert (made[wallet]["AccountType"], made[wallet]["AccountSubType"]) == ("Bank", "Checking")
    assert made["Pleo Pocket"]["AccountSubType"] == "CashOnHand"
    rate = "-" if country == "US" else _rate(studio)
    studio.wait_in_pleo(lunch(studio, tax=None if rate == "-" else rate))
    studio.press_export()
    assert assert_preview_comes_true(studio) == {"exported": 1}
    (row,) = studio.rows("Purchase")
    assert Decimal(str(row["TotalAmt"])) == Decimal("12.00")
    if country == "US":
        assert "TxnTaxDetail" not in row or not row["TxnTaxDetail"].get("TaxLine")
    assert "TransactionLocationType" not in row


def _rate(home: PracticeSetUp) -> str:
    profile = home.practice.dump(home.country)["company"]
    return next(name for name, rate in profile["rates"].items() if Decimal(rate) > 0 and name not in profile["reverse"])


def test_with_vat_off_lines_are_gross_and_no_rates_are_synced(studio: PracticeSetUp) -> None:
    studio.change_books(preferences={"TaxPrefs": {"UsingSalesTax": False}})
    studio.make_ready()
    assert studio.practice.dump("GB")["tax_codes"] == []
    studio.wait_in_pleo(lunch(studio, tax=None))
    studio.press_export()
    assert assert_preview_comes_true(studio) == {"exported": 1}
    (row,) = studio.rows("Purchase")
    assert Decimal(str(row["Line"][0]["Amount"])) == Decimal("12.00")


def test_simple_start_is_found_at_set_up_and_bills_are_held_with_the_plan_named(studio: PracticeSetUp) -> None:
    plan = [{"Name": "OfferingSku", "Value": "QuickBooks Online Simple Start"}]
    studio.change_books(company_info={"NameValue": plan})
    studio.make_ready()
    with studio.program() as program:
        assert program.settings.load().dimensions == ()
    bill, plain = studio.wait_in_pleo(
        lunch(studio, tax=_rate(studio), type="invoice", invoice={"invoiceNumber": "F-1", "status": "open"}),
        lunch(studio, tax=_rate(studio)),
    )
    outcome = studio.export()
    assert outcome.problem is None
    assert codes(item_of(outcome, bill)) == ["plan_without_bills"]
    assert statuses(outcome) == {"held": 1, "exported": 1}
    assert studio.jobs()[0]["status"] == "completed_with_errors"
    assert plain != bill


def with_many_currencies(home: PracticeSetUp) -> None:
    """Multi-currency is switched on, which nobody can undo."""
    home.change_books(preferences={"CurrencyPrefs": {"MultiCurrencyEnabled": True}})


def test_a_company_with_many_currencies_and_a_wallet_in_dollars(bakery: PracticeSetUp) -> None:
    with_many_currencies(bakery)
    account = {
        "Name": "Pleo USD", "AccountType": "Bank", "AccountSubType": "Checking", "AcctNum": "512190",
        "CurrencyRef": {"value": "USD"},
    }  # fmt: skip
    usd = bakery.change_books(create={"Account": account})["created"]["Account"][0]
    with bakery.program() as program:
        program.settings.update(accounts_in=(usd,))
    bakery.sync()
    bakery.practice.pleo_control("contra-account", {"currency": "USD", "externalId": usd})
    euro, dollar = bakery.wait_in_pleo(
        purchase("12.00"), purchase("21.10", currency="USD", supplier={"name": "GitHub"}, tax="Hors TVA")
    )
    bakery.press_export()
    assert assert_preview_comes_true(bakery) == {"exported": 2}
    rows = {row["PrivateNote"].split(" | ")[1]: row for row in bakery.rows("Purchase")}
    assert rows[dollar]["CurrencyRef"]["value"] == "USD"
    assert Decimal("0.90") < Decimal(str(rows[dollar]["ExchangeRate"])) < Decimal("0.94")
    assert rows[dollar]["AccountRef"]["value"] == usd
    assert rows[euro]["CurrencyRef"]["value"] == "EUR"
    vendor = bakery.row("Vendor", rows[dollar]["EntityRef"]["value"])
    assert vendor["CurrencyRef"]["value"] == "USD"


def test_an_item_in_a_currency_without_a_wallet_account_is_held(bakery: PracticeSetUp) -> None:
    with_many_currencies(bakery)
    bakery.practice.pleo_control("contra-account", {"currency": "USD", "code": "512100"})
    bakery.wait_in_pleo(purchase("21.10", currency="USD", tax="Hors TVA"))
    outcome = bakery.export()
    assert statuses(outcome) == {"held": 1}
    assert codes(outcome.items[0])[0].startswith(("currency", "configured_account"))


def test_what_was_paid_in_another_currency_stands_in_the_memo(bakery: PracticeSetUp) -> None:
    bakery.wait_in_pleo(purchase("9.21", supplierAmount={"amount": "10.00", "currency": "USD"}))
    bakery.export()
    (row,) = bakery.rows("Purchase")
    assert "10.00" in row["PrivateNote"].replace(",", ".")
    assert "USD" in row["PrivateNote"]


def test_locations_stand_on_the_whole_entry_and_two_of_them_are_held(bakery: PracticeSetUp) -> None:
    bakery.change_books(
        preferences={"AccountingInfoPrefs": {"TrackDepartments": True}},
        create={"Department": [{"Name": "Lyon"}, {"Name": "Villeurbanne"}]},
    )
    with bakery.program() as program:
        program.settings.update(dimensions=(Dimension.CLASSES, Dimension.LOCATIONS))
        program.sync(CancelToken()).run()
    one, two = bakery.wait_in_pleo(
        purchase("12.00") | {"lines": [line("12.00", [["location", "Lyon"]])]},
        purchase("12.00")
        | {"lines": [line("6.00", [["location", "Lyon"]]), line("6.00", [["location", "Villeurbanne"]])]},
    )
    outcome = bakery.export()
    assert codes(item_of(outcome, two)) == ["two_locations"]
    (row,) = bakery.rows("Purchase")
    assert row["DepartmentRef"]["value"] == next(r["Id"] for r in bakery.rows("Department") if r["Name"] == "Lyon")
    assert item_of(outcome, one).record.external_id == row["Id"]


def line(amount: str, tags: list[list[str]]) -> JsonMap:
    """A line with tags."""
    return {"amount": amount, "account": "601100", "tax": "TVA 5,5 %", "tags": [":".join(tag) for tag in tags]}


def test_account_numbers_taken_by_hidden_accounts_are_stepped_over(new_house: PracticeSetUp) -> None:
    new_house.change_books(create={"Account": {"Name": "x", "AccountType": "Bank", "AcctNum": "512100"}})
    with new_house.program() as program:
        new_house.connect(program)
        new_house.set_up(program)
        wallet = program.settings.load().wallet_account_id
    assert new_house.row("Account", wallet or "")["AcctNum"] == "512101"


def test_french_entries_carry_journal_code_and_location_type(bakery: PracticeSetUp) -> None:
    bakery.wait_in_pleo(
        purchase("12.00"), purchase("3.00", type="refund") | {"lines": [line("5.00", []), line("-2.00", [])]}
    )
    bakery.export()
    with bakery.program() as program:
        wallet = bakery.row("Account", program.settings.load().wallet_account_id or "")
    assert wallet["JournalCodeRef"]["value"] == "6"
    assert {row["TransactionLocationType"] for row in bakery.rows("Purchase")} == {"WithinFrance"}
    for row in bakery.rows("JournalEntry"):
        assert {one["JournalEntryLineDetail"]["JournalCodeRef"]["value"] for one in row["Line"]}


def test_single_vendor_puts_everything_on_one_name(bakery: PracticeSetUp) -> None:
    with bakery.program() as program:
        program.settings.update(single_vendor=True)
    bakery.wait_in_pleo(purchase("12.00", supplier={"name": "A"}), purchase("13.00", supplier={"name": "B"}))
    assert statuses(bakery.export()) == {"exported": 2}
    names = {row["EntityRef"]["name"] for row in bakery.rows("Purchase")}
    assert names == {"Pleo"}


def test_a_wallet_chosen_by_name_number_or_id(new_house: PracticeSetUp) -> None:
    with new_house.program() as program:
        new_house.connect(program)
        for reference in ("512010", "Livret Crédit Agricole", f"id:{new_house.account('512010')}"):
            new_house.set_up(program, create_wallet=False, accounts={Role.WALLET: reference})
            assert program.settings.load().wallet_account_id == new_house.account("512010")
