"""Small builders for the QuickBooks side of the sample companies; plain data, no behaviour of the service."""

from __future__ import annotations

from typing import Any

Row = dict[str, Any]

CLASSIFICATIONS = {
    "Bank": "Asset",
    "Accounts Receivable": "Asset",
    "Other Current Asset": "Asset",
    "Fixed Asset": "Asset",
    "Other Asset": "Asset",
    "Accounts Payable": "Liability",
    "Credit Card": "Liability",
    "Other Current Liability": "Liability",
    "Long Term Liability": "Liability",
    "Equity": "Equity",
    "Income": "Revenue",
    "Other Income": "Revenue",
    "Expense": "Expense",
    "Other Expense": "Expense",
    "Cost of Goods Sold": "Expense",
    "Non-Posting": "Asset",
}
"""``Classification`` of each ``AccountType`` (quickbooks.md 7)."""

PRODUCTION_CLIENT = {
    "client_id": "ABpracticeProductionKeys00000000000000000000000001",
    "client_secret": "practice-production-secret-0000000000001",
}
"""The production key pair that all companies share: only https redirects (quickbooks.md 1.7)."""


def accounts(rows: list[tuple[str, ...]]) -> list[Row]:
    """Make accounts from ``(number, name, type, sub-type[, "inactive" or parent number])``; Ids count from 1."""
    by_number: dict[str, Row] = {}
    made: list[Row] = []
    for index, (number, name, kind, detail, *rest) in enumerate(rows, start=1):
        row: Row = {
            "Id": str(index),
            "Name": name,
            "AccountType": kind,
            "AccountSubType": detail,
            "Active": "inactive" not in rest,
        }
        if number:
            row["AcctNum"] = number
        for parent in rest:
            if parent != "inactive":
                row["ParentRef"] = {"value": by_number[parent]["Id"]}
        by_number[number or name] = row
        made.append(row)
    return made


def rate(
    id_: str,
    name: str,
    value: str,
    agency: str = "1",
    *,
    special: str = "NONE",
    before: tuple[str, str, str] | None = None,
) -> Row:
    """Make a tax rate; ``value`` is a percentage, negative for the second half of a reverse charge.

    ``before`` is an earlier percentage with its last day and the first day of ``value``: such a rate tells neither a plain
    value nor a DisplayType, while "ReadOnly" stands on every other (quickbooks.md 19).
    """
    row: Row = {
        "Id": id_,
        "Name": name,
        "Description": name,
        "Active": True,
        "RateValue": value,
        "AgencyRef": {"value": agency},
        "SpecialTaxType": special,
        "DisplayType": "ReadOnly",
        "EffectiveTaxRate": [{"RateValue": value, "EffectiveDate": "2014-01-01T00:00:00-08:00"}],
    }
    if before:
        old, last, first = before
        del row["RateValue"], row["DisplayType"]
        row["EffectiveTaxRate"] = [
            {"RateValue": old, "EffectiveDate": "1970-01-01T00:00:00-08:00", "EndDate": f"{last}T00:00:00-08:00"},
            {"RateValue": value, "EffectiveDate": f"{first}T00:00:00-08:00"},
        ]
    return row


def code(
    id_: str,
    name: str,
    purchase: list[str],
    sales: list[str],
    *,
    active: bool = True,
    hidden: bool = False,
    description: str = "",
) -> Row:
    """Make a tax code from the Ids of its purchase and sales rates."""
    return {
        "Id": id_,
        "Name": name,
        "Description": description or name,
        "Active": active,
        "Hidden": hidden,
        "Taxable": True,
        "TaxGroup": True,
        "PurchaseTaxRateList": {"TaxRateDetail": _details(purchase)},
        "SalesTaxRateList": {"TaxRateDetail": _details(sales)},
        "TaxCodeConfigType": "USER_DEFINED",
    }


def _details(rates: list[str]) -> list[Row]:
    return [
        {"TaxRateRef": {"value": id_}, "TaxTypeApplicable": "TaxOnAmount", "TaxOrder": order}
        for order, id_ in enumerate(rates)
    ]


def named(entity_rows: list[tuple[str, str]], member: str = "Name") -> list[Row]:
    """Make rows from ``(Id, name)``."""
    return [{"Id": id_, member: name, "Active": True} for id_, name in entity_rows]


def preferences(currency: str, *, numbers: bool, departments: bool, terminology: str = "Location") -> Row:
    """Make preferences of a company on the Plus plan with classes per line, projects and sales tax on."""
    other = {
        "SalesFormsPrefs.DefaultItem": "1",
        "VendorAndPurchasesPrefs.UseCustomTxnNumbers": "true",
        "VendorAndPurchasesPrefs.WarnDuplicateCheckNumber": "true",
        "VendorAndPurchasesPrefs.WarnDuplicateBillNumber": "true",
        "WarnDuplicateJournalNumber": "true",
        "ProjectsEnabled": "true",
    }
    return {
        "AccountingInfoPrefs": {
            "UseAccountNumbers": numbers,
            "TrackDepartments": departments,
            "DepartmentTerminology": terminology,
            "ClassTrackingPerTxn": False,
            "ClassTrackingPerTxnLine": True,
            "FirstMonthOfFiscalYear": "January",
            "TaxYearMonth": "January",
            "CustomerTerminology": "Customers",
        },
        "ProductAndServicesPrefs": {
            "ForSales": True,
            "ForPurchase": True,
            "QuantityWithPriceAndRate": True,
            "QuantityOnHand": False,
        },
        "SalesFormsPrefs": {"CustomTxnNumbers": False, "AllowDeposit": True},
        "VendorAndPurchasesPrefs": {
            "TrackingByCustomer": True,
            "BillableExpenseTracking": True,
            "POCustomField": [],
        },
        "TaxPrefs": {"UsingSalesTax": True, "PartnerTaxEnabled": False},
        "CurrencyPrefs": {"HomeCurrency": {"value": currency}, "MultiCurrencyEnabled": False},
        "TimeTrackingPrefs": {"UseServices": True, "BillCustomers": True},
        "ReportPrefs": {"ReportBasis": "Accrual"},
        "EmailMessagesPrefs": {},
        "OtherPrefs": {"NameValue": [{"Name": name, "Value": value} for name, value in other.items()]},
    }


def company(
    name: str, country: str, languages: str, address: Row, *, plan: str = "QuickBooks Online Plus", email: str
) -> Row:
    """Make the CompanyInfo of a company; ``country`` is the two-letter edition (quickbooks.md 6.1)."""
    return {
        "Id": "1",
        "CompanyName": name,
        "LegalName": name,
        "CompanyAddr": dict(address, Id="1"),
        "LegalAddr": dict(address, Id="1"),
        "CustomerCommunicationAddr": dict(address, Id="1"),
        "Country": country,
        "SupportedLanguages": languages,
        "FiscalYearStartMonth": "January",
        "CompanyStartDate": "2021-01-04",
        "Email": {"Address": email},
        "PrimaryPhone": {},
        "WebAddr": {},
        "NameValue": [
            {"Name": "OfferingSku", "Value": plan},
            {"Name": "SubscriptionStatus", "Value": "PAID"},
            {"Name": "IndustryType", "Value": "Practice company"},
            {"Name": "PayrollFeature", "Value": "false"},
            {"Name": "AccountantFeature", "Value": "false"},
        ],
    }
