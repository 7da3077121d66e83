"""What people do to entries in QuickBooks' web product: edit any member, void, merge vendors; sends nothing."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from pleoqb_desktop.practice.quickbooks import engine
from pleoqb_desktop.practice.quickbooks.company import TRANSACTIONS, Company, Document, exact
from pleoqb_desktop.practice.quickbooks.faults import business, refusal
from pleoqb_desktop.practice.quickbooks.ledger import ZERO, cents

Row = dict[str, Any]

PERSON = engine.Options(allow_duplicates=True, by_person=True)
MONEY: dict[str, tuple[str, ...]] = {
    "Purchase": ("AccountRef",),
    "Deposit": ("DepositToAccountRef",),
    "Transfer": ("FromAccountRef",),
    "CreditCardPayment": ("BankAccountRef",),
    "Bill": ("APAccountRef",),
    "VendorCredit": ("APAccountRef",),
    "BillPayment": ("CheckPayment", "BankAccountRef"),
}
"""Where the account stands that pays, or is owed from."""
VENDOR = {"Purchase": "EntityRef", "Bill": "VendorRef", "VendorCredit": "VendorRef", "BillPayment": "VendorRef"}
PLAIN = {"date": "TxnDate", "number": "DocNumber", "memo": "PrivateNote"}
_LINE_DETAILS = ("AccountBasedExpenseLineDetail", "DepositLineDetail", "JournalEntryLineDetail")
_NOTE_LENGTH = 4000


def edit(company: Company, entity: str, words: Row) -> None:
    """Change an entry as a person sees it: ``{"Id", "date", "number", "memo", "money_account", "account", "amount", "tax", "vendor"}``.

    ``None`` empties number or memo. ``money_account`` (an Id) is the account that pays, of a journal entry that of its credit
    lines; ``account`` that of the first line; ``amount`` the net amount of the first line, or the amount of what has no lines;
    a journal entry's other side follows. ``tax`` is the whole VAT, put on the first rate. Raises ValueError for other words,
    Refusal for what QuickBooks does not let a person save.
    """
    if unknown := set(words) - {"Id", "money_account", "account", "amount", "tax", "vendor", *PLAIN}:
        raise ValueError(f"unknown words: {', '.join(sorted(unknown))}")
    old = company.rows[entity][str(words["Id"])]
    row = {name: value for name, value in copy.deepcopy(old).items() if not name.startswith("_")}
    changed = exact(words)
    for word, change in _CHANGES.items():
        if word in changed:
            change(entity, row, changed[word])
    for word, member in PLAIN.items():
        if word in changed:
            row[member] = changed[word]
    if entity == "VendorCredit" or ("TxnTaxDetail" in row and "tax" not in changed and "amount" in changed):
        row.pop("TxnTaxDetail", None)
    engine.write(company, entity, {n: v for n, v in row.items() if n != "sparse"}, PERSON)


def _money_account(entity: str, row: Row, account: str) -> None:
    if entity == "JournalEntry":
        for line in row["Line"]:
            if line["JournalEntryLineDetail"]["PostingType"] == "Credit":
                line["JournalEntryLineDetail"]["AccountRef"] = {"value": account}
        return
    holder = row
    *above, member = MONEY[entity]
    for name in above:
        holder = holder[name]
    holder[member] = {"value": account}


def _account(_entity: str, row: Row, account: str) -> None:
    if "Line" not in row:
        row["ToAccountRef"] = {"value": account}
        return
    _detail(row["Line"][0])["AccountRef"] = {"value": account}


def _detail(line: Row) -> Row:
    detail: Row = next(line[name] for name in _LINE_DETAILS if name in line)
    return detail


def _amount(entity: str, row: Row, amount: Any) -> None:
    amount = cents(Decimal(str(amount)))
    if "Line" not in row:
        row["Amount"] = amount
        return
    first = row["Line"][0]
    more = amount - first["Amount"]
    first["Amount"] = amount
    if entity == "BillPayment":
        row["TotalAmt"] += more
    elif entity == "JournalEntry":
        side = first["JournalEntryLineDetail"]["PostingType"]
        other = next(line for line in row["Line"] if line["JournalEntryLineDetail"]["PostingType"] != side)
        other["Amount"] += more


def _tax(_entity: str, row: Row, tax: Any) -> None:
    lines = (row.get("TxnTaxDetail") or {}).get("TaxLine")
    if not lines:
        raise business("No line of this transaction carries tax.")
    total = cents(Decimal(str(tax)))
    lines[0]["Amount"] += total - sum((line["Amount"] for line in lines), ZERO)
    row["TxnTaxDetail"] = {"TotalTax": total, "TaxLine": lines}


def _vendor(entity: str, row: Row, vendor: str) -> None:
    kind = {"type": "Vendor"} if entity == "Purchase" else {}
    row[VENDOR[entity]] = {"value": vendor} | kind


_CHANGES: dict[str, Callable[[str, Row, Any], None]] = {
    "money_account": _money_account,
    "account": _account,
    "amount": _amount,
    "tax": _tax,
    "vendor": _vendor,
}


def void(company: Company, entity: str, id_: str) -> None:
    """Void an entry: it stays with its lines, all amounts 0, and "Voided" comes before its memo (how exactly is UNVERIFIED).

    Raises Refusal for what is paid, and ValueError for anything but a transaction.
    """
    if entity not in TRANSACTIONS:
        raise ValueError(f"{entity} cannot be voided")
    if f"{entity}:{id_}" in company.settled:
        raise refusal("6400", "This transaction is linked to a payment; delete the payment first.")
    row: Row = _zeroed(copy.deepcopy(company.rows[entity][id_]))
    if entity == "BillPayment":
        row["Line"] = []
    row["PrivateNote"] = " - ".join(part for part in ("Voided", row.get("PrivateNote")) if part)[:_NOTE_LENGTH]
    company.record(entity, id_, Document(row, open_amount=ZERO if "_open" in row else None))


_AMOUNTS = frozenset(
    {
        "Amount",
        "TotalAmt",
        "TotalTax",
        "NetAmountTaxable",
        "TaxInclusiveAmount",
        "TaxInclusiveAmt",
        "TaxAmount",
        "_open",
    }
)


def _zeroed(value: Any) -> Any:
    if isinstance(value, list):
        return [_zeroed(item) for item in value]
    if isinstance(value, dict):
        return {name: ZERO if name in _AMOUNTS else _zeroed(item) for name, item in value.items()}
    return value


def merge_vendors(company: Company, source: str, target: str) -> None:
    """Merge a vendor into another: its transactions are the other's, it is gone (a read by Id is 610).

    Whether their SyncTokens go up is UNVERIFIED; they stay, so that nobody takes a token for proof that a vendor stands.
    Raises Refusal for vendors of two currencies.
    """
    vendors = company.rows["Vendor"]
    merged, kept = vendors[source], vendors[target]
    if source == target or merged.get("CurrencyRef") != kept.get("CurrencyRef"):
        raise business("Only two vendors of one currency can be merged.")
    for entity in TRANSACTIONS:
        for row in company.rows[entity].values():
            for reference in _references(row):
                if reference.get("value") == source:
                    reference |= {"value": target, "name": kept["DisplayName"]}
    for entry in company.ledger.entries.values():
        for posting in entry["postings"]:
            if posting.get("name") == source:
                posting["name"] = target
    company.erase("Vendor", source)
    company.reindex()


def _references(row: Row) -> Iterator[Row]:
    for member in ("EntityRef", "VendorRef"):
        if member in row:
            yield row[member]
    for line in row.get("Line", ()):
        for name in _LINE_DETAILS:
            entity = line.get(name, {}).get("Entity")
            if entity is not None:
                yield entity.get("EntityRef", entity)
