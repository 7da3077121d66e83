"""The QuickBooks side of Atelier Tremblay inc.: Quebec, TPS and TVQ in one code, account numbers, English and French."""

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

REALM = "9130350000000000303"

ACCOUNTS: list[tuple[str, ...]] = [
    ("1000", "Compte chèques Desjardins", "Bank", "Checking"),
    ("1010", "Épargne Desjardins", "Bank", "Savings"),
    ("1050", "Petite caisse", "Bank", "CashOnHand"),
    ("1200", "Comptes clients", "Accounts Receivable", "AccountsReceivable"),
    ("1300", "Avances aux employés", "Other Current Asset", "EmployeeCashAdvances"),
    ("1310", "Frais payés d'avance", "Other Current Asset", "PrepaidExpenses"),
    ("1320", "Fonds non déposés", "Other Current Asset", "UndepositedFunds"),
    ("1500", "Équipement d'atelier", "Fixed Asset", "MachineryAndEquipment"),
    ("2000", "Comptes fournisseurs", "Accounts Payable", "AccountsPayable"),
    ("2050", "Carte Visa Desjardins", "Credit Card", "CreditCard"),
    ("2100", "TPS à payer", "Other Current Liability", "GlobalTaxPayable"),
    ("2110", "TVQ à payer", "Other Current Liability", "GlobalTaxPayable"),
    ("2200", "Remboursements dus aux employés", "Other Current Liability", "OtherCurrentLiabilities"),
    ("2300", "Retenues à la source à payer", "Other Current Liability", "PayrollTaxPayable"),
    ("3000", "Capital-actions", "Equity", "PaidInCapitalOrSurplus"),
    ("3100", "Bénéfices non répartis", "Equity", "RetainedEarnings"),
    ("4000", "Ventes d'ébénisterie", "Income", "SalesOfProductIncome"),
    ("4900", "Intérêts gagnés", "Other Income", "InterestEarned"),
    ("5000", "Bois et matériaux", "Cost of Goods Sold", "SuppliesMaterialsCogs"),
    ("5100", "Quincaillerie", "Cost of Goods Sold", "SuppliesMaterialsCogs"),
    ("5200", "Sous-traitance", "Cost of Goods Sold", "CostOfLaborCos"),
    ("6000", "Publicité", "Expense", "AdvertisingPromotional"),
    ("6050", "Frais bancaires", "Expense", "BankCharges"),
    ("6100", "Fournitures de bureau", "Expense", "OfficeGeneralAdministrativeExpenses"),
    ("6150", "Fournitures d'atelier", "Expense", "SuppliesMaterials"),
    ("6200", "Honoraires professionnels", "Expense", "LegalProfessionalFees"),
    ("6250", "Assurances", "Expense", "Insurance"),
    ("6300", "Loyer", "Expense", "RentOrLeaseOfBuildings"),
    ("6350", "Entretien et réparations", "Expense", "RepairMaintenance"),
    ("6400", "Télécommunications", "Expense", "Utilities"),
    ("6450", "Électricité", "Expense", "Utilities"),
    ("6500", "Frais de déplacement", "Expense", "Travel"),
    ("6510", "Stationnement et taxis", "Expense", "Travel", "6500"),
    ("6550", "Repas et représentation", "Expense", "EntertainmentMeals"),
    ("6600", "Essence et véhicules", "Expense", "Auto"),
    ("6650", "Logiciels et abonnements", "Expense", "DuesSubscriptions"),
    ("6700", "Formation", "Expense", "OtherBusinessExpenses"),
    ("6750", "Livraison et messagerie", "Expense", "ShippingFreightDelivery"),
    ("6800", "Salaires", "Expense", "PayrollExpenses"),
    ("6900", "Autres dépenses", "Expense", "OtherMiscellaneousServiceCost"),
    ("7000", "Amortissement", "Other Expense", "Depreciation"),
    ("6910", "Anciennes dépenses diverses", "Expense", "OtherMiscellaneousServiceCost", "inactive"),
]

RATES = [
    rate("1", "TPS (achats)", "5", "1"),
    rate("2", "TPS (ventes)", "5", "1"),
    rate("3", "TVQ 9,975 (achats)", "9.975", "2"),
    rate("4", "TVQ 9,975 (ventes)", "9.975", "2"),
    rate("5", "TVH ON (achats)", "13", "1"),
    rate("6", "TVH ON (ventes)", "13", "1"),
    rate("7", "Exonéré (achats)", "0", "1"),
    rate("8", "Exonéré (ventes)", "0", "1"),
    rate("9", "Détaxé (achats)", "0", "1", special="ZERO_RATE"),
    rate("10", "Détaxé (ventes)", "0", "1", special="ZERO_RATE"),
    rate("11", "Hors champ (achats)", "0", "1"),
    rate("12", "Hors champ (ventes)", "0", "1"),
]

CODES = [
    code("2", "TPS/TVQ QC - 9,975", ["1", "3"], ["2", "4"], description="TPS 5 % et TVQ 9,975 %"),
    code("3", "TPS", ["1"], ["2"], description="TPS 5 %"),
    code("4", "TVH ON", ["5"], ["6"], description="TVH 13 %"),
    code("5", "Exonéré", ["7"], ["8"]),
    code("6", "Détaxé", ["9"], ["10"]),
    code("7", "Hors champ", ["11"], ["12"], description="Hors du champ d'application"),
    code("8", "TVQ seulement", [], ["4"]),
]


def books() -> dict[str, Any]:
    """Return the company as plain data: credentials, entities by QuickBooks' names, accounts that take the tax."""
    address = {
        "Line1": "5425 rue de Bordeaux",
        "City": "Montréal",
        "CountrySubDivisionCode": "QC",
        "PostalCode": "H2H 2P9",
        "Country": "CAN",
    }
    return {
        "country": "CA",
        "realm_id": REALM,
        "client": {
            "client_id": "ABpracticeCa0000000000000000000000000000000000CA01",
            "client_secret": "practice-secret-ca-000000000000000000001",
        },
        "production_client": dict(PRODUCTION_CLIENT),
        "first_transaction_id": 3001,
        "tax_accounts": {"purchase": "11", "sales": "11", "rates": {"3": "12", "4": "12"}},
        "exchange_rates": {"USD": "1.3652", "EUR": "1.4816"},
        "CompanyInfo": company("Atelier Tremblay inc.", "CA", "en,fr", address, email="compta@tremblay.example"),
        "Preferences": preferences("CAD", numbers=True, departments=False),
        "Account": accounts(ACCOUNTS),
        "TaxAgency": [
            {"Id": "1", "DisplayName": "Agence du revenu du Canada", "TaxTrackedOnPurchases": True,
             "TaxTrackedOnSales": True},
            {"Id": "2", "DisplayName": "Revenu Québec", "TaxTrackedOnPurchases": True, "TaxTrackedOnSales": True},
        ],
        "TaxRate": [dict(row) for row in RATES],
        "TaxCode": [dict(row) for row in CODES],
        "Class": named(
            [
                ("5000000000000000301", "Atelier"),
                ("5000000000000000302", "Salle d'exposition"),
                ("5000000000000000303", "Installation"),
            ]
        ),
        "Department": [],
        "Customer": [
            *named([("1", "Résidence Outremont"), ("2", "Café Olimpico Mile End")], "DisplayName"),
            {"Id": "3", "DisplayName": "Cuisine Outremont", "Active": True, "Job": True, "IsProject": True,
             "ParentRef": {"value": "1"}},
            {"Id": "4", "DisplayName": "Comptoir Mile End", "Active": True, "Job": True, "IsProject": True,
             "ParentRef": {"value": "2"}},
            {"Id": "5", "DisplayName": "Rona", "Active": True},
        ],
        "Vendor": [
            *named(
                [
                    ("21", "Langevin Forest"),
                    ("22", "Hydro-Québec"),
                    ("23", "Bell Canada"),
                    ("24", "Lee Valley"),
                ],
                "DisplayName",
            ),
            {"Id": "25", "DisplayName": "Postes Canada", "Active": False},
        ],
        "Employee": [
            {"Id": "41", "DisplayName": "Luc Tremblay", "GivenName": "Luc", "FamilyName": "Tremblay", "Active": True},
        ],
        "JournalCode": [],
    }  # fmt: skip
