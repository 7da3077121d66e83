"""Shows entries as the Export API does (ExportItemV3), with the mapping of today and file links of this moment; changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from pleoqb_desktop.practice.pleo.company import JsonMap, PleoCompany
from pleoqb_desktop.practice.pleo.expenses import share

BALANCE_TYPES = frozenset(
    {
        "card_purchase", "fee", "cashback", "refund", "chargeback", "direct_reimbursement", "invoice_payment", "card_invoice",
        "atm_withdrawal", "personal_spend", "wallet_topup", "wallet_unload",
    }
)  # fmt: skip
"""Types whose items carry ``contraAccount`` (CUR-02)."""

FileLinks = Callable[[JsonMap, datetime], tuple[str, int]]
"""(receipt, now) -> (signed address, size in bytes)."""


@dataclass(frozen=True, slots=True)
class Taxed:
    """What a line holds of tax, in cents of the wallet's currency."""

    code: JsonMap
    net: int
    tax: int


def taxed(company: PleoCompany, line: Mapping[str, Any]) -> Taxed | None:
    """Return the tax of a line by the synced tax code that it means; None where none is meant or none was synced."""
    code = company.tax_code_for(line["tax"])
    if code is None:
        return None
    gross, rate = line["amount"], Decimal(str(code["rate"]))
    if code["type"] == "reverse":
        net, tax = gross, share(gross, rate)
    elif line["net"] is not None and line["rate"] is not None and Decimal(line["rate"]) == rate:
        net, tax = line["net"], gross - line["net"]
    else:
        net = int((gross / (1 + rate)).quantize(Decimal(1), ROUND_HALF_UP))
        tax = gross - net
    return Taxed(code, net, line["taxAmount"] if line["taxAmount"] is not None else tax)


@dataclass(frozen=True, slots=True)
class ItemView:
    """Builds items of one company for one request."""

    company: PleoCompany
    now: datetime
    base: str
    links: FileLinks
    vendor_based: bool

    def item(self, entry: JsonMap) -> JsonMap:
        """Return the whole ExportItemV3."""
        result = {
            "_links": self._links(entry["id"]),
            "accountingEntryId": entry["id"],
            "accountingEntryLines": self._lines(entry),
            "additionalInformation": {
                "attendees": entry["attendees"],
                "invoiceInformation": entry["invoice"],
                "reconciledEntries": entry["reconciledEntries"],
                "reconciliationId": entry["reconciliationId"],
            },
            "amount": _both(entry, entry["amount"], entry["supplierAmount"]),
            "bookkeeping": self._bookkeeping(entry),
            "companyId": self.company.id,
            "contraAccount": self._contra_account(entry),
            "date": entry["date"],
            "files": [self._file(receipt) for receipt in entry["receipts"]],
            "note": entry["note"],
            "servicePeriod": entry["servicePeriod"],
            "subType": entry["subType"],
            "supplier": entry["supplier"],
            "team": self._team(entry["team"]),
            "type": entry["type"],
            "user": self._user(entry["user"]),
            "vendor": self._vendor(entry),
        }
        if entry["item"]:
            result = _merged(result, entry["item"])
        return {name: value for name, value in result.items() if name not in entry["omit"]}

    def _links(self, entry_id: str) -> JsonMap:
        page = f"{self.base}/practice/expense/{self.company.id}/{entry_id}"
        return {
            "web": {"exportItem": page},
            "mobile": {"exportItem": page},
            "api": {"exportItem": f"{self.base}/pleo/v1/accounting-entries/{entry_id}"},
        }

    def _lines(self, entry: JsonMap) -> list[JsonMap]:
        shown = []
        left = entry["supplierAmount"]
        for index, line in enumerate(entry["lines"]):
            last = index == len(entry["lines"]) - 1
            foreign = left if last else scaled(entry, line["amount"])
            left -= foreign
            shown.append(self._line(entry, line, foreign))
        return shown

    def _line(self, entry: JsonMap, line: JsonMap, foreign: int) -> JsonMap:
        found = taxed(self.company, line)
        net = line["amount"] if found is None or self._shows_gross(found) else found.net
        return {
            "account": _account(self.company.account_for(line["account"])),
            "accountingEntryLineId": line["id"],
            "lineAmount": _both(entry, line["amount"], foreign),
            "netAmount": _both(entry, net, foreign if net == line["amount"] else scaled(entry, net)),
            "tags": self._tags(line),
            "tax": _tax(entry, found),
        }

    def _shows_gross(self, found: Taxed) -> bool:
        """Tell whether netAmount holds the gross figure: the literal reading of "inclusive" (pleo.md 4), UNVERIFIED.

        One practice company follows it and the others show the net, so that both readings are met.
        """
        return bool(found.code["type"] == "reverse" or self.company.data["profile"].get("net_amount") == "gross")

    def _tags(self, line: JsonMap) -> list[JsonMap] | None:
        if line["tags"] is None:
            return None
        found = [self.company.tag_for(group, name) for group, name in line["tags"]]
        groups = self.company.tag_groups
        return [
            {"code": tag["code"], "groupCode": groups[tag["groupId"]]["code"], "id": tag["id"]}
            for tag in found
            if tag is not None
        ]

    def _contra_account(self, entry: JsonMap) -> JsonMap | None:
        if entry["type"] not in BALANCE_TYPES:
            return None
        return _account(self.company.contra_account(entry["currency"]))

    def _bookkeeping(self, entry: JsonMap) -> JsonMap | None:
        return {"method": entry["bookkeeping"]} if self.vendor_based and entry["bookkeeping"] else None

    def _vendor(self, entry: JsonMap) -> JsonMap | None:
        words = entry["vendor"]
        if not self.vendor_based or words is None:
            return None
        if isinstance(words, dict):
            return words
        vendor = self.company.vendor_for([words])
        if vendor is None:
            return None
        members = (
            "id",
            "name",
            "defaultCurrency",
            "code",
            "externalId",
            "country",
            "registrationNumber",
            "taxRegistrationNumber",
        )
        return {name: vendor[name] for name in members if vendor.get(name) is not None}

    def _file(self, receipt: JsonMap) -> JsonMap:
        address, size = self.links(receipt, self.now)
        return {"url": f"{self.base}{address}", "type": receipt["type"], "size": size}

    def _user(self, identifier: str | None) -> JsonMap | None:
        person = self.company.employee(identifier)
        if person is None:
            return None
        return {"id": person["id"], "name": f"{person['firstName']} {person['lastName']}", "code": person.get("code")}

    def _team(self, identifier: str | None) -> JsonMap | None:
        team = self.company.team(identifier)
        return None if team is None else {"id": team["id"], "name": team["name"], "code": team.get("code")}


def _both(entry: JsonMap, wallet: int, supplier: int) -> JsonMap:
    """Return the amount in both currencies. Cents always, also of currencies without them (pleo.md 2: UNVERIFIED)."""
    return {
        "inSupplierCurrency": {"currency": entry["supplierCurrency"], "value": supplier},
        "inWalletCurrency": {"currency": entry["currency"], "value": wallet},
    }


def scaled(entry: JsonMap, cents: int) -> int:
    """Return a part of the entry's wallet amount in the supplier's currency."""
    if entry["supplierAmount"] == entry["amount"] or not entry["amount"]:
        return cents
    return share(cents, Decimal(entry["supplierAmount"]) / Decimal(entry["amount"]))


def _account(account: JsonMap | None) -> JsonMap | None:
    if account is None:
        return None
    return {
        "id": account["id"],
        "name": account["name"],
        "code": account["code"],
        "identifier": account["externalId"],
    }


def _tax(entry: JsonMap, found: Taxed | None) -> JsonMap | None:
    if found is None:
        return None
    code = found.code
    result = {
        "id": code["id"],
        "code": code["code"],
        "rate": code["rate"],
        "type": code["type"],
        "amount": _both(entry, found.tax, scaled(entry, found.tax)),
    }
    for name in ("ingoingTaxAccount", "outgoingTaxAccount"):
        if code.get(name) is not None:
            result[name] = code[name]
    return result


def _merged(base: JsonMap, changes: Mapping[str, Any]) -> JsonMap:
    result = dict(base)
    for name, value in changes.items():
        old = result.get(name)
        result[name] = _merged(old, value) if isinstance(old, dict) and isinstance(value, Mapping) else value
    return result
