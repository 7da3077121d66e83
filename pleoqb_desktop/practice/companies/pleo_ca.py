"""The Pleo side of Atelier Tremblay inc.: people, suppliers, 40 waiting expenses in CAD, and other types."""

from __future__ import annotations

from datetime import date
from typing import Any

from pleoqb_desktop.practice.companies.pleo_common import Book, Line, invoice, key, people, suppliers, teams

COMPANY = "5c7e1b84-9d03-4f1a-b6a2-8e4f0c3d3303"
API_KEY = "practice-key-ca-9Jd4mZ7bPg2vQw5YxA1nUs8K"
QC, GST, HST, EXEMPT, ZERO, OUT = "TPS/TVQ QC - 9,975", "TPS", "TVH ON", "Exonéré", "Détaxé", "Hors champ"
RATES = {QC: "0.14975", GST: "0.05", HST: "0.13", EXEMPT: "0", ZERO: "0", OUT: "0"}
LUC, ANNE, SIMON, MAUDE = "Luc Tremblay", "Anne-Sophie Gagnon", "Simon Bouchard", "Maude Côté"
WORKSHOP, SHOWROOM, SITE = "class:Atelier", "class:Salle d'exposition", "class:Installation"
KITCHEN, COUNTER = "project:Cuisine Outremont", "project:Comptoir Mile End"
TAGS = ((WORKSHOP, KITCHEN), (SHOWROOM,), (SITE, COUNTER), ())
"""Tags that mass expenses carry in turn."""

SUPPLIERS = suppliers(
    "CA",
    [
        ("Langevin Forest", "5211", "5000", QC),
        ("Goodfellow", "5211", "5000", QC),
        ("Bois Franc Laurentides", "5211", "5000", QC),
        ("Panneaux Mirabel", "5211", "5000", QC),
        ("Rona", "5200", "5100", QC),
        ("Home Depot Montréal", "5200", "5100", QC),
        ("Réno-Dépôt", "5200", "5100", QC),
        ("Lee Valley", "5251", "5100", HST),
        ("Richelieu Quincaillerie", "5251", "5100", QC),
        ("Quincaillerie Mont-Royal", "5251", "5100", QC),
        ("Canadian Tire", "5531", "6150", QC),
        ("Acklands Grainger", "5085", "6150", QC),
        ("Abrasifs JJS", "5085", "6150", QC),
        ("Peintures MF", "5231", "6150", QC),
        ("Affûtage Rosemont", "7699", "6350", QC),
        ("Mécanique Papineau", "7538", "6350", QC),
        ("Bureau en Gros", "5943", "6100", QC),
        ("Papeterie Nota Bene", "5943", "6100", QC),
        ("Postes Canada", "9402", "6750", QC),
        ("Purolator", "4215", "6750", QC),
        ("Nationex", "4215", "6750", QC),
        ("Hydro-Québec", "4900", "6450", QC),
        ("Énergir", "4900", "6450", QC),
        ("Bell Canada", "4814", "6400", QC),
        ("Vidéotron", "4899", "6400", QC),
        ("Petro-Canada", "5541", "6600", QC),
        ("Esso Rosemont", "5541", "6600", QC),
        ("Couche-Tard", "5499", "6600", QC),
        ("Communauto", "7512", "6600", QC),
        ("Discount Location", "7513", "6600", QC),
        ("STM", "4111", "6500", EXEMPT),
        ("Via Rail", "4112", "6500", QC),
        ("Air Canada", "4511", "6500", QC),
        ("Hôtel Le Germain Toronto", "7011", "6500", HST),
        ("Motel du Fleuve", "7011", "6500", QC),
        ("Uber", "4121", "6510", QC),
        ("Taxi Coop Montréal", "4121", "6510", QC),
        ("Stationnement Indigo", "7523", "6510", QC),
        ("Agence de mobilité durable", "7523", "6510", QC),
        ("St-Viateur Bagel", "5462", "6550", ZERO),
        ("Café Olimpico", "5814", "6550", QC),
        ("La Banquise", "5812", "6550", QC),
        ("Restaurant L'Express", "5812", "6550", QC),
        ("Tim Hortons", "5814", "6550", QC),
        ("IGA Rachel-Béry", "5411", "6550", ZERO),
        ("Marché Jean-Talon", "5499", "6550", ZERO),
        ("SketchUp Trimble", "5734", "6650", GST),
        ("Adobe Canada", "5734", "6650", QC),
        ("Dropbox", "5734", "6650", QC, "US"),
        ("Figma Inc", "5734", "6650", OUT, "US"),
        ("Google Workspace", "5734", "6650", QC),
        ("Imprimerie Mile-Ex", "2741", "6000", QC),
        ("Meta Platforms", "7311", "6000", OUT, "IE"),
        ("Journal Métro", "7311", "6000", QC),
        ("Me Roy notaire", "8111", "6200", QC),
        ("CPA Lavoie", "8931", "6200", QC),
        ("Intact Assurance", "6300", "6250", EXEMPT),
        ("CNESST", "9399", "6900", OUT),
        ("Registraire des entreprises", "9399", "6900", OUT),
        ("École d'ébénisterie de Montréal", "8299", "6700", EXEMPT),
        ("Librairie Gallimard", "5942", "6700", GST),
        ("Pleo", "6012", "6050", OUT, "DK"),
    ],
)


def company() -> dict[str, Any]:
    """Return profile, key, people and teams."""
    return {
        "profile": {
            "id": COMPANY,
            "organizationId": "5c7e1b84-9d03-4f1a-b6a2-8e4f0c3d3300",
            "name": "Atelier Tremblay inc.",
            "country": "CA",
            "currency": "CAD",
            "language": "fr",
            "registrationNumber": "1178345621",
            "address": {
                "addressLine1": "5425 rue de Bordeaux",
                "postalCode": "H2H 2P9",
                "locality": "Montréal",
                "country": "CA",
            },
            "rates": RATES,
            "reverse": [],
            "net_amount": "net",
            "suppliers": [{"name": supplier.name} for supplier in SUPPLIERS],
            "streets": ["rue Masson", "avenue du Mont-Royal", "boulevard Saint-Laurent", "rue Beaubien"],
        },
        "keys": {API_KEY: key("Clé d'entraînement CA")},
        "employees": people(
            COMPANY,
            [
                ("Luc", "Tremblay", "A1", "Propriétaire"),
                ("Anne-Sophie", "Gagnon", "A2", "Designer"),
                ("Simon", "Bouchard", "A3", "Ébéniste"),
                ("Maude", "Côté", "A4", "Installatrice"),
            ],
        ),
        "teams": teams(COMPANY, [("Atelier", "AT"), ("Chantier", "CH")]),
    }


def expenses(base: date) -> list[dict[str, Any]]:
    """Return the 40 waiting expenses; ``base`` is the day they are counted back from."""
    book = Book(SUPPLIERS, base, COMPANY)
    spend = book.spend
    spend(
        87,
        "Langevin Forest",
        "412.30",
        SIMON,
        "Noyer noir 8/4",
        tags=[WORKSHOP, KITCHEN],
        receipts=["pdf"],
        team="Atelier",
    )
    spend(
        86,
        "Richelieu Quincaillerie",
        "187.65",
        SIMON,
        "Charnières et coulisses",
        tags=[WORKSHOP, KITCHEN],
        receipts=["pdf"],
    )
    spend(84, "Rona", "63.21", MAUDE, "Vis et chevilles", tags=[SITE, KITCHEN], team="Chantier")
    spend(82, "Petro-Canada", "78.40", MAUDE, tags=[SITE, KITCHEN], receipts=["jpeg"], team="Chantier")
    spend(
        80,
        "Café Olimpico",
        "14.95",
        ANNE,
        "Rencontre client, comptoir",
        tags=[SHOWROOM, COUNTER],
        attendees=["M. Rizzo"],
        receipts=["png"],
    )
    spend(78, "Bell Canada", "91.98", LUC, "Internet de l’atelier", tags=[WORKSHOP], receipts=["pdf"])
    spend(76, "Bureau en Gros", "34.47", ANNE, "Papier et cartouches", tags=[SHOWROOM])
    spend(74, "STM", "10.50", ANNE, tags=[SHOWROOM], receipts=["png"])
    spend(72, "Affûtage Rosemont", "57.49", SIMON, "Lames de scie", tags=[WORKSHOP], receipts=["jpeg"], team="Atelier")
    spend(70, "Hydro-Québec", "143.72", LUC, "Atelier, août et septembre", tags=[WORKSHOP], receipts=["pdf"])
    spend(
        68,
        "Figma Inc",
        "40.96",
        ANNE,
        "Plans 3D partagés",
        tags=[SHOWROOM],
        receipts=["pdf"],
        supplierAmount={"currency": "USD", "amount": "30.00"},
    )
    spend(
        66,
        "Home Depot Montréal",
        [
            Line("68.97", "5100", QC, [SITE, COUNTER]),
            Line("34.49", "6150", QC, [WORKSHOP]),
            Line("9.85", "6550", ZERO, [SITE]),
        ],
        MAUDE,
        "Équerres, lunettes de sécurité, eau",
        receipts=["pdf"],
    )
    spend(63, "Lee Valley", "129.95", SIMON, "Rabot à recaler", tags=[WORKSHOP], receipts=["pdf"])
    spend(61, "Via Rail", "138.02", LUC, "Montréal–Toronto, salon du meuble", tags=[SHOWROOM], receipts=["pdf"])
    spend(60, "Hôtel Le Germain Toronto", "316.40", LUC, "Une nuit, salon du meuble", tags=[SHOWROOM], receipts=["pdf"])
    spend(59, "Uber", "23.00", LUC, tags=[SHOWROOM], at="02:15:00")
    spend(
        57,
        "Restaurant L'Express",
        "126.47",
        LUC,
        "Souper avec les clients d’Outremont",
        tags=[SHOWROOM, KITCHEN],
        attendees=["Mme Lavigne", "M. Lavigne"],
    )
    spend(55, "Pleo", "6.14", None, "Frais de change", kind="fee", receipts=[])
    spend(53, "Peintures MF", "86.23", SIMON, "Vernis mat", tags=[WORKSHOP, KITCHEN], receipts=["jpeg", "pdf"])
    spend(51, "Purolator", "28.74", ANNE, "Échantillons", tags=[SHOWROOM, COUNTER], receipts=["pdf"])
    spend(49, "SketchUp Trimble", "41.90", ANNE, "Licence mensuelle", tags=[SHOWROOM], receipts=["pdf"])
    spend(
        47,
        "Imprimerie Mile-Ex",
        "201.21",
        ANNE,
        "Brochures",
        tags=[SHOWROOM],
        receipts=["pdf"],
        kind="card_invoice",
        invoice=invoice(base, 50, "IM-2291", paid_after=3),
    )
    spend(45, "Stationnement Indigo", "19.55", MAUDE, tags=[SITE, COUNTER], receipts=["png"])
    spend(
        43,
        "St-Viateur Bagel",
        "17.40",
        MAUDE,
        "Déjeuner de chantier",
        kind="out_of_pocket",
        tags=[SITE, COUNTER],
        settled=False,
    )
    spend(
        42,
        "Quincaillerie Mont-Royal",
        "25.29",
        MAUDE,
        "Ruban et silicone",
        kind="out_of_pocket",
        tags=[SITE, COUNTER],
        settled=False,
    )
    spend(40, "Goodfellow", "258.69", SIMON, "Érable, 60 pieds", tags=[WORKSHOP, COUNTER], receipts=["pdf"])
    spend(
        38,
        "Intact Assurance",
        "184.00",
        LUC,
        "Assurance des outils",
        tags=[WORKSHOP],
        receipts=["pdf"],
        kind="card_invoice",
        invoice=invoice(base, 41, "INT-7781", paid_after=3),
    )
    spend(36, "Meta Platforms", "75.00", ANNE, "Publicité d’automne", tags=[SHOWROOM], receipts=["pdf"])
    spend(33, "Communauto", "46.12", MAUDE, "Livraison du comptoir", tags=[SITE, COUNTER], receipts=["pdf"])
    spend(30, "Pleo", "45.00", None, "Abonnement Pleo", kind="fee", receipts=["pdf"])
    spend(
        28,
        "Canadian Tire",
        [Line("45.98", "6150", QC, [WORKSHOP]), Line("28.74", "6350", QC, [SITE])],
        SIMON,
        "Gants; ampoules",
        receipts=["jpeg"],
    )
    spend(25, "Librairie Gallimard", "47.25", SIMON, "L’assemblage japonais", tags=[WORKSHOP], receipts=["png"])
    spend(22, "Me Roy notaire", "344.93", LUC, "Bail de la salle d’exposition", tags=[SHOWROOM], receipts=["pdf"])
    spend(19, "La Banquise", "36.22", MAUDE, "Dîner d’équipe", tags=[SITE], receipts=["jpeg"])
    spend(16, "Taxi Coop Montréal", "18.40", ANNE, kind="out_of_pocket", tags=[SHOWROOM], settled=False)
    spend(13, "Registraire des entreprises", "38.00", LUC, "Déclaration annuelle", receipts=["pdf"])
    spend(
        10, "Marché Jean-Talon", "24.60", ANNE, "Fruits pour la salle d’exposition", tags=[SHOWROOM], receipts=["jpeg"]
    )
    spend(7, None, [Line("9.25", "6900", None, None)], None, tags=None, receipts=[], attendees=None)
    spend(4, "Abrasifs JJS", "97.73", SIMON, "Papier 120 et 220", tags=[WORKSHOP, KITCHEN], receipts=["pdf"])
    spend(2, "CPA Lavoie", "574.88", LUC, "Tenue de livres, trimestre", tags=[WORKSHOP], receipts=["pdf"])
    return book.expenses


def other_types(base: date) -> list[dict[str, Any]]:
    """Return one expense of each type that the waiting ones have not."""
    book = Book(SUPPLIERS, base, COMPANY)
    spend = book.spend
    bill = invoice(base, 31, "LF-20881", paid_after=15)
    spend(46, "Rona", "-23.00", MAUDE, "Retour de chevilles", tags=[SITE, KITCHEN], kind="refund")
    spend(45, "Uber", "-23.00", LUC, "Course annulée", tags=[SHOWROOM], kind="chargeback", receipts=[])
    spend(44, None, [Line("15.40", "4900", OUT, [])], None, "Remise Pleo", kind="cashback", receipts=[])
    spend(41, None, [Line("2500.00", None, None, [])], None, "Approvisionnement", kind="wallet_topup", receipts=[])
    spend(38, None, [Line("400.00", None, None, [])], None, "Retour à la banque", kind="wallet_unload", receipts=[])
    spend(36, None, [Line("61.20", "6600", OUT, [SITE])], MAUDE, "90 km", kind="mileage", receipts=[])
    spend(
        35, None, [Line("35.00", "6500", OUT, [SHOWROOM])], LUC, "Indemnité journalière", kind="per_diem", receipts=[]
    )
    spend(
        31,
        None,
        [Line("42.69", None, None, [])],
        MAUDE,
        kind="direct_reimbursement",
        subType="reimbursement_to_employee",
        receipts=[],
    )
    spend(
        30,
        None,
        [Line("42.69", None, None, [])],
        MAUDE,
        kind="direct_reimbursement",
        subType="reimbursement_to_employee_refund",
        receipts=[],
    )
    spend(
        29,
        None,
        [Line("12.00", None, None, [])],
        SIMON,
        kind="direct_reimbursement",
        subType="reimbursement_to_company",
        receipts=[],
    )
    spend(28, None, [Line("18.40", None, None, [])], ANNE, "Avec la paie", kind="external_reimbursement", receipts=[])
    spend(
        31,
        "Langevin Forest",
        "689.85",
        SIMON,
        "Cerisier",
        tags=[WORKSHOP],
        kind="invoice",
        receipts=["pdf"],
        invoice=bill,
        reconciliationId="invoice-LF-20881",
    )
    spend(
        16,
        "Langevin Forest",
        [Line("689.85", None, None, [])],
        None,
        kind="invoice_payment",
        subType="invoice_payment_sent",
        receipts=[],
        invoice=bill,
        reconciledEntries=["invoice-LF-20881"],
    )
    spend(
        14,
        "Langevin Forest",
        [Line("689.85", None, None, [])],
        None,
        kind="invoice_payment",
        subType="invoice_payment_returned",
        receipts=[],
        invoice=bill,
        reconciledEntries=["invoice-LF-20881"],
    )
    spend(
        12, None, [Line("80.00", None, None, [])], MAUDE, "Monnaie pour parcomètres", kind="atm_withdrawal", receipts=[]
    )
    spend(
        9, "Tim Hortons", [Line("11.20", None, None, [])], SIMON, "Achat personnel", kind="personal_spend", receipts=[]
    )
    spend(6, "Pleo", "3.05", None, "Intérêts de découvert", kind="fee", subType="interest", receipts=[])
    return book.expenses
