"""The Pleo side of Studio Lark Ltd: people, suppliers, 40 waiting expenses in GBP, and other types; accounts go by name."""

from __future__ import annotations

from datetime import date
from typing import Any

from pleoqb_desktop.practice.companies.pleo_common import Book, Line, invoice, key, people, suppliers, teams

COMPANY = "3a9d2f60-77b4-4b7e-8f0d-1c5b9e2d2202"
API_KEY = "practice-key-gb-5Hs8cW1yNf6uRj3TkE9qXv2P"
S20, R5, Z0, EXEMPT, NO_VAT, REVERSE = "20.0% S", "5.0% R", "0.0% Z", "Exempt", "No VAT", "20.0% RC SG"
RATES = {S20: "0.20", R5: "0.05", Z0: "0", EXEMPT: "0", NO_VAT: "0", REVERSE: "0.20"}
PRIYA, TOM, AOIFE, JONAS = "Priya Shah", "Tom Carter", "Aoife O'Brien", "Jonas Bäck"
BRAND, WEB, MOTION, OVERHEADS = "class:Brand", "class:Web", "class:Motion", "class:Overheads"
REBRAND, SHOP, FILM = "project:Rebrand 2026", "project:Online shop", "project:Launch film"
SHOREDITCH, LEEDS, REMOTE = "location:Shoreditch", "location:Leeds", "location:Remote"
TAGS = ((BRAND, REBRAND, LEEDS), (WEB, SHOP, SHOREDITCH), (MOTION, FILM, REMOTE), (OVERHEADS,), ())
"""Tags that mass expenses carry in turn."""

SUPPLIERS = suppliers(
    "GB",
    [
        ("LNER", "4112", "Rail and air", Z0),
        ("Trainline", "4112", "Rail and air", Z0),
        ("Northern Rail", "4112", "Rail and air", Z0),
        ("Avanti West Coast", "4112", "Rail and air", Z0),
        ("easyJet", "4511", "Rail and air", Z0),
        ("British Airways", "4511", "Rail and air", Z0),
        ("TfL Travel", "4111", "Travel", Z0),
        ("Leeds City Buses", "4131", "Travel", Z0),
        ("Addison Lee", "4121", "Taxis", S20),
        ("Uber", "4121", "Taxis", S20),
        ("Bolt", "4121", "Taxis", S20),
        ("Amber Cars Leeds", "4121", "Taxis", Z0),
        ("NCP Car Parks", "7523", "Travel", S20),
        ("Premier Inn", "7011", "Travel", S20),
        ("The Queens Leeds", "7011", "Travel", S20),
        ("Adobe", "5734", "Software subscriptions", REVERSE, "IE"),
        ("Figma Inc", "5734", "Software subscriptions", REVERSE, "US"),
        ("Notion Labs", "5734", "Software subscriptions", REVERSE, "US"),
        ("Dropbox International", "5734", "Software subscriptions", REVERSE, "IE"),
        ("Frame.io", "5734", "Software subscriptions", REVERSE, "US"),
        ("Monotype Fonts", "5734", "Software subscriptions", S20),
        ("Xero Tickets", "5734", "Software subscriptions", S20),
        ("BT Business", "4814", "Telephone and internet", S20),
        ("Vodafone", "4814", "Telephone and internet", S20),
        ("Zen Internet", "4816", "Telephone and internet", S20),
        ("Royal Mail", "9402", "Postage and couriers", EXEMPT),
        ("DPD Local", "4215", "Postage and couriers", S20),
        ("CitySprint", "4215", "Postage and couriers", S20),
        ("Moo Print", "2741", "Print production", S20),
        ("Team Impression Leeds", "2741", "Print production", S20),
        ("Park Lane Press", "2741", "Print production", Z0),
        ("GF Smith", "5111", "Print production", S20),
        ("Cass Art", "5970", "Office supplies", S20),
        ("Ryman", "5943", "Office supplies", S20),
        ("Paperchase Trade", "5943", "Office supplies", S20),
        ("Screwfix", "5200", "Repairs", S20),
        ("Timpson", "7251", "Repairs", S20),
        ("Currys Business", "5732", "Office supplies", S20),
        ("IKEA Wembley", "5712", "Office supplies", S20),
        ("Pret A Manger", "5814", "Subsistence", Z0),
        ("Leon", "5814", "Subsistence", S20),
        ("Dishoom", "5812", "Client entertaining", S20),
        ("The Ivy Asia Leeds", "5812", "Client entertaining", S20),
        ("Franco Manca", "5812", "Staff entertaining", S20),
        ("Allpress Espresso", "5814", "Staff entertaining", S20),
        ("Northern Bloc", "5814", "Staff entertaining", S20),
        ("Waitrose", "5411", "Staff entertaining", Z0),
        ("Tesco Express", "5411", "Staff entertaining", Z0),
        ("Waterstones", "5942", "Training and books", Z0),
        ("Foyles", "5942", "Training and books", Z0),
        ("D&AD", "8398", "Training and books", S20),
        ("ICO Fee", "9399", "Legal and professional fees", NO_VAT),
        ("Companies House", "9399", "Legal and professional fees", NO_VAT),
        ("Hiscox", "6300", "Insurance", EXEMPT),
        ("British Gas Lite", "4900", "Rent and rates", R5),
        ("Regus", "6513", "Rent and rates", S20),
        ("Bloom & Wild", "5992", "Welfare and gifts", S20),
        ("Hotel Chocolat", "5441", "Welfare and gifts", S20),
        ("Meta Platforms Ireland", "7311", "Advertising", REVERSE, "IE"),
        ("LinkedIn Ireland", "7311", "Advertising", REVERSE, "IE"),
        ("Sparkle Cleaning Co", "7349", "Cleaning", S20),
        ("Pleo", "6012", "Bank charges", NO_VAT, "DK"),
    ],
)


def company() -> dict[str, Any]:
    """Return profile, key, people and teams."""
    return {
        "profile": {
            "id": COMPANY,
            "organizationId": "3a9d2f60-77b4-4b7e-8f0d-1c5b9e2d2200",
            "name": "Studio Lark Ltd",
            "country": "GB",
            "currency": "GBP",
            "language": "en",
            "registrationNumber": "09876543",
            "address": {
                "addressLine1": "8 Calvert Avenue",
                "postalCode": "E2 7JP",
                "locality": "London",
                "country": "GB",
            },
            "rates": RATES,
            "reverse": [REVERSE],
            "net_amount": "gross",
            "suppliers": [{"name": supplier.name} for supplier in SUPPLIERS],
            "streets": ["High Street", "Station Road", "Redchurch Street", "Boar Lane"],
        },
        "keys": {API_KEY: key("Practice key GB")},
        "employees": people(
            COMPANY,
            [
                ("Priya", "Shah", "S01", "Creative director"),
                ("Tom", "Carter", "S02", "Producer"),
                ("Aoife", "O'Brien", "S03", "Designer"),
                ("Jonas", "Bäck", "S04", "Motion designer"),
            ],
        ),
        "teams": teams(COMPANY, [("Design", "D1"), ("Motion", "M1")]),
    }


def expenses(base: date) -> list[dict[str, Any]]:
    """Return the 40 waiting expenses; ``base`` is the day they are counted back from."""
    book = Book(SUPPLIERS, base, COMPANY)
    spend = book.spend
    spend(89, "LNER", "86.40", TOM, "London to Leeds, kick-off", tags=[BRAND, REBRAND, LEEDS], receipts=["pdf"])
    spend(88, "Premier Inn", "79.20", TOM, "One night, kick-off", tags=[BRAND, REBRAND, LEEDS], receipts=["pdf"])
    spend(87, "Amber Cars Leeds", "9.50", TOM, tags=[BRAND, REBRAND, LEEDS])
    spend(84, "Adobe", "52.98", AOIFE, "Creative Cloud", tags=[OVERHEADS, SHOREDITCH], receipts=["pdf"])
    spend(82, "Cass Art", "34.92", AOIFE, "Markers and layout pads", tags=[BRAND, SHOREDITCH], team="Design")
    spend(
        80,
        "Figma Inc",
        "35.43",
        AOIFE,
        "Seats for September",
        tags=[WEB, SHOREDITCH],
        receipts=["pdf"],
        supplierAmount={"currency": "USD", "amount": "45.00"},
    )
    spend(78, "Royal Mail", "16.75", TOM, "Proofs to Leeds", tags=[BRAND, REBRAND, SHOREDITCH], receipts=["png"])
    spend(76, "Pret A Manger", "11.45", JONAS, tags=[MOTION, SHOREDITCH], receipts=["jpeg"])
    spend(74, "GF Smith", "148.56", AOIFE, "Colorplan samples", tags=[BRAND, REBRAND, SHOREDITCH], receipts=["pdf"])
    spend(
        72,
        "Dishoom",
        "96.72",
        PRIYA,
        "Lunch with Fenwick & Rowe",
        tags=[BRAND, REBRAND, SHOREDITCH],
        attendees=["Helen Rowe", "Sam Fenwick"],
    )
    spend(70, "BT Business", "47.94", PRIYA, "Broadband, September", tags=[OVERHEADS, SHOREDITCH], receipts=["pdf"])
    spend(
        67,
        "Waitrose",
        [
            Line("14.30", "Staff entertaining", Z0, [OVERHEADS, SHOREDITCH]),
            Line("8.40", "Cleaning", S20, [OVERHEADS, SHOREDITCH]),
            Line("22.80", "Welfare and gifts", S20, [OVERHEADS, SHOREDITCH]),
        ],
        PRIYA,
        "Studio breakfast, washing-up liquid, flowers",
        receipts=["jpeg"],
    )
    spend(65, "TfL Travel", "8.10", JONAS, tags=[MOTION, FILM, SHOREDITCH], receipts=[])
    spend(63, "Frame.io", "24.00", JONAS, "Review links", tags=[MOTION, FILM, REMOTE], receipts=["pdf"])
    spend(61, "Waterstones", "27.98", AOIFE, "Two type books", tags=[OVERHEADS, SHOREDITCH], receipts=["png"])
    spend(59, "Addison Lee", "31.20", PRIYA, "Client pitch", tags=[WEB, SHOP, SHOREDITCH], receipts=["pdf"])
    spend(
        57,
        "Team Impression Leeds",
        "215.40",
        TOM,
        "Stationery run",
        tags=[BRAND, REBRAND, LEEDS],
        receipts=["pdf"],
        kind="card_invoice",
        invoice=invoice(base, 60, "TIL-4471", paid_after=3),
    )
    spend(55, "Pleo", "3.12", None, "FX fee", kind="fee", receipts=[])
    spend(53, "British Gas Lite", "61.95", PRIYA, "Studio heating", tags=[OVERHEADS, SHOREDITCH], receipts=["pdf"])
    spend(51, "Screwfix", "19.98", TOM, "Shelf brackets", tags=[OVERHEADS, SHOREDITCH], receipts=["jpeg", "png"])
    spend(49, "Franco Manca", "64.50", PRIYA, "Team dinner after the launch", tags=[OVERHEADS, SHOREDITCH])
    spend(47, "DPD Local", "12.60", TOM, "Samples to Northern Tea Co", tags=[WEB, SHOP, LEEDS], receipts=["pdf"])
    spend(
        45,
        "Northern Rail",
        "14.20",
        AOIFE,
        "Leeds to York, shoot",
        kind="out_of_pocket",
        tags=[MOTION, FILM, LEEDS],
        settled=False,
    )
    spend(
        44, "Leon", "9.54", AOIFE, "Lunch on the shoot", kind="out_of_pocket", tags=[MOTION, FILM, LEEDS], settled=False
    )
    spend(42, "Monotype Fonts", "118.80", AOIFE, "Licence, 2 weights", tags=[BRAND, REBRAND, REMOTE], receipts=["pdf"])
    spend(40, "LinkedIn Ireland", "90.00", PRIYA, "Job advert", tags=[OVERHEADS], receipts=["pdf"])
    spend(
        38,
        "Hiscox",
        "42.37",
        PRIYA,
        "Professional indemnity",
        tags=[OVERHEADS, SHOREDITCH],
        receipts=["pdf"],
        kind="card_invoice",
        invoice=invoice(base, 40, "HX-99017", paid_after=2),
    )
    spend(36, "Uber", "14.76", JONAS, tags=[MOTION, FILM, SHOREDITCH], at="23:30:00")
    spend(33, "ICO Fee", "35.00", PRIYA, "Data protection fee", tags=[OVERHEADS], receipts=["pdf"])
    spend(30, "Pleo", "39.00", None, "Pleo subscription", kind="fee", receipts=["pdf"])
    spend(
        28,
        "Currys Business",
        [Line("59.99", "Office supplies", S20, [WEB, SHOREDITCH]), Line("24.98", "Repairs", S20, [MOTION, SHOREDITCH])],
        TOM,
        "Keyboard; card reader repair",
        receipts=["pdf"],
    )
    spend(25, "The Queens Leeds", "123.00", PRIYA, "Workshop, one night", tags=[WEB, SHOP, LEEDS], receipts=["pdf"])
    spend(22, "Moo Print", "46.80", AOIFE, "Business cards", tags=[OVERHEADS, SHOREDITCH], receipts=["png"])
    spend(19, "NCP Car Parks", "18.00", TOM, tags=[MOTION, FILM, LEEDS], receipts=["jpeg"])
    spend(
        16,
        "TfL Travel",
        "5.60",
        JONAS,
        "Tube to the edit suite",
        kind="out_of_pocket",
        tags=[MOTION, SHOREDITCH],
        settled=False,
    )
    spend(13, "Notion Labs", "28.00", TOM, tags=[OVERHEADS, REMOTE], receipts=["pdf"])
    spend(10, "Bloom & Wild", "33.00", PRIYA, "Get well soon, Fatima", tags=[OVERHEADS], receipts=["jpeg"])
    spend(7, None, [Line("6.20", "Subsistence", None, None)], None, tags=None, receipts=[], attendees=None)
    spend(4, "Park Lane Press", "154.00", TOM, "Booklets for the launch", tags=[MOTION, FILM, LEEDS], receipts=["pdf"])
    spend(2, "Regus", "300.00", PRIYA, "Meeting room, Leeds", tags=[WEB, SHOP, LEEDS], receipts=["pdf"])
    return book.expenses


def other_types(base: date) -> list[dict[str, Any]]:
    """Return one expense of each type that the waiting ones have not; money back is written without a sign here."""
    book = Book(SUPPLIERS, base, COMPANY)
    spend = book.spend
    bill = invoice(base, 33, "TIL-4502", paid_after=14)
    spend(46, "Cass Art", "11.64", AOIFE, "Wrong markers returned", tags=[BRAND, SHOREDITCH], kind="refund")
    spend(45, "Uber", "14.76", JONAS, "Ride that never came", tags=[MOTION, SHOREDITCH], kind="chargeback", receipts=[])
    spend(
        44, None, [Line("9.80", "Interest received", NO_VAT, [])], None, "Pleo cashback", kind="cashback", receipts=[]
    )
    spend(41, None, [Line("2000.00", None, None, [])], None, "Wallet top-up", kind="wallet_topup", receipts=[])
    spend(38, None, [Line("300.00", None, None, [])], None, "Back to the bank", kind="wallet_unload", receipts=[])
    spend(36, None, [Line("25.20", "Travel", NO_VAT, [LEEDS])], TOM, "56 miles", kind="mileage", receipts=[])
    spend(35, None, [Line("25.00", "Subsistence", NO_VAT, [LEEDS])], TOM, "Day rate", kind="per_diem", receipts=[])
    spend(
        31,
        None,
        [Line("23.74", None, None, [])],
        AOIFE,
        kind="direct_reimbursement",
        subType="reimbursement_to_employee",
        receipts=[],
    )
    spend(
        30,
        None,
        [Line("23.74", None, None, [])],
        AOIFE,
        kind="direct_reimbursement",
        subType="reimbursement_to_employee_refund",
        receipts=[],
    )
    spend(
        29,
        None,
        [Line("7.50", None, None, [])],
        JONAS,
        kind="direct_reimbursement",
        subType="reimbursement_to_company",
        receipts=[],
    )
    spend(
        28, None, [Line("5.60", None, None, [])], JONAS, "With the salary", kind="external_reimbursement", receipts=[]
    )
    spend(
        33,
        "Team Impression Leeds",
        "480.00",
        TOM,
        "Posters",
        tags=[BRAND, LEEDS],
        kind="invoice",
        receipts=["pdf"],
        invoice=bill,
        reconciliationId="invoice-TIL-4502",
    )
    spend(
        19,
        "Team Impression Leeds",
        [Line("480.00", None, None, [])],
        None,
        kind="invoice_payment",
        subType="invoice_payment_sent",
        receipts=[],
        invoice=bill,
        reconciledEntries=["invoice-TIL-4502"],
    )
    spend(
        17,
        "Team Impression Leeds",
        [Line("480.00", None, None, [])],
        None,
        kind="invoice_payment",
        subType="invoice_payment_returned",
        receipts=[],
        invoice=bill,
        reconciledEntries=["invoice-TIL-4502"],
    )
    spend(12, None, [Line("40.00", None, None, [])], JONAS, "Cash for props", kind="atm_withdrawal", receipts=[])
    spend(9, "Tesco Express", [Line("8.35", None, None, [])], AOIFE, "Private", kind="personal_spend", receipts=[])
    spend(6, "Pleo", "2.41", None, "Overdraft interest", kind="fee", subType="interest", receipts=[])
    return book.expenses
