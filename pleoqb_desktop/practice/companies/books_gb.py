"""The QuickBooks side of Studio Lark Ltd: British VAT, no account numbers, classes, projects and locations."""

from __future__ import annotations

from typing import Any

from pleoqb_desktop.practice.companies.books_common import (
    PRODUCTION_CLIENT,
    accounts,
    code,
    company,
    named,
    preferences,
    rate,
)

REALM = "9130350000000000202"

ACCOUNTS: list[tuple[str, ...]] = [
    ("", "Share capital", "Equity", "PaidInCapitalOrSurplus"),
    ("", "Retained Earnings", "Equity", "RetainedEarnings"),
    ("", "Opening Balance Equity", "Equity", "OpeningBalanceEquity"),
    ("", "Creditors", "Accounts Payable", "AccountsPayable"),
    ("", "Debtors", "Accounts Receivable", "AccountsReceivable"),
    ("", "VAT Control", "Other Current Liability", "GlobalTaxPayable"),
    ("", "VAT Suspense", "Other Current Liability", "GlobalTaxSuspense"),
    ("", "PAYE and NIC", "Other Current Liability", "PayrollTaxPayable"),
    ("", "Employee reimbursements", "Other Current Liability", "OtherCurrentLiabilities"),
    ("", "Directors' loan account", "Other Current Liability", "OtherCurrentLiabilities"),
    ("", "Barclays Current", "Bank", "Checking"),
    ("", "Barclays Savings", "Bank", "Savings"),
    ("", "Petty cash", "Bank", "CashOnHand"),
    ("", "Barclaycard", "Credit Card", "CreditCard"),
    ("", "Employee advances", "Other Current Asset", "EmployeeCashAdvances"),
    ("", "Prepayments", "Other Current Asset", "PrepaidExpenses"),
    ("", "Undeposited Funds", "Other Current Asset", "UndepositedFunds"),
    ("", "Computer equipment", "Fixed Asset", "FurnitureAndFixtures"),
    ("", "Design fees", "Income", "ServiceFeeIncome"),
    ("", "Interest received", "Other Income", "InterestEarned"),
    ("", "Freelancers", "Cost of Goods Sold", "CostOfLaborCos"),
    ("", "Print production", "Cost of Goods Sold", "SuppliesMaterialsCogs"),
    ("", "Advertising", "Expense", "AdvertisingPromotional"),
    ("", "Bank charges", "Expense", "BankCharges"),
    ("", "Cleaning", "Expense", "RepairMaintenance"),
    ("", "Client entertaining", "Expense", "Entertainment"),
    ("", "Staff entertaining", "Expense", "EntertainmentMeals"),
    ("", "Insurance", "Expense", "Insurance"),
    ("", "Legal and professional fees", "Expense", "LegalProfessionalFees"),
    ("", "Office supplies", "Expense", "OfficeGeneralAdministrativeExpenses"),
    ("", "Postage and couriers", "Expense", "ShippingFreightDelivery"),
    ("", "Rent and rates", "Expense", "RentOrLeaseOfBuildings"),
    ("", "Repairs", "Expense", "RepairMaintenance"),
    ("", "Software subscriptions", "Expense", "DuesSubscriptions"),
    ("", "Subsistence", "Expense", "TravelMeals"),
    ("", "Telephone and internet", "Expense", "Utilities"),
    ("", "Training and books", "Expense", "OtherBusinessExpenses"),
    ("", "Travel", "Expense", "Travel"),
    ("", "Taxis", "Expense", "Travel", "Travel"),
    ("", "Rail and air", "Expense", "Travel", "Travel"),
    ("", "Wages and salaries", "Expense", "PayrollExpenses"),
    ("", "Welfare and gifts", "Expense", "OtherMiscellaneousServiceCost"),
    ("", "Depreciation", "Other Expense", "Depreciation"),
    ("", "Exchange Gain or Loss", "Other Expense", "ExchangeGainOrLoss"),
    ("", "Old stationery", "Expense", "OfficeGeneralAdministrativeExpenses", "inactive"),
]

RATES = [
    rate("1", "20.0% S (Purchases)", "20", before=("17.5", "2011-01-03", "2011-01-04")),
    rate("2", "20.0% S (Sales)", "20"),
    rate("3", "5.0% R (Purchases)", "5"),
    rate("4", "5.0% R (Sales)", "5"),
    rate("5", "0.0% Z (Purchases)", "0", special="ZERO_RATE"),
    rate("6", "0.0% Z (Sales)", "0", special="ZERO_RATE"),
    rate("7", "Exempt (Purchases)", "0"),
    rate("8", "Exempt (Sales)", "0"),
    rate("9", "No VAT (Purchases)", "0"),
    rate("10", "No VAT (Sales)", "0"),
    rate("11", "20.0% RC Input (Purchases)", "20", special="REVERSE_CHARGE"),
    rate("12", "20.0% RC Output (Purchases)", "-20", special="REVERSE_CHARGE"),
]

CODES = [
    code("2", "20.0% S", ["1"], ["2"]),
    code("3", "5.0% R", ["3"], ["4"]),
    code("4", "0.0% Z", ["5"], ["6"]),
    code("5", "Exempt", ["7"], ["8"]),
    code("6", "No VAT", ["9"], ["10"]),
    code("7", "20.0% RC SG", ["11", "12"], [], description="Reverse charge for services from abroad"),
    code("8", "17.5% S", ["1"], ["2"], active=False),
    code("9", "20.0% S sales only", [], ["2"]),
    code("10", "VAT adjustment", ["1"], ["2"], hidden=True),
]


def books() -> dict[str, Any]:
    """Return the company as plain data: credentials, entities by QuickBooks' names, accounts that take the tax."""
    address = {"Line1": "8 Calvert Avenue", "City": "London", "PostalCode": "E2 7JP", "Country": "GBR"}
    return {
        "country": "GB",
        "realm_id": REALM,
        "client": {
            "client_id": "ABpracticeGb0000000000000000000000000000000000GB01",
            "client_secret": "practice-secret-gb-000000000000000000001",
        },
        "production_client": dict(PRODUCTION_CLIENT),
        "first_transaction_id": 2001,
        "tax_accounts": {"purchase": "6", "sales": "6", "rates": {}},
        "fixed_rates": ["11", "12"],
        "exchange_rates": {"EUR": "0.8546", "USD": "0.7874", "DKK": "0.1146"},
        "CompanyInfo": company("Studio Lark Ltd", "GB", "en", address, email="accounts@studiolark.example"),
        "Preferences": preferences("GBP", numbers=False, departments=True),
        "Account": accounts(ACCOUNTS),
        "TaxAgency": [
            {"Id": "1", "DisplayName": "HMRC", "TaxTrackedOnPurchases": True, "TaxTrackedOnSales": True},
        ],
        "TaxRate": [dict(row) for row in RATES],
        "TaxCode": [dict(row) for row in CODES],
        "Class": named(
            [
                ("5000000000000000201", "Brand"),
                ("5000000000000000202", "Web"),
                ("5000000000000000203", "Motion"),
                ("5000000000000000204", "Overheads"),
            ]
        ),
        "Department": [
            *named([("1", "Shoreditch"), ("2", "Leeds"), ("3", "Remote")]),
            {"Id": "4", "Name": "Brighton", "Active": False},
        ],
        "Customer": [
            *named([("1", "Fenwick & Rowe"), ("2", "Northern Tea Co"), ("3", "Pimlico Plumbers")], "DisplayName"),
            {"Id": "4", "DisplayName": "Rebrand 2026", "Active": True, "Job": True, "IsProject": True,
             "ParentRef": {"value": "1"}},
            {"Id": "5", "DisplayName": "Online shop", "Active": True, "Job": True, "IsProject": True,
             "ParentRef": {"value": "2"}},
            {"Id": "6", "DisplayName": "Launch film", "Active": True, "Job": True, "IsProject": True,
             "ParentRef": {"value": "2"}},
            {"Id": "7", "DisplayName": "Waterstones", "Active": True},
        ],
        "Vendor": [
            *named(
                [("21", "Adobe"), ("22", "BT Business"), ("23", "LNER"), ("24", "Moo Print"), ("25", "Addison Lee")],
                "DisplayName",
            ),
            {"Id": "26", "DisplayName": "Royal Mail", "Active": False},
        ],
        "Employee": [
            {"Id": "41", "DisplayName": "Priya Shah", "GivenName": "Priya", "FamilyName": "Shah", "Active": True},
            {"Id": "42", "DisplayName": "Tom Carter", "GivenName": "Tom", "FamilyName": "Carter", "Active": True},
        ],
        "JournalCode": [],
    }  # fmt: skip
