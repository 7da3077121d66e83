"""One practice company's books: entities by Id with their indexes, settings and ledger; knows no request and no HTTP."""

from __future__ import annotations

import copy
import threading
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from pleoqb_desktop.practice.clock import PracticeClock
from pleoqb_desktop.practice.quickbooks.ledger import ZERO, Ledger
from pleoqb_desktop.practice.quickbooks.past import Past
from pleoqb_desktop.practice.quickbooks.unfinished import Unfinished

Row = dict[str, Any]

PACIFIC = ZoneInfo("America/Los_Angeles")
"""QuickBooks writes its times with Pacific offsets (quickbooks.md 17.12)."""

TRANSACTIONS = (
    "Purchase",
    "Bill",
    "VendorCredit",
    "BillPayment",
    "Transfer",
    "CreditCardPayment",
    "Deposit",
    "JournalEntry",
)
NAME_LISTS = ("Vendor", "Customer", "Employee")
TITLE_LISTS = ("Account", "Class", "Department", "TaxCode", "TaxRate", "TaxAgency", "JournalCode", "CompanyCurrency")
LISTS = (*NAME_LISTS, *TITLE_LISTS)
PLANS = ("Simple Start", "Essentials", "Plus", "Advanced")


@dataclass(slots=True)
class Document:
    """What a transaction becomes: the row to store, what it posts, what it settles and what it leaves open."""

    row: Row
    postings: list[Row] = field(default_factory=list)
    taxes: list[Row] = field(default_factory=list)
    settles: dict[str, Decimal] = field(default_factory=dict)
    """Open transactions ``Type:Id`` and the positive amount of each that this one settles."""
    open_amount: Decimal | None = None
    """Payable left by a bill or entry (positive) or credit with the vendor (negative); ``None`` when it leaves nothing."""


class Company:
    """The state of one realm. The caller holds ``lock`` while it reads or writes."""

    def __init__(self, seed: Mapping[str, Any], clock: PracticeClock) -> None:
        """Open the books from a seed of ``practice.companies``."""
        self.lock = threading.RLock()
        self.clock = clock
        self.seed = copy.deepcopy(dict(seed))
        self.realm = str(seed["realm_id"])
        self.address = ""
        """Where the service is reached, for links in answers; the caller sets it with each request."""
        self.ledger = Ledger()
        self.rows: dict[str, dict[str, Row]] = {name: {} for name in (*LISTS, *TRANSACTIONS, "Attachable")}
        self.rows["CompanyInfo"] = {}
        self.rows["Preferences"] = {}
        self.past = Past()
        self.unfinished: list[Unfinished] = []
        self.deleted: dict[str, dict[str, float]] = defaultdict(dict)
        self.touched: dict[str, dict[str, float]] = defaultdict(dict)
        self.sequence: dict[str, int] = {
            "transactions": int(seed["first_transaction_id"]),
            "names": 60,
            "Class": 5000000000000000900,
            "Attachable": 5000000000000000011,
        }
        self.settled: dict[str, dict[str, Decimal]] = defaultdict(dict)
        self.matched: list[str] = []
        self.answers: dict[str, list[Any]] = {}
        self.alterations: list[Row] = []
        self.failures: list[Row] = []
        self.contents: dict[str, bytes] = {}
        self._plant()

    def _plant(self) -> None:
        for name in (*LISTS, "CompanyInfo", "Preferences"):
            value = self.seed.get(name, [])
            for row in [value] if isinstance(value, dict) else value:
                planted = exact(row)
                planted.setdefault("Id", "1")
                self.store(name, planted)
        self.reindex()

    # -- settings ---------------------------------------------------------------------------------------------------

    @property
    def info(self) -> Row:
        """The CompanyInfo row."""
        return self.rows["CompanyInfo"]["1"]

    @property
    def preferences(self) -> Row:
        """The Preferences row."""
        return self.rows["Preferences"]["1"]

    @property
    def country(self) -> str:
        """Two-letter edition: US, CA, GB, FR ..."""
        return str(self.info.get("Country", "US"))

    @property
    def home_currency(self) -> str:
        """ISO code of the home currency."""
        return str(self.preferences["CurrencyPrefs"]["HomeCurrency"]["value"])

    @property
    def multi_currency(self) -> bool:
        """Whether transactions must name their currency (quickbooks.md 6.2)."""
        return bool(self.preferences["CurrencyPrefs"].get("MultiCurrencyEnabled"))

    @property
    def uses_tax(self) -> bool:
        """Whether sales tax is on; off, tax members are ignored."""
        return bool(self.preferences["TaxPrefs"].get("UsingSalesTax"))

    @property
    def plan(self) -> int:
        """Position of the subscription in PLANS, from OfferingSku, the only documented sign (6.1)."""
        sku = self.name_value(self.info, "OfferingSku")
        return next((index for index, plan in enumerate(PLANS) if sku.endswith(plan)), len(PLANS) - 1)

    @property
    def suspended(self) -> bool:
        """Whether the subscription ended, so that the books are read only (6190)."""
        status = self.name_value(self.info, "SubscriptionStatus")
        return status.upper() in ("EXPIRED", "SUSPENDED", "CANCELED", "CANCELLED")

    @property
    def close_date(self) -> str:
        """BookCloseDate as ISO text; empty while the books are open."""
        return str(self.preferences["AccountingInfoPrefs"].get("BookCloseDate") or "")

    def switch(self, name: str) -> bool:
        """Tell whether an entry of OtherPrefs is "true", with or without its group's name in front."""
        pairs = self.preferences.get("OtherPrefs", {}).get("NameValue", [])
        return any(pair["Name"].rsplit(".", 1)[-1] == name and str(pair["Value"]).lower() == "true" for pair in pairs)

    @staticmethod
    def name_value(row: Row, name: str) -> str:
        """Return a value of a NameValue list, empty when it is not there."""
        return next((str(pair["Value"]) for pair in row.get("NameValue", []) if pair["Name"] == name), "")

    # -- time and identity ------------------------------------------------------------------------------------------

    def now(self) -> datetime:
        """Return the practice time in the Pacific zone."""
        return self.clock.now().astimezone(PACIFIC)

    def today(self) -> str:
        """Return the server's date (Pacific), QuickBooks' default for TxnDate."""
        return self.now().date().isoformat()

    def next_id(self, entity: str) -> str:
        """Return a fresh Id; transactions share one sequence, names another, as in QuickBooks."""
        if entity in TRANSACTIONS:
            name = "transactions"
        elif entity in NAME_LISTS:
            name = "names"
        else:
            name = entity
        if name not in self.sequence:
            self.sequence[name] = max((int(id_) for id_ in self.rows.get(entity, ())), default=0) + 1
        number = self.sequence[name]
        self.sequence[name] = number + 1
        return str(number)

    # -- storing ----------------------------------------------------------------------------------------------------

    def store(self, entity: str, row: Row) -> Row:
        """Keep a row under its Id with a fresh time stamp and the next SyncToken, and index it."""
        old = self.rows[entity].get(row["Id"])
        if old is not None:
            self._unindex(entity, old)
        moment = self.now()
        self.past.remember(moment.timestamp(), entity, row["Id"], old)
        stamp = moment.isoformat(timespec="seconds")
        made = old["MetaData"]["CreateTime"] if old else stamp
        row["SyncToken"] = str(int(old["SyncToken"]) + 1) if old else str(row.get("SyncToken") or "0")
        row["MetaData"] = {"CreateTime": made, "LastUpdatedTime": stamp}
        self.rows[entity][row["Id"]] = row
        self.touched[entity][row["Id"]] = moment.timestamp()
        self._index(entity, row)
        if old is not None and entity in TITLE_LISTS:
            self._retitle(entity)
        return row

    def _retitle(self, entity: str) -> None:
        """Name all rows of a list anew: children carry the names of their parents."""
        self.titles[entity] = {fold(self.qualified(entity, row)): id_ for id_, row in self.rows[entity].items()}

    def record(self, entity: str, id_: str, document: Document) -> Row:
        """Store a transaction with its postings and settlements in place of what it was before."""
        key = f"{entity}:{id_}"
        row = document.row
        row["Id"] = id_
        currency = row.get("CurrencyRef", {}).get("value", self.home_currency)
        rate = row.get("ExchangeRate") or Decimal(1)
        self.ledger.put(key, row["TxnDate"], rate, currency, document.postings, document.taxes)
        self._unsettle(key)
        for target, amount in document.settles.items():
            self.settled[target][key] = amount
        if document.open_amount is not None:
            row["_open"] = document.open_amount
        return self.store(entity, row)

    def erase(self, entity: str, id_: str) -> None:
        """Delete a transaction or an attachable: its postings are reversed, its attachments stay."""
        row = self.rows[entity].pop(id_)
        self.past.remember(self.clock.now().timestamp(), entity, id_, row)
        self._unindex(entity, row)
        key = f"{entity}:{id_}"
        self.ledger.remove(key)
        self._unsettle(key)
        self.touched[entity].pop(id_, None)
        self.deleted[entity][id_] = self.clock.now().timestamp()

    def _unsettle(self, key: str) -> None:
        for target, payments in list(self.settled.items()):
            if payments.pop(key, None) is not None and not payments:
                del self.settled[target]

    def paid(self, key: str, *, but: str = "") -> Decimal:
        """Return how much of an open transaction is settled, not counting the payment ``but``."""
        return sum((amount for payer, amount in self.settled.get(key, {}).items() if payer != but), ZERO)

    # -- indexes ----------------------------------------------------------------------------------------------------

    def reindex(self) -> None:
        """Build all indexes anew."""
        self.names: dict[str, tuple[str, str]] = {}
        self.titles: dict[str, dict[str, str]] = defaultdict(dict)
        self.account_numbers: dict[str, str] = {}
        self.children: dict[str, dict[str, None]] = defaultdict(dict)
        self.documents: dict[str, dict[str, dict[str, None]]] = defaultdict(lambda: defaultdict(dict))
        self.spaces: dict[str, dict[str, dict[str, None]]] = defaultdict(lambda: defaultdict(dict))
        self.attached: dict[str, dict[str, None]] = defaultdict(dict)
        self.owed: dict[str, dict[str, None]] = defaultdict(dict)
        for entity, rows in self.rows.items():
            for row in rows.values():
                self._index(entity, row)

    def _index(self, entity: str, row: Row) -> None:
        if not hasattr(self, "names"):
            return
        id_ = row["Id"]
        if entity in NAME_LISTS:
            self.names[fold(row["DisplayName"])] = (entity, id_)
        elif entity in TITLE_LISTS:
            self.titles[entity][fold(self.qualified(entity, row))] = id_
            if entity == "Account" and row.get("AcctNum"):
                self.account_numbers[fold(row["AcctNum"])] = id_
            if entity == "Account" and "ParentRef" in row:
                self.children[row["ParentRef"]["value"]][id_] = None
        elif entity == "Attachable":
            for reference in row.get("AttachableRef", []):
                if key := attached_key(reference):
                    self.attached[key][id_] = None
        if entity in ("Bill", "VendorCredit"):
            self.owed[row["VendorRef"]["value"]][f"{entity}:{id_}"] = None
        if entity in TRANSACTIONS and row.get("DocNumber"):
            self.documents[entity][fold(row["DocNumber"])][id_] = None
            self.spaces[number_space(entity, row)][fold(row["DocNumber"])][id_] = None

    def _unindex(self, entity: str, row: Row) -> None:
        if not hasattr(self, "names"):
            return
        id_ = row["Id"]
        if entity in NAME_LISTS:
            self.names.pop(fold(row["DisplayName"]), None)
        elif entity in TITLE_LISTS:
            self.titles[entity].pop(fold(self.qualified(entity, row)), None)
            if entity == "Account" and row.get("AcctNum"):
                self.account_numbers.pop(fold(row["AcctNum"]), None)
            if entity == "Account" and "ParentRef" in row:
                self.children[row["ParentRef"]["value"]].pop(id_, None)
        elif entity == "Attachable":
            for reference in row.get("AttachableRef", []):
                if key := attached_key(reference):
                    self.attached[key].pop(id_, None)
        if entity in ("Bill", "VendorCredit"):
            self.owed[row["VendorRef"]["value"]].pop(f"{entity}:{id_}", None)
        if entity in TRANSACTIONS and row.get("DocNumber"):
            for index in (self.documents[entity], self.spaces[number_space(entity, row)]):
                index[fold(row["DocNumber"])].pop(id_, None)

    def qualified(self, entity: str, row: Row) -> str:
        """Return ``Parent:Child`` (five levels at most, quickbooks.md 7)."""
        name = str(row.get("Name") or row.get("DisplayName") or row.get("Code") or "")
        parent = row.get("ParentRef", {}).get("value")
        above = self.rows[entity].get(parent) if parent else None
        return f"{self.qualified(entity, above)}:{name}" if above else name


def fold(text: str) -> str:
    """Return a text as QuickBooks compares names and numbers: without case (quickbooks.md 5.1)."""
    return text.casefold().strip()


def attached_key(reference: Row) -> str:
    """Return ``type:value`` of an AttachableRef, empty when it points at nothing."""
    entity = reference.get("EntityRef") or {}
    return f"{fold(entity.get('type', ''))}:{entity['value']}" if "value" in entity else ""


def number_space(entity: str, row: Row) -> str:
    """Return the space in which a DocNumber must be unique: its transaction type, for bills the vendor too (12.4)."""
    if entity == "Purchase":
        if row["PaymentType"] == "Check":
            return "Check"
        return "Credit Card Credit" if row.get("Credit") else "Expense"
    if entity == "Bill":
        return f"Bill/{row['VendorRef']['value']}"
    return {"JournalEntry": "Journal Entry", "VendorCredit": "Vendor Credit", "BillPayment": "Bill Payment"}[entity]


def exact(value: Any) -> Any:
    """Return plain data with the numbers of a seed or control as decimals: floats and the texts of rates."""
    if isinstance(value, dict):
        return {
            name: Decimal(item) if name in ("RateValue", "Rate") and isinstance(item, str) else exact(item)
            for name, item in value.items()
        }
    if isinstance(value, list):
        return [exact(item) for item in value]
    return Decimal(str(value)) if isinstance(value, float) else value
