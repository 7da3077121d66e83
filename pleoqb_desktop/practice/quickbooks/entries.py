"""Deposits and journal entries: what QuickBooks makes of them and what they post (quickbooks.md 14)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from pleoqb_desktop.practice.quickbooks import taxes
from pleoqb_desktop.practice.quickbooks.company import Company, Document
from pleoqb_desktop.practice.quickbooks.faults import (
    Refusal,
    business,
    dangling,
    inactive,
    missing,
    refusal,
    unsupported,
)
from pleoqb_desktop.practice.quickbooks.ledger import ZERO, cents, posting
from pleoqb_desktop.practice.quickbooks.references import (
    PAYABLE,
    RECEIVABLE,
    account,
    account_currency,
    class_of,
    department_of,
    may_be_billable,
    person,
    same_currency,
    settle_currency,
    shown,
    suits_currency,
)

Row = dict[str, Any]

KINDS = ("Vendor", "Customer", "Employee")


def _amount(line: Row) -> Decimal:
    amount = cents(line["Amount"])
    if amount < 0:
        raise refusal("2290", "Negative amounts aren't supported on transaction lines.", "Amount")
    line["Amount"] = amount
    return amount


def deposit(company: Company, row: Row, _key: str) -> Document:
    """Prepare a Deposit into a Bank or Other Current Asset account. Raises Refusal for its meaning."""
    target = account(company, row["DepositToAccountRef"], ("Bank", "Other Current Asset"))
    row["DepositToAccountRef"] = shown(company, target)
    currency = settle_currency(company, row)
    if account_currency(company, target) not in (company.home_currency, currency):
        raise business(f"The account {target['Name']} is not in {currency}.")
    department = department_of(company, row)
    mode = taxes.settle_calculation(company, row)
    taxed = taxes.Taxed(row["TxnDate"])
    postings: list[Row] = []
    net = ZERO
    for number, line in enumerate(row["Line"], start=1):
        line["Id"], line["LineNum"] = str(number), number
        net += _amount(line)
        postings.append(_deposit_line(company, line, currency, mode, taxed, department))
    if mode not in ("off", "US"):
        taxes.override(company, row, taxed)
        row["TxnTaxDetail"] = taxes.show(company, taxed)
    total = net + taxed.total
    postings += taxes.postings(company, taxed, -1)
    back = _cash_back(company, row)
    if back is not None:
        total -= back["own"]
        postings.append(back)
    if total < 0:
        raise business("The total of a deposit cannot be negative.")
    row["TotalAmt"] = total
    postings.append(posting(target["Id"], total, department=department))
    return Document(row, postings, taxes.records(taxed, -1))


def _deposit_line(
    company: Company, line: Row, currency: str, mode: str, taxed: taxes.Taxed, department: str | None
) -> Row:
    if line.get("LinkedTxn"):
        raise refusal("620", "Txn ID Cannot Be Linked : no undeposited payment has this Id.", "LinkedTxn")
    line.pop("LinkedTxn", None)
    detail = line["DepositLineDetail"]
    source = account(company, detail["AccountRef"])
    suits_currency(company, source, currency)
    detail["AccountRef"] = shown(company, source)
    kind, name = _deposit_name(company, detail, currency)
    _needs_name(source, kind)
    side = detail.get("TaxApplicableOn", "Sales")
    code = taxes.line_code(company, detail, mode, side)
    if code is None:
        detail.pop("TaxApplicableOn", None)
    else:
        detail["TaxApplicableOn"] = side
        taxes.tax_line(company, taxed, code, line, mode, side)
    customer = name if kind == "Customer" else None
    klass = class_of(company, detail)
    tags = {"class": klass, "customer": customer, "department": department, "name": name}
    return posting(source["Id"], -line["Amount"], **tags)


def _deposit_name(company: Company, detail: Row, currency: str) -> tuple[str, str | None]:
    """Return kind and Id of a deposit line's Entity, a plain reference with upper-case type (14)."""
    reference = detail.get("Entity")
    if reference is None:
        return "", None
    if reference.get("type", "VENDOR") not in ("VENDOR", "CUSTOMER", "EMPLOYEE"):
        raise Refusal([unsupported("type")])
    kind, found = person(company, reference, KINDS)
    if kind != "Employee":
        same_currency(company, found, currency)
    detail["Entity"] = {"value": found["Id"], "name": found["DisplayName"], "type": kind.upper()}
    return kind, found["Id"]


def _needs_name(row: Row, kind: str) -> None:
    """A/P wants a vendor, A/R a customer (14)."""
    if row["AccountType"] == PAYABLE and kind != "Vendor":
        raise business("When you use Accounts Payable, you must choose a vendor in the Name field.")
    if row["AccountType"] == RECEIVABLE and kind != "Customer":
        raise business("When you use Accounts Receivable, you must choose a customer in the Name field.")


def _cash_back(company: Company, row: Row) -> Row | None:
    back = row.get("CashBack")
    if back is None:
        return None
    if "AccountRef" not in back or "Amount" not in back:
        raise Refusal([missing(name) for name in ("AccountRef", "Amount") if name not in back])
    target = account(company, back["AccountRef"])
    back["AccountRef"] = shown(company, target)
    return posting(target["Id"], _amount(back))


def journal_entry(company: Company, row: Row, key: str) -> Document:
    """Prepare a JournalEntry: at least two lines (6000), debits equal credits, taxes included (2300)."""
    currency = settle_currency(company, row)
    mode = taxes.settle_calculation(company, row)
    lines = [line for line in row["Line"] if line["DetailType"] == "JournalEntryLineDetail"]
    if len(lines) < 2:
        raise business("Fill out at least two detail lines to continue.")
    taxed = taxes.Taxed(row["TxnDate"])
    postings: list[Row] = []
    payable: dict[str, Decimal] = {}
    control = {PAYABLE: 0, RECEIVABLE: 0}
    for number, line in enumerate(row["Line"]):
        line["Id"] = str(number)
        if line["DetailType"] == "DescriptionOnly":
            continue
        made, source = _journal_line(company, line, currency, mode, taxed)
        postings.append(made)
        if source["AccountType"] in control:
            control[source["AccountType"]] += 1
        if source["AccountType"] == PAYABLE:
            payable[made["name"]] = payable.get(made["name"], ZERO) - made["own"]
    if currency != company.home_currency and max(control.values()) > 1:
        raise business("An entry in a foreign currency has at most one payable and one receivable line.")
    _journal_taxes(company, row, mode, taxed)
    postings += taxes.postings(company, taxed, 1)
    if sum((item["own"] for item in postings), ZERO) != ZERO:
        raise refusal("2300", "The debits and credits of the journal entry, taxes included, are not equal.")
    row["TotalAmt"] = ZERO
    row.setdefault("Adjustment", False)
    return _journal_document(company, row, key, postings, taxed, payable)


def _journal_document(
    company: Company, row: Row, key: str, postings: list[Row], taxed: taxes.Taxed, payable: dict[str, Decimal]
) -> Document:
    document = Document(row, postings, taxes.records(taxed, 1))
    row.pop("_open", None)
    row.pop("_vendor", None)
    if len(payable) == 1:
        ((who, amount),) = payable.items()
        row["_vendor"] = who
        document.open_amount = amount
    if company.paid(key) > abs(document.open_amount or ZERO):
        raise business("The payable of this entry is less than what has been settled.")
    return document


def _journal_line(company: Company, line: Row, currency: str, mode: str, taxed: taxes.Taxed) -> tuple[Row, Row]:
    if "Amount" not in line:
        raise Refusal([missing("Amount")])
    detail = line["JournalEntryLineDetail"]
    sign = 1 if detail["PostingType"] == "Debit" else -1
    amount = _amount(line)
    source = account(company, detail["AccountRef"])
    suits_currency(company, source, currency)
    detail["AccountRef"] = shown(company, source)
    kind, name = _journal_name(company, detail, currency)
    _needs_name(source, kind)
    _journal_code(company, detail)
    if detail.get("BillableStatus") == "Billable" and kind != "Customer":
        raise refusal("6310", "When you make a line billable, you must choose a customer.", "Entity")
    if detail.get("BillableStatus") and kind == "Customer" and not may_be_billable(company, detail):
        raise business('The "billable status" field has an invalid value. Target is not reimbursable.')
    if mode == "US":
        taxes.line_code(company, detail, mode, "Purchase")
    elif mode == "off" or "TaxCodeRef" not in detail:
        for member in ("TaxCodeRef", "TaxAmount", "TaxApplicableOn", "TaxInclusiveAmt"):
            detail.pop(member, None)
    else:
        _journal_line_tax(company, line, sign, mode, taxed)
    customer = name if kind == "Customer" else None
    tags = {"class": class_of(company, detail), "customer": customer, "name": name}
    return posting(source["Id"], sign * amount, **tags, department=department_of(company, detail)), source


def _journal_line_tax(company: Company, line: Row, sign: int, mode: str, taxed: taxes.Taxed) -> None:
    """Count a line's tax: its TaxAmount stands beside the net Amount, on the same side (2270, 2280)."""
    detail = line["JournalEntryLineDetail"]
    if "TaxApplicableOn" not in detail:
        raise refusal("2270", "TaxApplicableOn is needed with TaxCodeRef.", "TaxApplicableOn")
    if "TaxAmount" not in detail:
        raise refusal("2280", "TaxAmount is needed with TaxCodeRef.", "TaxAmount")
    side = detail["TaxApplicableOn"]
    code = taxes.line_code(company, detail, mode, side)
    tax = cents(detail["TaxAmount"])
    detail["TaxAmount"] = tax
    if tax < 0:
        raise refusal("2290", "Negative amounts aren't supported on transaction lines.", "TaxAmount")
    for rate, part in taxes.line_taxes(company, code or {}, line["Amount"], side, taxed.day, tax):
        taxed.add(rate, sign * line["Amount"], sign * part, side)


def _journal_taxes(company: Company, row: Row, mode: str, taxed: taxes.Taxed) -> None:
    if mode in ("off", "US"):
        return
    if (row.get("TxnTaxDetail") or {}).get("TaxLine"):
        total = taxed.total
        taxes.override(company, row, taxed, _written_sign(row, taxed))
        if taxed.total != total:
            raise business("The tax lines differ from the tax amounts of the lines.")
    if taxed.taxes:
        row["TxnTaxDetail"] = taxes.show(company, taxed)
    else:
        row.pop("TxnTaxDetail", None)


def _written_sign(row: Row, taxed: taxes.Taxed) -> int:
    """Tell how the tax lines are signed: -1 when an entry that only credits writes its taxes as on its lines, positive."""
    credited = all(net <= 0 for net in taxed.nets.values())
    sent = {
        line["TaxLineDetail"]["TaxRateRef"]["value"]: line.get("Amount", ZERO)
        for line in row["TxnTaxDetail"]["TaxLine"]
        if "TaxRateRef" in line.get("TaxLineDetail", {})
    }
    against = any(sent.get(rate, ZERO) * tax < 0 for rate, tax in taxed.taxes.items())
    return -1 if credited and against else 1


def _journal_name(company: Company, detail: Row, currency: str) -> tuple[str, str | None]:
    entity = detail.get("Entity")
    if not entity:
        detail.pop("Entity", None)
        return "", None
    if "EntityRef" not in entity:
        raise Refusal([missing("EntityRef")])
    reference = dict(entity["EntityRef"])
    if entity.get("Type"):
        reference["type"] = entity["Type"]
    kind, found = person(company, reference, KINDS)
    if kind != "Employee":
        same_currency(company, found, currency)
    detail["Entity"] = {"Type": kind, "EntityRef": {"value": found["Id"], "name": found["DisplayName"]}}
    return kind, found["Id"]


def _journal_code(company: Company, detail: Row) -> None:
    """France requires a JournalCodeRef on every line; elsewhere the member does not exist (8)."""
    reference = detail.get("JournalCodeRef")
    if company.country != "FR":
        if reference is not None:
            raise Refusal([unsupported("JournalCodeRef")])
        return
    if reference is None:
        raise Refusal([missing("JournalCodeRef")])
    row = company.rows["JournalCode"].get(reference["value"])
    if row is None:
        raise dangling("JournalCodes", reference["value"])
    if not row.get("Active", True):
        raise inactive()
    detail["JournalCodeRef"] = {"value": row["Id"], "name": row["Name"]}
