"""What an export item says: amounts, VAT, accounts, tags, vendors, files, overrides."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from tests.e2e.practice.pleo.calls import company_id, pending_job
from tests.e2e.practice.server_fixture import Practice, request, running_practice


def fetch(
    practice: Practice, expenses: list[dict[str, Any]], *, country: str = "FR", vendors: bool = False
) -> list[dict[str, Any]]:
    """Let only these expenses wait, export them and return the items."""
    practice.pleo_control("expenses", method="DELETE", country=country)
    practice.write_references(country)
    practice.pleo_control("expenses", expenses, country=country)
    job_id = practice.pleo_control("export", {"vendorBasedBookkeeping": vendors}, country=country)["id"]
    answer = practice.pleo("GET", f"/v3/export-items?job_id={job_id}", country=country)
    assert answer.status == 200, answer.body
    items: list[dict[str, Any]] = answer.json()["data"]
    return items


def wallet(amount: dict[str, Any]) -> int:
    return int(amount["inWalletCurrency"]["value"])


def test_a_line_resolves_to_what_was_synced(practice: Practice) -> None:
    [item] = fetch(
        practice,
        [
            {
                "amount": "12.00",
                "account": "606400",
                "tax": "TVA 20 %",
                "tags": ["class:Boutique", "project:Vœux du maire 2027"],
            }
        ],
    )
    [line] = item["accountingEntryLines"]
    assert (line["account"]["code"], line["account"]["name"]) == ("606400", "Fournitures administratives")
    assert line["account"]["identifier"] == "32"
    assert (line["tax"]["code"], line["tax"]["rate"], line["tax"]["type"]) == ("2", 0.2, "inclusive")
    assert [(tag["groupCode"], tag["code"]) for tag in line["tags"]] == [
        ("qbo-class", "5000000000000000101"),
        ("qbo-project", "4"),
    ]
    assert (wallet(line["lineAmount"]), wallet(line["netAmount"]), wallet(line["tax"]["amount"])) == (1200, 1000, 200)
    assert item["contraAccount"]["code"] == "512100"


def test_what_was_not_synced_is_null(practice: Practice) -> None:
    practice.pleo_control("expenses", method="DELETE")
    practice.pleo_control("seed", {"accounts": [{"externalId": "1", "name": "Banque Pleo", "code": "512100"}]})
    practice.pleo_control("contra-account", {"code": "512100"})
    practice.pleo_control(
        "expenses", [{"amount": "12.00", "account": "606400", "tax": "TVA 20 %", "tags": ["class:Boutique"]}]
    )
    job_id = practice.pleo_control("export")["id"]
    [line] = practice.pleo("GET", f"/v3/export-items?job_id={job_id}").json()["data"][0]["accountingEntryLines"]
    assert (line["account"], line["tax"], line["tags"]) == (None, None, [])
    assert wallet(line["netAmount"]) == 1200


def test_an_archived_account_is_no_longer_mapped(practice: Practice) -> None:
    practice.write_references()
    account = next(row for row in practice.dump()["accounts"] if row["code"] == "606400")
    practice.pleo(
        "PUT", f"/v1/chart-of-accounts/{account['id']}", {"name": account["name"], "code": "606400", "archived": True}
    )
    [entry] = practice.pleo_control("expenses", [{"amount": "1.00", "account": "606400"}])["accounting_entry_ids"]
    job_id = practice.pleo_control("export", {"accounting_entry_ids": [entry]})["id"]
    [item] = practice.pleo("GET", f"/v3/export-items?job_id={job_id}").json()["data"]
    assert item["accountingEntryLines"][0]["account"] is None


def test_reverse_charge_has_net_equal_gross_and_tax_on_top(practice: Practice) -> None:
    [item] = fetch(practice, [{"amount": "30.00", "account": "651000", "tax": "Autoliquidation 20 %"}])
    [line] = item["accountingEntryLines"]
    assert (wallet(line["lineAmount"]), wallet(line["netAmount"]), wallet(line["tax"]["amount"])) == (3000, 3000, 600)


def test_one_company_shows_gross_in_net_amount_and_the_others_net() -> None:
    with running_practice(("GB",)) as practice:
        [item] = fetch(practice, [{"amount": "12.00", "account": "Travel", "tax": "20.0% S"}], country="GB")
        [line] = item["accountingEntryLines"]
        assert (wallet(line["netAmount"]), wallet(line["tax"]["amount"])) == (1200, 200)
        assert line["account"]["code"] is None


def test_two_rates_in_one_canadian_code_are_one_rate_at_pleo() -> None:
    with running_practice(("CA",)) as practice:
        [item] = fetch(practice, [{"net": "20.00", "account": "6100", "tax": "TPS/TVQ QC - 9,975"}], country="CA")
        [line] = item["accountingEntryLines"]
        assert line["tax"]["rate"] == 0.14975
        assert (wallet(line["lineAmount"]), wallet(line["tax"]["amount"])) == (2300, 300)


def test_foreign_amounts_stand_beside_those_of_the_wallet(practice: Practice) -> None:
    lines = [{"amount": "18.00", "account": "651000"}, {"amount": "9.64", "account": "623000"}]
    [item] = fetch(practice, [{"lines": lines, "supplierAmount": {"currency": "USD", "amount": "30.00"}}])
    assert item["amount"]["inSupplierCurrency"] == {"currency": "USD", "value": 3000}
    assert item["amount"]["inWalletCurrency"] == {"currency": "EUR", "value": 2764}
    foreign = [line["lineAmount"]["inSupplierCurrency"]["value"] for line in item["accountingEntryLines"]]
    assert sum(foreign) == 3000


@pytest.mark.parametrize(
    ("kind", "given"),
    [("card_purchase", True), ("wallet_topup", True), ("out_of_pocket", False), ("invoice", False), ("mileage", False)],
)
def test_contra_accounts_come_only_with_types_that_touch_a_balance(
    practice: Practice, kind: str, *, given: bool
) -> None:
    [item] = fetch(practice, [{"type": kind, "amount": "1.00"}])
    assert (item["contraAccount"] is not None) is given


def test_vendor_and_bookkeeping_come_only_when_asked_for(practice: Practice) -> None:
    expense = {"amount": "10.00", "vendor": "Minoterie Forez", "bookkeeping": "accounts_payable"}
    practice.pleo_control("seed", {"vendors": [{"name": "Minoterie Forez", "externalId": "21", "code": "21"}]})
    [item] = fetch(practice, [expense])
    assert (item["vendor"], item["bookkeeping"]) == (None, None)
    [item] = fetch(practice, [expense], vendors=True)
    assert (item["vendor"]["externalId"], item["vendor"]["name"]) == ("21", "Minoterie Forez")
    assert item["bookkeeping"] == {"method": "accounts_payable"}


def test_members_can_be_overridden_and_left_out(practice: Practice) -> None:
    changes = {"type": "overdraft", "amount": {"inWalletCurrency": {"value": 1}}, "supplier": None}
    [item] = fetch(practice, [{"amount": "12.00", "supplier": "Uber", "item": changes, "omit": ["note"]}])
    assert (item["type"], item["supplier"], "note" in item) == ("overdraft", None, False)
    assert item["amount"]["inWalletCurrency"] == {"currency": "EUR", "value": 1}


def test_an_explicit_tax_amount_is_kept_even_when_it_is_wrong(practice: Practice) -> None:
    [item] = fetch(practice, [{"amount": "12.00", "account": "606400", "tax": "TVA 20 %", "taxAmount": "1.50"}])
    assert wallet(item["accountingEntryLines"][0]["tax"]["amount"]) == 150


def test_a_rate_that_was_synced_differently_is_applied_as_pleo_has_it(practice: Practice) -> None:
    practice.write_references()
    code = next(row for row in practice.dump()["tax_codes"] if row["name"] == "TVA 20 %")
    words = {
        "companyId": company_id(practice),
        "name": "TVA 20 %",
        "rate": 0.1,
        "type": "inclusive",
        "archived": False,
        "code": "2",
    }
    assert practice.pleo("PUT", f"/v0/tax-codes/{code['id']}", words).status == 200
    [entry] = practice.pleo_control("expenses", [{"amount": "11.00", "account": "606400", "tax": "TVA 20 %"}])[
        "accounting_entry_ids"
    ]
    job_id = practice.pleo_control("export", {"accounting_entry_ids": [entry]})["id"]
    [item] = practice.pleo("GET", f"/v3/export-items?job_id={job_id}").json()["data"]
    assert wallet(item["accountingEntryLines"][0]["tax"]["amount"]) == 100


@pytest.mark.parametrize("country", ["FR", "GB", "CA"])
def test_every_sample_resolves_and_adds_up(country: str) -> None:
    with running_practice((country,)) as practice:
        practice.write_references(country)
        job_id = practice.pleo_control("export", country=country)["id"]
        items = practice.pleo("GET", f"/v3/export-items?job_id={job_id}", country=country).json()["data"]
        meant = {expense["id"]: expense for expense in practice.dump(country)["expenses"]}
    for item in items:
        lines = item["accountingEntryLines"]
        assert sum(wallet(line["lineAmount"]) for line in lines) == wallet(item["amount"])
        for line, words in zip(lines, meant[item["accountingEntryId"]]["lines"], strict=True):
            assert line["account"] is not None, item["supplier"]
            assert len(line["tags"] or []) == len(words["tags"] or [])
            assert (line["tax"] is not None) is bool(words["tax"]), words["tax"]
            if line["tax"] is not None:
                gross, tax = wallet(line["lineAmount"]), wallet(line["tax"]["amount"])
                net = gross if line["tax"]["type"] == "reverse" else gross - tax
                assert abs(net * Decimal(str(line["tax"]["rate"])) - tax) <= Decimal("0.5")


def test_items_need_a_job(practice: Practice) -> None:
    assert practice.pleo("GET", "/v3/export-items").status == 400
    assert practice.pleo("GET", "/v3/export-items?job_id=00000000-0000-0000-0000-000000000000").status == 404


def test_links_lead_to_pages_that_exist(practice: Practice) -> None:
    job_id, _ = pending_job(practice)
    [item, *_] = practice.pleo("GET", f"/v3/export-items?job_id={job_id}").json()["data"]
    page = request(practice.address, "GET", item["_links"]["web"]["exportItem"].removeprefix(practice.address))
    assert page.status == 200
    assert "Minoterie Forez" in page.body.decode()
