"""Accounts, names, classes, departments, journal codes and tax codes: what may be created and how it may change."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from pleoqb_desktop.practice.companies.books_common import CLASSIFICATIONS
from pleoqb_desktop.practice.quickbooks.company import PLANS, Company, fold
from pleoqb_desktop.practice.quickbooks.faults import (
    Refusal,
    business,
    dangling,
    duplicate_name,
    feature,
    inactive,
    length,
    missing,
    refusal,
    unsupported,
)
from pleoqb_desktop.practice.quickbooks.references import PAYABLE, RECEIVABLE

Row = dict[str, Any]

SUBTYPES: dict[str, tuple[str, ...]] = {
    "Bank": ("CashOnHand", "Checking", "MoneyMarket", "RentsHeldInTrust", "Savings", "TrustAccounts",
             "CashAndCashEquivalents", "OtherEarMarkedBankAccounts", "OtherEarmarkedBankAccounts"),
    "Credit Card": ("CreditCard",),
    "Accounts Payable": ("AccountsPayable",),
    "Accounts Receivable": ("AccountsReceivable",),
    "Other Current Asset": (
        "EmployeeCashAdvances", "OtherCurrentAssets", "PrepaidExpenses", "UndepositedFunds", "InternalTransfers",
        "GlobalTaxRefund", "GlobalTaxDeferred", "LoansToOfficers", "LoansToOthers", "LoansToStockholders",
        "TradeAndOtherReceivables", "Inventory", "Retainage", "DevelopmentCosts", "AllowanceForBadDebts"),
    "Fixed Asset": ("FurnitureAndFixtures", "MachineryAndEquipment", "Vehicles", "Buildings", "AccumulatedDepreciation",
                    "LeaseholdImprovements", "IntangibleAssets", "OtherFixedAssets"),
    "Other Asset": ("OtherLongTermAssets", "SecurityDeposits", "Licenses", "Goodwill", "OrganizationalCosts"),
    "Other Current Liability": (
        "OtherCurrentLiabilities", "LineOfCredit", "LoanPayable", "PayrollClearing", "PayrollTaxPayable",
        "PrepaidExpensesPayable", "GlobalTaxPayable", "GlobalTaxSuspense", "SalesTaxPayable", "DirectDepositPayable",
        "AccruedLiabilities", "CurrentLiabilities", "DutiesAndTaxes", "StaffAndRelatedLiabilityAccounts",
        "SocialSecurityAgencies", "SundryDebtorsAndCreditors", "TradeAndOtherPayables"),
    "Long Term Liability": ("NotesPayable", "OtherLongTermLiabilities", "ShareholderNotesPayable"),
    "Equity": ("OpeningBalanceEquity", "PartnersEquity", "RetainedEarnings", "OwnersEquity", "PaidInCapitalOrSurplus",
               "CommonStock", "PreferredStock", "TreasuryStock"),
    "Income": ("OtherPrimaryIncome", "NonProfitIncome", "SalesOfProductIncome", "ServiceFeeIncome",
               "DiscountsRefundsGiven", "UnappliedCashPaymentIncome", "CashReceiptIncome"),
    "Other Income": ("OtherInvestmentIncome", "OtherMiscellaneousIncome", "InterestEarned", "DividendIncome",
                     "TaxExemptInterest"),
    "Cost of Goods Sold": ("CostOfLaborCos", "EquipmentRentalCos", "OtherCostsOfServiceCos", "ShippingFreightDeliveryCos",
                           "SuppliesMaterialsCogs", "CostOfSales", "FreightAndDeliveryCost"),
    "Expense": (
        "Travel", "TravelMeals", "EntertainmentMeals", "Entertainment", "PromotionalMeals", "Auto",
        "AdvertisingPromotional", "BankCharges", "DuesSubscriptions", "EquipmentRental", "FinanceCosts",
        "GlobalTaxExpense", "Insurance", "InterestPaid", "LegalProfessionalFees", "OfficeExpenses",
        "OfficeGeneralAdministrativeExpenses", "OtherBusinessExpenses", "OtherMiscellaneousServiceCost",
        "RentOrLeaseOfBuildings", "RepairMaintenance", "ShippingFreightDelivery", "SuppliesMaterials", "TaxesPaid",
        "Utilities", "CharitableContributions", "CommissionsAndFees", "BadDebts", "CostOfLabor", "PayrollExpenses",
        "ExternalServices", "OtherExternalServices", "OtherRentalCosts", "StaffCosts", "Sundry",
        "TravelExpensesGeneralAndAdminExpenses", "TravelExpensesSellingExpense", "CashExpenditureExpense"),
    "Other Expense": ("Depreciation", "ExchangeGainOrLoss", "OtherMiscellaneousExpense", "PenaltiesSettlements",
                      "GasAndFuel", "ParkingAndTolls", "HomeOffice", "Vehicle", "Amortization"),
    "Non-Posting": (),
}  # fmt: skip
"""Detail types per account type, the default first (quickbooks.md 7)."""

NEVER_NESTED = (
    "OpeningBalanceEquity",
    "UndepositedFunds",
    "RetainedEarnings",
    "CashReceiptIncome",
    "CashExpenditureExpense",
    "ExchangeGainOrLoss",
)
NUMBER_LENGTHS = {"AU": 20, "CA": 20, "US": 7, "GB": 7, "IN": 7, "FR": 20}
FRENCH_PREFIXES = {
    "Bank": ("51", "53", "54"),
    "Credit Card": ("51", "46"),
    "Accounts Receivable": ("41",),
    "Accounts Payable": ("40",),
    "Other Current Asset": ("3", "4", "5"),
    "Fixed Asset": ("2",),
    "Other Asset": ("2", "4"),
    "Other Current Liability": ("1", "4", "5"),
    "Long Term Liability": ("1",),
    "Equity": ("1",),
    "Income": ("7",),
    "Other Income": ("7",),
    "Cost of Goods Sold": ("6",),
    "Expense": ("6",),
    "Other Expense": ("6",),
    "Non-Posting": ("8",),
}
"""Where each type stands in the plan comptable général (quickbooks.md 7)."""

_FRENCH_NUMBER = re.compile(r"[0-9A-Za-z]{6,20}")
_NAME_PARTS = ("Title", "GivenName", "MiddleName", "FamilyName", "Suffix")
MOST_ACCOUNTS = 250
MOST_CLASSES = 40
DEEPEST = 5


def account(company: Company, row: Row, old: Row | None) -> None:
    """Check an Account and make it complete. Raises Refusal 6010, 6240, 6000, 2040, 2050 and more."""
    _name(row, '":')
    _account_type(row, old)
    _parent(company, "Account", row, old)
    _account_number(company, row, old)
    _free_title(company, "Account", row)
    _account_currency(company, row, old)
    _account_references(company, row)
    if old is None or not old.get("Active", True):
        _room_for_account(company, row)


def _account_type(row: Row, old: Row | None) -> None:
    kind, detail = row.get("AccountType"), row.get("AccountSubType")
    if kind is None and detail is None:
        raise refusal("6010", "Give AccountType or AccountSubType.", "AccountType")
    if kind is None:
        kind = next((name for name, details in SUBTYPES.items() if detail in details), None)
    if kind not in SUBTYPES or (detail is not None and detail not in SUBTYPES[kind]):
        raise refusal("6010", f"AccountType {kind} with AccountSubType {detail}.", "AccountSubType")
    row["AccountType"] = kind
    row["AccountSubType"] = detail or next(iter(SUBTYPES[kind]), "")
    if old is not None and CLASSIFICATIONS[kind] != CLASSIFICATIONS[old["AccountType"]]:
        raise business("The type of this account cannot be changed to one of another classification.")


def _account_number(company: Company, row: Row, old: Row | None) -> None:
    number = row.get("AcctNum")
    country = company.country
    if number is None:
        if country == "FR":
            raise Refusal([missing("AcctNum")])
        return
    highest = NUMBER_LENGTHS.get(country, 20)
    if len(number) > highest:
        raise Refusal([length("AcctNum", highest, len(number))])
    if ":" in number:
        raise refusal("2040", "Invalid String : AcctNum must not contain ':'.", "AcctNum")
    if country == "FR" and not (
        _FRENCH_NUMBER.fullmatch(number) and number.startswith(FRENCH_PREFIXES[row["AccountType"]])
    ):
        raise business("Account numbers must follow the plan compatable numbering system.")
    # the fault of a duplicate number is not known (7, UNVERIFIED): 6000, which tells a client least
    if company.account_numbers.get(fold(number), row.get("Id")) != (old or row).get("Id"):
        raise business("This account number is already in use.")


def _account_currency(company: Company, row: Row, old: Row | None) -> None:
    reference = row.get("CurrencyRef")
    before = old.get("CurrencyRef", {}).get("value", company.home_currency) if old else None
    currency = reference["value"] if reference else before or company.home_currency
    if before is not None and currency != before:
        raise business("The currency of an account cannot be changed.")
    if currency != company.home_currency:
        if not company.multi_currency:
            raise business("Multicurrency is turned off.")
        if row["AccountType"] not in ("Bank", "Credit Card", PAYABLE, RECEIVABLE):
            raise business("This type of account is kept in home currency.")
        enabled = {item["Code"] for item in company.rows["CompanyCurrency"].values()}
        if currency not in enabled:
            raise business(f"The currency {currency} is not enabled.")
    row["CurrencyRef"] = {"value": currency}


def _account_references(company: Company, row: Row) -> None:
    french = company.country == "FR"
    for member in ("JournalCodeRef", "AccountAlias", "TxnLocationType"):
        if member in row and not french:
            raise Refusal([unsupported(member)])
    for member, entity, noun in (
        ("JournalCodeRef", "JournalCode", "JournalCodes"),
        ("TaxCodeRef", "TaxCode", "TaxCodes"),
    ):
        if member in row:
            found = company.rows[entity].get(row[member]["value"])
            if found is None:
                raise dangling(noun, row[member]["value"])
            if not found.get("Active", True):
                raise inactive()


def _room_for_account(company: Company, row: Row) -> None:
    """At most 250 active accounts below Advanced; the fault is not known (4, UNVERIFIED): 6000."""
    if company.plan < PLANS.index("Advanced") and row.get("Active", True):
        used = sum(1 for item in company.rows["Account"].values() if item.get("Active", True))
        if used >= MOST_ACCOUNTS:
            raise business("You have reached the usage limit of your chart of accounts.")


def _name(row: Row, forbidden: str) -> None:
    name = row["Name"]
    if any(character in name for character in forbidden + "\t\n\r"):
        raise refusal(
            "2040", f"Invalid String : Name must not contain any of {forbidden} or a tab or new line.", "Name"
        )
    if not name.strip():
        raise Refusal([missing("Name")])


def _parent(company: Company, entity: str, row: Row, old: Row | None) -> None:
    reference = row.get("ParentRef")
    if reference is None:
        row.pop("SubAccount", None)
        return
    parent = company.rows[entity].get(reference["value"])
    if parent is None or (old is not None and old["Id"] in _line_of(company, entity, parent)):
        raise refusal("2500", f"Invalid Reference Id : Parent element id {reference['value']} not found", "ParentRef")
    if not parent.get("Active", True):
        raise inactive()
    if company.qualified(entity, parent).count(":") >= DEEPEST - 1:
        raise business("An account or class can have at most five levels.")
    if entity == "Account":
        if parent["AccountType"] != row["AccountType"]:
            raise business("A sub-account must be of the same type as its parent.")
        if {parent["AccountSubType"], row["AccountSubType"]} & set(NEVER_NESTED):
            raise business("This type of account can neither have nor be a sub-account.")
    row["ParentRef"] = {"value": parent["Id"]}


def _line_of(company: Company, entity: str, row: Row) -> Iterator[str]:
    here: Row | None = row
    while here is not None:
        yield here["Id"]
        here = company.rows[entity].get(here.get("ParentRef", {}).get("value", ""))


def _free_title(company: Company, entity: str, row: Row) -> None:
    holder = company.titles[entity].get(fold(company.qualified(entity, row)))
    if holder is not None and holder != row.get("Id"):
        raise duplicate_name(account=entity == "Account", bare=entity != "Account")


def class_or_department(company: Company, entity: str, row: Row, old: Row | None) -> None:
    """Check a Class or Department (plan Plus and above, 40 active ones together). Raises Refusal 5030, 6240, 6000."""
    _name(row, ":")
    _parent(company, entity, row, old)
    _free_title(company, entity, row)
    row["SubClass" if entity == "Class" else "SubDepartment"] = "ParentRef" in row
    if company.plan < PLANS.index("Advanced") and (old is None or not old.get("Active", True)):
        used = sum(
            1 for name in ("Class", "Department") for item in company.rows[name].values() if item.get("Active", True)
        )
        if row.get("Active", True) and used >= MOST_CLASSES:
            raise business("You have reached the usage limit of classes and locations.")


def person(company: Company, entity: str, row: Row, old: Row | None) -> None:
    """Check a Vendor or Customer: one name space with employees, inactive ones too (quickbooks.md 11)."""
    parts = [row[part] for part in _NAME_PARTS if row.get(part)]
    name = row.get("DisplayName") or " ".join(parts)
    if not name.strip():
        raise refusal("6080", "Give DisplayName or a part of the name.", "DisplayName")
    for text in (name, *parts):
        if any(character in text for character in ":\t\n\r"):
            raise refusal(
                "2040", "Invalid String : a name must not contain a colon, a tab or a new line.", "DisplayName"
            )
    row["DisplayName"] = name.strip()
    holder = company.names.get(fold(name))
    if holder is not None and holder != (entity, row.get("Id")):
        raise duplicate_name(bare=holder[0] != entity)
    row.setdefault("PrintOnCheckName", row["DisplayName"][:100])
    address = row.get("PrimaryEmailAddr")
    if (
        isinstance(address, dict)
        and address.get("Address")
        and not re.fullmatch(r"[^@]+@[^@]+\.[^@]+", address["Address"])
    ):
        raise refusal("2040", "Invalid String : an e-mail address has '@' and '.'.", "PrimaryEmailAddr")
    _person_currency(company, row, old)
    if entity == "Vendor":
        _vendor(company, row, old)
    else:
        _customer(company, row, old)


def _person_currency(company: Company, row: Row, old: Row | None) -> None:
    before = old.get("CurrencyRef", {}).get("value", company.home_currency) if old else None
    currency = row["CurrencyRef"]["value"] if "CurrencyRef" in row else before or company.home_currency
    if before is not None and currency != before:
        raise business("The currency of a vendor or customer cannot be changed.")
    enabled = {item["Code"] for item in company.rows["CompanyCurrency"].values()} if company.multi_currency else set()
    if currency not in enabled | {company.home_currency}:
        raise business(f"The currency {currency} is not enabled.")
    row["CurrencyRef"] = {"value": currency}


def _vendor(company: Company, row: Row, old: Row | None) -> None:
    identifier = row.get("TaxIdentifier")
    if identifier and not identifier.startswith("XXXX"):
        row["TaxIdentifier"] = "XXXXXXX" + identifier[-4:]
    elif identifier and old is not None:
        row["TaxIdentifier"] = old.get("TaxIdentifier", identifier)
    for member in ("APAccountRef", "TaxReportingBasis"):
        if member in row and company.country != "FR":
            raise Refusal([unsupported(member)])


def _customer(company: Company, row: Row, old: Row | None) -> None:
    reference = row.get("ParentRef")
    if old is not None and old.get("IsProject"):
        row["IsProject"] = True
    if reference is None:
        return
    parent = company.rows["Customer"].get(reference["value"])
    if parent is None:
        raise dangling("Names", reference["value"])
    row["Job"] = True


def journal_code(company: Company, row: Row, old: Row | None) -> None:
    """Check a JournalCode: French companies only (5030 elsewhere, UNVERIFIED), 2 to 20 characters, its type fixed."""
    if company.country != "FR":
        raise feature("Journal codes")
    if not 2 <= len(row["Name"]) <= 20:
        raise Refusal([length("Name", 20, len(row["Name"]), 2)])
    if old is not None and row["Type"] != old["Type"]:
        raise business("The type of a journal code cannot be changed.")
    _free_title(company, "JournalCode", row)


def tax_service(company: Company, payload: Any) -> Row:
    """Create a TaxCode with its rates through ``/taxservice/taxcode`` (9.2) and return the service's answer."""
    if not isinstance(payload, dict) or not payload.get("TaxCode") or not payload.get("TaxRateDetails"):
        lacking = [
            name for name in ("TaxCode", "TaxRateDetails") if not (isinstance(payload, dict) and payload.get(name))
        ]
        raise Refusal([missing(name) for name in lacking])
    name = str(payload["TaxCode"])
    if fold(name) in company.titles["TaxCode"]:
        raise duplicate_name(bare=True)
    sides: dict[str, list[Row]] = {"Purchase": [], "Sales": []}
    shown: list[Row] = []
    wanted = [_rate_wish(company, detail) for detail in payload["TaxRateDetails"]]
    for detail, side in wanted:
        id_ = detail.get("TaxRateId") or _new_rate(company, detail)
        entry = {"TaxRateRef": {"value": id_}, "TaxTypeApplicable": "TaxOnAmount", "TaxOrder": len(sides[side])}
        sides[side].append(entry)
        shown.append(dict(detail, TaxRateId=id_, TaxApplicableOn=side))
    row: Row = {
        "Id": company.next_id("TaxCode"),
        "Name": name,
        "Description": name,
        "Active": True,
        "Hidden": False,
        "Taxable": True,
        "TaxGroup": True,
        "PurchaseTaxRateList": {"TaxRateDetail": sides["Purchase"]},
        "SalesTaxRateList": {"TaxRateDetail": sides["Sales"]},
        "TaxCodeConfigType": "USER_DEFINED",
    }
    company.store("TaxCode", row)
    return {"TaxCode": name, "TaxCodeId": row["Id"], "TaxRateDetails": shown}


def _rate_wish(company: Company, detail: Any) -> tuple[Row, str]:
    if not isinstance(detail, dict):
        raise Refusal([unsupported("TaxRateDetails")])
    side = detail.get("TaxApplicableOn", "Sales")
    if side not in ("Purchase", "Sales"):
        raise Refusal([unsupported("TaxApplicableOn")])
    if "TaxRateId" in detail and detail["TaxRateId"] is not None:
        id_ = str(detail["TaxRateId"])
        if id_ not in company.rows["TaxRate"]:
            raise dangling("TaxRates", id_)
        return {"TaxRateId": id_}, side
    lacking = [name for name in ("TaxRateName", "RateValue", "TaxAgencyId") if detail.get(name) in (None, "")]
    if lacking:
        raise Refusal([missing(name) for name in lacking])
    if str(detail["TaxAgencyId"]) not in company.rows["TaxAgency"]:
        raise dangling("TaxAgencies", str(detail["TaxAgencyId"]))
    if fold(str(detail["TaxRateName"])) in company.titles["TaxRate"]:
        raise duplicate_name(bare=True)
    return {name: detail[name] for name in ("TaxRateName", "RateValue", "TaxAgencyId")}, side


def _new_rate(company: Company, detail: Row) -> str:
    value = Decimal(str(detail["RateValue"]))
    row: Row = {
        "Id": company.next_id("TaxRate"),
        "Name": str(detail["TaxRateName"]),
        "Description": str(detail["TaxRateName"]),
        "Active": True,
        "RateValue": value,
        "AgencyRef": {"value": str(detail["TaxAgencyId"])},
        "SpecialTaxType": "NONE",
        "EffectiveTaxRate": [{"RateValue": value, "EffectiveDate": company.today() + "T00:00:00-08:00"}],
    }
    company.store("TaxRate", row)
    return str(row["Id"])
