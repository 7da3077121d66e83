"""A handful of expenses of different kinds, some held and one refused, as the practice control takes them."""

from __future__ import annotations

from typing import Any

S20, NO_VAT, REVERSE = "20.0% S", "No VAT", "20.0% RC SG"
LAST = 18
TAKEN_NUMBER = "MILL-77"
"""The number of a bill that stands in the books already, so that QuickBooks refuses another one of this vendor."""


def handful() -> list[dict[str, Any]]:
    """Purchases for one batch, one of each other kind, two that are held and one that QuickBooks refuses."""
    return [*_purchases(), _mixed(), *_payables(), *_moves(), *_invoices(), *_troubles()]


def purchases(number: int) -> list[dict[str, Any]]:
    """As many card purchases, without receipts, of one vendor that is there."""
    return [_expense(100 + n, "card_purchase", "Mill Lane Paper", f"{n + 1}.20") for n in range(number)]


def entry_id(number: int) -> str:
    """The id of the expense with this number."""
    return f"e0e0e0e0-0000-4000-8000-{number:012d}"


def _payables() -> list[dict[str, Any]]:
    """Several entries for one expense: bill and payment; credit note, journal entry and a payment that joins them."""
    booked: dict[str, Any] = {"bookkeeping": "accounts_payable", "receipts": [{"kind": "pdf"}]}
    return [
        _expense(17, "card_purchase", "Mill Lane Paper", "36.00", **booked),
        _expense(18, "refund", "Mill Lane Paper", "4.80", **booked),
    ]


def _mixed() -> dict[str, Any]:
    """Lines of both signs in one item: a journal entry."""
    words = _expense(16, "card_purchase", "Ryman", "15.00", receipts=[{"kind": "png"}])
    for name in ("account", "tax"):
        del words[name]
    lines = [("20.00", "Office supplies"), ("-5.00", "Repairs")]
    return words | {"lines": [{"amount": a, "account": account, "tax": NO_VAT} for a, account in lines]}


def _expense(number: int, kind: str, supplier: str | None, amount: str, **more: Any) -> dict[str, Any]:
    words: dict[str, Any] = {
        "id": entry_id(number),
        "type": kind,
        "date": f"2026-03-{number % 28 + 1:02d}T11:00:00Z",
        "amount": amount,
        "account": "Office supplies",
        "tax": S20,
        "supplier": {"name": supplier} if supplier else None,
        "user": "Priya Shah",
        "note": f"Number {number}",
        "receipts": [],
    }
    return words | more


def _purchases() -> list[dict[str, Any]]:
    tags = ["class:Brand", "project:Rebrand 2026", "location:Leeds"]
    return [
        _expense(1, "card_purchase", "Ryman", "12.00", receipts=[{"kind": "pdf"}], tags=tags),
        _expense(2, "card_purchase", "Müller Bürobedarf", "24.60", receipts=[{"kind": "png"}, {"kind": "jpeg"}]),
        _expense(3, "card_purchase", "Ryman", "7.20", receipts=[{"kind": "jpeg"}]),
        _expense(4, "card_purchase", "Adobe", "50.00", account="Software subscriptions", tax=REVERSE),
        _expense(5, "card_purchase", "Ryman", "3.60", receipts=[{"kind": "missing"}, {"kind": "pdf"}]),
        _expense(6, "out_of_pocket", "TfL Travel", "5.60", account="Travel", tax=NO_VAT),
    ]


def _moves() -> list[dict[str, Any]]:
    plain: dict[str, Any] = {"account": None, "tax": None}
    return [
        _expense(7, "refund", "Ryman", "2.40", receipts=[{"kind": "pdf"}]),
        _expense(8, "wallet_topup", None, "500.00", **plain),
        _expense(9, "atm_withdrawal", None, "40.00", **plain),
        _expense(10, "direct_reimbursement", None, "5.60", subType="reimbursement_to_employee", **plain),
    ]


def _invoices() -> list[dict[str, Any]]:
    bill = {
        "invoiceNumber": "PRESS-1",
        "invoiceDate": "2026-03-01T00:00:00Z",
        "dueDate": "2026-03-31T00:00:00Z",
        "paymentDate": "2026-03-20T00:00:00Z",
        "status": "paid",
        "supplierBankAccount": None,
    }
    return [
        _expense(
            11,
            "invoice",
            "Park Lane Press",
            "480.00",
            invoice=bill,
            reconciliationId="invoice-press-1",
            receipts=[{"kind": "pdf"}],
        ),
        _expense(
            12,
            "invoice_payment",
            "Park Lane Press",
            "480.00",
            subType="invoice_payment_sent",
            invoice=bill,
            reconciledEntries=["invoice-press-1"],
            account=None,
            tax=None,
        ),
    ]


def _troubles() -> list[dict[str, Any]]:
    taken = {
        "invoiceNumber": TAKEN_NUMBER,
        "invoiceDate": "2026-03-01T00:00:00Z",
        "dueDate": "2026-03-31T00:00:00Z",
        "paymentDate": None,
        "status": "paid",
        "supplierBankAccount": None,
    }
    return [
        _expense(13, "card_purchase", "Ryman", "9.00", account=None, receipts=[{"kind": "pdf"}]),
        _expense(14, "balance_amendment", None, "1.00"),
        _expense(15, "invoice", "Mill Lane Paper", "60.00", invoice=taken, receipts=[{"kind": "pdf"}]),
    ]
