"""The Pleo side of Boulangerie Martin SARL: people, suppliers, 41 waiting expenses of 3 482,10 EUR together, and other types."""

from __future__ import annotations

from datetime import date
from typing import Any

from pleoqb_desktop.practice.companies.pleo_common import Book, Line, invoice, key, people, teams
from pleoqb_desktop.practice.companies.suppliers_fr import NONE, RATES, REVERSE, SUPPLIERS, T10, T20, T55

COMPANY = "0f3b6c1e-5a52-4c5e-9a55-6f0e2d7c1101"
API_KEY = "practice-key-fr-7Qm2xV9tLr4sKd8WnB3pZc6Y"
CAMILLE, LEA, KARIM, ZOE, TEO = "Camille Martin", "Léa Fournier", "Karim Haddad", "Zoé Lefèvre", "Théo Nguyên"
SHOP, OVEN, CATERING, MARKET = "class:Boutique", "class:Fournil", "class:Traiteur", "class:Marché"
MAYOR, BREAKFAST, RENEWAL = (
    "project:Vœux du maire 2027",
    "project:Petits-déjeuners Bellecour",
    "project:Rénovation du four",
)
TAGS = ((SHOP,), (OVEN,), (CATERING, BREAKFAST), (MARKET,), ())
"""Tags that mass expenses carry in turn."""


def company() -> dict[str, Any]:
    """Return profile, key, people and teams."""
    return {
        "profile": {
            "id": COMPANY,
            "organizationId": "0f3b6c1e-5a52-4c5e-9a55-6f0e2d7c1100",
            "name": "Boulangerie Martin SARL",
            "country": "FR",
            "currency": "EUR",
            "language": "fr",
            "registrationNumber": "812 345 678 00017",
            "address": {"addressLine1": "14 rue du Four", "postalCode": "69006", "locality": "Lyon", "country": "FR"},
            "rates": RATES,
            "reverse": [REVERSE],
            "net_amount": "net",
            "suppliers": [{"name": supplier.name} for supplier in SUPPLIERS],
            "streets": ["rue de la République", "cours Lafayette", "quai Saint-Antoine", "montée de la Grande-Côte"],
        },
        "keys": {API_KEY: key("Clé d'entraînement FR")},
        "employees": people(
            COMPANY,
            [
                ("Camille", "Martin", "E001", "Gérante"),
                ("Léa", "Fournier", "E002", "Responsable boutique"),
                ("Karim", "Haddad", "E003", "Chef boulanger"),
                ("Zoé", "Lefèvre", "E004", "Traiteur"),
                ("Théo", "Nguyên", "E005", "Apprenti"),
            ],
        ),
        "teams": teams(COMPANY, [("Boutique", "T1"), ("Fournil", "T2"), ("Traiteur", "T3")]),
    }


def expenses(base: date) -> list[dict[str, Any]]:
    """Return the 41 waiting expenses; ``base`` is the day they are counted back from."""
    book = Book(SUPPLIERS, base, COMPANY)
    spend = book.spend
    spend(88, "Minoterie Forez", "168.80", KARIM, "Farine T65, 8 sacs", tags=[OVEN], receipts=["pdf"], team="Fournil")
    spend(86, "SNCF Connect", "94.60", CAMILLE, "Lyon–Paris, salon Europain", tags=[SHOP], receipts=["pdf"])
    spend(85, "Ibis Paris Bastille", "131.00", CAMILLE, "Une nuit, salon Europain", tags=[SHOP], receipts=["pdf"])
    spend(85, "Uber", "18.40", CAMILLE, tags=[SHOP], at="22:40:00")
    spend(81, "Crémerie du Vercors", "112.70", KARIM, "Beurre de tourage 82 %", tags=[OVEN], team="Fournil")
    spend(
        79, "Bureau Vallée", "46.92", LEA, "Rouleaux de caisse, stylos", tags=[SHOP], receipts=["png"], team="Boutique"
    )
    spend(77, "Œufs du Beaujolais", "63.30", KARIM, "Œufs plein air, 30 plateaux", tags=[OVEN])
    spend(74, "Monoprix", "31.90", LEA, "Goûter de l’équipe", tags=[SHOP], team="Boutique")
    spend(
        72,
        "Metro Vaise",
        [
            Line("105.50", "601300", T55, [OVEN]),
            Line("48.00", "606800", T20, [SHOP]),
            Line("26.40", "625700", T10, [CATERING]),
        ],
        KARIM,
        "Sucre et chocolat, produits d’entretien, boissons",
        receipts=["pdf"],
    )
    spend(
        70,
        "Orange",
        "59.99",
        CAMILLE,
        "Fibre pro, septembre",
        receipts=["pdf"],
        servicePeriod={"from": f"{base.replace(day=1)}T00:00:00Z", "to": f"{base}T00:00:00Z"},
    )
    spend(68, "La Poste", "13.92", LEA, "Carnet de timbres", tags=[SHOP], receipts=["png"])
    spend(
        66,
        "Emballages Rhône",
        "142.80",
        LEA,
        "Sacs kraft et boîtes à gâteaux",
        tags=[SHOP],
        receipts=["pdf"],
        team="Boutique",
    )
    spend(63, "Le Progrès", "34.71", LEA, "Abonnement trimestriel", receipts=["pdf"])
    spend(
        61,
        "Brasserie Georges",
        "87.48",
        CAMILLE,
        "Déjeuner avec l’hôtel Bellecour",
        tags=[CATERING, BREAKFAST],
        attendees=["Mme Aubert (Hôtel Bellecour)", "Zoé Lefèvre"],
        receipts=["jpeg"],
    )
    spend(60, "Taxi Lyonnais", "24.20", ZOE, "Livraison urgente", tags=[CATERING, BREAKFAST], team="Traiteur")
    spend(58, "Meta Platforms Ireland", "120.00", LEA, "Campagne « galettes »", tags=[SHOP], receipts=["pdf"])
    spend(56, "Leroy Merlin", "72.36", KARIM, "Étagères du fournil", tags=[OVEN, RENEWAL], receipts=["jpeg", "pdf"])
    spend(54, "Pleo", "4.35", None, "Frais de change", kind="fee", receipts=[])
    spend(
        52,
        "Figma Inc",
        "27.64",
        LEA,
        "Menus et affiches",
        tags=[SHOP],
        receipts=["pdf"],
        supplierAmount={"currency": "USD", "amount": "30.00"},
    )
    spend(
        50,
        "Froid Service Lyon",
        "198.00",
        KARIM,
        "Joint de la chambre froide",
        tags=[OVEN],
        receipts=["pdf"],
        team="Fournil",
        kind="card_invoice",
        invoice=invoice(base, 53, "FS-2026-0917", paid_after=3),
    )
    spend(48, "TotalEnergies", "61.44", ZOE, "Plein de la camionnette", tags=[CATERING], team="Traiteur")
    spend(46, "Parking Bellecour", "9.60", ZOE, tags=[CATERING], receipts=["png"], team="Traiteur")
    spend(44, "Valrhona", "137.15", KARIM, "Couverture Guanaja 70 %", tags=[OVEN], receipts=["pdf"])
    spend(42, "Fleurs de Bellecour", "38.50", LEA, "Bouquet pour l’anniversaire de la boutique", tags=[SHOP])
    spend(
        40,
        "TCL Sytral",
        "20.60",
        TEO,
        "Dix tickets",
        kind="out_of_pocket",
        tags=[OVEN],
        receipts=["jpeg"],
        settled=False,
    )
    spend(
        38,
        "Librairie Passages",
        "29.54",
        TEO,
        "Le grand livre du levain",
        kind="out_of_pocket",
        tags=[OVEN],
        settled=False,
    )
    spend(
        37,
        "Imprimerie des Canuts",
        "118.80",
        LEA,
        "Affiches et étiquettes de prix",
        tags=[SHOP],
        receipts=["pdf"],
        kind="card_invoice",
        invoice=invoice(base, 40, "2026/1188", paid_after=3),
    )
    spend(35, "Kiloutou", "84.00", ZOE, "Location d’une vitrine réfrigérée", tags=[CATERING, MAYOR], receipts=["pdf"])
    spend(
        33,
        "Traiteur Bonnet",
        "96.80",
        ZOE,
        "Renfort buffet",
        tags=[CATERING, MAYOR],
        receipts=["jpeg"],
        team="Traiteur",
    )
    spend(31, "EDF", "178.20", CAMILLE, "Fournil, octobre", tags=[OVEN], receipts=["pdf"])
    spend(29, "Pleo", "29.00", None, "Abonnement Pleo", kind="fee", receipts=["pdf"])
    spend(
        27,
        "Castorama",
        [Line("64.80", "606300", T20, [OVEN, RENEWAL]), Line("32.40", "615000", T20, [SHOP])],
        KARIM,
        "Visserie du four; poignée de la vitrine",
        receipts=["png"],
    )
    spend(24, "MAAF Pro", "181.06", CAMILLE, "Assurance du camion, avenant", receipts=["pdf"])
    spend(21, "Canva", "11.99", LEA, "Abonnement mensuel", tags=[SHOP], receipts=["pdf"])
    spend(
        19,
        "Hôtel des Halles",
        "99.00",
        ZOE,
        "Formation buffet, une nuit",
        tags=[CATERING],
        receipts=["pdf"],
        team="Traiteur",
    )
    spend(
        16,
        "Bouchon des Filles",
        "52.80",
        ZOE,
        "Dîner de formation",
        tags=[CATERING],
        kind="out_of_pocket",
        attendees=["Théo Nguyên"],
        settled=False,
    )
    spend(13, "Autoroutes Rhône-Alpes", "15.48", ZOE, "Lyon–Valence", tags=[CATERING], receipts=["png"])
    spend(11, "Sodexo Hygiène", "43.56", LEA, "Gants et charlottes", tags=[SHOP], receipts=["jpeg"])
    spend(8, None, [Line("7.00", "658000", None, None)], None, tags=None, receipts=[], attendees=None)
    spend(5, "Ferme des Alpilles", "57.41", KARIM, "Amandes et noisettes", tags=[MARKET], receipts=["jpeg"])
    spend(2, "Cabinet Duret Expertise", "480.00", CAMILLE, "Acompte situation intermédiaire", receipts=["pdf"])
    return book.expenses


def other_types(base: date) -> list[dict[str, Any]]:
    """Return one expense of each type that the waiting ones have not."""
    book = Book(SUPPLIERS, base, COMPANY)
    spend = book.spend
    note_of_invoice = invoice(base, 30, "F-77120", paid_after=12)
    spend(45, "Leroy Merlin", "-24.12", KARIM, "Retour d’une étagère", tags=[OVEN, RENEWAL], kind="refund")
    spend(44, "Uber", "-18.40", CAMILLE, "Course non effectuée", tags=[SHOP], kind="chargeback", receipts=[])
    spend(43, None, [Line("12.35", "768000", NONE, [])], None, "Cashback Pleo", kind="cashback", receipts=[])
    spend(
        40,
        None,
        [Line("1500.00", None, None, [])],
        None,
        "Alimentation du portefeuille",
        kind="wallet_topup",
        receipts=[],
    )
    spend(39, None, [Line("250.00", None, None, [])], None, "Retour vers la banque", kind="wallet_unload", receipts=[])
    spend(
        35,
        None,
        [Line("38.64", "625100", NONE, [CATERING])],
        ZOE,
        "Lyon–Villefranche, 56 km",
        kind="mileage",
        receipts=[],
    )
    spend(
        34,
        None,
        [Line("42.00", "625600", NONE, [CATERING])],
        ZOE,
        "Indemnité journalière",
        kind="per_diem",
        receipts=[],
    )
    spend(
        30,
        None,
        [Line("50.14", None, None, [])],
        TEO,
        "Remboursement Pocket",
        kind="direct_reimbursement",
        subType="reimbursement_to_employee",
        receipts=[],
    )
    spend(
        29,
        None,
        [Line("50.14", None, None, [])],
        TEO,
        "Virement revenu",
        kind="direct_reimbursement",
        subType="reimbursement_to_employee_refund",
        receipts=[],
    )
    spend(
        28,
        None,
        [Line("19.90", None, None, [])],
        TEO,
        "Remboursé à l’entreprise",
        kind="direct_reimbursement",
        subType="reimbursement_to_company",
        receipts=[],
    )
    spend(
        27,
        None,
        [Line("52.80", None, None, [])],
        ZOE,
        "Remboursé avec le salaire",
        kind="external_reimbursement",
        receipts=[],
    )
    spend(
        30,
        "Minoterie Forez",
        "422.00",
        KARIM,
        "Facture mensuelle",
        tags=[OVEN],
        kind="invoice",
        receipts=["pdf"],
        invoice=note_of_invoice,
        reconciliationId="invoice-F-77120",
    )
    spend(
        18,
        "Minoterie Forez",
        [Line("422.00", None, None, [])],
        None,
        kind="invoice_payment",
        subType="invoice_payment_sent",
        receipts=[],
        invoice=note_of_invoice,
        reconciledEntries=["invoice-F-77120"],
    )
    spend(
        15,
        "Minoterie Forez",
        [Line("422.00", None, None, [])],
        None,
        "Compte clôturé",
        kind="invoice_payment",
        subType="invoice_payment_returned",
        receipts=[],
        invoice=note_of_invoice,
        reconciledEntries=["invoice-F-77120"],
    )
    spend(
        12, None, [Line("60.00", None, None, [])], KARIM, "Fond de caisse du marché", kind="atm_withdrawal", receipts=[]
    )
    spend(10, "Monoprix", [Line("19.90", None, None, [])], TEO, "Achat personnel", kind="personal_spend", receipts=[])
    spend(7, "Pleo", "1.87", None, "Intérêts de découvert", kind="fee", subType="interest", receipts=[])
    return book.expenses
