"""QuickBooks' JSON to our values and back (quickbooks-api.md 6 to 15); decides nothing."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from pleoqb_desktop.domain import books
from pleoqb_desktop.domain.entries import (
    Bill,
    BillPayment,
    CreditCardPayment,
    Deposit,
    Entry,
    EntryKind,
    Header,
    JournalEntry,
    Line,
    Party,
    PaymentType,
    Purchase,
    Transfer,
    VendorCredit,
    tax_by_rate,
)
from pleoqb_desktop.domain.money import ZERO
from pleoqb_desktop.ports.ledger import Attachment, NewAccount, PostedEntry

Json = dict[str, Any]

ENTITY = {
    EntryKind.PURCHASE: "Purchase",
    EntryKind.DEPOSIT: "Deposit",
    EntryKind.TRANSFER: "Transfer",
    EntryKind.BILL: "Bill",
    EntryKind.VENDOR_CREDIT: "VendorCredit",
    EntryKind.BILL_PAYMENT: "BillPayment",
    EntryKind.JOURNAL_ENTRY: "JournalEntry",
    EntryKind.CREDIT_CARD_PAYMENT: "CreditCardPaymentTxn",
}
"""The JSON name of each kind."""

PATH = {kind: name.lower() for kind, name in ENTITY.items()} | {EntryKind.CREDIT_CARD_PAYMENT: "creditcardpayment"}
"""The address of each kind (quickbooks-api.md 2 and 14)."""

PAGE = {
    EntryKind.PURCHASE: "expense",
    EntryKind.DEPOSIT: "deposit",
    EntryKind.TRANSFER: "transfer",
    EntryKind.BILL: "bill",
    EntryKind.VENDOR_CREDIT: "vendorcredit",
    EntryKind.BILL_PAYMENT: "billpayment",
    EntryKind.JOURNAL_ENTRY: "journal",
    EntryKind.CREDIT_CARD_PAYMENT: "creditcardpayment",
}
"""The page of the web product that shows an entry."""

_DELETED = " (deleted)"  # appended to the names of inactive list objects (quickbooks-api.md 5.1)


# -- entries to JSON -------------------------------------------------------------------------------------------------------


def entry_json(entry: Entry, *, taxes: bool) -> Json:
    """The body that makes an entry. `taxes`: the company has VAT on purchases, so lines carry codes and the header the sums."""
    match entry:
        case Purchase():
            body = _with_lines(entry.header, entry.lines, taxes=taxes)
            body |= {"PaymentType": entry.payment_type.value, "AccountRef": _ref(entry.account_id)}
            if entry.vendor:
                body["EntityRef"] = {"value": entry.vendor.reference, "type": entry.vendor.type}
            if entry.credit:
                body["Credit"] = True
        case Bill():
            body = _with_lines(entry.header, entry.lines, taxes=taxes) | {"VendorRef": _ref(entry.vendor.reference)}
            if entry.due:
                body["DueDate"] = entry.due.isoformat()
        case VendorCredit():
            body = _with_lines(entry.header, entry.lines, taxes=taxes) | {"VendorRef": _ref(entry.vendor.reference)}
            body.pop("TxnTaxDetail", None)  # not listed for a VendorCredit (quickbooks-api.md 13)
        case Deposit():
            body = _header(entry.header) | {
                "DepositToAccountRef": _ref(entry.account_id),
                "Line": [_deposit_line(line, taxes=taxes) for line in entry.lines],
            }
            body |= _taxes(entry.lines) if taxes else {}
        case JournalEntry():
            body = _header(entry.header) | {
                "Line": [_journal_line(line, entry.journal_code_id) for line in entry.lines]
            }
            if any(line.tax for line in entry.lines):
                # With VAT on both sides no sum per rate is published; the lines' TaxAmount alone tells it then.
                one_sided = len({line.side for line in entry.lines if line.tax}) == 1
                body |= _taxes(entry.lines) if one_sided else {"GlobalTaxCalculation": "TaxExcluded"}
        case Transfer():
            body = _header(entry.header) | {
                "FromAccountRef": _ref(entry.from_account_id),
                "ToAccountRef": _ref(entry.to_account_id),
                "Amount": entry.total,
            }
        case CreditCardPayment():
            body = _header(entry.header) | {
                "BankAccountRef": _ref(entry.bank_account_id),
                "CreditCardAccountRef": _ref(entry.card_account_id),
                "Amount": entry.total,
            }
        case BillPayment():
            body = _bill_payment(entry)
    return body


def _ref(value: str) -> Json:
    return {"value": value}


def _header(header: Header) -> Json:
    body: Json = {"TxnDate": header.day.isoformat(), "PrivateNote": header.note}
    if header.doc_number:
        body["DocNumber"] = header.doc_number
    if header.currency:
        body["CurrencyRef"] = _ref(header.currency)
        body["ExchangeRate"] = header.exchange_rate
    if header.location_id:
        body["DepartmentRef"] = _ref(header.location_id)
    if header.location_type:
        body["TransactionLocationType"] = header.location_type
    return body


def _with_lines(header: Header, lines: tuple[Line, ...], *, taxes: bool) -> Json:
    body = _header(header) | {"Line": [_expense_line(line, taxes=taxes) for line in lines]}
    return body | (_taxes(lines) if taxes else {})


def _expense_line(line: Line, *, taxes: bool) -> Json:
    detail: Json = {"AccountRef": _ref(line.account_id)}
    if line.class_id:
        detail["ClassRef"] = _ref(line.class_id)
    if line.project_id:
        # Always said: with a customer and no status the default may be Billable (quickbooks-api.md 10).
        detail |= {"CustomerRef": _ref(line.project_id), "BillableStatus": "NotBillable"}
    if taxes and line.tax:
        detail["TaxCodeRef"] = _ref(line.tax.code_id)
    return _line("AccountBasedExpenseLineDetail", line, detail)


def _deposit_line(line: Line, *, taxes: bool) -> Json:
    detail: Json = {"AccountRef": _ref(line.account_id)}
    if line.party:
        # A plain reference with the type in capitals here, unlike in a journal entry (quickbooks-api.md 14).
        detail["Entity"] = {"value": line.party.reference, "type": line.party.type.upper()}
    if line.class_id:
        detail["ClassRef"] = _ref(line.class_id)
    if taxes and line.tax:
        detail |= {"TaxCodeRef": _ref(line.tax.code_id), "TaxApplicableOn": "Purchase"}
    return _line("DepositLineDetail", line, detail)


def _journal_line(line: Line, journal_code_id: str | None) -> Json:
    detail: Json = {"PostingType": line.side.value, "AccountRef": _ref(line.account_id)}
    if line.party:
        detail["Entity"] = {"Type": line.party.type, "EntityRef": _ref(line.party.reference)}
        if line.party.type == "Customer":
            detail["BillableStatus"] = "NotBillable"
    if line.class_id:
        detail["ClassRef"] = _ref(line.class_id)
    if line.location_id:
        detail["DepartmentRef"] = _ref(line.location_id)
    if line.tax:
        detail |= {"TaxCodeRef": _ref(line.tax.code_id), "TaxApplicableOn": "Purchase", "TaxAmount": line.tax.amount}
    if journal_code_id:
        detail["JournalCodeRef"] = _ref(journal_code_id)
    return _line("JournalEntryLineDetail", line, detail)


def _line(detail_type: str, line: Line, detail: Json) -> Json:
    body: Json = {"Amount": line.net, "DetailType": detail_type, detail_type: detail}
    if line.description:
        body["Description"] = line.description
    return body


def _taxes(lines: tuple[Line, ...]) -> Json:
    """Net lines with the VAT said per rate: all rates of every code, each once (quickbooks-api.md 9.3, Override).

    With a read-only rate among them nothing is said: QuickBooks computes the same (the rules saw to it).
    """
    if not all(line.tax.overridable for line in lines if line.tax):
        return {"GlobalTaxCalculation": "TaxExcluded"}
    total = sum((line.tax.amount for line in lines if line.tax), ZERO)
    tax_lines = [
        {
            "Amount": part.amount,
            "DetailType": "TaxLineDetail",
            "TaxLineDetail": {
                "TaxRateRef": _ref(part.rate_id),
                "PercentBased": True,
                "TaxPercent": part.percent,
                "NetAmountTaxable": part.net,
            },
        }
        for part in tax_by_rate(lines)
    ]
    return {"GlobalTaxCalculation": "TaxExcluded", "TxnTaxDetail": {"TotalTax": total, "TaxLine": tax_lines}}


def _bill_payment(entry: BillPayment) -> Json:
    body = _header(entry.header) | {
        "VendorRef": _ref(entry.vendor.reference),
        "PayType": entry.payment_type.value,
        "TotalAmt": entry.total,
        "Line": [
            {"Amount": link.amount, "LinkedTxn": [{"TxnId": link.id or f"new:{link.position}", "TxnType": link.type}]}
            for link in entry.links
        ],
    }
    if entry.payment_type is PaymentType.CREDIT_CARD:
        body["CreditCardPayment"] = {"CCAccountRef": _ref(entry.account_id)}
    else:
        body["CheckPayment"] = {"BankAccountRef": _ref(entry.account_id), "PrintStatus": "NotSet"}
    return body


def vendor_json(party: Party, *, multi_currency: bool) -> Json:
    """The body that makes a vendor; its currency can be set now only (quickbooks-api.md 11)."""
    body: Json = {"DisplayName": party.name}
    if multi_currency and party.currency:
        body["CurrencyRef"] = _ref(party.currency)
    return body


def account_json(account: NewAccount) -> Json:
    """The body that makes an account (quickbooks-api.md 7)."""
    body: Json = {"Name": account.name, "AccountType": account.type, "AccountSubType": account.sub_type}
    if account.number:
        body["AcctNum"] = account.number
    if account.currency:
        body["CurrencyRef"] = _ref(account.currency)
    if account.journal_code_id:
        body["JournalCodeRef"] = _ref(account.journal_code_id)
    return body


# -- JSON to values --------------------------------------------------------------------------------------------------------


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
    return name.removesuffix(_DELETED)


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
    """A VAT rate with its history."""
    return books.TaxRate(
        id=str(body["Id"]),
        name=_plain_name(str(body.get("Name", ""))),
        percent=decimal(body.get("RateValue")) or ZERO,
        active=_flag(body.get("Active"), default=True),
        read_only=body.get("DisplayType") == "ReadOnly",
        special=str(body.get("SpecialTaxType") or "NONE"),
        periods=tuple(
            books.RatePeriod(
                decimal(one.get("RateValue")) or ZERO, day(one.get("EffectiveDate")), day(one.get("EndDate"))
            )
            for one in body.get("EffectiveTaxRate") or []
        ),
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
    """Whether a customer is a project (quickbooks-api.md 10)."""
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
    """The company from CompanyInfo and Preferences (quickbooks-api.md 6)."""
    named = _named(info.get("NameValue"))
    other = _named((preferences.get("OtherPrefs") or {}).get("NameValue"))
    currency = preferences.get("CurrencyPrefs") or {}
    accounting = preferences.get("AccountingInfoPrefs") or {}
    return books.Company(
        realm_id=realm_id,
        name=str(info.get("CompanyName") or info.get("LegalName") or ""),
        country=str(info.get("Country") or "").upper()[:2],
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
    tax = (body.get("TxnTaxDetail") or {}).get("TotalTax")
    named = _payee(body) if kind is EntryKind.JOURNAL_ENTRY else body
    return PostedEntry(
        kind=kind,
        id=str(body["Id"]),
        sync_token=str(body.get("SyncToken", "0")),
        day=txn_day,
        total=decimal(body.get("TotalAmt") if "TotalAmt" in body else body.get("Amount")),
        tax=decimal(tax),
        doc_number=body.get("DocNumber") or None,
        note=body.get("PrivateNote") or None,
        accounts=tuple(_accounts(kind, body)),
        vendor_id=reference(named, "VendorRef") or reference(named, "EntityRef"),
        vendor_name=str((named.get("VendorRef") or named.get("EntityRef") or {}).get("name") or ""),
        balance=decimal(body.get("Balance")),
    )


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


def attachment(body: Json) -> Attachment:
    """A file on an entry."""
    refs = [reference(one, "EntityRef") for one in body.get("AttachableRef") or []]
    return Attachment(
        str(body["Id"]),
        str(body.get("SyncToken", "0")),
        str(body.get("FileName", "")),
        tuple(ref for ref in refs if ref),
    )
