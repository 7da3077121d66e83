"""Accounts, names, classes, departments, journal codes, tax codes."""

from __future__ import annotations

from typing import Any

import pytest

from pleoqb_desktop.practice.companies.books_common import CLASSIFICATIONS
from pleoqb_desktop.practice.quickbooks.lists import SUBTYPES
from tests.e2e.practice.quickbooks.api import SEEDS, Api

Row = dict[str, Any]


def bank(**more: Any) -> Row:
    return {"Name": "Banque Pleo", "AcctNum": "512100", "AccountType": "Bank"} | more


@pytest.mark.parametrize("country", ["FR", "GB", "CA"])
def test_the_seeds_keep_the_services_own_rules(country: str) -> None:
    books = SEEDS[country]()
    assert all(row["AccountSubType"] in SUBTYPES[row["AccountType"]] for row in books["Account"])
    api = Api(country)
    for row in books["Account"]:
        sent = {name: value for name, value in row.items() if name != "SyncToken"} | {"SyncToken": "0"}
        assert api.post("account", sent).status == 200, row
    for entity in ("Vendor", "Customer", "Class"):
        for row in books[entity]:
            assert api.post(entity.lower(), row | {"SyncToken": "0"}).status == 200, row
    rates = {row["Id"] for row in books["TaxRate"]}
    used = {
        item["TaxRateRef"]["value"]
        for code in books["TaxCode"]
        for side in ("PurchaseTaxRateList", "SalesTaxRateList")
        for item in code[side]["TaxRateDetail"]
    }
    assert used <= rates
    assert set(CLASSIFICATIONS) == set(SUBTYPES)


def test_an_account_is_made_with_its_defaults(fr: Api) -> None:
    made = fr.create("Account", bank(JournalCodeRef={"value": "6"}, CurrencyRef={"value": "EUR"}))
    assert (made["AccountSubType"], made["Classification"], made["SyncToken"]) == ("CashOnHand", "Asset", "0")
    assert made["CurrencyRef"] == {"value": "EUR"}
    assert made["FullyQualifiedName"] == "Banque Pleo"
    assert (
        fr.create("Account", {"Name": "Visa", "AcctNum": "512300", "AccountSubType": "CreditCard"})["AccountType"]
        == "Credit Card"
    )


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"AcctNum": None}, "2020"),
        ({"AcctNum": "51210"}, "6000"),
        ({"AcctNum": "612100"}, "6000"),
        ({"AcctNum": "5121-0"}, "6000"),
        ({"AcctNum": "5" * 21}, "2050"),
        ({"AcctNum": "512000"}, "6000"),
        ({"Name": None}, "2020"),
        ({"Name": "a:b"}, "2040"),
        ({"Name": 'a"b'}, "2040"),
        ({"Name": "a\tb"}, "2040"),
        ({"Name": "a" * 101}, "2050"),
        ({"Name": "banque crédit agricole"}, "6240"),
        ({"Name": "Fournitures (ancien compte)"}, "6240"),
        ({"AccountType": None}, "6010"),
        ({"AccountType": "Purse"}, "6010"),
        ({"AccountSubType": "CreditCard"}, "6010"),
        ({"CurrencyRef": {"value": "USD"}}, "6000"),
        ({"ParentRef": {"value": "999"}}, "2500"),
        ({"ParentRef": {"value": "1"}}, "6000"),
        ({"JournalCodeRef": {"value": "99"}}, "2500"),
        ({"Description": "d" * 101}, "2050"),
        ({"Colour": "red"}, "2010"),
    ],
)
def test_what_a_french_account_does_not_take(fr: Api, more: Row, code: str) -> None:
    assert fr.refused("account", bank(**more)) == [code]


@pytest.mark.parametrize(("country", "number", "codes"), [
    ("GB", "1234567", []), ("GB", "12345678", ["2050"]), ("CA", "1" * 20, []), ("CA", "1" * 21, ["2050"]),
    ("GB", "1:2", ["2040"]),
])  # fmt: skip
def test_number_lengths_per_country(country: str, number: str, codes: list[str]) -> None:
    body = {"Name": "Pleo Bank", "AccountType": "Bank", "AcctNum": number}
    assert Api(country).post("account", body).codes == codes


def test_numbers_are_not_needed_outside_france(gb: Api) -> None:
    assert gb.post("account", {"Name": "Pleo Bank", "AccountType": "Bank"}).status == 200
    body = {"Name": "Other", "AccountType": "Bank", "JournalCodeRef": {"value": "1"}}
    assert gb.refused("account", body) == ["2010"]


def test_an_account_is_made_inactive_and_marked_so(fr: Api) -> None:
    made = fr.create("Account", bank())
    gone = fr.create("Account", bank(Id=made["Id"], SyncToken="0", Active=False))
    assert (gone["Name"], gone["Active"]) == ("Banque Pleo (deleted)", False)
    assert fr.query("select * from Account where Name = 'Banque Pleo'") == {}
    found = fr.query("select * from Account where Name = 'banque pleo' and Active in (true, false)")
    assert found["Account"][0]["Id"] == made["Id"]
    back = fr.create("Account", gone | {"Active": True})
    assert back["Name"] == "Banque Pleo"
    assert fr.refused("account?operation=delete", {"Id": made["Id"], "SyncToken": "2"}) == ["500"]


def test_an_update_of_an_account_may_be_sparse_as_recorded_and_clears_what_is_absent_otherwise(fr: Api) -> None:
    made = fr.create("Account", bank(Description="d"))
    changed = fr.create("Account", {"Id": made["Id"], "SyncToken": "0", "sparse": True, "Active": False})
    assert (changed["Active"], changed["Description"], changed["AccountType"]) == (False, "d", made["AccountType"])
    assert "Description" not in fr.create("Account", bank(Id=made["Id"], SyncToken="1"))


def test_children_follow_the_name_of_their_parent(fr: Api) -> None:
    parent = fr.get("account/29")["Account"]
    fr.create("Account", parent | {"Name": "Achats divers"})
    child = fr.get("account/30")["Account"]
    assert child["FullyQualifiedName"] == "Achats divers:Eau et énergie"
    taken = {"Name": "Eau et énergie", "AcctNum": "606199", "AccountType": "Expense", "ParentRef": {"value": "29"}}
    assert fr.refused("account", taken) == ["6240"]
    assert fr.post("account", taken | {"ParentRef": {"value": "46"}}).status == 200


def test_an_account_cannot_be_below_itself(fr: Api) -> None:
    parent = fr.get("account/29")["Account"]
    assert fr.refused("account", parent | {"ParentRef": {"value": "30"}}) == ["2500"]


def test_the_number_of_accounts_is_limited_by_the_plan(fr: Api) -> None:
    rows = [{"Name": f"Compte {n}", "AcctNum": f"628{n:05}", "AccountType": "Expense"} for n in range(188)]
    fr.change(create={"Account": rows})
    assert fr.refused("account", bank()) == ["6000"]
    fr.change(company_info={"NameValue": [{"Name": "OfferingSku", "Value": "QuickBooks Online Advanced"}]})
    assert fr.post("account", bank()).status == 200


# -- names ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name", ["EDF", "edf", " Edf ", "La Poste", "Monoprix", "MAIRIE DE LYON 6E", "Camille Martin", "traiteur bonnet"]
)
def test_one_name_space_for_vendors_customers_and_employees(fr: Api, name: str) -> None:
    answer = fr.post("vendor", {"DisplayName": name})
    assert answer.codes == ["6240"]
    assert answer.details.startswith("The name supplied already exists. : ")


def test_both_details_of_a_taken_name(fr: Api) -> None:
    assert fr.post("vendor", {"DisplayName": "Monoprix"}).details == "The name supplied already exists. : null"
    assert "Another customer, vendor or employee" in fr.post("vendor", {"DisplayName": "EDF"}).details
    assert "Another account is already using this name.  Please" in fr.post("account", bank(Name="Caisse")).details


def test_accounts_and_classes_have_names_of_their_own(fr: Api) -> None:
    assert fr.post("vendor", {"DisplayName": "Caisse"}).status == 200
    assert fr.post("vendor", {"DisplayName": "Boutique"}).status == 200


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"DisplayName": "a:b"}, "2040"),
        ({"DisplayName": "a\tb"}, "2040"),
        ({"DisplayName": "a\nb"}, "2040"),
        ({"DisplayName": "a" * 501}, "2050"),
        ({"CompanyName": "a" * 101, "DisplayName": "a"}, "2050"),
        ({"GivenName": "a" * 101}, "2050"),
        ({"Title": "a" * 17}, "2050"),
        ({"CompanyName": "Only"}, "6080"),
        ({}, "6080"),
        ({"DisplayName": "a", "PrimaryEmailAddr": {"Address": "nobody"}}, "2040"),
        ({"DisplayName": "a", "CurrencyRef": {"value": "USD"}}, "6000"),
        ({"DisplayName": "a", "BillAddr": {"Line1": "x" * 501}}, "2050"),
        ({"DisplayName": "a", "BillAddr": {"Street": "x"}}, "2010"),
    ],
)
def test_what_a_vendor_does_not_take(fr: Api, body: Row, code: str) -> None:
    assert fr.refused("vendor", body) == [code]


def test_a_vendor_keeps_its_letters_and_masks_its_tax_number(fr: Api) -> None:
    name = "L'Œuf & l'Été مخبز 🥖"
    made = fr.create("Vendor", {"DisplayName": name, "TaxIdentifier": "FR12345678901"})
    assert (made["DisplayName"], made["TaxIdentifier"]) == (name, "XXXXXXX8901")
    assert fr.create("Vendor", {"GivenName": "Ana", "FamilyName": "Roy"})["DisplayName"] == "Ana Roy"
    assert (
        fr.query("select * from Vendor where DisplayName = 'L\\'ŒUF & l\\'été مخبز 🥖'")["Vendor"][0]["Id"]
        == made["Id"]
    )


def test_a_vendor_is_set_inactive_by_a_full_update(fr: Api) -> None:
    made = fr.create("Vendor", {"DisplayName": "Passager"})
    gone = fr.create("Vendor", {"Id": made["Id"], "SyncToken": "0", "DisplayName": "Passager", "Active": False})
    assert gone["DisplayName"] == "Passager (deleted)"
    assert fr.refused("vendor", {"DisplayName": "passager"}) == ["6240"]
    renamed = {"Id": made["Id"], "SyncToken": "1", "DisplayName": "Autre", "Active": True}
    assert fr.create("Vendor", renamed)["DisplayName"] == "Autre"
    assert fr.post("vendor", {"DisplayName": "passager"}).status == 200


def test_a_project_is_a_customer_with_a_parent(fr: Api) -> None:
    project = fr.get("customer/4")["Customer"]
    assert (project["IsProject"], project["Job"]) == (True, True)
    assert project["FullyQualifiedName"] == "Mairie de Lyon 6e:Vœux du maire 2027"
    changed = fr.create("Customer", {"Id": "4", "SyncToken": "0", "sparse": True, "Notes": "n"})
    assert (changed["IsProject"], changed["DisplayName"]) == (True, "Vœux du maire 2027")
    assert fr.query("select * from Customer where Active = false")["Customer"][0]["DisplayName"].endswith(" (deleted)")


def test_employees_are_read_only(fr: Api) -> None:
    assert fr.get("employee/41")["Employee"]["DisplayName"] == "Camille Martin"
    assert fr.refused("employee", {"DisplayName": "X"}) == ["500"]


# -- classes, locations, journal codes, taxes ----------------------------------------------------------------------


def test_classes_and_locations(gb: Api) -> None:
    made = gb.create("Class", {"Name": "Print", "ParentRef": {"value": "5000000000000000201"}})
    assert (made["FullyQualifiedName"], made["SubClass"]) == ("Brand:Print", True)
    assert gb.refused("class", {"Name": "brand"}) == ["6240"]
    assert gb.refused("class", {"Name": "a:b"}) == ["2040"]
    assert gb.create("Department", {"Name": "York"})["FullyQualifiedName"] == "York"
    gb.change(company_info={"NameValue": [{"Name": "OfferingSku", "Value": "QuickBooks Online Essentials"}]})
    assert gb.refused("class", {"Name": "More"}) == ["5030"]
    assert gb.query_codes("select * from Class") == ["5030"]


def test_forty_classes_and_locations_on_plus(gb: Api) -> None:
    for number in range(33):
        gb.create("Class", {"Name": f"Class {number}"})
    assert gb.refused("class", {"Name": "One more"}) == ["6000"]
    assert gb.refused("department", {"Name": "One more"}) == ["6000"]


def test_journal_codes_are_french(fr: Api, gb: Api) -> None:
    shown = {row["Name"]: row["Type"] for row in fr.query("select * from JournalCode")["JournalCode"]}
    assert (shown["BQ"], shown["NO"]) == ("Bank", "Report A Nouveaux")
    assert fr.create("JournalCode", {"Name": "PL", "Type": "Bank"})["Type"] == "Bank"
    assert fr.refused("journalcode", {"Name": "P", "Type": "Bank"}) == ["2050"]
    assert fr.refused("journalcode", {"Name": "PX", "Type": "Pleo"}) == ["2010"]
    assert fr.refused("journalcode", {"Name": "bq", "Type": "Bank"}) == ["6240"]
    assert gb.refused("journalcode", {"Name": "PL", "Type": "Bank"}) == ["5030"]
    assert gb.query_codes("select * from JournalCode") == ["5030"]


def test_tax_codes_are_read_and_made_by_the_tax_service(fr: Api) -> None:
    codes = {row["Name"]: row for row in fr.query("select * from TaxCode")["TaxCode"]}
    assert "TVA 19,6 %" not in codes
    assert codes["TVA 20 % sur ventes"]["PurchaseTaxRateList"]["TaxRateDetail"] == []
    assert len(codes["Autoliquidation 20 %"]["PurchaseTaxRateList"]["TaxRateDetail"]) == 2
    assert fr.refused("taxcode", {"Name": "X"}) == ["500"]
    detail = {"TaxRateName": "TVA 8,5 % (achats)", "RateValue": 8.5, "TaxAgencyId": "1", "TaxApplicableOn": "Purchase"}
    made = fr.post("taxservice/taxcode", {"TaxCode": "TVA 8,5 %", "TaxRateDetails": [detail]}).body
    line = fr.line("625100", "100", made["TaxCodeId"])
    body = {"PaymentType": "Cash", "AccountRef": fr.ref("512000"), "Line": [line]}
    assert fr.create("Purchase", body)["TotalAmt"] == 108.5
    assert fr.refused("taxservice/taxcode", {"TaxCode": "TVA 8,5 %", "TaxRateDetails": [detail]}) == ["6240"]
    assert fr.refused("taxservice/taxcode", {"TaxCode": "Neu"}) == ["2020"]
    wrong = {"TaxCode": "Neu", "TaxRateDetails": [detail | {"TaxAgencyId": "9", "TaxRateName": "n"}]}
    assert fr.refused("taxservice/taxcode", wrong) == ["2500"]
    assert fr.create("TaxAgency", {"DisplayName": "Douanes"})["Id"] == "2"


# -- currencies ----------------------------------------------------------------------------------------------------


def test_foreign_accounts_and_names_with_multi_currency(fr: Api) -> None:
    fr.change(preferences={"CurrencyPrefs": {"MultiCurrencyEnabled": True}})
    made = fr.create("Account", bank(CurrencyRef={"value": "USD"}))
    assert made["CurrencyRef"] == {"value": "USD"}
    same = bank(Id=made["Id"], SyncToken="0")
    assert fr.create("Account", same)["CurrencyRef"] == {"value": "USD"}
    assert fr.refused("account", same | {"SyncToken": "1", "CurrencyRef": {"value": "EUR"}}) == ["6000"]
    expense = {"Name": "Voyages USD", "AcctNum": "625199", "AccountType": "Expense", "CurrencyRef": {"value": "USD"}}
    assert fr.refused("account", expense) == ["6000"]
    assert fr.refused("account", bank(Name="Yen", AcctNum="512300", CurrencyRef={"value": "JPY"})) == ["6000"]
    vendor = fr.create("Vendor", {"DisplayName": "SNCF (USD)", "CurrencyRef": {"value": "USD"}})
    full = {"Id": vendor["Id"], "SyncToken": "0", "DisplayName": "SNCF (USD)"}
    assert fr.create("Vendor", full)["CurrencyRef"] == {"value": "USD"}
    assert fr.refused("vendor", full | {"SyncToken": "1", "CurrencyRef": {"value": "EUR"}}) == ["6000"]


def test_a_type_change_stays_within_its_classification(fr: Api) -> None:
    made = fr.create("Account", bank(AcctNum="512100"))
    same = bank(Id=made["Id"], SyncToken="0")
    assert fr.refused("account", same | {"AccountType": "Expense", "AcctNum": "625199"}) == ["6000"]
    assert fr.post("account", same | {"AccountType": "Other Current Asset"}).status == 200


def test_five_levels_are_the_most(gb: Api) -> None:
    parent = gb.create("Class", {"Name": "1"})["Id"]
    for level in "2345":
        parent = gb.create("Class", {"Name": level, "ParentRef": {"value": parent}})["Id"]
    assert gb.refused("class", {"Name": "6", "ParentRef": {"value": parent}}) == ["6000"]


def test_french_members_of_a_vendor(fr: Api, gb: Api) -> None:
    body = {"DisplayName": "Fournisseur", "TaxReportingBasis": "Cash"}
    assert fr.post("vendor", body).status == 200
    assert gb.refused("vendor", body) == ["2010"]


def test_every_part_of_a_full_name_carries_its_own_mark(fr: Api) -> None:
    above = fr.create("Customer", {"DisplayName": "Hôtel du Parc"})
    below = fr.create("Customer", {"DisplayName": "Petit déjeuner", "ParentRef": {"value": above["Id"]}, "Job": True})
    for row in (below, above):
        fr.create("Customer", {"Id": row["Id"], "SyncToken": row["SyncToken"], "sparse": True, "Active": False})
    shown = fr.get(f"customer/{below['Id']}")["Customer"]
    assert shown["FullyQualifiedName"] == "Hôtel du Parc (deleted):Petit déjeuner (deleted)"


def test_the_second_inactive_object_of_a_name_is_numbered(fr: Api) -> None:
    for parent, mark in (("606100", " (deleted)"), ("606400", " (deleted-1)")):
        above = {"value": fr.ref(parent)["value"]}
        number = {"AcctNum": f"{parent[:-1]}9"}
        body = {"Name": "Divers", "AccountType": "Expense", "ParentRef": above, "SubAccount": True, **number}
        made = fr.create("Account", body)
        gone = fr.create("Account", {**made, "Active": False})
        assert gone["Name"] == f"Divers{mark}"
        again = fr.create("Account", {**gone, "Description": "as it came back"})
        assert again["Name"] == f"Divers{mark}", "the mark is no part of the name"
