"""The sample companies: what their expenses are and add up to."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from pleoqb_desktop.practice import companies
from pleoqb_desktop.practice.pleo.company import PleoCompany
from pleoqb_desktop.practice.pleo.expenses import cents, make_entry, share

NOW = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
TYPES = {
    "card_purchase", "card_invoice", "out_of_pocket", "mileage", "per_diem", "external_reimbursement", "direct_reimbursement",
    "invoice", "invoice_payment", "chargeback", "refund", "cashback", "atm_withdrawal", "wallet_topup", "wallet_unload",
    "personal_spend", "fee",
}  # fmt: skip


def made(country: str, words: list[dict[str, Any]], now: datetime = NOW) -> list[dict[str, Any]]:
    company = PleoCompany(companies.pleo_company(country))
    return [make_entry(company, expense, now) for expense in words]


def test_the_bakery_waits_with_41_expenses_of_3482_10() -> None:
    entries = made("FR", companies.waiting_expenses("FR", NOW))
    assert len(entries) == 41
    assert sum(entry["amount"] for entry in entries) == 348210


@pytest.mark.parametrize("country", companies.COUNTRIES)
def test_samples_have_what_an_export_has_to_cope_with(country: str) -> None:
    entries = made(country, companies.waiting_expenses(country, NOW))
    kinds = Counter(entry["type"] for entry in entries)
    assert len(entries) >= 40
    assert (kinds["card_invoice"], kinds["fee"]) == (2, 2)
    assert kinds["out_of_pocket"] >= 3
    assert any(len({tuple(line["tax"]) for line in entry["lines"]}) > 1 for entry in entries)
    assert any(entry["supplierCurrency"] == "USD" for entry in entries)
    assert any(entry["attendees"] for entry in entries)
    assert any(len(entry["receipts"]) > 1 for entry in entries)
    assert {receipt["kind"] for entry in entries for receipt in entry["receipts"]} == {"pdf", "png", "jpeg"}
    assert len({entry["supplier"]["name"] for entry in entries if entry["supplier"]}) > 30


@pytest.mark.parametrize("country", companies.COUNTRIES)
def test_one_sample_has_no_optional_member_but_its_account(country: str) -> None:
    entries = made(country, companies.waiting_expenses(country, NOW))
    members = (
        "supplier",
        "user",
        "team",
        "note",
        "attendees",
        "invoice",
        "vendor",
        "bookkeeping",
        "servicePeriod",
        "subType",
    )
    [bare] = [entry for entry in entries if all(entry[name] is None for name in members)]
    assert (bare["receipts"], bare["lines"][0]["tags"], bare["lines"][0]["tax"]) == ([], None, [])
    assert bare["lines"][0]["account"]


@pytest.mark.parametrize("country", companies.COUNTRIES)
def test_sample_vat_is_the_rate_of_the_net_to_the_cent(country: str) -> None:
    company = companies.pleo_company(country)["profile"]
    for entry in made(country, companies.waiting_expenses(country, NOW) + companies.other_types(country, NOW)):
        assert sum(line["amount"] for line in entry["lines"]) == entry["amount"]
        for line in entry["lines"]:
            if line["tax"] and line["tax"][0] not in company["reverse"] and entry["type"] != "mileage":
                rate = Decimal(line["rate"])
                gross = abs(line["amount"])
                net = gross - share(gross, rate / (1 + rate))
                assert net + share(net, rate) == gross, (entry["supplier"], line)


@pytest.mark.parametrize("country", companies.COUNTRIES)
def test_waiting_and_other_types_together_are_all_types(country: str) -> None:
    words = companies.waiting_expenses(country, NOW) + companies.other_types(country, NOW)
    assert {expense["type"] for expense in words} == TYPES
    assert len({expense["id"] for expense in words}) == len(words)


@pytest.mark.parametrize("now", [NOW, datetime(2024, 5, 5, 1, 0, tzinfo=UTC), datetime(2031, 1, 1, 0, 0, tzinfo=UTC)])
def test_samples_lie_in_three_months_before_today(now: datetime) -> None:
    dates = [expense["date"] for expense in companies.waiting_expenses("FR", now)]
    yesterday = now.date() - timedelta(days=1)
    assert yesterday - timedelta(days=7) < datetime.fromisoformat(max(dates)).date() <= yesterday
    first = datetime.fromisoformat(min(dates))
    last = datetime.fromisoformat(max(dates))
    assert timedelta(days=80) < last - first < timedelta(days=93)


@pytest.mark.parametrize("country", companies.COUNTRIES)
def test_accounts_taxes_and_tags_of_the_samples_stand_in_the_books(country: str) -> None:
    books = companies.books(country)
    accounts = {value for row in books["Account"] if row["Active"] for value in (row.get("AcctNum"), row["Name"])}
    codes = {row["Name"] for row in books["TaxCode"] if row["Active"]}
    tags = {
        row.get("Name") or row["DisplayName"] for entity in ("Class", "Customer", "Department") for row in books[entity]
    }
    words = companies.waiting_expenses(country, NOW) + companies.other_types(country, NOW)
    for entry in made(country, words + list(companies.mass_expenses(country, 300, NOW))):
        for line in entry["lines"]:
            assert set(line["account"]) <= accounts, line
            assert set(line["tax"]) <= codes, line
            assert {name for _, name in line["tags"] or ()} <= tags, line


def test_mass_expenses_are_card_purchases_of_many_suppliers_with_one_receipt() -> None:
    entries = made("FR", list(companies.mass_expenses("FR", 600, NOW)))
    assert {entry["type"] for entry in entries} == {"card_purchase"}
    assert len({entry["supplier"]["name"] for entry in entries}) == 60
    assert {len(entry["receipts"]) for entry in entries} == {1}
    assert len({receipt["pool"] for entry in entries for receipt in entry["receipts"]}) == companies.POOL
    assert len({entry["id"] for entry in entries}) == 600
    assert made("FR", list(companies.mass_expenses("FR", 5, NOW))) == entries[:5]


@pytest.mark.parametrize(
    "words",
    [
        {"amount": "ten"}, {"amount": "1.00", "colour": "red"}, {"net": "1.00", "tax": "TVA 99 %"}, {}, {"amount": "1.00", "user": "Nobody"},
        {"amount": "1.00", "receipts": ["gold"]}, {"lines": [{"amount": "1.00", "size": 3}]}, {"amount": "1.00", "date": "soon"},
    ],
)  # fmt: skip
def test_words_that_make_no_sense_are_refused(words: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        made("FR", [words])


def test_net_and_gross_words_mean_what_they_say() -> None:
    one, two, three = made(
        "FR",
        [
            {"net": "10.00", "tax": "TVA 20 %"},
            {"net": "10.00", "tax": "Autoliquidation 20 %"},
            {"amount": "-3.005", "lines": [{"amount": "1.00"}]},
        ],
    )
    assert (one["amount"], two["amount"], three["amount"]) == (1200, 1000, cents("-3.01"))
