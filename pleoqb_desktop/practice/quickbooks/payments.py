"""Bill payments, transfers and credit card payments: money that moves without an expense (quickbooks.md 13, 14)."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from pleoqb_desktop.practice.companies.books_common import CLASSIFICATIONS
from pleoqb_desktop.practice.quickbooks.company import Company, Document
from pleoqb_desktop.practice.quickbooks.expenses import payable_account
from pleoqb_desktop.practice.quickbooks.faults import (
    Refusal,
    business,
    feature,
    missing,
    not_found,
    refusal,
    wrong_account_type,
)
from pleoqb_desktop.practice.quickbooks.ledger import ZERO, cents, posting
from pleoqb_desktop.practice.quickbooks.references import (
    RECEIVABLE,
    account,
    account_currency,
    department_of,
    settle_currency,
    shown,
    suits_currency,
    vendor,
)

Row = dict[str, Any]

PAY_TYPES = {
    "Check": ("CheckPayment", "BankAccountRef", "Bank"),
    "CreditCard": ("CreditCardPayment", "CCAccountRef", "Credit Card"),
}
LINKABLE = ("Bill", "VendorCredit", "JournalEntry")


def bill_payment(company: Company, row: Row, key: str) -> Document:
    """Prepare a BillPayment; a payment of 0 applies credits and bills to each other."""
    if company.plan < 1:
        raise feature("Bill payments")
    currency = settle_currency(company, row)
    who = vendor(company, row["VendorRef"], currency)
    row["VendorRef"] = {"value": who["Id"], "name": who["DisplayName"]}
    department = department_of(company, row)
    money = _pay_account(company, row, currency)
    payable = payable_account(company, row, currency)
    settles, net = _links(company, row, key, who["Id"])
    total = cents(row["TotalAmt"])
    row["TotalAmt"] = total
    if total < 0:
        raise refusal("2290", "Negative amounts aren't supported on transaction lines.", "TotalAmt")
    if net != total:
        raise business("The total of the payment differs from the amounts of its lines.")
    tags = {"name": who["Id"], "department": department}
    postings = [posting(payable["Id"], total, **tags), posting(money["Id"], -total, **tags)]
    return Document(row, postings, settles=settles)


def _pay_account(company: Company, row: Row, currency: str) -> Row:
    kind, member, wanted = PAY_TYPES[row["PayType"]]
    if kind not in row:
        raise Refusal([missing(kind)])
    money = account(company, row[kind][member], (wanted,))
    suits_currency(company, money, currency)
    row[kind][member] = shown(company, money)
    return money


def _links(company: Company, row: Row, key: str, who: str) -> tuple[dict[str, Decimal], Decimal]:
    settles: dict[str, Decimal] = {}
    net = ZERO
    for line in row["Line"]:
        line["Amount"] = amount = cents(line["Amount"])
        if amount < 0:
            raise refusal("2290", "Negative amounts aren't supported on transaction lines.", "Amount")
        link = line["LinkedTxn"][0]
        if "TxnId" not in link or "TxnType" not in link:
            raise Refusal([missing(name) for name in ("TxnId", "TxnType") if name not in link])
        if len(line["LinkedTxn"]) > 1 or link["TxnType"] not in LINKABLE:
            raise _cannot_link()
        target = f"{link['TxnType']}:{link['TxnId']}"
        sign = _settle(company, target, amount, key, who, settles)
        settles[target] = amount
        net += sign * amount
    return settles, net


def _settle(company: Company, target: str, amount: Decimal, key: str, who: str, settles: dict[str, Decimal]) -> int:
    """Return 1 for something owed, -1 for a credit. Raises Refusal 610 for an unknown transaction, 620 when it cannot be linked."""
    entity, _, id_ = target.partition(":")
    found = company.rows[entity].get(id_)
    if found is None:
        raise not_found()
    whose = found["VendorRef"]["value"] if "VendorRef" in found else found.get("_vendor")
    rest = abs(found.get("_open", ZERO)) - company.paid(target, but=key)
    if whose != who or target in settles or amount > rest:
        raise _cannot_link()
    return 1 if found["_open"] > 0 else -1


def _cannot_link() -> Refusal:
    return refusal("620", "Txn ID Cannot Be Linked : the transaction is already paid or cannot be linked.", "LinkedTxn")


def _positive(row: Row) -> Decimal:
    amount = cents(row["Amount"])
    row["Amount"] = amount
    if amount < 0:
        raise refusal("2290", "Negative amounts aren't supported on transaction lines.", "Amount")
    if amount == 0:
        raise business("The amount must be greater than 0.")
    return amount


def transfer(company: Company, row: Row, _key: str) -> Document:
    """Prepare a Transfer between two asset accounts of one currency.

    The reference speaks of asset accounts, the XSD of any balance-sheet account (14, UNVERIFIED): asset is stricter.
    Raises Refusal 6430 or 6000.
    """
    ends = [account(company, row[member]) for member in ("FromAccountRef", "ToAccountRef")]
    for end in ends:
        if CLASSIFICATIONS[end["AccountType"]] != "Asset" or end["AccountType"] in (RECEIVABLE, "Non-Posting"):
            raise wrong_account_type()
    source, target = ends
    if source["Id"] == target["Id"]:
        raise business("The two accounts of a transfer must be different.")
    currency = account_currency(company, source)
    if currency != account_currency(company, target):
        raise business("A transfer needs two accounts of one currency.")
    amount = _positive(row)
    row["FromAccountRef"], row["ToAccountRef"] = shown(company, source), shown(company, target)
    if company.multi_currency:
        row["CurrencyRef"] = {"value": currency}
        row["ExchangeRate"] = Decimal(1)
    return Document(row, [posting(target["Id"], amount), posting(source["Id"], -amount)])


def credit_card_payment(company: Company, row: Row, _key: str) -> Document:
    """Prepare a CreditCardPaymentTxn: pays down a Credit Card account from a Bank account, home currency only (14)."""
    card = account(company, row["CreditCardAccountRef"], ("Credit Card",))
    bank = account(company, row["BankAccountRef"], ("Bank",))
    if {account_currency(company, card), account_currency(company, bank)} != {company.home_currency}:
        raise business("A credit card payment is in home currency only.")
    if "VendorRef" in row:
        who = vendor(company, row["VendorRef"], company.home_currency)
        row["VendorRef"] = {"value": who["Id"], "name": who["DisplayName"]}
    amount = _positive(row)
    row["CreditCardAccountRef"], row["BankAccountRef"] = shown(company, card), shown(company, bank)
    return Document(row, [posting(card["Id"], amount), posting(bank["Id"], -amount)])
