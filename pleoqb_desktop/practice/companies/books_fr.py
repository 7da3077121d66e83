"""The QuickBooks side of Boulangerie Martin SARL: French chart (PCG), journal codes, TVA; the Pleo account is not made yet."""

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

REALM = "9130350000000000101"

ACCOUNTS: list[tuple[str, ...]] = [
    ("101000", "Capital social", "Equity", "PaidInCapitalOrSurplus"),
    ("120000", "Résultat de l'exercice", "Equity", "RetainedEarnings"),
    ("164000", "Emprunts auprès des établissements de crédit", "Long Term Liability", "NotesPayable"),
    ("455100", "Associés - comptes courants", "Other Current Liability", "OtherCurrentLiabilities"),
    ("215400", "Matériel industriel", "Fixed Asset", "MachineryAndEquipment"),
    ("218200", "Matériel de transport", "Fixed Asset", "Vehicles"),
    ("218300", "Matériel de bureau et informatique", "Fixed Asset", "FurnitureAndFixtures"),
    ("311000", "Stock de matières premières", "Other Current Asset", "Inventory"),
    ("401000", "Fournisseurs", "Accounts Payable", "AccountsPayable"),
    ("411000", "Clients", "Accounts Receivable", "AccountsReceivable"),
    ("421000", "Personnel - rémunérations dues", "Other Current Liability", "StaffAndRelatedLiabilityAccounts"),
    ("425000", "Personnel - avances et acomptes", "Other Current Asset", "EmployeeCashAdvances"),
    ("431000", "Sécurité sociale", "Other Current Liability", "SocialSecurityAgencies"),
    ("445200", "TVA due intracommunautaire", "Other Current Liability", "GlobalTaxPayable"),
    ("445510", "TVA à décaisser", "Other Current Liability", "GlobalTaxPayable"),
    ("445660", "TVA déductible sur autres biens et services", "Other Current Asset", "GlobalTaxRefund"),
    ("445710", "TVA collectée", "Other Current Liability", "GlobalTaxPayable"),
    ("467000", "Autres comptes débiteurs ou créditeurs", "Other Current Asset", "OtherCurrentAssets"),
    ("486000", "Charges constatées d'avance", "Other Current Asset", "PrepaidExpenses"),
    ("512000", "Banque Crédit Agricole", "Bank", "Checking"),
    ("512010", "Livret Crédit Agricole", "Bank", "Savings"),
    ("512800", "Carte bancaire à débit différé", "Credit Card", "CreditCard"),
    ("530000", "Caisse", "Bank", "CashOnHand"),
    ("580000", "Virements internes", "Other Current Asset", "InternalTransfers"),
    ("601100", "Farines", "Cost of Goods Sold", "SuppliesMaterialsCogs"),
    ("601200", "Beurre, lait et œufs", "Cost of Goods Sold", "SuppliesMaterialsCogs"),
    ("601300", "Sucre, chocolat et fruits", "Cost of Goods Sold", "SuppliesMaterialsCogs"),
    ("602600", "Emballages", "Cost of Goods Sold", "SuppliesMaterialsCogs"),
    ("606000", "Achats non stockés", "Expense", "SuppliesMaterials"),
    ("606100", "Eau et énergie", "Expense", "Utilities", "606000"),
    ("606300", "Petit équipement", "Expense", "SuppliesMaterials", "606000"),
    ("606400", "Fournitures administratives", "Expense", "OfficeExpenses", "606000"),
    ("606800", "Autres fournitures", "Expense", "SuppliesMaterials", "606000"),
    ("607000", "Achats de marchandises", "Cost of Goods Sold", "SuppliesMaterialsCogs"),
    ("611000", "Sous-traitance générale", "Expense", "ExternalServices"),
    ("613200", "Locations immobilières", "Expense", "RentOrLeaseOfBuildings"),
    ("613500", "Locations mobilières", "Expense", "EquipmentRental"),
    ("615000", "Entretien et réparations", "Expense", "RepairMaintenance"),
    ("616000", "Primes d'assurance", "Expense", "Insurance"),
    ("618100", "Documentation générale", "Expense", "DuesSubscriptions"),
    ("618500", "Frais de formation et séminaires", "Expense", "OtherBusinessExpenses"),
    ("622600", "Honoraires", "Expense", "LegalProfessionalFees"),
    ("623000", "Publicité et relations publiques", "Expense", "AdvertisingPromotional"),
    ("623400", "Cadeaux à la clientèle", "Expense", "PromotionalMeals"),
    ("624100", "Transports sur achats", "Expense", "ShippingFreightDelivery"),
    ("625100", "Voyages et déplacements", "Expense", "Travel"),
    ("625600", "Missions", "Expense", "TravelExpensesGeneralAndAdminExpenses"),
    ("625700", "Réceptions et repas", "Expense", "EntertainmentMeals"),
    ("626000", "Frais postaux et télécommunications", "Expense", "OfficeGeneralAdministrativeExpenses"),
    ("627000", "Services bancaires", "Expense", "BankCharges"),
    ("628000", "Divers services extérieurs", "Expense", "OtherExternalServices"),
    ("635000", "Autres impôts et taxes", "Expense", "TaxesPaid"),
    ("641000", "Rémunérations du personnel", "Expense", "PayrollExpenses"),
    ("645000", "Charges de sécurité sociale", "Expense", "StaffCosts"),
    ("651000", "Redevances et licences de logiciels", "Expense", "DuesSubscriptions"),
    ("658000", "Charges diverses de gestion courante", "Expense", "OtherMiscellaneousServiceCost"),
    ("661000", "Charges d'intérêts", "Expense", "InterestPaid"),
    ("671000", "Charges exceptionnelles", "Other Expense", "OtherMiscellaneousExpense"),
    ("681100", "Dotations aux amortissements", "Other Expense", "Depreciation"),
    ("701000", "Ventes de produits finis", "Income", "SalesOfProductIncome"),
    ("707000", "Ventes de marchandises", "Income", "SalesOfProductIncome"),
    ("768000", "Autres produits financiers", "Other Income", "OtherInvestmentIncome"),
    ("606500", "Fournitures (ancien compte)", "Expense", "SuppliesMaterials", "inactive"),
    ("625800", "Frais de colloques (ancien compte)", "Expense", "TravelMeals", "inactive"),
]

RATES = [
    rate("1", "TVA 20 % (achats)", "20", before=("19.6", "2013-12-31", "2014-01-01")),
    rate("2", "TVA 20 % (ventes)", "20"),
    rate("3", "TVA 10 % (achats)", "10"),
    rate("4", "TVA 10 % (ventes)", "10"),
    rate("5", "TVA 5,5 % (achats)", "5.5"),
    rate("6", "TVA 5,5 % (ventes)", "5.5"),
    rate("7", "TVA 2,1 % (achats)", "2.1"),
    rate("8", "TVA 2,1 % (ventes)", "2.1"),
    rate("9", "TVA 0 % (achats)", "0", special="ZERO_RATE"),
    rate("10", "TVA 0 % (ventes)", "0", special="ZERO_RATE"),
    rate(
        "11",
        "Autoliquidation 20 % (déductible)",
        "20",
        special="REVERSE_CHARGE",
        before=("19.6", "2013-12-31", "2014-01-01"),
    ),
    rate(
        "12",
        "Autoliquidation 20 % (due)",
        "-20",
        special="REVERSE_CHARGE",
        before=("-19.6", "2013-12-31", "2014-01-01"),
    ),
    rate("13", "Hors TVA (achats)", "0"),
    rate("14", "Hors TVA (ventes)", "0"),
    rate("15", "TVA 19,6 % (achats)", "19.6"),
]

CODES = [
    code("2", "TVA 20 %", ["1"], ["2"], description="Taux normal"),
    code("3", "TVA 10 %", ["3"], ["4"], description="Taux intermédiaire"),
    code("4", "TVA 5,5 %", ["5"], ["6"], description="Taux réduit"),
    code("5", "TVA 2,1 %", ["7"], ["8"], description="Taux particulier"),
    code("6", "TVA 0 %", ["9"], ["10"], description="Exonéré"),
    code("7", "Autoliquidation 20 %", ["11", "12"], [], description="Achats intracommunautaires et sous-traitance"),
    code("8", "Hors TVA", ["13"], ["14"], description="Hors champ de la TVA"),
    code("9", "TVA 19,6 %", ["15"], [], active=False, description="Ancien taux normal"),
    code("10", "TVA 20 % sur ventes", [], ["2"], description="Ventes seulement"),
]


def books() -> dict[str, Any]:
    """Return the company as plain data: credentials, entities by QuickBooks' names, accounts that take the tax."""
    address = {"Line1": "14 rue du Four", "City": "Lyon", "PostalCode": "69006", "Country": "FRA"}
    return {
        "country": "FR",
        "realm_id": REALM,
        "client": {
            "client_id": "ABpracticeFr0000000000000000000000000000000000FR01",
            "client_secret": "practice-secret-fr-000000000000000000001",
        },
        "production_client": dict(PRODUCTION_CLIENT),
        "first_transaction_id": 1001,
        "tax_accounts": {"purchase": "16", "sales": "17", "rates": {"12": "14"}},
        "exchange_rates": {"USD": "0.9214", "GBP": "1.1702", "CHF": "1.0433"},
        "CompanyInfo": company(
            "Boulangerie Martin SARL", "FR", "fr", address, email="compta@boulangerie-martin.example"
        ),
        "Preferences": preferences("EUR", numbers=True, departments=False),
        "Account": accounts(ACCOUNTS),
        "TaxAgency": [
            {"Id": "1", "DisplayName": "DGFiP", "TaxTrackedOnPurchases": True, "TaxTrackedOnSales": True},
        ],
        "TaxRate": [dict(row) for row in RATES],
        "TaxCode": [dict(row) for row in CODES],
        "Class": [
            *named(
                [
                    ("5000000000000000101", "Boutique"),
                    ("5000000000000000102", "Fournil"),
                    ("5000000000000000103", "Traiteur"),
                    ("5000000000000000104", "Marché"),
                ]
            ),
            {"Id": "5000000000000000105", "Name": "Kiosque", "Active": False},
        ],
        "Department": [],
        "Customer": [
            *named(
                [("1", "Mairie de Lyon 6e"), ("2", "Hôtel Bellecour"), ("3", "Café de la Gare")],
                "DisplayName",
            ),
            {"Id": "4", "DisplayName": "Vœux du maire 2027", "Active": True, "Job": True, "IsProject": True,
             "ParentRef": {"value": "1"}},
            {"Id": "5", "DisplayName": "Petits-déjeuners Bellecour", "Active": True, "Job": True, "IsProject": True,
             "ParentRef": {"value": "2"}},
            {"Id": "6", "DisplayName": "Rénovation du four", "Active": True, "Job": True, "IsProject": True,
             "ParentRef": {"value": "3"}},
            {"Id": "7", "DisplayName": "Salon de la gastronomie 2025", "Active": False, "Job": True, "IsProject": True,
             "ParentRef": {"value": "1"}},
            {"Id": "8", "DisplayName": "Monoprix", "Active": True},
        ],
        "Vendor": [
            *named(
                [
                    ("21", "Minoterie Forez"),
                    ("22", "EDF"),
                    ("23", "Crémerie du Vercors"),
                    ("24", "Orange"),
                    ("25", "Metro Vaise"),
                ],
                "DisplayName",
            ),
            {"Id": "26", "DisplayName": "La Poste", "Active": False},
        ],
        "Employee": [
            {"Id": "41", "DisplayName": "Camille Martin", "GivenName": "Camille", "FamilyName": "Martin",
             "Active": True},
            {"Id": "42", "DisplayName": "Traiteur Bonnet", "GivenName": "Traiteur", "FamilyName": "Bonnet",
             "Active": True},
        ],
        "JournalCode": [
            {"Id": "1", "Name": "HA", "Type": "Expenses", "Description": "Achats", "Active": True},
            {"Id": "2", "Name": "VT", "Type": "Sales", "Description": "Ventes", "Active": True},
            {"Id": "3", "Name": "NO", "Type": "Nouveaux", "Description": "Report à nouveau", "Active": True},
            {"Id": "4", "Name": "CA", "Type": "Cash", "Description": "Caisse", "Active": True},
            {"Id": "5", "Name": "OD", "Type": "Others", "Description": "Opérations diverses", "Active": True},
            {"Id": "6", "Name": "BQ", "Type": "Bank", "Description": "Banque", "Active": True},
        ],
    }  # fmt: skip
