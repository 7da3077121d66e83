"""QuickBooks' JSON as our values (quickbooks.md 6 to 15); decides nothing."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from pleoqb_desktop.domain import books
from pleoqb_desktop.domain.countries import two_letters
from pleoqb_desktop.domain.entries import EntryKind
from pleoqb_desktop.domain.money import ZERO
from pleoqb_desktop.ports.ledger import Attachment, FileOnEntries, PostedEntry
from pleoqb_desktop.services.quickbooks.kinds import ENTITY

Json = dict[str, Any]

# Appended to the names of inactive list objects (quickbooks.md 5.1), numbered when the name is taken; at any part of a full name
_DELETED = re.compile(r" \(deleted(?:-\d+)?\)(?=:|\Z)")


def decimal(value: object) -> Decimal | None:
    """A JSON number (or number in text) as Decimal; None when it is none."""
    if value is None or isinstance(value, bool):
        return None
    try:
        return Decimal(str(value))
    except InvalidOperation:
        return None


def reference(body: Mapping[str, Any], name: str) -> str | None:
    """The id behind a reference member."""
    value = body.get(name)
    return str(value["value"]) if isinstance(value, dict) and value.get("value") is not None else None


def _flag(value: object, *, default: bool = False) -> bool:
    return value.lower() == "true" if isinstance(value, str) else default if value is None else bool(value)


def _plain_name(name: str) -> str:
    return _DELETED.sub("", name)


def account(body: Json) -> books.Account:
    """An account."""
    name = _plain_name(str(body.get("Name", "")))
    return books.Account(
        id=str(body["Id"]),
        name=name,
        type=str(body.get("AccountType", "")),
        sub_type=body.get("AccountSubType"),
        number=body.get("AcctNum") or None,
        currency=reference(body, "CurrencyRef"),
        active=_flag(body.get("Active"), default=True),
        full_name=_plain_name(str(body.get("FullyQualifiedName") or name)),
        tax_code_id=reference(body, "TaxCodeRef"),
        balance=decimal(body.get("CurrentBalance")),
        journal_code_id=reference(body, "JournalCodeRef"),
        location_type=body.get("TxnLocationType"),
        description=body.get("Description"),
    )


def tax_code(body: Json) -> books.TaxCode:
    """A VAT code with its purchase rates."""
    details = (body.get("PurchaseTaxRateList") or {}).get("TaxRateDetail") or []
    return books.TaxCode(
        id=str(body["Id"]),
        name=_plain_name(str(body.get("Name", ""))),
        description=body.get("Description"),
        active=_flag(body.get("Active"), default=True),
        hidden=_flag(body.get("Hidden")),
        purchase_rates=tuple(
            books.CodeRate(
                rate, str(one.get("TaxTypeApplicable") or books.RateApplies.ON_AMOUNT), int(one.get("TaxOrder") or 0)
            )
            for one in details
            if (rate := reference(one, "TaxRateRef"))
        ),
    )


def tax_rate(body: Json) -> books.TaxRate:
    """A VAT rate with its history; one with a history may tell no plain value (quickbooks.md 19)."""
    periods = tuple(
        books.RatePeriod(decimal(one.get("RateValue")) or ZERO, day(one.get("EffectiveDate")), day(one.get("EndDate")))
        for one in body.get("EffectiveTaxRate") or []
    )
    plain, latest = decimal(body.get("RateValue")), books.latest(periods)
    return books.TaxRate(
        id=str(body["Id"]),
        name=_plain_name(str(body.get("Name", ""))),
        percent=plain if plain is not None else latest.percent if latest else ZERO,
        active=_flag(body.get("Active"), default=True),
        read_only=body.get("DisplayType") == "ReadOnly",
        special=str(body.get("SpecialTaxType") or "NONE"),
        periods=periods,
    )


def day(value: object) -> date | None:
    """The day of a date or a date-time; None for anything else."""
    try:
        return date.fromisoformat(str(value)[:10]) if value else None
    except ValueError:
        return None


def dimension_value(body: Json) -> books.DimensionValue:
    """A class, a location, or a project (a customer)."""
    name = _plain_name(str(body.get("Name") or body.get("DisplayName") or ""))
    full = _plain_name(str(body.get("FullyQualifiedName") or name))
    return books.DimensionValue(
        str(body["Id"]), name, full, _flag(body.get("Active"), default=True), reference(body, "CurrencyRef")
    )


def is_project(body: Json) -> bool:
    """Whether a customer is a project (quickbooks.md 10)."""
    return _flag(body.get("IsProject"))


def vendor(body: Json) -> books.Vendor:
    """A vendor."""
    return books.Vendor(
        id=str(body["Id"]),
        name=_plain_name(str(body.get("DisplayName", ""))),
        active=_flag(body.get("Active"), default=True),
        currency=reference(body, "CurrencyRef"),
        account_number=body.get("AcctNum") or None,
        sync_token=str(body.get("SyncToken", "0")),
    )


def journal_code(body: Json) -> books.JournalCode:
    """A French journal code."""
    return books.JournalCode(
        str(body["Id"]),
        str(body.get("Name", "")),
        str(body.get("Type", "")),
        body.get("Description"),
        _flag(body.get("Active"), default=True),
    )


def company(info: Json, preferences: Json, realm_id: str) -> books.Company:
    """The company from CompanyInfo and Preferences (quickbooks.md 6)."""
    named = _named(info.get("NameValue"))
    other = _named((preferences.get("OtherPrefs") or {}).get("NameValue"))
    currency = preferences.get("CurrencyPrefs") or {}
    accounting = preferences.get("AccountingInfoPrefs") or {}
    return books.Company(
        realm_id=realm_id,
        name=str(info.get("CompanyName") or info.get("LegalName") or ""),
        country=two_letters(str(info.get("Country") or "")),
        home_currency=reference(currency, "HomeCurrency") or "",
        plan=named.get("OfferingSku"),
        languages=tuple(str(info.get("SupportedLanguages") or "").split(",")),
        multi_currency=_flag(currency.get("MultiCurrencyEnabled")),
        uses_account_numbers=_flag(accounting.get("UseAccountNumbers")),
        close_date=day(accounting.get("BookCloseDate")),
        class_tracking=_class_tracking(accounting),
        track_locations=_flag(accounting.get("TrackDepartments")),
        uses_tax=_flag((preferences.get("TaxPrefs") or {}).get("UsingSalesTax")),
        projects_enabled=_flag(other.get("ProjectsEnabled")),
        keeps_numbers=_flag(other.get("VendorAndPurchasesPrefs.UseCustomTxnNumbers"), default=True),
    )


def _class_tracking(accounting: Json) -> books.ClassTracking:
    if _flag(accounting.get("ClassTrackingPerTxnLine")):
        return books.ClassTracking.PER_LINE
    return (
        books.ClassTracking.PER_TRANSACTION if _flag(accounting.get("ClassTrackingPerTxn")) else books.ClassTracking.OFF
    )


def _named(values: Iterable[Json] | None) -> dict[str, str]:
    return {str(one.get("Name")): str(one.get("Value")) for one in values or ()}


def posted(kind: EntryKind, body: Json) -> PostedEntry:
    """An entry as QuickBooks holds it. Raises KeyError or ValueError for what is no entry."""
    txn_day = day(body.get("TxnDate"))
    if txn_day is None:
        raise ValueError("an entry without a date")
    named = _payee(body) if kind is EntryKind.JOURNAL_ENTRY else body
    return PostedEntry(
        kind=kind,
        id=str(body["Id"]),
        sync_token=str(body.get("SyncToken", "0")),
        day=txn_day,
        total=decimal(body.get("TotalAmt") if "TotalAmt" in body else body.get("Amount")),
        tax=_tax(kind, body),
        doc_number=body.get("DocNumber") or None,
        note=body.get("PrivateNote") or None,
        accounts=tuple(_accounts(kind, body)),
        vendor_id=reference(named, "VendorRef") or reference(named, "EntityRef"),
        vendor_name=_plain_name(str((named.get("VendorRef") or named.get("EntityRef") or {}).get("name") or "")),
        balance=decimal(body.get("Balance")),
        credit=_flag(body.get("Credit")),
        taxes=tuple(_taxes(body)),
    )


_OF_NET_LINES = frozenset({EntryKind.PURCHASE, EntryKind.BILL, EntryKind.VENDOR_CREDIT})


def _tax(kind: EntryKind, body: Json) -> Decimal | None:
    """VAT in all. Without TxnTaxDetail, which is not listed for a vendor credit (quickbooks.md 13) and which nothing has that a person
    took out of VAT (9.3, NotApplicable), it is what the total holds beyond the lines, whose amounts are net (9.3)."""
    told = body.get("TxnTaxDetail") or {}
    if told.get("TotalTax") is None and told.get("TaxLine"):
        return _added_up(told["TaxLine"])
    total = decimal(body.get("TotalAmt"))
    if not told and kind in _OF_NET_LINES and total is not None:
        return total - _added_up(body.get("Line") or [])
    return decimal(told.get("TotalTax"))


def _added_up(lines: Iterable[Json]) -> Decimal:
    return sum((decimal(line.get("Amount")) or ZERO for line in lines), ZERO)


def _taxes(body: Json) -> Iterable[tuple[str, Decimal]]:
    for line in (body.get("TxnTaxDetail") or {}).get("TaxLine") or []:
        if rate := reference(line.get("TaxLineDetail") or {}, "TaxRateRef"):
            yield rate, decimal(line.get("Amount")) or ZERO


def _payee(body: Json) -> Json:
    """The vendor that a journal entry's lines name, as a header would; empty where they name none."""
    details = (line.get("JournalEntryLineDetail") or {} for line in body.get("Line") or [])
    entities = (detail.get("Entity") or {} for detail in details)
    return next((entity for entity in entities if str(entity.get("Type", "")).lower() == "vendor"), {})


_MONEY_ACCOUNTS = {
    EntryKind.PURCHASE: ("AccountRef",),
    EntryKind.DEPOSIT: ("DepositToAccountRef",),
    EntryKind.TRANSFER: ("FromAccountRef", "ToAccountRef"),
    EntryKind.CREDIT_CARD_PAYMENT: ("BankAccountRef", "CreditCardAccountRef"),
}


def _accounts(kind: EntryKind, body: Json) -> Iterable[tuple[str, Decimal]]:
    """Money accounts first, each with the total, then the account and net amount of every line."""
    total = decimal(body.get("TotalAmt") if "TotalAmt" in body else body.get("Amount")) or ZERO
    for name in _MONEY_ACCOUNTS.get(kind, ()):
        yield reference(body, name) or "", total
    if kind is EntryKind.BILL_PAYMENT:
        yield (
            reference(body.get("CheckPayment") or {}, "BankAccountRef")
            or (reference(body.get("CreditCardPayment") or {}, "CCAccountRef") or ""),
            total,
        )
    for line in body.get("Line") or []:
        detail = line.get(str(line.get("DetailType"))) or {}
        account_id = reference(detail, "AccountRef")
        if account_id:
            sign = -1 if detail.get("PostingType") == "Credit" else 1
            yield account_id, sign * (decimal(line.get("Amount")) or ZERO)
    if kind is EntryKind.DEPOSIT and (cash := body.get("CashBack") or {}):
        # What of a deposit did not reach its account but another one, which it goes into as a line goes out of its own.
        yield reference(cash, "AccountRef") or "", -(decimal(cash.get("Amount")) or ZERO)


def attachment(body: Json) -> Attachment:
    """A file on an entry."""
    refs = [reference(one, "EntityRef") for one in body.get("AttachableRef") or []]
    return Attachment(
        str(body["Id"]),
        str(body.get("SyncToken", "0")),
        str(body.get("FileName", "")),
        tuple(ref for ref in refs if ref),
        int(body.get("Size") or 0),
        str(body.get("Note") or ""),
    )


def file_on_entries(body: Json) -> FileOnEntries:
    """What tells whose a file is, and its size."""
    note, size = str(body.get("Note") or ""), int(body.get("Size") or 0)
    return FileOnEntries(str(body.get("FileName") or ""), note, tuple(attached_to(body)), size)


def attached_to(body: Json) -> Iterable[tuple[EntryKind, str]]:
    """The entries that a file hangs on, by kind and id; other things that it may hang on are left out."""
    kinds = {name.lower().removesuffix("txn"): kind for kind, name in ENTITY.items()}
    for one in body.get("AttachableRef") or []:
        kind = kinds.get(str((one.get("EntityRef") or {}).get("type") or "").lower().removesuffix("txn"))
        if kind and (external_id := reference(one, "EntityRef")):
            yield kind, external_id
