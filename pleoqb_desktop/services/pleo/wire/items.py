"""Export items, as an export job hands them out."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from decimal import Decimal
from uuid import UUID

import msgspec

from pleoqb_desktop.domain import spend
from pleoqb_desktop.domain.money import Money, from_cents
from pleoqb_desktop.ports.spend import UnreadableItem
from pleoqb_desktop.services.pleo.wire.envelope import Wire, check_number, moment_of


class MoneyWire(Wire):
    """The export API's money: hundredths."""

    currency: str
    value: Decimal

    def __post_init__(self) -> None:
        check_number(self.value)

    def money(self) -> Money:
        """As money in units of the currency. Raises ValueError for the currency UNDEFINED, which Pleo's list has."""
        return from_cents(self.value, self.currency)


class AmountWire(Wire):
    """An amount in both currencies."""

    in_wallet_currency: MoneyWire
    in_supplier_currency: MoneyWire

    def original(self) -> Money:
        """What the supplier charged; where Pleo knows no currency of the supplier's, the amount in wallet currency."""
        undefined = self.in_supplier_currency.currency == "UNDEFINED"
        return (self.in_wallet_currency if undefined else self.in_supplier_currency).money()


class AccountNameWire(Wire):
    """AccountV3 and ContraAccount."""

    id: str
    name: str
    code: str | None = None
    identifier: str | None = None

    def value(self) -> spend.LedgerAccountName:
        """As a value; empty texts count as absent."""
        return spend.LedgerAccountName(self.id, self.name, self.identifier or None, self.code or None)


class TaxWire(Wire):
    """TaxV3."""

    id: str
    amount: AmountWire
    rate: Decimal
    type: str
    code: str | None = None

    def __post_init__(self) -> None:
        check_number(self.rate)


class TagWire(Wire):
    """TagV3."""

    id: str
    code: str
    group_code: str


class LineWire(Wire):
    """ExportItemLineV3."""

    accounting_entry_line_id: str
    line_amount: AmountWire
    net_amount: AmountWire
    account: AccountNameWire | None = None
    tags: list[TagWire | None] | None = None
    tax: TaxWire | None = None

    def value(self) -> spend.SpendLine:
        """As a value, in wallet currency."""
        tax = self.tax
        return spend.SpendLine(
            self.accounting_entry_line_id,
            self.line_amount.in_wallet_currency.money(),
            self.net_amount.in_wallet_currency.money(),
            self.account.value() if self.account else None,
            spend.LineTax(tax.id, tax.code or None, tax.type, tax.rate, tax.amount.in_wallet_currency.money())
            if tax
            else None,
            tuple(spend.Tag(tag.id, tag.group_code, tag.code) for tag in self.tags or () if tag),
        )


class SupplierWire(Wire):
    """SupplierV3."""

    name: str | None = None
    code: str | None = None
    account: str | None = None
    country: str | None = None
    tax_identifier: str | None = None


class VendorWire(Wire):
    """VendorV3."""

    id: str
    name: str
    code: str | None = None
    external_id: str | None = None
    default_currency: str | None = None
    tax_registration_number: str | None = None


class NamedWire(Wire):
    """A person or a team."""

    id: str
    name: str
    code: str | None = None


class FileWire(Wire):
    """ExportItemFile."""

    url: str
    type: str
    size: Decimal = Decimal(0)

    def __post_init__(self) -> None:
        check_number(self.size)


class InvoiceWire(Wire):
    """InvoiceInformationV3; dates come as days or as times (pleo.md 2, Dates)."""

    invoice_number: str
    invoice_date: str | None = None
    due_date: str | None = None
    status: str | None = None


class AdditionalWire(Wire):
    """ExportItemAdditionalInformationV3."""

    reconciliation_id: str
    attendees: list[str | None] | None = None
    invoice_information: InvoiceWire | None = None
    reconciled_entries: list[str | None] | None = None


class BookkeepingWire(Wire):
    """BookkeepingV3."""

    method: str


class LinksWire(Wire):
    """LinksResponse."""

    web: dict[str, str] | None = None


class ItemWire(Wire):
    """ExportItemV3."""

    accounting_entry_id: str
    accounting_entry_lines: list[LineWire]
    additional_information: AdditionalWire
    amount: AmountWire
    company_id: str
    date: str
    type: str
    links: LinksWire | None = msgspec.field(default=None, name="_links")
    bookkeeping: BookkeepingWire | None = None
    contra_account: AccountNameWire | None = None
    files: list[FileWire | None] | None = None
    note: str | None = None
    sub_type: str | None = None
    supplier: SupplierWire | None = None
    team: NamedWire | None = None
    user: NamedWire | None = None
    vendor: VendorWire | None = None

    def value(self) -> spend.ExportItem:
        """As a value. Raises ValueError where an amount or a date is none."""
        more = self.additional_information
        supplier, vendor = self.supplier, self.vendor
        return spend.ExportItem(
            accounting_entry_id=self.accounting_entry_id,
            company_id=self.company_id,
            type=self.type,
            sub_type=self.sub_type or None,
            date=_moment(self.date),
            amount=self.amount.in_wallet_currency.money(),
            original_amount=self.amount.original(),
            lines=tuple(line.value() for line in self.accounting_entry_lines),
            reconciliation_id=more.reconciliation_id,
            reconciled_entries=_present(more.reconciled_entries),
            attendees=_present(more.attendees),
            invoice=_invoice(more.invoice_information),
            supplier=spend.Supplier(
                supplier.name, supplier.code, supplier.account, supplier.country, supplier.tax_identifier
            )
            if supplier
            else None,
            vendor=spend.TaggedVendor(
                vendor.id,
                vendor.name,
                vendor.code,
                vendor.external_id,
                vendor.default_currency,
                vendor.tax_registration_number,
            )
            if vendor
            else None,
            person=spend.Person(self.user.id, self.user.name, self.user.code) if self.user else None,
            team=self.team.name if self.team else None,
            note=self.note or None,
            contra_account=self.contra_account.value() if self.contra_account else None,
            bookkeeping_method=self.bookkeeping.method if self.bookkeeping else None,
            files=tuple(spend.ReceiptFile(file.url, file.type, int(file.size)) for file in self.files or () if file),
            link=(self.links.web or {}).get("exportItem") if self.links else None,
        )


def _present(values: Sequence[str | None] | None) -> tuple[str, ...]:
    return tuple(value for value in values or () if value)


def _moment(text: str) -> datetime:
    """A time; a day without a time is taken at noon, so that it stays that day in every inhabited zone but the outermost.

    Raises ValueError or msgspec.ValidationError for what is neither.
    """
    if len(text) == len("2026-01-31"):
        return datetime.combine(date.fromisoformat(text), time(12), UTC)
    return moment_of(text)


def _day(text: str | None) -> date | None:
    """The day of a date or a date-time; None for what is neither, since invoice dates decide nothing."""
    try:
        return date.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None


def _invoice(wire: InvoiceWire | None) -> spend.Invoice | None:
    return (
        spend.Invoice(wire.invoice_number, _day(wire.invoice_date), _day(wire.due_date), wire.status) if wire else None
    )


def item(raw: msgspec.Raw) -> spend.ExportItem | UnreadableItem:
    """One export item; what does not follow the contract is returned with the id, so that it can be reported.

    The id is left empty where it is none: Pleo would refuse a whole report for it.
    """
    entry_id = ""
    try:
        entry_id = str(msgspec.json.decode(raw, type=_IdWire).accounting_entry_id)
        return msgspec.json.decode(raw, type=ItemWire).value()
    except (msgspec.ValidationError, ValueError, OverflowError) as error:
        return UnreadableItem(entry_id, str(error))


class _IdWire(Wire):
    """The member that every item must have, in its published form."""

    accounting_entry_id: UUID
