"""Pleo's own QuickBooks link, as far as it is known (look-alikes.md 4): what it leaves in the books; a company moves in with that."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from pleoqb_desktop.practice.clock import PracticeClock
from pleoqb_desktop.practice.pleo.company import JsonMap, PleoCompany
from pleoqb_desktop.practice.pleo.items import Taxed, taxed
from pleoqb_desktop.practice.pleo.service import PleoService
from pleoqb_desktop.practice.quickbooks.service import QuickBooksService
from pleoqb_desktop.practice.receipts import ReceiptStore

MONEY_BACK = frozenset({"refund", "chargeback", "cashback"})
LINKED = MONEY_BACK | {"card_purchase", "card_invoice", "fee", "out_of_pocket"}
"""What the link is known or taken to export as an entry of its own; the object of money back is INFER."""
MEMBERS = frozenset({"accounting_entry_ids", "account", "days", "memo", "number", "vendor"})


class PleoLink:
    """Exports expenses as Pleo's own link does. ``realms``: the QuickBooks company of each company at Pleo."""

    def __init__(
        self,
        pleo: PleoService,
        quickbooks: QuickBooksService,
        receipts: ReceiptStore,
        realms: Mapping[str, str],
        clock: PracticeClock,
    ) -> None:
        """Work on the companies of both services."""
        self._pleo = pleo
        self._quickbooks = quickbooks
        self._receipts = receipts
        self._realms = realms
        self._clock = clock

    def control(self, parts: list[str], method: str, data: Any) -> JsonMap:
        """POST /practice/link/COMPANY: export the expenses ``accounting_entry_ids`` and return ``{"created": [[entity, Id]]}``.

        Stated are the account (``account``, an Id; else the contra account), the Expense with its receipts attached and the day
        of settlement (the expense's own and ``days`` more). Not known are memo, number and payee: ``memo`` and ``number`` are
        texts in which {merchant}, {note}, {receipt} and {id} are filled in (default: the merchant, no number); ``vendor`` False
        leaves the payee out. Raises LookupError or ValueError for what does not exist.
        """
        if method != "POST" or len(parts) != 1 or set(data) - MEMBERS:
            raise LookupError(f"link/COMPANY (POST) with {sorted(MEMBERS)}")
        with self._pleo.lock:
            company = self._pleo.companies[parts[0]]
            entries = [company.entries[entry_id] for entry_id in data["accounting_entry_ids"]]
            created = [self._export(company, entry, data) for entry in entries]
            for entry in entries:
                company.release(entry["id"], "EXPORTED", self._clock.now())
        return {"created": created}

    def _export(self, company: PleoCompany, entry: JsonMap, words: Mapping[str, Any]) -> list[str]:
        if entry["type"] not in LINKED:
            raise ValueError(f"the link does not export {entry['type']}")
        realm = self._realms[company.id]
        entity, row = self._entry(company, entry, words)
        id_ = str(self._quickbooks.change(realm, {"create": {entity: row}})["created"][entity][0])
        for receipt in entry["receipts"]:
            content = self._receipts.content(company, entry, receipt)
            self._quickbooks.attach(realm, (entity, id_), receipt["name"], receipt["type"], content)
        return [entity, id_]

    def _entry(self, company: PleoCompany, entry: JsonMap, words: Mapping[str, Any]) -> tuple[str, JsonMap]:
        contra = company.contra_account(entry["currency"])
        money = {"value": str(words["account"] if "account" in words else (contra or {})["externalId"])}
        texts = {
            "merchant": (entry["supplier"] or {}).get("name") or "",
            "note": entry["note"] or "",
            "receipt": entry["reconciliationId"],
            "id": entry["id"],
        }
        day = date.fromisoformat(entry["date"][:10]) + timedelta(days=int(words.get("days", 0)))
        number = str(words.get("number", "")).format_map(texts)
        row: JsonMap = {
            "TxnDate": day.isoformat(),
            "PrivateNote": str(words.get("memo", "{merchant}")).format_map(texts),
        }
        payee = self._payee(company, texts["merchant"]) if words.get("vendor", True) and texts["merchant"] else None
        lines = [(line, taxed(company, line)) for line in entry["lines"]]
        row |= _tax(self._rates(company), lines)
        if entry["type"] in MONEY_BACK:
            detail = {"Entity": {"value": payee, "type": "VENDOR"}} if payee else {}
            row |= {
                "DepositToAccountRef": money,
                "Line": [_line(company, "DepositLineDetail", *one, detail) for one in lines],
            }
            return "Deposit", row
        row |= {"PaymentType": "Cash", "AccountRef": money}
        row |= {"DocNumber": number} if number else {}
        row |= {"EntityRef": {"value": payee, "type": "Vendor"}} if payee else {}
        return "Purchase", row | {"Line": [_line(company, "AccountBasedExpenseLineDetail", *one, {}) for one in lines]}

    def _payee(self, company: PleoCompany, merchant: str) -> str:
        realm = self._realms[company.id]
        vendors = self._quickbooks.books(realm)["entities"]["Vendor"]
        for vendor in vendors:
            if vendor["DisplayName"].casefold() == merchant.casefold():
                return str(vendor["Id"])
        made = self._quickbooks.change(realm, {"create": {"Vendor": {"DisplayName": merchant}}})
        return str(made["created"]["Vendor"][0])

    def _rates(self, company: PleoCompany) -> dict[str, list[str]]:
        """Return the purchase rates of each tax code."""
        codes = self._quickbooks.books(self._realms[company.id])["entities"]["TaxCode"]
        lists = {code["Id"]: (code.get("PurchaseTaxRateList") or {}).get("TaxRateDetail") or [] for code in codes}
        return {code: [detail["TaxRateRef"]["value"] for detail in details] for code, details in lists.items()}


def _amount(cents: int) -> float:
    return float(Decimal(abs(cents)) / 100)


def _tax(rates: Mapping[str, list[str]], lines: Iterable[tuple[JsonMap, Taxed | None]]) -> JsonMap:
    """Return the header's members: Pleo's VAT to the cent where every code has one rate, else as QuickBooks reckons it."""
    totals: dict[str, int] = {}
    for _, found in lines:
        if found is None:
            return {"GlobalTaxCalculation": "NotApplicable"}
        own = rates[found.code["code"]]
        if len(own) != 1 or found.code["type"] == "reverse":
            return {"GlobalTaxCalculation": "TaxExcluded"}
        totals[own[0]] = totals.get(own[0], 0) + found.tax
    tax_lines = [
        {"Amount": _amount(tax), "DetailType": "TaxLineDetail", "TaxLineDetail": {"TaxRateRef": {"value": rate}}}
        for rate, tax in totals.items()
    ]
    return {"GlobalTaxCalculation": "TaxExcluded", "TxnTaxDetail": {"TaxLine": tax_lines}}


def _line(company: PleoCompany, detail: str, line: JsonMap, found: Taxed | None, more: JsonMap) -> JsonMap:
    account = company.account_for(line["account"])
    if account is None:
        raise ValueError(f"the category {line['account']} has no synced account")
    inner: JsonMap = {"AccountRef": {"value": account["externalId"]}} | more
    if found is not None:
        inner["TaxCodeRef"] = {"value": found.code["code"]}
        if detail == "DepositLineDetail":
            inner["TaxApplicableOn"] = "Purchase"
    net = line["amount"] if found is None else found.net
    return {"DetailType": detail, "Amount": _amount(net), detail: inner}
