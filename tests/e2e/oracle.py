"""What the books must show after an export, reckoned from Pleo's items alone and in another way than the rules do it."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

import requests

from tests.e2e.practice_set_up import PracticeSetUp
from tests.patience import PATIENCE

JsonMap = dict[str, Any]
Place = tuple[str, str, str, str]
"""Account, class, project, location; empty where there is none."""

_GROUPS = {"qbo-class": 1, "qbo-project": 2, "qbo-location": 3}
_MONEY_BACK = {"refund", "chargeback", "cashback"}


def items_of(house: PracticeSetUp, job_id: str) -> list[JsonMap]:
    """The items of a job as Pleo hands them out."""
    found: list[JsonMap] = []
    after = ""
    while True:
        path = f"/v3/export-items?job_id={job_id}&limit=100{after}"
        page = house.practice.pleo("GET", path, country=house.country).json()
        found += page["data"]
        if not page["pagination"]["hasNextPage"]:
            return found
        after = f"&after={page['pagination']['endCursor']}"


def wallet_cents(amount: Mapping[str, Any]) -> Decimal:
    """Pleo's hundredths as an amount."""
    return Decimal(amount["inWalletCurrency"]["value"]) / 100


def direction(item: Mapping[str, Any]) -> int:
    """1 where money was spent, -1 where a type documented as positive came negative: money back."""
    amount = item["amount"]["inWalletCurrency"]["value"]
    return -1 if amount < 0 and item["type"] in {"card_purchase", "card_invoice", "invoice"} else 1


def spending(items: Iterable[JsonMap], kinds: Iterable[str] | None = None) -> Counter[Place]:
    """Net amounts (debits positive) per account, class, project and location of the lines that name an account."""
    sums: Counter[Place] = Counter()
    for item in items:
        if kinds is not None and item["type"] not in kinds:
            continue
        back = item["type"] in _MONEY_BACK
        for line in item["accountingEntryLines"]:
            if line["account"] is None:
                continue
            gross, tax = wallet_cents(line["lineAmount"]), line["tax"]
            vat = wallet_cents(tax["amount"]) if tax else Decimal(0)
            net = gross - (vat if tax and tax["type"] != "reverse" else Decimal(0))
            place = [line["account"]["identifier"], "", "", ""]
            for tag in line["tags"] or ():
                place[_GROUPS[tag["groupCode"]]] = tag["code"]
            sums[place[0], place[1], place[2], place[3]] += -abs(net) if back else net
    return _without_zeros(sums)


def in_ledger(house: PracticeSetUp, *, but: Sequence[str] = ()) -> Counter[Place]:
    """The same of the practice ledger, VAT postings and the accounts `but` left out."""
    sums: Counter[Place] = Counter()
    for row in house.books()["ledger"]:
        if row["tax_rate"] is None and row["account"] not in but:
            place = (row["account"], row["class"] or "", row["customer"] or "", row["department"] or "")
            sums[place] += Decimal(row["debit"]) - Decimal(row["credit"])
    return _without_zeros(sums)


def vat(items: Iterable[JsonMap]) -> Counter[str]:
    """VAT per QuickBooks tax code, spent positive."""
    sums: Counter[str] = Counter()
    for item in items:
        back = item["type"] in _MONEY_BACK
        for line in item["accountingEntryLines"]:
            if line["tax"]:
                amount = wallet_cents(line["tax"]["amount"])
                sums[line["tax"]["code"]] += -abs(amount) if back else amount
    return _without_zeros(sums)


def vat_in_books(house: PracticeSetUp) -> Counter[str]:
    """VAT per tax code in QuickBooks, from its entries' tax lines; of a reverse-charge pair the deductible side."""
    tax_codes = {row["Id"]: row for row in house.rows("TaxCode")}
    # No rate of a practice company changes its sign: the latest period tells it.
    percents = {row["Id"]: Decimal(str(row["EffectiveTaxRate"][-1]["RateValue"])) for row in house.rows("TaxRate")}
    sums: Counter[str] = Counter()
    for entity, sign in (("Purchase", 1), ("Bill", 1), ("VendorCredit", -1), ("Deposit", -1)):
        for row in house.rows(entity):
            for code, amount in _by_code(row, tax_codes, percents).items():
                sums[code] += (-1 if row.get("Credit") else sign) * amount
    return _without_zeros(sums)


def _by_code(row: JsonMap, tax_codes: Mapping[str, JsonMap], percents: Mapping[str, Decimal]) -> Counter[str]:
    """An entry's VAT by the codes its lines use: a tax line belongs to the used codes that hold its rate."""
    used = {
        detail["TaxCodeRef"]["value"]
        for line in row["Line"]
        for detail in [line.get(line["DetailType"]) or {}]
        if "TaxCodeRef" in detail
    }
    sums: Counter[str] = Counter()
    for line in (row.get("TxnTaxDetail") or {}).get("TaxLine", []):
        rate = line["TaxLineDetail"]["TaxRateRef"]["value"]
        owners = sorted(code for code in used if rate in _rates_of(tax_codes[code]))
        assert owners, (row["Id"], rate)
        if percents[rate] >= 0:
            sums["/".join(owners)] += Decimal(str(line["Amount"]))
    return sums


def _rates_of(code: JsonMap) -> set[str]:
    return {one["TaxRateRef"]["value"] for one in code["PurchaseTaxRateList"]["TaxRateDetail"]}


def wallet_movement(items: Iterable[JsonMap]) -> Decimal:
    """What left (negative) or reached the wallet's bank account."""
    total = Decimal(0)
    for item in items:
        amount, sub_type = abs(wallet_cents(item["amount"])), item["subType"] or ""
        match item["type"]:
            case "card_purchase" | "card_invoice" | "fee" | "personal_spend" | "atm_withdrawal":
                total -= amount * direction(item)
            case "refund" | "chargeback" | "cashback" | "wallet_topup":
                total += amount
            case "wallet_unload":
                total -= amount
            case "direct_reimbursement":
                total += amount if sub_type in _TO_WALLET else -amount
            case "invoice_payment":
                total += amount if sub_type == "invoice_payment_returned" else -amount
    return total


_TO_WALLET = {"reimbursement_to_employee_refund", "reimbursement_to_company"}


def receipts_in_pleo(house: PracticeSetUp, items: Iterable[JsonMap]) -> Counter[tuple[str, str]]:
    """(entry, sha256) of every receipt, fetched as the program must fetch it: by its link, without credentials."""
    return Counter(
        (item["accountingEntryId"], hashlib.sha256(requests.get(file["url"], timeout=PATIENCE).content).hexdigest())
        for item in items
        for file in item["files"]
    )


def receipts_in_books(house: PracticeSetUp) -> Counter[tuple[str, str]]:
    """(entry, sha256) of every attachment, the entry told by the memo of what it stands on."""
    owners: dict[str, str] = {}
    books = house.books()
    for entity in ("Purchase", "Bill", "VendorCredit", "Deposit", "JournalEntry", "Transfer", "BillPayment"):
        rows = books["entities"][entity]
        for row in rows.values() if isinstance(rows, dict) else rows:
            owners[row["Id"]] = row["PrivateNote"].split(" | ")[1]
    return Counter((owners[one["refs"][0]["value"]], one["sha256"]) for one in books["attachments"])


def _without_zeros(sums: Counter[Any]) -> Counter[Any]:
    return Counter({key: amount for key, amount in sums.items() if amount})
