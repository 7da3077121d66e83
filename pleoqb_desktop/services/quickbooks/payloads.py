"""Our values as QuickBooks' JSON, as it makes entries, vendors and accounts (quickbooks.md 7 to 15); decides nothing."""

from pleoqb_desktop.domain.entries import (
    Bill,
    BillPayment,
    CreditCardPayment,
    Deposit,
    Entry,
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
from pleoqb_desktop.ports.ledger import NewAccount
from pleoqb_desktop.services.quickbooks.wire import Json


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
            body.pop("TxnTaxDetail", None)  # not listed for a VendorCredit (quickbooks.md 13)
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
        detail["CustomerRef"] = _ref(line.project_id)
        if line.says_not_billable:  # with a customer and no status the default may be Billable (quickbooks.md 10)
            detail["BillableStatus"] = "NotBillable"
    if taxes and line.tax:
        detail["TaxCodeRef"] = _ref(line.tax.code_id)
    return _line("AccountBasedExpenseLineDetail", line, detail)


def _deposit_line(line: Line, *, taxes: bool) -> Json:
    detail: Json = {"AccountRef": _ref(line.account_id)}
    if line.party:
        # A plain reference with the type in capitals here, unlike in a journal entry (quickbooks.md 14).
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
        if line.party.type == "Customer" and line.says_not_billable:
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
    """Net lines with the VAT said per rate: all rates of every code, each once (quickbooks.md 9.3, Override).

    With a rate among them that it refused to be told nothing is said: it computes the same (entries.with_computed_tax saw to it).
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
    """The body that makes a vendor; its currency can be set now only (quickbooks.md 11)."""
    body: Json = {"DisplayName": party.name}
    if multi_currency and party.currency:
        body["CurrencyRef"] = _ref(party.currency)
    return body


def account_json(account: NewAccount) -> Json:
    """The body that makes an account (quickbooks.md 7)."""
    body: Json = {"Name": account.name, "AccountType": account.type, "AccountSubType": account.sub_type}
    if account.number:
        body["AcctNum"] = account.number
    if account.currency:
        body["CurrencyRef"] = _ref(account.currency)
    if account.journal_code_id:
        body["JournalCodeRef"] = _ref(account.journal_code_id)
    return body
