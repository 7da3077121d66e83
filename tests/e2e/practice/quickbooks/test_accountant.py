"""What an accountant does in the web product."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.e2e.practice.quickbooks.api import Api


def test_lists_are_made_and_changed_without_the_apis_rules(fr: Api) -> None:
    created = fr.change(
        create={"Account": {"Name": "Libre", "AcctNum": "9", "AccountType": "Expense", "AccountSubType": "Travel"}}
    )
    id_ = created["created"]["Account"][0]
    assert fr.get(f"account/{id_}")["Account"]["AcctNum"] == "9"
    fr.change(update={"Account": {"Id": id_, "Active": False}})
    assert fr.get(f"account/{id_}")["Account"]["Name"] == "Libre (deleted)"
    fr.change(update={"Class": [{"Id": "5000000000000000101", "Name": "Magasin"}]})
    assert fr.query("select * from Class where Name = 'magasin'")["Class"][0]["SyncToken"] == "1"


def test_transactions_can_be_changed_and_deleted(fr: Api) -> None:
    body = {"PaymentType": "Cash", "AccountRef": fr.ref("512000"), "Line": [fr.line("625100", "10", "8")]}
    id_ = fr.create("Purchase", body)["Id"]
    fr.change(update={"Purchase": {"Id": id_, "PrivateNote": "vu"}})
    assert fr.get(f"purchase/{id_}")["Purchase"]["SyncToken"] == "1"
    fr.change(delete={"Purchase": id_})
    assert fr.books()["ledger"] == []
    created = fr.change(create={"Purchase": body | {"Line": [fr.line("625100", "12", "8")]}})
    assert fr.get(f"purchase/{created['created']['Purchase'][0]}")["Purchase"]["TotalAmt"] == Decimal(12)


def test_settings_are_merged(fr: Api) -> None:
    fr.change(preferences={"AccountingInfoPrefs": {"BookCloseDate": "2026-01-31"}}, company_info={"LegalName": "X"})
    preferences = fr.get("preferences")["Preferences"]
    assert preferences["AccountingInfoPrefs"]["UseAccountNumbers"] is True
    assert preferences["AccountingInfoPrefs"]["BookCloseDate"] == "2026-01-31"
    fr.change(preferences={"CurrencyPrefs": {"MultiCurrencyEnabled": True}})
    assert {row["Code"] for row in fr.query("select * from CompanyCurrency")["CompanyCurrency"]} == {
        "USD",
        "GBP",
        "CHF",
    }


@pytest.mark.parametrize(
    "data",
    [
        {"wish": 1},
        {"create": {"Nothing": {}}},
        {"create": {"Account": "x"}},
        {"create": {"Purchase": {"PaymentType": "Cash"}}},
        {"update": {"Account": {"Id": "999"}}},
        {"delete": {"Purchase": "999"}},
    ],
)
def test_changes_that_cannot_be_are_errors(fr: Api, data: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"unknown|refused"):
        fr.service.change(fr.realm, data)
