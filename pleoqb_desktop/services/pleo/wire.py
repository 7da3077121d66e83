"""Pleo's JSON to our values and back (pleo-openapi.yaml); decides nothing."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

import msgspec

from pleoqb_desktop.domain import spend
from pleoqb_desktop.domain.money import Money, from_cents
from pleoqb_desktop.ports.reference import PleoAccount, PleoTag, PleoTagGroup, PleoTaxCode, PleoVendor
from pleoqb_desktop.ports.spend import Report, UnreadableItem


class _Wire(msgspec.Struct, rename="camel"):
    """Members are camelCase in JSON; unknown ones are ignored, for Pleo adds members without notice (CHG-05)."""


class MoneyWire(_Wire):
    """The export API's money: hundredths."""

    currency: str
    value: Decimal

    def money(self) -> Money:
        """As money in units of the currency. Raises ValueError for the currency UNDEFINED, which Pleo's list has."""
        return from_cents(self.value, self.currency)


class AmountWire(_Wire):
    """An amount in both currencies."""

    in_wallet_currency: MoneyWire
    in_supplier_currency: MoneyWire

    def original(self) -> Money:
        """What the supplier charged; where Pleo knows no currency of the supplier's, the amount in wallet currency."""
        undefined = self.in_supplier_currency.currency == "UNDEFINED"
        return (self.in_wallet_currency if undefined else self.in_supplier_currency).money()


class AccountNameWire(_Wire):
    """AccountV3 and ContraAccount."""

    id: str
    name: str
    code: str | None = None
    identifier: str | None = None

    def value(self) -> spend.LedgerAccountName:
        """As a value; empty texts count as absent."""
        return spend.LedgerAccountName(self.id, self.name, self.identifier or None, self.code or None)


class TaxWire(_Wire):
    """TaxV3."""

    id: str
    amount: AmountWire
    rate: Decimal
    type: str
    code: str | None = None


class TagWire(_Wire):
    """TagV3."""

    id: str
    code: str
    group_code: str


class LineWire(_Wire):
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


class SupplierWire(_Wire):
    """SupplierV3."""

    name: str | None = None
    code: str | None = None
    account: str | None = None
    country: str | None = None
    tax_identifier: str | None = None


class VendorWire(_Wire):
    """VendorV3."""

    id: str
    name: str
    code: str | None = None
    external_id: str | None = None
    default_currency: str | None = None
    tax_registration_number: str | None = None


class NamedWire(_Wire):
    """A person or a team."""

    id: str
    name: str
    code: str | None = None


class FileWire(_Wire):
    """ExportItemFile."""

    url: str
    type: str
    size: Decimal = Decimal(0)


class InvoiceWire(_Wire):
    """InvoiceInformationV3; dates come as days or as times (pleo-api.md 2, Dates)."""

    invoice_number: str
    invoice_date: str | None = None
    due_date: str | None = None
    status: str | None = None


class AdditionalWire(_Wire):
    """ExportItemAdditionalInformationV3."""

    reconciliation_id: str
    attendees: list[str | None] | None = None
    invoice_information: InvoiceWire | None = None
    reconciled_entries: list[str | None] | None = None


class BookkeepingWire(_Wire):
    """BookkeepingV3."""

    method: str


class LinksWire(_Wire):
    """LinksResponse."""

    web: dict[str, str] | None = None


class ItemWire(_Wire):
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


def _aware(moment: datetime) -> datetime:
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def _moment(text: str) -> datetime:
    """A time; a day without a time is taken at noon, so that it stays that day in every inhabited zone but the outermost.

    Raises ValueError for what is neither.
    """
    if len(text) == len("2026-01-31"):
        return datetime.combine(date.fromisoformat(text), time(12), UTC)
    return _aware(msgspec.convert(text, datetime))


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


class PageWire(_Wire):
    """CursorPageInfo; cursors are optional, null or absent on an empty page (pleo-api.md 2, UNVERIFIED)."""

    has_next_page: bool
    end_cursor: str | None = None


class ListWire(_Wire):
    """A page of anything; tag groups come without pagination."""

    data: list[msgspec.Raw]
    pagination: PageWire | None = None


class DataWire(_Wire):
    """One thing in Pleo's envelope."""

    data: msgspec.Raw


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


class _IdWire(_Wire):
    """The member that every item must have, in its published form."""

    accounting_entry_id: UUID


class JobWire(_Wire):
    """ExportJobV3."""

    id: str
    company_id: str
    status: str
    created_at: datetime
    number_of_items: int = 0
    last_updated_at: datetime | None = None
    expires_in: int = 3600
    vendor_based_bookkeeping: bool = False
    failure_reason: str | None = None

    def value(self) -> spend.ExportJob:
        """As a value; a status that is not published counts as ended."""
        try:
            status = spend.JobStatus(self.status)
        except ValueError:
            status = spend.JobStatus.FAILED
        return spend.ExportJob(
            self.id,
            self.company_id,
            status,
            _aware(self.created_at),
            self.number_of_items,
            _aware(self.last_updated_at) if self.last_updated_at else None,
            self.expires_in,
            self.vendor_based_bookkeeping,
            self.failure_reason,
        )


class JobItemWire(_Wire):
    """ExportJobItemV3."""

    accounting_entry_id: str
    status: str
    external_id: str | None = None

    def value(self) -> spend.JobItem:
        """As a value; a status that is not published counts as still open."""
        try:
            status = spend.JobItemStatus(self.status)
        except ValueError:
            status = spend.JobItemStatus.PENDING
        return spend.JobItem(self.accounting_entry_id, status, self.external_id)


class ReportErrorWire(_Wire):
    """ExportJobItemUpdateErrorV3."""

    accounting_entry_id: str
    type: str
    message: str = ""


class ReportAnswerWire(_Wire):
    """ExportJobItemUpdateV3."""

    errors: list[ReportErrorWire] = []


def report(result: Report) -> dict[str, Any]:
    """UpdateExportJobItemV3."""
    body: dict[str, Any] = {"accountingEntryId": result.accounting_entry_id}
    if result.successful:
        body["status"] = spend.JobItemStatus.SUCCESSFUL.value
        if result.external_id:
            body["externalId"] = result.external_id
        if result.external_url:
            body["externalUrl"] = result.external_url
        if result.exported_at:
            body["exportedAt"] = result.exported_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    else:
        body["status"] = spend.JobItemStatus.FAILED.value
        if result.reason:
            body["failureReasonType"] = result.reason.value
        if result.reason_text:
            body["failureReason"] = result.reason_text
    return body


class MinorsWire(_Wire):
    """Money of the accounting-entries API: smallest unit of the currency."""

    currency: str
    minors: Decimal


class EntryTagWire(_Wire):
    """AccountingEntryTagV1; without a tag, or with the nil UUID, none is chosen."""

    tag_id: str | None = None


class SplitWire(_Wire):
    """SplitItemV1."""

    account_id: str | None = None
    tax_code_id: str | None = None
    tags: list[EntryTagWire] = []


class EntryWire(_Wire):
    """AccountingEntryV1, as far as the queue needs it."""

    transaction_value: MinorsWire
    id: str | None = None
    family: str = ""
    sub_family: str | None = None
    performed_at: datetime | None = None
    bookkeeping_date: datetime | None = None
    note: str | None = None
    account_id: str | None = None
    tax_code_id: str | None = None
    tags: list[EntryTagWire] = []
    employee_id: str | None = None
    receipt_ids: list[str] = []
    split_items: list[SplitWire] = []
    export_status: str = "QUEUED"
    total_bill_value: MinorsWire | None = None

    def value(self) -> spend.QueueEntry:
        """As a value. The nil UUID as account means that no category is chosen (pleo-api.md 12)."""
        moment = self.bookkeeping_date or self.performed_at
        whole: list[EntryWire | SplitWire] = [self, *self.split_items]
        parts = whole[1:] or whole
        accounts = [part.account_id for part in parts]
        wallet = self.total_bill_value
        return spend.QueueEntry(
            self.id or "",
            self.family,
            self.sub_family,
            from_cents(self.transaction_value.minors, self.transaction_value.currency),
            _aware(moment).date() if moment else None,
            self.note or None,
            all(account and account != _NIL for account in accounts),
            len(self.receipt_ids),
            self.employee_id,
            self.export_status,
            _aware(moment) if moment else None,
            _chosen(accounts),
            _chosen(part.tax_code_id for part in parts),
            _chosen(tag.tag_id for part in whole for tag in part.tags),
            from_cents(wallet.minors, wallet.currency) if wallet else None,
        )


_NIL = "00000000-0000-0000-0000-000000000000"


def _chosen(ids: Iterable[str | None]) -> tuple[str, ...]:
    """Each id once, without those that stand for nothing."""
    return tuple(dict.fromkeys(one for one in ids if one and one != _NIL))


class ReceiptWire(_Wire):
    """ReceiptModel."""

    id: str
    url: str
    mime_type: str = "unknown"
    size_in_bytes: int = 0

    def value(self) -> spend.StoredReceipt:
        """As a value."""
        return spend.StoredReceipt(self.id, self.url, self.mime_type, self.size_in_bytes)


class AccountWire(_Wire):
    """BookkeepingAccountRestModelV1."""

    id: str
    external_id: str
    name: str
    archived: bool
    code: str | None = None
    tax_code_external_id: str | None = None

    def value(self) -> PleoAccount:
        """As a value."""
        return PleoAccount(
            self.id, self.external_id, self.name, self.code or None, self.archived, self.tax_code_external_id
        )


def account_item(account: PleoAccount) -> dict[str, Any]:
    """Body of a create or update, without company and external id."""
    body: dict[str, Any] = {"name": account.name, "code": account.code, "archived": account.archived}
    if account.tax_code_external_id:
        body["taxCodeExternalId"] = account.tax_code_external_id
    return body


class TaxCodeWire(_Wire):
    """TaxCodeModel."""

    id: str
    name: str
    rate: Decimal
    type: str
    archived: bool
    code: str | None = None

    def value(self) -> PleoTaxCode:
        """As a value."""
        return PleoTaxCode(self.id, self.code or None, self.name, self.rate, self.type, self.archived)


class TagGroupWire(_Wire):
    """TagGroupModel."""

    id: str
    code: str
    name: str
    archived: bool
    metadata: dict[str, str] = {}

    def value(self) -> PleoTagGroup:
        """As a value."""
        return PleoTagGroup(self.id, self.code, self.name, self.archived, self.metadata)


class TagModelWire(_Wire):
    """TagModel."""

    id: str
    group_id: str
    code: str
    archived: bool
    name: str | None = None

    def value(self) -> PleoTag:
        """As a value."""
        return PleoTag(self.id, self.group_id, self.code, self.name or "", self.archived)


class PersonWire(_Wire):
    """Employee (pleo-api.md 10)."""

    id: str
    first_name: str = ""
    last_name: str = ""

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}".strip()


class VendorModelWire(_Wire):
    """VendorResponse."""

    id: str
    name: str
    default_currency: str
    state: str
    external_id: str | None = None
    code: str | None = None

    def value(self) -> PleoVendor:
        """As a value."""
        return PleoVendor(
            self.id, self.name, self.external_id or None, self.code or None, self.default_currency, self.state
        )


class CompanyWire(_Wire):
    """ExternalCompanyResponseModel."""

    id: str
    name: str


class InstallationWire(_Wire):
    """InstallationResponse, which comes bare."""

    resource: str
    status: str = ""


class IntrospectionWire(_Wire):
    """ExternalClientModel."""

    scope: str = ""
