"""Reads that are no single entity: change data capture, exchange rates and the accountant's view of the books."""

from __future__ import annotations

import hashlib
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from pleoqb_desktop.practice.quickbooks import engine, showing, wire
from pleoqb_desktop.practice.quickbooks.company import LISTS, PACIFIC, TRANSACTIONS, Company
from pleoqb_desktop.practice.quickbooks.faults import Refusal, feature, missing, refusal, unsupported
from pleoqb_desktop.practice.quickbooks.ledger import ZERO
from pleoqb_desktop.practice.quickbooks.query import MOST_RESULTS, moment

Row = dict[str, Any]

LOOK_BACK = timedelta(days=30)
NOT_CAPTURED = ("JournalCode", "TaxCode", "TaxRate", "TaxAgency", "Preferences", "CompanyCurrency")
RATE_YEARS = 3


def changes(company: Company, entities: str, since: str) -> list[Row]:
    """Return the CDC answer: one inner object per entity, ``{}`` when nothing changed (quickbooks.md 5.2).

    Raises Refusal 2020, 2010 for an entity that is not covered, 2070 for a time that is bad or over 30 days ago.
    """
    lacking = [missing(n) for n, v in (("entities", entities), ("changedSince", since)) if not v]
    if lacking:
        raise Refusal(lacking)
    try:
        start = moment(since)
    except ValueError:
        raise refusal("2070", f"Invalid Date : {since}", "changedSince") from None
    if start < company.now() - LOOK_BACK:
        raise refusal("2070", "Invalid Date : changedSince is more than 30 days ago.", "changedSince")
    left = MOST_RESULTS
    answers: list[Row] = []
    for name in entities.split(","):
        entity = engine.entity_of(name.strip())
        if entity is None or entity in NOT_CAPTURED:
            raise Refusal([unsupported(name.strip())])
        found = _changed(company, entity, start.timestamp())[:left]
        left -= len(found)
        member = engine.json_name(entity)
        answers.append({member: found, "startPosition": 1, "maxResults": len(found)} if found else {})
    return answers


def _changed(company: Company, entity: str, start: float) -> list[Row]:
    start = float(int(start))
    found = [
        engine.shown(company, entity, company.rows[entity][id_])
        for id_, when in company.touched[entity].items()
        if when >= start
    ]
    for id_, when in company.deleted[entity].items():
        if when >= start:
            stamp = datetime.fromtimestamp(when, PACIFIC).isoformat(timespec="seconds")
            gone = {"status": "Deleted", "domain": "QBO", "Id": id_, "MetaData": {"LastUpdatedTime": stamp}}
            found.append(gone)
    return found


def exchange_rate(company: Company, currency: str, day: str) -> Row:
    """Return QuickBooks' rate of a day: home units per unit of ``currency``, of enabled currencies and the last 3 years (2.3)."""
    if not company.multi_currency:
        raise feature("Multicurrency")
    if not currency:
        raise Refusal([missing("sourcecurrencycode")])
    try:
        when = date.fromisoformat(day) if day else company.now().date()
    except ValueError:
        raise refusal("2070", f"Invalid Date : {day}", "asofdate") from None
    rate = _rate(company, currency.upper(), when)
    return {
        "SourceCurrencyCode": currency.upper(),
        "TargetCurrencyCode": company.home_currency,
        "Rate": rate,
        "AsOfDate": when.isoformat(),
        "MetaData": {"LastUpdatedTime": company.now().isoformat(timespec="seconds")},
        "domain": "QBO",
        "sparse": False,
    }


def _rate(company: Company, currency: str, when: date) -> Decimal:
    if currency == company.home_currency:
        return Decimal(1)
    enabled = {row["Code"] for row in company.rows["CompanyCurrency"].values() if row.get("Active", True)}
    today = company.now().date()
    if currency not in enabled or not today - timedelta(days=365 * RATE_YEARS) <= when <= today + timedelta(days=1):
        raise refusal("610", "Object Not Found : there is no exchange rate for this currency and date.")
    base = Decimal(company.seed["exchange_rates"].get(currency, "1"))
    # a rate that moves a little from day to day, the same for a day whenever it is asked
    swing = int(hashlib.sha256(f"{currency}{when}".encode()).hexdigest(), 16) % 41 - 20
    return (base * (1 + Decimal(swing) / 2000)).quantize(Decimal("0.000001"))


def books(company: Company) -> Row:
    """Return everything an accountant could look at, as JSON data; amounts of ledger and tax as text in home currency."""
    ledger = company.ledger.rows()
    for item in ledger:
        row = company.rows["Account"][item["account"]]
        item["account_number"], item["account_name"] = row.get("AcctNum"), row["Name"]
    debits = sum((Decimal(item["debit"]) for item in ledger), ZERO)
    credits_ = sum((Decimal(item["credit"]) for item in ledger), ZERO)
    kinds = (*LISTS, *TRANSACTIONS, "Attachable")
    entities = {kind: [engine.shown(company, kind, row) for row in company.rows[kind].values()] for kind in kinds}
    return {
        "realm_id": company.realm,
        "country": company.country,
        "home_currency": company.home_currency,
        "company_info": _plain(showing.shown(company, "CompanyInfo", company.info)),
        "preferences": _plain(showing.shown(company, "Preferences", company.preferences)),
        "entities": _plain(entities),
        "ledger": ledger,
        "totals": {"debit": str(debits), "credit": str(credits_)},
        "trial_balance": _trial_balance(company),
        "tax": [
            {"rate": rate, "name": company.rows["TaxRate"][rate]["Name"], "net": str(net), "tax": str(tax)}
            for rate, (net, tax) in company.ledger.taxes().items()
        ],
        "attachments": _attachments(company),
        "matched": list(company.matched),
    }


def _trial_balance(company: Company) -> list[Row]:
    found: list[Row] = []
    for row in company.rows["Account"].values():
        balance = company.ledger.home_balance(row["Id"])
        if balance:
            found.append(
                {
                    "account": row["Id"],
                    "number": row.get("AcctNum"),
                    "name": row["Name"],
                    "debit": str(max(balance, ZERO)),
                    "credit": str(max(-balance, ZERO)),
                }
            )
    return found


def _attachments(company: Company) -> list[Row]:
    return [
        {
            "id": row["Id"],
            "file_name": row.get("FileName"),
            "note": row.get("Note"),
            "content_type": row.get("ContentType"),
            "size": row.get("Size"),
            "sha256": row.get("_sha256"),
            "refs": [item["EntityRef"] for item in row.get("AttachableRef", []) if "EntityRef" in item],
        }
        for row in company.rows["Attachable"].values()
    ]


def _plain(value: Any) -> Any:
    """Return rows with their amounts as JSON numbers, as answers carry them."""
    return wire.loads_plain(wire.dumps(value))
